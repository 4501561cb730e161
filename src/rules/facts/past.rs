//! Where the same number ended in the quarter before.

use crate::changes::measured_words;
use crate::goals::values::{Aggregate, Id};
use crate::goals::{KeyResultView, Measured, Quarter, Readings, Workspace};
use crate::quantity::Quantity;
use crate::score::{aggregate_of, all_together};
use crate::source::{Excerpt, Span};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// What key results ended with, quarter by quarter. A quarter is looked at when a key result of the next one asks: after an
/// edit only those in the edited file do.
#[derive(Debug)]
pub(crate) struct Past<'w> {
    workspace: &'w Workspace,
    quarters: BTreeMap<Quarter, OnceLock<Endings<'w>>>,
}

/// What a key result ended with.
#[derive(Debug, Clone)]
pub(crate) struct Ended<'w> {
    /// What counted: the last value, or all of them together.
    pub(crate) value: Cow<'w, Quantity>,
    /// The last value.
    pub(crate) last: Measured<'w>,
}

impl Ended<'_> {
    /// The place of the last value.
    pub(crate) fn place(&self) -> Span {
        self.last.check_in.value().span().unwrap_or(self.last.span)
    }
}

/// What the key results of a quarter ended with, by what makes another one their sequel: the metric they move, team and id, or
/// team and words.
#[derive(Debug, Default)]
struct Endings<'w> {
    by_metric: HashMap<&'w str, Ended<'w>>,
    by_id: HashMap<(Place<'w>, &'w Id), (Option<&'w Excerpt>, Ended<'w>)>,
    /// Of those without a metric and an id; `None` where a team has several with the same words.
    by_words: HashMap<(Cow<'w, str>, Cow<'w, str>), Option<Ended<'w>>>,
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
    pub(super) fn of(workspace: &'w Workspace) -> Self {
        let mut quarters = BTreeMap::new();
        // Collected, each objective would have its own at first.
        for quarter in workspace.objectives().filter_map(|objective| objective.quarter()) {
            quarters.entry(quarter).or_default();
        }
        Self { workspace, quarters }
    }

    /// Where the same number ended in the quarter before.
    pub(crate) fn last_value(
        &self,
        key_result: KeyResultView<'w>,
        readings: &Readings<'w>,
    ) -> Option<Ended<'w>> {
        let before = key_result.quarter()?.previous();
        let endings = self.quarters.get(&before)?;
        endings.get_or_init(|| Endings::of(self.workspace, before, readings)).of_same(&key_result)
    }
}

impl<'w> Endings<'w> {
    /// Only check-ins of a key result's own count: what its metric reached is `already-reached`'s. Of two with one
    /// name the first counts.
    fn of(workspace: &'w Workspace, quarter: Quarter, readings: &Readings<'w>) -> Self {
        let mut endings = Self::default();
        let objectives = workspace.objectives().filter(|objective| objective.quarter() == Some(quarter));
        for key_result in objectives.flat_map(|objective| objective.key_results()) {
            if key_result.key_result.check_ins.readable().next().is_none() {
                continue;
            }
            let Some(last) = readings.last(&key_result, quarter) else { continue };
            let together = match aggregate_of(&key_result) {
                aggregate @ (Aggregate::Sum | Aggregate::Mean) => {
                    all_together(&readings.track(&key_result, quarter).counted, aggregate)
                }
                Aggregate::Last | Aggregate::Share | Aggregate::Worst => None,
            };
            let value = together.map_or(Cow::Borrowed(last.value), Cow::Owned);
            let last = Ended { value, last };
            let metric = key_result.key_result.metric.get();
            if let Some(metric) = metric {
                endings.by_metric.entry(metric).or_insert_with(|| last.clone());
            }
            if let Some(id) = key_result.key_result.id.get().filter(|id| !is_a_number(id.as_str())) {
                endings.by_id.entry((Place::of(&key_result), id)).or_insert((metric, last));
            } else if metric.is_none()
                && let Some(words) = words_of(&key_result)
            {
                let known = endings.by_words.entry((key_result.objective.team(), words));
                known.and_modify(|known| *known = None).or_insert(Some(last));
            }
        }
        endings
    }

    fn of_same(&self, key_result: &KeyResultView<'w>) -> Option<Ended<'w>> {
        let metric = key_result.key_result.metric.get();
        let by_metric = metric.and_then(|metric| self.by_metric.get(metric.as_str()));
        let by_id = || {
            let id = key_result.key_result.id.get()?;
            let (other, last) = self.by_id.get(&(Place::of(key_result), id))?;
            // Under one id two metrics are two things.
            (metric.is_none() || other.is_none() || metric == *other).then_some(last)
        };
        let by_words = || {
            if metric.is_some() || self.by_words.is_empty() {
                return None;
            }
            let words = words_of(key_result)?;
            self.by_words.get(&(key_result.objective.team(), words))?.as_ref()
        };
        by_metric.or_else(by_id).or_else(by_words).cloned()
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
