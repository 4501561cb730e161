//! Metrics and guardrails that mean, or allow, something else once the quarter was two weeks old.

use super::super::Context;
use super::told::{in_yaml, remark, with_step};
use super::{acknowledged, invented};
use crate::changes::{
    FieldChange, GoalStep, History, Promise, Reference, TIME_TO_FILL_IN, as_it_arrived, former_metric,
    metric_changes, only_renames, promises, renamed, says_the_same,
};
use crate::finding::Remark;
use crate::goals::{Day, MetricRole, MetricView, Period, Quarter, Workspace};
use crate::quantity::{Quantity, same};
use crate::source::Span;
use std::collections::HashSet;

/// What a change did to the metrics that the quarter is judged by.
pub(super) fn moved(context: &Context<'_>, history: &History) -> Vec<Remark> {
    let workspace = context.workspace;
    let quarter = workspace.calendar.quarter_of(context.as_of);
    let Some(reference) = history.references.get(&quarter) else { return Vec::new() };
    if context.as_of <= reference.settled {
        return Vec::new();
    }
    let key_results = workspace.key_results().filter(|key_result| key_result.quarter() == Some(quarter));
    let measured: HashSet<&str> =
        key_results.filter_map(|key_result| key_result.key_result.metric.get()).map(|id| id.trim()).collect();
    let mut remarks = Vec::new();
    let renamed = renamed(&history.base, workspace);
    for metric in workspace.metrics().filter(|metric| history.touched.contains(&metric.file.id)) {
        let Some(was) = earlier(&metric, reference, history) else { continue };
        let is_judged =
            metric.id().is_some_and(|id| measured.contains(id)) || target_of(quarter, &was).is_some();
        let counts = |field: &str| is_promised(field, was.role, is_judged);
        let is_renaming = |change: &FieldChange| {
            let ends = change.before.as_deref().zip(change.after.as_deref());
            matches!(change.field, "counter_metric" | "equals")
                && ends.is_some_and(|(before, after)| only_renames(&renamed, before, after))
        };
        // Only a breach that is no longer critical makes a promise smaller.
        let is_lowered = |change: &FieldChange| {
            change.field == "critical"
                && was.role == MetricRole::Guardrail
                && change.before.as_deref() == Some("true")
        };
        let counts =
            |change: &FieldChange| (counts(change.field) || is_lowered(change)) && !is_renaming(change);
        remarks.extend(changed(context, history, (quarter, reference.settled), (&was, &metric), counts));
        if std::ptr::eq(was.workspace, &raw const reference.goals) {
            remarks.extend(invented::of_metric(context, quarter, &was, &metric));
        }
    }
    remarks.extend(vanished(context, history));
    remarks
}

/// A metric as it was when goals were settled; one that came later, as it was when it came, or else before this change. It may have
/// had another id.
fn earlier<'h>(
    now: &MetricView<'_>,
    reference: &'h Reference,
    history: &'h History,
) -> Option<MetricView<'h>> {
    let id = now.id()?;
    let in_version = |version: &'h Workspace| version.metric(id).or_else(|| former_metric(version, now));
    in_version(&reference.goals).or_else(|| {
        let since = history.found_since(reference.settled, |version| version.metric(id));
        as_it_arrived(&since).or_else(|| in_version(&history.base))
    })
}

/// Whether a field of a metric stays as it is while a quarter is judged by it. What the north star counts has a rule of
/// its own.
/// `is_judged`: a key result moves it, or it has a target of its own.
fn is_promised(field: &str, role: MetricRole, is_judged: bool) -> bool {
    let is_guardrail = role == MetricRole::Guardrail;
    match field {
        "at_least" | "at_most" | "max_increase" | "max_decrease" | "baseline" => is_guardrail,
        "better" | "targets" => true,
        "aggregate" => is_guardrail || is_judged,
        "counter_metric" => is_guardrail || is_judged || role != MetricRole::Watched,
        "definition" | "formula" | "equals" | "numerator" | "denominator" => {
            role != MetricRole::NorthStar && (is_guardrail || is_judged || role == MetricRole::Input)
        }
        _ => false,
    }
}

