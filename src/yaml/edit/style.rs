//! How new lists and mappings are written: in braces if they are short or inside braces, otherwise in lines, with the
//! indentation that the file has.

use super::page::Page;
use crate::yaml::change::{Entries, Node};
use crate::yaml::quoting;
use crate::yaml::tree::Data;

/// A longer mapping is written in lines.
const LONGEST: usize = 120;

/// On one line, as between braces.
pub(super) fn flow(node: &Node) -> String {
    match node {
        Node::Scalar(scalar) => quoting::written(scalar, true),
        Node::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Node::Mapping(entries) => format!("{{{}}}", flow_entries(entries).join(", ")),
    }
}

/// The entries of a mapping in braces.
pub(super) fn flow_entries(entries: &Entries) -> Vec<String> {
    entries.iter().map(|(key, value)| format!("{key}: {}", flow(value))).collect()
}

/// How the lists of a file are indented.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    newline: &'static str,
    /// How far a list's dashes are indented from its key.
    offset: usize,
}

impl Style {
    pub(super) fn of(page: &Page<'_>) -> Self {
        Self { newline: page.newline, offset: list_offset(page).unwrap_or(2) }
    }

    /// The lines of a mapping's entries, each entry with all its lines, without the indentation of the first.
    pub(super) fn entries(self, entries: &Entries, column: usize) -> Vec<String> {
        entries.iter().map(|(key, value)| format!("{key}:{}", self.value(value, column))).collect()
    }

    /// The text after a key in a column, from the colon on.
    pub(super) fn value(self, value: &Node, column: usize) -> String {
        match value {
            Node::Scalar(scalar) => format!(" {}", quoting::written(scalar, false)),
            Node::List(items) if items.iter().any(|item| !matches!(item, Node::Scalar(_))) => {
                self.items(items, column + self.offset)
            }
            Node::Mapping(entries) if !is_short(value) => {
                let column = column + 2;
                let lines = self.entries(entries, column);
                lines.iter().map(|line| format!("{}{line}", self.line(column))).collect()
            }
            _ => format!(" {}", flow(value)),
        }
    }

    /// The items of a list with their dashes in a column, each from a new line on.
    pub(super) fn items(self, items: &[Node], dashes: usize) -> String {
        items.iter().map(|item| self.line(dashes) + "- " + &self.item(item, dashes + 2, None)).collect()
    }

    /// An item behind its dash and the spaces after it. `in_braces` says how its neighbours are written, where it has any.
    pub(super) fn item(self, item: &Node, column: usize, in_braces: Option<bool>) -> String {
        match item {
            Node::Scalar(scalar) => quoting::written(scalar, false),
            Node::Mapping(entries) if !in_braces.unwrap_or_else(|| is_short(item)) => {
                self.entries(entries, column).join(&self.line(column))
            }
            _ => flow(item),
        }
    }

    /// A line break and the indentation after it.
    pub(super) fn line(self, column: usize) -> String {
        format!("{}{}", self.newline, " ".repeat(column))
    }
}

/// Whether a mapping is easily read in braces.
fn is_short(node: &Node) -> bool {
    let Node::Mapping(entries) = node else { return true };
    entries.iter().all(|(_, value)| matches!(value, Node::Scalar(_))) && flow(node).len() <= LONGEST
}

/// How far the first block list of a file is indented from its key.
fn list_offset(page: &Page<'_>) -> Option<usize> {
    page.tree.nodes.iter().enumerate().find_map(|(id, node)| {
        let id = id as u32;
        let is_block = matches!(node.data, Data::Mapping { flow: false, .. });
        let mut pairs = page.children(id).chunks_exact(2).filter(|_| is_block);
        pairs.find_map(|pair| {
            let items = matches!(page.tree.node(pair[1]).data, Data::List { .. }) && !page.is_flow(pair[1]);
            let first = page.children(pair[1]).first().filter(|_| items)?;
            let key = page.before(page.start(pair[0])).chars().count();
            let before = page.before(page.start(*first));
            let dash = before.find('-').filter(|dash| before[..*dash].trim().is_empty())?;
            dash.checked_sub(key)
        })
    })
}
