//! What counts of a series of values. Whatever shows, compares or carries on a series takes it from here, so that what adds up is
//! never taken for a level.

use super::reading::Reading;
use super::units::settle;
use crate::goals::Measured;
use crate::goals::values::Aggregate;
use crate::quantity::Quantity;

/// Turns value after value into what counts once it is known: the running total, the mean so far, or the value itself.
pub(crate) fn running(aggregate: Aggregate) -> impl FnMut(f64) -> f64 {
    let (mut total, mut count) = (0.0, 0.0);
    move |value| {
        total += value;
        count += 1.0;
        match aggregate {
            Aggregate::Sum => total,
            Aggregate::Mean => total / count,
            Aggregate::Last | Aggregate::Share | Aggregate::Worst => value,
        }
    }
}

/// The readings, each with what counted then.
pub(super) fn so_far(mut readings: Vec<Reading>, aggregate: Aggregate) -> Vec<Reading> {
    let mut count = running(aggregate);
    for reading in &mut readings {
        let counts = count(reading.value.value());
        if counts != reading.value.value() {
            reading.value = reading.value.with_value(counts);
        }
    }
    readings
}

/// What counts of some values where they add up or their mean counts. `None` without values, where only one of them counts, and
/// where they cannot be compared.
pub(crate) fn all_together(values: &[Measured], aggregate: Aggregate) -> Option<Quantity> {
    let mut readings: Vec<Reading> = match aggregate {
        Aggregate::Sum | Aggregate::Mean => values.iter().map(Reading::of).collect(),
        Aggregate::Last | Aggregate::Share | Aggregate::Worst => return None,
    };
    settle(readings.iter_mut().map(|reading| &mut reading.value).collect()).ok()?;
    what_counts(&readings, aggregate, f64::min)
}

/// What counts of all readings, in the style of the latest one's author; `worse` picks the worse of two values.
pub(super) fn what_counts(
    readings: &[Reading],
    aggregate: Aggregate,
    worse: impl Fn(f64, f64) -> f64,
) -> Option<Quantity> {
    let latest = &readings.last()?.value;
    let values = || readings.iter().map(|reading| reading.value.value());
    let number = match aggregate {
        Aggregate::Last | Aggregate::Share => return Some(latest.clone()),
        Aggregate::Worst => values().reduce(worse)?,
        Aggregate::Mean => values().map(|value| value / readings.len() as f64).sum(),
        Aggregate::Sum => values().sum(),
    };
    let same = readings.iter().rev().find(|reading| reading.value.value() == number);
    Some(same.map_or_else(|| latest.with_value(number), |reading| reading.value.clone()))
}
