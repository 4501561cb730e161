//! Rules about metrics.

use super::Rule;
use crate::goals::values::Level;
use crate::goals::{MetricView, ObjectiveView};
use std::ops::Range;

mod broken_funnel;
mod flat_north_star;
mod guardrail_without_limit;
mod identity_mismatch;
mod idle_input_metric;
mod input_metric_count;
mod lagging_north_star;
mod metric_cycle;
mod missing_cadence;
mod missing_counter_metric;
mod no_leading_indicator;
mod north_star_as_key_result;
mod north_star_count;
mod too_many_metrics;
mod unbalanced_dashboard;
mod undefined_metric;
mod unmoved_identity;
mod unowned_metric;
mod unusable_pull;

pub(super) static RULES: &[&Rule] = &[
    &north_star_count::RULE,
    &lagging_north_star::RULE,
    &north_star_as_key_result::RULE,
    &input_metric_count::RULE,
    &undefined_metric::RULE,
    &unowned_metric::RULE,
    &missing_cadence::RULE,
    &missing_counter_metric::RULE,
    &guardrail_without_limit::RULE,
    &too_many_metrics::RULE,
    &no_leading_indicator::RULE,
    &idle_input_metric::RULE,
    &metric_cycle::RULE,
    &identity_mismatch::RULE,
    &unmoved_identity::RULE,
    &broken_funnel::RULE,
    &unbalanced_dashboard::RULE,
    &flat_north_star::RULE,
    &unusable_pull::RULE,
];

/// What a message calls a metric.
fn called(metric: MetricView<'_>) -> String {
    match (metric.metric.name.get(), metric.id()) {
        (Some(name), _) => format!("“{name}”"),
        (None, Some(id)) => format!("`{id}`"),
        (None, None) => format!("`{}`", metric.workspace.sources.text(metric.heading())),
    }
}

/// The team that owns a metric: the one it names, otherwise that of its file.
fn team_of(metric: MetricView<'_>) -> Option<&str> {
    metric.metric.team.get().or(metric.file.content.team.get()).map(|team| team.as_str())
}

/// Whether an objective is the whole organization's.
fn is_companys(objective: ObjectiveView<'_>) -> bool {
    objective.level() == Level::Company || objective.team() == "company"
}

/// The words of a name, an id or a sentence with their places.
fn words_of(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        at = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| start + length);
        Some((start..at, &text[start..at]))
    })
}
