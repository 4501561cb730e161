//! The score of one key result.

use super::counting::what_counts;
use super::figures::{Figures, figures, nothing_between};
use super::no_data::NoData;
use super::reading::Reading;
use super::units::{at_least as reaches, refuse_doubt, settle};
use crate::goals::values::Aggregate;
use crate::goals::{KeyResultView, Measured, MetricView};
use crate::quantity::{self, Quantity};

/// A score and the numbers it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// What counts of the readings: the latest value, their sum, mean, or the worst of them.
    pub current: Quantity,
    /// `(current - baseline) / (target - baseline)`, not clamped; `None` for a hold.
    pub ratio: Option<f64>,
    /// 0 to 1.
    pub score: f64,
}

/// The share of the distance from `baseline` to `target` that `current` has made: below 0 on the wrong side of the baseline,
/// above 1 past the target. The sign cancels, so falling targets need no special case. `None` if there is no distance
/// to go. Always finite.
#[must_use]
pub fn ratio(baseline: f64, target: f64, current: f64) -> Option<f64> {
    if baseline == target {
        return None;
    }
    let share = |baseline: f64, target: f64, current: f64| (current - baseline) / (target - baseline);
    let direct = share(baseline, target, current);
    let ratio = if direct.is_nan() || (target - baseline).is_infinite() {
        // The differences overflowed; a quarter of each cannot.
        share(baseline / 4.0, target / 4.0, current / 4.0)
    } else {
        direct
    };
    // Adding zero turns -0 into 0.
    (!ratio.is_nan()).then(|| whole(ratio.clamp(f64::MIN, f64::MAX)) + 0.0)
}

/// A ratio that misses 1 only by what binary fractions lose is 1.
fn whole(ratio: f64) -> f64 {
    if (ratio - 1.0).abs() <= 1e-9 { 1.0 } else { ratio }
}

/// What counts of several values: what the key result says, otherwise its metric, otherwise the default. The default of a move is
/// the last value. That of a hold is the share of readings that held; with a limit of zero the worst, as nothing averages
/// out an incident. What a metric says for all its key results counts only if it makes sense.
#[must_use]
pub fn aggregate(view: &KeyResultView, metric: Option<&MetricView>, figures: &Figures) -> Aggregate {
    let own = view.key_result.aggregate.get().copied();
    let of_metric = metric.and_then(|metric| metric.metric.aggregate.get()).copied();
    let is_zero = |limit: &Option<Quantity>| limit.as_ref().is_some_and(|limit| limit.value() == 0.0);
    let makes_sense = |aggregate: &Aggregate| {
        // A metric's `last` says how its readings represent a quarter, not how often a limit held.
        match figures {
            Figures::Move { .. } => !matches!(aggregate, Aggregate::Share | Aggregate::Worst),
            Figures::Hold { .. } => *aggregate != Aggregate::Last,
        }
    };
    own.or(of_metric.filter(makes_sense)).unwrap_or(match figures {
        Figures::Move { .. } => Aggregate::Last,
        Figures::Hold { at_most, .. } if is_zero(at_most) => Aggregate::Worst,
        Figures::Hold { at_least, at_most: None } if is_zero(at_least) => Aggregate::Worst,
        Figures::Hold { .. } => Aggregate::Share,
    })
}

/// The same of a key result as it is written.
pub(crate) fn aggregate_of(view: &KeyResultView) -> Aggregate {
    aggregate(view, view.metric().as_ref(), &figures(view))
}

