//! `missing-guardrail`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::{Aim, GoalFile, ObjectiveView};

pub(super) static RULE: Rule = Rule {
    name: "missing-guardrail",
    summary: "an objective that does not say what must not get worse",
    page: include_str!("missing_guardrail.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, file: &GoalFile) {
    if file.damaged || file.content.objectives.items().is_empty() {
        return;
    }
    let workspace = context.workspace;
    let help = help(context.facts.guardrails());
    let pursued = workspace.objectives_of(file).filter(|objective| objective.key_results().next().is_some());
    let pursued: Vec<ObjectiveView<'_>> = pursued.collect();
    let knows_guardrails = pursued.iter().any(|objective| names_guardrail(*objective));
    let without: Vec<ObjectiveView<'_>> = pursued
        .into_iter()
        .filter(|objective| !names_guardrail(*objective) && !holds_a_limit(*objective))
        .collect();
    match without[..] {
        // A file without any guardrail is one habit, not as many mistakes as it has objectives.
        [first, _, ..] if !knows_guardrails => context.report(
            Remark::new(
                first.heading(),
                format!("{} objectives here do not say what must not get worse on the way", without.len()),
            )
            .help(&help),
        ),
        _ => {
            for objective in without {
                let message = "nothing says what must not get worse on the way there";
                context.report(Remark::new(objective.heading(), message).help(&help));
            }
        }
    }
}

/// Whether it names a guardrail, or pushes a metric with a counter-metric.
fn names_guardrail(objective: ObjectiveView<'_>) -> bool {
    let own = &objective.objective.guardrails;
    let of_file = &objective.file.content.guardrails;
    // An empty list overrides the file's guardrails: a decision, but not a guardrail. A list with mistakes in it was
    // meant to be one.
    let is_wrong_on_file = own.is_absent() && of_file.get().is_none() && !of_file.is_absent();
    let is_wrong_here =
        own.get().map_or(!own.is_absent(), |list| list.iter().any(|item| item.get().is_none()));
    is_wrong_on_file
        || is_wrong_here
        || !objective.guardrails().is_empty()
        || objective.key_results().any(|key_result| {
            key_result.metric().is_some_and(|metric| !metric.metric.counter_metric.is_absent())
        })
}

/// A key result that holds a limit is a guardrail in all but name.
fn holds_a_limit(objective: ObjectiveView<'_>) -> bool {
    objective.key_results().any(|key_result| matches!(key_result.aim(), Some(Aim::Hold { .. })))
}

/// Names the guardrails there are, or shows how to define one.
fn help(guardrails: &[&str]) -> String {
    let ids = &guardrails[..guardrails.len().min(3)];
    match ids {
        [] => "define what must stay as it is at the top of a file, like `guardrails: [{id: complaints, at_most: 20 \
               per week}]`, and name it here: `guardrails: [complaints]`"
            .to_owned(),
        [only] => format!("name it, like `guardrails: [{only}]`"),
        [first, ..] => {
            format!("name it, like `guardrails: [{first}]`; there are {}", listed(ids))
        }
    }
}

fn listed(ids: &[&str]) -> String {
    ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}
