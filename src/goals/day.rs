//! Days: what is read as one, and how one is said.

use super::values::shorten;
use crate::wrong::Wrong;
use chrono::{Datelike, Months, NaiveDate};
use serde::de::{Deserialize, Deserializer, Error};
use std::fmt;
use std::str::FromStr;

/// A calendar day, written `2026-01-19`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub NaiveDate);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Day {
    /// Days from `earlier` to this day; negative when this day is the earlier one.
    #[must_use]
    pub fn days_since(self, earlier: Day) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// The day so many days later, or earlier for a negative number; the calendar's last day past its end.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Day {
        let moved = chrono::TimeDelta::try_days(days).and_then(|delta| self.0.checked_add_signed(delta));
        Day(moved.unwrap_or(if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX }))
    }

    /// `31 Mar 2026`, for headings.
    #[must_use]
    pub fn long(self) -> String {
        format!("{} {:04}", self.short(), self.0.year())
    }

    /// `31 Mar`, for sentences.
    #[must_use]
    pub fn short(self) -> String {
        format!("{} {}", self.0.day(), MONTHS[self.0.month0() as usize])
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl FromStr for Day {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        if let Some((year, month, day)) = shape_of_date(text) {
            let not_a_day =
                || Wrong::new(format!("`{text}` is not a day of the calendar")).help(length_of(year, month));
            return NaiveDate::from_ymd_opt(year, month, day).map(Day).ok_or_else(not_a_day);
        }
        if let Some((day, rest)) = day_and_more(text) {
            let wrong = Wrong::new(format!("`{}` is more than a date", shorten(text)));
            let help =
                format!("write only the day here, `{day}`, and `{}` in a field of its own", shorten(rest));
            return Err(wrong.help(help));
        }
        let wrong = Wrong::new(format!("`{}` is not a date", shorten(text)));
        Err(match suggest_day(text) {
            Some(day) => wrong.help(format!("write `{day}`")).meant(day.to_string()),
            None => wrong.help(help_without_day(text)),
        })
    }
}

/// What to write for a text of which nobody can say the day.
fn help_without_day(text: &str) -> String {
    if let Some((one, other)) = two_readings(text) {
        return format!("write year-month-day: `{one}` or `{other}`");
    }
    if let Some(monday) = monday_of(text) {
        return format!("write a day; that week begins on `{monday}`");
    }
    if let Some(day) = without_weekday(text).and_then(day_written) {
        return format!("`{day}` is a {}: write the day that is meant", day.0.format("%A"));
    }
    match without_year(text) {
        Some((month, day)) => format!("write it with the year: `YYYY-{month:02}-{day:02}`"),
        None => "write year-month-day, like 2026-01-19".to_owned(),
    }
}

/// What is behind a weekday: `Mon 12 Jan 2026`.
fn without_weekday(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once(' ')?;
    let name = first.trim_end_matches(['.', ',']);
    name.parse::<chrono::Weekday>().is_ok().then(|| rest.trim_start())
}

/// A day in ISO's notation or another.
fn day_written(text: &str) -> Option<Day> {
    let iso = shape_of_date(text).and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day));
    iso.map(Day).or_else(|| suggest_day(text))
}

/// `14 Feb`, `February 14th`, `14.2.`, `Mon 14 Feb`: the month and the day of some year.
pub(super) fn without_year(text: &str) -> Option<(u32, u32)> {
    let text = without_weekday(text).unwrap_or(text);
    let words = text.replace(['.', ','], " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let [first, second] = words[..] else { return None };
    let is_german = text.trim_end().ends_with('.') && second.bytes().all(|byte| byte.is_ascii_digit());
    let without_ending = |word: &str| {
        let digits = word.trim_end_matches(char::is_alphabetic);
        let is_ending = matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th") && !digits.is_empty();
        if is_ending { digits.to_owned() } else { word.to_owned() }
    };
    let (first, second) = (without_ending(first), without_ending(second));
    // A leap year has every day.
    let formats = ["%d %B %Y", "%B %d %Y"].into_iter().chain(is_german.then_some("%d %m %Y"));
    let day = formats
        .into_iter()
        .find_map(|format| NaiveDate::parse_from_str(&format!("{first} {second} 2024"), format).ok())?;
    Some((day.month(), day.day()))
}

/// The numbers of a text that looks like `2026-01-19`, whether or not there is such a day.
fn shape_of_date(text: &str) -> Option<(i32, u32, u32)> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let number = |digits: &[u8]| {
        let digit = |number: u32, digit: &u8| Some(number * 10 + char::from(*digit).to_digit(10)?);
        digits.iter().try_fold(0, digit)
    };
    let dashes = bytes[4] == b'-' && bytes[7] == b'-';
    Some((number(&bytes[..4])? as i32, number(&bytes[5..7])?, number(&bytes[8..])?)).filter(|_| dashes)
}

/// `2026-02-10 15%`: a day, and what is no time of that day and so must not be left out.
fn day_and_more(text: &str) -> Option<(&str, &str)> {
    let (day, rest) = text.split_at_checked(10).filter(|(day, _)| shape_of_date(day).is_some())?;
    let said = rest.trim_start_matches(|c: char| c.is_whitespace() || ",;:=-–—>→(".contains(c));
    let said = if rest.contains('(') { said.trim_end_matches(')') } else { said };
    let is_time = rest
        .trim_start_matches(['T', 't', ' '])
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte.is_ascii_whitespace() || b":.+-Zz".contains(&byte))
        && (rest.contains(':') || rest.starts_with(['T', 't']));
    let is_of_the_day = is_time || said.is_empty() || said.parse::<chrono::Weekday>().is_ok();
    let is_apart = !rest.starts_with(|c: char| c.is_alphanumeric());
    (is_apart && !is_of_the_day).then_some((day, said))
}

