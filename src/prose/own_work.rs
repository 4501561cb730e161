//! Numbers that merely count what we deliver or do: `features shipped from 0 to 5`, `launch the portal from 0% to 100%`.
//!
//! Such a number moves when the work is done and says nothing about what comes of it, however much it looks like a measure.

use super::clause::{Clause, Predicate};
use super::lexicon::{Classes, Form};
use super::measures::{Measures, Role, word};
use super::signals::Sentence;
use super::token::{Kind as TokenKind, Token, Tokens};
use super::{Certainty, Direction, Kind};

/// What is counted, and the tokens that say so.
pub(super) struct OwnWork {
    pub(super) kind: Kind,
    pub(super) certainty: Certainty,
    pub(super) evidence: Vec<usize>,
}

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
];

/// Of these it is open who did them, so they count only beside things that nobody but us would do.
const OPEN: &[&str] =
    &["completed", "finished", "performed", "done", "made", "sent", "given", "posted", "added", "installed"];

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
    things_done(tokens, clause)
        .or_else(|| progress(tokens, clause, measures))
        .or_else(|| efforts(tokens, clause, measures))
}

/// Whether the sentence speaks of work of ours, so that numbers beside it may well count that: `Launch the portal`, `Dark mode`.
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
        let words: Vec<&Token> = tokens.list.iter().filter(|t| t.is_word() && !is_of(tokens, t)).collect();
        let own = |t: &&Token| {
            t.has(Classes::SERIAL)
                && !t.has(Classes::ACT | Classes::METRIC | Classes::FAULT | Classes::PEOPLE)
        };
        words.len() <= 3 && words.last().is_some_and(own) && !words.iter().any(|t| t.closes_noun())
    };
    things_done(tokens, clause).is_some() || effort()
}

/// `Number of features shipped from 0 to 5`, `Increase published articles to 20`.
fn things_done(tokens: &Tokens, clause: &Clause) -> Option<OwnWork> {
    let list = &tokens.list;
    let begin = measured_from(tokens, clause)?;
    // What is measured is the first noun phrase; a participle further on says something about something else.
    let done = (begin..list.len().min(begin + 7)).find(|&at| DONE.contains(&tokens.text(&list[at])))?;
    let others = |t: &Token| {
        t.has(Classes::PEOPLE | Classes::STAFF) || matches!(tokens.text(t), "that" | "who" | "which")
    };
    let parts = |t: &Token| t.closes_noun() && !is_of(tokens, t) && !t.has(Classes::DETERMINER);
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
    if !is_own_thing(tokens, thing, done) || !is_end(tokens, last + 1) || is_rate(tokens, last + 1, thing) {
        return None;
    }
    // A share of our work is progress; a share of other things done well is hygiene.
    let share =
        list[begin..done].iter().any(|t| t.has(Classes::MEASURE) && !is_count(tokens, t) || t.is_number());
    if share && !list[thing].has(Classes::WORK) {
        return None;
    }
    let kind =
        if list[thing].has(Classes::SERIAL) && !ships(tokens, done) { Kind::Activity } else { Kind::Output };
    Some(OwnWork { kind, certainty: Certainty::Sure, evidence: vec![thing.min(done), last] })
}

/// Where the noun phrase that is measured begins: after a verb of direction, or at the start.
fn measured_from(tokens: &Tokens, clause: &Clause) -> Option<usize> {
    let list = &tokens.list;
    match clause.order {
        Some(order) if list[order].has(Classes::UP | Classes::HOLD | Classes::REACH | Classes::HAVE) => {
            Some(order + 1)
        }
        // `Roadmap items completed`: a noun that could be a verb.
        Some(order) if list[order].has(Classes::NOUN) => Some(order),
        // `Conduct experiments` is an order of its own.
        Some(_) => None,
        None if matches!(clause.predicate, Predicate::Can) => None,
        // `Interviews held: 3 to 20` looks like a label before a sentence.
        None if clause.start <= 4
            && list[..clause.start].last().is_some_and(|t| t.kind == TokenKind::Break(':')) =>
        {
            Some(0)
        }
        None => Some(clause.start),
    }
}

fn is_of(tokens: &Tokens, token: &Token) -> bool {
    token.is_word() && matches!(tokens.text(token), "of" | "and" | "total") || is_count(tokens, token)
}

