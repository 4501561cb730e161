//! `okr lsp`: goals in an editor, by the language server protocol.
//!
//! A message's way: `server` takes it from the `inbox` and changes the `session` or answers from it.
//! Edits are made at once; the rules run when nothing more comes, so that only the newest text is judged. A panic ends the
//! request that it happened in, and no other. No program is started and nothing is sent to a network.

mod actions;
mod answer;
mod capabilities;
mod client;
mod commands;
mod comment;
mod completion;
mod cursor;
mod diagnostics;
mod document;
mod edits;
mod hints;
mod hover;
mod inbox;
mod layout;
mod names;
mod opened;
mod options;
mod pages;
mod places;
mod position;
mod publish;
mod rule_page;
mod schema;
mod server;
mod session;
mod uri;

pub use server::{Start, serve};
