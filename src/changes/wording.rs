//! Whether two sentences say the same.

use crate::goals::{Aim, KeyResultView};
use crate::prose::{Comparator, Measure};
use crate::quantity::{Quantity, same};
use std::borrow::Cow;
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

/// A sentence as it is compared with others: its pairs of neighbouring letters, numbers and spaces aside, sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape(Vec<(char, char)>);

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let letters: Vec<char> = without_numbers(text).chars().filter(|c| !c.is_whitespace()).collect();
        let mut pairs: Vec<(char, char)> = letters.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// How alike two sentences are, 0 to 1: the Sørensen-Dice coefficient of their pairs of letters.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let (mut left, mut right, mut shared) = (&self.0[..], &other.0[..], 0_usize);
        while let ([a, after_a @ ..], [b, after_b @ ..]) = (left, right) {
            let order = a.cmp(b);
            shared += usize::from(order.is_eq());
            left = if order.is_le() { after_a } else { left };
            right = if order.is_ge() { after_b } else { right };
        }
        match self.0.len() + other.0.len() {
            0 => 0.0,
            both => 2.0 * shared as f64 / both as f64,
        }
    }
}

/// Words that may change without changing the meaning.
const SMALL: [&str; 12] = ["a", "an", "the", "our", "of", "for", "to", "by", "at", "in", "on", "from"];

/// The sentences of one key result in some versions without the numbers it starts from and aims at, in any of them: what is
/// measured, and how. `within 7 days` is kept if the target is in a field.
pub(super) fn what_is_measured<const N: usize>(views: [&KeyResultView<'_>; N]) -> [Vec<String>; N] {
    let ends: Vec<&Quantity> = views.iter().flat_map(|view| ends(view)).collect();
    views.map(|view| {
        let measures = view.reading().map(|reading| [&reading.baseline, &reading.target]);
        let measures: Vec<&Measure> = measures.into_iter().flatten().flatten().collect();
        let is_end = |measure: &&Measure| {
            let relative = matches!(measure.comparator, Comparator::By | Comparator::Times);
            relative
                || ends
                    .iter()
                    .any(|end| same(end, &measure.quantity) || end.text() == measure.quantity.text())
        };
        let ranges: Vec<_> =
            measures.into_iter().filter(is_end).map(|measure| measure.range.clone()).collect();
        let is_number =
            |at: usize| ranges.iter().any(|range| (range.start as usize..range.end as usize).contains(&at));
        let kept: String =
            view.text().char_indices().map(|(at, c)| if is_number(at) { ' ' } else { c }).collect();
        words(&kept).into_iter().filter(|word| !SMALL.contains(&word.as_str())).collect()
    })
}

/// What the sentence of a key result measures, in small letters: its words without the numbers it starts from and aims at.
/// Worked out once for each version of a file: a keystroke in one of many files asks for those of all.
#[must_use]
pub fn measured_words<'w>(view: &KeyResultView<'w>) -> Cow<'w, str> {
    let work_out = || {
        let [words] = what_is_measured([view]);
        words.join(" ")
    };
    // What an open limit aims at changes with its metric, which may be in another file.
    let lasts = view.facts().is_some_and(|facts| facts.open_limit.is_none());
    let place = (view.objective.position, view.position);
    let known = lasts.then(|| view.objective.file.measured_words(place, work_out)).flatten();
    known.map_or_else(|| Cow::Owned(work_out()), Cow::Borrowed)
}

/// The numbers that count for a key result.
fn ends<'w>(view: &KeyResultView<'w>) -> impl Iterator<Item = &'w Quantity> + use<'w> {
    let figures = match view.aim() {
        Some(Aim::Move { baseline, target }) => [baseline.as_ref(), target.as_ref()],
        Some(Aim::Hold { at_least, at_most }) => [at_least.as_ref(), at_most.as_ref()],
        None => [None, None],
    };
    figures.into_iter().flatten().map(|figure| &figure.quantity)
}

/// Whether two sentences say the same, typing slips aside.
#[must_use]
pub fn says_the_same(one: &str, other: &str) -> bool {
    same_words(&words(one), &words(other))
}

/// Whether two lists of words say the same, typing slips aside.
pub(super) fn same_words(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_word(one, other))
}

/// Words that one letter turns into each other, in alphabetical order.
const CONFUSABLE: [(&str, &str); 12] = [
    ("compete", "complete"),
    ("competed", "completed"),
    ("contact", "contract"),
    ("contacts", "contracts"),
    ("costumer", "customer"),
    ("costumers", "customers"),
    ("deleted", "depleted"),
    ("patents", "patients"),
    ("paying", "playing"),
    ("retained", "retrained"),
    ("thorough", "through"),
    ("tickets", "thickets"),
];

/// The same word, or a typing slip in a long one: a letter doubled, left out, put in or swapped with its neighbour. A letter
/// that became another one, or a word that begins or ends in another way, is another word: internal and external,
/// included and excluded, gross and cross.
fn same_word(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let has_number = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let (letters, others) = (one.chars().count(), other.chars().count());
    if has_number(one) || has_number(other) || letters.min(others) < 5 {
        return false;
    }
    let same_ends = one.chars().next() == other.chars().next() && one.chars().last() == other.chars().last();
    let substituted = letters == others && strsim::hamming(one, other) == Ok(1);
    let pair = if one < other { (one, other) } else { (other, one) };
    same_ends && !substituted && strsim::osa_distance(one, other) == 1 && !CONFUSABLE.contains(&pair)
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
        for (one, other) in [
            ("internal", "external"),
            ("included", "excluded"),
            ("gross", "cross"),
            ("increase", "decrease"),
            ("paid", "said"),
            ("weekly", "weakly"),
            ("customers", "customer"),
            ("complete", "compete"),
            ("patients", "patents"),
            ("hired", "fired"),
        ] {
            assert!(!same(one, other) && !same(other, one), "{one} and {other}");
        }
        for (slip, meant) in [("recieved", "received"), ("comitted", "committed"), ("workkflow", "workflow")]
        {
            assert!(same(slip, meant), "{slip} and {meant}");
        }
    }
}
