//! Where a series of values is likely to be on a later day, as a range.
//!
//! Exponential smoothing gives the level the values are at, and half of their slope carries it on: a compromise between
//! “it stays there” and “it goes on like this” that Hyndman and Billah (2003, “Unmasking the Theta method”) found behind
//! the best simple forecasts. The range comes from how far the smoothing missed each value, and grows with the days ahead.
//! `tests/all/forecast.rs` counts on public series how often the range holds what came.

use crate::goals::Day;
use crate::quantity::Quantity;
use std::ops::RangeInclusive;

/// The fewest values a range can be taken from.
pub const FEWEST: usize = 5;
/// The most values that are looked at: what was longer ago says little, and no more were tried.
pub const MOST: usize = 13;
/// With readings this many days apart or more, the values may follow the seasons of a year.
const SEASONAL_DAYS: f64 = 25.0;

/// How likely a range is to hold the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// Eight times in ten: what a range says unless it says otherwise.
    Eighty,
    /// Forty-nine times in fifty: what lies outside is unusual.
    NinetyEight,
}

/// Student's t that 90% lie below, for 3 to 11 degrees of freedom: both ends together leave out 20%.
const T_90: [f64; 9] =
    [1.637_744, 1.533_206, 1.475_884, 1.439_756, 1.414_924, 1.396_815, 1.383_029, 1.372_184, 1.363_430];
/// The same for 99%.
const T_99: [f64; 9] =
    [4.540_703, 3.746_947, 3.364_930, 3.142_668, 2.997_952, 2.896_459, 2.821_438, 2.763_769, 2.718_079];

/// A day and a value in base units.
pub type Point = (Day, f64);

/// What smoothing makes of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Smoothed {
    /// The level on the last day, in base units.
    pub level: f64,
    /// Half of the slope, in base units a day.
    pub half_slope: f64,
    /// Whether the values clearly follow a line to the end: noise alone would make so steep a slope in less than one of five series,
    /// and the later half of them goes on at half that slope at least.
    pub follows_line: bool,
    /// How much of each miss the level takes over, 0 to 1, for values one usual gap apart.
    pub alpha: f64,
    /// How far the smoothing missed the values by, in base units: the root of the mean square, with two values fewer.
    pub miss: f64,
    /// The usual gap between two values, in days: the median.
    pub gap: f64,
    /// The day of the last value.
    pub last: Day,
    /// How many values there are, [`FEWEST`] to [`MOST`].
    pub values: usize,
}

/// A value to expect, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// The middle of every range, in base units.
    pub value: f64,
    /// The standard error, in base units; above zero.
    pub error: f64,
    /// How many gaps ahead it is.
    pub ahead: f64,
    freedom: usize,
}

/// Smooths the last [`MOST`] values of a series, which is in order and has one value a day; `None` below [`FEWEST`] values,
/// and where all are the same: what never moved does not show how it moves.
#[must_use]
pub fn smooth(points: &[Point]) -> Option<Smoothed> {
    let points = &points[points.len().saturating_sub(MOST)..];
    let (first, last) = (points.first()?, points.last()?);
    if points.len() < FEWEST || points.iter().all(|(_, value)| *value == first.1) {
        return None;
    }
    let gaps: Vec<f64> = points.windows(2).map(|pair| pair[1].0.days_since(pair[0].0) as f64).collect();
    let gap = median(gaps.clone());
    let gaps: Vec<f64> = gaps.iter().map(|days| days / gap).collect();
    let of = |alpha: f64| follow(points, &gaps, alpha);
    // Tenths are fine enough; of equals the calmer one.
    let (alpha, (level, squares)) = (1..=10)
        .map(|tenths| f64::from(tenths) / 10.0)
        .map(|alpha| (alpha, of(alpha)))
        .reduce(|best, next| if next.1.1 < best.1.1 { next } else { best })?;
    let miss = (squares / (points.len() - 2) as f64).sqrt();
    let (slope, slope_error) = slope(points);
    let freedom = points.len() - 2;
    let smoothed = Smoothed {
        level,
        half_slope: slope / 2.0,
        follows_line: slope.abs() > T_90[freedom - 3] * slope_error && goes_on(points, slope),
        alpha,
        miss,
        gap,
        last: last.0,
        values: points.len(),
    };
    let is_finite = [level, smoothed.half_slope, miss].iter().all(|number| number.is_finite());
    (is_finite && miss > 0.0).then_some(smoothed)
}

