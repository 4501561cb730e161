//! What stands in a text beside what it says: links, tickets, emphasis, and the end of the quarter that it belongs to anyway.

use crate::goals::{Calendar, Quarter};
use std::ops::Range;

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

/// A text without links, also in brackets (`(see https://...)`), and the numbers of tickets: `[GROW-12]`, and `GROW-12:` before
/// all. What is left stands where it stood.
pub(super) fn without_references(text: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let Some(length) = rest[open..].find(')').map(|end| end + 1) else { break };
        let (before, group) = (&rest[..open], &rest[open..open + length]);
        out.push(before);
        if !group.contains("://") {
            out.push(group);
        }
        rest = &rest[open + length..];
    }
    out.push(rest);
    let text = out.concat();
    let mut is_first = true;
    let kept = text.split_inclusive(char::is_whitespace).filter(|word| {
        let word = word.trim();
        let leads = !word.is_empty() && std::mem::take(&mut is_first) && is_leading_ticket(word);
        !word.contains("://") && !is_ticket(word) && !leads
    });
    kept.collect()
}

fn is_ticket(word: &str) -> bool {
    let inner = word.trim_end_matches(['.', ',', ';']);
    let inner = ["[]", "()"].iter().find_map(|pair| {
        let (open, close) = pair.split_at(1);
        inner.strip_prefix(open)?.strip_suffix(close)
    });
    inner
        .and_then(|inner| inner.strip_prefix('#').or_else(|| Some(inner.split_once('-')?.1)))
        .is_some_and(is_digits)
}

