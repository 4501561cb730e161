//! The score a key result would have, had its numbers not been revised in mid-quarter.

use super::key_result::{Figures, Scored, score};
use super::reading::Reading;
use crate::goals::KeyResultView;
use crate::goals::values::RevisedField;
use crate::quantity::Quantity;

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
    if !revised {
        return None;
    }
    let mut readings = readings.to_vec();
    let scored: Option<Scored> = score(&mut figures, &mut readings).ok().flatten();
    Some(Original {
        figures,
        ratio: scored.and_then(|scored| scored.ratio),
        score: scored.map(|scored| scored.score),
    })
}

/// What a field said before its first revision.
fn first_value(view: &KeyResultView, field: RevisedField) -> Option<Quantity> {
    let revisions = view.key_result.revisions.readable().map(|(revision, _)| revision);
    let of_field = revisions.filter(|revision| revision.field.get() == Some(&field));
    let first = of_field.min_by_key(|revision| revision.date.get().copied())?;
    first.from.get()?.parse().ok()
}
