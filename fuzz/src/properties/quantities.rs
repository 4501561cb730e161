//! Quantities: numbers with units, read and shown.

use okr::quantity::{DecimalMark, Quantity, comparable, scan};

/// Every text is read or refused; what is read is finite, reads the same again, and is shown as what it is.
/// Two texts in an input are parted by a line break.
pub fn quantities(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (text, other) = text.split_once('\n').unwrap_or((&text, "1.5%"));
    check_digits(text);
    for (range, quantity) in scan(text) {
        let is_as_written = text.get(range) == Some(quantity.text());
        // `95+%` and `by a quarter` are kept as what they come to.
        let is_plain = || quantity.text().parse().as_ref() == Ok(&quantity);
        assert!(is_as_written || is_plain(), "{text:?} is scanned as {quantity:?}");
        assert!(quantity.value().is_finite());
    }
    let quantity = match text.parse::<Quantity>() {
        Ok(quantity) => quantity,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    assert!(quantity.value().is_finite());
    assert_eq!(quantity.text().parse(), Ok(quantity.clone()));
    check_shown(&quantity);
    if let Ok(other) = other.parse::<Quantity>() {
        check_pair(&quantity, &other);
    }
}

/// Of a text of digits and separators, every digit counts, with either sign before decimals: it is read whole or refused.
fn check_digits(text: &str) {
    let text = text.trim();
    if text.len() > 15 || !text.chars().all(|c| c.is_ascii_digit() || ".,' _".contains(c)) {
        return;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    for mark in [DecimalMark::Point, DecimalMark::Comma] {
        let Ok(quantity) = Quantity::read(text, mark) else { continue };
        let all: f64 = digits.parse().expect("a number has digits");
        let power = if quantity.value() == 0.0 { 0.0 } else { (all / quantity.value()).log10() };
        assert!((power - power.round()).abs() < 1e-6 && power > -0.5, "{text:?} is read as {quantity:?}");
    }
}

/// Displayed in its author's style, a value is read again as the same value, except for rounding to one decimal more than the
/// author's. This does not hold beside a number in words: `two hundred M` is not in millions, but `200 M` is.
fn check_shown(quantity: &Quantity) {
    quantity.unit_name();
    let shown = quantity.with_value(quantity.value());
    if is_in_words(quantity.text()) {
        return;
    }
    let again = shown.text().parse::<Quantity>();
    let again = again.unwrap_or_else(|error| panic!("{quantity:?} is shown as {shown:?}: {error}"));
    let off = (again.value() - quantity.value()).abs();
    // What is next to nothing may be shown as nothing.
    let near = off <= quantity.value().abs() * 0.06 || (again.value() == 0.0 && off < 0.01);
    assert!(
        near && again.dimension() == quantity.dimension(),
        "{quantity:?} is shown as {shown:?}: {again:?}"
    );
}

/// Only a sign and a currency may come before the digits of a number.
fn is_in_words(text: &str) -> bool {
    let Some((before, _)) = text.split_once(|c: char| c.is_ascii_digit()) else { return true };
    let is_word = |word: &str| word.len() > 3 || word.contains(char::is_lowercase);
    before.split(|c: char| !c.is_alphabetic()).any(is_word)
}

fn check_pair(a: &Quantity, b: &Quantity) {
    assert_eq!(comparable(a, b), comparable(b, a));
    for (one, other) in [(a, b), (b, a)] {
        let taken = one.with_unit_of(other);
        assert!(taken.value().is_finite());
        assert!(one.is_bare() || taken == *one, "{one:?} has a unit of its own");
        let moved = one.with_value(other.value());
        assert_eq!((moved.value(), moved.dimension()), (other.value(), one.dimension()));
    }
}
