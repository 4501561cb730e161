//! Edits of characters, which a text need not be YAML for.

use super::splice::{Replacement, splice};
use crate::source::{FileId, Span};
use crate::yaml::change::{Edit, Refusal};
use crate::yaml::parse;
use crate::yaml::quoting::quoted;
use crate::yaml::tree::{Data, Tree};

const CHANGED: Refusal = Refusal("it would change more than it should");

/// Makes edits of characters: one that puts words in quotes, or any number that replace characters.
pub(super) fn apply(text: &str, edits: &[Edit]) -> Result<String, Refusal> {
    if let [Edit::Quote { at }] = edits {
        return quote(text, *at);
    }
    let replacement = |edit: &Edit| match edit {
        Edit::Retype { at, with } => Ok(Replacement { at: at.range(), with: with.clone() }),
        _ => Err(Refusal("it must be made on its own")),
    };
    let replacements: Vec<Replacement> = edits.iter().map(replacement).collect::<Result<_, _>>()?;
    let first = replacements.iter().map(|replacement| replacement.at.start).min().unwrap_or_default();
    let edited = splice(text, replacements)?;
    let (old, new) = (parse::parse(text, FileId::default()), parse::parse(&edited, FileId::default()));
    // The lines above are read as before, however far the rest can be read.
    let line = text[..first].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let above = |tree: &Tree<'_>| -> Vec<(u32, String)> {
        let scalars = tree.nodes.iter().filter(|node| !matches!(node.data, Data::Nothing));
        let above = scalars.filter(|node| (node.end as usize) < line);
        above.filter_map(|node| Some((node.start, node.data.text()?.to_owned()))).collect()
    };
    let is_worse = match (&old.fault, &new.fault) {
        (None, Some(_)) => true,
        (Some(old), Some(new)) => new.at < old.at.min(first),
        _ => false,
    };
    if is_worse || !above(&new).starts_with(&above(&old)) {
        return Err(CHANGED);
    }
    Ok(edited)
}

/// The texts that edits have written, or written a part of, in the text that they led to.
pub(crate) fn texts_written<'e>(edits: impl Iterator<Item = &'e Edit>, after: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut places: Vec<(Span, usize)> = Vec::new();
    for edit in edits {
        match edit {
            Edit::Set { to, .. } => texts.push(to.text().to_owned()),
            Edit::Retype { at, with } => places.push((*at, with.len())),
            // The text that begins there.
            Edit::Quote { at } => places.push((*at, 0)),
            _ => {}
        }
    }
    if places.is_empty() {
        return texts;
    }
    places.sort();
    let tree = parse::parse(after, FileId::default());
    let mut grown = 0;
    for (at, length) in places {
        let start = (i64::from(at.start) + grown).max(0) as u32;
        let end = start + length as u32;
        grown += length as i64 - i64::from(at.end - at.start);
        let nodes = tree.nodes.iter().filter(|node| node.start <= end && node.end >= start);
        texts.extend(nodes.filter_map(|node| node.data.text()).map(str::to_owned));
    }
    texts
}

/// Puts words in quotes. The result must have a scalar at their place that reads as those words, and where the text was
/// YAML before, every other scalar must stay what it was.
fn quote(text: &str, at: Span) -> Result<String, Refusal> {
    let words = text.get(at.range()).ok_or(CHANGED)?;
    if words.is_empty() || words.contains(['\n', '\r']) {
        return Err(Refusal("it is more than one line"));
    }
    let with = quoted(words);
    let edited = format!("{}{with}{}", &text[..at.start as usize], &text[at.end as usize..]);
    let (old, new) = (parse::parse(text, FileId::default()), parse::parse(&edited, FileId::default()));
    let end = at.start as usize + with.len();
    let reads_as_words = new.nodes.iter().any(|node| {
        node.start == at.start && node.end as usize == end && node.data.text() == Some(words.trim())
    });
    let same_around = old.fault.is_some()
        || scalars_outside(&old, at.start as usize, at.end as usize).eq(scalars_outside(
            &new,
            at.start as usize,
            end,
        ));
    let is_worse = new.fault.is_some() && old.fault.is_none();
    if reads_as_words && same_around && !is_worse { Ok(edited) } else { Err(CHANGED) }
}

fn scalars_outside<'a>(tree: &'a Tree<'_>, from: usize, to: usize) -> impl Iterator<Item = &'a str> {
    let is_outside = move |start: u32, end: u32| (end as usize) < from || (start as usize) > to;
    let nodes = tree.nodes.iter().filter(|node| !matches!(node.data, Data::Nothing));
    nodes.filter(move |node| is_outside(node.start, node.end)).filter_map(|node| node.data.text())
}