fn changed(
    context: &Context<'_>,
    history: &History,
    (quarter, settled): (Quarter, Day),
    (was, now): (&MetricView<'_>, &MetricView<'_>),
    counts: impl Fn(&FieldChange) -> bool,
) -> Option<Remark> {
    let changes = |was: &MetricView<'_>, now: &MetricView<'_>| changes(context, quarter, was, now);
    let ids = [was.id(), now.id()];
    let versions =
        history.found_since(settled, |version| ids.iter().flatten().find_map(|id| version.metric(id)));
    let newest = |change: &FieldChange| {
        history.step_that(|version| {
            let then = now.id().and_then(|id| version.metric(id));
            then.is_some_and(|then| !metric_changes(&then, now).iter().any(|left| left.field == change.field))
        })
    };
    let revisions = &now.metric.revisions;
    let is_late = |promise: &Promise<'_, _>, step: Option<&GoalStep>| {
        promise.change.field == "targets" && is_late(context, quarter, step)
    };
    let mut promises = promises((*was, *now), &versions, context.as_of, changes);
    promises.retain(|promise| {
        let change = &promise.change;
        let is_withdrawn = promise.is_taken_back()
            && is_late(promise, promise.arrival)
            && !acknowledged::mentions(revisions, change.field);
        counts(change)
            && !is_withdrawn
            && (change.before.is_some() || is_late(promise, promise.step(newest)))
            && !is_unreadable(now, change.field)
    });
    let changes = promises.into_iter().map(|promise| promise.told(newest)).collect();
    let place = |change: &FieldChange| field_of(now, change.field).unwrap_or_else(|| now.heading());
    remark(context, quarter, revisions, changes, place)
}

/// What is different about how a metric is defined, as far as it decides how this quarter looks.
fn changes(
    context: &Context<'_>,
    quarter: Quarter,
    was: &MetricView<'_>,
    now: &MetricView<'_>,
) -> Vec<FieldChange> {
    let changes = metric_changes(was, now).into_iter().filter_map(|change| match change.field {
        "targets" => moved_target(context, quarter, was, now),
        // Without a definition a metric is what its name says.
        "name" if is_named_only(was) && is_named_only(now) => {
            let is_other = !says_the_same(change.before.as_deref()?, change.after.as_deref()?);
            is_other.then_some(FieldChange { field: "definition", ..change })
        }
        _ => Some(change),
    });
    changes.collect()
}

/// Whether the first target of a metric was written when much of the quarter was over.
fn is_late(context: &Context<'_>, quarter: Quarter, step: Option<&GoalStep>) -> bool {
    let written = step.and_then(GoalStep::day).unwrap_or(context.as_of);
    written.days_since(context.workspace.calendar.first_day(quarter)) > TIME_TO_FILL_IN
}

/// Whether nothing but its name says what a metric counts.
fn is_named_only(view: &MetricView<'_>) -> bool {
    let metric = view.metric;
    metric.definition.is_absent() && metric.formula.is_absent() && metric.equals.is_absent()
}

/// What a metric should reach now, or by the end of the quarter, where that is another number than it was. What it should reach in
/// a later period may still be decided.
fn moved_target(
    context: &Context<'_>,
    quarter: Quarter,
    was: &MetricView<'_>,
    now: &MetricView<'_>,
) -> Option<FieldChange> {
    let last = context.workspace.calendar.last_day(quarter);
    [last, context.as_of.min(last)].into_iter().find_map(|day| moved_target_of(day, was, now))
}

fn moved_target_of(day: Day, was: &MetricView<'_>, now: &MetricView<'_>) -> Option<FieldChange> {
    let before = targets_on(day, was).min_by_key(|(period, _)| period.months());
    // A target is for the end of its period: what is to be reached on the way there is a plan, and lower by nature.
    let end = before.map_or(day, |(period, _)| period.last_day(was.workspace.calendar));
    let (before, after) = (before.map(|(_, number)| number.clone()), target_on(end, now));
    let is_same = match (&before, &after) {
        (Some(before), Some(after)) => same(before, after),
        (before, after) => before.is_none() && after.is_none(),
    };
    let text = |quantity: Quantity| quantity.text().to_owned();
    let change = FieldChange { field: "targets", before: before.map(text), after: after.map(text) };
    (!is_same).then_some(change)
}

