//! A metric in its workspace.

use super::calendar::Quarter;
use super::check_ins::{CheckInView, CheckIns};
use super::computed::is_computed;
use super::day::Day;
use super::file::GoalFile;
use super::format::{CheckInList, Metric, PeriodTarget};
use super::measured::{Measured, Origin, measured, one_a_day};
use super::sections::MetricRole;
use super::series::Series;
use super::values::{Better, Indicator, Owner};
use super::workspace::Workspace;
use crate::quantity::Quantity;
use crate::source::Span;

/// A metric and its place.
#[derive(Debug, Clone, Copy)]
pub struct MetricView<'w> {
    /// The workspace it belongs to.
    pub workspace: &'w Workspace,
    /// The file it is in.
    pub file: &'w GoalFile,
    /// What the file says.
    pub metric: &'w Metric,
    /// The section it is in.
    pub role: MetricRole,
    /// The whole entry.
    pub span: Span,
}

impl<'w> MetricView<'w> {
    /// Its id; `None` when it has none or a wrong one.
    #[must_use]
    pub fn id(&self) -> Option<&'w str> {
        self.metric.id.get().map(|id| id.as_str())
    }

    /// Its display name: its name, otherwise its id, otherwise nothing.
    #[must_use]
    pub fn name(&self) -> &'w str {
        self.metric.name.get().map(String::as_str).or(self.id()).unwrap_or_default()
    }

    /// The words a finding about the whole metric underlines: its id, otherwise its name, otherwise all of it.
    #[must_use]
    pub fn heading(&self) -> Span {
        self.metric.id.span().or(self.metric.name.span()).unwrap_or(self.span)
    }

    /// Who answers for it: its owner, otherwise the file's.
    #[must_use]
    pub fn owner(&self) -> Option<&'w str> {
        self.metric.owner.get().or(self.file.content.owner.get()).map(Owner::as_str)
    }

    /// The better direction; `higher` unless it says otherwise.
    #[must_use]
    pub fn better(&self) -> Better {
        self.metric.better.get().copied().unwrap_or_default()
    }

    /// Whether it is known to be lagging.
    #[must_use]
    pub fn is_lagging(&self) -> bool {
        self.metric.indicator.get() == Some(&Indicator::Lagging)
    }

    /// Whether it is computed from other metrics: it has an `equals:` and no readings of its own.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        is_computed(self.metric) && !self.has_series()
    }

    /// Whether its values are pulled: nobody types them.
    #[must_use]
    pub fn is_pulled(&self) -> bool {
        !self.metric.pull.is_absent()
    }

    /// Whether a file of its own holds readings of it.
    #[must_use]
    pub fn has_series(&self) -> bool {
        self.series().next().is_some()
    }

    /// The files of their own that hold readings of it.
    pub fn series(&self) -> impl Iterator<Item = (&'w GoalFile, &'w Series)> + use<'w> {
        self.workspace.series_of(self.id().unwrap_or_default())
    }

    /// The lists that its readings are written in: first that among its fields, then those in files of their own.
    pub fn lists(&self) -> impl Iterator<Item = &'w CheckInList> + use<'w> {
        std::iter::once(&self.metric.readings).chain(self.series().map(|(_, series)| &series.readings))
    }

    /// Every reading that is written.
    pub fn written(&self) -> impl Iterator<Item = CheckInView<'w>> + use<'w> {
        self.lists().flat_map(|list| list.readable())
    }

    /// Its readings that have a date and a value, oldest first and one for each day: of several, the last in the file, and
    /// that of a file of its own before that among its fields. Where it is computed, those that its parts make up.
    #[must_use]
    pub fn readings(&self) -> Vec<Measured<'w>> {
        if let Some(id) = self.id().filter(|_| self.is_computed()) {
            let computed = self.workspace.computed(id).into_iter().flat_map(CheckIns::readable);
            return one_a_day(measured(computed, Origin::Metric));
        }
        one_a_day(measured(self.written(), Origin::Metric))
    }

    /// The latest reading before a day.
    #[must_use]
    pub fn last_before(&self, day: Day) -> Option<Measured<'w>> {
        self.readings().into_iter().rfind(|reading| reading.day < day)
    }

    /// What it should reach in the period that holds a day: of several periods the narrowest counts.
    #[must_use]
    pub fn target_on(&self, day: Day) -> Option<&'w Quantity> {
        self.period_target_on(day)?.target.get()
    }

    /// The same with its period and stretch.
    #[must_use]
    pub fn period_target_on(&self, day: Day) -> Option<&'w PeriodTarget> {
        let calendar = self.workspace.calendar;
        let targets = self.metric.targets.readable().map(|(target, _)| target);
        let targets = targets.filter(|target| target.target.get().is_some());
        let of_day = targets.filter_map(|target| {
            let period = target.period.get().filter(|period| period.contains(day, calendar))?;
            Some((period.months(), target))
        });
        of_day.min_by_key(|(months, _)| *months).map(|(_, target)| target)
    }

    /// What it should reach by the end of a quarter.
    #[must_use]
    pub fn target_for(&self, quarter: Quarter) -> Option<&'w Quantity> {
        let last = self.workspace.calendar.last_day(quarter);
        self.target_on(last)
    }

    /// Whether it has a limit that it should keep to, readable or not.
    #[must_use]
    pub fn has_limit(&self) -> bool {
        let fields = self.metric;
        let limits = [&fields.max_increase, &fields.max_decrease, &fields.at_most, &fields.at_least];
        limits.into_iter().any(|limit| !limit.is_absent())
    }
}
