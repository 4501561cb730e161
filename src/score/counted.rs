//! Which score counts of a key result: the one set by hand, where it has its reason, otherwise the computed one.

use super::figures::{Figures, figures};
use super::key_result::{Scored, aggregate, score};
use super::no_data::NoData;
use super::original::{FirstVersion, Window, by_history, by_revisions};
use super::reading::Reading;
use super::scorecard::GradeByHand;
use crate::goals::values::Aggregate;
use crate::goals::{Day, KeyResultView, Measured, MetricView, Quarter, Readings, said};
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
        (quarter, as_of): (Quarter, Day),
    ) -> Self {
        let start = view.start(quarter, as_of);
        let mut figures = figures(view);
        let aggregate = aggregate(view, metric, &figures);
        // The last value tells where it stands, whenever it was measured. Where several count, those from before the start do not.
        let counted = counted.iter().filter(|value| aggregate == Aggregate::Last || value.day >= start);
        let mut readings: Vec<Reading> = counted.map(Reading::of).collect();
        let (days, mut targets) = phases(view);
        let outcome = match view.facts() {
            None => Err(NoData::NoSentence),
            Some(facts) if facts.relative_target => Err(NoData::NoBaseline),
            Some(_) => score(&mut figures, &mut targets, &mut readings, aggregate),
        };
        // What is left of numbers says something else than all of them.
        let last = readings.last().map(|reading| reading.day).filter(|_| aggregate == Aggregate::Last);
        let unread = view.unread_number().or_else(|| view.unread_check_in(quarter, last, as_of));
        let lacks_end = matches!(outcome, Err(NoData::NoTarget | NoData::NoBaseline));
        let unread = unread.or_else(|| view.open_number().filter(|_| lacks_end));
        let outcome = unread.map_or(outcome, |unread| Err(NoData::NotUnderstood(unread)));
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
    let reason = grade.reason.get().filter(|reason| said(reason).is_some());
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
    let computed = Computed::of(view, readings.metric(view).as_ref(), &track.counted, (quarter, as_of));
    let has_ended = as_of > view.workspace().calendar.last_day(quarter);
    counts(by_hand(view).as_ref(), computed.outcome.ok().flatten().as_ref(), has_ended)
}

/// The same by the numbers that an earlier version of the key result had; where it lacked some, by those from before its
/// revisions in the quarter. `None` if these are no others, and where a grade set by hand counts whatever the numbers.
pub(crate) fn score_at_former_numbers<'w>(
    view: &KeyResultView<'w>,
    was: &KeyResultView<'_>,
    readings: &Readings<'w>,
    quarter: Quarter,
    as_of: Day,
) -> Option<f64> {
    let is_by_hand = by_hand(view).is_some_and(|grade| grade.reason.is_some());
    if is_by_hand && view.cancelled(as_of).is_none() {
        return None;
    }
    let track = readings.track(view, quarter);
    let Computed { figures, aggregate, readings, .. } =
        Computed::of(view, readings.metric(view).as_ref(), &track.counted, (quarter, as_of));
    let settled = view.workspace().calendar.settled_by(quarter);
    let window = Window { first: settled.plus_days(1), as_of };
    let by_revisions = || by_revisions(view, &figures, &readings, aggregate, window);
    let is_known = self::figures(was).is_complete();
    let first = FirstVersion { view: *was, numbers: *was, metric: was.metric(), objective: None };
    let original = by_history(&first, &figures, &readings, aggregate);
    original.or_else(|| (!is_known).then(by_revisions).flatten())?.score
}

#[cfg(test)]
mod tests {
    use super::super::scorecard::{KeyResultCard, Scorecard};
    use super::*;
    use crate::goals::{Calendar, Workspace};
    use crate::prose::Vocabulary;
    use crate::settings::Settings;
    use crate::source::{SourceFile, Sources};
    use std::collections::HashMap;

