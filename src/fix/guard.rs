//! Whether a changed file keeps what the fixes promised: what they were offered for is put right and nothing that could be read
//! is worse, or the goals are the same.

use crate::goals::{Aim, Figure, GoalFile, Workspace};
use crate::prose::Vocabulary;
use crate::quantity::Quantity;
use crate::source::{FileId, SourceFile};
use crate::yaml::Problem;
use crate::yaml::edit::{Edit, Fix, Refusal};
use std::ops::Range;
use std::sync::Arc;

/// One file before it is changed.
pub(super) struct Guard<'g> {
    pub(super) source: &'g SourceFile,
    file: &'g GoalFile,
    vocabulary: &'g Vocabulary,
}

impl<'g> Guard<'g> {
    pub(super) fn of(workspace: &'g Workspace, id: FileId, vocabulary: &'g Vocabulary) -> Self {
        let file = workspace.file(id).expect("internal error: a fix for a file of another workspace");
        Self { source: workspace.sources.file(id), file, vocabulary }
    }

    fn read(&self, text: &str) -> GoalFile {
        let source =
            SourceFile { path: self.source.path.clone(), text: Arc::new(text.to_owned()), defect: None };
        GoalFile::read(&source, self.file.id, self.vocabulary)
    }

    /// Lets a text pass that has fewer problems than another.
    pub(super) fn fewer_problems(&self, before: &str, after: String) -> Result<String, Refusal> {
        let (old, new) = (self.read(before).problems.len(), self.read(&after).problems.len());
        if new < old { Ok(after) } else { Err(Refusal("the file would have no fewer problems")) }
    }

    /// Lets a text pass in which everything is read as before.
    pub(super) fn unchanged(&self, after: String) -> Result<String, Refusal> {
        let changed = self.read(&after);
        let same = changed.problems.len() == self.file.problems.len() && same_goals(self.file, &changed);
        if same { Ok(after) } else { Err(Refusal("the goals would not be read as before")) }
    }

    /// Accepts a text in which the fixes have corrected what they were offered for.
    pub(super) fn put_right(&self, fixes: &[&Fix], after: String) -> Result<String, Refusal> {
        let problems = self.read(&after).problems;
        let offered = || self.file.problems.iter().flat_map(|known| known.fix.iter().chain(&known.choices));
        let is_of_problem = |fix: &&&Fix| offered().any(|known| known == **fix);
        let gone = fixes.iter().filter(is_of_problem).count();
        if problems.len() + gone <= self.file.problems.len() || self.only_reveals(fixes, &after, &problems) {
            return Ok(after);
        }
        Err(Refusal("the file would have no fewer problems"))
    }

    /// Whether a single misspelt key hid the present problems: the key is right now, and every new problem is in the list or
    /// mapping below it, which was not read before. A plain value that does not fit shows that the key is another one.
    fn only_reveals(&self, fixes: &[&Fix], after: &str, problems: &[Problem]) -> bool {
        let [fix] = fixes else { return false };
        let Some(Edit::Set { at, .. }) = fix.edits().next() else { return false };
        let of_key = |problems: &[Problem]| problems.iter().any(|problem| problem.span.start == at.start);
        let elsewhere = |problems: &[Problem], text: &str| {
            let below = entry(text, at.start as usize);
            problems.iter().filter(|problem| !below.contains(&(problem.span.start as usize))).count()
        };
        holds_more(&after[at.start as usize..])
            && !of_key(problems)
            && elsewhere(problems, after) <= elsewhere(&self.file.problems, &self.source.text)
    }
}

/// Whether a list or a mapping follows the key that a text begins with.
fn holds_more(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let value = line.split_once(':').map_or("", |(_, value)| value.trim_start());
    value.is_empty() || value.starts_with(['{', '[', '#', '&'])
}

/// The part of a text that belongs to the key at `start`: its line, and the lines below that are further in, or are items of
/// its list.
fn entry(text: &str, start: usize) -> Range<usize> {
    let line_start = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let column = text[line_start..start].chars().count();
    let mut end = text[start..].find('\n').map_or(text.len(), |length| start + length + 1);
    for line in text[end..].split_inclusive('\n') {
        let inner = line.trim_start_matches(' ');
        let indent = line.len() - inner.len();
        let is_item = indent == column && inner.starts_with("- ");
        if !inner.trim().is_empty() && indent <= column && !is_item {
            break;
        }
        end += line.len();
    }
    start..end
}

/// Whether every key result of two files has the same aim and the same measured values.
fn same_goals(old: &GoalFile, new: &GoalFile) -> bool {
    let (old, new) = (wants(old), wants(new));
    old.len() == new.len() && std::iter::zip(old, new).all(|(old, new)| old == new)
}

/// A number as it counts: its value and its dimension.
type Wanted = Option<(f64, crate::quantity::Dimension, bool)>;

/// The aims of a file's key results, each as limits or ends.
fn wants(file: &GoalFile) -> Vec<(bool, Wanted, Wanted)> {
    let number = |quantity: &Quantity| (quantity.value(), quantity.dimension(), quantity.is_bare());
    let figure = |figure: &Option<Figure>| figure.as_ref().map(|figure| number(&figure.quantity));
    let aims = file.every_fact().map(|facts| &facts.aim);
    aims.map(|aim| match aim {
        Aim::Move { baseline, target } => (true, figure(baseline), figure(target)),
        Aim::Hold { at_least, at_most } => (false, figure(at_least), figure(at_most)),
    })
    .collect()
}
