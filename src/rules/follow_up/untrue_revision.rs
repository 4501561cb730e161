//! `untrue-revision`.

use super::super::facts::TOMORROW;
use super::super::{Check, Context, Rule};
use super::revised_numbers::{Today, misfit};
use crate::finding::{Level, Remark};
use crate::goals::format::{List, Revision};
use crate::goals::values::RevisedField;
use crate::goals::{Aim, Day, Figure, GoalFile, KeyResultView, MetricView};
use crate::quantity::{self, DecimalMark, Quantity};
use crate::source::Span;
use crate::yaml::Field;

pub(super) static RULE: Rule = Rule {
    name: "untrue-revision",
    summary: "a revision that contradicts its own goal, so that it does not show what was agreed",
    page: include_str!("untrue_revision.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

fn check<'c>(context: &mut Context<'c>, file: &'c GoalFile) {
    let workspace = context.workspace;
    let mark = context.settings.vocabulary.decimal_mark();
    // What was decided later says nothing yet; `check-in-dates` reports it.
    let until = context.as_of.plus_days(TOMORROW);
    let is_revised = |view: &KeyResultView<'_>| !view.key_result.revisions.is_absent();
    for view in workspace.key_results_of(file).filter(is_revised) {
        let calendar = workspace.calendar;
        let quarter = view.quarter().map(|quarter| (calendar.first_day(quarter), calendar.last_day(quarter)));
        let now = |field| of_key_result(&view, field);
        let revisions = &view.key_result.revisions;
        let of_number = untrue(revisions, until, now, &numbers_of(&view), mark);
        for remark in outside(revisions, quarter, until).into_iter().chain(of_number) {
            context.report(remark);
        }
    }
    for view in workspace.metrics_of(file).filter(|view| !view.metric.revisions.is_absent()) {
        let now = |field| of_metric(&view, field);
        let fields = [&view.metric.baseline, &view.metric.at_least, &view.metric.at_most];
        let today: Vec<Today<'_>> = fields.into_iter().filter_map(Field::located).collect();
        for remark in untrue(&view.metric.revisions, until, now, &today, mark) {
            context.report(remark);
        }
    }
}

/// The numbers of a key result that say where it goes, or what holds.
fn numbers_of<'w>(view: &KeyResultView<'w>) -> Vec<Today<'w>> {
    let ends = match view.aim() {
        Some(Aim::Move { baseline: one, target: other } | Aim::Hold { at_least: one, at_most: other }) => {
            [one, other]
        }
        None => return Vec::new(),
    };
    ends.into_iter().flatten().map(|figure| (&figure.quantity, view.place_of(figure))).collect()
}

/// What a field says today.
enum Now<'w> {
    /// This number.
    Number(&'w Quantity, Span),
    /// Nothing.
    Absent,
    /// It is no number, or one that cannot be read.
    Unknown,
}

fn of_field(field: &Field<Quantity>) -> Now<'_> {
    match field.located() {
        Some((quantity, span)) => Now::Number(quantity, span),
        None if field.is_absent() => Now::Absent,
        None => Now::Unknown,
    }
}

fn of_key_result<'w>(view: &KeyResultView<'w>, field: RevisedField) -> Now<'w> {
    let fields = view.key_result;
    let (own, figure): (_, Option<&'w Figure>) = match (field, view.aim()) {
        (RevisedField::Baseline, Some(Aim::Move { baseline, .. })) => (&fields.baseline, baseline.as_ref()),
        (RevisedField::Target, Some(Aim::Move { target, .. })) => (&fields.target, target.as_ref()),
        (RevisedField::AtLeast, Some(Aim::Hold { at_least, .. })) => (&fields.at_least, at_least.as_ref()),
        (RevisedField::AtMost, Some(Aim::Hold { at_most, .. })) => (&fields.at_most, at_most.as_ref()),
        (RevisedField::Baseline, _) => (&fields.baseline, None),
        (RevisedField::Target, _) => (&fields.target, None),
        (RevisedField::AtLeast, _) => (&fields.at_least, None),
        (RevisedField::AtMost, _) => (&fields.at_most, None),
        (RevisedField::Stretch, _) => (&fields.stretch, None),
        _ => return Now::Unknown,
    };
    match figure {
        Some(figure) => Now::Number(&figure.quantity, view.place_of(figure)),
        None => of_field(own),
    }
}

fn of_metric<'w>(view: &MetricView<'w>, field: RevisedField) -> Now<'w> {
    let fields = view.metric;
    match field {
        RevisedField::Baseline => of_field(&fields.baseline),
        RevisedField::AtLeast => of_field(&fields.at_least),
        RevisedField::AtMost => of_field(&fields.at_most),
        RevisedField::MaxIncrease => of_field(&fields.max_increase),
        RevisedField::MaxDecrease => of_field(&fields.max_decrease),
        _ => Now::Unknown,
    }
}

