//! `breached-guardrail`.

use super::super::{Check, Context, Rule};
use super::guardrails::{guardrails, last_state};
use crate::finding::{Level, Remark};
use crate::goals::values::Aggregate;
use crate::goals::{Measured, MetricView};
use crate::score::{GuardrailCard, GuardrailState, limits};

pub(super) static RULE: Rule = Rule {
    name: "breached-guardrail",
    summary: "a guardrail whose last reading is past its limit",
    page: include_str!("breached_guardrail.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    for metric in guardrails(context.workspace) {
        if let Some((last, card)) = last_state(context, &metric)
            && card.state == GuardrailState::Breached
        {
            context.report(remark(&metric, &last, &card));
        }
    }
}

fn remark(metric: &MetricView<'_>, last: &Measured<'_>, card: &GuardrailCard) -> Remark {
    let value = card.latest.as_ref().map_or(last.value.text(), |latest| latest.value.text());
    let allowed = limits(card.at_least.as_ref(), card.at_most.as_ref());
    let since = card.since.filter(|since| *since != last.day);
    let since = since.map_or_else(String::new, |since| format!(", breached since {}", since.short()));
    let is_at = match metric.metric.aggregate.get() {
        Some(Aggregate::Sum) => "adds up to",
        Some(Aggregate::Mean) => "has a mean of",
        _ => "is at",
    };
    let (name, day) = (metric.name(), last.day.short());
    let message = format!("“{name}” {is_at} `{value}` on {day}; the limit is {allowed}{since}");
    let place = last.check_in.value().span().unwrap_or(last.span);
    let help =
        "deal with this first, and say how in the reading's `note`; no target is worth a breached guardrail";
    let remark = Remark::new(place, message).help(help).related(metric.heading(), "the guardrail");
    if card.is_critical { remark.raised_to(Level::Error) } else { remark }
}
