//! Which team waits for which, and in which order they should talk (seed 004: an enterprise maps its dependencies).

use crate::goals::Workspace;
use crate::goals::graph::{Graph, Item, Node, Relation};
use crate::score::{KeyResultCard, ObjectiveCard, Scorecard, Status};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Who waits for whom in a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependencies {
    /// Each need, by the waiting team and then in the order of the files.
    pub needs: Vec<Need>,
    /// The teams in the order to talk in: whom others wait for before those that wait. Teams that wait for each other stand
    /// together.
    pub order: Vec<Vec<String>>,
}

/// A key result that needs something of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The team that waits.
    pub team: String,
    /// The full address of the key result that waits.
    pub key_result: String,
    /// How that stands.
    pub status: Status,
    /// The team that is waited for.
    pub of: String,
    /// The full address of the objective or key result that is needed.
    pub needed: String,
    /// How that stands.
    pub needed_status: Status,
    /// Whether it ends in another quarter.
    pub of_other_quarter: bool,
    /// Whether the other team says so as well: an objective of it supports what waits.
    pub is_acknowledged: bool,
}

/// The dependencies of the quarter of a scorecard.
#[must_use]
pub fn dependencies(workspace: &Workspace, card: &Scorecard) -> Dependencies {
    let graph = Graph::of(workspace);
    let statuses = statuses(card);
    let status = |address: &str| statuses.get(address).copied().unwrap_or(Status::NoData);
    let mut needs = Vec::new();
    let mut supporters = Supporters { graph: &graph, known: HashMap::new() };
    for arrow in graph.all_arrows(Relation::DependsOn) {
        let (Item::KeyResult(waiting), needed) = (graph.item(arrow.from), graph.item(arrow.to)) else {
            continue;
        };
        let Some(of) = needed.objective() else { continue };
        if waiting.quarter() != Some(card.quarter) {
            continue;
        }
        let address = match needed {
            Item::KeyResult(key_result) => key_result.address(),
            _ => of.address(),
        };
        let waits_at = waiting.address();
        needs.push(Need {
            team: waiting.objective.team().into_owned(),
            status: status(&waits_at),
            key_result: waits_at,
            of: of.team().into_owned(),
            needed_status: status(&address),
            needed: address,
            of_other_quarter: of.quarter() != Some(card.quarter),
            is_acknowledged: supporters.of(arrow.from).contains(&*of.team()),
        });
    }
    needs.sort_by(|one, other| one.team.cmp(&other.team));
    let order = order(&needs);
    Dependencies { needs, order }
}

/// The teams that say they work for an objective or a part of it, found once for each objective.
struct Supporters<'g, 'w> {
    graph: &'g Graph<'w>,
    known: HashMap<Option<Node>, HashSet<Cow<'w, str>>>,
}

impl<'w> Supporters<'_, 'w> {
    /// Those of the objective that a key result belongs to.
    fn of(&mut self, key_result: Node) -> &HashSet<Cow<'w, str>> {
        let graph = self.graph;
        let own = graph.item(key_result).objective().and_then(|objective| graph.objective(objective));
        self.known.entry(own).or_insert_with(|| {
            let parts = own.into_iter().flat_map(|own| graph.arrows_from(own, Relation::Has));
            let supported = own.into_iter().chain(parts.map(|arrow| arrow.to));
            let supporting = supported.flat_map(|part| graph.arrows_to(part, Relation::Supports));
            supporting.filter_map(|arrow| Some(graph.item(arrow.from).objective()?.team())).collect()
        })
    }
}

fn statuses(card: &Scorecard) -> HashMap<&str, Status> {
    let objectives = || card.teams.iter().flat_map(|team| &team.objectives);
    let of_objectives =
        objectives().map(|card: &ObjectiveCard| (card.address.as_str(), card.standing.status));
    let key_results = objectives().flat_map(|objective| &objective.key_results);
    let of_key_results = key_results.map(|card: &KeyResultCard| (card.address.as_str(), card.status));
    of_objectives.chain(of_key_results).collect()
}

/// Teams behind those they wait for; those in a circle together. Among equals by name.
fn order(needs: &[Need]) -> Vec<Vec<String>> {
    let between = needs.iter().filter(|need| need.team != need.of);
    let between: Vec<(&str, &str)> = between.map(|need| (need.team.as_str(), need.of.as_str())).collect();
    let mut graph: DiGraph<&str, ()> = DiGraph::new();
    let mut nodes: BTreeMap<&str, NodeIndex> = BTreeMap::new();
    for team in between.iter().flat_map(|(team, of)| [*team, *of]).collect::<BTreeSet<_>>() {
        nodes.insert(team, graph.add_node(team));
    }
    let mut drawn = HashSet::new();
    for (team, of) in between {
        if drawn.insert((team, of)) {
            graph.add_edge(nodes[team], nodes[of], ());
        }
    }
    // A component comes after those that its arrows lead to.
    let groups = kosaraju_scc(&graph).into_iter().map(|group| {
        let mut teams: Vec<String> = group.into_iter().map(|node| graph[node].to_owned()).collect();
        teams.sort();
        teams
    });
    groups.collect()
}
