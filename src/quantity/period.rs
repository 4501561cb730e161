//! The time that something is counted for: `per week`, `/month`, `a day`, `every 2 weeks`, `weekly`, `pro Monat`.

use super::numeral::{self, is_space};
use super::unit::{DAY, Dimension, MONTH, QUARTER, YEAR};
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
    } else if spaced && let Some(found) = adverb(text, text.len() - rest.len()) {
        return Some(found);
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
    if word == "annum" {
        return Some((YEAR, end));
    }
    table::period(word).map(|seconds| (times * seconds, end))
}

/// `20 deploys monthly`: an adverb at the end of what is said, or before the next number. `20 monthly users` are users.
fn adverb(text: &str, at: usize) -> Option<(f64, usize)> {
    // Nearly every word ends otherwise.
    let length = text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if length < 5 || !text.as_bytes()[at + length - 2..at + length].eq_ignore_ascii_case(b"ly") {
        return None;
    }
    let (word, _, end) = word_after(text, at);
    let seconds = table::period(of_adverb(word)?)?;
    let rest = &text[end..];
    let (next, ..) = word_after(rest, 0);
    let ends = rest.is_empty()
        || rest.starts_with([',', ';', ')', '.', ':'])
        || matches!(next, "to" | "by" | "from");
    (ends && !rest.starts_with('-')).then_some((seconds, end))
}

/// `p.a.`, `pcm` after an amount: the seconds and where it ends.
pub(super) fn abbreviated(text: &str, at: usize) -> Option<(f64, usize)> {
    const SHORT: [(&str, f64); 9] = [
        ("p.a.", YEAR),
        ("p.a", YEAR),
        ("pa", YEAR),
        ("p.m.", MONTH),
        ("pcm", MONTH),
        ("pm", MONTH),
        ("p.w.", 7.0 * DAY),
        ("pw", 7.0 * DAY),
        ("p.d.", DAY),
    ];
    if at == text.len() {
        return None;
    }
    let rest = text[at..].trim_start_matches(is_space);
    let (short, seconds) = SHORT.iter().find(|(short, _)| rest.starts_with(short))?;
    let after = &rest[short.len()..];
    let is_apart = rest.len() < text[at..].len() && !after.starts_with(char::is_alphanumeric);
    is_apart.then(|| (*seconds, text.len() - after.len()))
}

/// `pro Monat`, `par mois`, `al mes`: a time at the end of a text in another language.
pub(super) fn abroad(text: &str, at: usize) -> Option<(f64, usize)> {
    const LEADS: [&str; 14] =
        ["pro", "je", "im", "par", "por", "al", "a", "ao", "per", "i", "om", "na", "za", "в"];
    if at == text.len() {
        return None;
    }
    let (lead, start, end) = word_after(text, at);
    if lead.len() > LONGEST_LEAD || !LEADS.contains(&lead) {
        return None;
    }
    let (word, from, stop) = word_after(text, end);
    let is_led = start > at && from > end && stop == text.len();
    let lower = word.to_lowercase();
    let (_, seconds) = ABROAD.iter().find(|(words, _)| words.contains(&lower.as_str())).filter(|_| is_led)?;
    Some((*seconds, stop))
}

/// Whether nothing but a time follows at `at`.
pub(super) fn ends_with(text: &str, at: usize) -> bool {
    let found = after(text, at).or_else(|| abbreviated(text, at)).or_else(|| abroad(text, at));
    found.is_some_and(|(_, end)| end == text.len())
}

/// The bytes of the longest word that leads to a time in another language.
const LONGEST_LEAD: usize = 4;

/// What times are called in other languages, in lower case.
const ABROAD: [(&[&str], f64); 5] = [
    (&["tag", "jour", "día", "dia", "giorno", "dag", "dzień", "день"], DAY),
    (
        &[
            "woche",
            "semaine",
            "semana",
            "settimana",
            "week",
            "uke",
            "uge",
            "vecka",
            "tydzień",
            "týden",
            "неделю",
        ],
        7.0 * DAY,
    ),
    (&["monat", "mois", "mes", "mês", "mese", "maand", "måned", "månad", "miesiąc", "měsíc", "месяц"], MONTH),
    (&["quartal", "trimestre", "kwartaal", "kvartal", "kwartał"], QUARTER),
    (&["jahr", "an", "année", "año", "ano", "anno", "jaar", "år", "rok", "год"], YEAR),
];

/// Whether words name a time that something is counted for, in a way that is not read: `$15K run rate`, `5 Besuche monatlich`.
pub(super) fn is_named_in(words: &str) -> bool {
    const OTHERS: [&str; 38] = [
        "q1",
        "q2",
        "q3",
        "q4",
        "h1",
        "h2",
        "total",
        "cumulative",
        "workday",
        "weekday",
        "weekend",
        "sprint",
        "sprints",
        "shift",
        "season",
        "term",
        "semester",
        "annum",
        "annual",
        "annualised",
        "annualized",
        "run",
        "yoy",
        "qoq",
        "mom",
        "wow",
        "dod",
        "ytd",
        "mtd",
        "qtd",
        "monatlich",
        "jährlich",
        "wöchentlich",
        "täglich",
        "mensuel",
        "mensual",
        "hebdomadaire",
        "annuel",
    ];
    words.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let lower = word.to_lowercase();
        table::period(&lower).is_some()
            || of_adverb(&lower).is_some()
            || OTHERS.contains(&lower.as_str())
            || ABROAD.iter().any(|(names, _)| names.contains(&lower.as_str()))
    })
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
