//! Circles in the graph of goals: what leads back to itself.

use super::{Arrow, Graph, Node, Place, Relation, Said};
use petgraph::Outgoing;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, EdgeIndex};
use petgraph::visit::{EdgeFiltered, EdgeRef};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

/// The maximum number of circles reported among items that all lead to each other: breaking these changes the rest.
const MOST_CIRCLES: usize = 20;

impl Graph<'_> {
    /// Circles of arrows of some kinds, each as the arrows that follow one another: once the last arrow of each is taken
    /// out, none is left (if items form very many circles, only some are reported). The shortest circle through the item
    /// that comes first in the files is reported first.
    #[must_use]
    pub fn circles(&self, relations: &[Relation]) -> Vec<Vec<Arrow>> {
        if !self.may_lead_back(relations) {
            return Vec::new();
        }
        let all = &self.with_unwritten(relations);
        let mut opened: HashSet<EdgeIndex> = HashSet::new();
        let mut circles = Vec::new();
        for _ in 0..MOST_CIRCLES {
            let before = circles.len();
            let groups = groups(all, relations, &opened);
            let mut sizes = vec![0; groups.len()];
            groups.iter().for_each(|group| sizes[*group] += 1);
            let mut seen = vec![false; groups.len()];
            for start in self.graph.node_indices() {
                let group = groups[start.index()];
                let may_lead_back = sizes[group] > 1 || all.contains_edge(start, start);
                if !may_lead_back || std::mem::replace(&mut seen[group], true) {
                    continue;
                }
                let steps = |at: Node| self.steps(all, at, relations, &opened, &groups);
                if let Some(circle) = shortest_circle(start, steps) {
                    opened.extend(circle.last().map(|(edge, _)| *edge));
                    circles.push(circle.into_iter().map(|(_, arrow)| arrow).collect());
                }
            }
            if circles.len() == before {
                break;
            }
        }
        circles
    }

    /// Whether there can be circles: only where somebody wrote an arrow that leads on. Those between objectives and their own
    /// key results all lead one way.
    fn may_lead_back(&self, relations: &[Relation]) -> bool {
        let follows = |relation: Relation| relations.contains(&relation);
        let is_left = |node| {
            relations.iter().any(|relation| self.unwritten(node, Outgoing, *relation).next().is_some())
        };
        let leads_on = |node| self.graph.edges(node).any(|edge| follows(edge.weight().0)) || is_left(node);
        let mut arrows = self.graph.edge_references().filter(|edge| follows(edge.weight().0));
        arrows.any(|edge| leads_on(edge.target()))
    }

    /// The graph with the arrows of some kinds that nobody wrote, which come first.
    fn with_unwritten(&self, relations: &[Relation]) -> DiGraph<Place, Said> {
        let mut all = self.graph.map(|_, place| *place, |_, said| *said);
        all.clear_edges();
        for (node, relation) in
            all.node_indices().flat_map(|node| relations.iter().map(move |of| (node, *of)))
        {
            for other in self.unwritten(node, Outgoing, relation) {
                all.add_edge(node, other, (relation, None));
            }
        }
        for edge in self.graph.edge_references() {
            all.add_edge(edge.source(), edge.target(), *edge.weight());
        }
        all
    }

    /// The arrows that lead on from a node within its group, in the order they are written.
    fn steps(
        &self,
        all: &DiGraph<Place, Said>,
        at: Node,
        relations: &[Relation],
        opened: &HashSet<EdgeIndex>,
        groups: &[usize],
    ) -> Vec<(EdgeIndex, Arrow)> {
        let edges = all.edges_directed(at, Outgoing).filter(|edge| {
            relations.contains(&edge.weight().0)
                && groups[edge.target().index()] == groups[at.index()]
                && !opened.contains(&edge.id())
        });
        let mut steps: Vec<(EdgeIndex, Arrow)> =
            edges.map(|edge| (edge.id(), self.arrow_of(&edge))).collect();
        steps.sort_unstable_by_key(|(edge, _)| *edge);
        steps
    }
}

/// A number for each node, equal for nodes that reach each other.
fn groups(graph: &DiGraph<Place, Said>, relations: &[Relation], opened: &HashSet<EdgeIndex>) -> Vec<usize> {
    let followed = EdgeFiltered::from_fn(graph, |edge| {
        relations.contains(&edge.weight().0) && !opened.contains(&edge.id())
    });
    let mut groups = vec![0; graph.node_count()];
    for (number, members) in kosaraju_scc(&followed).into_iter().enumerate() {
        members.into_iter().for_each(|node| groups[node.index()] = number);
    }
    groups
}

/// The shortest way from a node back to itself, by breadth-first search.
fn shortest_circle(
    start: Node,
    steps: impl Fn(Node) -> Vec<(EdgeIndex, Arrow)>,
) -> Option<Vec<(EdgeIndex, Arrow)>> {
    let mut came_by: HashMap<Node, (EdgeIndex, Arrow)> = HashMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(at) = open.pop_front() {
        for step @ (_, arrow) in steps(at) {
            if arrow.to == start {
                let back = std::iter::successors(Some(step), |(_, arrow)| came_by.get(&arrow.from).copied());
                let mut circle: Vec<(EdgeIndex, Arrow)> = back.collect();
                circle.reverse();
                return Some(circle);
            }
            if let Entry::Vacant(place) = came_by.entry(arrow.to) {
                place.insert(step);
                open.push_back(arrow.to);
            }
        }
    }
    None
}
