//! A text with its tree, and the questions that edits ask of both: which node is this, where does its line end.

use super::intent::Intent;
use super::splice::Replacement;
use crate::source::{FileId, Span};
use crate::yaml::change::Refusal;
use crate::yaml::parse;
use crate::yaml::tree::{Data, NodeId, Tree};
use std::collections::HashMap;

/// What kind of node a place is asked for: a block list of one mapping has the same place as that mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Scalar,
    List,
    Mapping,
}

/// A document that can be edited.
pub(super) struct Page<'t> {
    pub(super) tree: Tree<'t>,
    pub(super) text: &'t str,
    /// The line break the text uses.
    pub(super) newline: &'static str,
    /// Nodes by place; `None` if two share it.
    nodes: HashMap<(u32, u32, Kind), Option<NodeId>>,
    /// Whether a node is inside brackets or braces, by its number.
    in_flow: Vec<bool>,
    /// The places that aliases repeat.
    repeated: Vec<Span>,
    /// Where anchors, aliases and tags start, in order.
    references: Vec<u32>,
}

impl<'t> Page<'t> {
    pub(super) fn read(text: &'t str) -> Result<Self, Refusal> {
        let tree = parse::parse(text, FileId::default());
        if tree.fault.is_some() || !tree.unknown_aliases.is_empty() {
            return Err(Refusal("part of the file is not valid YAML; fix that first"));
        }
        if text.matches('\r').count() > text.matches("\r\n").count() {
            return Err(Refusal(
                "a line of the file ends with a lone CR, which few programs accept as a line break",
            ));
        }
        if tree.documents.len() > 1 {
            return Err(Refusal("the file holds more than one document"));
        }
        let mut nodes = HashMap::with_capacity(tree.nodes.len());
        let mut in_flow = vec![false; tree.nodes.len()];
        for (id, node) in (0..).zip(&tree.nodes) {
            let kind = match &node.data {
                Data::List { .. } => Kind::List,
                Data::Mapping { .. } if has_long_key(&tree, id) => {
                    return Err(Refusal("a key of the file is a list or a mapping"));
                }
                Data::Mapping { .. } => Kind::Mapping,
                data if data.text().is_some() => Kind::Scalar,
                _ => continue,
            };
            nodes.entry((node.start, node.end, kind)).and_modify(|known| *known = None).or_insert(Some(id));
            // Children come after the node they belong to.
            if in_flow[id as usize] || is_flow(&tree, id) {
                children(&tree, id).iter().for_each(|child| in_flow[*child as usize] = true);
            }
        }
        let repeated = tree.anchors.iter().filter(|anchor| anchor.used).map(|anchor| tree.span(anchor.node));
        let repeated = repeated.collect();
        let references = references(&tree);
        Ok(Self { newline: newline(text), text, nodes, in_flow, repeated, references, tree })
    }

    /// The node of a kind at a place, if it may be edited.
    pub(super) fn find(&self, place: Span, kind: Kind) -> Result<NodeId, Refusal> {
        let Some(found) = self.nodes.get(&(place.start, place.end, kind)) else {
            return Err(Refusal("the present value is not a plain value"));
        };
        let id = found.ok_or(Refusal("it is not clear which value is meant"))?;
        let own = self.tree.span(id);
        let is_repeated = |repeated: &Span| repeated.start <= own.start && own.end <= repeated.end;
        if self.repeated.iter().any(is_repeated) {
            return Err(Refusal("an alias (`*name`) repeats it elsewhere"));
        }
        Ok(id)
    }

    pub(super) fn is_in_flow(&self, id: NodeId) -> bool {
        self.in_flow[id as usize]
    }

    pub(super) fn children(&self, id: NodeId) -> &[NodeId] {
        children(&self.tree, id)
    }

    /// Whether a list or mapping is written with brackets or braces.
    pub(super) fn is_flow(&self, id: NodeId) -> bool {
        is_flow(&self.tree, id)
    }

