//! What drives a metric, and what it is computed from: the tree under the north star (seeds 001 and 004), as data.

use super::arithmetic::{Arithmetic, arithmetic};
use crate::goals::graph::{Graph, Item, Node, Relation};
use crate::goals::{Day, MetricRole, MetricView, Readings, Workspace};
use crate::quantity::Quantity;
use crate::score::{
    GuardrailCard, GuardrailState, KeyResultCard, MetricCard, MetricStatus, Reading, Scorecard, Status, Trend,
};
use std::collections::{HashMap, HashSet};

/// The metrics of a workspace as trees, in the order they are drawn in.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// The day that changes are counted from.
    pub since: Day,
    /// Every metric below every root, parents first; nothing recurses, so no chain of metrics is too long.
    pub rows: Vec<Row>,
    /// The metrics that have no part in the tree of the north star, where that was asked for as a whole: only their ids.
    pub apart: Vec<String>,
}

/// How a metric hangs below another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hangs {
    /// It is the root.
    Root,
    /// The one above is computed from it.
    Part,
    /// It is believed to move the one above.
    Driver,
}

/// One metric in a tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// How many are above it.
    pub depth: usize,
    /// The row it hangs below.
    pub above: Option<usize>,
    /// How it hangs there.
    pub hangs: Hangs,
    /// Whether it stood further up already, and what is below it as well.
    pub seen: bool,
    /// Its id.
    pub metric: String,
    /// What people call it.
    pub name: String,
    /// The section it stands in.
    pub role: MetricRole,
    /// The one team that owns it.
    pub team: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The latest reading.
    pub current: Option<Reading>,
    /// Whether its readings are computed from its parts.
    pub is_computed: bool,
    /// What it should reach.
    pub target: Option<Quantity>,
    /// How it stands to that.
    pub status: Option<MetricStatus>,
    /// Where it is heading.
    pub trend: Option<Trend>,
    /// The metric that shows when this one is pushed at the expense of something else.
    pub counter: Option<Counter>,
    /// The key results of the quarter that move it.
    pub key_results: Vec<Push>,
    /// What it is computed from, with the numbers put in.
    pub arithmetic: Option<Arithmetic>,
    /// Whether it has an identity of which the parts have no day in common.
    pub lacks_common_day: bool,
}

/// The counter-metric beside a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Counter {
    /// Its id.
    pub metric: String,
    /// What people call it.
    pub name: String,
    /// Its latest reading.
    pub current: Option<Reading>,
    /// How it stands, where it is a guardrail.
    pub state: Option<GuardrailState>,
}

/// A key result that moves a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Push {
    /// Its full address.
    pub address: String,
    /// How it stands.
    pub status: Status,
    /// Its score, 0 to 1.
    pub score: Option<f64>,
}

/// Why there is no tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// No metric has the id that was asked for.
    #[error("no metric has the id `{id}`")]
    Unknown {
        /// What was asked for.
        id: String,
        /// The id that was probably meant.
        near: Option<String>,
    },
    /// There is no metric at all.
    #[error("there is no metric here: write a `north_star:` and what drives it, in `input_metrics:`")]
    NoMetrics,
}

/// The tree below a metric, else below the north star and then what hangs by itself.
///
/// # Errors
/// That there is no such metric, or none at all.
pub fn tree(
    workspace: &Workspace,
    card: &Scorecard,
    root: Option<&str>,
    since: Day,
) -> Result<Tree, TreeError> {
    let graph = Graph::of(workspace);
    let builder = Builder {
        graph: &graph,
        readings: Readings::of(workspace, card.as_of),
        since,
        metrics: card.north_star.iter().chain(&card.metrics).map(|card| (card.id.as_str(), card)).collect(),
        guardrails: card.guardrails.iter().map(|card| (card.metric.as_str(), card)).collect(),
        pushes: pushes(card),
    };
    let roots = match root {
        Some(id) => {
            let near = || {
                let ids: Vec<&str> = metrics_of(&graph).filter_map(|(_, metric)| metric.id()).collect();
                crate::yaml::nearest(id, ids.iter().copied()).map(str::to_owned)
            };
            let unknown = || TreeError::Unknown { id: id.to_owned(), near: near() };
            vec![graph.metric(id.trim()).ok_or_else(unknown)?]
        }
        None => roots(&graph),
    };
    if roots.is_empty() {
        return Err(TreeError::NoMetrics);
    }
    let rows = builder.rows(&roots);
    let shown: HashSet<&str> = rows.iter().map(|row| row.metric.as_str()).collect();
    let apart =
        metrics_of(&graph).filter(|(_, metric)| root.is_none() && metric.role != MetricRole::Guardrail);
    let apart = apart.filter_map(|(_, metric)| metric.id()).filter(|id| !shown.contains(id));
    let apart = apart.map(str::to_owned).collect();
    Ok(Tree { since, rows, apart })
}

fn metrics_of<'g, 'w>(graph: &'g Graph<'w>) -> impl Iterator<Item = (Node, MetricView<'w>)> + use<'g, 'w> {
    graph.nodes().filter_map(|node| Some((node, graph.item(node).metric()?)))
}

