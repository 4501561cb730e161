//! The stumbles YAML has ready for people who do not program, told in their words with the line put right.
//!
//! Two kinds: what keeps the file from parsing ([`explain`]), and what parses but is not what its author meant
//! ([`meaning`], and [`typed`] where it takes the expected type to tell).

mod brackets;
mod characters;
mod colons;
mod comments;
mod conflict;
mod entry;
mod indentation;
mod keyless;
mod meaning;
mod put_right;
mod quotes;
mod starts;
mod tabs;
pub(super) mod typed;

pub(super) use comments::reads_on_in;
pub(super) use entry::is_key_word;
pub(super) use meaning::in_tree;
pub(super) use put_right::{quoted, shorten};

use super::fault::Fault;
use super::problem::{Problem, ProblemKind};
use crate::source::{FileId, Span};
use entry::Entry;
use granit_parser::ErrorKind;
use std::ops::Range;

/// A syntax error explained, and what to change so that the rest of the file can be read.
pub(super) struct Stumble {
    /// Its places are places in the text that was parsed.
    pub(super) problem: Problem,
    /// In the order of their places, and apart from each other.
    pub(super) repairs: Vec<Repair>,
    /// Lines had to be passed over: what seems missing may stand in them.
    pub(super) loses_lines: bool,
    /// A guess: next to another mistake it is more likely that one's echo.
    pub(super) is_guess: bool,
}

/// One change of the text.
pub(super) struct Repair {
    pub(super) range: Range<usize>,
    pub(super) with: String,
    /// The value here is then known to be there, but not what it is.
    pub(super) hides: bool,
}

impl Repair {
    /// Puts a letter where a value stands that cannot be read.
    pub(super) fn hide(range: Range<usize>) -> Self {
        Self { range, with: "x".into(), hides: true }
    }

    /// Changes what is around the values.
    pub(super) fn change(range: Range<usize>, with: impl Into<String>) -> Self {
        Self { range, with: with.into(), hides: false }
    }
}

impl Stumble {
    fn new(problem: Problem, repairs: Vec<Repair>) -> Self {
        Self { problem, repairs, loses_lines: false, is_guess: false }
    }

    fn losing_lines(self) -> Self {
        Self { loses_lines: true, ..self }
    }
}

/// What a detector looks at: the text, its entries up to and after the error, and the error.
struct Scene<'t> {
    text: &'t str,
    file: FileId,
    fault: &'t Fault,
    entries: Vec<Entry>,
    /// The entry the error is in.
    here: usize,
}

impl Scene<'_> {
    fn entry(&self) -> &Entry {
        &self.entries[self.here]
    }

    fn before(&self) -> Option<&Entry> {
        self.here.checked_sub(1).map(|i| &self.entries[i])
    }

    fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The text an entry was meant to hold, after what stands before it: `- Sales: [x] y` was not meant to have a key.
    fn meant(&self, entry: &Entry) -> (&str, Range<usize>) {
        let start = match &entry.key {
            Some(key) if entry.dash.is_some() && !is_key_word(self.slice(key.clone())) => entry.content,
            _ => entry.value.start,
        };
        (self.slice(entry.start..start), start..entry.value.end)
    }

    fn problem(&self, range: Range<usize>, message: impl Into<String>) -> Problem {
        let span = Span::new(self.file, range.start, range.end);
        Problem::new(ProblemKind::Syntax, span, message)
    }
}

/// The first that recognises its stumble explains the error; what leaves the least doubt comes first.
const DETECTORS: [fn(&Scene<'_>) -> Option<Stumble>; 10] = [
    conflict::markers,
    characters::invisible,
    tabs::in_indentation,
    quotes::in_entries,
    brackets::in_entries,
    starts::in_entry,
    colons::in_entry,
    keyless::line_without_key,
    indentation::list_below_value,
    indentation::out_of_line,
];

/// Explains the error the parser met in `text`.
pub(super) fn explain(text: &str, file: FileId, fault: &Fault) -> Stumble {
    let entries = entry::entries(text, fault.at);
    let here = entries.partition_point(|entry| entry.line <= fault.at).saturating_sub(1);
    if entries.is_empty() {
        return unexplained(text, file, fault);
    }
    let scene = Scene { text, file, fault, entries, here };
    DETECTORS.iter().find_map(|detect| detect(&scene)).unwrap_or_else(|| unexplained(text, file, fault))
}

/// The best that can be said about an error nothing recognised.
fn unexplained(text: &str, file: FileId, fault: &Fault) -> Stumble {
    let line = line_with_words(text, fault.at);
    let (message, help) = match fault.kind {
        ErrorKind::RecursionLimitExceeded => (
            format!("lists and mappings lie more than {} levels deep here", super::parse::DEEPEST_NESTING),
            "a goal file needs fewer than ten; look for brackets that are never closed",
        ),
        ErrorKind::CommentNotSeparated => {
            ("a comment needs a space before its `#`".to_owned(), "put a space before the `#`")
        }
        ErrorKind::InvalidBlockScalarIndent => (
            "this line of a text block is indented less than the lines around it".to_owned(),
            "give all lines of the text the same number of spaces",
        ),
        _ => (
            "this line cannot be read as YAML".to_owned(),
            "look here and in the line above for a missing quote, colon, dash or space",
        ),
    };
    let span = Span::new(file, line.start, line.end);
    let problem = Problem::new(ProblemKind::Syntax, span, message).help(help);
    Stumble { problem, repairs: vec![Repair::change(line, "")], loses_lines: true, is_guess: true }
}

/// The words of the line that `at` is on, or of the nearest line above that is not blank.
pub(super) fn line_with_words(text: &str, at: usize) -> Range<usize> {
    let mut end = entry::line_end(text, at);
    loop {
        let start = text[..end].rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let words = text[start..end].trim();
        if start == 0 || !words.is_empty() {
            let lead = text[start..end].len() - text[start..end].trim_start().len();
            return start + lead..start + lead + words.len();
        }
        end = start - 1;
    }
}
