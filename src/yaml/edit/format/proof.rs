//! Whether a text that was laid out anew says what the old one said.

use crate::source::FileId;
use crate::yaml::change::Refusal;
use crate::yaml::edit::page::Page;
use crate::yaml::parse;
use crate::yaml::tree::{Data, NodeId, Tree};

/// Refuses a text that lost or changed a value, a comment, an anchor or a tag. Only entries of a mapping may stand in
/// another order.
pub(super) fn verify(page: &Page<'_>, formatted: &str) -> Result<(), Refusal> {
    let (old, new) = (&page.tree, parse::parse(formatted, FileId::default()));
    let is_same = new.fault.is_none()
        && new.unknown_aliases.is_empty()
        && old.roots.len() == new.roots.len()
        && std::iter::zip(&old.roots, &new.roots).all(|(a, b)| is_same(old, *a, &new, *b))
        && marks(old) == marks(&new)
        && comments(old) == comments(&new);
    if is_same {
        Ok(())
    } else {
        Err(Refusal("it is laid out in a way that cannot be kept while it is tidied"))
    }
}

fn comments<'t>(tree: &Tree<'t>) -> Vec<&'t str> {
    let texts = tree.comments.iter().map(|span| tree.text[span.range()].trim_end());
    let mut texts: Vec<&str> = texts.collect();
    texts.sort_unstable();
    texts
}

/// Anchors and tags, in their order.
fn marks<'t>(tree: &Tree<'t>) -> Vec<&'t str> {
    let anchors = tree.anchors.iter().map(|anchor| anchor.span);
    let tags = tree.foreign_tags.iter().map(|tag| tag.span);
    anchors.chain(tags).map(|span| &tree.text[span.range()]).collect()
}

/// Deep as a document may be nested, which [`parse::DEEPEST_NESTING`] bounds.
fn is_same(old: &Tree<'_>, a: NodeId, new: &Tree<'_>, b: NodeId) -> bool {
    match (&old.node(a).data, &new.node(b).data) {
        (Data::Nothing, Data::Nothing) => true,
        (Data::Alias(_), Data::Alias(_)) => old.written(a) == new.written(b),
        (Data::List { items: one }, Data::List { items: other }) => {
            let (one, other) = (old.children(*one), new.children(*other));
            one.len() == other.len() && std::iter::zip(one, other).all(|(a, b)| is_same(old, *a, new, *b))
        }
        (Data::Mapping { entries: one, .. }, Data::Mapping { entries: other, .. }) => {
            let (one, other) = (old.children(*one), new.children(*other));
            let mut open: Vec<&[NodeId]> = other.chunks_exact(2).collect();
            // Of entries with one key the first counts, so they must stay in their order.
            one.len() == other.len()
                && one.chunks_exact(2).all(|pair| {
                    let found = open.iter().position(|other| is_same(old, pair[0], new, other[0]));
                    found.is_some_and(|at| is_same(old, pair[1], new, open.remove(at)[1]))
                })
        }
        (one, other) => {
            one.text().is_some()
                && one.text() == other.text()
                && one.plain().is_some() == other.plain().is_some()
        }
    }
}
