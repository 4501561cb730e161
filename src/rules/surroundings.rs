//! What a rule about one file may look at beyond that file, as a number that stays the same as long as all of that does.
//!
//! These are its own metrics and those that its key results name, wherever they are defined and have readings, with those that
//! drive them and those that they are computed from; which metrics there are; which files that a `pull` names are not there; and
//! whether the day is one of the past. See [`super::Check`].

use super::Facts;
use crate::goals::graph::{Graph, Relation};
use crate::goals::{GoalFile, Workspace};
use fnv::FnvHasher;
use std::collections::HashMap;
use std::hash::{Hash, Hasher as _};

/// What surrounds each file of a workspace.
#[derive(Debug)]
pub(crate) struct Surroundings<'w> {
    workspace: &'w Workspace,
    of_all: u64,
    metrics: HashMap<&'w str, u64>,
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
        let of_all = mixed(&(ids.finish(), &workspace.not_there, facts.looks_back()));
        let graph = facts.graph();
        let with_others = |(id, own): (&&'w str, &u64)| (*id, mixed(&(own, others(graph, id, &definitions))));
        Self { workspace, of_all, metrics: definitions.iter().map(with_others).collect() }
    }

    /// The number for one file.
    pub(crate) fn of_file(&self, file: &GoalFile) -> u64 {
        let own = self.workspace.metrics_of(file).filter_map(|metric| metric.id());
        let named = self.workspace.key_results_of(file).filter_map(|view| view.key_result.metric.get());
        let mut hasher = FnvHasher::default();
        self.of_all.hash(&mut hasher);
        let series = file.series.iter().map(|series| series.metric.as_str());
        for id in own.chain(named.map(|id| id.trim())).chain(series) {
            self.metrics.get(id).hash(&mut hasher);
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
