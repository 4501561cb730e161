//! New entries of a mapping.

use super::intent::Intent;
use super::page::{Kind, Page};
use super::splice::Replacement;
use super::style::{Style, flow_entries};
use crate::source::Span;
use crate::yaml::change::{Entries, Place, Refusal};
use crate::yaml::tree::{Data, NodeId};

/// Adds entries, each on a line of its own where the mapping is written so.
pub(super) fn plan(
    page: &Page<'_>,
    mapping: Span,
    place: Place,
    entries: &Entries,
    intent: &mut Intent,
) -> Result<Vec<Replacement>, Refusal> {
    let id = page.find(mapping, Kind::Mapping)?;
    let pairs: Vec<&[NodeId]> = page.children(id).chunks_exact(2).collect();
    let number = match place {
        Place::First => 0,
        Place::After(key) => 1 + entry_number(page, &pairs, key)?,
    };
    intent.added.entry(id).or_default().push((number, entries.clone()));
    Ok(match (page.is_flow(id), number.checked_sub(1).map(|before| pairs[before])) {
        (true, None) => vec![first_in_braces(page, id, &pairs, entries)?],
        (true, Some(pair)) => after_in_braces(page, id, pair, entries)?,
        (false, before) => vec![on_lines(page, &pairs, before, entries)?],
    })
}

fn key<'p>(page: &'p Page<'_>, pair: &[NodeId]) -> Option<&'p str> {
    page.tree.node(pair[0]).data.text()
}

fn entry_number(page: &Page<'_>, pairs: &[&[NodeId]], wanted: &str) -> Result<usize, Refusal> {
    let found = pairs.iter().position(|pair| key(page, pair) == Some(wanted));
    found.ok_or(Refusal("the entry it should follow is not there"))
}

/// In a block mapping: lines in the column of the keys, before the first entry or after the last line of another.
fn on_lines(
    page: &Page<'_>,
    pairs: &[&[NodeId]],
    after: Option<&[NodeId]>,
    entries: &Entries,
) -> Result<Replacement, Refusal> {
    let first = pairs.first().ok_or(Refusal("the mapping is empty"))?[0];
    let before = page.before(page.start(first));
    if !before.chars().all(|c| matches!(c, ' ' | '-')) {
        return Err(Refusal("its first line holds more than a key"));
    }
    let style = Style::of(page);
    let next_line = style.line(before.len());
    let lines = style.entries(entries, before.len());
    Ok(match after {
        None => {
            let lines: String = lines.iter().map(|line| format!("{line}{next_line}")).collect();
            Replacement::insert(page.start(first), lines)
        }
        Some(pair) => {
            let lines: String = lines.iter().map(|line| format!("{next_line}{line}")).collect();
            Replacement::insert(page.last_line_end(pair[1]), lines)
        }
    })
}

fn first_in_braces(
    page: &Page<'_>,
    id: NodeId,
    pairs: &[&[NodeId]],
    entries: &Entries,
) -> Result<Replacement, Refusal> {
    let entries = flow_entries(entries);
    let Some(first) = pairs.first().map(|pair| pair[0]) else {
        return Ok(Replacement::insert(page.start(id) + 1, entries.join(", ")));
    };
    if page.is_marked(first) {
        return Err(Refusal("there is an anchor or a tag before its first key"));
    }
    let first = page.start(first);
    let separator = separator(page, id, first);
    Ok(Replacement::insert(first, entries.iter().map(|entry| format!("{entry}{separator}")).collect()))
}

/// What parts entries: a comma and a space, or a comma and a line where each entry has one.
pub(super) fn separator(page: &Page<'_>, mapping: NodeId, entry: usize) -> String {
    let before = page.before(entry);
    let is_own_line = before.trim().is_empty() && page.line_start(entry) > page.start(mapping);
    if is_own_line { format!(",{}{before}", page.newline) } else { ", ".to_owned() }
}

/// After an entry of a mapping in braces; the comma that follows it, and a comment behind that, stay with it.
fn after_in_braces(
    page: &Page<'_>,
    id: NodeId,
    pair: &[NodeId],
    entries: &Entries,
) -> Result<Vec<Replacement>, Refusal> {
    if matches!(page.tree.node(pair[1]).data, Data::Nothing) {
        return Err(Refusal("the entry it should follow is empty"));
    }
    if has_words_after(page, id, pair) {
        return Err(Refusal("a comma cuts the entry it should follow in two"));
    }
    after_in_flow(page, id, (page.start(pair[0]), page.end(pair[1])), &flow_entries(entries))
}

/// Whether words without a colon follow a text, as in `{note: live, and used}`: they may be the rest of it.
fn has_words_after(page: &Page<'_>, id: NodeId, pair: &[NodeId]) -> bool {
    let mut later = page.children(id).chunks_exact(2).skip_while(|other| other[0] != pair[0]).skip(1);
    let is_text = page.tree.node(pair[1]).data.text().is_some();
    is_text && later.next().is_some_and(|next| !page.text[page.end(next[0])..].trim_start().starts_with(':'))
}

/// After an item or entry between brackets or braces, from its start to its end.
pub(super) fn after_in_flow(
    page: &Page<'_>,
    id: NodeId,
    (start, end): (usize, usize),
    entries: &[String],
) -> Result<Vec<Replacement>, Refusal> {
    let separator = separator(page, id, start);
    let line_end = page.line_end(end);
    if !page.has_comment(end, line_end.min(page.end(id))) {
        let entries = entries.iter().map(|entry| format!("{separator}{entry}")).collect();
        return Ok(vec![Replacement::insert(end, entries)]);
    }
    let has_comma = page.text[end..line_end].trim_start().starts_with(',');
    let indent = " ".repeat(page.before(start).chars().count());
    let lines: Vec<String> = entries.iter().map(|entry| format!("{}{indent}{entry}", page.newline)).collect();
    let lines = lines.join(",") + if has_comma { "," } else { "" };
    let comma = (!has_comma).then(|| Replacement::insert(end, ",".to_owned()));
    Ok(comma.into_iter().chain([Replacement::insert(line_end, lines)]).collect())
}
