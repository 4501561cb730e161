//! Files that mean no good, or were never meant to be goals. Each is a finding in plain words, or none where there is
//! nothing wrong; none hides the file beside it.

#![allow(clippy::print_stderr, reason = "the figures are part of the report")]

use super::run::{Scratch, strict};
use crate::properties::plain::assert_plain;

/// A file: what it is, its bytes, and words of the finding that it is.
struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    says: &'static str,
}

fn case(name: &'static str, bytes: impl Into<Vec<u8>>, says: &'static str) -> Case {
    Case { name, bytes: bytes.into(), says }
}

/// Nothing is wrong with this one.
const NOTHING: &str = "";

/// Nothing is wrong with the thing itself, and it is judged as ever.
const JUDGED: &str = "only 1 key result";

const GOAL: &str =
    "quarter: 2026-Q1\nteam: t\nobjectives:\n  - objective: A team feels at home\n    why: it matters\n";

fn goal(rest: &str) -> String {
    format!("{GOAL}{rest}")
}

fn sentence(text: &str) -> String {
    goal(&format!("    key_results:\n      - {text}\n"))
}

fn key_result(fields: &str) -> String {
    goal(&format!(
        "    key_results:\n      - key_result: Raise the share of teams that stay from 1% to 2%\n        {fields}\n"
    ))
}

fn aliases() -> Vec<Case> {
    let mut laughs = String::from("a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for (from, to) in std::iter::zip('a'..'j', 'b'..='j') {
        laughs.push_str(&format!("{to}: &{to} [{}]\n", vec![format!("*{from}"); 9].join(", ")));
    }
    let objectives = laughs.replace("j: &j", "objectives: &j");
    let many = vec!["{id: x}"; 20_000].join(", ");
    let quadratic = format!("input_metrics: &all [{many}]\nmetrics: [{}]\n", vec!["*all"; 20_000].join(", "));
    vec![
        case("aliases of aliases", laughs, "unknown-field"),
        case("aliases of aliases as objectives", objectives, "must be a mapping (`key: value`), not a list"),
        case("many uses of a long list", quadratic, "`x` names two metrics"),
        case("an alias of itself", "a: &a [*a]\nteam: t\n", "syntax"),
        case(
            "an objective in itself",
            "objectives: &a\n  - objective: x\n    key_results: *a\n",
            "`*a` stands inside or before the value it stands for",
        ),
        case("an unknown alias", "team: *nobody\n", "a text cannot start with `*`"),
        case("an anchor on a key", "&k team: t\n*k : u\n", "`team` is written twice here"),
        case("an anchor alone", "team: &\n", "a text cannot start with `&`"),
        case(
            "a merge key",
            "base: &b {owner: ana}\nobjectives:\n  - <<: *b\n    objective: x\n",
            "`<<` (a merge key) is not part of this format",
        ),
        case(
            "a merge key without a mapping",
            "<<: 3\nteam: t\n",
            "`<<` (a merge key) is not part of this format",
        ),
        case(
            "a list of merges",
            "b: &b {owner: ana}\n<<: [*b, *b]\nteam: t\n",
            "`<<` (a merge key) is not part of this format",
        ),
    ]
}

fn depth() -> Vec<Case> {
    vec![
        case("brackets", "[".repeat(100_000), "this `[` is never closed"),
        case(
            "closed brackets",
            "[".repeat(100_000) + &"]".repeat(100_000),
            "too many brackets inside brackets",
        ),
        case("braces", "{a: ".repeat(100_000), "this `{` is never closed"),
        case("dashes", "- ".repeat(100_000) + "x\n", "more than 64 levels deep"),
        case("question marks", "? ".repeat(50_000) + "x\n", "a text cannot start with `?`"),
        case(
            "indented keys",
            (0..2_000).map(|i| " ".repeat(i) + "a:\n").collect::<String>(),
            "more than 64 levels deep",
        ),
        case(
            "brackets in objectives",
            format!("objectives: {}", "[".repeat(50_000)),
            "this `[` is never closed",
        ),
        case(
            "braces in key results",
            key_result(&format!("target: {}", "{x: ".repeat(50_000))),
            "this `{` is never closed",
        ),
    ]
}

