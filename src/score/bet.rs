//! The bets of an objective: its initiatives, and their results.

use crate::goals::values::{Decision, InitiativeStatus};
use crate::goals::{Day, ObjectiveView};

/// An initiative, as its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bet {
    /// The work.
    pub title: String,
    /// The key results it should move, as the file names them.
    pub bets_on: Vec<String>,
    /// Its owner.
    pub owner: Option<String>,
    /// Its status.
    pub status: Option<InitiativeStatus>,
    /// The day work on it started.
    pub started: Option<Day>,
    /// Its result.
    pub result: Option<String>,
    /// What was decided then.
    pub decision: Option<Decision>,
}

/// The initiatives of an objective, in the order of the file; those without a title are left out.
pub(super) fn bets(view: &ObjectiveView<'_>) -> Vec<Bet> {
    let initiatives = view.objective.initiatives.readable().map(|(short, _)| &short.0);
    let bet = |initiative: &crate::goals::format::Initiative| {
        Some(Bet {
            title: initiative.title.get()?.clone(),
            bets_on: initiative.bets_on.readable().map(|(id, _)| id.clone()).collect(),
            owner: initiative.owner.get().map(|owner| owner.as_str().to_owned()),
            status: initiative.status.get().copied(),
            started: initiative.started.get().copied(),
            result: initiative.result.get().cloned(),
            decision: initiative.decision.get().copied(),
        })
    };
    initiatives.filter_map(bet).collect()
}
