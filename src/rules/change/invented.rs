//! Revisions that git contradicts: `revisions` show what was agreed at first, so one of a change that never was makes a grade look
//! better, or a promise a stretch.

use super::super::Context;
use super::acknowledged::{self, Days};
use super::told::{in_yaml, name_of};
use crate::changes::{FieldChange, key_result_changes, metric_changes, objective_changes};
use crate::finding::Remark;
use crate::goals::format::{List, Revision};
use crate::goals::{Aim, KeyResultView, MetricView, ObjectiveView, Quarter};
use crate::source::Span;

/// What the revisions of a key result make up, whose earlier version is the one once goals were settled.
pub(super) fn of_key_result(
    context: &Context<'_>,
    quarter: Quarter,
    before: &KeyResultView<'_>,
    after: &KeyResultView<'_>,
) -> Vec<Remark> {
    let revisions = &after.key_result.revisions;
    let changes = key_result_changes(before, after);
    let mut remarks = of_fields(context, quarter, numbers(before), &changes, revisions);
    // Under another id and with another promise it may have taken the place of this one.
    let is_the_same = before.id() == after.id() || changes.is_empty();
    let arrival = acknowledged::arrival_after(revisions, days(context, quarter));
    remarks.extend(arrival.filter(|_| is_the_same).map(|(_, span)| was_there("key result", span)));
    remarks
}

/// What the revisions of an objective make up.
pub(super) fn of_objective(
    context: &Context<'_>,
    quarter: Quarter,
    before: &ObjectiveView<'_>,
    after: &ObjectiveView<'_>,
) -> Vec<Remark> {
    let revisions = &after.objective.revisions;
    let stood =
        vec![("ambition", before.ambition().name().to_owned()), ("weight", before.weight().to_string())];
    let changes = objective_changes(before, after);
    let mut remarks = of_fields(context, quarter, stood, &changes, revisions);
    let arrival = acknowledged::arrival_after(revisions, days(context, quarter));
    remarks
        .extend(arrival.filter(|_| before.id() == after.id()).map(|(_, span)| was_there("objective", span)));
    remarks
}

/// What the revisions of a metric or a guardrail make up.
pub(super) fn of_metric(
    context: &Context<'_>,
    quarter: Quarter,
    before: &MetricView<'_>,
    after: &MetricView<'_>,
) -> Vec<Remark> {
    let was = before.metric;
    let limits = [
        ("at_least", &was.at_least),
        ("at_most", &was.at_most),
        ("max_increase", &was.max_increase),
        ("max_decrease", &was.max_decrease),
        ("baseline", &was.baseline),
    ];
    let stood = limits.into_iter().filter_map(|(field, limit)| Some((field, limit.get()?.text().to_owned())));
    let stood = stood.chain([("better", before.better().name().to_owned())]).collect();
    of_fields(context, quarter, stood, &metric_changes(before, after), &after.metric.revisions)
}

/// That something is said to have come later that was there.
fn was_there(what: &str, place: Span) -> Remark {
    let message =
        format!("this {what} was there when the quarter's first two weeks ended: it was not added later");
    let help = format!(
        "take this revision out: {} {what} that was there from the beginning is measured from there",
        if what.starts_with('o') { "an" } else { "a" }
    );
    Remark::new(place, message).help(help).on_occasion_of("added before")
}

/// The revisions of fields that never moved. Where one moved, its own finding compares the revision with it.
fn of_fields(
    context: &Context<'_>,
    quarter: Quarter,
    stood: Vec<(&'static str, String)>,
    changes: &[FieldChange],
    revisions: &List<Revision>,
) -> Vec<Remark> {
    let mark = context.settings.vocabulary.decimal_mark();
    let days = days(context, quarter);
    let unmoved = stood.iter().filter(|(field, _)| !changes.iter().any(|change| change.field == *field));
    let invented = unmoved.filter_map(|(field, stood)| {
        let (revision, span) = acknowledged::invented(revisions, field, stood, days, mark)?;
        Some(untrue(field, stood, revision.from.get()?, span))
    });
    invented.collect()
}

fn days(context: &Context<'_>, quarter: Quarter) -> Days {
    let calendar = context.workspace.calendar;
    Days { first: calendar.first_day(quarter), settled: calendar.settled_by(quarter), as_of: context.as_of }
}

fn numbers(view: &KeyResultView<'_>) -> Vec<(&'static str, String)> {
    let figures = match view.aim() {
        Some(Aim::Move { baseline, target }) => [("baseline", baseline), ("target", target)],
        Some(Aim::Hold { at_least, at_most }) => [("at_least", at_least), ("at_most", at_most)],
        None => return Vec::new(),
    };
    let known = figures
        .into_iter()
        .filter_map(|(field, figure)| Some((field, figure.as_ref()?.quantity.text().to_owned())));
    known.chain([("weight", view.weight().to_string())]).collect()
}

fn untrue(field: &str, stood: &str, from: &str, place: Span) -> Remark {
    let message = format!(
        "this revision says that the {} was `{}`; git has had `{stood}` since the quarter's first two weeks",
        name_of(field),
        from.trim()
    );
    let help = format!(
        "take it out, or let it say what was changed: a revision starts from what was agreed, here `from: {}`",
        in_yaml(stood)
    );
    Remark::new(place, message).help(help).on_occasion_of(format!("untrue {field} {from}"))
}
