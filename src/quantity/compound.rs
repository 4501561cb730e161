//! Times of more than one unit: `2 h 30 min`, `1h15m`, `PT1H15M`, `1:59:59`.

use super::mark::DecimalMark;
use super::numeral::{self, digits, is_space};
use super::table;
use super::unit::{self, DAY, HOUR, MINUTE};

/// A time in parts, the largest first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Compound {
    /// Bytes read.
    pub(super) length: usize,
    pub(super) seconds: f64,
    /// The seconds in the first and the last unit written.
    pub(super) first: f64,
    pub(super) last: f64,
}

/// Reads a time in two or more parts at the start of `text`: each unit smaller than the one before.
pub(super) fn read(text: &str, mark: DecimalMark) -> Option<Compound> {
    let mut whole: Option<Compound> = None;
    let (mut parts, mut at, mut has_decimals) = (0, 0, false);
    while let Ok(Some(number)) = numeral::read(&text[at..], mark) {
        let after = &text[at + number.length..];
        let space = after.len() - after.trim_start_matches(is_space).len();
        let letters: usize =
            after[space..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let word = &after[space..space + letters];
        let before = whole.map_or(f64::INFINITY, |whole| whole.last);
        // `2h30`
        let is_minutes = || {
            before == HOUR
                && number.length == 2
                && number.value < 60.0
                && text[..at].ends_with(['h', 'H'])
                && !after.starts_with(char::is_alphanumeric)
        };
        let (seconds, length) = match word {
            // `m` is minutes after hours and before seconds.
            "m" if before == HOUR
                || (parts == 0 && after[space + 1..].starts_with(|c: char| c.is_ascii_digit())) =>
            {
                (MINUTE, number.length + space + 1)
            }
            _ => match table::period(word) {
                Some(seconds) => (seconds, number.length + space + letters),
                None if is_minutes() => (MINUTE, number.length),
                None => break,
            },
        };
        // After the decimals of `1.5h30` nothing is left for another part.
        if seconds >= before || has_decimals || (parts > 0 && number.value * seconds >= before) {
            break;
        }
        at += length;
        parts += 1;
        has_decimals = number.decimals > 0;
        let sum = whole.map_or(0.0, |whole| whole.seconds) + number.value * seconds;
        let first = whole.map_or(seconds, |whole| whole.first);
        whole = Some(Compound { length: at, seconds: sum, first, last: seconds });
        // What joins one part to the next.
        let rest = &text[at..];
        let rest = rest.trim_start_matches(is_space);
        let rest = rest.strip_prefix("and ").or_else(|| rest.strip_prefix(", ")).unwrap_or(rest);
        if !rest.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        at = text.len() - rest.len();
    }
    whole.filter(|_| parts > 1)
}

/// `PT1H15M`, `P2DT4H`: a duration as ISO 8601 writes it.
pub(super) fn read_iso(text: &str, mark: DecimalMark) -> Option<Compound> {
    let mut rest = text.strip_prefix('P')?;
    let (mut is_time, mut seconds, mut first, mut last) = (false, 0.0, None, f64::INFINITY);
    loop {
        if let Some(after) = rest.strip_prefix('T').filter(|_| !is_time) {
            (rest, is_time) = (after, true);
        }
        let Ok(Some(number)) = numeral::read(rest, mark) else { break };
        let letter = rest[number.length..].chars().next()?;
        let unit = match (letter, is_time) {
            ('W', false) => 7.0 * DAY,
            ('D', false) => DAY,
            ('H', true) => HOUR,
            ('M', true) => MINUTE,
            ('S', true) => 1.0,
            ('Y', false) => unit::YEAR,
            ('M', false) => unit::MONTH,
            _ => return None,
        };
        if unit >= last {
            return None;
        }
        first = first.or(Some(unit));
        (seconds, last) = (seconds + number.value * unit, unit);
        rest = &rest[number.length + 1..];
    }
    let ends = !rest.starts_with(char::is_alphanumeric);
    first.filter(|_| ends).map(|first| Compound { length: text.len() - rest.len(), seconds, first, last })
}

/// What digits with colons say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Clock {
    /// `1:59:59`: a time, whose parts the signs give away.
    Time(Compound),
    /// `10:00`: minutes and seconds, or hours and minutes, by the unit behind it; it ends there.
    Two { length: usize, major: f64, minor: f64 },
    /// `2:1`
    Ratio { length: usize, value: f64 },
}

