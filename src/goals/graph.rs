//! How goals and metrics are connected, as one graph: what drives what, what is computed from what, what supports and
//! moves what, who waits for whom.

mod circles;

use super::identity::Identity;
use super::key_result::KeyResultView;
use super::metric::MetricView;
use super::navigate::Target;
use super::objective::ObjectiveView;
use super::sections::MetricRole;
use super::workspace::Workspace;
use crate::source::{FileId, Span};
use fnv::FnvHashSet;
use petgraph::algo::toposort;
use petgraph::graph::{DiGraph, EdgeIndex, EdgeReference, NodeIndex};
use petgraph::visit::{EdgeFiltered, EdgeRef};
use petgraph::{Direction, Incoming, Outgoing};
use std::collections::HashMap;
use std::num::NonZeroU32;

/// The number of a metric, objective or key result in a [`Graph`].
pub type Node = NodeIndex<u32>;

/// Some of the nodes. It may be all of them.
pub type Nodes = FnvHashSet<Node>;

/// The item at a node.
#[derive(Debug, Clone, Copy)]
pub enum Item<'w> {
    /// A metric; of several with one id, the first.
    Metric(MetricView<'w>),
    /// An objective.
    Objective(ObjectiveView<'w>),
    /// A key result.
    KeyResult(KeyResultView<'w>),
}

impl<'w> Item<'w> {
    /// The metric, if it is one.
    #[must_use]
    pub fn metric(self) -> Option<MetricView<'w>> {
        match self {
            Item::Metric(metric) => Some(metric),
            Item::Objective(_) | Item::KeyResult(_) => None,
        }
    }

    /// The objective, or the one that the key result belongs to.
    #[must_use]
    pub fn objective(self) -> Option<ObjectiveView<'w>> {
        match self {
            Item::Metric(_) => None,
            Item::Objective(objective) => Some(objective),
            Item::KeyResult(key_result) => Some(key_result.objective),
        }
    }

    /// A metric's id, `team/objective` or `team/objective/key-result`.
    #[must_use]
    pub fn short_address(self) -> String {
        match self {
            Item::Metric(metric) => metric.id().unwrap_or_default().to_owned(),
            Item::Objective(objective) => objective.short_address(),
            Item::KeyResult(key_result) => {
                format!("{}/{}", key_result.objective.short_address(), key_result.id())
            }
        }
    }
}

/// What an arrow from one item to another means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// A metric is believed to move another.
    Drives,
    /// A metric is computed from another.
    ComputedFrom,
    /// A key result is measured by a metric.
    Moves,
    /// An objective helps an objective, a key result or a metric.
    Supports,
    /// A key result needs an objective or a key result of others.
    DependsOn,
    /// An objective has a key result.
    Has,
    /// A key result belongs to an objective.
    BelongsTo,
}

/// An arrow from one item to another.
#[derive(Debug, Clone, Copy)]
pub struct Arrow {
    /// Where it starts.
    pub from: Node,
    /// Where it leads.
    pub to: Node,
    /// What it means.
    pub relation: Relation,
    /// The words that say so; `None` if it goes without saying, as for an input metric that drives the north star.
    pub place: Option<Span>,
}

/// Everything that has an id or an address, and the references between them. References that name nothing are left out.
#[derive(Debug)]
pub struct Graph<'w> {
    workspace: &'w Workspace,
    /// The arrows that somebody wrote. Those between an objective and its key results follow from the order of the nodes.
    graph: DiGraph<Place, Said>,
    /// The words that arrows stand for.
    words: Vec<Span>,
    /// The metrics at the first nodes, in their order.
    metrics_first: Vec<MetricView<'w>>,
    metrics: HashMap<&'w str, Node>,
    /// By file and position in it, sorted.
    objectives: Vec<((FileId, u32), Node)>,
}

/// What an arrow means, and which of the words say so, counted from 1; none if it goes without saying.
type Said = (Relation, Option<NonZeroU32>);

/// Where the item at a node is. There is a node for every key result, and the items themselves take five times the room.
#[derive(Debug, Clone, Copy)]
enum Place {
    Metric,
    Objective(FileId, u32),
    /// With the place of its objective.
    KeyResult(FileId, u32, u32),
}

