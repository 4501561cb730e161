//! Parser events to a [`Tree`].

use super::fault::Fault;
use super::mending::Mending;
use super::tree::{Anchor, Children, Data, ForeignTag, Node, NodeId, Tree};
use crate::source::{FileId, Span};
use granit_parser::{
    Event, Options, Parser, ScalarStyle, SpannedEventReceiver, StructureStyle, Tag, options,
};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Deeper nesting than this is no goal file; it keeps every later walk shallow.
pub(super) const DEEPEST_NESTING: usize = 64;

fn parser_options() -> Options {
    options! {
        emit_comments: true,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        // The default refuses valid files with more comments in a row; the file's size bounds them.
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: DEEPEST_NESTING,
        block_nesting_limit: DEEPEST_NESTING,
    }
}

/// Only looks for the first place where `text` is not YAML.
pub(super) fn first_fault(text: &str) -> Option<Fault> {
    let mut events = Parser::new_from_str_with_options(text, parser_options());
    events.find_map(|event| event.err().map(|error| Fault::new(&error, text)))
}

/// Builds the tree of `text`.
pub(super) fn parse(text: &str, file: FileId) -> Tree<'_> {
    build(text, text, file, None)
}

/// Builds the tree of a text that was mended from `original`; every place is one of the original, and scalars that
/// touch a hidden place are [`Data::Unreadable`].
pub(super) fn parse_mended<'t>(original: &'t str, mending: &'t Mending, file: FileId) -> Tree<'t> {
    build(original, mending.text(), file, Some(mending))
}

fn build<'t>(original: &'t str, text: &'t str, file: FileId, mending: Option<&'t Mending>) -> Tree<'t> {
    let mut builder = Builder::new(original, file, mending);
    // Events are pushed rather than pulled: each is large, and is moved less often so.
    let mut parser = Parser::new_from_str_with_options(text, parser_options());
    if let Err(error) = parser.load(&mut builder, true) {
        builder.tree.fault = Some(Fault::new(&error, text));
    }
    builder.finish()
}

impl<'t> SpannedEventReceiver<'t> for Builder<'t> {
    fn on_event(&mut self, event: Event<'t>, place: granit_parser::Span) {
        self.take(event, &place);
    }
}

/// A list or mapping that is still open.
struct Open {
    id: NodeId,
    /// Where its children start in `Builder::waiting`.
    mark: usize,
    anchor: usize,
    is_mapping: bool,
}

