//! Whether a number in words is meant as one: `Double sign-ups`, but not `double bookings`.

use super::head::Head;
use super::look_alike::is_led;
use super::mark::DecimalMark;
use super::share::share_of;
use super::unit::Dimension;
use super::words_around::{next_word, word_before, words_before};

/// What `twice` is followed by where it says how many times as much.
pub(super) const TIMES_WHAT: [&str; 15] = [
    "as", "the", "this", "that", "what", "last", "today", "today's", "our", "its", "their", "more", "of",
    "current", "these",
];

/// `from a few hundred to 1,000`: no number that progress could be counted from.
pub(super) fn is_vague(text: &str, at: usize, word: &str) -> bool {
    let (near, far) = words_before(text, at);
    // `a couple of dozen`
    let amount = if near == "of" { far } else { near };
    matches!(word, "hundred" | "thousand" | "million" | "dozen")
        && matches!(amount, "few" | "several" | "couple" | "many" | "some")
}

/// Whether `double` stands where a verb can: `Double sign-ups`, `to double them`. `Fewer double bookings` has none.
pub(super) fn acts(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    let length = text[at..].bytes().take_while(u8::is_ascii_alphabetic).count();
    // `visitors under 25 double from 12,000`
    let is_followed =
        next_word(text, at + length).is_some_and(|next| matches!(next, "from" | "to" | "by" | "within"));
    before.is_empty()
        || is_followed
        || !before.ends_with(char::is_alphanumeric)
        || matches!(
            word_before(text, at).to_ascii_lowercase().as_str(),
            "to" | "and"
                | "then"
                | "than"
                | "least"
                | "almost"
                | "nearly"
                | "about"
                | "by"
                | "we"
                | "will"
                | "should"
                | "must"
                | "more"
                | "is"
                | "are"
        )
}

/// What may follow a time such as `a week`: `to a second workflow` and `by a day ticket` are none.
const FOLLOWS_TIME: [&str; 27] = [
    "to", "from", "in", "on", "at", "by", "for", "per", "and", "or", "with", "across", "until", "after",
    "less", "more", "faster", "shorter", "longer", "sooner", "than", "while", "when", "today", "now", "this",
    "during",
];

/// Nouns that `half` makes a name with.
const HALF_NAMES: [&str; 14] = [
    "year",
    "marathon",
    "marathons",
    "term",
    "terms",
    "price",
    "board",
    "time",
    "fare",
    "life",
    "lives",
    "ironman",
    "court",
    "pipe",
];

/// `one` and `half` are numbers only in some company.
pub(super) fn counts(text: &str, at: usize, word: &str, head: &Head, mark: DecimalMark) -> bool {
    let before = word_before(text, at).to_ascii_lowercase();
    let after = next_word(text, at + head.length).unwrap_or("").to_ascii_lowercase();
    match word {
        // `from a week to 2 days`, `within an hour`; not `than a year ago` and `to a second workflow`.
        "a" | "an"
            if head.unit.dimension == Dimension::Duration && text[at + 1..].starts_with([' ', 'n']) =>
        {
            (is_led(text, at) || matches!(before.as_str(), "within" | "by"))
                && (after.is_empty() || FOLLOWS_TIME.contains(&after.as_str()))
        }
        // `from one in ten to one in five`
        "one" if share_of(text, at + head.length, head.number, mark).is_some() => true,
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
        // `a half marathon`, `the first half`; what it is half of is a number in `half a million`.
        "half" if head.length == word.len() => {
            // `second-half fixtures`
            !text[..at].ends_with('-')
                && !matches!(
                    before.as_str(),
                    "first" | "second" | "1st" | "2nd" | "last" | "next" | "this" | "other"
                )
                && !HALF_NAMES.contains(&after.as_str())
        }
        "zero" => after != "trust",
        "a" => after != "one",
        _ => true,
    }
}
