//! The stumbles YAML has ready for people who do not program, told in their words with the line put right.

use super::problem::{Problem, ProblemKind};
use super::tree::{NodeId, Tree};
use crate::source::{FileId, Span};

/// A syntax error explained, and which bytes to mask so that the rest of the file can be read.
pub(super) struct Stumble {
    pub(super) problem: Problem,
    pub(super) mask: Span,
    /// A space where a whole line goes, a letter where a value must seem to stand.
    pub(super) stand_in: char,
}

/// Explains the error the parser met at byte `at` of `text`.
pub(super) fn explain(text: &str, file: FileId, at: usize, words: &str) -> Stumble {
    let line = line_around(text, at);
    let span = Span::new(file, line.start, line.end);
    let problem = Problem::new(ProblemKind::Syntax, span, format!("this is not YAML: {words}"));
    Stumble { problem, mask: span, stand_in: ' ' }
}

/// The bytes of the line that `at` is on, or of the nearest line above that is not blank.
fn line_around(text: &str, at: usize) -> std::ops::Range<usize> {
    let mut end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    loop {
        let start = text[..end].rfind('\n').map_or(0, |i| i + 1);
        if start == 0 || !text[start..end].trim().is_empty() {
            return start..end;
        }
        end = start - 1;
    }
}

/// `{value: 10,250}`: the comma ended the value of `key`, and `last` is the end of what it cut off.
pub(super) fn comma_in_braces(tree: &Tree<'_>, key: &str, value: NodeId, last: Span) -> Problem {
    let span = tree.node(value).span.to(last);
    let whole = tree.text.get(span.range()).unwrap_or_default();
    Problem::new(
        ProblemKind::UnknownField,
        span,
        "inside `{ }` a comma starts the next entry, so this value is cut in two",
    )
    .help(format!("put it in quotes: `{key}: \"{whole}\"`"))
}

/// What parses but is not what its author meant, or is a part of YAML this format does without.
pub(super) fn in_tree(tree: &Tree<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for span in &tree.unknown_aliases {
        problems.push(Problem::new(
            ProblemKind::Syntax,
            *span,
            "text that starts with `*` must stand in quotes",
        ));
    }
    if let Some(second) = tree.roots.get(1) {
        problems.push(
            Problem::new(
                ProblemKind::Syntax,
                tree.node(*second).span,
                "a second document (`---`) in one file is not read",
            )
            .help("keep one document a file; put this one into a file of its own"),
        );
    }
    problems
}
