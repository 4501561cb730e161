//! What a rule about one file may look at beyond that file, as a number that stays the same as long as all of that does.
//!
//! These are its own metrics and those that its key results name, wherever they are defined and have readings, with those that
//! drive them and those that they are computed from; what its team, and whoever moved those metrics, had in the quarter before;
//! which metrics there are; which files that a `pull` names are not there; and whether the day is one of the past. See
//! [`super::Check`].

use super::Facts;
use crate::goals::graph::{Graph, Relation};
use crate::goals::{GoalFile, Quarter, Workspace};
use fnv::{FnvHashMap, FnvHasher};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash, Hasher as _};

/// What surrounds each file of a workspace.
#[derive(Debug)]
pub(crate) struct Surroundings<'w> {
    workspace: &'w Workspace,
    of_all: u64,
    metrics: HashMap<&'w str, u64>,
    /// The files of quarters that have a next one.
    before: FnvHashMap<(Quarter, Subject<'w>), u64>,
}

/// What makes a file of a quarter one that a file of the next quarter is compared with.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Subject<'w> {
    Team(Cow<'w, str>),
    Metric(&'w str),
}

impl<'w> Surroundings<'w> {
    pub(crate) fn of(workspace: &'w Workspace, facts: &Facts<'w>) -> Self {
        let mut ids = FnvHasher::default();
        let mut definitions: HashMap<&str, u64> = HashMap::new();
        for metric in workspace.metrics() {
            let Some(id) = metric.id() else { continue };
            (id, metric.role).hash(&mut ids);
            let known = definitions.entry(id).or_default();
            *known = mixed(&(*known, version(metric.file)));
        }
        for file in &workspace.files {
            if let Some(series) = &file.series {
                let known = definitions.entry(&series.metric).or_default();
                *known = mixed(&(*known, version(file)));
            }
        }
        let of_all = mixed(&(ids.finish(), &workspace.not_there, facts.last_known()));
        let graph = facts.graph();
        let with_others = |(id, own): (&&'w str, &u64)| (*id, mixed(&(own, others(graph, id, &definitions))));
        let metrics = definitions.iter().map(with_others).collect();
        let mut surroundings = Self { workspace, of_all, metrics, before: FnvHashMap::default() };
        surroundings.add_quarters_before();
        surroundings
    }

    fn add_quarters_before(&mut self) {
        let files = || self.workspace.files.iter();
        let quarters: BTreeSet<Quarter> = files().filter_map(|file| file.quarter()).collect();
        for file in files() {
            let Some(quarter) = file.quarter().filter(|quarter| quarters.contains(&quarter.next())) else {
                continue;
            };
            let own = mixed(&(version(file), self.of_named(file)));
            for subject in self.subjects(file) {
                let known = self.before.entry((quarter, subject)).or_default();
                *known = mixed(&(*known, own));
            }
        }
    }

    /// What tells which files of other quarters go with one.
    fn subjects(&self, file: &'w GoalFile) -> impl Iterator<Item = Subject<'w>> + use<'w> {
        let team = Subject::Team(file.team(&self.workspace.sources));
        std::iter::once(team).chain(self.named(file).map(Subject::Metric))
    }

    /// The metrics that the key results of a file name.
    fn named(&self, file: &'w GoalFile) -> impl Iterator<Item = &'w str> + use<'w> {
        let key_results = self.workspace.key_results_of(file);
        key_results.filter_map(|view| view.key_result.metric.get()).map(|id| id.as_str())
    }

    fn of_named(&self, file: &'w GoalFile) -> u64 {
        let mut hasher = FnvHasher::default();
        self.named(file).for_each(|id| self.metrics.get(id.trim()).hash(&mut hasher));
        hasher.finish()
    }

    /// The number for one file.
    pub(crate) fn of_file(&self, file: &'w GoalFile) -> u64 {
        let own = self.workspace.metrics_of(file).filter_map(|metric| metric.id());
        let series = file.series.iter().map(|series| series.metric.as_str());
        let mut hasher = FnvHasher::default();
        (self.of_all, self.of_named(file)).hash(&mut hasher);
        own.chain(series).for_each(|id| self.metrics.get(id).hash(&mut hasher));
        if let Some(quarter) = file.quarter().filter(|_| !self.before.is_empty()) {
            let before = self.subjects(file).map(|subject| self.before.get(&(quarter.previous(), subject)));
            before.for_each(|before| before.hash(&mut hasher));
        }
        hasher.finish()
    }
}

/// The metrics that a metric is computed from and those that drive it.
fn others(graph: &Graph<'_>, id: &str, definitions: &HashMap<&str, u64>) -> u64 {
    let Some(node) = graph.metric(id) else { return 0 };
    let parts = graph.led_to_from([node], &[Relation::ComputedFrom]);
    let drivers = graph.arrows_to(node, Relation::Drives).map(|arrow| arrow.from);
    let ids = parts.into_iter().chain(drivers).filter_map(|node| graph.item(node).metric()?.id());
    // A sum, because the parts come in no order.
    ids.filter_map(|id| definitions.get(id)).fold(0, |sum, version| sum.wrapping_add(*version))
}

/// Tells versions of a file apart, as long as both are there.
fn version(file: &GoalFile) -> usize {
    std::ptr::from_ref(file) as usize
}

fn mixed(value: &impl Hash) -> u64 {
    let mut hasher = FnvHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}
