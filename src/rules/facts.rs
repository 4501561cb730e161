//! What several rules need to know about all goals together: computed when a rule first asks, once for a run.

mod looking_back;
mod past;
mod seen;
mod tracks;

use crate::changes::{History, Matching};
use crate::goals::graph::{Graph, Item, Node, Nodes, Relation};
use crate::goals::values::Level;
use crate::goals::{Day, MetricRole, MetricView, Readings, Workspace};
use crate::source::Span;
use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use looking_back::Days;
pub(super) use looking_back::TOMORROW;
pub(super) use past::Past;
pub(super) use seen::{Seen, values_up_to};
pub(crate) use tracks::LatestTracks;
pub(super) use tracks::{LastLook, Track, Tracks};

/// The shared facts of a run. None of them may be computed on several threads: a waiting thread could be given other
/// work that it requires.
#[derive(Debug)]
pub struct Facts<'w> {
    workspace: &'w Workspace,
    days: Days,
    graph: Fact<Graph<'w>>,
    aligned: Fact<Nodes>,
    definitions: Fact<HashMap<&'w str, usize>>,
    guardrails: Fact<Vec<&'w str>>,
    any_damaged: Fact<bool>,
    readings: Fact<Readings<'w>>,
    past: Fact<Past<'w>>,
    seen: Fact<HashMap<Span, Seen<'w>>>,
    last_known: Fact<Option<Day>>,
    matching: Fact<Matching<'w>>,
}

/// A fact, and how often it was computed.
#[derive(Debug)]
struct Fact<T> {
    value: OnceLock<T>,
    times: AtomicUsize,
}

impl<T> Default for Fact<T> {
    fn default() -> Self {
        Self { value: OnceLock::new(), times: AtomicUsize::new(0) }
    }
}

impl<T> Fact<T> {
    fn get(&self, work_out: impl FnOnce() -> T) -> &T {
        self.value.get_or_init(|| {
            self.times.fetch_add(1, Ordering::Relaxed);
            work_out()
        })
    }
}

impl<'w> Facts<'w> {
    /// Facts about a workspace as of a day, none of them known yet.
    #[must_use]
    pub fn of(workspace: &'w Workspace, days: Days) -> Self {
        Self {
            workspace,
            days,
            graph: Fact::default(),
            aligned: Fact::default(),
            definitions: Fact::default(),
            guardrails: Fact::default(),
            any_damaged: Fact::default(),
            readings: Fact::default(),
            past: Fact::default(),
            seen: Fact::default(),
            last_known: Fact::default(),
            matching: Fact::default(),
        }
    }

    /// The readings of every metric up to the day.
    #[must_use]
    pub fn readings(&self) -> &Readings<'w> {
        self.readings.get(|| Readings::of(self.workspace, self.days.as_of))
    }

    /// Where key results ended in the quarters before.
    pub(super) fn past(&self) -> &Past<'w> {
        self.past.get(|| Past::of(self.workspace))
    }

    /// What was measured of a metric up to the day.
    pub(super) fn seen(&self, metric: MetricView<'w>) -> Option<&Seen<'w>> {
        self.seen.get(|| seen::of_metrics(self.workspace, self.days.as_of)).get(&metric.span)
    }

    /// The last day of which something can be said already; `None` if that may be any day.
    #[must_use]
    pub fn last_known(&self) -> Option<Day> {
        *self.last_known.get(|| looking_back::last_known(self.workspace, self.days))
    }

    /// Which item of the version before the change is which of today.
    #[must_use]
    pub fn matching(&self, history: &'w History) -> &Matching<'w> {
        self.matching.get(|| Matching::between(&history.base, self.workspace))
    }

    /// How goals and metrics are connected.
    #[must_use]
    pub fn graph(&self) -> &Graph<'w> {
        self.graph.get(|| Graph::of(self.workspace))
    }

    /// Everything that reaches a company objective, an input metric or the north star: by `supports`, by the
    /// metrics of key results, and by what metrics drive.
    #[must_use]
    pub fn aligned(&self) -> &Nodes {
        self.aligned.get(|| {
            let graph = self.graph();
            let is_top = |node: &Node| match graph.item(*node) {
                Item::Metric(metric) => matches!(metric.role, MetricRole::NorthStar | MetricRole::Input),
                Item::Objective(objective) => objective.level() == Level::Company,
                Item::KeyResult(_) => false,
            };
            let upwards =
                [Relation::Supports, Relation::Moves, Relation::Drives, Relation::Has, Relation::BelongsTo];
            graph.leading_to(graph.nodes().filter(is_top), &upwards)
        })
    }

    /// Whether a metric can be blamed for what it leaves out: it has a name or an id, its id is given once (a second entry
    /// is reported as such, and each may hold what the other lacks), and its file could be read completely.
    #[must_use]
    pub fn is_judged(&self, metric: MetricView<'_>) -> bool {
        let named = !(metric.metric.id.is_absent() && metric.metric.name.is_absent());
        let once = || metric.id().is_none_or(|id| self.definitions().get(id) == Some(&1));
        named && !metric.file.damaged && once()
    }

    /// How often each metric id is defined.
    fn definitions(&self) -> &HashMap<&'w str, usize> {
        self.definitions.get(|| {
            let mut definitions: HashMap<&str, usize> = HashMap::new();
            for id in self.workspace.metrics().filter_map(|metric| metric.id()) {
                *definitions.entry(id).or_default() += 1;
            }
            definitions
        })
    }

    /// The metrics that can be blamed for what they leave out, in the order of the files.
    pub fn judged(&self) -> impl Iterator<Item = MetricView<'w>> {
        self.workspace.metrics().filter(|metric| self.is_judged(*metric))
    }

    /// The ids of the guardrails, in the order of the files.
    #[must_use]
    pub fn guardrails(&self) -> &[&'w str] {
        self.guardrails.get(|| {
            let guardrails = self.workspace.metrics().filter(|metric| metric.role == MetricRole::Guardrail);
            guardrails.filter_map(|metric| metric.id()).collect()
        })
    }

    /// Whether some file could not be read completely: what seems missing from the workspace may be in it.
    #[must_use]
    pub fn any_damaged(&self) -> bool {
        *self.any_damaged.get(|| self.workspace.files.iter().any(|file| file.damaged))
    }

    /// How often each fact was computed.
    #[cfg(test)]
    pub(crate) fn times(&self) -> Vec<usize> {
        let Self { graph, aligned, definitions, guardrails, any_damaged, .. } = self;
        let Self { readings, past, seen, last_known, matching, .. } = self;
        let of_graph = [&graph.times, &aligned.times, &definitions.times, &guardrails.times];
        let of_time = [&readings.times, &past.times, &seen.times, &last_known.times];
        let others = of_time.into_iter().chain([&any_damaged.times, &matching.times]);
        of_graph.into_iter().chain(others).map(|times| times.load(Ordering::Relaxed)).collect()
    }
}