struct Builder<'t> {
    tree: Tree<'t>,
    open: Vec<Open>,
    /// Children of open collections, until the collection closes.
    waiting: Vec<NodeId>,
    anchored: HashMap<usize, NodeId>,
    mending: Option<&'t Mending>,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, file: FileId, mending: Option<&'t Mending>) -> Self {
        // Goal files hold about one node for every dozen bytes, terse ones for every eight.
        let nodes = text.len() / 8;
        let tree = Tree {
            file,
            text,
            nodes: Vec::with_capacity(nodes),
            children: Vec::with_capacity(nodes),
            roots: Vec::new(),
            documents: Vec::new(),
            comments: Vec::new(),
            anchors: Vec::new(),
            foreign_tags: Vec::new(),
            unknown_aliases: Vec::new(),
            doubtful: Vec::new(),
            fault: None,
        };
        Self { tree, open: Vec::new(), waiting: Vec::new(), anchored: HashMap::new(), mending }
    }

    fn take(&mut self, event: Event<'t>, place: &granit_parser::Span) {
        let bytes = place.byte_range().unwrap_or_default();
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let id = self.scalar(text, style, bytes, tag.as_deref());
                self.anchored(anchor, id);
                self.note_tag(id, tag.as_deref(), place);
            }
            Event::MappingStart(style, anchor, tag) => {
                let flow = style == StructureStyle::Flow;
                let data = Data::Mapping { entries: Children::default(), flow };
                let id = self.start(data, bytes, anchor, true);
                self.note_tag(id, tag.as_deref(), place);
            }
            Event::SequenceStart(_, anchor, tag) => {
                let id = self.start(Data::List { items: Children::default() }, bytes, anchor, false);
                self.note_tag(id, tag.as_deref(), place);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(self.original(bytes).end),
            Event::Comment(..) => {
                let span = self.span(bytes);
                self.tree.comments.push(span);
            }
            Event::Alias(anchor) => self.alias(anchor, bytes),
            Event::UnresolvedAlias(_) => self.alias(0, bytes),
            Event::Anchor(..) => self.place_anchor(bytes),
            Event::DocumentStart(..) => {
                self.anchored.clear();
                let span = self.span(bytes);
                self.tree.documents.push(span);
            }
            _ => {}
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'t, str>,
        style: ScalarStyle,
        bytes: Range<usize>,
        tag: Option<&Tag>,
    ) -> NodeId {
        let plain = style == ScalarStyle::Plain;
        let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
        let nothing = plain && !is_text && matches!(&*text, "~" | "null" | "Null" | "NULL" | "");
        let mut place = self.original(bytes.clone());
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            place.end = self.without_trailing_space(&place);
        }
        let data = if let Some(hidden) = self.mending.and_then(|mending| mending.hidden(&bytes)) {
            place = place.start.min(hidden.start)..place.end.max(hidden.end);
            Data::Unreadable
        } else if nothing {
            place = self.place_of_nothing(place);
            Data::Nothing
        } else {
            match text {
                Cow::Borrowed(text) if plain => Data::Plain(text),
                Cow::Borrowed(text) => Data::Quoted(text),
                Cow::Owned(text) => Data::Changed { text: text.into_boxed_str(), plain },
            }
        };
        let is_doubtful = match &data {
            Data::Plain(text) => text.bytes().next().is_some_and(|byte| !byte.is_ascii()),
            Data::Changed { plain, .. } => *plain,
            _ => false,
        };
        let id = self.add(data, place);
        if is_doubtful {
            self.tree.doubtful.push(id);
        }
        id
    }

    /// Nothing written has no place of its own: the key or the dash before it stands for it.
    fn place_of_nothing(&self, place: Range<usize>) -> Range<usize> {
        if !place.is_empty() {
            return place;
        }
        match self.open.last() {
            Some(open) if open.is_mapping && (self.waiting.len() - open.mark) % 2 == 1 => {
                let key = self.tree.node(self.waiting[self.waiting.len() - 1]);
                key.start as usize..key.end as usize
            }
            Some(open) if !open.is_mapping => {
                let before = self.tree.text.get(..place.start).unwrap_or_default();
                match before.rfind(|c: char| !c.is_whitespace()) {
                    Some(dash) if before[dash..].starts_with('-') => dash..dash + 1,
                    _ => place,
                }
            }
            _ => place,
        }
    }

    /// A block scalar's place takes the blank lines after it along; nobody means those.
    fn without_trailing_space(&self, place: &Range<usize>) -> usize {
        let written = self.tree.text.get(place.clone()).unwrap_or_default();
        place.start + written.trim_end().len()
    }

    fn alias(&mut self, anchor: usize, bytes: Range<usize>) {
        let place = self.original(bytes);
        // An alias inside its own anchor is not there yet: it would have no end.
        let Some(&target) = self.anchored.get(&anchor) else {
            let id = self.add(Data::Unreadable, place);
            self.tree.unknown_aliases.push(id);
            return;
        };
        self.add(Data::Alias(target), place);
        // Anchors are in the order of their nodes.
        if let Ok(i) = self.tree.anchors.binary_search_by_key(&target, |anchor| anchor.node) {
            self.tree.anchors[i].used = true;
        }
    }

    fn anchored(&mut self, anchor: usize, id: NodeId) {
        if anchor != 0 {
            self.anchored.insert(anchor, id);
        }
    }

    /// The place of an anchor comes right after the start of its node.
    fn place_anchor(&mut self, bytes: Range<usize>) {
        let span = self.span(bytes);
        if let Some(node) = (self.tree.nodes.len() as NodeId).checked_sub(1) {
            self.tree.anchors.push(Anchor { node, span, used: false });
        }
    }

    fn note_tag(&mut self, node: NodeId, tag: Option<&Tag>, place: &granit_parser::Span) {
        if tag.is_some_and(Tag::is_custom) {
            let bytes = place.tag_span().and_then(|tag| tag.byte_range()).unwrap_or_default();
            let span = self.span(bytes);
            self.tree.foreign_tags.push(ForeignTag { node, span });
        }
    }

    /// A place in the text that was parsed, as one in the file.
    fn original(&self, bytes: Range<usize>) -> Range<usize> {
        self.mending.map_or(bytes.clone(), |mending| mending.original(&bytes))
    }

    fn span(&self, bytes: Range<usize>) -> Span {
        let place = self.original(bytes);
        Span::new(self.tree.file, place.start, place.end)
    }

    fn add(&mut self, data: Data<'t>, place: Range<usize>) -> NodeId {
        let id = self.tree.nodes.len() as NodeId;
        self.tree.nodes.push(Node { data, start: place.start as u32, end: place.end as u32 });
        if self.open.is_empty() {
            self.tree.roots.push(id);
        } else {
            self.waiting.push(id);
        }
        id
    }

    fn start(&mut self, data: Data<'t>, bytes: Range<usize>, anchor: usize, is_mapping: bool) -> NodeId {
        let place = self.original(bytes);
        let id = self.add(data, place);
        self.open.push(Open { id, mark: self.waiting.len(), anchor, is_mapping });
        id
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        if open.is_mapping && (self.waiting.len() - open.mark) % 2 == 1 {
            self.waiting.pop(); // a key whose value the parser never reached
        }
        let start = self.tree.children.len() as u32;
        self.tree.children.extend(self.waiting.drain(open.mark..));
        let run = Children { start, end: self.tree.children.len() as u32 };
        let (start, end) = self.collection_place(open.id, run, end as u32);
        let node = &mut self.tree.nodes[open.id as usize];
        (node.start, node.end) = (start, end);
        match &mut node.data {
            Data::List { items: children } | Data::Mapping { entries: children, .. } => *children = run,
            _ => {}
        }
        if self.has_braces_for_key(open.id, run) {
            self.tree.doubtful.push(open.id);
        }
        self.anchored(open.anchor, open.id);
    }

    /// `{{ team }}`
    fn has_braces_for_key(&self, id: NodeId, run: Children) -> bool {
        let is_in_braces = |id: NodeId| matches!(self.tree.node(id).data, Data::Mapping { flow: true, .. });
        is_in_braces(id) && self.tree.children(run).first().is_some_and(|key| is_in_braces(*key))
    }

    /// Block collections come without a place of their own: theirs is from the first child to the last.
    fn collection_place(&self, id: NodeId, run: Children, end: u32) -> (u32, u32) {
        let node = self.tree.node(id);
        let bracketed = node.start < node.end;
        let children = self.tree.children(run);
        let first = children.first().map(|child| self.tree.node(*child).start);
        let last = children.last().map(|child| self.tree.node(*child).end);
        match (bracketed, first, last) {
            (true, _, last) => (node.start, end.max(node.end).max(last.unwrap_or(0))),
            (false, Some(first), Some(last)) => (first, last.max(first)),
            (false, ..) => (node.start, node.end),
        }
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