impl<'w> Graph<'w> {
    /// Follows every reference of a workspace once.
    #[must_use]
    pub fn of(workspace: &'w Workspace) -> Self {
        let (words, metrics_first, metrics, objectives) = Default::default();
        let (nodes, arrows) = size(workspace);
        let mut graph = Self {
            workspace,
            graph: DiGraph::with_capacity(nodes, arrows),
            words,
            metrics_first,
            metrics,
            objectives,
        };
        for metric in workspace.metrics() {
            if let Some(id) = metric.id().filter(|id| !graph.metrics.contains_key(id)) {
                let node = graph.graph.add_node(Place::Metric);
                graph.metrics_first.push(metric);
                graph.metrics.insert(id, node);
            }
        }
        for objective in workspace.objectives() {
            let (file, position) = (objective.file.id, objective.position as u32);
            let node = graph.graph.add_node(Place::Objective(file, position));
            graph.objectives.push(((file, position), node));
            for key_result in objective.key_results() {
                graph.graph.add_node(Place::KeyResult(file, position, key_result.position as u32));
            }
        }
        graph.objectives.sort_unstable_by_key(|(place, _)| *place);
        graph.add_references();
        graph
    }

    fn add_references(&mut self) {
        let workspace = self.workspace;
        let star = workspace.north_stars().find_map(|star| self.metrics.get(star.id()?).copied());
        for node in self.graph.node_indices() {
            match self.item(node) {
                Item::Metric(metric) => self.add_metric(node, metric, star),
                Item::Objective(objective) => {
                    for (text, place) in objective.objective.supports.readable() {
                        self.refer(
                            node,
                            workspace.resolve(text, objective.quarter()),
                            Relation::Supports,
                            place,
                        );
                    }
                }
                Item::KeyResult(key_result) => {
                    if let Some((id, place)) = key_result.key_result.metric.located() {
                        let metric = workspace.metric(id.trim()).map(Target::Metric);
                        self.refer(node, metric, Relation::Moves, place);
                    }
                    for (text, place) in key_result.key_result.depends_on.readable() {
                        let needed = workspace.resolve(text, key_result.quarter());
                        let needed = needed.filter(|needed| !matches!(needed, Target::Metric(_)));
                        self.refer(node, needed, Relation::DependsOn, place);
                    }
                }
            }
        }
    }

    fn add_metric(&mut self, node: Node, metric: MetricView<'w>, star: Option<Node>) {
        let drives = &metric.metric.drives;
        if let (true, Some(star)) = (drives.is_absent() && metric.role == MetricRole::Input, star) {
            self.arrow(node, star, Relation::Drives, None);
        }
        for (id, place) in drives.readable() {
            if let Some(&driven) = self.metrics.get(id.trim()) {
                self.arrow(node, driven, Relation::Drives, Some(place));
            }
        }
        let Some((text, place)) = metric.metric.equals.located() else { return };
        let Ok(identity) = Identity::parse(text) else { return };
        for operand in identity.operands() {
            if let Some(&part) = self.metrics.get(&*operand.id) {
                let words = metric.workspace.words(place, text, operand.words.clone());
                self.arrow(node, part, Relation::ComputedFrom, Some(words));
            }
        }
    }

    fn refer(&mut self, from: Node, target: Option<Target<'w>>, relation: Relation, place: Span) {
        let to = target.and_then(|target| match target {
            Target::Metric(metric) => self.metric(metric.id()?),
            Target::Objective(objective) => self.objective(objective),
            Target::KeyResult(key_result) => self.key_result(key_result),
        });
        if let Some(to) = to {
            self.arrow(from, to, relation, Some(place));
        }
    }

    fn arrow(&mut self, from: Node, to: Node, relation: Relation, place: Option<Span>) {
        self.words.extend(place);
        let words = place.and(NonZeroU32::new(self.words.len() as u32));
        self.graph.add_edge(from, to, (relation, words));
    }

    fn arrow_of(&self, edge: &EdgeReference<'_, Said>) -> Arrow {
        let (relation, words) = *edge.weight();
        let place = words.map(|number| self.words[number.get() as usize - 1]);
        Arrow { from: edge.source(), to: edge.target(), relation, place }
    }

