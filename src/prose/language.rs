//! Whether a sentence is English, so that others are left in peace.

use super::Language;
use super::lexicon::Classes;
use super::token::{Kind, Token, Tokens};

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
    let words = Words::of(text, tokens);
    // `de 100 a 200`, `auf 20%`: what leads to a number tells the language of a short sentence.
    let leads = |at: usize| {
        at.checked_sub(1).is_some_and(|lead| FOREIGN_LEADS.contains(&tokens.text(&tokens.list[lead])))
    };
    let led = (0..tokens.list.len()).any(|at| tokens.list[at].is_number() && leads(at));
    if led && words.small < 3 {
        return Language::Other;
    }
    if words.are_foreign() || (strange * 8 > letters && words.small * 4 < words.all && words.all >= 3) {
        return Language::Other;
    }
    // Words we know nothing about may be English all the same: letters tell.
    let unknown = words.all - words.english.min(words.all);
    if words.all >= 2 && words.small == 0 && unknown * 2 > words.all && is_told_by_letters(text) {
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
/// How many words there are of each sort.
#[derive(Default)]
struct Words {
    all: usize,
    /// Known to the lists.
    english: usize,
    /// Small English words that are none of another language.
    small: usize,
    /// Small words of other languages, and words with accents.
    alien: usize,
}

impl Words {
    fn of(text: &str, tokens: &Tokens) -> Words {
        let mut words = Words::default();
        let is_word = |t: &&Token| t.kind == Kind::Word && tokens.text(t).starts_with(char::is_alphabetic);
        for token in tokens.list.iter().filter(is_word) {
            let word = tokens.text(token);
            // `OS` and `PARA` are abbreviations.
            let short_name = text
                .get(token.range())
                .is_some_and(|word| word.len() < 5 && !word.contains(char::is_lowercase));
            let foreign = token.has(Classes::FOREIGN) && !short_name;
            words.all += 1;
            words.alien += usize::from(foreign) + usize::from(!word.is_ascii());
            words.small += usize::from(token.has(Classes::FUNCTION) && !token.has(Classes::FOREIGN));
            words.english += usize::from(!token.classes.is_empty());
        }
        words
    }

    fn are_foreign(&self) -> bool {
        self.all >= 3
            && (self.alien * 3 >= self.all || (self.alien > self.small && self.alien * 4 >= self.all))
    }
}

/// How sure the letters must be of another language.
const CERTAIN: f64 = 0.3;

/// Whether the sequences of letters are typical of another language.
fn is_told_by_letters(text: &str) -> bool {
    whatlang::detect(text)
        .is_some_and(|found| found.lang() != whatlang::Lang::Eng && found.confidence() >= CERTAIN)
}
