//! What a document says, without how it is written: what an edit was to lead to against what it led to.

use super::page::Page;
use super::{Refusal, Scalar};
use crate::source::FileId;
use crate::yaml::parse;
use crate::yaml::tree::{Data, NodeId, Tree};
use std::collections::{HashMap, HashSet};

/// Keys with their values.
type Entries = Vec<(&'static str, Scalar)>;

/// What edits are to change of what a document says.
#[derive(Debug, Default)]
pub(super) struct Intent {
    /// New texts of scalars.
    pub(super) set: HashMap<NodeId, String>,
    /// New entries of mappings, and the number of the old entry they go before.
    pub(super) added: HashMap<NodeId, Vec<(usize, Entries)>>,
    /// The items that lists keep, in their new order.
    pub(super) items: HashMap<NodeId, Vec<usize>>,
    pub(super) removed_comments: Vec<String>,
}

impl Intent {
    /// Refuses to change the keys of a mapping so that one is there twice: nobody could tell which of them counts.
    pub(super) fn refuse_repeated_keys(&self, tree: &Tree<'_>) -> Result<(), Refusal> {
        let repeats = (0..).zip(&tree.nodes).any(|(id, node)| match &node.data {
            Data::Mapping { entries, .. } => self.repeats_a_key(tree, id, tree.children(*entries)),
            _ => false,
        });
        if repeats { Err(Refusal("a key is there twice")) } else { Ok(()) }
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

/// Deep as a document may be nested, which [`parse::DEEPEST_NESTING`] bounds.
#[derive(Debug, PartialEq, Eq)]
enum Shape {
    Nothing,
    Unreadable,
    Text(String),
    Alias(String),
    List(Vec<Shape>),
    Mapping(Vec<(Shape, Shape)>),
}

/// Refuses a result that does not say what was intended, or that lost a comment.
pub(super) fn verify(page: &Page<'_>, intent: &Intent, edited: &str) -> Result<(), Refusal> {
    const CHANGED: Refusal = Refusal("it would change more than it should");
    let tree = parse::parse(edited, FileId::default());
    if tree.fault.is_some() || tree.roots.len() != page.tree.roots.len() || !tree.unknown_aliases.is_empty() {
        return Err(CHANGED);
    }
    let unchanged = Intent::default();
    let same = std::iter::zip(&page.tree.roots, &tree.roots)
        .all(|(old, new)| shape(&page.tree, *old, intent) == shape(&tree, *new, &unchanged));
    let mut comments = comments(&page.tree);
    for removed in &intent.removed_comments {
        let at = comments.iter().position(|comment| comment == removed).ok_or(CHANGED)?;
        comments.swap_remove(at);
    }
    comments.sort_unstable();
    let mut kept = self::comments(&tree);
    kept.sort_unstable();
    if same && comments == kept { Ok(()) } else { Err(CHANGED) }
}

fn comments<'t>(tree: &Tree<'t>) -> Vec<&'t str> {
    let texts = tree.comments.iter().map(|span| tree.text.get(span.range()).unwrap_or_default().trim_end());
    texts.collect()
}

fn shape(tree: &Tree<'_>, id: NodeId, intent: &Intent) -> Shape {
    if let Some(text) = intent.set.get(&id) {
        return Shape::Text(text.clone());
    }
    match &tree.node(id).data {
        Data::Nothing => Shape::Nothing,
        Data::Unreadable => Shape::Unreadable,
        Data::Alias(_) => Shape::Alias(tree.written(id).to_owned()),
        Data::List { items } => {
            let items = tree.children(*items);
            let kept = match intent.items.get(&id) {
                Some(kept) => kept.iter().filter_map(|number| items.get(*number)).collect(),
                None => items.iter().collect::<Vec<_>>(),
            };
            Shape::List(kept.into_iter().map(|item| shape(tree, *item, intent)).collect())
        }
        Data::Mapping { entries, .. } => {
            let pairs = tree.children(*entries).chunks_exact(2);
            let mut entries: Vec<(Shape, Shape)> =
                pairs.map(|pair| (shape(tree, pair[0], intent), shape(tree, pair[1], intent))).collect();
            let mut added: Vec<_> = intent.added.get(&id).into_iter().flatten().collect();
            // From the back, so that the old numbers stay right.
            added.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
            for (at, added) in added {
                let at = (*at).min(entries.len());
                let text = |text: &str| Shape::Text(text.to_owned());
                entries.splice(at..at, added.iter().map(|(key, value)| (text(key), text(value.text()))));
            }
            Shape::Mapping(entries)
        }
        scalar => Shape::Text(scalar.text().unwrap_or_default().to_owned()),
    }
}
