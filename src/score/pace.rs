//! Where a key result ends up if it goes on as it went.

use super::bands::{Band, Bands};
use super::counting::running;
use super::forecast::{self, Coverage, Forecast, Likely, Point, Smoothed, smooth};
use super::key_result::ratio;
use super::reading::Reading;
use crate::goals::Day;
use crate::goals::values::Aggregate;
use crate::quantity::{Dimension, Quantity};
use std::cmp::Ordering;

/// How long a quarter, or a key result, is too young for a pace to mean anything, in days.
pub const EARLY_DAYS: i64 = 14;

/// From so many values on the latest slope counts beside the line from the start.
const SLOPE_FROM: usize = 3;

/// What a pace is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The line from the start through the latest value.
    Line,
    /// The slope of the latest values, which is less favourable than that line.
    Slope,
    /// The forecast, from five values on.
    Forecast,
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
    /// The band that decides the status: that of the grade, or an earlier one that the range still holds. So noise alone
    /// changes no colour.
    pub band: Band,
    /// The range it is likely to end in; `None` where no forecast could be made.
    pub likely: Option<LikelyEnd>,
    /// The day the target is met, if that is in the quarter.
    pub met_on: Option<Day>,
    /// The value before it was kept within what its unit allows, in base units.
    pub unbounded: f64,
    /// What the pace is taken from.
    pub basis: Basis,
    /// Since when the values move away from the target.
    pub worse_since: Option<Day>,
}

/// The range that a key result is likely to end in.
#[derive(Debug, Clone, PartialEq)]
pub struct LikelyEnd {
    /// The range of the value.
    pub likely: Likely,
    /// The lower end of its grade, 0 to 1.
    pub score_low: f64,
    /// The upper end of its grade, 0 to 1.
    pub score_high: f64,
    /// The chance to reach the target, 0 to 1.
    pub chance: f64,
    /// The chance to reach the stretch, 0 to 1, where there is one.
    pub chance_of_stretch: Option<f64>,
}

impl Projection {
    /// `likely 0.62–1.00`, or where there is no range `heading for 0.71`.
    #[must_use]
    pub fn words(&self, bands: Bands) -> String {
        match &self.likely {
            Some(end) => format!("likely {}", end.grades(bands)),
            None => format!("heading for {}", bands.text(self.score)),
        }
    }
}

impl LikelyEnd {
    /// The range of the grade: `0.62–1.00`, or one grade where both ends are written alike.
    #[must_use]
    pub fn grades(&self, bands: Bands) -> String {
        let (low, high) = (bands.text(self.score_low), bands.text(self.score_high));
        if low == high { low } else { format!("{low}–{high}") }
    }
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
    /// What was measured before the quarter, in order and in base units: it tells how the values move, and counts nowhere.
    pub(super) history: Vec<Point>,
}

impl Course {
    /// What counted after each reading, oldest first: a running total for a sum.
    pub(super) fn points(&self, readings: &[Reading]) -> Vec<Point> {
        let mut count = running(self.aggregate);
        readings.iter().map(|reading| (reading.day, count(reading.value.value()))).collect()
    }

    /// The value on the first day: nothing for what adds up, otherwise the baseline.
    pub(super) fn first_value(&self, baseline: f64) -> f64 {
        if self.aggregate == Aggregate::Sum { 0.0 } else { baseline }
    }
}

/// What a move goes between, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) baseline: &'a Quantity,
    pub(super) target: &'a Quantity,
    /// The stretch in the same unit, where there is one.
    pub(super) stretch: Option<&'a Quantity>,
    pub(super) current: &'a Quantity,
}

impl Way<'_> {
    fn ratio(&self, value: f64) -> Option<f64> {
        ratio(self.baseline.value(), self.target.value(), value)
    }

    fn grade(&self, value: f64) -> Option<f64> {
        self.ratio(value).map(|ratio| ratio.clamp(0.0, 1.0))
    }

    pub(super) fn wants_more(&self) -> bool {
        self.target.value() > self.baseline.value()
    }
}

