//! Text to a [`Tree`]: by the fast reader where it is certain, by the complete parser everywhere else.

use super::build::{Builder, is_nothing};
use super::fast;
use super::fault::Fault;
use super::mending::Mending;
use super::tree::{Anchor, Data, ForeignTag, NodeId, Tree};
use crate::source::{FileId, Span};
use granit_parser::{
    Event, Options, Parser, ScalarStyle, SpannedEventReceiver, StructureStyle, Tag, options,
};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// A goal file is not nested deeper than this; it keeps every later walk shallow.
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
    if fast::is_on()
        && let Some(tree) = fast::parse(text, file)
    {
        return tree;
    }
    parse_completely(text, file)
}

/// Builds the tree of `text` with the complete parser.
pub(super) fn parse_completely(text: &str, file: FileId) -> Tree<'_> {
    build(text, text, file, None)
}

/// Builds the tree of a text that was repaired from `original`; every place is one of the original, and scalars that
/// touch a hidden place are [`Data::Unreadable`].
pub(super) fn parse_mended<'t>(original: &'t str, mending: &'t Mending, file: FileId) -> Tree<'t> {
    build(original, mending.text(), file, Some(mending))
}

fn build<'t>(original: &'t str, text: &'t str, file: FileId, mending: Option<&'t Mending>) -> Tree<'t> {
    let builder = Builder::new(original, file);
    let mut events = Events { builder, open_anchors: Vec::new(), anchored: HashMap::new(), mending };
    // Events are pushed rather than pulled: each is large, and is moved less often so.
    let mut parser = Parser::new_from_str_with_options(text, parser_options());
    let fault = parser.load(&mut events, true).err().map(|error| Fault::new(&error, text));
    let mut tree = events.builder.finish();
    tree.fault = fault;
    tree
}

/// What takes the parser's events.
struct Events<'t> {
    builder: Builder<'t>,
    /// The anchors of the open collections; 0 means none.
    open_anchors: Vec<usize>,
    anchored: HashMap<usize, NodeId>,
    mending: Option<&'t Mending>,
}

impl<'t> SpannedEventReceiver<'t> for Events<'t> {
    fn on_event(&mut self, event: Event<'t>, place: granit_parser::Span) {
        self.take(event, &place);
    }
}

impl<'t> Events<'t> {
    fn take(&mut self, event: Event<'t>, place: &granit_parser::Span) {
        let bytes = place.byte_range().unwrap_or_default();
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let id = self.scalar(text, style, bytes, tag.as_deref());
                self.anchored(anchor, id);
                self.note_tag(id, tag.as_deref(), place);
            }
            Event::MappingStart(style, anchor, tag) => {
                let place_of_brace = self.original(bytes);
                let id = self.builder.start_mapping(place_of_brace, style == StructureStyle::Flow);
                self.open_anchors.push(anchor);
                self.note_tag(id, tag.as_deref(), place);
            }
            Event::SequenceStart(_, anchor, tag) => {
                let place_of_bracket = self.original(bytes);
                let id = self.builder.start_list(place_of_bracket);
                self.open_anchors.push(anchor);
                self.note_tag(id, tag.as_deref(), place);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let closed = self.builder.close(self.original(bytes).end);
                if let (Some(id), Some(anchor)) = (closed, self.open_anchors.pop()) {
                    self.anchored(anchor, id);
                }
            }
            Event::Comment(..) => self.builder.comment(self.original(bytes)),
            Event::Alias(anchor) => self.alias(anchor, bytes),
            Event::UnresolvedAlias(_) => self.alias(0, bytes),
            Event::Anchor(..) => self.place_anchor(bytes),
            Event::DocumentStart(..) => {
                self.anchored.clear();
                self.builder.document(self.original(bytes));
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
        let mut place = self.original(bytes.clone());
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            place.end = self.builder.without_trailing_space(&place);
        }
        if let Some(hidden) = self.mending.and_then(|mending| mending.hidden(&bytes)) {
            let place = place.start.min(hidden.start)..place.end.max(hidden.end);
            return self.builder.add(Data::Unreadable, place);
        }
        let plain = style == ScalarStyle::Plain;
        let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
        match text {
            text if plain && !is_text && is_nothing(&text) => self.builder.nothing(place),
            Cow::Borrowed(text) if plain => self.builder.plain(text, place),
            Cow::Owned(text) if plain => self.builder.changed(text.into_boxed_str(), plain, place),
            text => self.builder.quoted(text, place),
        }
    }

    fn alias(&mut self, anchor: usize, bytes: Range<usize>) {
        let place = self.original(bytes);
        // An alias inside its own anchor is not there yet: it would have no end.
        let Some(&target) = self.anchored.get(&anchor) else {
            let id = self.builder.add(Data::Unreadable, place);
            self.builder.tree.unknown_aliases.push(id);
            return;
        };
        self.builder.add(Data::Alias(target), place);
        // Anchors are in the order of their nodes.
        let anchors = &mut self.builder.tree.anchors;
        if let Ok(i) = anchors.binary_search_by_key(&target, |anchor| anchor.node) {
            anchors[i].used = true;
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
        if let Some(node) = (self.builder.tree.nodes.len() as NodeId).checked_sub(1) {
            self.builder.tree.anchors.push(Anchor { node, span, used: false });
        }
    }

    fn note_tag(&mut self, node: NodeId, tag: Option<&Tag>, place: &granit_parser::Span) {
        if tag.is_some_and(Tag::is_custom) {
            let bytes = place.tag_span().and_then(|tag| tag.byte_range()).unwrap_or_default();
            let span = self.span(bytes);
            self.builder.tree.foreign_tags.push(ForeignTag { node, span });
        }
    }

    /// A place in the text that was parsed, as one in the file.
    fn original(&self, bytes: Range<usize>) -> Range<usize> {
        self.mending.map_or(bytes.clone(), |mending| mending.original(&bytes))
    }

    fn span(&self, bytes: Range<usize>) -> Span {
        let place = self.original(bytes);
        Span::new(self.builder.tree.file, place.start, place.end)
    }
}
