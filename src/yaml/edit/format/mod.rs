//! A document in one layout: keys in their order, one space after a colon, lists and short mappings written alike.
//!
//! The text is laid out anew from its tree. Every value keeps the letters it is written with, and every comment stays with
//! the line it is on or the entry it stands above. What is laid out in a way that this cannot keep (blocks of text, tags,
//! brackets over several lines) is copied as it is, indented with what is around it. The result is read again: it must
//! say the same in every value, comment and anchor, or the document is left alone.

mod block;
mod flow;
mod lines;
mod proof;

use super::page::Page;
use crate::yaml::change::Refusal;
use crate::yaml::tree::{Data, NodeId};

/// How the mappings of a kind are laid out.
#[derive(Debug)]
pub struct Manner {
    /// The keys, first to last. One of `below` that is not among them comes after all of them, and any other stays behind
    /// the key that it follows.
    pub order: &'static [&'static str],
    /// How the mapping under a key is laid out, or the mappings in a list under it.
    pub below: &'static [(&'static str, &'static Manner)],
    /// It is written in braces on one line, where that is short and holds no comments.
    pub in_braces: bool,
}

impl Manner {
    /// A mapping of which nothing is known.
    pub(super) const UNKNOWN: Manner = Manner { order: &[], below: &[], in_braces: false };

    /// The ranks of keys in a mapping, one after the other.
    fn ranks<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Vec<usize> {
        let mut before = 0;
        let rank = |key: &str| {
            let known = self.order.iter().position(|known| *known == key);
            let has_manner = self.below.iter().any(|(known, _)| *known == key);
            // What has a manner and no place comes last, in the order of its author.
            before = known.or(has_manner.then_some(self.order.len())).unwrap_or(before);
            before
        };
        keys.map(rank).collect()
    }

    /// The numbers of keys in the order in which they are to stand.
    fn sorted<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Vec<usize> {
        let ranks = self.ranks(keys);
        let mut order: Vec<usize> = (0..ranks.len()).collect();
        order.sort_by_key(|number| ranks[*number]);
        order
    }

    fn below(&self, key: &str) -> &'static Manner {
        let found = self.below.iter().find(|(known, _)| *known == key);
        found.map_or(&Manner::UNKNOWN, |(_, manner)| manner)
    }
}

/// A text in its layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formatted {
    /// The text.
    pub text: String,
    /// What was left as it is although it could be laid out better.
    pub left: Vec<Left>,
}

/// Something that was left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Where it starts, in bytes of the old text.
    pub at: usize,
    /// Why, as the end of a sentence about its keys.
    pub reason: &'static str,
}

/// Lays a document out; `manner` is that of its top mapping.
///
/// # Errors
/// A document that cannot be laid out without the danger of losing something. It is to be left as it is.
pub fn format(text: &str, manner: &'static Manner) -> Result<Formatted, Refusal> {
    let page = Page::read(text)?;
    let Some(root) = page.tree.roots.first().copied() else { return Ok(unchanged(text)) };
    match &page.tree.node(root).data {
        Data::Nothing => return Ok(unchanged(text)),
        Data::Mapping { flow: false, .. } => {}
        _ => return Err(Refusal("it holds no keys at the start of lines")),
    }
    let mut printer = block::Printer::new(&page);
    let lines = printer.document(root, manner)?;
    let mut formatted = lines.join(page.newline);
    // A line break at the end of a block of text would be part of it.
    if text.ends_with('\n') || !ends_in_block(&page, root) {
        formatted.push_str(page.newline);
    }
    proof::verify(&page, &formatted)?;
    Ok(Formatted { text: formatted, left: printer.into_left() })
}

/// Whether the last value of a document stands on lines of its own, as a block of text does.
fn ends_in_block(page: &Page<'_>, root: NodeId) -> bool {
    let mut leaf = root;
    while let Some(last) = page.children(leaf).last() {
        leaf = *last;
    }
    page.before(page.start(leaf)).trim().is_empty()
}

fn unchanged(text: &str) -> Formatted {
    Formatted { text: text.to_owned(), left: Vec::new() }
}
