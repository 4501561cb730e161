//! How far our own work is, and how much of it gets done: `Roadmap completion from 60% to 80%`, `Sprint velocity`.

use super::clause::Clause;
use super::counts::{OwnWork, is_end, measured_from};
use super::doers;
use super::lexicon::Classes;
use super::measures::{before, word};
use super::token::Tokens;
use super::{Certainty, Kind};

/// Works that have an end, and how far they are is our progress.
pub(super) const WORKS: &[&str] = &[
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
pub(super) const OTHERS_PLANS: &[&str] = &[
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
