//! Two files that hold versions of the same goals: a copy that somebody has edited since.

use crate::changes::{plain, says_the_same};
use crate::goals::{GoalFile, ObjectiveView, Workspace};

/// More objectives than anybody copies; comparing all with all takes its time.
const MOST_COMPARED: usize = 12;

/// Whether two files want to achieve the same, perhaps with other numbers. Where one of them has more, neither is only a copy, and
/// deleting it would lose something.
pub(super) fn are_of_one(workspace: &Workspace, file: &GoalFile, other: &GoalFile) -> bool {
    let objectives = |file| workspace.objectives_of(file).take(MOST_COMPARED + 1).collect::<Vec<_>>();
    let (own, others) = (objectives(file), objectives(other));
    let has_version = |one: &ObjectiveView<'_>| others.iter().any(|other| are_one(*one, *other));
    own.len() == others.len() && own.len() <= MOST_COMPARED && own.iter().all(has_version)
}

/// Whether two objectives of the same name say the same, or are measured by the same.
pub(super) fn are_one(one: ObjectiveView<'_>, other: ObjectiveView<'_>) -> bool {
    let (text, others) = (one.text(), other.text());
    if one.id() != other.id() {
        return false;
    }
    !text.is_empty() && says_the_same(text, others) || have_same_measures(one, other)
}

/// Whether most key results of both are the same but for their numbers.
fn have_same_measures(one: ObjectiveView<'_>, other: ObjectiveView<'_>) -> bool {
    let is_named = |objective: ObjectiveView<'_>| objective.objective.id.get().is_some();
    if !is_named(one) || !is_named(other) {
        return false;
    }
    let measures = |objective: ObjectiveView<'_>| -> Vec<String> {
        objective.key_results().take(MOST_COMPARED).map(|view| without_numbers(view.text())).collect()
    };
    let (own, others) = (measures(one), measures(other));
    let shared = own.iter().filter(|measure| !measure.is_empty() && others.contains(measure)).count();
    shared > 0 && 2 * shared > own.len().max(others.len())
}

fn without_numbers(text: &str) -> String {
    let plain = plain(text);
    let words = plain.split(' ').filter(|word| !word.contains(|c: char| c.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ")
}
