//! Orders that ask for a result, whatever their verb: `Win 3 contracts`, `Add 40 paying clinics`, `Answer enquiries within a day`.

use super::Comparator;
use super::lexicon::{Classes, Form};
use super::measures::{quantity, word};
use super::signals::Sentence;
use super::syntax::is_unknown_plural;
use super::tail;
use super::token::{Token, Tokens};
use crate::quantity::Dimension;

/// What only others can give.
const WIN: &[&str] = &["win", "earn", "attract", "sell"];

/// How soon these are done is how well a service works.
const SERVE: &[&str] = &[
    "answer",
    "acknowledge",
    "respond",
    "respond to",
    "reply",
    "reply to",
    "resolve",
    "review",
    "triage",
    "handle",
    "process",
    "serve",
    "return",
    "pay",
    "refund",
    "repair",
    "fix",
    "dispatch",
    "call back",
];

/// Said of people or firms that make use of something.
const IN_USE: &[&str] =
    &["paying", "active", "returning", "interested", "satisfied", "enrolled", "engaged", "weekly", "repeat"];

/// Whether the order asks for what others do or for how soon: no work, though it sounds like some.
pub(super) fn is_ordered(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, measures } = sentence;
    let Some(order) = clause.order else { return false };
    let Some(first) = measures.figures.first().map(|figure| figure.at) else { return false };
    let verb = word(tokens, order);
    let jobs = || (first + 1..tokens.list.len().min(first + 4)).any(|at| word(tokens, at) == "jobs");
    let wins = WIN.contains(&verb);
    let creates_jobs = matches!(verb, "create" | "add" | "generate") && jobs();
    let adds_users =
        matches!(verb, "add" | "onboard" | "gain" | "sign" | "bring") && is_in_use(tokens, first);
    let signs = verb == "sign" && is_agreement(tokens, first + 1, first + 4);
    wins || signs || creates_jobs || adds_users || is_prompt(sentence, order) || is_capped(sentence, order)
}

/// `Spend no more than 10 h a week in meetings`: who only says how much it may be at most, plans no work. In `Deliver it in no more than 3
/// weeks` it is a deadline.
fn is_capped(sentence: &Sentence, order: usize) -> bool {
    let Sentence { tokens, measures, .. } = sentence;
    let Some(first) = measures.figures.first() else { return false };
    let said = &tokens.list[order + 1..first.at.max(order + 1)];
    let caps = |token: &Token| {
        matches!(tokens.text(token), "no" | "not" | "more" | "less" | "fewer" | "than" | "at" | "most")
            || matches!(tokens.text(token), "max" | "max." | "maximum" | "of" | "a")
    };
    first.comparator == Comparator::AtMost && !said.is_empty() && said.iter().all(caps)
}

/// Whether what is named is others and what they do, or so much for each of them: `Wards that pass the check`, `Meals delivered per
/// courier from 9 to 14`.
pub(super) fn is_named(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, measures } = sentence;
    let list = &tokens.list;
    let others = |at: usize| {
        let head = &list[at];
        let unknown = is_unknown_plural(tokens, at);
        unknown
            || head.form == Form::S
                && head.has(Classes::PEOPLE)
                && !head.has(Classes::ARTEFACT | Classes::WORK)
    };
    let does = |at: usize| list[at].has(Classes::VERB) && matches!(list[at].form, Form::Base | Form::S);
    let things = |at: usize| measures.from_to && list[at].form == Form::S;
    let which = |at: usize| {
        matches!(word(tokens, at), "that" | "who") && (others(at - 1) || things(at - 1)) && does(at + 1)
    };
    let acts =
        (clause.start + 1..list.len().min(clause.start + 5)).any(|at| at + 1 < list.len() && which(at));
    let each = measures.from_to
        && (clause.start + 1..list.len())
            .any(|at| word(tokens, at) == "per" && tail::is_per_other(tokens, at));
    // `Contracts signed with schools from 3 to 12`
    let signed = (clause.start + 1..list.len().min(clause.start + 5))
        .any(|at| word(tokens, at) == "signed" && is_agreement(tokens, clause.start, at));
    clause.order.is_none() && (acts || each || signed && measures.from_to)
}

/// Whether several things that take two to agree are named: `contracts`.
fn is_agreement(tokens: &Tokens, start: usize, end: usize) -> bool {
    (start..end).any(|at| matches!(word(tokens, at), "contracts" | "agreements" | "deals" | "leases"))
}

/// `Launch the module with 20 paying customers`: the number is of those who make use of it.
pub(super) fn counts_use(sentence: &Sentence) -> bool {
    sentence.measures.figures.iter().any(|figure| is_in_use(sentence.tokens, figure.at))
}

fn is_in_use(tokens: &Tokens, number: usize) -> bool {
    IN_USE.contains(&word(tokens, number + 1))
}

/// `Review pull requests within a day`, `Fix critical bugs in under 24 hours`
fn is_prompt(sentence: &Sentence, order: usize) -> bool {
    let Sentence { tokens, measures, .. } = sentence;
    let lasts = |at: usize| {
        quantity(tokens, &tokens.list[at]).is_some_and(|quantity| quantity.dimension() == Dimension::Duration)
    };
    let soon = |at: usize| {
        (at.saturating_sub(3)..at).any(|lead| matches!(word(tokens, lead), "within" | "under" | "than"))
            && (order + 2..at).len() > 1
    };
    SERVE.contains(&word(tokens, order))
        && measures.figures.iter().any(|figure| lasts(figure.at) && soon(figure.at))
}
