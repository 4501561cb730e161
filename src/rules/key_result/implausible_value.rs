//! `implausible-value`.

use super::super::{Check, Context, Rule};
use super::figures::{Placed, measured, values as in_one_unit, values_of, values_of_metric};
use crate::finding::{Level, Remark};
use crate::goals::{Aim, Day, GoalFile, KeyResultView, MetricView};
use crate::quantity::{Quantity, doubt, same};

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
    let (workspace, as_of) = (context.workspace, context.as_of);
    for metric in workspace.metrics_of(file) {
        if let Some(remark) = of_metric(metric, as_of) {
            context.report(remark);
        }
    }
    for key_result in workspace.key_results_of(file) {
        if let Some(remark) = of_key_result(key_result, as_of) {
            context.report(remark);
        }
    }
}

fn of_key_result(key_result: KeyResultView<'_>, as_of: Day) -> Option<Remark> {
    let (one, other) = match key_result.aim()? {
        Aim::Move { baseline, target } => (baseline.as_ref(), target.as_ref()),
        Aim::Hold { at_least, at_most } => (at_least.as_ref(), at_most.as_ref()),
    };
    let ends: Vec<&Quantity> = one.into_iter().chain(other).map(|figure| &figure.quantity).collect();
    let measured = measured(key_result, as_of);
    let values: Vec<&Quantity> = measured.iter().map(|(value, _)| *value).collect();
    // Numbers that may mean several things are for `unclear-number`.
    if measured.is_empty() || doubt(&ends, &values).is_some() {
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
    let has_own = !values_of(&key_result.key_result.check_ins, as_of).is_empty();
    let stranger = |placed: &Placed<'_>| stranger(*placed, values.iter().chain(&ends).copied());
    has_own.then(|| measured.iter().find_map(stranger)).flatten()
}

fn of_metric(metric: MetricView<'_>, as_of: Day) -> Option<Remark> {
    let measured = values_of_metric(metric, as_of);
    measured.iter().find_map(|placed| stranger(*placed, measured.iter().map(|(value, _)| *value)))
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
