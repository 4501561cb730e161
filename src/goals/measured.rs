//! A value that was measured on a day.

use super::check_ins::CheckInView;
use super::day::Day;
use crate::quantity::Quantity;
use crate::source::Span;

/// Where a value was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Among a key result's own check-ins.
    CheckIn,
    /// Among the readings of a metric.
    Metric,
}

/// A measured value with its day.
#[derive(Debug, Clone, Copy)]
pub struct Measured<'w> {
    /// The day the value is about.
    pub day: Day,
    /// The value as it is written.
    pub value: &'w Quantity,
    /// The whole check-in or reading.
    pub check_in: CheckInView<'w>,
    /// Its place.
    pub span: Span,
    /// The list it is in.
    pub origin: Origin,
}

/// The values of a list that have a date, oldest first; of two on one day the later in the file comes last.
pub(super) fn measured<'w>(
    check_ins: impl Iterator<Item = CheckInView<'w>>,
    origin: Origin,
) -> Vec<Measured<'w>> {
    let mut all: Vec<Measured<'w>> = check_ins
        .filter_map(|check_in| {
            let (day, value) = (check_in.date().get()?, check_in.value().get()?);
            Some(Measured { day, value, check_in, span: check_in.span(), origin })
        })
        .collect();
    all.sort_by_key(|measured| measured.day);
    all
}

/// Of several values on one day the last one in the file.
pub(super) fn one_a_day(mut sorted: Vec<Measured<'_>>) -> Vec<Measured<'_>> {
    // `dedup` keeps the first of a run, and here the last is wanted.
    sorted.reverse();
    sorted.dedup_by_key(|measured| measured.day);
    sorted.reverse();
    sorted
}
