//! Test results as JUnit's runners write them, for the dashboards of CI servers: a suite for each file, a test for each
//! finding, and a passing one for a file in which nothing was found.
//!
//! A test fails where the finding makes the command fail, so that the dashboard agrees with the exit code; milder
//! findings pass with their text as output. Tests are named by rule and address, not by line: a dashboard that follows a
//! test over time keeps following it when lines move.

use super::Run;
use super::places::Places;
use super::xml::Element;
use crate::finding::Finding;
use crate::goals::Workspace;
use crate::lint::Report;
use crate::source::{Defect, FileId};
use std::collections::HashMap;

/// One document with a suite for each file that was judged and each path that could not be read.
#[must_use]
pub fn render(report: &Report, workspace: &Workspace, run: Run<'_>) -> String {
    let mut places = Places::new(workspace);
    let mut by_file: HashMap<FileId, &[Finding]> = HashMap::new();
    for findings in report.findings.chunk_by(|a, b| a.span.file == b.span.file) {
        by_file.insert(findings[0].span.file, findings);
    }
    let judged = workspace.sources.iter().filter(|(id, file)| {
        let unreadable = matches!(file.defect, Some(Defect::Unreadable(_)));
        !unreadable && run.requested.is_none_or(|requested| requested.contains(id))
    });
    let mut suites = Vec::new();
    for unreadable in run.unreadable {
        let path = run.repository_path(&unreadable.path);
        let error = Element::new("error").with("type", "unreadable").with("message", &unreadable.reason);
        suites.push(Suite {
            tests: vec![test("readable", &path).child(error)],
            path,
            failures: 0,
            errors: 1,
        });
    }
    for (id, file) in judged {
        let path = run.repository_path(&file.path);
        let findings = by_file.get(&id).copied().unwrap_or_default();
        suites.push(suite(path, findings, &mut places, run));
    }
    let sum = |of: fn(&Suite) -> usize| suites.iter().map(of).sum::<usize>();
    Element::new("testsuites")
        .with("name", "okr")
        .with("tests", sum(|suite| suite.tests.len()))
        .with("failures", sum(|suite| suite.failures))
        .with("errors", sum(|suite| suite.errors))
        .children(suites.into_iter().map(Suite::element))
        .document()
}

struct Suite {
    path: String,
    tests: Vec<Element>,
    failures: usize,
    errors: usize,
}

impl Suite {
    fn element(self) -> Element {
        Element::new("testsuite")
            .with("name", self.path)
            .with("tests", self.tests.len())
            .with("failures", self.failures)
            .with("errors", self.errors)
            .children(self.tests)
    }
}

fn suite(path: String, findings: &[Finding], places: &mut Places<'_>, run: Run<'_>) -> Suite {
    let fails = |finding: &&Finding| run.fails_from.is_some_and(|from| finding.level >= from);
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut tests = Vec::new();
    for finding in findings {
        let start = places.start(finding.span);
        let head = format!(
            "{}:{}:{}: {}[{}]",
            one_line(&path),
            start.line,
            start.column,
            finding.level,
            finding.rule
        );
        let help = finding.help.as_deref().map(|help| format!("\nhelp: {}", one_line(help)));
        let text = format!("{head} {}{}", one_line(&finding.message), help.unwrap_or_default());
        let said = if fails(&finding) {
            let kind = format!("{}[{}]", finding.level, finding.rule);
            Element::new("failure").with("type", kind).with("message", &finding.message).text(&text)
        } else {
            Element::new("system-out").text(&text)
        };
        tests.push(test(&name(finding, &mut seen), &path).child(said));
    }
    if tests.is_empty() {
        tests.push(test("no findings", &path));
    }
    Suite { path, tests, failures: findings.iter().filter(fails).count(), errors: 0 }
}

fn test(name: &str, path: &str) -> Element {
    Element::new("testcase").with("name", name).with("classname", path)
}

/// `missing-baseline: 2026-Q1/growth/o1/kr2`, numbered where a rule finds more than one fault of an item.
fn name(finding: &Finding, seen: &mut HashMap<String, usize>) -> String {
    let name = match &finding.address {
        Some(address) => format!("{}: {address}", finding.rule),
        None => finding.rule.to_owned(),
    };
    let count = seen.entry(name.clone()).or_default();
    *count += 1;
    if *count == 1 { name } else { format!("{name} ({count})") }
}

fn one_line(text: &str) -> String {
    crate::render::visible(text).into_owned()
}
