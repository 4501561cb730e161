//! `file:line:column: level[rule] message`, a line for each finding.

use super::places::Places;
use crate::goals::Workspace;
use crate::lint::Report;
use crate::render::visible;
use std::fmt::Write as _;

/// The findings, a line each; empty without any.
#[must_use]
pub fn render(report: &Report, workspace: &Workspace) -> String {
    let mut places = Places::new(workspace);
    let mut out = String::new();
    for finding in &report.findings {
        let start = places.start(finding.span);
        let path = visible(places.path(finding.span));
        // A line that starts with `::` would be a command in the log of a GitHub workflow.
        let here = if path.trim_start().starts_with("::") { "./" } else { "" };
        let (level, rule, message) = (finding.level, finding.rule, visible(&finding.message));
        writeln!(out, "{here}{path}:{}:{}: {level}[{rule}] {message}", start.line, start.column)
            .expect("internal error: writing to a string cannot fail");
    }
    out
}
