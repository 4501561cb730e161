//! Which diagnostics are sent, and when: only those that changed, and for a file that the editor asks for only on request.

use super::diagnostics::{NOTHING, mark_of_goals, mark_of_settings, of_goals, of_settings};
use super::opened::{Opened, Sent};
use super::pages::Pages;
use super::position::Page;
use super::session::Session;
use crate::project::SettingsError;
use crate::source::FileId;
use fnv::FnvHasher;
use gen_lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    PublishDiagnosticsNotification, PublishDiagnosticsParams, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// Sends the diagnostics that changed. Says whether those of a file changed that the editor asks for by itself, but has no
/// reason to: one that it did not edit.
pub(super) fn publish(session: &mut Session, edited: &BTreeSet<PathBuf>) -> bool {
    let mut should_ask = false;
    let sent: Vec<Sent> = session
        .workspaces()
        .map(|opened| {
            let (sent, news) = of_workspace(session, opened, edited);
            should_ask |= news;
            sent
        })
        .collect();
    for (opened, sent) in session.workspaces_mut().zip(sent) {
        opened.sent = sent;
    }
    for opened in session.take_left() {
        let had = opened.sent.pushed.iter().filter(|(_, mark)| **mark != NOTHING);
        had.for_each(|(path, _)| push(session, &opened, path, Vec::new()));
    }
    should_ask
}

fn of_workspace(session: &Session, opened: &Opened, edited: &BTreeSet<PathBuf>) -> (Sent, bool) {
    let before = &opened.sent;
    let sources = &opened.overlay.project().workspace.sources;
    let mut sent = Sent { sources: sources.clone(), ..Sent::default() };
    let mut should_ask = false;
    for (path, (file, mark)) in marks(opened) {
        let is_asked_for = session.client.pulls_diagnostics && session.document_at(&path).is_some();
        if is_asked_for {
            let known = before.asked_for.get(&path).copied();
            should_ask |= known.is_some_and(|known| known != mark) && !edited.contains(&path);
            sent.asked_for.insert(path.clone(), mark);
        }
        let pushed = if is_asked_for { NOTHING } else { mark };
        if before.pushed.get(&path).copied().unwrap_or(NOTHING) != pushed {
            let diagnostics = if pushed == NOTHING { Vec::new() } else { diagnostics(session, opened, file) };
            push(session, opened, &path, diagnostics);
        }
        sent.pushed.insert(path, pushed);
    }
    let gone =
        before.pushed.iter().filter(|(path, mark)| **mark != NOTHING && !sent.pushed.contains_key(*path));
    gone.for_each(|(path, _)| push(session, opened, path, Vec::new()));
    (sent, should_ask)
}

/// A file that can have diagnostics: a goal file, or the settings.
type File = Option<FileId>;

/// The marks of the diagnostics of all files.
fn marks(opened: &Opened) -> BTreeMap<PathBuf, (File, u64)> {
    let of_goals = opened.overlay.project().workspace.files.iter().filter_map(|file| {
        let path = opened.overlay.path(file.id)?.to_path_buf();
        Some((path, (Some(file.id), mark_of_goals(opened, file.id))))
    });
    let mut marks: BTreeMap<PathBuf, (File, u64)> = of_goals.collect();
    let mark = mark_of_settings(opened.settings_problems(), settings_text(opened));
    marks.insert(opened.settings_path(), (None, mark));
    marks
}

/// The text of settings that have mistakes.
fn settings_text(opened: &Opened) -> &str {
    match opened.overlay.fault() {
        Some(SettingsError::Faulty(faulty)) => &faulty.sources.file(FileId::default()).text,
        _ => "",
    }
}

fn diagnostics(session: &Session, opened: &Opened, file: File) -> Vec<Diagnostic> {
    match file {
        Some(file) => of_goals(opened, file, &mut Pages::of(session, opened), session.client.shows_related),
        None => {
            let document = session.document_at(&opened.settings_path());
            let text = document.map_or_else(|| settings_text(opened), |document| &document.text);
            of_settings(opened.settings_problems(), &Page::new(text, session.client.encoding))
        }
    }
}

fn push(session: &Session, opened: &Opened, path: &Path, diagnostics: Vec<Diagnostic>) {
    let uri = session.uri(opened, path);
    let version = session.document_at(path).map(|document| document.version);
    session.client.notify::<PublishDiagnosticsNotification>(PublishDiagnosticsParams {
        uri,
        version,
        diagnostics,
    });
}

/// The answer to an editor that asks for the diagnostics of a file.
pub(super) fn answer(session: &Session, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReport {
    let items = asked_for(session, &params.text_document.uri);
    let mut hasher = FnvHasher::default();
    serde_json::to_string(&items).unwrap_or_default().hash(&mut hasher);
    let result_id = format!("{:016x}", hasher.finish());
    if params.previous_result_id.as_ref() == Some(&result_id) {
        return DocumentDiagnosticReport::RelatedUnchangedDocumentDiagnosticReport(
            RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            },
        );
    }
    DocumentDiagnosticReport::RelatedFullDocumentDiagnosticReport(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
    })
}

fn asked_for(session: &Session, uri: &Uri) -> Vec<Diagnostic> {
    let Some(sheet) = session.sheet(uri) else { return Vec::new() };
    match sheet.file() {
        Some(file) => diagnostics(session, sheet.opened, Some(file)),
        None if sheet.is_settings() => diagnostics(session, sheet.opened, None),
        None => Vec::new(),
    }
}
