//! Reads the YAML that goal files are made of in one pass over the bytes.
//!
//! The complete parser is exact and costs more than all the rest of a check. Nearly every goal file uses a small part of
//! YAML, so this reader knows only that part, and answers `None` at the first thing it is not certain of. The complete
//! parser then reads that file from its start. Everything about files that are not YAML, every error text among it, is the
//! complete parser's. Whatever this reader accepts gives the same tree, place by place, as the complete parser
//! (`tests/all/yaml_fast.rs`, `fuzz/fuzz_targets/readers.rs`).
//!
//! # What it reads
//!
//! * One document: a mapping or a list in block style, after at most one line `---` that says nothing else.
//! * Block mappings and block lists, the list under a key also at the key's own column, and `- key: value`.
//! * Flow lists and flow mappings that end on the line they start on.
//! * Plain scalars, and scalars in single or double quotes, that end on the line they start on; `''` within single quotes.
//! * Block scalars, `|` and `>`, without or with `-`.
//! * Comments on lines of their own and after values.
//! * Lines that end in LF or CR LF.
//!
//! # Why "no" is said often enough
//!
//! A tree can only be wrong if something in the text means more than it is taken for. So every place is either looked at by
//! one of these tests, or is inside a scalar or a comment, where nothing has a meaning:
//!
//! * **Characters** ([`characters`]). A tab, any other control character, a lone CR, a byte-order mark, what YAML does not allow, and
//!   the line ends of other standards are a "no" anywhere in the text. So in all that follows a blank is a space and a line
//!   ends where it says.
//! * **Starts**. A plain scalar starts with none of YAML's indicators (``? : , [ ] { } # & * ! | > ' " % @ ` ``), and with `-` only
//!   before something that cannot be a list. That keeps out anchors, aliases, tags, complex keys, directives and reserved
//!   characters, for none of them can come in anywhere but at the start of a node. `---` and `...` at the start of a line are
//!   a "no" except for the one above.
//! * **Ends**. A plain scalar ends before ` #`, before `: ` or a colon that ends the line, and in brackets also before `, [ ] { }`.
//!   What follows a scalar or a bracket must be the colon of a key, a comma or bracket where one is due, a comment with a
//!   space before it, or the end of the line. A second colon, two values in a row, a flow key without a value, an empty
//!   flow entry: "no". A bracket or quote that does not close on its line: "no".
//! * **Columns** ([`blocks`]). A line belongs to the open collection at exactly its column, once all deeper ones are closed, and must be
//!   what that collection is made of. A line deeper than the innermost open collection must find a key or a dash there that
//!   waits for its value. This is also what finds every scalar that goes on over more lines: the lines it goes on with are
//!   deeper, and nothing waits for them. (A comment may stand at any column: it ends a plain scalar, and then the next deeper
//!   line finds nothing waiting either.)
//! * **Nothing**. A key without a value is nothing, at the place of its key. A dash without a value: "no", for its place depends on
//!   comments after it.
//! * **Limits**. The complete parser's limits on depth and on the length of keys are above those here.
//! * **Block scalars** ([`block_scalar`]). The first line says the indentation; a line with only spaces, a more indented line of a folded
//!   one, a less indented one that is not outside the whole entry, or a last line without an end: "no".

mod block_scalar;
mod blocks;
mod characters;
mod flow;
mod scalar;

use super::tree::Tree;
use crate::source::FileId;
use std::sync::atomic::{AtomicBool, Ordering};

static ON: AtomicBool = AtomicBool::new(true);

/// Whether files are offered to this reader at all. It changes how fast they are read, and nothing else.
pub(super) fn is_on() -> bool {
    ON.load(Ordering::Relaxed)
}

/// See [`is_on`].
pub(super) fn turn(on: bool) {
    ON.store(on, Ordering::Relaxed);
}

/// The tree of `text`, or `None` if anything in it is not certain.
pub(super) fn parse(text: &str, file: FileId) -> Option<Tree<'_>> {
    if u32::try_from(text.len()).is_err() || !characters::are_all_usual(text.as_bytes()) {
        return None;
    }
    blocks::Reader::new(text, file).read()
}
