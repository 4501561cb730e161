//! The loop: takes a message, hands it on, and once nothing more comes runs the rules over what changed.

use super::answer::{Answer, Failure, response};
use super::client::Client;
use super::inbox::{Inbox, Next, cancelled_by};
use super::options::Options;
use super::publish;
use super::session::Session;
use super::uri::path_of;
use super::{actions, capabilities, commands, completion, hints, hover, layout, names, rule_page};
use crate::rules::Days;
use gen_lsp_types as lsp;
use gen_lsp_types::{LspNotificationMethod as Told, LspRequestMethod as Asked};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::Value;
use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};

/// What the server cannot know by itself.
#[derive(Debug, Clone)]
pub struct Start {
    /// The day to look from.
    pub days: fn() -> Days,
    /// The user's own folder, which is never searched whole.
    pub home: Option<PathBuf>,
}

/// How far the talk with the client has come.
enum Phase {
    /// The client has not said what it can do.
    Before,
    Open(Box<Session>),
    /// The client has said that it will leave.
    ShutDown,
}

/// Serves one client until it leaves. Says whether it left as the protocol asks.
#[must_use]
pub fn serve(incoming: Receiver<Message>, outgoing: Sender<Message>, start: &Start) -> bool {
    let mut server = Server {
        phase: Phase::Before,
        outgoing,
        start,
        asked: Vec::new(),
        edited: BTreeSet::new(),
        must_judge: false,
    };
    let mut inbox = Inbox::new(incoming);
    loop {
        for answer in inbox.cancelled() {
            server.send(answer);
        }
        match inbox.next(server.has_work()) {
            Next::Quiet => server.settle(),
            Next::Closed => return false,
            Next::Message(message) => {
                if let Some(is_clean) = server.take(*message) {
                    return is_clean;
                }
            }
        }
    }
}

struct Server<'s> {
    phase: Phase,
    outgoing: Sender<Message>,
    start: &'s Start,
    /// Requests for diagnostics: answered once nothing more comes, for then they are of the newest text.
    asked: Vec<(RequestId, lsp::DocumentDiagnosticParams)>,
    /// The files that were edited since the rules ran.
    edited: BTreeSet<PathBuf>,
    must_judge: bool,
}