fn characters() -> Vec<Case> {
    vec![
        case("an empty file", "", NOTHING),
        case("blank lines", "\n".repeat(10_000), NOTHING),
        case("a NUL", "team: a\0b\n", "U+0000"),
        case("only NULs", vec![0; 10_000], "U+0000"),
        case("an escaped NUL", "team: \"a\\0b\"\n", "`a�b` cannot be an id"),
        case("a lone surrogate", "team: \"\\uD83D\"\n", "a backslash `\\` starts a special character"),
        case("a pair of surrogates", "team: \"\\uD83D\\uDE00\"\n", "`😀` cannot be an id"),
        case("an encoded surrogate", b"team: \xed\xa0\x80\n", "this character is not UTF-8"),
        case("Latin-1", b"team: caf\xe9\n", "this character is not UTF-8"),
        case(
            "bytes that are no text",
            (0..=255).cycle().take(5_000).collect::<Vec<u8>>(),
            "this character is not UTF-8",
        ),
        case("an overlong slash", b"team: \xc0\xaf\n", "this character is not UTF-8"),
        case("UTF-8 with a mark", b"\xef\xbb\xbfquarter: 2026-Q1\nteam: t\n", NOTHING),
        case("two marks", b"\xef\xbb\xbf\xef\xbb\xbfteam: t\n", NOTHING),
        case("UTF-16, little end first", b"\xff\xfet\0e\0a\0m\0", "saved as UTF-16"),
        case("UTF-16, big end first", b"\xfe\xff\0t\0e\0a\0m", "saved as UTF-16"),
        case("UTF-32, little end first", b"\xff\xfe\0\0t\0\0\0", "saved as UTF-32"),
        case("UTF-32, big end first", b"\0\0\xfe\xff\0\0\0t", "saved as UTF-32"),
        case("UTF-16 without a mark", b"t\0e\0a\0m\0:\0 \0t\0\n\0", "saved as UTF-16"),
        case("tabs", "objectives:\n\t- objective: x\n\t  why: y\n", "indented by a tab"),
        case("carriage returns only", "quarter: 2026-Q1\rteam: t\rowner: @ana\r", "a.yaml:3:"),
        case("other line breaks", "team: a\u{85}b\u{2028}c\u{2029}d\n", "`a�b c d` cannot be an id"),
        case("terminal escapes", "team: \u{1b}[2J\u{1b}]0;owned\u{7}\n", "U+001B"),
        case("escaped terminal escapes", sentence("\"Launch \\e[2J\\e]0;owned\\a the app\""), "“Launch"),
        case("escapes in a key", "\u{1b}[31mteam: t\n", "U+001B"),
        case("escapes of 8 bits", "team: \u{9b}2J\n", "U+009B"),
        case("overridden direction", sentence("Launch the booking \u{202e}egap\u{202c} app"), "“Launch"),
        case("isolated direction", "te\u{2066}am\u{2069}: t\n", "`te�am�` is not a field here"),
        case("invisible characters in a key", "te\u{200b}am: t\n", "`te�am` is not a field here"),
        case(
            "invisible characters in an id",
            "metrics:\n  - id: act\u{200b}ivation\n",
            "`act�ivation` cannot be a metric id",
        ),
        case("hidden text", sentence("Launch the app\u{e0041}\u{e0042}"), "“Launch"),
        case("look-alike letters", "tе\u{430}m: t\n", "`tеаm` is not a field here"),
        case(
            "a line of 10,000 characters",
            sentence(&format!("Launch {}app", "very ".repeat(2_000))),
            JUDGED,
        ),
        case(
            "a word of 10,000 characters",
            sentence(&format!("Launch the {}", "a".repeat(10_000))),
            "“Launch",
        ),
        case(
            "10,000 marks on one letter",
            format!("team: a{}\n", "\u{301}".repeat(10_000)),
            "cannot be an id",
        ),
    ]
}

fn documents() -> Vec<Case> {
    vec![
        case(
            "several documents",
            "team: a\n---\nteam: b\n...\n---\nteam: c\n",
            "only the first one of a file is read",
        ),
        case("10,000 documents", "---\nteam: a\n".repeat(10_000), "only the first one of a file is read"),
        case("only separators", "---\n".repeat(10_000), NOTHING),
        case("a directive", "%YAML 3.0\n---\nteam: t\n", "a text cannot start with `%`"),
        case("tags", "team: !!python/object:os.system x\n", "is not one this format knows"),
        case("a binary tag", "team: !!binary aGk=\n", "is not one this format knows"),
        case("a tag at the end", "team: !", "a text cannot start with `!`"),
        case("a list", "- a\n- b\n", "not a list"),
        case("a text", "hello\n", "not `hello`"),
        case("no YAML", "<!DOCTYPE html>\n<html><body onload=alert(1)>\n", "this must be a mapping"),
        case("a template", "team: {{ team }}\n", "a placeholder that was not filled in"),
        case(
            "a conflict",
            "team: a\n<<<<<<< HEAD\nowner: b\n=======\nowner: c\n>>>>>>> x\n",
            "git could not merge",
        ),
        case(
            "a conflict, with the lines from before",
            "team: a\n<<<<<<< HEAD\nowner: b\n||||||| 9ac104e\nowner: a\n=======\nowner: c\n>>>>>>> x\n",
            "git could not merge",
        ),
        case("JSON", "{\"team\": \"t\", \"team\": \"u\"}", "`team` is written twice here"),
    ]
}

