//! Numbers that say how many times as much: `Grow orders 1.5 times`, `half as many complaints`, `to 150% of last year`.

use super::clause::Clause;
use super::figure::{Figure, Role, before, is_bare, quantity, word};
use super::lexicon::{Classes, Form};
use super::periods::{is_now, is_of_last, is_span};
use super::question::names_share;
use super::token::{Kind, Token, Tokens};
use super::{Comparator, Direction};
use crate::quantity::{Dimension, Quantity};

/// Finds the factors, and the number that one of them is a part of: the 40 in `to a quarter of the 40 min`. `way` is what the verb asks
/// for.
pub(super) fn settle(tokens: &Tokens, clause: &Clause, figures: &mut [Figure], way: Option<Direction>) {
    for place in 0..figures.len() {
        let at = figures[place].at;
        if is_said_times(tokens, clause, at, way) || is_as_much(tokens, at) {
            figures[place].comparator = Comparator::Times;
        } else if is_share(tokens, at) && before(tokens, at, 1) == "to" || is_reached(tokens, at) {
            let start = of_what(tokens, at).or_else(|| is_part_of_start(tokens, figures, place, way));
            let Some(start) = start else { continue };
            figures[place].comparator = Comparator::Times;
            if let Some(start) = figures.iter_mut().find(|figure| Some(figure.at) == start) {
                start.role = Role::Baseline;
            }
        }
    }
}

/// `twice as long` is more, and `half as many` less; `None` where the words do not say which.
pub(super) fn way_of(tokens: &Tokens, figure: &Figure) -> Option<Direction> {
    let is_more = figure.comparator == Comparator::Times && is_as_much(tokens, figure.at);
    let number = quantity(tokens, &tokens.list[figure.at]).filter(|_| is_more)?;
    let one = if number.dimension() == Dimension::Percent { 100.0 } else { 1.0 };
    Some(if number.value() < one { Direction::Decrease } else { Direction::Increase })
}

/// `Grow orders 3 times from 100`, `by 1.5 times`, `Multiply them by 3`; `Members who visit 3 times` says how often.
fn is_said_times(tokens: &Tokens, clause: &Clause, at: usize, way: Option<Direction>) -> bool {
    if !is_bare(tokens, at) {
        return false;
    }
    let verb = clause.order.or(clause.predicate_at).filter(|&verb| verb < at);
    let led = before(tokens, at, 1);
    if word(tokens, at + 1) != "times" {
        let multiplies = |token: &Token| tokens.text(token).starts_with("multipl");
        return led == "by" && tokens.list[..at].iter().any(multiplies);
    }
    if led == "by" {
        return true;
    }
    let moves = matches!(way, Some(Direction::Increase | Direction::Decrease));
    let is_how_often = matches!(led, "to" | "from" | "of" | "or" | "→")
        || matches!(word(tokens, at + 2), "a" | "an" | "per" | "each" | "every" | "in" | "to" | "or");
    let acts = |token: &Token| {
        matches!(tokens.text(token), "who" | "that" | "which")
            || token.has(Classes::VERB) && (token.form == Form::Ing || !token.has(Classes::NOUN))
    };
    // `Members come 10 times`, `Hit the pool 25 times`
    let grows = |verb: usize| {
        !matches!(word(tokens, verb), "come" | "comes" | "go" | "goes" | "hit" | "hits" | "reach" | "top")
    };
    let verb = verb.filter(|&verb| grows(verb));
    moves && !is_how_often && verb.is_some_and(|verb| !tokens.list[verb + 1..at].iter().any(acts))
}

/// `half as many`, `twice as often`
fn is_as_much(tokens: &Tokens, at: usize) -> bool {
    const MUCH: [&str; 9] =
        ["many", "much", "long", "often", "high", "large", "big", "frequently", "frequent"];
    // `Keep churn under 25% as long as overtime stays under 5%`
    let is_condition = |number: &Quantity| {
        word(tokens, at + 2) == "long"
            && word(tokens, at + 3) == "as"
            && number.dimension() == Dimension::Percent
            && !number.text().starts_with(char::is_alphabetic)
    };
    let is_factor = || {
        quantity(tokens, &tokens.list[at])
            .is_some_and(|number| !number.is_bare() && !is_measured(number) && !is_condition(number))
    };
    word(tokens, at + 1) == "as" && MUCH.contains(&word(tokens, at + 2)) && is_factor()
}

/// Whether a number has a unit that is no percentage.
fn is_measured(number: &Quantity) -> bool {
    !matches!(number.dimension(), Dimension::Percent | Dimension::Count)
}

fn is_share(tokens: &Tokens, at: usize) -> bool {
    quantity(tokens, &tokens.list[at]).is_some_and(|number| number.dimension() == Dimension::Percent)
}

/// `Orders reach 150% of last year's 80`
fn is_reached(tokens: &Tokens, at: usize) -> bool {
    let reaches = at.checked_sub(1).is_some_and(|led| tokens.list[led].has(Classes::REACH));
    reaches && is_share(tokens, at)
}

/// The place of the number that a share is of, if it is of what there was: `of last year's 80`, `of today ($50)`, `half last year's 80`.
/// `Some(None)` if there is no number.
fn of_what(tokens: &Tokens, at: usize) -> Option<Option<usize>> {
    let of = if word(tokens, at + 1) == "of" { at + 2 } else { at + 1 };
    let first = if matches!(word(tokens, of), "the" | "our") { of + 1 } else { of };
    let bare = |word: &str| word.trim_end_matches("'s").trim_end_matches("’s").to_owned();
    let is_number = |place: usize| tokens.list.get(place).is_some_and(|token| token.is_number());
    let after = if is_now(&bare(word(tokens, first))) {
        first + 1
    } else if is_of_last(word(tokens, first + 1), word(tokens, first))
        && is_span(&bare(word(tokens, first + 1)))
    {
        first + 2
    } else if first > of && of == at + 2 && is_number(first) {
        // `a quarter of the 40 min`, not `25% of the 40 schools`
        let is_amount = quantity(tokens, &tokens.list[first]).is_some_and(is_measured);
        return is_amount.then_some(Some(first));
    } else {
        return None;
    };
    let opens = tokens.list.get(after).is_some_and(|token| token.kind == Kind::Break('('));
    let number = if opens { after + 1 } else { after };
    // `of last year's 40%` is a share of a share.
    let is_start = is_number(number) && !is_share(tokens, number);
    if is_number(number) && !is_start { None } else { Some(is_start.then_some(number)) }
}

/// `Cut waste to a third (30 kg now)`: a part in words, and a start that is no share.
fn is_part_of_start(
    tokens: &Tokens,
    figures: &[Figure],
    place: usize,
    way: Option<Direction>,
) -> Option<Option<usize>> {
    let at = figures[place].at;
    let in_words = quantity(tokens, &tokens.list[at])?.text().starts_with(char::is_alphabetic);
    let goes_on = tokens.list.get(at + 1).is_some_and(|next| next.is_word() && !next.closes_noun());
    let is_start = |figure: &&Figure| figure.role == Role::Baseline && !is_share(tokens, figure.at);
    let start = figures.iter().find(is_start)?.at;
    let is_part = way == Some(Direction::Decrease)
        && in_words
        && !goes_on
        && word(tokens, at + 1) != "of"
        && !(is_bare(tokens, start) && names_share(tokens));
    is_part.then_some(Some(start))
}
