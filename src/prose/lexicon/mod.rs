//! What words mean to a key result: classes of verbs, nouns and small words, found through their inflections.

mod dictionary;
mod nouns;
mod others;
mod verbs;

pub(super) use dictionary::is_english;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::{BitOr, BitOrAssign};

use crate::quantity::DecimalMark;
use fnv::FnvBuildHasher;

/// A set of word classes. A word may belong to several: `test` is work, a verb of effort and a running system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(pub(super) u64);

macro_rules! classes {
    ($($name:ident = $bit:literal,)*) => {
        impl Classes { $(pub(super) const $name: Classes = Classes(1 << $bit);)* }

        /// The names of the classes, each at the place of its bit.
        static NAMES: [&str; 64] = {
            let mut names = [""; 64];
            $(names[$bit] = stringify!($name);)*
            names
        };
    };
}

classes! {
    DELIVER = 0, DECIDE = 1, HIRE = 2, TRAIN = 3, EFFORT = 4, UP = 5, DOWN = 6, HOLD = 7, REACH = 8, VAGUE = 9, BEHAVE = 10,
    STATE = 11, MOVES_UP = 12, MOVES_DOWN = 13, FINISH = 14, STUDY = 15,
    MEASURE = 16, METRIC = 17, FAULT = 18, LAGGING = 19, VANITY = 20, ACT = 21, PEOPLE = 22, STAFF = 23, ROLE = 24,
    ARTEFACT = 25, SERIAL = 26, WORK = 27, SYSTEM = 28, SOFT = 29,
    WEASEL = 30, COMPARE = 31, AGGREGATE = 32, RECUR = 33, THERE = 34, ALL = 35, NONE = 36,
    PREPOSITION = 38, DETERMINER = 39, CONJUNCTION = 40, PRONOUN = 41, BE = 42, MODAL = 43, CAN = 44, HAVE = 45, ADVERB = 46,
    LIMIT_HIGH = 47, LIMIT_LOW = 48, DELIVERED = 49, PHRASE = 50, CHANNEL = 51, TIME = 52, OWN_DELIVERABLE = 53, TOPIC = 54, FOREIGN = 55,
}

impl BitOr for Classes {
    type Output = Classes;
    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Classes) {
        self.0 |= other.0;
    }
}

impl Classes {
    pub(super) const EMPTY: Classes = Classes(0);
    /// Every class of verb.
    pub(super) const VERB: Classes = Classes(0xffff);
    /// Every class of noun.
    pub(super) const NOUN: Classes = Classes(0x3fff_0000);
    /// Small words, which mark a sentence as English.
    pub(super) const FUNCTION: Classes = Classes(0x7fc0_0000_0000);

    /// True when the two sets share a class.
    pub(super) fn has(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 & !(Self::PHRASE.0 | Self::FOREIGN.0) == 0
    }

    /// The names of the classes in the set, in order.
    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let bit = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            NAMES.get(bit).copied()
        })
    }

    pub(super) fn without(self, other: Classes) -> Classes {
        Classes(self.0 & !other.0)
    }
}

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

/// The words the reader knows: the built-in lists and a workspace's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Vocabulary {
    words: HashMap<Cow<'static, str>, Classes, FnvBuildHasher>,
    irregular: HashMap<&'static str, (&'static str, Form), FnvBuildHasher>,
    /// How the author writes numbers.
    decimal_mark: DecimalMark,
}

/// About as many words as are built in.
const BUILT_IN: usize = 3000;

impl Default for Vocabulary {
    fn default() -> Self {
        let mut vocabulary = Vocabulary {
            words: HashMap::with_capacity_and_hasher(BUILT_IN, FnvBuildHasher::default()),
            irregular: HashMap::default(),
            decimal_mark: DecimalMark::Point,
        };
        for (list, class) in LISTS {
            for word in list.split_whitespace() {
                vocabulary.add(word, *class);
            }
        }
        for (phrase, class) in others::PHRASES {
            vocabulary.add(*phrase, phrase_class(class));
        }
        for &(form, base, kind) in verbs::IRREGULAR {
            vocabulary.irregular.insert(form, (base, if kind == 's' { Form::S } else { Form::Ed }));
        }
        vocabulary
    }
}

