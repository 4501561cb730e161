//! Numbers in forms that are not read, but whose meaning is plain enough to say what to write.

use super::Quantity;
use super::currency;
use super::error::{Fault, Why};
use super::head::{self, Head};
use super::mark::DecimalMark;
use super::numbered::{counts_a_way, is_scale_step};
use super::numeral;
use super::table;
use super::unit::Dimension;
use super::words_around::word_after;

/// Words for a number that is not exact.
const ABOUT: [&str; 18] = [
    "~",
    "≈",
    "about ",
    "around ",
    "approximately ",
    "approx. ",
    "approx ",
    "roughly ",
    "circa ",
    "ca. ",
    "ca ",
    "almost ",
    "nearly ",
    "c. ",
    "c.",
    "est. ",
    "estimated ",
    "some ",
];

fn strip_any_case<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let start = text.get(..word.len())?;
    start.eq_ignore_ascii_case(word).then(|| text[word.len()..].trim_start())
}

/// The number that a place is: `#3`, `stage II`, `level 4`.
fn place(text: &str) -> Option<String> {
    if let Some(number) = text.strip_prefix('#').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        return Some(number.to_owned());
    }
    if text.len() > 1
        && let Some(value) = roman(text)
    {
        return Some(value.to_string());
    }
    let (word, number) = text.split_once(' ')?;
    let word = word.to_ascii_lowercase();
    if !is_scale_step(&word) && !counts_a_way(&word) {
        return None;
    }
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { Some(number.to_owned()) } else { roman(number).map(|value| value.to_string()) }
}

/// The value of a Roman numeral from I to XXXIX in capitals.
pub(super) fn roman(text: &str) -> Option<u8> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = text.bytes().take_while(|byte| *byte == b'X').count().min(3);
    let ones = ONES.iter().position(|ones| *ones == &text[tens..])?;
    u8::try_from(tens * 10 + ones).ok().filter(|value| *value > 0)
}

/// What comes before a number that begins with something else: brackets, doubled signs.
pub(super) fn before(text: &str) -> Option<Fault> {
    if let Some(number) = place(text) {
        return Some(Fault::otherwise(Why::Ordinal, (0, text.len()), number));
    }
    let has_digit = || text.bytes().any(|byte| byte.is_ascii_digit());
    if let Some(fault) = in_brackets(text) {
        return Some(fault);
    }
    if let Some(rest) = text.strip_prefix('±').or_else(|| text.strip_prefix("+/-")).filter(|_| has_digit()) {
        let rest = rest.trim_start();
        return Some(Fault::unclear(Why::Sign, (0, text.len()), vec![rest.to_owned(), format!("-{rest}")]));
    }
    if let Some(number) = text.strip_prefix('%').filter(|_| has_digit()) {
        return Some(Fault::otherwise(Why::Percent, (0, text.len()), format!("{}%", number.trim_start())));
    }
    if let Some(number) = ABOUT.iter().find_map(|word| strip_any_case(text, word)).filter(|_| has_digit()) {
        return Some(Fault::otherwise(Why::About, (0, text.len()), number.to_owned()));
    }
    if let Some(fault) = number_last(text).or_else(|| other_dash(text)) {
        return Some(fault);
    }
    let rest = text.strip_prefix(['-', '−', '–', '+'])?;
    let number = rest.trim_start();
    if number.len() < rest.len() && number.starts_with(|c: char| c.is_ascii_digit() || "$€£".contains(c)) {
        let sign = if text.starts_with('+') { "" } else { "-" };
        return Some(Fault::otherwise(Why::Sign, (0, text.len()), format!("{sign}{number}")));
    }
    let positive = rest.trim_start_matches(['-', '−', '–', '+']);
    (positive.len() < rest.len() && has_digit()).then(|| {
        Fault::unclear(Why::Sign, (0, text.len()), vec![positive.to_owned(), format!("-{positive}")])
    })
}

/// `($50K)`, `€(50)`, `(20%)`: below zero, as accountants write it, or a number that somebody is not sure of. Which of them is for its
/// author to say, and nobody takes less than nothing for a time or a weight.
fn in_brackets(text: &str) -> Option<Fault> {
    let (sign, inside) = text.strip_suffix(')')?.split_once('(')?;
    let is_number = inside.bytes().any(|byte| byte.is_ascii_digit());
    if !is_number || !sign.is_empty() && !is_money_sign(sign) {
        return None;
    }
    let plain = format!("{}{}", sign.trim(), inside.trim().trim_start_matches('-'));
    let negative = format!("-{plain}");
    let dimension = Quantity::read(&plain, DecimalMark::Point).ok().map(|number| number.dimension());
    let readings = match dimension {
        Some(Dimension::Currency(_) | Dimension::CurrencyRate(_)) => vec![negative, plain],
        None | Some(Dimension::Count | Dimension::Percent) => vec![plain, negative],
        Some(_) => vec![plain],
    };
    Some(Fault::unclear(Why::Brackets, (0, text.len()), readings))
}

