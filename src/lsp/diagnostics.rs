//! Findings as the diagnostics of the protocol.

use super::opened::{OfFile, Opened};
use super::pages::Pages;
use super::rule_page;
use crate::finding::{Finding, Level};
use crate::render::visible;
use crate::source::FileId;
use crate::yaml::Problem;
use fnv::FnvHasher;
use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Message,
};
use serde_json::json;
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

/// Editors get slow with more of them for one file.
const MOST_PER_FILE: usize = 300;

/// What diagnostics say they come from.
pub(super) const SOURCE: &str = "okr";

/// The diagnostics of a goal file.
pub(super) fn of_goals(
    opened: &Opened,
    file: FileId,
    pages: &mut Pages<'_>,
    with_related: bool,
) -> Vec<Diagnostic> {
    let Some(OfFile { findings, suppressed }) = opened.of_file(file) else { return Vec::new() };
    let mut shown: Vec<&Finding> = findings.iter().collect();
    // Where not all can be shown, the worst are.
    shown.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    let left_out = shown.split_off(shown.len().min(MOST_PER_FILE));
    shown.sort_by_key(|finding| finding.span);
    let mut diagnostics: Vec<Diagnostic> =
        shown.into_iter().map(|finding| of_finding(finding, pages, with_related)).collect();
    let room = MOST_PER_FILE - diagnostics.len();
    diagnostics.extend(suppressed.iter().take(room).map(|finding| of_finding(finding, pages, with_related)));
    if let Some(first) = left_out.first() {
        let message = format!(
            "{} more findings in this file are not shown here\nhelp: put the others right first, or run `okr check`",
            left_out.len()
        );
        diagnostics.push(Diagnostic {
            range: pages.range(first.span),
            severity: Some(DiagnosticSeverity::Information),
            source: Some(SOURCE.to_owned()),
            message: Message::String(message),
            ..Diagnostic::default()
        });
    }
    diagnostics
}

fn of_finding(finding: &Finding, pages: &mut Pages<'_>, with_related: bool) -> Diagnostic {
    let related =
        finding.related.iter().filter(|_| with_related).map(|related| DiagnosticRelatedInformation {
            location: pages.location(related.span),
            message: visible(&related.label).into_owned(),
        });
    let related: Vec<_> = related.collect();
    let mut message = with_help(&finding.message, finding.help.as_deref());
    let reason = finding.suppressed_because.as_deref();
    if let Some(reason) = reason {
        message.push_str(&format!("\nsuppressed: {}", visible(reason)));
    }
    Diagnostic {
        range: pages.range(finding.span),
        severity: Some(match (reason, finding.level) {
            (Some(_), _) => DiagnosticSeverity::Hint,
            (None, Level::Error) => DiagnosticSeverity::Error,
            (None, Level::Warning) => DiagnosticSeverity::Warning,
            (None, Level::Note) => DiagnosticSeverity::Information,
        }),
        code: Some(Code::String(finding.rule.to_owned())),
        code_description: Some(CodeDescription { href: rule_page::uri(finding.rule) }),
        source: Some(SOURCE.to_owned()),
        message: Message::String(message),
        tags: reason.map(|_| vec![DiagnosticTag::Unnecessary]),
        related_information: (!related.is_empty()).then_some(related),
        data: Some(json!({ "fingerprint": finding.fingerprint })),
    }
}

/// A message with what to write instead on a line of its own, as `okr check` prints it.
fn with_help(message: &str, help: Option<&str>) -> String {
    let help = help.map(|help| format!("\nhelp: {}", visible(help)));
    format!("{}{}", visible(message), help.unwrap_or_default())
}

/// The diagnostics of the settings.
pub(super) fn of_settings(problems: &[Problem], page: &super::position::Page<'_>) -> Vec<Diagnostic> {
    let of_problem = |problem: &Problem| Diagnostic {
        range: page.range(problem.span.range()),
        severity: Some(DiagnosticSeverity::Error),
        source: Some(SOURCE.to_owned()),
        message: Message::String(with_help(&problem.message, problem.help.as_deref())),
        ..Diagnostic::default()
    };
    problems.iter().take(MOST_PER_FILE).map(of_problem).collect()
}

/// A number that stays the same as long as the diagnostics of a goal file do. Files whose texts these have to do with
/// count too, since lines may have moved there.
pub(super) fn mark_of_goals(opened: &Opened, file: FileId) -> u64 {
    let Some(OfFile { findings, suppressed }) = opened.of_file(file) else { return NOTHING };
    let sources = &opened.overlay.project().workspace.sources;
    let mut hasher = FnvHasher::default();
    let text = |file: FileId| Arc::as_ptr(&sources.file(file).text) as usize;
    text(file).hash(&mut hasher);
    for finding in findings.iter().chain(suppressed) {
        (finding.span, finding.rule, finding.level, &finding.message, &finding.help).hash(&mut hasher);
        finding.suppressed_because.hash(&mut hasher);
        for related in &finding.related {
            (related.span, &related.label, text(related.span.file)).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// The mark of a file without diagnostics.
pub(super) const NOTHING: u64 = 0;

/// The same for the settings with this text.
pub(super) fn mark_of_settings(problems: &[Problem], text: &str) -> u64 {
    if problems.is_empty() {
        return NOTHING;
    }
    let mut hasher = FnvHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}