fn keys() -> Vec<Case> {
    vec![
        case("a key twice", "team: a\nteam: b\n", "written twice"),
        case("a key twice, once in quotes", "team: a\n\"team\": b\n", "written twice"),
        case("a key twice, once escaped", "team: a\n\"te\\u0061m\": b\n", "written twice"),
        case("a key twice, once with a question mark", "team: a\n? team\n: b\n", "written twice"),
        case("a key twice in braces", "metrics: [{id: a, id: b}]\n", "`id` is written twice"),
        case("a key 20,000 times", "team: a\n".repeat(20_000), "more problems in this file are not shown"),
        case("a key that is a list", "? [a, b]\n: c\nteam: t\n", "a key must be one word"),
        case("a key that is nothing", ": a\nteam: t\n", "no key before this colon"),
        case(
            "a key of 1,000,000 characters",
            "k".repeat(1_000_000) + ": 1\n",
            "this line cannot be read as YAML",
        ),
        case("a key that stays open", "\"team: t\nowner: a\n", "this quote is never closed"),
    ]
}

fn values() -> Vec<Case> {
    vec![
        case(
            "a huge number",
            key_result(&format!("target: {}", "9".repeat(5_000))),
            "too large to be a quantity",
        ),
        case("a huge exponent", key_result("target: 1e999999999"), "too large to be a quantity"),
        case("a tiny number", key_result("target: 1e-400"), "already reached"),
        case("no number", key_result("target: .nan"), "`.nan` is not a number"),
        case("infinity", key_result("baseline: -.inf"), "`-.inf` is not a number"),
        case("a number of a programmer", key_result("target: 0xff"), "`0xff` is not one"),
        case("a huge confidence", key_result("confidence: 99999999999999999999"), "is not a confidence"),
        case("a huge weight", key_result("weight: 1e308"), "`1e308` is not a weight"),
        case(
            "a day that does not exist",
            key_result("check_ins: [{date: 2026-02-30, value: 3%}]"),
            "is not a day of the calendar",
        ),
        case("a day far away", key_result("check_ins: [{date: 999999-01-01, value: 3%}]"), "is not a date"),
        case("the last day there is", key_result("check_ins: [{date: 9999-12-31, value: 3%}]"), JUDGED),
        case("the first day there is", key_result("check_ins: [{date: 0000-01-01, value: 3%}]"), JUDGED),
        case(
            "a quarter far away",
            "quarter: 9999-Q4\nteam: t\nobjectives: [{objective: Launch an app}]\n",
            "`9999-Q4` is not a quarter",
        ),
        case("a quarter before time", "quarter: -1-Q1\nteam: t\n", "`-1-Q1` is not a quarter"),
        case(
            "the year 0",
            "quarter: 0000-Q1\nteam: t\nobjectives: [{objective: Launch an app}]\n",
            "`0000-Q1` is not a quarter",
        ),
        case("a quarter beyond all years", "quarter: 99999999999999999999-Q1\n", "is not a quarter"),
        case("a fifth quarter", "quarter: 2026-Q5\n", "is not a quarter"),
        case(
            "a team that is a path",
            "quarter: 2026-Q1\nteam: ../../etc/passwd\n",
            "`../../etc/passwd` cannot be an id",
        ),
        case("an id that is a path", goal("  - id: a/../b\n    objective: x\n"), "`a/../b` cannot be an id"),
        case(
            "an id of 100,000 characters",
            format!("metrics: [{{id: {}}}]\n", "a".repeat(100_000)),
            "has no owner",
        ),
        case(
            "an identity without end",
            format!("metrics: [{{id: a, equals: {}}}]\n", "a * ".repeat(20_000)),
            "at most 40 metrics",
        ),
        case(
            "an identity of brackets",
            format!("metrics: [{{id: a, equals: \"{}a\"}}]\n", "(".repeat(50_000)),
            "more than 20 parentheses",
        ),
        case(
            "a suppression without end",
            format!("# okr: ignore[{}\nteam: t\n", "x, ".repeat(20_000)),
            "never closed",
        ),
        case(
            "20,000 suppressions",
            "# okr: ignore[nothing] it never does\n".repeat(20_000) + "team: t\n",
            "there is no rule `nothing` to ignore",
        ),
        case("a circle of metrics", circle(), "drive each other in a circle"),
    ]
}

