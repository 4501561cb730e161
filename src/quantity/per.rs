//! What an amount is counted for, apart from time: `$1.5/unit`, `7 l/100 km`, `4 errors per 1,000 orders`.

use super::mark::DecimalMark;
use super::numeral::{self, is_space};
use super::words_around::word_after;
use super::{magnitude, period};

/// The part after the stroke or `per`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Per<'t> {
    /// Where the stroke or the space before `per` is, in bytes.
    pub(super) start: usize,
    /// Where it ends, in bytes.
    pub(super) end: usize,
    /// How many of them: 100 in `7 l/100 km`.
    pub(super) count: f64,
    /// `km`; empty in `4 per 1,000`.
    pub(super) noun: &'t str,
}

/// Words that nothing counted goes on after.
pub(super) const ENDS_NOUN: [&str; 30] = [
    "to", "per", "a", "an", "in", "by", "and", "or", "from", "of", "with", "the", "for", "each", "every",
    "within", "over", "on", "at", "during", "after", "before", "until", "than", "once", "twice", "that",
    "who", "is", "are",
];

/// Reads `/unit`, `/100 km` or ` per 1,000 orders` at `at`; `None` where a time follows or nothing that can be counted.
pub(super) fn read(text: &str, at: usize, mark: DecimalMark) -> Option<Per<'_>> {
    if period::after(text, at).is_some() {
        return None;
    }
    let rest = text[at..].trim_start_matches(is_space);
    let stroke = rest.strip_prefix('/');
    let after = stroke.or_else(|| rest.strip_prefix("per "))?.trim_start_matches(is_space);
    let number = numeral::read(after, mark).ok()?.filter(|number| !number.is_unclear && number.value > 0.0);
    let number = number.map(|number| (number.value, number.length));
    let scale = scale(after, number.map_or(0, |(_, length)| length), number.is_some());
    // `£1/4m` is a fraction of a million, and `5/100k` are so many in 100,000.
    let digits = number.map_or(1.0, |(value, _)| value);
    let is_fraction = stroke.is_some() && number.is_some() && !is_power_of_ten(digits);
    let (count, length) = match scale {
        Some(_) if is_fraction => return None,
        Some((factor, end)) => (Some(digits * factor), end),
        None => (number.map(|(value, _)| value), number.map_or(0, |(_, length)| length)),
    };
    let noun_start = after[length..].trim_start_matches(is_space);
    let length_of_noun = noun_start
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
        .unwrap_or(noun_start.len());
    let noun = &noun_start[..length_of_noun];
    // `from 12 per 1,000 to 8`
    let noun = if number.is_some() && ENDS_NOUN.contains(&noun) { "" } else { noun };
    let named = noun.starts_with(char::is_alphabetic);
    // `£1/4m`
    let is_scaled = stroke.is_some() && number.is_some() && noun == "m";
    if is_scaled || !named && (stroke.is_some() && scale.is_none() || count.is_none()) {
        return None;
    }
    let start = text.len() - after.len();
    let (end, noun) =
        if named { (text.len() - noun_start.len() + noun.len(), noun) } else { (start + length, "") };
    Some(Per { start: at, end, count: count.unwrap_or(1.0), noun })
}

/// What multiplies a number that ends at `at`, or stands for it, and where that ends: `100k`, `1 million`, `thousand`.
fn scale(text: &str, at: usize, has_number: bool) -> Option<(f64, usize)> {
    let (word, start, end) = word_after(text, at);
    let is_letter = matches!(word, "k" | "K" | "M") && has_number && start == at;
    let is_word = word.chars().count() > 1 && (has_number || start == at);
    magnitude::factor(word).filter(|_| is_letter || is_word).map(|factor| (factor, end))
}

fn is_power_of_ten(value: f64) -> bool {
    [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6].contains(&value)
}
