//! YAML text to typed structs, with every problem of a file in one run and a place for every value.
//!
//! Nothing here knows what the structs mean. [`read`] is the way in: it parses the text into a tree of nodes with
//! byte places, repairs around syntax errors so that the rest is still read, and lets serde fill the struct.

mod field;
mod parse;
mod problem;
mod read;
mod recover;
mod stumbles;
mod tree;
mod value;
mod words;

pub use field::Field;
pub use problem::{Problem, ProblemKind};
pub use read::{Short, ShortForm};
pub(crate) use read::{list_of, nearest};
pub use value::{Entries, Value};
pub use words::words;

use crate::source::{FileId, Span};
use serde::de::DeserializeOwned;

/// What a file said.
#[derive(Debug)]
pub struct Document<T> {
    /// The struct, where the file holds one at all.
    pub value: Option<T>,
    /// Everything that was wrong, in the order of the places.
    pub problems: Vec<Problem>,
    /// Every comment, from `#` to the end of its line.
    pub comments: Vec<Span>,
    /// Part of the file could not be read: what seems missing may only be unreadable.
    pub damaged: bool,
}

/// Reads one YAML document into `T`. Never fails: whatever is wrong is in [`Document::problems`].
#[must_use]
pub fn read<T: DeserializeOwned>(text: &str, file: FileId) -> Document<T> {
    let tree = parse::parse(text, file, &[]);
    let Some(error) = tree.error.clone() else { return finish(&tree, Vec::new()) };
    drop(tree);
    let mended = recover::mend(text, file, error);
    finish(&parse::parse(&mended.text, file, &mended.masked), mended.problems)
}

fn finish<T: DeserializeOwned>(tree: &tree::Tree<'_>, syntax_problems: Vec<Problem>) -> Document<T> {
    let damaged = !syntax_problems.is_empty();
    let (value, mut problems) = read::read_tree(tree);
    problems.extend(syntax_problems);
    problems.extend(stumbles::in_tree(tree));
    problems.sort_by_key(|problem| (problem.span, problem.kind));
    Document { value, problems: problem::cap(problems), comments: tree.comments.clone(), damaged }
}
