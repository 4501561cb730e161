//! Numbers with `±`: how far to either side a measure may be.

use super::figure::{Figure, Role, quantity, value_place};
use super::token::{Kind, Token, Tokens};
use super::{Comparator, Direction, Measure};

/// Whether a sign before the number at `at` takes it both ways, and no number stands before it: `Budget variance ±3%`.
pub(super) fn is_alone(tokens: &Tokens, at: usize) -> bool {
    is_both_ways(tokens, tokens.list[at].start as usize) && !tokens.list[..at].iter().any(Token::is_number)
}

fn is_both_ways(tokens: &Tokens, start: usize) -> bool {
    let said = tokens.lower[..start].trim_end();
    said.ends_with('±') || said.ends_with("+/-") || tokens.lower[start..].starts_with('±')
}

/// The 2 in `20 °C ± 2 °C` says how far from the 20 it may be.
pub(super) fn settle(tokens: &Tokens, figures: &mut [Figure]) {
    for second in 1..figures.len() {
        if is_around(tokens, figures[second - 1].at, figures[second].at) {
            figures[second].role = Role::Qualifier;
        }
    }
}

fn is_around(tokens: &Tokens, middle: usize, at: usize) -> bool {
    let signs = &tokens.list[middle + 1..at];
    let is_sign = |token: &Token| matches!(token.kind, Kind::Break('±' | '+' | '/' | '-'));
    signs.iter().all(is_sign) && is_both_ways(tokens, tokens.list[at].start as usize)
}

/// The band of a target with `±`: `within ±3%` is as far below zero as above, and `20 °C ± 2 °C` from 18 °C to 22 °C.
pub(super) fn band(
    tokens: &Tokens,
    figures: &[Figure],
    (at, target): (usize, &Measure),
    way: Option<Direction>,
) -> Option<(Measure, Measure)> {
    let holds = way == Some(Direction::Maintain);
    let next = figures.iter().find(|figure| figure.at > at && is_around(tokens, at, figure.at));
    let ends = match next.and_then(|next| Some((next, quantity(tokens, &tokens.list[next.at])?))) {
        Some((next, far)) if way.is_none() || holds => {
            let (middle, far) = (target.quantity.with_unit_of(far), far.with_unit_of(&target.quantity));
            if !crate::quantity::comparable(&middle, &far) {
                return None;
            }
            let end = value_place(tokens, &tokens.list[next.at]).end;
            let range = target.range.start..end;
            let far = far.value_beside(&middle);
            let away = |far: f64| (range.clone(), middle.with_value(middle.value() + far));
            (away(-far), away(far))
        }
        None if (holds || target.comparator == Comparator::AtMost)
            && is_both_ways(tokens, target.range.start as usize) =>
        {
            let value = target.quantity.value();
            let away = |far: f64| (target.range.clone(), target.quantity.with_value(far));
            (away(-value), away(value))
        }
        _ => return None,
    };
    let measure = |(range, quantity), comparator| Measure { range, quantity, comparator };
    Some((measure(ends.0, Comparator::AtLeast), measure(ends.1, Comparator::AtMost)))
}
