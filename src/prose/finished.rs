//! Whether a sentence only says that a thing of ours is made or there: `Handbook published`, `Drainage of the lower field done`,
//! `Data warehouse in production`.
//!
//! What is counted as done is judged in `done`; here nothing need be counted. Most such sentences are work, but not all, so that the
//! weights are still asked, only less is asked of them.

use super::clause::Predicate;
use super::counts::largest_count;
use super::doers;
use super::lexicon::{Classes, Form};
use super::measures::{quantity, word};
use super::signals::Sentence;
use super::tail;
use super::token::Tokens;

/// What others finish, buy or sign as well, so that it is work where nobody else is spoken of.
const DONE: &[&str] = &[
    "done",
    "completed",
    "finished",
    "complete",
    "created",
    "added",
    "installed",
    "recorded",
    "updated",
    "revised",
    "bought",
    "purchased",
    "procured",
    "ordered",
    "hired",
    "recruited",
    "appointed",
    "opened",
    "agreed",
    "approved",
    "adopted",
    "introduced",
    "commissioned",
    "fixed",
    "cleared",
    "extended",
    "expanded",
    "removed",
    "replaced",
    "moved",
    "set up",
    "set",
    "handed",
    "drawn",
    "named",
    "chosen",
    "selected",
    "defined",
    "made",
];

/// What only others do: nobody awards a grant to himself.
const BY_OTHERS: &[&str] = &[
    "awarded",
    "granted",
    "shortlisted",
    "nominated",
    "featured",
    "quoted",
    "praised",
    "endorsed",
    "elected",
    "linked",
    "honoured",
    "honored",
    "funded",
    "subsidised",
    "subsidized",
    "sponsored",
    "cited",
    "mentioned",
    "reviewed",
];

/// More than this a team does not make in a quarter.
const MOST_MADE: f64 = 500.0;

/// The sentence names a thing and says that it is made or there, and no more than where, when and for whom.
pub(super) fn is_said(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, measures } = sentence;
    // `Get the policy signed off`
    let causes = |order: usize| matches!(word(tokens, order), "get" | "have");
    let start = match clause.order {
        Some(order) if causes(order) => order + 1,
        Some(_) => return false,
        None => clause.start,
    };
    let Some((at, length)) = state(tokens, start).filter(|_| !measures.from_to) else { return false };
    let is_known = matches!(clause.predicate, Predicate::None | Predicate::Delivered | Predicate::There)
        || clause.predicate_at == Some(at);
    let after = coordinated(tokens, at + length);
    let end = tail::purpose(tokens, after).unwrap_or(tokens.list.len());
    is_known
        && (largest_count(tokens, measures) <= MOST_MADE || doers::is_only_ours(tokens, at))
        && !measures
            .figures
            .iter()
            .any(|figure| quantity(tokens, &tokens.list[figure.at]).is_some_and(|q| q.value() == 0.0))
        && head(tokens, start, at).is_some_and(|head| is_thing(tokens, head, at))
        && tail::read_until(tokens, after, end).is_some_and(|tail| !tail.is_rate)
}

/// `Every classroom gets a new whiteboard`, `Each ward has its own handbook`: what we give to each of our things.
pub(super) fn is_given_to_each(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, measures } = sentence;
    let list = &tokens.list;
    let each = matches!(word(tokens, clause.start), "every" | "each" | "all");
    let gives =
        |at: &usize| matches!(word(tokens, *at), "gets" | "get" | "has" | "have" | "receives" | "receive");
    let Some(verb) = (clause.start + 2..list.len().min(clause.start + 10)).find(gives).filter(|_| each)
    else {
        return false;
    };
    let measured = Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::PEOPLE | Classes::SOFT;
    let ours = !list[clause.start..verb].iter().any(|t| t.has(measured) || t.is_number());
    let object = super::clause::noun_after(tokens, verb + 1).filter(|&at| !list[at].has(measured));
    let one = list
        .get(verb + 1)
        .is_some_and(|t| t.has(Classes::DETERMINER) && !matches!(tokens.text(t), "the" | "their"));
    let more = object.is_some_and(|at| {
        list[at + 1..].iter().any(|t| t.has(measured) || matches!(tokens.text(t), "that" | "who" | "which"))
    });
    clause.order.is_none() && ours && one && object.is_some() && !more && measures.figures.is_empty()
}

