//! Digits that are a date, a year, a season or an hour: `by 12/31`, `in 2024/25`, `from 6 to 10 am`.

use super::head::Head;
use super::numeral::is_space;
use super::words_around::{chunk_end, next_word, word_before, words_before};

const MONTHS: [&str; 24] = [
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
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// Whether a word is a month, or short for one: `January`, `sept`.
pub(crate) fn is_month(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    MONTHS.contains(&lower.as_str())
}

/// Which month of the year a word is, from 1 to 12.
pub(crate) fn month_of_year(word: &str) -> Option<u16> {
    let short = word.get(..3).filter(|_| is_month(word))?.to_ascii_lowercase();
    let place = MONTHS[..12].iter().position(|month| month.starts_with(&short))?;
    u16::try_from(place + 1).ok()
}

/// `2026-03-31`, `3/31/2026`, `by 12/31`, `9:30`, `from 6 to 10 am`, `24/7`, `31 March`, `March 31`.
pub(super) fn is_date_or_time(text: &str, at: usize, end: usize) -> bool {
    let chunk = &text[at..chunk_end(text, at)];
    let core = chunk.trim_end_matches(|c: char| !c.is_alphanumeric());
    let groups = |separator: char| {
        let all_digits =
            core.split(separator).all(|g| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit()));
        if all_digits { core.split(separator).count() } else { 0 }
    };
    if ['-', '/', '.'].iter().any(|&separator| groups(separator) == 3) || groups(':') >= 2 || core == "24/7" {
        return true;
    }
    let is_dated = matches!(
        word_before(text, at).to_ascii_lowercase().as_str(),
        "by" | "on" | "before" | "until" | "till" | "due" | "after" | "since"
    );
    if is_dated && is_day_of_month(core) || names_half_of_day(&text[end..]) || begins_hours(text, at, end) {
        return true;
    }
    let day = text[at..end].parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let before = word_before(text, at);
    let month_before =
        is_month(before) && (before.len() > 3 || before.starts_with(|c: char| c.is_uppercase()));
    let capital_month = |w: &str| is_month(w) && w.starts_with(|c: char| c.is_uppercase());
    day && (month_before && before != "may" && before != "march"
        || next_word(text, end).is_some_and(capital_month))
}

/// `12/31`, `30/6`; not `1/3`, which is a share.
fn is_day_of_month(chunk: &str) -> bool {
    let number = |text: &str| text.parse::<u8>().ok().filter(|number| *number > 0);
    let parts = chunk.split_once('/').and_then(|(one, other)| Some((number(one)?, number(other)?)));
    parts.is_some_and(|(one, other)| {
        one.max(other) <= 31 && one.min(other) <= 12 && (one > other || other > 12)
    })
}

