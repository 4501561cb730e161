//! Brings the numbers of one key result to one unit system, or says which two do not fit.

use super::no_data::NoData;
use crate::quantity::{self, Quantity, comparable};

/// Gives bare numbers the unit of their neighbours, and checks that all can be compared. A bare number beside two
/// different units of one dimension (hours and minutes) is refused: either guess could turn a miss into a success.
///
/// # Errors
/// The first two values that do not fit.
pub(super) fn settle(mut all: Vec<&mut Quantity>) -> Result<(), NoData> {
    let Some(first) = all.iter().find(|quantity| !quantity.is_bare()).map(|quantity| (**quantity).clone())
    else {
        return Ok(());
    };
    let text = |quantity: &Quantity| quantity.text().to_owned();
    if let Some(stranger) = all.iter().find(|quantity| !comparable(quantity, &first)) {
        return Err(NoData::Units { one: text(&first), other: text(stranger) });
    }
    if all.iter().any(|quantity| quantity.dimension() != first.dimension()) {
        share_the_period(&mut all);
    }
    let first = all.iter().find(|quantity| !quantity.is_bare()).map_or(first, |first| (**first).clone());
    let other_unit = all
        .iter()
        .find(|quantity| !quantity.is_bare() && quantity.unit_scale() != first.unit_scale())
        .map(|quantity| text(quantity));
    for quantity in all.iter_mut().filter(|quantity| quantity.is_bare()) {
        // Zero is zero in every unit.
        if let Some(other) = other_unit.clone().filter(|_| quantity.value() != 0.0) {
            return Err(NoData::UnclearUnit { value: text(quantity), beside: (text(&first), other) });
        }
        **quantity = quantity.with_unit_of(&first);
    }
    Ok(())
}

/// A number that may mean two things beside the others is not counted by a guess. `ends` and `values` as in
/// [`quantity::doubt`].
///
/// # Errors
/// The number, and the one beside it.
pub(super) fn refuse_doubt(ends: &[&Quantity], values: &[&Quantity]) -> Result<(), NoData> {
    let Some(doubt) = quantity::doubt(ends, values) else { return Ok(()) };
    let text =
        |index: usize| ends.iter().chain(values).nth(index).map_or("", |quantity| quantity.text()).to_owned();
    Err(NoData::UnclearNumber { value: text(doubt.index), beside: text(doubt.beside) })
}

/// `$260` beside `$300 a month`, and `2.5%` beside `2% per month`, is of the same time.
fn share_the_period(all: &mut [&mut Quantity]) {
    let rate = all.iter().find(|quantity| quantity.dimension().is_per_time());
    let Some(rate) = rate.map(|rate| (**rate).clone()) else { return };
    for quantity in all.iter_mut().filter(|quantity| !quantity.is_bare()) {
        **quantity = quantity.with_unit_of(&rate);
    }
}

/// The number in the unit it is written in, as in [`Quantity::unit_name`]: 4 for `4 hours`, 900,000 for `$900K`.
#[must_use]
pub fn in_own_unit(quantity: &Quantity) -> f64 {
    quantity.value() / quantity.unit_scale()
}

/// A quantity as a number in the unit another one is written in: 120 for `2 hours` beside `45 minutes`. `None` if the two
/// do not convert.
#[must_use]
pub fn in_unit_of(quantity: &Quantity, unit: &Quantity) -> Option<f64> {
    comparable(quantity, unit).then(|| quantity.value_beside(unit) / unit.unit_scale())
}

/// The unit that readings are compared in: that of the latest which says what time it is counted for, else that of the latest.
#[must_use]
pub fn unit_of<'q>(readings: impl DoubleEndedIterator<Item = &'q Quantity> + Clone) -> Option<&'q Quantity> {
    let of_a_time = readings.clone().rfind(|reading| reading.dimension().is_per_time());
    of_a_time.or_else(|| readings.clone().next_back())
}

/// Another number as one that can stand beside the first: a bare one takes its unit. `None` where the two cannot be
/// compared.
#[must_use]
pub fn beside(first: &Quantity, other: &Quantity) -> Option<Quantity> {
    let (mut first, mut other) = (first.clone(), other.clone());
    settle(vec![&mut first, &mut other]).ok()?;
    Some(other)
}

/// Whether `a` is at least `b`, forgiving what binary fractions lose.
pub(super) fn at_least(a: f64, b: f64) -> bool {
    a >= b - 1e-9 * a.abs().max(b.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(texts: &[&str]) -> Result<Vec<String>, String> {
        let mut all: Vec<Quantity> = texts.iter().map(|text| text.parse().unwrap()).collect();
        settle(all.iter_mut().collect()).map_err(|no_data| no_data.to_string())?;
        Ok(all.iter().map(|quantity| quantity.text().to_owned()).collect())
    }

    #[test]
    fn bare_numbers_take_the_unit_beside_them_unless_that_is_a_guess() {
        let ok = |texts: &[&str]| Ok(texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        assert_eq!(settled(&["23", "35%", "28"]), ok(&["23%", "35%", "28%"]));
        assert_eq!(settled(&["23", "35"]), ok(&["23", "35"]));
        assert_eq!(settled(&["4 hours", "45 minutes", "2 hours"]), ok(&["4 hours", "45 minutes", "2 hours"]));
        assert_eq!(settled(&["1,200 per week", "1300"]), ok(&["1,200 per week", "1300 per week"]));
        assert_eq!(
            settled(&["$300 a month", "$260", "250"]),
            ok(&["$300 a month", "$260 a month", "$250 a month"])
        );
        assert_eq!(
            settled(&["90 min", "2 h a week", "3"]).unwrap_err(),
            "`3` has no unit, and beside `90 min a week` and `2 h a week` it could have either"
        );
        assert_eq!(
            settled(&["4 hours", "45 minutes", "2"]).unwrap_err(),
            "`2` has no unit, and beside `4 hours` and `45 minutes` it could have either"
        );
        assert!(settled(&["4 hours", "45 minutes", "0"]).is_ok());
        for pair in [["4 hours", "35%"], ["$9", "€9"], ["4.5/5", "9/10"], ["23%", "2pp"]] {
            let message = format!("`{}` and `{}` cannot be compared", pair[0], pair[1]);
            assert_eq!(settled(&pair), Err(message));
        }
    }

    #[test]
    fn a_number_in_its_own_unit_is_the_one_that_was_written() {
        let table = [
            ("4 hours", 4.0),
            ("45 minutes", 45.0),
            ("$900K", 900_000.0),
            ("23%", 23.0),
            ("4.5/5", 4.5),
            ("3 per week", 3.0),
            ("17", 17.0),
        ];
        for (text, number) in table {
            assert_eq!(in_own_unit(&text.parse().unwrap()), number, "{text}");
        }
        let beside = |one: &str, other: &str| in_unit_of(&one.parse().unwrap(), &other.parse().unwrap());
        assert_eq!(beside("2 hours", "45 minutes"), Some(120.0));
        assert_eq!(beside("$1.05M", "$900K"), Some(1_050_000.0));
        assert_eq!(beside("12", "35%"), Some(12.0));
        assert_eq!(beside("2 hours", "35%"), None);
    }
}
