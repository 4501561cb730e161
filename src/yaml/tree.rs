//! The tree of a document: nodes in an arena, so neither reading nor dropping recurses.

use super::fault::Fault;
use crate::source::{FileId, Span};

/// Index of a node in its tree.
pub(super) type NodeId = u32;

/// A run of [`Tree::children`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Children {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// The content of a node. Texts are borrowed from the file if they are there letter for letter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Data<'t> {
    /// Text without quotes around it.
    Plain(&'t str),
    /// Text in quotes or in a block.
    Quoted(&'t str),
    /// Text whose escapes were undone or whose lines were joined.
    Changed { text: Box<str>, plain: bool },
    /// Nothing was written: `key:`, or `~`, or `null`.
    Nothing,
    /// Something that could not be read and has been reported.
    Unreadable,
    /// A list.
    List { items: Children },
    /// A mapping; its children alternate key and value. `flow`: written with braces.
    Mapping { entries: Children, flow: bool },
    /// A reference to an anchor further up.
    Alias(NodeId),
}

impl Data<'_> {
    /// The text of a scalar, with escapes and folding already undone.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Data::Plain(text) | Data::Quoted(text) => Some(text),
            Data::Changed { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The text of a scalar without quotes.
    pub(super) fn plain(&self) -> Option<&str> {
        match self {
            Data::Plain(text) => Some(text),
            Data::Changed { text, plain: true } => Some(text),
            _ => None,
        }
    }
}

/// A node and its place. Kept small: a file has about one for every dozen bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Node<'t> {
    pub(super) data: Data<'t>,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// `&name` before a node.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) node: NodeId,
    pub(super) span: Span,
    pub(super) used: bool,
}

/// `!name` before a node, if it is not one of YAML's core tags.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ForeignTag {
    pub(super) node: NodeId,
    pub(super) span: Span,
}

/// A parsed document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tree<'t> {
    pub(super) file: FileId,
    pub(super) text: &'t str,
    pub(super) nodes: Vec<Node<'t>>,
    pub(super) children: Vec<NodeId>,
    /// The top node of each document of the file; a good file has one.
    pub(super) roots: Vec<NodeId>,
    /// Where each document starts: its `---`, or an empty place.
    pub(super) documents: Vec<Span>,
    pub(super) comments: Vec<Span>,
    pub(super) anchors: Vec<Anchor>,
    pub(super) foreign_tags: Vec<ForeignTag>,
    /// `*name` without `&name` above it, or inside what it names.
    pub(super) unknown_aliases: Vec<NodeId>,
    /// Scalars and mappings that could be something else than their author meant; most files have none.
    pub(super) doubtful: Vec<NodeId>,
    /// Where the parser stopped, if it did, and why.
    pub(super) fault: Option<Fault>,
}

impl<'t> Tree<'t> {
    pub(super) fn node(&self, id: NodeId) -> &Node<'t> {
        &self.nodes[id as usize]
    }

    pub(super) fn span(&self, id: NodeId) -> Span {
        let node = self.node(id);
        Span { file: self.file, start: node.start, end: node.end }
    }

    pub(super) fn children(&self, run: Children) -> &[NodeId] {
        &self.children[run.start as usize..run.end as usize]
    }

    /// Whether another tree holds the same values in the same order, however they are written.
    pub(super) fn same_data(&self, other: &Tree<'_>) -> bool {
        let mut open: Vec<(NodeId, NodeId)> =
            std::iter::zip(&self.roots, &other.roots).map(|(a, b)| (*a, *b)).collect();
        if self.roots.len() != other.roots.len() || self.foreign_tags.len() != other.foreign_tags.len() {
            return false;
        }
        while let Some((one, another)) = open.pop() {
            let (one, another) = (&self.node(one).data, &other.node(another).data);
            match (one, another) {
                (Data::Nothing, Data::Nothing) => {}
                (Data::Alias(one), Data::Alias(another)) if one == another => {}
                (Data::List { items: a }, Data::List { items: b })
                | (Data::Mapping { entries: a, .. }, Data::Mapping { entries: b, .. }) => {
                    let (a, b) = (self.children(*a), other.children(*b));
                    if a.len() != b.len() {
                        return false;
                    }
                    open.extend(std::iter::zip(a, b).map(|(a, b)| (*a, *b)));
                }
                _ if one.text().is_some() && one.text() == another.text() => {}
                _ => return false,
            }
        }
        true
    }

    /// The text of a node as its author wrote it, quotes and all.
    pub(super) fn written(&self, id: NodeId) -> &'t str {
        self.text.get(self.span(id).range()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_stays_small() {
        assert_eq!(std::mem::size_of::<Node<'_>>(), 32);
    }
}
