//! Every file that this program writes is written here: whole or not at all, alone or as one of a batch.
//!
//! # One file
//!
//! The new text is written to a draft beside its target: a file with a random hidden name (`drafts`) that has the
//! target's owner, mode and access list before it holds a single byte. Once it is on the disk it is renamed over the
//! target, which is a single step on every system: readers see either the old text or the new one. Links, pipes, devices
//! and targets of links out of the workspace are refused (`target`); so is a file of which an attribute could
//! not be kept (`attributes`), or that no longer holds what it held when it was read.
//!
//! # Several files
//!
//! A [`Batch`] writes all drafts first, so that whatever can go wrong goes wrong before the first target changes. Then
//! it notes what it is about to do in a journal at the workspace's root and renames one draft after the other. When a
//! rename fails, the targets that were renamed before get their old text back. When the program is killed, every
//! target is whole, old or new; the next run finds the journal, says through [`recover()`] which files got their new
//! text and which did not, and removes the journal and the drafts. It does not finish the work by itself: a journal
//! could have come with a clone, and nobody should write what a stranger's file says.
//!
//! The journal and each draft are locked while their writer lives. This separates the leftovers of a killed run from the
//! files of one that is still at work, also where process ids repeat.

mod attributes;
mod batch;
mod drafts;
mod error;
mod journal;
mod plan;
mod target;

pub use batch::{Batch, Expect};
pub use error::WriteError;
pub use journal::{Interrupted, recover};
pub use plan::{Plan, PlanError, Planned, Text, add_text, write_texts};
pub use target::is_same_file;