/// Whether the later half of the values moves on at half of a slope at least, and the same way.
fn goes_on(points: &[Point], slope: f64) -> bool {
    let Some((later, now)) = points.last() else { return false };
    let (middle, then) = points[points.len() / 2];
    (now - then) / slope >= later.days_since(middle) as f64 / 2.0
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_unstable_by(f64::total_cmp);
    let half = numbers.len() / 2;
    if numbers.len().is_multiple_of(2) { (numbers[half - 1] + numbers[half]) / 2.0 } else { numbers[half] }
}

/// The level after the last value, and the sum of the squared misses on the way. A longer gap lets the level take over
/// more, and explains a larger miss. `gaps` says how many usual gaps there are between each value and the next.
fn follow(points: &[Point], gaps: &[f64], alpha: f64) -> (f64, f64) {
    let mut level = points[0].1;
    let mut squares = 0.0;
    for ((_, value), gaps) in points[1..].iter().zip(gaps) {
        let (gaps, miss) = (*gaps, value - level);
        squares += miss * miss / (1.0 + (gaps - 1.0) * alpha * alpha).max(0.05);
        // Most gaps are the usual one, and a power takes its time.
        let taken = if gaps == 1.0 { alpha } else { 1.0 - libm::pow(1.0 - alpha, gaps) };
        level += taken * miss;
    }
    (level, squares)
}

/// The slope of the least squares and its standard error, in base units a day.
fn slope(points: &[Point]) -> (f64, f64) {
    let (start, count) = (points[0].0, points.len() as f64);
    let days = |day: Day| day.days_since(start) as f64;
    let middle_day = points.iter().map(|(day, _)| days(*day)).sum::<f64>() / count;
    let middle = points.iter().map(|(_, value)| value / count).sum::<f64>();
    let (mut above, mut below) = (0.0, 0.0);
    for (day, value) in points {
        let apart = days(*day) - middle_day;
        above += apart * (value - middle);
        below += apart * apart;
    }
    let slope = above / below;
    let missed = |(day, value): &Point| value - middle - slope * (days(*day) - middle_day);
    let squares: f64 = points.iter().map(|point| missed(point).powi(2)).sum();
    (slope, (squares / (count - 2.0) / below).sqrt())
}

/// The least share of a miss that is taken to last, however calm the smoothing is.
const LEAST_ALPHA: f64 = 0.3;

impl Smoothed {
    /// The value to expect on a day after the last value.
    #[must_use]
    pub fn on(&self, day: Day) -> Forecast {
        let days = day.days_since(self.last).max(0) as f64;
        let ahead = days / self.gap;
        Forecast {
            value: self.level + self.half_slope * days,
            error: self.miss * self.spread(ahead).sqrt(),
            ahead,
            freedom: self.values - 2,
        }
    }

    /// How much wider a range is so many gaps ahead than one gap ahead, squared.
    fn spread(&self, ahead: f64) -> f64 {
        let lasting = self.alpha.max(LEAST_ALPHA);
        1.0 + (ahead - 1.0).max(0.0) * lasting * lasting * self.not_sure(ahead)
    }

    /// That level and slope are only known from so few values.
    fn not_sure(&self, ahead: f64) -> f64 {
        1.0 + ahead / (self.values - 1) as f64
    }

