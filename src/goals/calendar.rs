//! Quarters and other periods, and when they start and end.

use super::day::Day;
use super::values::shorten;
use crate::wrong::Wrong;
use chrono::{Datelike, Months, NaiveDate};
use serde::de::{Deserialize, Deserializer, Error};
use std::fmt;
use std::str::FromStr;

/// A fiscal quarter, written `2026-Q1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: u16,
    number: u8,
}

impl Quarter {
    /// The quarter of a fiscal year; `number` is 1 to 4, `year` 1900 to 2999. `None` outside that.
    #[must_use]
    pub fn new(year: u16, number: u8) -> Option<Self> {
        ((1900..3000).contains(&year) && (1..=4).contains(&number)).then_some(Self { year, number })
    }

    /// The fiscal year it belongs to.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// 1 to 4.
    #[must_use]
    pub fn number(self) -> u8 {
        self.number
    }

    /// The quarter before.
    #[must_use]
    pub fn previous(self) -> Self {
        match self.number {
            1 => Self { year: self.year - 1, number: 4 },
            number => Self { number: number - 1, ..self },
        }
    }

    /// The quarter after.
    #[must_use]
    pub fn next(self) -> Self {
        match self.number {
            4 => Self { year: self.year + 1, number: 1 },
            number => Self { number: number + 1, ..self },
        }
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-Q{}", self.year, self.number)
    }
}

const QUARTER_FORM: &str = "write a year and a quarter, like 2026-Q1";

impl FromStr for Quarter {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        match text.parse()? {
            Cycle::Quarter(quarter) => Ok(quarter),
            Cycle::Longer(_) => {
                Err(Wrong::new(format!("`{text}` is longer than a quarter")).help(QUARTER_FORM))
            }
        }
    }
}

/// What a plan is for. Anything longer than a quarter is read, so that a rule can say what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cycle {
    /// One quarter.
    Quarter(Quarter),
    /// A year, a half-year, or several quarters.
    Longer(Quarters),
}

/// Several quarters that follow one another, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quarters {
    /// The first.
    pub first: Quarter,
    /// The last.
    pub last: Quarter,
}

impl Quarters {
    fn of_year(year: u16, first: u8, last: u8) -> Option<Self> {
        Some(Self { first: Quarter::new(year, first)?, last: Quarter::new(year, last)? })
    }

    /// Whether they are a whole fiscal year.
    #[must_use]
    pub fn is_year(self) -> bool {
        self.first.year == self.last.year && self.first.number == 1 && self.last.number == 4
    }

    /// How many quarters there are.
    #[must_use]
    pub fn count(self) -> u32 {
        let number = |quarter: Quarter| u32::from(quarter.year) * 4 + u32::from(quarter.number);
        (number(self.last) + 1).saturating_sub(number(self.first))
    }

    /// Whether a quarter is among them.
    #[must_use]
    pub fn contains(self, quarter: Quarter) -> bool {
        (self.first..=self.last).contains(&quarter)
    }

    /// `2026`, `2026-H1`, `2026-S1`, `H1 2026`, `2026-Q1-Q2`, `2026-Q3..2027-Q1`.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_digits =
            |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        if is_digits(text, 4) {
            return Self::of_year(text.parse().ok()?, 1, 4);
        }
        let parts: Vec<&str> = text.split(['-', ' ', '/']).filter(|part| !part.is_empty()).collect();
        if let [one, other] = parts[..] {
            let (year, half) = if is_digits(one, 4) { (one, other) } else { (other, one) };
            let number = half.strip_prefix(['H', 'h', 'S', 's']).filter(|_| is_digits(year, 4));
            match number {
                Some("1") => return Self::of_year(year.parse().ok()?, 1, 2),
                Some("2") => return Self::of_year(year.parse().ok()?, 3, 4),
                _ => {}
            }
        }
        let (first, rest) = text.split_at_checked(7)?;
        let first = plain_quarter(first)?;
        let separators = ["..", " to ", " - ", "-", "/"];
        let rest = separators.into_iter().find_map(|separator| rest.strip_prefix(separator))?;
        let own_year = || plain_quarter(&format!("{}-{rest}", first.year));
        let last = plain_quarter(rest).or_else(own_year)?;
        (first < last).then_some(Self { first, last })
    }
}

/// `2026-Q1`.
fn plain_quarter(text: &str) -> Option<Quarter> {
    let (year, number) = text.split_once("-Q")?;
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    (digits(year, 4) && digits(number, 1)).then(|| Quarter::new(year.parse().ok()?, number.parse().ok()?))?
}

