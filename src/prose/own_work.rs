//! Numbers that only count what we deliver or do: `features shipped from 0 to 5`, `launch the portal from 0% to 100%`.
//!
//! Such a number moves when the work is done. It may look like a measure, but it says nothing about the effect of the work.

use super::clause::{Clause, Predicate};
use super::completion;
use super::counts::{OwnWork, is_count_word, is_ours, largest_count};
use super::courses;
use super::doers;
use super::done;
use super::lexicon::{Classes, Form};
use super::measures::{Measures, Role, quantity, word};
use super::progress;
use super::signals::Sentence;
use super::stock;
use super::tail;
use super::token::{Token, Tokens};
use super::{Certainty, Direction, Kind};
use crate::quantity::Dimension;

/// More than this a team does not make in a quarter: larger numbers count what users make or publish.
const MOST_MADE: f64 = 200.0;

/// Verbs that ship whatever they act on.
const SHIP: &[&str] = &[
    "ship",
    "launch",
    "release",
    "publish",
    "build",
    "create",
    "develop",
    "implement",
    "migrate",
    "write",
    "design",
    "integrate",
    "introduce",
    "refactor",
    "rewrite",
    "redesign",
    "rebuild",
    "translate",
    "document",
    "install",
    "run",
    "conduct",
    "host",
    "organize",
    "organise",
    "add",
    "complete",
    "finish",
    "deploy",
];

/// The number of the sentence counts our own work, and nothing else.
pub(super) fn counted(sentence: &Sentence) -> Option<OwnWork> {
    let Sentence { tokens, clause, measures } = sentence;
    // Less of our own work may well be a result: fewer meetings.
    if measures.direction == Some(Direction::Decrease) || measures.fall() {
        return None;
    }
    let few = largest_count(tokens, measures) <= MOST_MADE;
    done::counted(tokens, clause)
        .filter(|done| few || !done.may_be_users)
        .map(|done| OwnWork { kind: done.kind, certainty: done.certainty, evidence: done.evidence.to_vec() })
        .or_else(|| shipped(tokens, clause, measures))
        .or_else(|| completion::how_far(tokens, clause).filter(|_| measures.target.is_some()))
        .or_else(|| progress::counted(tokens, clause, measures))
        .or_else(|| courses::counted(tokens, clause))
        .or_else(|| completion::velocity(tokens).filter(|_| !measures.figures.is_empty()))
        .or_else(|| staffing(tokens, clause, measures))
        .or_else(|| worked_off(tokens, clause))
        .or_else(|| stock::counted(tokens, clause, measures))
        .or_else(|| made(sentence))
}

/// Whether the sentence is about our own work, so that numbers beside it may only count that: `Launch the portal`, `Dark mode`.
pub(super) fn is_spoken_of(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, .. } = sentence;
    let work = Classes::DELIVER
        | Classes::HIRE
        | Classes::TRAIN
        | Classes::EFFORT
        | Classes::DECIDE
        | Classes::FINISH
        | Classes::STUDY;
    let moves = Classes::UP | Classes::DOWN | Classes::HOLD | Classes::REACH;
    let measured = Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::ACT | Classes::PEOPLE;
    let has = |at: Option<usize>, classes: Classes| at.is_some_and(|at| tokens.list[at].has(classes));
    match (clause.order, clause.predicate) {
        (Some(order), _) => {
            let verb = tokens.list[order];
            verb.has(work) && !(verb.has(moves) && has(clause.object, measured))
        }
        (None, Predicate::Delivered | Predicate::There | Predicate::Can | Predicate::Has) => true,
        (None, Predicate::None) => {
            has(clause.subject, Classes::ARTEFACT | Classes::SERIAL | Classes::WORK)
                && !has(clause.subject, measured)
        }
        _ => false,
    }
}

