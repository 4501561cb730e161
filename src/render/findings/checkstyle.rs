//! The report of Checkstyle, which review bots and dashboards read whatever tool wrote it:
//! <https://github.com/checkstyle/checkstyle/blob/master/config/checkstyle-report-1.0.0.xsd>.

use super::places::Places;
use super::xml::Element;
use super::{Run, told};
use crate::finding::{Finding, Level};
use crate::goals::Workspace;
use crate::lint::Report;

/// An element for each file with findings, and each path that could not be read, with an error for each finding.
#[must_use]
pub fn render(report: &Report, workspace: &Workspace, run: Run<'_>) -> String {
    let mut places = Places::new(workspace);
    let unreadable = run.unreadable.iter().map(|unreadable| {
        file(run.repository_path(&unreadable.path)).child(
            Element::new("error")
                .with("line", 1)
                .with("severity", "error")
                .with("message", format!("cannot be read: {}", unreadable.reason))
                .with("source", "okr.unreadable"),
        )
    });
    let root = Element::new("checkstyle").with("version", "8.0").children(unreadable);
    let of_files = report.findings.chunk_by(|a, b| a.span.file == b.span.file);
    let files = of_files.map(|findings| {
        let path = places.repository_path(findings[0].span, run);
        file(path).children(findings.iter().map(|finding| error(finding, &mut places)))
    });
    root.children(files).document()
}

fn file(path: String) -> Element {
    Element::new("file").with("name", path)
}

fn error(finding: &Finding, places: &mut Places<'_>) -> Element {
    let start = places.start(finding.span);
    let severity = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "info",
    };
    Element::new("error")
        .with("line", start.line)
        .with("column", start.column)
        .with("severity", severity)
        .with("message", told(finding))
        .with("source", format!("okr.{}", finding.rule))
}