    /// The node of the metric with this id.
    #[must_use]
    pub fn metric(&self, id: &str) -> Option<Node> {
        self.metrics.get(id).copied()
    }

    /// The node of an objective.
    #[must_use]
    pub fn objective(&self, objective: ObjectiveView<'_>) -> Option<Node> {
        self.objective_at((objective.file.id, objective.position as u32))
    }

    fn objective_at(&self, place: (FileId, u32)) -> Option<Node> {
        let found = self.objectives.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        Some(self.objectives[found].1)
    }

    /// The node of a key result.
    #[must_use]
    pub fn key_result(&self, key_result: KeyResultView<'_>) -> Option<Node> {
        // An objective's key results follow it, so each is at least as far on as its position in the list.
        let first = self.objective(key_result.objective)?.index() + 1;
        let end = (first + key_result.position + 1).min(self.graph.node_count());
        let objective = (key_result.objective.file.id, key_result.objective.position as u32);
        let place = |node: usize| match self.graph[Node::new(node)] {
            Place::KeyResult(file, of, position) if (file, of) == objective => position as usize,
            _ => usize::MAX,
        };
        let (mut low, mut high) = (first, end);
        while low < high {
            let middle = low.midpoint(high);
            if place(middle) < key_result.position { low = middle + 1 } else { high = middle }
        }
        (low < end && place(low) == key_result.position).then(|| Node::new(low))
    }

