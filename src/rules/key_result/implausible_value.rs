//! `implausible-value`.

use super::super::facts::Seen;
use super::super::{Check, Context, Rule};
use super::figures::{Measured, Placed, measured, values as in_one_unit};
use crate::finding::{Level, Remark};
use crate::goals::values::Aggregate;
use crate::goals::{Aim, GoalFile, KeyResultView};
use crate::quantity::{Overview, Quantity, doubt, same};
use crate::score::aggregate_of;
use std::borrow::Cow;

pub(super) static RULE: Rule = Rule {
    name: "implausible-value",
    summary: "a measured value far from all the numbers around it",
    page: include_str!("implausible_value.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

/// Nobody goes ten times the way from the baseline to the target.
const FARTHEST_RATIO: f64 = 10.0;
/// How many times a value may be as large as its neighbours, or they as large as it.
const FARTHEST_NEIGHBOUR: f64 = 50.0;

fn check<'c>(context: &mut Context<'c>, file: &'c GoalFile) {
    let workspace = context.workspace;
    for metric in workspace.metrics_of(file) {
        if let Some(remark) = context.facts.seen(metric).and_then(of_metric) {
            context.report(remark);
        }
    }
    for key_result in workspace.key_results_of(file) {
        let measured = measured(context, key_result);
        if let Some(remark) = of_key_result(key_result, &measured) {
            context.report(remark);
        }
    }
}

fn of_key_result(key_result: KeyResultView<'_>, measured: &Measured<'_, '_>) -> Option<Remark> {
    let (one, other) = match key_result.aim()? {
        Aim::Move { baseline, target } => (baseline.as_ref(), target.as_ref()),
        Aim::Hold { at_least, at_most } => (at_least.as_ref(), at_most.as_ref()),
    };
    let ends: Vec<&Quantity> = one.into_iter().chain(other).map(|figure| &figure.quantity).collect();
    // What adds up is small beside the sum that it should come to.
    let ends = if aggregate_of(&key_result) == Aggregate::Sum { Vec::new() } else { ends };
    if measured.values.is_empty() || lie_close(&ends, measured.overview) {
        return None;
    }
    let measured = &measured.values;
    let values: Vec<&Quantity> = measured.iter().map(|(value, _)| *value).collect();
    // Numbers that may mean several things are for `unclear-number`.
    if doubt(&ends, &values).is_some() {
        return None;
    }
    if let (Aim::Move { .. }, [baseline, target]) = (key_result.aim()?, &ends[..]) {
        let far = measured.iter().find_map(|placed| {
            let ratio = ratio(baseline, target, placed.0)?;
            (ratio.abs() > FARTHEST_RATIO).then(|| beyond(*placed, ratio, baseline, target))
        });
        return far.or_else(|| {
            measured.iter().find_map(|placed| {
                let ratio = ratio(baseline, target, placed.0);
                let is_between = ratio.is_none_or(|ratio| (0.0..=1.0).contains(&ratio));
                let neighbours = values.iter().chain(&ends).copied();
                (!is_between).then(|| stranger(*placed, neighbours)).flatten()
            })
        });
    }
    // Readings of a metric are looked at once, with the metric.
    let has_own = matches!(measured, Cow::Owned(_));
    let stranger = |placed: &Placed<'_>| stranger(*placed, values.iter().chain(&ends).copied());
    has_own.then(|| measured.iter().find_map(stranger)).flatten()
}

fn of_metric(seen: &Seen<'_>) -> Option<Remark> {
    if lie_close(&[], seen.overview) {
        return None;
    }
    let values = || seen.values.iter().map(|(value, _)| *value);
    seen.values.iter().find_map(|placed| stranger(*placed, values()))
}

/// What binary fractions lose at a limit is far less than this leaves for a closer look.
const SURELY: f64 = 0.99;

/// Whether no value is far from anything, as nearly always: the least and the most show it, without comparing each with each.
fn lie_close(ends: &[&Quantity], values: Overview) -> bool {
    let all = Overview::of(ends.iter().copied()).and(values);
    let is_on_the_way = match ends {
        [start, end] => {
            let farthest = FARTHEST_RATIO * SURELY * (end.value() - start.value()).abs();
            [values.range.0, values.range.1].iter().all(|value| (value - start.value()).abs() <= farthest)
        }
        _ => true,
    };
    all.is_alike() && all.sizes.1 <= all.sizes.0 * FARTHEST_NEIGHBOUR * SURELY && is_on_the_way
}

/// The share of the distance a value has made.
fn ratio(baseline: &Quantity, target: &Quantity, value: &Quantity) -> Option<f64> {
    let unit = [baseline, target, value].into_iter().find(|number| !number.is_bare()).unwrap_or(value);
    let (_, start) = in_one_unit(unit, baseline)?;
    let (_, end) = in_one_unit(unit, target)?;
    let (_, current) = in_one_unit(unit, value)?;
    (!same(baseline, target)).then(|| (current - start) / (end - start)).filter(|ratio| ratio.is_finite())
}

fn beyond((value, place): Placed<'_>, ratio: f64, baseline: &Quantity, target: &Quantity) -> Remark {
    let (value, start, end) = (value.text(), baseline.text(), target.text());
    let times = ratio.abs().round();
    let way = if ratio < 0.0 { "in the wrong direction" } else { "too far" };
    let message = format!("`{value}` is {times} times the distance from `{start}` to `{end}`, {way}");
    Remark::new(place, message).help("check the number and its unit, or the baseline and the target")
}

/// A value that is many times as large or as small as each of at least two numbers beside it.
fn stranger<'q>(
    (value, place): Placed<'_>,
    neighbours: impl Iterator<Item = &'q Quantity>,
) -> Option<Remark> {
    if value.value() == 0.0 {
        return None;
    }
    let (mut count, mut larger, mut smaller, mut nearest) = (0, 0, 0, None);
    for neighbour in neighbours.filter(|neighbour| !std::ptr::eq(*neighbour, value)) {
        let pair = in_one_unit(value, neighbour).filter(|(_, other)| *other != 0.0);
        let Some((own, other)) = pair else { continue };
        let times = (own / other).abs();
        count += 1;
        larger += usize::from(times >= FARTHEST_NEIGHBOUR);
        smaller += usize::from(times * FARTHEST_NEIGHBOUR <= 1.0);
        nearest = nearest.or(Some(neighbour));
        if larger < count && smaller < count {
            return None;
        }
    }
    let nearest = nearest.filter(|_| count > 1)?;
    let side = if larger == count { "more" } else { "less" };
    let message =
        format!("`{}` is far {side} than the numbers around it, such as `{}`", value.text(), nearest.text());
    Some(Remark::new(place, message).help("check the number and its unit: `K`, `M` or `%` may be missing"))
}