    pub(super) fn start(&self, id: NodeId) -> usize {
        self.tree.node(id).start as usize
    }

    pub(super) fn end(&self, id: NodeId) -> usize {
        self.tree.node(id).end as usize
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind(['\n', '\r']).map_or(0, |i| i + 1)
    }

    /// The end of a line, before its line break.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |i| at + i)
    }

    /// Where the next line starts; the end of the text after the last.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let end = self.line_end(at);
        end + if self.text[end..].starts_with("\r\n") { 2 } else { usize::from(end < self.text.len()) }
    }

    /// The text before a place on its line.
    pub(super) fn before(&self, at: usize) -> &'t str {
        &self.text[self.line_start(at)..at]
    }

    /// The end of a node's last line, where a new line can follow.
    pub(super) fn last_line_end(&self, id: NodeId) -> usize {
        let mut leaf = id;
        while let Some(last) = self.children(leaf).last().filter(|_| !self.is_flow(leaf)) {
            leaf = *last;
        }
        let mut end = self.line_end(self.end(leaf));
        // The blank lines after `|+` are part of the text.
        while self.keeps_blank_lines(leaf) {
            let next = self.next_line(end);
            let line = self.line_end(next);
            if next == line && line == self.text.len() || !self.text[next..line].trim().is_empty() {
                break;
            }
            end = line;
        }
        end
    }

    /// Whether a node is a block of text whose head (`|+`) keeps the blank lines after it.
    fn keeps_blank_lines(&self, id: NodeId) -> bool {
        let before = self.text[..self.start(id)].trim_end();
        let line = &before[self.line_start(before.len())..];
        let head = line.split(" #").next().unwrap_or_default().trim_end();
        let head = head.rsplit([' ', ':']).next().unwrap_or_default();
        self.tree.node(id).data.text().is_some() && head.starts_with(['|', '>']) && head.contains('+')
    }

    /// The comments that touch a place.
    pub(super) fn has_comment(&self, from: usize, to: usize) -> bool {
        // Comments are in order, each on a line of its own end.
        let comments = &self.tree.comments;
        let first = comments.partition_point(|comment| comment.end as usize <= from);
        comments.get(first).is_some_and(|comment| (comment.start as usize) < to)
    }

    /// The comment that follows a place on its line.
    pub(super) fn comment_behind(&self, at: usize) -> Option<&'t str> {
        let comments = &self.tree.comments;
        let next = comments.get(comments.partition_point(|comment| (comment.start as usize) < at))?;
        let is_next = self.text[at..next.start as usize].chars().all(|c| matches!(c, ' ' | '\t'));
        is_next.then(|| &self.text[next.range()])
    }

    /// Whether there are anchors, aliases or tags in a place.
    pub(super) fn has_references(&self, from: usize, to: usize) -> bool {
        let first = self.references.partition_point(|start| (*start as usize) < from);
        self.references.get(first).is_some_and(|start| (*start as usize) < to)
    }

    /// Whether a key in a node, however deep, is empty: such a key has no place of its own.
    pub(super) fn has_empty_key(&self, id: NodeId) -> bool {
        let is_empty = |key: &NodeId| matches!(self.tree.node(*key).data, Data::Nothing);
        let is_mapping = matches!(self.tree.node(id).data, Data::Mapping { .. });
        is_mapping && self.children(id).iter().step_by(2).any(is_empty)
            || self.children(id).iter().any(|child| self.has_empty_key(*child))
    }

    /// Whether a node is the key of an entry.
    pub(super) fn is_key(&self, id: NodeId) -> bool {
        (0..).zip(&self.tree.nodes).any(|(owner, node)| {
            matches!(node.data, Data::Mapping { .. })
                && self.children(owner).iter().step_by(2).any(|key| *key == id)
        })
    }

    /// Whether an anchor or a tag belongs to a node, also on a line above it.
    pub(super) fn is_marked(&self, id: NodeId) -> bool {
        let word = self.before(self.start(id)).split_whitespace().next_back().unwrap_or_default();
        // The tree does not say where YAML's own tags are. `R !dev:` is a key.
        word.starts_with('!') && !word.ends_with(':')
            || self.tree.anchors.iter().any(|anchor| anchor.node == id)
            || self.tree.foreign_tags.iter().any(|tag| tag.node == id)
    }

    /// Removes a comment with the blanks before it, or with its line if it is alone on it.
    pub(super) fn without_comment(&self, at: Span, intent: &mut Intent) -> Result<Replacement, Refusal> {
        let is_it = |comment: &Span| (comment.start, comment.end).cmp(&(at.start, at.end));
        let found = self.tree.comments.binary_search_by(is_it);
        found.map_err(|_| Refusal("the comment is not where it was"))?;
        intent.removed_comments.push(self.text[at.range()].trim_end().to_owned());
        let (start, end) = (at.start as usize, at.end as usize);
        let before = self.before(start);
        if !before.trim().is_empty() {
            // Other spaces than these two belong to the words before them.
            let from = self.line_start(start) + before.trim_end_matches([' ', '\t']).len();
            return Ok(Replacement { at: from..end, with: String::new() });
        }
        Ok(Replacement { at: self.whole_lines(start, end), with: String::new() })
    }

    /// Notes that the comments in a place go with it.
    ///
    /// # Errors
    /// Comments where they are to stay, and anchors and aliases.
    pub(super) fn take_comments(
        &self,
        at: &std::ops::Range<usize>,
        intent: &mut Intent,
    ) -> Result<(), Refusal> {
        let has_comment = self.has_comment(at.start, at.end);
        if has_comment && !intent.takes_comments || self.has_references(at.start, at.end) {
            return Err(Refusal("a comment or an anchor would go with it"));
        }
        let comments = self.tree.comments.iter().map(|comment| comment.range());
        let inside = comments.filter(|comment| at.start <= comment.start && comment.start < at.end);
        intent.removed_comments.extend(inside.map(|comment| self.text[comment].trim_end().to_owned()));
        Ok(())
    }

    /// Lines with the line break that goes with them: theirs, or the one before where they are the last without one.
    pub(super) fn whole_lines(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let (from, to) = (self.line_start(start), self.next_line(end));
        let is_unfinished = to == self.line_end(end);
        let before = ["\r\n", "\n", "\r"].iter().find_map(|end| self.text[..from].strip_suffix(end));
        match before.filter(|_| is_unfinished) {
            Some(before) => before.len()..to,
            None => from..to,
        }
    }
}

