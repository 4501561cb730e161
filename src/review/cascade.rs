//! The cascade of objectives, from the company to teams and persons: what supports what, as data.

use crate::goals::graph::{Graph, Item, Node, Relation};
use crate::goals::values::Level;
use crate::goals::{ObjectiveView, Workspace};
use crate::score::{GuardrailState, ObjectiveCard, Scorecard, Status};
use std::collections::{HashMap, HashSet};

/// The objectives of a quarter as trees, in the order they are drawn in.
#[derive(Debug, Clone, PartialEq)]
pub struct Cascade {
    /// Every objective below every root, parents first.
    pub rows: Vec<ObjectiveRow>,
}

/// One objective in a cascade.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectiveRow {
    /// How many are above it.
    pub depth: usize,
    /// The row it hangs below.
    pub above: Option<usize>,
    /// Whether it stood further up already, with what is below it.
    pub seen: bool,
    /// Its full address.
    pub address: String,
    /// The sentence.
    pub objective: String,
    /// Whose it is.
    pub level: Level,
    /// Its team, `company`, or the person.
    pub team: String,
    /// Its score, 0 to 1.
    pub score: Option<f64>,
    /// How it stands.
    pub status: Status,
    /// How many key results it has.
    pub key_results: usize,
    /// Its guardrails that are breached: name and reason.
    pub breached: Vec<(String, String)>,
    /// The metrics it supports directly.
    pub metrics: Vec<String>,
    /// What a rule says of how it hangs together with the others: that it repeats a key result above it, or supports
    /// nothing.
    pub remarks: Vec<Remark>,
}

/// A finding of a rule about an objective or a key result of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The full address of what it is about.
    pub address: String,
    /// The rule.
    pub rule: &'static str,
    /// What it says.
    pub message: String,
}

/// The cascade of the quarter of a scorecard, with what rules say about it.
#[must_use]
pub fn cascade(workspace: &Workspace, card: &Scorecard, remarks: &[Remark]) -> Cascade {
    let graph = Graph::of(workspace);
    let cards: HashMap<&str, &ObjectiveCard> = card
        .teams
        .iter()
        .flat_map(|team| &team.objectives)
        .map(|objective| (objective.address.as_str(), objective))
        .collect();
    let own = |node: &Node| match graph.item(*node) {
        Item::Objective(objective) => objective.quarter() == Some(card.quarter),
        Item::Metric(_) | Item::KeyResult(_) => false,
    };
    let mut all: Vec<Node> = graph.nodes().filter(own).collect();
    let rank = |node: &Node| {
        graph.item(*node).objective().map(|objective| (objective.level(), objective.team().into_owned()))
    };
    all.sort_by_cached_key(rank);
    let parents: HashMap<Node, Vec<Node>> = all.iter().map(|node| (*node, parents(&graph, *node))).collect();
    let mut children: HashMap<Node, Vec<Node>> = HashMap::new();
    for node in &all {
        for parent in &parents[node] {
            children.entry(*parent).or_default().push(*node);
        }
    }
    let by_objective = by_objective(remarks);
    let mut rows: Vec<ObjectiveRow> = Vec::new();
    let mut drawn: HashSet<Node> = HashSet::new();
    let roots = all.iter().filter(|node| parents[*node].iter().all(|parent| !own(parent)));
    // Objectives that support each other in a circle have no root: they come last.
    for start in roots.chain(&all) {
        if drawn.contains(start) {
            continue;
        }
        let mut open = vec![(*start, 0, None)];
        while let Some((node, depth, above)) = open.pop() {
            let Item::Objective(view) = graph.item(node) else { continue };
            let is_new = drawn.insert(node);
            let below = children.get(&node).map_or(&[][..], Vec::as_slice);
            let number = rows.len();
            let address = view.address();
            let remarks = by_objective.get(address.as_str()).filter(|_| is_new).cloned().unwrap_or_default();
            let scored = cards.get(address.as_str()).copied();
            rows.push(row(&graph, node, view, scored, (depth, above, !is_new && !below.is_empty()), remarks));
            if is_new {
                open.extend(below.iter().rev().map(|child| (*child, depth + 1, Some(number))));
            }
        }
    }
    Cascade { rows }
}

/// The other objectives that an objective supports, directly or by one of their key results.
fn parents(graph: &Graph<'_>, node: Node) -> Vec<Node> {
    let mut seen = HashSet::from([node]);
    let supported = graph.arrows_from(node, Relation::Supports);
    let objectives = supported.filter_map(|arrow| graph.objective(graph.item(arrow.to).objective()?));
    objectives.filter(|parent| seen.insert(*parent)).collect()
}

fn by_objective(remarks: &[Remark]) -> HashMap<&str, Vec<Remark>> {
    let mut by_objective: HashMap<&str, Vec<Remark>> = HashMap::new();
    for remark in remarks {
        // `2026-Q1/team/objective/key-result` is about the objective as well.
        let end = remark.address.match_indices('/').nth(2).map_or(remark.address.len(), |(at, _)| at);
        by_objective.entry(&remark.address[..end]).or_default().push(remark.clone());
    }
    by_objective
}

fn row(
    graph: &Graph<'_>,
    node: Node,
    view: ObjectiveView<'_>,
    card: Option<&ObjectiveCard>,
    (depth, above, seen): (usize, Option<usize>, bool),
    remarks: Vec<Remark>,
) -> ObjectiveRow {
    let supported = graph.arrows_from(node, Relation::Supports);
    let metrics = supported.filter_map(|arrow| graph.item(arrow.to).metric()?.id());
    ObjectiveRow {
        depth,
        above,
        seen,
        address: view.address(),
        objective: view.text().to_owned(),
        level: view.level(),
        team: view.team().into_owned(),
        score: card.and_then(|card| card.score),
        status: card.map_or(Status::NoData, |card| card.standing.status),
        key_results: view.objective.key_results.items().len(),
        breached: card.map_or(vec![], breached),
        metrics: metrics.map(str::to_owned).collect(),
        remarks,
    }
}

fn breached(card: &ObjectiveCard) -> Vec<(String, String)> {
    let breached = card.guardrails.iter().filter(|mark| mark.state == GuardrailState::Breached);
    breached.map(|mark| (mark.name.clone(), mark.reason.clone())).collect()
}
