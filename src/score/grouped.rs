//! The means as first agreed where key results have moved since: each counts in the objective, and the team, that it belonged to
//! at first.

use super::rollup::weighted_mean;
use super::scorecard::{KeyResultCard, ObjectiveCard, TeamCard};
use crate::goals::values::{Ambition, Level};
use std::collections::BTreeMap;

/// An objective with the key results it had at first.
struct Group {
    level: Level,
    team: String,
    ambition: Ambition,
    weight: f64,
    /// Their weights and scores.
    parts: Vec<(f64, f64)>,
}

/// The objectives by their addresses, each with the key results it had at first.
pub(super) struct GroupedAtFirst(BTreeMap<String, Group>);

impl GroupedAtFirst {
    /// `None` if every key result is where it was.
    pub(super) fn of(teams: &[TeamCard]) -> Option<Self> {
        let has_moved = |objective: &ObjectiveCard, card: &KeyResultCard| {
            card.first_objective.as_ref().is_some_and(|first| first.address != objective.address)
        };
        let mut objectives = teams.iter().flat_map(|team| &team.objectives);
        if !objectives.any(|objective| objective.key_results.iter().any(|card| has_moved(objective, card))) {
            return None;
        }
        let mut groups = BTreeMap::new();
        for team in teams {
            for objective in &team.objectives {
                // What came on the way belonged nowhere at first.
                let known = objective.key_results.iter().filter(|card| card.added.is_none());
                known.for_each(|card| put(&mut groups, team, objective, card));
            }
        }
        Some(Self(groups))
    }

    /// The weights and scores of the key results that an objective had at first.
    pub(super) fn objective(&self, address: &str) -> Option<&[(f64, f64)]> {
        self.0.get(address).map(|group| &group.parts[..])
    }

    /// The ambitions, weights and scores of a team's objectives.
    pub(super) fn team(&self, level: Level, team: &str) -> Vec<(Ambition, (f64, f64))> {
        let of_team = self.0.values().filter(|group| group.level == level && group.team == team);
        of_team.filter_map(Group::scored).collect()
    }

    /// The scores of the teams, persons only if there is nothing else.
    pub(super) fn teams(&self) -> Vec<(f64, f64)> {
        let persons_only = self.0.values().all(|group| group.level == Level::Individual);
        let mut teams: BTreeMap<(Level, &str), Vec<(f64, f64)>> = BTreeMap::new();
        for group in self.0.values().filter(|group| persons_only || group.level != Level::Individual) {
            let scored = group.scored().map(|(_, part)| part);
            teams.entry((group.level, &group.team)).or_default().extend(scored);
        }
        teams.values().filter_map(|parts| Some((1.0, weighted_mean(parts)?))).collect()
    }
}

fn put(
    groups: &mut BTreeMap<String, Group>,
    team: &TeamCard,
    objective: &ObjectiveCard,
    card: &KeyResultCard,
) {
    let today = || Group {
        level: team.level,
        team: team.team.clone(),
        ambition: objective.agreed_ambition(),
        weight: objective.means.weight_at_first(objective.weight),
        parts: Vec::new(),
    };
    let group = match &card.first_objective {
        None => groups.entry(objective.address.clone()).or_insert_with(today),
        Some(first) => groups.entry(first.address.clone()).or_insert_with(|| Group {
            level: first.level,
            team: first.team.clone(),
            ambition: first.ambition,
            weight: first.weight,
            parts: Vec::new(),
        }),
    };
    let means = card.means();
    group.parts.extend(means.first_agreed.map(|score| (means.weight_at_first(card.weight), score)));
}

impl Group {
    fn scored(&self) -> Option<(Ambition, (f64, f64))> {
        Some((self.ambition, (self.weight, weighted_mean(&self.parts)?)))
    }
}