/// Whether a few words name our own work as what is measured: `features shipped`, `number of interviews`.
pub(super) fn is_named(tokens: &Tokens, clause: &Clause) -> bool {
    let effort = || {
        let words: Vec<&Token> =
            tokens.list.iter().filter(|t| t.is_word() && !is_count_word(tokens, t)).collect();
        let own = |t: &&Token| {
            t.has(Classes::SERIAL)
                && !t.has(Classes::ACT | Classes::METRIC | Classes::FAULT | Classes::PEOPLE)
        };
        // `Support calls` come from others.
        let comes_in = |t: &&Token| {
            matches!(tokens.text(t), "support" | "help" | "helpdesk" | "inbound" | "incoming" | "emergency")
        };
        words.len() <= 3
            && words.last().is_some_and(own)
            && !words.iter().any(|t| t.closes_noun())
            && !words.iter().any(comes_in)
    };
    done::counted(tokens, clause).is_some()
        || completion::how_far(tokens, clause).is_some()
        || completion::velocity(tokens).is_some()
        || effort()
}

/// `Hire engineers from 4 to 9`, `Train staff from 20 to 90`.
fn staffing(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Option<OwnWork> {
    let (order, object) = staffed(tokens, clause).filter(|_| measures.from_to)?;
    let is_staff = tokens.list[object].has(Classes::STAFF | Classes::ROLE);
    is_staff.then(|| OwnWork {
        kind: Kind::Output,
        certainty: Certainty::Sure,
        evidence: vec![order, object],
    })
}

/// `Train 300 nurses on the new pump`: people who are hired or trained, and nothing about what comes of it.
pub(super) fn is_staffing(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, .. } = sentence;
    staffed(tokens, clause).is_some_and(|(order, object)| {
        // `Recruit 40 new donors` wins people.
        let wins =
            word(tokens, order) == "recruit" && !tokens.list[object].has(Classes::STAFF | Classes::ROLE);
        !wins && stock::is_count(tokens, order + 1) && tail::read(tokens, object + 1).is_some()
    })
}

/// The order to hire or train, and whom.
fn staffed(tokens: &Tokens, clause: &Clause) -> Option<(usize, usize)> {
    let hires =
        |order: &usize| matches!(word(tokens, *order), "hire" | "recruit" | "train" | "coach" | "upskill");
    let are_people = |at: &usize| tokens.list[*at].has(Classes::STAFF | Classes::ROLE | Classes::PEOPLE);
    clause.order.filter(hires).zip(clause.object.filter(are_people))
}

/// `Close 25 audit findings`, `Remediate 40 vulnerabilities`: faults that somebody works off, one after the other.
fn worked_off(tokens: &Tokens, clause: &Clause) -> Option<OwnWork> {
    const VERBS: [&str; 12] = [
        "fix",
        "close",
        "resolve",
        "remediate",
        "clear",
        "patch",
        "solve",
        "address",
        "tackle",
        "remove",
        "handle",
        "process",
    ];
    const ITEMS: [&str; 12] = [
        "ticket",
        "tickets",
        "bug",
        "bugs",
        "finding",
        "findings",
        "vulnerability",
        "vulnerabilities",
        "item",
        "items",
        "defect",
        "defects",
    ];
    let order = clause.order.filter(|&order| VERBS.contains(&word(tokens, order)))?;
    let item = (order + 2..order + 5).find(|&at| ITEMS.contains(&word(tokens, at)))?;
    let is_count =
        stock::is_count(tokens, order + 1) && tail::read(tokens, item + 1).is_some_and(|tail| !tail.is_rate);
    is_count.then(|| OwnWork { kind: Kind::Output, certainty: Certainty::Sure, evidence: vec![order, item] })
}

/// `Courses completed from 20 to 90`: what users complete is theirs, although we make it.
pub(super) fn is_completed_by_users(sentence: &Sentence) -> bool {
    sentence.clause.order.is_none()
        && sentence.measures.from_to
        && doers::is_completed_by_users(sentence.tokens)
}

