//! Every format of grade, status and explain for one rich workspace, as snapshots read by eye.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use okr::goals::Workspace;
use okr::render::scorecard::{Format, Layout, explain_sum, grade, status};
use okr::score::{Filter, Scorecard};
use okr::settings::Settings;

const WIDE: Layout = Layout { width: 120, color: false, unicode: true };
const NARROW: Layout = Layout { width: 80, color: false, unicode: true };

const FILES: [(&str, &str); 5] = [
    ("okrs/metrics.yaml", include_str!("../fixtures/scorecard/okrs/metrics.yaml")),
    ("okrs/2026-Q1/company.yaml", include_str!("../fixtures/scorecard/okrs/2026-Q1/company.yaml")),
    ("okrs/2026-Q1/growth.yaml", include_str!("../fixtures/scorecard/okrs/2026-Q1/growth.yaml")),
    ("okrs/2026-Q1/platform.yaml", include_str!("../fixtures/scorecard/okrs/2026-Q1/platform.yaml")),
    ("okrs/2026-Q1/ana.yaml", include_str!("../fixtures/scorecard/okrs/2026-Q1/ana.yaml")),
];

fn rich() -> (Workspace, Settings) {
    let (workspace, settings) = crate::support::workspace(&FILES);
    let problems: Vec<_> = workspace.files.iter().flat_map(|file| &file.problems).collect();
    assert!(problems.is_empty(), "{problems:?}");
    (workspace, settings)
}

fn card(as_of: &str, filter: &Filter) -> Scorecard {
    let (workspace, settings) = rich();
    let quarter = "2026-Q1".parse().unwrap();
    let mut card = Scorecard::new(&workspace, &settings, quarter, as_of.parse().unwrap());
    card.narrow(filter);
    card
}

fn graded() -> Scorecard {
    card("2026-04-10", &Filter::default())
}

fn standing() -> Scorecard {
    card("2026-02-15", &Filter::default())
}

#[test]
fn grades_as_a_table() {
    insta::assert_snapshot!("grade_80", grade(&graded(), Format::Table, NARROW));
    insta::assert_snapshot!("grade_120", grade(&graded(), Format::Table, WIDE));
}

#[test]
fn status_as_a_table() {
    insta::assert_snapshot!("status_80", status(&standing(), Format::Table, NARROW));
    insta::assert_snapshot!("status_120", status(&standing(), Format::Table, WIDE));
    let ascii = Layout { unicode: false, ..NARROW };
    insta::assert_snapshot!("status_ascii", status(&standing(), Format::Table, ascii));
}

#[test]
fn the_first_two_weeks_have_numbers_but_no_colour() {
    let early = card("2026-01-13", &Filter { team: Some("growth".to_owned()), owner: None });
    let shown = status(&early, Format::Table, Layout { color: true, ..NARROW });
    insta::assert_snapshot!("status_early_colour", shown.replace('\u{1b}', "^"));
}

#[test]
fn markdown_for_meetings() {
    insta::assert_snapshot!("grade_markdown", grade(&graded(), Format::Markdown, NARROW));
    insta::assert_snapshot!("status_markdown", status(&standing(), Format::Markdown, NARROW));
}

#[test]
fn csv_for_spreadsheets() {
    insta::assert_snapshot!("grade_csv", grade(&graded(), Format::Csv, NARROW));
    insta::assert_snapshot!("status_csv", status(&standing(), Format::Csv, NARROW));
}

#[test]
fn json_for_programs() {
    insta::assert_snapshot!("grade_json", grade(&graded(), Format::Json, NARROW));
    insta::assert_snapshot!("status_json", status(&standing(), Format::Json, NARROW));
}

#[test]
fn sums_reading_by_reading() {
    let mut out = String::new();
    for card in [standing(), graded()] {
        for address in [
            "activation",
            "survey",
            "latency",
            "effortless-start",
            "growth",
            "2026-Q1",
            "churn",
            "support_tickets",
            "templates",
        ] {
            out.push_str(&explain_sum(&card.explain(address).unwrap(), &card, NARROW));
            out.push_str("\n----\n");
        }
    }
    insta::assert_snapshot!("sums", out);
}

#[test]
fn an_ambiguous_address_lists_what_it_could_be() {
    let (workspace, settings) = crate::support::workspace(&[
        ("a.yaml", "quarter: 2026-Q1\nteam: a\nobjectives:\n- {id: x, key_results: [{id: k}]}\n"),
        ("b.yaml", "quarter: 2026-Q1\nteam: b\nobjectives:\n- {id: x, key_results: [{id: k}]}\n"),
    ]);
    let (quarter, as_of) = ("2026-Q1".parse().unwrap(), "2026-02-15".parse().unwrap());
    let card = Scorecard::new(&workspace, &settings, quarter, as_of);
    let wrong = |address| card.explain(address).unwrap_err().candidates;
    assert_eq!(wrong("x/k"), ["2026-Q1/a/x/k", "2026-Q1/b/x/k"]);
    assert_eq!(wrong("y"), Vec::<String>::new());
    assert_eq!(card.explain("a/x/k").unwrap().address, "2026-Q1/a/x/k");
}

