//! Commands that code actions name: they run here, so that every editor can.

use super::answer::{Answer, Failure};
use super::edits::workspace_edit;
use super::hints::{every_card, summary};
use super::session::Session;
use crate::fix::{Change, Request, fix};
use crate::lint::Selection;
use crate::rules;
use crate::write::Text;
use gen_lsp_types as lsp;
use serde::Deserialize;
use std::collections::HashSet;

/// Makes all fixes of a kind.
pub(super) const FIX_ALL: &str = "okr.fixAll";

/// Says what a key result would grade.
pub(super) const SHOW_GRADE: &str = "okr.showGrade";

/// What a command is to do to the client.
pub(super) enum Deed {
    Edit(Box<lsp::WorkspaceEdit>),
    Show(String),
}

#[derive(Deserialize)]
struct FixAll {
    uri: lsp::Uri,
    /// Only what this rule found; without it everything that is safe.
    rule: Option<String>,
    /// In all files of the workspace, not only in this one.
    everywhere: bool,
}

#[derive(Deserialize)]
struct ShowGrade {
    uri: lsp::Uri,
    address: String,
}

/// Works out what a command does.
pub(super) fn deed(session: &Session, params: lsp::ExecuteCommandParams) -> Answer<Deed> {
    let argument = params.arguments.and_then(|mut all| all.pop()).unwrap_or_default();
    let wrong =
        |error: serde_json::Error| Failure::new(format!("`{}` was called wrongly: {error}", params.command));
    match params.command.as_str() {
        FIX_ALL => fix_all(session, &serde_json::from_value(argument).map_err(wrong)?),
        SHOW_GRADE => show_grade(session, &serde_json::from_value(argument).map_err(wrong)?),
        other => Err(Failure::new(format!("okr has no command `{other}`"))),
    }
}

fn fix_all(session: &Session, wanted: &FixAll) -> Answer<Deed> {
    let sheet = session.sheet(&wanted.uri).ok_or_else(|| Failure::new("the file is not open"))?;
    let id = sheet.file().ok_or_else(|| Failure::new("this is no goal file"))?;
    let project = sheet.opened.overlay.project();
    let select = match &wanted.rule {
        Some(name) => {
            vec![rules::find(name).ok_or_else(|| Failure::new(format!("there is no rule `{name}`")))?.name]
        }
        None => Vec::new(),
    };
    let only = HashSet::from([id]);
    let request = Request {
        settings: &project.settings,
        as_of: session.today(),
        unsafe_too: wanted.rule.is_some(),
        selection: &Selection { select, ignore: Vec::new() },
        only: (!wanted.everywhere).then_some(&only),
        is_complete: project.skipped.is_empty(),
    };
    let copy = project.workspace.with_files(Vec::new(), &project.settings.vocabulary);
    let outcome = fix(copy, &request);
    let text = |change: Change| Text {
        path: outcome.workspace.sources.file(change.file).path.clone(),
        before: Some(change.before),
        after: change.after,
    };
    let texts: Vec<Text> = outcome.changes.into_iter().map(text).collect();
    match texts.is_empty() {
        true => Ok(Deed::Show("There is nothing that can be fixed without you.".to_owned())),
        false => Ok(Deed::Edit(Box::new(workspace_edit(session, sheet.opened, &texts)))),
    }
}

fn show_grade(session: &Session, wanted: &ShowGrade) -> Answer<Deed> {
    let sheet = session.sheet(&wanted.uri).ok_or_else(|| Failure::new("the file is not open"))?;
    let quarter = sheet.goals().and_then(|file| file.quarter());
    let quarter = quarter.ok_or_else(|| Failure::new("this file names no quarter"))?;
    let scorecard = sheet.opened.card(quarter, session.today());
    let found = every_card(&scorecard).find(|card| card.address == wanted.address);
    let card = found.ok_or_else(|| Failure::new(format!("nothing has the address `{}`", wanted.address)))?;
    Ok(Deed::Show(format!("{}: {}. {}", card.address, summary(card, scorecard.bands), card.reason)))
}
