//! What words mean to a key result: classes of verbs, nouns and small words, found through their inflections.

mod classes;
mod dictionary;
mod irregular;
// The lists of words themselves (`lists`, `nouns`, `others`, `verbs`) are only part of `build.rs`, which makes tables of them.

use std::collections::HashMap;

use super::hashed::{Table, hash, hash_on};
use crate::quantity::DecimalMark;
pub(super) use classes::Classes;
pub(super) use dictionary::is_english;
use fnv::FnvBuildHasher;
use irregular::IRREGULAR;

/// How a word is inflected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As in a dictionary.
    Base,
    /// `ships`, `pages`.
    S,
    /// `shipped`, `written`.
    Ed,
    /// `shipping`.
    Ing,
}

/// The classes of the words that come with the program.
static WORDS: Table = Table::built(include_bytes!(concat!(env!("OUT_DIR"), "/words")));
/// The places of irregular forms in their list.
static IRREGULAR_FORMS: Table = Table::built(include_bytes!(concat!(env!("OUT_DIR"), "/irregular")));

/// The words the reader knows: the built-in lists and a workspace's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// By the hash of the word, before what the built-in lists say.
    own: HashMap<u64, Classes, FnvBuildHasher>,
    /// How the author writes numbers.
    decimal_mark: DecimalMark,
}

/// `modernise`, `organising`, `digitisation`: the spelling with `z`.
fn american(word: &str) -> Option<String> {
    ["ise", "ised", "ises", "ising", "isation", "isations"].iter().find_map(|ending| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() > 2)?;
        Some(format!("{stem}{}", ending.replacen('s', "z", 1)))
    })
}

/// More words than this make no phrase.
const LONGEST_PHRASE: usize = 5;

impl Vocabulary {
    /// The same words of an author who writes this sign before decimals.
    #[must_use]
    pub fn with_decimal_mark(mut self, mark: DecimalMark) -> Self {
        self.decimal_mark = mark;
        self
    }

    /// The sign the author writes before decimals.
    #[must_use]
    pub fn decimal_mark(&self) -> DecimalMark {
        self.decimal_mark
    }

    /// The built-in lists with a workspace's own words. Entries may be several words (`door-to-needle time`); letter
    /// case does not matter and plurals are understood. An entry overrides what the built-in lists say of that word.
    pub fn extended(
        deliverables: &[String],
        activities: &[String],
        outcome_measures: &[String],
        vanity_metrics: &[String],
    ) -> Self {
        let mut vocabulary = Vocabulary::default();
        let own = [
            (deliverables, Classes::ARTEFACT | Classes::OWN_DELIVERABLE),
            (activities, Classes::SERIAL),
            (outcome_measures, Classes::METRIC),
            (vanity_metrics, Classes::VANITY | Classes::ACT),
        ];
        for (entries, class) in own {
            for entry in entries {
                let words: Vec<&str> = entry.split_whitespace().take(LONGEST_PHRASE).collect();
                let entry = words.join(" ").to_lowercase();
                if !entry.is_empty() {
                    vocabulary.own.insert(hash(&entry), Classes::EMPTY);
                    vocabulary.add(&entry, class);
                }
            }
        }
        vocabulary
    }

    fn add(&mut self, entry: &str, class: Classes) {
        if let Some((first, _)) = entry.split_once(' ') {
            self.add(first, Classes::PHRASE);
        }
        let hash = hash(entry);
        let built_in = WORDS.get(hash).map(Classes).unwrap_or_default();
        *self.own.entry(hash).or_insert(built_in) |= class;
    }

    fn get(&self, word: &str) -> Option<Classes> {
        self.at(hash(word))
    }

    /// The classes of the word with this hash.
    fn at(&self, hash: u64) -> Option<Classes> {
        self.own.get(&hash).copied().or_else(|| WORDS.get(hash).map(Classes))
    }

