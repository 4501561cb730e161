//! Reading: text to YAML to goals, judged by every rule.

use super::goals::{Goals, as_of};
use super::plain::assert_plain;
use okr::finding::Finding;
use okr::goals::Workspace;
use okr::lint::{Report, Selection, lint};
use okr::render::findings::{Format, Style};
use okr::source::Span;

/// The maximum number of problems reported per file, plus the one that says how many more there are.
const MOST_PROBLEMS: usize = 201;

/// Every input is read and judged; every place is in its file; twice says the same; what is shown is plain.
pub fn reading(bytes: &[u8]) {
    let once = judge(bytes);
    assert_plain(&once);
    assert_eq!(once, judge(bytes), "twice the same says something else");
}

fn judge(bytes: &[u8]) -> String {
    let goals = Goals::read(bytes);
    let report = lint(&goals.workspace, &goals.settings, as_of(), &Selection::default());
    check_problems(&goals.workspace);
    check_findings(&report, &goals.workspace);
    goals.shown(&report, Format::Full, Style { width: 100, color: false })
}

fn check_problems(workspace: &Workspace) {
    for file in &workspace.files {
        assert!(file.problems.len() <= MOST_PROBLEMS, "{} problems are told", file.problems.len());
        for problem in &file.problems {
            assert_eq!(problem.span.file, file.id);
            check_place(workspace, problem.span);
            problem.related.iter().for_each(|(span, _)| check_place(workspace, *span));
            check_message(&problem.message);
        }
        file.directives.iter().for_each(|span| check_place(workspace, *span));
    }
}

fn check_findings(report: &Report, workspace: &Workspace) {
    for finding in report.findings.iter().chain(&report.suppressed) {
        let Finding { rule: _, level: _, message, help, span, related, address, fingerprint, .. } = finding;
        check_message(message);
        assert!(help.as_ref().is_none_or(|help| !help.trim().is_empty()), "{finding:?}");
        assert!(address.as_ref().is_none_or(|address| !address.is_empty()), "{finding:?}");
        assert_eq!(fingerprint.len(), 16);
        check_place(workspace, *span);
        related.iter().for_each(|related| check_place(workspace, related.span));
    }
}

fn check_message(message: &str) {
    assert!(!message.trim().is_empty());
}

/// A place is in its file and does not cut a character.
fn check_place(workspace: &Workspace, span: Span) {
    let text = &workspace.sources.file(span.file).text;
    assert!(text.get(span.range()).is_some(), "{span:?} is no place of {text:?}");
}
