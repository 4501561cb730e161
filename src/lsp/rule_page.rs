//! The pages of rules as documents that an editor can open.

use super::answer::{Answer, Failure};
use super::session::Session;
use crate::rules::{self, Rule};
use gen_lsp_types::{TextDocumentContentParams, TextDocumentContentResult, Uri};

/// The name that an editor opens a rule's page by.
pub(super) fn uri(rule: &str) -> Uri {
    Uri(format!("{SCHEME}:/rules/{rule}.md"))
}

/// What the names of documents start with that this server has the texts of.
pub(super) const SCHEME: &str = "okr";

/// The rule whose page has this name.
pub(super) fn rule_of(uri: &Uri) -> Option<&'static Rule> {
    let path = uri.0.strip_prefix(SCHEME)?.strip_prefix(':')?.trim_start_matches('/');
    rules::find(path.strip_prefix("rules/")?.strip_suffix(".md")?)
}

/// The text of a document that is no file.
pub(super) fn content(_: &Session, params: TextDocumentContentParams) -> Answer<TextDocumentContentResult> {
    let rule = rule_of(&params.uri).ok_or_else(|| Failure::new("there is no such page"))?;
    Ok(TextDocumentContentResult { text: rule.page.to_owned() })
}
