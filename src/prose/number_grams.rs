//! What stands around a number as features: how it is led to, what it counts, how the sentence begins, and what its other numbers are like.

use super::clause::Clause;
use super::pieces::{Gram, Group, Piece};
use super::token::{Kind, Tokens};

static KIND: Group = Group::new("kind");
static PLACE: Group = Group::new("place");
static WORD: Group = Group::new("word");
static CLASS: Group = Group::new("class");
static BEGINS: Group = Group::new("begins");
static EARLIER: Group = Group::new("earlier");
static LATER: Group = Group::new("later");
static BEFORE: Group = Group::new("before");
static AFTER: Group = Group::new("after");
static PART: Group = Group::new("part");
static UNLIKE: Group = Group::new("unlike");

/// How many words on either side of a number are taken without their order.
const NEAR: usize = 6;

/// Which of the numbers it is, or how many there are.
const ORDER: [Piece<'static>; 4] =
    [Piece::plain("1"), Piece::plain("2"), Piece::plain("3"), Piece::plain("more")];
/// How far away something is, from six places before to six places behind.
const PLACES: [Piece<'static>; 13] = [
    Piece::plain("-6"),
    Piece::plain("-5"),
    Piece::plain("-4"),
    Piece::plain("-3"),
    Piece::plain("-2"),
    Piece::plain("-1"),
    Piece::plain("0"),
    Piece::plain("+1"),
    Piece::plain("+2"),
    Piece::plain("+3"),
    Piece::plain("+4"),
    Piece::plain("+5"),
    Piece::plain("+6"),
];
/// Whether another number is of the same kind.
const ALIKE: [Piece<'static>; 2] = [Piece::plain("other"), Piece::plain("same")];
/// What stands before and behind a sentence.
const ENDS: [Piece<'static>; 2] = [Piece::plain("^"), Piece::plain("$")];

/// A sentence, ready for its numbers to be looked at.
pub(super) struct Surroundings<'s> {
    words: Vec<Piece<'s>>,
    classes: Vec<Piece<'s>>,
    /// The places of the numbers.
    numbers: Vec<usize>,
    /// The places of signs that part the sentence.
    breaks: Vec<usize>,
    /// Where the sentence proper begins.
    start: usize,
    names: Names,
}

/// Pieces that say where something is and not what it is.
struct Names {
    order: [Piece<'static>; 4],
    places: [Piece<'static>; 13],
    alike: [Piece<'static>; 2],
    ends: [Piece<'static>; 2],
}

impl<'s> Surroundings<'s> {
    pub(super) fn new(tokens: &'s Tokens, clause: &Clause) -> Self {
        let of = |is: fn(Kind) -> bool| (0..tokens.list.len()).filter(move |&at| is(tokens.list[at].kind));
        Surroundings {
            words: tokens.list.iter().map(|token| Piece::word(tokens, token)).collect(),
            classes: tokens.list.iter().map(|token| Piece::class(tokens, token)).collect(),
            numbers: of(|kind| matches!(kind, Kind::Number(_))).collect(),
            breaks: of(|kind| matches!(kind, Kind::Break(sign) if ",;:(–—-".contains(sign))).collect(),
            start: clause.start,
            names: Names { order: ORDER, places: PLACES, alike: ALIKE, ends: ENDS },
        }
    }

    pub(super) fn numbers(&self) -> &[usize] {
        &self.numbers
    }

    /// Passes on every feature of the number at `at`; the same one may come more than once, and counts each time.
    pub(super) fn each(&self, at: usize, mut receive: impl FnMut(&Gram)) {
        let mut receive = |group, pieces: &[&Piece]| receive(&Gram { group, pieces });
        let kind = &self.words[at];
        receive(&KIND, &[kind]);
        self.place(at, &mut receive);
        self.words(at, &mut receive);
        self.classes(at, &mut receive);
        self.beginning(at, &mut receive);
        self.others(at, &mut receive);
        self.near(at, &mut receive);
    }

    /// Which of how many numbers it is.
    fn place(&self, at: usize, receive: &mut impl FnMut(&'static Group, &[&Piece])) {
        let index = self.index(at);
        let count = &self.names.order[self.numbers.len().clamp(1, 4) - 1];
        receive(&PLACE, &[index, count]);
        receive(&PLACE, &[index, count, &self.words[at]]);
    }

    fn index(&self, at: usize) -> &Piece<'s> {
        &self.names.order[self.numbers.partition_point(|&number| number < at).min(3)]
    }

    /// The words beside it, each with its place, and pairs of them.
    fn words(&self, at: usize, receive: &mut impl FnMut(&'static Group, &[&Piece])) {
        let (kind, word) = (&self.words[at], |by: isize| self.beside(&self.words, at, by));
        for by in [-3, -2, -1, 1, 2, 3] {
            receive(&WORD, &[self.away(by), word(by)]);
        }
        receive(&WORD, &[self.away(-2), word(-2), word(-1)]);
        receive(&WORD, &[self.away(-3), word(-3), word(-2), word(-1)]);
        receive(&WORD, &[self.away(0), word(-1), word(1)]);
        receive(&WORD, &[self.away(1), word(1), word(2)]);
        receive(&WORD, &[self.away(-1), word(-1), kind]);
        receive(&WORD, &[self.away(1), kind, word(1)]);
    }

    /// The same with the classes of the words, which are known of words that nobody trained on.
    fn classes(&self, at: usize, receive: &mut impl FnMut(&'static Group, &[&Piece])) {
        let (kind, class) = (&self.words[at], |by: isize| self.beside(&self.classes, at, by));
        let led = self.beside(&self.words, at, -1);
        for by in [-1, 1] {
            receive(&CLASS, &[self.away(by), class(by)]);
            receive(&CLASS, &[self.away(by), class(by), kind]);
        }
        receive(&CLASS, &[self.away(-2), class(-2), class(-1)]);
        receive(&CLASS, &[self.away(2), class(1), class(2)]);
        receive(&CLASS, &[self.away(0), class(-1), class(1)]);
        receive(&CLASS, &[self.away(0), led, class(1)]);
        receive(&CLASS, &[self.away(-2), class(-2), led]);
        receive(&CLASS, &[self.away(-2), class(-2), led, class(1)]);
    }

    /// How the sentence proper begins.
    fn beginning(&self, at: usize, receive: &mut impl FnMut(&'static Group, &[&Piece])) {
        let (first, class) = (&self.words[self.start], &self.classes[self.start]);
        let index = self.index(at);
        receive(&BEGINS, &[index, first]);
        receive(&BEGINS, &[index, class]);
        receive(&BEGINS, &[&self.words[at], class]);
        let far = at.saturating_sub(self.start).min(4);
        receive(&BEGINS, &[&self.names.places[6 + far], class]);
    }

    /// How the other numbers are led to, and what they are.
    fn others(&self, at: usize, receive: &mut impl FnMut(&'static Group, &[&Piece])) {
        let kind = &self.words[at];
        let (led, follows) = (self.beside(&self.words, at, -1), self.beside(&self.words, at, 1));
        let is_alike = |other: usize| self.words[other].is_same(kind);
        let mut has_like = false;
        for &other in self.numbers.iter().filter(|&&other| other != at) {
            let side = if other < at { &EARLIER } else { &LATER };
            let other_led = self.beside(&self.words, other, -1);
            has_like |= is_alike(other);
            receive(side, &[&self.names.alike[usize::from(is_alike(other))], other_led]);
            receive(side, &[other_led, led]);
            receive(side, &[&self.words[other], kind]);
            receive(side, &[self.away(1), self.beside(&self.words, other, 1), follows]);
        }
        if !has_like {
            receive(&UNLIKE, &[kind]);
        }
    }

    /// The words near it, and the sign and the word that begin its part of the sentence.
    fn near(&self, at: usize, receive: &mut impl FnMut(&'static Group, &[&Piece])) {
        for word in &self.words[at.saturating_sub(NEAR)..at] {
            receive(&BEFORE, &[word]);
        }
        for word in self.words.iter().skip(at + 1).take(NEAR) {
            receive(&AFTER, &[word]);
        }
        match self.breaks.iter().rfind(|&&sign| sign < at) {
            Some(&sign) => {
                receive(&PART, &[&self.words[sign], self.beside(&self.words, sign, 1)]);
                receive(&PART, &[&self.words[sign], self.beside(&self.classes, sign, 1)]);
            }
            None => receive(&PART, &[&self.names.ends[0]]),
        }
    }

    /// The name of a place near a number.
    fn away(&self, by: isize) -> &Piece<'s> {
        &self.names.places[(by + 6).clamp(0, 12) as usize]
    }

    /// The piece so many places away, or the end that comes before it.
    fn beside<'p>(&'p self, pieces: &'p [Piece<'s>], at: usize, by: isize) -> &'p Piece<'s> {
        match at.checked_add_signed(by) {
            Some(place) => pieces.get(place).unwrap_or(&self.names.ends[1]),
            None => &self.names.ends[0],
        }
    }
}
