//! A whole text as one quantity.

use super::compact::Notation;
use super::error::{Fault, QuantityError};
use super::head::{self, Head};
use super::numeral::{self, is_space};
use super::unit::{self, Unit};
use super::{Dimension, Quantity};

/// More words than this after a number are a sentence.
const NOUN_WORDS: usize = 5;

impl std::str::FromStr for Quantity {
    type Err = QuantityError;

    /// Reads a text that is a quantity and nothing else.
    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let text = text.trim();
        read(text).map_err(|fault| QuantityError::new(text, fault))
    }
}

fn read(text: &str) -> Result<Quantity, Fault> {
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    // What starts with a digit, as nearly everything does, is none of these.
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        if is_limit(text) {
            return Err(Fault::Comparator);
        }
        if let Some(unit) = frequency(text) {
            return quantity(text, 1.0, unit, false).ok_or(Fault::TooLarge);
        }
    }
    let head = head::read(text)?.ok_or(Fault::NoNumber)?;
    if head.ambiguous {
        return Err(Fault::MinutesOrMillions);
    }
    let (unit, bare) = rest(text, &head)?;
    quantity(text, head.number, unit, bare).ok_or(Fault::TooLarge)
}

/// `daily`, `weekly`: once in that time.
fn frequency(text: &str) -> Option<Unit> {
    let once = Unit { dimension: Dimension::Count, scale: 1.0 };
    unit::per(once, unit::period(period_of(text)?)?)
}

/// The time that `daily` or `weekly` names.
pub(super) fn period_of(text: &str) -> Option<&'static str> {
    let period = match text.to_ascii_lowercase().as_str() {
        "hourly" => "hour",
        "daily" => "day",
        "weekly" => "week",
        "fortnightly" | "biweekly" => "fortnight",
        "monthly" => "month",
        "quarterly" => "quarter",
        "yearly" | "annually" => "year",
        _ => return None,
    };
    Some(period)
}

/// The quantity, unless its value is out of range.
pub(super) fn quantity(text: &str, number: f64, unit: Unit, bare: bool) -> Option<Quantity> {
    let value = number * unit.scale;
    let in_range =
        value.is_finite() && number.abs() <= numeral::LARGEST && unit.scale.is_finite() && unit.scale > 0.0;
    in_range.then(|| Quantity { value, notation: Notation::new(unit, bare, text) })
}

/// What follows the number and its unit: nothing, or a noun, with or without `per week`.
fn rest(text: &str, head: &Head) -> Result<(Unit, bool), Fault> {
    let tail = &text[head.length..];
    if tail.is_empty() {
        return Ok((head.unit, head.bare));
    }
    if matches!(tail, "+" | "%+") {
        return Err(Fault::Comparator);
    }
    if tail.starts_with('/') && tail[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Fault::Version);
    }
    if !tail.starts_with(is_space) {
        let digit_first = tail.starts_with(|c: char| c.is_ascii_digit());
        return Err(if digit_first { Fault::NoNumber } else { Fault::Unit });
    }
    noun(text, head).ok_or_else(|| if tail.contains(" or ") { Fault::Comparator } else { Fault::Unit })
}

fn noun(text: &str, head: &Head) -> Option<(Unit, bool)> {
    let mut at = head.length;
    let mut unit = head.unit;
    for count in 0.. {
        if let Some((seconds, end)) = head::period_after(text, at)
            && end == text.len()
        {
            return Some((unit::per(unit, seconds)?, false));
        }
        let start = text.len() - text[at..].trim_start_matches(is_space).len();
        if start == text.len() {
            return (count > 0).then_some((unit, false));
        }
        let length = text[start..].find(|c| is_space(c) || c == '/').unwrap_or(text.len() - start);
        let word = &text[start..start + length];
        at = start + length;
        if word == "per" && unit.dimension == Dimension::Count {
            // `4 errors per 1,000 orders`
            let tail = text[at..].trim_start_matches(is_space);
            if let Ok(Some(base)) = numeral::read(tail) {
                unit.scale = (base.value > 0.0).then_some(1.0 / base.value)?;
                at = text.len() - tail.len() + base.length;
            }
        } else if count >= NOUN_WORDS || !is_noun_word(word) {
            return None;
        }
        if text[at..].starts_with('/')
            && head::period_after(text, at).is_none_or(|(_, end)| end != text.len())
        {
            return None;
        }
    }
    None
}

fn is_noun_word(word: &str) -> bool {
    let bare = word.trim_matches(['(', ')']);
    bare.starts_with(|c: char| c.is_alphabetic())
        && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '&' | '.'))
        && !matches!(
            bare.to_lowercase().as_str(),
            "or" | "and" | "to" | "than" | "from" | "until" | "plus" | "minus" | "yes" | "no"
        )
}

/// `>= 95%`, `at least 3`, `under 250 ms`: these belong in `at_least` and `at_most`.
fn is_limit(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "at least ",
        "at most ",
        "under ",
        "over ",
        "below ",
        "above ",
        "less than ",
        "more than ",
        "fewer than ",
        "up to ",
        "min. ",
        "max. ",
        "minimum ",
        "maximum ",
    ];
    let has_digit = text.bytes().any(|b| b.is_ascii_digit());
    let starts = |word: &&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    has_digit && (text.starts_with(['<', '>', '≥', '≤', '=']) || WORDS.iter().any(starts))
}
