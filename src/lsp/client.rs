//! The editor at the other end: what it can do, and what is sent to it.

use super::position::Encoding;
use crate::render::visible_lines;
use gen_lsp_types::{
    LogMessageNotification, LogMessageParams, MessageType, Notification, Request, ShowMessageNotification,
    ShowMessageParams,
};
use lsp_server::{Message, RequestId, Response};
use serde_json::Value;
use std::sync::mpsc::Sender;

/// An editor.
#[derive(Debug)]
pub(super) struct Client {
    sender: Sender<Message>,
    next_id: i32,
    /// What characters of positions count.
    pub(super) encoding: Encoding,
    /// It asks for the diagnostics of open files by itself.
    pub(super) pulls_diagnostics: bool,
    /// It can be told to ask for diagnostics again.
    pub(super) refreshes_diagnostics: bool,
    /// It can be told to ask for inlay hints again.
    pub(super) refreshes_hints: bool,
    /// It tells of files that change outside it, where it is asked to.
    pub(super) watches_files: bool,
    /// It shows other places beside a diagnostic.
    pub(super) shows_related: bool,
    /// It takes completions with places to fill in.
    pub(super) takes_snippets: bool,
    /// It takes edits that say which version of a file they are for.
    pub(super) takes_versioned_edits: bool,
    /// It shows folders of symbols one in the other.
    pub(super) nests_symbols: bool,
}

impl Client {
    /// A client by the capabilities it sends; `sender` takes what is for it.
    pub(super) fn new(sender: Sender<Message>, capabilities: &Value) -> Self {
        let has =
            |pointer: &str| capabilities.pointer(pointer).is_some_and(|value| *value == Value::Bool(true));
        Self {
            sender,
            next_id: 0,
            encoding: Encoding::agreed(capabilities.pointer("/general/positionEncodings")),
            pulls_diagnostics: capabilities.pointer("/textDocument/diagnostic").is_some_and(Value::is_object),
            refreshes_diagnostics: has("/workspace/diagnostics/refreshSupport"),
            refreshes_hints: has("/workspace/inlayHint/refreshSupport"),
            watches_files: has("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            shows_related: has("/textDocument/publishDiagnostics/relatedInformation")
                || has("/textDocument/diagnostic/relatedInformation"),
            takes_snippets: has("/textDocument/completion/completionItem/snippetSupport"),
            takes_versioned_edits: has("/workspace/workspaceEdit/documentChanges"),
            nests_symbols: has("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
        }
    }

    /// Sends a message. A client that is gone misses nothing.
    pub(super) fn send(&self, message: impl Into<Message>) {
        let _ = self.sender.send(message.into());
    }

    pub(super) fn notify<N: Notification>(&self, params: N::Params) {
        self.send(lsp_server::Notification::new(N::METHOD.to_string(), params));
    }

    /// Asks for something whose answer says nothing.
    pub(super) fn ask<R: Request>(&mut self, params: R::Params) {
        self.next_id += 1;
        let id = RequestId::from(self.next_id);
        self.send(lsp_server::Request::new(id, R::METHOD.to_string(), params));
    }

    pub(super) fn answer(&self, response: Response) {
        self.send(response);
    }

    /// Writes a line into the editor's log.
    pub(super) fn log(&self, message: &str) {
        let message = visible_lines(message).into_owned();
        self.notify::<LogMessageNotification>(LogMessageParams { kind: MessageType::Info, message });
    }

    /// Shows something that the person at the editor asked for.
    pub(super) fn show(&self, message: &str) {
        let message = visible_lines(message).into_owned();
        self.notify::<ShowMessageNotification>(ShowMessageParams { kind: MessageType::Info, message });
    }

    /// Shows what went wrong to the person at the editor.
    pub(super) fn show_error(&self, message: &str) {
        let message = visible_lines(message).into_owned();
        self.notify::<ShowMessageNotification>(ShowMessageParams { kind: MessageType::Error, message });
    }
}
