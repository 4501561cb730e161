//! Every mistake that YAML invites: the message about it, and that the line shown as help is right.

#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use okr::source::FileId;
use okr::yaml::{Document, Field, Problem, Short, ShortForm, read};
use serde::Deserialize;
use std::fmt::Write;

type List<T> = Field<Vec<Field<T>>>;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Goals {
    team: Field<String>,
    owner: Field<String>,
    level: Field<String>,
    objectives: List<Objective>,
    metrics: List<Metric>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Objective {
    id: Field<String>,
    objective: Field<String>,
    why: Field<String>,
    owner: Field<String>,
    key_results: List<Short<KeyResult>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct KeyResult {
    key_result: Field<String>,
    owner: Field<String>,
    check_ins: List<CheckIn>,
}

impl ShortForm for KeyResult {
    const FIELD: &'static str = "key_result";
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CheckIn {
    date: Field<String>,
    value: Field<String>,
    note: Field<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Metric {
    id: Field<String>,
    name: Field<String>,
    owner: Field<String>,
    source: Field<Source>,
    segments: List<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Source {
    system: Field<String>,
    location: Field<String>,
    owner: Field<String>,
}

/// What was read, as one line: `-` where a value is wrong, nothing if it is absent.
trait Outline {
    fn outline(&self) -> String;
}

impl Outline for String {
    fn outline(&self) -> String {
        self.clone()
    }
}

impl<T: Outline> Outline for Field<T> {
    fn outline(&self) -> String {
        match self.get() {
            Some(value) => value.outline(),
            None if self.is_absent() => String::new(),
            None => "?".into(),
        }
    }
}

impl<T: Outline> Outline for Vec<T> {
    fn outline(&self) -> String {
        let items: Vec<String> = self.iter().map(Outline::outline).collect();
        format!("[{}]", items.join(" | "))
    }
}

impl<T: Outline> Outline for Short<T> {
    fn outline(&self) -> String {
        self.0.outline()
    }
}

macro_rules! outline {
    ($type:ty: $($field:ident)*) => {
        impl Outline for $type {
            fn outline(&self) -> String {
                let fields = [$((stringify!($field), self.$field.outline())),*];
                let written = fields.iter().filter(|(_, value)| !value.is_empty());
                let parts: Vec<String> = written.map(|(name, value)| format!("{name}={value}")).collect();
                parts.join(", ")
            }
        }
    };
}
outline!(Goals: team owner level objectives metrics);
outline!(Objective: id objective why owner key_results);
outline!(KeyResult: key_result owner check_ins);
outline!(CheckIn: date value note);
outline!(Metric: id name owner source segments);
outline!(Source: system location owner);

struct Case {
    name: String,
    intended: Option<String>,
    text: String,
}

fn cases() -> Vec<Case> {
    let file = include_str!("../fixtures/yaml/stumbles.txt");
    file.split("### ")
        .skip(1)
        .map(|case| {
            let (title, text) = case.split_once('\n').unwrap();
            let (name, intended) = match title.split_once(" => ") {
                Some((name, intended)) => (name, Some(intended.to_owned())),
                None => (title, None),
            };
            let text = text.replace("<NBSP>", "\u{a0}").replace("<NUL>", "\0");
            Case { name: name.to_owned(), intended, text }
        })
        .collect()
}

fn goals(text: &str) -> Document<Goals> {
    read(text, FileId::default())
}

fn outline(document: &Document<Goals>) -> String {
    document.value.as_ref().map(Outline::outline).unwrap_or_default()
}

/// The lines of a problem with its words underlined, then the message.
fn picture(text: &str, problem: &Problem) -> String {
    let mut picture = String::new();
    let (start, end) = (problem.span.start as usize, problem.span.end as usize);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        let (from, to) = (start.clamp(at, at + words.len()), end.clamp(at, at + words.len()));
        let from = if from == at && start < at { to - text[from..to].trim_start().len() } else { from };
        if from < to || (start == end && (at..at + line.len()).contains(&start)) {
            let shown = |range: &str| range.replace('\t', "→").replace(['\u{a0}', '\0'], "·");
            let lead = shown(&text[at..from]).chars().count();
            let width = shown(&text[from..to]).chars().count().max(1);
            writeln!(picture, "  | {}\n  | {}{}", shown(words), " ".repeat(lead), "^".repeat(width)).unwrap();
        }
        at += line.len();
    }
    writeln!(picture, "  {:?}: {}", problem.kind, problem.message).unwrap();
    for (span, label) in &problem.related {
        writeln!(picture, "  at `{}`: {label}", &text[span.range()]).unwrap();
    }
    if let Some(help) = &problem.help {
        writeln!(picture, "  help: {help}").unwrap();
    }
    picture
}

#[test]
fn every_stumble_is_told_in_plain_words() {
    let mut all = String::new();
    for case in cases() {
        let document = goals(&case.text);
        writeln!(all, "### {}", case.name).unwrap();
        for problem in &document.problems {
            all.push_str(&picture(&case.text, problem));
        }
        let damaged = if document.damaged { " (damaged)" } else { "" };
        writeln!(all, "  read{damaged}: {}\n", outline(&document)).unwrap();
    }
    insta::assert_snapshot!(all);
}

/// The text with the problem's line corrected as its help says.
fn put_right(text: &str, problem: &Problem) -> Option<String> {
    let help = problem.help.as_deref()?;
    let from = help.find(": `")? + 3;
    let rest = &help[from..];
    let line = &rest[..rest.find("`; if").unwrap_or(rest.rfind('`')?)];
    let (start, end) = (problem.span.start as usize, problem.span.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let quote = line.find(['"', '\'']).unwrap_or(0);
    let words = text[line_start..].trim_start();
    let start = match text[line_start..end].rfind(&line[..quote]) {
        Some(_) if words.starts_with(&line[..quote]) => text.len() - words.len(),
        Some(at) if quote > 0 => line_start + at,
        _ => start,
    };
    Some([&text[..start], line, &text[end..]].concat())
}

#[test]
fn the_line_put_right_is_what_was_meant() {
    for case in cases() {
        let Some(intended) = &case.intended else { continue };
        let document = goals(&case.text);
        let [problem] = &document.problems[..] else { panic!("{}: {:?}", case.name, document.problems) };
        let mended = put_right(&case.text, problem).unwrap_or_else(|| panic!("{}: no example", case.name));
        let after = goals(&mended);
        assert_eq!(after.problems, [], "{}:\n{mended}", case.name);
        assert!(outline(&after).contains(intended.as_str()), "{}:\n{mended}\n{}", case.name, outline(&after));
        assert!(
            !outline(&after).contains('?') || intended.contains('?'),
            "{}: {}",
            case.name,
            outline(&after)
        );
    }
}

/// Published goals, if available: pasted as they are, each is either read completely or reported with a corrected line
/// that is then read completely.
#[test]
fn published_sentences_are_read_whole_or_put_right() {
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let Ok(lines) = std::fs::read_to_string(format!("{root}/../shared/corpus/dev.jsonl")) else { return };
    let mut failures = Vec::new();
    for line in lines.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        for sentence in [&entry["text"], &entry["objective"]] {
            let Some(sentence) = sentence.as_str().map(str::trim).filter(|text| !text.is_empty()) else {
                continue;
            };
            for (before, after) in [
                ("objectives:\n  - objective: ", "\n    owner: ana\n"),
                ("objectives:\n  - key_results:\n      - ", "\n      - Raise b\n"),
                ("objectives:\n  - key_results:\n      - {key_result: ", ", owner: ana}\n"),
            ] {
                let text = format!("{before}{sentence}{after}");
                failures.extend(why_not_whole(&text, sentence));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

fn why_not_whole(text: &str, sentence: &str) -> Option<String> {
    let document = goals(text);
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_whole = |text: &str| {
        outline(&goals(text)).split_whitespace().collect::<Vec<_>>().join(" ").contains(&sentence)
    };
    let whole = match &document.problems[..] {
        [] => is_whole(text),
        [problem] => put_right(text, problem)
            .is_some_and(|mended| goals(&mended).problems.is_empty() && is_whole(&mended)),
        _ => false,
    };
    let told: String = document.problems.iter().map(|problem| picture(text, problem)).collect();
    (!whole).then(|| format!("{text}{told}"))
}
