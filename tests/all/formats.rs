//! The formats that programs read: valid by the schemas their readers publish, and unmoved by whatever a goal file says.

use okr::finding::Level;
use okr::goals::{Day, Workspace};
use okr::lint::{Report, Selection, lint};
use okr::render::findings::{Format, Run, Style, Unreadable, render, statistics};
use proptest::prelude::*;
use quick_xml::events::Event;
use serde_json::Value;
use std::path::Path;

const AS_OF: &str = "2026-02-15";

/// The formats that no person reads as they are.
const FOR_PROGRAMS: [Format; 7] = [
    Format::Json,
    Format::Sarif,
    Format::Github,
    Format::Gitlab,
    Format::Junit,
    Format::Checkstyle,
    Format::Markdown,
];

fn judged(files: &[(&str, &str)]) -> (Workspace, Report) {
    let (workspace, settings) = crate::support::workspace(files);
    let report = lint(&workspace, &settings, day(), &Selection::default());
    (workspace, report)
}

fn day() -> Day {
    AS_OF.parse().unwrap()
}

fn run(prefix: &str) -> Run<'_> {
    Run {
        as_of: day(),
        style: Style { width: 100, color: false },
        prefix,
        requested: None,
        fails_from: Some(Level::Error),
        unreadable: &[],
        all: true,
    }
}

/// A file whose name and texts try whatever acts somewhere.
fn nasty() -> Vec<(&'static str, String)> {
    let long = "x".repeat(10_000);
    let goals = format!(
        r##"quarter: 2026-Q1
team: "growth | @ana #12 <b>"
objectives:
  - objective: |
      Launch `code` | <script>alert(1)</script> ![i](http://evil.example/x.png)
      ::error::forged
      ##[add-mask]forged %0A::warning::forged
    why: it is
    key_results:
      - "Launch \e[31mred\e]0;pwned\a \u009b2J \u202ereversed \u200bhidden \uFFFE the app"
      - "Launch 🚀 [click](https://evil.example) www.evil.example @ana GH-12 #34 ##[error]x"
      - "::error file=okrs/a.yaml,line=1::forged"
      - >-
        Launch {long}
      - Publish the audit # okr: ignore[output-key-result] the board | asked `for` it ::error::x
      - Lift the (ein (zwei
      - {{key_result: "Raise x from 1 to 2", "ta\u202eget\n::error::key": 3, target: "<img> 12\u0007 || %0A"}}
    supports: ["nobody\n::error::forged", "![x](y)|"]
    guardrails: ["@ana", "a,b:c%"]
"##
    );
    vec![
        ("okrs/a b:c,%d é|.yaml", goals),
        ("okrs/::error ::.yaml", "quarter: 2026-Q1\nteam: [a\n".to_owned()),
        ("okrs/clean.yaml", "quarter: 2026-Q1\nteam: clean\n".to_owned()),
    ]
}

fn nasty_report() -> (Workspace, Report) {
    let files = nasty();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    judged(&files)
}

/// What must hold of every output whatever the goals say.
fn holds(format: Format, out: &str) -> Result<(), TestCaseError> {
    let acts = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
    prop_assert!(!out.contains(acts), "{format:?} holds characters that act on a terminal");
    prop_assert!(!out.contains("##["), "{format:?} holds a command for the log of a workflow");
    // `:::` before the second file of an excerpt is not a command: none is called `:`.
    let is_command =
        |line: &&str| line.trim_start().starts_with("::") && !line.trim_start().starts_with(":::");
    for line in out.lines().filter(is_command) {
        let ours = ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start));
        prop_assert!(format == Format::Github && ours, "{format:?} has a forged line: {line}");
    }
    match format {
        Format::Json | Format::Sarif | Format::Gitlab => {
            let read = serde_json::from_str::<Value>(out);
            prop_assert!(read.is_ok(), "{format:?} is no JSON: {read:?}");
        }
        Format::Junit | Format::Checkstyle => {
            let texts = xml_texts(out);
            prop_assert!(texts.is_ok(), "{format:?} is no XML: {texts:?}");
        }
        Format::Markdown => {
            for line in out.lines().filter(|line| line.starts_with('|')) {
                prop_assert_eq!(cells(line), 3, "a row was broken: {}", line);
            }
        }
        _ => {}
    }
    Ok(())
}

/// Every attribute and text of an XML document, entities resolved.
fn xml_texts(xml: &str) -> Result<Vec<String>, String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut texts = Vec::new();
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        if let Event::Start(element) | Event::Empty(element) = &event {
            for attribute in element.attributes() {
                let value = attribute.map_err(|error| error.to_string())?;
                let value = value.normalized_value(quick_xml::XmlVersion::Implicit1_0);
                texts.push(value.map_err(|error| error.to_string())?.into_owned());
            }
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof if depth == 0 => return Ok(texts),
            Event::Eof => return Err("an element stays open".to_owned()),
            _ => {}
        }
    }
}

