//! The words of a sentence, and whether two sentences say nearly the same, judged by the words they share.

use std::cmp::{Ordering, Reverse};
use std::collections::{HashMap, HashSet};

/// The content words of a sentence, each once, in lower case: numbers first, then the longest, so that those that few
/// sentences share come first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Words(Vec<Box<str>>);

/// Words that say nothing about what a sentence is about.
const STOP_WORDS: [&str; 36] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "have", "how", "in", "into", "is", "it",
    "its", "new", "of", "on", "or", "our", "per", "so", "than", "that", "the", "their", "they", "this", "to",
    "us", "we", "who", "will", "with",
];

impl Words {
    /// The words of a sentence, numbers included.
    pub(super) fn of(text: &str) -> Self {
        let is_inside =
            |c: char| c.is_alphanumeric() || matches!(c, '%' | '.' | ',' | '\'' | '’' | '$' | '€' | '£');
        let words =
            text.split(|c| !is_inside(c)).map(|word| word.trim_matches(['.', ',', '\'', '’']).to_lowercase());
        let words = words.filter(|word| !word.is_empty() && !STOP_WORDS.contains(&word.as_str()));
        let mut words: Vec<Box<str>> = words.map(String::into_boxed_str).collect();
        words.sort_unstable_by(|a, b| order(a, b));
        words.dedup();
        Self(words)
    }

    /// Only the words that `keep` accepts.
    pub(super) fn only(mut self, keep: impl Fn(&str) -> bool) -> Self {
        self.0.retain(|word| keep(word));
        self
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// At least four of five of all their words are shared (their Jaccard index is 0.8 or more).
    fn resembles(&self, other: &Words) -> bool {
        let (mut left, mut right, mut shared) = (&self.0[..], &other.0[..], 0);
        while let ([a, after_a @ ..], [b, after_b @ ..]) = (left, right) {
            let order = order(a, b);
            shared += usize::from(order.is_eq());
            left = if order.is_le() { after_a } else { left };
            right = if order.is_ge() { after_b } else { right };
        }
        5 * shared >= 4 * (self.len() + other.len() - shared)
    }

    /// The first words, of which two sentences that resemble each other share at least one: if four fifths of the words
    /// are shared, no more than one fifth can come before the first shared one.
    fn telling(&self) -> &[Box<str>] {
        &self.0[..self.len() - (4 * self.len()).div_ceil(5) + usize::from(!self.0.is_empty())]
    }
}

/// The order of the words in [`Words`].
fn order(a: &str, b: &str) -> Ordering {
    let rank = |word: &str| (!word.starts_with(|c: char| c.is_ascii_digit()), Reverse(word.len()));
    rank(a).cmp(&rank(b)).then_with(|| a.cmp(b))
}

/// With how many sentences one is compared. Only made-up ones share their telling words with more.
const MOST_COMPARED: usize = 500;

/// Sentences in which one that resembles another is found without comparing all.
#[derive(Debug, Default)]
pub(super) struct Sentences<T> {
    known: Vec<(Words, T)>,
    seen: HashSet<Words>,
    by_word: HashMap<Box<str>, Vec<usize>>,
}

impl<T> Sentences<T> {
    pub(super) fn new() -> Self {
        Self { known: Vec::new(), seen: HashSet::new(), by_word: HashMap::new() }
    }

    /// Adds a sentence; of several with the same words the first represents all.
    pub(super) fn add(&mut self, words: Words, item: T) {
        if !self.seen.insert(words.clone()) {
            return;
        }
        for word in words.telling() {
            self.by_word.entry(word.clone()).or_default().push(self.known.len());
        }
        self.known.push((words, item));
    }

    /// The first sentence that resembles the words.
    pub(super) fn like(&self, words: &Words) -> Option<&T> {
        let candidates = words.telling().iter().filter_map(|word| self.by_word.get(word)).flatten();
        let alike = candidates.take(MOST_COMPARED).filter(|number| self.known[**number].0.resembles(words));
        alike.min().map(|number| &self.known[*number].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> bool {
        let mut sentences = Sentences::new();
        sentences.add(Words::of(a), ());
        let found = sentences.like(&Words::of(b)).is_some();
        assert_eq!(found, Words::of(a).resembles(&Words::of(b)), "the index misses or invents “{b}”");
        found
    }

    #[test]
    fn sentences_are_alike_by_the_words_they_share() {
        let table = [
            ("Raise activation from 23% to 35%", "Raise our activation from 23% to 35%.", true),
            ("Raise activation from 23% to 35%", "raise the ACTIVATION to 35%, from 23%", true),
            ("Raise activation from 23% to 35%", "Raise activation from 35% to 50%", false),
            ("Raise weekly trial activation from 23% to 35%", "Raise trial activation from 23% to 35%", true),
            ("Raise trial activation", "Raise activation", false),
            ("Cut tickets by 40%", "", false),
        ];
        for (a, b, expected) in table {
            assert_eq!(alike(a, b), expected, "“{a}” and “{b}”");
            assert_eq!(alike(b, a), expected, "“{b}” and “{a}”");
        }
    }

    #[test]
    fn the_first_of_several_alike_is_found() {
        let mut sentences = Sentences::new();
        for (number, text) in
            ["Cut churn to 3%", "cut churn to 3%", "Cut the churn to 3%"].into_iter().enumerate()
        {
            sentences.add(Words::of(text), number);
        }
        assert_eq!(sentences.like(&Words::of("Cut churn to 3%")), Some(&0));
    }
}