/// `GROW-17:`, and `KR1:` or `KR2.1:`, the number of a key result.
fn is_leading_ticket(word: &str) -> bool {
    let Some(name) = word.strip_suffix(':') else { return false };
    let is_of_project = |(project, number): (&str, &str)| {
        project.len() > 1 && project.bytes().all(|byte| byte.is_ascii_uppercase()) && is_digits(number)
    };
    let is_numbered = |number: &str| number.split('.').all(is_digits);
    name.split_once('-').is_some_and(is_of_project) || name.strip_prefix("KR").is_some_and(is_numbered)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where a sentence names the end of the quarter it belongs to, or that quarter: `by the end of March`, `by 31 March`, `in Q1`, `this
/// quarter`. It says what its quarter says already.
pub(super) fn own_end(text: &str, quarter: Quarter, calendar: Calendar) -> Option<Range<usize>> {
    let words: Vec<(Range<usize>, String)> = words(text);
    let names = Names::of(quarter, calendar);
    (0..words.len()).find_map(|from| {
        let longest = words.len().min(from + 8);
        let found = (from + 1..=longest).rev().find(|to| {
            let phrase: Vec<&str> = words[from..*to].iter().map(|(_, word)| word.as_str()).collect();
            // `31 March 2027` is another day than the `31 March` in it.
            let is_year = |(_, word): &(Range<usize>, String)| word.len() == 4 && is_digits(word);
            names.say(&phrase) && !words.get(*to).is_some_and(is_year)
        })?;
        Some(words[from].0.start..words[found - 1].0.end)
    })
}

/// The words of a text in small letters with their places, without points and commas around them.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words = Vec::new();
    let mut at = 0;
    for piece in text.split(char::is_whitespace) {
        let trimmed = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let start = at + piece.find(trimmed).unwrap_or(0);
        if !trimmed.is_empty() {
            words.push((start..start + trimmed.len(), trimmed.to_lowercase()));
        }
        at += piece.len() + text[at + piece.len()..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

/// What a quarter and its end are called.
struct Names {
    quarters: Vec<String>,
    month: &'static str,
    day: String,
    year: String,
    date: String,
}

impl Names {
    fn of(quarter: Quarter, calendar: Calendar) -> Self {
        use chrono::Datelike as _;
        let last = calendar.last_day(quarter);
        let short = format!("q{}", quarter.number());
        let quarters = vec![
            "this quarter".to_owned(),
            "the quarter".to_owned(),
            format!("{short} {}", quarter.year()),
            quarter.to_string().to_lowercase(),
            short,
        ];
        let month = MONTHS.get(last.0.month0() as usize).copied().unwrap_or_default();
        let (day, year) = (last.0.day().to_string(), last.0.year().to_string());
        Self { quarters, month, day, year, date: last.to_string() }
    }

    fn say(&self, phrase: &[&str]) -> bool {
        let (leads, rest) = match phrase {
            [lead @ ("by" | "until" | "before"), rest @ ..] => (Some(*lead), rest),
            rest => (None, rest),
        };
        let end = match rest {
            ["the", "end", "of", rest @ ..] | ["end", "of", rest @ ..] => Some(rest),
            _ => None,
        };
        match (leads, end) {
            (Some("before"), _) => false,
            (_, Some(end)) => self.is_quarter(end) || self.is_month(end),
            (Some(_), None) => self.is_last_day(rest),
            (None, None) => match rest {
                ["in" | "during" | "within", rest @ ..] => self.is_quarter(rest),
                ["this", "quarter"] => true,
                _ => false,
            },
        }
    }

    fn is_quarter(&self, words: &[&str]) -> bool {
        let said = words.join(" ");
        said == "quarter" || self.quarters.contains(&said)
    }

    fn is_month(&self, words: &[&str]) -> bool {
        match words {
            [month] => self.is_this_month(month),
            [month, year] => self.is_this_month(month) && *year == self.year,
            _ => false,
        }
    }

    fn is_this_month(&self, word: &str) -> bool {
        word == self.month || word.len() == 3 && self.month.starts_with(word)
    }

    fn is_last_day(&self, words: &[&str]) -> bool {
        let is_day = |word: &str| word.trim_end_matches(char::is_alphabetic) == self.day;
        match words {
            [date] => *date == self.date,
            [one, other] => {
                is_day(one) && self.is_this_month(other) || self.is_this_month(one) && is_day(other)
            }
            [rest @ .., year] => *year == self.year && rest.len() == 2 && self.is_last_day(rest),
            [] => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_own_quarter_is_found_and_no_other() {
        let (quarter, calendar) = ("2026-Q1".parse().unwrap(), Calendar::default());
        let without = |text: &str| match own_end(text, quarter, calendar) {
            Some(range) => format!("{}|{}", &text[..range.start], &text[range.end..]),
            None => text.to_owned(),
        };
        for (text, left) in [
            ("Win 60 upsells by the end of March", "Win 60 upsells |"),
            ("Win 60 upsells by end of March 2026", "Win 60 upsells |"),
            ("Win 60 upsells by 31 March", "Win 60 upsells |"),
            ("Win 60 upsells by March 31st, 2026.", "Win 60 upsells |."),
            ("Win 60 upsells by 2026-03-31", "Win 60 upsells |"),
            ("By end of Q1, win 60 upsells", "|, win 60 upsells"),
            ("Win 60 upsells in Q1", "Win 60 upsells |"),
            ("Win 60 upsells (in Q1 2026)", "Win 60 upsells (|)"),
            ("Win 60 upsells this quarter", "Win 60 upsells |"),
            ("Win 60 upsells – until the end of the quarter – in Zürich", "Win 60 upsells – | – in Zürich"),
        ] {
            assert_eq!(without(text), left, "{text}");
        }
        for text in [
            "Win 60 upsells by the end of February",
            "Win 60 upsells in March",
            "Win 60 upsells by 30 March",
            "Win 60 upsells by 31 March 2027",
            "Win 60 upsells in Q2",
            "Win 60 upsells before Q1",
            "Win 60 upsells in 2025-Q1",
            "Win 60 upsells by Q1",
            "Grow seats bought this March",
            "Raise the share of teams of Q1",
        ] {
            assert_eq!(without(text), text);
        }
    }

    #[test]
    fn links_and_tickets_are_no_words() {
        for (text, left) in [
            ("Raise activation (see https://example.org/a)", "Raise activation "),
            ("Raise activation (web) https://example.org", "Raise activation (web) "),
            ("GROW-17: Raise activation [GROW-12]", "Raise activation "),
            ("KR2.1: Raise activation", "Raise activation"),
            ("Raise P-2: activation (a) (b", "Raise P-2: activation (a) (b"),
        ] {
            assert_eq!(without_references(text), left);
        }
    }
}
