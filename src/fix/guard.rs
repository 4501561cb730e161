//! Whether a changed file keeps what the fixes promised: fewer problems, or the same goals.

use crate::goals::{Aim, Figure, GoalFile, Workspace};
use crate::prose::Vocabulary;
use crate::quantity::Quantity;
use crate::source::{FileId, Lines, SourceFile};
use crate::yaml::Problem;
use crate::yaml::edit::{Edit, Fix, Refusal};
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
        let is_of_problem =
            |fix: &&&Fix| self.file.problems.iter().any(|known| known.fix.as_ref() == Some(**fix));
        let gone = fixes.iter().filter(is_of_problem).count();
        if problems.len() + gone <= self.file.problems.len() || self.only_reveals(fixes, &after, &problems) {
            return Ok(after);
        }
        Err(Refusal("the file would have no fewer problems"))
    }

    /// Whether a single misspelt key hid the present problems: all of them are below its line.
    fn only_reveals(&self, fixes: &[&Fix], after: &str, problems: &[Problem]) -> bool {
        let [fix] = fixes else { return false };
        let Some(Edit::Set { at, .. }) = fix.edits().next() else { return false };
        let lines = Lines::new(after);
        let line = lines.line(at.start);
        let old_lines = Lines::new(&self.source.text);
        let on_line = |problems: &[Problem], lines: &Lines<'_>| {
            problems.iter().filter(|problem| lines.line(problem.span.start) == line).count()
        };
        let above = |problems: &[Problem], lines: &Lines<'_>| {
            problems.iter().filter(|problem| lines.line(problem.span.start) < line).count()
        };
        on_line(problems, &lines) < on_line(&self.file.problems, &old_lines)
            && above(problems, &lines) <= above(&self.file.problems, &old_lines)
    }
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
