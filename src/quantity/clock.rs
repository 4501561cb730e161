//! What digits with a colon are in a sentence: a time that something takes, or a ratio.

use super::Quantity;
use super::error::{Fault, Why};
use super::head::{self, Head};
use super::mark::DecimalMark;
use super::numeral::is_space;
use super::unit::Dimension;
use super::words_around::word_before;
use std::ops::Range;

/// `from 24:30 to 22:00`, `under 25:00`: hours of opening do not fall, and nothing is under a time of day.
pub(super) fn is_a_time_taken(text: &str, at: usize, end: usize) -> bool {
    let clock = |text: &str| {
        let (first, rest) = text.split_once(':')?;
        let second = rest.get(..2)?;
        Some((first.parse::<u16>().ok()?, second.parse::<u16>().ok()?))
    };
    // No time of the day has a tenth of a second.
    if text[at..end].contains(['.', ',']) {
        return true;
    }
    let this = clock(&text[at..end]);
    match word_before(text, at).to_ascii_lowercase().as_str() {
        "under" | "below" => true,
        "from" => {
            let other = text[end..].trim_start().strip_prefix("to ").and_then(clock);
            this.zip(other).is_some_and(|(this, other)| other < this)
        }
        "to" => {
            let before = text[..at].trim_end().trim_end_matches("to").trim_end();
            let start = before.rfind(is_space).map_or(0, |space| space + 1);
            let other = before.get(start..).and_then(clock);
            let is_from = word_before(text, start).eq_ignore_ascii_case("from");
            is_from && this.zip(other).is_some_and(|(this, other)| this < other)
        }
        _ => false,
    }
}

/// `10:00 to 5:00 minutes`: the unit is written once, for both.
pub(super) fn with_unit_of_the_other(text: &str, fault: &Fault, mark: DecimalMark) -> Option<Head> {
    let Fault::Unclear(Why::Clock, misread) = fault else { return None };
    let rest = text[misread.end..].trim_start();
    let other = ["to ", "→", "-> ", "down to ", "up to "].iter().find_map(|word| rest.strip_prefix(word))?;
    let other = other.trim_start();
    let Ok(Some(head)) = head::read(other, mark) else { return None };
    match head.form {
        head::Form::Parts { .. } => {
            let word = other[..head.length].split_whitespace().next_back()?;
            let head = head::read(&format!("{} {word}", &text[..misread.end]), mark).ok()??;
            Some(Head { length: misread.end, ..head })
        }
        // `from 1:12 to 1:8`
        head::Form::Ratio => head::ratio(&text[..misread.end]),
        head::Form::Simple => None,
    }
}

/// `from 1:8 to 1:12`: what follows a ratio is one.
pub(super) fn second_ratio(
    text: &str,
    fault: &Fault,
    last: Option<&(Range<usize>, Quantity)>,
    at: usize,
) -> Option<Head> {
    let Fault::Unclear(Why::Clock, misread) = fault else { return None };
    let (range, first) = last?;
    let between = text.get(range.end..at)?.trim();
    let is_ratio = first.dimension() == Dimension::Count && first.text().contains(':');
    (is_ratio && matches!(between, "to" | "→" | "->" | "down to" | "up to"))
        .then(|| head::ratio(&text[at..at + misread.end]))
        .flatten()
}

/// `Improve the ratio of nurses to patients from 1:20 to 1:12`
pub(super) fn named_ratio(text: &str, fault: &Fault, at: usize) -> Option<Head> {
    let Fault::Unclear(Why::Clock, misread) = fault else { return None };
    let names_ratio = text
        .split(|c: char| !c.is_ascii_alphabetic())
        .any(|word| matches!(word, "ratio" | "Ratio" | "ratios" | "odds"));
    names_ratio.then(|| head::ratio(&text[at..at + misread.end])).flatten()
}
