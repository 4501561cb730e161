//! Plans edits over the tree of a text, makes them, and reads the result again.

use super::intent::Intent;
use super::page::Page;
use super::splice::{Replacement, splice};
use super::{add, append, expand, list, set, shape, textual};
use crate::source::Span;
use crate::yaml::change::{Edit, Refusal};
use crate::yaml::tree::Data;
use std::fmt;

/// The text with all the edits made.
///
/// # Errors
/// An edit that cannot be made without touching more than it should: the file is not YAML, the place is an alias or is
/// repeated by one, a key is there twice, two edits overlap, or the result would not say what was
/// intended. The text then stays as it is.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, Refusal> {
    if !edits.is_empty() && edits.iter().all(Edit::is_textual) {
        return textual::apply(text, edits);
    }
    Editor::of(text)?.apply(edits)
}

/// The text with parts taken out, by [`Edit::Unset`] and [`Edit::Remove`], together with the comments in and about them.
///
/// # Errors
/// As [`apply`].
pub fn cut(text: &str, edits: &[Edit]) -> Result<String, Refusal> {
    let editor = Editor::of(text)?;
    editor.make(edits, Intent { takes_comments: true, ..Intent::default() })
}

/// The place of the mapping at the top of a text.
#[must_use]
pub fn top_mapping(text: &str) -> Option<Span> {
    let page = Page::read(text).ok()?;
    let root = *page.tree.roots.first()?;
    matches!(page.tree.node(root).data, Data::Mapping { .. }).then(|| page.tree.span(root))
}

/// A text that was read once, for trying out several edits of it.
pub struct Editor<'t> {
    page: Page<'t>,
}

impl fmt::Debug for Editor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Editor").field("text", &self.page.text).finish_non_exhaustive()
    }
}

impl<'t> Editor<'t> {
    /// Reads a text.
    ///
    /// # Errors
    /// A text that is not YAML.
    pub fn of(text: &'t str) -> Result<Self, Refusal> {
        Page::read(text).map(|page| Self { page })
    }

    /// Whether edits can be planned at all: a quick look that leaves out what their result says.
    ///
    /// # Errors
    /// As [`apply`], except the last one.
    pub fn can_plan(&self, edits: &[Edit]) -> Result<(), Refusal> {
        self.plan(edits).map(|_| ())
    }

    /// The text with all the edits made.
    ///
    /// # Errors
    /// As [`apply`].
    pub fn apply(&self, edits: &[Edit]) -> Result<String, Refusal> {
        self.make(edits, Intent::default())
    }

    fn make(&self, edits: &[Edit], intent: Intent) -> Result<String, Refusal> {
        let (replacements, intent) = self.plan_with(edits, intent)?;
        intent.refuse_repeated_keys(&self.page.tree)?;
        let edited = splice(self.page.text, replacements)?;
        shape::verify(&self.page, &intent, &edited)?;
        Ok(edited)
    }

    fn plan(&self, edits: &[Edit]) -> Result<(Vec<Replacement>, Intent), Refusal> {
        self.plan_with(edits, Intent::default())
    }

    fn plan_with(&self, edits: &[Edit], mut intent: Intent) -> Result<(Vec<Replacement>, Intent), Refusal> {
        let mut replacements = Vec::new();
        // Entries of one mapping go together: which commas go with them depends on their neighbours.
        let mut unset: Vec<(Span, Vec<&str>)> = Vec::new();
        for edit in edits {
            let Edit::Unset { mapping, key } = edit else {
                replacements.extend(plan(&self.page, edit, &mut intent)?);
                continue;
            };
            match unset.iter_mut().find(|(known, _)| known == mapping) {
                Some((_, keys)) => keys.push(key),
                None => unset.push((*mapping, vec![key])),
            }
        }
        for (mapping, keys) in unset {
            replacements.extend(expand::unset(&self.page, mapping, &keys, &mut intent)?);
        }
        intent.refuse_added_keys(&self.page.tree)?;
        Ok((replacements, intent))
    }
}

fn plan(page: &Page<'_>, edit: &Edit, intent: &mut Intent) -> Result<Vec<Replacement>, Refusal> {
    match edit {
        Edit::Set { at, to } => set::plan(page, *at, to, intent),
        Edit::Add { mapping, place, entries } => add::plan(page, *mapping, *place, entries, intent),
        Edit::Sort { list, order } => list::sort(page, *list, order, intent),
        Edit::Remove { list, items } => list::remove(page, *list, items, intent),
        Edit::RemoveComment { at } => Ok(vec![page.without_comment(*at, intent)?]),
        Edit::Append { mapping, key, place, item } => {
            append::plan(page, *mapping, (key, *place), item, intent)
        }
        Edit::Insert { list, before, item } => append::insert(page, *list, *before, item, intent),
        Edit::Expand { at, field, entries } => expand::expand(page, *at, field, entries, intent),
        Edit::Unset { mapping, key } => expand::unset(page, *mapping, &[*key], intent),
        Edit::Quote { .. } | Edit::Retype { .. } => Err(Refusal("it must be made on its own")),
    }
}
