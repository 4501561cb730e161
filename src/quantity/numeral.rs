//! Digits: `1,200`, `1_200`, `.5`, `1e3`, `08`.

use super::error::Fault;

/// Above this, a number in a goal file is a slip of the keyboard.
pub(super) const LARGEST: f64 = 1e18;

/// More digits after the point than a number can tell apart.
const MOST_DECIMALS: usize = 15;

/// A run of digits with its separators.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    /// Bytes from where it began.
    pub(super) length: usize,
    pub(super) value: f64,
    /// Digits after the point.
    pub(super) decimals: usize,
    /// The character between thousands.
    pub(super) separator: Option<char>,
}

/// Spaces people and word processors put between a number and its unit.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | '_' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’')
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Reads the digits at the start of `text`: `None` when there are none.
pub(super) fn read(text: &str) -> Result<Option<Numeral>, Fault> {
    let mut at = digits(text);
    let mut separator = None;
    if at > 0 {
        (at, separator) = groups(text, at)?;
    }
    let mut decimals = 0;
    if let Some(rest) = text[at..].strip_prefix('.') {
        decimals = digits(rest);
        if decimals > 0 {
            at += 1 + decimals;
            if rest[decimals..].strip_prefix('.').is_some_and(|more| digits(more) > 0) {
                return Err(Fault::Version);
            }
        }
    }
    if at == 0 {
        return Ok(None);
    }
    let length = exponent(&text[at..]);
    if length > 0 {
        // `8e-2` is 0.08.
        let power: i32 = text[at + 1..at + length].parse().unwrap_or_default();
        let places = (decimals.min(MOST_DECIMALS) as i32).saturating_sub(power);
        decimals = places.clamp(0, MOST_DECIMALS as i32) as usize;
        at += length;
    }
    let written = &text[..at];
    if text[at..].starts_with(['x', 'X', 'o', 'b']) && written == "0" && digits(&text[at + 1..]) > 0 {
        return Err(Fault::Programmer);
    }
    let value = match separator {
        None => written.parse::<f64>(),
        Some(separator) => written.replace(separator, "").parse(),
    };
    let value = value.map_err(|_| Fault::NoNumber)?;
    if !value.is_finite() || value.abs() > LARGEST {
        return Err(Fault::TooLarge);
    }
    Ok(Some(Numeral { length: at, value, decimals, separator }))
}

/// The groups of three after the first digits. A separator before a digit that does not begin a group of three
/// can be read in two ways.
fn groups(text: &str, first: usize) -> Result<(usize, Option<char>), Fault> {
    let (mut at, mut used) = (first, None);
    while let Some(c) = text[at..].chars().next().filter(|&c| is_separator(c)) {
        let rest = &text[at + c.len_utf8()..];
        let group = digits(rest);
        if group == 0 {
            break;
        }
        if group != 3 || first > 3 || used.is_some_and(|u| u != c) {
            // `10,25` is ambiguous; a space before other digits merely ends the number.
            return if c == ',' || c == '_' { Err(Fault::Grouping) } else { Ok((at, used)) };
        }
        used = Some(c);
        at += c.len_utf8() + group;
    }
    Ok((at, used))
}

/// `e3`, `E-2`: its length, zero when there is none.
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
