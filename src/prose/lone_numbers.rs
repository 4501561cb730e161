//! Numbers that say who, where, when or which, though no other number says what is to be reached: `Increase sales in our 5 shops`, `Raise
//! the share of tickets answered within 24 hours`. Such a sentence has no target.

use super::Direction;
use super::figure::{Figure, Role, before, counts_things, is_bare, quantity, word};
use super::leading_words::is_numbered;
use super::leads::{before_limit, describes_others, is_set};
use super::lexicon::{Classes, Form};
use super::limits;
use super::scope;
use super::token::Tokens;
use crate::quantity::{Dimension, Quantity, is_scale_step};

/// Whether a number can be no target. `way` is what the verb asks for.
pub(super) fn describes(
    tokens: &Tokens,
    figures: &[Figure],
    figure: &Figure,
    way: Option<Direction>,
) -> bool {
    let at = figure.at;
    // `Prevent the queue growing past 30` keeps it within a limit.
    let prevents = matches!(word(tokens, 0), "prevent" | "avoid" | "stop");
    let moves = matches!(way, Some(Direction::Increase | Direction::Decrease)) && !prevents;
    let holds = way == Some(Direction::Maintain);
    // A share is hardly ever said of others alone, and `in at least 5 languages` sets how many.
    let is_share = || is_of(tokens, at, |dimension| dimension == Dimension::Percent);
    let says_more = || describes_others(tokens, at) && !is_share() && !sets_how_many(tokens, at);
    match figure.role {
        Role::Plain => {
            names_thing(tokens, figures, at)
                || is_of_other_kind(tokens, at)
                || says_more()
                    && (moves || holds && scope::says_where(tokens, at) || scope::says_which(tokens, at))
                || moves
                    && (sizes_things(tokens, at) || ends_span(tokens, figures, at) || is_known(tokens, at))
                || way.is_none() && describes_others(tokens, at) && follows_measure(tokens, at)
        }
        // `Cut response times within 2 hours` may be a target, and `Raise our place to the top 10` is one.
        Role::Qualifier => {
            let is_time = is_of(tokens, at, |dimension| dimension == Dimension::Duration);
            let is_measured = || {
                let start = tokens.list[at].start as usize;
                limits::times_are_measured(limits::nearby_text(&tokens.lower, start))
            };
            names_thing(tokens, figures, at)
                || is_of_other_kind(tokens, at)
                || moves && (is_time && !is_measured() || !is_time && says_more())
        }
        Role::Baseline | Role::End | Role::Change => false,
    }
}

/// `in at least 5 languages`
fn sets_how_many(tokens: &Tokens, at: usize) -> bool {
    before_limit(tokens, at).is_some_and(|limit| {
        matches!(before(tokens, limit, 1), "in" | "across" | "on" | "among" | "through")
            && matches!(word(tokens, limit), "at least" | "at" | "≥" | ">=" | "more")
    })
}

/// `the share of tickets answered within 24 hours`, `the number of orders over $50`: a share is no time, and a number of things no money.
fn is_of_other_kind(tokens: &Tokens, at: usize) -> bool {
    let list = &tokens.list[..at];
    let heads = |words: &[&str]| {
        list.iter().enumerate().any(|(place, token)| {
            words.iter().any(|head| {
                let text = tokens.text(token);
                text.strip_prefix(head).is_some_and(|rest| rest == " of")
                    || text == *head && word(tokens, place + 1) == "of"
            })
        })
    };
    let is_share = || heads(&["share", "percentage", "proportion", "percent"]);
    let is_count = || heads(&["number"]);
    let measured = |dimension: Dimension| {
        matches!(dimension, Dimension::Duration | Dimension::Physical(_) | Dimension::Currency(_))
    };
    is_of(tokens, at, measured) && (is_share() || is_count())
}

/// `tickets older than 5 days`, `deals over $10K`: which of them, and not how many; `costs under $5M` are a measure.
fn sizes_things(tokens: &Tokens, at: usize) -> bool {
    let Some(limit) = before_limit(tokens, at).filter(|&limit| limit > 0) else { return false };
    let thing = &tokens.list[limit - 1];
    let measured = Classes::METRIC | Classes::MEASURE | Classes::LAGGING | Classes::SOFT;
    // Not `the wait falls below 40 days`, nor `exceeds 40 days`.
    let moves = Classes::MOVES_UP | Classes::MOVES_DOWN | Classes::UP | Classes::DOWN;
    let is_thing = thing.is_word() && thing.form == Form::S && !thing.has(measured | moves);
    is_thing
        && !is_set(tokens, at)
        && !is_bare(tokens, at)
        && !is_of(tokens, at, |dimension| dimension == Dimension::Percent)
}

/// `Reduce the 45 minute wait`, `Improve our 4.2 rating`: what there is today.
fn is_known(tokens: &Tokens, at: usize) -> bool {
    matches!(before(tokens, at, 1), "the" | "our" | "their" | "its" | "this") && counts_things(tokens, at)
}

/// `NPS of customers with more than 10 orders`: a measure of those, where no verb asks for anything.
fn follows_measure(tokens: &Tokens, at: usize) -> bool {
    let measures = Classes::METRIC | Classes::LAGGING | Classes::SOFT;
    let is_of_them = before_limit(tokens, at)
        .is_some_and(|limit| matches!(before(tokens, limit, 1), "with" | "who" | "that"));
    let list = &tokens.list[..at];
    let measure = list.iter().position(|token| token.has(measures));
    is_of_them
        && measure.is_some_and(|measure| list[measure..].iter().any(|token| tokens.text(token) == "of"))
}

/// The 25 of `users aged 18 to 25`
fn ends_span(tokens: &Tokens, figures: &[Figure], at: usize) -> bool {
    let starts = |figure: &Figure| {
        let noun = before(tokens, figure.at, 1);
        figure.at + 2 == at
            && (matches!(noun, "aged" | "ages" | "age") || is_numbered(noun) && noun.ends_with('s'))
    };
    matches!(before(tokens, at, 1), "to" | "and" | "-" | "–") && figures.iter().any(starts)
}

/// Whether a number is the name of a thing, or goes on with one: `Building 4`, the 7 of `teams 3 and 7`. Steps of a scale may be
/// what is to be reached.
fn names_thing(tokens: &Tokens, figures: &[Figure], at: usize) -> bool {
    let noun = before(tokens, at, 1);
    let is_numbered = is_numbered(noun)
        && !is_scale_step(noun.strip_suffix('s').unwrap_or(noun))
        && is_bare(tokens, at)
        && !counts_things(tokens, at)
        // Not `visits per store 40`, nor a verb: `store 500 records`.
        && (is_place(before(tokens, at, 2)) || matches!(before(tokens, at, 2), "the" | "between" | "about"));
    let goes_on = matches!(noun, "and" | "or" | "&" | ",")
        && figures.iter().any(|figure| figure.at + 2 == at && names_thing(tokens, &[], figure.at));
    is_numbered || goes_on
}

/// Words that lead to a place: `in Building 4`.
fn is_place(word: &str) -> bool {
    matches!(word, "in" | "at" | "on" | "to" | "from" | "for" | "of" | "across" | "into" | "with")
}

fn is_of(tokens: &Tokens, at: usize, of: impl Fn(Dimension) -> bool) -> bool {
    quantity(tokens, &tokens.list[at]).map(Quantity::dimension).is_some_and(of)
}
