//! The score a key result would have, had its numbers not been revised in mid-quarter.

use super::build::figures;
use super::key_result::{Figures, Scored, score};
use super::reading::Reading;
use super::scorecard::Scorecard;
use crate::goals::KeyResultView;
use crate::goals::values::RevisedField;
use crate::quantity::Quantity;
use std::collections::HashMap;

/// What a key result wanted before its revisions, and the score against that.
#[derive(Debug, Clone, PartialEq)]
pub struct Original {
    /// What it wanted at first.
    pub figures: Figures,
    /// Unclamped share of the way; `None` for a hold or without data.
    pub ratio: Option<f64>,
    /// 0 to 1; `None` without data.
    pub score: Option<f64>,
}

/// The figures before the first revision of each; `None` where no figure was revised.
pub(super) fn original(view: &KeyResultView, current: &Figures, readings: &[Reading]) -> Option<Original> {
    let first = |field| first_value(view, field);
    let mut figures = current.clone();
    let (slots, firsts) = match &mut figures {
        Figures::Move { baseline, target } => {
            ([baseline, target], [first(RevisedField::Baseline), first(RevisedField::Target)])
        }
        Figures::Hold { at_least, at_most } => {
            ([at_least, at_most], [first(RevisedField::AtLeast), first(RevisedField::AtMost)])
        }
    };
    let mut revised = false;
    for (slot, first) in slots.into_iter().zip(firsts) {
        if let Some(first) = first {
            let first = slot.as_ref().map_or(first.clone(), |current| first.with_unit_of(current));
            revised |= slot.as_ref().is_none_or(|current| current.value() != first.value());
            *slot = Some(first);
        }
    }
    revised.then(|| against(figures, readings))
}

/// The score against figures from before.
fn against(mut figures: Figures, readings: &[Reading]) -> Original {
    let mut readings = readings.to_vec();
    let scored: Option<Scored> = score(&mut figures, &mut readings).ok().flatten();
    Original {
        figures,
        ratio: scored.and_then(|scored| scored.ratio),
        score: scored.map(|scored| scored.score),
    }
}

impl Scorecard {
    /// Takes from an earlier version of the goals what key results wanted at first, by their addresses of today. It counts
    /// more than what `revisions` say, and finds what no revision tells of.
    pub fn compare_with(&mut self, settled: &HashMap<String, KeyResultView<'_>>) {
        let objectives = self.teams.iter_mut().flat_map(|team| &mut team.objectives);
        for card in objectives.flat_map(|objective| &mut objective.key_results) {
            let Some(view) = settled.get(&card.address) else { continue };
            let first = figures(view);
            if first.is_complete() && !first.same(&card.figures) {
                card.original = Some(against(first, &card.readings));
            }
        }
    }
}

/// What a field said before its first revision.
fn first_value(view: &KeyResultView, field: RevisedField) -> Option<Quantity> {
    let revisions = view.key_result.revisions.readable().map(|(revision, _)| revision);
    let of_field = revisions.filter(|revision| revision.field.get() == Some(&field));
    let first = of_field.min_by_key(|revision| revision.date.get().copied())?;
    first.from.get()?.parse().ok()
}
