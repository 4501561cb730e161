//! What a document says, without how it is written: what an edit was to lead to against what it led to.

use super::intent::Intent;
use super::page::Page;
use crate::source::FileId;
use crate::yaml::change::Refusal;
use crate::yaml::parse;
use crate::yaml::tree::{Data, NodeId, Tree};

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