/// Projects a move to the quarter's last day; `None` without a reading after the start, for no line goes through one
/// point, or where there is no way from baseline to target. `band` names a grade. What should have happened up to `as_of` is no
/// forecast.
pub(super) fn project(
    way: Way<'_>,
    readings: &[Reading],
    course: &Course,
    as_of: Day,
    band: impl Fn(f64) -> Band,
) -> Option<Projection> {
    let points = course.points(readings);
    let latest = *points.last()?;
    let ends = course.ends(&way, &points)?;
    let end = ends.last()?;
    let values = readings.iter().map(|reading| &reading.value);
    let bounds = Bounds::of(values.chain([way.baseline, way.target, way.current]));
    let value = bounds.keep(end.value);
    let ratio = way.ratio(value)?;
    let likely = end.forecast.map(|(smoothed, forecast)| {
        Likely::new(course.end, way.current, smoothed, forecast, |value| bounds.keep(value))
    });
    let likely = likely.and_then(|likely| {
        let chance = |target: &Quantity| likely.chance_to_reach(target.value(), way.wants_more());
        let (chance, chance_of_stretch) = (chance(way.target), way.stretch.map(chance));
        let grades = [way.grade(likely.low.value())?, way.grade(likely.high.value())?];
        let (score_low, score_high) = (grades[0].min(grades[1]), grades[0].max(grades[1]));
        Some(LikelyEnd { likely, score_low, score_high, chance, chance_of_stretch })
    });
    Some(Projection {
        value: way.current.with_true_value(value, |shown| {
            way.grade(shown).is_some_and(|grade| fits_beside(grade, ratio.clamp(0.0, 1.0)))
        }),
        ratio,
        score: ratio.clamp(0.0, 1.0),
        band: course.steady_band(&way, &points, &ends, bounds, band)?,
        likely,
        met_on: met_on(latest.0, way.ratio(way.current.value())?, ratio, course.end)
            .filter(|day| *day > as_of),
        unbounded: end.value,
        basis: end.basis,
        // A total that should stay low moves away with each value, and no other falls by itself.
        worse_since: worse_since(&points, |value| way.ratio(value)).filter(|_| !course.adds_up()),
    })
}

/// Whether a number that has one grade, being rounded, can be shown beside another: it is the same as people read it, and no target
/// looks reached that is not.
fn fits_beside(grade: f64, expected: f64) -> bool {
    (grade - expected).abs() <= 0.01 + 1e-9 && (grade >= 1.0) == (expected >= 1.0)
}

/// A value on the last day, and how it was found.
struct End {
    value: f64,
    basis: Basis,
    forecast: Option<(Smoothed, Forecast)>,
}

impl End {
    fn new(value: f64, basis: Basis) -> Self {
        Self { value, basis, forecast: None }
    }
}

impl Course {
    fn adds_up(&self) -> bool {
        self.aggregate == Aggregate::Sum
    }

    /// The value on the last day, value after value: from the last one without a forecast on, whose band the first forecast may
    /// have no reason to change.
    fn ends(&self, way: &Way<'_>, points: &[Point]) -> Option<Vec<End>> {
        let counts = points.len().min(forecast::FEWEST - 1)..=points.len();
        counts.map(|count| self.end_of(way, &points[..count])).collect()
    }

    /// The value on the last day, as the values up to one of the `points` let expect it.
    fn end_of(&self, way: &Way<'_>, points: &[Point]) -> Option<End> {
        let latest = *points.last()?;
        let baseline = way.baseline.value();
        if matches!(self.aggregate, Aggregate::Mean | Aggregate::Worst) {
            return Some(End::new(way.current.value(), Basis::Level));
        }
        if !self.phases.is_empty() {
            return Some(End::new(by_plan(baseline, way.target.value(), latest, self)?, Basis::Plan));
        }
        if let Some((smoothed, forecast)) = self.forecast(points) {
            let forecast = Some((smoothed, forecast));
            return Some(End { value: forecast?.1.value, basis: Basis::Forecast, forecast });
        }
        let line = by_line(self.first_value(baseline), latest, self)?;
        // What is taken back of a total once is not taken back again each week.
        let is_taken_back =
            self.adds_up() && points.windows(2).last().is_some_and(|pair| pair[1].1 < pair[0].1);
        let slope = by_slope(points, self.end).filter(|_| !is_taken_back);
        let slope = slope.filter(|value| way.ratio(*value) < way.ratio(line));
        Some(slope.map_or(End::new(line, Basis::Line), |value| End::new(value, Basis::Slope)))
    }

    /// The forecast for the last day, from five values of the quarter on. Those before the quarter help it along.
    fn forecast(&self, points: &[Point]) -> Option<(Smoothed, Forecast)> {
        if points.len() < forecast::FEWEST {
            return None;
        }
        let mut series = self.history.clone();
        if self.adds_up() {
            let before = [0.0].into_iter().chain(points.iter().map(|(_, total)| *total));
            series.extend(points.iter().zip(before).map(|((day, total), before)| (*day, total - before)));
        } else {
            series.extend(points);
        }
        let smoothed = smooth(&series)?;
        let (_, total) = points.last()?;
        let forecast =
            if self.adds_up() { smoothed.total_by(self.end, *total) } else { smoothed.on(self.end) };
        Some((smoothed, forecast))
    }

