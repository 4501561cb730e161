//! The grades of the quarters before, and what became of the goals since they were agreed.

use super::bands::Band;
use crate::goals::values::{Level, RevisedField};
use crate::goals::{Day, KeyResultView, Quarter};

/// What a quarter before came to.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierGrades {
    /// The quarter.
    pub quarter: Quarter,
    /// The mean of its teams, 0 to 1.
    pub score: Option<f64>,
    /// Its band.
    pub band: Option<Band>,
    /// Its teams.
    pub teams: Vec<EarlierTeam>,
}

/// What a team came to in a quarter before.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierTeam {
    /// Whose objectives they were.
    pub level: Level,
    /// Its name in addresses.
    pub team: String,
    /// The weighted mean of its objectives, 0 to 1.
    pub score: Option<f64>,
    /// Its band.
    pub band: Option<Band>,
}

/// That a key result came after the quarter's goals were settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The day, where a revision names it.
    pub day: Option<Day>,
    /// Why, in the words of that revision.
    pub reason: Option<String>,
}

/// A key result that was agreed at first, and that today's goals no longer have.
#[derive(Debug, Clone, PartialEq)]
pub struct Removed {
    /// Its address at that time.
    pub address: String,
    /// Its sentence at that time.
    pub key_result: String,
    /// Why, in the words of a revision.
    pub reason: Option<String>,
    /// What it came to before it went, 0 to 1.
    pub score: Option<f64>,
}

/// That it came late, by a revision that says so.
pub(super) fn addition(view: &KeyResultView, quarter: Quarter, as_of: Day) -> Option<Addition> {
    let calendar = view.workspace().calendar;
    let late =
        |day: &Day| *day > calendar.settled_by(quarter) && *day <= as_of.min(calendar.last_day(quarter));
    let revisions = view.key_result.revisions.readable().map(|(revision, _)| revision);
    let added = revisions.filter(|revision| revision.field.get() == Some(&RevisedField::Added));
    let found = added.filter_map(|revision| Some((revision.date.get().filter(|day| late(day))?, revision)));
    let (day, revision) = found.last()?;
    Some(Addition { day: Some(*day), reason: revision.reason.get().cloned() })
}
