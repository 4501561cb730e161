//! What was measured of the key results that rules about following up may judge: those whose values can all be read.

use super::Facts;
use crate::goals::format::CheckInList;
use crate::goals::values::Aggregate;
use crate::goals::{CheckInView, Day, GoalFile, KeyResultView, Measured, MetricView, Quarter};
use crate::score::can_be_scored;
use crate::source::{FileId, Span};
use std::cell::RefCell;
use std::rc::Rc;

/// What was measured of one key result.
#[derive(Debug)]
pub(crate) struct Track<'w> {
    track: crate::goals::Track<'w, 'w>,
    /// The metric whose readings are among the values.
    pub(crate) metric: Option<MetricView<'w>>,
    /// The day it starts.
    pub(crate) start: Day,
    /// Some date of its own is from before the quarter, which `check-in-dates` says: nobody knows when that was measured.
    pub(crate) has_early_check_in: bool,
}

/// The last sign that somebody looks after a key result.
#[derive(Clone, Copy)]
pub(crate) struct LastLook<'w> {
    pub(crate) day: Day,
    /// The value then; `None` for a check-in without one.
    pub(crate) value: Option<Measured<'w>>,
    /// The place of its date.
    pub(crate) place: Span,
}

/// The key results of one file that have a track in the file's quarter, in the order of the file.
#[derive(Debug, Clone)]
pub(crate) struct Tracks<'w>(Rc<[(KeyResultView<'w>, Track<'w>)]>);

impl<'w> Tracks<'w> {
    /// Each of these key results with its track.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(KeyResultView<'w>, Track<'w>)> {
        self.0.iter()
    }

    /// The track of a key result.
    pub(crate) fn get(&self, key_result: KeyResultView<'_>) -> Option<&Track<'w>> {
        let place = |view: &KeyResultView<'_>| (view.objective.position, view.position);
        let at = self.0.binary_search_by_key(&place(&key_result), |(view, _)| place(view)).ok()?;
        Some(&self.0[at].1)
    }
}

/// The tracks of the file that was asked about last, shared by the rules that judge it one after the other. Those of all
/// files at once would take more memory than the files.
#[derive(Debug, Clone, Default)]
pub(crate) struct LatestTracks<'w>(Rc<RefCell<Option<(FileId, Tracks<'w>)>>>);

impl<'w> LatestTracks<'w> {
    /// The tracks of a file.
    pub(crate) fn of(&self, file: &'w GoalFile, facts: &'w Facts<'w>) -> Tracks<'w> {
        let mut latest = self.0.borrow_mut();
        match &*latest {
            Some((id, tracks)) if *id == file.id => tracks.clone(),
            _ => latest.insert((file.id, facts.tracks(file))).1.clone(),
        }
    }
}

impl<'w> Facts<'w> {
    fn tracks(&'w self, file: &'w GoalFile) -> Tracks<'w> {
        let quarter = file.quarter();
        let tracked = |key_result| Some((key_result, self.track(key_result, quarter?)?));
        Tracks(self.workspace.key_results_of(file).filter_map(tracked).collect())
    }

    /// What was measured of a key result; `None` if part of it cannot be read, so that nobody knows what is missing,
    /// where it has no numbers that could be measured, which other rules say, and where it was given up.
    pub(crate) fn track(&'w self, key_result: KeyResultView<'w>, quarter: Quarter) -> Option<Track<'w>> {
        let own = &key_result.key_result.check_ins;
        if !can_be_scored(&key_result)
            || !is_readable(own, CheckInView::is_whole)
            || key_result.cancelled(self.days.as_of).is_some()
        {
            return None;
        }
        let metric = self.readings().metric(&key_result);
        let names_one = !key_result.key_result.metric.is_absent();
        let is_known = |metric: MetricView<'w>| self.seen(metric).is_some_and(|seen| seen.is_whole);
        if own.items().len() == 0 && names_one && metric.is_none()
            || metric.is_some_and(|metric| !is_known(metric))
        {
            return None;
        }
        let first = key_result.workspace().calendar.first_day(quarter);
        let mut own_days = own.readable().filter_map(|check_in| check_in.date().get());
        Some(Track {
            track: self.readings().track(&key_result, quarter),
            metric,
            start: key_result.start(quarter, self.days.as_of),
            has_early_check_in: own_days.any(|day| day < first),
        })
    }
}

impl<'w> Track<'w> {
    /// The values that count: in the quarter and not after the current day, oldest first.
    pub(crate) fn seen(&self) -> &[Measured<'w>] {
        &self.track.counted
    }

    /// The values that counted on the eve of a day. Of what lies before the quarter only the last value does, and only where
    /// the values neither add up nor are taken together otherwise.
    pub(crate) fn known_before(&self, day: Day, aggregate: Aggregate) -> &[Measured<'w>] {
        let seen = self.seen();
        match (&seen[..seen.partition_point(|measured| measured.day < day)], &self.track.before) {
            ([], Some(before)) if aggregate == Aggregate::Last && before.day < day => {
                std::slice::from_ref(before)
            }
            (inside, _) => inside,
        }
    }

    /// The last time that somebody measured, or looked and wrote no value.
    pub(crate) fn last_look(&self) -> Option<LastLook<'w>> {
        let date_of = |check_in: CheckInView<'w>, span| check_in.date().span().unwrap_or(span);
        let value = self.seen().last().map(|measured| LastLook {
            day: measured.day,
            value: Some(*measured),
            place: date_of(measured.check_in, measured.span),
        });
        let look = self.track.looks.last().map(|look| LastLook {
            day: look.day,
            value: None,
            place: date_of(look.check_in, look.span),
        });
        value.into_iter().chain(look).reduce(|last, next| if next.day > last.day { next } else { last })
    }
}

/// Whether every entry of a list could be read.
fn is_readable<'w>(list: &'w CheckInList, is_whole: impl Fn(CheckInView<'w>) -> bool) -> bool {
    (list.is_absent() || list.get().is_some()) && list.items().all(|item| item.get().is_some_and(&is_whole))
}
