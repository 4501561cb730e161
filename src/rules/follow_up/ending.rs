//! How a key result ended once its quarter is over.

use super::super::facts::Tracks;
use crate::goals::{Day, KeyResultView, Measured, Quarter, Workspace};
use crate::score::cadence::{check_in_allowed, overdue};
use crate::score::is_done;
use crate::settings::Settings;

/// How a key result ended.
pub(super) enum Ending<'w> {
    /// It has a grade set by hand, or a check-in from the quarter's end.
    Graded,
    /// Nobody wrote down where it ended; the last check-in, if there is one.
    Open(Option<Measured<'w>>),
}

/// How a key result of an ended quarter ended; `None` if that is unknown: it has no numbers to measure, or what was
/// measured cannot be read. A check-in is from the quarter's end if it would not have been stale on the last day.
pub(super) fn ending<'w>(
    key_result: KeyResultView<'w>,
    quarter: Quarter,
    tracks: &Tracks<'w>,
    settings: &Settings,
) -> Option<Ending<'w>> {
    if !key_result.key_result.grade.is_absent() {
        return Some(Ending::Graded);
    }
    let track = tracks.get(key_result)?;
    let last = track.seen().last().copied();
    let allowed = check_in_allowed(track.metric.as_ref(), settings);
    let last_day = key_result.workspace().calendar.last_day(quarter);
    let is_recent = last.is_some_and(|last| overdue(last.day, last_day, allowed).is_none());
    // What was reached is not asked for again, unless it falls back.
    let is_final = is_recent || is_done(&key_result, track.seen());
    Some(if is_final { Ending::Graded } else { Ending::Open(last) })
}

/// How long after a quarter's end there is time to grade it, in days.
pub(super) const TIME_TO_GRADE: i64 = 14;

/// Whether a quarter is over and the time to grade it as well.
pub(super) fn is_closed(workspace: &Workspace, quarter: Quarter, as_of: Day, time_to_grade: i64) -> bool {
    as_of > workspace.calendar.last_day(quarter).plus_days(time_to_grade)
}
