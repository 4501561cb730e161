//! Whether a sentence is English, so that others are left in peace.

use super::Language;
use super::lexicon::Classes;
use super::token::{Kind, Tokens};

/// Tells English from other languages and from text that is no sentence.
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
    let (mut words, mut english, mut small, mut foreign, mut accented) =
        (0usize, 0usize, 0usize, 0usize, 0usize);
    for token in
        tokens.list.iter().filter(|t| t.kind == Kind::Word && tokens.text(t).starts_with(char::is_alphabetic))
    {
        let word = tokens.text(token);
        words += 1;
        foreign += usize::from(token.has(Classes::FOREIGN));
        accented += usize::from(!word.is_ascii());
        small += usize::from(token.has(Classes::FUNCTION) && !token.has(Classes::FOREIGN));
        english += usize::from(!token.classes.is_empty());
    }
    // `de 100 a 200`, `auf 20%`: what leads to a number tells the language of a short sentence.
    let leads = |at: usize| {
        at.checked_sub(1).is_some_and(|lead| FOREIGN_LEADS.contains(&tokens.text(&tokens.list[lead])))
    };
    let led = (0..tokens.list.len()).any(|at| tokens.list[at].is_number() && leads(at));
    if led && small < 3 {
        return Language::Other;
    }
    let alien = foreign + accented;
    if words >= 3
        && (alien * 3 >= words
            || (foreign > small && alien * 4 >= words)
            || (strange * 8 > letters && small * 4 < words))
    {
        return Language::Other;
    }
    // Long sentences of words we know nothing about are not English either.
    if words >= 5 && english * 4 < words {
        return Language::Other;
    }
    Language::English
}

/// Words of other languages that stand right before a number.
const FOREIGN_LEADS: &[&str] = &[
    "al",
    "alle",
    "almeno",
    "ao",
    "até",
    "au",
    "auf",
    "aux",
    "bei",
    "bis",
    "da",
    "dal",
    "de",
    "del",
    "des",
    "desde",
    "di",
    "från",
    "fra",
    "fino",
    "hasta",
    "höchstens",
    "jusqu'à",
    "más",
    "mehr",
    "meno",
    "menos",
    "mindestens",
    "minst",
    "moins",
    "na",
    "naar",
    "od",
    "på",
    "para",
    "tegen",
    "til",
    "tot",
    "um",
    "unter",
    "van",
    "vers",
    "von",
    "über",
    "à",
    "z",
];
