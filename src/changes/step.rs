//! What one commit, or the working tree, did to goals.

use super::matching::Matching;
use super::wording::{Shape, plain};
use crate::goals::{Day, KeyResultView, Quarter, Workspace};
use crate::source::FileId;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A commit in readable form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitLabel {
    /// The first digits of its name.
    pub name: String,
    /// The day it reached this branch: that of the merge that brought it, otherwise the day it was made, on its committer's
    /// calendar.
    pub day: Option<Day>,
    /// Whether a merge brought it.
    pub merged: bool,
    /// Who wrote it.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
}

/// What one commit, or the working tree, did to goals.
#[derive(Debug)]
pub struct GoalStep {
    /// `None` for what is not committed yet.
    pub commit: Option<CommitLabel>,
    /// The touched files before it.
    pub before: Workspace,
    /// The touched files after it.
    pub after: Workspace,
    /// Whether it is part of the change that is judged, not of what was there before.
    pub is_of_change: bool,
    /// Made when first asked for.
    pairs: OnceLock<Pairs>,
    words_before: OnceLock<ByWords>,
    words_after: OnceLock<ByWords>,
}

/// The position of a key result: its file, and the positions of its objective and itself in their lists.
type Place = (FileId, usize, usize);

/// Which key result of one side is which of the other.
#[derive(Debug, Default)]
struct Pairs {
    later: HashMap<Place, Place>,
    earlier: HashMap<Place, Place>,
}

/// A team in a quarter.
type Team = (Option<Quarter>, String);

/// The key results of one side by their quarter, team and words.
#[derive(Debug, Default)]
struct ByWords {
    exactly: HashMap<(Option<Quarter>, String, String), Place>,
    of_team: HashMap<Team, Vec<(Place, Shape)>>,
}

/// How many key results of a team are compared with one whose words are not found.
const MOST_COMPARED: usize = 50;

impl GoalStep {
    /// A step between two versions of some files; `is_of_change` as in the field.
    #[must_use]
    pub fn new(commit: Option<CommitLabel>, is_of_change: bool, before: Workspace, after: Workspace) -> Self {
        let (pairs, words_before, words_after) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { commit, is_of_change, before, after, pairs, words_before, words_after }
    }

    /// What a key result after the step was before it.
    pub(super) fn earlier(&self, after: &KeyResultView<'_>) -> Option<KeyResultView<'_>> {
        at(&self.before, *self.pairs().earlier.get(&place_of(after))?)
    }

    /// What a key result before the step became.
    pub(super) fn later(&self, before: &KeyResultView<'_>) -> Option<KeyResultView<'_>> {
        at(&self.after, *self.pairs().later.get(&place_of(before))?)
    }

    /// A key result of another version as it was before the step.
    pub(super) fn find_before(&self, view: &KeyResultView<'_>) -> Option<KeyResultView<'_>> {
        find(&self.before, &self.words_before, view)
    }

    /// A key result of another version as it was after the step.
    pub(super) fn find_after(&self, view: &KeyResultView<'_>) -> Option<KeyResultView<'_>> {
        find(&self.after, &self.words_after, view)
    }

    fn pairs(&self) -> &Pairs {
        self.pairs.get_or_init(|| {
            let (before, after) = (self.before.objectives().collect(), self.after.objectives().collect());
            let mut pairs = Pairs::default();
            for pair in Matching::of(before, after).key_results {
                if let (Some(before), Some(after)) = (pair.before, pair.after) {
                    pairs.later.insert(place_of(&before), place_of(&after));
                    pairs.earlier.insert(place_of(&after), place_of(&before));
                }
            }
            pairs
        })
    }

    /// `in commit 3f2a1bcd by Ana on 20 Feb`, to go on with after what was done.
    #[must_use]
    pub fn told(&self) -> String {
        let Some(commit) = &self.commit else { return "(not committed yet)".to_owned() };
        let merged = if commit.merged { ", merged" } else { "" };
        let day = commit.day.map(|day| format!("{merged} on {}", day.short())).unwrap_or_default();
        let author = if commit.author.is_empty() { String::new() } else { format!(" by {}", commit.author) };
        format!("in commit {}{author}{day}", commit.name)
    }

    /// Whether it came after a day: what is not committed yet did.
    pub(super) fn is_since(&self, day: Day) -> bool {
        self.day().is_none_or(|own| own > day)
    }

    /// The day it reached this branch.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        self.commit.as_ref().and_then(|commit| commit.day)
    }
}

fn place_of(view: &KeyResultView<'_>) -> Place {
    (view.objective.file.id, view.objective.position, view.position)
}

fn at(workspace: &Workspace, (file, objective, key_result): Place) -> Option<KeyResultView<'_>> {
    workspace.key_result_at(file, objective, key_result)
}

/// The same key result in another version: by its address, or by its words where it has no id.
fn find<'w>(
    workspace: &'w Workspace,
    index: &OnceLock<ByWords>,
    view: &KeyResultView<'_>,
) -> Option<KeyResultView<'w>> {
    let has_id = !view.key_result.id.is_absent() && !view.objective.objective.id.is_absent();
    let (quarter, team) = (view.quarter(), view.objective.team());
    if has_id {
        return workspace.key_result(workspace.objective(quarter, &team, &view.objective.id())?, &view.id());
    }
    let index = index.get_or_init(|| ByWords::of(workspace));
    let place = index.exactly.get(&(quarter, team.to_string(), plain(view.text()))).copied();
    let alike = || {
        let shape = Shape::of(view.text());
        let of_team = index.of_team.get(&(quarter, team.to_string()))?.iter().take(MOST_COMPARED);
        of_team.filter(|(_, other)| other.likeness(&shape) >= 0.6).map(|(place, _)| *place).next()
    };
    at(workspace, place.or_else(alike)?)
}

impl ByWords {
    fn of(workspace: &Workspace) -> Self {
        let mut index = Self::default();
        for view in workspace.key_results() {
            let (quarter, team) = (view.quarter(), view.objective.team().into_owned());
            let of_team = index.of_team.entry((quarter, team.clone())).or_default();
            if of_team.len() < MOST_COMPARED {
                of_team.push((place_of(&view), Shape::of(view.text())));
            }
            index.exactly.entry((quarter, team, plain(view.text()))).or_insert_with(|| place_of(&view));
        }
        index
    }
}
