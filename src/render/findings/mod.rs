//! Findings as text, one file per format.

pub mod concise;
pub mod full;
pub mod json;
mod places;

use crate::finding::Level;
use crate::goals::{Day, Workspace};
use crate::lint::Report;

/// The formats findings can be shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With an excerpt of the file and the words underlined.
    Full,
    /// A line for each finding.
    Concise,
    /// For programs; see `json::Output`.
    Json,
}

impl Format {
    /// Every format with its name on the command line.
    pub const ALL: [(&'static str, Format); 3] =
        [("full", Format::Full), ("concise", Format::Concise), ("json", Format::Json)];
}

/// What a format may use of the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Columns.
    pub width: usize,
    /// Whether colours are wanted.
    pub color: bool,
}

/// The report in one format, ready to be written.
#[must_use]
pub fn render(format: Format, report: &Report, workspace: &Workspace, as_of: Day, style: Style) -> String {
    match format {
        Format::Full => full::render(report, workspace, style),
        Format::Concise => concise::render(report, workspace),
        Format::Json => json::render(report, workspace, as_of),
    }
}

/// `2 errors, 1 warning and 3 notes in 4 files`.
#[must_use]
pub fn summary(report: &Report) -> String {
    let counted = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{count} {word}s")),
    };
    let levels = [Level::Error, Level::Warning, Level::Note];
    let parts: Vec<String> =
        levels.iter().filter_map(|level| counted(report.count(*level), level.name())).collect();
    let files = counted(report.files, "file").unwrap_or_else(|| "no file".to_owned());
    let suppressed = match report.suppressed.len() {
        0 => String::new(),
        count => format!(" ({count} suppressed)"),
    };
    let (new, older) = match report.older {
        None => ("", String::new()),
        Some(0) => ("new ", String::new()),
        Some(count) => ("new ", format!("; {count} older not shown")),
    };
    match parts.as_slice() {
        [] => format!("No {new}findings in {files}{suppressed}{older}."),
        [one] => format!("{} in {files}{suppressed}{older}.", one.replacen(' ', &format!(" {new}"), 1)),
        [rest @ .., last] => {
            let first = rest.join(", ").replacen(' ', &format!(" {new}"), 1);
            format!("{first} and {last} in {files}{suppressed}{older}.")
        }
    }
}

/// The rules that found most, when there is more than a screenful: `output-key-result (20), missing-baseline (9)`.
#[must_use]
pub fn most_frequent(report: &Report) -> Option<String> {
    const A_SCREENFUL: usize = 12;
    if report.findings.len() <= A_SCREENFUL {
        return None;
    }
    let mut counts: Vec<(usize, &str)> = Vec::new();
    for rule in crate::rules::all() {
        let count = report.findings.iter().filter(|finding| finding.rule == rule.name).count();
        counts.push((count, rule.name));
    }
    counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let most = counts.iter().filter(|(count, _)| *count > 0).take(5);
    Some(most.map(|(count, name)| format!("{name} ({count})")).collect::<Vec<_>>().join(", "))
}