/// The revisions of numbers, in the order of their days.
fn untrue<'w>(
    revisions: &'w List<Revision>,
    until: Day,
    now: impl Fn(RevisedField) -> Now<'w>,
    today: &[Today<'_>],
    mark: DecimalMark,
) -> Vec<Remark> {
    let dated = dated(revisions, until);
    let mut remarks: Vec<Remark> = Vec::new();
    let mut fields: Vec<RevisedField> = Vec::new();
    for revision in &dated {
        if let Some(remark) = misfit(revision.revision, revision.field, today, mark) {
            remarks.push(remark);
            fields.push(revision.field);
        }
        if fields.contains(&revision.field) {
            continue;
        }
        fields.push(revision.field);
        let own: Vec<&Dated<'_>> = dated.iter().filter(|other| other.field == revision.field).collect();
        remarks.extend(broken_chain(&own, mark).or_else(|| other_end(&own, now(revision.field), mark)));
    }
    remarks
}

#[derive(Clone, Copy)]
struct Dated<'w> {
    day: Day,
    field: RevisedField,
    revision: &'w Revision,
    span: Span,
}

impl Dated<'_> {
    fn from(&self, mark: DecimalMark) -> Option<Quantity> {
        Quantity::read(self.revision.from.get()?, mark).ok()
    }

    fn to(&self, mark: DecimalMark) -> Option<Quantity> {
        Quantity::read(self.revision.to.get()?, mark).ok()
    }
}

/// The revisions up to a day, in the order of their days.
fn dated(revisions: &List<Revision>, until: Day) -> Vec<Dated<'_>> {
    let dated = revisions.readable().filter_map(|(revision, span)| {
        Some(Dated { day: *revision.date.get()?, field: *revision.field.get()?, revision, span })
    });
    let mut dated: Vec<Dated<'_>> = dated.filter(|revision| revision.day <= until).collect();
    dated.sort_by_key(|revision| revision.day);
    dated
}

/// The first revision of a day before the quarter, and the first of one after it.
fn outside(revisions: &List<Revision>, quarter: Option<(Day, Day)>, until: Day) -> Vec<Remark> {
    let Some((first, last)) = quarter else { return vec![] };
    let dated = dated(revisions, until);
    let remark = |revision: &Dated<'_>, where_it_is: String, help: &str| {
        let place = revision.revision.date.span().unwrap_or(revision.span);
        Remark::new(place, format!("this revision is dated {}, {where_it_is}", revision.day)).help(help)
    };
    let before = dated.iter().find(|revision| revision.day < first).map(|revision| {
        let help = "write the day on which it was decided; a number that was changed before the quarter began needs no revision";
        remark(revision, format!("before the quarter, which begins on {first}"), help)
    });
    let after = dated.iter().find(|revision| revision.day > last).map(|revision| {
        let help = match revision.field {
            RevisedField::Removed => "what counted to the end stays in the grade; remove the revision, or write the day in the quarter on which it was given up",
            _ => "write the number back that counted when the quarter ended; what should count instead is a `grade` with a `reason`",
        };
        remark(revision, format!("after the quarter, which ended on {last}"), help)
    });
    before.into_iter().chain(after).collect()
}

/// A step that goes nowhere, or does not begin where the one before it ended.
fn broken_chain(steps: &[&Dated<'_>], mark: DecimalMark) -> Option<Remark> {
    let still = steps.iter().find_map(|step| {
        let (from, to) = (step.from(mark)?, step.to(mark)?);
        let place = step.revision.to.span().unwrap_or(step.span);
        let message =
            format!("this revision leads from `{}` to `{}`: nothing changes", from.text(), to.text());
        same(&from, &to).then(|| {
            Remark::new(place, message).help("write what it was before in `from`, or remove the revision")
        })
    });
    still.or_else(|| {
        steps.windows(2).find_map(|pair| {
            let (ended, starts) = (pair[0].to(mark)?, pair[1].from(mark)?);
            let place = pair[1].revision.from.span().unwrap_or(pair[1].span);
            let message = format!(
                "this revision starts from `{}`, but the one of {} ended at `{}`",
                starts.text(),
                pair[0].day,
                ended.text()
            );
            let remark = Remark::new(place, message)
                .help(format!("write `from: {}`, or correct the other one", ended.text()));
            let other = pair[0].revision.to.span().unwrap_or(pair[0].span);
            (!same(&ended, &starts)).then(|| remark.related(other, "where that ended"))
        })
    })
}

/// The last step of a field, where it ends at another number than stands there.
fn other_end(steps: &[&Dated<'_>], now: Now<'_>, mark: DecimalMark) -> Option<Remark> {
    let last = steps.last()?;
    let to = last.to(mark)?;
    let name = last.field.name();
    let place = last.revision.to.span().unwrap_or(last.span);
    match now {
        Now::Unknown => None,
        Now::Absent => {
            let message =
                format!("this revision leads to `{}`, and there is no `{name}` any more", to.text());
            Some(
                Remark::new(place, message)
                    .help(format!("write `{name}: {}`, or correct `field`", to.text())),
            )
        }
        Now::Number(today, span) => {
            let message =
                format!("this revision leads to `{}`, but `{name}` is `{}`", to.text(), today.text());
            let help = format!(
                "write `to: {}`, or add the change from `{}` to `{}` with its day and reason",
                today.text(),
                to.text(),
                today.text()
            );
            (!same(&to, today)).then(|| Remark::new(place, message).help(help).related(span, "what it is"))
        }
    }
}

fn same(one: &Quantity, other: &Quantity) -> bool {
    quantity::same(&one.with_unit_of(other), &other.with_unit_of(one))
}
