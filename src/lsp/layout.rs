//! How a file is laid out: its symbols, what can be folded, what a selection grows to, and its links.

use super::answer::Answer;
use super::places::role_name;
use super::position::Page;
use super::session::{Session, Sheet};
use crate::goals::{GoalFile, Workspace};
use crate::render::visible;
use crate::source::Span;
use crate::yaml::{Outline, OutlineValue};
use gen_lsp_types as lsp;

/// What a file defines: objectives with their key results and initiatives, and metrics.
pub(super) fn symbols(
    session: &Session,
    params: lsp::DocumentSymbolParams,
) -> Answer<Option<lsp::DocumentSymbolResponse>> {
    let Some(sheet) = session.sheet(&params.text_document.uri) else { return Ok(None) };
    let symbols = symbols_of(sheet);
    if session.client.nests_symbols {
        return Ok(Some(lsp::DocumentSymbolResponse::DocumentSymbolList(symbols)));
    }
    let uri = &sheet.document.uri;
    let mut flat = Vec::new();
    symbols.into_iter().for_each(|symbol| flatten(symbol, None, uri, &mut flat));
    Ok(Some(lsp::DocumentSymbolResponse::SymbolInformationList(flat)))
}

fn flatten(
    symbol: lsp::DocumentSymbol,
    container: Option<String>,
    uri: &lsp::Uri,
    flat: &mut Vec<lsp::SymbolInformation>,
) {
    let name = symbol.name.clone();
    flat.push(information(
        symbol.name,
        symbol.kind,
        container,
        lsp::Location { uri: uri.clone(), range: symbol.range },
    ));
    for child in symbol.children.into_iter().flatten() {
        flatten(child, Some(name.clone()), uri, flat);
    }
}

fn information(
    name: String,
    kind: lsp::SymbolKind,
    container_name: Option<String>,
    location: lsp::Location,
) -> lsp::SymbolInformation {
    let (name, container_name) = (one_line(&name), container_name.map(|name| one_line(&name)));
    let base_symbol_information = lsp::BaseSymbolInformation { name, kind, tags: None, container_name };
    #[allow(deprecated, reason = "the struct has no other way to leave it out")]
    lsp::SymbolInformation { base_symbol_information, location, deprecated: None }
}

fn symbols_of(sheet: Sheet<'_>) -> Vec<lsp::DocumentSymbol> {
    let Some(file) = sheet.goals() else { return Vec::new() };
    let workspace = &sheet.opened.overlay.project().workspace;
    let page = sheet.page();
    let mut symbols: Vec<(u32, lsp::DocumentSymbol)> = Vec::new();
    for view in workspace.metrics_of(file) {
        let name = if view.name().is_empty() { role_name(view.role) } else { view.name() };
        let made =
            symbol(&page, name, role_name(view.role), lsp::SymbolKind::Variable, (view.span, view.heading()));
        symbols.push((view.span.start, made));
    }
    for view in workspace.objectives_of(file) {
        let name = if view.text().is_empty() { view.id() } else { view.text().into() };
        let mut made = symbol(&page, &name, &view.id(), lsp::SymbolKind::Class, (view.span, view.heading()));
        let children = view.key_results().map(|view| {
            let name = if view.text().is_empty() { view.id() } else { view.text().into() };
            symbol(&page, &name, &view.id(), lsp::SymbolKind::Field, (view.span, view.heading()))
        });
        made.children = Some(children.collect());
        symbols.push((view.span.start, made));
    }
    symbols.sort_by_key(|(start, _)| *start);
    symbols.into_iter().map(|(_, symbol)| symbol).collect()
}

fn symbol(
    page: &Page<'_>,
    name: &str,
    detail: &str,
    kind: lsp::SymbolKind,
    (whole, heading): (Span, Span),
) -> lsp::DocumentSymbol {
    // The place to go to lies inside the whole, or editors refuse the symbol.
    let heading = if whole.contains(heading) { heading } else { whole };
    #[allow(deprecated, reason = "the struct has no other way to leave it out")]
    lsp::DocumentSymbol {
        name: one_line(name),
        detail: Some(one_line(detail)),
        kind,
        tags: None,
        deprecated: None,
        range: page.range(whole.range()),
        selection_range: page.range(heading.range()),
        children: None,
    }
}

/// Words as a name on one line.
fn one_line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No editor shows more at once.
const MOST_SYMBOLS: usize = 500;

