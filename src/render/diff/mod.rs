//! What changed between two versions of the goals, one file per format.

mod json;
mod lines;
mod markdown;

use super::scorecard::Layout;
use super::text::visible;
use crate::changes::{Change, ChangeKind, CheckInChange, Diff, FieldChange, Scores};
use crate::goals::Day;
use crate::score::two_decimals;

/// What a difference is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    Table,
    /// For a comment in a pull request.
    Markdown,
    /// The contract for programs, version 1, with numbers in full precision.
    Json,
}

/// What is compared with what.
#[derive(Debug, Clone, Copy)]
pub struct Ends<'e> {
    /// The earlier version, as people call it.
    pub from: &'e str,
    /// The later version.
    pub to: &'e str,
    /// The day both are looked at from.
    pub as_of: Day,
}

/// The difference in one format; ends with a line break. The layout counts for tables only.
#[must_use]
pub fn render(diff: &Diff, ends: Ends<'_>, format: Format, layout: Layout) -> String {
    match format {
        Format::Table => lines::render(diff, ends, layout),
        Format::Markdown => markdown::render(diff, ends),
        Format::Json => json::render(diff, ends),
    }
}

/// The JSON Schema of [`Format::Json`].
#[must_use]
pub fn schema() -> serde_json::Value {
    json::schema()
}

/// `1 retargeted, 2 checked in`; `nothing changed` where nothing did.
fn summary(diff: &Diff) -> String {
    let counted = ChangeKind::ALL.map(|kind| (diff.count(kind), kind.name()));
    let said: Vec<String> = counted
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    if said.is_empty() { "nothing changed".to_owned() } else { said.join(", ") }
}

/// The field's name as people say it.
fn name_of(field: &str) -> String {
    match field {
        "at_least" => "lower limit".to_owned(),
        "at_most" => "upper limit".to_owned(),
        "key_result" | "objective" => "wording".to_owned(),
        other => other.replace('_', " "),
    }
}

/// `0.31 → 0.44`.
fn moved(scores: Scores) -> String {
    let score = |score: Option<f64>| score.map_or("no data".to_owned(), two_decimals);
    format!("{} → {}", score(scores.before), score(scores.after))
}

/// `38% → 35%`; only the one side where the other is not there. What goes with the whole thing needs no word.
fn difference(kind: ChangeKind, change: &FieldChange) -> String {
    match (&change.before, &change.after) {
        (Some(before), None) if kind == ChangeKind::Removed => plain(before),
        (Some(before), Some(after)) => format!("{} → {}", plain(before), plain(after)),
        (None, Some(after)) => plain(after),
        (Some(before), None) => format!("{} is gone", plain(before)),
        (None, None) => String::new(),
    }
}

/// `28% on 16 Feb, confidence 7: gallery is live`.
fn measured(check_in: &CheckInChange) -> String {
    let day = check_in.day.short();
    let mut said = match (&check_in.before, &check_in.after) {
        (None, Some(after)) => format!("{} on {day}", plain(after)),
        (Some(before), Some(after)) => format!("{} → {} on {day}, corrected", plain(before), plain(after)),
        (Some(before), None) => format!("{} on {day} is gone", plain(before)),
        (None, None) => day,
    };
    if let Some(confidence) = check_in.confidence {
        said.push_str(&format!(", confidence {confidence}"));
    }
    if let Some(note) = &check_in.note {
        said.push_str(&format!(": {}", plain(note)));
    }
    said
}

/// How many check-ins were made, and the last of them.
fn last_measured(change: &Change) -> Option<String> {
    let last = measured(change.check_ins.last()?);
    Some(match change.check_ins.len() {
        1 => last,
        count => format!("{last} (and {} more)", count - 1),
    })
}

fn plain(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
