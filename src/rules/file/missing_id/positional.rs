//! References that name an objective or key result by its place: `growth/o1/kr2`.

use crate::goals::{KeyResultView, ObjectiveView, Quarter, Target, Workspace};
use crate::source::{FileId, Span};
use std::collections::HashMap;

/// An objective by file and place, or a key result by its place in one.
pub(super) type Item = (FileId, usize, Option<usize>);

/// A reference that has to change once the thing it names has an id.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    pub(super) span: Span,
    /// The text before and after the name in the reference.
    before: String,
    after: String,
}

impl Reference {
    /// The reference with an id instead of the name.
    pub(super) fn with(&self, id: &str) -> String {
        format!("{}{id}{}", self.before, self.after)
    }
}

/// The references by what they name.
pub(super) fn references(workspace: &Workspace) -> HashMap<Item, Vec<Reference>> {
    let mut found: HashMap<Item, Vec<Reference>> = HashMap::new();
    for objective in workspace.objectives() {
        let supports = objective.objective.supports.readable();
        let needs = objective.key_results().flat_map(|view| view.key_result.depends_on.readable());
        for (text, span) in supports.chain(needs) {
            note(workspace, objective.quarter(), text, span, &mut found);
        }
        for (initiative, _) in objective.objective.initiatives.readable() {
            for (text, span) in initiative.0.bets_on.readable() {
                match key_result_of(objective, text.trim()).filter(|_| !text.contains('/')) {
                    Some(view) => add(&mut found, item(view), span, text, 0),
                    None => note(workspace, objective.quarter(), text, span, &mut found),
                }
            }
        }
    }
    found
}

/// The key result of an objective that has this name because of its place.
fn key_result_of<'w>(objective: ObjectiveView<'w>, name: &str) -> Option<KeyResultView<'w>> {
    let mut by_place = objective.key_results().filter(|view| view.key_result.id.is_absent());
    by_place.find(|view| view.id() == name)
}

fn item(view: KeyResultView<'_>) -> Item {
    (view.span.file, view.objective.position, Some(view.position))
}

fn note(
    workspace: &Workspace,
    quarter: Option<Quarter>,
    text: &str,
    span: Span,
    found: &mut HashMap<Item, Vec<Reference>>,
) {
    match workspace.resolve(text, quarter) {
        Some(Target::Objective(view)) => add_objective(found, view, span, text, 0),
        Some(Target::KeyResult(view)) => {
            add_objective(found, view.objective, span, text, 1);
            if view.key_result.id.is_absent() {
                add(found, item(view), span, text, 0);
            }
        }
        Some(Target::Metric(_)) | None => {}
    }
}

fn add_objective(
    found: &mut HashMap<Item, Vec<Reference>>,
    view: ObjectiveView<'_>,
    span: Span,
    text: &str,
    from_end: usize,
) {
    if view.objective.id.is_absent() {
        add(found, (view.span.file, view.position, None), span, text, from_end);
    }
}

/// Notes a reference in which the name is the last part but so many.
fn add(found: &mut HashMap<Item, Vec<Reference>>, item: Item, span: Span, text: &str, from_end: usize) {
    let parts: Vec<&str> = text.trim().split('/').collect();
    let Some(at) = parts.len().checked_sub(from_end + 1) else { return };
    let before: String = parts[..at].iter().flat_map(|part| [*part, "/"]).collect();
    let after: String = parts[at + 1..].iter().flat_map(|part| ["/", *part]).collect();
    found.entry(item).or_default().push(Reference { span, before, after });
}
