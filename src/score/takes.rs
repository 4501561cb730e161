//! What it takes from here: the pace that is still needed, beside the one there was.

use super::figures::Figures;
use super::pace::{Bounds, Course};
use super::reading::Reading;
use super::units::beside;
use crate::goals::Day;
use crate::goals::values::Aggregate;
use crate::plural::counted;
use crate::quantity::{Dimension, Quantity};

/// What it takes to get there from here.
#[derive(Debug, Clone, PartialEq)]
pub struct Takes {
    /// In words, without a full stop: `has to rise 1.4 points a week; rose 0.5 a week in the last four`.
    pub words: String,
    /// The pace needed, for a table: `+1.4 points a week`; `None` for a limit.
    pub in_brief: Option<String>,
    /// The change needed a week, in base units; `None` for a limit, and in the last week.
    pub per_week: Option<f64>,
    /// The change that each of the four weeks to the latest value brought, or each week so far where nothing was measured before
    /// those; in base units.
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
    let falls = target.value() < baseline.value();
    if falls && course.aggregate == Aggregate::Sum {
        return in_words(of_budget(current, target, days, course.end)?);
    }
    let is_there = if falls { missing >= 0.0 } else { missing <= 0.0 };
    if is_there && days > 0 {
        // A mean or the worst value can still be lost.
        return in_words(format!("has to stay at {} or better until {}", target.text(), course.end.short()));
    }
    match course.aggregate {
        Aggregate::Mean => return in_words(average_needed(baseline, target, readings, days, falls)?),
        Aggregate::Worst => {
            return in_words(format!("{} stays the worst value, whatever comes", current.text()));
        }
        Aggregate::Last | Aggregate::Sum | Aggregate::Share => {}
    }
    // A change of what is counted by the day or the week is told in the unit of the value that it is to change.
    let like = if target.dimension().is_per_time() { current } else { target };
    let words = has_to(missing, like, days)?;
    let per_week = (days >= 7).then(|| missing / weeks(days));
    let brought = brought(baseline.value(), readings, course);
    let words = match brought {
        Some((brought, window)) => format!("{words}; {}", went(brought, like, window.told(as_of))),
        None => words,
    };
    Some(Takes {
        words,
        in_brief: in_brief(missing, like, days),
        per_week,
        brought: brought.map(|(brought, _)| brought),
    })
}

/// What takes no pace.
fn in_words(words: String) -> Option<Takes> {
    Some(Takes { words, in_brief: None, per_week: None, brought: None })
}

/// What a total that has to stay low may still take; `None` where no day is left.
fn of_budget(total: &Quantity, most: &Quantity, days: i64, end: Day) -> Option<String> {
    let left = most.value() - total.value();
    match days {
        ..1 => None,
        _ if left < 0.0 => Some(format!("past {} for good", most.text())),
        _ => Some(format!("may take {} more until {}", amount(left, most), end.short())),
    }
}

/// The pace from one number to another in some days, in words: `has to rise 0.8K a week`. `None` where no day is left or the two
/// do not compare.
#[must_use]
pub fn pace_needed(current: &Quantity, target: &Quantity, days: i64) -> Option<String> {
    has_to(target.value() - beside(target, current)?.value(), target, days)
}

/// The same for a table: `+0.8K a week`.
#[must_use]
pub fn pace_in_brief(current: &Quantity, target: &Quantity, days: i64) -> Option<String> {
    in_brief(target.value() - beside(target, current)?.value(), target, days)
}

fn in_brief(missing: f64, like: &Quantity, days: i64) -> Option<String> {
    let sign = if missing < 0.0 { "-" } else { "+" };
    match days {
        ..1 => None,
        1..7 => Some(format!("{sign}{} in {}", step(missing, like), counted(days, "day"))),
        _ => Some(format!("{sign}{} a week", step(missing / weeks(days), like))),
    }
}

