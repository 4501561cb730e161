//! The metrics and guardrails of the JSON contract.

use super::owners;
use super::{CheckIn, Value, check_in, value, word};
use crate::goals::MetricRole;
use crate::goals::values::Indicator;
use crate::score::{FirstLook, GuardrailCard, MetricCard, Scorecard, Trend, Unusual};
use schemars::JsonSchema;
use serde::Serialize;

/// What only `status` has at the top.
#[derive(Serialize, JsonSchema)]
pub(super) struct Watched<'c> {
    north_star: Option<Metric<'c>>,
    metrics: Vec<Metric<'c>>,
    guardrails: Vec<Guardrail<'c>>,
}

/// A metric with its latest reading.
#[derive(Serialize, JsonSchema)]
struct Metric<'c> {
    /// Its id.
    metric: &'c str,
    name: &'c str,
    /// `north_star`, `input`, `guardrail` or `watched`.
    role: &'static str,
    /// `leading`, `lagging` or null.
    indicator: Option<&'static str>,
    /// `higher` or `lower`.
    better: &'static str,
    /// The latest reading; where `aggregate` adds readings up or takes their mean, that of the target's period so far.
    current: Option<Value<'c>>,
    /// The day of the latest reading.
    #[schemars(extend("format" = "date"))]
    date: Option<String>,
    target: Option<Value<'c>>,
    /// How much of the target is reached, as a share.
    attainment: Option<f64>,
    /// Its status against its target, as `near`; null without one.
    status: Option<String>,
    trend: Option<JsonTrend<'c>>,
    /// The readings that a trend is drawn from.
    readings: Vec<CheckIn<'c>>,
    owner: Option<&'c str>,
    owners: Vec<&'c str>,
    team: Option<&'c str>,
    /// The key result whose target it is, where the metric has none of its own.
    target_of: Option<&'c str>,
    stale: bool,
    /// How many days old the latest reading is, if that is more than its cadence allows.
    overdue_days: Option<i64>,
    /// The sum over other metrics that the readings are computed from, where the metric has none of its own.
    computed_from: Option<&'c str>,
    /// The range it is likely to be in on the quarter's last day; null with fewer than five readings.
    likely: Option<JsonLikely<'c>>,
    unusual: Option<JsonUnusual<'c>>,
}

/// The range that a metric is likely to be in, eight times in ten.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Likely")]
struct JsonLikely<'c> {
    #[schemars(extend("format" = "date"))]
    by: String,
    low: Value<'c>,
    high: Value<'c>,
    /// The chance to be at the target or better, 0 to 1.
    chance: Option<f64>,
}

/// That the latest reading lies outside of the range that 98 in 100 lie in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Unusual")]
pub(super) struct JsonUnusual<'c> {
    #[schemars(extend("format" = "date"))]
    date: String,
    value: Value<'c>,
    low: Value<'c>,
    high: Value<'c>,
    /// What it is computed from or driven by and stands out most: what to look at first.
    look_at: Option<&'c str>,
}

impl<'c> JsonUnusual<'c> {
    pub(super) fn of(unusual: &'c Unusual) -> Self {
        Self {
            date: unusual.reading.day.to_string(),
            value: value(&unusual.reading.value),
            low: value(&unusual.low),
            high: value(&unusual.high),
            look_at: match &unusual.first {
                FirstLook::Part { metric, .. } => Some(metric),
                FirstLook::Itself | FirstLook::NoneStandsOut => None,
            },
        }
    }
}

/// Where the readings go.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Trend")]
struct JsonTrend<'c> {
    /// `up`, `down` or `flat`, which is within 2%.
    movement: &'static str,
    /// Whether that is `better`, `worse` or `flat`.
    verdict: &'static str,
    /// The change as a share of the earlier reading.
    change: Option<f64>,
    /// The reading it is compared with.
    since: CheckIn<'c>,
}

/// What must not get worse, and whether it did.
#[derive(Serialize, JsonSchema)]
struct Guardrail<'c> {
    /// Its id.
    metric: &'c str,
    name: &'c str,
    /// As `ok`, `near` or `breached`.
    state: String,
    reason: &'c str,
    baseline: Option<Value<'c>>,
    at_least: Option<Value<'c>>,
    at_most: Option<Value<'c>>,
    /// The latest reading of the quarter.
    latest: Option<CheckIn<'c>>,
    /// The worst reading of the quarter.
    worst: Option<CheckIn<'c>>,
    /// How many readings the quarter has.
    readings: usize,
    /// How many of them are beyond a limit.
    breached: usize,
    owner: Option<&'c str>,
    owners: Vec<&'c str>,
    /// The day from which it is breached.
    #[schemars(extend("format" = "date"))]
    since: Option<String>,
    /// Whether a breach is an error, not a warning.
    critical: bool,
    unusual: Option<JsonUnusual<'c>>,
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
        indicator: card.indicator.map(Indicator::name),
        better: card.better.name(),
        current: card
            .counted
            .as_ref()
            .map(|counted| &counted.value)
            .or(card.current.as_ref().map(|reading| &reading.value))
            .map(value),
        date: card.current.as_ref().map(|reading| reading.day.to_string()),
        target: card.target.as_ref().map(value),
        attainment: card.attainment,
        status: card.status.map(|status| word(status.name())),
        trend: card.trend.as_ref().map(trend),
        readings: card.history.iter().map(check_in).collect(),
        owner: card.owner.as_deref(),
        owners: owners(card.owner.as_deref()),
        team: card.team.as_deref(),
        target_of: card.target_of.as_deref(),
        computed_from: card.computed_from.as_deref(),
        stale: card.overdue.is_some(),
        overdue_days: card.overdue,
        likely: card.likely.as_ref().map(|likely| JsonLikely {
            by: likely.by.to_string(),
            low: value(&likely.low),
            high: value(&likely.high),
            chance: card.chance,
        }),
        unusual: card.unusual.as_deref().map(JsonUnusual::of),
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
        owners: owners(card.owner.as_deref()),
        since: card.since.map(|day| day.to_string()),
        critical: card.is_critical,
        unusual: card.unusual.as_deref().map(JsonUnusual::of),
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
