//! What changed between two versions of the goals, one file per format.

mod json;
mod lines;
mod markdown;

use super::scorecard::Layout;
use super::text::visible;
use crate::changes::{Change, ChangeKind, CheckInChange, Diff, FieldChange, Scores, TextKind};
use crate::goals::Day;
use crate::plural::counted;
use crate::score::{Bands, two_decimals};
use crate::source::SETTINGS_FILE;

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
    /// The cut-offs that no printed score crosses.
    pub bands: Bands,
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

/// `1 retargeted, 2 checked in`; `nothing changed` where no text of a goal file did.
fn summary(diff: &Diff) -> String {
    let said: Vec<String> = ChangeKind::ALL
        .iter()
        .map(|kind| (diff.count(*kind), kind.name()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    let mut others = texts(diff);
    others.extend(diff.settings_changed.then(|| settings(diff)));
    match (said.is_empty(), others.is_empty()) {
        (true, true) => "nothing changed".to_owned(),
        (true, false) => format!("no goal changed, {}", others.join(", ")),
        (false, _) => said.into_iter().chain(others).collect::<Vec<_>>().join(", "),
    }
}

/// `other settings in okr.yaml`, or which: `in okr.yaml grade_bands was [0.4, 0.7] and is [0.2, 0.3]`.
fn settings(diff: &Diff) -> String {
    let said = diff.settings.iter().map(|FieldChange { field, before, after }| {
        let part = |text: &Option<String>| plain(text.as_deref().unwrap_or("not there"));
        format!("{field} was {} and is {}", part(before), part(after))
    });
    let said: Vec<String> = said.collect();
    match said.is_empty() {
        true => format!("other settings in {SETTINGS_FILE}"),
        false => format!("in {SETTINGS_FILE} {}", said.join(", ")),
    }
}

/// What happened to files in which no goal changed: `only comments or layout in 1 file`.
fn texts(diff: &Diff) -> Vec<String> {
    let of = |wanted: fn(TextKind) -> bool| diff.texts.iter().filter(|text| wanted(text.kind)).count();
    let files = |count: usize| counted(count, "file");
    let moved = of(|kind| kind == TextKind::Moved);
    let layout = of(|kind| kind == TextKind::Layout);
    let other = of(|kind| matches!(kind, TextKind::Other { .. }));
    let said = [
        (moved, format!("{} moved", files(moved))),
        (layout, format!("only comments or layout in {}", files(layout))),
        (other, format!("other text in {}", files(other))),
    ];
    said.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said).collect()
}

/// Where the text of a file is different though no goal is: `okrs/a.yaml, line 12: ...`.
fn other_texts(diff: &Diff) -> Vec<String> {
    let line = |text: &crate::changes::TextChange| {
        let renamed = text.was.as_ref().map(|was| format!(", was {}", plain(was))).unwrap_or_default();
        match text.kind {
            TextKind::Other { line } => Some(format!("{} from line {line}{renamed}", plain(&text.path))),
            TextKind::Moved | TextKind::Layout => None,
        }
    };
    diff.texts.iter().filter_map(line).collect()
}

/// What to know of [`other_texts`].
const OTHER_TEXT: &str =
    "Other text changed, in values that are only written otherwise or fields that are not compared:";

/// The field's name as people say it.
fn name_of(field: &str) -> String {
    match field {
        "at_least" => "lower limit".to_owned(),
        "at_most" => "upper limit".to_owned(),
        "key_result" | "objective" => "wording".to_owned(),
        other => other.replace('_', " "),
    }
}

/// `0.31 → 0.44`, with the effect of a moved target if that is known.
fn moved(change: &Change, scores: Scores, bands: Bands) -> String {
    let score = |score: Option<f64>| score.map_or("no data".to_owned(), |score| bands.text(score));
    let both = format!("{} → {}", score(scores.before), score(scores.after));
    match (scores.at_former_numbers, scores.after) {
        (Some(former), Some(after)) => {
            let part = (after * 100.0).round() - (former * 100.0).round();
            let did = match part {
                0.0 => "the new numbers change nothing".to_owned(),
                part if part > 0.0 => format!("the new numbers add {}", two_decimals(part / 100.0)),
                part => format!("the new numbers take away {}", two_decimals(-part / 100.0)),
            };
            format!("{both}: {} by the numbers before, {did}", bands.text(former))
        }
        _ if change.kind == ChangeKind::Retargeted && scores.before.is_some() && scores.after.is_some() => {
            format!("{both}, by another promise")
        }
        _ => both,
    }
}

/// `38% → 35%`, or one side if the other does not exist. Parts of something new or removed need no mention.
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
        (Some(before), Some(after)) if before == after => {
            format!("{} on {day}, said otherwise", plain(after))
        }
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

/// How many check-ins were made, and the last of them; and what became of earlier ones, which nobody expects to change.
fn last_measured(change: &Change) -> Option<String> {
    let (rewritten, made): (Vec<_>, Vec<_>) =
        change.check_ins.iter().partition(|check_in| check_in.before.is_some());
    let mut said: Vec<String> = Vec::new();
    said.extend(made.last().map(|last| match made.len() {
        1 => measured(last),
        count => format!("{} (and {} more)", measured(last), count - 1),
    }));
    said.extend(rewritten.iter().take(MOST_REWRITTEN).map(|check_in| measured(check_in)));
    let untold = rewritten.len().saturating_sub(MOST_REWRITTEN);
    said.extend((untold > 0).then(|| format!("{untold} more of the past rewritten")));
    (!said.is_empty()).then(|| said.join("; "))
}

/// So many earlier check-ins that changed are told one by one.
const MOST_REWRITTEN: usize = 3;

fn plain(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