/// ` am`, ` o'clock` after the hour.
fn names_half_of_day(after: &str) -> bool {
    let after = after.trim_start_matches(is_space);
    ["am", "pm", "a.m.", "p.m.", "o'clock", "o’clock", "noon"]
        .iter()
        .any(|half| after.strip_prefix(half).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// `from 6 to 10 am`, `between 7 and 9 pm`: the hour at which something begins.
fn begins_hours(text: &str, at: usize, end: usize) -> bool {
    let joins = match word_before(text, at).to_ascii_lowercase().as_str() {
        "from" => [" to ", " until ", " till "].as_slice(),
        "between" => [" and "].as_slice(),
        // `(12–1 pm)`
        _ => ["-", "–"].as_slice(),
    };
    joins.iter().filter_map(|join| text[end..].strip_prefix(join)).any(|last| {
        let after = last.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
        after.len() < last.len() && names_half_of_day(after)
    })
}

/// Whether a number from 1990 to 2049 is where only a number can be: `from 1500 to 2000`, `under 2000`.
fn is_amount(text: &str, at: usize, end: usize) -> bool {
    let (near, far) = words_before(text, at);
    let (near, far) = (near.to_ascii_lowercase(), far.to_ascii_lowercase());
    let number = text[at..end].parse::<u16>().unwrap_or_default();
    if is_amount_after(&text[end..], number) || is_near_number_before(&text[..at], number) {
        return true;
    }
    match near.as_str() {
        // Nothing is due so early.
        "by" | "past" if number <= LAST_PAST => true,
        // `a turnout of 2000`, `1000 of 2000`
        "of" if number % 100 == 0 || far.parse::<u16>().is_ok() => true,
        "today's" | "today’s" | "currently" | "now" => true,
        "was" | "is" => far != "year",
        // `compared to 2025`, `up to 2026`
        "to" => !matches!(
            far.as_str(),
            "compared" | "relative" | "prior" | "back" | "due" | "up" | "similar" | "close" | "extend"
        ),
        // `12% up from 2025` names a year, `from 2000 to 1500` a number.
        "from" => {
            let rest: Vec<&str> = text[end..].split_whitespace().take(6).collect();
            let to = rest.iter().position(|word| matches!(*word, "to" | "->" | "→" | "down" | "up"));
            to.is_some_and(|to| {
                let after = rest[to + 1..].iter().take(4);
                after
                    .clone()
                    .any(|word| word.starts_with(|c: char| c.is_ascii_digit() || "$€£~<>".contains(c)))
            })
        }
        "between" => true,
        "and" => {
            let before: String = text[..at].chars().rev().take(40).collect();
            before.to_ascii_lowercase().contains("neewteb")
        }
        "under" | "below" | "above" | "over" | "than" | "least" | "most" | "exceed" | "reach" | "target"
        | "baseline" => true,
        _ => {
            let before = text[..at].trim_end_matches(is_space);
            before.ends_with(['→', '<', '≤', '≥'])
                || before.ends_with("->")
                || before.ends_with("target:")
                || before.ends_with("baseline:")
        }
    }
}

/// No goal is due in a year up to this one.
const LAST_PAST: u16 = 2014;

/// Whether what follows says that a number is no year: `2000 → 1500`, `2000 today`, `2000 of our 4000`, `2000 by June`.
fn is_amount_after(rest: &str, number: u16) -> bool {
    let rest = rest.trim_start_matches(is_space);
    let arrow = ["→", "->", "=>"].iter().find_map(|arrow| rest.strip_prefix(arrow));
    if let Some(other) = arrow {
        return is_near(first_number(other.trim_start_matches(is_space)), number);
    }
    let mut words = rest.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    match (words.next().unwrap_or_default(), words.next().unwrap_or_default()) {
        ("today" | "now" | "currently", _) | ("at", "present") => true,
        ("by", when) => is_month(when) || when.starts_with(['Q', 'q']),
        ("of", "our" | "the" | "all" | "their") => true,
        ("of", whole) => is_near(whole.parse().ok(), number),
        _ => false,
    }
}

/// Whether a number of the same size stands before `from`, so that the one behind it is what that comes from: `to 1500, from 2000`,
/// `up from 1990`; `500 members, up from 2025` names a year.
fn is_near_number_before(before: &str, number: u16) -> bool {
    let before = before.trim_end_matches(is_space);
    let Some(before) = before.strip_suffix("from").or_else(|| before.strip_suffix("instead of")) else {
        return false;
    };
    let digits = |c: char| c.is_ascii_digit() || c == ',';
    let Some(last) = before.rfind(|c: char| c.is_ascii_digit()) else { return false };
    let is_bare = !before[last + 1..].starts_with(['%', '.', 'k', 'K', 'm', 'M']);
    let start = before[..=last].rfind(|c: char| !digits(c)).map_or(0, |place| place + 1);
    is_bare && is_near(first_number(&before[start..=last]), number)
}

fn first_number(text: &str) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(text.len());
    text[..end].replace(',', "").parse().ok()
}

/// Whether two numbers are of one size, as the ends of a way mostly are.
fn is_near(other: Option<u32>, number: u16) -> bool {
    let number = u32::from(number);
    other.is_some_and(|other| other <= number * 3 && other * 3 >= number)
}

/// A four-digit number that is a year.
pub(super) fn is_year(text: &str, at: usize, end: usize, digits: &str, head: &Head) -> bool {
    if digits.len() != 4 || head.decimals > 0 || !(digits.starts_with("20") || digits.starts_with("19")) {
        return false;
    }
    let number = digits.parse::<u16>().unwrap_or_default();
    // `by 15% from 2023 levels`
    let is_base = next_word(text, end).is_some_and(|next| {
        matches!(
            next.to_ascii_lowercase().as_str(),
            "level" | "levels" | "figures" | "actuals" | "baseline" | "results"
        )
    });
    // `2019's 420,000`
    let is_possessive = text[end..].starts_with("'s") || text[end..].starts_with("’s");
    // `(baseline 2025: 81%)`
    let is_label = text[end..].strip_prefix(": ").is_some_and(|value| {
        value.starts_with(|first: char| first.is_ascii_digit() || "$€£<>~".contains(first))
    });
    if (is_base || is_possessive || is_label) && (1950..=2049).contains(&number) {
        return true;
    }
    if !(1990..=2049).contains(&number) || is_amount(text, at, end) {
        return false;
    }
    // `Excel 2016 users`
    let name = word_before(text, at);
    let is_product = name.len() > 2
        && text[..at].trim_end().len() > name.len()
        && name.starts_with(char::is_uppercase)
        && name.chars().any(char::is_lowercase);
    if is_product && number % 100 != 0 && next_word(text, end).is_some() {
        return true;
    }
    let before = word_before(text, at).to_ascii_lowercase();
    // `the 2024 and 2025 accounts`; `the 2000 members` are people
    let follows_year = matches!(before.as_str(), "and" | "or" | "to") && {
        let (_, year) = words_before(text, at);
        year.len() == 4 && year.parse::<u16>().is_ok_and(|year| (1990..number).contains(&year))
    };
    let is_known = matches!(before.as_str(), "the" | "our" | "their" | "its") && number % 100 != 0;
    let dated = matches!(
        before.as_str(),
        "in" | "by"
            | "of"
            | "for"
            | "since"
            | "until"
            | "during"
            | "before"
            | "after"
            | "end"
            | "fy"
            | "year"
            | "q1"
            | "q2"
            | "q3"
            | "q4"
    ) || is_month(&before);
    dated || follows_year || is_known || !counts_things(text, end)
}

/// `(24/25)`, `in 2024/25`: the two years of a season or of a financial year.
pub(super) fn is_double_year(text: &str, at: usize) -> bool {
    let chunk = &text[at..chunk_end(text, at)];
    let core = chunk.trim_end_matches(|c: char| !c.is_alphanumeric());
    let years = core
        .split_once('/')
        .and_then(|(one, other)| Some((one.parse::<u16>().ok()?, other.parse::<u16>().ok()?)));
    let before = text[..at].trim_end_matches(is_space);
    let is_led = before.ends_with('(')
        || matches!(
            word_before(text, at).to_ascii_lowercase().as_str(),
            "in" | "for" | "fy" | "season" | "vs" | "during" | "since"
        );
    years.is_some_and(|(one, other)| {
        core.len() >= 5 && one % 100 + 1 == other % 100 && is_led && (20..=49).contains(&(one % 100))
    })
}

/// `2000 customers`, `1995 new members`: a noun in the plural, of which one word may say more.
fn counts_things(text: &str, end: usize) -> bool {
    const MORE: [&str; 16] = [
        "new",
        "paying",
        "active",
        "daily",
        "weekly",
        "monthly",
        "more",
        "additional",
        "extra",
        "registered",
        "qualified",
        "returning",
        "unique",
        "happy",
        "loyal",
        "trained",
    ];
    let is_plural = |word: &str| word.ends_with('s') && word.starts_with(char::is_lowercase);
    let Some(first) = next_word(text, end) else { return false };
    let after = || text[end..].find(first).and_then(|at| next_word(text, end + at + first.len()));
    is_plural(first) || (MORE.contains(&first) && after().is_some_and(is_plural))
}
