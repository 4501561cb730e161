//! Turns a text that is short for a mapping into that mapping, and removes entries from mappings.

use super::intent::Intent;
use super::list::with_comments_below;
use super::page::{Kind, Page};
use super::splice::Replacement;
use super::style::{Style, flow_entries};
use crate::source::Span;
use crate::yaml::change::{Entries, Node, Refusal, Scalar};
use crate::yaml::quoting;
use crate::yaml::tree::{Data, NodeId};
use std::ops::Range;

/// `- Raise it` becomes `- key_result: Raise it` with more entries below, or in braces if it is in brackets.
pub(super) fn expand(
    page: &Page<'_>,
    at: Span,
    field: &'static str,
    entries: &Entries,
    intent: &mut Intent,
) -> Result<Vec<Replacement>, Refusal> {
    let id = page.find(at, Kind::Scalar)?;
    let written = page.tree.written(id);
    let data = &page.tree.node(id).data;
    let text = data.text().unwrap_or_default().to_owned();
    let (start, end) = (page.start(id), page.end(id));
    if page.is_key(id) {
        return Err(Refusal("it is a key"));
    }
    if page.is_marked(id) {
        return Err(Refusal("there is an anchor or a tag before it"));
    }
    let is_quoted = written.starts_with(['"', '\'']);
    if data.plain().is_none() && !is_quoted {
        return Err(Refusal("it is a block of text"));
    }
    if page.has_comment(start, end) {
        return Err(Refusal("there is a comment in it"));
    }
    let is_one_line = !written.contains(['\n', '\r']);
    let kept = |flow: bool| match is_one_line {
        true => written.to_owned(),
        false => quoting::written(&Scalar::Text(text.clone()), flow),
    };
    let own = (field, Node::Scalar(Scalar::Text(text.clone())));
    intent.replace(id, Node::Mapping([own].into_iter().chain(entries.iter().cloned()).collect()))?;
    if page.is_in_flow(id) {
        let entries = [format!("{field}: {}", kept(true))].into_iter().chain(flow_entries(entries));
        let with = format!("{{{}}}", entries.collect::<Vec<_>>().join(", "));
        return Ok(vec![Replacement { at: start..end, with }]);
    }
    let before = page.before(start);
    if !before.chars().all(|c| matches!(c, ' ' | '-')) || !before.contains('-') {
        return Err(Refusal("it is not an item on a line of its own"));
    }
    let column = before.chars().count();
    let style = Style::of(page);
    let lines: String =
        style.entries(entries, column).iter().map(|line| format!("{}{line}", style.line(column))).collect();
    let item = Replacement { at: start..end, with: format!("{field}: {}", kept(false)) };
    Ok(vec![item, Replacement::insert(page.line_end(end), lines)])
}

/// Removes entries of a mapping, consecutive ones together.
pub(super) fn unset(
    page: &Page<'_>,
    mapping: Span,
    keys: &[&str],
    intent: &mut Intent,
) -> Result<Vec<Replacement>, Refusal> {
    let id = page.find(mapping, Kind::Mapping)?;
    let pairs: Vec<&[NodeId]> = page.children(id).chunks_exact(2).collect();
    let number = |key: &&str| {
        let is_it = |pair: &&[NodeId]| page.tree.node(pair[0]).data.text() == Some(*key);
        pairs.iter().position(is_it).ok_or(Refusal("there is no such entry"))
    };
    let mut gone = keys.iter().map(number).collect::<Result<Vec<_>, _>>()?;
    gone.sort_unstable();
    if gone.windows(2).any(|two| two[0] == two[1]) {
        return Err(Refusal("two edits overlap"));
    }
    if gone.len() >= pairs.len() {
        return Err(Refusal("it is the only entry"));
    }
    let mut replacements = Vec::new();
    for run in gone.chunk_by(|a, b| a + 1 == *b) {
        for at in ranges(page, id, &pairs, (run[0], run[run.len() - 1]), intent.takes_comments) {
            page.take_comments(&at, intent)?;
            replacements.push(Replacement { at, with: String::new() });
        }
    }
    intent.unset.entry(id).or_default().extend(gone);
    Ok(replacements)
}

/// The bytes of consecutive entries, some but not all of their mapping.
fn ranges(
    page: &Page<'_>,
    id: NodeId,
    pairs: &[&[NodeId]],
    (first, last): (usize, usize),
    takes_comments: bool,
) -> Vec<Range<usize>> {
    let start = page.start(pairs[first][0]);
    let together = match (pairs.get(last + 1), first.checked_sub(1)) {
        (Some(next), _) if page.is_flow(id) => start..page.start(next[0]),
        (None, Some(before)) if page.is_flow(id) => end_of(page, pairs[before])..end_of(page, pairs[last]),
        // The first entry may be behind a dash.
        (Some(next), None) => start..page.start(next[0]),
        _ => return pairs[first..=last].iter().map(|own| lines(page, own, takes_comments)).collect(),
    };
    vec![together]
}

/// The lines of an entry in a block, with the comments below that stand further right if those go as well.
fn lines(page: &Page<'_>, own: &[NodeId], takes_comments: bool) -> Range<usize> {
    let lines = page.whole_lines(page.start(own[0]), page.last_line_end(own[1]));
    let column = page.before(page.start(own[0])).chars().count();
    let is_last_line = lines.end == page.next_line(page.last_line_end(own[1]));
    if takes_comments && is_last_line {
        lines.start..page.next_line(with_comments_below(page, page.last_line_end(own[1]), column))
    } else {
        lines
    }
}

/// The end of an entry; one without a value ends with its colon.
fn end_of(page: &Page<'_>, pair: &[NodeId]) -> usize {
    match page.tree.node(pair[1]).data {
        Data::Nothing if page.start(pair[1]) == page.start(pair[0]) => {
            let rest = &page.text[page.end(pair[0])..];
            page.end(pair[0]) + if rest.starts_with(':') { 1 } else { 0 }
        }
        _ => page.end(pair[1]),
    }
}
