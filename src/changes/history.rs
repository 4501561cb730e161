//! Earlier versions of the goals, for rules about change.

use super::fields::{FieldChange, key_result_changes};
use super::wording::plain;
use crate::goals::{Day, KeyResultView, Quarter, Workspace};
use crate::source::FileId;
use std::collections::{BTreeMap, HashSet};

/// What rules about change look back on.
#[derive(Debug, Default)]
pub struct History {
    /// The goals before the change that is judged.
    pub base: Workspace,
    /// The goals two weeks into each quarter that the change touches.
    pub references: BTreeMap<Quarter, Reference>,
    /// The files that the change touches, as they were and as they are.
    pub touched: HashSet<FileId>,
    /// What was done since to the files that the change touches, the newest first.
    pub steps: Vec<GoalStep>,
}

/// The goals once a quarter's first two weeks were over: from here on they stay as they are; seed 003.
#[derive(Debug)]
pub struct Reference {
    /// The last day on which goals could still be settled.
    pub settled: Day,
    /// The goals as they were then, without files that the change leaves alone; empty where the history starts later.
    pub goals: Workspace,
    /// The paths of all goal files there were then.
    pub paths: HashSet<String>,
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
}

/// A commit as people speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitLabel {
    /// The first digits of its name.
    pub name: String,
    /// The day it was made, on its committer's calendar.
    pub day: Option<Day>,
    /// Who wrote it.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
}

impl History {
    /// The newest step that made a field of a key result what it is now; `None` where no step did.
    #[must_use]
    pub fn step_of(&self, now: &KeyResultView<'_>, change: &FieldChange) -> Option<&GoalStep> {
        self.steps.iter().find(|step| {
            let Some(after) = find(&step.after, now) else { return false };
            let made_it = |view: &KeyResultView<'_>| {
                !key_result_changes(view, now).iter().any(|left| left.field == change.field)
            };
            made_it(&after) && find(&step.before, now).is_none_or(|before| !made_it(&before))
        })
    }

    /// The newest step that brought a key result.
    #[must_use]
    pub fn arrival_of(&self, now: &KeyResultView<'_>) -> Option<&GoalStep> {
        self.steps.iter().find(|step| find(&step.after, now).is_some() && find(&step.before, now).is_none())
    }

    /// The newest step that took a key result away.
    #[must_use]
    pub fn departure_of(&self, was: &KeyResultView<'_>) -> Option<&GoalStep> {
        self.steps.iter().find(|step| find(&step.before, was).is_some() && find(&step.after, was).is_none())
    }
}

impl GoalStep {
    /// `in commit 3f2a1bcd by Ana on 20 Feb`, to go on with after what was done.
    #[must_use]
    pub fn told(&self) -> String {
        let Some(commit) = &self.commit else { return "(not committed yet)".to_owned() };
        let day = commit.day.map(|day| format!(" on {}", day.short())).unwrap_or_default();
        let author = if commit.author.is_empty() { String::new() } else { format!(" by {}", commit.author) };
        format!("in commit {}{author}{day}", commit.name)
    }

    /// The day it was done.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        self.commit.as_ref().and_then(|commit| commit.day)
    }
}

/// The same key result in another version: by its address, or by its words where it has no id.
fn find<'w>(workspace: &'w Workspace, view: &KeyResultView<'_>) -> Option<KeyResultView<'w>> {
    let has_id = !view.key_result.id.is_absent() && !view.objective.objective.id.is_absent();
    if has_id {
        let objective = workspace.objective(view.quarter(), &view.objective.team(), &view.objective.id())?;
        return objective.key_results().find(|other| other.id() == view.id());
    }
    let text = plain(view.text());
    let in_quarter = workspace.key_results().filter(|other| other.quarter() == view.quarter());
    let mut alike = in_quarter.filter(|other| {
        super::wording::likeness(other.text(), view.text()) >= 0.6
            && other.objective.team() == view.objective.team()
    });
    let candidates: Vec<KeyResultView<'w>> = alike.by_ref().collect();
    candidates.iter().find(|other| plain(other.text()) == text).or(candidates.first()).copied()
}
