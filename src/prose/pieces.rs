//! What the features of a sentence are made of: stems and classes of words, kinds of numbers, and punctuation.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use fnv::FnvBuildHasher;
use rust_stemmers::{Algorithm, Stemmer};

use super::figure::quantity;
use super::hashed::{hash, hash_on};
use super::lexicon::Form;
use super::token::{Kind, Token, Tokens};
use super::weights::followed;
use crate::quantity::Dimension;

/// A part of what the sentence says, as pieces that stand together.
pub(super) struct Gram<'g> {
    pub(super) group: &'static Group,
    pub(super) pieces: &'g [&'g Piece<'g>],
}

impl Gram<'_> {
    /// The hash of its name in the table of weights.
    pub(super) fn hash(&self) -> u64 {
        self.pieces.iter().fold(self.group.hash, |gram, piece| followed(gram, piece.hash))
    }

    /// Its name in the table of weights: `near:grow mrr`.
    pub(super) fn name(&self) -> String {
        let pieces: Vec<String> = self.pieces.iter().map(|piece| piece.text.to_string()).collect();
        format!("{}:{}", self.group.name, pieces.join(" "))
    }
}

/// How the names of some grams begin.
pub(super) struct Group {
    name: &'static str,
    hash: u64,
}

impl Group {
    pub(super) const fn new(name: &'static str) -> Group {
        Group { name, hash: hash(name) }
    }
}

/// Punctuation that says something about how a sentence is built.
const TELLING: &str = ".,;:()?→|/+-–—&[]";

/// A word, number or sign, and the hash of its text.
pub(super) struct Piece<'s> {
    text: Text<'s>,
    hash: u64,
    pub(super) is_number: bool,
}

/// The text of a piece.
enum Text<'s> {
    Plain(&'s str),
    Stem(Rc<str>),
    /// `DELIVER`, `ARTEFACT+SERIAL-s`, `<%>`, `,`: what kind of token it is.
    Class([&'s str; 4]),
}

impl std::fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Text::Plain(text) => f.write_str(text),
            Text::Stem(text) => f.write_str(text),
            Text::Class(parts) => parts.iter().try_for_each(|part| f.write_str(part)),
        }
    }
}

impl<'s> Piece<'s> {
    pub(super) const fn plain(text: &'s str) -> Self {
        Piece { text: Text::Plain(text), hash: hash(text), is_number: false }
    }

    /// A word as its stem, a number as its kind, any sign as itself. Here it counts whether a number has decimals, which a name
    /// never has.
    pub(super) fn word(tokens: &'s Tokens, token: &Token) -> Self {
        let counts = quantity(tokens, token).is_some_and(|number| number.dimension() == Dimension::Count);
        let text = tokens.text(token);
        if counts && text.contains('.') {
            return Piece::plain("<decimal>");
        }
        piece(tokens, token).unwrap_or_else(|| Piece::plain(text))
    }

    /// Whether both have the same text.
    pub(super) fn is_same(&self, other: &Piece) -> bool {
        self.hash == other.hash
    }

    /// The word classes and the form of a token.
    pub(super) fn class(tokens: &'s Tokens, token: &Token) -> Self {
        let parts = class(tokens, token);
        let hash = parts.iter().fold(hash(""), |hash, part| hash_on(hash, part));
        Piece { text: Text::Class(parts), hash, is_number: false }
    }
}

fn class<'s>(tokens: &'s Tokens, token: &Token) -> [&'s str; 4] {
    match token.kind {
        Kind::Word => {
            let mut names = token.classes.names();
            let first = names.next().unwrap_or("?");
            let second = names.next();
            let form = match token.form {
                Form::Base => "",
                Form::S => "-s",
                Form::Ed => "-ed",
                Form::Ing => "-ing",
            };
            [first, second.map_or("", |_| "+"), second.unwrap_or(""), form]
        }
        Kind::Number(_) => [number(tokens, token), "", "", ""],
        Kind::Break(_) => [tokens.text(token), "", "", ""],
    }
}

/// The stem of a word, the kind of a number, or a sign that says something about how a sentence is built.
pub(super) fn piece<'s>(tokens: &'s Tokens, token: &Token) -> Option<Piece<'s>> {
    match token.kind {
        Kind::Word => {
            let (stem, hash) = stem(tokens.text(token));
            Some(Piece { text: Text::Stem(stem), hash, is_number: false })
        }
        Kind::Number(_) => {
            let number = number(tokens, token);
            Some(Piece { is_number: number != YEAR, ..Piece::plain(number) })
        }
        Kind::Break(sign) => {
            let place = TELLING.find(sign)?;
            Some(Piece::plain(&TELLING[place..place + sign.len_utf8()]))
        }
    }
}

/// The stems of words, and their hashes.
type Stems = HashMap<Box<str>, (Rc<str>, u64), FnvBuildHasher>;

thread_local! {
    /// The stems of the words that this thread has met. All sentences of a workspace together have few words, and
    /// finding a stem takes longer than anything else that is asked about one.
    static STEMS: RefCell<Stems> = RefCell::default();
}

/// So many words are remembered: far more than people use, and few enough for a hostile file to fill.
const MOST_STEMS: usize = 10_000;

/// The stem of a word, or a phrase as one word.
fn stem(word: &str) -> (Rc<str>, u64) {
    STEMS.with_borrow_mut(|stems| {
        if let Some(known) = stems.get(word) {
            return known.clone();
        }
        let stem = match word.contains(' ') {
            true => word.replace(' ', "_").into(),
            false => Stemmer::create(Algorithm::English).stem(word),
        };
        let stem = (Rc::from(&*stem), hash(&stem));
        if stems.len() < MOST_STEMS {
            stems.insert(word.into(), stem.clone());
        }
        stem
    })
}

/// A number that is no quantity.
const YEAR: &str = "<year>";

/// Numbers differ too much to be learnt one by one; their kind is enough.
fn number(tokens: &Tokens, token: &Token) -> &'static str {
    let Some(quantity) = quantity(tokens, token) else { return YEAR };
    let text = tokens.text(token);
    let multiple =
        text.strip_suffix('x').is_some_and(|rest| rest.trim_end().ends_with(|c: char| c.is_ascii_digit()));
    match quantity.dimension() {
        Dimension::Count if multiple => "<times>",
        Dimension::Count => match quantity.value() {
            1.0 => "<one>",
            value if value <= 12.0 => "<few>",
            value if value < 100.0 => "<some>",
            _ => "<many>",
        },
        Dimension::Percent if quantity.value() == 100.0 => "<100%>",
        Dimension::Percent => "<%>",
        Dimension::Points => "<points>",
        Dimension::PercentRate => "<%rate>",
        Dimension::Duration => "<duration>",
        Dimension::DurationRate => "<durationrate>",
        Dimension::Currency(_) => "<money>",
        Dimension::CurrencyRate(_) => "<moneyrate>",
        Dimension::Rating(_) => "<rating>",
        Dimension::Rate => "<rate>",
        Dimension::Data => "<data>",
        Dimension::DataRate => "<datarate>",
        Dimension::Physical(_) => "<physical>",
        Dimension::PhysicalRate(_) => "<physicalrate>",
    }
}