/// The number of cells in a row of a table, as GitHub counts them: a backslash escapes the character after it.
fn cells(row: &str) -> usize {
    let mut ends = 0;
    let mut chars = row.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '|' => ends += 1,
            _ => {}
        }
    }
    ends - 1
}

fn assert_valid_sarif(text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats/sarif-schema-2.1.0.json");
    let schema: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.add_resource("sarif.json", schema).unwrap();
    let index = compiler.compile("sarif.json", &mut schemas).unwrap();
    let log: Value = serde_json::from_str(text).unwrap();
    if let Err(fault) = schemas.validate(&log, index) {
        panic!("{fault:#}");
    }
}

#[test]
fn hostile_goals_in_every_format() {
    let (workspace, report) = nasty_report();
    for (name, format) in Format::ALL {
        let out = render(format, &report, &workspace, run("company/goals/"));
        holds(format, &out).unwrap();
        let mut shown = out;
        if format == Format::Sarif {
            assert_valid_sarif(&shown);
            let mut log: Value = serde_json::from_str(&shown).unwrap();
            // The table of rules has a test of its own beside it, and pages change often.
            log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap().truncate(0);
            shown = serde_json::to_string_pretty(&log).unwrap();
        }
        insta::with_settings!({filters => vec![(r"x{60,}", "<many x>"), (r"\^{60,}", "<many ^>")]}, {
            insta::assert_snapshot!(format!("hostile_{name}"), shown);
        });
    }
}

#[test]
fn nothing_found_and_nothing_readable_are_valid_too() {
    let (workspace, report) = judged(&[("okrs/clean.yaml", "quarter: 2026-Q1\nteam: clean\n")]);
    let (nothing, empty) = judged(&[]);
    let unreadable = [Unreadable {
        path: "okrs/no\u{1b}: entry.yaml".to_owned(),
        reason: "permission denied ::error::".to_owned(),
    }];
    for (workspace, report, run) in
        [(&workspace, &report, run("")), (&nothing, &empty, Run { unreadable: &unreadable, ..run("goals/") })]
    {
        for format in FOR_PROGRAMS {
            let out = render(format, report, workspace, run);
            holds(format, &out).unwrap();
            if format == Format::Sarif {
                assert_valid_sarif(&out);
                let log: Value = serde_json::from_str(&out).unwrap();
                let successful = &log["runs"][0]["invocations"][0]["executionSuccessful"];
                assert_eq!(*successful, Value::Bool(run.unreadable.is_empty()));
            }
        }
    }
    let unreadable = Run { unreadable: &unreadable, ..run("goals/") };
    let shown = |format| render(format, &empty, &nothing, unreadable);
    let clean = |format| render(format, &report, &workspace, run(""));
    let mut all = String::new();
    for format in [Format::Github, Format::Gitlab, Format::Junit, Format::Checkstyle, Format::Markdown] {
        all +=
            &format!("--- {format:?}, clean\n{}--- {format:?}, unreadable\n{}", clean(format), shown(format));
    }
    insta::assert_snapshot!("clean_and_unreadable", all);
    assert_eq!(render(Format::Github, &report, &workspace, run("")), "");
    assert_eq!(render(Format::Gitlab, &report, &workspace, run("")), "[]\n");
}

