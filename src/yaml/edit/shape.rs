//! What a document says, regardless of how it is written: the intended result of an edit against the actual one.

use super::intent::{Intent, LAST};
use super::page::Page;
use crate::source::FileId;
use crate::yaml::change::{Node, Refusal};
use crate::yaml::parse;
use crate::yaml::tree::{Children, Data, NodeId, Tree};

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
    if let Some(node) = intent.replaced.get(&id) {
        return written(node);
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
            let inserted = intent.inserted.get(&id).map(Vec::as_slice).unwrap_or_default();
            let at = |number: usize| {
                inserted.iter().filter(move |(at, _)| *at == number).map(|(_, item)| written(item))
            };
            let mut shapes = Vec::with_capacity(kept.len() + inserted.len());
            for (number, item) in kept.into_iter().enumerate() {
                shapes.extend(at(number));
                shapes.push(shape(tree, *item, intent));
            }
            shapes.extend(at(LAST));
            Shape::List(shapes)
        }
        Data::Mapping { entries, .. } => Shape::Mapping(mapping(tree, id, *entries, intent)),
        scalar => Shape::Text(scalar.text().unwrap_or_default().to_owned()),
    }
}

/// The entries of a mapping: the old ones except those removed, and the new ones in their places.
fn mapping(tree: &Tree<'_>, id: NodeId, entries: Children, intent: &Intent) -> Vec<(Shape, Shape)> {
    let unset = intent.unset.get(&id).map(Vec::as_slice).unwrap_or_default();
    let added = intent.added.get(&id).map(Vec::as_slice).unwrap_or_default();
    let pairs: Vec<&[NodeId]> = tree.children(entries).chunks_exact(2).collect();
    let mut result = Vec::with_capacity(pairs.len());
    for number in 0..=pairs.len() {
        let here = added.iter().filter(|(at, _)| *at == number).flat_map(|(_, entries)| entries);
        result.extend(here.map(|(key, value)| (Shape::Text((*key).to_owned()), written(value))));
        if let Some(pair) = pairs.get(number).filter(|_| !unset.contains(&number)) {
            result.push((shape(tree, pair[0], intent), shape(tree, pair[1], intent)));
        }
    }
    result
}

/// What something new is to be read as.
fn written(node: &Node) -> Shape {
    match node {
        Node::Scalar(scalar) => Shape::Text(scalar.text().to_owned()),
        Node::List(items) => Shape::List(items.iter().map(written).collect()),
        Node::Mapping(entries) => {
            let entry = |(key, value): &(&str, Node)| (Shape::Text((*key).to_owned()), written(value));
            Shape::Mapping(entries.iter().map(entry).collect())
        }
    }
}
