//! What is missing before a quarter is closed: last values, decisions on initiatives, and what was learned.

use crate::goals::values::{Decision, InitiativeStatus};
use crate::goals::{Day, Workspace};
use crate::score::{Bet, KeyResultCard, ObjectiveCard, Scorecard};

/// A value from the quarter's last so many days tells how it ended.
const LAST_DAYS: i64 = 14;

/// An objective of which something is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclosed {
    /// Its full address.
    pub address: String,
    /// Its sentence.
    pub objective: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Key results without a value from the end of the quarter and without a grade set by hand.
    pub values: Vec<NoLastValue>,
    /// Initiatives of which nobody said what becomes of them.
    pub undecided: Vec<String>,
    /// Nobody wrote down what was learned.
    pub reflection: bool,
}

/// A key result of which it is not known where it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoLastValue {
    /// Its full address.
    pub address: String,
    /// Its sentence.
    pub sentence: String,
    /// The last value that is known, and its day.
    pub last: Option<(Day, String)>,
}

impl Unclosed {
    /// How many things are missing.
    #[must_use]
    pub fn count(&self) -> usize {
        self.values.len() + self.undecided.len() + usize::from(self.reflection)
    }
}

/// What is missing, objective by objective; those that were given up need nothing.
#[must_use]
pub fn unclosed(workspace: &Workspace, card: &Scorecard) -> Vec<Unclosed> {
    let objectives = card.teams.iter().flat_map(|team| &team.objectives);
    let open = objectives.filter(|objective| objective.cancelled.is_none());
    open.map(|objective| of_objective(workspace, card, objective)).filter(|open| open.count() > 0).collect()
}

fn of_objective(workspace: &Workspace, card: &Scorecard, objective: &ObjectiveCard) -> Unclosed {
    let is_open = |own: &&KeyResultCard| own.cancelled.is_none() && own.by_hand.is_none();
    let values = objective.key_results.iter().filter(is_open).filter_map(|own| no_last_value(card, own));
    let undecided = objective.bets.iter().filter(|bet| is_undecided(bet)).map(|bet| bet.title.clone());
    let has_reflection = workspace
        .objectives()
        .find(|view| view.address() == objective.address)
        .is_some_and(|view| view.objective.reflection.get().is_some_and(|text| !text.trim().is_empty()));
    Unclosed {
        address: objective.address.clone(),
        objective: objective.objective.clone(),
        owner: objective.owner.clone(),
        values: values.collect(),
        undecided: undecided.collect(),
        reflection: !has_reflection,
    }
}

fn no_last_value(card: &Scorecard, own: &KeyResultCard) -> Option<NoLastValue> {
    let last = own.readings.last().map(|reading| (reading.day, reading.value.text().to_owned()));
    let is_known = last.as_ref().is_some_and(|(day, _)| card.last_day.days_since(*day) < LAST_DAYS);
    (!is_known).then(|| NoLastValue { address: own.address.clone(), sentence: own.key_result.clone(), last })
}

/// Whether nobody said what becomes of an initiative. To iterate at the end of a quarter is a decision as well.
fn is_undecided(bet: &Bet) -> bool {
    let decided: Option<Decision> = bet.decision;
    decided.is_none() && bet.status != Some(InitiativeStatus::Dropped)
}
