//! Where a key result ends up if it goes on as it went.

use super::key_result::ratio;
use super::reading::Reading;
use crate::goals::Day;
use crate::goals::values::Aggregate;
use crate::quantity::{Dimension, Quantity};

/// How long a quarter, or a key result, is too young for a pace to mean anything, in days.
pub const EARLY_DAYS: i64 = 14;

/// From so many values on the latest slope counts beside the line from the start.
const SLOPE_FROM: usize = 3;
/// From so many values on single values are taken for noise around a line.
const STEADY_FROM: usize = 5;

/// What a pace is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The line from the start through the latest value.
    Line,
    /// The slope of the latest values, which is less favourable than that line.
    Slope,
    /// What was planned for the day of the latest value.
    Plan,
    /// What counts stays what it is: a mean, or the worst value.
    Level,
}

/// The value expected on the quarter's last day.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// The value there, in the style of the latest reading's author.
    pub value: Quantity,
    /// The share of the distance there, not clamped.
    pub ratio: f64,
    /// The grade there, 0 to 1.
    pub score: f64,
    /// The day the target is met, if that is in the quarter.
    pub met_on: Option<Day>,
    /// The value before it was kept within what its unit allows, in base units.
    pub unbounded: f64,
    /// What the pace is taken from.
    pub basis: Basis,
    /// Since when the values move away from the target.
    pub worse_since: Option<Day>,
}

/// The way of a key result through its quarter.
#[derive(Debug, Clone)]
pub(super) struct Course {
    /// The day it starts.
    pub(super) start: Day,
    /// The quarter's last day.
    pub(super) end: Day,
    pub(super) aggregate: Aggregate,
    /// Where it should be by when, in order; in base units.
    pub(super) phases: Vec<(Day, f64)>,
}

/// A day and a value in base units.
type Point = (Day, f64);

impl Course {
    /// What counted after each reading, oldest first: a running total for a sum.
    pub(super) fn points(&self, readings: &[Reading]) -> Vec<Point> {
        let mut total = 0.0;
        let point = |reading: &Reading| {
            total += reading.value.value();
            let value = if self.aggregate == Aggregate::Sum { total } else { reading.value.value() };
            (reading.day, value)
        };
        readings.iter().map(point).collect()
    }

    /// The value on the first day: nothing for what adds up, otherwise the baseline.
    pub(super) fn first_value(&self, baseline: f64) -> f64 {
        if self.aggregate == Aggregate::Sum { 0.0 } else { baseline }
    }
}

/// Projects a move to the quarter's last day; `None` without a reading after the start, for no line goes through one
/// point, or if there is no distance from baseline to target.
pub(super) fn project(
    (baseline, target): (&Quantity, &Quantity),
    current: &Quantity,
    readings: &[Reading],
    course: &Course,
) -> Option<Projection> {
    let way = |value: f64| ratio(baseline.value(), target.value(), value);
    let points = course.points(readings);
    let latest = *points.last()?;
    let (value, basis) = match course.aggregate {
        Aggregate::Mean | Aggregate::Worst => (current.value(), Basis::Level),
        _ if !course.phases.is_empty() => {
            (by_plan(baseline.value(), target.value(), latest, course)?, Basis::Plan)
        }
        _ => {
            let adds_up = course.aggregate == Aggregate::Sum;
            let through = if adds_up { latest } else { level(&points) };
            let line = by_line(course.first_value(baseline.value()), through, course)?;
            let slope =
                if adds_up { total_by_slope(&points, course.end) } else { by_slope(&points, course.end) };
            let slope = slope.filter(|value| way(*value) < way(line));
            slope.map_or((line, Basis::Line), |value| (value, Basis::Slope))
        }
    };
    let all = readings.iter().map(|reading| &reading.value);
    let unbounded = value;
    let value = possible(value, all.chain([baseline, target, current]));
    let ratio = way(value)?;
    let now = way(current.value())?;
    Some(Projection {
        value: current.with_value(value),
        ratio,
        score: ratio.clamp(0.0, 1.0),
        met_on: met_on(latest.0, now, ratio, course.end),
        unbounded,
        basis,
        worse_since: worse_since(&points, way),
    })
}

/// The projected running total on the last day at its pace so far; `None` on the first day.
pub(super) fn project_total(readings: &[Reading], course: &Course) -> Option<f64> {
    let latest = *course.points(readings).last()?;
    by_line(0.0, latest, course)
}

/// The line from the first value through a point, on the last day.
fn by_line(first_value: f64, (day, value): Point, course: &Course) -> Option<f64> {
    let so_far = day.days_since(course.start);
    let whole = course.end.days_since(course.start);
    (so_far > 0).then(|| first_value + (value - first_value) * whole as f64 / so_far as f64)
}

/// The point that represents the latest values: the last one, or the middle of the noise around it.
fn level(points: &[Point]) -> Point {
    let last = points[points.len() - 1];
    match recent(points) {
        Some((recent, slope)) => (last.0, middle_of(recent, slope, last.0)),
        None => last,
    }
}

/// Where the slope of the latest values leads; `None` if there are too few.
fn by_slope(points: &[Point], end: Day) -> Option<f64> {
    if let Some((recent, slope)) = recent(points) {
        return Some(middle_of(recent, slope, end));
    }
    let [.., (earlier, before), (later, now)] = points else { return None };
    let slope = (now - before) / later.days_since(*earlier) as f64;
    (points.len() >= SLOPE_FROM).then(|| now + slope * end.days_since(*later) as f64)
}

/// The same for a running total, which is what it is today.
fn total_by_slope(points: &[Point], end: Day) -> Option<f64> {
    let (today, total) = *points.last()?;
    match recent(points) {
        Some((_, slope)) => Some(total + slope * end.days_since(today) as f64),
        None => by_slope(points, end),
    }
}

