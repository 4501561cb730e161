//! `annual-cycle`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::{Cycle, GoalFile, Quarter};

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
    let Some((&Cycle::Longer(year), span)) = file.content.quarter.located() else { return };
    if file.content.objectives.items().is_empty() {
        return;
    }
    let written = context.workspace.sources.text(span).trim_matches(['"', '\'']);
    let message = format!("`{written}` is longer than a quarter: too long to learn from and to correct");
    let today = context.workspace.calendar.quarter_of(context.as_of);
    let remark = Remark::new(span, message);
    context.report(match first_quarter(written, year, today) {
        Some(quarter) => {
            let end = context.workspace.calendar.last_day(quarter);
            remark.help(format!(
                "write `quarter: {quarter}` and how far you want to be by {}; the long way can go into `why`",
                end.short()
            ))
        }
        None => remark.help("write one quarter, and how far you want to be at its end"),
    });
}

/// The quarter to begin with: today's, where a whole year is written, else the first one that is named.
fn first_quarter(written: &str, year: u16, today: Quarter) -> Option<Quarter> {
    let rest = written.get(4..).unwrap_or_default();
    let number = match rest.strip_prefix("-Q").and_then(|rest| rest.chars().next()?.to_digit(10)) {
        Some(number) => number as u8,
        None if rest == "-H2" => 3,
        None if rest.is_empty() && today.year() == year => today.number(),
        None => 1,
    };
    Quarter::new(year, number)
}
