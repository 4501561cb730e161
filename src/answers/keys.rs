//! Where a new entry goes among those that a mapping has: in the order of the format.

use crate::goals::format::{Initiative, KeyResult, Metric, Objective};
use crate::source::Span;
use crate::yaml::edit::Place;

/// The keys of a mapping in the order of the format, with the places of those that it has.
#[derive(Debug)]
pub(super) struct Keys(Vec<(&'static str, Option<Span>)>);

impl Keys {
    /// Where the value of a key stands.
    pub(super) fn span(&self, key: &str) -> Option<Span> {
        self.0.iter().find(|(name, _)| *name == key).and_then(|(_, span)| *span)
    }

    /// Where a key goes that the mapping does not have: below the last of those that come before it.
    pub(super) fn place(&self, key: &str) -> Place {
        let before = self.0.iter().take_while(|(name, _)| *name != key);
        let written = before.filter_map(|(name, span)| Some((span.as_ref()?.start, *name)));
        written.max().map_or(Place::First, |(_, name)| Place::After(name))
    }
}

/// The keys of a key result.
pub(super) fn of_key_result(own: &KeyResult) -> Keys {
    Keys(vec![
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
    ])
}

/// The keys of an objective.
pub(super) fn of_objective(own: &Objective) -> Keys {
    Keys(vec![
        ("id", own.id.span()),
        ("objective", own.objective.span()),
        ("why", own.why.span()),
        ("owner", own.owner.span()),
        ("supports", own.supports.span()),
        ("ambition", own.ambition.span()),
        ("guardrails", own.guardrails.span()),
        ("weight", own.weight.span()),
        ("cancelled", own.cancelled.span()),
        ("key_results", own.key_results.span()),
        ("initiatives", own.initiatives.span()),
        ("reflection", own.reflection.span()),
        ("links", own.links.span()),
        ("revisions", own.revisions.span()),
    ])
}

/// The keys of a metric.
pub(super) fn of_metric(own: &Metric) -> Keys {
    Keys(vec![
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
        ("pull", own.pull.span()),
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
    ])
}

/// The keys of an initiative.
pub(super) fn of_initiative(own: &Initiative) -> Keys {
    Keys(vec![
        ("title", own.title.span()),
        ("bets_on", own.bets_on.span()),
        ("owner", own.owner.span()),
        ("status", own.status.span()),
        ("started", own.started.span()),
        ("result", own.result.span()),
        ("decision", own.decision.span()),
        ("links", own.links.span()),
    ])
}
