//! The JSON contract of `okr diff`, version 1. Fields are added, never renamed or removed.

use super::Ends;
use crate::changes::{Change, ChangeKind, CheckInChange, Diff, FieldChange, Scores};
use crate::render::json::pretty;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Output<'d> {
    version: u32,
    from: &'d str,
    to: &'d str,
    as_of: String,
    changes: Vec<JsonChange<'d>>,
    /// How many there are of each kind.
    summary: BTreeMap<String, usize>,
}

#[derive(Serialize)]
struct JsonChange<'d> {
    /// `retargeted`, `removed`, `added`, `redefined`, `checked_in` or `edited`.
    kind: String,
    /// `objective`, `key_result` or `metric`.
    subject: String,
    address: &'d str,
    was: Option<&'d str>,
    title: &'d str,
    fields: Vec<JsonField<'d>>,
    reason: Option<&'d str>,
    check_ins: Vec<JsonCheckIn<'d>>,
    score: Option<JsonScore>,
}

#[derive(Serialize)]
struct JsonField<'d> {
    field: &'d str,
    before: Option<&'d str>,
    after: Option<&'d str>,
}

#[derive(Serialize)]
struct JsonCheckIn<'d> {
    date: String,
    before: Option<&'d str>,
    after: Option<&'d str>,
    confidence: Option<u8>,
    note: Option<&'d str>,
}

#[derive(Serialize)]
struct JsonScore {
    before: Option<f64>,
    after: Option<f64>,
}

pub(super) fn render(diff: &Diff, ends: Ends<'_>) -> String {
    let key = |name: &str| name.replace(' ', "_");
    pretty(&Output {
        version: 1,
        from: ends.from,
        to: ends.to,
        as_of: ends.as_of.to_string(),
        changes: diff.changes.iter().map(change).collect(),
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
        score: change.score.map(|Scores { before, after }| JsonScore { before, after }),
    }
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