/// `NPS 40`, `p95 250 ms`, `x2`: what belongs behind the number.
fn number_last(text: &str) -> Option<Fault> {
    let whole = (0, text.len());
    let begins = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    if let Some(times) = text.strip_prefix(['x', 'X', '×']).filter(|rest| begins(rest)) {
        return Some(Fault::otherwise(Why::Order, whole, format!("{times}x")));
    }
    let (name, number) = text.split_once(' ')?;
    let name = name.trim_end_matches(':');
    let is_money = currency::currency_sign(name).is_some();
    let is_initials =
        !is_money && name.len() > 1 && name.len() <= 5 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_percentile = name.strip_prefix(['p', 'P']).is_some_and(|rest| rest.parse::<u8>().is_ok());
    let is_number = number.starts_with(|c: char| c.is_ascii_digit() || "$€£+-−".contains(c));
    let is_named = (is_initials || is_percentile) && is_number;
    is_named.then(|| Fault::otherwise(Why::Order, whole, format!("{number} {name}")))
}

/// A dash that is no minus sign: `—5`, `‑5`.
fn other_dash(text: &str) -> Option<Fault> {
    let number = text.strip_prefix(['—', '‐', '‑', '‒', '﹣', '－'])?;
    let is_number = number.starts_with(|c: char| c.is_ascii_digit() || "$€£.".contains(c));
    is_number.then(|| Fault::otherwise(Why::Sign, (0, text.len()), format!("-{number}")))
}

/// `$`, `EUR `: what may stand before the brackets of `$(50K)`.
fn is_money_sign(text: &str) -> bool {
    let sign = text.trim();
    currency::currency_symbol(sign).is_some_and(|(length, _)| length == sign.len())
        || currency::currency_sign(sign).is_some()
}

/// The value of a decimal digit of any common script.
fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 11] =
        [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0be6, 0x0c66, 0x0e50, 0x1040, 0xff10];
    let code = c as u32;
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

fn fraction(c: char) -> Option<f64> {
    let value = match c {
        '½' => 0.5,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅕' => 0.2,
        '⅖' => 0.4,
        '⅗' => 0.6,
        '⅘' => 0.8,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    };
    Some(value)
}

/// Digits of other scripts, and `½`.
pub(super) fn digits(text: &str) -> Option<Fault> {
    if text.chars().any(|c| digit(c).is_some() || "％，．＄￥٪﹪".contains(c)) {
        let plain: String = text
            .chars()
            .map(|c| match c {
                '％' | '٪' | '﹪' => '%',
                '＄' => '$',
                '￥' => '¥',
                '．' => '.',
                '，' => ',',
                _ => digit(c).unwrap_or(c),
            })
            .collect();
        return Some(Fault::otherwise(Why::Digits, (0, text.len()), plain));
    }
    let (at, c) = text.char_indices().find(|(_, c)| fraction(*c).is_some())?;
    let start = text[..at].trim_end_matches(' ').trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let whole: f64 = text[start..at].trim().parse().unwrap_or_default();
    let value = whole + fraction(c)?;
    Some(Fault::otherwise(Why::Fraction, (start, at + c.len_utf8()), decimal(value, DecimalMark::Point)))
}

/// `£1/4m`: the fraction of an amount, and what it is in decimals.
pub(super) fn fraction_of_amount(text: &str, head: &Head, mark: DecimalMark) -> Option<Fault> {
    let after = text[head.length..].strip_prefix('/').filter(|_| head.length == head.digits.1)?;
    let whole = numeral::read(after, mark).ok()??;
    let is_money = matches!(head.unit.dimension, Dimension::Currency(_));
    let end = head.length + 1 + whole.length;
    let fits = is_money && head.number < whole.value && super::per::read(text, head.length, mark).is_none();
    fits.then(|| {
        Fault::otherwise(Why::Fraction, (head.digits.0, end), decimal(head.number / whole.value, mark))
    })
}

