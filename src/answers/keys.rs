//! Where a new entry goes among those that a mapping has: in the order of the format.

use crate::goals::format::{KeyResult, Metric};
use crate::source::Span;
use crate::yaml::edit::Place;

/// Keys in the order of the format, with their places.
type Keys<const N: usize> = [(&'static str, Option<Span>); N];

/// Below the last of the keys that come before it.
fn after<const N: usize>(keys: Keys<N>, key: &str) -> Place {
    let before = keys.iter().take_while(|(name, _)| *name != key);
    let written = before.filter_map(|(name, span)| Some((span.as_ref()?.start, *name)));
    written.max().map_or(Place::First, |(_, name)| Place::After(name))
}

/// The place of a key of a key result that it does not have.
pub(super) fn of_key_result(own: &KeyResult, key: &str) -> Place {
    let keys = [
        ("id", own.id.span()),
        ("key_result", own.key_result.span()),
        ("metric", own.metric.span()),
        ("measurement", own.measurement.span()),
        ("baseline", own.baseline.span()),
        ("target", own.target.span()),
        ("stretch", own.stretch.span()),
        ("at_least", own.at_least.span()),
        ("at_most", own.at_most.span()),
        ("owner", own.owner.span()),
        ("weight", own.weight.span()),
        ("confidence", own.confidence.span()),
        ("depends_on", own.depends_on.span()),
        ("aggregate", own.aggregate.span()),
        ("phased_targets", own.phased_targets.span()),
        ("starts", own.starts.span()),
        ("cancelled", own.cancelled.span()),
        ("links", own.links.span()),
        ("check_ins", own.check_ins.span()),
        ("revisions", own.revisions.span()),
        ("grade", own.grade.span()),
    ];
    after(keys, key)
}

/// The place of a key of a metric that it does not have.
pub(super) fn of_metric(own: &Metric, key: &str) -> Place {
    let keys = [
        ("id", own.id.span()),
        ("name", own.name.span()),
        ("definition", own.definition.span()),
        ("formula", own.formula.span()),
        ("source", own.source.span()),
        ("segments", own.segments.span()),
        ("cadence", own.cadence.span()),
        ("stage", own.stage.span()),
        ("indicator", own.indicator.span()),
        ("better", own.better.span()),
        ("team", own.team.span()),
        ("owner", own.owner.span()),
        ("drives", own.drives.span()),
        ("counter_metric", own.counter_metric.span()),
        ("baseline", own.baseline.span()),
        ("max_increase", own.max_increase.span()),
        ("max_decrease", own.max_decrease.span()),
        ("at_least", own.at_least.span()),
        ("at_most", own.at_most.span()),
        ("equals", own.equals.span()),
        ("aggregate", own.aggregate.span()),
        ("critical", own.critical.span()),
        ("targets", own.targets.span()),
        ("links", own.links.span()),
        ("readings", own.readings.span()),
        ("revisions", own.revisions.span()),
    ];
    after(keys, key)
}
