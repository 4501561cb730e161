//! Going to a definition, finding references, and renaming.

use super::answer::{Answer, Failure};
use super::edits::workspace_edit;
use super::pages::Pages;
use super::places::{Mention, Name, definitions, mention_at, mentions_of};
use super::session::{Session, Spot};
use crate::goals::values::{Id, MetricId};
use crate::goals::{Target, Workspace};
use crate::source::Span;
use crate::write::Plan;
use crate::yaml::edit::{Edit, Scalar};
use gen_lsp_types as lsp;
use serde::Deserialize as _;
use serde::de::value::{BorrowedStrDeserializer, Error};
use std::collections::BTreeMap;

fn mention(spot: &Spot<'_>) -> Option<Mention> {
    mention_at(spot.sheet.opened, spot.sheet.file()?, spot.offset)
}

/// Where what the cursor names is defined.
pub(super) fn definition(
    session: &Session,
    params: lsp::DefinitionParams,
) -> Answer<Option<lsp::DefinitionResponse>> {
    let found = session.spot(&params.text_document_position_params).and_then(|spot| {
        let name = mention(&spot)?.name;
        let opened = spot.sheet.opened;
        let mut pages = Pages::of(session, opened);
        let spans = definitions(&opened.overlay.project().workspace, &name);
        Some(spans.into_iter().map(|span| pages.location(span)).collect::<Vec<_>>())
    });
    Ok(found.filter(|all| !all.is_empty()).map(|all| lsp::DefinitionResponse::Definition(all.into())))
}

/// Everywhere that what the cursor names is named.
pub(super) fn references(
    session: &Session,
    params: lsp::ReferenceParams,
) -> Answer<Option<Vec<lsp::Location>>> {
    let with_definition = params.context.include_declaration;
    Ok(session.spot(&params.text_document_position_params).and_then(|spot| {
        let name = mention(&spot)?.name;
        let opened = spot.sheet.opened;
        let mut pages = Pages::of(session, opened);
        let all = mentions_of(&opened.overlay.project().workspace, &name).into_iter();
        let wanted = all.filter(|mention| with_definition || !mention.defines);
        Some(wanted.map(|mention| pages.location(mention.span)).collect())
    }))
}

/// The other places of the file that name what the cursor names.
pub(super) fn highlights(
    session: &Session,
    params: lsp::DocumentHighlightParams,
) -> Answer<Option<Vec<lsp::DocumentHighlight>>> {
    Ok(session.spot(&params.text_document_position_params).and_then(|spot| {
        let name = mention(&spot)?.name;
        let workspace = &spot.sheet.opened.overlay.project().workspace;
        let mut here = super::places::mentions(workspace, spot.sheet.goals().into_iter());
        here.retain(|mention| mention.name == name);
        let kind = |mention: &Mention| match mention.defines {
            true => lsp::DocumentHighlightKind::Write,
            false => lsp::DocumentHighlightKind::Read,
        };
        let highlight = |mention: &Mention| lsp::DocumentHighlight {
            range: spot.page.range(mention.span.range()),
            kind: Some(kind(mention)),
        };
        Some(here.iter().map(highlight).collect())
    }))
}

/// Whether what the cursor is on can be renamed, and its name now.
pub(super) fn prepare(
    session: &Session,
    params: lsp::PrepareRenameParams,
) -> Answer<Option<lsp::PrepareRenameResult>> {
    let Some(spot) = session.spot(&params.text_document_position_params) else { return Ok(None) };
    let Some(mention) = mention(&spot) else { return Ok(None) };
    let range = spot.page.range(mention.span.range());
    let placeholder = mention.name.id().to_owned();
    Ok(Some(lsp::PrepareRenameResult::PrepareRenamePlaceholder(lsp::PrepareRenamePlaceholder {
        range,
        placeholder,
    })))
}

/// Gives something another name in all files.
pub(super) fn rename(session: &Session, params: lsp::RenameParams) -> Answer<Option<lsp::WorkspaceEdit>> {
    let spot = session.spot(&params.text_document_position_params);
    let Some((spot, mention)) = spot.and_then(|spot| mention(&spot).map(|mention| (spot, mention))) else {
        return Err(Failure::new("nothing with an id is here"));
    };
    let opened = spot.sheet.opened;
    let project = opened.overlay.project();
    let new = params.new_name.trim();
    if new == mention.name.id() {
        return Ok(Some(lsp::WorkspaceEdit::default()));
    }
    check_new(&project.workspace, &mention.name, new)?;
    let mut values: BTreeMap<Span, Vec<Mention>> = BTreeMap::new();
    for mention in mentions_of(&project.workspace, &mention.name) {
        values.entry(mention.value).or_default().push(mention);
    }
    let is_defined = values.values().flatten().any(|mention| mention.defines);
    if !is_defined && !matches!(mention.name, Name::Team(_)) {
        return Err(Failure::new(format!(
            "this {} is called `{}` by its place: write `id:` first, then rename it",
            mention.name.kind(),
            mention.name.id()
        )));
    }
    let mut plan = Plan::default();
    for (at, mut mentions) in values {
        mentions.sort_by_key(|mention| std::cmp::Reverse(mention.within.start));
        let mut text = mentions[0].text.clone();
        mentions.iter().for_each(|mention| text.replace_range(mention.within.clone(), new));
        plan.edit(at.file, Edit::Set { at, to: Scalar::Text(text) });
    }
    let planned = plan.check(&project.workspace, &project.settings.vocabulary);
    let planned = planned.map_err(|error| Failure::new(error.to_string()))?;
    Ok(Some(workspace_edit(session, opened, &planned.texts)))
}

/// Refuses a name that the format does not allow, or that something else has.
fn check_new(workspace: &Workspace, name: &Name, new: &str) -> Answer<()> {
    let deserializer = || BorrowedStrDeserializer::<Error>::new(new);
    let valid = match name {
        Name::Metric(_) => MetricId::deserialize(deserializer()).map(drop),
        _ => Id::deserialize(deserializer()).map(drop),
    };
    if valid.is_err() {
        let form = match name {
            Name::Metric(_) => "a metric id starts with a letter and has lower-case letters, digits and `_`",
            _ => "an id has lower-case letters, digits and `-`",
        };
        return Err(Failure::new(format!("`{new}` cannot be the id of a {}: {form}", name.kind())));
    }
    let taken = match name {
        Name::Metric(_) => workspace.metric(new).map(Target::Metric).is_some(),
        Name::Team(_) => workspace.files.iter().any(|file| file.team(&workspace.sources) == new),
        Name::Objective(quarter, team, _) => workspace.objective(*quarter, team, new).is_some(),
        Name::KeyResult(quarter, team, objective, _) => {
            workspace.resolve(&format!("{team}/{objective}/{new}"), *quarter).is_some()
        }
    };
    match taken {
        true => Err(Failure::new(format!("there is already a {} called `{new}` here", name.kind()))),
        false => Ok(()),
    }
}
