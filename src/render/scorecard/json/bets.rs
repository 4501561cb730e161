//! What needs somebody, and the initiatives of an objective.

use crate::goals::values::{Decision, InitiativeStatus};
use crate::render::json::word;
use crate::review::{Item, attention};
use crate::score::{Bet, Scorecard};
use schemars::JsonSchema;
use serde::Serialize;

/// One thing that needs somebody now.
#[derive(Serialize, JsonSchema)]
pub(super) struct Attention {
    /// `breached`, `stale`, `off_track`, `no_data` or `due`.
    concern: String,
    /// The metric's id, or the key result's address.
    address: String,
    /// Its display name.
    name: String,
    /// Its status.
    detail: String,
    /// The one next step.
    next: String,
    owner: Option<String>,
}

/// What needs somebody, the most harmful first.
pub(super) fn needed(card: &Scorecard) -> Vec<Attention> {
    let of_item =
        |Item { concern, address, name, detail, next, owner, pulled: _, is_incomplete: _ }: Item| {
            let concern = word(concern.name());
            Attention { concern, address, name, detail, next, owner }
        };
    attention(card).into_iter().map(of_item).collect()
}

/// An initiative, as its file has it.
#[derive(Serialize, JsonSchema)]
pub(super) struct JsonBet<'c> {
    title: &'c str,
    bets_on: &'c [String],
    owner: Option<&'c str>,
    status: Option<&'static str>,
    started: Option<String>,
    result: Option<&'c str>,
    decision: Option<&'static str>,
}

impl<'c> JsonBet<'c> {
    pub(super) fn of(bet: &'c Bet) -> Self {
        Self {
            title: &bet.title,
            bets_on: &bet.bets_on,
            owner: bet.owner.as_deref(),
            status: bet.status.map(InitiativeStatus::name),
            started: bet.started.map(|day| day.to_string()),
            result: bet.result.as_deref(),
            decision: bet.decision.map(Decision::name),
        }
    }
}
