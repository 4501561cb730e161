//! GitLab's code quality report, shown in merge requests:
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use super::places::Places;
use super::{Run, Unreadable, told};
use crate::finding::{Finding, Level};
use crate::goals::Workspace;
use crate::lint::Report;
use crate::render::json::pretty;
use crate::render::visible;
use serde::Serialize;
use std::hash::Hasher as _;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: LineRange,
}

#[derive(Serialize)]
struct LineRange {
    begin: usize,
    end: usize,
}

/// A JSON list with an issue for each path that could not be read and each finding.
#[must_use]
pub fn render(report: &Report, workspace: &Workspace, run: Run<'_>) -> String {
    let mut places = Places::new(workspace);
    let mut issues: Vec<Issue> =
        run.unreadable.iter().map(|unreadable| unreadable_issue(unreadable, run)).collect();
    issues.extend(report.findings.iter().map(|finding| issue(finding, &mut places, run)));
    pretty(&issues)
}

fn issue(finding: &Finding, places: &mut Places<'_>, run: Run<'_>) -> Issue {
    let (start, end) = (places.start(finding.span), places.end(finding.span));
    Issue {
        description: visible(&told(finding)).into_owned(),
        check_name: finding.rule.to_owned(),
        fingerprint: finding.fingerprint.clone(),
        severity: match finding.level {
            Level::Error => "major",
            Level::Warning => "minor",
            Level::Note => "info",
        },
        location: Location {
            path: places.repository_path(finding.span, run),
            lines: LineRange { begin: start.line, end: end.line },
        },
    }
}

fn unreadable_issue(unreadable: &Unreadable, run: Run<'_>) -> Issue {
    let path = run.repository_path(&unreadable.path);
    let mut hasher = fnv::FnvHasher::default();
    hasher.write(b"unreadable\0");
    hasher.write(path.as_bytes());
    Issue {
        description: format!("cannot be read: {}", visible(&unreadable.reason)),
        check_name: "unreadable".to_owned(),
        fingerprint: format!("{:016x}", hasher.finish()),
        severity: "blocker",
        location: Location { path, lines: LineRange { begin: 1, end: 1 } },
    }
}
