//! The grades of the quarters before, and what became of the goals since they were agreed, added to a scorecard.

use super::earlier::{Addition, EarlierGrades, EarlierTeam, Removed};
use super::figures::figures;
use super::original::{FirstVersion, by_history};
use super::scorecard::{FirstObjective, KeyResultCard, ObjectiveCard, Scorecard};
use crate::goals::{Day, Workspace};
use crate::settings::Settings;
use std::collections::{HashMap, HashSet};

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

    /// Marks the key results that an earlier version did not have, or whose numbers it did not have, by address, and takes in those
    /// that it had and that are gone.
    pub fn mark_changes(
        &mut self,
        added: &HashSet<String>,
        filled_in: &HashMap<String, Day>,
        removed: Vec<Removed>,
    ) {
        let objectives = self.teams.iter_mut().flat_map(|team| &mut team.objectives);
        for card in objectives.flat_map(|objective| &mut objective.key_results) {
            if added.contains(&card.address) && card.added.is_none() {
                card.added = Some(Addition { day: None, reason: None });
            }
            card.filled_in = filled_in.get(&card.address).copied();
        }
        self.removed = removed;
    }

    /// The key results that are gone, as far as the filter shows them: nobody knows who owned them.
    pub fn removed_shown(&self) -> impl Iterator<Item = &Removed> {
        let is_shown = |removed: &&Removed| {
            let team = removed.address.split('/').nth(1).unwrap_or_default();
            self.filter.team.as_deref().is_none_or(|wanted| wanted == team) && self.filter.owner.is_none()
        };
        self.removed.iter().filter(is_shown)
    }

    /// Takes from earlier versions of the goals what key results wanted at first, by their addresses of today: from the time goals
    /// were settled, and for those that came later, from the day they came. It counts instead of what `revisions` say: it finds what
    /// no revision mentions, and knows better than one of a change that never was.
    pub fn compare_with(
        &mut self,
        settled: &HashMap<String, FirstVersion<'_>>,
        arrived: &HashMap<String, FirstVersion<'_>>,
    ) {
        for team in &mut self.teams {
            for objective in &mut team.objectives {
                for card in &mut objective.key_results {
                    let first = match settled.get(&card.address) {
                        Some(first) => {
                            card.compare_with_settled(first);
                            Some(first)
                        }
                        None => arrived.get(&card.address).inspect(|first| card.compare_with_arrived(first)),
                    };
                    card.first_objective = first.map(FirstObjective::of);
                }
                objective.compare_with(settled, arrived);
            }
        }
        self.summarise();
    }
}

impl ObjectiveCard {
    fn compare_with(
        &mut self,
        settled: &HashMap<String, FirstVersion<'_>>,
        arrived: &HashMap<String, FirstVersion<'_>>,
    ) {
        let first = |versions: &HashMap<String, FirstVersion<'_>>| {
            let mut known = self.key_results.iter().filter_map(|card| versions.get(&card.address));
            let was_here = |first: &&FirstVersion<'_>| {
                first.objective.is_some_and(|objective| objective.address() == self.address)
            };
            let was = known.find(was_here)?.view.objective;
            let ambition = Some(was.ambition()).filter(|first| *first != self.ambition);
            Some((other(was.weight(), self.weight), ambition))
        };
        if let Some((weight, ambition)) = first(settled) {
            (self.first_weight, self.first_ambition) = (weight, ambition);
        } else if let Some((weight, ambition)) = first(arrived) {
            self.first_weight = weight.or(self.first_weight);
            self.first_ambition = ambition.or(self.first_ambition);
        }
    }
}

impl KeyResultCard {
    fn compare_with_settled(&mut self, known: &FirstVersion<'_>) {
        let (view, first) = (&known.view, by_history(known, &self.figures, &self.readings, self.aggregate));
        if first.is_some() || figures(&known.numbers).is_complete() {
            self.original = first.map(Box::new);
        }
        self.first_weight = other(view.weight(), self.weight);
        if view.address() == self.address {
            self.added = None;
        }
    }

    /// Its revisions may tell of days before it came, which the history says nothing of.
    fn compare_with_arrived(&mut self, known: &FirstVersion<'_>) {
        let (view, first) = (&known.view, by_history(known, &self.figures, &self.readings, self.aggregate));
        self.original = first.map(Box::new).or_else(|| self.original.take());
        self.first_weight = other(view.weight(), self.weight).or(self.first_weight);
    }
}

impl FirstObjective {
    fn of(first: &FirstVersion<'_>) -> Self {
        let was = first.view.objective;
        let named = first.objective.unwrap_or(was);
        let (level, team) = (named.level(), named.team().into_owned());
        Self { address: named.address(), level, team, weight: was.weight(), ambition: was.ambition() }
    }
}

/// A number where it is not the same as today's.
fn other(first: f64, today: f64) -> Option<f64> {
    (first != today).then_some(first)
}
