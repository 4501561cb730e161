//! Edits that change only the bytes they must: comments, order, quoting, indentation and line ends stay.
//!
//! An edit is planned over the tree of the text as replacements of bytes. The result is parsed again and must say what
//! the old text said, except for the edit; otherwise the edit is refused and nothing has happened.

mod add;
mod append;
mod editor;
mod expand;
mod format;
mod intent;
mod list;
mod page;
mod proof;
mod set;
mod shape;
mod splice;
mod style;
mod textual;

pub use editor::{Editor, apply, cut, top_mapping};
pub use format::{Formatted, Left, Manner, format};
pub use proof::check_one_edit;
pub(crate) use textual::texts_written;

pub use super::change::{Edit, Entries, Fix, Node, Part, Place, Promise, Refusal, Scalar};