    /// The item at a node.
    #[must_use]
    pub fn item(&self, node: Node) -> Item<'w> {
        let item = match self.graph[node] {
            Place::Metric => self.metrics_first.get(node.index()).copied().map(Item::Metric),
            Place::Objective(file, position) => {
                self.workspace.objective_at(file, position as usize).map(Item::Objective)
            }
            Place::KeyResult(file, objective, position) => {
                self.workspace.key_result_at(file, objective as usize, position as usize).map(Item::KeyResult)
            }
        };
        item.expect("internal error: a node of nothing")
    }

    /// Every node: metrics, then each objective with its key results, in the order of the files.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + use<'w> {
        self.graph.node_indices()
    }

    /// The arrows of one kind that start at a node, in the order they are written.
    pub fn arrows_from(&self, node: Node, relation: Relation) -> impl Iterator<Item = Arrow> {
        self.arrows(node, Outgoing, relation)
    }

    /// The arrows of one kind that point to a node, in file order.
    pub fn arrows_to(&self, node: Node, relation: Relation) -> impl Iterator<Item = Arrow> {
        self.arrows(node, Incoming, relation)
    }

    fn arrows(&self, node: Node, direction: Direction, relation: Relation) -> impl Iterator<Item = Arrow> {
        let edges = self.graph.edges_directed(node, direction);
        let mut own: Vec<(EdgeIndex, Arrow)> = edges
            .filter(|edge| edge.weight().0 == relation)
            .map(|edge| (edge.id(), self.arrow_of(&edge)))
            .collect();
        // The newest edges come first.
        own.sort_unstable_by_key(|(id, _)| *id);
        let arrow = move |other| match direction {
            Outgoing => Arrow { from: node, to: other, relation, place: None },
            Incoming => Arrow { from: other, to: node, relation, place: None },
        };
        let unwritten = self.unwritten(node, direction, relation).map(arrow);
        unwritten.chain(own.into_iter().map(|(_, arrow)| arrow))
    }

    /// The other ends of the arrows of one kind that go without saying: those between an objective and its key results.
    fn unwritten(
        &self,
        node: Node,
        direction: Direction,
        relation: Relation,
    ) -> impl Iterator<Item = Node> + use<'_, 'w> {
        let (parts, whole) = match (relation, direction) {
            (Relation::Has, Outgoing) | (Relation::BelongsTo, Incoming) => (true, false),
            (Relation::Has, Incoming) | (Relation::BelongsTo, Outgoing) => (false, true),
            _ => (false, false),
        };
        let of = match self.graph[node] {
            Place::Objective(file, position) if parts => Some((file, position)),
            _ => None,
        };
        // They follow their objective.
        let following = (node.index() + 1..self.graph.node_count()).map(Node::new);
        let is_part = move |node: &Node| match self.graph[*node] {
            Place::KeyResult(file, objective, _) => Some((file, objective)) == of,
            _ => false,
        };
        let objective = match self.graph[node] {
            Place::KeyResult(file, position, _) if whole => self.objective_at((file, position)),
            _ => None,
        };
        objective.into_iter().chain(following.take_while(is_part))
    }

    /// Every arrow of one kind that somebody wrote.
    pub fn all_arrows(&self, relation: Relation) -> impl Iterator<Item = Arrow> {
        let own = self.graph.edge_references().filter(move |edge| edge.weight().0 == relation);
        own.map(|edge| self.arrow_of(&edge))
    }

    /// Everything that reaches one of the nodes along arrows of some kinds, including the nodes themselves.
    #[must_use]
    pub fn leading_to(&self, nodes: impl IntoIterator<Item = Node>, relations: &[Relation]) -> Nodes {
        self.reach(nodes, Incoming, relations)
    }

    /// Everything to which arrows of some kinds lead from one of the nodes, these included.
    #[must_use]
    pub fn led_to_from(&self, nodes: impl IntoIterator<Item = Node>, relations: &[Relation]) -> Nodes {
        self.reach(nodes, Outgoing, relations)
    }

    /// The metrics that move when some of them do: what they drive, and the sums they are part of. Of the input metrics
    /// only those that say what they drive lead on.
    #[must_use]
    pub fn moved_along_with(&self, metrics: impl IntoIterator<Item = Node>) -> Nodes {
        let mut open: Vec<Node> = metrics.into_iter().collect();
        let mut moved = Nodes::default();
        while let Some(node) = open.pop() {
            if moved.insert(node) {
                let drives = self.graph.edges_directed(node, Outgoing);
                let said =
                    drives.filter(|edge| edge.weight().0 == Relation::Drives && edge.weight().1.is_some());
                open.extend(said.map(|edge| edge.target()));
                let sums = self.graph.edges_directed(node, Incoming);
                let sums = sums.filter(|edge| edge.weight().0 == Relation::ComputedFrom);
                open.extend(sums.map(|edge| edge.source()));
            }
        }
        moved
    }

    fn reach(
        &self,
        nodes: impl IntoIterator<Item = Node>,
        direction: Direction,
        relations: &[Relation],
    ) -> Nodes {
        let mut open: Vec<Node> = nodes.into_iter().collect();
        let mut reached = Nodes::default();
        while let Some(node) = open.pop() {
            if reached.insert(node) {
                let edges = self.graph.edges_directed(node, direction);
                let followed = edges.filter(|edge| relations.contains(&edge.weight().0));
                open.extend(followed.map(|edge| match direction {
                    Outgoing => edge.target(),
                    Incoming => edge.source(),
                }));
                open.extend(relations.iter().flat_map(|relation| self.unwritten(node, direction, *relation)));
            }
        }
        reached
    }

    /// The nodes in an order in which every arrow of some kinds that somebody wrote leads forward; `None` if they run in a circle.
    #[must_use]
    pub fn in_order(&self, relations: &[Relation]) -> Option<Vec<Node>> {
        let followed = EdgeFiltered::from_fn(&self.graph, |edge| relations.contains(&edge.weight().0));
        toposort(&followed, None).ok()
    }
}

