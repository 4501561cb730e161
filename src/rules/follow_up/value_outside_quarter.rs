//! `value-outside-quarter`.

use super::super::{Check, Context, Rule};
use super::check_ins::followed_quarter;
use crate::finding::{Level, Remark};
use crate::goals::{Day, GoalFile, Measured, Quarter};

pub(super) static RULE: Rule = Rule {
    name: "value-outside-quarter",
    summary: "a reading dated just after the quarter it belongs to",
    page: include_str!("value_outside_quarter.md"),
    level: Level::Note,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

/// How long after a quarter a reading is likely to be about its end, in days.
const AFTER: i64 = 5;

/// Several key results may wait for one reading: findings that say the same of the same words are one.
fn check<'c>(context: &mut Context<'c>, file: &'c GoalFile) {
    let workspace = context.workspace;
    let quarter = workspace.calendar.last_ended(context.as_of);
    if followed_quarter(file) != Some(quarter) {
        return;
    }
    for (key_result, track) in
        context.tracks(file).iter().filter(|(view, _)| view.key_result.grade.is_absent())
    {
        let Some(metric) = key_result.key_result.metric.get() else { continue };
        let last = track.seen().last().map(|last| last.day);
        if let Some(reading) = outside(context, metric, last, quarter) {
            let remark = remark(context, &reading, quarter);
            context.report(remark.related(key_result.heading(), "the key result it would settle"));
        }
    }
    for objective in workspace.objectives_of(file) {
        for (metric, _) in objective.guardrails() {
            let last_day = workspace.calendar.last_day(quarter);
            let readings = context.facts.readings().of_metric(metric);
            let inside = &readings[..readings.partition_point(|reading| reading.day <= last_day)];
            let last = inside.last().map(|last| last.day);
            if let Some(reading) = outside(context, metric, last, quarter) {
                let remark = remark(context, &reading, quarter);
                context.report(remark.related(objective.heading(), "the objective whose guardrail it is"));
            }
        }
    }
}

/// A metric's first reading after the quarter, where it is near its end and nothing was measured in its last days. A key
/// result's own check-ins outside the quarter are left to `check-in-dates`.
fn outside<'c>(
    context: &Context<'c>,
    metric: &str,
    last: Option<Day>,
    quarter: Quarter,
) -> Option<Measured<'c>> {
    let last_day = context.workspace.calendar.last_day(quarter);
    let is_known = last.is_some_and(|last| last > last_day.plus_days(-AFTER));
    let readings = context.facts.readings().of_metric(metric);
    let after = *readings.get(readings.partition_point(|reading| reading.day <= last_day))?;
    let is_near = after.day <= last_day.plus_days(AFTER) && after.day <= context.as_of;
    (is_near && !is_known).then_some(after)
}

fn remark(context: &Context<'_>, reading: &Measured<'_>, quarter: Quarter) -> Remark {
    let last_day = context.workspace.calendar.last_day(quarter);
    let place = reading.check_in.date().span().unwrap_or(reading.span);
    let message =
        format!("{} is after {quarter}, which ended on {last_day}: it does not count for it", reading.day);
    let help =
        format!("the date is the day a value is about: if this is how {quarter} ended, write `{last_day}`");
    Remark::new(place, message).help(help)
}
