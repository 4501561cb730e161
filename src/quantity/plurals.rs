//! Whether two words for what is counted are one word: in the singular and the plural, with a hyphen and without.

/// Plurals that no ending shows.
const IRREGULAR: [(&str, &str); 34] = [
    ("pts", "point"),
    ("pt", "point"),
    ("yd", "yard"),
    ("yds", "yard"),
    ("bbl", "barrel"),
    ("bbls", "barrel"),
    ("pcs", "piece"),
    ("pc", "piece"),
    ("people", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("teeth", "tooth"),
    ("feet", "foot"),
    ("geese", "goose"),
    ("mice", "mouse"),
    ("leaves", "leaf"),
    ("lives", "life"),
    ("knives", "knife"),
    ("shelves", "shelf"),
    ("halves", "half"),
    ("wolves", "wolf"),
    ("criteria", "criterion"),
    ("phenomena", "phenomenon"),
    ("indices", "index"),
    ("indexes", "index"),
    ("matrices", "matrix"),
    ("vertices", "vertex"),
    ("appendices", "appendix"),
    ("analyses", "analysis"),
    ("crises", "crisis"),
    ("theses", "thesis"),
    ("hypotheses", "hypothesis"),
    ("diagnoses", "diagnosis"),
];

/// Whether the words of one noun are among those of the other: `users` and `active users`.
pub(super) fn agree(one: &str, other: &str, is_neutral: impl Fn(&str) -> bool) -> bool {
    // `e-mails` are `emails`, and `first-time users` are `first time users`.
    [false, true].into_iter().any(|joined| {
        let (one, other) = (words(one, joined), words(other, joined));
        let meant = |words: &[String]| -> Vec<String> {
            words.iter().filter(|word| !is_neutral(word)).cloned().collect()
        };
        let (one, other) = (meant(&one), meant(&other));
        let among = |words: &[String], others: &[String]| {
            words.iter().all(|word| others.iter().any(|other| is_one_word(word, other)))
        };
        among(&one, &other) || among(&other, &one)
    })
}

/// The words of a noun in lower case.
fn words(noun: &str, joined: bool) -> Vec<String> {
    let parts = |c: char| !(c.is_alphanumeric() || joined && c == '-');
    let words = noun.split(parts).map(|word| word.replace('-', "").to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether two nouns have a word in common, in the singular or the plural.
pub(crate) fn share_a_word(one: &str, other: &str) -> bool {
    let others = words(other, false);
    words(one, false).iter().any(|word| others.iter().any(|other| singular(word) == singular(other)))
}

/// Whether the words of both are the same, in the singular or the plural.
pub(super) fn are_the_same(one: &str, other: &str) -> bool {
    let singulars =
        |noun: &str| -> Vec<String> { words(noun, false).iter().map(|word| singular(word)).collect() };
    singulars(one) == singulars(other)
}

/// Whether two words are one, or one is the plural of the other.
fn is_one_word(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short == long || singular(short) == singular(long) || is_plural_elsewhere(short, long)
}

/// Whether a word is the plural of another in a language with other endings: `Tag` and `Tage`, `flor` and `flores`. An English
/// plural ends in `s`, so that `callers` are no `calls`.
fn is_plural_elsewhere(one: &str, many: &str) -> bool {
    const ENDINGS: [&str; 5] = ["e", "en", "n", "er", "i"];
    let ending = many.strip_prefix(one).filter(|_| one.chars().count() > 2 && !one.ends_with('s'));
    ending.is_some_and(|ending| {
        ENDINGS.contains(&ending) && !many.ends_with('s')
            || ending == "es" && one.ends_with(['r', 'l', 'n', 'd'])
    })
}

/// A rough singular, good enough to tell words apart: `classes` and `class`, `companies` and `company`.
fn singular(word: &str) -> String {
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes", "uses"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|_| !is_of_a_verb(word)) {
            return format!("{stem}{}", &ending[..ending.len() - 2]);
        }
    }
    let keeps_its_s = |stem: &str| stem.len() < 2 || stem.ends_with(['s', 'i']) || is_singular(word);
    match word.strip_suffix('s').filter(|stem| !keeps_its_s(stem)) {
        Some(stem) => stem.to_owned(),
        None => word.to_owned(),
    }
}

/// `houses`, `uses`, `causes`: not of words that end in `us`.
fn is_of_a_verb(word: &str) -> bool {
    word == "uses"
        || [
            "houses", "causes", "clauses", "pauses", "fuses", "nurses", "excuses", "abuses", "spouses",
            "blouses",
        ]
        .iter()
        .any(|own| word.ends_with(own))
}

/// Words that end in `us` or `s` by themselves.
fn is_singular(word: &str) -> bool {
    const WORDS: [&str; 11] =
        ["bus", "plus", "gas", "lens", "status", "virus", "campus", "bonus", "census", "focus", "consensus"];
    WORDS.iter().any(|own| word.ends_with(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_in_singular_and_plural() {
        let agree = |one: &str, other: &str| agree(one, other, |_| false);
        for (one, many) in [
            ("call", "calls"),
            ("class", "classes"),
            ("bus", "buses"),
            ("status", "statuses"),
            ("house", "houses"),
            ("case", "cases"),
            ("company", "companies"),
            ("analysis", "analyses"),
            ("criterion", "criteria"),
            ("tooth", "teeth"),
            ("index", "indices"),
            ("e-mails", "emails"),
            ("sign-ups", "signups"),
            ("yd", "yards"),
            ("bbl", "barrels"),
            ("Tag", "Tage"),
            ("Kunde", "Kunden"),
            ("Kind", "Kinder"),
            ("flor", "flores"),
            ("first-time users", "first time users"),
            ("users", "active users"),
        ] {
            assert!(agree(one, many) && agree(many, one), "{one} {many}");
        }
        for (one, other) in [
            ("calls", "callers"),
            ("call", "callers"),
            ("views", "viewers"),
            ("buyers", "buys"),
            ("cars", "cares"),
            ("plans", "planes"),
            ("leads", "leaders"),
        ] {
            assert!(!agree(one, other) && !agree(other, one), "{one} {other}");
        }
    }
}
