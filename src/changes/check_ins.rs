//! What two versions say of the same days.

use crate::goals::CheckInView;
use crate::goals::Day;
use crate::quantity::same;
use std::collections::HashMap;

/// A value measured on a day, in two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckInChange {
    /// The day.
    pub day: Day,
    /// What was said of it; `None` if it is new.
    pub before: Option<String>,
    /// What changed; `None` if it was removed.
    pub after: Option<String>,
    /// The owner's confidence now, 1 to 10.
    pub confidence: Option<u8>,
    /// What happened, in words.
    pub note: Option<String>,
}

/// What two lists of check-ins say differently, by day.
pub(super) fn check_in_changes<'w>(
    before: impl Iterator<Item = CheckInView<'w>>,
    after: impl Iterator<Item = CheckInView<'w>>,
) -> Vec<CheckInChange> {
    let value = |check_in: CheckInView<'_>| check_in.value().get().map(|value| value.text().to_owned());
    let dated = |check_in: CheckInView<'w>| Some((check_in.date().get()?, check_in));
    let mut earlier: HashMap<Day, CheckInView<'_>> = before.filter_map(dated).collect();
    let mut changes = Vec::new();
    for (day, check_in) in after.filter_map(dated) {
        let was = earlier.remove(&day);
        let is_same = match (was.and_then(|was| was.value().get()), check_in.value().get()) {
            (Some(before), Some(after)) => same(before, after),
            (before, after) => before.is_none() && after.is_none(),
        };
        let (before, after) = (was.and_then(value), value(check_in));
        let confidence = check_in.confidence().get().map(|confidence| confidence.0);
        let note = check_in.note().get().map(str::to_owned);
        let said = |was: CheckInView<'_>| {
            (was.confidence().get().map(|was| was.0), was.note().get().map(str::to_owned))
        };
        let is_said_otherwise = was.map(said) != Some((confidence, note.clone()));
        if !is_same || is_said_otherwise {
            changes.push(CheckInChange { day, before, after, confidence, note });
        }
    }
    changes.extend(earlier.into_iter().map(|(day, check_in)| CheckInChange {
        day,
        before: value(check_in),
        after: None,
        confidence: None,
        note: None,
    }));
    changes.sort_by_key(|change| change.day);
    changes
}
