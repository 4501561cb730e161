//! `missing-cadence`.

use super::super::{Check, Context, Rule};
use super::called;
use crate::finding::{Level, Remark};
use crate::goals::{MetricRole, MetricView};

pub(super) static RULE: Rule = Rule {
    name: "missing-cadence",
    summary: "a metric that does not say how often it is measured",
    page: include_str!("missing_cadence.md"),
    level: Level::Note,
    off_for: &[],
    options: &[],
    check: Check::Metric(check),
};

fn check(context: &mut Context<'_>, metric: MetricView<'_>) {
    if metric.role == MetricRole::Watched || !has_none(metric) || !context.facts.is_judged(metric) {
        return;
    }
    let often = match (metric.role, metric.is_lagging()) {
        (MetricRole::Guardrail, _) => "{reported: weekly, reviewed: weekly}",
        (_, true) => "{reported: monthly, reviewed: quarterly}",
        (_, false) => "{reported: weekly, reviewed: monthly}",
    };
    let message = format!("nothing says how often {} is measured and looked at", called(metric));
    let help = format!("add a cadence, like `cadence: {often}`");
    context.report(Remark::new(metric.heading(), message).help(help));
}

fn has_none(metric: MetricView<'_>) -> bool {
    let cadence = &metric.metric.cadence;
    let says_nothing =
        cadence.get().is_some_and(|short| short.0.reported.is_absent() && short.0.reviewed.is_absent());
    cadence.is_absent() || says_nothing
}
