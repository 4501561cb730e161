//! How old a last value may be.

use crate::goals::{Day, MetricView};
use crate::settings::Settings;

/// What everybody has beyond the cadence, in days: a holiday, a weekend.
const GRACE_DAYS: i64 = 3;

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

/// How many days ago a last value was, if that is more than allowed.
#[must_use]
pub fn overdue(latest: Day, as_of: Day, allowed: i64) -> Option<i64> {
    let age = as_of.days_since(latest);
    (age > allowed).then_some(age)
}

/// Whether a last look is older than its cadence, though still within the days of grace.
pub(super) fn due(latest: Day, as_of: Day, allowed: i64) -> bool {
    let age = as_of.days_since(latest);
    age > allowed - GRACE_DAYS && age <= allowed
}
