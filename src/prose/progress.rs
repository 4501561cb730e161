//! How far a work of ours is, as a percentage of the work itself: `Migration to the cloud: 0% to 100%`, `60% of the upgrade done`.

use super::clause::Clause;
use super::completion::{OTHERS_PLANS, WORKS};
use super::counts::{OwnWork, measured_from};
use super::lexicon::Classes;
use super::measures::{Measures, quantity, word};
use super::tail;
use super::token::Tokens;
use super::{Certainty, Kind};
use crate::quantity::Dimension;

/// The work and its percentage.
pub(super) fn counted(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Option<OwnWork> {
    let begin = measured_from(tokens, clause).filter(|_| clause.order.is_none())?;
    let numbers = || (begin..tokens.list.len()).filter(|&at| tokens.list[at].is_number());
    if !numbers().all(|at| is_percent(tokens, at)) {
        return None;
    }
    let first = numbers().next()?;
    let (work, end) = match first == begin {
        true => number_first(tokens, first)?,
        false => work_first(tokens, begin, first, measures)?,
    };
    let is_theirs =
        |at: usize| tokens.list[at].has(Classes::PEOPLE) || OTHERS_PLANS.contains(&word(tokens, at));
    let measured = Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::COMPARE;
    let other = (begin..work).any(is_theirs) || tokens.list[work + 1..].iter().any(|t| t.has(measured));
    tail::read(tokens, end)?;
    let evidence = vec![work.min(first), work.max(first)];
    (!other).then_some(OwnWork { kind: Kind::Output, certainty: Certainty::Sure, evidence })
}

/// `60% of the theatre upgrade done`: the work, and the place after the sentence proper.
fn number_first(tokens: &Tokens, number: usize) -> Option<(usize, usize)> {
    let done = (number + 3..tokens.list.len().min(number + 9)).find(|&at| is_done(tokens, at))?;
    let of_it = word(tokens, number + 1) == "of";
    (of_it && is_work(tokens, done - 1)).then_some((done - 1, done + 1))
}

/// `Migration from 0% to 100%`, `Project Falcon 80% complete`
fn work_first(tokens: &Tokens, begin: usize, first: usize, measures: &Measures) -> Option<(usize, usize)> {
    let list = &tokens.list;
    let last = measures.target_at.filter(|&at| at >= first)?;
    let phrase = (begin..first).take_while(|&at| list[at].is_word() && !list[at].has(Classes::PREPOSITION));
    let work = phrase.filter(|&at| is_work(tokens, at)).last().filter(|&at| is_head(tokens, at, first))?;
    let reaches = measures.from_to || word(tokens, last - 1) == "at";
    let whole = reaches && quantity(tokens, &list[last]).is_some_and(|q| q.value() == 100.0);
    let after = is_done(tokens, last + 1);
    let done = after || (begin + 1..first).any(|at| is_done(tokens, at));
    // `Migration of services from 20% to 80%`
    let names_object = measures.from_to
        && word(tokens, work + 1) == "of"
        && matches!(
            word(tokens, work),
            "migration"
                | "rollout"
                | "roll-out"
                | "refactoring"
                | "rewrite"
                | "deployment"
                | "installation"
                | "relocation"
        );
    (whole || done || names_object).then_some((work, last + 1 + usize::from(after)))
}

/// Whether the noun phrase ends with the work, or with its name: `Project Falcon`.
fn is_head(tokens: &Tokens, work: usize, number: usize) -> bool {
    let list = &tokens.list;
    let is_name = || list[work + 1..number].iter().all(|t| t.is_word() && t.classes.is_empty());
    work + 1 >= number
        || list[work + 1].closes_noun()
        || is_done(tokens, work + 1)
        || list[work].has(Classes::WORK) && is_name()
}

fn is_work(tokens: &Tokens, at: usize) -> bool {
    WORKS.contains(&word(tokens, at)) || word(tokens, at) == "work"
}

fn is_percent(tokens: &Tokens, at: usize) -> bool {
    quantity(tokens, &tokens.list[at]).is_some_and(|q| q.dimension() == Dimension::Percent)
}

fn is_done(tokens: &Tokens, at: usize) -> bool {
    const DONE: &[&str] = &[
        "complete",
        "completed",
        "done",
        "finished",
        "implemented",
        "executed",
        "delivered",
        "built",
        "through",
    ];
    DONE.contains(&word(tokens, at))
}
