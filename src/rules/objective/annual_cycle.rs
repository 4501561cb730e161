//! `annual-cycle`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::{Cycle, GoalFile, Quarter, Quarters};

pub(super) static RULE: Rule = Rule {
    name: "annual-cycle",
    summary: "objectives set for longer than a quarter",
    page: include_str!("annual_cycle.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

fn check(context: &mut Context<'_>, file: &GoalFile) {
    let Some((&Cycle::Longer(quarters), span)) = file.content.quarter.located() else { return };
    if file.content.objectives.items().is_empty() {
        return;
    }
    let written = context.workspace.sources.text(span).trim_matches(['"', '\'']);
    let message = format!("`{written}` is longer than a quarter: too long to learn from and correct");
    let today = context.workspace.calendar.quarter_of(context.as_of);
    let remark = Remark::new(span, message);
    let quarter = first_quarter(quarters, today);
    let end = context.workspace.calendar.last_day(quarter);
    context.report(remark.help(format!(
        "write `quarter: {quarter}` and how far you want to be by {}; the rest can go into `why`",
        end.short()
    )));
}

/// The quarter to begin with: today's, where a whole year is written, otherwise the first one.
fn first_quarter(quarters: Quarters, today: Quarter) -> Quarter {
    if quarters.is_year() && quarters.contains(today) { today } else { quarters.first }
}
