//! What joined a quarter after its goals were settled. From the day it arrived it is held to what it promised then, whether it came
//! with a reason or without.

use super::acknowledged;
use crate::changes::{History, Matching, Pair};
use crate::goals::{KeyResultView, ObjectiveView};
use std::collections::HashSet;

/// What joined before the change that is judged, with what became of it.
#[derive(Debug, Default)]
pub(super) struct Newcomers<'w> {
    /// Objectives as they arrived, and as they are.
    pub(super) objectives: Vec<Pair<ObjectiveView<'w>>>,
    /// Key results as they arrived, and as they are.
    pub(super) key_results: Vec<Pair<KeyResultView<'w>>>,
}

impl<'w> Newcomers<'w> {
    /// What `base`, the version before the change, has and `settled` has not, and what it is in `after`.
    pub(super) fn of(
        history: &'w History,
        settled: Vec<ObjectiveView<'w>>,
        base: Vec<ObjectiveView<'w>>,
        after: Vec<ObjectiveView<'w>>,
    ) -> Self {
        let since = Matching::of(settled, base.clone());
        let new_objectives = new(&since.objectives, ObjectiveView::address);
        let new_key_results = new(&since.key_results, KeyResultView::address);
        if new_key_results.is_empty() {
            return Self::default();
        }
        let became = Matching::of(base, after);
        let arrived = |was: KeyResultView<'w>| history.first_version(was);
        let key_results = became.key_results.into_iter().filter_map(|pair| {
            let before = pair.before.filter(|before| new_key_results.contains(&before.address()))?;
            // To take back what nobody explained is what was asked for.
            let is_settled = pair.after.is_some() || acknowledged::arrival(&before);
            is_settled.then(|| Pair { before: Some(arrived(before)), after: pair.after })
        });
        let objectives = became.objectives.into_iter().filter_map(|pair| {
            let before = pair.before.filter(|before| new_objectives.contains(&before.address()))?;
            let is_settled = pair.after.is_some()
                || before.key_results().all(|key_result| acknowledged::arrival(&key_result));
            let arrived = || Some(objective_as_it_arrived(history, before));
            is_settled.then(|| Pair { before: arrived(), after: pair.after })
        });
        Self { objectives: objectives.collect(), key_results: key_results.collect() }
    }
}

/// An objective as it was when its first key result arrived.
pub(super) fn objective_as_it_arrived<'w>(
    history: &'w History,
    known: ObjectiveView<'w>,
) -> ObjectiveView<'w> {
    let first = known.key_results().next().map(|first| history.first_version(first).objective);
    first.filter(|first| first.short_address() == known.short_address()).unwrap_or(known)
}

/// The addresses of what has no counterpart before.
fn new<V>(pairs: &[Pair<V>], address: impl Fn(&V) -> String) -> HashSet<String> {
    pairs
        .iter()
        .filter(|pair| pair.before.is_none())
        .filter_map(|pair| Some(address(pair.after.as_ref()?)))
        .collect()
}
