//! The wording itself as features: stems and classes of neighbouring words, how the sentence proper begins, and kinds of number.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use fnv::FnvBuildHasher;
use rust_stemmers::{Algorithm, Stemmer};

use super::lexicon::Form;
use super::signals::Sentence;
use super::token::{Kind, Token, Tokens};
use crate::quantity::Dimension;

/// Receives each gram as the parts of its name and the tokens it covers.
pub(super) type Receiver<'a> = dyn FnMut(&[&str], Range<usize>) + 'a;

/// Punctuation that says something about how a sentence is built.
const TELLING: &str = ".,;:()?→|/+-–—&[]";

/// A word, number or sign, and its token.
struct Piece<'s> {
    text: Cow<'s, str>,
    at: usize,
    is_number: bool,
}

/// Passes on every gram of the sentence; the same gram may come more than once.
pub(super) fn each(sentence: &Sentence, receive: &mut Receiver<'_>) {
    let (pieces, start) = pieces(sentence);
    // The ends of the sentence are pieces, too: `^ launch`, `weekly $`.
    let edge = |text: &'static str, at: usize| Piece { text: text.into(), at, is_number: false };
    let mut framed = Vec::with_capacity(pieces.len() + 2);
    framed.push(edge("^", 0));
    framed.extend(pieces);
    framed.push(edge("$", sentence.tokens.list.len().saturating_sub(1)));
    neighbours(&framed, receive);
    beginning(&framed[1 + start..], receive);
    numbers(&framed, 1 + start, receive);
    classes(sentence.tokens, receive);
}

/// What kind of token it is, as the parts of a name: `DELIVER`, `ARTEFACT+SERIAL-s`, `<%>`, `,`.
type Class<'s> = [&'s str; 4];

/// How the names of grams of classes begin.
pub(super) const CLASS: &str = "class:";

/// An end of the sentence.
const EDGE: Class = ["^", "", "", ""];

/// The classes of each token, alone and with the next token's: words that no list of stems holds are known by these.
fn classes(tokens: &Tokens, receive: &mut Receiver<'_>) {
    let mut before = EDGE;
    for (at, token) in tokens.list.iter().enumerate() {
        let class = class(tokens, token);
        let [b0, b1, b2, b3] = before;
        let [c0, c1, c2, c3] = class;
        receive(&[CLASS, c0, c1, c2, c3], at..at + 1);
        receive(&[CLASS, b0, b1, b2, b3, " ", c0, c1, c2, c3], at.saturating_sub(1)..at + 1);
        before = class;
    }
    let [b0, b1, b2, b3] = before;
    let last = tokens.list.len().saturating_sub(1);
    receive(&[CLASS, b0, b1, b2, b3, " $"], last..last + 1);
}

fn class<'s>(tokens: &'s Tokens, token: &Token) -> Class<'s> {
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

/// The pieces of a sentence, and which of them is the first of the sentence proper.
fn pieces<'s>(sentence: &Sentence<'s>) -> (Vec<Piece<'s>>, usize) {
    let tokens = sentence.tokens;
    let mut pieces = Vec::with_capacity(tokens.list.len());
    let mut start = None;
    for (at, token) in tokens.list.iter().enumerate() {
        let Some(text) = text(tokens, token) else { continue };
        if at >= sentence.clause.start {
            start.get_or_insert(pieces.len());
        }
        pieces.push(Piece { text, at, is_number: token.is_number() });
    }
    (pieces, start.unwrap_or(0))
}

fn text<'s>(tokens: &'s Tokens, token: &Token) -> Option<Cow<'s, str>> {
    match token.kind {
        Kind::Word => {
            let word = tokens.text(token);
            Some(if word.contains(' ') { word.replace(' ', "_") } else { stem(word) }.into())
        }
        Kind::Number(_) => Some(number(tokens, token).into()),
        Kind::Break(sign) => {
            let place = TELLING.find(sign)?;
            Some(TELLING[place..place + sign.len_utf8()].into())
        }
    }
}

thread_local! {
    /// The stems of the words that this thread has met. All sentences of a workspace together have few words, and finding a
    /// stem takes longer than anything else that is asked about one.
    static STEMS: RefCell<HashMap<Box<str>, Box<str>, FnvBuildHasher>> = RefCell::default();
}

/// So many words are remembered: far more than people use, and few enough for a hostile file to fill.
const MOST_STEMS: usize = 10_000;

fn stem(word: &str) -> String {
    STEMS.with_borrow_mut(|stems| {
        if let Some(stem) = stems.get(word) {
            return stem.to_string();
        }
        let stem = Stemmer::create(Algorithm::English).stem(word).into_owned();
        if stems.len() < MOST_STEMS {
            stems.insert(word.into(), stem.as_str().into());
        }
        stem
    })
}

/// Numbers differ too much to be learnt one by one; their kind is enough.
fn number(tokens: &Tokens, token: &Token) -> &'static str {
    let Some(quantity) = super::measures::quantity(tokens, token) else { return "<year>" };
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
fn neighbours(framed: &[Piece], receive: &mut Receiver<'_>) {
    for (i, piece) in framed.iter().enumerate() {
        let next = framed.get(i + 1);
        receive(&["near:", &piece.text], piece.at..piece.at + 1);
        if let Some(next) = next {
            receive(&["near:", &piece.text, " ", &next.text], piece.at..next.at + 1);
        }
    }
    let inner = &framed[1..framed.len() - 1];
    for three in inner.windows(3) {
        receive(&["skip:", &three[0].text, " _ ", &three[2].text], three[0].at..three[2].at + 1);
    }
}

/// The first one to three pieces of the sentence proper.
fn beginning(proper: &[Piece], receive: &mut Receiver<'_>) {
    let [one, rest @ ..] = proper else { return };
    receive(&["first:", &one.text], one.at..one.at + 1);
    let [two, rest @ ..] = rest else { return };
    receive(&["first:", &one.text, " ", &two.text], one.at..two.at + 1);
    let [three, ..] = rest else { return };
    receive(&["first:", &one.text, " ", &two.text, " ", &three.text], one.at..three.at + 1);
}

/// The kind of the first number, alone and with the first word, and how many there are.
fn numbers(framed: &[Piece], start: usize, receive: &mut Receiver<'_>) {
    let mut numbers = framed.iter().filter(|piece| piece.is_number && piece.text != "<year>");
    let first = &framed[start];
    let number = numbers.next();
    let count = number.map_or(0, |_| 1 + numbers.count());
    let kind: &str = number.map_or("none", |number| &number.text);
    let place = number.map_or(first.at..first.at + 1, |number| number.at..number.at + 1);
    receive(&["first-number:", &first.text, " ", kind], place.clone());
    receive(&["number:", kind], place.clone());
    receive(&["numbers:", ["0", "1", "2", "more"][count.min(3)]], place);
}