/// Scores a key result by the readings that count, oldest first; `None` without any. Bare numbers among the
/// figures, the `beside` and the readings take the units beside them, and for a hold each reading learns whether it held.
///
/// - Move: the [`ratio`] of what counts of the readings, clamped to 0..=1.
/// - Hold: the share of readings on the right side of the limits, which belong to it; or 1 or 0, where one number counts
///   of all readings.
///
/// # Errors
/// Why there can be no score whatever is measured.
pub fn score(
    figures: &mut Figures,
    beside: &mut [Quantity],
    readings: &mut [Reading],
    aggregate: Aggregate,
) -> Result<Option<Scored>, NoData> {
    let (Figures::Move { baseline: one, target: other } | Figures::Hold { at_least: one, at_most: other }) =
        &*figures;
    let ends: Vec<&Quantity> = one.iter().chain(other).collect();
    let values = readings.iter().map(|reading| &reading.value);
    refuse_doubt(&ends, &beside.iter().chain(values).collect::<Vec<_>>())?;
    let values = readings.iter_mut().map(|reading| &mut reading.value);
    settle(figures.all_mut().chain(beside.iter_mut()).chain(values).collect())?;
    match figures {
        Figures::Move { target: None, .. } => Err(NoData::NoTarget),
        Figures::Move { baseline: None, .. } => Err(NoData::NoBaseline),
        Figures::Move { baseline: Some(baseline), target: Some(target) } => {
            if quantity::same(baseline, target) {
                return Err(NoData::NoChange { value: target.text().to_owned() });
            }
            if aggregate == Aggregate::Share {
                return Err(NoData::ShareOfTarget);
            }
            let way = |value: f64| ratio(baseline.value(), target.value(), value);
            let worst = |a: f64, b: f64| if way(b) < way(a) { b } else { a };
            let Some(current) = what_counts(readings, aggregate, worst) else { return Ok(None) };
            let ratio = way(current.value());
            Ok(ratio.map(|ratio| Scored { current, ratio: Some(ratio), score: ratio.clamp(0.0, 1.0) }))
        }
        Figures::Hold { at_least: None, at_most: None } => Err(NoData::NoLimit),
        Figures::Hold { at_least, at_most } => {
            let (at_least, at_most) = (at_least.as_ref(), at_most.as_ref());
            if let Some(no_data) = nothing_between(at_least, at_most) {
                return Err(no_data);
            }
            for reading in readings.iter_mut() {
                reading.held = Some(holds(at_least, at_most, reading.value.value()));
            }
            let past = |value: f64| past(at_least, at_most, value);
            let worst = |a: f64, b: f64| if past(b) > past(a) { b } else { a };
            let Some(current) = what_counts(readings, aggregate, worst) else { return Ok(None) };
            let score = match aggregate {
                Aggregate::Share => {
                    let held = readings.iter().filter(|reading| reading.held == Some(true)).count();
                    held as f64 / readings.len() as f64
                }
                _ => f64::from(u8::from(holds(at_least, at_most, current.value()))),
            };
            Ok(Some(Scored { current, ratio: None, score }))
        }
    }
}

/// Whether a value is inside the limits, which belong to the inside.
pub(super) fn holds(at_least: Option<&Quantity>, at_most: Option<&Quantity>, value: f64) -> bool {
    at_least.is_none_or(|limit| reaches(value, limit.value()))
        && at_most.is_none_or(|limit| reaches(limit.value(), value))
}

/// How far a value is past the limits; below zero inside them.
fn past(at_least: Option<&Quantity>, at_most: Option<&Quantity>, value: f64) -> f64 {
    let below = at_least.map(|limit| limit.value() - value);
    let above = at_most.map(|limit| value - limit.value());
    below.into_iter().chain(above).fold(f64::NEG_INFINITY, f64::max)
}

/// Whether there is nothing left to reach: the target is met by what counts, or a sum has reached its limit and cannot fall
/// below it. A mean or the worst value may still change for the worse, and so may a sum that has to stay low.
pub(super) fn is_reached(figures: &Figures, aggregate: Aggregate, scored: &Scored) -> bool {
    match figures {
        Figures::Move { .. } => {
            let can_get_worse = match aggregate {
                Aggregate::Sum => figures.is_falling(),
                Aggregate::Last => false,
                Aggregate::Mean | Aggregate::Share | Aggregate::Worst => true,
            };
            !can_get_worse && scored.ratio.is_some_and(|ratio| ratio >= 1.0)
        }
        Figures::Hold { at_least: Some(_), at_most: None } => {
            aggregate == Aggregate::Sum && scored.score == 1.0
        }
        Figures::Hold { .. } => false,
    }
}

/// Whether a key result is done by the values that count.
pub(crate) fn is_done(view: &KeyResultView, counted: &[Measured]) -> bool {
    let mut figures = figures(view);
    let aggregate = aggregate(view, view.metric().as_ref(), &figures);
    let mut readings: Vec<Reading> = counted.iter().map(Reading::of).collect();
    let scored = score(&mut figures, &mut [], &mut readings, aggregate).ok().flatten();
    scored.is_some_and(|scored| is_reached(&figures, aggregate, &scored))
}

/// Whether a key result could be scored if only somebody measured it: it has numbers, and they fit together.
pub(crate) fn can_be_scored(view: &KeyResultView) -> bool {
    view.facts().is_some_and(|facts| !facts.relative_target)
        && score(&mut figures(view), &mut [], &mut [], aggregate_of(view)).is_ok()
}

/// What counts of some values of a key result, and the share of the distance from its baseline to its target that this makes, as its
/// score would count it; without values where it starts. `None` without such a distance, and where the numbers cannot be
/// compared.
pub(crate) fn way_made(view: &KeyResultView, values: &[Measured]) -> Option<(Quantity, f64)> {
    let mut figures = figures(view);
    let aggregate = aggregate(view, view.metric().as_ref(), &figures);
    let mut readings: Vec<Reading> = values.iter().map(Reading::of).collect();
    match (score(&mut figures, &mut [], &mut readings, aggregate).ok()?, figures) {
        (Some(scored), _) => Some((scored.current, scored.ratio?)),
        (None, Figures::Move { baseline: Some(start), target: Some(target) }) => {
            // What adds up starts with nothing.
            let from = if aggregate == Aggregate::Sum { start.with_value(0.0) } else { start.clone() };
            let share = ratio(start.value(), target.value(), from.value())?;
            Some((from, share))
        }
        (None, _) => None,
    }
}
