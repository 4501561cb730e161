//! The part of a quantity that can be read without context: sign, currency, digits, magnitude, unit, `per week`.

use super::error::Fault;
use super::numeral::{self, is_space};
use super::unit::{self, Currency, Dimension, Unit};
use super::words;

/// What was read, from the start of the text given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    /// Bytes read.
    pub(super) length: usize,
    /// The number with its magnitude and sign, in the written unit.
    pub(super) number: f64,
    pub(super) unit: Unit,
    /// No unit was written.
    pub(super) bare: bool,
    /// Where the digits stand, and how they were written, for showing other values in the same style.
    pub(super) digits: (usize, usize),
    pub(super) decimals: usize,
    pub(super) separator: Option<char>,
    /// The magnitude letter's place and factor; the factor is 1 when there is none.
    pub(super) magnitude: (usize, usize),
    pub(super) factor: f64,
    /// `m` after the number: minutes or millions.
    pub(super) ambiguous: bool,
}

/// The word (letters) at `at`, after any spaces: its text and where it begins and ends.
pub(super) fn word_after(text: &str, at: usize) -> (&str, usize, usize) {
    let start = at + text[at..].chars().take_while(|&c| is_space(c)).map(char::len_utf8).sum::<usize>();
    let length: usize = text[start..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let end = start + length;
    if text[end..].starts_with(|c: char| c.is_ascii_digit() || c == '_') {
        return ("", start, start);
    }
    (&text[start..end], start, end)
}

fn sign(text: &str) -> (usize, f64) {
    match text.chars().next() {
        Some(c @ ('-' | '−' | '–')) => (c.len_utf8(), -1.0),
        Some('+') => (1, 1.0),
        _ => (0, 1.0),
    }
}

/// Reads the longest quantity at the start of `text`; `None` when no number begins there.
pub(super) fn read(text: &str) -> Result<Option<Head>, Fault> {
    let mut at = text.chars().next().filter(|c| matches!(c, '~' | '≈')).map_or(0, char::len_utf8);
    let (length, mut signum) = sign(&text[at..]);
    at += length;
    let currency = prefix_currency(text, &mut at);
    if currency.is_some() && length == 0 {
        let (length, s) = sign(&text[at..]);
        (at, signum) = (at + length, s);
    }
    let digits_start = at;
    let Some(numeral) = numeral::read(&text[at..])? else {
        return Ok(if at == 0 { spelled(text) } else { None });
    };
    at += numeral.length;
    let mut head = Head {
        length: at,
        number: numeral.value * signum,
        unit: Unit { dimension: Dimension::Count, scale: 1.0 },
        bare: true,
        digits: (digits_start, at),
        decimals: numeral.decimals,
        separator: numeral.separator,
        magnitude: (at, at),
        factor: 1.0,
        ambiguous: false,
    };
    read_magnitude(text, &mut head, currency.is_some());
    if let Some(currency) = currency {
        head.unit.dimension = Dimension::Currency(currency);
        head.bare = false;
        // `$300 USD` says it twice.
        let (word, _, end) = word_after(text, head.length);
        if unit::currency_word(word).is_some() {
            head.length = end;
        }
    } else {
        read_unit(text, &mut head);
    }
    read_period(text, &mut head);
    Ok(Some(head))
}

fn spelled(text: &str) -> Option<Head> {
    let spelled = words::read(text)?;
    let mut head = Head {
        length: spelled.length,
        number: spelled.value,
        unit: Unit { dimension: spelled.dimension, scale: 1.0 },
        bare: spelled.dimension == Dimension::Count,
        digits: (0, spelled.length),
        decimals: 0,
        separator: None,
        magnitude: (spelled.length, spelled.length),
        factor: 1.0,
        ambiguous: false,
    };
    if head.bare {
        read_unit(text, &mut head);
        read_period(text, &mut head);
    } else if let Some(rest) =
        text[head.length..].strip_prefix(" an ").or(text[head.length..].strip_prefix(" a "))
    {
        // `half an hour`
        let (word, _, end) = word_after(rest, 0);
        if let Some(seconds) = unit::period(word) {
            head.length = text.len() - rest.len() + end;
            head.number /= 100.0;
            head.unit = Unit { dimension: Dimension::Duration, scale: seconds };
        }
    }
    Some(head)
}

/// `$`, `US$`, or a code before the number: `EUR 300`.
fn prefix_currency(text: &str, at: &mut usize) -> Option<Currency> {
    if text[*at..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some((length, currency)) = unit::currency_symbol(&text[*at..]) {
        let after = &text[*at + length..];
        let spaces: usize = after.chars().take_while(|&c| is_space(c)).map(char::len_utf8).sum();
        *at += length + spaces;
        return Some(currency);
    }
    let (word, start, end) = word_after(text, *at);
    if start != *at || word.len() != 3 {
        return None;
    }
    let currency = unit::currency_word(word)?;
    let spaces: usize = text[end..].chars().take_while(|&c| is_space(c)).map(char::len_utf8).sum();
    if !text[end + spaces..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '−')) {
        return None;
    }
    *at = end + spaces;
    Some(currency)
}

fn read_magnitude(text: &str, head: &mut Head, money: bool) {
    let (word, start, end) = word_after(text, head.length);
    if word.is_empty() {
        return;
    }
    let attached = start == head.length;
    let factor = match word {
        // Spaced single letters are too often something else: "5 B corps".
        "m" if attached && money => Some(1e6),
        "m" if attached => {
            head.ambiguous = true;
            None
        }
        _ if attached || word.len() > 1 || money => unit::magnitude(word),
        "K" | "k" | "M" => unit::magnitude(word),
        _ => None,
    };
    if let Some(factor) = factor {
        head.magnitude = (start, end);
        head.factor = factor;
        head.number *= factor;
        head.length = end;
    } else if head.ambiguous {
        head.length = end;
    }
}

fn read_unit(text: &str, head: &mut Head) {
    let at = head.length;
    if at == text.len() {
        return;
    }
    let spaces: usize = text[at..].chars().take_while(|&c| is_space(c)).map(char::len_utf8).sum();
    let rest = &text[at + spaces..];
    let mut set = |length: usize, dimension, scale| {
        head.length = length;
        head.unit = Unit { dimension, scale };
        head.bare = false;
    };
    if rest.starts_with('%') {
        let after = at + spaces + 1;
        for points in ["-points", " points", "-pts", " pts"] {
            if text[after..].starts_with(points) {
                return set(after + points.len(), Dimension::Points, 1.0);
            }
        }
        return set(after, Dimension::Percent, 1.0);
    }
    if let Some((length, currency)) = unit::currency_symbol(rest).filter(|_| !rest.starts_with("R$")) {
        // `300 €`, but not the `$` that begins the next amount.
        if !rest[length..].starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return set(at + spaces + length, Dimension::Currency(currency), 1.0);
        }
    }
    for (words, dimension) in [
        ("percentage points", Dimension::Points),
        ("percentage point", Dimension::Points),
        ("percent points", Dimension::Points),
        ("per cent", Dimension::Percent),
        ("-percent", Dimension::Percent),
        ("p.p.", Dimension::Points),
    ] {
        if rest.starts_with(words) {
            return set(at + spaces + words.len(), dimension, 1.0);
        }
    }
    if rest.starts_with("basis points") {
        return set(at + spaces + "basis points".len(), Dimension::Points, 0.01);
    }
    if let Some(max) = out_of(text, at) {
        return set(max.0, Dimension::Rating(max.1), 1.0);
    }
    let (word, start, end) = word_after(text, at);
    // Most single letters belong to the number only when they touch it (`3x`); `0.25 s`, `2 h` and `3 d` are times.
    if word.chars().count() == 1 && start != at && !matches!(word, "s" | "h" | "d") {
        return;
    }
    if let Some(unit) = working_days(text, start).or_else(|| unit::unit_word(word).map(|unit| (end, unit))) {
        head.length = unit.0;
        head.unit = unit.1;
        head.bare = false;
    }
}

