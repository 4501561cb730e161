//! Numbers in sums, printed so that each sum is true as it is printed.

use super::units::in_own_unit;
use crate::quantity::Quantity;

/// The decimals of a printed result.
const DECIMALS: usize = 4;
/// The most decimals that a number in a sum is printed with.
const MOST_DECIMALS: usize = 9;

/// A number without what binary fractions add, and without zeros at the end.
pub(super) fn number(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A quantity as its author wrote it, or, where it was computed and its text is rounded, with all digits that count.
pub(super) fn of_quantity(quantity: &Quantity) -> String {
    if is_whole(quantity) {
        return quantity.text().to_owned();
    }
    let value = quantity.value();
    let is_all = |shown: f64| (shown - value).abs() <= 1e-12 * value.abs();
    quantity.display_true(value, is_all).unwrap_or_else(|| with_decimals(quantity, MOST_DECIMALS))
}

/// The same with as few decimals as the printed result needs.
pub(super) fn true_quantity(
    quantity: &Quantity,
    result: f64,
    compute: impl Fn(f64) -> Option<f64>,
) -> String {
    let printed = |result: f64| format!("{result:.DECIMALS$}");
    if is_whole(quantity) {
        return quantity.text().to_owned();
    }
    let is_true = |shown: f64| compute(shown).is_some_and(|computed| printed(computed) == printed(result));
    // What the other screens show, if it is true.
    let read = Quantity::read(quantity.text(), quantity.mark());
    if read.is_ok_and(|read| is_true(read.with_unit_of(quantity).value_beside(quantity))) {
        return quantity.text().to_owned();
    }
    quantity.display_true(quantity.value(), is_true).unwrap_or_else(|| with_decimals(quantity, MOST_DECIMALS))
}

/// Whether the text says exactly what the value is.
fn is_whole(quantity: &Quantity) -> bool {
    let Ok(read) = Quantity::read(quantity.text(), quantity.mark()) else { return false };
    let (read, value) = (read.value_beside(quantity), quantity.value());
    (read - value).abs() <= 1e-12 * read.abs().max(value.abs())
}

fn with_decimals(quantity: &Quantity, decimals: usize) -> String {
    let (digits, unit) = (number(in_own_unit(quantity), decimals), quantity.unit_name());
    match unit.as_str() {
        "" => digits,
        unit if unit.starts_with(['%', '/']) => format!("{digits}{unit}"),
        unit if unit.chars().all(|c| !c.is_alphanumeric()) => match digits.strip_prefix('-') {
            Some(digits) => format!("-{unit}{digits}"),
            None => format!("{unit}{digits}"),
        },
        unit => format!("{digits} {unit}"),
    }
}

/// A weighted mean with its numbers put in, each with as few decimals as it takes for the result to come out.
pub(super) fn true_sum(parts: &[(f64, f64)], mean: f64) -> String {
    let weights: f64 = parts.iter().map(|(weight, _)| weight).sum();
    let rounded = |score: f64, decimals: usize| number(score, decimals).parse::<f64>().unwrap_or(score);
    let printed = |result: f64| format!("{result:.DECIMALS$}");
    let is_true = |decimals: &usize| {
        let sum: f64 = parts.iter().map(|(weight, score)| weight * rounded(*score, *decimals)).sum();
        printed(sum / weights) == printed(mean)
    };
    let decimals = (2..=MOST_DECIMALS).find(is_true).unwrap_or(MOST_DECIMALS);
    let shown = |(weight, score): &(f64, f64)| {
        let score = if decimals == 2 { format!("{score:.2}") } else { number(*score, decimals) };
        if *weight == 1.0 { score } else { format!("{} * {score}", number(*weight, MOST_DECIMALS)) }
    };
    let above: Vec<String> = parts.iter().map(shown).collect();
    format!("({}) / {}", above.join(" + "), number(weights, MOST_DECIMALS))
}