    /// What values that add up come to by a day, with those still to come at their usual gap.
    #[must_use]
    pub fn total_by(&self, day: Day, so_far: f64) -> Forecast {
        let to_come = self.to_come(day);
        let ahead = f64::from(to_come);
        let lasting = self.alpha.max(LEAST_ALPHA);
        let gaps = |number: u32| f64::from(number) * self.gap;
        let added: f64 = (1..=to_come).map(|number| self.level + self.half_slope * gaps(number)).sum();
        // A miss lasts in part, and is in every later value, too.
        let spread: f64 = (0..to_come).map(|later| (1.0 + lasting * f64::from(later)).powi(2)).sum();
        let error = self.miss * (spread * self.not_sure(ahead)).sqrt();
        Forecast { value: so_far + added, error, ahead, freedom: self.values - 2 }
    }

    /// How many values are still to come by a day at the usual gap; at most ten thousand.
    #[must_use]
    pub fn to_come(&self, day: Day) -> u32 {
        (day.days_since(self.last).max(0) as f64 / self.gap + 0.25).floor().min(10_000.0) as u32
    }
}

impl Forecast {
    /// Where the value lies, in base units.
    #[must_use]
    pub fn range(&self, coverage: Coverage) -> RangeInclusive<f64> {
        let reach = self.reach(coverage) * self.error;
        self.value - reach..=self.value + reach
    }

    /// How many standard errors a range goes to each side.
    #[must_use]
    pub fn reach(&self, coverage: Coverage) -> f64 {
        let table = match coverage {
            Coverage::Eighty => T_90,
            Coverage::NinetyEight => T_99,
        };
        table[(self.freedom - 3).min(table.len() - 1)]
    }

    /// The chance that the value is a limit or more, 0 to 1.
    #[must_use]
    pub fn chance_of_at_least(&self, limit: f64) -> f64 {
        if self.error <= 0.0 {
            return f64::from(u8::from(self.value >= limit));
        }
        below((self.value - limit) / self.error, self.freedom)
    }
}

/// The chance that Student's t lies below a number: the finite sums for whole degrees of freedom (Abramowitz and Stegun,
/// 26.7.3 and 26.7.4).
fn below(t: f64, freedom: usize) -> f64 {
    let angle = libm::atan(t / (freedom as f64).sqrt());
    let (sin, cos) = libm::sincos(angle);
    let is_odd = !freedom.is_multiple_of(2);
    let (mut term, mut sum) = if is_odd { (cos, cos) } else { (1.0, 1.0) };
    let mut step = if is_odd { 3 } else { 2 };
    while step + 1 < freedom + usize::from(is_odd) {
        term *= cos * cos * (step - 1) as f64 / step as f64;
        sum += term;
        step += 2;
    }
    let inside = match (is_odd, freedom) {
        (true, 1) => angle * std::f64::consts::FRAC_2_PI,
        (true, _) => (angle + sin * sum) * std::f64::consts::FRAC_2_PI,
        (false, _) => sin * sum,
    };
    (0.5 + inside / 2.0).clamp(0.0, 1.0)
}

/// Whether the last of some values lies outside of where those before it let expect it 98 times in 100: then the forecast it
/// missed. Readings a month or more apart follow the year, which fewer than [`MOST`] of them do not show.
#[must_use]
pub fn unusual(points: &[Point]) -> Option<Forecast> {
    let ((day, value), before) = points.split_last()?;
    let smoothed = smooth(before)?;
    if smoothed.gap >= SEASONAL_DAYS && smoothed.values < MOST {
        return None;
    }
    let expected = smoothed.on(*day);
    (!expected.range(Coverage::NinetyEight).contains(value)).then_some(expected)
}

/// The range that a value is likely to lie in on a day, eight times in ten, in the style of its author.
#[derive(Debug, Clone, PartialEq)]
pub struct Likely {
    /// The day.
    pub by: Day,
    /// Its lower end, within what the unit allows.
    pub low: Quantity,
    /// Its upper end, within what the unit allows.
    pub high: Quantity,
    /// The ends of what it is hardly ever outside of, within what the unit allows.
    pub widest: [Quantity; 2],
    /// What it was taken from.
    pub smoothed: Smoothed,
    /// The same before it was kept within what the unit allows.
    pub forecast: Forecast,
}