/// The north stars, then every metric with something below it that nothing else leads to.
fn roots(graph: &Graph<'_>) -> Vec<Node> {
    let mut roots: Vec<Node> = Vec::new();
    let stars = metrics_of(graph).filter(|(_, metric)| metric.role == MetricRole::NorthStar);
    roots.extend(stars.map(|(node, _)| node));
    let has_parts = |node: Node| {
        graph.arrows_from(node, Relation::ComputedFrom).next().is_some()
            || graph.arrows_to(node, Relation::Drives).next().is_some()
    };
    let leads_on = |node: Node| {
        graph.arrows_from(node, Relation::Drives).next().is_some()
            || graph.arrows_to(node, Relation::ComputedFrom).next().is_some()
    };
    let others = metrics_of(graph).filter(|(node, metric)| {
        metric.role != MetricRole::NorthStar && has_parts(*node) && !leads_on(*node)
    });
    roots.extend(others.map(|(node, _)| node));
    if roots.is_empty() {
        // Nothing hangs together: each by itself.
        let all = metrics_of(graph).filter(|(_, metric)| metric.role != MetricRole::Guardrail);
        roots.extend(all.map(|(node, _)| node));
    }
    roots
}

/// The key results of the quarter by the metric they move.
fn pushes(card: &Scorecard) -> HashMap<&str, Vec<&KeyResultCard>> {
    let mut pushes: HashMap<&str, Vec<&KeyResultCard>> = HashMap::new();
    let objectives = card.teams.iter().flat_map(|team| &team.objectives);
    for key_result in objectives.flat_map(|objective| &objective.key_results) {
        if let Some(metric) = &key_result.metric {
            pushes.entry(metric.trim()).or_default().push(key_result);
        }
    }
    pushes
}

struct Builder<'b, 'w> {
    graph: &'b Graph<'w>,
    readings: Readings<'w>,
    since: Day,
    metrics: HashMap<&'b str, &'b MetricCard>,
    guardrails: HashMap<&'b str, &'b GuardrailCard>,
    pushes: HashMap<&'b str, Vec<&'b KeyResultCard>>,
}

/// A metric that is still to be drawn.
struct Open {
    node: Node,
    depth: usize,
    above: Option<usize>,
    hangs: Hangs,
}

impl Builder<'_, '_> {
    fn rows(&self, roots: &[Node]) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut drawn: HashSet<Node> = HashSet::new();
        let root = |node: &Node| Open { node: *node, depth: 0, above: None, hangs: Hangs::Root };
        let mut open: Vec<Open> = roots.iter().rev().map(root).collect();
        while let Some(next) = open.pop() {
            let Item::Metric(metric) = self.graph.item(next.node) else { continue };
            let is_new = drawn.insert(next.node);
            let number = rows.len();
            rows.push(self.row(metric, &next, !is_new));
            if is_new {
                let below = self.below(next.node);
                open.extend(below.into_iter().rev().map(|(node, hangs)| Open {
                    node,
                    depth: next.depth + 1,
                    above: Some(number),
                    hangs,
                }));
            }
        }
        rows
    }

    /// What a metric is computed from, then what drives it; each once.
    fn below(&self, node: Node) -> Vec<(Node, Hangs)> {
        let parts = self.graph.arrows_from(node, Relation::ComputedFrom).map(|arrow| (arrow.to, Hangs::Part));
        let drivers = self.graph.arrows_to(node, Relation::Drives).map(|arrow| (arrow.from, Hangs::Driver));
        let mut seen = HashSet::from([node]);
        parts.chain(drivers).filter(|(node, _)| seen.insert(*node)).collect()
    }

    fn row(&self, metric: MetricView<'_>, open: &Open, seen: bool) -> Row {
        let id = metric.id().unwrap_or_default();
        let card = self.metrics.get(id);
        let guardrail = self.guardrails.get(id);
        let latest = || self.readings.of_metric(id).last().map(Reading::of);
        let current = card.and_then(|card| card.standing()).or_else(latest);
        let arithmetic = if seen { None } else { arithmetic(metric, &self.readings, self.since) };
        Row {
            depth: open.depth,
            above: open.above,
            hangs: open.hangs,
            seen: seen && !self.below(open.node).is_empty(),
            metric: id.to_owned(),
            name: metric.name().to_owned(),
            role: metric.role,
            team: metric.metric.team.get().map(|team| team.as_str().to_owned()),
            owner: metric.owner().map(str::to_owned),
            is_computed: metric.is_computed(),
            target: card.and_then(|card| card.target.clone()),
            status: card.and_then(|card| card.status),
            trend: card.and_then(|card| card.trend.clone()),
            counter: metric.metric.counter_metric.get().filter(|_| !seen).map(|id| self.counter(id.trim())),
            key_results: if seen { vec![] } else { self.key_results(id) },
            lacks_common_day: !seen && arithmetic.is_none() && !metric.metric.equals.is_absent(),
            arithmetic,
            current: current.or_else(|| guardrail.and_then(|card| card.latest.clone())),
        }
    }

    fn counter(&self, id: &str) -> Counter {
        let guardrail = self.guardrails.get(id);
        let node = self.graph.metric(id).and_then(|node| self.graph.item(node).metric());
        Counter {
            metric: id.to_owned(),
            name: node.map_or(id, |metric| metric.name()).to_owned(),
            current: self.readings.of_metric(id).last().map(Reading::of),
            state: guardrail.map(|card| card.state),
        }
    }

    fn key_results(&self, id: &str) -> Vec<Push> {
        let all = self.pushes.get(id).into_iter().flatten();
        let push = |card: &&KeyResultCard| Push {
            address: card.address.clone(),
            status: card.status,
            score: card.score,
        };
        all.map(push).collect()
    }
}
