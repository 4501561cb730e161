//! YAML text to typed structs, with every problem of a file in one run and a place for every value.
//!
//! Nothing here knows what the structs mean. [`read()`] is the way in: it parses the text into a tree of nodes with
//! byte places, repairs what is not YAML in a copy so that the rest is still read, and lets serde fill the struct.

mod build;
mod change;
pub mod edit;
mod fast;
mod fault;
mod field;
mod lexicon;
mod mending;
mod names;
mod outline;
mod parse;
mod problem;
mod quoting;
mod rare;
mod read;
mod recover;
mod schema;
mod short;
mod spelling;
mod stumbles;
mod tree;
mod value;
mod view;
mod words;

pub use change::{Edit, Fix};
pub use field::Field;
pub(crate) use field::QUANTITY;
pub use lexicon::{Bare, Dialect, Hint, Lexicon, Unknown};
pub(crate) use names::field_names;
pub use outline::{Outline, OutlinePart, OutlineValue};
pub(crate) use problem::Problems;
pub use problem::{Problem, ProblemKind};
pub(crate) use quoting::{text_in_braces, written};
pub use rare::Rare;
pub(crate) use schema::schema_of;
pub use short::{Short, ShortForm};
pub(crate) use spelling::{list_of, mistyped, nearest};
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
    read_as(text, file, Dialect::PLAIN)
}

/// The same, as a format is written: with messages and fixes in its words, and the decimals of its numbers.
#[must_use]
pub fn read_as<T: DeserializeOwned>(text: &str, file: FileId, dialect: Dialect<'_>) -> Document<T> {
    let mut tree = parse::parse(text, file);
    let Some(fault) = tree.fault.take() else { return finish(tree, Problems::default(), false, dialect) };
    drop(tree);
    let recovery = recover::recover(text, file, fault, dialect.lexicon);
    let mut problems = Problems::default();
    problems.extend(recovery.problems);
    let mended = parse::parse_mended(text, &recovery.mending, file);
    let mut document = finish(mended, problems, recovery.loses_lines, dialect);
    // In a text that is not YAML only characters can be changed.
    for problem in &mut document.problems {
        problem.fix = problem.fix.take().filter(Fix::is_textual);
        problem.choices.clear();
    }
    document
}

/// Whether two texts hold the same data, comments and layout aside. Values count as they are read: `a` and `"a"` are the
/// same, `40%` and `40.0%` are not. What cannot be read as YAML is never the same as another text.
#[must_use]
pub fn same_data(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let [one, other] = [one, other].map(|text| parse::parse(text, FileId::default()));
    one.fault.is_none() && other.fault.is_none() && one.same_data(&other)
}

/// Whether files are offered to the fast reader: for tests. It only changes how long reading takes.
#[doc(hidden)]
pub fn use_fast_reader(on: bool) {
    fast::turn(on);
}

/// What the fast reader makes of a text beside the complete parser; for tests.
#[doc(hidden)]
#[derive(Debug, PartialEq, Eq)]
pub enum Agreement {
    /// The fast reader leaves the text to the complete parser.
    LeftAlone,
    /// Both make the same tree of it.
    Same,
    /// They do not: the two trees, as text.
    Different(String, String),
}

/// Reads a text with both readers; see [`Agreement`].
#[doc(hidden)]
#[must_use]
pub fn compare_readers(text: &str) -> Agreement {
    let Some(fast) = fast::parse(text, FileId::default()) else { return Agreement::LeftAlone };
    let complete = parse::parse_completely(text, FileId::default());
    if fast == complete {
        return Agreement::Same;
    }
    Agreement::Different(format!("{fast:#?}"), format!("{complete:#?}"))
}

fn finish<T: DeserializeOwned>(
    mut tree: tree::Tree<'_>,
    mut problems: Problems,
    loses_lines: bool,
    dialect: Dialect<'_>,
) -> Document<T> {
    problems.extend(stumbles::in_tree(&mut tree));
    let read::Reading { value, problems, loses_entries } = read::read_tree(&tree, problems, dialect);
    let documents = tree.roots.iter().filter(|root| !matches!(tree.node(**root).data, tree::Data::Nothing));
    let problems = problems.into_list();
    let says_nothing = value.is_none() && !problems.is_empty();
    let damaged = says_nothing || loses_lines || loses_entries || documents.count() > 1;
    Document { value, problems, comments: tree.comments, damaged }
}
