//! What stands where in a text, without what it means: for editors, which ask about places.

use super::tree::{Data, NodeId, Tree};
use super::{parse, recover};
use crate::source::{FileId, Span};
use std::borrow::Cow;
use std::ops::Range;

/// The entries of mappings and the items of lists of a text, each before what is in it. A text that is not YAML is mended
/// first, as it is for reading, so that only the broken lines are missing.
#[derive(Debug, Default)]
pub struct Outline {
    parts: Vec<OutlinePart>,
}

/// One entry of a mapping, or one item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlinePart {
    /// The number of the part that it is in; `None` at the top.
    pub parent: Option<usize>,
    /// The key of an entry.
    pub key: Option<(String, Range<usize>)>,
    /// The number of an item in its list, from 0; of an entry in its mapping.
    pub position: usize,
    /// What stands in it.
    pub value: OutlineValue,
    /// Where its value stands: empty if there is none.
    pub span: Range<usize>,
}

/// What kind of value a part has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutlineValue {
    /// Entries, which are the parts in it.
    Mapping,
    /// Items, which are the parts in it.
    List,
    /// A text, as it is read.
    Text(String),
    /// Nothing, or something that could not be read.
    Nothing,
}

impl OutlinePart {
    /// The whole of it: from its key to the end of its value.
    #[must_use]
    pub fn whole(&self) -> Range<usize> {
        let start = self.key.as_ref().map_or(self.span.start, |(_, key)| key.start);
        let end = self.key.as_ref().map_or(self.span.end, |(_, key)| key.end.max(self.span.end));
        start..end
    }

    /// The name of an entry; empty for an item.
    #[must_use]
    pub fn name(&self) -> &str {
        self.key.as_ref().map_or("", |(name, _)| name)
    }
}

impl Outline {
    /// Reads a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let file = FileId::default();
        let mut tree = parse::parse(text, file);
        match tree.fault.take() {
            None => Self::of_tree(&tree),
            Some(fault) => {
                drop(tree);
                let recovery = recover::recover(text, file, fault, super::Dialect::PLAIN.lexicon);
                Self::of_tree(&parse::parse_mended(text, &recovery.mending, file))
            }
        }
    }

    fn of_tree(tree: &Tree<'_>) -> Self {
        let mut outline = Self::default();
        // Parts come before what is in them, in the order of the text: so the last one opened goes on first.
        let mut open: Vec<(Option<usize>, NodeId)> =
            tree.roots.iter().take(1).map(|root| (None, *root)).collect();
        while let Some((parent, node)) = open.pop() {
            let first = outline.parts.len();
            let values: Vec<NodeId> = match &tree.node(node).data {
                Data::Mapping { entries, .. } => {
                    let pairs = tree.children(*entries).chunks_exact(2);
                    pairs.clone().enumerate().for_each(|(position, pair)| {
                        let name = tree.node(pair[0]).data.text().unwrap_or_default().to_owned();
                        let key = Some((name, tree.span(pair[0]).range()));
                        outline.parts.push(part(tree, parent, key, position, pair[1]));
                    });
                    pairs.map(|pair| pair[1]).collect()
                }
                Data::List { items } => {
                    let items = tree.children(*items);
                    items.iter().enumerate().for_each(|(position, item)| {
                        outline.parts.push(part(tree, parent, None, position, *item));
                    });
                    items.to_vec()
                }
                _ => Vec::new(),
            };
            open.extend(
                (first..)
                    .zip(values)
                    .map(|(number, value)| (Some(number), value))
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev(),
            );
        }
        outline
    }

    /// All parts. A part comes after the one it is in; parts of one mapping or list come in the order of the text.
    #[must_use]
    pub fn parts(&self) -> &[OutlinePart] {
        &self.parts
    }

    /// A part by its number.
    #[must_use]
    pub fn part(&self, number: usize) -> &OutlinePart {
        &self.parts[number]
    }

    /// The innermost part that holds a place, counting the place behind its last character.
    #[must_use]
    pub fn at(&self, offset: usize) -> Option<usize> {
        let holds = |part: &OutlinePart| {
            let whole = part.whole();
            whole.start <= offset && offset <= whole.end
        };
        // What is in a part lies inside it and comes later.
        let narrow = |number: &usize| {
            let whole = self.parts[*number].whole();
            (std::cmp::Reverse(whole.end - whole.start), *number)
        };
        (0..self.parts.len()).filter(|number| holds(&self.parts[*number])).max_by_key(narrow)
    }

    /// A part and those that it is in, the innermost first.
    pub fn upwards(&self, number: usize) -> impl Iterator<Item = &OutlinePart> {
        std::iter::successors(Some(number), |number| self.parts[*number].parent)
            .map(|number| &self.parts[number])
    }

    /// The parts that are right in another; in none: those at the top.
    pub fn inside(&self, parent: Option<usize>) -> impl Iterator<Item = (usize, &OutlinePart)> {
        self.parts.iter().enumerate().filter(move |(_, part)| part.parent == parent)
    }

    /// The way from the top to a part: keys, and an empty name for each item of a list.
    #[must_use]
    pub fn path(&self, number: usize) -> Vec<Cow<'_, str>> {
        let mut path: Vec<Cow<'_, str>> =
            self.upwards(number).map(|part| Cow::Borrowed(part.name())).collect();
        path.reverse();
        path
    }
}

fn part(
    tree: &Tree<'_>,
    parent: Option<usize>,
    key: Option<(String, Range<usize>)>,
    position: usize,
    node: NodeId,
) -> OutlinePart {
    let data = &tree.node(node).data;
    let value = match data {
        Data::Mapping { .. } => OutlineValue::Mapping,
        Data::List { .. } => OutlineValue::List,
        _ => data.text().map_or(OutlineValue::Nothing, |text| OutlineValue::Text(text.to_owned())),
    };
    let Span { start, end, .. } = tree.span(node);
    OutlinePart { parent, key, position, value, span: start as usize..end as usize }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_know_what_they_are_in() {
        let text = "team: growth\nobjectives:\n  - id: a\n    key_results:\n    - {key_result: x, target: 3}\n    - y\n";
        let outline = Outline::of(text);
        let path = |words: &str| outline.path(outline.at(text.find(words).unwrap()).unwrap()).join("/");
        assert_eq!(path("growth"), "team");
        assert_eq!(path("id: a"), "objectives//id");
        assert_eq!(path("3}"), "objectives//key_results//target");
        assert_eq!(path("y\n"), "objectives//key_results/");
        assert_eq!(outline.at(text.len() + 5), None);
    }

    #[test]
    fn a_broken_line_hides_no_other() {
        let text = "team: growth\nowner: \"ana\nobjectives:\n  - id: a\n";
        let outline = Outline::of(text);
        assert!(outline.parts().iter().any(|part| part.name() == "id"), "{outline:?}");
    }
}