/// The latest values and the median of the slopes between them: one odd value does not turn it. Only where there are
/// enough of them.
fn recent(points: &[Point]) -> Option<(&[Point], f64)> {
    let recent = &points[points.len().checked_sub(STEADY_FROM)?..];
    let pairs =
        recent.iter().enumerate().flat_map(|(at, one)| recent[at + 1..].iter().map(move |two| (one, two)));
    let slopes = pairs.map(|((day, value), (later, then))| (then - value) / later.days_since(*day) as f64);
    Some((recent, median(slopes.collect())?))
}

/// The line with a slope through the middle of some points, on a day. The middle is the mean: between two levels that
/// values jump to and fro, a median would jump as well.
fn middle_of(points: &[Point], slope: f64, day: Day) -> f64 {
    let on_the_day = points.iter().map(|(then, value)| value + slope * day.days_since(*then) as f64);
    on_the_day.map(|value| value / points.len() as f64).sum()
}

fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let half = numbers.len() / 2;
    let high = *numbers.get(half)?;
    let low = if numbers.len().is_multiple_of(2) { numbers[half - 1] } else { high };
    Some(low / 2.0 + high / 2.0)
}

/// The expected result if the achieved share of the plan so far continues. If the plan is still at the
/// baseline, the distance from it stays what it is.
fn by_plan(baseline: f64, target: f64, (day, value): Point, course: &Course) -> Option<f64> {
    let first = course.first_value(baseline);
    let planned = planned(first, target, day, course);
    match ratio(first, planned, value) {
        Some(share) if day > course.start => Some(first + share * (target - first)),
        _ => Some(target + (value - planned)),
    }
}

/// What was planned for a day: straight lines from the first value through the phases to the target.
pub(super) fn planned(first: f64, target: f64, day: Day, course: &Course) -> f64 {
    let inside = course.phases.iter().filter(|(by, _)| *by > course.start && *by < course.end);
    let knots = [(course.start, first)].into_iter().chain(inside.copied()).chain([(course.end, target)]);
    let knots: Vec<Point> = knots.collect();
    let after = knots.partition_point(|(by, _)| *by < day).clamp(1, knots.len() - 1);
    let ((from, low), (to, high)) = (knots[after - 1], knots[after]);
    let share = day.days_since(from) as f64 / to.days_since(from).max(1) as f64;
    low + (high - low) * share.clamp(0.0, 1.0)
}

/// A value within what the numbers beside it allow: where none of them is below zero it is not either, a share stays
/// within 100%, and a rating within its scale.
fn possible<'q>(value: f64, beside: impl Iterator<Item = &'q Quantity>) -> f64 {
    let mut lowest = f64::INFINITY;
    let mut highest = f64::NEG_INFINITY;
    let mut limit = f64::INFINITY;
    for quantity in beside {
        lowest = lowest.min(quantity.value());
        highest = highest.max(quantity.value());
        match quantity.dimension() {
            Dimension::Percent => limit = 100.0,
            Dimension::Rating(most) => limit = most,
            _ => {}
        }
    }
    let floor = if lowest >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
    let ceiling = if lowest >= 0.0 && highest <= limit { limit } else { f64::INFINITY };
    value.clamp(floor, ceiling)
}

/// The day the target is met, on the line from the latest value to the projected one.
fn met_on(latest: Day, now: f64, at_the_end: f64, end: Day) -> Option<Day> {
    if now >= 1.0 {
        return Some(latest);
    }
    let days = (1.0 - now) / (at_the_end - now) * end.days_since(latest) as f64;
    // What binary fractions lose must not cost a day.
    (at_the_end >= 1.0).then(|| latest.plus_days((days - 1e-6).ceil() as i64).min(end))
}

/// Since when the values go the wrong way, from the best of the run that ends with the latest.
fn worse_since(points: &[Point], way: impl Fn(f64) -> Option<f64>) -> Option<Day> {
    let is_worse = |pair: &[Point]| way(pair[1].1) < way(pair[0].1);
    let falling = points.windows(2).rev().take_while(|pair| is_worse(pair)).last()?;
    Some(falling[0].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_plan_is_a_chain_of_straight_lines() {
        let course = Course {
            start: day("2026-01-01"),
            end: day("2026-03-31"),
            aggregate: Aggregate::Last,
            phases: vec![(day("2026-01-31"), 10.0), (day("2026-03-02"), 70.0)],
        };
        for (date, value) in [
            ("2025-12-30", 0.0),
            ("2026-01-01", 0.0),
            ("2026-01-16", 5.0),
            ("2026-01-31", 10.0),
            ("2026-02-15", 40.0),
            ("2026-03-02", 70.0),
            ("2026-03-31", 100.0),
            ("2026-04-09", 100.0),
        ] {
            assert!((planned(0.0, 100.0, day(date), &course) - value).abs() < 1e-9, "{date}");
        }
    }

    #[test]
    fn one_odd_value_does_not_turn_a_steady_series() {
        let weeks = ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09"];
        let steady: Vec<Point> =
            weeks.iter().zip([45.0, 46.0, 47.0, 48.0, 49.0, 30.0]).map(|(d, v)| (day(d), v)).collect();
        let expected = by_slope(&steady, day("2026-02-16")).unwrap();
        assert!((45.0..53.0).contains(&expected), "{expected}");
        let falling = [(day("2026-02-02"), 31.0), (day("2026-02-09"), 28.0), (day("2026-02-16"), 25.0)];
        assert_eq!(by_slope(&falling, day("2026-02-23")), Some(22.0));
        assert_eq!(by_slope(&falling[..2], day("2026-02-23")), None);
    }
}
