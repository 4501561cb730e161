//! Changes of a file as data: edits, the fixes made of them, and the repairs that let the rest of a broken file be read.

use crate::source::{FileId, Span};
use std::fmt;
use std::ops::Range;

/// One change of a document. Every place is one of the text before any edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Replaces the text of a value or a key, keeping its quotes.
    Set {
        /// The value or key.
        at: Span,
        /// The new text.
        to: Scalar,
    },
    /// Adds entries to a mapping.
    Add {
        /// The mapping.
        mapping: Span,
        /// Where in it.
        place: Place,
        /// The new entries, none of whose keys the mapping has.
        entries: Entries,
    },
    /// Adds an item to the list under a key of a mapping, in the style of its neighbours. A list that is missing or empty
    /// is created, and a single value where a list may be becomes the list's first item.
    Append {
        /// The mapping.
        mapping: Span,
        /// The list's key.
        key: &'static str,
        /// Where the key goes if it is not there.
        place: Place,
        /// The new last item.
        item: Node,
    },
    /// Puts an item into a list that has others, before one of them, in the style of its neighbours.
    Insert {
        /// The list.
        list: Span,
        /// The number of the item it goes before, from 0.
        before: usize,
        /// The new item.
        item: Node,
    },
    /// Turns a text that is short for a mapping into that mapping: `- Raise it` into `- key_result: Raise it` with more
    /// entries below.
    Expand {
        /// The text.
        at: Span,
        /// The key that the text belongs to.
        field: &'static str,
        /// The entries after it.
        entries: Entries,
    },
    /// Removes an entry of a mapping that has others.
    Unset {
        /// The mapping.
        mapping: Span,
        /// The entry's key.
        key: &'static str,
    },
    /// Puts the items of a list in another order.
    Sort {
        /// The list.
        list: Span,
        /// The old numbers of the items, from 0, in their new order: each exactly once.
        order: Vec<usize>,
    },
    /// Removes items of a list that has others.
    Remove {
        /// The list.
        list: Span,
        /// The items' numbers, from 0, in their order.
        items: Vec<usize>,
    },
    /// Removes a comment, and its line if nothing else is on it.
    RemoveComment {
        /// The comment, from its `#` on.
        at: Span,
    },
    /// Puts words in quotes that YAML took for something else, also in a text that is not YAML.
    Quote {
        /// All of the words.
        at: Span,
    },
    /// Replaces some characters with others, also in a text that is not YAML.
    Retype {
        /// The characters; an empty place to insert some.
        at: Span,
        /// What to write there.
        with: String,
    },
}

impl Edit {
    /// Whether it changes characters, not values: then it can be made in a text that is not YAML, but not together with
    /// edits of values.
    #[must_use]
    pub fn is_textual(&self) -> bool {
        matches!(self, Edit::Quote { .. } | Edit::Retype { .. })
    }

    /// The place of a textual edit.
    pub(in crate::yaml) fn textual_place(&mut self) -> Option<&mut Span> {
        match self {
            Edit::Quote { at } | Edit::Retype { at, .. } => Some(at),
            _ => None,
        }
    }
}

/// Keys with their values.
pub type Entries = Vec<(&'static str, Node)>;

/// Something to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// One value.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A mapping.
    Mapping(Entries),
}

impl From<Scalar> for Node {
    fn from(scalar: Scalar) -> Self {
        Node::Scalar(scalar)
    }
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

/// A change that puts something right, and what it promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What kind of change it is, for counting: `missing id added`.
    pub kind: &'static str,
    /// What it does here: ``write `target` ``.
    pub title: String,
    /// It keeps what the goals say, or says what their author cannot but have meant.
    pub safe: bool,
    /// What is true of the file afterwards.
    pub promise: Promise,
    /// The changes, all of one file. Those of one part are made together or not at all; the parts are independent.
    pub parts: Vec<Part>,
}

/// Edits that are made together or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What they do: ``add `id: activation` ``.
    pub title: String,
    /// The edits, all of one file.
    pub edits: Vec<Edit>,
}

/// What a fix promises about the resulting file. It is not made if that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// The file has fewer problems.
    FewerProblems,
    /// Everything in it is read as before.
    SameGoals,
}

impl Fix {
    /// A fix that may be made without asking.
    pub(crate) fn safe(kind: &'static str, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        let title = title.into();
        let parts = vec![Part { title: title.clone(), edits }];
        Self { kind, title, safe: true, promise: Promise::FewerProblems, parts }
    }

    /// A fix that probably does what was meant.
    pub(crate) fn likely(kind: &'static str, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { safe: false, ..Self::safe(kind, title, edits) }
    }

    /// Writes another number or date in place of a value, which probably is what was meant.
    pub(crate) fn writing(kind: &'static str, at: Span, meant: String) -> Self {
        let title = format!("write `{meant}`");
        Self::likely(kind, title, vec![Edit::Set { at, to: Scalar::Literal(meant) }])
    }

    /// A fix after which the goals are what they were.
    pub(crate) fn keeping_goals(self) -> Self {
        Self { promise: Promise::SameGoals, ..self }
    }

    /// The edits of all parts.
    pub fn edits(&self) -> impl Iterator<Item = &Edit> {
        self.parts.iter().flat_map(|part| &part.edits)
    }

    /// Whether it changes characters, not values.
    #[must_use]
    pub fn is_textual(&self) -> bool {
        self.edits().all(Edit::is_textual)
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

/// What stands for a value that is hidden: a letter that nobody writes.
pub(in crate::yaml) const HIDDEN: char = '\u{f8ff}';

/// One change of the text.
pub(in crate::yaml) struct Repair {
    pub(in crate::yaml) range: Range<usize>,
    pub(in crate::yaml) with: String,
    /// The value here is then known to be there, but not what it is.
    pub(in crate::yaml) hides: bool,
}

impl Repair {
    /// Puts a letter in place of a value that cannot be read.
    pub(in crate::yaml) fn hide(range: Range<usize>) -> Self {
        Self { range, with: HIDDEN.into(), hides: true }
    }

    /// The same as an edit of the file.
    pub(in crate::yaml) fn as_edit(&self, file: FileId) -> Edit {
        Edit::Retype { at: Span::new(file, self.range.start, self.range.end), with: self.with.clone() }
    }

    /// Changes what is around the values.
    pub(in crate::yaml) fn change(range: Range<usize>, with: impl Into<String>) -> Self {
        Self { range, with: with.into(), hides: false }
    }
}
