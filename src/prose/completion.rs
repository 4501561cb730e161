//! How far our own work is, and how much of it gets done: `Roadmap completion from 60% to 80%`, `Sprint velocity`.

use super::clause::Clause;
use super::counts::{OwnWork, is_end, measured_from};
use super::doers;
use super::lexicon::Classes;
use super::measures::{Measures, before, quantity, word};
use super::token::Tokens;
use super::{Certainty, Kind};
use crate::quantity::Dimension;

/// Works that have an end, and how far they are is our progress.
const WORKS: &[&str] = &[
    "roadmap",
    "project",
    "backlog",
    "sprint",
    "migration",
    "rollout",
    "roll-out",
    "implementation",
    "development",
    "plan",
    "programme",
    "program",
    "workplan",
    "build",
    "rebuild",
    "refit",
    "refurbishment",
    "renovation",
    "redesign",
    "construction",
    "installation",
    "deployment",
    "clean-up",
    "cleanup",
    "transition",
    "upgrade",
    "phase",
    "initiative",
    "schedule",
    "tasks",
    "actions",
    "milestones",
    "deliverables",
    "action items",
    "work packages",
    "works",
    "refactoring",
    "rewrite",
    "relocation",
];

/// Plans that somebody else completes, or that are made for each of many.
const OTHERS_PLANS: &[&str] = &[
    "care",
    "treatment",
    "payment",
    "repayment",
    "savings",
    "learning",
    "pension",
    "meal",
    "study",
    "individual",
    "loyalty",
];

/// `Roadmap completion from 60% to 80%`, `80% completion of the clean-up plan`, `Progress on the build`: how far our own work is.
pub(super) fn how_far(tokens: &Tokens, clause: &Clause) -> Option<OwnWork> {
    let list = &tokens.list;
    // `Progress` may be a verb as well.
    let begin = measured_from(tokens, clause).unwrap_or(clause.start);
    let is_ours = |at: usize| {
        let others = |at: usize| OTHERS_PLANS.contains(&word(tokens, at)) || list[at].has(Classes::PEOPLE);
        WORKS.contains(&word(tokens, at)) && !(at.saturating_sub(3).max(begin)..at).any(others)
    };
    let at = (begin..list.len().min(begin + 5))
        .find(|&at| matches!(word(tokens, at), "completion" | "progress"))?;
    let of_it = matches!(word(tokens, at + 1), "of" | "on" | "with" | "in");
    let is_theirs = doers::is_for_users(before(tokens, at, 1));
    let named = (begin..at).rev().find(|&work| is_ours(work)).filter(|_| !is_theirs);
    let work = match of_it {
        true => {
            let mut after = (at + 2..list.len().min(at + 8)).take_while(|&at| list[at].is_word());
            after.find(|&at| is_ours(at)).or(named)
        }
        false => named.filter(|_| is_end(tokens, at + 1)),
    }?;
    let evidence = vec![at.min(work), at.max(work)];
    Some(OwnWork { kind: Kind::Output, certainty: Certainty::Sure, evidence })
}

/// `Migration to the cloud: 0% to 100%`, `Project Falcon 80% complete`, `Construction of the clinic is 60% finished`: the work itself
/// has a percentage.
pub(super) fn at_percentage(tokens: &Tokens, clause: &Clause, measures: &Measures) -> Option<OwnWork> {
    let list = &tokens.list;
    let begin = clause.order.is_none().then_some(measured_from(tokens, clause)?)?;
    let is_percent =
        |at: usize| quantity(tokens, &list[at]).is_some_and(|q| q.dimension() == Dimension::Percent);
    let first = (begin + 1..list.len()).find(|&at| list[at].is_number())?;
    let last = measures.target_at.filter(|&at| at >= first)?;
    if !(begin..list.len()).filter(|&at| list[at].is_number()).all(is_percent) {
        return None;
    }
    let is_done = |at: usize| {
        matches!(
            word(tokens, at),
            "complete"
                | "completed"
                | "done"
                | "finished"
                | "implemented"
                | "executed"
                | "delivered"
                | "built"
                | "through"
        )
    };
    let says = measures.from_to || word(tokens, last - 1) == "at";
    let whole = says && quantity(tokens, &list[last]).is_some_and(|q| q.value() == 100.0);
    let done = is_done(last + 1) || (begin + 1..first).any(is_done);
    let is_ours = |at: usize| WORKS.contains(&word(tokens, at)) || word(tokens, at) == "work";
    // The head: a preposition or the number comes next.
    let closed = |at: usize| {
        at + 1 >= first
            || list[at + 1].closes_noun()
            || is_done(at + 1)
            || list[at].has(Classes::WORK) && is_name(tokens, at + 1, first)
    };
    let work = (begin..first)
        .take_while(|&at| list[at].is_word() && !list[at].has(Classes::PREPOSITION))
        .filter(|&at| is_ours(at))
        .last()
        .filter(|&at| closed(at))?;
    let others =
        (begin..work).any(|at| list[at].has(Classes::PEOPLE) || OTHERS_PLANS.contains(&word(tokens, at)));
    let measured = (work + 1..list.len())
        .any(|at| list[at].has(Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::COMPARE));
    let end = last + 1 + usize::from(is_done(last + 1));
    let tail = super::tail::read(tokens, end).is_some();
    ((whole || done) && !others && !measured && tail).then(|| OwnWork {
        kind: Kind::Output,
        certainty: Certainty::Sure,
        evidence: vec![work, last],
    })
}

/// `Project Falcon`: only words that nobody knows come before the number.
fn is_name(tokens: &Tokens, from: usize, number: usize) -> bool {
    tokens.list[from..number].iter().all(|t| t.is_word() && t.classes.is_empty())
}

/// `Sprint velocity from 32 to 45 story points`: how much we get done in a while, whatever comes of it.
pub(super) fn velocity(tokens: &Tokens) -> Option<OwnWork> {
    let places = 0..tokens.list.len();
    let points = places
        .clone()
        .find(|&at| matches!(word(tokens, at), "point" | "points"))
        .filter(|&at| before(tokens, at, 1) == "story" || word(tokens, at + 1) == "per");
    let velocity = places.clone().find(|&at| word(tokens, at) == "velocity").filter(|&at| {
        let lead = before(tokens, at, 1);
        points.is_some() || matches!(lead, "sprint" | "team" | "delivery" | "development" | "engineering")
    });
    let done = points.and_then(|points| {
        let done = |&at: &usize| {
            matches!(word(tokens, at), "delivered" | "completed" | "done" | "finished" | "burned" | "closed")
        };
        Some([points, (points + 1..points + 3).find(done)?])
    });
    let evidence = done.map(Vec::from).or_else(|| velocity.map(|at| vec![at]))?;
    Some(OwnWork { kind: Kind::Activity, certainty: Certainty::Sure, evidence })
}