#[test]
fn sarif_carries_what_code_scanning_needs() {
    let (workspace, report) = nasty_report();
    assert!(!report.suppressed.is_empty());
    let log: Value =
        serde_json::from_str(&render(Format::Sarif, &report, &workspace, run("goals/"))).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), report.findings.len() + report.suppressed.len());
    for (result, finding) in results.iter().zip(report.findings.iter().chain(&report.suppressed)) {
        assert_eq!(result["ruleId"], finding.rule);
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], finding.rule);
        assert_eq!(result["level"], finding.level.name());
        assert_eq!(result["partialFingerprints"]["okrFingerprint/v1"], finding.fingerprint.as_str());
        assert_eq!(result["suppressions"].is_array(), finding.suppressed_because.is_some());
    }
    let quiet = results.iter().find(|result| result["suppressions"].is_array()).unwrap();
    assert_eq!(quiet["suppressions"][0]["kind"], "inSource");
    assert_eq!(quiet["suppressions"][0]["justification"], "the board | asked `for` it ::error::x");
    for rule in rules {
        assert!(rule["help"]["markdown"].as_str().unwrap().starts_with("# "), "{rule}");
    }
}

/// The fields GitLab documents; it publishes no schema.
#[test]
fn gitlab_gets_its_fields_and_a_fingerprint_for_each_issue() {
    let (workspace, report) = nasty_report();
    let issues: Value =
        serde_json::from_str(&render(Format::Gitlab, &report, &workspace, run("goals/"))).unwrap();
    let issues = issues.as_array().unwrap();
    assert_eq!(issues.len(), report.findings.len());
    let mut fingerprints: Vec<&str> = Vec::new();
    for issue in issues {
        assert!(!issue["description"].as_str().unwrap().is_empty());
        assert!(!issue["check_name"].as_str().unwrap().is_empty());
        assert!(["info", "minor", "major"].contains(&issue["severity"].as_str().unwrap()));
        let path = issue["location"]["path"].as_str().unwrap();
        assert!(path.starts_with("goals/okrs/"), "{path}");
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
        fingerprints.push(issue["fingerprint"].as_str().unwrap());
    }
    let all = fingerprints.len();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), all);
}

#[test]
fn a_test_fails_where_the_command_does() {
    let (workspace, report) = nasty_report();
    for fails_from in [None, Some(Level::Error), Some(Level::Warning), Some(Level::Note)] {
        let out = render(Format::Junit, &report, &workspace, Run { fails_from, ..run("") });
        let failing =
            report.findings.iter().filter(|finding| fails_from.is_some_and(|from| finding.level >= from));
        assert_eq!(out.matches("<failure ").count(), failing.count(), "{fails_from:?}");
    }
}