/// Whether an order of work is followed by how much of it, and by nothing that would ask for more: `Install 200 lamps`, `Finish 90% of
/// the tasks`, `Roll out the system in 28 of 40 shops`. Such a number is the size of the work.
pub(super) fn is_sized(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, measures } = sentence;
    let list = &tokens.list;
    let Some(order) = clause.order.filter(|&order| list[order].form != Form::Ing) else { return false };
    let verb = list[order];
    let works = verb.has(Classes::DELIVER | Classes::EFFORT | Classes::FINISH)
        && !verb.has(Classes::UP | Classes::DOWN | Classes::HIRE);
    let Some(first) = measures.figures.first().map(|figure| figure.at) else { return false };
    let end =
        tail::purpose(tokens, first + 1).or_else(|| which_people(tokens, order, first)).unwrap_or(list.len());
    // `The compliance checklist` is no measure: the last noun says what it is.
    let is_result = |at: usize| {
        let token = &list[at];
        let is_last = at + 1 == end || list.get(at + 1).is_none_or(Token::closes_noun);
        let own = token.has(Classes::ARTEFACT | Classes::SERIAL | Classes::WORK | Classes::PEOPLE);
        token.is_word()
            && (token.has(Classes::COMPARE)
                || is_last && token.has(Classes::METRIC | Classes::MEASURE)
                || is_last && token.has(Classes::FAULT | Classes::ACT) && !own)
    };
    // People are won, even if it is called signing or registering them.
    let wins = verb.has(Classes::REACH | Classes::BEHAVE)
        && clause.object.is_some_and(|at| list[at].has(Classes::PEOPLE) && !list[at].has(Classes::STAFF));
    // `Make 1,200 visits, up from 700`: the number after the verb is what is to be made.
    let is_end = first == order + 1 && measures.target_at == Some(first) && stock::is_count(tokens, first);
    let then_does = |at: usize| {
        list[at].has(Classes::CONJUNCTION)
            && list.get(at + 1).is_some_and(|verb| verb.has(Classes::VERB) && verb.form == Form::Base)
    };
    // `Replace 30% of flights with trains`, `Conduct 80% of meetings online`
    let swaps = word(tokens, order) == "replace"
        && list[first..].iter().any(|t| matches!(tokens.text(t), "with" | "by"));
    // `Achieve 100% of the sales plan`: a plan of what should come of the work.
    let attains = word(tokens, order) == "achieve"
        && list[first..]
            .iter()
            .any(|t| matches!(tokens.text(t), "plan" | "target" | "targets" | "goal" | "goals" | "quota"));
    let is_there = list[first..].iter().any(|t| t.is_word() && t.has(Classes::THERE));
    works
        && !wins
        && !swaps
        && !attains
        && !is_there
        && (!measures.from_to || is_end)
        && !(order..first).any(then_does)
        && !(order + 1..end).any(is_result)
        && tail::read_until(tokens, order + 1, end).is_some()
        && tail::read_until(tokens, first + 1, end).is_some_and(|tail| !tail.is_rate)
}

/// `Refurbish the changing rooms`: an order to make something, and nothing that would be measured.
pub(super) fn is_plain_order(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, measures } = sentence;
    let list = &tokens.list;
    let Some(order) = clause.order.filter(|&order| list[order].form == Form::Base) else { return false };
    let else_meant = Classes::UP | Classes::DOWN | Classes::HOLD | Classes::REACH | Classes::VAGUE;
    let delivers = list[order].has(Classes::DELIVER | Classes::HIRE) && !list[order].has(else_meant);
    let holds =
        word(tokens, order) == "hold" && clause.object.is_some_and(|at| list[at].has(Classes::SERIAL));
    let works = doers::makes(tokens, order) || SHIP.contains(&word(tokens, order)) || delivers || holds;
    let measured =
        Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::ACT | Classes::SOFT | Classes::PEOPLE;
    let is_thing = clause.object.is_some_and(|at| {
        let own = list[at].has(Classes::ARTEFACT | Classes::SERIAL | Classes::WORK);
        own || !list[at].has(measured)
    });
    // `Prepare for the audit`
    let acts_on = list.get(order + 1).is_some_and(|next| !next.has(Classes::PREPOSITION));
    works && acts_on && measures.figures.is_empty() && is_thing && tail::read(tokens, order + 1).is_some()
}