fn references(tree: &Tree<'_>) -> Vec<u32> {
    let aliases = tree.nodes.iter().filter(|node| matches!(node.data, Data::Alias(_)));
    let anchors = tree.anchors.iter().map(|anchor| anchor.span.start);
    let tags = tree.foreign_tags.iter().map(|tag| tag.span.start);
    let mut starts: Vec<u32> = aliases.map(|node| node.start).chain(anchors).chain(tags).collect();
    starts.sort_unstable();
    starts
}

fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Whether a mapping has a key that is more than a word or a text.
fn has_long_key(tree: &Tree<'_>, mapping: NodeId) -> bool {
    let is_long = |key: NodeId| matches!(tree.node(key).data, Data::List { .. } | Data::Mapping { .. });
    children(tree, mapping).chunks(2).any(|pair| is_long(pair[0]))
}

fn children<'a>(tree: &'a Tree<'_>, id: NodeId) -> &'a [NodeId] {
    match &tree.node(id).data {
        Data::List { items: run } | Data::Mapping { entries: run, .. } => tree.children(*run),
        _ => &[],
    }
}

fn is_flow(tree: &Tree<'_>, id: NodeId) -> bool {
    let node = tree.node(id);
    match &node.data {
        Data::Mapping { flow, .. } => *flow,
        // A block list starts where its first item does.
        Data::List { items } => {
            let first = tree.children(*items).first();
            first.is_none_or(|first| tree.node(*first).start > node.start)
        }
        _ => false,
    }
}
