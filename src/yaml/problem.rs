//! What can be wrong with a file before anyone asks what it means.

use super::change::{Edit, Fix};
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
    /// A change of the file that fixes it.
    pub fix: Option<Fix>,
    /// Changes of which one fixes it: which one, only its author knows.
    pub choices: Vec<Fix>,
}

impl Problem {
    /// A problem without help or related places.
    pub(crate) fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self {
            kind,
            span,
            message: message.into(),
            help: None,
            related: Vec::new(),
            fix: None,
            choices: Vec::new(),
        }
    }

    /// Adds what to write instead.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a change that fixes it.
    pub(crate) fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Offers to put the words in quotes.
    pub(super) fn quoting(self, words: Span) -> Self {
        let edits = vec![Edit::Quote { at: words }];
        self.fix(Fix::likely("text put in quotes", "write it in quotes", edits))
    }

    /// Adds another place.
    pub(crate) fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

/// More problems than this in one file are counted, not listed: a file of 200,000 unknown keys has one mistake.
const MOST_PER_FILE: usize = 200;

/// The problems of one file, with a bound on how many are kept.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    left_out: usize,
}

impl Problems {
    /// Adds a problem, or counts it where the list is full.
    pub(crate) fn add(&mut self, problem: Problem) {
        if self.is_full() {
            self.left_out += 1;
        } else {
            self.list.push(problem);
        }
    }

    /// Whether further problems are only counted, so that their words need no care.
    pub(crate) fn is_full(&self) -> bool {
        self.list.len() >= MOST_PER_FILE
    }

    /// The problems in the order of their places, each once, and how many were left out.
    pub(crate) fn into_list(mut self) -> Vec<Problem> {
        self.list.sort_by_key(|problem| (problem.span, problem.kind));
        // A value that aliases repeat is read again at each of them.
        self.list.dedup();
        if let (Some(last), 1..) = (self.list.last(), self.left_out) {
            let message = format!("{} more problems in this file are not shown", self.left_out);
            let problem = Problem::new(ProblemKind::Syntax, last.span, message)
                .help("fix the ones above first; many may have the same cause");
            self.list.push(problem);
        }
        self.list
    }
}

impl Extend<Problem> for Problems {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, problems: I) {
        problems.into_iter().for_each(|problem| self.add(problem));
    }
}
