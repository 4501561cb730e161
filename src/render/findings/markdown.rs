//! A summary for a pull request or a CI job: the counts, a table of the findings, and the rest folded away.

use super::places::Places;
use super::{Run, summary};
use crate::finding::{Finding, Level};
use crate::goals::Workspace;
use crate::lint::Report;
use crate::render::markdown::{inert, inert_sentence, table};
use std::cmp::Reverse;

/// Findings shown before the rest is folded away.
const AT_ONCE: usize = 20;
/// Bytes after which no more findings are listed: GitHub drops the summary of a step above 1 MiB, whole.
const ROOM: usize = 700_000;

/// The worst findings first, then by place.
#[must_use]
pub fn render(report: &Report, workspace: &Workspace, run: Run<'_>) -> String {
    let mut out = format!("## okr check: {}\n", heading(report));
    for unreadable in run.unreadable {
        let (path, reason) = (inert(&run.repository_path(&unreadable.path)), inert(&unreadable.reason));
        out.push_str(&format!("\n❌ **{path}** cannot be read: {reason}\n"));
    }
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|finding| Reverse(finding.level));
    let mut places = Places::new(workspace);
    let mut room = ROOM;
    let rows: Vec<[String; 3]> = findings
        .into_iter()
        .map(|finding| row(finding, &mut places, run))
        .take_while(|row| {
            let size: usize = row.iter().map(|cell| cell.len() + 3).sum();
            let fits = size <= room;
            room = room.saturating_sub(size);
            fits
        })
        .collect();
    let (first, rest) = rows.split_at(rows.len().min(AT_ONCE));
    if !first.is_empty() {
        out.push_str(&listed(first));
    }
    if !rest.is_empty() {
        let more = rest.len();
        out.push_str(&format!("\n<details>\n<summary>{more} more</summary>\n{}\n</details>\n", listed(rest)));
    }
    let left_out = report.findings.len() - rows.len();
    if left_out > 0 {
        out.push_str(&format!(
            "\nThere is no room here for {left_out} more; `okr check` lists all of them.\n"
        ));
    }
    if let Some(worst) = report.findings.iter().max_by_key(|finding| finding.level) {
        let rule = worst.rule;
        out.push_str(&format!("\n`okr explain {rule}` explains why a finding matters and what to write.\n"));
    }
    out
}

/// The summary without its full stop; a report of nothing that was read does not claim that all is well.
fn heading(report: &Report) -> String {
    if report.files == 0 {
        return "nothing could be judged".to_owned();
    }
    let summary = summary(report);
    let icon = match report.worst() {
        Some(worst) => icon(worst),
        None => "🟢",
    };
    format!("{icon} {}", summary.trim_end_matches('.'))
}

fn icon(level: Level) -> &'static str {
    match level {
        Level::Error => "🔴",
        Level::Warning => "🟡",
        Level::Note => "⚪",
    }
}

fn listed(rows: &[[String; 3]]) -> String {
    table(["Level", "Where", "Finding"], [false; 3], rows)
}

fn row(finding: &Finding, places: &mut Places<'_>, run: Run<'_>) -> [String; 3] {
    let place = format!("{}:{}", places.repository_path(finding.span, run), places.start(finding.span).line);
    let help = finding.help.as_deref().map(|help| format!("<br>{}", inert_sentence(help)));
    [
        format!("{} {}", icon(finding.level), finding.level),
        inert(&place),
        format!("{}{}<br>`{}`", inert_sentence(&finding.message), help.unwrap_or_default(), finding.rule),
    ]
}
