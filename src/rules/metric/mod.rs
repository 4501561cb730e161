//! Rules about metrics.

use super::Rule;
use crate::goals::values::Level;
use crate::goals::{MetricView, ObjectiveView, Workspace};
use std::collections::HashMap;
use std::ops::Range;

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
mod undefined_metric;
mod unowned_metric;

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
];

/// The metrics that can be blamed for what they leave out: they have a name or an id, their id is given once (a second
/// entry is reported as such, and each may hold what the other lacks), and their file could be read to its end.
fn judged(workspace: &Workspace) -> impl Iterator<Item = MetricView<'_>> {
    let mut entries: HashMap<&str, usize> = HashMap::new();
    for id in workspace.metrics().filter_map(|metric| metric.id()) {
        *entries.entry(id).or_default() += 1;
    }
    workspace.metrics().filter(move |metric| {
        let named = !(metric.metric.id.is_absent() && metric.metric.name.is_absent());
        let once = metric.id().is_none_or(|id| entries.get(id) == Some(&1));
        named && once && !metric.file.damaged
    })
}

/// Whether some file could not be read to its end: what seems missing from the workspace may stand there.
fn any_damaged(workspace: &Workspace) -> bool {
    workspace.files.iter().any(|file| file.damaged)
}

/// What a message calls a metric.
fn called(metric: MetricView<'_>) -> String {
    match (metric.metric.name.get(), metric.id()) {
        (Some(name), _) => format!("“{name}”"),
        (None, Some(id)) => format!("`{id}`"),
        (None, None) => format!("`{}`", metric.workspace.sources.text(metric.heading())),
    }
}

/// The team that owns a metric: the one it names, else the one whose file it stands in.
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

/// `1 metric`, `2 metrics`.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
