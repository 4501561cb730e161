//! Digits and what separates them: `1,200`, `1 200`, `1_200`, `.5`, `1e3`, `08`.
//!
//! The whole run of digits and separators is read, or none of it: `1.200,50` is never 1.2.

use super::error::{Fault, Why};
use super::mark::DecimalMark;

/// Above this, a number in a goal file is a slip of the keyboard.
pub(super) const LARGEST: f64 = 1e18;

/// More digits after the decimal mark than a number can distinguish.
const MOST_DECIMALS: usize = 15;

/// A run of digits with its separators.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    /// Bytes from where it began.
    pub(super) length: usize,
    pub(super) value: f64,
    /// Digits after the decimal mark.
    pub(super) decimals: usize,
    /// The character between thousands.
    pub(super) separator: Option<char>,
    /// `1.200`: three decimals that may as well be thousands.
    pub(super) is_unclear: bool,
}

/// Spaces people and word processors put between a number and its unit.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// Between groups of three digits, whatever the decimal mark is.
fn is_neutral(c: char) -> bool {
    matches!(c, '_' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’')
}

pub(super) fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Reads the digits at the start of `text`; `None` if there are none.
pub(super) fn read(text: &str, mark: DecimalMark) -> Result<Option<Numeral>, Fault> {
    let first = digits(text);
    let begins_with_decimals = first == 0 && text.starts_with(mark.sign()) && digits(&text[1..]) > 0;
    if first == 0 && !begins_with_decimals {
        return Ok(None);
    }
    let run = Run::at_start(text, first, mark)?;
    let mut at = run.length;
    let mut decimals = run.decimals;
    let exponent = exponent(&text[at..]);
    if exponent > 0 {
        // `8e-2` is 0.08.
        let power: i32 = text[at + 1..at + exponent].parse().unwrap_or_default();
        let places = (decimals.min(MOST_DECIMALS) as i32).saturating_sub(power);
        decimals = places.clamp(0, MOST_DECIMALS as i32) as usize;
        at += exponent;
    }
    let written = &text[..at];
    if text[at..].starts_with(['x', 'X', 'o', 'b']) && written == "0" && digits(&text[at + 1..]) > 0 {
        return Err(Fault::Programmer);
    }
    let value = if run.separator.is_none() && (mark == DecimalMark::Point || decimals == 0) {
        written.parse::<f64>()
    } else {
        let plain = |c: char| {
            if c == mark.sign() { Some('.') } else { Some(c).filter(|c| "0123456789eE+-".contains(*c)) }
        };
        written.chars().filter_map(plain).collect::<String>().parse()
    };
    let value = value.map_err(|_| Fault::NoNumber)?;
    if !value.is_finite() || value.abs() > LARGEST {
        return Err(Fault::TooLarge);
    }
    let is_unclear = run.is_unclear && exponent == 0;
    Ok(Some(Numeral { length: at, value, decimals, separator: run.separator, is_unclear }))
}

/// Whether other numbers of a text show which sign its author writes before decimals: `$1,006,000` and `2.5%` do for `1.431M`.
pub(super) fn shows_mark(text: &str, mark: DecimalMark) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let ends_at = |at: usize| {
        let sign = |byte: &u8| [mark.sign(), mark.thousands()].contains(&char::from(*byte));
        let goes_on = bytes.get(at).is_some_and(sign) && is_digit(bytes.get(at + 1));
        !is_digit(bytes.get(at)) && !goes_on
    };
    text.char_indices().any(|(at, sign)| {
        let places = digits(&text[at + sign.len_utf8()..]);
        let (before, after) = (at.checked_sub(1).and_then(|at| bytes.get(at)), at + 1 + places);
        let decimals = sign == mark.sign() && (1..=2).contains(&places);
        let thousands = sign == mark.thousands() && places == 3;
        is_digit(before) && (decimals || thousands) && (thousands || ends_at(after))
    })
}

/// Whether a text has a decimal mark with three digits behind it, which may be thousands.
pub(super) fn has_three_decimals(text: &str, mark: DecimalMark) -> bool {
    text.match_indices(mark.sign()).any(|(at, _)| digits(&text[at + 1..]) == 3)
}

/// The number in the other country's notation: the two readings of `1.200`.
pub(super) fn readings(text: &str, mark: DecimalMark) -> Vec<String> {
    let (sign, thousands) = (mark.sign(), mark.thousands());
    let decimals = match text.trim_end_matches('0') {
        short if short.ends_with(sign) => format!("{short}0"),
        // `1.234` is always unclear, `1.2340` never.
        same if same == text => format!("{text}0"),
        short => short.to_owned(),
    };
    vec![decimals, text.replace(sign, &thousands.to_string())]
}

/// Groups of digits and the signs between them.
struct Run {
    length: usize,
    decimals: usize,
    separator: Option<char>,
    is_unclear: bool,
}

