//! A value that was measured on a day.

use super::calendar::Day;
use super::format::CheckIn;
use crate::quantity::Quantity;
use crate::source::Span;

/// A measured value with its day.
#[derive(Debug, Clone, Copy)]
pub struct Measured<'w> {
    /// The day it was measured.
    pub day: Day,
    /// The value as it is written.
    pub value: &'w Quantity,
    /// The whole check-in or reading.
    pub check_in: &'w CheckIn,
    /// Where it stands.
    pub span: Span,
}

/// The check-ins that have a date and a value, oldest first; of two on one day the later in the file comes last.
pub(super) fn measured<'w>(check_ins: impl Iterator<Item = (&'w CheckIn, Span)>) -> Vec<Measured<'w>> {
    let mut all: Vec<Measured<'w>> = check_ins
        .filter_map(|(check_in, span)| {
            Some(Measured { day: *check_in.date.get()?, value: check_in.value.get()?, check_in, span })
        })
        .collect();
    all.sort_by_key(|measured| measured.day);
    all
}
