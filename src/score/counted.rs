//! Which score counts of a key result: the one set by hand, where it has its reason, otherwise the computed one.

use super::figures::{Figures, figures};
use super::key_result::{Scored, aggregate, score};
use super::no_data::NoData;
use super::reading::Reading;
use super::scorecard::GradeByHand;
use crate::goals::values::Aggregate;
use crate::goals::{Day, KeyResultView, Measured, MetricView, Quarter, Readings};
use crate::quantity::Quantity;

/// A computed score and the numbers it was computed from, all in one unit where they can be.
pub(super) struct Computed {
    pub(super) figures: Figures,
    pub(super) aggregate: Aggregate,
    pub(super) readings: Vec<Reading>,
    /// The days and targets of the plan, in order.
    pub(super) phases: (Vec<Day>, Vec<Quantity>),
    /// `Ok(None)` where nothing was measured.
    pub(super) outcome: Result<Option<Scored>, NoData>,
}

impl Computed {
    pub(super) fn of(
        view: &KeyResultView<'_>,
        metric: Option<&MetricView<'_>>,
        counted: &[Measured<'_>],
    ) -> Self {
        let mut figures = figures(view);
        let aggregate = aggregate(view, metric, &figures);
        let mut readings: Vec<Reading> = counted.iter().map(Reading::of).collect();
        let (days, mut targets) = phases(view);
        let outcome = match view.facts() {
            None => Err(NoData::NoSentence),
            Some(facts) if facts.relative_target => Err(NoData::NoBaseline),
            Some(_) => score(&mut figures, &mut targets, &mut readings, aggregate),
        };
        Self { figures, aggregate, readings, phases: (days, targets), outcome }
    }
}

/// The days and targets of the plan, in order; steps that lack either are left out.
fn phases(view: &KeyResultView<'_>) -> (Vec<Day>, Vec<Quantity>) {
    let steps = view.key_result.phased_targets.readable();
    let steps = steps.filter_map(|(step, _)| Some((*step.by.get()?, step.target.get()?.clone())));
    let mut steps: Vec<(Day, Quantity)> = steps.collect();
    steps.sort_by_key(|(day, _)| *day);
    steps.into_iter().unzip()
}

/// The grade that was set by hand, whether it counts or not.
pub(super) fn by_hand(view: &KeyResultView<'_>) -> Option<GradeByHand> {
    let grade = view.key_result.grade.get()?;
    let reason = grade.reason.get().filter(|reason| !reason.trim().is_empty());
    Some(GradeByHand { score: grade.score.get()?.0, reason: reason.cloned() })
}

/// The score that counts of a key result that was not cancelled. Silence counts 0 once the quarter has ended.
pub(super) fn counts(by_hand: Option<&GradeByHand>, scored: Option<&Scored>, has_ended: bool) -> Option<f64> {
    let by_hand = by_hand.filter(|grade| grade.reason.is_some()).map(|grade| grade.score);
    by_hand.or(scored.map(|scored| scored.score)).or(has_ended.then_some(0.0))
}

/// The score that counts of a key result in a quarter, as its scorecard would have it, without the rest of the card. `None` for
/// what was cancelled.
pub(crate) fn score_that_counts<'w>(
    view: &KeyResultView<'w>,
    readings: &Readings<'w>,
    quarter: Quarter,
    as_of: Day,
) -> Option<f64> {
    if view.cancelled(as_of).is_some() {
        return None;
    }
    let track = readings.track(view, quarter);
    let computed = Computed::of(view, readings.metric(view).as_ref(), &track.counted);
    let has_ended = as_of > view.workspace().calendar.last_day(quarter);
    counts(by_hand(view).as_ref(), computed.outcome.ok().flatten().as_ref(), has_ended)
}
