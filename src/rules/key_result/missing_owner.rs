//! `missing-owner`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::values::Level as Whose;
use crate::goals::{GoalFile, KeyResultView, ObjectiveView, says_nothing};

pub(super) static RULE: Rule = Rule {
    name: "missing-owner",
    summary: "a key result without an owner",
    page: include_str!("missing_owner.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, file: &GoalFile) {
    if file.damaged || is_owned_as_a_whole(file) {
        return;
    }
    let objectives: Vec<ObjectiveView<'_>> = context.workspace.objectives_of(file).collect();
    let with_key_results = || objectives.iter().filter(|objective| objective.key_results().next().is_some());
    let Some(first) = with_key_results().next() else { return };
    if with_key_results().all(nobody_owns_it) {
        context.report(whole_file(file, first));
        return;
    }
    for objective in with_key_results() {
        if nobody_owns_it(objective) {
            context.report(whole_objective(objective));
        } else {
            let unowned = objective.key_results().filter(|key_result| !has_owner(*key_result));
            unowned.for_each(|key_result| context.report(one(key_result)));
        }
    }
}

/// By the file's owner, or because they are one person's goals.
fn is_owned_as_a_whole(file: &GoalFile) -> bool {
    let is_personal = file.content.level.get() == Some(&Whose::Individual);
    !says_nothing(&file.content.owner) || (is_personal && !file.content.person.is_absent())
}

/// An owner that could not be read is still one.
fn has_owner(key_result: KeyResultView<'_>) -> bool {
    !says_nothing(&key_result.key_result.owner) || !says_nothing(&key_result.objective.objective.owner)
}

fn nobody_owns_it(objective: &ObjectiveView<'_>) -> bool {
    !objective.key_results().any(has_owner)
}

fn whole_file(file: &GoalFile, first: &ObjectiveView<'_>) -> Remark {
    if let Some((owner, span)) = file.content.owner.located() {
        return Remark::new(
            span,
            format!("`{}` is nobody, so these key results have no owner", owner.as_str()),
        )
        .help("name the person to ask, like `owner: ana`");
    }
    let (place, line) = match file.content.team.located() {
        Some((team, span)) => (span, format!("under `team: {}`", team.as_str())),
        None => (first.heading(), "above `objectives:`".to_owned()),
    };
    Remark::new(place, "these key results have no owner").help(format!(
        "add an owner {line}, like `owner: ana`: it covers the whole file; objectives and key results can have their own"
    ))
}

fn whole_objective(objective: &ObjectiveView<'_>) -> Remark {
    Remark::new(objective.heading(), "the key results of this objective have no owner")
        .help("add an owner to the objective, like `owner: ana`: it covers its key results")
}

fn one(key_result: KeyResultView<'_>) -> Remark {
    Remark::new(key_result.heading(), "this key result has no owner")
        .help("add an owner, like `owner: ana`; on the objective it covers the other key results too")
}
