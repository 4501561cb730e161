//! `lagging-north-star`.

use super::super::words::late_measure;
use super::super::{Check, Context, Rule};
use super::called;
use crate::finding::{Level, Remark};
use crate::goals::{MetricRole, MetricView};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "lagging-north-star",
    summary: "a north star that moves long after the work",
    page: include_str!("lagging_north_star.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Metric(check),
};

fn check(context: &mut Context<'_>, metric: MetricView<'_>) {
    if metric.role != MetricRole::NorthStar {
        return;
    }
    let (place, message) = if metric.is_lagging() {
        let place = metric.metric.indicator.span().unwrap_or_else(|| metric.heading());
        (
            place,
            format!("the north star {} is lagging: it moves too late to steer a quarter by", called(metric)),
        )
    } else {
        let Some((place, result)) = result_in_name(metric) else { return };
        (
            place,
            format!(
                "“{result}” follows from value delivered earlier: as a north star it moves too late to steer a quarter by"
            ),
        )
    };
    let keep = metric
        .id()
        .map_or_else(String::new, |id| format!(", and keep `{id}` under `metrics:` to check the link"));
    context.report(Remark::new(place, message).help(format!(
        "choose what users do that brings it about within weeks, such as weekly active teams or orders completed{keep}"
    )));
}

/// The place and words of a result in the metric's name; in its id when it has no name.
fn result_in_name(metric: MetricView<'_>) -> Option<(Span, String)> {
    let (text, span) = match metric.metric.name.located() {
        Some((name, span)) => (name.as_str(), span),
        None => (metric.id()?, metric.metric.id.span()?),
    };
    let range = late_measure(text)?;
    Some((metric.workspace.words(span, text, range.clone()), text[range].to_owned()))
}