/// Reads digits with colons at the start of `text`.
pub(super) fn read_clock(text: &str, mark: DecimalMark) -> Option<Clock> {
    if let Some(ratio) = decimal_ratio(text, mark) {
        return Some(ratio);
    }
    let mut groups: Vec<&str> = Vec::new();
    let mut at = 0;
    loop {
        let count = digits(&text[at..]);
        if count == 0 {
            return None;
        }
        groups.push(&text[at..at + count]);
        at += count;
        match text[at..].strip_prefix(':') {
            Some(rest) if digits(rest) > 0 => at += 1,
            _ => break,
        }
    }
    if groups.len() == 2 && text[at..].starts_with(['.', ',']) && digits(&text[at + 1..]) > 0 {
        // `1:3.7`, `4:25.3`
        let start = at - groups[1].len();
        let second = numeral::read(&text[start..], mark).ok()??;
        let first: f64 = groups[0].parse().ok()?;
        if groups[1].len() == 2 && second.value < 60.0 && second.value.fract() > 0.0 {
            let length = start + second.length;
            return Some(Clock::Two { length, major: first, minor: second.value });
        }
        return (second.value > 0.0)
            .then_some(Clock::Ratio { length: start + second.length, value: first / second.value });
    }
    let number = |group: &str| group.parse::<f64>().ok();
    let small = |group: &str| group.len() == 2 && number(group).is_some_and(|n| n < 60.0);
    let value = |i: usize| number(groups[i]).unwrap_or_default();
    match groups.len() {
        3 if small(groups[1]) && small(groups[2]) => Some(Clock::Time(Compound {
            length: at,
            seconds: value(0) * HOUR + value(1) * MINUTE + value(2),
            first: HOUR,
            last: 1.0,
        })),
        2 if small(groups[1]) => Some(Clock::Two { length: at, major: value(0), minor: value(1) }),
        2 if value(1) > 0.0 => Some(Clock::Ratio { length: at, value: value(0) / value(1) }),
        _ => None,
    }
}

/// `2.5:1`
fn decimal_ratio(text: &str, mark: DecimalMark) -> Option<Clock> {
    let first = numeral::read(text, mark).ok()??;
    let rest = text[first.length..].strip_prefix(':').filter(|_| first.decimals > 0)?;
    let second = numeral::read(rest, mark).ok()??;
    let ends = !rest[second.length..].starts_with(|c: char| c.is_alphanumeric() || c == ':');
    let length = first.length + 1 + second.length;
    (ends && second.value > 0.0).then(|| Clock::Ratio { length, value: first.value / second.value })
}

/// The units that times in parts are shown in.
const UNITS: [(f64, &str); 10] = [
    (unit::YEAR, "years"),
    (unit::QUARTER, "quarters"),
    (unit::MONTH, "months"),
    (7.0 * DAY, "weeks"),
    (DAY, "d"),
    (HOUR, "h"),
    (MINUTE, "min"),
    (1.0, "s"),
    (1e-3, "ms"),
    (1e-6, "µs"),
];

/// The name of a unit of so many seconds.
pub(super) fn name(seconds: f64) -> &'static str {
    UNITS.iter().find(|(unit, _)| *unit <= seconds * 1.001).map_or("s", |(_, name)| name)
}

/// Shows a time in parts from the first to the last unit: `1 h 48 min`.
pub(super) fn show(seconds: f64, first: f64, last: f64) -> String {
    let mut rest = (seconds.abs() / last).round() * last;
    let sign = if seconds < 0.0 && rest > 0.0 { "-" } else { "" };
    let mut parts = Vec::new();
    for (unit, name) in UNITS.iter().filter(|(unit, _)| *unit <= first && *unit >= last * 0.999) {
        // A quarter or week in between is shown in the units around it.
        if *unit < first && *unit > last && matches!(*name, "quarters" | "weeks") {
            continue;
        }
        let count = if *unit <= last * 1.001 { (rest / unit).round() } else { (rest / unit + 1e-9).floor() };
        if count > 0.0 {
            // `1 week`, not `1 s` without its letter
            let name = if count == 1.0 && name.len() > 2 { name.trim_end_matches('s') } else { name };
            parts.push(format!("{count} {name}"));
            rest -= count * unit;
        }
    }
    if parts.is_empty() { format!("0 {}", name(last)) } else { format!("{sign}{}", parts.join(" ")) }
}
