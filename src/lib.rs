//! Reads goals kept as YAML files, judges how they are written, and scores them.
//!
//! A file's way: [`source`] finds and reads it, [`yaml`] turns it into structs with places, [`goals`] makes the workspace
//! of them, [`rules`] judge it through [`lint()`](lint::lint), [`mod@fix`] fixes it, [`score`] scores it, and [`render`]
//! shows what came out. Everything below [`cli`] is a function of its input.

// Tests may unwrap: a panic is how they fail.
#![cfg_attr(not(test), warn(clippy::unwrap_used))]
// The clock, the environment, the working folder and the terminal belong to the command line alone; clippy.toml has the list.
#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

pub mod answers;
pub mod changes;
pub mod cli;
pub mod finding;
pub mod fix;
pub mod goals;
pub mod lint;
pub mod lsp;
mod parallel;
mod plural;
pub mod project;
pub mod prose;
pub mod quantity;
pub mod render;
pub mod review;
pub mod rules;
pub mod score;
pub mod settings;
pub mod source;
mod suppression;
pub mod values;
pub mod write;
pub mod wrong;
pub mod yaml;
