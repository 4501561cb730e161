//! `stale-guardrail`.

use super::super::{Check, Context, Rule};
use super::guardrails::{guardrails, is_followed, last_reading};
use super::how_to_pull;
use crate::finding::{Level, Remark};
use crate::goals::{Day, Measured, MetricView};
use crate::score::cadence::{overdue, reading_allowed};

pub(super) static RULE: Rule = Rule {
    name: "stale-guardrail",
    summary: "a guardrail that has not been read for longer than its cadence allows",
    page: include_str!("stale_guardrail.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    if !is_followed(context) {
        return;
    }
    for metric in guardrails(context.workspace) {
        let allowed = reading_allowed(&metric, context.settings);
        let Some(last) = last_reading(&metric, context.as_of) else {
            if let Some(remark) = never_read(context, &metric, allowed) {
                context.report(remark);
            }
            continue;
        };
        if let Some(age) = overdue(last.day, context.as_of, allowed) {
            context.report(not_read(&metric, &last, age, allowed, context.as_of));
        }
    }
}

/// A guardrail that the objectives of this quarter name and that has no reading, once the quarter is older than its cadence.
fn never_read(context: &Context<'_>, metric: &MetricView<'_>, allowed: i64) -> Option<Remark> {
    let (workspace, as_of) = (context.workspace, context.as_of);
    let quarter = workspace.calendar.quarter_of(as_of);
    let age = as_of.days_since(workspace.calendar.first_day(quarter));
    let id = metric.id()?;
    let fields = metric.metric;
    if age <= allowed
        || metric.lists().any(|list| !list.is_absent())
        || !fields.equals.is_absent()
        // Without one, `guardrail-without-limit` comes first.
        || !metric.has_limit()
    {
        return None;
    }
    let mut objectives = workspace.objectives().filter(|objective| objective.quarter() == Some(quarter));
    objectives.find(|objective| objective.guardrails().iter().any(|(named, _)| *named == id))?;
    let message = format!("“{}” has no reading, so nobody knows whether it holds", metric.name());
    let by_hand = || format!("add where it stands: `readings: [{{date: {as_of}, value: ...}}]`");
    let help = how_to_pull(*metric).unwrap_or_else(by_hand);
    Some(Remark::new(metric.heading(), message).help(help))
}

/// A last reading that is too old, at its date.
pub(super) fn not_read(
    metric: &MetricView<'_>,
    last: &Measured<'_>,
    age: i64,
    allowed: i64,
    as_of: Day,
) -> Remark {
    let place = last.check_in.date().span().unwrap_or(last.span);
    let message = format!("the last reading of “{}” is {age} days old; {allowed} are allowed", metric.name());
    let by_hand = || {
        format!(
            "add today's value, even if it has not moved: `- {{date: {as_of}, value: ...}}`; it was `{}`",
            last.value.text()
        )
    };
    Remark::new(place, message).help(how_to_pull(*metric).unwrap_or_else(by_hand))
}
