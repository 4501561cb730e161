//! Which words are English, whatever they mean to a key result.
//!
//! `english.txt` has the words of SCOWL's American and British lists up to size 35, and words of the trade that are not in them:
//! lower case, sorted, at least three letters, without those that [`bases`] leads back to another one. `LICENSE-SCOWL` has its notice.

use super::super::hashed::{HASH, Table, hash};

/// The words of `english.txt`.
static WORDS: Table<HASH> = Table::built(include_bytes!(concat!(env!("OUT_DIR"), "/english")));

/// Endings, and what stands in their place in the base.
const ENDINGS: &[(&str, &[&str])] = &[
    ("s", &[""]),
    ("es", &[""]),
    ("ies", &["y"]),
    ("ves", &["f", "fe"]),
    ("ed", &["", "e"]),
    ("ied", &["y"]),
    ("ing", &["", "e"]),
    ("er", &["", "e"]),
    ("ers", &["", "e"]),
    ("or", &["e"]),
    ("ors", &["e"]),
    ("ier", &["y"]),
    ("est", &["", "e"]),
    ("iest", &["y"]),
    ("ly", &["", "le"]),
    ("ily", &["y"]),
    ("ally", &["al", ""]),
    ("ness", &[""]),
    ("iness", &["y"]),
    ("less", &[""]),
    ("ful", &[""]),
    ("ment", &[""]),
    ("able", &["", "e"]),
    ("ise", &["ize", ""]),
    ("ize", &[""]),
    ("ised", &["ize"]),
    ("ising", &["ize"]),
    ("isation", &["ize"]),
    ("ization", &["ize"]),
    ("ation", &["e"]),
];

const PREFIXES: &[&str] = &[
    "co", "de", "down", "mis", "multi", "non", "off", "out", "over", "pre", "re", "self", "sub", "un",
    "under", "up",
];

/// The shortest base of a word with an ending, and the shortest part of a compound: `bee` is too short for `beehive`.
const SHORTEST_BASE: usize = 3;
const SHORTEST_PART: usize = 4;

/// Whether a lower-case word is English: it is in the dictionary, is an inflection of such a word, or is put together from two.
pub(in crate::prose) fn is_english(word: &str) -> bool {
    let mut parts = word
        .split(['-', '/', '\'', '’'])
        .filter(|part| part.len() > 1 && !PREFIXES.contains(part))
        .peekable();
    parts.peek().is_some() && parts.all(|part| is_word(part) || is_compound(part))
}

fn is_word(word: &str) -> bool {
    // Short words hide in foreign ones: `publier` is no comparative of `pub` with `-ly`.
    let leads_to_word = |base: &str| bases(base).any(|base| base.len() > SHORTEST_BASE && is_listed(&base));
    is_listed(word) || bases(word).any(|base| is_listed(&base) || leads_to_word(&base))
}

/// `waitlist`, `leaderboards`
fn is_compound(word: &str) -> bool {
    let cuts = SHORTEST_PART..(word.len() + 1).saturating_sub(SHORTEST_PART);
    word.is_ascii()
        && cuts.into_iter().any(|cut| {
            let (first, second) = word.split_at(cut);
            is_listed(first) && (is_listed(second) || bases(second).any(|base| is_listed(&base)))
        })
}

/// What the word may be an inflection of.
fn bases(word: &str) -> impl Iterator<Item = String> {
    let inflected = ENDINGS.iter().flat_map(move |(ending, replacements)| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= SHORTEST_BASE);
        let stem = stem.filter(|stem| *ending != "es" || stem.ends_with(['s', 'x', 'z', 'h', 'o']));
        let replaced =
            stem.into_iter().flat_map(|stem| replacements.iter().map(move |end| format!("{stem}{end}")));
        replaced.chain(stem.and_then(undoubled).filter(|_| ending.starts_with(['a', 'e', 'i', 'o'])))
    });
    let prefixed = PREFIXES.iter().filter_map(move |prefix| word.strip_prefix(prefix));
    inflected.chain(prefixed.filter(|rest| rest.len() >= SHORTEST_PART).map(str::to_owned))
}

/// `plann` of `planning` becomes `plan`.
fn undoubled(stem: &str) -> Option<String> {
    let mut ends = stem.chars().rev();
    let last = ends.next()?;
    (ends.next() == Some(last)).then(|| stem[..stem.len() - last.len_utf8()].to_owned())
}

fn is_listed(word: &str) -> bool {
    WORDS.find(hash(word)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_dictionary_is_found() {
        let words: Vec<&str> = include_str!("english.txt").lines().collect();
        assert!(words.is_sorted_by(|a, b| a < b));
        for word in words {
            assert!(word.bytes().all(|b| b.is_ascii_lowercase()) && is_listed(word), "{word}");
        }
    }

    #[test]
    fn inflections_and_compounds_are_english() {
        for word in [
            "planning",
            "happier",
            "verifications",
            "waitlisted",
            "re-opened",
            "organisations",
            "gameplay",
            "beehives",
        ] {
            assert!(is_english(word), "{word}");
        }
        for word in ["enginyers", "bouwen", "", "-", "zzz", "aaa", "voluntaris", "élan", "kündenzahl"] {
            assert!(!is_english(word), "{word}");
        }
    }
}