impl Server<'_> {
    fn send(&self, message: impl Into<Message>) {
        let _ = self.outgoing.send(message.into());
    }

    fn has_work(&self) -> bool {
        self.must_judge || !self.asked.is_empty()
    }

    /// Handles a message; at the last one says whether the client left as it should.
    fn take(&mut self, message: Message) -> Option<bool> {
        match message {
            Message::Request(request) => self.take_request(request),
            Message::Notification(notification) if notification.method == "exit" => {
                return Some(matches!(self.phase, Phase::ShutDown));
            }
            Message::Notification(notification) => self.take_notification(notification),
            Message::Response(_) => {}
        }
        None
    }

    fn take_request(&mut self, request: Request) {
        let id = request.id.clone();
        let refused = |code, message: &str| Failure::coded(code, message).into_response(id.clone());
        match (&mut self.phase, request.method.as_str()) {
            (Phase::Before, "initialize") => self.initialize(id, &request.params),
            (Phase::Before, _) => {
                self.send(refused(ErrorCode::ServerNotInitialized, "`initialize` comes first"))
            }
            (Phase::ShutDown, _) => self.send(refused(ErrorCode::InvalidRequest, "the server was shut down")),
            (Phase::Open(_), "initialize") => {
                self.send(refused(ErrorCode::InvalidRequest, "the server is initialized"));
            }
            (Phase::Open(_), "shutdown") => {
                self.phase = Phase::ShutDown;
                self.asked.clear();
                self.must_judge = false;
                self.send(Response::new_ok(id, Value::Null));
            }
            (Phase::Open(_), "textDocument/diagnostic") => match serde_json::from_value(request.params) {
                Ok(params) => self.asked.push((id, params)),
                Err(error) => self.send(refused(ErrorCode::InvalidParams, &error.to_string())),
            },
            (Phase::Open(session), "workspace/executeCommand") => {
                let done = guarded(|| {
                    session.catch_up();
                    run_command(session, request.params)
                });
                let answer = done.unwrap_or_else(|message| {
                    Err(Failure::coded(
                        ErrorCode::InternalError,
                        format!("this is a mistake in okr: {message}"),
                    ))
                });
                self.send(response(id, answer));
            }
            (Phase::Open(session), method) => {
                // What can be done about a finding is told from the findings of the newest text.
                let wants_findings = method == "textDocument/codeAction";
                let answered = guarded(|| {
                    if wants_findings {
                        session.judge()
                    } else {
                        session.catch_up()
                    }
                    answer(session, request)
                });
                let response = answered.unwrap_or_else(|message| {
                    refused(ErrorCode::InternalError, &format!("this is a mistake in okr: {message}"))
                });
                self.send(response);
            }
        }
    }

    fn initialize(&mut self, id: RequestId, params: &Value) {
        let client = Client::new(self.outgoing.clone(), params.get("capabilities").unwrap_or(&Value::Null));
        self.send(Response::new_ok(id, capabilities::initialize_result(&client)));
        let options = Options::read(params.get("initializationOptions"));
        let mut session = Session::new(client, options, self.start.days, self.start.home.clone());
        let _ = guarded(|| session.change_folders(&folders(params), &[]));
        self.phase = Phase::Open(Box::new(session));
        self.must_judge = true;
    }

    fn take_notification(&mut self, notification: Notification) {
        if let Some(id) = cancelled_by(&Message::Notification(notification.clone())) {
            if let Some(at) = self.asked.iter().position(|(asked, _)| *asked == id) {
                self.asked.swap_remove(at);
                self.send(super::inbox::cancellation(id));
            }
            return;
        }
        let Phase::Open(session) = &mut self.phase else { return };
        let (edited, must_judge) = (&mut self.edited, &mut self.must_judge);
        let done = guarded(|| take_in(session, notification, edited));
        match done {
            Ok(changes) => *must_judge |= changes,
            Err(message) => session.client.log(&format!("this is a mistake in okr: {message}")),
        }
    }

    /// Runs the rules over what changed, sends the diagnostics, and answers who asked for some.
    fn settle(&mut self) {
        self.must_judge = false;
        let edited = std::mem::take(&mut self.edited);
        let asked = std::mem::take(&mut self.asked);
        let Phase::Open(session) = &mut self.phase else { return };
        let done = guarded(|| {
            session.judge();
            if publish::publish(session, &edited) && session.client.refreshes_diagnostics {
                session.client.ask::<lsp::DiagnosticRefreshRequest>(());
            }
            // For the files that it edits an editor asks again by itself.
            let shows_others = session.shows_others(&edited);
            if shows_others && session.client.refreshes_hints && session.options.inlay_hints {
                session.client.ask::<lsp::InlayHintRefreshRequest>(());
            }
        });
        if let Err(message) = &done {
            session
                .client
                .show_error(&format!("okr could not judge these goals; this is a mistake in okr: {message}"));
        }
        for (id, params) in asked {
            let answered = guarded(|| publish::answer(session, &params));
            let answer = answered.map_err(|message| Failure::coded(ErrorCode::InternalError, message));
            session.client.answer(response(id, answer));
        }
    }
}

/// Runs something that must not end the server; the words of a panic.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| words_of(&*panic))
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
    words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it stopped".to_owned())
}

/// The folders that a client starts with.
fn folders(params: &Value) -> Vec<lsp::Uri> {
    let uri = |value: &Value| value.as_str().map(|uri| lsp::Uri(uri.to_owned()));
    let folders = params.get("workspaceFolders").and_then(Value::as_array);
    let folders =
        folders.map(|all| all.iter().filter_map(|folder| uri(folder.get("uri")?)).collect::<Vec<_>>());
    let root = || params.get("rootUri").and_then(uri);
    folders.filter(|folders| !folders.is_empty()).unwrap_or_else(|| root().into_iter().collect())
}

