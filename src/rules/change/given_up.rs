//! Key results that leave every mean without a reason of their own: by a cancellation dated as one likes, or by moving to where
//! nothing counts.

use super::super::Context;
use super::acknowledged::SLOW;
use super::told::{shortened, with_step};
use crate::changes::{FieldChange, GoalStep};
use crate::finding::{self, Remark};
use crate::goals::format::Cancelled;
use crate::goals::values::Level;
use crate::goals::{Day, KeyResultView, ObjectiveView, Quarter};
use crate::source::Span;
use crate::yaml::Field;

/// How many days after a quarter its cancellations may still be written down.
const AFTERWARDS: i64 = 5;

/// A key result that was moved from an objective that counts to a cancelled one, or to somebody's own. One that says itself why it
/// was given up has a reason.
pub(super) fn moved_away(
    context: &Context<'_>,
    (before, after): (&KeyResultView<'_>, &KeyResultView<'_>),
    step: Option<&GoalStep>,
) -> Option<Remark> {
    let (was, is) = (before.objective, after.objective);
    let own_reason = !after.key_result.cancelled.is_absent() || !before.key_result.cancelled.is_absent();
    let counted = |view: &ObjectiveView<'_>| {
        view.cancelled(context.as_of).is_none() && view.level() != Level::Individual
    };
    if own_reason || !counted(&was) || counted(&is) {
        return None;
    }
    let where_to = match is.level() {
        Level::Individual => "which a person sets for herself, and which counts in no mean",
        _ => "which is cancelled",
    };
    let moved = with_step(format!("the key result “{}” was moved", shortened(after.text())), step);
    let said = format!("{moved}, to the objective `{}`, {where_to}", is.id());
    let day = step.and_then(GoalStep::day).unwrap_or(context.as_of);
    let help = format!(
        "put it back and grade it honestly, or cancel it with a reason of its own: `cancelled: {{date: {day}, reason: ...}}`"
    );
    Some(Remark::new(after.heading(), said).help(help).on_occasion_of("moved away"))
}

/// Whether a step was done once the quarter was over.
pub(super) fn has_ended(context: &Context<'_>, quarter: Quarter, step: Option<&GoalStep>) -> bool {
    step.and_then(GoalStep::day).unwrap_or(context.as_of) > context.workspace.calendar.last_day(quarter)
}

/// All goals of a team that went once their quarter was over: no promise is smaller for that, but reports no longer show them. Said
/// once for each file, of its first objective.
pub(super) fn put_away(
    quarter: Quarter,
    view: &ObjectiveView<'_>,
    step: Option<&GoalStep>,
) -> Option<Remark> {
    let path = &view.workspace.sources.file(view.file.id).path;
    let gone = with_step(format!("the goals of `{}` for {quarter} were removed", view.team()), step);
    let message = format!("{gone}, after the quarter had ended");
    let help = format!("keep them below `okrs/`, as in `{path}`, so that grades and reports still show them");
    (view.position == 0).then(|| {
        Remark::new(view.heading(), message)
            .help(help)
            .at_most(finding::Level::Note)
            .on_occasion_of("put away")
    })
}

/// A cancellation that was written down long after the day it gives, or when the quarter's results were known.
pub(super) fn backdated(
    context: &Context<'_>,
    quarter: Quarter,
    (before, after): (&Field<Cancelled>, &Field<Cancelled>),
    step: impl Fn(&FieldChange) -> Option<Day>,
    heading: Span,
) -> Option<Remark> {
    let date = |field: &Field<Cancelled>| field.get()?.date.get().copied();
    let day = date(after)?;
    let last = context.workspace.calendar.last_day(quarter);
    // One dated after the quarter changes nothing.
    if date(before).is_some_and(|before| before <= day) || day > last {
        return None;
    }
    let change = FieldChange { field: "cancelled", before: None, after: None };
    let written = step(&change).unwrap_or(context.as_of);
    let too_late = written.days_since(day) > SLOW || written.days_since(last) > AFTERWARDS;
    too_late.then(|| {
        let when = match written > last {
            true => format!("on {}, after {quarter} had ended", written.short()),
            false => format!("on {}", written.short()),
        };
        let message = format!("this cancellation is dated {} and was written {when}", day.short());
        let help = match written > last {
            true => "leave it out and grade what was reached; why it was given up belongs in the objective's `reflection`".to_owned(),
            false => format!("give the day on which it was decided: `date: {written}`"),
        };
        let place = after.get().and_then(|cancelled| cancelled.date.span()).unwrap_or(heading);
        Remark::new(place, message).help(help).on_occasion_of(format!("cancelled {day}"))
    })
}