/// What a metric should reach by the end of a quarter.
fn target_of(quarter: Quarter, view: &MetricView<'_>) -> Option<Quantity> {
    target_on(view.workspace.calendar.last_day(quarter), view)
}

/// What a metric should reach in the narrowest period that holds a day.
fn target_on(day: Day, view: &MetricView<'_>) -> Option<Quantity> {
    let narrowest = targets_on(day, view).min_by_key(|(period, _)| period.months());
    narrowest.map(|(_, target)| target.clone())
}

/// What a metric should reach in the periods that hold a day.
fn targets_on<'w>(day: Day, view: &MetricView<'w>) -> impl Iterator<Item = (Period, &'w Quantity)> {
    let calendar = view.workspace.calendar;
    view.metric.targets.readable().filter_map(move |(target, _)| {
        let period = *target.period.get()?;
        Some((period, target.target.get().filter(|_| period.contains(day, calendar))?))
    })
}

/// The place of a field's value.
fn field_of(metric: &MetricView<'_>, field: &str) -> Option<Span> {
    let metric = metric.metric;
    match field {
        "at_least" => metric.at_least.span(),
        "at_most" => metric.at_most.span(),
        "max_increase" => metric.max_increase.span(),
        "max_decrease" => metric.max_decrease.span(),
        "baseline" => metric.baseline.span(),
        "better" => metric.better.span(),
        "counter_metric" => metric.counter_metric.span(),
        "definition" => metric.definition.span(),
        "formula" => metric.formula.span(),
        "aggregate" => metric.aggregate.span(),
        "critical" => metric.critical.span(),
        "targets" => metric.targets.span(),
        "numerator" => metric.source.get().and_then(|source| source.0.numerator.span()),
        "denominator" => metric.source.get().and_then(|source| source.0.denominator.span()),
        _ => metric.equals.span(),
    }
}

/// Whether a field is there and another rule has said that it cannot be read.
fn is_unreadable(metric: &MetricView<'_>, field: &str) -> bool {
    let metric = metric.metric;
    let quantity = match field {
        "at_least" => &metric.at_least,
        "at_most" => &metric.at_most,
        "max_increase" => &metric.max_increase,
        "max_decrease" => &metric.max_decrease,
        "baseline" => &metric.baseline,
        "better" => return !metric.better.is_absent() && metric.better.get().is_none(),
        _ => return false,
    };
    !quantity.is_absent() && quantity.get().is_none()
}

/// Former guardrails that are no longer metrics.
fn vanished(context: &Context<'_>, history: &History) -> Vec<Remark> {
    let workspace = context.workspace;
    if workspace.files.iter().any(|file| file.damaged) {
        return Vec::new();
    }
    let is_guardrail = |metric: &MetricView<'_>| metric.role == MetricRole::Guardrail;
    let was_touched = |metric: &MetricView<'_>| history.touched.contains(&metric.file.id);
    let former = history.base.metrics().filter(is_guardrail).filter(was_touched);
    let renamed = renamed(&history.base, workspace);
    let is_gone =
        |id: &str| workspace.metric(id).is_none_or(|now| !now.has_limit()) && !renamed.contains_key(id);
    let mut remarks = Vec::new();
    for was in former.filter(|was| was.id().is_some_and(is_gone) && was.has_limit()) {
        let id = was.id().unwrap_or_default();
        let owned_up =
            workspace.files.iter().any(|file| acknowledged::departures(&file.content.revisions).contains(id));
        // Limits that were removed one after the other have been reported already.
        if owned_up || workspace.metric(id).is_some() {
            continue;
        }
        let step = history.step_that(|version| version.metric(id).is_none());
        let day = step.and_then(GoalStep::day).unwrap_or(context.as_of);
        let said = with_step(format!("the guardrail `{id}` was removed"), step);
        let place = workspace.metrics().next().map_or_else(|| was.heading(), |metric| metric.heading());
        let help = format!(
            "put it back, or say why at the end of the file: \
             `revisions: [{{date: {day}, field: removed, from: {}, reason: ...}}]`",
            in_yaml(id)
        );
        let message = format!("{said}, after the quarter's first two weeks");
        remarks.push(Remark::new(place, message).help(help).on_occasion_of(format!("removed {id}")));
    }
    remarks
}