fn is_count(tokens: &Tokens, token: &Token) -> bool {
    token.is_word()
        && matches!(
            tokens.text(token),
            "number"
                | "count"
                | "number of"
                | "count of"
                | "total"
                | "volume"
                | "volume of"
                | "amount"
                | "total number of"
        )
}

/// A thing that is there, or an effort made, because of our work.
fn is_own_thing(tokens: &Tokens, thing: usize, done: usize) -> bool {
    let Some(token) = tokens.list.get(thing) else { return false };
    let ours = Classes::ARTEFACT | Classes::SERIAL | Classes::WORK;
    let others = Classes::PEOPLE | Classes::METRIC | Classes::FAULT | Classes::MEASURE;
    let open = OPEN.contains(&tokens.text(&tokens.list[done]));
    let acts = token.has(Classes::ACT) && !token.has(Classes::SERIAL);
    token.is_word() && token.has(ours) && !token.has(others) && !acts && !(open && token.has(Classes::ACT))
}

fn ships(tokens: &Tokens, done: usize) -> bool {
    matches!(
        tokens.text(&tokens.list[done]),
        "shipped" | "launched" | "released" | "built" | "delivered" | "deployed"
    )
}

/// Whether nothing follows but the numbers: `without rollback` or `by customers` would make it something else.
fn is_end(tokens: &Tokens, at: usize) -> bool {
    let Some(token) = tokens.list.get(at) else { return true };
    let leads = [
        "from",
        "to",
        "in",
        "this",
        "per",
        "a",
        "each",
        "every",
        "by",
        "goes",
        "go",
        "rises",
        "grows",
        "increases",
        "is",
        "at",
        "reaches",
        "weekly",
        "monthly",
        "quarterly",
        "=",
        "≥",
    ];
    let by_others = word(tokens, at) == "by" && !tokens.list.get(at + 1).is_some_and(Token::is_number);
    !by_others
        && (token.is_number()
            || matches!(
                token.kind,
                TokenKind::Break(':' | '→' | ',' | '(' | '|' | '-' | '–' | '—' | '.' | '=')
            )
            || token.is_word() && (leads.contains(&tokens.text(token)) || token.has(Classes::LIMIT_LOW)))
}

/// `Features shipped per sprint` is throughput, which the organisation may well want to raise; talks per month stay effort.
fn is_rate(tokens: &Tokens, from: usize, thing: usize) -> bool {
    let list = &tokens.list;
    let rate = list[from.min(list.len())..].iter().enumerate().any(|(i, t)| {
        t.is_word() && matches!(tokens.text(t), "per" | "each" | "every" | "weekly" | "monthly" | "daily")
            || t.is_word()
                && tokens.text(t) == "a"
                && list.get(from + i + 1).is_some_and(|t| t.has(Classes::TIME))
    });
    rate && !list[thing].has(Classes::SERIAL)
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
    let rest = &list[order + 1..];
    if !plain || !measures.from_to || rest.iter().any(|t| other(t) || verb_again(t)) {
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

/// `Number of experiments from 3 to 10`: what is counted is an effort, whoever asks for more of it.
fn efforts(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Option<OwnWork> {
    let list = &tokens.list;
    let begin = measured_from(tokens, clause)?;
    let more = measures.from_to && measures.figures.iter().all(|f| !matches!(f.role, Role::Change));
    let counts = list.get(begin..)?.iter().take(3).any(|t| is_count(tokens, t));
    let effort = (begin..list.len().min(begin + 6)).find(|&at| {
        let noun = &list[at];
        noun.is_word()
            && noun.has(Classes::SERIAL)
            && (noun.form == Form::S || tokens.text(noun).contains(' '))
            && !noun.has(
                Classes::ACT
                    | Classes::PEOPLE
                    | Classes::METRIC
                    | Classes::FAULT
                    | Classes::SYSTEM
                    | Classes::MEASURE,
            )
    })?;
    let before = &list[begin..effort];
    let plain = before.iter().all(|t| !t.closes_noun() || is_of(tokens, t) || t.has(Classes::DETERMINER))
        && !before.iter().any(|t| t.is_number() || t.has(Classes::PEOPLE | Classes::METRIC | Classes::FAULT));
    let ends = matches!(word(tokens, effort + 1), "from" | "per" | "to")
        || list.get(effort + 1).is_some_and(|t| matches!(t.kind, TokenKind::Break(':')));
    (more && plain && ends && (counts || clause.order.is_none())).then(|| OwnWork {
        kind: Kind::Activity,
        certainty: Certainty::Unsure,
        evidence: vec![effort],
    })
}
