//! What was said of a key result between two days: check-ins, and readings of its metric.

use crate::goals::{CheckInView, Day};
use crate::quantity::Quantity;

/// A check-in, or a reading of the metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The day it is about.
    pub day: Day,
    /// What was measured, as it is written; `None` if somebody only looked.
    pub value: Option<String>,
    /// The owner's confidence, 1 to 10.
    pub confidence: Option<u8>,
    /// What happened, in words.
    pub note: Option<String>,
}

/// What [`Said`] is made from. A metric's readings are those of all its key results, so they are copied only where they are
/// new.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Entry<'m> {
    pub(super) day: Day,
    value: Option<&'m str>,
    confidence: Option<u8>,
    note: Option<&'m str>,
}

impl<'m> Entry<'m> {
    pub(super) fn new(day: Day, check_in: CheckInView<'m>, value: Option<&'m Quantity>) -> Self {
        let note = check_in.note().get();
        Self {
            day,
            value: value.map(Quantity::text),
            confidence: check_in.confidence().get().map(|confidence| confidence.0),
            note: note.filter(|note| !note.trim().is_empty()),
        }
    }

    pub(super) fn is_among(&self, others: &[Entry<'_>]) -> bool {
        let same_day = &others[others.partition_point(|other| other.day < self.day)..];
        same_day.iter().take_while(|other| other.day == self.day).any(|other| other == self)
    }

    pub(super) fn to_said(self) -> Said {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Said { day: self.day, value: owned(self.value), confidence: self.confidence, note: owned(self.note) }
    }
}