    /// The band of the grade to expect, value after value: from the first forecast on it changes only where the new range no
    /// longer holds the old band, or where three values in a row lead to another one: that is no noise. Where the values clearly follow a line, it starts as that of the line from the start
    /// through the smoothed level, if the first range holds that: half of a slope would fall short of every steady pace.
    fn steady_band(
        &self,
        way: &Way<'_>,
        points: &[Point],
        ends: &[End],
        bounds: Bounds,
        band: impl Fn(f64) -> Band,
    ) -> Option<Band> {
        let of = |value: f64| Some(band(way.grade(bounds.keep(value))?));
        let mut steady: Option<Band> = None;
        // How many values in a row led to a better band than the old one; below zero, to a worse one.
        let mut run: i32 = 0;
        let first = points.len() - ends.len();
        for (number, end) in ends.iter().enumerate() {
            let points = &points[..=first + number];
            let new = of(end.value)?;
            steady = Some(match &end.forecast {
                None => new,
                Some((smoothed, forecast)) => {
                    let range = forecast.range(Coverage::Eighty);
                    let (one, other) = (of(*range.start())?, of(*range.end())?);
                    let line = || of(self.line_through_level(way, points, smoothed)?);
                    let on_line = || line().filter(|_| smoothed.follows_line);
                    let old = steady.or_else(on_line);
                    run = match old.filter(|_| old != on_line()).map(|old| new.cmp(&old)) {
                        Some(Ordering::Less) => run.min(0) - 1,
                        Some(Ordering::Greater) => run.max(0) + 1,
                        _ => 0,
                    };
                    let lasts = run.abs() >= LASTING;
                    old.filter(|old| !lasts && (one.min(other)..=one.max(other)).contains(old)).unwrap_or(new)
                }
            });
        }
        steady
    }

    fn line_through_level(&self, way: &Way<'_>, points: &[Point], smoothed: &Smoothed) -> Option<f64> {
        let (day, total) = *points.last()?;
        let level = if self.adds_up() { total } else { smoothed.level };
        by_line(self.first_value(way.baseline.value()), (day, level), self)
    }
}

/// So many values in a row that lead to another band are no noise.
const LASTING: i32 = 3;

/// What a running total comes to by the last day at its pace so far, or by what was planned on the way to its limit; `None` on the
/// first day.
pub(super) fn project_total(readings: &[Reading], course: &Course, limit: Option<f64>) -> Option<f64> {
    let latest = *course.points(readings).last()?;
    match limit.filter(|_| !course.phases.is_empty()) {
        Some(limit) => by_plan(0.0, limit, latest, course),
        None => by_line(0.0, latest, course),
    }
}

/// The line from the first value through a point, on the last day.
fn by_line(first_value: f64, (day, value): Point, course: &Course) -> Option<f64> {
    let so_far = day.days_since(course.start);
    let whole = course.end.days_since(course.start);
    (so_far > 0).then(|| first_value + (value - first_value) * whole as f64 / so_far as f64)
}

/// Where the slope of the last two values leads; `None` where there are too few.
fn by_slope(points: &[Point], end: Day) -> Option<f64> {
    let [.., (earlier, before), (later, now)] = points else { return None };
    let slope = (now - before) / later.days_since(*earlier) as f64;
    (points.len() >= SLOPE_FROM).then(|| now + slope * end.days_since(*later) as f64)
}

/// What comes of it if the share of the plan that was made so far is made to the end. Where the plan still stands at the
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

/// What the numbers beside a value allow it to be: where none of them is below zero it is not either, a share stays
/// within 100%, and a rating within its scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    floor: f64,
    ceiling: f64,
}

impl Bounds {
    pub(super) fn of<'q>(beside: impl Iterator<Item = &'q Quantity>) -> Self {
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
        Self {
            floor: if lowest >= 0.0 { 0.0 } else { f64::NEG_INFINITY },
            ceiling: if lowest >= 0.0 && highest <= limit { limit } else { f64::INFINITY },
        }
    }

    pub(super) fn keep(self, value: f64) -> f64 {
        value.clamp(self.floor, self.ceiling)
    }
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
            history: vec![],
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
    fn a_slope_takes_three_values() {
        let falling = [(day("2026-02-02"), 31.0), (day("2026-02-09"), 28.0), (day("2026-02-16"), 25.0)];
        assert_eq!(by_slope(&falling, day("2026-02-23")), Some(22.0));
        assert_eq!(by_slope(&falling[..2], day("2026-02-23")), None);
    }
}
