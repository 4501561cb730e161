//! The metrics and guardrails of the JSON contract.

use super::{CheckIn, Value, check_in, value, word};
use crate::goals::MetricRole;
use crate::goals::values::{Better, Indicator};
use crate::score::{GuardrailCard, MetricCard, Scorecard, Trend};
use serde::Serialize;

/// What only `status` has at the top.
#[derive(Serialize)]
pub(super) struct Watched<'c> {
    north_star: Option<Metric<'c>>,
    metrics: Vec<Metric<'c>>,
    guardrails: Vec<Guardrail<'c>>,
}

#[derive(Serialize)]
struct Metric<'c> {
    metric: &'c str,
    name: &'c str,
    role: &'static str,
    indicator: Option<&'static str>,
    better: &'static str,
    current: Option<Value<'c>>,
    date: Option<String>,
    target: Option<Value<'c>>,
    attainment: Option<f64>,
    status: Option<String>,
    trend: Option<JsonTrend<'c>>,
    readings: Vec<CheckIn<'c>>,
    owner: Option<&'c str>,
    team: Option<&'c str>,
    /// The key result whose target it is, where the metric has none of its own.
    target_of: Option<&'c str>,
    stale: bool,
    /// How many days old the latest reading is, where that is more than its cadence allows.
    overdue_days: Option<i64>,
}

#[derive(Serialize)]
struct JsonTrend<'c> {
    movement: &'static str,
    verdict: &'static str,
    change: Option<f64>,
    since: CheckIn<'c>,
}

#[derive(Serialize)]
struct Guardrail<'c> {
    metric: &'c str,
    name: &'c str,
    state: String,
    reason: &'c str,
    baseline: Option<Value<'c>>,
    at_least: Option<Value<'c>>,
    at_most: Option<Value<'c>>,
    latest: Option<CheckIn<'c>>,
    worst: Option<CheckIn<'c>>,
    readings: usize,
    breached: usize,
    owner: Option<&'c str>,
    since: Option<String>,
    critical: bool,
}

impl<'c> Watched<'c> {
    /// What a scorecard watches.
    pub(super) fn of(card: &'c Scorecard) -> Self {
        Self {
            north_star: card.north_star.as_ref().map(metric),
            metrics: card.metrics.iter().map(metric).collect(),
            guardrails: card.guardrails.iter().map(guardrail).collect(),
        }
    }
}

fn metric(card: &MetricCard) -> Metric<'_> {
    Metric {
        metric: &card.id,
        name: &card.name,
        role: role(card.role),
        indicator: card.indicator.map(indicator),
        better: better(card.better),
        current: card.current.as_ref().map(|reading| value(&reading.value)),
        date: card.current.as_ref().map(|reading| reading.day.to_string()),
        target: card.target.as_ref().map(value),
        attainment: card.attainment,
        status: card.status.map(|status| word(status.name())),
        trend: card.trend.as_ref().map(trend),
        readings: card.history.iter().map(check_in).collect(),
        owner: card.owner.as_deref(),
        team: card.team.as_deref(),
        target_of: card.target_of.as_deref(),
        stale: card.overdue.is_some(),
        overdue_days: card.overdue,
    }
}

fn trend(trend: &Trend) -> JsonTrend<'_> {
    JsonTrend {
        movement: trend.movement.name(),
        verdict: trend.verdict.name(),
        change: trend.change,
        since: check_in(&trend.since),
    }
}

fn guardrail(card: &GuardrailCard) -> Guardrail<'_> {
    Guardrail {
        metric: &card.metric,
        name: &card.name,
        state: word(card.state.name()),
        reason: &card.reason,
        baseline: card.baseline.as_ref().map(value),
        at_least: card.at_least.as_ref().map(value),
        at_most: card.at_most.as_ref().map(value),
        latest: card.latest.as_ref().map(check_in),
        worst: card.worst.as_ref().map(check_in),
        readings: card.breaches.readings,
        breached: card.breaches.breached,
        owner: card.owner.as_deref(),
        since: card.since.map(|day| day.to_string()),
        critical: card.is_critical,
    }
}

fn indicator(indicator: Indicator) -> &'static str {
    match indicator {
        Indicator::Leading => "leading",
        Indicator::Lagging => "lagging",
    }
}

fn better(better: Better) -> &'static str {
    match better {
        Better::Higher => "higher",
        Better::Lower => "lower",
    }
}

fn role(role: MetricRole) -> &'static str {
    match role {
        MetricRole::NorthStar => "north_star",
        MetricRole::Input => "input",
        MetricRole::Guardrail => "guardrail",
        MetricRole::Watched => "watched",
    }
}
