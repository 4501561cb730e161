//! The values of key results' metrics before and at the start of their quarter.

use super::figures::{speaks_of_staying, way};
use crate::goals::values::Aggregate;
use crate::goals::{Day, KeyResultView, Measured, MetricView, Quarter, Readings};
use crate::quantity::Quantity;
use crate::score::{aggregate_of, all_together};
use crate::source::{Excerpt, Span};
use std::borrow::Cow;

/// A baseline measured in the first days of a quarter is as good as one from just before it.
const KICK_OFF_DAYS: i64 = 14;

/// How far from both ends of a quarter its first and last reading may be: a month and some days.
const WHOLE_DAYS: i64 = 36;

/// Where a metric stood.
pub(super) struct Stood<'w> {
    pub(super) metric: MetricView<'w>,
    pub(super) value: Cow<'w, Quantity>,
    /// The last reading of those that count.
    last: Measured<'w>,
    /// The quarter whose readings count together, and how.
    of: Option<(Quarter, Aggregate)>,
}

impl Stood<'_> {
    /// The words `was at` and `on 2025-12-28` around the value, or `came to` and `in 2025-Q4`.
    pub(super) fn around(&self) -> (&'static str, String) {
        match self.of {
            Some((quarter, Aggregate::Mean)) => ("was at", format!("on average in {quarter}")),
            Some((quarter, _)) => ("came to", format!("in {quarter}")),
            None => ("was at", format!("on {}", self.last.day)),
        }
    }

    /// `where “Trials” stood on 2025-12-28`, or `what “Trials” came to in 2025-Q4`.
    pub(super) fn words(&self) -> String {
        let (name, (came_to, when)) = (self.metric.name(), self.around());
        match self.of {
            Some((_, Aggregate::Sum)) => format!("what `{name}` {came_to} {when}"),
            _ => format!("where `{name}` stood {when}"),
        }
    }

    /// The place of its last value.
    pub(super) fn place(&self) -> Span {
        self.last.check_in.value().span().unwrap_or(self.last.span)
    }
}

/// The readings of every metric up to a day.
#[derive(Clone, Copy)]
pub(super) struct History<'w>(pub(super) &'w Readings<'w>);

impl<'w> History<'w> {
    /// Where the key result's metric stood before the quarter: at its last reading, or at what counts of the quarter before.
    pub(super) fn before_the_quarter(self, key_result: KeyResultView<'w>) -> Option<Stood<'w>> {
        let metric = self.0.metric(&key_result)?;
        let readings = self.0.of_metric(metric.id()?);
        let earlier =
            &readings[..readings.partition_point(|reading| Some(reading.day) < first_day(key_result))];
        let last = *earlier.last()?;
        let aggregate = aggregate_of(&key_result);
        if !matches!(aggregate, Aggregate::Sum | Aggregate::Mean) {
            return Some(Stood { metric, value: Cow::Borrowed(last.value), last, of: None });
        }
        let quarter = key_result.quarter()?.previous();
        let calendar = key_result.workspace().calendar;
        let first_day = calendar.first_day(quarter);
        let of_quarter = &earlier[earlier.partition_point(|reading| reading.day < first_day)..];
        // What was not read all quarter is no measure of a quarter.
        let is_whole = of_quarter.first()?.day.days_since(first_day) < WHOLE_DAYS
            && calendar.last_day(quarter).days_since(last.day) < WHOLE_DAYS;
        let value = all_together(of_quarter, aggregate).filter(|_| is_whole)?;
        Some(Stood { metric, value: Cow::Owned(value), last, of: Some((quarter, aggregate)) })
    }

    /// The same, where that meets the target already.
    pub(super) fn met_before_the_quarter(self, key_result: KeyResultView<'w>) -> Option<Stood<'w>> {
        let target = &key_result.target()?.quantity;
        let stood = self.before_the_quarter(key_result)?;
        let met = way(key_result)?.has_reached(&stood.value, target);
        (met && !speaks_of_staying(key_result)).then_some(stood)
    }

    /// The metric's readings from the first two weeks of the quarter.
    pub(super) fn at_kick_off(self, key_result: KeyResultView<'w>) -> &'w [Measured<'w>] {
        let id = key_result.key_result.metric.get().map_or("", Excerpt::as_str);
        let Some(first_day) = first_day(key_result) else { return &[] };
        let readings = self.0.of_metric(id);
        let next = first_day.plus_days(KICK_OFF_DAYS);
        let begin = readings.partition_point(|reading| reading.day < first_day);
        let end = readings.partition_point(|reading| reading.day < next);
        readings.get(begin..end).unwrap_or_default()
    }
}

fn first_day(key_result: KeyResultView<'_>) -> Option<Day> {
    Some(key_result.workspace().calendar.first_day(key_result.quarter()?))
}