/// The word that says that it is made or there, and how many words it has.
fn state(tokens: &Tokens, start: usize) -> Option<(usize, usize)> {
    for at in start + 1..tokens.list.len().min(start + 12) {
        let token = &tokens.list[at];
        if let Some(length) = made(tokens, at) {
            return Some((at, length));
        }
        let place = matches!(
            word(tokens, at + 1),
            "place" | "production" | "beta" | "operation" | "service" | "force" | "effect"
        );
        if word(tokens, at) == "in" && place {
            return Some((at, 2));
        }
        let is_there = matches!(
            word(tokens, at),
            "live" | "ready" | "operational" | "online" | "in-place" | "signed-off" | "available"
        );
        if is_there && token.has(Classes::THERE) {
            return Some((at, 1));
        }
        let other =
            Classes::CAN | Classes::MODAL | Classes::LIMIT_HIGH | Classes::LIMIT_LOW | Classes::PRONOUN;
        let asks = matches!(word(tokens, at), "that" | "who" | "which" | "without" | "than" | "by" | "after");
        // `the lower field`
        let is_limit = token.has(other) && !tokens.list[at - 1].has(Classes::DETERMINER);
        if is_limit || asks {
            return None;
        }
    }
    None
}

/// The place after `and sent` of `written and sent`.
fn coordinated(tokens: &Tokens, at: usize) -> usize {
    let also = at + 1 < tokens.list.len() && word(tokens, at) == "and";
    match made(tokens, at + 1).filter(|_| also) {
        Some(length) => at + 1 + length,
        None => at,
    }
}

/// A participle of making things, and how many words it has.
fn made(tokens: &Tokens, at: usize) -> Option<usize> {
    let token = tokens.list.get(at)?;
    if DONE.contains(&word(tokens, at)) {
        let more =
            matches!((word(tokens, at), word(tokens, at + 1)), ("set" | "drawn", "up") | ("handed", "over"));
        return (more || !matches!(word(tokens, at), "set" | "handed")).then_some(1 + usize::from(more));
    }
    // `signed off`, `rolled out`
    if token.has(Classes::DELIVERED) && token.is_word() {
        return Some(1);
    }
    let is_form = token.form == Form::Ed && token.is_word();
    // `built on our library`
    if matches!(word(tokens, at + 1), "on" | "with" | "using") && word(tokens, at) == "built" {
        return None;
    }
    // `deposited`: what is done to a thing, and no word that anybody knows.
    let is_unknown = token.is_word()
        && token.classes.is_empty()
        && word(tokens, at).ends_with("ed")
        && !BY_OTHERS.contains(&word(tokens, at));
    doers::length(tokens, at).filter(|_| is_form && !doers::is_met(tokens, at)).or(is_unknown.then_some(1))
}

/// The head of the noun phrase before the state, in front of a preposition.
fn head(tokens: &Tokens, start: usize, end: usize) -> Option<usize> {
    let is_word =
        |at: &usize| tokens.list[*at].is_word() && !tokens.list[*at].has(Classes::DETERMINER | Classes::ALL);
    let stop = (start..end)
        .find(|at| {
            let token = &tokens.list[*at];
            let of_it = word(tokens, *at) == "of"
                && tokens.list[start..*at].iter().all(|t| t.is_number() || t.has(Classes::ALL));
            token.closes_noun() && *at > start && !of_it
        })
        .unwrap_or(end);
    (start..stop).rev().find(is_word)
}

/// Whether we make such a thing: no measure, nobody else, and nothing that they do.
fn is_thing(tokens: &Tokens, head: usize, state: usize) -> bool {
    let token = &tokens.list[head];
    let measured = Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::ACT;
    let own =
        token.has(Classes::ARTEFACT | Classes::SERIAL | Classes::WORK) || doers::is_submission(tokens, head);
    // `Breakfast club opened`, `Clinic refurbished`
    let founds = matches!(
        word(tokens, state),
        "opened" | "launched" | "set up" | "founded" | "built" | "refurbished" | "renovated"
    ) && token.form == Form::Base;
    let people = token.has(Classes::PEOPLE) && !token.has(Classes::STAFF | Classes::ROLE) && !founds;
    let employs = matches!(word(tokens, state), "hired" | "recruited" | "appointed" | "named" | "trained");
    let none = tokens.list[..state].iter().any(|t| t.has(Classes::NONE));
    !people
        && (own || !token.has(measured))
        && !none
        && (employs || !token.has(Classes::STAFF | Classes::ROLE))
}
