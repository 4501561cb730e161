//! Items of a list in another order, or one less.

use super::intent::Intent;
use super::page::{Kind, Page};
use super::splice::Replacement;
use crate::source::Span;
use crate::yaml::change::Refusal;
use crate::yaml::tree::{Data, NodeId};
use std::ops::Range;

/// Moves the items to each other's places; what stands between them stays.
pub(super) fn sort(
    page: &Page<'_>,
    list: Span,
    order: &[usize],
    intent: &mut Intent,
) -> Result<Vec<Replacement>, Refusal> {
    let id = page.find(list, Kind::List)?;
    let items = page.children(id);
    let mut numbers = order.to_vec();
    numbers.sort_unstable();
    if !numbers.into_iter().eq(0..items.len()) {
        return Err(Refusal("the list has changed"));
    }
    if page.has_references(page.start(id), page.end(id)) {
        return Err(Refusal("the list holds anchors or aliases"));
    }
    if page.has_empty_key(id) {
        return Err(Refusal("a key among the items is empty"));
    }
    let places = places(page, id, items)?;
    let moves = std::iter::zip(&places, order).filter(|(place, from)| **place != places[**from]);
    let replacements = moves.map(|(place, from)| Replacement {
        at: place.clone(),
        with: page.text[places[*from].clone()].into(),
    });
    let replacements = replacements.collect();
    note(intent, id, order.to_vec())?;
    Ok(replacements)
}

/// Takes one item out.
pub(super) fn remove(
    page: &Page<'_>,
    list: Span,
    item: usize,
    intent: &mut Intent,
) -> Result<Vec<Replacement>, Refusal> {
    let id = page.find(list, Kind::List)?;
    let items = page.children(id);
    if items.len() < 2 || item >= items.len() {
        return Err(Refusal("it is the only item of its list"));
    }
    let at = if page.is_flow(id) {
        match items.get(item + 1) {
            Some(next) => page.start(items[item])..page.start(*next),
            None => page.end(items[item - 1])..page.end(items[item]),
        }
    } else {
        let dash = dash(page, items[item])?;
        page.whole_lines(dash, page.last_line_end(items[item]))
    };
    if page.has_comment(at.start, at.end) || page.has_references(at.start, at.end) {
        return Err(Refusal("a comment or an anchor would go with it"));
    }
    note(intent, id, (0..items.len()).filter(|number| *number != item).collect())?;
    Ok(vec![Replacement { at, with: String::new() }])
}

fn note(intent: &mut Intent, list: NodeId, items: Vec<usize>) -> Result<(), Refusal> {
    match intent.items.insert(list, items) {
        None => Ok(()),
        Some(_) => Err(Refusal("two changes are in each other's way")),
    }
}

/// What moves with each item: in brackets the item itself, else its lines and the comments right above them.
fn places(page: &Page<'_>, list: NodeId, items: &[NodeId]) -> Result<Vec<Range<usize>>, Refusal> {
    if page.is_flow(list) {
        if page.has_comment(page.start(list), page.end(list)) {
            return Err(Refusal("comments stand among the items"));
        }
        if items.iter().any(|item| matches!(page.tree.node(*item).data, Data::Nothing)) {
            return Err(Refusal("an item is empty"));
        }
        return Ok(items.iter().map(|item| page.start(*item)..page.end(*item)).collect());
    }
    let mut places: Vec<Range<usize>> = Vec::with_capacity(items.len());
    for item in items {
        let dash_line = page.line_start(dash(page, *item)?);
        let start = match places.last() {
            Some(before) => page.next_line(before.end),
            None if is_comment_line(page, dash_line) => {
                return Err(Refusal("nobody can tell whether the comment above the first item goes with it"));
            }
            None => dash_line,
        };
        if start > dash_line {
            return Err(Refusal("nobody can tell where an item ends"));
        }
        places.push(start..page.last_line_end(*item));
    }
    Ok(places)
}

/// Whether the line above holds only a comment.
fn is_comment_line(page: &Page<'_>, below: usize) -> bool {
    let above = page.text[..below].trim_end_matches(['\n', '\r']);
    above[page.line_start(above.len())..].trim_start().starts_with('#')
}

/// The dash that introduces an item, on a line that holds nothing before it.
fn dash(page: &Page<'_>, item: NodeId) -> Result<usize, Refusal> {
    const UNCLEAR: Refusal = Refusal("the item does not stand on lines of its own");
    // Nothing written stands at its dash.
    let is_nothing = matches!(page.tree.node(item).data, Data::Nothing);
    let start = page.start(item);
    let before = page.before(start);
    let indent = before.len() - before.trim_start_matches(' ').len();
    let dash = page.line_start(start) + indent;
    let rest = before[indent..].strip_prefix('-');
    match rest {
        Some(rest) if rest.trim().is_empty() => Ok(dash),
        None if is_nothing && page.text[dash..].starts_with('-') => Ok(dash),
        _ => Err(UNCLEAR),
    }
}
