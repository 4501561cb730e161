//! `missing-counter-metric`.

use super::super::{Check, Context, Rule};
use super::called;
use crate::finding::{Level, Remark};
use crate::goals::values::{Better, Stage};
use crate::goals::{MetricRole, MetricView};

pub(super) static RULE: Rule = Rule {
    name: "missing-counter-metric",
    summary: "an input metric without a counter-metric that shows when it is raised at the expense of quality",
    page: include_str!("missing_counter_metric.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Metric(check),
};

fn check(context: &mut Context<'_>, metric: MetricView<'_>) {
    if metric.role != MetricRole::Input || !context.facts.is_judged(metric) {
        return;
    }
    let counter = &metric.metric.counter_metric;
    let (place, message) = match counter.located() {
        Some((id, span)) if Some(id.trim()) == metric.id() => {
            (span, format!("{} cannot be its own counter-metric", called(metric)))
        }
        None if counter.is_absent() => (
            metric.heading(),
            format!(
                "nothing would show if {} {} at the expense of quality",
                called(metric),
                improved(metric)
            ),
        ),
        _ => return,
    };
    context.report(Remark::new(place, message).help(format!(
        "add `counter_metric:` with the id of what would suffer if this were pushed too hard, such as {}",
        sufferer(metric)
    )));
}

fn improved(metric: MetricView<'_>) -> &'static str {
    match metric.better() {
        Better::Higher => "rose",
        Better::Lower => "fell",
    }
}

/// What usually pays when a metric of this stage is gamed.
fn sufferer(metric: MetricView<'_>) -> &'static str {
    match metric.metric.stage.get() {
        Some(Stage::Acquisition) => "the share of newcomers who get as far as a first success",
        Some(Stage::Activation) => "30-day retention",
        Some(Stage::Retention) => "support tickets or complaints",
        Some(Stage::Revenue) => "churn or refunds",
        Some(Stage::Referral) => "the share of those invited who stay",
        None => "30-day retention or support tickets",
    }
}
