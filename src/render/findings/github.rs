//! Workflow commands: GitHub shows each as an annotation on the line of a pull request.
//!
//! The commands and what they escape:
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message>.
//! GitHub shows ten annotations of each level for a step; all are written, the log keeps the others.

use super::Run;
use super::places::Places;
use crate::finding::{Finding, Level};
use crate::goals::Workspace;
use crate::lint::Report;
use crate::render::visible;

/// A command for each path that could not be read and each finding; empty without any.
#[must_use]
pub fn render(report: &Report, workspace: &Workspace, run: Run<'_>) -> String {
    let mut places = Places::new(workspace);
    let unreadable = run.unreadable.iter().map(|unreadable| {
        let file = run.repository_path(&unreadable.path);
        let properties = [("file", file), ("title", "okr: cannot be read".to_owned())];
        command(Level::Error, &properties, &visible(&unreadable.reason))
    });
    let unreadable: String = unreadable.collect();
    let findings: String =
        report.findings.iter().map(|finding| annotation(finding, &mut places, run)).collect();
    unreadable + &findings
}

fn annotation(finding: &Finding, places: &mut Places<'_>, run: Run<'_>) -> String {
    let (start, end) = (places.start(finding.span), places.end(finding.span));
    let mut properties = vec![
        ("file", places.repository_path(finding.span, run)),
        ("line", start.line.to_string()),
        ("endLine", end.line.to_string()),
    ];
    // Columns mean something to GitHub only within one line.
    if start.line == end.line {
        properties.extend([("col", start.column.to_string()), ("endColumn", end.column.to_string())]);
    }
    properties.push(("title", format!("okr: {}", finding.rule)));
    let help = finding.help.as_deref().map(|help| format!("\nhelp: {}", visible(help)));
    let text = format!("{}{}", visible(&finding.message), help.unwrap_or_default());
    command(finding.level, &properties, &text)
}

/// `::error file=okrs/growth.yaml,line=9::message`, on a line of its own whatever the values hold.
fn command(level: Level, properties: &[(&str, String)], text: &str) -> String {
    let name = match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let properties: Vec<String> =
        properties.iter().map(|(key, value)| format!("{key}={}", escape_property(value))).collect();
    format!("::{name} {}::{}\n", properties.join(","), escape_data(text))
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value between `=` and `,`. A file's name keeps its characters, save those that act on a terminal.
fn escape_property(text: &str) -> String {
    let escaped = escape_data(text).replace(':', "%3A").replace(',', "%2C");
    visible(&escaped).into_owned()
}