/// The names of an object's fields in the order they are written, two levels of indentation being one level of depth.
fn fields(json: &str, depth: usize) -> Vec<String> {
    let start = format!("{}\"", "  ".repeat(depth));
    let mut names: Vec<String> = Vec::new();
    for line in json.lines() {
        if let Some(name) = line.strip_prefix(&start).and_then(|rest| rest.split("\":").next())
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

#[test]
fn the_json_contract_keeps_its_fields_in_their_order() {
    const TOP: [&str; 7] = ["version", "quarter", "as_of", "score", "band", "calibration", "teams"];
    const TEAM: [&str; 5] = ["team", "level", "score", "band", "objectives"];
    const OBJECTIVE: [&str; 7] =
        ["address", "objective", "ambition", "score", "band", "guardrails", "key_results"];
    const KEY_RESULT: [&str; 11] = [
        "address",
        "key_result",
        "kind",
        "baseline",
        "target",
        "current",
        "ratio",
        "score",
        "band",
        "no_data",
        "check_ins",
    ];
    const STATUS: [&str; 5] = ["status", "reason", "projected", "last_check_in", "confidence"];
    let only_growth = Filter { team: Some("growth".to_owned()), owner: None };
    let grades = grade(&card("2026-04-10", &only_growth), Format::Json, NARROW);
    let mut growing = card("2026-02-15", &only_growth);
    let standing = status(&growing, Format::Json, NARROW);
    growing.metrics.clear();
    growing.guardrails.clear();
    growing.north_star = None;
    let tree_only = status(&growing, Format::Json, NARROW);
    for json in [&grades, &tree_only] {
        assert_eq!(fields(json, 1)[..7], TOP);
        assert_eq!(fields(json, 3)[..5], TEAM);
        assert_eq!(fields(json, 5)[..7], OBJECTIVE);
        // Guardrails of the objective come first at this depth.
        let key_result = fields(json, 7);
        let start = key_result.iter().position(|name| name == "address").unwrap();
        assert_eq!(key_result[start..start + 11], KEY_RESULT);
    }
    let key_result = fields(&tree_only, 7);
    let after = key_result.iter().position(|name| name == "check_ins").unwrap() + 1;
    // A guardrail's `reason` was seen before the key result's.
    assert_eq!(key_result[after..after + 4], [STATUS[0], STATUS[2], STATUS[3], STATUS[4]]);
    assert_eq!(fields(&standing, 1)[7..10], ["north_star", "metrics", "guardrails"]);
    let value: serde_json::Value = serde_json::from_str(&standing).unwrap();
    let first = &value["teams"][0]["objectives"][0]["key_results"][1];
    assert_eq!(first["baseline"], serde_json::json!({"value": 4.0, "unit": "hours", "text": "4 hours"}));
    assert_eq!(first["reason"], "at this pace 1.5 hours by 31 Mar: grade 0.77");
    assert_eq!(value["version"], 1);
}

#[test]
fn tables_fit_and_colour_changes_no_place() {
    use unicode_width::UnicodeWidthStr;
    for width in [60, 61, 72, 80, 97, 120, 160] {
        for unicode in [true, false] {
            let plain = Layout { width, color: false, unicode };
            let colored = Layout { color: true, ..plain };
            let (graded, standing) = (graded(), standing());
            for (plain, colored) in [
                (grade(&graded, Format::Table, plain), grade(&graded, Format::Table, colored)),
                (status(&standing, Format::Table, plain), status(&standing, Format::Table, colored)),
            ] {
                let widest = plain.lines().map(UnicodeWidthStr::width).max().unwrap();
                assert!(widest <= width, "{widest} columns where {width} are there:\n{plain}");
                assert!(plain.chars().all(|c| c == '\n' || !c.is_control()));
                assert_eq!(without_escapes(&colored), plain);
                assert!(colored.contains('\u{1b}'));
                assert!(plain.lines().all(|line| line.trim_end() == line), "no trailing spaces");
            }
        }
    }
}

fn without_escapes(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once('m').unwrap().1)
}

#[test]
fn nothing_from_a_goal_file_acts_on_what_shows_it() {
    let hostile = r#"
quarter: 2026-Q1
team: growth
owner: "=HYPERLINK(\"http://x\")"
objectives:
- id: a
  objective: "\e[2J| forged\n| row \u202e \u2061red\u2060 <script>`x`"
  guardrails: ["\e]0;title\a"]
  key_results:
  - id: k
    key_result: "+cmd|' /C calc'!A0 \e[31m\r\nForged line @ana"
    baseline: "-20%"
    target: "-5%"
    grade: {score: 0.5, reason: "-1 \e[5m | x"}
    check_ins: [{date: 2026-02-10, value: "-12%", note: "\e[31m\n@here"}]
"#;
    let (workspace, settings) = crate::support::workspace(&[("a.yaml", hostile)]);
    let (quarter, as_of) = ("2026-Q1".parse().unwrap(), "2026-02-15".parse().unwrap());
    let unsafe_ = |c: char| {
        c != '\n'
            && (c.is_control()
                || ('\u{2028}'..='\u{202e}').contains(&c)
                || ('\u{2060}'..='\u{2069}').contains(&c))
    };
    {
        let card = Scorecard::new(&workspace, &settings, quarter, as_of);
        for format in [Format::Table, Format::Json, Format::Markdown, Format::Csv] {
            for text in [grade(&card, format, NARROW), status(&card, format, NARROW)] {
                let escaped = matches!(format, Format::Json);
                assert!(escaped || !text.chars().any(unsafe_), "{format:?}: {text:?}");
                assert!(!text.chars().any(|c| c != '\n' && c.is_control()), "{format:?}: {text:?}");
                assert!(!text.lines().any(|line| line.starts_with("Forged") || line.starts_with("| row")));
            }
        }
        let sum = explain_sum(&card.explain("k").unwrap(), &card, NARROW);
        assert!(!sum.chars().any(unsafe_), "{sum:?}");
        let markdown = status(&card, Format::Markdown, NARROW);
        assert!(!markdown.contains("<script>") && !markdown.contains("@ana"), "{markdown}");
        let table_rows = markdown.lines().filter(|line| line.starts_with('|') && line.contains("Forged"));
        for row in table_rows {
            assert_eq!(row.replace("\\|", "").matches('|').count(), 8, "{row}");
        }
        for text in [grade(&card, Format::Csv, NARROW), status(&card, Format::Csv, NARROW)] {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let titles = reader.headers().unwrap().clone();
            for (title, cell) in titles.iter().zip(reader.records().next().unwrap().unwrap().iter()) {
                let formula = cell.starts_with(['=', '+', '-', '@']);
                assert!(!formula || cell.parse::<f64>().is_ok(), "{title}: {cell}");
            }
        }
    }
}

type Files<'t> = &'t [(&'t str, &'t str)];

#[test]
fn where_there_is_nothing_a_line_says_what_to_do() {
    let show = |files: Files, team: Option<&str>, owner: Option<&str>| {
        let (workspace, settings) = crate::support::workspace(files);
        let filter = Filter { team: team.map(str::to_owned), owner: owner.map(str::to_owned) };
        let (quarter, as_of) = ("2026-Q2".parse().unwrap(), "2026-05-15".parse().unwrap());
        let mut card = Scorecard::new(&workspace, &settings, quarter, as_of);
        card.narrow(&filter);
        let grades = grade(&card, Format::Table, NARROW);
        assert!(grade(&card, Format::Markdown, NARROW).contains(grades.lines().last().unwrap()));
        assert!(serde_json::from_str::<serde_json::Value>(&status(&card, Format::Json, NARROW)).is_ok());
        assert_eq!(grade(&card, Format::Csv, NARROW).lines().count(), 1);
        status(&card, Format::Table, NARROW)
    };
    let head = "2026-Q2 · day 45 of 91 · 15 May 2026";
    let no_metrics = "No metrics yet; `okr init` shows how to write a north star and what drives it.\n\n";
    let first = "quarter: 2026-Q1\nteam: a\nobjectives: [{id: x}]\n";
    let second = "quarter: 2026-Q2\nteam: b\nobjectives: [{id: x}]\n";
    let (first, second) = ([("a.yaml", first)], [("b.yaml", second)]);
    let table: [(Files, [Option<&str>; 2], &str); 5] = [
        (&[], [None, None], "No objectives in 2026-Q2; `okr init` writes a first file to start from."),
        (&first, [None, None], "No objectives in 2026-Q2; there are some in 2026-Q1: `--quarter 2026-Q1`."),
        (&second, [Some("c"), None], "No objectives of team `c` in 2026-Q2; these have some: b."),
        (&second, [None, Some("ana")], "No objectives owned by `ana` in 2026-Q2; these have some: b."),
        (
            &second,
            [Some("b"), Some("ana")],
            "No objectives of team `b` owned by `ana` in 2026-Q2; these have some: b.",
        ),
    ];
    for (files, [team, owner], line) in table {
        let part = team.map_or(String::new(), |team| format!(", team {team} only"))
            + &owner.map_or(String::new(), |owner| format!(", owned by {owner} only"));
        let metrics = if part.is_empty() { no_metrics } else { "" };
        assert_eq!(show(files, team, owner), format!("{head}{part}\n\n{metrics}{line}\n"));
    }
}