#[test]
fn names_of_tests_are_told_apart() {
    let (workspace, report) = nasty_report();
    let out = render(Format::Junit, &report, &workspace, run(""));
    let mut names: Vec<&str> = out.lines().filter(|line| line.contains("<testcase ")).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

/// What GitHub's runner reads from a command's property; see `UnescapeProperty` in actions/runner.
fn unescaped(text: &str) -> String {
    [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
        .iter()
        .fold(text.to_owned(), |text, (escape, c)| text.replace(escape, c))
}

#[test]
fn annotations_are_read_back_as_they_were_meant() {
    let (workspace, report) = nasty_report();
    let out = render(Format::Github, &report, &workspace, run("goals/"));
    assert_eq!(out.lines().count(), report.findings.len());
    for (line, finding) in out.lines().zip(&report.findings) {
        let (head, text) = line[2..].split_once("::").unwrap();
        let (_, properties) = head.split_once(' ').unwrap();
        let property = |name: &str| {
            let found = properties
                .split(',')
                .filter_map(|property| property.split_once('='))
                .find(|(key, _)| *key == name);
            found.map(|(_, value)| unescaped(value))
        };
        let file = format!("goals/{}", workspace.sources.file(finding.span.file).path);
        assert_eq!(property("file").unwrap(), file);
        assert_eq!(property("title").unwrap(), format!("okr: {}", finding.rule));
        assert_eq!(property("endColumn").is_some(), property("line") == property("endLine"));
        assert!(unescaped(text).starts_with(&*okr::render::visible(&finding.message)), "{text}");
    }
}

#[test]
fn long_summaries_fold_and_stay_below_what_github_takes() {
    let key_results = "      - Launch the template gallery\n".repeat(6000);
    let goals = format!(
        "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: Teams feel at home\n    key_results:\n{key_results}"
    );
    let (workspace, report) = judged(&[("okrs/growth.yaml", &goals)]);
    let out = render(Format::Markdown, &report, &workspace, run(""));
    assert!(out.len() < 1_000_000, "{}", out.len());
    let rows = out
        .lines()
        .filter(|line| line.starts_with("| 🔴") || line.starts_with("| 🟡") || line.starts_with("| ⚪"))
        .count();
    let (_, left_out) = out.split_once("There is no room here for ").unwrap();
    let left_out: usize = left_out.split(' ').next().unwrap().parse().unwrap();
    assert_eq!(rows + left_out, report.findings.len());
    assert!(out.contains(&format!("<summary>{} more</summary>", rows - 20)));
}

#[test]
fn statistics_count_every_finding_once() {
    let (_, report) = nasty_report();
    let counts = statistics::counts(&report);
    assert_eq!(counts.iter().map(|count| count.count).sum::<usize>(), report.findings.len());
    assert!(counts.is_sorted_by(|a, b| a.count >= b.count));
    insta::assert_snapshot!(statistics::table(&report), @r"
    4  error    unknown-reference
    3  error    output-key-result
    2  error    invalid-value
    1  error    key-result-count
    1  error    output-objective
    1  error    syntax
    1  error    unknown-field
    1  warning  missing-owner
    1  warning  output-key-result
    1  note     missing-id
    1  note     vague-key-result
    ");
    let json: Value = serde_json::from_str(&statistics::json(&report)).unwrap();
    assert_eq!(json[0]["rule"], counts[0].rule);
    assert_eq!(json[0]["level"], counts[0].level.name());
    assert_eq!(json[0]["count"], counts[0].count);
    assert_eq!(statistics::json(&Report::default()), "[]\n");
    assert_eq!(statistics::table(&Report::default()), "");
}

/// Pieces that act somewhere, among any characters.
fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        3 => any::<char>().prop_map(String::from),
        2 => "[a-z ]{1,8}",
        3 => prop::sample::select(vec![
            "::error::", "\n::error ::", "\r\n", "%0A", "##[error]", "]]>", "<!--", "&#10;", "|", "\\", "`", "\\|", "\u{1b}[2J",
            "\u{9b}", "\u{202e}", "\u{fffe}", "\u{85}", "\u{2028}", "![x](y)", "](", "{0}", "<b>", "@ana", "</details>", "\0",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn no_text_gets_out_of_its_place(
        message in hostile_text(),
        help in proptest::option::of(hostile_text()),
        reason in hostile_text(),
        path in hostile_text(),
        multiline in any::<bool>(),
    ) {
        let goals = "quarter: 2026-Q1\nteam: a\nobjectives:\n  - objective: x\n    key_results:\n      - Launch the app\n";
        let path = format!("okrs/{path}.yaml");
        let (workspace, mut report) = judged(&[(&path, goals)]);
        let mut finding = report.findings[0].clone();
        finding.message = message.clone();
        finding.help = help.clone();
        if multiline {
            finding.span.end = goals.len() as u32;
        }
        let suppressed = okr::finding::Finding { suppressed_because: Some(reason), ..finding.clone() };
        report.findings = vec![finding];
        report.suppressed = vec![suppressed];
        let unreadable = [Unreadable { path: path.clone(), reason: message.clone() }];
        let run = Run { unreadable: &unreadable, ..run("a|b/") };
        for (_, format) in Format::ALL {
            holds(format, &render(format, &report, &workspace, run))?;
        }
        let json: Value = serde_json::from_str(&render(Format::Json, &report, &workspace, run)).unwrap();
        prop_assert_eq!(&json["findings"][0]["message"], &message);
        prop_assert_eq!(&json["findings"][0]["file"], &path);
        let gitlab: Value = serde_json::from_str(&render(Format::Gitlab, &report, &workspace, run)).unwrap();
        prop_assert_eq!(&gitlab[1]["location"]["path"], &format!("a|b/{path}"));
        let shown = okr::render::visible(&message).into_owned();
        let checkstyle = xml_texts(&render(Format::Checkstyle, &report, &workspace, run)).unwrap();
        prop_assert!(checkstyle.iter().any(|text| text.starts_with(&shown)), "{shown:?} in {checkstyle:?}");
        let junit = xml_texts(&render(Format::Junit, &report, &workspace, Run { fails_from: Some(Level::Note), ..run })).unwrap();
        prop_assert!(junit.contains(&shown), "{shown:?} in {junit:?}");
        let github = render(Format::Github, &report, &workspace, run);
        prop_assert_eq!(github.lines().count(), 2);
        prop_assert!(github.lines().all(|line| line.starts_with("::")));
    }
}
