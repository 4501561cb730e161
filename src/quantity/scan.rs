//! Quantities inside running text.

use std::ops::Range;

use super::head::{self, Head};
use super::look_alike::look_alike;
use super::numeral::is_space;
use super::parse::quantity;
use super::unit::{self, Dimension, Unit};
use super::{Quantity, words};

/// Finds the quantities in a sentence, from left to right, each as long as possible, with their byte ranges.
///
/// Numbers in words count (`zero`, `two hundred`, `a dozen`, `half`, `double`), and so do shares (`three in ten`).
/// What only looks like a number does not: years and dates, quarters (`Q3`), percentiles (`P95`), versions (`v2`,
/// `Elastic 8.1`), ordinals (`1st`), names (`SOC 2`), adjectives (`14-day`), clock times. Runs in linear time.
pub fn scan(text: &str) -> Vec<(Range<usize>, Quantity)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut previous = ' ';
    while let Some(c) = text[at..].chars().next() {
        let boundary = !(previous.is_alphanumeric() || previous == '_');
        if boundary && may_begin(c, previous) {
            let dash = previous.len_utf8();
            let in_range =
                found.last().is_some_and(|(range, _): &(Range<usize>, Quantity)| range.end + dash == at);
            match candidate(text, at, in_range) {
                Step::Found(end, quantity) => {
                    found.push((at..end, quantity));
                    // A hyphen that follows at once is a dash, not a minus.
                    previous = ')';
                    at = end;
                    continue;
                }
                Step::Skip(end) if end > at => {
                    previous = text[..end].chars().next_back().unwrap_or(' ');
                    at = end;
                    continue;
                }
                Step::Skip(_) => {}
            }
        }
        previous = c;
        at += c.len_utf8();
    }
    found
}

enum Step {
    Found(usize, Quantity),
    /// Nothing here; go on from this place.
    Skip(usize),
}

fn may_begin(c: char, previous: char) -> bool {
    match c {
        // Between two numbers this is a dash: `40-50%`.
        '-' | '−' | '–' => previous.is_whitespace() || matches!(previous, '(' | '$' | '€' | '£'),
        '.' => previous.is_whitespace() || previous == '(',
        '$' | '€' | '£' | '¥' | '₹' | '₩' | '₽' | '₺' | '฿' | '~' | '≈' | '+' => true,
        _ => c.is_ascii_alphanumeric(),
    }
}

/// Bytes of the chunk between white space that holds `at`, from `at` on.
pub(super) fn chunk_end(text: &str, at: usize) -> usize {
    at + text[at..].find(char::is_whitespace).unwrap_or(text.len() - at)
}

fn candidate(text: &str, at: usize, in_range: bool) -> Step {
    let rest = &text[at..];
    // Bounded, so that a line of hostile digits costs no more than its length.
    let window = floor_boundary(rest, 200);
    let begins_number = rest.starts_with(|c: char| !c.is_ascii_alphabetic());
    let head = match head::read(&rest[..window]) {
        Ok(head) => head,
        Err(_) => return Step::Skip(chunk_end(text, at)),
    };
    if !begins_number {
        let step = in_words(text, at, head);
        if !matches!(step, Step::Skip(0)) {
            return step;
        }
        // Letters: the whole word is skipped so that its inside is never read as a number.
        let word: usize =
            rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').map(char::len_utf8).sum();
        return Step::Skip(at + word);
    }
    let Some(head) = head else { return Step::Skip(0) };
    if let Some(end) = look_alike(text, at, &head, in_range) {
        return Step::Skip(end);
    }
    finish(text, at, head)
}

