//! `okr fmt`: one layout, and nothing lost.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use insta::assert_snapshot;
use okr::goals::layout;
use okr::source::FileId;
use okr::yaml::edit::{Formatted, format};
use okr::yaml::{Value, read};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn formatted(text: &str) -> String {
    format(text, &layout::FILE).unwrap().text
}

/// Whatever can be laid out says the same, has the same comments, is as readable, and stays as it is the second time.
fn assert_kept(name: &str, text: &str) -> bool {
    let Ok(Formatted { text: after, .. }) = format(text, &layout::FILE) else { return false };
    // A second opinion on what the text says.
    let said = |text: &str| serde_yaml::from_str::<serde_yaml::Value>(text).ok().as_ref().map(in_any_order);
    if let Some(before) = said(text) {
        assert_eq!(Some(before), said(&after), "{name}:\n{text}\n---\n{after}");
    }
    let comments = |text: &str| {
        let comments = read::<Value>(text, FileId::default()).comments;
        let mut comments: Vec<String> =
            comments.iter().map(|span| text[span.range()].trim_end().to_owned()).collect();
        comments.sort();
        comments
    };
    assert_eq!(comments(text), comments(&after), "{name}");
    let problems = |text: &str| read::<Value>(text, FileId::default()).problems.len();
    assert!(problems(&after) <= problems(text), "{name}:\n{after}");
    let again = format(&after, &layout::FILE).unwrap().text;
    assert_eq!(again, after, "{name} changes the second time:\n{text}");
    true
}

/// What a value says, whatever the order of its keys.
fn in_any_order(value: &serde_yaml::Value) -> String {
    match value {
        serde_yaml::Value::Mapping(entries) => {
            let mut entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{key:?}: {}", in_any_order(value))).collect();
            entries.sort();
            format!("{{{}}}", entries.join(", "))
        }
        serde_yaml::Value::Sequence(items) => {
            format!("[{}]", items.iter().map(in_any_order).collect::<Vec<_>>().join(", "))
        }
        other => format!("{other:?}"),
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn yaml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => yaml_files(&path, found),
            false => found
                .extend(path.extension().is_some_and(|end| end == "yaml" || end == "yml").then_some(path)),
        }
    }
}

#[test]
fn the_examples_are_laid_out_already() {
    let mut files = Vec::new();
    for folder in ["examples/startup/okrs", "examples/growth/okrs", "examples/enterprise/okrs", "okrs"] {
        yaml_files(&root().join(folder), &mut files);
    }
    assert!(files.len() > 20);
    for path in files {
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        assert_eq!(formatted(&text), text, "{}", path.display());
    }
}

