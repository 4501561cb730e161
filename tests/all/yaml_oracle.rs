//! A second opinion: whatever is accepted without a problem must be what another YAML reader makes of it.

#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use crate::properties::second_opinion::{Any, ours, same, theirs};
use okr::source::FileId;
use okr::yaml::read;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_yaml::Value;

/// Checks a document that must be accepted by both.
fn check(name: &str, text: &str) {
    let document = read::<Any>(text, FileId::default());
    assert_eq!(document.problems, [], "{name}:\n{text}");
    let ours = document.value.unwrap_or(Any::Nothing);
    let theirs: Value = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
    assert!(same(&ours, &theirs), "{name}:\n{text}\nours: {ours:?}\ntheirs: {theirs:?}");
}

fn documents() -> impl Iterator<Item = (&'static str, &'static str)> {
    let file = include_str!("../fixtures/yaml/documents.txt");
    file.split("### ").skip(1).map(|document| document.split_once('\n').unwrap())
}

#[test]
fn documents_written_by_hand_are_read_alike() {
    for (name, text) in documents() {
        check(name, text);
        check(name, &text.replace('\n', "\r\n"));
        // Whether a block of text at the very end gets a line break it does not have is seen differently.
        if !text.lines().last().unwrap_or_default().starts_with(' ') {
            check(name, text.trim_end_matches('\n'));
        }
    }
}

#[test]
fn published_goals_are_read_alike() {
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let folder = std::path::Path::new(&root).join("../shared/real/okrs");
    let Ok(files) = std::fs::read_dir(folder) else { return };
    for file in files {
        let path = file.unwrap().path();
        check(&path.display().to_string(), &std::fs::read_to_string(&path).unwrap());
    }
}

/// A document to be written in YAML, with the style of each part.
#[derive(Debug, Clone)]
enum Part {
    Scalar(String, Style),
    List { items: Vec<Part>, flow: bool },
    Mapping { entries: Vec<(String, Part)>, flow: bool, comment: bool },
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Style {
    Plain,
    Single,
    Double,
    Literal,
    Folded,
}

/// How a document is laid out.
#[derive(Debug, Clone, Copy)]
struct Layout {
    indent: usize,
    /// Lists are in the column of their key.
    flat_lists: bool,
    windows: bool,
}

fn scalar() -> impl Strategy<Value = Part> {
    let words = prop_oneof![
        6 => "[a-zA-Z][a-zA-Z0-9]{0,8}( [a-zA-Z0-9%$€é日][ -~é日€👍]{0,6}){0,4}",
        2 => "[0-9]{1,4}(\\.[0-9]{1,2})?(%|K|M)?",
        2 => "[ -~éß日“”👍]{0,12}",
        1 => "(true|no|~|null|1e3|08|0x1f|\\.5|-|\\?|---|\\.\\.\\.)",
        1 => "[a-z ]{1,6}(\n{1,2}[a-z #:'\"]{0,8}){1,3}",
    ];
    let style = prop_oneof![
        4 => Just(Style::Plain),
        1 => Just(Style::Single),
        1 => Just(Style::Double),
        1 => Just(Style::Literal),
        1 => Just(Style::Folded)
    ];
    (words, style).prop_map(|(text, style)| Part::Scalar(text, style))
}

fn part() -> impl Strategy<Value = Part> {
    scalar().prop_recursive(4, 40, 5, |inner| {
        let key = prop_oneof![8 => "[a-z_]{1,8}", 1 => "[a-z]{1,4} [a-z%é]{1,4}", 1 => "[a-z]: #'\"[a-z]"];
        let items = prop::collection::vec(inner.clone(), 0..4);
        let entries = prop::collection::vec((key, inner), 0..4);
        prop_oneof![
            (items, any::<bool>()).prop_map(|(items, flow)| Part::List { items, flow }),
            (entries, any::<bool>(), any::<bool>()).prop_map(|(mut entries, flow, comment)| {
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                entries.dedup_by(|a, b| a.0 == b.0);
                Part::Mapping { entries, flow, comment }
            }),
        ]
    })
}

fn layout() -> impl Strategy<Value = Layout> {
    (1..5usize, any::<bool>(), any::<bool>()).prop_map(|(indent, flat_lists, windows)| Layout {
        indent,
        flat_lists,
        windows,
    })
}

/// Whether a text may be without quotes, erring on the side of quotes.
fn may_be_plain(text: &str) -> bool {
    let first = |c: char| c.is_ascii_alphanumeric() || matches!(c, 'é' | '日' | 'ß');
    text.starts_with(first)
        && text.chars().all(|c| c.is_alphanumeric() || " %$.€_/'()".contains(c))
        && text.trim() == text
        && !matches!(text, "null" | "true" | "false" | "~")
}

fn double(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            'é' => quoted.push_str("\\u00e9"),
            _ => quoted.push(c),
        }
    }
    quoted + "\""
}

fn scalar_text(text: &str, style: Style) -> String {
    match style {
        Style::Plain if may_be_plain(text) => text.to_owned(),
        Style::Single if !text.contains('\n') => format!("'{}'", text.replace('\'', "''")),
        _ => double(text),
    }
}

/// What a block of text says can be written as one: it must neither start nor end with spaces or line breaks.
fn fits_block(text: &str, style: Style) -> bool {
    let lines_are_bare = text.split('\n').all(|line| line.trim() == line);
    let is_block = matches!(style, Style::Literal | Style::Folded);
    is_block && !text.is_empty() && text.trim() == text && lines_are_bare
}

