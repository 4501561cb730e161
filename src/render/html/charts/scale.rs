//! From values and days to places on a drawing.

use crate::goals::Day;
use chrono::Datelike as _;

/// A place on a drawing, with one decimal at most: more would only make the file longer.
pub(super) fn place(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0 + 0.0;
    if rounded.is_finite() { rounded.to_string() } else { "0".to_owned() }
}

/// Values along a stretch of the drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Linear {
    /// The first and the last value.
    pub(super) values: (f64, f64),
    /// Where they lie.
    pub(super) places: (f64, f64),
}

impl Linear {
    pub(super) fn at(self, value: f64) -> f64 {
        let ((low, high), (start, end)) = (self.values, self.places);
        // Halves, so that the distance of two very large numbers is finite.
        let span = high / 2.0 - low / 2.0;
        let share = if span == 0.0 { 0.5 } else { (value / 2.0 - low / 2.0) / span };
        start + share.clamp(-0.5, 1.5) * (end - start)
    }
}

/// Days along a stretch of the drawing, true to time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Time {
    /// The first and the last day.
    pub(super) days: (Day, Day),
    /// Where they lie.
    pub(super) places: (f64, f64),
}

impl Time {
    pub(super) fn at(self, day: Day) -> f64 {
        let ((first, last), (start, end)) = (self.days, self.places);
        let days = last.days_since(first);
        let share = if days == 0 { 1.0 } else { day.days_since(first) as f64 / days as f64 };
        start + share * (end - start)
    }

    /// The first days of months in the stretch, at most six of them.
    pub(super) fn months(self) -> Vec<Day> {
        let (first, last) = self.days;
        let number = |day: Day| day.0.year() * 12 + day.0.month0() as i32;
        let every = (number(last) - number(first)) / 6 + 1;
        let from = number(first) + i32::from(first.0.day() > 1);
        let months = (from..=number(last)).filter(|month| month % every == 0);
        let first_of = |month: i32| {
            let month0 = u32::try_from(month.rem_euclid(12)).unwrap_or_default();
            chrono::NaiveDate::from_ymd_opt(month.div_euclid(12), month0 + 1, 1).map(Day)
        };
        months.filter_map(first_of).collect()
    }
}

/// Some three to five round numbers between two.
pub(super) fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return vec![low];
    }
    let rough = span / 4.0;
    let power = 10f64.powi(libm::log10(rough).floor() as i32);
    let step = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|step| *step >= rough);
    let step = step.unwrap_or(span);
    let (first, last) = ((low / step - 1e-9).ceil(), (high / step + 1e-9).floor());
    let count = if last - first < 12.0 { (last - first) as i32 } else { 0 };
    (0..=count).map(|number| (first + f64::from(number)) * step).collect()
}

/// The values that an axis shows: a little more than there is, and from zero where that costs little.
pub(super) fn domain(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return (0.0, 1.0);
    }
    let pad = match (high / 2.0 - low / 2.0) * 0.2 {
        0.0 if high == 0.0 => 1.0,
        0.0 => high.abs() * 0.1,
        pad => pad,
    };
    let from = if low >= 0.0 && low < 0.5 * high { 0.0 } else { low - pad };
    let from = if low >= 0.0 { from.max(0.0) } else { from };
    (from.max(f64::MIN), (high + pad).min(f64::MAX))
}

#[cfg(test)]
mod tests {
    use super::{Time, domain, place, ticks};

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(0.0, 56.0), [0.0, 20.0, 40.0]);
        assert_eq!(ticks(36.0, 53.0), [40.0, 45.0, 50.0]);
        assert_eq!(ticks(5.0, 5.0), [5.0]);
        assert!(ticks(-1e308, 1e308).len() < 12);
    }

    #[test]
    fn axes_start_at_zero_where_that_costs_little() {
        assert_eq!(domain([10.0, 90.0].into_iter()).0, 0.0);
        assert!(domain([80.0, 90.0].into_iter()).0 > 70.0);
        assert_eq!(domain([0.0].into_iter()), (0.0, 1.0));
        assert!(domain([f64::MIN, f64::MAX].into_iter()).1.is_finite());
    }

    #[test]
    fn months_are_few_and_places_short() {
        let days = ("2026-06-29".parse().unwrap(), "2026-12-31".parse().unwrap());
        let months = Time { days, places: (0.0, 1.0) }.months();
        assert_eq!(months.first().map(ToString::to_string).as_deref(), Some("2026-07-01"));
        assert_eq!(months.len(), 3);
        assert_eq!((place(1.26), place(-0.01), place(f64::NAN)), ("1.3".into(), "0".into(), "0".into()));
    }
}
