//! Whether a sentence is English: the wording of other languages is not judged.

use super::Language;
use super::lexicon::Classes;
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
    // `de 100 a 200`, `auf 20%`: the word before a number shows the language of a short sentence.
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
    if words.small == 0 && has_foreign_verb(tokens) {
        return Language::Other;
    }
    // Words that are not in the lists may still be English, which the letters show.
    let unknown = words.all - words.english.min(words.all);
    let few_known = words.english < 3 && unknown * 2 > words.all;
    if words.all >= 2 && words.small == 0 && few_known && !has_participle(tokens) && is_told_by_letters(text)
    {
        return Language::Other;
    }
    Language::English
}

/// `Homes insulated`: a participle after a plural is English, whatever the letters say. Danish nouns end in `-hed`.
fn has_participle(tokens: &Tokens) -> bool {
    tokens.list.windows(2).any(|pair| {
        let (noun, participle) = (tokens.text(&pair[0]), tokens.text(&pair[1]));
        let ends = participle.len() >= 6 && participle.ends_with("ed") && !participle.ends_with("hed");
        ends && noun.len() > 3 && noun.ends_with('s') && participle.is_ascii()
    })
}

/// Endings of verbs that begin a key result in other languages: `Documentar`, `Publier`, `Uruchomić`, `Meluncurkan`.
const FOREIGN_BEGINNINGS: &[&str] = &[
    "ajar", "anzar", "blicar", "blier", "entar", "entare", "icare", "ieren", "ificar", "ifier", "iorar",
    "iser", "izar", "izzare", "orar", "utar", "utare", "ansare", "ać", "ić", "rkan",
];

/// Longer sentences show their language by small words.
const SHORT_SENTENCE: usize = 6;

/// Whether an unknown word is where another language has its verb, and looks like one: `Documentar API`, `Dashboard bouwen`.
/// Loanwords make such sentences look English.
fn has_foreign_verb(tokens: &Tokens) -> bool {
    let words: Vec<&Token> = tokens.list.iter().filter(|t| t.kind == Kind::Word).collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let is_unknown = |token: &Token| token.classes.is_empty();
    let begins =
        is_unknown(first) && FOREIGN_BEGINNINGS.iter().any(|ending| tokens.text(first).ends_with(ending));
    // German and Dutch infinitives come last.
    let ends = is_unknown(last) && tokens.text(last).ends_with("en") && last.end - last.start >= 5;
    words.len() >= 2 && words.len() <= SHORT_SENTENCE && (begins || ends)
}

/// Words of other languages that come right before a number.
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

/// How many words of each kind there are.
#[derive(Default)]
struct Words {
    all: usize,
    /// Known to the lists.
    english: usize,
    /// Small English words that are not words of another language.
    small: usize,
    /// Small words of other languages, and words with accents.
    alien: usize,
}

impl Words {
    fn of(text: &str, tokens: &Tokens) -> Words {
        let mut words = Words::default();
        let is_word = |t: &&Token| t.kind == Kind::Word && tokens.text(t).starts_with(char::is_alphabetic);
        // `Open a café in Montréal`: after an English verb, accents belong to names.
        let first = tokens.list.iter().find(is_word);
        let begins_english = first.is_some_and(|t| t.has(Classes::VERB) && !t.has(Classes::FOREIGN));
        for token in tokens.list.iter().filter(is_word) {
            let word = tokens.text(token);
            // `OS` and `PARA` are abbreviations.
            let short_name = text
                .get(token.range())
                .is_some_and(|word| word.len() < 5 && !word.contains(char::is_lowercase));
            let foreign = token.has(Classes::FOREIGN) && !short_name;
            words.all += 1;
            words.alien += usize::from(foreign) + usize::from(!word.is_ascii() && !begins_english);
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
