//! What things in a sentence are counted for: `tickets per week`, `complaints per 20 orders`.

use super::mark::DecimalMark;
use super::per::ENDS_NOUN;
use super::words_around::{word_after, word_before};
use super::{per, period};

/// `per 1,000 shifts`, `complaints per 20 orders` after a number: so many of them for each of the others.
pub(super) fn noun_per_many(text: &str, end: usize, mark: DecimalMark) -> Option<per::Per<'_>> {
    let mut at = end;
    for _ in 0..3 {
        if let Some(per) = per::read(text, at, mark) {
            let of_many = Some(per).filter(|per| per.count != 1.0 && text[at..].starts_with(" per "))?;
            return Some(per::Per { end: end_of_noun(text, &of_many), ..of_many });
        }
        let (word, start, stop) = word_after(text, at);
        if word.is_empty() || start == at || ENDS_NOUN.contains(&word) {
            return None;
        }
        at = stop;
    }
    None
}

/// Where what is counted for ends, if its plural is a word of its own: `per 1,000 bed days`.
fn end_of_noun(text: &str, per: &per::Per<'_>) -> usize {
    let is_plural = |word: &str| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let (next, start, end) = word_after(text, per.end);
    let goes_on = !per.noun.is_empty() && !is_plural(per.noun) && start > per.end;
    if goes_on && is_plural(next) && next.starts_with(char::is_lowercase) { end } else { per.end }
}

/// `tickets per week` after a number: one to three words, then a period.
pub(super) fn noun_per(text: &str, end: usize) -> Option<(usize, f64)> {
    let mut at = end;
    for _ in 0..3 {
        let (word, start, stop) = word_after(text, at);
        if word.is_empty() || start == at || ENDS_NOUN.contains(&word) {
            return None;
        }
        if let Some((seconds, period_end)) = period::after(text, stop) {
            return Some((period_end, seconds));
        }
        at = stop;
    }
    None
}

/// ` per order`, ` per new customer per month` behind a number: where it ends, and the time it names, in seconds.
pub(super) fn amount_per(text: &str, end: usize, mark: DecimalMark) -> Option<(usize, Option<f64>)> {
    let per = one_per(text, end, mark)?;
    let end = end_of_phrase(text, per.end)?;
    Some(match period::after(text, end) {
        Some((seconds, end)) => (end, Some(seconds)),
        None => (end, None),
    })
}

/// Where ` per order` begins in a number with its unit.
pub(crate) fn start_of_per(text: &str, mark: DecimalMark) -> Option<usize> {
    text.match_indices(" per ").map(|(at, _)| at).find(|&at| one_per(text, at, mark).is_some())
}

fn one_per(text: &str, at: usize, mark: DecimalMark) -> Option<per::Per<'_>> {
    // `reaches 38% per KR 2.1` names a goal.
    let is_name = |end: usize| text[end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    let per = per::read(text, at, mark)?;
    (per.count == 1.0 && text[at..].starts_with(" per ") && !is_name(per.end)).then_some(per)
}

/// Where the words for what is counted end, of which the first ends at `at`; `None` if they go on for too long to be sure of.
fn end_of_phrase(text: &str, mut at: usize) -> Option<usize> {
    const OTHERS: [&str; 31] = [
        "today",
        "now",
        "currently",
        "down",
        "up",
        "while",
        "as",
        "when",
        "if",
        "last",
        "this",
        "next",
        "so",
        "but",
        "without",
        "instead",
        "rather",
        "across",
        "since",
        "under",
        "below",
        "above",
        "despite",
        "must",
        "should",
        "can",
        "will",
        "stays",
        "falls",
        "drops",
        "rises",
    ];
    for _ in 0..3 {
        let (word, start, stop) = word_after(text, at);
        let ends = word.is_empty() || start == at || ENDS_NOUN.contains(&word) || OTHERS.contains(&word);
        if ends || period::after(text, at).is_some() {
            return Some(at);
        }
        at = stop;
    }
    None
}

/// `per new customer` is counted for customers.
pub(super) fn by_head<'t>(text: &'t str, per: per::Per<'t>) -> per::Per<'t> {
    let head = end_of_phrase(text, per.end).map(|end| word_before(text, end));
    match head.filter(|head| per.count == 1.0 && !head.is_empty()) {
        Some(head) if text[per.end..].starts_with(' ') => per::Per { noun: head, ..per },
        _ => per,
    }
}
