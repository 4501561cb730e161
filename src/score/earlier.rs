//! The grades of the quarters before, and what became of the goals since they were agreed.

use super::bands::Band;
use super::scorecard::Scorecard;
use crate::goals::values::{Level, RevisedField};
use crate::goals::{Day, KeyResultView, Quarter, Workspace};
use crate::settings::Settings;
use std::collections::HashSet;

/// How many quarters before are looked at.
const LOOKED_BACK: usize = 4;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Its address at that time.
    pub address: String,
    /// Its sentence at that time.
    pub key_result: String,
}

impl Scorecard {
    /// Adds what up to four quarters before came to, the latest first, as of the same day.
    pub fn look_back(&mut self, workspace: &Workspace, settings: &Settings) {
        let before = std::iter::successors(Some(self.quarter.previous()), |quarter| Some(quarter.previous()));
        let before = before.take(LOOKED_BACK).filter(|quarter| self.all_quarters.contains(quarter));
        let graded = |quarter| {
            let card = Scorecard::new(workspace, settings, quarter, self.as_of);
            let teams = card.teams.into_iter().map(|team| EarlierTeam {
                level: team.level,
                team: team.team,
                score: team.score,
                band: team.band,
            });
            EarlierGrades { quarter, score: card.score, band: card.band, teams: teams.collect() }
        };
        self.earlier = before.map(graded).collect();
    }

    /// Marks the key results that an earlier version did not have, by address, and takes in those that it had and that are
    /// gone.
    pub fn mark_changes(&mut self, added: &HashSet<String>, removed: Vec<Removed>) {
        let objectives = self.teams.iter_mut().flat_map(|team| &mut team.objectives);
        for card in objectives.flat_map(|objective| &mut objective.key_results) {
            if added.contains(&card.address) && card.added.is_none() {
                card.added = Some(Addition { day: None, reason: None });
            }
        }
        self.removed = removed;
    }
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
