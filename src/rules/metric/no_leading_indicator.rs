//! `no-leading-indicator`.

use super::super::{Check, Context, Rule};
use super::called;
use crate::finding::{Level, Remark};
use crate::goals::values::Indicator;
use crate::goals::{MetricRole, MetricView};

pub(super) static RULE: Rule = Rule {
    name: "no-leading-indicator",
    summary: "metrics that are all lagging",
    page: include_str!("no_leading_indicator.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    if context.facts.any_damaged() || workspace.metrics().any(may_be_leading) {
        return;
    }
    // A lagging north star has a rule of its own.
    let lagging = workspace.metrics().filter(|metric| metric.is_lagging());
    let mut others = lagging.filter(|metric| metric.role != MetricRole::NorthStar);
    let Some(first) = others.next() else { return };
    let place = first.metric.indicator.span().unwrap_or_else(|| first.heading());
    let message = match others.count() {
        0 => format!(
            "{} is lagging and no metric here is leading: bad news will come too late to act on",
            called(first)
        ),
        more => format!(
            "{} and {more} more are lagging and no metric here is leading: bad news will come too late to act on",
            called(first)
        ),
    };
    context.report(Remark::new(place, message).help(format!(
        "add a metric that moves before {} does, with `indicator: leading`; where there is one already, mark it so",
        called(first)
    )));
}

/// Says it is leading, is wrong about it (which is reported as such), or is an input metric that does not say: those
/// are chosen because they move first.
fn may_be_leading(metric: MetricView<'_>) -> bool {
    let indicator = &metric.metric.indicator;
    match indicator.get() {
        Some(indicator) => *indicator == Indicator::Leading,
        None => !indicator.is_absent() || metric.role == MetricRole::Input,
    }
}
