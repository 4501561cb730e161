//! Check-ins and readings of the past that say something else than before.

use super::super::Context;
use super::acknowledged;
use super::told::with_step;
use crate::changes::{GoalStep, History, former_metric};
use crate::finding::Remark;
use crate::goals::format::CheckInList;
use crate::goals::{CheckInView, Day, KeyResultView, MetricView, Workspace};
use crate::quantity::same;
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// For so many days what was measured may still be corrected.
const TIME_TO_CORRECT: i64 = 14;

/// What a change made of values that were measured long before.
pub(super) fn past<'c>(context: &Context<'c>, history: &'c History) -> Vec<Remark> {
    let workspace = context.workspace;
    let latest = context.as_of.plus_days(-TIME_TO_CORRECT);
    let mut remarks = Vec::new();
    for pair in &context.facts.matching(history).key_results {
        let (Some(before), Some(after)) = (pair.before, pair.after) else { continue };
        if acknowledged::mentions(&after.key_result.revisions, "check_ins")
            || acknowledged::is_replaced(workspace, &before, &after)
        {
            continue;
        }
        let metric = |view: &KeyResultView<'c>, version: &'c Workspace| {
            let metric = view.key_result.metric.get().and_then(|id| version.metric(id.trim()));
            metric.into_iter().flat_map(|metric| metric.lists()).collect::<Vec<_>>()
        };
        // What its metric says of a day may be said there alone, and was what counted where the key result said nothing.
        let (own, lists) = (&before.key_result.check_ins, metric(&before, &history.base));
        let days = |list: &'c CheckInList| list.readable().filter_map(|check_in| check_in.date().get());
        let (said, says): (HashSet<Day>, HashSet<Day>) =
            (days(own).collect(), days(&after.key_result.check_ins).collect());
        let of_metric = lists.iter().flat_map(|list| list.readable()).filter(|reading| {
            reading.date().get().is_some_and(|day| says.contains(&day) && !said.contains(&day))
        });
        let was = of_metric.chain(own.readable()).collect();
        let mut now = metric(&after, workspace);
        now.push(&after.key_result.check_ins);
        if is_unreadable(own) || now.iter().any(|list| is_unreadable(list)) {
            continue;
        }
        let (id, team) = (after.id(), after.objective.team());
        let list = |version: &Workspace| -> Option<Vec<(Day, String)>> {
            let objective = version.objective(after.quarter(), &team, &after.objective.id())?;
            Some(values([&version.key_result(objective, &id)?.key_result.check_ins].into_iter()))
        };
        let rewritten = Rewritten { what: "check-in", field: "check_ins", heading: after.heading() };
        remarks.extend(rewritten.remark(context, history, (was, &now), latest, list));
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
        let (lists, now): (Vec<_>, Vec<_>) = (before.lists().collect(), after.lists().collect());
        if lists.iter().chain(&now).any(|list| is_unreadable(list)) {
            continue;
        }
        let was = lists.iter().flat_map(|list| list.readable()).collect();
        let rewritten = Rewritten { what: "reading", field: "readings", heading: after.heading() };
        remarks.extend(rewritten.remark(context, history, (was, &now), latest, list));
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

/// Whether something of a list could not be read: another rule says so.
fn is_unreadable(list: &CheckInList) -> bool {
    list.items().any(|item| item.get().is_none()) || !list.is_absent() && list.get().is_none()
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
        (before, after): (Vec<CheckInView<'_>>, &[&CheckInList]),
        latest: Day,
        list: impl Fn(&Workspace) -> Option<Vec<(Day, String)>>,
    ) -> Option<Remark> {
        let now: HashMap<Day, CheckInView<'_>> = after
            .iter()
            .flat_map(|list| list.readable())
            .filter_map(|check_in| Some((check_in.date().get()?, check_in)))
            .collect();
        let mut changes = before.into_iter().filter_map(|was| {
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
