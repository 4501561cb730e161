//! One scalar in the place of another, and words put in quotes.

use super::intent::Intent;
use super::page::{Kind, Page};
use super::splice::Replacement;
use crate::source::{FileId, Span};
use crate::yaml::change::{Refusal, Scalar};
use crate::yaml::parse;
use crate::yaml::quoting::{self, quoted};
use crate::yaml::stumbles::reads_on_in;
use crate::yaml::tree::{Data, Tree};

/// Puts a text in the place of a scalar, in the quotes that the old one has.
pub(super) fn plan(
    page: &Page<'_>,
    at: Span,
    to: &Scalar,
    intent: &mut Intent,
) -> Result<Vec<Replacement>, Refusal> {
    let id = page.find(at, Kind::Scalar)?;
    let old = page.tree.written(id);
    let is_plain = page.tree.node(id).data.plain().is_some();
    if page.is_marked(id) {
        return Err(Refusal("an anchor or a tag stands before it"));
    }
    let comment = page.comment_behind(page.end(id));
    let with = match old.chars().next() {
        // Quotes end the text, where it could seem to go on in the comment.
        _ if is_plain && comment.is_some_and(|comment| reads_on_in(to.text(), comment)) => {
            quoting::double_quoted(to.text())
        }
        _ if is_plain => quoting::written(to, page.is_in_flow(id)),
        Some('"') => quoting::double_quoted(to.text()),
        Some('\'') => quoting::single_quoted(to.text()).unwrap_or_else(|| quoting::double_quoted(to.text())),
        _ => return Err(Refusal("it is a block of text")),
    };
    if intent.set.insert(id, to.text().to_owned()).is_some() {
        return Err(Refusal("two changes are in each other's way"));
    }
    Ok(vec![Replacement { at: page.start(id)..page.end(id), with }])
}

/// Puts words in quotes. The result must have a scalar at their place that reads as those words, and where the text was
/// YAML before, every other scalar must stay what it was.
pub(super) fn quote(text: &str, at: Span) -> Result<String, Refusal> {
    const CHANGED: Refusal = Refusal("it would change more than it should");
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
