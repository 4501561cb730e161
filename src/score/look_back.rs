//! The grades of the quarters before, and what became of the goals since they were agreed, added to a scorecard.

use super::earlier::{Addition, EarlierGrades, EarlierTeam, Removed};
use super::scorecard::Scorecard;
use crate::goals::Workspace;
use crate::settings::Settings;
use std::collections::HashSet;

/// How many quarters before are looked at.
const LOOKED_BACK: usize = 4;

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
