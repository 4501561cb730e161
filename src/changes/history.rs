//! Earlier versions of the goals, for rules about change.

use super::arrivals::as_it_arrived;
use super::fields::{FieldChange, key_result_changes};
use super::step::GoalStep;
use crate::goals::{Day, GoalFile, KeyResultView, Quarter, Workspace};
use crate::settings::Settings;
use crate::source::FileId;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// How many days of a quarter may be over before a number that is missing must be there, as for the goals of a whole team.
pub const TIME_TO_FILL_IN: i64 = 31;

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
    /// The settings before the change, where it changes them.
    pub settings: Option<FormerSettings>,
}

/// The settings before a change of them.
#[derive(Debug)]
pub struct FormerSettings {
    /// What they said.
    pub before: Settings,
    /// Their file as it is, or as it was if it is gone: the place of what is said about the change.
    pub file: Arc<GoalFile>,
}

/// A workspace and the settings that count in it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'s> {
    /// The goals.
    pub workspace: &'s Workspace,
    /// Their settings.
    pub settings: &'s Settings,
}

/// The goals once a quarter's first two weeks were over: from here on they stay as they are; seed 003.
#[derive(Debug)]
pub struct Reference {
    /// The last day on which goals could still be settled.
    pub settled: Day,
    /// The goals as they were then, without files that the change leaves alone; empty if the history starts later.
    pub goals: Workspace,
    /// The paths of all goal files there were then.
    pub paths: HashSet<String>,
    /// The settings there were then; `None` if the history starts later.
    pub settings: Option<Settings>,
}

impl History {
    /// The newest step that made a field of a key result what it is now; `None` if no step did.
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

    /// The day on which a key result got the numbers that it lacked at first; `None` where that is not committed.
    #[must_use]
    pub fn filled_in<'h>(&'h self, now: KeyResultView<'h>) -> Option<Day> {
        let mut back = self.steps_back(now);
        let found = back.find(|(_, before, _)| before.as_ref().is_none_or(KeyResultView::lacks_numbers));
        found.and_then(|(step, ..)| step.day())
    }

    /// A key result at the end of the day on which it got the numbers that it lacked at first.
    #[must_use]
    pub fn first_with_numbers<'h>(&'h self, now: KeyResultView<'h>) -> Option<KeyResultView<'h>> {
        let mut versions: Vec<_> = self.steps_back(now).map(|(step, _, after)| (step, after)).collect();
        versions.reverse();
        versions.retain(|(_, view)| !view.lacks_numbers());
        as_it_arrived(&versions)
    }

    /// The newest step after which something holds that did not hold before it.
    #[must_use]
    pub fn step_that(&self, holds: impl Fn(&Workspace) -> bool) -> Option<&GoalStep> {
        self.steps.iter().find(|step| holds(&step.after) && !holds(&step.before))
    }

    /// The newest step that brought a key result.
    #[must_use]
    pub fn arrival_of<'h>(&'h self, now: &KeyResultView<'h>) -> Option<&'h GoalStep> {
        self.steps_back(*now).find(|(_, before, _)| before.is_none()).map(|(step, ..)| step)
    }

    /// The newest step that took a key result to the objective it has now.
    #[must_use]
    pub fn move_of<'h>(&'h self, now: &KeyResultView<'h>) -> Option<&'h GoalStep> {
        let address = |view: &KeyResultView<'_>| view.objective.short_address();
        let has_moved = |before: &Option<KeyResultView<'_>>, after: &KeyResultView<'_>| {
            before.as_ref().is_none_or(|before| address(before) != address(after))
        };
        self.steps_back(*now).find(|(_, before, after)| has_moved(before, after)).map(|(step, ..)| step)
    }

    /// A key result of the version before the change as it was at the end of the day that brought it, or as far back as the history
    /// goes.
    #[must_use]
    pub fn first_version<'h>(&'h self, known: KeyResultView<'h>) -> KeyResultView<'h> {
        // What the change itself did is not its past.
        let before_it = self.steps.iter().filter(|step| !step.is_of_change);
        let back: Vec<_> = back_through(before_it, known).collect();
        match back.last() {
            None => known,
            Some((_, Some(oldest), _)) => *oldest,
            Some((arrival, None, first)) => {
                let same_day = back.iter().find(|(step, ..)| step.day() == arrival.day());
                same_day.map_or(*first, |(_, _, after)| *after)
            }
        }
    }

    /// What a key result was after each step since a day that touched it, the oldest first.
    #[must_use]
    pub fn versions_since<'h>(
        &'h self,
        day: Day,
        now: KeyResultView<'h>,
    ) -> Vec<(&'h GoalStep, KeyResultView<'h>)> {
        let back = self.steps_back(now).filter(|(step, ..)| step.is_since(day));
        let mut versions: Vec<_> = back.map(|(step, _, after)| (step, after)).collect();
        versions.reverse();
        versions
    }

    /// The same of anything that is found in the goals.
    pub fn found_since<'h, V>(
        &'h self,
        day: Day,
        find: impl Fn(&'h Workspace) -> Option<V>,
    ) -> Vec<(&'h GoalStep, V)> {
        let steps = self.steps.iter().rev().filter(|step| step.is_since(day));
        steps.filter_map(|step| Some((step, find(&step.after)?))).collect()
    }

    /// A key result of an earlier version as it was last.
    #[must_use]
    pub fn last_version<'h>(&'h self, was: KeyResultView<'h>) -> KeyResultView<'h> {
        let mut known = was;
        for step in self.steps.iter().rev() {
            let Some(before) = step.find_before(&known) else { continue };
            known = step.later(&before).unwrap_or(before);
        }
        known
    }

    /// The newest step that took a key result away.
    #[must_use]
    pub fn departure_of<'h>(&'h self, was: &KeyResultView<'h>) -> Option<&'h GoalStep> {
        let mut known = *was;
        let mut found = None;
        for step in self.steps.iter().rev() {
            let Some(before) = step.find_before(&known) else { continue };
            match step.later(&before) {
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
        back_through(self.steps.iter(), now)
    }
}

fn back_through<'h>(
    steps: impl Iterator<Item = &'h GoalStep>,
    now: KeyResultView<'h>,
) -> impl Iterator<Item = (&'h GoalStep, Option<KeyResultView<'h>>, KeyResultView<'h>)> {
    let mut known = Some(now);
    steps.filter_map(move |step| {
        let after = step.find_after(&known?)?;
        known = step.earlier(&after);
        Some((step, known, after))
    })
}
