//! The score a key result would have if its numbers had not been revised during the quarter.

use super::figures::{Figures, figures};
use super::key_result::{aggregate as aggregate_of, score};
use super::reading::Reading;
use crate::goals::format::{List, Revision};
use crate::goals::values::{Aggregate, Ambition, RevisedField};
use crate::goals::{Day, KeyResultView, MetricView, ObjectiveView};
use crate::quantity::{self, DecimalMark, Quantity};

/// What a key result wanted before its revisions, and the score against that.
#[derive(Debug, Clone, PartialEq)]
pub struct Original {
    /// What it wanted at first.
    pub figures: Figures,
    /// How several readings counted at first, where that was another way.
    pub aggregate: Option<Aggregate>,
    /// Unclamped share of the way; `None` for a hold or without data.
    pub ratio: Option<f64>,
    /// 0 to 1; `None` without data.
    pub score: Option<f64>,
}

/// A key result as it was at first.
#[derive(Debug, Clone, Copy)]
pub struct FirstVersion<'w> {
    /// What it said.
    pub view: KeyResultView<'w>,
    /// The version that had its first numbers, which may have come later than the rest.
    pub numbers: KeyResultView<'w>,
    /// Its metric, as it was then.
    pub metric: Option<MetricView<'w>>,
    /// The objective of today that it belonged to; `None` if that is gone.
    pub objective: Option<ObjectiveView<'w>>,
}

/// The days on which a revision counts: from the first on which goals are settled to the one looked from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) first: Day,
    pub(super) as_of: Day,
}

/// What was wanted before the revisions of the quarter; `None` if no figure was revised in it.
pub(super) fn by_revisions(
    view: &KeyResultView,
    current: &Figures,
    readings: &[Reading],
    aggregate: Aggregate,
    window: Window,
) -> Option<Original> {
    let revisions = &view.key_result.revisions;
    let first = |field, today: &Option<Quantity>| first_value(revisions, field, today.as_ref(), window);
    let mut figures = current.clone();
    let (slots, firsts) = match &mut figures {
        Figures::Move { baseline, target } => {
            let firsts = [first(RevisedField::Baseline, baseline), first(RevisedField::Target, target)];
            ([baseline, target], firsts)
        }
        Figures::Hold { at_least, at_most } => {
            let firsts = [first(RevisedField::AtLeast, at_least), first(RevisedField::AtMost, at_most)];
            ([at_least, at_most], firsts)
        }
    };
    for (slot, first) in slots.into_iter().zip(firsts) {
        if let Some(first) = first {
            *slot = Some(slot.as_ref().map_or(first.clone(), |current| first.with_unit_of(current)));
        }
    }
    (!figures.same(current)).then(|| against(figures, readings, aggregate))
}

/// The weight before the revisions of the quarter, where it was another one.
pub(super) fn first_weight(revisions: &List<Revision>, weight: f64, window: Window) -> Option<f64> {
    let today = Quantity::read(&weight.to_string(), DecimalMark::default()).ok()?;
    let first = first_value(revisions, RevisedField::Weight, Some(&today), window)?.value();
    (first != weight && first > 0.0).then_some(first)
}

/// What an objective was before the revisions of the quarter, where it was the other one.
pub(super) fn first_ambition(
    revisions: &List<Revision>,
    ambition: Ambition,
    window: Window,
) -> Option<Ambition> {
    let of_quarter = revisions.readable().map(|(revision, _)| revision).filter(|revision| {
        revision.field.get() == Some(&RevisedField::Ambition)
            && revision.date.get().is_some_and(|day| (window.first..=window.as_of).contains(day))
    });
    let mut of_quarter: Vec<&Revision> = of_quarter.collect();
    of_quarter.sort_by_key(|revision| revision.date.get().copied());
    let said = |text: Option<&String>| text?.trim().parse::<Ambition>().ok();
    let leads_here = said(of_quarter.last()?.to.get()).is_none_or(|to| to == ambition);
    said(of_quarter.first()?.from.get()).filter(|first| leads_here && *first != ambition)
}

/// What an earlier version of the goals wanted, where that was something else.
pub(super) fn by_history(
    earlier: &FirstVersion<'_>,
    current: &Figures,
    readings: &[Reading],
    aggregate: Aggregate,
) -> Option<Original> {
    let first = figures(&earlier.numbers);
    let counted = aggregate_of(&earlier.view, earlier.metric.as_ref(), &first);
    // A limit in place of a target is another kind of number, and counts in its own way.
    let other = (counted != aggregate && first.kind() == current.kind()).then_some(counted);
    let is_other = first.is_complete() && (!first.same(current) || other.is_some());
    is_other.then(|| Original { aggregate: other, ..against(first, readings, counted) })
}

/// The score against figures from before.
fn against(mut figures: Figures, readings: &[Reading], aggregate: Aggregate) -> Original {
    let mut readings = readings.to_vec();
    let scored = score(&mut figures, &mut [], &mut readings, aggregate).ok().flatten();
    Original {
        ratio: scored.as_ref().and_then(|scored| scored.ratio),
        score: scored.map(|scored| scored.score),
        figures,
        aggregate: None,
    }
}

/// The value of a field before its first revision in the quarter. Revisions that do not end at the field's present value are
/// about other numbers, and do not show what was agreed.
fn first_value(
    revisions: &List<Revision>,
    field: RevisedField,
    today: Option<&Quantity>,
    window: Window,
) -> Option<Quantity> {
    let of_field = |revision: &&Revision| revision.field.get() == Some(&field);
    let revisions = revisions.readable().map(|(revision, _)| revision);
    let mut revisions: Vec<&Revision> = revisions.filter(of_field).collect();
    revisions.sort_by_key(|revision| revision.date.get().copied());
    let day = |revision: &&Revision| revision.date.get().copied();
    let mark = today.map(Quantity::mark).unwrap_or_default();
    // Seen from a day before another revision, the present value is the one that it changed.
    let next = revisions.iter().find(|revision| day(revision).is_some_and(|day| day > window.as_of));
    let before_next = next.and_then(|next| Quantity::read(next.from.get()?, mark).ok());
    let today = before_next.as_ref().or(today);
    revisions
        .retain(|revision| day(revision).is_some_and(|day| (window.first..=window.as_of).contains(&day)));
    let leads_to = |revision: &Revision| {
        let to = Quantity::read(revision.to.get()?, mark).ok()?;
        today.map(|today| quantity::same(&to, today))
    };
    if leads_to(revisions.last()?) == Some(false) {
        return None;
    }
    // A number that was written for the first time comes from nowhere.
    let first = revisions.first()?;
    Quantity::read(first.from.get().or(first.to.get())?, mark).ok()
}
