//! `revisions`: changes that are declared, with their reason.

use crate::changes::FieldChange;
use crate::goals::format::{List, Revision};
use crate::goals::values::RevisedField;
use crate::goals::{Day, KeyResultView, Workspace, says_nothing};
use crate::quantity::{self, DecimalMark, Quantity};
use crate::source::Span;
use std::collections::HashSet;

/// Whether revisions declare a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// They do, with a reason.
    Yes,
    /// No revision mentions it.
    No,
    /// One does, but not as it was; where, and what is wrong with it.
    Wrongly(Span, Wrong),
}

/// How a revision departs from what git knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Its `from` is not what it was.
    From,
    /// Its date is still to come.
    Date,
    /// Its date is from before the quarter.
    TooEarly,
    /// Its date is from the first two weeks, and the change came long after them.
    Backdated,
}

/// The days on which a change of the quarter can have been decided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    /// The quarter's first day.
    pub(super) first: Day,
    /// The last day on which a change needs no revision.
    pub(super) settled: Day,
    /// The day looked from.
    pub(super) as_of: Day,
}

/// How many days a decision may take to be written down.
pub(super) const SLOW: i64 = 14;

impl Days {
    /// Whether a date claims that a change was made while it needed no revision, which arrived long after.
    fn is_backdated(self, day: Day, arrived: Day) -> bool {
        day <= self.settled && arrived.days_since(day) > SLOW
    }

    /// What is wrong with a date.
    fn against(self, day: Day) -> Option<Wrong> {
        // A day later it may be tomorrow already where the revision was written.
        if day > self.as_of.plus_days(1) {
            return Some(Wrong::Date);
        }
        (day < self.first).then_some(Wrong::TooEarly)
    }
}

/// Whether a field is a text, which a revision need not repeat.
pub(super) fn is_in_words(field: &str) -> bool {
    matches!(field, "key_result" | "measurement" | "definition" | "formula" | "numerator" | "denominator")
}

/// Whether revisions declare a change, with a reason, and from what to what it led: in one step or in several. `arrived` is the day
/// of its commit.
pub(super) fn change(
    revisions: &List<Revision>,
    change: &FieldChange,
    (days, arrived): (Days, Day),
    mark: DecimalMark,
) -> Told {
    let in_words = is_in_words(change.field);
    let mut now = change.before.as_deref();
    let mut wrongly = None;
    let mut about: Vec<_> =
        reasoned(revisions).filter(|(revision, _)| is_about(revision, change.field)).collect();
    // Some write the newest first.
    about.sort_by_key(|(revision, _)| revision.date.get().copied());
    for (revision, span) in about {
        let is_end = match (revision.to.get(), &change.after) {
            (Some(to), Some(after)) => in_words || same(to, after, mark),
            _ => true,
        };
        if let Some(wrong) = revision.date.get().and_then(|day| days.against(*day)) {
            wrongly = wrongly.or(is_end.then_some((span, wrong)));
            continue;
        }
        let starts_here = match (revision.from.get(), now) {
            (Some(from), Some(now)) => in_words || same(from, now, mark),
            _ => true,
        };
        if starts_here && is_end {
            let is_backdated = revision.date.get().is_some_and(|day| days.is_backdated(*day, arrived));
            return if is_backdated { Told::Wrongly(span, Wrong::Backdated) } else { Told::Yes };
        }
        if starts_here {
            now = revision.to.get().map(String::as_str).or(now);
        } else if is_end {
            wrongly = wrongly.or(Some((span, Wrong::From)));
        }
    }
    wrongly.map_or(Told::No, |(span, wrong)| Told::Wrongly(span, wrong))
}

/// Whether a revision says why something is as it is, whatever it was.
pub(super) fn mentions(revisions: &List<Revision>, field: &str) -> bool {
    reasoned(revisions).any(|(revision, _)| is_about(revision, field))
}

/// The first revision of a field after goals were settled, where it starts from something else than the field said by then and has
/// said all along.
pub(super) fn invented<'r>(
    revisions: &'r List<Revision>,
    field: &str,
    stood: &str,
    days: Days,
    mark: DecimalMark,
) -> Option<(&'r Revision, Span)> {
    let about = revisions.readable().filter(|(revision, _)| {
        revision.field.get().is_some_and(|about| about.is(field))
            && revision.date.get().is_some_and(|day| *day > days.settled && *day <= days.as_of)
    });
    let (first, span) = about.min_by_key(|(revision, _)| revision.date.get().copied())?;
    let from = first.from.get()?;
    (!same(from, stood, mark)).then_some((first, span))
}

/// The revision by which a key result says that it joined after goals were settled.
pub(super) fn arrival_after(revisions: &List<Revision>, days: Days) -> Option<(&Revision, Span)> {
    revisions.readable().find(|(revision, _)| {
        revision.field.get() == Some(&RevisedField::Added)
            && revision.date.get().is_some_and(|day| *day > days.settled && *day <= days.as_of)
    })
}

/// Whether a key result says why it joined late.
pub(super) fn arrival(view: &KeyResultView<'_>) -> bool {
    mentions(&view.key_result.revisions, "added")
}

/// Whether one key result is said to be gone and the other to be new: who splits or replaces one says so, however alike the words are.
pub(super) fn is_replaced(
    workspace: &Workspace,
    before: &KeyResultView<'_>,
    after: &KeyResultView<'_>,
) -> bool {
    let (id, objective) = (before.id(), &before.objective);
    let names = || {
        [objective.id().into_owned(), objective.short_address(), objective.address()]
            .map(|name| format!("{name}/{id}"))
    };
    let is_gone = || {
        let names = names();
        let mut removed = workspace.files.iter().map(|file| departures(&file.content.revisions));
        removed.any(|removed| names.iter().any(|name| removed.contains(name.as_str())))
    };
    id != after.id() && arrival(after) && is_gone()
}

/// What a file says was removed, with the reason.
pub(super) fn departures(revisions: &List<Revision>) -> HashSet<&str> {
    let removed = reasoned(revisions).filter(|(revision, _)| {
        revision.field.get().map_or(!revision.field.is_absent(), |field| *field == RevisedField::Removed)
    });
    removed.filter_map(|(revision, _)| Some(revision.from.get()?.trim())).collect()
}

/// Whether a revision is about a field. One whose field cannot be read has its own finding, and may be about any.
fn is_about(revision: &Revision, field: &str) -> bool {
    revision.field.get().map_or(!revision.field.is_absent(), |about| about.is(field))
}

fn reasoned(revisions: &List<Revision>) -> impl Iterator<Item = (&Revision, Span)> {
    let has_reason = |revision: &Revision| !says_nothing(&revision.reason);
    revisions.readable().filter(move |(revision, _)| has_reason(revision))
}

/// Whether two texts name one number, or say the same.
fn same(one: &str, other: &str, mark: DecimalMark) -> bool {
    if one.trim() == other.trim() {
        return true;
    }
    let (Ok(one), Ok(other)) = (Quantity::read(one, mark), Quantity::read(other, mark)) else { return false };
    quantity::same(&one.with_unit_of(&other), &other.with_unit_of(&one))
}
