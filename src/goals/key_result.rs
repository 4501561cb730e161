//! A key result in its workspace.

use super::calendar::Quarter;
use super::facts::{Aim, Facts, Figure};
use super::format::KeyResult;
use super::objective::ObjectiveView;
use super::values::{Better, Owner};
use super::workspace::Workspace;
use crate::prose;
use crate::source::{Excerpt, Span};
use std::borrow::Cow;
use std::ops::Range;

/// A key result and its place.
#[derive(Debug, Clone, Copy)]
pub struct KeyResultView<'w> {
    /// The objective it belongs to.
    pub objective: ObjectiveView<'w>,
    /// What the file says.
    pub key_result: &'w KeyResult,
    /// The whole entry.
    pub span: Span,
    /// Its place in the objective's list, from 0.
    pub position: usize,
}

impl<'w> KeyResultView<'w> {
    /// The workspace it belongs to.
    #[must_use]
    pub fn workspace(&self) -> &'w Workspace {
        self.objective.workspace
    }

    /// Its id; `kr1`, `kr2`, ... by position if it has none.
    #[must_use]
    pub fn id(&self) -> Cow<'w, str> {
        match self.key_result.id.get() {
            Some(id) => Cow::Borrowed(id.as_str()),
            None => Cow::Owned(format!("kr{}", self.position + 1)),
        }
    }

    /// `2026-Q1/team/objective/key-result`.
    #[must_use]
    pub fn address(&self) -> String {
        [self.objective.address().as_str(), &self.id()].join("/")
    }

    /// The quarter, where the file names one.
    #[must_use]
    pub fn quarter(&self) -> Option<Quarter> {
        self.objective.quarter()
    }

    /// The sentence; empty when it is missing.
    #[must_use]
    pub fn text(&self) -> &'w str {
        self.key_result.key_result.get().map(Excerpt::as_str).unwrap_or_default()
    }

    /// The words a finding about the whole key result underlines: its sentence, otherwise its id, otherwise all of it.
    #[must_use]
    pub fn heading(&self) -> Span {
        self.key_result.key_result.span().or(self.key_result.id.span()).unwrap_or(self.span)
    }

    /// Its owner.
    #[must_use]
    pub fn owner(&self) -> Option<&'w str> {
        self.key_result.owner.get().map(Owner::as_str).or_else(|| self.objective.owner())
    }

    /// Its weight in the objective's score.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.key_result.weight.get().map_or(1.0, |weight| weight.0)
    }

    /// What its sentence and fields say together; `None` without a sentence.
    #[must_use]
    pub fn facts(&self) -> Option<&'w Facts> {
        self.objective.file.facts(self.objective.position, self.position)
    }

    /// What its sentence says by itself.
    #[must_use]
    pub fn reading(&self) -> Option<&'w prose::Reading> {
        self.facts().map(|facts| &*facts.reading)
    }

    /// What it aims for.
    #[must_use]
    pub fn aim(&self) -> Option<&'w Aim> {
        let facts = self.facts()?;
        let better = facts.open_limit.as_ref().and_then(|open| {
            let better = self.metric()?.metric.better.get()?;
            Some(match better {
                Better::Higher => &open.at_least,
                Better::Lower => &open.at_most,
            })
        });
        Some(better.unwrap_or(&facts.aim))
    }

    /// The limit in its sentence whose good side neither the words nor the metric give.
    #[must_use]
    pub fn unclear_limit(&self) -> Option<&'w Figure> {
        let open = self.facts()?.open_limit.as_ref()?;
        let is_open = matches!(self.aim(), Some(Aim::Hold { at_least: None, at_most: None }));
        is_open.then_some(&open.figure)
    }

    /// Whether a number is missing, without which nothing can be scored.
    #[must_use]
    pub fn lacks_numbers(&self) -> bool {
        match self.aim() {
            Some(Aim::Move { baseline, target }) => baseline.is_none() || target.is_none(),
            Some(Aim::Hold { at_least, at_most }) => at_least.is_none() && at_most.is_none(),
            None => true,
        }
    }

    /// Where it starts; `None` for one that holds a limit.
    #[must_use]
    pub fn baseline(&self) -> Option<&'w Figure> {
        match self.aim()? {
            Aim::Move { baseline, .. } => baseline.as_ref(),
            Aim::Hold { .. } => None,
        }
    }

    /// Where it should end; `None` for one that holds a limit.
    #[must_use]
    pub fn target(&self) -> Option<&'w Figure> {
        match self.aim()? {
            Aim::Move { target, .. } => target.as_ref(),
            Aim::Hold { .. } => None,
        }
    }

    /// The place of some of its sentence's words.
    #[must_use]
    pub fn words(&self, range: Range<usize>) -> Span {
        match self.key_result.key_result.located() {
            Some((text, span)) => self.workspace().words(span, text, range),
            None => self.heading(),
        }
    }

    /// The place of words that the sentence's reading names.
    #[must_use]
    pub fn spoken(&self, range: &Range<u32>) -> Span {
        self.words(range.start as usize..range.end as usize)
    }

    /// The place of a figure: the field's value, or its words in the sentence.
    #[must_use]
    pub fn place_of(&self, figure: &Figure) -> Span {
        figure.words.as_ref().map_or(figure.span, |words| self.spoken(words))
    }
}
