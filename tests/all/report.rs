//! `okr report`: the page says what the other screens say, nothing of it acts, and it hides what it should.

use crate::pull_request::scratch::{Ran, Scratch, alike_everywhere};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// What okr prints in one of the example folders.
fn in_example(example: &str, arguments: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example);
    let mut okr = Command::new(env!("CARGO_BIN_EXE_okr"));
    let output = alike_everywhere(&mut okr).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn page(example: &str, more: &[&str]) -> String {
    in_example(example, &[&["report", "--out", "-", "--as-of", "2026-11-20"], more].concat())
}

/// An element's attributes.
fn attributes(element: &BytesStart<'_>) -> BTreeMap<String, String> {
    let all = element.html_attributes().map(Result::unwrap);
    all.map(|one| (one.key.as_ref().to_owned(), one.value.to_string())).collect()
}

/// Calls `visit` for each start of an element and each text, as a reader of the page meets them.
fn walk(page: &str, mut visit: impl FnMut(&str, &BTreeMap<String, String>, &str)) {
    let mut reader = Reader::from_str(page);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut name = String::new();
    let mut seen = BTreeMap::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                name = element.name().as_ref().to_owned();
                seen = attributes(&element);
                visit(&name, &seen, "");
            }
            Event::Text(text) => visit(&name, &seen, &text),
            _ => {}
        }
    }
}

#[test]
fn every_score_is_that_of_status() {
    for (example, more) in [
        ("growth", &[][..]),
        ("startup", &[]),
        ("enterprise", &[]),
        ("growth", &["--quarter", "2026-Q3"]),
        ("enterprise", &["--quarter", "2026-Q3"]),
    ] {
        // The first number after an address is its score.
        let mut shown: BTreeMap<String, String> = BTreeMap::new();
        let mut address = Some("quarter".to_owned());
        walk(&page(example, more), |name, attributes, text| {
            if let Some(found) = attributes.get("data-address").filter(|_| text.is_empty()) {
                address = Some(found.clone());
            }
            if let (Some(value), "data", true) = (attributes.get("value"), name, text.is_empty())
                && let Some(address) = address.take()
            {
                shown.insert(address, value.clone());
            }
        });
        let status = [&["status", "--format", "json", "--as-of", "2026-11-20"], more].concat();
        let status: serde_json::Value = serde_json::from_str(&in_example(example, &status)).unwrap();
        let mut told = 0;
        let mut compare = |address: &str, score: &serde_json::Value| {
            if let Some(score) = score.as_f64() {
                let told_here = shown.get(address).and_then(|told| told.parse::<f64>().ok());
                // The last digit may get lost where JSON is read.
                let is_same = told_here.is_some_and(|told| (told - score).abs() < 1e-12);
                assert!(is_same, "{example} {more:?} {address}: {told_here:?} and {score}");
                told += 1;
            }
        };
        compare("quarter", &status["score"]);
        for team in status["teams"].as_array().unwrap() {
            for objective in team["objectives"].as_array().unwrap() {
                compare(objective["address"].as_str().unwrap(), &objective["score"]);
                for key_result in objective["key_results"].as_array().unwrap() {
                    compare(key_result["address"].as_str().unwrap(), &key_result["score"]);
                }
            }
        }
        assert!(told > 5, "{example}: {told} scores were compared");
    }
}

/// What would load, run or send something, or take a reader elsewhere.
fn assert_inert(page: &str) {
    walk(page, |name, attributes, _| {
        let acts = [
            "script",
            "iframe",
            "object",
            "embed",
            "form",
            "img",
            "link",
            "base",
            "image",
            "foreignObject",
            "animate",
            "set",
        ];
        assert!(!acts.contains(&name), "<{name}> {attributes:?}");
        for (attribute, value) in attributes {
            assert!(
                !attribute.starts_with("on") && attribute != "style" && attribute != "src",
                "{attribute}={value}"
            );
            if attribute.ends_with("href") {
                let is_file = value.ends_with(".html") && !value.contains(':') && !value.starts_with('/');
                assert!(value.starts_with('#') || is_file, "a link to {value}");
            }
        }
    });
}

#[test]
fn a_page_loads_and_runs_nothing() {
    for example in ["growth", "startup", "enterprise", "bad"] {
        let page = page(example, &[]);
        assert_inert(&page);
        assert!(
            page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"),
            "{example} has a policy"
        );
        assert!(page.len() < 200_000, "{example}: {} bytes", page.len());
    }
}

const HOSTILE: &str = "\"</title></style><script>alert(1)</script><img src=x onerror=alert(1)>' onload='x \\u202e \\e[31m ]]> --> {} javascript:alert(1) &amp;\"";

