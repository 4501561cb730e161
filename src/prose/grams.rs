//! The wording itself as features: stems and classes of neighbouring words, how the sentence proper begins, and kinds of number.

use super::pieces::{Gram, Group, Piece, piece};
use super::signals::Sentence;
use super::token::Tokens;

static NEAR: Group = Group::new("near");
static SKIP: Group = Group::new("skip");
static FIRST: Group = Group::new("first");
static FIRST_NUMBER: Group = Group::new("first-number");
static NUMBER: Group = Group::new("number");
static NUMBERS: Group = Group::new("numbers");
static CLASS: Group = Group::new("class");

/// Whether a gram is made of word classes: most words have one, so they say less.
pub(super) fn is_class(gram: &Gram) -> bool {
    std::ptr::eq(gram.group, &CLASS)
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
        let class = Piece::class(tokens, token);
        receive(&CLASS, &[&class]);
        receive(&CLASS, &[&before, &class]);
        before = class;
    }
    receive(&CLASS, &[&before, &Piece::plain("$")]);
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