/// Takes in what the client tells. Says whether diagnostics may have changed.
fn take_in(session: &mut Session, notification: Notification, edited: &mut BTreeSet<PathBuf>) -> bool {
    let params = notification.params;
    macro_rules! read {
        ($kind:ty) => {
            match serde_json::from_value::<<$kind as lsp::Notification>::Params>(params) {
                Ok(params) => params,
                Err(error) => {
                    session.client.log(&format!("{} was not understood: {error}", notification.method));
                    return false;
                }
            }
        };
    }
    match Told::from(&*notification.method) {
        Told::Initialized => {
            capabilities::register(&mut session.client);
            false
        }
        Told::TextDocumentDidOpen => {
            let document = read!(lsp::DidOpenTextDocumentNotification).text_document;
            session.open(document.uri, document.text, document.version);
            true
        }
        Told::TextDocumentDidChange => {
            let params = read!(lsp::DidChangeTextDocumentNotification);
            let document = params.text_document;
            let uri = document.text_document_identifier.uri;
            session.change(&uri, document.version, params.content_changes);
            edited.extend(session.document(&uri).map(|document| document.path.clone()));
            true
        }
        Told::TextDocumentDidClose => {
            session.close(&read!(lsp::DidCloseTextDocumentNotification).text_document.uri);
            true
        }
        Told::TextDocumentDidSave => {
            // Clients that watch no files still tell of those that they write themselves.
            let uri = read!(lsp::DidSaveTextDocumentNotification).text_document.uri;
            session.catch_up();
            session.refresh(&path_of(&uri).into_iter().collect::<Vec<_>>());
            true
        }
        Told::WorkspaceDidChangeWatchedFiles => {
            let changes = read!(lsp::DidChangeWatchedFilesNotification).changes;
            session.catch_up();
            session.refresh(&changes.iter().filter_map(|change| path_of(&change.uri)).collect::<Vec<_>>());
            true
        }
        Told::WorkspaceDidChangeWorkspaceFolders => {
            let event = read!(lsp::DidChangeWorkspaceFoldersNotification).event;
            let uris = |folders: Vec<lsp::WorkspaceFolder>| folders.into_iter().map(|folder| folder.uri);
            let (added, removed): (Vec<_>, Vec<_>) =
                (uris(event.added).collect(), uris(event.removed).collect());
            session.change_folders(&added, &removed);
            true
        }
        Told::WorkspaceDidChangeConfiguration => {
            session.options = Options::read(params.get("settings"));
            true
        }
        _ => false,
    }
}

/// Runs a command and has the client do what comes of it.
fn run_command(session: &mut Session, params: Value) -> Answer<Value> {
    let params = serde_json::from_value(params)
        .map_err(|error| Failure::coded(ErrorCode::InvalidParams, error.to_string()))?;
    match commands::deed(session, params)? {
        commands::Deed::Edit(edit) => {
            session.client.ask::<lsp::ApplyWorkspaceEditRequest>(lsp::ApplyWorkspaceEditParams {
                label: Some("okr".to_owned()),
                edit: *edit,
                metadata: None,
            })
        }
        commands::Deed::Show(message) => session.client.show(&message),
    }
    Ok(Value::Null)
}

/// Answers a request.
fn answer(session: &Session, request: Request) -> Response {
    let Request { id, method, params } = request;
    macro_rules! by {
        ($kind:ty, $handler:expr) => {{
            type Params = <$kind as lsp::Request>::Params;
            let handler: fn(&Session, Params) -> Answer<<$kind as lsp::Request>::Result> = $handler;
            match serde_json::from_value::<Params>(params) {
                Ok(params) => response(id, handler(session, params)),
                Err(error) => Failure::coded(ErrorCode::InvalidParams, error.to_string()).into_response(id),
            }
        }};
    }
    match Asked::from(&*method) {
        Asked::TextDocumentCompletion => by!(lsp::CompletionRequest, completion::completion),
        Asked::TextDocumentCodeAction => by!(lsp::CodeActionRequest, actions::actions),
        Asked::TextDocumentHover => by!(lsp::HoverRequest, hover::hover),
        Asked::TextDocumentDefinition => by!(lsp::DefinitionRequest, names::definition),
        Asked::TextDocumentReferences => by!(lsp::ReferencesRequest, names::references),
        Asked::TextDocumentDocumentHighlight => by!(lsp::DocumentHighlightRequest, names::highlights),
        Asked::TextDocumentPrepareRename => by!(lsp::PrepareRenameRequest, names::prepare),
        Asked::TextDocumentRename => by!(lsp::RenameRequest, names::rename),
        Asked::TextDocumentDocumentSymbol => by!(lsp::DocumentSymbolRequest, layout::symbols),
        Asked::WorkspaceSymbol => by!(lsp::WorkspaceSymbolRequest, layout::workspace_symbols),
        Asked::TextDocumentFoldingRange => by!(lsp::FoldingRangeRequest, layout::folding),
        Asked::TextDocumentSelectionRange => by!(lsp::SelectionRangeRequest, layout::selections),
        Asked::TextDocumentDocumentLink => by!(lsp::DocumentLinkRequest, layout::links),
        Asked::TextDocumentInlayHint => by!(lsp::InlayHintRequest, hints::inlay),
        Asked::TextDocumentSemanticTokensFull => by!(lsp::SemanticTokensRequest, hints::tokens),
        Asked::WorkspaceTextDocumentContent => by!(lsp::TextDocumentContentRequest, rule_page::content),
        #[cfg(debug_assertions)]
        Asked::Custom(name) if name == "okr/panic" => panic!("as asked"),
        _ => Failure::coded(ErrorCode::MethodNotFound, format!("okr does not know `{method}`"))
            .into_response(id),
    }
}
