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
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// Sends the diagnostics that changed. Says whether those of a file changed that the editor asks for by itself, but has no
/// reason to: one that it did not edit.
pub(super) fn publish(session: &mut Session, edited: &BTreeSet<PathBuf>) -> bool {
    let mut sent: Vec<Sent> =
        session.workspaces_mut().map(|opened| std::mem::take(&mut opened.sent)).collect();
    let mut should_ask = false;
    for (opened, sent) in session.workspaces().zip(&mut sent) {
        should_ask |= publish_workspace(session, opened, sent, edited);
    }
    for (opened, sent) in session.workspaces_mut().zip(sent) {
        opened.sent = sent;
    }
    for opened in session.take_left() {
        opened.sent.pushed.keys().for_each(|path| push(session, &opened, path, Vec::new()));
    }
    should_ask
}

fn publish_workspace(
    session: &Session,
    opened: &Opened,
    sent: &mut Sent,
    edited: &BTreeSet<PathBuf>,
) -> bool {
    let (mut should_ask, mut there) = (false, 0);
    let asked_before = std::mem::take(&mut sent.asked_for);
    for (path, file, mark) in marks(opened) {
        let is_asked_for = session.client.pulls_diagnostics && session.document_at(&path).is_some();
        if is_asked_for {
            let known = asked_before.get(&*path).copied();
            should_ask |= known.is_some_and(|known| known != mark) && !edited.contains(&*path);
            sent.asked_for.insert(path.to_path_buf(), mark);
        }
        let pushed = if is_asked_for { NOTHING } else { mark };
        let known = sent.pushed.get(&*path).copied().unwrap_or(NOTHING);
        if known != pushed {
            let diagnostics = if pushed == NOTHING { Vec::new() } else { diagnostics(session, opened, file) };
            push(session, opened, &path, diagnostics);
            match pushed {
                NOTHING => sent.pushed.remove(&*path),
                _ => sent.pushed.insert(path.to_path_buf(), pushed),
            };
        }
        there += usize::from(pushed != NOTHING);
    }
    if sent.pushed.len() > there {
        let is_there = |path: &Path| opened.overlay.file(path).is_some() || path == opened.settings_path();
        let gone: BTreeSet<PathBuf> = sent.pushed.keys().filter(|path| !is_there(path)).cloned().collect();
        for path in gone {
            push(session, opened, &path, Vec::new());
            sent.pushed.remove(&path);
        }
    }
    sent.sources = opened.overlay.project().workspace.sources.clone();
    should_ask
}

/// A file that can have diagnostics: a goal file, or the settings.
type File = Option<FileId>;

/// The marks of the diagnostics of all files.
fn marks(opened: &Opened) -> impl Iterator<Item = (Cow<'_, Path>, File, u64)> {
    let of_goals = opened.overlay.project().workspace.files.iter().filter_map(|file| {
        let path = opened.overlay.path(file.id)?;
        Some((Cow::Borrowed(path), Some(file.id), mark_of_goals(opened, file.id)))
    });
    let mark = mark_of_settings(opened.settings_problems(), settings_text(opened));
    of_goals.chain([(Cow::Owned(opened.settings_path()), None, mark)])
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
