//! Teams whose last two quarters went perfectly: their targets are too easy by now.

use crate::goals::{Day, Quarter, Workspace};
use crate::score::Scorecard;
use crate::settings::Settings;
use std::collections::{BTreeMap, BTreeSet};

/// The teams of a quarter that has not ended whose two quarters before it were graded 1.0 in every key result.
pub(super) struct PerfectPast {
    teams: BTreeSet<(Quarter, String)>,
}

impl PerfectPast {
    /// Looks back from every quarter that is on or still to come.
    pub(super) fn of(workspace: &Workspace, settings: &Settings, as_of: Day) -> Self {
        let quarters: BTreeSet<Quarter> =
            workspace.objectives().filter_map(|objective| objective.quarter()).collect();
        // Of a quarter after the next one nothing is known yet: the one before it has not begun.
        let next = workspace.calendar.quarter_of(as_of).next();
        let is_open =
            |quarter: &&Quarter| workspace.calendar.last_day(**quarter) >= as_of && **quarter <= next;
        let mut perfect: BTreeMap<Quarter, BTreeSet<String>> = BTreeMap::new();
        let mut teams = BTreeSet::new();
        for quarter in quarters.iter().filter(is_open) {
            let (last, before) = (quarter.previous(), quarter.previous().previous());
            if !quarters.contains(&last) || !quarters.contains(&before) {
                continue;
            }
            for past in [last, before] {
                perfect.entry(past).or_insert_with(|| perfect_teams(workspace, settings, past, as_of));
            }
            let twice = perfect[&last].intersection(&perfect[&before]);
            teams.extend(twice.map(|team| (*quarter, team.clone())));
        }
        Self { teams }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.teams.is_empty()
    }

    pub(super) fn includes(&self, quarter: Quarter, team: &str) -> bool {
        self.teams.contains(&(quarter, team.to_owned()))
    }
}

fn perfect_teams(
    workspace: &Workspace,
    settings: &Settings,
    quarter: Quarter,
    as_of: Day,
) -> BTreeSet<String> {
    let card = Scorecard::new(workspace, settings, quarter, as_of);
    let is_perfect = |team: &&crate::score::TeamCard| {
        let mut key_results = team.objectives.iter().flat_map(|objective| &objective.key_results).peekable();
        key_results.peek().is_some()
            && key_results.all(|card| card.score == Some(1.0) || card.cancelled.is_some())
            && team.score.is_some()
    };
    card.teams.iter().filter(is_perfect).map(|team| team.team.clone()).collect()
}
