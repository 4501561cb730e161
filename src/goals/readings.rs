//! Which values count: a key result's own check-ins and the readings of its metric, merged by date. Scores and rules take
//! them from here, so that they judge the same values.

use super::calendar::Quarter;
use super::check_ins::CheckInView;
use super::day::Day;
use super::key_result::KeyResultView;
use super::measured::{Measured, Origin, measured, one_a_day};
use super::metric::MetricView;
use super::workspace::Workspace;
use crate::source::{Excerpt, Span};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A check-in of a key result's own, with or without a value: somebody looked.
#[derive(Debug, Clone, Copy)]
pub struct Look<'w> {
    /// The day of it.
    pub day: Day,
    /// The whole check-in.
    pub check_in: CheckInView<'w>,
    /// Its place.
    pub span: Span,
}

/// The readings of every metric up to a day, each list sorted once no matter how many key results use it.
#[derive(Debug)]
pub struct Readings<'w> {
    workspace: &'w Workspace,
    as_of: Day,
    metrics: HashMap<&'w str, (MetricView<'w>, OnceLock<Vec<Measured<'w>>>)>,
}

/// What is known of one key result up to a day.
#[derive(Debug, Clone)]
pub struct Track<'r, 'w> {
    /// The values that count, oldest first and one for each day: inside the quarter and not after the current day.
    pub counted: Cow<'r, [Measured<'w>]>,
    /// The last value from before the quarter: history, never progress.
    pub before: Option<Measured<'w>>,
    /// What the metric read before the quarter, oldest first.
    pub history: &'r [Measured<'w>],
    /// Its own check-ins that count, with and without a value, oldest first.
    pub looks: Vec<Look<'w>>,
}

impl<'w> Readings<'w> {
    /// The readings that a workspace has up to a day. Of two metrics with one id the first counts.
    #[must_use]
    pub fn of(workspace: &'w Workspace, as_of: Day) -> Self {
        let mut metrics = HashMap::new();
        for metric in workspace.metrics() {
            if let Some(id) = metric.id() {
                metrics.entry(id).or_insert_with(|| (metric, OnceLock::new()));
            }
        }
        Self { workspace, as_of, metrics }
    }

    /// The metric that a key result names, where it is defined.
    #[must_use]
    pub fn metric(&self, key_result: &KeyResultView<'w>) -> Option<MetricView<'w>> {
        let (metric, _) = self.metrics.get(key_result.key_result.metric.get()?.as_str())?;
        Some(*metric)
    }

    /// A metric's readings up to the current day, oldest first and one for each day; none of an unknown metric.
    #[must_use]
    pub fn of_metric(&self, id: &str) -> &[Measured<'w>] {
        let Some((metric, readings)) = self.metrics.get(id) else { return &[] };
        readings.get_or_init(|| {
            let mut readings = metric.readings();
            readings.truncate(readings.partition_point(|reading| reading.day <= self.as_of));
            readings
        })
    }

    /// The last value that counts of a key result in a quarter: that of [`Readings::track`], without the others.
    #[must_use]
    pub fn last(&self, key_result: &KeyResultView<'w>, quarter: Quarter) -> Option<Measured<'w>> {
        let calendar = self.workspace.calendar;
        let (first, last) = (calendar.first_day(quarter), calendar.last_day(quarter).min(self.as_of));
        // Every keystroke in an editor asks this of all key results: only the last of the values is looked at whole.
        let days = key_result.key_result.check_ins.readable().filter_map(|check_in| {
            let day = check_in.date().get()?;
            (first <= day && day <= last && check_in.value().get().is_some()).then_some((day, check_in))
        });
        let own = days.max_by_key(|(day, _)| *day).and_then(|(day, check_in)| {
            let (value, span) = (check_in.value().get()?, check_in.span());
            Some(Measured { day, value, check_in, span, origin: Origin::CheckIn })
        });
        let of_metric = self.of_metric(key_result.key_result.metric.get().map_or("", Excerpt::as_str));
        let end = of_metric.partition_point(|value| value.day <= last);
        let of_metric = of_metric[..end].last().copied().filter(|value| value.day >= first);
        match (own, of_metric) {
            (Some(own), Some(other)) if other.day > own.day => Some(other),
            (own, other) => own.or(other),
        }
    }

    /// What is known of a key result in a quarter. On a day with both, its own check-in counts.
    #[must_use]
    pub fn track<'r>(&'r self, key_result: &KeyResultView<'w>, quarter: Quarter) -> Track<'r, 'w> {
        let calendar = self.workspace.calendar;
        let (first, last) = (calendar.first_day(quarter), calendar.last_day(quarter).min(self.as_of));
        let metric = key_result.key_result.metric.get().map_or("", Excerpt::as_str);
        let of_metric = self.of_metric(metric);
        let own = one_a_day(measured(key_result.key_result.check_ins.readable(), Origin::CheckIn));
        let inside = |values: &[Measured<'w>]| {
            let begin = values.partition_point(|value| value.day < first);
            begin..values.partition_point(|value| value.day <= last).max(begin)
        };
        let (own_inside, metric_inside) = (inside(&own), inside(of_metric));
        let last_before = |values: &[Measured<'w>], begin: usize| values[..begin].last().copied();
        let before = [last_before(of_metric, metric_inside.start), last_before(&own, own_inside.start)];
        Track {
            before: before.into_iter().flatten().max_by_key(|value| value.day),
            history: &of_metric[..metric_inside.start],
            counted: merged(&own[own_inside], &of_metric[metric_inside]),
            looks: looks(key_result, first, last),
        }
    }
}

impl Track<'_, '_> {
    /// The last day on which somebody measured or looked.
    #[must_use]
    pub fn last_look(&self) -> Option<Day> {
        let measured = self.counted.last().map(|value| value.day);
        measured.max(self.looks.last().map(|look| look.day))
    }
}

fn looks<'w>(key_result: &KeyResultView<'w>, first: Day, last: Day) -> Vec<Look<'w>> {
    let dated = key_result.key_result.check_ins.readable().filter_map(|check_in| {
        // An unreadable value is not a check-in without one.
        let day = check_in.date().get()?;
        Some(Look { day, check_in, span: check_in.span() }).filter(|_| check_in.is_whole())
    });
    let mut looks: Vec<Look<'w>> = dated.filter(|look| (first..=last).contains(&look.day)).collect();
    looks.sort_by_key(|look| look.day);
    looks
}

/// Two sorted lists as one; on a day in both, that of `own`.
fn merged<'r, 'w>(own: &[Measured<'w>], of_metric: &'r [Measured<'w>]) -> Cow<'r, [Measured<'w>]> {
    if own.is_empty() {
        return Cow::Borrowed(of_metric);
    }
    if of_metric.is_empty() {
        return Cow::Owned(own.to_vec());
    }
    let own_days: Vec<Day> = own.iter().map(|value| value.day).collect();
    let others = of_metric.iter().filter(|value| own_days.binary_search(&value.day).is_err());
    let mut all: Vec<Measured<'w>> = own.iter().chain(others).copied().collect();
    all.sort_by_key(|value| value.day);
    Cow::Owned(all)
}
