//! Findings as text, one file per format.

pub mod checkstyle;
pub mod concise;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod markdown;
mod places;
pub mod sarif;
pub mod statistics;
mod xml;

use crate::finding::{Finding, Level};
use crate::goals::{Day, Workspace};
use crate::lint::Report;
use crate::source::FileId;
use std::collections::HashSet;

/// The formats findings can be shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With an excerpt of the file and the words underlined.
    Full,
    /// A line for each finding.
    Concise,
    /// For programs; see `json::Output`.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// Test results, a suite for each file.
    Junit,
    /// The report of Checkstyle, which many review tools read.
    Checkstyle,
    /// A summary for a pull request or a job.
    Markdown,
}

impl Format {
    /// Every format with its name on the command line.
    pub const ALL: [(&'static str, Format); 9] = [
        ("full", Format::Full),
        ("concise", Format::Concise),
        ("json", Format::Json),
        ("sarif", Format::Sarif),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("junit", Format::Junit),
        ("checkstyle", Format::Checkstyle),
        ("markdown", Format::Markdown),
    ];

    /// Whether people read it directly: such a format prints nothing if a program still needs an empty report.
    #[must_use]
    pub fn is_for_people(self) -> bool {
        matches!(self, Format::Full | Format::Concise)
    }
}

/// What a format may use of the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Columns.
    pub width: usize,
    /// Whether colours are wanted.
    pub color: bool,
}

/// The run that a report comes from.
#[derive(Debug, Clone, Copy)]
pub struct Run<'r> {
    /// The day it judged by.
    pub as_of: Day,
    /// What it may use of the terminal.
    pub style: Style,
    /// The way from the repository's root to the workspace's, like `company/goals/`; empty if they are the same.
    /// Forges look for files from the root of the repository.
    pub prefix: &'r str,
    /// The files it reports on; `None`: all.
    pub requested: Option<&'r HashSet<FileId>>,
    /// Findings from this level up make it fail; `None`: none does.
    pub fails_from: Option<Level>,
    /// What could not be read.
    pub unreadable: &'r [Unreadable],
    /// Whether each of very many findings is drawn, where a format for people would count some of them.
    pub all: bool,
}

/// A path that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The path as the workspace's files are named: below its root, with `/`.
    pub path: String,
    /// Why, in words.
    pub reason: String,
}

/// The report in one format, ready to be written.
#[must_use]
pub fn render(format: Format, report: &Report, workspace: &Workspace, run: Run<'_>) -> String {
    match format {
        Format::Full => full::render(report, workspace, run),
        Format::Concise => concise::render(report, workspace),
        Format::Json => json::render(report, workspace, run.as_of),
        Format::Sarif => sarif::render(report, workspace, run),
        Format::Github => github::render(report, workspace, run),
        Format::Gitlab => gitlab::render(report, workspace, run),
        Format::Junit => junit::render(report, workspace, run),
        Format::Checkstyle => checkstyle::render(report, workspace, run),
        Format::Markdown => markdown::render(report, workspace, run),
    }
}

/// What is wrong and what to do about it, where a format has one field for both.
fn told(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{}. Help: {help}", finding.message),
        None => finding.message.clone(),
    }
}

/// `2 errors, 1 warning and 3 notes in 4 files. 1 can be fixed with okr check --fix.`
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
    let counted = match parts.as_slice() {
        [] => format!("No {new}findings in {files}{suppressed}{older}."),
        [one] => format!("{} in {files}{suppressed}{older}.", one.replacen(' ', &format!(" {new}"), 1)),
        [rest @ .., last] => {
            let first = rest.join(", ").replacen(' ', &format!(" {new}"), 1);
            format!("{first} and {last} in {files}{suppressed}{older}.")
        }
    };
    counted + &fixable(report)
}

/// How many findings the tool can fix by itself, as a sentence.
fn fixable(report: &Report) -> String {
    let fixes = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
    let (safe, likely): (Vec<_>, Vec<_>) = fixes.partition(|fix| fix.safe);
    match (safe.len(), likely.len()) {
        (0, 0) => String::new(),
        (0, likely) => format!(" {likely} can be fixed with `okr check --fix --unsafe`."),
        (safe, 0) => format!(" {safe} can be fixed with `okr check --fix`."),
        (safe, likely) => {
            format!(" {safe} can be fixed with `okr check --fix`, {likely} more with `--unsafe`.")
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
