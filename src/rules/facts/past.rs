//! Where the same number ended in the quarter before.

use crate::changes::measured_words;
use crate::goals::values::Id;
use crate::goals::{KeyResultView, Measured, Quarter, Readings, Workspace};
use crate::source::Excerpt;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// What key results ended with, by what makes another one their sequel: the metric they move, team and id, or team and words.
#[derive(Debug, Default)]
pub(crate) struct Past<'w> {
    by_metric: HashMap<(Quarter, &'w str), Measured<'w>>,
    by_id: HashMap<(Quarter, Place<'w>, &'w Id), (Option<&'w Excerpt>, Measured<'w>)>,
    /// Of those without a metric and an id; `None` where a team has several with the same words.
    by_words: HashMap<(Quarter, Cow<'w, str>, Cow<'w, str>), Option<Measured<'w>>>,
}

/// The team and the objective of a key result, in any quarter.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Place<'w> {
    team: Cow<'w, str>,
    objective: Cow<'w, str>,
}

impl<'w> Place<'w> {
    fn of(key_result: &KeyResultView<'w>) -> Self {
        Self { team: key_result.objective.team(), objective: key_result.objective.id() }
    }
}

impl<'w> Past<'w> {
    /// Only check-ins of a key result's own count: what its metric reached is `already-reached`'s. Of two with one
    /// name the first counts.
    pub(super) fn of(workspace: &'w Workspace, readings: &Readings<'w>) -> Self {
        let mut past = Self::default();
        let quarters: BTreeSet<Quarter> =
            workspace.objectives().filter_map(|objective| objective.quarter()).collect();
        let counts = |key_result: &KeyResultView<'_>| {
            let has_sequel = key_result.quarter().is_some_and(|quarter| quarters.contains(&quarter.next()));
            has_sequel && key_result.key_result.check_ins.readable().next().is_some()
        };
        for key_result in workspace.key_results().filter(counts) {
            let Some(quarter) = key_result.quarter() else { continue };
            let Some(last) = readings.last(&key_result, quarter) else { continue };
            let metric = key_result.key_result.metric.get();
            if let Some(metric) = metric {
                past.by_metric.entry((quarter, metric)).or_insert(last);
            }
            if let Some(id) = key_result.key_result.id.get().filter(|id| !is_a_number(id.as_str())) {
                past.by_id.entry((quarter, Place::of(&key_result), id)).or_insert((metric, last));
            } else if metric.is_none()
                && let Some(words) = words_of(&key_result)
            {
                let known = past.by_words.entry((quarter, key_result.objective.team(), words));
                known.and_modify(|known| *known = None).or_insert(Some(last));
            }
        }
        past
    }

    /// Where the same number ended in the quarter before.
    pub(crate) fn last_value(&self, key_result: KeyResultView<'w>) -> Option<Measured<'w>> {
        if self.by_metric.is_empty() && self.by_id.is_empty() && self.by_words.is_empty() {
            return None;
        }
        let before = key_result.quarter()?.previous();
        let metric = key_result.key_result.metric.get();
        let by_metric = metric.and_then(|metric| self.by_metric.get(&(before, metric.as_str())));
        let by_id = || {
            let id = key_result.key_result.id.get()?;
            let (other, last) = self.by_id.get(&(before, Place::of(&key_result), id))?;
            // Under one id two metrics are two things.
            (metric.is_none() || other.is_none() || metric == *other).then_some(last)
        };
        let by_words = || {
            if metric.is_some() || self.by_words.is_empty() {
                return None;
            }
            let words = words_of(&key_result)?;
            self.by_words.get(&(before, key_result.objective.team(), words))?.as_ref()
        };
        by_metric.or_else(by_id).or_else(by_words).copied()
    }
}

/// The words of a key result that tell it from others.
fn words_of<'w>(key_result: &KeyResultView<'w>) -> Option<Cow<'w, str>> {
    Some(measured_words(key_result)).filter(|words| words.contains(' '))
}

/// `kr1` is the first key result of any quarter, whatever it measures.
fn is_a_number(id: &str) -> bool {
    let number = ["key-result", "kr", "k"].iter().find_map(|word| id.strip_prefix(word)).unwrap_or(id);
    number.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}