impl Likely {
    /// Keeps a forecast within what is `possible` for its unit, in base units.
    pub(super) fn new(
        by: Day,
        like: &Quantity,
        smoothed: Smoothed,
        forecast: Forecast,
        possible: impl Fn(f64) -> f64,
    ) -> Self {
        let range = forecast.range(Coverage::Eighty);
        let wide = forecast.range(Coverage::NinetyEight);
        let end = |value: f64| like.with_value(possible(value));
        let widest = [end(*wide.start()), end(*wide.end())];
        Self { by, low: end(*range.start()), high: end(*range.end()), widest, smoothed, forecast }
    }

    /// The chance to be at a target or past it, 0 to 1, where more is wanted or less.
    #[must_use]
    pub fn chance_to_reach(&self, target: f64, wants_more: bool) -> f64 {
        let at_least = self.forecast.chance_of_at_least(target);
        if wants_more { at_least } else { 1.0 - at_least }
    }

    /// `likely 49K–53K by 31 Dec`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("likely {} by {}", self.range_words(), self.by.short())
    }

    /// `49K–53K`, with as many digits as the range is sure of; one number where both ends are written alike.
    #[must_use]
    pub fn range_words(&self) -> String {
        between(&self.low, &self.high)
    }
}

/// A range in words, its unit once: `45.3K–53.5K per week`. Digits that say little beside the width of the range are
/// rounded away, but no end by more than one of its own unit where the units differ.
#[must_use]
pub fn between(low: &Quantity, high: &Quantity) -> String {
    let scale = high.unit_scale();
    let width = (high.value() - low.value()).abs() / scale;
    let step = if width > 0.0 { 10f64.powi(libm::log10(width).floor() as i32 - 1) * scale } else { 0.0 };
    let rounded = |quantity: &Quantity| {
        let own = quantity.unit_scale();
        let step = if own < scale { step.min(own) } else { step };
        let value = (quantity.value() / step).round() * step;
        if value.is_finite() { quantity.with_value(value) } else { quantity.clone() }
    };
    let (low, high) = (rounded(low), rounded(high));
    let (low, high) = (low.text(), high.text());
    if low == high {
        return low.to_owned();
    }
    // What follows the digits of both: ` per week`, `%`.
    let shared = low.chars().rev().zip(high.chars().rev()).take_while(|(one, other)| one == other).count();
    let unit: String = high.chars().skip(high.chars().count() - shared).collect();
    let unit = unit.find([' ', '%', '/']).map_or("", |at| &unit[at..]);
    let low = if unit.is_empty() { low } else { &low[..low.len() - unit.len()] };
    format!("{low}–{high}")
}