/// Metrics that drive each other all the way round.
fn circle() -> String {
    let metric = |i: usize| format!("  - {{id: m{i}, drives: [m{}]}}\n", (i + 1) % 2_000);
    "metrics:\n".to_owned() + &(0..2_000).map(metric).collect::<String>()
}

/// Judges each file beside another one, shows it whole, and scores it.
fn judge(cases: Vec<Case>) {
    for Case { name, bytes, says } in cases {
        let scratch = Scratch::with(&bytes);
        scratch.write("okrs/b.yaml", b"owner: @ana\n");
        let ran = scratch.check();
        let own: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("okrs/a.yaml:")).collect();
        assert!(ran.out.contains("okrs/b.yaml:1:8"), "{name} hides the file beside it: {ran}");
        if says == NOTHING {
            assert!(own.is_empty(), "{name}: {own:?}");
        } else {
            assert!(own.iter().any(|line| line.contains(says)), "{name}: {ran}");
        }
        let whole = scratch.run(&["check", "--as-of", "2026-02-15", "--output", "json=out.json"]);
        assert_eq!(whole.code, Some(1), "{name}: {whole}");
        let json = std::fs::read_to_string(scratch.path("out.json")).unwrap();
        assert_plain(&json);
        serde_json::from_str::<serde_json::Value>(&json).unwrap();
        let status = scratch.run(&["status", "--quarter", "2026-Q1", "--as-of", "2026-02-15"]);
        assert_eq!(status.code, Some(0), "{name}: {status}");
    }
}

#[test]
fn aliases_stand_for_no_more_than_a_file_can_hold() {
    judge(aliases());
}

#[test]
fn depth_has_a_bottom() {
    judge(depth());
}

#[test]
fn characters_are_shown_as_what_they_are() {
    judge(characters());
}

#[test]
fn a_file_is_one_mapping() {
    judge(documents());
}

#[test]
fn keys_are_single_words_and_stand_once() {
    judge(keys());
}

#[test]
fn values_are_within_bounds() {
    judge(values());
}

#[test]
fn a_line_too_long_to_show_is_named_with_its_column() {
    let metrics = "{id: same}, ".repeat(1_000);
    let scratch = Scratch::with(format!("metrics: [{metrics}]\n").as_bytes());
    let ran = scratch.run(&["check", "--all", "--select", "duplicate-id"]);
    let last = ran.out.rsplit("\n\n").nth(1).unwrap();
    let expected = "error[duplicate-id]: `same` names two metrics\n--> okrs/a.yaml:1:12004\n = note: the first `same`: okrs/a.yaml:1:16\n";
    assert!(last.starts_with(expected), "{last}");
}

#[test]
fn a_file_of_50_megabytes_is_refused_or_read_as_asked() {
    // What is not optimized shows with less that it ends.
    let size = if strict() { 50_000_000 } else { 1_500_000 };
    let lines = |line: &str| line.repeat(size / line.len());
    let files: [(&str, Vec<u8>); 10] = [
        ("plain", format!("team: {}\n", "x".repeat(size)).into()),
        ("between quotes", format!("team: \"{}\"\n", "x".repeat(size)).into()),
        ("a block", format!("team: |\n{}", lines("  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n")).into()),
        ("folded", format!("team: >\n{}", lines("  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n")).into()),
        ("an open quote", format!("team: \"{}", "x".repeat(size)).into()),
        ("a comment", format!("# {}\nteam: t\n", "x".repeat(size)).into()),
        ("spaces", " ".repeat(size).into()),
        ("NULs", vec![0; size]),
        ("UTF-16 without a mark", b"t\0".repeat(size / 2)),
        ("no UTF-8", vec![0xff; size]),
    ];
    for (name, bytes) in files {
        let scratch = Scratch::with(&bytes);
        let refused = scratch.run(&["check", "--max-file-size", "1 MB", "--format", "concise"]);
        assert!(refused.out.contains("this file has more than 1000000 bytes"), "{name}: {refused}");
        let arguments =
            ["check", "--max-file-size", "60 MB", "--format", "concise", "--select", "syntax,invalid-value"];
        let read = scratch.run(&arguments);
        assert!(!read.out.contains("bytes"), "{name}: {read}");
        if strict() {
            eprintln!("50 MB, {name}: {:?}", read.took);
        }
    }
}
