//! Builds a [`Tree`] node by node, in the order of the text.

use super::tree::{Children, Data, Node, NodeId, Tree};
use crate::source::{FileId, Span};
use std::borrow::Cow;
use std::ops::Range;

/// A list or mapping that is still open.
struct Open {
    id: NodeId,
    /// Where its children start in `Builder::waiting`.
    mark: usize,
    is_mapping: bool,
}

/// Both readers, the fast one and the complete one, say what they find to this, so that the same text gives the same tree.
pub(super) struct Builder<'t> {
    pub(super) tree: Tree<'t>,
    open: Vec<Open>,
    /// Children of open collections, until the collection closes.
    waiting: Vec<NodeId>,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str, file: FileId) -> Self {
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
        Self { tree, open: Vec::new(), waiting: Vec::new() }
    }

    /// A document starts; `place` is its `---`, or empty.
    pub(super) fn document(&mut self, place: Range<usize>) {
        let span = self.span(place);
        self.tree.documents.push(span);
    }

    /// A comment, from `#` to the end of its line.
    pub(super) fn comment(&mut self, place: Range<usize>) {
        let span = self.span(place);
        self.tree.comments.push(span);
    }

    /// Text without quotes that is in the file letter for letter.
    pub(super) fn plain(&mut self, text: &'t str, place: Range<usize>) -> NodeId {
        let id = self.add(Data::Plain(text), place);
        if text.as_bytes().first().is_some_and(|byte| !byte.is_ascii()) {
            self.tree.doubtful.push(id);
        }
        id
    }

    /// Text without quotes around it, which may mean nothing.
    pub(super) fn plain_or_nothing(&mut self, text: &'t str, place: Range<usize>) -> NodeId {
        if is_nothing(text) { self.nothing(place) } else { self.plain(text, place) }
    }

    /// Text in quotes.
    pub(super) fn quoted(&mut self, text: Cow<'t, str>, place: Range<usize>) -> NodeId {
        match text {
            Cow::Borrowed(text) => self.add(Data::Quoted(text), place),
            Cow::Owned(text) => self.changed(text.into_boxed_str(), false, place),
        }
    }

    /// Text whose escapes were undone or whose lines were joined.
    pub(super) fn changed(&mut self, text: Box<str>, plain: bool, place: Range<usize>) -> NodeId {
        let id = self.add(Data::Changed { text, plain }, place);
        if plain {
            self.tree.doubtful.push(id);
        }
        id
    }

    /// `~`, or nothing at all: it has no place of its own, so it gets that of the key or dash before it.
    pub(super) fn nothing(&mut self, place: Range<usize>) -> NodeId {
        let place = if place.is_empty() { self.place_of_nothing(place) } else { place };
        self.add(Data::Nothing, place)
    }

    /// A block scalar's place takes the blank lines after it along; nobody means those.
    pub(super) fn without_trailing_space(&self, place: &Range<usize>) -> usize {
        let written = self.tree.text.get(place.clone()).unwrap_or_default();
        place.start + written.trim_end().len()
    }

    pub(super) fn add(&mut self, data: Data<'t>, place: Range<usize>) -> NodeId {
        let id = self.tree.nodes.len() as NodeId;
        self.tree.nodes.push(Node { data, start: place.start as u32, end: place.end as u32 });
        if self.open.is_empty() {
            self.tree.roots.push(id);
        } else {
            self.waiting.push(id);
        }
        id
    }

    /// A mapping starts. One in braces (`flow`) has a place, which is that of `{` so far.
    pub(super) fn start_mapping(&mut self, place: Range<usize>, flow: bool) -> NodeId {
        self.start(Data::Mapping { entries: Children::default(), flow }, place, true)
    }

    /// A list starts. One in brackets has a place, which is that of `[` so far.
    pub(super) fn start_list(&mut self, place: Range<usize>) -> NodeId {
        self.start(Data::List { items: Children::default() }, place, false)
    }

    fn start(&mut self, data: Data<'t>, place: Range<usize>, is_mapping: bool) -> NodeId {
        let id = self.add(data, place);
        self.open.push(Open { id, mark: self.waiting.len(), is_mapping });
        id
    }

    /// The innermost open list or mapping ends; `end` counts where it is in brackets.
    pub(super) fn close(&mut self, end: usize) -> Option<NodeId> {
        let open = self.open.pop()?;
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
        Some(open.id)
    }

    pub(super) fn finish(mut self) -> Tree<'t> {
        // After an error the open collections are closed, so that what came before it is still a tree.
        while self.close(0).is_some() {}
        // Comments can be reported after the node they precede.
        self.tree.comments.sort_unstable();
        self.tree
    }

    fn span(&self, place: Range<usize>) -> Span {
        Span::new(self.tree.file, place.start, place.end)
    }

    fn place_of_nothing(&self, place: Range<usize>) -> Range<usize> {
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
}

/// What YAML reads as no value when it is not in quotes.
pub(super) fn is_nothing(text: &str) -> bool {
    text.len() <= 4 && matches!(text, "~" | "null" | "Null" | "NULL" | "")
}
