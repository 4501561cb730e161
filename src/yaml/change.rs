//! Changes of a file as data: edits, the fixes made of them, and the repairs that let the rest of a broken file be read.

use crate::source::Span;
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

/// One change of the text.
pub(in crate::yaml) struct Repair {
    pub(in crate::yaml) range: Range<usize>,
    pub(in crate::yaml) with: String,
    /// The value here is then known to be there, but not what it is.
    pub(in crate::yaml) hides: bool,
}

impl Repair {
    /// Puts a letter where a value stands that cannot be read.
    pub(in crate::yaml) fn hide(range: Range<usize>) -> Self {
        Self { range, with: "x".into(), hides: true }
    }

    /// Changes what is around the values.
    pub(in crate::yaml) fn change(range: Range<usize>, with: impl Into<String>) -> Self {
        Self { range, with: with.into(), hides: false }
    }
}
