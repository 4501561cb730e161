//! `output-objective`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::ObjectiveView;

pub(super) static RULE: Rule = Rule {
    name: "output-objective",
    summary: "an objective that delivers things",
    page: include_str!("output_objective.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Objective(check),
};

fn check(context: &mut Context<'_>, objective: ObjectiveView<'_>) {
    let Some(reading) = objective.reading() else { return };
    let Some(words) = &reading.output else { return };
    let place = objective.spoken(words);
    let said = objective.workspace.sources.text(place).trim();
    let remark = Remark::new(place, format!("“{said}” is work to deliver; an objective says what it is for")).help(
        "ask what becomes possible for whom once it is delivered, and write that; keep the delivery as an initiative",
    );
    // One may also build trust, or establish a rhythm.
    context.report(if reading.ships { remark } else { remark.at_most(Level::Warning) });
}
