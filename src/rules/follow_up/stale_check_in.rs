//! `stale-check-in`.

use super::super::facts::LastLook;
use super::super::{Check, Context, Rule};
use super::check_ins::followed_quarter;
use super::how_to_pull;
use crate::finding::{Level, Remark};
use crate::goals::{Day, GoalFile, KeyResultView, Measured, MetricView, Origin};
use crate::score::cadence::{check_in_allowed, overdue};
use crate::score::is_done;
use crate::score::pace::EARLY_DAYS;

pub(super) static RULE: Rule = Rule {
    name: "stale-check-in",
    summary: "a key result that has not been checked for longer than its cadence allows",
    page: include_str!("stale_check_in.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

/// How many of the others a finding about several points at.
const MOST_RELATED: usize = 3;

/// What a look at a file found.
#[derive(Default)]
struct Silence<'w> {
    /// Key results without any check-in for too long.
    unmeasured: Vec<KeyResultView<'w>>,
    /// Some key result has a check-in.
    is_followed: bool,
}

fn check<'c>(context: &mut Context<'c>, file: &'c GoalFile) {
    let workspace = context.workspace;
    let quarter = workspace.calendar.quarter_of(context.as_of);
    if followed_quarter(file) != Some(quarter) {
        return;
    }
    let first_day = workspace.calendar.first_day(quarter);
    let mut silence = Silence::default();
    for (key_result, track) in context.tracks(file).iter() {
        let key_result = *key_result;
        // A grade given early says that this one is settled.
        if !key_result.key_result.grade.is_absent() || track.has_early_check_in {
            continue;
        }
        let allowed = check_in_allowed(track.metric.as_ref(), context.settings);
        match track.last_look() {
            Some(last) => {
                silence.is_followed = true;
                let is_open = |_: &i64| !is_done(&key_result, track.seen());
                let old_value = || {
                    let value = track.seen().last().filter(|value| value.day < last.day)?;
                    let age = overdue(value.day, context.as_of, 2 * allowed).filter(is_open)?;
                    Some(without_value(key_result, value, age, last.day))
                };
                match overdue(last.day, context.as_of, allowed).filter(is_open) {
                    Some(age) => {
                        context.report(stale(key_result, &last, track.metric, age, allowed, context.as_of));
                    }
                    None => old_value().into_iter().for_each(|remark| context.report(remark)),
                }
            }
            None if overdue(track.start, context.as_of, allowed.max(EARLY_DAYS)).is_some() => {
                silence.unmeasured.push(key_result);
            }
            None => {}
        }
    }
    report_unmeasured(context, first_day, &silence);
}

/// The place is that of the last date: a reading that several key results wait for is one finding.
fn stale(
    key_result: KeyResultView<'_>,
    last: &LastLook<'_>,
    metric: Option<MetricView<'_>>,
    age: i64,
    allowed: i64,
    as_of: Day,
) -> Remark {
    let of_metric = metric.filter(|_| last.value.is_some_and(|value| value.origin == Origin::Metric));
    let what = match of_metric {
        Some(metric) => format!("last reading of “{}”", metric.name()),
        None => "last check-in".to_owned(),
    };
    let message = format!("the {what} is {age} days old; {allowed} are allowed");
    let was = last.value.map_or_else(String::new, |value| format!("; it was `{}`", value.value.text()));
    let help = of_metric.and_then(how_to_pull).unwrap_or_else(|| {
        format!("add today's value, even if it has not moved: `- {{date: {as_of}, value: ...}}`{was}")
    });
    let remark = Remark::new(last.place, message).help(help);
    match of_metric {
        Some(_) => remark.related(key_result.heading(), "what it measures"),
        None => remark,
    }
}

/// Somebody looks, and nobody measures.
fn without_value(key_result: KeyResultView<'_>, value: &Measured<'_>, age: i64, looked: Day) -> Remark {
    let message =
        format!("no new value for {age} days; the last, `{}`, is from {}", value.value.text(), value.day);
    let help = format!(
        "measure it, or say in its `note` when that will be possible; it was looked at on {looked}, which moves no score"
    );
    Remark::new(value.span, message).help(help).related(key_result.heading(), "the key result")
}

/// However many key results a team never looked at, that is one habit to change.
fn report_unmeasured(context: &mut Context<'_>, first_day: Day, silence: &Silence<'_>) {
    let since = format!("since the quarter began on {}", first_day.short());
    let entry = format!("{{date: {}, value: ...}}", context.as_of);
    let remark = match silence.unmeasured.as_slice() {
        [] => return,
        [only] => {
            let pulled = only.metric().and_then(how_to_pull);
            let help = match only.key_result.metric.get() {
                _ if pulled.is_some() => pulled.unwrap_or_default(),
                Some(metric) => {
                    format!("add to the readings of `{metric}` today's value: `- {entry}`")
                }
                None => format!("add today's value: `check_ins: [{entry}]`"),
            };
            Remark::new(only.heading(), format!("no check-in {since}")).help(help)
        }
        [first, others @ ..] => {
            let count = others.len() + 1;
            let (place, message) = if silence.is_followed {
                (first.heading(), format!("{count} key results here have no check-in {since}"))
            } else {
                let message = format!("none of the {count} key results here has a check-in {since}");
                (first.objective.heading(), message)
            };
            let help =
                format!("add to each today's value: `check_ins: [{entry}]`, and again every week or two");
            let shown = others.iter().filter(|_| silence.is_followed).take(MOST_RELATED);
            shown.fold(Remark::new(place, message).help(help), |remark, other| {
                remark.related(other.heading(), "this one has none either")
            })
        }
    };
    context.report(remark);
}
