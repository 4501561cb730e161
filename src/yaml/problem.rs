//! What can be wrong with a file before anyone asks what it means.

use crate::source::Span;

/// The kinds of problem; each becomes a rule of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// Not YAML, or a part of YAML this format does without.
    Syntax,
    /// A key the struct does not have.
    UnknownField,
    /// A value of the wrong type or outside what is accepted.
    InvalidValue,
    /// The same key twice in one mapping.
    DuplicateKey,
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which kind it is.
    pub kind: ProblemKind,
    /// The words it is about.
    pub span: Span,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Other places it has to do with, each with a label.
    pub related: Vec<(Span, String)>,
}

impl Problem {
    /// A problem without help or related places.
    pub(crate) fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into(), help: None, related: Vec::new() }
    }

    /// Adds what to write instead.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place.
    pub(crate) fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

/// More problems than this in one file are counted, not listed: a file of 200,000 unknown keys has one mistake.
const MOST_PER_FILE: usize = 200;

/// Keeps the first problems and says how many were left out.
pub(crate) fn cap(mut problems: Vec<Problem>) -> Vec<Problem> {
    let left_out = problems.len().saturating_sub(MOST_PER_FILE);
    if left_out > 0 {
        problems.truncate(MOST_PER_FILE);
        let last = problems[MOST_PER_FILE - 1].span;
        problems.push(
            Problem::new(
                ProblemKind::Syntax,
                last,
                format!("{left_out} more problems in this file are not shown"),
            )
            .help("mend the ones above first; many may have one cause"),
        );
    }
    problems
}
