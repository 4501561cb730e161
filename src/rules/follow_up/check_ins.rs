//! What was measured of key results, each metric's readings sorted once however many key results move it.

use crate::goals::format::{CheckIn, List};
use crate::goals::{Day, GoalFile, KeyResultView, Measured, MetricView, Quarter, Workspace};
use crate::score::can_be_scored;
use std::collections::HashMap;
use std::rc::Rc;

/// The check-ins of key results up to a day.
pub(super) struct CheckIns<'w> {
    workspace: &'w Workspace,
    as_of: Day,
    metrics: HashMap<&'w str, MetricView<'w>>,
    readings: HashMap<&'w str, Rc<Vec<Measured<'w>>>>,
}

/// What was measured of one key result.
pub(super) struct Track<'w> {
    all: Rc<Vec<Measured<'w>>>,
    /// The metric whose readings these are; `None` for check-ins of its own.
    pub(super) of_metric: Option<MetricView<'w>>,
    first: Day,
    last: Day,
}

impl<'w> CheckIns<'w> {
    /// Of two metrics with one id the first counts.
    pub(super) fn of(workspace: &'w Workspace, as_of: Day) -> Self {
        let mut metrics = HashMap::new();
        for metric in workspace.metrics() {
            if let Some(id) = metric.id() {
                metrics.entry(id).or_insert(metric);
            }
        }
        Self { workspace, as_of, metrics, readings: HashMap::new() }
    }

    /// The metric that a key result names.
    pub(super) fn metric(&self, key_result: KeyResultView<'w>) -> Option<MetricView<'w>> {
        self.metrics.get(key_result.key_result.metric.get()?.as_str()).copied()
    }

    /// What was measured of a key result; `None` where part of it cannot be read, so that nobody knows what is missing, and
    /// where it has no numbers that could be measured: other rules say so.
    pub(super) fn track(&mut self, key_result: KeyResultView<'w>, quarter: Quarter) -> Option<Track<'w>> {
        let own = &key_result.key_result.check_ins;
        if !can_be_scored(&key_result) || !is_readable(own) {
            return None;
        }
        let calendar = self.workspace.calendar;
        let (first, last) = (calendar.first_day(quarter), calendar.last_day(quarter).min(self.as_of));
        if !own.items().is_empty() {
            return Some(Track { all: Rc::new(key_result.check_ins()), of_metric: None, first, last });
        }
        let metric = self.metric(key_result);
        if metric.is_none() && !key_result.key_result.metric.is_absent() {
            return None;
        }
        let all = match metric {
            None => Rc::default(),
            Some(metric) if is_readable(&metric.metric.readings) && !metric.file.damaged => {
                let id = metric.id().unwrap_or_default();
                Rc::clone(self.readings.entry(id).or_insert_with(|| Rc::new(metric.readings())))
            }
            Some(_) => return None,
        };
        Some(Track { all, of_metric: metric, first, last })
    }
}

impl<'w> Track<'w> {
    /// Those that count: in the quarter and not after the day looked from, oldest first.
    pub(super) fn seen(&self) -> &[Measured<'w>] {
        let begin = self.all.partition_point(|measured| measured.day < self.first);
        let end = self.all.partition_point(|measured| measured.day <= self.last);
        self.all.get(begin..end).unwrap_or_default()
    }

    /// Whether some date cannot be right, which `check-in-dates` says: nobody knows when that was
    /// measured. From a day of the past (`looks_back`) what comes after it is only not seen.
    pub(super) fn has_strays(&self, looks_back: bool) -> bool {
        let too_early =
            self.of_metric.is_none() && self.all.first().is_some_and(|first| first.day < self.first);
        too_early || !looks_back && self.all.last().is_some_and(|last| last.day > self.last)
    }

    /// The last of those from before a day.
    pub(super) fn last_before(&self, day: Day) -> Option<Measured<'w>> {
        let end = self.all.partition_point(|measured| measured.day < day);
        self.all.get(end.checked_sub(1)?).copied()
    }
}

/// Whether every entry has a date and a value that could be read.
fn is_readable(list: &List<CheckIn>) -> bool {
    let whole = |check_in: &CheckIn| check_in.date.get().is_some() && check_in.value.get().is_some();
    (list.is_absent() || list.get().is_some())
        && list.items().iter().all(|item| item.get().is_some_and(whole))
}

/// The files that hold objectives of a quarter, with that quarter; those that cannot be read to their end are left out.
pub(super) fn files_with_quarter(workspace: &Workspace) -> impl Iterator<Item = (&GoalFile, Quarter)> {
    workspace.files.iter().filter(|file| !file.damaged).filter_map(|file| {
        let quarter = file.content.quarter.get()?.quarter()?;
        (!file.content.objectives.items().is_empty()).then_some((&**file, quarter))
    })
}
