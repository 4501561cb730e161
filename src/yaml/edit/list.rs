//! Reorders or removes the items of a list.

use super::intent::Intent;
use super::page::{Kind, Page};
use super::splice::Replacement;
use crate::source::Span;
use crate::yaml::change::Refusal;
use crate::yaml::tree::{Data, NodeId};
use std::ops::Range;

/// Moves the items to each other's places; what is between them stays.
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

/// Removes items, consecutive ones together.
pub(super) fn remove(
    page: &Page<'_>,
    list: Span,
    gone: &[usize],
    intent: &mut Intent,
) -> Result<Vec<Replacement>, Refusal> {
    let id = page.find(list, Kind::List)?;
    let items = page.children(id);
    if !gone.is_sorted_by(|a, b| a < b) || gone.iter().any(|item| *item >= items.len()) {
        return Err(Refusal("the list has changed"));
    }
    if gone.len() >= items.len() {
        return Err(Refusal("it is the only item of its list"));
    }
    let mut replacements = Vec::new();
    for run in gone.chunk_by(|a, b| a + 1 == *b) {
        let (first, last) = (run[0], run[run.len() - 1]);
        let at = if page.is_flow(id) {
            match (items.get(last + 1), first.checked_sub(1)) {
                (Some(next), _) => page.start(items[first])..page.start(*next),
                (None, Some(before)) => page.end(items[before])..page.end(items[last]),
                (None, None) => return Err(Refusal("it is the only item of its list")),
            }
        } else {
            let dash = dash(page, items[first])?;
            let lines = page.whole_lines(dash, page.last_line_end(items[last]));
            if intent.takes_comments { with_surroundings(page, items, (first, last), &lines)? } else { lines }
        };
        page.take_comments(&at, intent)?;
        replacements.push(Replacement { at, with: String::new() });
    }
    note(intent, id, (0..items.len()).filter(|number| !gone.contains(number)).collect())?;
    Ok(replacements)
}

/// The lines of items with what is said about them: the comments between the item before and them, and those below that
/// stand further right. What stands above the first item of a list may be about the list, and stays.
fn with_surroundings(
    page: &Page<'_>,
    items: &[NodeId],
    (first, last): (usize, usize),
    lines: &Range<usize>,
) -> Result<Range<usize>, Refusal> {
    let column = |item: NodeId| dash(page, item).map(|dash| dash - page.line_start(dash));
    let below = |item: NodeId| Ok(with_comments_below(page, page.last_line_end(item), column(item)?));
    let start = match first.checked_sub(1) {
        Some(before) => page.next_line(below(items[before])?),
        None => lines.start,
    };
    let mut end = page.next_line(below(items[last])?);
    while first == 0 && end < page.text.len() && page.text[end..page.line_end(end)].trim().is_empty() {
        end = page.next_line(end);
    }
    Ok(start..end)
}

fn note(intent: &mut Intent, list: NodeId, items: Vec<usize>) -> Result<(), Refusal> {
    match intent.items.insert(list, items) {
        None => Ok(()),
        Some(_) => Err(Refusal("two edits overlap")),
    }
}

/// What moves with each item: in brackets the item itself, otherwise its lines and the comments right above them.
fn places(page: &Page<'_>, list: NodeId, items: &[NodeId]) -> Result<Vec<Range<usize>>, Refusal> {
    if page.is_flow(list) {
        if page.has_comment(page.start(list), page.end(list)) {
            return Err(Refusal("there are comments among the items"));
        }
        if items.iter().any(|item| matches!(page.tree.node(*item).data, Data::Nothing)) {
            return Err(Refusal("an item is empty"));
        }
        return Ok(items.iter().map(|item| page.start(*item)..page.end(*item)).collect());
    }
    let mut places: Vec<Range<usize>> = Vec::with_capacity(items.len());
    for item in items {
        let dash = dash(page, *item)?;
        let dash_line = page.line_start(dash);
        let start = match places.last() {
            Some(before) => page.next_line(before.end),
            None if is_comment_line(page, dash_line) => {
                return Err(Refusal(
                    "it is not clear whether the comment above the first item belongs to it",
                ));
            }
            None => dash_line,
        };
        if start > dash_line {
            return Err(Refusal("it is not clear where an item ends"));
        }
        if is_comment_between(page, start..dash_line) {
            return Err(Refusal("it is not clear which item a comment between two of them belongs to"));
        }
        let end = with_comments_below(page, page.last_line_end(*item), dash - dash_line);
        places.push(start..end);
    }
    Ok(places)
}

/// Comments right below an item that are indented further than its dash belong to it.
pub(super) fn with_comments_below(page: &Page<'_>, mut end: usize, dash_column: usize) -> usize {
    loop {
        let next = page.next_line(end);
        let line = &page.text[next..page.line_end(next)];
        let words = line.trim_start();
        if next == end || !words.starts_with('#') || line.len() - words.len() <= dash_column {
            return end;
        }
        end = page.line_end(next);
    }
}

/// Whether lines between two items have a comment that a blank line separates from the item below.
fn is_comment_between(page: &Page<'_>, lines: Range<usize>) -> bool {
    let mut lines = page.text[lines].lines().map(str::trim).rev();
    lines.by_ref().find(|line| line.is_empty());
    lines.any(|line| line.starts_with('#'))
}

/// Whether the line above holds only a comment.
fn is_comment_line(page: &Page<'_>, below: usize) -> bool {
    let above = page.text[..below].trim_end_matches(['\n', '\r']);
    above[page.line_start(above.len())..].trim_start().starts_with('#')
}

/// The dash that introduces an item, on a line that holds nothing before it.
pub(super) fn dash(page: &Page<'_>, item: NodeId) -> Result<usize, Refusal> {
    const UNCLEAR: Refusal = Refusal("the item is not on lines of its own");
    // A missing value has the place of its dash.
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
