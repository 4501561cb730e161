//! Scale words where they are not read, so that a number may be a thousand times as large: `$900 in thousands`, `$900 (K)`,
//! `$900 thousnd`, `1.8k M`.

use super::error::{Fault, Why};
use super::head::Head;
use super::numeral::is_space;
use super::{Dimension, currency, magnitude};

/// Letters for a scale in brackets: `USD 900 (K)`.
const LETTERS: [&str; 5] = ["K", "k", "M", "m", "B"];

/// Why a number is not read whose words behind it may multiply it.
pub(super) fn fault(text: &str, head: &Head) -> Option<Fault> {
    let tail = &text[head.length..];
    let is_money = matches!(head.unit.dimension, Dimension::Currency(_) | Dimension::CurrencyRate(_));
    let is_count = head.unit.dimension == Dimension::Count && head.unit.scale == 1.0;
    if tail.is_empty() || !(is_money || is_count) || head.number == 0.0 {
        return None;
    }
    let words = || {
        let words =
            tail.split(|c: char| is_space(c) || matches!(c, '(' | ')')).filter(|word| !word.is_empty());
        // What it is counted for may be thousands: `5 per thousand`.
        words.take_while(|word| *word != "per" && !word.contains('/'))
    };
    let scale = words().find_map(|word| scale_of(word, tail, is_money));
    if let Some(factor) = scale {
        let letter = letter_of(factor).filter(|_| head.factor == 1.0);
        let readings = letter.map(|letter| format!("{}{letter}", text[..head.digits.1].trim()));
        return Some(Fault::unclear(Why::Scale, (0, text.len()), readings.into_iter().collect()));
    }
    let first = words().next()?;
    if let Some(meant) = magnitude::slip_of(first) {
        let start = head.length + tail.find(first)?;
        return Some(Fault::otherwise(Why::ScaleWord, (start, start + first.len()), meant.to_owned()));
    }
    // `₺900 bin`, and `900 bin`, which may be bins.
    if is_count && tail.trim() == "bin" {
        let readings = vec!["K".to_owned(), " bins".to_owned()];
        return Some(Fault::unclear(Why::Scale, (head.length, text.len()), readings));
    }
    (is_money && is_short_for_something(tail.trim())).then_some(Fault::Unit)
}

/// What a word behind the number multiplies by, if it does.
fn scale_of(word: &str, tail: &str, is_money: bool) -> Option<f64> {
    let bare = word.trim_end_matches('.');
    if bare.len() > 1 {
        let factor = magnitude::factor(bare).filter(|factor| *factor >= 1e3)?;
        // `MM` and `Cr` are too short to be sure of among other words.
        let is_long = bare.chars().count() > 3 || tail.contains(&format!("({word})"));
        return Some(factor).filter(|_| is_long || is_money);
    }
    if !LETTERS.contains(&bare) {
        return None;
    }
    let is_apart = tail.trim() == bare || tail.contains(&format!("({bare})"));
    is_apart.then(|| magnitude::factor(bare).or_else(|| magnitude::factor_of_money(bare))).flatten()
}

fn letter_of(factor: f64) -> Option<&'static str> {
    [(1e3, "K"), (1e6, "M"), (1e9, "B")].into_iter().find(|(own, _)| *own == factor).map(|(_, letter)| letter)
}

/// `$900 ks`, `$900 kUSD`, `€900 td`, `900 лв χιλ.`: alone after an amount of money, and short for something that is not known.
fn is_short_for_something(word: &str) -> bool {
    const KNOWN: [&str; 8] = ["ea", "pp", "pa", "pm", "pw", "pd", "ex", "up"];
    let is_one = !word.contains(is_space) && !word.is_empty();
    let is_short = word.chars().count() <= 2 && word.chars().all(char::is_alphabetic);
    let is_capital = word.chars().all(char::is_uppercase);
    let is_dotted = word.ends_with('.') && !word.is_ascii();
    is_one
        && (is_short && !is_capital && !KNOWN.contains(&word)
            || is_dotted
            || currency::in_thousands(word).is_some())
}