impl Cycle {
    /// The quarter, if it is one.
    #[must_use]
    pub fn quarter(&self) -> Option<Quarter> {
        match self {
            Cycle::Quarter(quarter) => Some(*quarter),
            Cycle::Longer(_) => None,
        }
    }
}

impl FromStr for Cycle {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        if let Some(quarter) = plain_quarter(text.trim()) {
            return Ok(Cycle::Quarter(quarter));
        }
        let wrong = || {
            let wrong = Wrong::new(format!("`{}` is not a quarter", shorten(text)));
            match suggest_quarter(text) {
                Some(quarter) => wrong.help(format!("write `{quarter}`")).meant(quarter.to_string()),
                None => wrong.help(QUARTER_FORM),
            }
        };
        Quarters::parse(text).map(Cycle::Longer).ok_or_else(wrong)
    }
}

/// The quarter a text like `Q1 2026`, `2026Q1` or `2026/1` was meant to be.
fn suggest_quarter(text: &str) -> Option<Quarter> {
    let digits: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [first, second] = digits.as_slice() else { return None };
    let (year, number) = if first.len() >= second.len() { (first, second) } else { (second, first) };
    // `2026-03` is a month, `H1 2026` a half-year, and `T1 2026` a third: none says which quarter.
    let names_another = text.contains(['H', 'h', 'S', 's', 'T', 't', 'M', 'm', 'W', 'w']);
    // `2026-Q01`
    let is_quarter = number.len() == 1 || number.starts_with('0') && text.contains(['Q', 'q']);
    if !is_quarter || names_another {
        return None;
    }
    let year: u16 = year.parse().ok()?;
    Quarter::new(if year < 100 { year + 2000 } else { year }, number.parse().ok()?)
}

/// The month that `2026-1`, `2026/3` or `Jan 2026` was meant to be, as it is written.
fn suggest_month(text: &str) -> Option<String> {
    let named = || NaiveDate::parse_from_str(&format!("1 {text}"), "%d %B %Y").ok();
    let in_digits = || {
        let (year, month) = text.split_once(['-', '/', '.'])?;
        let is_month = year.len() == 4 && (1..=2).contains(&month.len());
        NaiveDate::from_ymd_opt(year.parse().ok().filter(|_| is_month)?, month.parse().ok()?, 1)
    };
    let first = named().or_else(in_digits).filter(|day| (1900..3000).contains(&day.year()))?;
    Some(first.format("%Y-%m").to_string())
}

/// The time that a metric's target is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A month of the calendar: year and month, 1 to 12.
    Month(i32, u32),
    /// A fiscal quarter.
    Quarter(Quarter),
    /// A half-year, a year, or several quarters.
    Longer(Quarters),
}

impl Period {
    /// Whether it contains a day.
    #[must_use]
    pub fn contains(self, day: Day, calendar: Calendar) -> bool {
        match self {
            Period::Month(year, month) => (day.0.year(), day.0.month()) == (year, month),
            Period::Quarter(quarter) => calendar.contains(quarter, day),
            Period::Longer(quarters) => quarters.contains(calendar.quarter_of(day)),
        }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self, calendar: Calendar) -> Day {
        match self {
            Period::Month(year, month) => Day(NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default()),
            Period::Quarter(quarter) => calendar.first_day(quarter),
            Period::Longer(quarters) => calendar.first_day(quarters.first),
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self, calendar: Calendar) -> Day {
        Day(self.first_day(calendar).0 + Months::new(self.months())).plus_days(-1)
    }

    /// How long it is, in months.
    #[must_use]
    pub fn months(self) -> u32 {
        match self {
            Period::Month(..) => 1,
            Period::Quarter(_) => 3,
            Period::Longer(quarters) => 3 * quarters.count(),
        }
    }
}

impl FromStr for Period {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        let trimmed = text.trim();
        let month = || {
            let (year, month) = trimmed.split_once('-')?;
            let (year, month): (i32, u32) =
                (year.parse().ok()?, (month.len() == 2).then(|| month.parse().ok())??);
            ((1900..3000).contains(&year) && (1..=12).contains(&month)).then_some(Period::Month(year, month))
        };
        let form = "write a quarter like 2026-Q1, a month like 2026-01, a half-year like 2026-H1, or a year";
        month().map(Ok).unwrap_or_else(|| match text.parse::<Cycle>() {
            Ok(Cycle::Quarter(quarter)) => Ok(Period::Quarter(quarter)),
            Ok(Cycle::Longer(quarters)) => Ok(Period::Longer(quarters)),
            Err(wrong) => {
                let month = suggest_month(trimmed);
                let not_a_period = || Wrong::new(format!("`{}` is not a period", shorten(text)));
                Err(match (suggest_quarter(text), month) {
                    (Some(quarter), Some(month)) => not_a_period()
                        .help(format!("`{quarter}` or `{month}`: write the one you mean"))
                        .may_mean(vec![quarter.to_string(), month]),
                    (Some(_), None) => wrong,
                    (None, Some(month)) => not_a_period().help(format!("write `{month}`")).meant(month),
                    (None, None) => not_a_period().help(form),
                })
            }
        })
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Cycle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// How fiscal quarters map to the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// The month the fiscal year starts in, 1 to 12.
    pub first_month: u8,
    /// A fiscal year that spans two calendar years is named after the one it ends in.
    pub named_for_end: bool,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { first_month: 1, named_for_end: false }
    }
}