/// Metrics, objectives and key results of all workspaces whose id or words hold what was typed.
pub(super) fn workspace_symbols(
    session: &Session,
    params: lsp::WorkspaceSymbolParams,
) -> Answer<Option<lsp::WorkspaceSymbolResponse>> {
    let wanted = params.query.to_lowercase();
    let mut found = Vec::new();
    for opened in session.workspaces() {
        let workspace = &opened.overlay.project().workspace;
        let mut pages = super::pages::Pages::of(session, opened);
        for file in &workspace.files {
            for (name, kind, container, span) in named(workspace, file) {
                let words = format!("{container}/{name}").to_lowercase();
                if found.len() < MOST_SYMBOLS && words.contains(&wanted) {
                    found.push(information(name, kind, Some(container), pages.location(span)));
                }
            }
        }
    }
    Ok(Some(lsp::WorkspaceSymbolResponse::SymbolInformationList(found)))
}

/// What a file defines: words, kind, address, place.
fn named(workspace: &Workspace, file: &GoalFile) -> Vec<(String, lsp::SymbolKind, String, Span)> {
    let metrics = workspace.metrics_of(file).filter_map(|view| {
        let id = view.id()?.to_owned();
        Some((view.name().to_owned(), lsp::SymbolKind::Variable, id, view.heading()))
    });
    let mut all: Vec<_> = metrics.collect();
    for view in workspace.objectives_of(file) {
        all.push((view.text().to_owned(), lsp::SymbolKind::Class, view.address(), view.heading()));
        all.extend(
            view.key_results()
                .map(|view| (view.text().to_owned(), lsp::SymbolKind::Field, view.address(), view.heading())),
        );
    }
    all
}

/// What can be folded: everything that takes several lines.
pub(super) fn folding(
    session: &Session,
    params: lsp::FoldingRangeParams,
) -> Answer<Option<Vec<lsp::FoldingRange>>> {
    let Some(sheet) = session.sheet(&params.text_document.uri) else { return Ok(None) };
    let page = sheet.page();
    let mut folds: Vec<lsp::FoldingRange> = Vec::new();
    for part in Outline::of(page.text()).parts() {
        let whole = part.whole();
        let end = whole.start + page.text()[whole.clone()].trim_end().len();
        let (start_line, end_line) = (page.line(whole.start), page.line(end));
        // Where an item starts with an entry that is as long, one fold for both is enough.
        if end_line > start_line
            && folds.last().is_none_or(|last| (last.start_line, last.end_line) != (start_line, end_line))
        {
            folds.push(lsp::FoldingRange { start_line, end_line, ..lsp::FoldingRange::default() });
        }
    }
    Ok(Some(folds))
}

/// What selections grow to: a value, its entry, the item that this is in, and so on.
pub(super) fn selections(
    session: &Session,
    params: lsp::SelectionRangeParams,
) -> Answer<Option<Vec<lsp::SelectionRange>>> {
    let Some(sheet) = session.sheet(&params.text_document.uri) else { return Ok(None) };
    let page = sheet.page();
    let outline = Outline::of(page.text());
    let grown = |position: lsp::Position| {
        let offset = page.offset(position);
        let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
        for part in outline.at(offset).into_iter().flat_map(|number| outline.upwards(number)) {
            let key = part.key.iter().map(|(_, key)| key.clone());
            ranges.extend(key.chain([part.span.clone(), part.whole()]));
        }
        ranges.push(0..page.text().len());
        ranges.retain(|range| range.start <= offset && offset <= range.end);
        ranges.sort_by_key(|range| std::cmp::Reverse(range.end - range.start));
        ranges.dedup();
        let mut selection: Option<lsp::SelectionRange> = None;
        for range in ranges {
            let parent = selection.take().map(Box::new);
            selection = Some(lsp::SelectionRange { range: page.range(range), parent });
        }
        selection.unwrap_or_else(|| lsp::SelectionRange { range: page.range(offset..offset), parent: None })
    };
    Ok(Some(params.positions.into_iter().map(grown).collect()))
}

/// Addresses of web pages, wherever they are a whole value.
pub(super) fn links(
    session: &Session,
    params: lsp::DocumentLinkParams,
) -> Answer<Option<Vec<lsp::DocumentLink>>> {
    let Some(sheet) = session.sheet(&params.text_document.uri) else { return Ok(None) };
    let page = sheet.page();
    let outline = Outline::of(page.text());
    let link = |part: &crate::yaml::OutlinePart| {
        let OutlineValue::Text(text) = &part.value else { return None };
        let is_link = ["https://", "http://"].iter().any(|start| text.starts_with(start));
        let is_one = is_link && !text.contains(char::is_whitespace);
        is_one.then(|| lsp::DocumentLink {
            range: page.range(part.span.clone()),
            target: Some(lsp::Uri(text.clone())),
            ..lsp::DocumentLink::default()
        })
    };
    Ok(Some(outline.parts().iter().filter_map(link).collect()))
}
