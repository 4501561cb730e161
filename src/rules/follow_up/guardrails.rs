//! The guardrails that somebody relies on, and their states.

use super::super::Context;
use crate::goals::{Day, Measured, MetricRole, MetricView, Workspace};
use crate::score::GuardrailCard;
use crate::score::guardrail::{Days, guardrail};
use std::collections::HashSet;

/// Every guardrail, and every other metric that an objective names as one. Files that cannot be read completely are left
/// out: a later reading may be there.
pub(super) fn guardrails(workspace: &Workspace) -> impl Iterator<Item = MetricView<'_>> {
    let named: HashSet<&str> =
        workspace.objectives().flat_map(|view| view.guardrails()).map(|(id, _)| id).collect();
    let is_guardrail = move |metric: &MetricView<'_>| {
        metric.role == MetricRole::Guardrail || metric.id().is_some_and(|id| named.contains(id))
    };
    workspace.metrics().filter(move |metric| is_guardrail(metric) && !metric.file.damaged)
}

/// A guardrail's last reading up to the current day, and its state in the current quarter.
pub(super) fn last_state<'w>(
    context: &Context<'w>,
    metric: &MetricView<'w>,
) -> Option<(Measured<'w>, GuardrailCard)> {
    let last = last_reading(metric, context.as_of)?;
    let calendar = context.workspace.calendar;
    let quarter = calendar.quarter_of(context.as_of);
    let days =
        Days { first: calendar.first_day(quarter), last: calendar.last_day(quarter), as_of: context.as_of };
    Some((last, guardrail(metric, days, context.settings)))
}

/// The last reading up to a day; `None` if some reading cannot be read, for it may be a later one.
pub(super) fn last_reading<'w>(metric: &MetricView<'w>, as_of: Day) -> Option<Measured<'w>> {
    let mut items = metric.lists().flat_map(|list| list.items());
    let is_readable = items.all(|item| item.get().is_some_and(|reading| reading.is_measured()));
    let seen = metric.readings().into_iter().rfind(|reading| reading.day <= as_of);
    seen.filter(|_| is_readable)
}

/// Whether anybody follows up: some objective's quarter is running, or there are no objectives.
pub(super) fn is_followed(context: &Context<'_>) -> bool {
    let current = context.workspace.calendar.quarter_of(context.as_of);
    let mut quarters = context.workspace.objectives().map(|objective| objective.quarter()).peekable();
    quarters.peek().is_none() || quarters.any(|quarter| quarter == Some(current))
}