impl Calendar {
    /// The quarter's first day.
    #[must_use]
    pub fn first_day(self, quarter: Quarter) -> Day {
        let spans_two_years = self.first_month > 1;
        let year = i32::from(quarter.year) - i32::from(self.named_for_end && spans_two_years);
        let start =
            NaiveDate::from_ymd_opt(year, u32::from(self.first_month.clamp(1, 12)), 1).unwrap_or_default();
        Day(start + Months::new(3 * u32::from(quarter.number - 1)))
    }

    /// The last day on which the quarter's goals may still be settled: two weeks into it; seed 003.
    #[must_use]
    pub fn settled_by(self, quarter: Quarter) -> Day {
        self.first_day(quarter).plus_days(13)
    }

    /// The quarter's last day, which still belongs to it.
    #[must_use]
    pub fn last_day(self, quarter: Quarter) -> Day {
        Day(self.first_day(quarter).0 + Months::new(3)).plus_days(-1)
    }

    /// Whether the day belongs to the quarter.
    #[must_use]
    pub fn contains(self, quarter: Quarter, day: Day) -> bool {
        (self.first_day(quarter)..=self.last_day(quarter)).contains(&day)
    }

    /// The quarter a day belongs to. Days outside the years 1900 to 2999 count as the nearest of those years.
    #[must_use]
    pub fn quarter_of(self, day: Day) -> Quarter {
        let first_month = i32::from(self.first_month.clamp(1, 12));
        let months = day.0.year() * 12 + day.0.month0() as i32 - (first_month - 1);
        let named_later = i32::from(self.named_for_end && first_month > 1);
        let year = (months.div_euclid(12) + named_later).clamp(1900, 2999);
        Quarter { year: year as u16, number: (months.rem_euclid(12) / 3 + 1) as u8 }
    }

