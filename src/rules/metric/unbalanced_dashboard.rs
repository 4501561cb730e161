//! `unbalanced-dashboard`.

use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use crate::finding::{Level, Remark};
use crate::goals::values::Indicator;
use crate::goals::{MetricRole, MetricView};
use crate::plural::counted;
use crate::settings::Organization;

pub(super) static RULE: Rule = Rule {
    name: "unbalanced-dashboard",
    summary: "leading metrics that no lagging one bears out",
    page: include_str!("unbalanced_dashboard.md"),
    level: Level::Note,
    off_for: &[Organization::Startup],
    options: &[RuleOption {
        name: "from",
        default: 6.0,
        range: (1.0, 100.0),
        unit: OptionUnit::Count,
        meaning: "leading metrics from which on a lagging one is wanted",
    }],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    if context.facts.any_damaged() {
        return;
    }
    let workspace = context.workspace;
    // One that does not say may be lagging, as a guardrail may.
    let metrics = || workspace.metrics().filter(|metric| metric.role != MetricRole::Guardrail);
    let leading = metrics().filter(is_leading).count();
    let others = metrics().any(|metric| !is_leading(&metric));
    let Some(star) = workspace.north_stars().next() else { return };
    if others || leading < context.count("from") {
        return;
    }
    let message = format!(
        "{} here, and none that is lagging: nothing shows later whether what they promised came true",
        counted(leading, "leading metric")
    );
    context.report(Remark::new(star.heading(), message).help(
        "add what they should lead to under `metrics:` with `indicator: lagging`, like retention, revenue or churn, read each month",
    ));
}

/// Says so, or is the north star or an input metric that says nothing: those are chosen because they move first.
fn is_leading(metric: &MetricView<'_>) -> bool {
    let indicator = &metric.metric.indicator;
    match indicator.get() {
        Some(indicator) => *indicator == Indicator::Leading,
        None => indicator.is_absent() && matches!(metric.role, MetricRole::NorthStar | MetricRole::Input),
    }
}
