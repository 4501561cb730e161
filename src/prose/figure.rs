//! One number of a sentence: its role, its place, and the words around it.

use std::ops::Range;

use super::Comparator;
use super::token::{Kind, Token, Tokens};
use crate::quantity::{Dimension, Quantity};

/// What one number of the sentence is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Baseline,
    /// The end of a `from ... to ...`.
    End,
    /// `by 20%`, `20% more`
    Change,
    /// `within 7 days`, `top 3`, `over 12 weeks`: narrows down another measure.
    Qualifier,
    Plain,
}

/// A number in the sentence and its role.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    /// Its place among the tokens.
    pub(super) at: usize,
    pub(super) role: Role,
    pub(super) comparator: Comparator,
}

/// The quantity that a token is.
pub(super) fn quantity<'t>(tokens: &'t Tokens, token: &Token) -> Option<&'t Quantity> {
    match token.kind {
        Kind::Number(index) => tokens.quantities.get(index as usize).map(|(_, quantity)| quantity),
        _ => None,
    }
}

/// `2x`, `Double`: how many times as much.
pub(super) fn is_times(quantity: &Quantity) -> bool {
    let is_sign = |unit: String| unit.eq_ignore_ascii_case("x") || unit == "×";
    quantity.dimension() == Dimension::Count
        && !quantity.is_bare()
        && (is_sign(quantity.unit_name()) || quantity.text().bytes().all(|b| b.is_ascii_alphabetic()))
}

/// The word at `at`, or an empty text.
pub(super) fn word(tokens: &Tokens, at: usize) -> &str {
    tokens.list.get(at).map_or("", |t| tokens.text(t))
}

/// The words before `at`, nearest first.
pub(super) fn before(tokens: &Tokens, at: usize, back: usize) -> &str {
    at.checked_sub(back).map_or("", |i| word(tokens, i))
}

/// Whether a word begins what is to hold beside the measure: `while complaints stay under 3%`, `without adding 2 shops`.
pub(super) fn begins_condition(tokens: &Tokens, at: usize) -> bool {
    let next = word(tokens, at + 1);
    match word(tokens, at) {
        "while" | "whilst" | "without" | "provided" | "assuming" => true,
        // `as long as overtime stays under 5%`
        "as long as" | "so long as" | "even if" | "even though" => true,
        "as" | "so" => next == "long",
        // `when going from 5 to 9 cities`
        "when" => matches!(next, "going" | "moving" | "growing" | "scaling" | "adding"),
        "even" => matches!(next, "if" | "though" | "as" | "when"),
        // `with complaints staying below 15 a month`, `with no price rise above 3%`
        "with" => {
            let stays =
                |at: usize| matches!(word(tokens, at), "staying" | "remaining" | "held" | "kept" | "holding");
            next == "no" || (at + 2..at + 5).any(stays)
        }
        _ => false,
    }
}

/// Words after a number that begin something else: `48 compared with`, `48 measured over`, `48 even if`, `48 last spring`.
const NOT_COUNTED: [&str; 30] = [
    "did",
    "do",
    "does",
    "had",
    "were",
    "was",
    "are",
    "last",
    "this",
    "next",
    "today",
    "now",
    "currently",
    "ago",
    "instead",
    "compared",
    "rather",
    "versus",
    "vs",
    "a",
    "an",
    "the",
    "even",
    "based",
    "according",
    "measured",
    "averaged",
    "starting",
    "beginning",
    "due",
];

/// Whether a noun follows a number, so that it counts things: `4 gates`.
pub(super) fn counts_things(tokens: &Tokens, at: usize) -> bool {
    let compares = |text: &str| NOT_COUNTED.contains(&text);
    tokens
        .list
        .get(at + 1)
        .is_some_and(|next| next.is_word() && !next.closes_noun() && !compares(tokens.text(next)))
}

/// Whether a number has no unit.
pub(super) fn is_bare(tokens: &Tokens, at: usize) -> bool {
    tokens.list.get(at).and_then(|token| quantity(tokens, token)).is_some_and(Quantity::is_bare)
}

/// Whether a number stands in brackets.
pub(super) fn is_in_brackets(tokens: &Tokens, at: usize) -> bool {
    let opened = |sign| tokens.list[..at].iter().filter(|token| token.kind == Kind::Break(sign)).count();
    opened('(') > opened(')')
}

/// The place of a token.
pub(super) fn place(token: &Token) -> Range<u32> {
    token.start..token.end
}

/// The whole quantity, of which the token may be only the digits.
pub(super) fn value_place(tokens: &Tokens, token: &Token) -> Range<u32> {
    match token.kind {
        Kind::Number(index) => tokens.quantities.get(index as usize).map_or(place(token), |(range, _)| {
            let byte = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            byte(range.start)..byte(range.end)
        }),
        _ => place(token),
    }
}