/// What follows a number directly: `3rd`, `2 1/2`, `1/2 day`.
pub(super) fn after(text: &str, head: &Head, mark: DecimalMark) -> Option<Fault> {
    let (start, end) = head.digits;
    let tail = &text[head.length..];
    if tail.starts_with('/')
        && let Some(fault) = fraction_of_amount(text, head, mark)
    {
        return Some(fault);
    }
    if let Some(fault) = nines(text, head, mark).or_else(|| two_units(text, head, mark)) {
        return Some(fault);
    }
    if ["st", "nd", "rd", "th"].contains(&tail) && head.length == end {
        return Some(Fault::otherwise(Why::Ordinal, (end, text.len()), String::new()));
    }
    if let Dimension::Rating(whole) = head.unit.dimension {
        let (word, _, _) = word_after(text, head.length);
        let is_fraction =
            text[end..head.length].trim_start().starts_with('/') && table::unit_word(word).is_some();
        let value = (head.number / whole * 1000.0).round() / 1000.0;
        return is_fraction
            .then(|| Fault::otherwise(Why::Fraction, (start, head.length), decimal(value, mark)));
    }
    // `2 1/2`
    let rest = tail.strip_prefix(' ')?;
    let part = numeral::read(rest, mark).ok()??;
    let (after, whole) = head::out_of(rest, part.length, mark)?;
    let value = head.number + part.value / whole;
    let fits =
        part.value < whole && head.bare && head.number.fract() == 0.0 && rest[part.length..].starts_with('/');
    fits.then(|| Fault::otherwise(Why::Fraction, (start, head.length + 1 + after), decimal(value, mark)))
}

/// `three nines` for 99.9%.
pub(super) fn nines(text: &str, head: &Head, mark: DecimalMark) -> Option<Fault> {
    let (word, _, end) = word_after(text, head.length);
    let share = match head.number {
        2.0 => "99",
        3.0 => "99.9",
        4.0 => "99.99",
        5.0 => "99.999",
        6.0 => "99.9999",
        _ => return None,
    };
    let reading = format!("{}%", share.replace('.', &mark.sign().to_string()));
    (head.bare && word == "nines").then(|| Fault::otherwise(Why::Nines, (0, end), reading))
}

/// `5 ft 6 in`, `9 st 4 lb`: a length or a weight in two units, and what it is in the first.
pub(super) fn two_units(text: &str, head: &Head, mark: DecimalMark) -> Option<Fault> {
    const PARTS: [(&[&str], &[&str], f64); 6] = [
        (&["ft", "feet", "foot"], &["in", "inch", "inches"], 12.0),
        (&["st", "stone"], &["lb", "lbs", "pounds"], 14.0),
        (&["lb", "lbs", "pounds"], &["oz", "ounces"], 16.0),
        (&["m", "metres", "meters"], &["cm", "centimetres", "centimeters"], 100.0),
        (&["km", "kilometres", "kilometers"], &["m", "metres", "meters"], 1000.0),
        (&["kg", "kilos", "kilograms"], &["g", "grams"], 1000.0),
    ];
    let (start, end) = head.digits;
    // No unit was read where a word is none (`9 stone`) or may be several (`1 m`).
    let (major, _, after) = word_after(text, end);
    let rest = text[after..].trim_start_matches(numeral::is_space);
    let part = numeral::read(rest, mark).ok()??;
    let (minor, _, stop) = word_after(rest, part.length);
    let (_, _, parts) =
        PARTS.iter().find(|(first, second, _)| first.contains(&major) && second.contains(&minor))?;
    let value = head.number + part.value / parts;
    let fits = part.value < *parts && head.number >= 0.0 && head.decimals == 0;
    let whole = text.len() - rest.len() + stop;
    fits.then(|| Fault::otherwise(Why::Parts, (start, whole), format!("{} {major}", decimal(value, mark))))
}

/// `200-odd`, `40ish`: somewhere near a number.
pub(super) fn inexact(text: &str, head: &Head) -> Option<Fault> {
    let end = head.digits.1;
    let tail =
        ["-odd", " odd ", "-ish", "ish", " or so"].iter().find(|tail| text[end..].starts_with(**tail))?;
    let ends = tail.ends_with(' ') || !text[end + tail.len()..].starts_with(char::is_alphanumeric);
    let stop = end + tail.trim_end().len();
    (head.bare && ends).then(|| Fault::otherwise(Why::About, (end, stop), String::new()))
}

/// A value with at most three decimals; two where three could be taken for thousands, as in `7.333`.
fn decimal(value: f64, mark: DecimalMark) -> String {
    let rounded = |parts: f64| (value * parts).round() / parts;
    let is_unclear = value >= 1.0 && rounded(1000.0) != rounded(100.0);
    let value = if is_unclear { rounded(100.0) } else { rounded(1000.0) };
    value.to_string().replace('.', &mark.sign().to_string())
}
