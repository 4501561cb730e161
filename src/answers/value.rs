//! What a value means beside the numbers that it belongs to.

use super::refused::Refused;
use crate::quantity::{DecimalMark, Quantity, comparable, doubt};

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
    // What the goals leave unclear is not the fault of this value.
    if doubt(&beside.ends, &[]).is_none() {
        let number = beside.ends.len();
        if let Some(doubt) = doubt(&beside.ends, &[&value]).filter(|doubt| doubt.index == number) {
            let beside = beside.ends.get(doubt.beside).map_or("the others", |other| other.text());
            // Some readings are of the numbers beside; what is written now can only have their unit.
            let has_unit = |text: &String| Quantity::read(text, mark).is_ok_and(|value| !value.is_bare());
            let mut readings = doubt.readings;
            if readings.iter().any(has_unit) {
                readings.retain(has_unit);
            }
            let value = value.text().to_owned();
            return Err(Refused::Unclear { value, beside: beside.to_owned(), readings });
        }
    }
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
