//! Reads goals kept as YAML files, judges how they are written, and scores them.

pub mod cli;
pub mod finding;
pub mod goals;
pub mod lint;
pub mod prose;
pub mod quantity;
pub mod render;
pub mod rules;
pub mod score;
pub mod settings;
pub mod source;
mod suppression;
pub mod yaml;
