//! `value-outside-quarter`.

use super::super::facts::Track;
use super::super::{Check, Context, Rule};
use super::check_ins::followed_quarter;
use crate::finding::{Level, Remark};
use crate::goals::{Day, GoalFile, KeyResultView, Measured, Quarter};

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
    let last = workspace.calendar.last_ended(context.as_of);
    if followed_quarter(file) != Some(last) {
        return;
    }
    for (key_result, track) in context.tracks(file).iter() {
        if let Some(reading) = outside(context, *key_result, track, last) {
            context.report(remark(*key_result, &reading, last, workspace.calendar.last_day(last)));
        }
    }
}

/// The metric's first reading after the quarter, where it is near its end and nothing was measured in its last days.
/// A key result's own check-ins outside the quarter are left to `check-in-dates`.
fn outside<'w>(
    context: &Context<'w>,
    key_result: KeyResultView<'w>,
    track: &Track<'w>,
    quarter: Quarter,
) -> Option<Measured<'w>> {
    if !key_result.key_result.grade.is_absent() {
        return None;
    }
    let last_day = context.workspace.calendar.last_day(quarter);
    let is_known = track.seen().last().is_some_and(|last| last.day > last_day.plus_days(-AFTER));
    let readings = context.facts.readings().of_metric(key_result.key_result.metric.get()?);
    let after = *readings.get(readings.partition_point(|reading| reading.day <= last_day))?;
    let is_near = after.day <= last_day.plus_days(AFTER) && after.day <= context.as_of;
    (is_near && !is_known).then_some(after)
}

fn remark(key_result: KeyResultView<'_>, reading: &Measured<'_>, quarter: Quarter, last_day: Day) -> Remark {
    let place = reading.check_in.date().span().unwrap_or(reading.span);
    let message =
        format!("{} is after {quarter}, which ended on {last_day}: it does not count for it", reading.day);
    let help =
        format!("the date is the day a value is about: if this is how {quarter} ended, write `{last_day}`");
    Remark::new(place, message).help(help).related(key_result.heading(), "the key result it would settle")
}
