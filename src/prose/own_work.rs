//! Numbers that only count what we deliver or do: `features shipped from 0 to 5`, `launch the portal from 0% to 100%`.
//!
//! Such a number moves when the work is done. It may look like a measure, but it says nothing about the effect of the work.

use super::clause::{Clause, Predicate};
use super::counts::{
    OwnWork, is_count, is_count_word, is_end, is_ours, is_rate, largest_count, measured_from,
};
use super::lexicon::{Classes, Form};
use super::measures::{Measures, Role, quantity};
use super::signals::Sentence;
use super::stock;
use super::token::{Token, Tokens};
use super::{Certainty, Direction, Kind};
use crate::quantity::Dimension;

/// What was done to a thing when it is counted as delivered or held.
const DONE: &[&str] = &[
    "shipped",
    "launched",
    "released",
    "published",
    "delivered",
    "built",
    "created",
    "written",
    "developed",
    "implemented",
    "deployed",
    "migrated",
    "run",
    "ran",
    "held",
    "conducted",
    "hosted",
    "organized",
    "organised",
    "produced",
    "drafted",
    "recorded",
    "filmed",
    "designed",
    "integrated",
    "added",
    "automated",
    "translated",
    "refactored",
    "rewritten",
    "completed",
    "finished",
    "performed",
    "done",
    "made",
    "posted",
    "sent",
    "given",
    "facilitated",
    "installed",
    "documented",
    "prepared",
    "rolled out",
    "hit",
    "met",
    "groomed",
    "closed",
    "merged",
    "resolved",
];

/// Participles that do not say who did it: users complete, create and install things as well. They count only in small numbers,
/// and only as a warning.
const OPEN: &[&str] = &[
    "completed",
    "created",
    "finished",
    "performed",
    "done",
    "made",
    "sent",
    "given",
    "posted",
    "added",
    "installed",
    "hosted",
    "recorded",
    "closed",
    "merged",
    "resolved",
];

/// Work that is closed or merged by those who do it; tickets and cases are closed for somebody.
const CLOSED: &[&str] = &["epic", "story", "task", "item", "milestone", "issue", "branch", "request"];

/// What users complete, fill in, install or send.
const BY_USERS: &[&str] = &[
    "app",
    "checklist",
    "course",
    "extension",
    "form",
    "lesson",
    "message",
    "module",
    "onboarding",
    "package",
    "plugin",
    "profile",
    "questionnaire",
    "quiz",
    "survey",
    "training",
    "tutorial",
];

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
    if measures.direction == Some(Direction::Decrease) {
        return None;
    }
    let few = largest_count(tokens, measures) <= MOST_MADE;
    things_done(tokens, clause)
        .filter(|done| few || !done.may_be_users)
        .map(|done| done.own_work)
        .or_else(|| progress(tokens, clause, measures))
        .or_else(|| completion(tokens, clause, measures))
        .or_else(|| staffing(tokens, clause, measures))
        .or_else(|| stock::counted(tokens, clause, measures))
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
        words.len() <= 3 && words.last().is_some_and(own) && !words.iter().any(|t| t.closes_noun())
    };
    things_done(tokens, clause).is_some() || effort()
}

/// Something done, and whether it may be users who did it.
struct Done {
    own_work: OwnWork,
    may_be_users: bool,
}

/// `Number of features shipped from 0 to 5`, `Increase published articles to 20`.
fn things_done(tokens: &Tokens, clause: &Clause) -> Option<Done> {
    let list = &tokens.list;
    let begin = measured_from(tokens, clause)?;
    // What is measured is the first noun phrase; a participle further on says something about something else.
    let done = (begin..list.len().min(begin + 7)).find(|&at| DONE.contains(&tokens.text(&list[at])))?;
    let others = |t: &Token| {
        t.has(Classes::PEOPLE | Classes::STAFF) || matches!(tokens.text(t), "that" | "who" | "which")
    };
    let parts = |t: &Token| t.closes_noun() && !is_count_word(tokens, t) && !t.has(Classes::DETERMINER);
    if list[begin..done].iter().any(|t| parts(t) || others(t)) {
        return None;
    }
    let follows = done > begin && is_own_thing(tokens, done - 1, done);
    let thing = if follows { done - 1 } else { done + 1 };
    // Before its noun `run` is a verb.
    if !follows && tokens.text(&list[done]) == "run" {
        return None;
    }
    let last = done.max(thing);
    if !is_own_thing(tokens, thing, done)
        || !(is_end(tokens, last + 1) || is_held_with(tokens, thing, last + 1))
        || is_rate(tokens, last + 1, thing)
    {
        return None;
    }
    // A share of our work is progress; a share of other things done well is hygiene.
    let percent = |t: &Token| quantity(tokens, t).is_some_and(|q| q.dimension() == Dimension::Percent);
    let share =
        list[begin..done].iter().any(|t| t.has(Classes::MEASURE) && !is_count(tokens, t) || percent(t));
    if share && !list[thing].has(Classes::WORK) {
        return None;
    }
    let kind =
        if list[thing].has(Classes::SERIAL) && !ships(tokens, done) { Kind::Activity } else { Kind::Output };
    let open = OPEN.contains(&tokens.text(&list[done]));
    let certainty = if open { Certainty::Unsure } else { Certainty::Sure };
    let own_work = OwnWork { kind, certainty, evidence: vec![thing.min(done), last] };
    // `Outbound emails sent`: no user sends those.
    let is_outbound =
        list[begin..done].iter().any(|t| matches!(tokens.text(t), "outbound" | "cold" | "sales"));
    let may_be_users = !is_outbound && (open || tokens.text(&list[done]) == "published");
    Some(Done { own_work, may_be_users })
}

