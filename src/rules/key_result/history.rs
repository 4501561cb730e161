//! The values of key results' metrics before and at the start of their quarter.

use super::figures::{speaks_of_staying, way};
use crate::goals::{Day, KeyResultView, Measured, MetricView, Readings};
use crate::source::Excerpt;

/// A baseline measured in the first days of a quarter is as good as one from just before it.
const KICK_OFF_DAYS: i64 = 14;

/// The readings of every metric up to a day.
#[derive(Clone, Copy)]
pub(super) struct History<'w>(pub(super) &'w Readings<'w>);

impl<'w> History<'w> {
    /// The key result's metric with its last reading before the quarter.
    pub(super) fn before_the_quarter(
        self,
        key_result: KeyResultView<'w>,
    ) -> Option<(MetricView<'w>, Measured<'w>)> {
        let metric = self.0.metric(&key_result)?;
        let readings = self.0.of_metric(metric.id()?);
        let earlier = readings.partition_point(|reading| Some(reading.day) < first_day(key_result));
        Some((metric, *readings[..earlier].last()?))
    }

    /// The same, where that reading meets the target already.
    pub(super) fn met_before_the_quarter(
        self,
        key_result: KeyResultView<'w>,
    ) -> Option<(MetricView<'w>, Measured<'w>)> {
        let target = &key_result.target()?.quantity;
        let (metric, reading) = self.before_the_quarter(key_result)?;
        let met = way(key_result)?.has_reached(reading.value, target);
        (met && !speaks_of_staying(key_result)).then_some((metric, reading))
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
