//! The wording itself as features: stems and classes of neighbouring words, how the sentence proper begins, and kinds of number.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use fnv::FnvBuildHasher;
use rust_stemmers::{Algorithm, Stemmer};

use super::hashed::{hash, hash_on};
use super::lexicon::Form;
use super::signals::Sentence;
use super::token::{Kind, Token, Tokens};
use super::weights::followed;
use crate::quantity::Dimension;

/// A part of what the sentence says, as pieces that stand together.
pub(super) struct Gram<'g> {
    group: &'static Group,
    pieces: &'g [&'g Piece<'g>],
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

    /// Whether it is made of word classes: most words have one, so they say less.
    pub(super) fn is_class(&self) -> bool {
        self.group.hash == CLASS.hash
    }
}

/// How the names of some grams begin.
struct Group {
    name: &'static str,
    hash: u64,
}

impl Group {
    const fn new(name: &'static str) -> Group {
        Group { name, hash: hash(name) }
    }
}

static NEAR: Group = Group::new("near");
static SKIP: Group = Group::new("skip");
static FIRST: Group = Group::new("first");
static FIRST_NUMBER: Group = Group::new("first-number");
static NUMBER: Group = Group::new("number");
static NUMBERS: Group = Group::new("numbers");
static CLASS: Group = Group::new("class");

/// Punctuation that says something about how a sentence is built.
const TELLING: &str = ".,;:()?→|/+-–—&[]";

/// A word, number or sign, and the hash of its text.
struct Piece<'s> {
    text: Text<'s>,
    hash: u64,
    is_number: bool,
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
    fn plain(text: &'s str) -> Self {
        Piece { text: Text::Plain(text), hash: hash(text), is_number: false }
    }

    fn class(parts: [&'s str; 4]) -> Self {
        let hash = parts.iter().fold(hash(""), |hash, part| hash_on(hash, part));
        Piece { text: Text::Class(parts), hash, is_number: false }
    }
}

/// Passes on every gram of the sentence; the same gram may come more than once.
pub(super) fn each(sentence: &Sentence, mut receive: impl FnMut(&Gram)) {
    let mut receive = |group, pieces: &[&Piece]| receive(&Gram { group, pieces });
    let (framed, start) = framed_pieces(sentence);
    neighbours(&framed, &mut receive);
    beginning(&framed[start..], &mut receive);
    numbers(&framed, start, &mut receive);
    classes(sentence.tokens, &mut receive);
}

/// The classes of each token, alone and with the next token's: words that no list of stems holds are known by these.
fn classes(tokens: &Tokens, receive: &mut impl FnMut(&'static Group, &[&Piece])) {
    let mut before = Piece::plain("^");
    for token in &tokens.list {
        let class = Piece::class(class(tokens, token));
        receive(&CLASS, &[&class]);
        receive(&CLASS, &[&before, &class]);
        before = class;
    }
    receive(&CLASS, &[&before, &Piece::plain("$")]);
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

/// The pieces of a sentence between its ends, which are pieces, too (`^ launch`, `weekly $`), and which of them is the first of the
/// sentence proper.
fn framed_pieces<'s>(sentence: &Sentence<'s>) -> (Vec<Piece<'s>>, usize) {
    let tokens = sentence.tokens;
    let mut pieces = Vec::with_capacity(tokens.list.len() + 2);
    pieces.push(Piece::plain("^"));
    let mut start = None;
    for (at, token) in tokens.list.iter().enumerate() {
        let Some(piece) = piece(tokens, token) else { continue };
        if at >= sentence.clause.start {
            start.get_or_insert(pieces.len());
        }
        pieces.push(piece);
    }
    pieces.push(Piece::plain("$"));
    (pieces, start.unwrap_or(1))
}

fn piece<'s>(tokens: &'s Tokens, token: &Token) -> Option<Piece<'s>> {
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
    let Some(quantity) = super::measures::quantity(tokens, token) else { return YEAR };
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

/// Single pieces, pairs, and pairs with one piece between them left out.
fn neighbours(framed: &[Piece], receive: &mut impl FnMut(&'static Group, &[&Piece])) {
    for piece in framed {
        receive(&NEAR, &[piece]);
    }
    for two in framed.windows(2) {
        receive(&NEAR, &[&two[0], &two[1]]);
    }
    let gap = Piece::plain("_");
    for three in framed[1..framed.len() - 1].windows(3) {
        receive(&SKIP, &[&three[0], &gap, &three[2]]);
    }
}

/// The first one to three pieces of the sentence proper.
fn beginning(proper: &[Piece], receive: &mut impl FnMut(&'static Group, &[&Piece])) {
    let first: Vec<&Piece> = proper.iter().take(3).collect();
    for count in 1..=first.len() {
        receive(&FIRST, &first[..count]);
    }
}

/// The kind of the first number, alone and with the first word, and how many there are.
fn numbers(framed: &[Piece], start: usize, receive: &mut impl FnMut(&'static Group, &[&Piece])) {
    let first = &framed[start];
    let none = Piece::plain("none");
    let mut numbers = framed.iter().filter(|piece| piece.is_number);
    let number = numbers.next().unwrap_or(&none);
    let count = if number.is_number { 1 + numbers.count() } else { 0 };
    receive(&FIRST_NUMBER, &[first, number]);
    receive(&NUMBER, &[number]);
    let count = Piece::plain(["0", "1", "2", "more"][count.min(3)]);
    receive(&NUMBERS, &[&count]);
}
