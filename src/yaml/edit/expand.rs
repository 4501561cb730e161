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

/// Removes an entry.
pub(super) fn unset(
    page: &Page<'_>,
    mapping: Span,
    key: &str,
    intent: &mut Intent,
) -> Result<Vec<Replacement>, Refusal> {
    let id = page.find(mapping, Kind::Mapping)?;
    let pairs: Vec<&[NodeId]> = page.children(id).chunks_exact(2).collect();
    let is_it = |pair: &&[NodeId]| page.tree.node(pair[0]).data.text() == Some(key);
    let number = pairs.iter().position(is_it).ok_or(Refusal("there is no such entry"))?;
    if pairs.len() < 2 {
        return Err(Refusal("it is the only entry"));
    }
    let (own, next) = (pairs[number], pairs.get(number + 1));
    let at = match (page.is_flow(id), next, number.checked_sub(1)) {
        (true, Some(next), _) => page.start(own[0])..page.start(next[0]),
        (true, None, Some(before)) => end_of(page, pairs[before])..end_of(page, own),
        // The first entry may be behind a dash.
        (false, Some(next), None) => page.start(own[0])..page.start(next[0]),
        (false, ..) => page.whole_lines(page.start(own[0]), page.last_line_end(own[1])),
        (true, None, None) => return Err(Refusal("it is the only entry")),
    };
    let column = page.before(page.start(own[0])).chars().count();
    let is_last_line = at.end == page.next_line(page.last_line_end(own[1]));
    let at = match intent.takes_comments && !page.is_flow(id) && is_last_line {
        true => at.start..page.next_line(with_comments_below(page, page.last_line_end(own[1]), column)),
        false => at,
    };
    page.take_comments(&at, intent)?;
    intent.unset.entry(id).or_default().push(number);
    Ok(vec![Replacement { at, with: String::new() }])
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
