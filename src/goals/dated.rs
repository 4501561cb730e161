//! A day and a value in one text, the way people note what they measured: `12 on 2026-02-10`, `14 Feb: 17`, `25% (14 Feb)`.

use super::day::{Day, without_year};
use crate::quantity::{DecimalMark, Quantity};
use crate::wrong::Wrong;

/// A day and what was measured on it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dated<'t> {
    pub(super) day: Written,
    pub(super) value: &'t str,
}

/// The day as far as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// One day, in whatever notation.
    Whole(Day),
    /// `14 Feb`: the day and the month of some year.
    WithoutYear {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
}

impl Dated<'_> {
    /// The keys that the two have in a list, with what is known of them: `date: 2026-02-10, value: 12`.
    pub(super) fn entries(&self, [of_day, of_value]: [&str; 2]) -> [String; 2] {
        let day = match self.day {
            Written::Whole(day) => day.to_string(),
            Written::WithoutYear { month, day } => format!("YYYY-{month:02}-{day:02}"),
        };
        [format!("{of_day}: {day}"), format!("{of_value}: {}", self.value)]
    }

    /// Whether nothing about it has to be asked.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.day, Written::Whole(_))
    }
}

/// What stands between a day and a value.
const BETWEEN: &[char] = &[',', ';', ':', '=', '-', '–', '—', '|', '>', '→', ' ', '(', ')', '\t'];

/// Longer texts are no check-ins.
const LONGEST: usize = 100;

/// A day and a value that a text consists of, whichever comes first.
pub(super) fn in_text(text: &str, mark: DecimalMark) -> Option<Dated<'_>> {
    // `14 Feb 2026` is no value of 2026.
    if text.len() > LONGEST || day_in(text).is_some() {
        return None;
    }
    let breaks = text.char_indices().filter(|(_, c)| BETWEEN.contains(c)).map(|(at, _)| at);
    // The longest day there is, or `14 Feb 2026: 12` were a value of 2026 on the 14th of some February.
    let breaks: Vec<usize> = breaks.collect();
    let first_is_day = |at: &usize| {
        let day = text[..*at].trim_end_matches(BETWEEN);
        dated(day, &text[day.len()..], mark)
    };
    let last_is_day = |at: &usize| dated(&text[*at..], &text[..*at], mark);
    breaks.iter().rev().find_map(first_is_day).or_else(|| breaks.iter().find_map(last_is_day))
}

fn dated<'t>(day: &'t str, value: &'t str, mark: DecimalMark) -> Option<Dated<'t>> {
    let value = with_sign(without_joints(value, &["was", "at"]), value);
    Quantity::read(value, mark).ok()?;
    Some(Dated { day: day_in(without_joints(day, &["on", "in", "by"]))?, value })
}

/// A value with the minus that stands directly before it and after something else: `2026-02-08: -5`.
fn with_sign<'t>(value: &'t str, whole: &'t str) -> &'t str {
    let signed = || {
        let before = &whole[..whole.find(value)?];
        let sign = before.char_indices().next_back().filter(|(at, c)| *at > 0 && matches!(c, '-' | '−'))?;
        whole.get(sign.0..before.len() + value.len())
    };
    signed().unwrap_or(value)
}

/// The day that a text is, in whatever notation.
pub(super) fn day_in(text: &str) -> Option<Written> {
    let is_more = begins_with_day(text) && text.parse::<Day>().is_err();
    let whole = text.parse().or_else(|wrong: Wrong| {
        let meant = wrong.replacement.filter(|_| !is_more);
        meant.as_deref().ok_or(())?.parse::<Day>().map_err(drop)
    });
    let some_year = || without_year(text).map(|(month, day)| Written::WithoutYear { month, day });
    whole.map(Written::Whole).ok().or_else(some_year)
}

/// `2026-02-14`, behind which anything may stand.
fn begins_with_day(text: &str) -> bool {
    text.get(.."2026-02-14".len()).is_some_and(|day| day.parse::<Day>().is_ok())
}

/// A text without the signs and the words around it that join it with something else.
fn without_joints<'t>(text: &'t str, words: &[&str]) -> &'t str {
    let text = text.trim_matches(BETWEEN);
    let (mut start, mut end) = (0, text.len());
    for word in words {
        let before = text.strip_prefix(word).filter(|rest| rest.starts_with(BETWEEN));
        start = before.map_or(start, |rest| text.len() - rest.len());
        let after = text.strip_suffix(word).filter(|rest| rest.ends_with(BETWEEN));
        end = after.map_or(end, str::len);
    }
    text.get(start..end).unwrap_or_default().trim_matches(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_value_are_told_apart_whichever_comes_first() {
        let table = [
            ("12 on 2026-02-10", "date: 2026-02-10, value: 12"),
            ("2026-02-08 -> 13", "date: 2026-02-08, value: 13"),
            ("2026-02-08 13", "date: 2026-02-08, value: 13"),
            ("2026-02-08 10:00", ""),
            ("2026-02-08,13", "date: 2026-02-08, value: 13"),
            ("14 Feb: 17", "date: YYYY-02-14, value: 17"),
            ("14 Feb 2026: 17", "date: 2026-02-14, value: 17"),
            ("Feb 14th – 17%", "date: YYYY-02-14, value: 17%"),
            ("25% (14 Feb)", "date: YYYY-02-14, value: 25%"),
            ("Mon 12 Jan: 42", "date: YYYY-01-12, value: 42"),
            ("Monday 12 January 2026: 42", "date: 2026-01-12, value: 42"),
            ("14.02.: 17%", "date: YYYY-02-14, value: 17%"),
            ("14.02.2026 17%", "date: 2026-02-14, value: 17%"),
            ("1,200 tickets on 2026-02-10", "date: 2026-02-10, value: 1,200 tickets"),
            ("2026-02-08: -5", "date: 2026-02-08, value: -5"),
            ("2026-02-08 - 5", "date: 2026-02-08, value: 5"),
            ("14 Feb 2026", ""),
            ("12, 14", ""),
            ("12", ""),
            ("2026-02-08", ""),
            ("3/4/2026: 12", ""),
            ("é", ""),
        ];
        for (text, entries) in table {
            let read = in_text(text, DecimalMark::Point);
            let read = read.map(|dated| dated.entries(["date", "value"]).join(", ")).unwrap_or_default();
            assert_eq!(read, entries, "{text}");
        }
    }
}
