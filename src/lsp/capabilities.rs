//! What the server offers.

use super::client::Client;
use super::commands::{FIX_ALL, SHOW_GRADE};
use super::hints::TOKEN_TYPES;
use super::rule_page::SCHEME;
use gen_lsp_types::{Registration, RegistrationParams, RegistrationRequest};
use serde_json::{Value, json};

/// The answer to `initialize`.
pub(super) fn initialize_result(client: &Client) -> Value {
    json!({
        "serverInfo": { "name": "okr", "version": env!("CARGO_PKG_VERSION") },
        "capabilities": {
            "positionEncoding": client.encoding.name(),
            "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
            "diagnosticProvider": {
                "identifier": "okr",
                "interFileDependencies": true,
                "workspaceDiagnostics": false,
            },
            "completionProvider": { "triggerCharacters": [" ", "/", "[", ",", "{", "#"] },
            "codeActionProvider": { "codeActionKinds": ["quickfix", "refactor.rewrite", "source.fixAll.okr", "source.okr"] },
            "executeCommandProvider": { "commands": [FIX_ALL, SHOW_GRADE] },
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "documentHighlightProvider": true,
            "renameProvider": { "prepareProvider": true },
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "foldingRangeProvider": true,
            "selectionRangeProvider": true,
            "documentLinkProvider": { "resolveProvider": false },
            "inlayHintProvider": true,
            "semanticTokensProvider": {
                "legend": { "tokenTypes": TOKEN_TYPES, "tokenModifiers": [] },
                "full": true,
            },
            "workspace": {
                "workspaceFolders": { "supported": true, "changeNotifications": true },
                "textDocumentContent": { "schemes": [SCHEME] },
            },
        },
    })
}

/// Asks the client to tell of files that change outside it.
pub(super) fn register(client: &mut Client) {
    if !client.watches_files {
        return;
    }
    let watchers = json!({ "watchers": [{ "globPattern": "**/*.{yaml,yml,csv,sql}" }] });
    let registration = Registration {
        id: "okr-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: Some(watchers),
    };
    client.ask::<RegistrationRequest>(RegistrationParams { registrations: vec![registration] });
}
