//! Continues after a syntax error: the error is repaired in a copy of the text and the copy is parsed again.

use super::change::{Edit, HIDDEN, Repair};
use super::fault::Fault;
use super::lexicon::Lexicon;
use super::mending::Mending;
use super::parse::first_fault;
use super::problem::{Problem, ProblemKind};
use super::stumbles;
use crate::source::{FileId, Span};

/// More syntax errors than this in one file have one cause; the rest would be noise.
const MOST_ERRORS: usize = 20;

/// In a larger file every further attempt would be felt.
const LARGE: usize = 1 << 20;

/// A text that parses as far as could be helped, and what was wrong with the original.
pub(super) struct Recovery<'t> {
    original: &'t str,
    pub(super) mending: Mending,
    pub(super) problems: Vec<Problem>,
    /// Lines were skipped: what seems missing may be in them.
    pub(super) loses_lines: bool,
}

/// Repairs one place after the other until the rest parses.
pub(super) fn recover<'t>(original: &'t str, file: FileId, first: Fault, lexicon: &Lexicon) -> Recovery<'t> {
    let mending = Mending::new(original);
    let mut recovery = Recovery { original, mending, problems: Vec::new(), loses_lines: false };
    let attempts = if original.len() > LARGE { 1 } else { MOST_ERRORS };
    let mut next = Some(first);
    for _ in 0..attempts {
        let Some(fault) = next else { return recovery };
        recovery.mend(file, &fault, lexicon);
        next = first_fault(recovery.mending.text());
    }
    if let Some(fault) = next {
        recovery.give_up(file, &fault);
    }
    recovery
}

impl Recovery<'_> {
    fn mend(&mut self, file: FileId, fault: &Fault, lexicon: &Lexicon) {
        let stumble = stumbles::explain(self.mending.text(), file, fault, lexicon);
        let problem = self.in_original(stumble.problem.clone());
        if self.is_echo(&problem, stumble.is_guess) {
            let line = stumbles::line_with_words(self.mending.text(), fault.at);
            self.mending.apply(&[Repair::change(line, "")]);
            self.loses_lines = true;
            return;
        }
        self.problems.push(problem);
        self.loses_lines |= stumble.loses_lines;
        self.mending.apply(&stumble.repairs);
    }

    /// Whether a mistake was reported already: the same words, or a guess about the line of another one or next to it.
    fn is_echo(&self, problem: &Problem, is_guess: bool) -> bool {
        self.problems.iter().any(|told| {
            let (first, second) = if told.span <= problem.span { (told, problem) } else { (problem, told) };
            let overlap = second.span.start < first.span.end || first.span.start == second.span.start;
            overlap || (is_guess && self.are_near(first.span, second.span))
        })
    }

    fn are_near(&self, first: Span, second: Span) -> bool {
        self.lines_between(first.end as usize, second.start as usize) <= 1
    }

    fn lines_between(&self, start: usize, end: usize) -> usize {
        let between = self.original.get(start..end).unwrap_or_default();
        between.matches(['\n', '\r']).count() - between.matches("\r\n").count()
    }

    fn give_up(&mut self, file: FileId, fault: &Fault) {
        let line = stumbles::line_with_words(self.mending.text(), fault.at);
        let place = self.mending.original(&line);
        let span = Span::new(file, place.start, place.end);
        let message = "the rest of this file is not read: too much above is not valid YAML";
        let help = "fix the errors above and run okr again";
        self.problems.push(Problem::new(ProblemKind::Syntax, span, message).help(help));
        self.loses_lines = true;
    }

    fn in_original(&self, mut problem: Problem) -> Problem {
        let back = |span: Span| {
            let place = self.mending.original(&span.range());
            Span::new(span.file, place.start, place.end)
        };
        problem.span = back(problem.span);
        // Nobody wrote what stands for a value that was told already.
        problem.message = problem.message.replace(HIDDEN, "...");
        problem.help = problem.help.map(|help| help.replace(HIDDEN, "..."));
        for (span, _) in &mut problem.related {
            *span = back(*span);
        }
        let edits =
            problem.fix.iter_mut().flat_map(|fix| fix.parts.iter_mut()).flat_map(|part| &mut part.edits);
        edits.filter_map(Edit::textual_place).for_each(|place| *place = back(*place));
        problem
    }
}