/// Whether the order is to meet people, which leaves nothing behind.
fn meets(tokens: &Tokens, order: usize) -> bool {
    matches!(
        word(tokens, order),
        "interview" | "approach" | "survey" | "visit" | "contact" | "phone" | "call" | "canvass" | "shadow"
    )
}

/// `Interview 40 customers who cancelled`: where it says which people are met.
fn which_people(tokens: &Tokens, order: usize, first: usize) -> Option<usize> {
    (first + 1..tokens.list.len())
        .find(|&at| meets(tokens, order) && matches!(word(tokens, at), "who" | "that" | "which" | "whose"))
}

/// `Lay 14 km of fibre`, `Inspect 90% of the lifts`: nobody else does that.
fn made(sentence: &Sentence) -> Option<OwnWork> {
    let Sentence { tokens, clause, .. } = sentence;
    let list = &tokens.list;
    let order = clause.order.filter(|&order| doers::makes(tokens, order) || meets(tokens, order))?;
    let first = (order + 1..list.len().min(order + 4)).find(|&at| list[at].is_number())?;
    let lead = |at: usize| {
        list[at].has(Classes::DETERMINER | Classes::ALL | Classes::LIMIT_LOW) && word(tokens, at) != "a"
    };
    if !(order + 1..first).all(lead) || !is_sized(sentence) {
        return None;
    }
    let object = clause.object?;
    let meets = meets(tokens, order);
    let others = list[object].has(Classes::PEOPLE | Classes::ACT) && !is_ours(&list[object]) && !meets;
    let efforts = list[object].has(Classes::SERIAL)
        || meets
        || matches!(word(tokens, order), "inspect" | "audit" | "conduct" | "carry out");
    let kind = if efforts { Kind::Activity } else { Kind::Output };
    (!others).then(|| OwnWork { kind, certainty: Certainty::Sure, evidence: vec![order, object] })
}

/// `Launch the portal from 0% to 100%`, `Migrate services from 20 to 120`: the verb says what the number counts.
fn shipped(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Option<OwnWork> {
    let list = &tokens.list;
    let order = clause.order?;
    let plain = list[order].form == Form::Base && SHIP.contains(&tokens.text(&list[order]));
    let measured = Classes::METRIC
        | Classes::MEASURE
        | Classes::FAULT
        | Classes::PEOPLE
        | Classes::ACT
        | Classes::STAFF
        | Classes::COMPARE;
    let other = |t: &Token| {
        t.is_word()
            && (t.has(measured) || t.has(Classes::BEHAVE) && !t.has(Classes::ARTEFACT | Classes::WORK))
    };
    let verb_again = |t: &Token| {
        t.is_word() && t.has(Classes::UP | Classes::DOWN | Classes::REACH) && !t.has(Classes::NOUN)
    };
    // What goes from one duration, rate or sum to another is measured, and not built piece by piece.
    let counted = |dimension: Dimension| matches!(dimension, Dimension::Count | Dimension::Percent);
    let pieces = measures.figures.iter().filter(|figure| matches!(figure.role, Role::Baseline | Role::End));
    let is_progress =
        pieces.filter_map(|figure| quantity(tokens, &list[figure.at])).all(|q| counted(q.dimension()));
    let rest = &list[order + 1..];
    if !plain || !is_progress || !measures.from_to || rest.iter().any(|t| other(t) || verb_again(t)) {
        return None;
    }
    let evidence = std::iter::once(order).chain(clause.object).collect();
    let kind = if clause.object.is_some_and(|at| list[at].has(Classes::SERIAL))
        && list[order].has(Classes::EFFORT)
    {
        Kind::Activity
    } else {
        Kind::Output
    };
    Some(OwnWork { kind, certainty: Certainty::Sure, evidence })
}
