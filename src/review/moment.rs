//! How a quarter stood on one day, and what its goals and key results were called then.

use crate::changes::Matching;
use crate::goals::{ObjectiveView, Workspace};
use crate::score::Scorecard;
use std::collections::HashMap;

/// Goals and the scores of a quarter, as of one day.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'m> {
    /// The goals.
    pub workspace: &'m Workspace,
    /// Their scores.
    pub card: &'m Scorecard,
}

impl Moment<'_> {
    /// The addresses on this day by those on a later one. Where both are read from the same goals, every address is its own former
    /// one.
    pub(super) fn former_addresses(self, after: Moment<'_>) -> HashMap<String, String> {
        if std::ptr::eq(self.workspace, after.workspace) {
            let objectives = after.workspace.objectives().map(|view| view.address());
            let key_results = after.workspace.key_results().map(|view| view.address());
            return objectives.chain(key_results).map(|address| (address.clone(), address)).collect();
        }
        let quarter = after.card.quarter;
        let of_quarter = |view: &ObjectiveView<'_>| view.quarter() == Some(quarter);
        let [was, is] =
            [self.workspace, after.workspace].map(|goals| goals.objectives().filter(of_quarter).collect());
        let matching = Matching::of(was, is);
        let objectives = matching.objectives.iter();
        let objectives = objectives
            .map(|pair| (pair.after.map(|view| view.address()), pair.before.map(|view| view.address())));
        let key_results = matching.key_results.iter();
        let key_results = key_results
            .map(|pair| (pair.after.map(|view| view.address()), pair.before.map(|view| view.address())));
        objectives.chain(key_results).filter_map(|(is, was)| Some((is?, was?))).collect()
    }
}
