//! `stale-guardrail`.

use super::super::{Check, Context, Rule};
use super::guardrails::{guardrails, is_followed, last_reading};
use crate::finding::{Level, Remark};
use crate::goals::{Day, Measured, MetricView};
use crate::score::cadence::{overdue, reading_allowed};

pub(super) static RULE: Rule = Rule {
    name: "stale-guardrail",
    summary: "a guardrail that nobody has read for longer than its cadence allows",
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
        let Some(last) = last_reading(&metric, context.as_of) else { continue };
        let allowed = reading_allowed(&metric, context.settings);
        if let Some(age) = overdue(last.day, context.as_of, allowed) {
            context.report(not_read(&metric, &last, age, allowed, context.as_of));
        }
    }
}

/// A last reading that is too old, at its date.
pub(super) fn not_read(
    metric: &MetricView<'_>,
    last: &Measured<'_>,
    age: i64,
    allowed: i64,
    as_of: Day,
) -> Remark {
    let place = last.check_in.date.span().unwrap_or(last.span);
    let message = format!("the last reading of “{}” is {age} days old; {allowed} are allowed", metric.name());
    Remark::new(place, message).help(format!(
        "add where it stands today, also when it has not moved: `- {{date: {as_of}, value: ...}}`; it was `{}`",
        last.value.text()
    ))
}
