//! What it takes from here: the pace that is still needed, beside the one there was.

use super::figures::Figures;
use super::pace::Course;
use super::reading::Reading;
use super::units::beside;
use crate::goals::Day;
use crate::goals::values::Aggregate;
use crate::quantity::{Dimension, Quantity};

/// What it takes to get there from here.
#[derive(Debug, Clone, PartialEq)]
pub struct Takes {
    /// In words, without a full stop: `needs 1.4 pp a week; the last four weeks brought 0.5 pp a week`.
    pub words: String,
    /// The change needed a week, in base units; `None` for a limit, and in the last week.
    pub per_week: Option<f64>,
    /// The change that each of the last four weeks brought, or of all weeks so far where there are fewer; in base units.
    pub brought: Option<f64>,
}

/// How far back the pace looks, in days.
const FOUR_WEEKS: i64 = 28;

/// What a move still needs; `None` if it has reached its target or no day is left.
pub(super) fn of_move(
    (baseline, target): (&Quantity, &Quantity),
    current: &Quantity,
    readings: &[Reading],
    course: &Course,
    as_of: Day,
) -> Option<Takes> {
    let days = course.end.days_since(as_of.max(course.start));
    let missing = target.value() - current.value();
    let (words, per_week) = match days {
        ..1 => return None,
        1..7 => (format!("needs {} in {}", amount(missing, target), counted(days, "day")), None),
        _ => {
            let per_week = missing / (days as f64 / 7.0);
            (format!("needs {} a week", amount(per_week, target)), Some(per_week))
        }
    };
    let brought = match course.aggregate {
        Aggregate::Mean | Aggregate::Worst => None,
        _ => brought(baseline.value(), readings, course),
    };
    let words = match brought {
        Some((brought, true)) => {
            format!("{words}; the last four weeks brought {} a week", amount(brought, target))
        }
        Some((brought, false)) => format!("{words}; so far it went {} a week", amount(brought, target)),
        None => words,
    };
    Some(Takes { words, per_week, brought: brought.map(|(brought, _)| brought) })
}

/// The pace from one number to another in some days, in words: `needs 0.8K a week`. `None` where no day is left or the two do
/// not compare.
#[must_use]
pub fn pace_needed(current: &Quantity, target: &Quantity, days: i64) -> Option<String> {
    let missing = target.value() - beside(target, current)?.value();
    match days {
        ..1 => None,
        1..7 => Some(format!("needs {} in {}", amount(missing, target), counted(days, "day"))),
        _ => Some(format!("needs {} a week", amount(missing / (days as f64 / 7.0), target))),
    }
}

/// The change a week up to the latest value: over the last four weeks where there are so many, otherwise since the start.
fn brought(baseline: f64, readings: &[Reading], course: &Course) -> Option<(f64, bool)> {
    let points = course.points(readings);
    let (latest, now) = *points.last()?;
    let since = latest.plus_days(-FOUR_WEEKS);
    let start = (course.start, course.first_value(baseline));
    let earlier = points.iter().rfind(|(day, _)| *day <= since && *day >= course.start);
    let is_long = course.start <= since;
    let (then, before) = earlier.copied().unwrap_or(start);
    let days = latest.days_since(then);
    (days > 0).then(|| ((now - before) / days as f64 * 7.0, is_long))
}

/// What a limit still needs; `None` if no day is left.
pub(super) fn of_hold(
    figures: &Figures,
    current: &Quantity,
    readings: &[Reading],
    course: &Course,
    as_of: Day,
    delivered: f64,
) -> Option<Takes> {
    let Figures::Hold { at_least, at_most } = figures else { return None };
    let days = course.end.days_since(as_of.max(course.start));
    if days < 1 {
        return None;
    }
    let until = course.end.short();
    let words = match course.aggregate {
        Aggregate::Sum => match (at_least, at_most) {
            (_, Some(most)) if current.value() > most.value() => format!("past {} for good", most.text()),
            (_, Some(most)) => {
                format!("may take {} more until {until}", amount(most.value() - current.value(), most))
            }
            (Some(least), None) if current.value() < least.value() => {
                format!("needs {} more until {until}", amount(least.value() - current.value(), least))
            }
            _ => return None,
        },
        Aggregate::Share => of_share(readings, days, delivered)?,
        Aggregate::Worst => "every check-in has to hold".to_owned(),
        Aggregate::Last => format!("the last value counts, by {until}"),
        Aggregate::Mean => format!("the mean counts, by {until}"),
    };
    Some(Takes { words, per_week: None, brought: None })
}

/// How many of the check-ins that are likely still to come have to hold: they come as often as they came.
fn of_share(readings: &[Reading], days: i64, delivered: f64) -> Option<String> {
    let held = readings.iter().filter(|reading| reading.held == Some(true)).count() as f64;
    let apart = match readings {
        [first, .., last] => last.day.days_since(first.day) as f64 / (readings.len() - 1) as f64,
        _ => 7.0,
    };
    let to_come = (days as f64 / apart.max(1.0)).floor();
    let needed = (delivered * (readings.len() as f64 + to_come) - held - 1e-9).ceil().max(0.0);
    Some(if needed > to_come {
        // Of a commitment that was broken the reason says so.
        return (delivered < 1.0)
            .then(|| "out of reach, even if every check-in from here on holds".to_owned());
    } else if needed == to_come && to_come > 0.0 {
        "every check-in from here on has to hold".to_owned()
    } else {
        format!("needs {needed} of about {to_come} check-ins still to come to hold")
    })
}

/// A difference in the style of another number's author; between percentages it is in percentage points.
#[must_use]
pub fn amount(difference: f64, like: &Quantity) -> String {
    let digits = |number: f64| {
        // Two digits that count, whatever the size.
        let size = if number == 0.0 { 0 } else { number.abs().log10().floor() as i32 };
        let text = format!("{number:.*}", usize::try_from(1 - size).unwrap_or(0));
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    };
    match like.dimension() {
        Dimension::Percent | Dimension::Points => format!("{} pp", digits(difference)),
        Dimension::Rating(_) => format!("{} points", digits(difference)),
        _ => {
            let shown = like.with_value(difference);
            let is_lost = difference != 0.0 && !shown.text().contains(|c: char| ('1'..='9').contains(&c));
            if is_lost { digits(difference / like.unit_scale()) } else { shown.text().to_owned() }
        }
    }
}

/// `1 day`, `2 days`.
fn counted(number: i64, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
