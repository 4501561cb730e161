//! `implausible-value`.

use super::super::facts::Seen;
use super::super::{Check, Context, Rule};
use super::figures::{Measured, Placed, measured, values as in_one_unit};
use crate::finding::{Level, Remark};
use crate::goals::values::Aggregate;
use crate::goals::{self, Aim, GoalFile, KeyResultView};
use crate::quantity::{Overview, Quantity, doubt, same};
use crate::score::{aggregate_of, all_together, way_made};
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
    let tracks = context.tracks(file);
    for key_result in workspace.key_results_of(file) {
        let measured = measured(context, key_result);
        let in_all = || {
            let seen = tracks.get(key_result)?.seen();
            total(key_result, seen).or_else(|| counter(key_result, seen))
        };
        if let Some(remark) = of_key_result(key_result, &measured).or_else(in_all) {
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
    // Readings of a metric are looked at once, with the metric.
    let has_own = matches!(measured.values, Cow::Owned(_));
    if let Some(slip) = slip(&measured.values, &ends, measured.overview).filter(|_| has_own) {
        return Some(slip);
    }
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
    let stranger = |placed: &Placed<'_>| stranger(*placed, values.iter().chain(&ends).copied());
    has_own.then(|| measured.iter().find_map(stranger)).flatten()
}

/// So much more may the largest of steady values be than the least.
const STEADY: f64 = 1.5;
/// The same where a way from a baseline to a target is among them.
const STEADY_WAY: f64 = 2.0;

/// How far a tenfold or a tenth is from the nearest of steady values, at least.
const NEAREST_SLIP: f64 = 6.0;

/// A value that is about ten times as large or as small as each of at least three others, which are close to each other: a digit
/// more or less, or a decimal point in another place. Where it starts and should end, or its limits, are among the others.
fn slip(values: &[Placed<'_>], ends: &[&Quantity], overview: Overview) -> Option<Remark> {
    let is_steady = overview.is_alike() && overview.sizes.1 < overview.sizes.0 * NEAREST_SLIP;
    if is_steady || values.len() < 2 || values.len() + ends.len() < 4 {
        return None;
    }
    let unit =
        values.iter().map(|(value, _)| *value).chain(ends.iter().copied()).find(|value| !value.is_bare());
    let unit = unit.unwrap_or(values[0].0);
    let all = values.iter().map(|(value, _)| *value).chain(ends.iter().copied());
    let sizes: Vec<f64> = all.map(|value| Some(in_one_unit(unit, value)?.1)).collect::<Option<_>>()?;
    let mut sorted = sizes.clone();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len() - 1;
    let steady = if ends.is_empty() { STEADY } else { STEADY_WAY };
    // Only the least or the most can be so far from all others.
    let least = (sorted[0], 10.0, &sorted[1..], "a tenth of");
    let most = (sorted[last], 0.1, &sorted[..last], "ten times");
    [least, most].into_iter().find_map(|(own, times, others, what)| {
        let (low, high) = (others[0], others[others.len() - 1]);
        let is_slip = low > 0.0 && high <= low * steady && (low * 0.8..=high * 1.25).contains(&(own * times));
        let at = sizes.iter().position(|size| *size == own).filter(|_| is_slip)?;
        let (value, place) = *values.get(at)?;
        let beside = values[if at == 0 { 1 } else { at - 1 }].0;
        // From 1 to 10 is a short way.
        let digits: String = value.text().chars().filter(char::is_ascii_digit).collect();
        (digits.trim_matches('0').len() > 1).then_some(())?;
        let message =
            format!("`{}` is about {what} the numbers around it, such as `{}`", value.text(), beside.text());
        let help = "check the number: a digit may be missing, or the decimal point in another place";
        Some(Remark::new(place, message).help(help))
    })
}

/// A total that is many times what it should come to: its values may be totals themselves.
fn total(key_result: KeyResultView<'_>, values: &[goals::Measured<'_>]) -> Option<Remark> {
    let last = values.last().filter(|_| aggregate_of(&key_result) == Aggregate::Sum)?;
    let target = &key_result.target()?.quantity;
    let (total, ratio) = way_made(&key_result, values).filter(|(_, ratio)| *ratio > FARTHEST_RATIO)?;
    let message =
        format!("`{}` in all is {} times the way to `{}`", total.text(), ratio.round(), target.text());
    let help = "check the numbers; with `aggregate: sum` each value is what came since the one before, so if each is the total so \
                far, leave `aggregate` out";
    Some(Remark::new(last.span, message).help(help))
}

/// So many values that never fall may be those of a counter.
const FEWEST_OF_COUNTER: usize = 4;

/// Values that add up and look like totals themselves: each is at least the one before, and the last about as many times the first
/// as there are values.
fn counter(key_result: KeyResultView<'_>, values: &[goals::Measured<'_>]) -> Option<Remark> {
    let last = values.last().filter(|_| values.len() >= FEWEST_OF_COUNTER)?;
    if aggregate_of(&key_result) != Aggregate::Sum {
        return None;
    }
    let unit = last.value;
    let sizes: Option<Vec<f64>> =
        values.iter().map(|value| Some(in_one_unit(unit, value.value)?.1)).collect();
    let sizes = sizes.filter(|sizes| sizes.windows(2).all(|pair| pair[1] >= pair[0]))?;
    let grows_like_one = sizes[sizes.len() - 1] >= COUNTER_GROWS * sizes.len() as f64 * sizes[0];
    let (total, first) = (all_together(values, Aggregate::Sum)?, values[0].value.text());
    let message = format!(
        "from `{first}` on each value is at least the one before, as if it were the total so far; added up they are `{}`",
        total.text()
    );
    let help = "if each is the total so far, leave `aggregate` out: then the last value counts; if each is what came since the one \
                before, all is well";
    (grows_like_one && sizes[0] > 0.0)
        .then(|| Remark::new(last.span, message).help(help).at_most(Level::Note))
}

/// The share of an even growth that a counter shows at least: amounts that rise a little do not.
const COUNTER_GROWS: f64 = 0.75;

fn of_metric(seen: &Seen<'_>) -> Option<Remark> {
    if let Some(slip) = slip(&seen.values, &[], seen.overview) {
        return Some(slip);
    }
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