fn has_to(missing: f64, like: &Quantity, days: i64) -> Option<String> {
    let way = if missing < 0.0 { "fall" } else { "rise" };
    match days {
        ..1 => None,
        1..7 => Some(format!("has to {way} {} in {}", step(missing, like), counted(days, "day"))),
        _ => Some(format!("has to {way} {} a week", step(missing / weeks(days), like))),
    }
}

fn weeks(days: i64) -> f64 {
    days as f64 / 7.0
}

/// Over which days a pace was measured.
#[derive(Debug, Clone, Copy)]
enum Window {
    /// From the start to the latest value.
    SoFar,
    /// The four weeks that end with the latest value, on this day.
    FourWeeks(Day),
}

/// A value that is not older than this is of these days.
const OF_LATE: i64 = 14;

impl Window {
    fn told(self, as_of: Day) -> (String, String) {
        match self {
            Window::SoFar => ("so far".to_owned(), "so far".to_owned()),
            Window::FourWeeks(latest) if as_of.days_since(latest) > OF_LATE => {
                let told = format!("in the four weeks to {}", latest.short());
                (told.clone(), told)
            }
            Window::FourWeeks(_) => ("in the last four".to_owned(), "in the last four weeks".to_owned()),
        }
    }
}

/// How it went each week, as what follows `a week`, and what stands alone.
fn went(per_week: f64, like: &Quantity, (since, alone): (String, String)) -> String {
    let way = match per_week {
        0.0 => return format!("has not moved {alone}"),
        ..0.0 => "fell",
        _ => "rose",
    };
    // The points were just spoken of.
    let step = step(per_week, like).replace(" points", "").replace(" point", "");
    format!("{way} {step} a week {since}")
}

/// The size of a change, in the style of another number's author. A change of what is counted by the week or the day is a change
/// of that number.
fn step(change: f64, like: &Quantity) -> String {
    let size = change.abs();
    match like.dimension() {
        Dimension::Percent | Dimension::Points | Dimension::Rating(_) if !is_of_a_large_whole(like) => {
            match significant(size, 2).as_str() {
                "1" => "1 point".to_owned(),
                points => format!("{points} points"),
            }
        }
        _ => {
            let rounded: f64 = significant(size / like.unit_scale(), 3).parse().unwrap_or(size);
            let text = amount(rounded * like.unit_scale(), like);
            let is_rate = matches!(
                like.dimension(),
                Dimension::Rate | Dimension::CurrencyRate(_) | Dimension::DurationRate
            );
            if is_rate { without_rate(&text).to_owned() } else { text }
        }
    }
}

/// The change a week up to the latest value: over the four weeks before it where something was measured when they began,
/// otherwise since the start.
fn brought(baseline: f64, readings: &[Reading], course: &Course) -> Option<(f64, Window)> {
    let points = course.points(readings);
    let (latest, now) = *points.last()?;
    let since = latest.plus_days(-FOUR_WEEKS);
    let before = points.iter().rposition(|(day, _)| *day <= since && *day >= course.start);
    let (then, before, window) = match before {
        // Between two values it went from one to the other in a line.
        Some(at) => {
            let ((day, value), (next, later)) = (points[at], points[(at + 1).min(points.len() - 1)]);
            let share = since.days_since(day) as f64 / next.days_since(day).max(1) as f64;
            (since, value + (later - value) * share, Window::FourWeeks(latest))
        }
        None => (course.start, course.first_value(baseline), Window::SoFar),
    };
    let days = latest.days_since(then);
    (days > 0).then(|| ((now - before) / days as f64 * 7.0, window))
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
            (_, Some(most)) => of_budget(current, most, days, course.end)?,
            (Some(least), None) if current.value() < least.value() => {
                format!("needs {} more until {until}", amount(least.value() - current.value(), least))
            }
            _ => return None,
        },
        Aggregate::Share => of_share(readings, days, delivered)?,
        // The reason says that it is lost.
        Aggregate::Worst if readings.iter().any(|reading| reading.held == Some(false)) => return None,
        Aggregate::Worst => "every check-in has to hold".to_owned(),
        Aggregate::Last => format!("the last value counts, by {until}"),
        Aggregate::Mean => match (at_least, at_most) {
            (Some(least), None) => average_needed(least, least, readings, days, false)?,
            (None, Some(most)) => average_needed(most, most, readings, days, true)?,
            _ => format!("the mean counts, by {until}"),
        },
    };
    in_words(words)
}

