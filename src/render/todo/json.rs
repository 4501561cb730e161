//! The JSON contract of `okr todo`, version 1. Fields are added, never renamed or removed.

use super::{Todo, pasted};
use crate::render::json::{pretty, schema_of};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// What `okr todo --format json` prints. Fields are added, never renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr todo")]
struct Output<'t> {
    #[schemars(extend("const" = 1))]
    version: u32,
    quarter: String,
    /// The day looked from.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The person whose tasks these are; `null` for everybody's.
    owner: Option<&'t str>,
    /// The team whose tasks these are; `null` for every team's.
    team: Option<&'t str>,
    /// The most harmful to leave undone first.
    tasks: Vec<JsonTask<'t>>,
}

/// One thing to do.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Task")]
struct JsonTask<'t> {
    /// `breached`, `stale-guardrail`, `off-track`, `no-data`, `stale`, `due`, `stalled`, `dependency`, `ungraded`,
    /// `reflection` or `next-quarter`.
    kind: &'static str,
    /// What it is about: a full address, a metric's id, or a team.
    subject: &'t str,
    /// What people call it.
    title: &'t str,
    /// How it stands; may be empty.
    detail: &'t str,
    owner: Option<&'t str>,
    /// The teams that it concerns.
    teams: &'t [String],
    /// The command that does it, as it can be pasted into a shell. What it leaves out it asks for on a terminal.
    command: String,
    /// The same word by word.
    arguments: &'t [String],
}

/// The JSON Schema of what is printed.
#[must_use]
pub fn schema() -> Value {
    schema_of::<Output<'_>>()
}

pub(super) fn render(todo: &Todo<'_>) -> String {
    let tasks = todo.tasks.iter().map(|task| JsonTask {
        kind: task.kind.name(),
        subject: &task.subject,
        title: &task.title,
        detail: &task.detail,
        owner: task.owner.as_deref(),
        teams: &task.teams,
        command: pasted(&task.command),
        arguments: &task.command,
    });
    pretty(&Output {
        version: 1,
        quarter: todo.quarter.to_string(),
        as_of: todo.as_of.to_string(),
        owner: todo.scope.owner.as_deref(),
        team: todo.scope.team.as_deref(),
        tasks: tasks.collect(),
    })
}
