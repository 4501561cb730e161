//! `value-outside-quarter`.

use super::super::{Check, Context, Rule};
use super::check_ins::followed_quarter;
use crate::finding::{Level, Remark};
use crate::goals::values::Aggregate;
use crate::goals::{Day, GoalFile, Measured, Quarter};
use crate::score::aggregate_of;
use crate::source::Excerpt;
use chrono::Datelike as _;

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
    let calendar = context.workspace.calendar;
    match followed_quarter(file) {
        Some(quarter) if quarter == calendar.quarter_of(context.as_of) => {
            totals_of_months(context, file, quarter)
        }
        Some(quarter) if quarter == calendar.last_ended(context.as_of) => {
            totals_of_months(context, file, quarter);
            after_the_end(context, file, quarter);
        }
        _ => {}
    }
}

/// Totals of months that are dated the day after their month: that of the month before the quarter counts in it.
fn totals_of_months<'c>(context: &mut Context<'c>, file: &'c GoalFile, quarter: Quarter) {
    let first_day = context.workspace.calendar.first_day(quarter);
    for (key_result, track) in context.tracks(file).iter() {
        let is_pulled = track.metric.is_some_and(|metric| metric.is_pulled());
        if is_pulled || aggregate_of(key_result) != Aggregate::Sum {
            continue;
        }
        let id = key_result.key_result.metric.get().map_or("", Excerpt::as_str);
        let readings = context.facts.readings().of_metric(id);
        let later =
            readings.iter().filter(|reading| !context.workspace.calendar.contains(quarter, reading.day));
        let days = track.seen().iter().chain(later.filter(|reading| reading.day > first_day));
        let days: Vec<Day> = days.map(|value| value.day).collect();
        let Some(first) = track.seen().first().filter(|first| first.day == first_day) else { continue };
        if !are_totals_of_the_month_before(&days, context.as_of) {
            continue;
        }
        let (day, eve) = (first.day, first_day.plus_days(-1));
        let last = days.last().unwrap_or(&day);
        let message = format!(
            "{day} counts in {quarter}, and seems to be the total of the month before it: each value is dated the day after its \
             month, the last {last}"
        );
        let help =
            format!("the date is the day a value is about: write the last day of each month, here `{eve}`");
        let place = first.check_in.date().span().unwrap_or(first.span);
        let remark = Remark::new(place, message).help(help);
        context.report(remark.related(key_result.heading(), "the key result that adds them up"));
    }
}

/// Whether values are dated the first of a month, one for each month, and the last the first of a month that is not over: nobody
/// has its total yet.
fn are_totals_of_the_month_before(days: &[Day], as_of: Day) -> bool {
    let month = |day: &Day| day.0.year() * 12 + day.0.month0() as i32;
    let is_monthly = days.windows(2).all(|pair| month(&pair[1]) == month(&pair[0]) + 1);
    let is_on_first = days.iter().all(|day| day.0.day() == 1);
    days.len() >= 2
        && is_monthly
        && is_on_first
        && days.last().is_some_and(|last| month(last) == month(&as_of))
}

/// Readings just after the quarter, which are likely to be about its end.
fn after_the_end<'c>(context: &mut Context<'c>, file: &'c GoalFile, quarter: Quarter) {
    let workspace = context.workspace;
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