    /// The latest quarter that had ended before the day began.
    #[must_use]
    pub fn last_ended(self, day: Day) -> Quarter {
        self.quarter_of(day).previous()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn quarter(text: &str) -> Quarter {
        text.parse().unwrap()
    }

    #[test]
    fn fiscal_quarters_lie_where_the_settings_say() {
        let table = [
            // first month, named for its end, quarter, first day, last day
            (1, false, "2026-Q1", "2026-01-01", "2026-03-31"),
            (1, true, "2026-Q4", "2026-10-01", "2026-12-31"),
            (2, false, "2026-Q1", "2026-02-01", "2026-04-30"),
            (2, false, "2026-Q4", "2026-11-01", "2027-01-31"),
            (2, true, "2026-Q4", "2025-11-01", "2026-01-31"),
            (10, true, "2026-Q1", "2025-10-01", "2025-12-31"),
            (12, false, "2023-Q1", "2023-12-01", "2024-02-29"),
        ];
        for (first_month, named_for_end, name, first, last) in table {
            let calendar = Calendar { first_month, named_for_end };
            let quarter = quarter(name);
            assert_eq!(calendar.first_day(quarter), day(first), "{name} of {calendar:?}");
            assert_eq!(calendar.last_day(quarter), day(last), "{name} of {calendar:?}");
            assert_eq!(calendar.quarter_of(day(first)), quarter, "{first} in {calendar:?}");
            assert_eq!(calendar.quarter_of(day(last)), quarter, "{last} in {calendar:?}");
            assert_eq!(calendar.quarter_of(day(last).plus_days(1)), quarter.next());
        }
    }

    #[test]
    fn texts_that_are_no_quarter_suggest_the_one_meant() {
        let message = |text: &str| text.parse::<Cycle>().unwrap_err().to_string();
        assert_eq!(message("Q1 2026"), "`Q1 2026` is not a quarter\nwrite `2026-Q1`");
        assert_eq!(message("2026-q3"), "`2026-q3` is not a quarter\nwrite `2026-Q3`");
        assert_eq!(message("FY26 Q2"), "`FY26 Q2` is not a quarter\nwrite `2026-Q2`");
        assert_eq!(message("spring"), "`spring` is not a quarter\nwrite a year and a quarter, like 2026-Q1");
        assert_eq!(
            message("2026-Q5"),
            "`2026-Q5` is not a quarter\nwrite a year and a quarter, like 2026-Q1"
        );
        for unclear in ["2026-03", "T1 2026", "2026-1-2", "26", "", "Q\n1"] {
            assert!(message(unclear).ends_with("write a year and a quarter, like 2026-Q1"), "{unclear}");
        }
        for (longer, first, last) in [
            ("2026", "2026-Q1", "2026-Q4"),
            ("2026-H1", "2026-Q1", "2026-Q2"),
            ("H2 2026", "2026-Q3", "2026-Q4"),
            ("2026-S2", "2026-Q3", "2026-Q4"),
            ("2026-Q1-Q2", "2026-Q1", "2026-Q2"),
            ("2026-Q3..2027-Q1", "2026-Q3", "2027-Q1"),
        ] {
            let quarters = Quarters { first: quarter(first), last: quarter(last) };
            assert_eq!(longer.parse(), Ok(Cycle::Longer(quarters)), "{longer}");
        }
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert_eq!(day("2026-02-28").plus_days(1), day("2026-03-01"));
        let table = [
            ("2026-02-30", "`2026-02-30` is not a day of the calendar\nFebruary 2026 has 28 days"),
            ("2028-02-30", "`2028-02-30` is not a day of the calendar\nFebruary 2028 has 29 days"),
            (
                "2026-19-01",
                "`2026-19-01` is not a day of the calendar\nthe month is the number in the middle, 01 to 12",
            ),
            ("19.01.2026", "`19.01.2026` is not a date\nwrite `2026-01-19`"),
            ("3.4.2026", "`3.4.2026` is not a date\nwrite `2026-04-03`"),
            ("12.01.26", "`12.01.26` is not a date\nwrite `2026-01-12`"),
            ("2026_01_12", "`2026_01_12` is not a date\nwrite `2026-01-12`"),
            ("January 12th 2026", "`January 12th 2026` is not a date\nwrite `2026-01-12`"),
            (
                "the 12th of Jan 2026",
                "`the 12th of Jan 2026` is not a date\nwrite year-month-day, like 2026-01-19",
            ),
            ("12th of January, 2026", "`12th of January, 2026` is not a date\nwrite `2026-01-12`"),
            ("12. Januar 2026", "`12. Januar 2026` is not a date\nwrite `2026-01-12`"),
            ("3 août 2026", "`3 août 2026` is not a date\nwrite `2026-08-03`"),
            ("1/19/2026", "`1/19/2026` is not a date\nwrite `2026-01-19`"),
            ("2026-1-9", "`2026-1-9` is not a date\nwrite `2026-01-09`"),
            ("2026/01/19", "`2026/01/19` is not a date\nwrite `2026-01-19`"),
            ("19 Jan 2026", "`19 Jan 2026` is not a date\nwrite `2026-01-19`"),
            ("January 19, 2026", "`January 19, 2026` is not a date\nwrite `2026-01-19`"),
            ("2026-01-19T10:00", "`2026-01-19T10:00` is not a date\nwrite `2026-01-19`"),
            ("03/04/2026", "`03/04/2026` is not a date\nwrite year-month-day: `2026-03-04` or `2026-04-03`"),
        ];
        for (text, message) in table {
            assert_eq!(text.parse::<Day>().unwrap_err().to_string(), message);
        }
        for unclear in ["tomorrow", "", "+026-01-19", "2026-01-", "9999999999-1-1", "1/1/1", "é"] {
            let message = text_of(unclear.parse::<Day>());
            assert_eq!(message, format!("`{unclear}` is not a date\nwrite year-month-day, like 2026-01-19"));
        }
    }

    fn text_of(result: Result<Day, Wrong>) -> String {
        result.unwrap_err().to_string()
    }
}
