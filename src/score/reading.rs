//! A measured value, taken from its file.

use crate::goals::{Day, Measured, Origin};
use crate::quantity::Quantity;
use crate::source::Excerpt;

/// One check-in of a key result or one reading of a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The day it is about.
    pub day: Day,
    /// The measured value; a bare number has taken the unit of its neighbours.
    pub value: Quantity,
    /// The owner's confidence, 1 to 10.
    pub confidence: Option<u8>,
    /// What happened, in words.
    pub note: Option<Excerpt>,
    /// Whether it was on the right side of the limit; `None` without a limit to hold.
    pub held: Option<bool>,
    /// Whether it is a reading of the metric rather than a check-in of the key result's own.
    pub of_metric: bool,
}

impl Reading {
    /// Takes a reading from its file.
    #[must_use]
    pub fn of(measured: &Measured) -> Self {
        Self {
            day: measured.day,
            value: measured.value.clone(),
            confidence: measured.check_in.confidence().get().map(|confidence| confidence.0),
            note: measured.check_in.excerpt(),
            held: None,
            of_metric: measured.origin == Origin::Metric,
        }
    }
}
