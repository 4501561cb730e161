//! The structure of a file's lines: what a comment is above, and how far that reaches.

use crate::goals::{GoalFile, Workspace};
use crate::source::{Lines, Span};
use std::ops::RangeInclusive;

/// For every line what follows from it. Built in one pass, so that any number of comments can ask.
#[derive(Debug)]
pub(super) struct Layout {
    /// By line: the first line from there on that has more than a comment; one past the last if there is none.
    next: Vec<usize>,
    /// By line: the last line of the entry that starts there.
    end: Vec<usize>,
}

impl Layout {
    pub(super) fn of(workspace: &Workspace, file: &GoalFile, lines: &Lines<'_>) -> Self {
        let texts: Vec<&str> =
            (1..).take_while(|line| lines.has(*line)).map(|line| lines.text_of(line)).collect();
        let mut layout = Self { next: next_lines(&texts), end: entry_ends(&texts) };
        for_each_item(workspace, file, |span| {
            let (first, last) = (lines.line(span.start), lines.line(span.end.saturating_sub(1)));
            if let Some(end) = layout.end.get_mut(first) {
                *end = last.max(*end);
            }
        });
        layout
    }

    /// The first line that holds more than a comment.
    pub(super) fn first_line(&self) -> usize {
        self.next_from(1)
    }

    /// What a comment on this line covers: the entry on the same line or, if the comment is alone, on the next line
    /// that is not a comment.
    pub(super) fn covered(&self, line: usize, alone: bool) -> RangeInclusive<usize> {
        let first = if alone { self.next_from(line + 1) } else { line };
        first..=self.end.get(first).copied().unwrap_or(first)
    }

    fn next_from(&self, line: usize) -> usize {
        self.next.get(line).copied().unwrap_or(self.next.len())
    }
}

/// Neither a key nor an item: blank lines, comments, and the line that starts a document.
fn is_passed_over(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.starts_with('#') || text == "---" || text.starts_with("--- #")
}

fn next_lines(texts: &[&str]) -> Vec<usize> {
    let mut next = vec![texts.len() + 1; texts.len() + 1];
    for line in (1..=texts.len()).rev() {
        next[line] = match is_passed_over(texts[line - 1]) {
            true => next.get(line + 1).copied().unwrap_or(texts.len() + 1),
            false => line,
        };
    }
    next
}

/// An entry is its line and all below it that is indented deeper; a list may start right below its key.
fn entry_ends(texts: &[&str]) -> Vec<usize> {
    struct Open {
        line: usize,
        indent: usize,
        is_item: bool,
    }
    let mut end: Vec<usize> = (0..=texts.len()).collect();
    let mut open: Vec<Open> = Vec::new();
    let mut last = 0;
    for (line, text) in (1..).zip(texts).filter(|(_, text)| !is_passed_over(text)) {
        let content = text.trim_start();
        let indent = text.len() - content.len();
        let is_item = content == "-" || content.starts_with("- ");
        let is_bracket = content.starts_with([']', '}']);
        while let Some(entry) = open.pop_if(|entry| {
            let inside = indent > entry.indent
                || (indent == entry.indent && (is_bracket || (is_item && !entry.is_item)));
            !inside
        }) {
            end[entry.line] = last;
        }
        open.push(Open { line, indent, is_item });
        last = line;
    }
    for entry in open {
        end[entry.line] = last;
    }
    end
}

/// Every item that can be suppressed as a whole and is not found by its indentation.
fn for_each_item(workspace: &Workspace, file: &GoalFile, mut take: impl FnMut(Span)) {
    for reading in file.series.iter().flat_map(|series| series.readings.readable()) {
        take(reading.span());
    }
    for metric in workspace.metrics_of(file) {
        take(metric.span);
        metric.metric.readings.readable().for_each(|reading| take(reading.span()));
    }
    for objective in workspace.objectives_of(file) {
        take(objective.span);
        objective.objective.initiatives.readable().for_each(|(_, span)| take(span));
        for key_result in objective.key_results() {
            take(key_result.span);
            key_result.key_result.check_ins.readable().for_each(|check_in| take(check_in.span()));
        }
    }
}
