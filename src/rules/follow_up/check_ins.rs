//! What rules about following up may judge: key results whose values can all be read, with the values that count.

use super::super::{Context, Facts};
use crate::goals::format::{CheckIn, List};
use crate::goals::{Day, GoalFile, KeyResultView, Measured, MetricView, Quarter, Readings, Workspace};
use crate::score::can_be_scored;
use crate::source::Span;

/// The check-ins of key results up to a day.
#[derive(Clone, Copy)]
pub(super) struct CheckIns<'w> {
    as_of: Day,
    facts: &'w Facts<'w>,
    readings: &'w Readings<'w>,
}

/// What was measured of one key result.
pub(super) struct Track<'w> {
    track: crate::goals::Track<'w, 'w>,
    /// The metric whose readings are among the values.
    pub(super) metric: Option<MetricView<'w>>,
    /// The day it starts.
    pub(super) start: Day,
    /// Some date of its own is from before the quarter, which `check-in-dates` says: nobody knows when that was measured.
    pub(super) has_early_check_in: bool,
}

/// The last sign that somebody looks after a key result.
#[derive(Clone, Copy)]
pub(super) struct LastLook<'w> {
    pub(super) day: Day,
    /// The value then; `None` for a check-in without one.
    pub(super) value: Option<Measured<'w>>,
    /// The place of its date.
    pub(super) place: Span,
}

impl<'w> CheckIns<'w> {
    pub(super) fn of(context: &Context<'w>) -> Self {
        Self { as_of: context.as_of, facts: context.facts, readings: context.facts.readings() }
    }

    /// The metric that a key result names.
    pub(super) fn metric(self, key_result: KeyResultView<'w>) -> Option<MetricView<'w>> {
        self.readings.metric(&key_result)
    }

    /// What was measured of a key result; `None` if part of it cannot be read, so that nobody knows what is missing,
    /// where it has no numbers that could be measured, which other rules say, and where it was given up.
    pub(super) fn track(self, key_result: KeyResultView<'w>, quarter: Quarter) -> Option<Track<'w>> {
        let own = &key_result.key_result.check_ins;
        if !can_be_scored(&key_result)
            || !is_readable(own, CheckIn::is_whole)
            || key_result.cancelled(self.as_of).is_some()
        {
            return None;
        }
        let metric = self.metric(key_result);
        let names_one = !key_result.key_result.metric.is_absent();
        let is_known = |metric: MetricView<'w>| self.facts.seen(metric).is_some_and(|seen| seen.is_whole);
        if own.items().is_empty() && names_one && metric.is_none()
            || metric.is_some_and(|metric| !is_known(metric))
        {
            return None;
        }
        let first = key_result.workspace().calendar.first_day(quarter);
        let mut own_days = own.readable().filter_map(|(check_in, _)| check_in.date.get());
        Some(Track {
            track: self.readings.track(&key_result, quarter),
            metric,
            start: key_result.start(quarter, self.as_of),
            has_early_check_in: own_days.any(|day| *day < first),
        })
    }
}

impl<'w> Track<'w> {
    /// The values that count: in the quarter and not after the current day, oldest first.
    pub(super) fn seen(&self) -> &[Measured<'w>] {
        &self.track.counted
    }

    /// The last of the values from before a day.
    pub(super) fn last_before(&self, day: Day) -> Option<Measured<'w>> {
        let seen = self.seen();
        let end = seen.partition_point(|measured| measured.day < day);
        seen[..end].last().copied().or(self.track.before).filter(|measured| measured.day < day)
    }

    /// The last time that somebody measured, or looked and wrote no value.
    pub(super) fn last_look(&self) -> Option<LastLook<'w>> {
        let date_of = |check_in: &'w CheckIn, span| check_in.date.span().unwrap_or(span);
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
fn is_readable(list: &List<CheckIn>, is_whole: impl Fn(&CheckIn) -> bool) -> bool {
    (list.is_absent() || list.get().is_some())
        && list.items().iter().all(|item| item.get().is_some_and(&is_whole))
}

/// The files that hold objectives of a quarter, with that quarter; those that cannot be read completely are left out.
pub(super) fn files_with_quarter(workspace: &Workspace) -> impl Iterator<Item = (&GoalFile, Quarter)> {
    workspace.files.iter().filter_map(|file| Some((&**file, followed_quarter(file)?)))
}

/// The quarter of a file's objectives, where it has any and can be read completely.
pub(super) fn followed_quarter(file: &GoalFile) -> Option<Quarter> {
    let quarter = file.quarter().filter(|_| !file.damaged)?;
    (!file.content.objectives.items().is_empty()).then_some(quarter)
}
