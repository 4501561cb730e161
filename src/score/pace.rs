//! Where a key result ends up if it goes on as it went.

use super::key_result::ratio;
use super::reading::Reading;
use crate::goals::Day;
use crate::quantity::Quantity;

/// How long a quarter is too young for a pace to mean anything, in days.
pub const EARLY_DAYS: i64 = 14;

/// The end of the line from (quarter's first day, baseline) through the latest reading, on the quarter's last day.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// The value there, in the style of the latest reading's author.
    pub value: Quantity,
    /// The share of the way there, not clamped.
    pub ratio: f64,
    /// The grade there, 0 to 1.
    pub score: f64,
    /// The day the line meets the target, if that is in the quarter.
    pub met_on: Option<Day>,
}

/// Extends the line through the latest reading to the last day. `None` when it was taken on the first day (no line goes
/// through one point) or there is no way from baseline to target.
#[must_use]
pub fn project(
    baseline: &Quantity,
    target: &Quantity,
    latest: &Reading,
    first: Day,
    last: Day,
) -> Option<Projection> {
    let so_far = latest.day.days_since(first);
    if so_far <= 0 {
        return None;
    }
    let now = ratio(baseline.value(), target.value(), latest.value.value())?;
    let stretch = last.days_since(first) as f64 / so_far as f64;
    let value = baseline.value() + (latest.value.value() - baseline.value()) * stretch;
    let ratio = (now * stretch).clamp(f64::MIN, f64::MAX);
    let met_on = if now >= 1.0 {
        Some(latest.day)
    } else {
        (ratio >= 1.0).then(|| first.plus_days((so_far as f64 / now).ceil() as i64).min(last))
    };
    Some(Projection { value: latest.value.with_value(value), ratio, score: ratio.clamp(0.0, 1.0), met_on })
}
