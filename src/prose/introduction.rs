//! What a sentence begins with, up to its first comma: how things are meanwhile, or how they were. `With 3 fewer drivers than in 2023,
//! deliver 96% of the meals`, `Rather than paying $410, we pay $250`.

use super::figure::{before, quantity, word};
use super::token::{Kind, Tokens};
use crate::quantity::comparable;

/// What the words that a sentence begins with tell of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Introduces {
    /// How it was, or is: `Instead of 26p`.
    State,
    /// What happens meanwhile: `With 3 fewer drivers`, `After 3 hard years`.
    Circumstance,
}

/// What the introduction that the number at `at` stands in tells of it; `None` if it stands in none.
pub(super) fn around(tokens: &Tokens, at: usize) -> Option<Introduces> {
    let comma = tokens.list.iter().position(|token| token.kind == Kind::Break(','))?;
    let is_inside =
        at < comma && tokens.list.get(comma + 1).is_some_and(|next| next.is_word() || next.is_number());
    if !is_inside {
        return None;
    }
    match (word(tokens, 0), word(tokens, 1)) {
        ("instead", "of") | ("rather", "than") | ("where" | "whereas", _) => Some(Introduces::State),
        ("with" | "after" | "despite" | "following" | "without" | "during", _) => {
            Some(Introduces::Circumstance)
        }
        _ => None,
    }
}

/// Whether the number at `at` is told of as what another one behind the introduction replaces.
pub(super) fn is_state(tokens: &Tokens, at: usize) -> bool {
    let is_like = |other: usize| {
        let number = |at: usize| quantity(tokens, &tokens.list[at]);
        let is_alike = |(one, two)| comparable(one, two);
        around(tokens, other).is_none() && number(at).zip(number(other)).is_some_and(is_alike)
    };
    around(tokens, at) == Some(Introduces::State)
        // `paying $410 for a qualified applicant via 4 job boards`
        && !matches!(before(tokens, at, 1), "via" | "for" | "with" | "to" | "in")
        && (at + 1..tokens.list.len()).any(is_like)
}
