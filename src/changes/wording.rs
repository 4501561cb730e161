//! Whether two sentences say the same.

use crate::goals::KeyResultView;
use crate::prose::Measure;
use std::fmt::Write as _;

/// The words of a sentence in small letters, without punctuation around them.
pub(super) fn words(text: &str) -> Vec<String> {
    let trimmed = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%').to_lowercase();
    text.split_whitespace().map(trimmed).filter(|word| !word.is_empty()).collect()
}

/// The words of a sentence in small letters, as one text, to be compared as a whole.
#[must_use]
pub fn plain(text: &str) -> String {
    words(text).join(" ")
}

/// The words without those that hold a number.
pub(super) fn without_numbers(text: &str) -> String {
    let mut kept = String::new();
    for word in words(text).iter().filter(|word| !word.bytes().any(|byte| byte.is_ascii_digit())) {
        let _ = write!(kept, "{word} ");
    }
    kept
}

/// How alike two sentences are, numbers aside: 0 to 1.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    strsim::sorensen_dice(&without_numbers(one), &without_numbers(other))
}

/// Words that may come and go without changing what is said.
const SMALL: [&str; 12] = ["a", "an", "the", "our", "of", "for", "to", "by", "at", "in", "on", "from"];

/// A key result's sentence without the numbers it starts from and aims at: what is measured, and how.
pub(super) fn what_is_measured(view: &KeyResultView<'_>) -> Vec<String> {
    let text = view.text();
    let figures: Vec<&Measure> = view
        .reading()
        .map(|reading| [&reading.baseline, &reading.target].into_iter().flatten().collect())
        .unwrap_or_default();
    let is_figure = |at: usize| {
        figures.iter().any(|measure| (measure.range.start as usize..measure.range.end as usize).contains(&at))
    };
    let kept: String = text.char_indices().map(|(at, c)| if is_figure(at) { ' ' } else { c }).collect();
    words(&kept).into_iter().filter(|word| !SMALL.contains(&word.as_str())).collect()
}

/// Whether two sentences say the same, slips of the pen aside.
#[must_use]
pub fn says_the_same(one: &str, other: &str) -> bool {
    same_words(&words(one), &words(other))
}

/// Whether two lists of words say the same, slips of the pen aside.
pub(super) fn same_words(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_word(one, other))
}

fn same_word(one: &str, other: &str) -> bool {
    let has_number = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    if one == other {
        return true;
    }
    let shorter = one.chars().count().min(other.chars().count());
    let slips = match shorter {
        ..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    !has_number(one) && !has_number(other) && strsim::osa_distance(one, other) <= slips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_no_rewording() {
        let same = says_the_same;
        assert!(same("Raise activaton, again", "raise activation again"));
        assert!(!same("Raise activation within 7 days", "Raise activation within 14 days"));
        assert!(!same("Raise activation", "Raise retention"));
        assert!(!same("Raise activation", "Raise activation of paying teams"));
    }
}
