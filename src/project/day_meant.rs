//! Days in place of commits: `2026-08-01`, `yesterday`, `monday`, `last week`, `3 weeks ago`, `7d`.

use crate::goals::Day;
use crate::wrong::Wrong;
use chrono::{Datelike as _, Months, NaiveDate, Weekday};

/// The day that some words mean, seen from `today`; `None` if they mean none. Digits and dashes
/// that are not a day of the calendar are a mistake, and so are days as other countries write them.
pub(super) fn day_meant(words: &str, today: Day) -> Option<Result<Day, Wrong>> {
    let is_date = |sign: char| {
        words.len() >= 8
            && words.matches(sign).count() == 2
            && words.chars().all(|c| c.is_ascii_digit() || c == sign)
            && (sign != '/' || words.split(sign).any(|part| part.len() == 4))
    };
    if ['-', '.', '/'].into_iter().any(is_date) {
        return Some(words.parse());
    }
    let words = words.to_lowercase();
    let words: Vec<&str> = words.split_whitespace().collect();
    let day = match words[..] {
        ["today"] => today,
        ["yesterday"] => today.plus_days(-1),
        [span] if span.starts_with(|first: char| first.is_ascii_digit()) => {
            let (count, unit) = span.split_at(span.find(|c: char| !c.is_ascii_digit())?);
            let unit = match unit {
                "d" => "days",
                "w" => "weeks",
                "m" => "months",
                "y" => "years",
                _ => return None,
            };
            earlier(today, count.parse().ok()?, unit)?
        }
        [name] | ["last", name] if weekday(name).is_some() => last_weekday(today, weekday(name)?),
        ["last", unit @ ("week" | "month" | "year")] => earlier(today, 1, unit)?,
        [count, unit, "ago"] => {
            let count = if matches!(count, "a" | "an" | "one") { 1 } else { count.parse().ok()? };
            earlier(today, count, unit)?
        }
        [number, month] => named_day(number, month, None, today)?,
        [number, month, year] => named_day(number, month, Some(year), today)?,
        _ => return None,
    };
    Some(Ok(day))
}

/// The day that an option for a day means: a date, or words as above.
///
/// # Errors
/// Words that mean no day.
pub fn day_in_words(words: &str, today: Day) -> Result<Day, Wrong> {
    day_meant(words, today).unwrap_or_else(|| words.parse())
}

/// `13 Nov`, as screens write days: the last one up to today; `13 November 2025`.
fn named_day(number: &str, month: &str, year: Option<&str>, today: Day) -> Option<Day> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is_it = |name: &&str| *name == month || name.get(..3) == Some(month);
    let month = u32::try_from(MONTHS.iter().position(is_it)?).ok()? + 1;
    let number: u32 = number.parse().ok()?;
    let of_year = |year: i32| NaiveDate::from_ymd_opt(year, month, number).map(Day);
    match year {
        Some(year) => of_year(year.parse().ok().filter(|year| (1900..3000).contains(year))?),
        None => {
            [0, 1, 2, 3, 4].iter().find_map(|ago| of_year(today.0.year() - ago).filter(|day| *day <= today))
        }
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    // Whole names: `sat` or `mon` may be a branch.
    name.ends_with("day").then(|| name.parse().ok()).flatten()
}

/// The last such day before another.
fn last_weekday(today: Day, wanted: Weekday) -> Day {
    let days = today.0.weekday().days_since(wanted);
    today.plus_days(-i64::from(if days == 0 { 7 } else { days }))
}

/// The day so many units before another; `None` for an unknown unit, or before the calendar starts.
fn earlier(day: Day, count: u32, unit: &str) -> Option<Day> {
    let months = |months: u32| day.0.checked_sub_months(Months::new(months)).map(Day);
    match unit {
        "day" | "days" => Some(day.plus_days(-i64::from(count))),
        "week" | "weeks" => Some(day.plus_days(-7 * i64::from(count))),
        "month" | "months" => months(count),
        "year" | "years" => months(count.checked_mul(12)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_days_count_from_today() {
        let today: Day = "2026-03-31".parse().unwrap();
        let meant = |words: &str| Some(day_meant(words, today)?.unwrap().to_string());
        for (words, day) in [
            ("2025-08-01", "2025-08-01"),
            ("today", "2026-03-31"),
            ("Yesterday", "2026-03-30"),
            ("last week", "2026-03-24"),
            ("last month", "2026-02-28"),
            ("3 weeks ago", "2026-03-10"),
            ("a year ago", "2025-03-31"),
            ("7d", "2026-03-24"),
            ("2w", "2026-03-17"),
            // The 31st is a Tuesday.
            ("monday", "2026-03-30"),
            ("last Tuesday", "2026-03-24"),
            ("13 Nov", "2025-11-13"),
            ("31 mar", "2026-03-31"),
            ("1 April", "2025-04-01"),
            ("29 Feb", "2024-02-29"),
            ("13 November 2025", "2025-11-13"),
        ] {
            assert_eq!(meant(words).as_deref(), Some(day), "{words}");
        }
        for words in [
            "main",
            "last",
            "next week",
            "3 sprints ago",
            "20250801",
            "",
            "d",
            "sat",
            "v2d",
            "birthday",
            "32 Mar",
            "fix 2",
            "13 Nova",
        ] {
            assert_eq!(meant(words), None, "{words}");
        }
        for words in ["2026-02-30", "20.04.2026", "20.04.26", "20/04/2026", "2026/04/20"] {
            assert!(matches!(day_meant(words, today), Some(Err(_))), "{words}");
        }
        assert!(day_meant("10.12.2", today).is_none());
    }
}
