//! An objective in its workspace.

use super::calendar::Quarter;
use super::file::GoalFile;
use super::format::Objective;
use super::sections::{guardrail_references, objective_id};
use super::values::{Ambition, Level, Owner};
use super::workspace::Workspace;
use crate::prose;
use crate::source::{Excerpt, Span};
use std::borrow::Cow;
use std::ops::Range;

/// An objective and its place.
#[derive(Debug, Clone, Copy)]
pub struct ObjectiveView<'w> {
    /// The workspace it belongs to.
    pub workspace: &'w Workspace,
    /// The file it is in.
    pub file: &'w GoalFile,
    /// What the file says.
    pub objective: &'w Objective,
    /// The whole entry.
    pub span: Span,
    /// Its place in the file's list, from 0.
    pub position: usize,
}

impl<'w> ObjectiveView<'w> {
    /// Its id; `o1`, `o2`, ... by position if it has none.
    #[must_use]
    pub fn id(&self) -> Cow<'w, str> {
        objective_id(self.objective, self.position)
    }

    /// The team, `company`, or the person whose objective it is.
    #[must_use]
    pub fn team(&self) -> Cow<'w, str> {
        self.file.team(&self.workspace.sources)
    }

    /// The quarter, where the file names one.
    #[must_use]
    pub fn quarter(&self) -> Option<Quarter> {
        self.file.quarter()
    }

    /// Whose objective it is.
    #[must_use]
    pub fn level(&self) -> Level {
        self.file.content.level.get().copied().unwrap_or_default()
    }

    /// `team/objective`.
    #[must_use]
    pub fn short_address(&self) -> String {
        [self.team(), self.id()].join("/")
    }

    /// `2026-Q1/team/objective`; without the quarter where the file names none.
    #[must_use]
    pub fn address(&self) -> String {
        match self.quarter() {
            Some(quarter) => [quarter.to_string().as_str(), &self.team(), &self.id()].join("/"),
            None => self.short_address(),
        }
    }

    /// The sentence; empty when it is missing.
    #[must_use]
    pub fn text(&self) -> &'w str {
        self.objective.objective.get().map(Excerpt::as_str).unwrap_or_default()
    }

    /// What its sentence says; `None` without one.
    #[must_use]
    pub fn reading(&self) -> Option<&'w prose::ObjectiveReading> {
        self.file.reading(self.position)
    }

    /// The words a finding about the whole objective underlines: its sentence, otherwise its id, otherwise all of it.
    #[must_use]
    pub fn heading(&self) -> Span {
        self.objective.objective.span().or(self.objective.id.span()).unwrap_or(self.span)
    }

    /// The place of words that the sentence's reading names.
    #[must_use]
    pub fn spoken(&self, range: &Range<u32>) -> Span {
        match self.objective.objective.located() {
            Some((text, span)) => self.workspace.words(span, text, range.start as usize..range.end as usize),
            None => self.heading(),
        }
    }

    /// Its owner.
    #[must_use]
    pub fn owner(&self) -> Option<&'w str> {
        self.objective.owner.get().or(self.file.content.owner.get()).map(Owner::as_str)
    }

    /// Stretch or promise.
    #[must_use]
    pub fn ambition(&self) -> Ambition {
        let own = self.objective.ambition.get().or(self.file.content.ambition.get());
        own.copied().unwrap_or_default()
    }

    /// Its weight in the team's score.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.objective.weight.get().map_or(1.0, |weight| weight.0)
    }

    /// The ids of its guardrails with their places: its own, otherwise those set on the file.
    #[must_use]
    pub fn guardrails(&self) -> Vec<(&'w str, Span)> {
        if self.objective.guardrails.is_absent() {
            return guardrail_references(self.file).collect();
        }
        self.objective.guardrails.readable().map(|(id, span)| (id.as_str(), span)).collect()
    }
}