impl Run {
    fn at_start(text: &str, first: usize, mark: DecimalMark) -> Result<Run, Fault> {
        let after = text.as_bytes().get(first);
        // Nearly every number has no separator at all, or decimals only.
        if after
            .is_none_or(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'%' | b'/' | b':' | b'-' | b')'))
        {
            return Ok(Run { length: first, decimals: 0, separator: None, is_unclear: false });
        }
        let next = text[first..].chars().next().filter(|&c| is_neutral(c) || matches!(c, ',' | '.'));
        let begins = |c: char| {
            let count = digits(&text[first + c.len_utf8()..]);
            count > 0 && (count == 3 || !is_neutral(c) || c == '_')
        };
        if !next.is_some_and(begins) {
            return Ok(Run { length: first, decimals: 0, separator: None, is_unclear: false });
        }
        if next == Some(mark.sign()) {
            let tail = &text[first + 1..];
            let decimals = digits(tail);
            // `23.5`: nothing but decimals.
            if !tail[decimals..].starts_with(|c: char| is_neutral(c) || matches!(c, ',' | '.')) {
                let is_unclear = decimals == 3 && starts_thousands(&text[..first]);
                return Ok(Run { length: first + 1 + decimals, decimals, separator: None, is_unclear });
            }
        }
        let mut groups = vec![&text[..first]];
        let mut signs = Vec::new();
        let mut length = first;
        while let Some(c) = text[length..].chars().next().filter(|&c| is_neutral(c) || matches!(c, ',' | '.'))
        {
            let count = digits(&text[length + c.len_utf8()..]);
            // A space, or what may be an inch or a quote, goes on with a number only before three digits.
            if count == 0 || (is_neutral(c) && c != '_' && !goes_on(&groups, &signs, c, count)) {
                break;
            }
            signs.push(c);
            let start = length + c.len_utf8();
            length = start + count;
            groups.push(&text[start..length]);
        }
        classify(&text[..length], &groups, &signs, mark)
    }
}

/// Whether one more group of `count` digits after `c` can belong to groups of three.
fn goes_on(groups: &[&str], signs: &[char], c: char, count: usize) -> bool {
    let in_threes = groups[1..].iter().all(|group| group.len() == 3);
    count == 3 && in_threes && starts_thousands(groups[0]) && signs.iter().all(|sign| *sign == c)
}

fn starts_thousands(first: &str) -> bool {
    (1..=3).contains(&first.len()) && !first.starts_with('0')
}

fn classify(text: &str, groups: &[&str], signs: &[char], mark: DecimalMark) -> Result<Run, Fault> {
    let length = text.len();
    let run = |decimals, separator, is_unclear| Ok(Run { length, decimals, separator, is_unclear });
    let (decimal, thousands) = (mark.sign(), mark.thousands());
    let Some((&last, before)) = signs.split_last() else { return run(0, None, false) };
    let tail = groups[groups.len() - 1];
    let in_threes = |groups: &[&str]| groups.iter().all(|group| group.len() == 3);
    let alike = |signs: &[char]| signs.iter().all(|sign| *sign == signs[0]);
    let grouped =
        |whole: &[&str], signs: &[char]| starts_thousands(whole[0]) && in_threes(&whole[1..]) && alike(signs);
    let whole = &groups[..groups.len() - 1];
    if last == decimal {
        if before.is_empty() {
            let is_unclear = tail.len() == 3 && starts_thousands(groups[0]);
            return run(tail.len(), None, is_unclear);
        }
        if before[0] != decimal && grouped(whole, before) {
            return run(tail.len(), Some(before[0]), false);
        }
    } else if last != decimal && grouped(groups, signs) && (last == thousands || is_neutral(last)) {
        return run(0, Some(last), false);
    }
    Err(otherwise(text, groups, signs, mark))
}

/// The meaning of a run of digits that cannot be read as written.
fn otherwise(text: &str, groups: &[&str], signs: &[char], mark: DecimalMark) -> Fault {
    let (decimal, thousands) = (mark.sign(), mark.thousands());
    let (last, before) = (signs[signs.len() - 1], &signs[..signs.len() - 1]);
    let (tail, whole) = (groups[groups.len() - 1], &groups[..groups.len() - 1]);
    let in_threes = |groups: &[&str]| groups.iter().all(|group| group.len() == 3);
    let all = |signs: &[char], sign: char| signs.iter().all(|other| *other == sign);
    let meant = |why, reading: String| Fault::otherwise(why, (0, text.len()), reading);
    let joined = |groups: &[&str]| in_groups(&groups.concat(), thousands);
    // `3,2` and `1.200,50`: the decimals of other countries.
    let is_foreign_whole = whole.len() == 1
        || (starts_thousands(whole[0])
            && in_threes(&whole[1..])
            && before.iter().all(|sign| *sign == before[0] && *sign != thousands));
    if last == thousands && is_foreign_whole {
        let whole = if whole.len() == 1 { whole[0].to_owned() } else { joined(whole) };
        return meant(Why::Mark, format!("{whole}{decimal}{tail}"));
    }
    // `1.234.567`
    if all(signs, decimal) && starts_thousands(groups[0]) && in_threes(&groups[1..]) {
        return meant(Why::Mark, joined(groups));
    }
    // `1,00,000`: groups of two before the last one of three.
    let (indian, fraction) = if last == decimal { (whole, Some(tail)) } else { (groups, None) };
    let indian_signs = &signs[..indian.len() - 1];
    let is_indian = indian.len() > 2
        && all(indian_signs, thousands)
        && indian[indian.len() - 1].len() == 3
        && indian[1..indian.len() - 1].iter().all(|group| group.len() == 2)
        && (1..=2).contains(&indian[0].len());
    if is_indian {
        let fraction = fraction.map_or(String::new(), |fraction| format!("{decimal}{fraction}"));
        return meant(Why::Groups, format!("{}{fraction}", joined(indian)));
    }
    if all(signs, '.') { Fault::Version } else { Fault::Grouping }
}

/// `1234567` as `1,234,567`.
pub(super) fn in_groups(digits: &str, separator: char) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

/// `e3`, `E-2`: its length, or zero.
fn exponent(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(['e', 'E']) else { return 0 };
    let sign = usize::from(rest.starts_with(['-', '+']));
    let length = digits(&rest[sign..]);
    let ends = |end: usize| !rest[end..].starts_with(|c: char| c.is_alphanumeric());
    if length == 0 || !ends(sign + length) {
        return 0;
    }
    1 + sign + length
}