fn floor_boundary(text: &str, wanted: usize) -> usize {
    let mut end = wanted.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// The number, its unit, and `tickets per week` after it.
fn finish(text: &str, at: usize, head: Head) -> Step {
    let (mut end, mut unit, mut bare, mut number) = (at + head.length, head.unit, head.bare, head.number);
    if head.ambiguous {
        // `$5m` never comes here. `10m users` are millions, `45m` alone are minutes.
        let millions = next_word(text, end).is_some();
        number *= if millions { 1e6 } else { 1.0 };
        if !millions {
            unit = Unit { dimension: Dimension::Duration, scale: 60.0 };
            bare = false;
        }
    }
    if bare && let Some((e, share)) = share_of(text, end, number) {
        (end, number, bare) = (e, share, false);
        unit = Unit { dimension: Dimension::Percent, scale: 1.0 };
    } else if bare
        && let Some((e, seconds)) = noun_per(text, end)
        && let Some(rate) = unit::per(unit, seconds)
    {
        (end, unit, bare) = (e, rate, false);
    }
    match quantity(&text[at..end], number, unit, bare) {
        Some(quantity) => Step::Found(end, quantity),
        None => Step::Skip(end),
    }
}

/// `3 in 10`, `62 of every 100`: the share in percent and where it ends.
fn share_of(text: &str, end: usize, number: f64) -> Option<(usize, f64)> {
    let rest = &text[end..];
    let after =
        [" in every ", " of every ", " out of every ", " in "].iter().find_map(|p| rest.strip_prefix(p))?;
    let every = !rest.starts_with(" in ") || rest.starts_with(" in every ");
    let start = text.len() - after.len();
    let (whole, length) = match super::numeral::read(&after[..floor_boundary(after, 40)]) {
        Ok(Some(n)) => (n.value, n.length),
        _ => words::read(after).map(|w| (w.value, w.length))?,
    };
    let round =
        [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 20.0, 50.0, 100.0, 1000.0].contains(&whole);
    let timed = next_word(text, start + length).is_some_and(|w| unit::period(&w.to_lowercase()).is_some());
    let ends = !text[start + length..].starts_with(|c: char| c.is_alphanumeric() || c == '%' || c == '-');
    (number <= whole && (every || (round && !timed)) && ends && whole > 0.0)
        .then(|| (start + length, number / whole * 100.0))
}

/// `tickets per week` after a number: one to three words, then a period.
fn noun_per(text: &str, end: usize) -> Option<(usize, f64)> {
    let mut at = end;
    for _ in 0..3 {
        let (word, start, stop) = head::word_after(text, at);
        let stops = [
            "to", "per", "a", "an", "in", "by", "and", "or", "from", "of", "with", "the", "for", "each",
            "every",
        ];
        if word.is_empty() || start == at || stops.contains(&word) {
            return None;
        }
        if let Some((seconds, period_end)) = head::period_after(text, stop) {
            return Some((period_end, seconds));
        }
        at = stop;
    }
    None
}

/// The lower-case-able word after one space.
pub(super) fn next_word(text: &str, at: usize) -> Option<&str> {
    let (word, start, _) = head::word_after(text, at);
    (!word.is_empty() && start > at).then_some(word)
}

/// The word (or sign) before `at`.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    let before = text[..at].trim_end_matches(is_space);
    // Far back there is nothing a number could belong to.
    let mut from = before.len().saturating_sub(40);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let tail = &before[from..];
    tail.rfind(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).map_or(tail, |i| {
        let width = tail[i..].chars().next().map_or(1, char::len_utf8);
        &tail[i + width..]
    })
}

/// Numbers in words, and the words that multiply.
fn in_words(text: &str, at: usize, head: Option<Head>) -> Step {
    let rest = &text[at..];
    let length: usize = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &rest[..length];
    if rest[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return Step::Skip(0);
    }
    let lower = if length <= 12 { word.to_ascii_lowercase() } else { String::new() };
    let times = match lower.as_str() {
        "double" | "doubles" | "doubling" | "twice" | "doubled" | "twofold" => Some(2.0),
        "triple" | "triples" | "tripling" | "thrice" | "tripled" | "threefold" => Some(3.0),
        "quadruple" | "quadruples" | "fourfold" => Some(4.0),
        "halve" | "halves" | "halving" | "halved" => Some(0.5),
        _ => None,
    };
    let followed_by_hyphen = rest[length..].starts_with('-');
    if let Some(times) = times.filter(|_| !followed_by_hyphen) {
        let unit = Unit { dimension: Dimension::Count, scale: 1.0 };
        return quantity(word, times, unit, false).map_or(Step::Skip(0), |q| Step::Found(at + length, q));
    }
    let Some(head) = head else { return Step::Skip(0) };
    if head.digits.0 == 0 && head.length > 0 && rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        if text[at + head.length..].starts_with('-') || !counts(text, at, &lower, &head) {
            return Step::Skip(at + head.length.max(length));
        }
        return finish(text, at, head);
    }
    // `EUR 300`
    finish(text, at, head)
}

/// `one` and `half` are numbers only in some company.
fn counts(text: &str, at: usize, word: &str, head: &Head) -> bool {
    let before = word_before(text, at).to_ascii_lowercase();
    let after = next_word(text, at + head.length).unwrap_or("").to_ascii_lowercase();
    match word {
        "one" if head.length == 3 => {
            !matches!(
                before.as_str(),
                "no" | "each"
                    | "any"
                    | "every"
                    | "some"
                    | "this"
                    | "that"
                    | "the"
                    | "another"
                    | "as"
                    | "number"
            ) && !after.is_empty()
                && !matches!(
                    after.as_str(),
                    "of" | "another" | "more" | "is" | "that" | "who" | "for" | "in" | "place" | "or"
                )
        }
        "half" => {
            !matches!(before.as_str(), "first" | "second" | "last" | "next" | "this" | "other")
                && after != "year"
        }
        "zero" => after != "trust",
        "a" => after != "one",
        _ => true,
    }
}