/// A chance as people say it: `3 in 10`, `less than 1 in 20`.
#[must_use]
pub fn chance_words(chance: f64) -> String {
    match chance {
        ..0.05 => "less than 1 in 20".to_owned(),
        0.95.. => "more than 19 in 20".to_owned(),
        chance => format!("{} in 10", (chance * 10.0).round().clamp(1.0, 9.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weekly(values: &[f64]) -> Vec<Point> {
        let start: Day = "2026-01-05".parse().unwrap();
        (0..).step_by(7).zip(values).map(|(days, value)| (start.plus_days(days), *value)).collect()
    }

    #[test]
    fn a_forecast_is_what_the_hand_calculates() {
        // Smoothing with 1 follows every value. It misses by 2, 2, 2 and 3, less than any other, so the mean square is
        // (4 + 4 + 4 + 9) / 3 = 7. The slope is (-2 * 10 - 12 + 16 + 2 * 19) / 10 = 2.2 a week, half of it 1.1.
        let smoothed = smooth(&weekly(&[10.0, 12.0, 14.0, 16.0, 19.0])).unwrap();
        assert_eq!((smoothed.level, smoothed.alpha, smoothed.gap), (19.0, 1.0, 7.0));
        assert!((smoothed.half_slope * 7.0 - 1.1).abs() < 1e-12, "{smoothed:?}");
        assert!((smoothed.miss - 7f64.sqrt()).abs() < 1e-12);
        // Three weeks on: 19 + 3 * 1.1 = 22.3, and sqrt(7 * (1 + 2 * 1 * (1 + 3 / 4))) = sqrt(31.5).
        let forecast = smoothed.on("2026-02-23".parse().unwrap());
        assert!((forecast.value - 22.3).abs() < 1e-9);
        assert!((forecast.error - 31.5f64.sqrt()).abs() < 1e-9);
        let range = forecast.range(Coverage::Eighty);
        assert!((range.end() - (22.3 + 1.637_744 * 31.5f64.sqrt())).abs() < 1e-9);
    }

    #[test]
    fn a_total_is_what_came_and_what_is_still_to_come() {
        let smoothed = smooth(&weekly(&[4.0, 6.0, 4.0, 6.0, 4.0])).unwrap();
        let end: Day = "2026-02-16".parse().unwrap();
        assert_eq!(smoothed.to_come(end), 2);
        let forecast = smoothed.total_by(end, 24.0);
        let each = smoothed.level;
        assert!((forecast.value - (24.0 + 2.0 * each)).abs() < 1e-9, "no slope: {smoothed:?}");
    }

    #[test]
    fn the_tables_are_those_of_students_t() {
        for (freedom, (t_90, t_99)) in (3..).zip(T_90.into_iter().zip(T_99)) {
            assert!((below(t_90, freedom) - 0.9).abs() < 1e-6, "{freedom}: {}", below(t_90, freedom));
            assert!((below(t_99, freedom) - 0.99).abs() < 1e-6, "{freedom}: {}", below(t_99, freedom));
            assert!((below(-t_90, freedom) - 0.1).abs() < 1e-6);
        }
    }

    #[test]
    fn too_few_values_and_those_that_never_moved_make_no_range() {
        assert_eq!(smooth(&weekly(&[1.0, 2.0, 3.0, 4.0])), None);
        assert_eq!(smooth(&weekly(&[5.0; 8])), None);
        assert!(smooth(&weekly(&[1.0, 2.0, 3.0, 4.0, 6.0])).is_some());
        let huge = weekly(&[1e308, -1e308, 1e308, -1e308, 1e308]);
        assert_eq!(smooth(&huge), None, "what overflows is no number");
    }

    #[test]
    fn a_jump_is_unusual_and_a_wobble_is_not() {
        let steady = [50.0, 51.0, 50.5, 51.5, 51.0, 50.0, 51.2];
        let with = |last: f64| unusual(&weekly(&[&steady[..], &[last]].concat())).is_some();
        assert!(!with(51.8));
        assert!(with(58.0));
        assert!(with(44.0));
        let monthly = |values: &[f64]| -> Vec<Point> {
            let start: Day = "2026-01-05".parse().unwrap();
            (0..).step_by(30).zip(values).map(|(days, value)| (start.plus_days(days), *value)).collect()
        };
        assert_eq!(unusual(&monthly(&[&steady[..], &[90.0]].concat())), None, "it may be December");
    }

    #[test]
    fn a_range_names_its_unit_once_and_no_digit_too_many() {
        for (low, high, words) in [
            ("9599.1", "13261.3", "9600–13300"),
            ("45.26K per week", "53.49K per week", "45.3K–53.5K per week"),
            ("31.24%", "38%", "31.2–38%"),
            ("$900K", "$1.2M", "$900K–$1.2M"),
            ("4 hours", "4 hours", "4 hours"),
            ("3.91/5", "4.27/5", "3.91–4.27/5"),
            ("9 minutes", "2 hours", "9 minutes–2 hours"),
        ] {
            assert_eq!(between(&low.parse().unwrap(), &high.parse().unwrap()), words);
        }
    }

    #[test]
    fn chances_are_said_in_tenths() {
        for (chance, words) in [
            (0.0, "less than 1 in 20"),
            (0.06, "1 in 10"),
            (0.3, "3 in 10"),
            (0.949, "9 in 10"),
            (0.97, "more than 19 in 20"),
        ] {
            assert_eq!(chance_words(chance), words);
        }
    }
}