/// Help for a day that does not exist.
fn length_of(year: i32, month: u32) -> String {
    let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else {
        return "the month is the number in the middle, 01 to 12".to_owned();
    };
    let last = Day(first + Months::new(1)).plus_days(-1);
    format!("{} has {} days", first.format("%B %Y"), last.0.day())
}

/// `03/04/2026`: the 4th of March to some, the 3rd of April to others.
fn two_readings(text: &str) -> Option<(Day, Day)> {
    let mut parts = text.split(['/', '-']).map(str::trim);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    let day = |month: &str, day: &str| {
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        NaiveDate::from_ymd_opt(year.parse().ok()?, month, day).map(Day)
    };
    let is_date = year.len() == 4 && a.len() <= 2 && b.len() <= 2 && parts.next().is_none();
    is_date.then(|| Some((day(a, b)?, day(b, a)?)))?
}

/// The first day of a week of ISO 8601, `2026-W04`.
fn monday_of(text: &str) -> Option<Day> {
    let (year, week) = text.split_once(['-', ' ']).filter(|(year, _)| year.len() == 4)?;
    let week = week.strip_prefix(['W', 'w'])?.parse().ok()?;
    NaiveDate::from_isoywd_opt(year.parse().ok()?, week, chrono::Weekday::Mon).map(Day)
}

/// The day a text in another notation was meant to be; `None` if it can be read in two ways, like `03/04/2026`.
fn suggest_day(text: &str) -> Option<Day> {
    if let Some(rest) = without_weekday(text) {
        let weekday: Option<chrono::Weekday> = text.split([' ', '.', ',']).next()?.parse().ok();
        return day_written(rest).filter(|day| Some(day.0.weekday()) == weekday);
    }
    let hyphens = text.replace(['–', '—', '−', '‐', '‑'], "-");
    let text = match (text.len(), text.parse::<u32>()) {
        // `20260214`
        (8, Ok(_)) if hyphens.is_ascii() => &format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]),
        _ => hyphens.as_str(),
    };
    let text = text.split(['T', ' ']).next().filter(|date| shape_of_date(date).is_some()).unwrap_or(text);
    let named = [
        "%Y-%m-%d",
        "%Y_%m_%d",
        "%d %B %Y",
        "%d. %B %Y",
        "%d %B, %Y",
        "%B %d, %Y",
        "%B %d %Y",
        "%d-%B-%Y",
        "%Y-%B-%d",
        "%d/%B/%Y",
    ];
    let english = in_english(text);
    let read = |format: &&str| NaiveDate::parse_from_str(&english, format).ok();
    if let Some(day) = named.iter().filter_map(read).find(|day| (1900..3000).contains(&day.year())) {
        return Some(Day(day));
    }
    // `20260119`
    if text.len() == 8
        && let Some(day) = NaiveDate::parse_from_str(text, "%Y%m%d").ok()
    {
        return (1990..2100).contains(&day.year()).then_some(Day(day));
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |text: &str| text.parse::<u32>().ok();
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    let (year, month, day) = match (first.len(), third.len()) {
        (4, _) => (a, b, c),
        (_, 4) if a > 12 || text.contains('.') => (c, b, a),
        // `12.01.26`, as it is written in Germany; with slashes or dashes the year may stand first.
        (1 | 2, 2) if text.contains('.') && !text.contains(['-', '/']) => (2000 + c, b, a),
        (_, 4) if b > 12 || a == b => (c, a, b),
        // `26-01-05`: the other way round, it would be long ago.
        (2, 2) if text.contains('-') && (20..50).contains(&a) && c < 20 => (2000 + a, b, c),
        _ => return None,
    };
    let year = i32::try_from(year).ok().filter(|year| (1900..3000).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day).map(Day)
}

/// `12th January 2026` and `12. Januar 2026` as chrono reads them.
fn in_english(text: &str) -> String {
    let word = |word: &str| {
        let digits = word.trim_end_matches(char::is_alphabetic);
        let is_ordinal = matches!(word.get(digits.len()..), Some("st" | "nd" | "rd" | "th"));
        if is_ordinal && digits.bytes().any(|byte| byte.is_ascii_digit()) {
            return digits.to_owned();
        }
        let (name, rest) = word.split_at(word.find([',', '.']).unwrap_or(word.len()));
        format!("{}{rest}", month_elsewhere(name).unwrap_or(name))
    };
    text.split(' ').filter(|word| !matches!(*word, "of" | "de" | "")).map(word).collect::<Vec<_>>().join(" ")
}

/// A month in German, French, Spanish, Portuguese, Italian or Dutch, in English.
fn month_elsewhere(name: &str) -> Option<&'static str> {
    let month = match name.to_lowercase().as_str() {
        "januar" | "jänner" | "janvier" | "enero" | "janeiro" | "gennaio" | "januari" => "January",
        "februar" | "feber" | "février" | "febrero" | "fevereiro" | "febbraio" | "februari" => "February",
        "märz" | "mars" | "marzo" | "março" | "maart" => "March",
        "avril" | "abril" | "aprile" => "April",
        "mai" | "mayo" | "maio" | "maggio" | "mei" => "May",
        "juni" | "juin" | "junio" | "junho" | "giugno" => "June",
        "juli" | "juillet" | "julio" | "julho" | "luglio" => "July",
        "août" | "agosto" | "augustus" => "August",
        "septembre" | "septiembre" | "setembro" | "settembre" => "September",
        "oktober" | "octobre" | "octubre" | "outubro" | "ottobre" => "October",
        "novembre" | "noviembre" | "novembro" => "November",
        "dezember" | "décembre" | "diciembre" | "dezembro" | "dicembre" => "December",
        _ => return None,
    };
    Some(month)
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