/// `3 business days` are three days; the calendar is not ours to know.
fn working_days(text: &str, start: usize) -> Option<(usize, Unit)> {
    for prefix in ["business ", "working ", "calendar "] {
        if text[start..].starts_with(prefix) {
            let (word, _, end) = word_after(text, start + prefix.len());
            let seconds = unit::period(word)?;
            return Some((end, Unit { dimension: Dimension::Duration, scale: seconds }));
        }
    }
    None
}

/// `/5`, ` / 5`, ` out of 5`: where it ends and the maximum.
fn out_of(text: &str, at: usize) -> Option<(usize, f64)> {
    let rest = text[at..].trim_start_matches(is_space);
    let rest = rest.strip_prefix('/').or_else(|| rest.strip_prefix("out of "))?;
    let rest = rest.trim_start_matches(is_space);
    let (value, length) = match numeral::read(rest) {
        Ok(Some(numeral)) => (numeral.value, numeral.length),
        _ => words::read(rest).filter(|w| w.dimension == Dimension::Count).map(|w| (w.value, w.length))?,
    };
    let ends = !rest[length..].starts_with(|c: char| c.is_alphanumeric() || c == '/' || c == '-' || c == '%');
    (ends && value > 0.0).then(|| (text.len() - rest.len() + length, value))
}

/// `per week`, `/week`, `a week`: the seconds and where it ends.
pub(super) fn period_after(text: &str, at: usize) -> Option<(f64, usize)> {
    if at == text.len() {
        return None;
    }
    let rest = text[at..].trim_start_matches(is_space);
    let spaced = rest.len() < text[at..].len();
    let after = if let Some(after) = rest.strip_prefix('/') {
        after
    } else {
        let after = ["per ", "a ", "an ", "each ", "every "].iter().find_map(|p| rest.strip_prefix(p));
        after.filter(|_| spaced)?
    };
    let start = text.len() - after.len();
    let (word, _, end) = word_after(text, start);
    // `$5/m` and `3/d` are too short to be sure of.
    if word.chars().count() == 1 && word != "s" && word != "h" {
        return None;
    }
    unit::period(&word.to_lowercase()).map(|seconds| (seconds, end))
}

fn read_period(text: &str, head: &mut Head) {
    if let Some((seconds, end)) = period_after(text, head.length)
        && let Some(unit) = unit::per(head.unit, seconds)
    {
        head.unit = unit;
        head.bare = false;
        head.length = end;
    }
}
