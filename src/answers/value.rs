//! What a value means beside the numbers that it belongs to.

use super::refused::Refused;
use crate::quantity::{DecimalMark, Dimension, Quantity, comparable, doubt, relative};

/// How many times a value may be as large as each of the numbers around it, or they as large as it, before it is asked
/// about: a digit too many or too few is ten times.
const FARTHEST: f64 = 8.0;

/// The numbers that a value is compared with.
#[derive(Debug, Default)]
pub(super) struct Beside<'q> {
    /// Its baseline, target and limits.
    pub(super) ends: Vec<&'q Quantity>,
    /// What was measured before, the oldest first.
    pub(super) values: Vec<&'q Quantity>,
    /// The ends of what else is measured by it: of each key result that reads a metric.
    pub(super) others: Vec<Vec<&'q Quantity>>,
}

/// A value that was understood.
pub(super) struct Understood {
    /// As it is meant, with its unit.
    pub(super) meant: Quantity,
    /// As it is written: without a unit where the one before has none either.
    pub(super) written: Quantity,
}

/// Reads a value: one without a unit takes that of the numbers around it.
///
/// # Errors
/// No number, one that may mean several things, or one in another unit.
pub(super) fn read(text: &str, beside: &Beside<'_>, mark: DecimalMark) -> Result<Understood, Refused> {
    let text = text.trim();
    let value = Quantity::read(text, mark).map_err(|wrong| Refused::NotANumber {
        message: wrong.message().to_owned(),
        help: wrong.help().to_owned(),
    })?;
    let all = || beside.ends.iter().chain(&beside.values).copied();
    refuse_unclear(&value, beside, mark)?;
    let Some(unit) = all().find(|other| !other.is_bare()) else {
        return Ok(Understood { meant: value.clone(), written: value });
    };
    let other = all().find(|other| !other.is_bare() && other.unit_scale() != unit.unit_scale());
    if let Some(other) =
        other.filter(|other| value.is_bare() && value.value() != 0.0 && comparable(unit, other))
    {
        let readings = [unit, other].map(|unit| value.with_unit_of(unit).text().to_owned());
        let (value, beside) = (value.text().to_owned(), unit.text().to_owned());
        return Err(Refused::Unclear { value, beside, readings: readings.into() });
    }
    if let Some(stranger) = all().find(|other| !comparable(&value, other)) {
        return Err(Refused::WrongUnit {
            value: value.text().to_owned(),
            beside: stranger.text().to_owned(),
        });
    }
    let meant = value.with_unit_of(unit);
    let is_bare = value.is_bare() && beside.values.last().is_some_and(|last| last.is_bare());
    Ok(Understood { written: if is_bare { value } else { meant.clone() }, meant })
}

