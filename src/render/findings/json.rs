//! The JSON contract of `okr check`, version 1. Fields are added, never renamed or removed.

use super::places::Places;
use crate::finding::{Finding, Level};
use crate::goals::{Day, Workspace};
use crate::lint::Report;
use crate::render::json::{pretty, schema_of};
use crate::source::Span;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// What `okr check --format json` prints. Fields are added, never renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr check")]
struct Output<'r> {
    #[schemars(extend("const" = 1))]
    version: u32,
    /// The day that the goals are judged for.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// How many files were looked at.
    files: usize,
    /// Sorted by file and place. Suppressed findings are only counted, in the summary.
    findings: Vec<JsonFinding<'r>>,
    summary: Summary,
}

/// One thing that a rule found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct JsonFinding<'r> {
    /// The name of the rule.
    rule: &'r str,
    /// `error`, `warning` or `note`.
    level: &'r str,
    /// What is wrong, in one sentence.
    message: &'r str,
    /// What to write instead.
    help: Option<&'r str>,
    #[serde(flatten)]
    place: Place<'r>,
    /// The objective, key result or metric it is about.
    address: Option<&'r str>,
    /// Other places that explain it.
    related: Vec<JsonRelated<'r>>,
    /// How it can be fixed, if okr knows.
    fix: Option<JsonFix<'r>>,
    /// Stays the same when lines move, to recognise known findings.
    fingerprint: &'r str,
}

/// Lines and columns count from 1, columns in characters; the end is the column after the last character.
#[derive(Serialize, JsonSchema)]
struct Place<'r> {
    /// The path from the root of the workspace.
    file: &'r str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// Another place, and what it has to do with the finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Related")]
struct JsonRelated<'r> {
    #[serde(flatten)]
    place: Place<'r>,
    label: &'r str,
}

/// What `okr check --fix` would do; it makes changes that are not `safe` only with `--unsafe`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fix")]
struct JsonFix<'r> {
    /// What the fix does.
    title: &'r str,
    safe: bool,
}

/// How many findings there are of each level, and how many more are suppressed.
#[derive(Serialize, JsonSchema)]
struct Summary {
    error: usize,
    warning: usize,
    note: usize,
    suppressed: usize,
}

/// The JSON Schema of what [`render`] writes.
#[must_use]
pub fn schema() -> Value {
    schema_of::<Output<'_>>()
}

/// The report as one JSON object, indented, with a final newline.
#[must_use]
pub fn render(report: &Report, workspace: &Workspace, as_of: Day) -> String {
    let mut places = Places::new(workspace);
    let output = Output {
        version: 1,
        as_of: as_of.to_string(),
        files: report.files,
        findings: report.findings.iter().map(|finding| json_finding(finding, &mut places)).collect(),
        summary: Summary {
            error: report.count(Level::Error),
            warning: report.count(Level::Warning),
            note: report.count(Level::Note),
            suppressed: report.suppressed.len(),
        },
    };
    pretty(&output)
}

fn json_finding<'r>(finding: &'r Finding, places: &mut Places<'r>) -> JsonFinding<'r> {
    let related = finding.related.iter();
    JsonFinding {
        rule: finding.rule,
        level: finding.level.name(),
        message: &finding.message,
        help: finding.help.as_deref(),
        place: place(finding.span, places),
        address: finding.address.as_deref(),
        related: related
            .map(|related| JsonRelated { place: place(related.span, places), label: &related.label })
            .collect(),
        fix: finding.fix.as_ref().map(|fix| JsonFix { title: &fix.title, safe: fix.safe }),
        fingerprint: &finding.fingerprint,
    }
}

fn place<'r>(span: Span, places: &mut Places<'r>) -> Place<'r> {
    let (start, end) = (places.start(span), places.end(span));
    Place {
        file: places.path(span),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}