#[test]
fn keys_spaces_and_lists_come_into_order() {
    assert_snapshot!(formatted("\
# The goals of growth.
owner:   ana
quarter : 2026-Q1
team: growth


guardrails:
- tickets
- churn
objectives:
- objective: New teams feel at home
  # it is the biggest lever
  why: 60% never reach value
  id: start
  supports:
    - company/win
    # not yet: company/grow
  key_results:
  -   target: 35%   # was 38%
      taget: 1
      key_result: Raise activation from 23% to 35%
      id: activation
      check_ins:
      - date: 2026-01-19
        note: live
        value: 25%
      - {date: 2026-01-26,value: 26%}
        # the next is on Monday
  - Cut the time to first value from 3 days to 1 day
  initiatives: [Template gallery,   Tours]

metrics:
  - id: tickets
    source:
      location: a
      system: b
    readings: [{date: 2026-01-05, value: 3}, {date: 2026-01-12, value: 4}]
    definition: |
        Two lines

          with a margin
"), @r"
    # The goals of growth.
    quarter: 2026-Q1
    team: growth
    owner: ana

    guardrails: [tickets, churn]
    objectives:
      - id: start
        objective: New teams feel at home
        # it is the biggest lever
        why: 60% never reach value
        supports:
          - company/win
          # not yet: company/grow
        key_results:
          - id: activation
            key_result: Raise activation from 23% to 35%
            target: 35%   # was 38%
            taget: 1
            check_ins:
              - {date: 2026-01-19, value: 25%, note: live}
              - {date: 2026-01-26, value: 26%}
                # the next is on Monday
          - Cut the time to first value from 3 days to 1 day
        initiatives: [Template gallery, Tours]

    metrics:
      - id: tickets
        definition: |
            Two lines

              with a margin
        source: {system: b, location: a}
        readings:
          - {date: 2026-01-05, value: 3}
          - {date: 2026-01-12, value: 4}
    ");
}

#[test]
fn what_cannot_be_kept_is_left_as_it_is_and_said() {
    let left = |text: &str| {
        let Formatted { text: after, left } = format(text, &layout::FILE).unwrap();
        (after == text, left.iter().map(|left| left.reason).collect::<Vec<_>>())
    };
    // The comment is about the key result, or silences what is found in it.
    let first = "objectives:\n  - objective: x\n    key_results:\n      - key_result: y  # okr: ignore[vague] z\n        id: k\n";
    assert_eq!(left(first), (true, vec!["a comment belongs to the first of them"]));
    let anchors = "objectives:\n  - objective: &x y\n    id: *x\n";
    assert_eq!(left(anchors), (true, vec!["anchors or aliases stand among them"]));
    for text in
        ["a: 1\n---\nb: 2\n", "a: [\n", "{quarter: 2026-Q1}\n", "%YAML 1.2\n---\na: 1\n", "? [a, b]\n: 1\n"]
    {
        assert!(format(text, &layout::FILE).is_err(), "{text}");
    }
    // Tags, texts over several lines, and values that would need quotes in braces stay as they are written.
    for text in [
        "metrics:\n  - id: !!str a\n    readings:\n      - date: 2026-01-05\n        value: 10,250\n",
        "metrics:\n  - id: a\n    name: two\n      lines\n    segments: [!!str b,  c]\n    links:\n      - 'a\n        b'\n",
        "metrics:\n  - id: a\n    segments: [b,  # c\n      d]\n",
    ] {
        assert_eq!(left(text), (true, vec![]), "{text}");
    }
    // Windows line ends, and a file without an end of its last line.
    assert_eq!(formatted("team:  a\r\nquarter: 2026-Q1"), "quarter: 2026-Q1\r\nteam: a\r\n");
}

#[test]
fn every_text_that_the_tests_know_is_kept() {
    let mut files = Vec::new();
    for folder in ["examples", "okrs", "tests/fixtures", "fuzz/corpus", "fuzz/seeds"] {
        let folder = root().join(folder);
        if folder.is_dir() {
            yaml_files(&folder, &mut files);
        }
    }
    let mut laid_out = 0;
    for path in &files {
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        laid_out += usize::from(assert_kept(&path.display().to_string(), &text));
    }
    for (number, text) in include_str!("../fixtures/yaml/documents.txt").split("\n### ").enumerate() {
        laid_out += usize::from(assert_kept(&format!("document {number}"), text));
    }
    assert!(laid_out > 30, "{laid_out} of {}", files.len());
}

/// A value as somebody may write it.
fn value() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "x",
        "23%",
        "'it''s'",
        "\"a: b\"",
        "[a,b]",
        "{date: 2026-01-05,value:  3}",
        "",
        "~",
        "two\n          lines",
        "|\n          block\n\n            text",
        ">-\n          folded",
        "10,250",
        "a  # why",
        "&a x",
        "!!str 5",
        "[]",
    ])
}

fn entry() -> impl Strategy<Value = String> {
    let keys = ["id", "key_result", "target", "baseline", "metric", "taget", "check_ins", "grade", "owner"];
    let comment = prop::sample::select(vec![
        "",
        "\n",
        "        # about it\n",
        "          # deeper\n",
        "# at the margin\n",
    ]);
    (prop::sample::select(keys.to_vec()), value(), comment, 1..3_usize)
        .prop_map(|(key, value, comment, gap)| format!("{comment}        {key}:{}{value}\n", " ".repeat(gap)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn random_key_results_are_kept(entries in prop::collection::vec(prop::collection::vec(entry(), 1..6), 1..4)) {
        let item = |entries: &Vec<String>| {
            let text = entries.concat();
            let start = text.find(|c: char| c.is_ascii_lowercase()).unwrap_or_default();
            let (lead, rest) = text.split_at(start);
            let lead = lead.trim_end_matches(' ');
            format!("{lead}      - {rest}")
        };
        let items: String = entries.iter().map(item).collect();
        let text = format!("objectives:\n  - objective: x\n    key_results:\n{items}    why: y\n");
        assert_kept("random", &text);
    }
}

#[test]
fn files_are_listed_shown_or_changed() {
    let folder = tempfile::tempdir().unwrap();
    let okrs = folder.path().join("okrs");
    fs::create_dir(&okrs).unwrap();
    fs::write(okrs.join("a.yaml"), "team: a\nquarter: 2026-Q1\n").unwrap();
    fs::write(okrs.join("b.yaml"), "quarter: 2026-Q1\n").unwrap();
    fs::write(okrs.join("c.yaml"), "quarter: [\n").unwrap();
    let run = |arguments: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_okr")).arg("fmt").args(arguments).current_dir(&folder).output();
        let output = output.unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let left = "okrs/c.yaml: left as it is: part of the file is not valid YAML; fix that first\n";
    assert_eq!(run(&["--check"]), (Some(1), "okrs/a.yaml\n".to_owned(), left.to_owned()));
    let (code, diff, _) = run(&["--diff", "okrs/a.yaml"]);
    assert_eq!((code, diff.contains("+quarter: 2026-Q1\n team: a\n-quarter")), (Some(1), true), "{diff}");
    assert_eq!(run(&[]), (Some(0), String::new(), format!("{left}Laid out 1 of 3 files.\n")));
    assert_eq!(fs::read_to_string(okrs.join("a.yaml")).unwrap(), "quarter: 2026-Q1\nteam: a\n");
    assert_eq!(run(&["--check"]).0, Some(0));
}