/// Asks about a number that says by how much another one moves: `+50%` of where it starts, or of the number that it replaces.
///
/// # Errors
/// Such a number.
pub(super) fn refuse_relative(text: &str, starts: Vec<&Quantity>, mark: DecimalMark) -> Result<(), Refused> {
    let Ok(value) = Quantity::read(text.trim(), mark) else { return Ok(()) };
    let mut readings: Vec<String> = Vec::new();
    for start in &starts {
        let doubt = doubt(&[start, &value], &[]).filter(|doubt| doubt.index == 1);
        let moved = relative(&value).map(|_| doubt.map(|doubt| doubt.readings).unwrap_or_default());
        for reading in moved.into_iter().flatten() {
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
        // `+5%` of a share is several things already.
        if readings.len() > 1 {
            break;
        }
    }
    match starts.first().filter(|_| !readings.is_empty()) {
        Some(beside) => {
            let (value, beside) = (value.text().to_owned(), beside.text().to_owned());
            Err(Refused::Unclear { value, beside, readings })
        }
        None => Ok(()),
    }
}

/// Asks about a value that may mean several things beside the ends, the values before it, or the ends of what else it is for.
///
/// # Errors
/// Such a value.
fn refuse_unclear(value: &Quantity, beside: &Beside<'_>, mark: DecimalMark) -> Result<(), Refused> {
    let others = beside.others.iter().map(|ends| (ends.as_slice(), [].as_slice()));
    let around =
        [(beside.ends.as_slice(), [].as_slice()), (beside.ends.as_slice(), beside.values.as_slice())];
    around.into_iter().chain(others).try_for_each(|(ends, values)| beside_these(value, ends, values, mark))
}

fn beside_these(
    value: &Quantity,
    ends: &[&Quantity],
    values: &[&Quantity],
    mark: DecimalMark,
) -> Result<(), Refused> {
    // What the goals leave unclear is not the fault of this value.
    if doubt(ends, values).is_some() {
        return Ok(());
    }
    let number = ends.len() + values.len();
    let measured: Vec<&Quantity> = values.iter().copied().chain([value]).collect();
    let doubt = doubt(ends, &measured).filter(|doubt| doubt.index == number);
    let latest = values.iter().rev().copied().find(|other| !other.is_bare());
    let (beside, mut readings) = match (doubt, latest) {
        (Some(doubt), _) => {
            let other = ends.iter().chain(values).nth(doubt.beside);
            (other.map_or("the others", |other| other.text()), doubt.readings)
        }
        (None, Some(latest)) if ends.is_empty() => match in_smaller_unit(value, latest) {
            Some(readings) => (latest.text(), readings),
            None => return Ok(()),
        },
        _ => return Ok(()),
    };
    // Some readings are of the numbers beside; what is written now can only have their unit.
    let has_unit = |text: &String| Quantity::read(text, mark).is_ok_and(|value| !value.is_bare());
    if readings.iter().any(has_unit) {
        readings.retain(has_unit);
    }
    Err(Refused::Unclear { value: value.text().to_owned(), beside: beside.to_owned(), readings })
}

/// How many times as long as the value before it a time must be for days to be likelier than weeks.
const MUCH_LONGER: f64 = 5.0;

/// `20` after `3 weeks`: rather days than weeks.
fn in_smaller_unit(value: &Quantity, before: &Quantity) -> Option<Vec<String>> {
    const UNITS: [(&str, f64, &str); 2] = [("week", 7.0, "days"), ("month", 4.348, "weeks")];
    let (_, factor, smaller) = *UNITS.iter().find(|(unit, ..)| before.text().contains(unit))?;
    let times = value.value() * before.unit_scale() / before.value();
    let is_near = (0.5..=2.0).contains(&(times / factor));
    let is_time = before.dimension() == Dimension::Duration && value.is_bare();
    (is_time && times >= MUCH_LONGER && is_near)
        .then(|| vec![format!("{} {smaller}", value.text()), value.with_unit_of(before).text().to_owned()])
}

/// Asks about a value that is many times as large or as small as every number around it, or as far below zero as one of
/// them is above.
///
/// # Errors
/// Such a value.
pub(super) fn refuse_strange(value: &Quantity, beside: &Beside<'_>) -> Result<(), Refused> {
    // What was measured long ago says little about today.
    let latest = beside.values.iter().rev().take(2);
    let around: Vec<&Quantity> =
        latest.chain(&beside.ends).copied().filter(|other| other.value() != 0.0).collect();
    let size = |other: &Quantity| other.value_beside(value).abs();
    let own = value.value().abs();
    if around.len() < 2 || own == 0.0 {
        return Ok(());
    }
    let texts = || {
        let mut texts: Vec<String> = around.iter().map(|other| format!("`{}`", other.text())).collect();
        texts.dedup();
        texts.join(", ")
    };
    let is_above = around.iter().all(|other| other.value() > 0.0);
    if value.value() < 0.0 && is_above && around.iter().any(|other| own >= size(other)) {
        return Err(Refused::BelowZero { value: value.text().to_owned(), around: texts() });
    }
    let larger = around.iter().all(|other| own >= FARTHEST * size(other));
    let smaller = around.iter().all(|other| own * FARTHEST <= size(other));
    if !larger && !smaller {
        return Ok(());
    }
    let side = if larger { "more" } else { "less" };
    Err(Refused::Implausible { value: value.text().to_owned(), side, around: texts() })
}
