//! Which key results go on.

use crate::answers::find::find;
use crate::answers::refused::Refused;
use crate::goals::{GoalFile, Quarter, Target, Workspace};
use crate::score::KeyResultCard;
use std::collections::{HashMap, HashSet};

/// Which key results go on into the next quarter. Those that were given up go on only if they are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carry<'a> {
    /// Those that have not reached their targets.
    Unfinished,
    /// All.
    All,
    /// None: the files begin empty.
    None,
    /// Those with these addresses, and all of the objectives with these addresses.
    Only(&'a [String]),
}

/// What of a file goes on: the positions of objectives, and of key results in each.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) objectives: Vec<(usize, Vec<usize>)>,
}

impl Kept {
    pub(super) fn of(workspace: &Workspace, file: &GoalFile, kept: &HashSet<String>) -> Self {
        let objectives = workspace.objectives_of(file).filter_map(|objective| {
            let own = objective.key_results().filter(|view| kept.contains(&view.address()));
            let positions: Vec<usize> = own.map(|view| view.position).collect();
            (!positions.is_empty()).then_some((objective.position, positions))
        });
        Self { objectives: objectives.collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.objectives.is_empty()
    }

    /// The key results of an objective that go on; `None` if it stays behind.
    pub(super) fn key_results(&self, objective: usize) -> Option<&[usize]> {
        self.objectives.iter().find(|(position, _)| *position == objective).map(|(_, kept)| kept.as_slice())
    }
}

/// The full addresses of the key results that go on.
pub(super) fn choose(
    workspace: &Workspace,
    cards: &HashMap<String, KeyResultCard>,
    files: &[&GoalFile],
    carry: &Carry<'_>,
    from: Quarter,
) -> Result<HashSet<String>, Refused> {
    let views = files.iter().flat_map(|file| workspace.objectives_of(file));
    let all = views.flat_map(|objective| objective.key_results()).map(|view| view.address());
    let card = |address: &String| cards.get(address);
    let goes_on = |address: &String| card(address).is_none_or(|card| card.cancelled.is_none());
    let is_finished =
        |address: &String| card(address).is_some_and(|card| card.score.is_some_and(|score| score >= 1.0));
    Ok(match carry {
        Carry::Unfinished => all.filter(|address| goes_on(address) && !is_finished(address)).collect(),
        Carry::All => all.filter(goes_on).collect(),
        Carry::None => HashSet::new(),
        Carry::Only(addresses) => {
            let here: HashSet<String> = all.collect();
            let mut named = HashSet::new();
            for address in *addresses {
                let found = named_by(workspace, address, from)?;
                named.extend(found.into_iter().filter(|address| here.contains(address)));
            }
            named
        }
    })
}

/// The key results that an address names: one, or all of an objective.
fn named_by(workspace: &Workspace, address: &str, from: Quarter) -> Result<Vec<String>, Refused> {
    match find(workspace, address, from)? {
        Target::KeyResult(view) => Ok(vec![view.address()]),
        Target::Objective(view) => Ok(view.key_results().map(|view| view.address()).collect()),
        Target::Metric(_) => Err(wrong_kind(address, "only key results are carried over")),
    }
}

/// The full address of a key result.
pub(super) fn key_result(workspace: &Workspace, address: &str, from: Quarter) -> Result<String, Refused> {
    match find(workspace, address, from)? {
        Target::KeyResult(view) => Ok(view.address()),
        Target::Objective(_) => Err(Refused::WrongKind {
            address: address.to_owned(),
            is: "an objective",
            wanted: "only key results have targets",
            instead: String::new(),
        }),
        Target::Metric(_) => Err(wrong_kind(address, "this is about the targets of key results")),
    }
}

fn wrong_kind(address: &str, wanted: &'static str) -> Refused {
    let instead = "name a key result or an objective".to_owned();
    Refused::WrongKind { address: address.to_owned(), is: "a metric", wanted, instead }
}
