//! `numeric-objective`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::ObjectiveView;

pub(super) static RULE: Rule = Rule {
    name: "numeric-objective",
    summary: "an objective that is a metric target",
    page: include_str!("numeric_objective.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Objective(check),
};

fn check(context: &mut Context<'_>, objective: ObjectiveView<'_>) {
    let Some(words) = objective.reading().and_then(|reading| reading.numeric.as_ref()) else {
        return;
    };
    context.report(
        Remark::new(objective.spoken(words), "a number in an objective: this is a target, not a direction").help(
            "say in words what will be different for the people you serve, and move the number into a key result",
        ),
    );
}
