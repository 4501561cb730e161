//! Whether a sentence is English: the wording of other languages is not judged.

use super::Language;
use super::lexicon::{Classes, is_english};
use super::token::{Kind, Token, Tokens};

/// Recognises English, other languages, and text that is not a sentence.
pub(super) fn of(text: &str, tokens: &Tokens) -> Language {
    let (mut letters, mut strange, mut ideographs) = (0usize, 0usize, 0usize);
    for c in text.chars().take(4000).filter(|c| c.is_alphabetic()) {
        letters += 1;
        strange += usize::from(!c.is_ascii());
        ideographs += usize::from(c as u32 >= 0x0370);
    }
    if letters == 0 {
        return Language::Unreadable;
    }
    if ideographs * 4 > letters {
        return Language::Other;
    }
    let words = Words::of(text, tokens);
    let accented = strange * 8 > letters && words.small * 4 < words.all && words.all >= 3;
    if accented || words.are_foreign() || words.are_unknown() { Language::Other } else { Language::English }
}

/// How many words of each kind there are.
#[derive(Default)]
struct Words {
    all: usize,
    /// English ones that mean nothing in another language.
    english: usize,
    /// Neither English nor names.
    unknown: usize,
    /// Small English words that are not words of another language.
    small: usize,
    /// Small words of other languages, and words with accents.
    alien: usize,
    has_unknown_accent: bool,
    /// The first word is unknown and has the ending of another language's verbs.
    begins_with_verb: bool,
}

impl Words {
    fn of(text: &str, tokens: &Tokens) -> Words {
        let mut words = Words::default();
        let mut open = Vec::new();
        let is_word = |t: &&Token| t.kind == Kind::Word && tokens.text(t).starts_with(char::is_alphabetic);
        // `Open a café in Montréal`: after an English verb, accents belong to names.
        let first = tokens.list.iter().find(is_word);
        let begins_english = first.is_some_and(|t| t.has(Classes::VERB) && !t.has(Classes::FOREIGN));
        for token in tokens.list.iter().filter(is_word) {
            let word = tokens.text(token);
            let written = text.get(token.range()).unwrap_or(word);
            // `OS` and `PARA` are abbreviations.
            let short_name = written.len() < 5 && !written.contains(char::is_lowercase);
            let foreign = token.has(Classes::FOREIGN) && !short_name;
            words.all += 1;
            words.alien += usize::from(foreign) + usize::from(!word.is_ascii() && !begins_english);
            words.small += usize::from(token.has(Classes::FUNCTION) && !token.has(Classes::FOREIGN));
            if foreign {
                words.unknown += 1;
            } else if is_borrowed(word) {
                // Says nothing.
            } else if !token.classes.is_empty() {
                words.english += 1;
            } else {
                open.push((words.all == 1, word, written));
            }
        }
        // With more words of the lists than others the rest need not be looked up.
        if words.english <= words.unknown + open.len() {
            words.look_up(&open, || is_title(text, tokens));
        }
        words
    }

    /// Counts words that are not in the lists, each with whether it is the first and how it is written.
    fn look_up(&mut self, open: &[(bool, &str, &str)], is_title: impl Fn() -> bool) {
        for &(is_first, word, written) in open {
            if is_english(word) {
                self.english += 1;
            } else if !is_name(written, is_first && !is_title()) {
                self.unknown += 1;
                self.has_unknown_accent |= !word.is_ascii();
                self.begins_with_verb |= is_first && VERB_ENDINGS.iter().any(|ending| word.ends_with(ending));
            }
        }
    }

    fn are_foreign(&self) -> bool {
        self.all >= 3
            && (self.alien * 3 >= self.all || (self.alien > self.small && self.alien * 4 >= self.all))
    }

    /// A single word is too little to tell, unless its letters do.
    fn are_unknown(&self) -> bool {
        let known = self.english.saturating_sub(usize::from(self.begins_with_verb));
        self.unknown > known && (self.all > 1 || self.has_unknown_accent)
    }
}

/// Endings of verbs that begin a key result in other languages: `Publier 5 articles`, `Uruchomić`, `Meluncurkan`.
const VERB_ENDINGS: &[&str] = &[
    "ajar", "anzar", "blicar", "blier", "entar", "entare", "icare", "ieren", "ificar", "ifier", "iorar",
    "iser", "izar", "izzare", "orar", "utar", "utare", "ansare", "ać", "ić", "rkan",
];

/// `Kubernetes` within a sentence, `iOS`, `k8s`, `example.org`: a name may be in any language.
fn is_name(written: &str, is_first: bool) -> bool {
    let mut chars = written.chars();
    let is_capital = chars.next().is_some_and(char::is_uppercase);
    let is_abbreviation = written.len() <= 5 && !written.contains(char::is_lowercase);
    is_capital && !is_first
        || is_abbreviation
        || chars.any(char::is_uppercase)
        || written.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | '@'))
}

/// `Madison Team`: all words begin with a capital, as the names of things do, and one of them is English.
fn is_title(text: &str, tokens: &Tokens) -> bool {
    let words = || tokens.list.iter().filter(|token| token.kind == Kind::Word);
    let is_capital = |token: &Token| {
        text.get(token.range()).is_some_and(|word| {
            word.is_ascii() && word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
        })
    };
    words().count() > 1
        && words().all(is_capital)
        && words().any(|token| !token.classes.is_empty() || is_borrowed(tokens.text(token)))
}

/// Words that many languages have borrowed from English or from the same place, and small words that look alike: `Dashboard bouwen`.
fn is_borrowed(word: &str) -> bool {
    let is_one = |word: &str| BORROWED.binary_search(&word).is_ok();
    word.len() == 1 || is_one(word) || word.strip_suffix('s').is_some_and(is_one)
}

/// In order.
const BORROWED: &[&str] = &[
    "an",
    "api",
    "app",
    "as",
    "at",
    "bank",
    "blog",
    "bot",
    "budget",
    "chat",
    "cloud",
    "club",
    "coach",
    "dashboard",
    "data",
    "deal",
    "design",
    "die",
    "digital",
    "do",
    "email",
    "event",
    "export",
    "film",
    "for",
    "format",
    "hotel",
    "import",
    "in",
    "internet",
    "interview",
    "link",
    "mail",
    "manager",
    "marketing",
    "material",
    "me",
    "media",
    "meeting",
    "mobile",
    "model",
    "newsletter",
    "no",
    "on",
    "online",
    "or",
    "park",
    "partner",
    "pitch",
    "plan",
    "plus",
    "podcast",
    "portal",
    "product",
    "program",
    "project",
    "radio",
    "server",
    "service",
    "site",
    "so",
    "software",
    "sport",
    "start",
    "stop",
    "support",
    "system",
    "team",
    "test",
    "to",
    "tool",
    "training",
    "video",
    "web",
    "webinar",
    "website",
    "workshop",
];

#[cfg(test)]
mod tests {
    #[test]
    fn borrowed_words_are_in_order() {
        assert!(super::BORROWED.is_sorted_by(|a, b| a < b));
    }
}
