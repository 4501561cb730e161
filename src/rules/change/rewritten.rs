//! Check-ins and readings of the past that say something else than before.

use super::super::Context;
use super::acknowledged;
use super::told::with_step;
use crate::changes::{GoalStep, History, former_metric};
use crate::finding::Remark;
use crate::goals::format::CheckInList;
use crate::goals::{CheckInView, Day, MetricView, Workspace};
use crate::quantity::same;
use crate::source::Span;
use std::collections::HashMap;

/// For so many days what was measured may still be corrected.
const TIME_TO_CORRECT: i64 = 14;

/// What a change made of values that were measured long before.
pub(super) fn past<'c>(context: &Context<'c>, history: &'c History) -> Vec<Remark> {
    let workspace = context.workspace;
    let latest = context.as_of.plus_days(-TIME_TO_CORRECT);
    let mut remarks = Vec::new();
    for pair in &context.facts.matching(history).key_results {
        let (Some(before), Some(after)) = (pair.before, pair.after) else { continue };
        let (was, now) = ([&before.key_result.check_ins], [&after.key_result.check_ins]);
        if acknowledged::mentions(&after.key_result.revisions, "check_ins") {
            continue;
        }
        let (id, team) = (after.id(), after.objective.team());
        let list = |version: &Workspace| -> Option<Vec<(Day, String)>> {
            let objective = version.objective(after.quarter(), &team, &after.objective.id())?;
            Some(values([&version.key_result(objective, &id)?.key_result.check_ins].into_iter()))
        };
        let rewritten = Rewritten { what: "check-in", field: "check_ins", heading: after.heading() };
        remarks.extend(rewritten.remark(context, history, (&was, &now), latest, list));
    }
    let is_touched = |metric: &MetricView<'_>| {
        let of_series = metric.series().map(|(file, _)| file.id);
        std::iter::once(metric.file.id).chain(of_series).any(|file| history.touched.contains(&file))
    };
    for after in workspace.metrics() {
        let of_id = || after.id().and_then(|id| history.base.metric(id));
        // A file of readings that is gone only the earlier version knows.
        let is_same = || !is_touched(&after) && !of_id().is_some_and(|before| is_touched(&before));
        if acknowledged::mentions(&after.metric.revisions, "readings") || is_same() {
            continue;
        }
        let Some(before) = of_id().or_else(|| former_metric(&history.base, &after)) else { continue };
        let list = |version: &Workspace| Some(values(version.readings_of(after.id()?)));
        let rewritten = Rewritten { what: "reading", field: "readings", heading: after.heading() };
        remarks.extend(rewritten.remark(
            context,
            history,
            (&before.lists().collect::<Vec<_>>(), &after.lists().collect::<Vec<_>>()),
            latest,
            list,
        ));
    }
    remarks
}

/// The values of lists as they are written, by their days.
fn values<'w>(lists: impl Iterator<Item = &'w CheckInList>) -> Vec<(Day, String)> {
    let dated = lists
        .flat_map(|list| list.readable())
        .filter_map(|check_in| Some((check_in.date().get()?, check_in.value().get()?.text().to_owned())));
    dated.collect()
}

struct Rewritten {
    what: &'static str,
    field: &'static str,
    heading: Span,
}

impl Rewritten {
    fn remark(
        &self,
        context: &Context<'_>,
        history: &History,
        (before, after): (&[&CheckInList], &[&CheckInList]),
        latest: Day,
        list: impl Fn(&Workspace) -> Option<Vec<(Day, String)>>,
    ) -> Option<Remark> {
        let unreadable = |list: &&CheckInList| {
            list.items().any(|item| item.get().is_none()) || !list.is_absent() && list.get().is_none()
        };
        if before.iter().any(unreadable) || after.iter().any(unreadable) {
            return None;
        }
        let now: HashMap<Day, CheckInView<'_>> = after
            .iter()
            .flat_map(|list| list.readable())
            .filter_map(|check_in| Some((check_in.date().get()?, check_in)))
            .collect();
        let mut changes = before.iter().flat_map(|list| list.readable()).filter_map(|was| {
            let (day, value) = (was.date().get()?, was.value().get()?);
            let is = now.get(&day).copied();
            let is_wrong = is.is_some_and(|is| !is.value().is_absent() && is.value().get().is_none());
            let unchanged = is.and_then(|is| is.value().get()).is_some_and(|is| same(value, is));
            (day <= latest && !unchanged && !is_wrong).then_some((day, value, is))
        });
        let (day, was, is) = changes.next()?;
        let is_value = is.and_then(|is| is.value().get());
        let others: Vec<_> = changes.collect();
        let all_removed = is_value.is_none()
            && others.iter().all(|(_, _, is)| is.and_then(|is| is.value().get()).is_none());
        let said = match is_value {
            Some(is) => format!("the {} of {day} was `{}` and is now `{}`", self.what, was.text(), is.text()),
            None => format!("the {} of {day}, `{}`, was removed", self.what, was.text()),
        };
        let said = match (others.len(), all_removed) {
            (0, _) => said,
            (1, true) => format!("{said}, and so was one more"),
            (1, false) => format!("{said}, and one more was rewritten"),
            (others, true) => format!("{said}, and so were {others} more"),
            (others, false) => format!("{said}, and {others} more were rewritten"),
        };
        let text = is_value.map(|is| is.text().to_owned());
        let step = history.step_that(|version| {
            list(version).is_some_and(|values| {
                values.iter().find(|(own, _)| *own == day).map(|(_, value)| value.clone()) == text
            })
        });
        let said = with_step(said, step);
        let decided = step.and_then(GoalStep::day).unwrap_or(context.as_of);
        let place = is.and_then(|is| is.value().span()).unwrap_or(self.heading);
        let help = format!(
            "put back what was measured then; if it was wrong, say so in the open: \
             `revisions: [{{date: {decided}, field: {}, reason: ...}}]`",
            self.field
        );
        let occasion = format!("{} {day} {}", self.field, text.unwrap_or_default());
        Some(Remark::new(place, said).help(help).on_occasion_of(occasion))
    }
}
