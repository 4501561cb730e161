//! Our own people are trained: `95% of staff have completed the fire training`, `Every volunteer has received the briefing`.

use super::clause::Clause;
use super::counts::OwnWork;
use super::lexicon::Classes;
use super::measures::word;
use super::tail;
use super::token::Tokens;
use super::{Certainty, Kind};

/// What they do with it.
const TAKE: &[&str] = &[
    "completed",
    "received",
    "attended",
    "done",
    "finished",
    "had",
    "complete",
    "receive",
    "attend",
    "completes",
    "receives",
    "attends",
];

/// What is given to them.
const TRAINING: &[&str] =
    &["training", "trainings", "briefing", "induction", "refresher", "instruction", "e-learning", "drill"];

/// Our people, and a training that they take: it is held for them, whatever comes of it. They may have chosen it, so this is not sure.
pub(super) fn counted(tokens: &Tokens, clause: &Clause) -> Option<OwnWork> {
    let list = &tokens.list;
    let ours = |at: usize| {
        list[at].is_word() && list[at].has(Classes::STAFF) && !list[at].has(Classes::PEOPLE)
            || matches!(
                word(tokens, at),
                "volunteer" | "volunteers" | "trustee" | "trustees" | "apprentices" | "team members"
            )
    };
    let who = (clause.start..list.len().min(clause.start + 6))
        .find(|&at| ours(at))
        .filter(|_| clause.order.is_none())?;
    let take = (who + 1..list.len().min(who + 4)).find(|&at| TAKE.contains(&word(tokens, at)))?;
    let training = (take + 1..list.len().min(take + 7)).find(|&at| TRAINING.contains(&word(tokens, at)))?;
    let chosen =
        (take..training).any(|at| matches!(word(tokens, at), "voluntary" | "optional" | "chosen" | "own"));
    let tail = tail::read(tokens, training + 1)?;
    (!chosen && !tail.is_rate).then(|| OwnWork {
        kind: Kind::Output,
        certainty: Certainty::Unsure,
        evidence: vec![take, training],
    })
}
