//! `revisions`: changes that are said in the open, with their reason.

use crate::changes::FieldChange;
use crate::goals::format::{List, Revision};
use crate::goals::values::RevisedField;
use crate::goals::{KeyResultView, ObjectiveView};
use crate::quantity::{self, Quantity};

/// Whether a revision of the key result owns up to a change, with a reason, and to where it led.
pub(super) fn change(view: &KeyResultView<'_>, change: &FieldChange) -> bool {
    let field = match change.field {
        "baseline" => RevisedField::Baseline,
        "target" => RevisedField::Target,
        "at_least" => RevisedField::AtLeast,
        "at_most" => RevisedField::AtMost,
        "metric" => RevisedField::Metric,
        _ => RevisedField::KeyResult,
    };
    reasoned(&view.key_result.revisions).filter(|revision| is_about(revision, field)).any(|revision| {
        match (revision.to.get(), &change.after) {
            (Some(to), Some(after)) => field == RevisedField::KeyResult || same(to, after),
            _ => true,
        }
    })
}

/// Whether a key result says why it joined late.
pub(super) fn arrival(view: &KeyResultView<'_>) -> bool {
    reasoned(&view.key_result.revisions).any(|revision| is_about(revision, RevisedField::Added))
}

/// Whether a file says why one of its objectives, or one of their key results, is gone.
pub(super) fn departure(
    revisions: &List<Revision>,
    objective: &ObjectiveView<'_>,
    key_result: Option<&str>,
) -> bool {
    let id = objective.id();
    let whole = [id.to_string(), objective.short_address(), objective.address()];
    let names = |said: &str| {
        whole.iter().any(|name| {
            said == name || key_result.is_some_and(|key_result| said == format!("{name}/{key_result}"))
        })
    };
    let removed = reasoned(revisions).filter(|revision| is_about(revision, RevisedField::Removed));
    removed.filter_map(|revision| revision.from.get()).any(|said| names(said.trim()))
}

/// Whether a revision is about a field. One whose field cannot be read has its own finding, and may be about any.
fn is_about(revision: &Revision, field: RevisedField) -> bool {
    revision.field.get().map_or(!revision.field.is_absent(), |about| *about == field)
}

fn reasoned(revisions: &List<Revision>) -> impl Iterator<Item = &Revision> {
    let has_reason =
        |revision: &&Revision| revision.reason.get().is_some_and(|reason| !reason.trim().is_empty());
    revisions.readable().map(|(revision, _)| revision).filter(has_reason)
}

/// Whether two texts name one number, or say the same.
fn same(one: &str, other: &str) -> bool {
    if one.trim() == other.trim() {
        return true;
    }
    let (Ok(one), Ok(other)) = (one.parse::<Quantity>(), other.parse::<Quantity>()) else { return false };
    quantity::same(&one, &other)
}