const LISTS: &[(&str, Classes)] = &[
    (verbs::DELIVER, Classes::DELIVER),
    (verbs::DECIDE, Classes::DECIDE),
    (verbs::HIRE, Classes::HIRE),
    (verbs::TRAIN, Classes::TRAIN),
    (verbs::EFFORT, Classes::EFFORT),
    (verbs::UP, Classes::UP),
    (verbs::DOWN, Classes::DOWN),
    (verbs::HOLD, Classes::HOLD),
    (verbs::REACH, Classes::REACH),
    (verbs::VAGUE, Classes::VAGUE),
    (verbs::BEHAVE, Classes::BEHAVE),
    (verbs::STATE, Classes::STATE),
    (verbs::MOVES_UP, Classes::MOVES_UP),
    (verbs::MOVES_DOWN, Classes::MOVES_DOWN),
    (verbs::FINISH, Classes::FINISH),
    (verbs::STUDY, Classes::STUDY),
    (nouns::MEASURE, Classes::MEASURE),
    (nouns::METRIC, Classes::METRIC),
    (nouns::FAULT, Classes::FAULT),
    (nouns::LAGGING, Classes::LAGGING),
    (nouns::VANITY, Classes::VANITY),
    (nouns::ACT, Classes::ACT),
    (nouns::PEOPLE, Classes::PEOPLE),
    (nouns::STAFF, Classes::STAFF),
    (nouns::ROLE, Classes::ROLE),
    (nouns::ARTEFACT, Classes::ARTEFACT),
    (nouns::SERIAL, Classes::SERIAL),
    (nouns::WORK, Classes::WORK),
    (nouns::SYSTEM, Classes::SYSTEM),
    (nouns::TOPIC, Classes::TOPIC),
    (nouns::SOFT, Classes::SOFT),
    (others::WEASEL, Classes::WEASEL),
    (others::COMPARE, Classes::COMPARE),
    (others::AGGREGATE, Classes::AGGREGATE),
    (others::RECUR, Classes::RECUR),
    (others::THERE, Classes::THERE),
    (others::ALL, Classes::ALL),
    (others::NONE, Classes::NONE),
    (others::PREPOSITION, Classes::PREPOSITION),
    (others::DETERMINER, Classes::DETERMINER),
    (others::CONJUNCTION, Classes::CONJUNCTION),
    (others::PRONOUN, Classes::PRONOUN),
    (others::BE, Classes::BE),
    (others::MODAL, Classes::MODAL),
    (others::CAN, Classes::CAN),
    (others::HAVE, Classes::HAVE),
    (others::ADVERB, Classes::ADVERB),
    (others::LIMIT_HIGH, Classes::LIMIT_HIGH),
    (others::LIMIT_LOW, Classes::LIMIT_LOW),
    (others::FOREIGN, Classes::FOREIGN),
    (
        "day week month quarter year hour minute second sprint season half night morning monday tuesday wednesday thursday friday saturday sunday weekday weekend",
        Classes::TIME,
    ),
];

fn phrase_class(name: &str) -> Classes {
    match name {
        "deliver" => Classes::DELIVER,
        "delivered" => Classes::DELIVERED | Classes::DELIVER,
        "there" => Classes::THERE,
        "decide" => Classes::DECIDE,
        "effort" => Classes::EFFORT,
        "behave" => Classes::BEHAVE,
        "up" => Classes::UP | Classes::MOVES_UP,
        "down" => Classes::DOWN | Classes::MOVES_DOWN,
        "metric" => Classes::METRIC,
        "measure" => Classes::MEASURE,
        "act" => Classes::ACT,
        "vanity" => Classes::VANITY | Classes::ACT,
        "channel" => Classes::CHANNEL,
        "artefact" => Classes::ARTEFACT,
        "serial" => Classes::SERIAL,
        "staff" => Classes::STAFF,
        "role" => Classes::ROLE,
        "work" => Classes::WORK,
        _ => Classes::WEASEL,
    }
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
                    vocabulary.words.remove(entry.as_str());
                    vocabulary.add(entry, class);
                }
            }
        }
        vocabulary
    }

    fn add(&mut self, entry: impl Into<Cow<'static, str>>, class: Classes) {
        let entry = entry.into();
        let first = match &entry {
            Cow::Borrowed(entry) => entry.split_once(' ').map(|(first, _)| Cow::Borrowed(first)),
            Cow::Owned(entry) => entry.split_once(' ').map(|(first, _)| Cow::Owned(first.to_owned())),
        };
        if let Some(first) = first {
            *self.words.entry(first).or_default() |= Classes::PHRASE;
        }
        *self.words.entry(entry).or_default() |= class;
    }

    fn get(&self, word: &str) -> Option<Classes> {
        self.words.get(word).copied()
    }

    /// The classes and form of a lower-case word; empty classes for an unknown one.
    pub(super) fn look_up(&self, word: &str) -> (Classes, Form) {
        let own = self.get(word).unwrap_or_default();
        if !own.is_empty() {
            return (own, Form::Base);
        }
        if let Some(&(base, form)) = self.irregular.get(word) {
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
        let with = |stem: &str, ending: &str| {
            let mut buffer = [0u8; 32];
            let length = stem.len() + ending.len();
            buffer.get_mut(..length).and_then(|b| {
                b[..stem.len()].copy_from_slice(stem.as_bytes());
                b[stem.len()..].copy_from_slice(ending.as_bytes());
                std::str::from_utf8(b).ok().and_then(base)
            })
        };
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

impl std::ops::BitAnd for Classes {
    type Output = Classes;
    fn bitand(self, other: Classes) -> Classes {
        Classes(self.0 & other.0)
    }
}
