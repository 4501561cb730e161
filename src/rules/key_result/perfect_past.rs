//! Teams whose last two quarters went perfectly: their targets are too easy by now.

use crate::goals::values::Level;
use crate::goals::{Day, ObjectiveView, Quarter, Readings, Workspace};
use crate::score::score_that_counts;
use std::collections::{BTreeMap, BTreeSet};

/// The teams of a quarter that has not ended whose two quarters before it were graded 1.0 in every key result.
pub(super) struct PerfectPast {
    teams: BTreeSet<(Quarter, String)>,
}

impl PerfectPast {
    /// Looks back from every quarter that is on or still to come.
    pub(super) fn of<'w>(workspace: &'w Workspace, readings: &Readings<'w>, as_of: Day) -> Self {
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
                perfect.entry(past).or_insert_with(|| perfect_teams(workspace, readings, past, as_of));
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

/// The teams that reached everything in a quarter, apart from what they gave up.
fn perfect_teams<'w>(
    workspace: &'w Workspace,
    readings: &Readings<'w>,
    quarter: Quarter,
    as_of: Day,
) -> BTreeSet<String> {
    // The team, the company and a person of one name are three.
    let mut by_team: BTreeMap<(Level, String), Vec<ObjectiveView<'w>>> = BTreeMap::new();
    for objective in workspace.objectives().filter(|objective| objective.quarter() == Some(quarter)) {
        by_team.entry((objective.level(), objective.team().into_owned())).or_default().push(objective);
    }
    let is_perfect = |objectives: &[ObjectiveView<'w>]| {
        let key_results = objectives.iter().flat_map(|objective| objective.key_results());
        let mut kept = key_results.filter(|key_result| key_result.cancelled(as_of).is_none()).peekable();
        let is_reached = |key_result| score_that_counts(&key_result, readings, quarter, as_of) == Some(1.0);
        kept.peek().is_some() && kept.all(is_reached)
    };
    let perfect = by_team.into_iter().filter(|(_, objectives)| is_perfect(objectives));
    perfect.map(|((_, team), _)| team).collect()
}