/// How many check-ins are likely still to come, where they come as often as they came; `None` if none are.
fn to_come(readings: &[Reading], days: i64) -> Option<f64> {
    let apart = match readings {
        [first, .., last] => last.day.days_since(first.day) as f64 / (readings.len() - 1) as f64,
        _ => 7.0,
    };
    Some((days as f64 / apart.max(1.0)).floor()).filter(|to_come| *to_come > 0.0)
}

/// What the values to come have to be on average, so that the mean of all gets to a number; `None` if none are to come.
#[must_use]
pub fn average_needed(
    baseline: &Quantity,
    wanted: &Quantity,
    readings: &[Reading],
    days: i64,
    falls: bool,
) -> Option<String> {
    let to_come = to_come(readings, days)?;
    let so_far: f64 = readings.iter().map(|reading| reading.value.value()).sum();
    let needed = (wanted.value() * (readings.len() as f64 + to_come) - so_far) / to_come;
    let values = readings.iter().map(|reading| &reading.value);
    let possible = Bounds::of(values.chain([baseline, wanted])).keep(needed);
    let side = if falls { "at most" } else { "at least" };
    let average = format!("{side} {} on average", wanted.with_value(needed).text());
    let check_ins = counted(to_come as usize, "check-in");
    Some(match possible == needed {
        true => format!("the about {check_ins} still to come have to be {average}"),
        false => format!("out of reach: the about {check_ins} still to come would have to be {average}"),
    })
}

/// How many of the check-ins that are likely still to come have to hold.
fn of_share(readings: &[Reading], days: i64, delivered: f64) -> Option<String> {
    let held = readings.iter().filter(|reading| reading.held == Some(true)).count() as f64;
    let to_come = to_come(readings, days)?;
    let needed = (delivered * (readings.len() as f64 + to_come) - held - 1e-9).ceil().max(0.0) + 0.0;
    Some(if needed > to_come {
        // Of a commitment that was broken the reason says so.
        return (delivered < 1.0)
            .then(|| "out of reach, even if every check-in from here on holds".to_owned());
    } else if needed == to_come {
        "every check-in from here on has to hold".to_owned()
    } else {
        format!("needs {needed} of about {to_come} check-ins still to come to hold")
    })
}

/// A difference in the style of another number's author; between percentages it is in percentage points.
#[must_use]
pub fn amount(difference: f64, like: &Quantity) -> String {
    let digits = |number| significant(number, 2);
    match like.dimension() {
        Dimension::Percent | Dimension::Points if !is_of_a_large_whole(like) => {
            format!("{} pp", digits(difference))
        }
        Dimension::Rating(_) => format!("{} points", digits(difference)),
        _ => {
            let shown = like.with_value(difference);
            let is_lost = difference != 0.0 && !shown.text().contains(|c: char| ('1'..='9').contains(&c));
            if is_lost { digits(difference / like.unit_scale()) } else { shown.text().to_owned() }
        }
    }
}

/// `20 in a thousand`, `5‰`: a difference is told in the same unit, for in percentage points it would be hard to relate.
fn is_of_a_large_whole(like: &Quantity) -> bool {
    like.dimension() == Dimension::Percent && like.unit_scale() < 1.0
}

/// `$12K` of `$12K per week` and of `$12K/week`.
fn without_rate(text: &str) -> &str {
    let text = text.split_once(" per ").map_or(text, |(number, _)| number);
    text.split_once('/').map_or(text, |(number, _)| number)
}

/// A number with so many digits that count, whatever its size; all digits before the point are kept.
fn significant(number: f64, digits: i32) -> String {
    let size = if number == 0.0 { 0 } else { libm::log10(number.abs()).floor() as i32 };
    let text = format!("{number:.*}", usize::try_from(digits - 1 - size).unwrap_or(0));
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
