//! Replaces one scalar with another.

use super::intent::Intent;
use super::page::{Kind, Page};
use super::splice::Replacement;
use crate::source::Span;
use crate::yaml::change::{Refusal, Scalar};
use crate::yaml::quoting;
use crate::yaml::stumbles::reads_on_in;

/// Replaces the text of a scalar, keeping its quotes.
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
        return Err(Refusal("there is an anchor or a tag before it"));
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
        return Err(Refusal("two edits overlap"));
    }
    Ok(vec![Replacement { at: page.start(id)..page.end(id), with }])
}
