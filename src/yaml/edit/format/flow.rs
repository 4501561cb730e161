//! Lists and mappings on one line.

use super::Manner;
use crate::yaml::edit::page::Page;
use crate::yaml::tree::{Data, NodeId};

/// A longer line is easier to read as several.
pub(super) const WIDEST: usize = 120;

/// A list or mapping between brackets or braces, with one space after each comma and colon; `None` if that would lose
/// something that stands in it.
pub(super) fn tidied(page: &Page<'_>, id: NodeId, manner: &Manner) -> Option<String> {
    let (start, end) = (page.start(id), page.end(id));
    if page.has_comment(start, end) || page.has_references(start, end) {
        return None;
    }
    let text = on_one_line(page, id, manner)?;
    // Tags of YAML's own, and pairs without braces, are in the text alone.
    (letters(&text) == letters(&page.text[start..end])).then_some(text)
}

/// A block list or mapping as it is written between brackets or braces; `None` if a value could not stand there as it is.
pub(super) fn from_block(page: &Page<'_>, id: NodeId, manner: &Manner) -> Option<String> {
    if !page.children(id).iter().all(|child| can_stand_in_braces(page, *child)) {
        return None;
    }
    on_one_line(page, id, manner)
}

fn can_stand_in_braces(page: &Page<'_>, id: NodeId) -> bool {
    let written = page.tree.written(id);
    let data = &page.tree.node(id).data;
    let is_plain_and_safe =
        || data.plain().is_some() && !written.contains([',', '[', ']', '{', '}', ':', '#']);
    let is_quoted = written.starts_with(['"', '\'']);
    data.text().is_some() && !written.contains(['\n', '\r']) && (is_plain_and_safe() || is_quoted)
}

/// The letters that a text is made of, however they are arranged.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    letters.sort_unstable();
    letters
}

/// `manner` is that of the mapping, or of the mappings in the list.
fn on_one_line(page: &Page<'_>, id: NodeId, manner: &Manner) -> Option<String> {
    match &page.tree.node(id).data {
        Data::List { .. } => {
            let items: Option<Vec<_>> =
                page.children(id).iter().map(|item| on_one_line(page, *item, manner)).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Data::Mapping { .. } => {
            let pairs: Vec<&[NodeId]> = page.children(id).chunks_exact(2).collect();
            let key = |pair: &&[NodeId]| page.tree.node(pair[0]).data.text().unwrap_or_default();
            let entry = |number: usize| {
                let [key, value] = [pairs[number][0], pairs[number][1]];
                let below = manner.below(page.tree.node(key).data.text().unwrap_or_default());
                Some(format!("{}: {}", on_one_line(page, key, manner)?, on_one_line(page, value, below)?))
            };
            let entries = manner.sorted(pairs.iter().map(key)).into_iter().map(entry);
            Some(format!("{{{}}}", entries.collect::<Option<Vec<_>>>()?.join(", ")))
        }
        Data::Nothing | Data::Unreadable | Data::Alias(_) => None,
        _ => {
            let written = page.tree.written(id);
            (!written.is_empty() && !written.contains(['\n', '\r'])).then(|| written.to_owned())
        }
    }
}
