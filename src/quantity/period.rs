//! The time that something is counted for: `per week`, `/month`, `a day`, `every 2 weeks`, `weekly`.

use super::numeral::{self, is_space};
use super::unit::Dimension;
use super::words_around::word_after;
use super::{table, words};

/// What stands between a number and the time it is counted for.
pub(super) const LEADS: [&str; 6] = [" per ", " a ", " an ", " each ", " every ", "/"];

/// `per week`, `/week`, `a week`: the seconds and where it ends.
pub(super) fn after(text: &str, at: usize) -> Option<(f64, usize)> {
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
    let (times, length) = times_of_period(after);
    let start = text.len() - after.len() + length;
    let (word, _, end) = word_after(text, start);
    // `$5/m` and `3/d` are too short to be sure of.
    if word.chars().count() == 1 && word != "s" && word != "h" {
        return None;
    }
    // `versus $2.7bn a year ago`
    let (next, _, _) = word_after(text, end);
    if matches!(next, "ago" | "earlier" | "before" | "later") {
        return None;
    }
    table::period(word).map(|seconds| (times * seconds, end))
}

/// The 3 in `per 3 weeks`, and where it ends; 1 if there is no number.
fn times_of_period(text: &str) -> (f64, usize) {
    let length = numeral::digits(text);
    let (times, length) = match text[..length].parse::<u8>() {
        Ok(times) => (f64::from(times), length),
        Err(_) => words::read(text)
            .filter(|words| words.dimension == Dimension::Count && words.length > 1)
            .map_or((1.0, 0), |words| (words.value, words.length)),
    };
    if (1.0..100.0).contains(&times) { (times, length) } else { (1.0, 0) }
}

/// The time that `daily` or `weekly` names.
pub(super) fn of_adverb(text: &str) -> Option<&'static str> {
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

/// The unit of time that a text counts by: `week` in “orders per week” and “weekly orders”. `None` if there is none, or more than one.
pub(crate) fn period_in(text: &str) -> Option<&'static str> {
    const PERIODS: [(&str, &str); 6] = [
        ("hour", "hourly"),
        ("day", "daily"),
        ("week", "weekly"),
        ("month", "monthly"),
        ("quarter", "quarterly"),
        ("year", "yearly"),
    ];
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '/').collect();
    let counts = |name: &str| {
        words
            .windows(2)
            .any(|pair| matches!(pair[0], "per" | "a" | "an" | "each" | "every") && pair[1] == name)
            || words.iter().any(|word| word.strip_suffix(name).is_some_and(|rest| rest.ends_with('/')))
    };
    let mut found =
        PERIODS.iter().filter(|(name, adverb)| words.contains(adverb) || counts(name)).map(|(name, _)| *name);
    let first = found.next();
    first.filter(|_| found.next().is_none())
}
