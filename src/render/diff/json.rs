//! The JSON contract of `okr diff`, version 1. Fields are added, never renamed or removed.

use super::Ends;
use crate::changes::{Change, ChangeKind, CheckInChange, Diff, FieldChange, Scores, TextChange, TextKind};
use crate::render::json::{pretty, schema_of};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// What `okr diff --format json` prints. Fields are added, never renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr diff")]
struct Output<'d> {
    #[schemars(extend("const" = 1))]
    version: u32,
    /// The earlier version.
    from: &'d str,
    /// The later version.
    to: &'d str,
    /// The day that scores are for.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    changes: Vec<JsonChange<'d>>,
    /// Files whose text differs although none of the changes is in them.
    texts: Vec<JsonText<'d>>,
    /// Whether the settings file is another one.
    settings_changed: bool,
    /// The settings among them that decide how goals are judged.
    settings: Vec<JsonField<'d>>,
    /// How many there are of each kind.
    summary: BTreeMap<String, usize>,
}

/// A file with another text, though no goal in it changed.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Text")]
struct JsonText<'d> {
    /// `moved`: only its path is different; `layout`: only comments or layout; `other`: values that are only written
    /// otherwise, or fields that are not compared.
    kind: &'static str,
    path: &'d str,
    /// The path it had before, if that was another one.
    was: Option<&'d str>,
    /// The first line that differs, of `other`.
    line: Option<usize>,
}

/// What changed about one objective, key result or metric.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change")]
struct JsonChange<'d> {
    /// `retargeted`, `removed`, `added`, `redefined`, `checked_in` or `edited`.
    kind: String,
    /// `objective`, `key_result` or `metric`.
    subject: String,
    address: &'d str,
    /// The address it had before, if that was another one.
    was: Option<&'d str>,
    /// Its sentence or name.
    title: &'d str,
    fields: Vec<JsonField<'d>>,
    /// Why, where a revision says so.
    reason: Option<&'d str>,
    check_ins: Vec<JsonCheckIn<'d>>,
    /// Null where neither version has a score.
    score: Option<JsonScore>,
}

/// A field as it was and as it is; null where it is not written.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Field")]
struct JsonField<'d> {
    field: &'d str,
    before: Option<&'d str>,
    after: Option<&'d str>,
}

/// A check-in that was added, changed or removed: its value before and after.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CheckIn")]
struct JsonCheckIn<'d> {
    #[schemars(extend("format" = "date"))]
    date: String,
    before: Option<&'d str>,
    after: Option<&'d str>,
    confidence: Option<u8>,
    note: Option<&'d str>,
}

/// The score on the same day by both versions.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Score")]
struct JsonScore {
    before: Option<f64>,
    after: Option<f64>,
    /// The score after, with the numbers promised before; null if those are the same or unknown.
    at_former_numbers: Option<f64>,
}

/// The JSON Schema of what [`render`] writes.
pub(super) fn schema() -> Value {
    schema_of::<Output<'_>>()
}

pub(super) fn render(diff: &Diff, ends: Ends<'_>) -> String {
    let key = |name: &str| name.replace(' ', "_");
    pretty(&Output {
        version: 1,
        from: ends.from,
        to: ends.to,
        as_of: ends.as_of.to_string(),
        changes: diff.changes.iter().map(change).collect(),
        settings_changed: diff.settings_changed,
        settings: diff.settings.iter().map(field).collect(),
        texts: diff.texts.iter().map(text).collect(),
        summary: ChangeKind::ALL.iter().map(|kind| (key(kind.name()), diff.count(*kind))).collect(),
    })
}

fn change(change: &Change) -> JsonChange<'_> {
    JsonChange {
        kind: change.kind.name().replace(' ', "_"),
        subject: change.subject.name().replace(' ', "_"),
        address: &change.address,
        was: change.was.as_deref(),
        title: &change.title,
        fields: change.fields.iter().map(field).collect(),
        reason: change.reason.as_deref(),
        check_ins: change.check_ins.iter().map(check_in).collect(),
        score: change.score.map(|Scores { before, after, at_former_numbers }| JsonScore {
            before,
            after,
            at_former_numbers,
        }),
    }
}

fn text(change: &TextChange) -> JsonText<'_> {
    let (kind, line) = match change.kind {
        TextKind::Moved => ("moved", None),
        TextKind::Layout => ("layout", None),
        TextKind::Other { line } => ("other", Some(line)),
    };
    JsonText { kind, path: &change.path, was: change.was.as_deref(), line }
}

fn field(change: &FieldChange) -> JsonField<'_> {
    let FieldChange { field, before, after } = change;
    JsonField { field, before: before.as_deref(), after: after.as_deref() }
}

fn check_in(change: &CheckInChange) -> JsonCheckIn<'_> {
    JsonCheckIn {
        date: change.day.to_string(),
        before: change.before.as_deref(),
        after: change.after.as_deref(),
        confidence: change.confidence,
        note: change.note.as_deref(),
    }
}
