//! How far a measure may go from where it starts: `Keep complaints at most 5% above last quarter (200)`.

use super::figure::{Figure, Role, word};
use super::lexicon::Classes;
use super::limits;
use super::roles::side_after;
use super::token::{Token, Tokens};
use super::{Comparator, Direction, Side};

/// The side of the limit that a change allows for: no more than so much above, or below. `None` where the change is to be made. `way` is
/// what the verb asks for.
pub(super) fn side(tokens: &Tokens, figure: &Figure, way: Option<Direction>) -> Option<Side> {
    let at = figure.at;
    if figure.role != Role::Change || figure.comparator != Comparator::By {
        return None;
    }
    let allows = matches!(word(tokens, 0), "allow" | "let" | "permit" | "tolerate" | "accept");
    let is_kept = way == Some(Direction::Maintain) || allows || limits::opens(tokens, at);
    if !is_kept || limits::comparator(tokens, at) != Some(Comparator::AtMost) {
        return None;
    }
    let moves = |up: bool| {
        let class = if up { Classes::MOVES_UP } else { Classes::MOVES_DOWN };
        tokens.list[..at].iter().any(|token: &Token| token.has(class))
    };
    match (word(tokens, side_after(tokens, at)), moves(true), moves(false)) {
        ("above" | "over" | "more" | "higher", ..) => Some(Side::AtMost),
        ("below" | "under" | "fewer" | "less" | "lower", ..) => Some(Side::AtLeast),
        (_, true, false) => Some(Side::AtMost),
        (_, false, true) => Some(Side::AtLeast),
        _ => None,
    }
}