/// `Roadmap completion from 60% to 80%`: how far our own work is.
fn completion(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Option<OwnWork> {
    const WORK: &[&str] =
        &["roadmap", "project", "backlog", "sprint", "migration", "rollout", "implementation", "development"];
    let list = &tokens.list;
    let begin = measured_from(tokens, clause)?;
    let at = (begin + 1..list.len().min(begin + 5))
        .find(|&at| matches!(tokens.text(&list[at]), "completion" | "progress"))?;
    let is_own = WORK.contains(&tokens.text(&list[at - 1])) && is_end(tokens, at + 1);
    (is_own && measures.target.is_some()).then(|| OwnWork {
        kind: Kind::Output,
        certainty: Certainty::Unsure,
        evidence: vec![at - 1, at],
    })
}

/// `Meetings held with partners from 5 to 20`: with or for whom it was does not make it less of an effort.
fn is_held_with(tokens: &Tokens, thing: usize, at: usize) -> bool {
    let list = &tokens.list;
    let number = list[at.min(list.len())..].iter().position(Token::is_number);
    list[thing].has(Classes::SERIAL)
        && list.get(at).is_some_and(|t| t.is_word() && matches!(tokens.text(t), "with" | "for"))
        && number.is_some_and(|number| (2..=4).contains(&number))
}

/// `Hire engineers from 4 to 9`, `Train staff from 20 to 90`.
fn staffing(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Option<OwnWork> {
    let list = &tokens.list;
    let order = clause.order?;
    let object = clause.object.filter(|object| list[*object].has(Classes::STAFF | Classes::ROLE))?;
    let hires = matches!(tokens.text(&list[order]), "hire" | "recruit" | "train" | "coach" | "upskill");
    (hires && measures.from_to).then(|| OwnWork {
        kind: Kind::Output,
        certainty: Certainty::Sure,
        evidence: vec![order, object],
    })
}

/// `Courses completed from 20 to 90`: what users complete is theirs, although we make it.
pub(super) fn is_completed_by_users(sentence: &Sentence) -> bool {
    let Sentence { tokens, clause, measures } = sentence;
    let list = &tokens.list;
    let noun = |at: usize| tokens.text(&list[at]);
    let done =
        (1..list.len()).find(|&at| matches!(noun(at), "completed" | "finished" | "passed" | "watched"));
    clause.order.is_none()
        && measures.from_to
        && done.is_some_and(|done| {
            let thing = noun(done - 1);
            BY_USERS.contains(&thing.strip_suffix('s').unwrap_or(thing)) && list[done - 1].is_word()
        })
}

/// A thing that is there, or an effort made, because of our work.
fn is_own_thing(tokens: &Tokens, thing: usize, done: usize) -> bool {
    let Some(token) = tokens.list.get(thing) else { return false };
    let participle = tokens.text(&tokens.list[done]);
    if matches!(participle, "closed" | "merged" | "resolved") {
        let noun = tokens.text(token);
        let singular = noun.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let singular = singular.as_deref().unwrap_or(noun.strip_suffix('s').unwrap_or(noun));
        return CLOSED.contains(&singular);
    }
    if matches!(participle, "hit" | "met") {
        return matches!(tokens.text(token), "milestone" | "milestones" | "deliverables");
    }
    let open = OPEN.contains(&participle);
    let by_users = || {
        let noun = tokens.text(token);
        token.has(Classes::ACT) || BY_USERS.contains(&noun.strip_suffix('s').unwrap_or(noun))
    };
    is_ours(token) && !(open && by_users())
}

fn ships(tokens: &Tokens, done: usize) -> bool {
    matches!(
        tokens.text(&tokens.list[done]),
        "shipped" | "launched" | "released" | "built" | "delivered" | "deployed"
    )
}

/// `Launch the portal from 0% to 100%`, `Migrate services from 20 to 120`: the verb says what the number counts.
fn progress(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Option<OwnWork> {
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