    /// The classes and form of a lower-case word; empty classes for an unknown one.
    pub(super) fn look_up(&self, word: &str) -> (Classes, Form) {
        let hash = hash(word);
        let own = self.at(hash).unwrap_or_default();
        if !own.is_empty() {
            // `Published 5 guides`: that it is there is said by the participle of a verb.
            let participle = own.has(Classes::THERE) && word.ends_with("ed");
            let verb = participle.then(|| self.inflected(word)).flatten();
            return verb.map_or((own, Form::Base), |(classes, form)| (classes | own, form));
        }
        if let Some(at) = IRREGULAR_FORMS.get(hash) {
            let (_, base, kind) = IRREGULAR[at as usize];
            let form = if kind == 's' { Form::S } else { Form::Ed };
            return ((self.get(base).unwrap_or_default() & Classes::VERB) | own, form);
        }
        if let Some((classes, form)) = self.inflected(word) {
            return (classes | own, form);
        }
        if let Some(american) = american(word) {
            let (classes, form) = self.single(&american);
            if !classes.is_empty() {
                return (classes | own, form);
            }
        }
        // A compound is what its last part is: `co-design`, `sign-up/trial`.
        if let Some(i) = word.rfind(['-', '/', '’', '\'']).filter(|&i| i > 0 && word.matches('-').count() < 2)
        {
            let width = word[i..].chars().next().map_or(1, char::len_utf8);
            let last = &word[i + width..];
            if last == "s" {
                return self.look_up(&word[..i]);
            }
            if last.len() > 2 {
                let (classes, form) = self.single(last);
                return (classes.without(Classes::FUNCTION) | own, form);
            }
        }
        (own, Form::Base)
    }

    fn single(&self, word: &str) -> (Classes, Form) {
        if let Some(classes) = self.get(word).filter(|c| !c.is_empty()) {
            return (classes, Form::Base);
        }
        self.inflected(word).unwrap_or((Classes::EMPTY, Form::Base))
    }

    fn inflected(&self, word: &str) -> Option<(Classes, Form)> {
        let content = |c: &Classes| c.has(Classes::VERB | Classes::NOUN);
        let base = |stem: &str| self.get(stem).filter(content);
        let with = |stem: &str, ending: &str| self.at(hash_on(hash(stem), ending)).filter(content);
        let undoubled = |stem: &str| {
            let bytes = stem.as_bytes();
            let n = bytes.len();
            (n > 2 && bytes[n - 1] == bytes[n - 2]).then(|| base(&stem[..n - 1])).flatten()
        };
        if let Some(stem) = word.strip_suffix("ies").and_then(|s| with(s, "y")) {
            return Some((stem, Form::S));
        }
        if let Some(stem) = word.strip_suffix("ves").and_then(|s| with(s, "fe").or_else(|| with(s, "f"))) {
            return Some((stem, Form::S));
        }
        if let Some(stem) = word.strip_suffix('s') {
            let found = base(stem).or_else(|| stem.strip_suffix('e').and_then(base));
            if let Some(classes) = found {
                return Some((classes, Form::S));
            }
        }
        if let Some(stem) = word.strip_suffix("ed") {
            let found = with(stem, "e").or_else(|| base(stem)).or_else(|| undoubled(stem));
            let found = found.or_else(|| stem.strip_suffix('i').and_then(|s| with(s, "y")));
            if let Some(classes) = found.filter(|c| c.has(Classes::VERB)) {
                return Some((classes & Classes::VERB, Form::Ed));
            }
        }
        if let Some(stem) = word.strip_suffix("ing") {
            let found = base(stem).or_else(|| with(stem, "e")).or_else(|| undoubled(stem));
            if let Some(classes) = found.filter(|c| c.has(Classes::VERB)) {
                return Some((classes & Classes::VERB, Form::Ing));
            }
        }
        None
    }

    /// The longest phrase at the start of `words`, each the byte range of a word in `text`: its length in words.
    pub(super) fn phrase(&self, text: &str, words: &[(usize, usize)]) -> Option<(usize, Classes)> {
        for count in (2..=words.len().min(LONGEST_PHRASE)).rev() {
            let spaced =
                words[..count].windows(2).all(|w| w[1].0 == w[0].1 + 1 && text.as_bytes()[w[0].1] == b' ');
            if !spaced {
                continue;
            }
            let phrase = &text[words[0].0..words[count - 1].1];
            let found = self.get(phrase).or_else(|| phrase.strip_suffix('s').and_then(|p| self.get(p)));
            if let Some(classes) = found {
                return Some((count, classes));
            }
        }
        None
    }
}
