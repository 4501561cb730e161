//! Whether a changed file keeps what the fixes promised: what they were offered for is put right and nothing that could be read
//! is worse, or the goals are the same.

use crate::goals::{Aim, Figure, GoalFile, Workspace, gets_further, hides_field, puts_right};
use crate::prose::Vocabulary;
use crate::quantity::Quantity;
use crate::source::{FileId, SourceFile};
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
        GoalFile::read_untried(&source, self.file.id, self.vocabulary)
    }

    /// Lets a text pass that has fewer problems than another, after some edits of characters, and no field within a text.
    pub(super) fn fewer_problems(
        &self,
        before: &str,
        edits: &[Edit],
        after: String,
    ) -> Result<String, Refusal> {
        let (old, new) = (self.read(before).problems, self.read(&after).problems);
        if hides_field(edits.iter(), &after) {
            return Err(Refusal("a field would become part of a text"));
        }
        match new.len() < old.len() || gets_further((before, &old), edits, (&after, &new)) {
            true => Ok(after),
            false => Err(Refusal("the file would have no fewer problems")),
        }
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
        let (before, old) = (self.source.text.as_str(), self.file.problems.as_slice());
        match puts_right((before, old), fixes, (&after, &problems)) {
            true => Ok(after),
            false => Err(Refusal("the file would have no fewer problems")),
        }
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
