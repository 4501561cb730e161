//! The tree of a document: nodes in an arena, so neither reading nor dropping recurses.

use crate::source::{FileId, Span};
use std::borrow::Cow;

/// Index of a node in its tree.
pub(super) type NodeId = u32;

/// A run of [`Tree::children`].
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Children {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// What a node holds.
#[derive(Debug)]
pub(super) enum Data<'t> {
    /// Text, with escapes and folding already undone.
    Scalar { text: Cow<'t, str>, plain: bool },
    /// Nothing was written: `key:`, or `~`, or `null`.
    Nothing,
    /// Something stands here that could not be read and has been reported.
    Unreadable,
    /// A list.
    List { items: Children },
    /// A mapping; its children alternate key and value. `flow`: written with braces.
    Mapping { entries: Children, flow: bool },
    /// A reference to an anchor further up.
    Alias(NodeId),
}

/// One node and where it stands.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub(super) data: Data<'t>,
    pub(super) span: Span,
    pub(super) tag: Option<Span>,
}

/// A parsed document.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    pub(super) file: FileId,
    pub(super) text: &'t str,
    pub(super) nodes: Vec<Node<'t>>,
    pub(super) children: Vec<NodeId>,
    /// The top node of each document of the file; a good file has one.
    pub(super) roots: Vec<NodeId>,
    pub(super) comments: Vec<Span>,
    /// Where the parser stopped, if it did, and why.
    pub(super) error: Option<(usize, String)>,
    /// `*name` without `&name` above it.
    pub(super) unknown_aliases: Vec<Span>,
}

impl<'t> Tree<'t> {
    pub(super) fn node(&self, id: NodeId) -> &Node<'t> {
        &self.nodes[id as usize]
    }

    pub(super) fn children(&self, run: Children) -> &[NodeId] {
        &self.children[run.start as usize..run.end as usize]
    }

    /// The text of a scalar as its author wrote it, quotes and all.
    pub(super) fn written(&self, id: NodeId) -> &'t str {
        self.text.get(self.node(id).span.range()).unwrap_or_default()
    }
}
