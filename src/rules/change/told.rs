//! The message about a change after the first two weeks, and how to declare the change.

use super::super::Context;
use super::acknowledged::{self, Days, Told, Wrong, is_in_words};
use crate::changes::{FieldChange, GoalStep};
use crate::finding::Remark;
use crate::goals::format::{List, Revision};
use crate::goals::{Day, Quarter};
use crate::quantity::{DecimalMark, Quantity};
use crate::source::Span;
use crate::yaml;
use crate::yaml::edit::Scalar;
use std::borrow::Cow;

/// One finding for what changed about one thing, each change with the step that made it, without what its revisions declare.
pub(super) fn remark(
    context: &Context<'_>,
    quarter: Quarter,
    revisions: &List<Revision>,
    changes: Vec<(FieldChange, Option<&GoalStep>)>,
    place: impl Fn(&FieldChange) -> Span,
) -> Option<Remark> {
    let mark = context.settings.vocabulary.decimal_mark();
    let calendar = context.workspace.calendar;
    let days = Days {
        first: calendar.first_day(quarter),
        settled: calendar.settled_by(quarter),
        as_of: context.as_of,
    };
    let judged = changes.into_iter().map(|(change, step)| {
        let arrived = step.and_then(GoalStep::day).unwrap_or(context.as_of);
        let told = acknowledged::change(revisions, &change, (days, arrived), mark);
        Open { change, step, told, day: arrived }
    });
    let open: Vec<Open<'_>> = judged.filter(|open| open.told != Told::Yes).collect();
    let first = open.first()?;
    let said: Vec<String> = open.iter().map(|open| with_step(tell(&open.change), open.step)).collect();
    let occasion: Vec<String> = open
        .iter()
        .map(|Open { change, .. }| format!("{}={}", change.field, what_it_says(change, mark)))
        .collect();
    let message = format!("{}, after the quarter's first two weeks", said.join(", and "));
    let entries: Vec<String> = open.iter().map(|open| entry(&open.change, open.day)).collect();
    let help = format!(
        "restore it and grade against it, or record the change with its reason: `revisions: [{}]`",
        entries.join(", ")
    );
    let remark = Remark::new(place(&first.change), message).help(help).on_occasion_of(occasion.join(" "));
    Some(open.iter().fold(remark, |remark, open| match open.told {
        Told::Wrongly(span, wrong) => remark.related(span, contradiction(&open.change, wrong)),
        Told::Yes | Told::No => remark,
    }))
}

/// A change that no revision declares as it was.
struct Open<'h> {
    change: FieldChange,
    step: Option<&'h GoalStep>,
    told: Told,
    /// The day of the step; the day looked from where that is not committed.
    day: Day,
}

fn contradiction(change: &FieldChange, wrong: Wrong) -> String {
    match (wrong, &change.before) {
        (Wrong::Date, _) => "this revision is dated in the future".to_owned(),
        (Wrong::Backdated, _) => "this revision is dated long before the change".to_owned(),
        (Wrong::TooEarly, _) => "this revision is dated before the quarter".to_owned(),
        (Wrong::From, Some(before)) => {
            format!("this revision does not start from `{}`", shortened(before))
        }
        (Wrong::From, None) => "this revision does not start from the value before it".to_owned(),
    }
}

/// A field in words.
pub(super) fn name_of(field: &str) -> String {
    match field {
        "at_least" => "lower limit".to_owned(),
        "at_most" => "upper limit".to_owned(),
        "key_result" => "wording".to_owned(),
        "max_increase" => "limit of the increase".to_owned(),
        "max_decrease" => "limit of the decrease".to_owned(),
        "better" => "better direction".to_owned(),
        "guardrails" => "list of guardrails".to_owned(),
        "phased_targets" => "plan of phased targets".to_owned(),
        "targets" => "target".to_owned(),
        other => other.replace('_', " "),
    }
}

/// `the target moved from 38% to 35%`.
fn tell(change: &FieldChange) -> String {
    let name = name_of(change.field);
    match (&change.before, &change.after) {
        _ if change.field == "critical" => "a breach of this guardrail is no longer critical".to_owned(),
        (Some(before), _) if is_in_words(change.field) => {
            format!("the {name} changed from “{}”", shortened(before))
        }
        (Some(before), Some(after)) => {
            let moved =
                if matches!(change.field, "aggregate" | "phased_targets") { "changed" } else { "moved" };
            format!("the {name} {moved} from `{before}` to `{after}`")
        }
        (Some(before), None) => format!("the {name} `{before}` was removed"),
        (None, Some(after)) => format!("the {name} `{after}` was written for the first time"),
        (None, None) => format!("the {name} changed"),
    }
}

/// What was said, with the commit that did it.
pub(super) fn with_step(said: String, step: Option<&GoalStep>) -> String {
    match step {
        Some(step) => format!("{said} {}", step.told()),
        None => said,
    }
}

/// The revision that declares a change.
fn entry(change: &FieldChange, day: Day) -> String {
    let part = |key: &str, value: &Option<String>| {
        let value = value.as_deref().filter(|_| !is_in_words(change.field));
        value.map(|value| format!("{key}: {}, ", in_yaml(value))).unwrap_or_default()
    };
    let (from, to) = (part("from", &change.before), part("to", &change.after));
    format!("{{date: {day}, field: {}, {from}{to}reason: ...}}", change.field)
}

/// Where a change led, however that is written.
fn what_it_says(change: &FieldChange, mark: DecimalMark) -> String {
    let quantity = |text: &Option<String>| Quantity::read(text.as_deref()?, mark).ok();
    match (quantity(&change.before), quantity(&change.after)) {
        (Some(before), Some(after)) => format!("{:.6e}", after.value_beside(&before)),
        _ => one_line(change.after.as_deref().unwrap_or_default()),
    }
}

/// A text in small letters, with single blanks; its signs stay, for they are part of what it says.
fn one_line(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The start of a long text.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}...", text[..end].trim_end())),
        None => Cow::Borrowed(text),
    }
}

/// A value as it can be written between braces.
pub(super) fn in_yaml(value: &str) -> String {
    yaml::written(&Scalar::Literal(value.to_owned()), true)
}
