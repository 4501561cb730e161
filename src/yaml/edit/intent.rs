//! What edits are to change of what a document says.

use crate::yaml::change::{Entries, Node, Refusal};
use crate::yaml::tree::{Data, NodeId, Tree};
use std::collections::{HashMap, HashSet};

/// The place after all items of a list, however many of them stay.
pub(super) const LAST: usize = usize::MAX;

/// What edits are to change of what a document says.
#[derive(Debug, Default)]
pub(super) struct Intent {
    /// New texts of scalars.
    pub(super) set: HashMap<NodeId, String>,
    /// New entries of mappings, and the number of the old entry they go before.
    pub(super) added: HashMap<NodeId, Vec<(usize, Entries)>>,
    /// The items that lists keep, in their new order.
    pub(super) items: HashMap<NodeId, Vec<usize>>,
    /// The new contents of nodes.
    pub(super) replaced: HashMap<NodeId, Node>,
    /// New items of lists, and the number of the old item they go before; [`LAST`] for those after all others.
    pub(super) inserted: HashMap<NodeId, Vec<(usize, Node)>>,
    /// The numbers of the entries that mappings lose.
    pub(super) unset: HashMap<NodeId, Vec<usize>>,
    pub(super) removed_comments: Vec<String>,
    /// What is taken out takes the comments along that stand in it, right above an item, and below it further right.
    pub(super) takes_comments: bool,
}

const REPEATED: Refusal = Refusal("a key is there twice");

impl Intent {
    /// Notes the new content of a node.
    pub(super) fn replace(&mut self, id: NodeId, with: Node) -> Result<(), Refusal> {
        match self.replaced.insert(id, with) {
            None => Ok(()),
            Some(_) => Err(Refusal("two edits overlap")),
        }
    }

    /// Refuses to add a key that a mapping has already: of that, only the mappings that entries are added to have to be
    /// looked at, however many there are.
    pub(super) fn refuse_added_keys(&self, tree: &Tree<'_>) -> Result<(), Refusal> {
        let repeats = self.added.keys().any(|mapping| match &tree.node(*mapping).data {
            Data::Mapping { entries, .. } => self.repeats_a_key(tree, *mapping, tree.children(*entries)),
            _ => false,
        });
        if repeats { Err(REPEATED) } else { Ok(()) }
    }

    /// Refuses to change the keys of a mapping so that one is there twice: nobody could tell which one counts.
    pub(super) fn refuse_repeated_keys(&self, tree: &Tree<'_>) -> Result<(), Refusal> {
        let repeats = (0..).zip(&tree.nodes).any(|(id, node)| match &node.data {
            Data::Mapping { entries, .. } => self.repeats_a_key(tree, id, tree.children(*entries)),
            _ => false,
        });
        if repeats { Err(REPEATED) } else { Ok(()) }
    }

    fn repeats_a_key(&self, tree: &Tree<'_>, mapping: NodeId, entries: &[NodeId]) -> bool {
        let keys = || entries.iter().step_by(2);
        if !self.added.contains_key(&mapping) && !keys().any(|key| self.set.contains_key(key)) {
            return false;
        }
        let added = self.added.get(&mapping).into_iter().flatten().flat_map(|(_, entries)| entries);
        let renamed = |key: &NodeId| self.set.get(key).map(String::as_str);
        let kept = keys().filter_map(|key| renamed(key).or_else(|| tree.node(*key).data.text()));
        let mut seen = HashSet::new();
        kept.chain(added.map(|(key, _)| *key)).any(|key| !seen.insert(key))
    }
}
