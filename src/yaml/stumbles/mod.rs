//! The mistakes that YAML invites, explained to people who do not program, with the line corrected.
//!
//! Two kinds: what keeps the file from parsing ([`explain`]), and what parses but is not what its author meant
//! ([`meaning`], and [`typed`] if only the expected type shows it).

mod brackets;
mod characters;
pub(super) mod colonless;
mod colons;
mod comments;
mod conflict;
pub(super) mod dashless;
mod ends;
mod indentation;
mod keyless;
mod meaning;
mod put_right;
mod quotes;
mod scene;
mod spoiled;
mod starts;
mod tabs;
pub(super) mod typed;

pub(super) use comments::reads_on_in;
pub(super) use meaning::in_tree;
pub(super) use put_right::shorten;

use super::change::Repair;
use super::fault::Fault;
use super::lexicon::Lexicon;
use super::problem::{Problem, ProblemKind};
use super::view::entry;
use super::view::lines::line_end;
use crate::source::{FileId, Span};
use granit_parser::ErrorKind;
use scene::{Scene, Stumble};
use std::ops::Range;

/// The first that recognises its stumble explains the error; what leaves the least doubt comes first.
const DETECTORS: [fn(&Scene<'_>) -> Option<Stumble>; 13] = [
    conflict::markers,
    characters::invisible,
    tabs::in_indentation,
    keyless::marker_before_key,
    indentation::first_line,
    quotes::in_entries,
    brackets::in_entries,
    starts::in_entry,
    colons::in_entry,
    keyless::line_without_key,
    indentation::list_below_value,
    indentation::below_braces,
    indentation::out_of_line,
];

/// Explains the error the parser met in `text`.
pub(super) fn explain(text: &str, file: FileId, fault: &Fault, lexicon: &Lexicon) -> Stumble {
    let entries = entry::entries(text, fault.at);
    let here = entries.partition_point(|entry| entry.line <= fault.at).saturating_sub(1);
    if entries.is_empty() {
        return unexplained(text, file, fault);
    }
    let scene = Scene { text, file, fault, lexicon, entries, here };
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
    let mut end = line_end(text, at);
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
