//! Narrows a scorecard to what one team or one person asked for, without touching a number.

use super::guardrail::GuardrailCard;
use super::metric::MetricCard;
use super::scorecard::{Filter, TeamCard};
use crate::goals::values::is_owned_by;
use std::collections::BTreeSet;

/// Drops what is not asked for. Metrics stay when they are the team's or person's own or a shown key result moves them;
/// guardrails when a shown objective names them.
pub(super) fn narrow(
    filter: &Filter,
    teams: &mut Vec<TeamCard>,
    metrics: &mut Vec<MetricCard>,
    guardrails: &mut Vec<GuardrailCard>,
) {
    if *filter == Filter::default() {
        return;
    }
    teams.retain(|card| filter.team.as_ref().is_none_or(|team| *team == card.team));
    for team in teams.iter_mut() {
        for objective in &mut team.objectives {
            if !filter.owns(objective.owner.as_deref()) {
                objective.key_results.retain(|card| filter.owns(card.owner.as_deref()));
            }
        }
        team.objectives
            .retain(|objective| filter.owns(objective.owner.as_deref()) || !objective.key_results.is_empty());
    }
    teams.retain(|team| !team.objectives.is_empty());
    let objectives = || teams.iter().flat_map(|team| &team.objectives);
    let moved: BTreeSet<&str> =
        objectives().flat_map(|o| &o.key_results).filter_map(|card| card.metric.as_deref()).collect();
    let named: BTreeSet<&str> =
        objectives().flat_map(|o| &o.guardrails).map(|mark| mark.metric.as_str()).collect();
    metrics.retain(|card| {
        let of_team = filter.team.is_some() && card.team == filter.team;
        let of_owner = filter.owner.is_some() && filter.owns(card.owner.as_deref());
        of_team || of_owner || moved.contains(card.id.as_str())
    });
    guardrails.retain(|card| named.contains(card.metric.as_str()));
}

impl Filter {
    fn owns(&self, owner: Option<&str>) -> bool {
        self.owner.as_ref().is_none_or(|wanted| owner.is_some_and(|owner| is_owned_by(owner, wanted)))
    }
}