#[test]
fn hostile_words_stay_words() {
    let h = HOSTILE;
    let goals = format!(
        "quarter: 2026-Q1\nteam: growth\nowner: {h}\nobjectives:\n  - objective: {h}\n    why: {h}\n    owner: {h}\n    \
         guardrails: [tickets, {h}]\n    reflection: {h}\n    key_results:\n      - key_result: {h}\n        baseline: 10\n        \
         target: 20\n        owner: {h}\n        metric: users\n        check_ins:\n          - {{date: 2026-02-02, value: 15, note: {h}}}\n        \
         revisions:\n          - {{date: 2026-01-25, field: target, from: 30, to: 20, reason: {h}}}\n    \
         initiatives:\n      - {{title: {h}, result: {h}, owner: {h}}}\n"
    );
    let metrics = format!(
        "north_star:\n  id: users\n  name: {h}\n  owner: {h}\n  readings: [{{date: 2026-01-12, value: 5, note: {h}}}, {{date: 2026-01-19, value: 6}}]\n\
         input_metrics:\n  - {{id: visits, name: {h}, owner: {h}, readings: [{{date: 2026-01-12, value: 5}}]}}\n\
         guardrails:\n  - {{id: tickets, name: {h}, better: lower, at_most: 12, readings: [{{date: 2026-02-02, value: 15, note: {h}}}]}}\n"
    );
    let scratch = Scratch::bare_folder();
    scratch.write_all(&[("okrs/growth.yaml", &goals), ("okrs/metrics.yaml", &metrics), ("okr.yaml", "{}\n")]);
    let raw = |arguments: &[&str]| {
        let output = scratch.command(arguments).output().unwrap();
        assert!(output.status.code() < Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    for more in [
        &["--as-of", "2026-02-15"][..],
        &["--as-of", "2026-02-15", "--redact"],
        &["--as-of", "2026-02-15", "--since", "2026-01-20"],
        &["--as-of", "2026-04-15", "--quarter", "2026-Q1"],
        &["--as-of", "2026-02-15", "--title", "<script>alert(1)</script>"],
    ] {
        let page = raw(&[&["report", "--out", "-"], more].concat());
        assert_inert(&page);
        assert!(!page.contains(['\u{202e}', '\u{1b}']), "{more:?}");
    }
    for name in ["users", "tickets", "2026-Q1", "growth"] {
        let chart = raw(&["report", "--out", "-", "--as-of", "2026-02-15", "--chart", name]);
        assert_inert(&chart);
        assert!(chart.contains("Made by okr report."), "{name}");
    }
}

#[test]
fn a_redacted_page_has_no_value_of_the_goals() {
    let goals = "\
quarter: 2026-Q1
team: growth
objectives:
  - id: earn
    objective: Earn 7391 thousand from seventy-four customers
    reflection: We made 8123 of it
    guardrails: [tickets]
    key_results:
      - id: revenue
        key_result: Raise revenue from $73,914 to $88,127 with twenty-three deals
        baseline: $73,914
        target: $88,127
        revisions: [{date: 2026-01-25, field: target, from: '$93,451', to: '$88,127', reason: the 5577 deal fell through}]
        check_ins: [{date: 2026-02-02, value: '$77,456', note: 6644 came from one}]
      - id: answers
        key_result: Keep answers below 6677 minutes
        at_most: 6677 minutes
        check_ins: [{date: 2026-02-02, value: 7788 minutes}, {date: 2026-02-09, value: 6611 minutes}]
    initiatives: [{title: Call 9911 prospects, result: 4455 answered}]
";
    let metrics = "\
north_star:
  id: users
  name: Users above 3344 credits
  targets: [{period: 2026-Q1, target: 91234}]
  readings: [{date: 2026-01-12, value: 81234}, {date: 2026-02-02, value: 82345, note: 1299 left}]
input_metrics:
  - {id: visits, name: Visits, targets: [{period: 2026-Q1, target: 71234}], readings: [{date: 2026-01-12, value: 61234}, {date: 2026-02-09, value: 62345}]}
guardrails:
  - {id: tickets, name: Tickets, better: lower, at_most: 12345, readings: [{date: 2026-01-12, value: 11234}, {date: 2026-02-02, value: 15678}]}
";
    let scratch = Scratch::bare_folder();
    scratch.write_all(&[("okrs/growth.yaml", goals), ("okrs/metrics.yaml", metrics), ("okr.yaml", "{}\n")]);
    let numbers = [
        "7391", "8123", "73,914", "88,127", "93,451", "5577", "77,456", "6644", "6677", "7788", "6611",
        "9911", "4455", "3344", "91234", "81234", "82345", "1299", "71234", "61234", "62345", "12345",
        "11234", "15678", "seventy", "twenty", "73914", "88127", "77456", "$",
    ];
    let ran = |more: &[&str]| {
        let ran = scratch.okr(&[&["report", "--out", "-", "--as-of", "2026-02-15"], more].concat());
        assert_eq!(ran.code, 0, "{ran}");
        ran.out
    };
    // The styles are ours.
    let body = |page: &str| page.split_once("</style>").map_or(page.to_owned(), |(_, body)| body.to_owned());
    let open = body(&ran(&[]));
    assert!(open.contains("73,914") && open.contains("15678"), "the open page has the values");
    for more in [&["--redact"][..], &["--redact", "--since", "2026-01-20"]] {
        let page = body(&ran(more));
        let told: Vec<&str> = numbers.into_iter().filter(|number| page.contains(number)).collect();
        assert!(told.is_empty(), "{more:?} tells {told:?}");
        assert!(page.contains("Raise revenue from … to …"), "sentences stay: {page}");
    }
    for name in ["users", "tickets", "revenue", "answers", "earn"] {
        let chart = ran(&["--redact", "--chart", name]);
        let told: Vec<&str> = numbers.into_iter().filter(|number| chart.contains(number)).collect();
        assert!(told.is_empty(), "the chart of {name} tells {told:?}");
    }
}

#[test]
fn the_same_goals_give_the_same_bytes() {
    assert_eq!(
        page("enterprise", &["--since", "2026-11-01"]),
        page("enterprise", &["--since", "2026-11-01"])
    );
}

const GOALS: &str = "\
quarter: 2026-Q1
team: growth
objectives:
  - id: start
    objective: New teams feel at home in their first week
    key_results:
      - {id: activation, key_result: Raise activation from 23% to 38%, check_ins: [{date: 2026-02-16, value: 27%}]}
";

fn report(scratch: &Scratch, arguments: &[&str]) -> Ran {
    scratch.okr(&[&["report", "--as-of", "2026-02-20"], arguments].concat())
}

#[test]
fn a_page_says_that_goals_may_be_missing_and_folds_what_nobody_measured() {
    let bad = page("bad", &[]);
    assert!(bad.contains("mistakes that may hide goals from this page"));
    assert!(!page("growth", &[]).contains("may hide goals"));
    let (before, folded) = bad.split_once("key results without data</summary>").unwrap();
    let shown = before.split_once("id=\"attention\"").unwrap().1;
    assert!(shown.contains("off track") && !shown.contains("no data"), "what stands badly comes first");
    assert!(folded.contains("no baseline to count from; say where it starts"));
    assert!(!bad.contains('`'), "backticks are for terminals");
}

#[test]
fn files_and_folders_are_written_and_nothing_of_others_is_lost() {
    let scratch = Scratch::bare_folder();
    let other = GOALS.replace("growth", "sales").replace("start", "sell");
    scratch.write_all(&[
        ("okrs/growth.yaml", GOALS),
        ("okrs/sales.yaml", &other),
        ("okr.yaml", "{}\n"),
        ("mine.html", "mine"),
    ]);
    let read = |path: &str| std::fs::read_to_string(scratch.root().join(path)).unwrap();
    let ran = report(&scratch, &[]);
    assert!(ran.code == 0 && ran.out.starts_with("wrote okr-2026-Q1.html ("), "{ran}");
    assert_eq!(report(&scratch, &[]).code, 0, "a page of ours is replaced");
    let refused = report(&scratch, &["--out", "mine.html"]);
    assert!(refused.code == 2 && refused.err.contains("`okr report` did not write it"), "{refused}");
    assert_eq!(read("mine.html"), "mine");
    let ran = report(&scratch, &["--out", "pages/"]);
    assert!(ran.code == 0 && ran.out.contains("index.html and 2 more pages"), "{ran}");
    assert!(read("pages/index.html").contains("href=\"sales.html\""));
    assert!(read("pages/sales.html").contains("href=\"index.html\""));
    let refused = report(&scratch, &["--out", "pages", "--team", "sales"]);
    assert!(refused.code == 2 && refused.err.contains("leave out `--team`"), "{refused}");
    let charts = [&["--chart", "start"][..], &["--format", "svg", "start"]];
    let [one, other] = charts.map(|how| report(&scratch, &[how, &["--out", "-"]].concat()));
    assert!(one.code == 0 && one.out == other.out && one.out.contains("<svg"), "{one}{other}");
    let refused = report(&scratch, &["--format", "svg", "okrs"]);
    assert!(refused.code == 2 && refused.err.contains("an SVG file holds one chart"), "{refused}");
    let refused = report(&scratch, &["--chart", "activatoin"]);
    assert!(refused.code == 2 && refused.err.contains("activatoin"), "{refused}");
}

#[test]
fn a_hundred_teams_fit_below_a_megabyte() {
    let scratch = Scratch::bare_folder();
    let key_result = |number: usize| {
        format!(
            "      - {{id: kr{number}, key_result: Raise the share of teams that finish a first workflow in a day from 23% to 38%, check_ins: [{{date: 2026-02-02, value: 25%}}, {{date: 2026-02-16, value: 27%}}]}}\n"
        )
    };
    for team in 0..100 {
        let objective = |number: usize| {
            let key_results: String = (0..4).map(key_result).collect();
            format!(
                "  - id: o{number}\n    objective: New teams feel at home in their first week, wherever they are\n    key_results:\n{key_results}"
            )
        };
        let objectives: String = (0..3).map(objective).collect();
        scratch.write(
            &format!("okrs/t{team}.yaml"),
            &format!("quarter: 2026-Q1\nteam: t{team}\nobjectives:\n{objectives}"),
        );
    }
    scratch.write("okr.yaml", "{}\n");
    let ran = scratch.okr(&["report", "--out", "-", "--as-of", "2026-02-20"]);
    assert!(ran.code == 0, "{}", ran.err);
    assert!(ran.out.len() < 1_000_000, "{} bytes", ran.out.len());
    assert_eq!(ran.out.matches("data-address=\"2026-Q1/").count(), 100 * 3 * 5);
}

#[test]
#[ignore = "writes examples/*/report.html to look at: cargo test --test all report::the_pages -- --ignored"]
fn the_pages_of_the_examples_are_written_to_look_at() {
    for example in ["growth", "startup", "enterprise", "bad"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example).join("report.html");
        std::fs::write(file, page(example, &[])).unwrap();
    }
}

#[test]
fn the_funnel_says_what_the_command_says() {
    let funnel: serde_json::Value = serde_json::from_str(&in_example(
        "startup",
        &["funnel", "--format", "json", "--as-of", "2026-11-20"],
    ))
    .unwrap();
    let page = page("startup", &[]);
    assert!(page.contains("<section id=\"funnel\""), "there is a funnel");
    let shares: Vec<f64> =
        funnel["steps"].as_array().unwrap().iter().filter_map(|step| step["conversion"].as_f64()).collect();
    assert!(!shares.is_empty(), "{funnel}");
    for share in shares {
        let shown =
            if share < 0.0995 { format!("{:.1}%", share * 100.0) } else { format!("{:.0}%", share * 100.0) };
        assert!(page.contains(&shown), "{shown}");
    }
}

/// A browser that writes down how it was called and prints a page, or nothing.
#[cfg(unix)]
const BROWSER: &str = r#"#!/bin/sh
echo "$@" > "$OKR_TEST_LOG"
for argument in "$@"; do
    case "$argument" in --print-to-pdf=*) printf '%%PDF-1.4 Skia/PDF' > "${argument#--print-to-pdf=}";; esac
