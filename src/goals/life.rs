//! The life of a key result: when it starts, and whether it was given up.

use super::calendar::Quarter;
use super::day::Day;
use super::file::GoalFile;
use super::format::{Cancelled, Revision};
use super::key_result::KeyResultView;
use super::objective::ObjectiveView;
use super::said::said;
use super::values::RevisedField;
use super::workspace::Workspace;
use crate::yaml::Field;
use std::sync::Arc;

/// That something was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancellation<'w> {
    /// Since when; `None` if the file does not say.
    pub day: Option<Day>,
    /// Why; `None` if the file does not say.
    pub reason: Option<&'w str>,
}

impl<'w> Cancellation<'w> {
    fn of(field: &'w Field<Cancelled>) -> Option<Self> {
        let cancelled = field.get()?;
        Some(Self { day: cancelled.date.get().copied(), reason: reason(&cancelled.reason) })
    }

    fn of_revision(revision: &'w Revision) -> Option<Self> {
        (revision.field.get() == Some(&RevisedField::Removed))
            .then(|| Self { day: revision.date.get().copied(), reason: reason(&revision.reason) })
    }

    fn is_known_by(&self, as_of: Day) -> bool {
        self.day.is_none_or(|day| day <= as_of)
    }
}

fn reason(field: &Field<String>) -> Option<&str> {
    said(field.get()?)
}

/// The first of what says by a day that something was given up.
fn given_up<'w>(
    field: &'w Field<Cancelled>,
    revisions: impl Iterator<Item = &'w Revision>,
    as_of: Day,
) -> Option<Cancellation<'w>> {
    let all = Cancellation::of(field).into_iter().chain(revisions.filter_map(Cancellation::of_revision));
    all.filter(|cancelled| cancelled.is_known_by(as_of)).min_by_key(|cancelled| cancelled.day)
}

impl Workspace {
    /// What the files of its team say about a key result of an earlier version that is gone: that it, or all of its objective, was
    /// removed.
    #[must_use]
    pub fn departure(&self, gone: &KeyResultView<'_>) -> Option<&Revision> {
        let (objective, id, team) = (gone.objective, gone.id(), gone.objective.team());
        let names = [objective.id().into_owned(), objective.short_address(), objective.address()];
        let is_named = |from: &str| {
            names.iter().any(|name| {
                from == name
                    || from
                        .strip_prefix(name.as_str())
                        .is_some_and(|rest| rest.strip_prefix('/') == Some(&*id))
            })
        };
        let of_team =
            |file: &&Arc<GoalFile>| file.quarter() == gone.quarter() && file.team(&self.sources) == team;
        let revisions = self.files.iter().filter(of_team).flat_map(|file| file.content.revisions.readable());
        revisions.map(|(revision, _)| revision).find(|revision| {
            revision.field.get() == Some(&RevisedField::Removed)
                && revision.from.get().is_some_and(|from| is_named(from.trim()))
        })
    }
}

impl<'w> ObjectiveView<'w> {
    /// Whether it was given up by a day, and while its quarter was on. A revision of its own that says `removed`, and does not
    /// name one of its key results, reports that, too.
    #[must_use]
    pub fn cancelled(&self, as_of: Day) -> Option<Cancellation<'w>> {
        let until = self.until(as_of);
        let is_own = |revision: &Revision| {
            revision
                .from
                .get()
                .is_none_or(|from| Some(from.as_str()) == self.objective.id.get().map(|id| id.as_str()))
        };
        let revisions = self.objective.revisions.readable().map(|(revision, _)| revision);
        given_up(&self.objective.cancelled, revisions.filter(|revision| is_own(revision)), until)
    }

    /// A day, or the quarter's last one if that is earlier: nothing that is decided later changes how the quarter went.
    fn until(&self, as_of: Day) -> Day {
        self.quarter().map_or(as_of, |quarter| self.workspace.calendar.last_day(quarter).min(as_of))
    }
}

impl<'w> KeyResultView<'w> {
    /// Whether it, or its objective, was given up by a day, and while its quarter was on. A revision of its own that says `removed` reports that, too.
    #[must_use]
    pub fn cancelled(&self, as_of: Day) -> Option<Cancellation<'w>> {
        let revisions = self.key_result.revisions.readable().map(|(revision, _)| revision);
        given_up(&self.key_result.cancelled, revisions, self.objective.until(as_of))
            .or_else(|| self.objective.cancelled(as_of))
    }

    /// The day its pace is measured from: the quarter's first, or the later one on which it starts or was added.
    #[must_use]
    pub fn start(&self, quarter: Quarter, as_of: Day) -> Day {
        let calendar = self.workspace().calendar;
        let revisions = self.key_result.revisions.readable().map(|(revision, _)| revision);
        let added = revisions.filter(|revision| revision.field.get() == Some(&RevisedField::Added));
        let added = added.filter_map(|revision| revision.date.get()).filter(|day| **day <= as_of).max();
        let later = self.key_result.starts.get().or(added).copied();
        let (first, last) = (calendar.first_day(quarter), calendar.last_day(quarter));
        later.filter(|day| (first..=last).contains(day)).unwrap_or(first)
    }
}
