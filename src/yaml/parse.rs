//! Parser events to a [`Tree`].

use super::tree::{Children, Data, Node, NodeId, Tree};
use crate::source::{FileId, Span};
use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, options};
use std::collections::HashMap;

/// Deeper nesting than this is no goal file; it keeps every later walk shallow.
const DEEPEST_NESTING: usize = 64;

/// Builds the tree of `text`. Scalars that touch a `masked` place become [`Data::Unreadable`].
pub(super) fn parse<'t>(text: &'t str, file: FileId, masked: &[Span]) -> Tree<'t> {
    let mut builder = Builder::new(text, file, masked);
    let options = options! {
        emit_comments: true,
        emit_unresolved_aliases: true,
        // The default refuses valid files with more comments in a row; the file's size bounds them.
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: DEEPEST_NESTING,
        block_nesting_limit: DEEPEST_NESTING,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, place)) => builder.take(event, &place),
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
                builder.tree.error = Some((at, error.info().to_owned()));
                break;
            }
        }
    }
    builder.finish()
}

/// A list or mapping that is still open.
struct Open {
    id: NodeId,
    /// Where its children start in `Builder::waiting`.
    mark: usize,
    anchor: usize,
}

struct Builder<'t, 'm> {
    tree: Tree<'t>,
    open: Vec<Open>,
    /// Children of open collections, until the collection closes.
    waiting: Vec<NodeId>,
    anchors: HashMap<usize, NodeId>,
    masked: &'m [Span],
}

impl<'t, 'm> Builder<'t, 'm> {
    fn new(text: &'t str, file: FileId, masked: &'m [Span]) -> Self {
        // Goal files hold about one node for every dozen bytes.
        let nodes = text.len() / 12;
        let tree = Tree {
            file,
            text,
            nodes: Vec::with_capacity(nodes),
            children: Vec::with_capacity(nodes),
            roots: Vec::new(),
            comments: Vec::new(),
            error: None,
            unknown_aliases: Vec::new(),
        };
        Self { tree, open: Vec::new(), waiting: Vec::new(), anchors: HashMap::new(), masked }
    }

    fn take(&mut self, event: Event<'t>, place: &granit_parser::Span) {
        let bytes = place.byte_range().unwrap_or_default();
        let span = Span::new(self.tree.file, bytes.start, bytes.end);
        let tag = place.tag_span().and_then(|tag| tag.byte_range());
        let tag = tag.map(|tag| Span::new(self.tree.file, tag.start, tag.end));
        match event {
            Event::Comment(..) => self.tree.comments.push(span),
            Event::DocumentStart(..) => self.anchors.clear(),
            Event::SequenceEnd | Event::MappingEnd => self.close(span.end),
            Event::Scalar(text, style, anchor, _) => {
                let nothing =
                    style == ScalarStyle::Plain && matches!(&*text, "~" | "null" | "Null" | "NULL" | "");
                let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let span = if block { self.without_trailing_space(span) } else { span };
                let data = if self.is_masked(span) {
                    Data::Unreadable
                } else if nothing {
                    Data::Nothing
                } else {
                    Data::Scalar { text, plain: style == ScalarStyle::Plain }
                };
                self.add(Node { data, span, tag }, anchor);
            }
            Event::Alias(anchor) => {
                // An alias inside its own anchor is not there yet: it would have no end.
                let data = self.anchors.get(&anchor).map_or(Data::Unreadable, |id| Data::Alias(*id));
                if matches!(data, Data::Unreadable) {
                    self.tree.unknown_aliases.push(span);
                }
                self.add(Node { data, span, tag }, 0);
            }
            Event::UnresolvedAlias(_) => {
                self.tree.unknown_aliases.push(span);
                self.add(Node { data: Data::Unreadable, span, tag }, 0);
            }
            Event::SequenceStart(_, anchor, _) => {
                self.start(Node { data: Data::List { items: Children::default() }, span, tag }, anchor);
            }
            Event::MappingStart(style, anchor, _) => {
                let flow = style == StructureStyle::Flow;
                self.start(
                    Node { data: Data::Mapping { entries: Children::default(), flow }, span, tag },
                    anchor,
                );
            }
            _ => {}
        }
    }

    fn is_masked(&self, span: Span) -> bool {
        self.masked.iter().any(|mask| mask.start < span.end && span.start < mask.end)
    }

    /// A block scalar's place takes the blank lines after it along; nobody means those.
    fn without_trailing_space(&self, span: Span) -> Span {
        let written = self.tree.text.get(span.range()).unwrap_or_default();
        Span { end: span.start + written.trim_end().len() as u32, ..span }
    }

    fn add(&mut self, mut node: Node<'t>, anchor: usize) -> NodeId {
        let id = self.tree.nodes.len() as NodeId;
        if let (Data::Nothing, true, Some(key)) =
            (&node.data, node.span.start == node.span.end, self.waiting.last())
        {
            // Nothing written has no place of its own: point at the key.
            node.span = self.tree.nodes[*key as usize].span;
        }
        self.tree.nodes.push(node);
        if self.open.is_empty() {
            self.tree.roots.push(id);
        } else {
            self.waiting.push(id);
        }
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
        id
    }

    fn start(&mut self, node: Node<'t>, anchor: usize) {
        let id = self.add(node, 0);
        self.open.push(Open { id, mark: self.waiting.len(), anchor });
    }

    fn close(&mut self, end: u32) {
        let Some(open) = self.open.pop() else { return };
        let is_mapping = matches!(self.tree.nodes[open.id as usize].data, Data::Mapping { .. });
        if is_mapping && (self.waiting.len() - open.mark) % 2 == 1 {
            self.waiting.pop(); // a key whose value the parser never reached
        }
        let start = self.tree.children.len() as u32;
        self.tree.children.extend(self.waiting.drain(open.mark..));
        let run = Children { start, end: self.tree.children.len() as u32 };
        let span = self.collection_span(open.id, run, end);
        let node = &mut self.tree.nodes[open.id as usize];
        node.span = span;
        match &mut node.data {
            Data::List { items: children } | Data::Mapping { entries: children, .. } => *children = run,
            _ => {}
        }
        if open.anchor != 0 {
            self.anchors.insert(open.anchor, open.id);
        }
    }

    /// Block collections come without a place of their own: theirs is from the first child to the last.
    fn collection_span(&self, id: NodeId, run: Children, end: u32) -> Span {
        let mut span = self.tree.node(id).span;
        let bracketed = span.start < span.end;
        let children = self.tree.children(run);
        if let (Some(first), Some(last)) = (children.first(), children.last()) {
            let (first, last) = (self.tree.node(*first).span, self.tree.node(*last).span);
            span = if bracketed { span } else { first }.to(first).to(last);
        }
        if bracketed {
            span.end = span.end.max(end);
        }
        span
    }

    fn finish(mut self) -> Tree<'t> {
        // After an error the open collections are closed, so that what came before it is still a tree.
        while !self.open.is_empty() {
            self.close(0);
        }
        // Comment events can come after the node they stand before.
        self.tree.comments.sort_unstable();
        self.tree
    }
}
