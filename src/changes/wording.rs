//! The words of sentences, and how alike they are.

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
pub(super) fn same_word(one: &str, other: &str) -> bool {
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
    use super::super::meaning::says_the_same;

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
