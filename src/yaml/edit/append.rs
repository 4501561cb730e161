//! New items of a list, which need not be there yet: at its end, or before another item.

use super::add;
use super::intent::{Intent, LAST};
use super::list::{dash, with_comments_below};
use super::page::{Kind, Page};
use super::splice::Replacement;
use super::style::{Style, flow};
use crate::source::Span;
use crate::yaml::change::{Node, Place, Refusal, Scalar};
use crate::yaml::quoting;
use crate::yaml::tree::{Data, NodeId};

/// Adds an item to the list under a key.
pub(super) fn plan(
    page: &Page<'_>,
    mapping: Span,
    (key, place): (&'static str, Place),
    item: &Node,
    intent: &mut Intent,
) -> Result<Vec<Replacement>, Refusal> {
    let id = page.find(mapping, Kind::Mapping)?;
    let mut pairs = page.children(id).chunks_exact(2);
    let is_it = |pair: &&[NodeId]| page.tree.node(pair[0]).data.text() == Some(key);
    let Some(pair) = pairs.find(is_it) else {
        let list = Node::List(vec![item.clone()]);
        return add::plan(page, mapping, place, &vec![(key, list)], intent);
    };
    let value = pair[1];
    match &page.tree.node(value).data {
        Data::List { items } if page.tree.children(*items).is_empty() => begin(page, id, pair, item, intent),
        Data::List { .. } => {
            let list = page.find(page.tree.span(value), Kind::List)?;
            intent.inserted.entry(list).or_default().push((LAST, item.clone()));
            if page.is_flow(list) { in_brackets(page, list, item) } else { in_lines(page, list, item) }
        }
        Data::Nothing => begin(page, id, pair, item, intent),
        data if data.text().is_some() => beside_one(page, value, item, intent),
        Data::Mapping { .. } => {
            Err(Refusal("there is one item without a dash; begin it with `- `, so that another can follow"))
        }
        _ => Err(Refusal("the present value is not a list")),
    }
}

/// Adds an item before another one of a list.
pub(super) fn insert(
    page: &Page<'_>,
    list: Span,
    before: usize,
    item: &Node,
    intent: &mut Intent,
) -> Result<Vec<Replacement>, Refusal> {
    let id = page.find(list, Kind::List)?;
    let items = page.children(id);
    let next = *items.get(before).ok_or(Refusal("the list has changed"))?;
    if matches!(page.tree.node(next).data, Data::Nothing) {
        return Err(Refusal("the item that follows is empty"));
    }
    intent.inserted.entry(id).or_default().push((before, item.clone()));
    let previous = before.checked_sub(1).map(|number| items[number]);
    match (page.is_flow(id), previous) {
        (true, Some(previous)) => {
            if matches!(page.tree.node(previous).data, Data::Nothing) {
                return Err(Refusal("the item before it is empty"));
            }
            add::after_in_flow(page, id, (page.start(previous), page.end(previous)), &[flow(item)])
        }
        (true, None) => {
            if page.is_marked(next) {
                return Err(Refusal("an anchor or a tag stands before the first item"));
            }
            let start = page.start(next);
            let item = flow(item) + &add::separator(page, id, start);
            Ok(vec![Replacement::insert(start, item)])
        }
        (false, Some(previous)) => {
            let Line { column, text } = line_beside(page, previous, item)?;
            // What is below an item, indented further than its dash, stays with it.
            let end = with_comments_below(page, page.last_line_end(previous), column);
            Ok(vec![Replacement::insert(end, text)])
        }
        (false, None) => {
            let Line { column, text } = line_beside(page, next, item)?;
            let line = Style::of(page).line(column);
            let text = text.strip_prefix(line.as_str()).unwrap_or(&text);
            Ok(vec![Replacement::insert(dash(page, next)?, format!("{text}{line}"))])
        }
    }
}

/// After the last item of a list in lines, which it looks like.
fn in_lines(page: &Page<'_>, list: NodeId, item: &Node) -> Result<Vec<Replacement>, Refusal> {
    let last = *page.children(list).last().ok_or(Refusal("the list is empty"))?;
    let Line { column, text } = line_beside(page, last, item)?;
    // Comments below the last item that are indented further than its dash are its own.
    let end = with_comments_below(page, page.last_line_end(last), column);
    Ok(vec![Replacement::insert(end, text)])
}

/// A new item of a list in lines: the column of its dash, and its lines from the line break before them on.
struct Line {
    column: usize,
    text: String,
}

/// A new item that looks like one of its neighbours.
fn line_beside(page: &Page<'_>, last: NodeId, item: &Node) -> Result<Line, Refusal> {
    if page.is_marked(last) {
        return Err(Refusal("an anchor or a tag stands before the item beside it"));
    }
    let dash = dash(page, last)?;
    let column = dash - page.line_start(dash);
    let start = page.start(last);
    // The item may be on the line below its dash.
    let gap = match page.line_start(start) == page.line_start(dash) {
        true => start.saturating_sub(dash + 1).max(1),
        false => 1,
    };
    let in_braces = match &page.tree.node(last).data {
        Data::Mapping { flow, .. } => Some(*flow),
        _ => None,
    };
    let style = Style::of(page);
    let text = style.item(item, column + 1 + gap, in_braces);
    Ok(Line { column, text: format!("{}-{}{text}", style.line(column), " ".repeat(gap)) })
}

/// After the last item of a list in brackets; a comma that follows it stays the last.
fn in_brackets(page: &Page<'_>, list: NodeId, item: &Node) -> Result<Vec<Replacement>, Refusal> {
    let last = *page.children(list).last().ok_or(Refusal("the list is empty"))?;
    if matches!(page.tree.node(last).data, Data::Nothing) {
        return Err(Refusal("the last item is empty"));
    }
    add::after_in_flow(page, list, (page.start(last), page.end(last)), &[flow(item)])
}

/// `check_ins:`, `check_ins: []` and `check_ins: ~` begin a list; a comment on the line stays there.
fn begin(
    page: &Page<'_>,
    mapping: NodeId,
    pair: &[NodeId],
    item: &Node,
    intent: &mut Intent,
) -> Result<Vec<Replacement>, Refusal> {
    let (key, value) = (pair[0], pair[1]);
    let list = Node::List(vec![item.clone()]);
    if page.is_marked(value) {
        return Err(Refusal("there is an anchor or a tag before it"));
    }
    let (start, end) = (page.start(value), page.end(value));
    // A missing value has the place of its key.
    let is_written = start > page.start(key);
    intent.replace(value, list.clone())?;
    if page.is_flow(mapping) || page.is_in_flow(mapping) {
        let at = if is_written { start..end } else { colon(page, key)?..colon(page, key)? };
        let space = if is_written { "" } else { " " };
        return Ok(vec![Replacement { at, with: format!("{space}{}", flow(&list)) }]);
    }
    let colon = colon(page, key)?;
    let line_end = page.line_end(colon);
    if is_written && (end > line_end || page.has_comment(start, end)) {
        return Err(Refusal("the empty list takes more than one line"));
    }
    let column = page.before(page.start(key)).chars().count();
    let lines = Style::of(page).value(&Node::List(vec![item.clone()]), column);
    let gone = is_written.then(|| Replacement { at: colon..end, with: String::new() });
    if lines.starts_with(' ') {
        return Ok(vec![Replacement { at: colon..if is_written { end } else { colon }, with: lines }]);
    }
    Ok(gone.into_iter().chain([Replacement::insert(line_end, lines)]).collect())
}

/// Where the colon after a key is passed.
fn colon(page: &Page<'_>, key: NodeId) -> Result<usize, Refusal> {
    let end = page.end(key);
    let rest = page.text[end..].trim_start_matches(' ');
    let spaces = page.text.len() - end - rest.len();
    if rest.starts_with(':') { Ok(end + spaces + 1) } else { Err(Refusal("no colon follows its key")) }
}

/// `supports: a` becomes `supports: [a, b]`.
fn beside_one(
    page: &Page<'_>,
    value: NodeId,
    item: &Node,
    intent: &mut Intent,
) -> Result<Vec<Replacement>, Refusal> {
    let id = page.find(page.tree.span(value), Kind::Scalar)?;
    let node = page.tree.node(id);
    let written = page.tree.written(id);
    let text = node.data.text().unwrap_or_default();
    if page.is_marked(id) || written.contains(['\n', '\r']) || written.starts_with(['|', '>']) {
        return Err(Refusal("the present value cannot become an item"));
    }
    let first = match node.data.plain() {
        Some(plain) if plain.contains([',', '[', ']', '{', '}', ':']) => quoting::double_quoted(plain),
        _ => written.to_owned(),
    };
    let own = Node::Scalar(Scalar::Text(text.to_owned()));
    intent.replace(id, Node::List(vec![own, item.clone()]))?;
    let at = page.start(id)..page.end(id);
    Ok(vec![Replacement { at, with: format!("[{first}, {}]", flow(item)) }])
}
