//! The JSON contract of `okr check`, version 1. Fields are added, never renamed or removed.

use super::places::Places;
use crate::finding::{Finding, Level};
use crate::goals::{Day, Workspace};
use crate::lint::Report;
use crate::render::json::pretty;
use crate::source::Span;
use serde::Serialize;

#[derive(Serialize)]
struct Output<'r> {
    version: u32,
    as_of: String,
    files: usize,
    findings: Vec<JsonFinding<'r>>,
    summary: Summary,
}

#[derive(Serialize)]
struct JsonFinding<'r> {
    rule: &'r str,
    level: &'r str,
    message: &'r str,
    help: Option<&'r str>,
    #[serde(flatten)]
    place: Place<'r>,
    address: Option<&'r str>,
    related: Vec<JsonRelated<'r>>,
    fix: Option<JsonFix<'r>>,
    fingerprint: &'r str,
}

/// Lines and columns count from 1, columns in characters; the end is the column after the last character.
#[derive(Serialize)]
struct Place<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct JsonRelated<'r> {
    #[serde(flatten)]
    place: Place<'r>,
    label: &'r str,
}

/// What `okr check --fix` would do; it makes changes that are not `safe` only with `--unsafe`.
#[derive(Serialize)]
struct JsonFix<'r> {
    title: &'r str,
    safe: bool,
}

#[derive(Serialize)]
struct Summary {
    error: usize,
    warning: usize,
    note: usize,
    suppressed: usize,
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
