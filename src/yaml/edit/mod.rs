//! Edits that change only the bytes they must: comments, order, quoting, indentation and line ends stay.
//!
//! An edit is planned over the tree of the text as replacements of bytes. The result is parsed again and must say what
//! the old text said, but for the edit; otherwise the edit is refused and nothing has happened.

mod add;
mod list;
mod page;
mod proof;
mod scalar;
mod set;
mod shape;

pub use proof::check_one_edit;

use crate::source::Span;
use page::Page;
use shape::Intent;
use std::fmt;
use std::ops::Range;

/// One change of a document. Every place is one of the text before any edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Puts another text in the place of a value or a key, in the quotes it has.
    Set {
        /// The value or key.
        at: Span,
        /// What it shall be.
        to: Scalar,
    },
    /// Adds entries to a mapping.
    Add {
        /// The mapping.
        mapping: Span,
        /// Where in it.
        place: Place,
        /// The new entries, none of whose keys the mapping has.
        entries: Vec<(&'static str, Scalar)>,
    },
    /// Puts the items of a list in another order.
    Sort {
        /// The list.
        list: Span,
        /// The old numbers of the items, from 0, in their new order: each exactly once.
        order: Vec<usize>,
    },
    /// Takes an item out of a list that has others.
    Remove {
        /// The list.
        list: Span,
        /// The item's number, from 0.
        item: usize,
    },
    /// Takes a comment out, and its line where nothing else is on it.
    RemoveComment {
        /// The comment, from its `#` on.
        at: Span,
    },
    /// Puts words in quotes that YAML took for something else. The only edit of a text that is not YAML.
    Quote {
        /// All of the words.
        at: Span,
    },
}

/// Where new entries of a mapping go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Before the first entry.
    First,
    /// After the entry with this key.
    After(&'static str),
}

/// A value to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar {
    /// Text: quoted wherever any reader of YAML could take it for something else.
    Text(String),
    /// A number or a date, meant to be taken for one.
    Literal(String),
}

impl Scalar {
    /// The text that is read back.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Scalar::Text(text) | Scalar::Literal(text) => text,
        }
    }
}

/// A change that mends something, and whether it may be made without asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What kind of change it is, for counting: `missing id added`.
    pub kind: &'static str,
    /// What it does here: ``write `target` ``.
    pub title: String,
    /// It keeps what the goals say, or says what their author cannot but have meant.
    pub safe: bool,
    /// The changes, all of one file, that belong together.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that may be made without asking.
    pub(crate) fn safe(kind: &'static str, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { kind, title: title.into(), safe: true, edits }
    }

    /// A fix that probably does what was meant.
    pub(crate) fn likely(kind: &'static str, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { kind, title: title.into(), safe: false, edits }
    }
}

/// Why an edit was not made, as the end of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub(crate) &'static str);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Refusal {}

/// New bytes for a place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Replacement {
    at: Range<usize>,
    with: String,
}

impl Replacement {
    fn insert(at: usize, with: String) -> Self {
        Self { at: at..at, with }
    }
}

/// The text with all the edits made.
///
/// # Errors
/// An edit that cannot be made without touching more than it should: the file is not YAML, the place is an alias or is
/// repeated by one, a key is there twice, two edits are in each other's way, or the result would not say what was
/// intended. The text then stays as it is.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, Refusal> {
    if let [Edit::Quote { at }] = edits {
        return set::quote(text, *at);
    }
    Editor::of(text)?.apply(edits)
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
    /// As [`apply`], but for the last.
    pub fn can_plan(&self, edits: &[Edit]) -> Result<(), Refusal> {
        self.plan(edits).map(|_| ())
    }

    /// The text with all the edits made.
    ///
    /// # Errors
    /// As [`apply`].
    pub fn apply(&self, edits: &[Edit]) -> Result<String, Refusal> {
        let (replacements, intent) = self.plan(edits)?;
        let edited = splice(self.page.text, replacements)?;
        shape::verify(&self.page, &intent, &edited)?;
        Ok(edited)
    }

    fn plan(&self, edits: &[Edit]) -> Result<(Vec<Replacement>, Intent), Refusal> {
        let mut intent = Intent::default();
        let mut replacements = Vec::new();
        for edit in edits {
            replacements.extend(plan(&self.page, edit, &mut intent)?);
        }
        intent.refuse_repeated_keys(&self.page.tree)?;
        Ok((replacements, intent))
    }
}

fn plan(page: &Page<'_>, edit: &Edit, intent: &mut Intent) -> Result<Vec<Replacement>, Refusal> {
    match edit {
        Edit::Set { at, to } => set::plan(page, *at, to, intent),
        Edit::Add { mapping, place, entries } => add::plan(page, *mapping, *place, entries, intent),
        Edit::Sort { list, order } => list::sort(page, *list, order, intent),
        Edit::Remove { list, item } => list::remove(page, *list, *item, intent),
        Edit::RemoveComment { at } => Ok(vec![page.without_comment(*at, intent)?]),
        Edit::Quote { .. } => Err(Refusal("it must be made on its own")),
    }
}

/// The text with its replacements, which must not be in each other's way.
fn splice(text: &str, mut replacements: Vec<Replacement>) -> Result<String, Refusal> {
    const BUG: Refusal = Refusal("two changes are in each other's way");
    replacements.sort_by_key(|replacement| (replacement.at.start, replacement.at.end));
    let mut edited = String::with_capacity(text.len() + 32 * replacements.len());
    let mut copied = 0;
    for Replacement { at, with } in replacements {
        if at.start < copied {
            return Err(BUG);
        }
        edited.push_str(text.get(copied..at.start).ok_or(BUG)?);
        edited.push_str(&with);
        copied = at.end;
    }
    edited.push_str(text.get(copied..).ok_or(BUG)?);
    Ok(edited)
}
