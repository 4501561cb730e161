//! `mixed-limits`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::quantity::{Quantity, order};
use crate::source::Span;
use crate::yaml::Field;
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    name: "mixed-limits",
    summary: "limits that contradict each other or the target",
    page: include_str!("mixed_limits.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    for key_result in workspace.key_results() {
        let fields = key_result.key_result;
        let remark = upside_down(&fields.at_least, &fields.at_most).or_else(|| {
            beside_target(&fields.target, [("at_least", &fields.at_least), ("at_most", &fields.at_most)])
        });
        if let Some(remark) = remark {
            context.report(remark);
        }
    }
    for metric in workspace.metrics() {
        let fields = metric.metric;
        let allowances = [("max_increase", &fields.max_increase), ("max_decrease", &fields.max_decrease)];
        let below_zero = || allowances.into_iter().find_map(|(name, field)| negative(name, field));
        if let Some(remark) = upside_down(&fields.at_least, &fields.at_most).or_else(below_zero) {
            context.report(remark);
        }
    }
}

/// A lowest value above the highest one: nothing is inside.
fn upside_down(at_least: &Field<Quantity>, at_most: &Field<Quantity>) -> Option<Remark> {
    let ((low, low_place), (high, high_place)) = (at_least.located()?, at_most.located()?);
    if order(low, high) != Some(Ordering::Greater) {
        return None;
    }
    let (low, high) = (low.text(), high.text());
    let message = format!("nothing is at least `{low}` and at most `{high}`");
    Some(
        Remark::new(low_place, message)
            .help(format!("write `at_least: {high}` and `at_most: {low}`"))
            .related(high_place, "the other limit"),
    )
}

/// A target beside a limit: one is an end to reach, the other a state to keep, and only the limit would count.
fn beside_target(target: &Field<Quantity>, limits: [(&str, &Field<Quantity>); 2]) -> Option<Remark> {
    let (target, place) = target.located()?;
    let (name, limit, limit_place): (&str, &Quantity, Span) = limits
        .into_iter()
        .find_map(|(name, field)| field.located().map(|(limit, span)| (name, limit, span)))?;
    let (target, limit) = (target.text(), limit.text());
    let message =
        format!("a target `{target}` and a limit `{name}: {limit}`: a key result has one or the other");
    Some(
        Remark::new(place, message)
            .help(format!(
                "keep `target: {target}` to get there by the end of the quarter, or `{name}: {limit}` to hold it all \
                 quarter; for both, write two key results"
            ))
            .related(limit_place, "the limit"),
    )
}

fn negative(name: &str, allowance: &Field<Quantity>) -> Option<Remark> {
    let (quantity, place) = allowance.located().filter(|(quantity, _)| quantity.value() < 0.0)?;
    let text = quantity.text();
    let positive = text.trim_start_matches(['-', '−', '–']);
    let other = if name == "max_increase" { "max_decrease" } else { "max_increase" };
    Some(
        Remark::new(place, format!("`{name}: {text}` allows less than nothing"))
            .help(format!("write `{name}: {positive}`, or `{other}: {positive}` if it may go the other way")),
    )
}
