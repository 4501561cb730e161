//! `up to` before a number: the most that may be, or where something is to rise to.

use super::better;
use super::clause::Clause;
use super::figure::{Role, before};
use super::lexicon::Classes;
use super::roles::role;
use super::token::{Kind, Tokens};
use super::{Direction, Side};

/// Whether `up to` before the number at `at` is a limit: `Up to 3 escalations`, `Wait up to 10 minutes`, `Keep refunds up to 2%`. In
/// `NPS up to 40`, more is better, and in `Stores up to 9 from 3` it rises. `way` is what the verb asks for.
pub(super) fn is_limit(tokens: &Tokens, clause: &Clause, at: usize, way: Option<Direction>) -> bool {
    if before(tokens, at, 1) != "to" || before(tokens, at, 2) != "up" {
        return false;
    }
    let side = || better::side(tokens, clause, at);
    let has_start =
        || (0..tokens.list.len()).any(|at| tokens.list[at].is_number() && role(tokens, at) == Role::Baseline);
    match way {
        Some(Direction::Maintain) => true,
        Some(_) => false,
        None => match at.checked_sub(3).map(|led| &tokens.list[led]) {
            Some(led) if led.is_word() => {
                // `Refunds are up to 2%`, `Complaints go up to 20`
                let moves =
                    Classes::MOVES_UP | Classes::MOVES_DOWN | Classes::UP | Classes::DOWN | Classes::BE;
                !led.has(moves) && side() == Some(Side::AtMost) && !has_start()
            }
            Some(led) if led.kind != Kind::Break(':') => false,
            _ => side() != Some(Side::AtLeast) && !has_start(),
        },
    }
}

/// Whether a sentence begins with the most that may be of something bad: `Up to 3 escalations`. `Up to 90% of teams use it` may be a
/// hope as well.
pub(super) fn opens(tokens: &Tokens, clause: &Clause, at: usize) -> bool {
    at == 2 && is_limit(tokens, clause, at, None) && better::side(tokens, clause, at) == Some(Side::AtMost)
}