/// Folding takes one line break of every run away.
fn with_breaks_that_fold(text: &str) -> String {
    let mut before = ' ';
    let mut folded = String::new();
    for c in text.chars() {
        if c == '\n' && before != '\n' {
            folded.push('\n');
        }
        folded.push(c);
        before = c;
    }
    folded
}

impl Part {
    fn write_flow(&self, out: &mut String) {
        match self {
            Part::Scalar(text, style) => out.push_str(&scalar_text(text, *style)),
            Part::List { items, .. } => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    out.push_str(if i > 0 { ", " } else { "" });
                    item.write_flow(out);
                }
                out.push(']');
            }
            Part::Mapping { entries, .. } => {
                out.push('{');
                for (i, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if i > 0 { ", " } else { "" });
                    out.push_str(&format!("{}: ", scalar_text(key, Style::Plain)));
                    value.write_flow(out);
                }
                out.push('}');
            }
        }
    }

    /// Writes what follows a key or a dash at `column`, with the line break at the end.
    fn write_below(&self, out: &mut String, column: usize, layout: Layout, after_key: bool) {
        let inner = column + layout.indent.max(1);
        match self {
            Part::Scalar(text, style) if fits_block(text, *style) => {
                let folded = *style == Style::Folded;
                out.push_str(if folded { " >-\n" } else { " |-\n" });
                let text = if folded { with_breaks_that_fold(text) } else { text.clone() };
                for line in text.split('\n') {
                    out.push_str(&format!("{}{line}\n", " ".repeat(inner)));
                }
            }
            Part::List { items, flow: false } if !items.is_empty() => {
                out.push_str(if after_key { "\n" } else { " # a list\n" });
                let column = if after_key && layout.flat_lists { column } else { inner };
                for item in items {
                    out.push_str(&format!("{}-", " ".repeat(column)));
                    item.write_below(out, column, layout, false);
                }
            }
            Part::Mapping { entries, flow: false, comment } if !entries.is_empty() => {
                out.push_str(if *comment { " # a comment: 'with\" signs\n\n" } else { "\n" });
                for (key, value) in entries {
                    out.push_str(&format!("{}{}:", " ".repeat(inner), scalar_text(key, Style::Plain)));
                    value.write_below(out, inner, layout, true);
                }
            }
            part => {
                out.push(' ');
                part.write_flow(out);
                out.push('\n');
            }
        }
    }

    fn meant(&self) -> Any {
        match self {
            Part::Scalar(text, _) => Any::Text(text.clone()),
            Part::List { items, .. } => Any::List(items.iter().map(Part::meant).collect()),
            Part::Mapping { entries, .. } => {
                Any::Mapping(entries.iter().map(|(key, value)| (key.clone(), value.meant())).collect())
            }
        }
    }
}

fn written(part: &Part, layout: Layout) -> String {
    let mut text = String::from("# generated\nroot:");
    part.write_below(&mut text, 0, layout, true);
    if layout.windows { text.replace('\n', "\r\n") } else { text }
}

proptest! {
    // Always the same documents: two readers of other hands may differ in rare ways that are nobody's mistake here.
    #![proptest_config(ProptestConfig {
        cases: 1_500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2026),
        ..ProptestConfig::default()
    })]

    #[test]
    fn generated_documents_are_read_as_meant_and_alike(part in part(), layout in layout()) {
        let text = written(&part, layout);
        let ours = ours(&text);
        prop_assert_eq!(ours.as_ref(), Some(&Any::Mapping(vec![("root".into(), part.meant())])), "{}", text);
        let theirs = theirs(&text);
        prop_assert!(theirs.is_some_and(|theirs| same(&ours.unwrap_or(Any::Nothing), &theirs)), "{}", text);
    }

    /// Documents with a few characters changed: where both accept them, they read the same. No question marks: between
    /// brackets the other reader takes `?x` for a key without text before it, as YAML 1.1 did.
    #[test]
    fn changed_documents_are_read_alike(
        document in 0..documents().count(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[ ->@-~\n\té“]{0,2}", 0..3usize), 1..4),
    ) {
        let (name, text) = documents().nth(document).unwrap();
        let mut text: Vec<char> = text.chars().collect();
        for (place, with, length) in changes {
            let at = place.index(text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, with.chars());
        }
        // Whether a block of text at the very end gets a line break it does not have is seen differently.
        let text: String = text.into_iter().chain(['\n']).collect();
        // A type with nothing after it, `!!map`, is nothing here and an empty text there.
        // And a block of text at the top of a file may start in the first column here, where it is a comment there.
        // And a name may hold a colon.
        let names = text.split(['&', '*']).skip(1).map(|rest| rest.split_whitespace().next().unwrap_or_default());
        let is_told_apart = text.contains("!!")
            || text.contains("|\n#")
            || text.contains(">\n#")
            || names.into_iter().any(|name| name.contains(':'));
        let readings = (!is_told_apart).then(|| ours(&text).zip(theirs(&text))).flatten();
        if let Some((ours, theirs)) = readings {
            prop_assert!(same(&ours, &theirs), "{}:\n{}\nours: {:?}\ntheirs: {:?}", name, text, ours, theirs);
        }
    }
}
