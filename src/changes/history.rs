//! Earlier versions of the goals, for rules about change.

use super::fields::{FieldChange, key_result_changes};
use super::matching::{Matching, Pair};
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
    pub fn step_of<'h>(&'h self, now: &KeyResultView<'h>, change: &FieldChange) -> Option<&'h GoalStep> {
        let is_as_now = |view: &KeyResultView<'_>| {
            !key_result_changes(view, now).iter().any(|left| left.field == change.field)
        };
        self.steps_back(*now)
            .find(|(_, before, after)| {
                is_as_now(after) && before.as_ref().is_none_or(|view| !is_as_now(view))
            })
            .map(|(step, ..)| step)
    }

    /// The newest step that brought a key result.
    #[must_use]
    pub fn arrival_of<'h>(&'h self, now: &KeyResultView<'h>) -> Option<&'h GoalStep> {
        self.steps_back(*now).find(|(_, before, _)| before.is_none()).map(|(step, ..)| step)
    }

    /// The newest step that took a key result away.
    #[must_use]
    pub fn departure_of<'h>(&'h self, was: &KeyResultView<'h>) -> Option<&'h GoalStep> {
        let mut known = *was;
        let mut found = None;
        for step in self.steps.iter().rev() {
            let Some(before) = find(&step.before, &known) else { continue };
            match step.pair(&before, |pair| pair.before).and_then(|pair| pair.after) {
                Some(after) => known = after,
                None => found = Some(step),
            }
        }
        found
    }

    /// The way back from a key result, step by step, whatever it was called: before and after each that touched it.
    fn steps_back<'h>(
        &'h self,
        now: KeyResultView<'h>,
    ) -> impl Iterator<Item = (&'h GoalStep, Option<KeyResultView<'h>>, KeyResultView<'h>)> {
        let mut known = Some(now);
        self.steps.iter().filter_map(move |step| {
            let after = find(&step.after, &known?)?;
            known = step.pair(&after, |pair| pair.after).and_then(|pair| pair.before);
            Some((step, known, after))
        })
    }
}

impl GoalStep {
    /// What a key result on one side of the step was matched with.
    fn pair<'h>(
        &'h self,
        view: &KeyResultView<'h>,
        side: fn(&Pair<KeyResultView<'h>>) -> Option<KeyResultView<'h>>,
    ) -> Option<Pair<KeyResultView<'h>>> {
        let of_quarter = |workspace: &'h Workspace| {
            workspace.objectives().filter(|objective| objective.quarter() == view.quarter()).collect()
        };
        let matching = Matching::of(of_quarter(&self.before), of_quarter(&self.after));
        let address = view.address();
        matching.key_results.into_iter().find(|pair| side(pair).is_some_and(|side| side.address() == address))
    }

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