    const GOALS: &str = "\
quarter: 2026-Q1
team: growth
north_star: {id: teams, unit: count, readings: [{date: 2026-01-05, value: 40}, {date: 2026-02-09, value: 55}]}
metrics: [{id: cost, aggregate: mean, better: lower, readings: [{date: 2026-01-19, value: $9}, {date: 2026-03-02, value: $7}]}]
objectives:
- objective: New teams feel at home
  key_results:
  - Raise activation from 23% to 35%
  - {key_result: Raise weekly teams from 40 to 80, metric: teams}
  - {key_result: Cut the cost of a team from $10 to $6, metric: cost}
  - {key_result: Raise activation from 23% to 35%, check_ins: [{date: 2026-01-12, value: 25%}, {date: 2026-02-16, value: 29}]}
  - {key_result: Sell plans from 0 to 20, aggregate: sum, check_ins: [{date: 2026-01-12, value: 3}, {date: 2026-02-16, value: 5}]}
  - {key_result: Keep the wait under 5 minutes, check_ins: [{date: 2026-01-12, value: 4 min}, {date: 2026-02-16, value: 6 min}]}
  - {key_result: Raise NPS from 20 to 40, grade: {score: 0.4, reason: half of them answered}}
  - {key_result: Raise NPS from 20 to 40, grade: {score: 0.4}, check_ins: [{date: 2026-02-16, value: 30}]}
  - {key_result: Raise NPS from 20 to 40, cancelled: {date: 2026-02-01, reason: no survey}, check_ins: [{date: 2026-01-20, value: 25}]}
  - {key_result: Launch the new dashboard, check_ins: [{date: 2026-01-20, value: 25}]}
  - key_result: Raise trials from 10 to 60
    revisions: [{date: 2026-02-02, field: target, from: 90, to: 60, reason: smaller team}]
    check_ins: [{date: 2026-02-16, value: 35}]
  - {key_result: Raise trials from 10 days to 20%, check_ins: [{date: 2026-02-16, value: 35}]}
";

    fn workspace(text: &str) -> Workspace {
        let mut sources = Sources::default();
        sources.push(SourceFile::from_bytes("growth.yaml".to_owned(), text.as_bytes().to_vec()));
        Workspace::read(sources, &Vocabulary::default(), Calendar::default())
    }

    fn cards(scorecard: Scorecard) -> impl Iterator<Item = KeyResultCard> {
        let objectives = scorecard.teams.into_iter().flat_map(|team| team.objectives);
        objectives.flat_map(|objective| objective.key_results)
    }

    #[test]
    fn a_score_without_its_card_is_that_of_the_card() {
        let (now, quarter) = (workspace(GOALS), "2026-Q1".parse().unwrap());
        let earlier = workspace(
            &GOALS.replace("to 35%", "to 47%").replace("to 60", "to 110").replace("under 5", "under 7"),
        );
        let was: Vec<KeyResultView<'_>> = earlier.key_results().collect();
        let renumbered: HashMap<String, FirstVersion<'_>> = was
            .iter()
            .map(|view| {
                (
                    view.address(),
                    FirstVersion { view: *view, numbers: *view, metric: view.metric(), objective: None },
                )
            })
            .collect();
        for as_of in ["2026-01-15", "2026-02-20", "2026-04-20"].map(|day| day.parse().unwrap()) {
            let readings = Readings::of(&now, as_of);
            let mut scorecard = Scorecard::new(&now, &Settings::default(), quarter, as_of);
            scorecard.compare_with(&renumbered, &HashMap::new());
            for ((view, card), was) in now.key_results().zip(cards(scorecard)).zip(&was) {
                assert_eq!(view.address(), card.address);
                let score = score_that_counts(&view, &readings, quarter, as_of);
                assert_eq!(score, card.score, "{} on {as_of}", card.key_result);
                let original = card.original.as_ref().and_then(|original| original.score);
                let former = score_at_former_numbers(&view, was, &readings, quarter, as_of);
                assert_eq!(former, original.filter(|_| !card.is_by_hand()), "{} on {as_of}", card.key_result);
            }
        }
    }
}