done
"#;

#[cfg(unix)]
#[test]
fn a_pdf_is_printed_by_a_browser_or_not_at_all() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/startup");
    let okr = |browser: &str, arguments: &[&str]| {
        let mut okr = Command::new(env!("CARGO_BIN_EXE_okr"));
        let out = path("page.pdf");
        alike_everywhere(&mut okr)
            .args(["report", "--as-of", "2026-11-20", "--out"])
            .arg(&out)
            .args(arguments);
        okr.current_dir(&examples).env("PATH", path("nothing")).env("OKR_TEST_LOG", path("log"));
        let okr = okr.env("OKR_BROWSER", browser);
        let output = okr.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = okr("", &[]);
    assert!(code == Some(2) && said.contains("none of them was found"), "{said}");
    assert!(!path("page.pdf").exists());

    std::fs::write(path("silent"), "#!/bin/sh\n").unwrap();
    std::fs::write(path("browser"), BROWSER).unwrap();
    for name in ["silent", "browser"] {
        std::fs::set_permissions(path(name), std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let (code, said) = okr(path("silent").to_str().unwrap(), &[]);
    assert!(code == Some(2) && said.contains("printed nothing"), "{said}");

    let browser = format!("{} --no-sandbox", path("browser").display());
    for _ in 0..2 {
        let (code, said) = okr(&browser, &["--format", "pdf"]);
        assert_eq!(code, Some(0), "one that a browser printed may be replaced: {said}");
    }
    assert!(std::fs::read(path("page.pdf")).unwrap().starts_with(b"%PDF"));
    let log = std::fs::read_to_string(path("log")).unwrap();
    assert!(log.starts_with("--no-sandbox --headless") && log.trim_end().ends_with("page.html"), "{log}");
    let page = log.split_whitespace().last().unwrap();
    assert!(!Path::new(page).exists(), "nothing is left behind");

    std::fs::write(path("page.pdf"), "%PDF-1.4 of somebody").unwrap();
    let (code, said) = okr(&browser, &[]);
    assert!(code == Some(2) && said.contains("did not write it"), "{said}");
}