/// How many nodes there will be, and at most how many arrows, so that the graph does not grow by doubling.
fn size(workspace: &Workspace) -> (usize, usize) {
    let (mut nodes, mut arrows) = (0, 0);
    for metric in workspace.metrics() {
        nodes += 1;
        let operators =
            metric.metric.equals.get().map_or(0, |equals| equals.matches(['+', '-', '*', '/']).count());
        arrows += 2 + metric.metric.drives.items().len() + operators;
    }
    for objective in workspace.objectives() {
        nodes += 1;
        arrows += objective.objective.supports.items().len();
        for key_result in objective.key_results() {
            nodes += 1;
            let fields = key_result.key_result;
            arrows += usize::from(!fields.metric.is_absent()) + fields.depends_on.items().len();
        }
    }
    (nodes, arrows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goals::Calendar;
    use crate::prose::Vocabulary;
    use crate::source::{SourceFile, Sources};
    use std::sync::Arc;

    fn workspace(text: &str) -> Workspace {
        let mut sources = Sources::default();
        let text = Arc::new(text.to_owned());
        sources.push(SourceFile { path: "a.yaml".into(), text, defect: None });
        Workspace::read(sources, &Vocabulary::default(), Calendar::default())
    }

    fn told(graph: &Graph<'_>, circles: &[Vec<Arrow>]) -> Vec<String> {
        let name = |arrow: &Arrow| graph.item(arrow.from).short_address();
        circles.iter().map(|circle| circle.iter().map(name).collect::<Vec<_>>().join(" ")).collect()
    }

    fn metrics(drives: &[(&str, &str)]) -> String {
        let line = |(id, drives): &(&str, &str)| format!("- {{id: {id}, drives: [{drives}]}}\n");
        format!("metrics:\n{}", drives.iter().map(line).collect::<String>())
    }

    #[test]
    fn opening_each_circle_leaves_none() {
        type Table = (&'static [(&'static str, &'static str)], &'static [&'static str]);
        let table: [Table; 6] = [
            (&[("a", "b"), ("b", "c"), ("c", "")], &[]),
            (&[("a", "a")], &["a"]),
            (&[("a", "c"), ("b", "a"), ("c", "b")], &["a c b"]),
            (&[("a", "b"), ("b", "c, a"), ("c", "a")], &["a b", "a b c"]),
            (&[("a", "b"), ("b", "c"), ("c", "b"), ("d", "e"), ("e", "d, a")], &["b c", "d e"]),
            (&[("a", "b, nothing"), ("b", "a, b")], &["a b", "b"]),
        ];
        for (drives, expected) in table {
            let workspace = workspace(&metrics(drives));
            let graph = Graph::of(&workspace);
            assert_eq!(told(&graph, &graph.circles(&[Relation::Drives])), expected, "{drives:?}");
            assert_eq!(graph.in_order(&[Relation::Drives]).is_some(), expected.is_empty());
        }
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let text: String =
            (0..20_000).map(|n| format!("- {{id: m{n}, drives: [m{}]}}\n", (n + 1) % 20_000)).collect();
        let workspace = workspace(&format!("metrics:\n{text}"));
        assert_eq!(Graph::of(&workspace).circles(&[Relation::Drives])[0].len(), 20_000);
    }

    #[test]
    fn goals_lead_to_what_they_support_move_and_need() {
        let workspace = workspace(
            "quarter: 2026-Q1\nteam: growth\nnorth_star: {id: star}\ninput_metrics:\n- {id: activation}\n\
             objectives:\n- id: start\n  supports: [star]\n  key_results:\n\
             \x20 - {id: a, metric: activation, depends_on: [growth/start/b]}\n  - {id: b}\n",
        );
        let graph = Graph::of(&workspace);
        let node =
            |address: &str| graph.nodes().find(|node| graph.item(*node).short_address() == address).unwrap();
        let leads = |from: &str, relation| -> Vec<String> {
            let arrows = graph.arrows_from(node(from), relation);
            arrows.map(|arrow| graph.item(arrow.to).short_address()).collect()
        };
        assert_eq!(leads("activation", Relation::Drives), ["star"]);
        assert_eq!(leads("growth/start", Relation::Supports), ["star"]);
        assert_eq!(leads("growth/start", Relation::Has), ["growth/start/a", "growth/start/b"]);
        assert_eq!(leads("growth/start/a", Relation::Moves), ["activation"]);
        assert_eq!(leads("growth/start/a", Relation::DependsOn), ["growth/start/b"]);
        let above = graph.led_to_from([node("growth/start/a")], &[Relation::Moves, Relation::Drives]);
        assert_eq!(above, [node("growth/start/a"), node("activation"), node("star")].into_iter().collect());
        let below = graph.leading_to([node("star")], &[Relation::Supports, Relation::Has]);
        assert_eq!(below, [node("star"), node("growth/start")].into_iter().collect());
    }
}
