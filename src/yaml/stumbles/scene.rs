//! What detectors of stumbles look at, and what they answer.

use crate::source::{FileId, Span};
use crate::yaml::change::{Edit, Fix, Repair};
use crate::yaml::fault::Fault;
use crate::yaml::lexicon::Lexicon;
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::view::entry::Entry;
use crate::yaml::view::lines::is_key_word;
use std::ops::Range;

/// A syntax error explained, and what to change so that the rest of the file can be read.
pub(in crate::yaml) struct Stumble {
    /// Its places are places in the text that was parsed.
    pub(in crate::yaml) problem: Problem,
    /// In the order of their places, and apart from each other.
    pub(in crate::yaml) repairs: Vec<Repair>,
    /// Lines had to be skipped: what seems missing may be in them.
    pub(in crate::yaml) loses_lines: bool,
    /// A guess: next to another mistake it is more likely that one's echo.
    pub(in crate::yaml) is_guess: bool,
}

impl Stumble {
    pub(super) fn new(problem: Problem, repairs: Vec<Repair>) -> Self {
        Self { problem, repairs, loses_lines: false, is_guess: false }
    }

    /// A stumble whose repairs are clearly what its author meant: they can be made in the file, too.
    pub(super) fn certain(
        problem: Problem,
        repairs: Vec<Repair>,
        file: FileId,
        kind: &'static str,
        title: impl Into<String>,
    ) -> Self {
        Self::with_fix(problem, repairs, file, |edits| Fix::safe(kind, title, edits))
    }

    /// The same where the repairs are only probably what was meant.
    pub(super) fn likely(
        problem: Problem,
        repairs: Vec<Repair>,
        file: FileId,
        kind: &'static str,
        title: impl Into<String>,
    ) -> Self {
        Self::with_fix(problem, repairs, file, |edits| Fix::likely(kind, title, edits))
    }

    fn with_fix(
        problem: Problem,
        repairs: Vec<Repair>,
        file: FileId,
        fix: impl FnOnce(Vec<Edit>) -> Fix,
    ) -> Self {
        let edits = repairs.iter().map(|repair| repair.as_edit(file)).collect();
        Self::new(problem.fix(fix(edits)), repairs)
    }

    pub(super) fn losing_lines(self) -> Self {
        Self { loses_lines: true, ..self }
    }
}

/// What a detector looks at: the text, its entries up to and after the error, and the error.
pub(super) struct Scene<'t> {
    pub(super) text: &'t str,
    pub(super) file: FileId,
    pub(super) fault: &'t Fault,
    /// The words of the format.
    pub(super) lexicon: &'t Lexicon,
    pub(super) entries: Vec<Entry>,
    /// The entry the error is in.
    pub(super) here: usize,
}

impl Scene<'_> {
    pub(super) fn entry(&self) -> &Entry {
        &self.entries[self.here]
    }

    pub(super) fn before(&self) -> Option<&Entry> {
        self.here.checked_sub(1).map(|i| &self.entries[i])
    }

    /// The key of the list that the item is in whose number among the entries is `i`.
    pub(super) fn list_of(&self, i: usize) -> Option<&str> {
        let dashes = self.entries[i].column();
        let above = self.entries[..i].iter().rev();
        let mut owners = above.filter(|above| {
            let column = if above.dash.is_some() { above.content_column() } else { above.column() };
            above.key.is_some()
                && !above.has_value()
                && (column < dashes || column == dashes && above.dash.is_none())
        });
        owners.next().and_then(|owner| owner.key.clone()).map(|key| self.slice(key))
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The text an entry was meant to hold, after what precedes it: `- Sales: [x] y` was not meant to have a key.
    pub(super) fn meant(&self, entry: &Entry) -> (&str, Range<usize>) {
        let start = match &entry.key {
            Some(key) if entry.dash.is_some() && !is_key_word(self.slice(key.clone())) => entry.content,
            _ => entry.value.start,
        };
        (self.slice(entry.start..start), start..entry.value.end)
    }

    pub(super) fn problem(&self, range: Range<usize>, message: impl Into<String>) -> Problem {
        let span = Span::new(self.file, range.start, range.end);
        Problem::new(ProblemKind::Syntax, span, message)
    }
}
