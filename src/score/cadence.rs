//! How old a last value may be.

use crate::goals::{Day, MetricRole, MetricView};
use crate::settings::Settings;

/// What everybody has beyond the cadence, in days: a holiday, a weekend.
pub(super) const GRACE_DAYS: i64 = 3;
/// How often people look at what leads, in days.
const WEEK: i64 = 7;
/// How often they look at what lags.
const MONTH: i64 = 31;

/// How many days the last check-in of a key result may be old: what the settings allow a leading or lagging metric, and
/// never less than its own reporting interval, and three days of grace. A key result without a metric counts as leading.
#[must_use]
pub fn check_in_allowed(metric: Option<&MetricView>, settings: &Settings) -> i64 {
    let allowed = by_settings(metric, settings);
    allowed.max(metric.and_then(reported).unwrap_or(0)) + GRACE_DAYS
}

/// How many days a metric's last reading may be old: its own reporting interval, otherwise what the settings allow, and three
/// days of grace.
#[must_use]
pub fn reading_allowed(metric: &MetricView, settings: &Settings) -> i64 {
    reported(metric).unwrap_or_else(|| by_settings(Some(metric), settings)) + GRACE_DAYS
}

fn by_settings(metric: Option<&MetricView>, settings: &Settings) -> i64 {
    match metric {
        Some(metric) if metric.is_lagging() => settings.stale_after_lagging,
        _ => settings.stale_after_leading,
    }
}

fn reported(metric: &MetricView) -> Option<i64> {
    Some(metric.metric.cadence.get()?.0.reported.get()?.days())
}

/// The day of the next reading after one, where a metric says how often it is read.
pub(super) fn next_reading(metric: &MetricView, last: Day) -> Option<Day> {
    Some(last.plus_days(reported(metric)?))
}

/// How many days ago a last value was, if that is more than allowed.
#[must_use]
pub fn overdue(latest: Day, as_of: Day, allowed: i64) -> Option<i64> {
    let age = as_of.days_since(latest);
    (age > allowed).then_some(age)
}

/// After how many days a key result waits for its next check-in: its metric's reporting interval, otherwise a week, or a month
/// where the metric is lagging. Never less than a week, and never more than it takes to become stale.
pub(super) fn check_in_interval(metric: Option<&MetricView>, settings: &Settings) -> i64 {
    let usual = if metric.is_some_and(MetricView::is_lagging) { MONTH } else { WEEK };
    let interval = metric.and_then(reported).unwrap_or(usual).max(WEEK);
    interval.min(check_in_allowed(metric, settings) - GRACE_DAYS)
}

/// Whether a metric waits for its next reading, overdue or not: its own reporting interval has passed since the last one, otherwise
/// what the settings allow; and at least a week. A metric that is only watched waits for none unless it says how often it is
/// read, and one that is computed never.
pub(super) fn reading_due(metric: &MetricView, last: Day, as_of: Day, settings: &Settings) -> bool {
    let interval = reported(metric).unwrap_or_else(|| by_settings(Some(metric), settings)).max(WEEK);
    let is_asked = metric.role != MetricRole::Watched || reported(metric).is_some();
    is_asked && !metric.is_computed() && as_of.days_since(last) >= interval
}

/// Whether the next look is due: an interval has passed since the last one, and it is not overdue yet.
pub(super) fn check_in_due(latest: Day, as_of: Day, interval: i64, allowed: i64) -> bool {
    (interval..=allowed).contains(&as_of.days_since(latest))
}
