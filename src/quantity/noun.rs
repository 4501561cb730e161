//! What a number counts: the noun after it.

use super::head;
use super::numeral::is_space;
use super::{Dimension, Quantity, per, words};

impl Quantity {
    /// Whether it is a multiple: `2x`.
    #[must_use]
    pub fn is_multiple(&self) -> bool {
        !self.is_bare()
            && self.dimension() == Dimension::Count
            && self.text().trim_end().ends_with(['x', 'X', '×'])
            && {
                let unit = self.unit_name();
                matches!(unit.as_str(), "x" | "X" | "×")
            }
            || self.is_multiple_in_words()
    }

    /// `double`, `twice`
    fn is_multiple_in_words(&self) -> bool {
        !self.is_bare()
            && self.dimension() == Dimension::Count
            && self.text().starts_with(|c: char| c.is_ascii_alphabetic())
            && words::multiple(self.text()).is_some()
    }

    /// The words for what is counted: `active users` in `1,200 active users per week`. Empty if there are none.
    #[must_use]
    pub fn noun(&self) -> &str {
        if self.is_bare() || !matches!(self.dimension(), Dimension::Count | Dimension::Rate) {
            return "";
        }
        if self.is_multiple() {
            return "x";
        }
        let text = self.text();
        // Most numbers are followed by nothing or a sign.
        if text.is_ascii() && !text.contains(is_space) {
            return "";
        }
        let Ok(Some(head)) = head::read(text, self.notation.mark()) else { return "" };
        let tail = &text[head.length..];
        let period = [" per ", "/", " a ", " an ", " each ", " every "];
        let end = period.iter().filter_map(|word| tail.find(word)).min().unwrap_or(tail.len());
        tail[..end].trim_matches(|c: char| is_space(c) || "()".contains(c))
    }
}

impl Quantity {
    /// What it is counted for and how many of them, apart from time: `km` and 100 in `7 l/100 km`.
    pub(crate) fn per(&self) -> Option<(&str, f64)> {
        // Each number that is compared comes here, and nearly all are plain.
        if self.notation.is_plain() || matches!(self.dimension(), Dimension::Rating(_)) {
            return None;
        }
        let (text, mark) = (self.text(), self.notation.mark());
        // A search for a text sets up more than these few bytes cost.
        let per = || text.as_bytes().windows(5).rposition(|part| part == b" per ");
        let at = text.rfind('/').or_else(per)?;
        per::read(text, at, mark).map(|per| (per.noun, per.count))
    }
}

/// Words of which an amount is one or the other: a year of `ARR` is twelve months of `MRR`.
const OPPOSITES: [(&str, &str); 4] =
    [("gross", "net"), ("MRR", "ARR"), ("incl", "excl"), ("including", "excluding")];

/// The words that make two amounts different things: `net` and `gross` of `$100 net` and `$50 gross`.
pub(crate) fn opposites(a: &Quantity, b: &Quantity) -> Option<(&'static str, &'static str)> {
    if a.notation.is_plain() || b.notation.is_plain() {
        return None;
    }
    let says = |quantity: &Quantity, word: &str| {
        quantity.text().split(|c: char| !c.is_alphanumeric()).any(|own| own.eq_ignore_ascii_case(word))
    };
    let both_ways = OPPOSITES.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)]);
    both_ways
        .into_iter()
        .find(|(one, other)| says(a, one) && says(b, other) && !says(a, other) && !says(b, one))
}

/// Whether two numbers count the same things, as far as they say: the words of one are among those of the other, in the
/// singular or the plural.
pub(super) fn agree(a: &Quantity, b: &Quantity) -> bool {
    if !matches!(a.dimension(), Dimension::Count | Dimension::Rate) {
        return opposites(a, b).is_none();
    }
    let (one, other) = (a.noun(), b.noun());
    if one.is_empty() || other.is_empty() || one == other {
        return true;
    }
    let (one, other) = (singulars(one), singulars(other));
    let among = |words: &[String], others: &[String]| {
        words.iter().all(|word| others.iter().any(|other| is_one_word(word, other)))
    };
    among(&one, &other) || among(&other, &one)
}

/// Whether two words are one, or one is the plural of the other in a language with other endings: `Tag` and `Tage`, `Kunde` and
/// `Kunden`.
fn is_one_word(one: &str, other: &str) -> bool {
    const ENDINGS: [&str; 6] = ["e", "en", "n", "er", "es", "i"];
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short)
        .is_some_and(|ending| ending.is_empty() || short.chars().count() > 2 && ENDINGS.contains(&ending))
}

/// Whether two amounts are counted for the same: `€3/kg` and `€3,000/t` are not, `$1.5 per unit` and `$1.5` may be.
pub(super) fn per_the_same(a: &Quantity, b: &Quantity) -> bool {
    match (a.per(), b.per()) {
        (None, None) => true,
        (Some((_, count)), None) | (None, Some((_, count))) => count == 1.0,
        (Some((one, _)), Some((other, _))) => {
            one.is_empty() || other.is_empty() || singulars(one) == singulars(other)
        }
    }
}

fn singulars(noun: &str) -> Vec<String> {
    noun.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(singular).collect()
}

/// Whether two nouns have a word in common, in the singular or the plural.
pub(crate) fn share_a_word(one: &str, other: &str) -> bool {
    let words = singulars(one);
    singulars(other).iter().any(|word| words.contains(word))
}

/// The noun in the plural that follows a number in a sentence: `paying customers` in `to 650 paying customers by June`.
pub(crate) fn noun_after(text: &str, end: usize) -> Option<&str> {
    const PEOPLE: [&str; 4] = ["people", "children", "women", "men"];
    // `20 is`, `20 this quarter`, `20 times as many`
    const OTHERS: [&str; 8] = ["is", "was", "has", "this", "as", "times", "its", "always"];
    let mut at = end;
    for _ in 0..3 {
        let rest = text[at..].strip_prefix(' ')?;
        let length = rest.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(rest.len());
        let word = &rest[..length];
        let is_plural =
            PEOPLE.contains(&word) || (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss"));
        at += 1 + length;
        if word.is_empty() || !word.starts_with(char::is_lowercase) || OTHERS.contains(&word) {
            return None;
        }
        if is_plural {
            return text.get(end + 1..at);
        }
        let joins = [
            "to", "of", "in", "by", "per", "and", "or", "a", "an", "the", "for", "on", "at", "from", "with",
            "that", "who", "each", "every",
        ];
        if joins.contains(&word) {
            return None;
        }
    }
    None
}

/// A rough singular, good enough to tell words apart: `classes` and `class`, `companies` and `company`.
fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    let irregular = [
        ("pts", "point"),
        ("pt", "point"),
        ("people", "person"),
        ("men", "man"),
        ("women", "woman"),
        ("children", "child"),
        ("leaves", "leaf"),
        ("lives", "life"),
    ];
    if let Some((_, one)) = irregular.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return format!("{stem}{}", &ending[..ending.len() - 2]);
        }
    }
    match word.strip_suffix('s').filter(|stem| stem.len() > 1 && !stem.ends_with('s')) {
        Some(stem) => stem.to_owned(),
        None => word,
    }
}
