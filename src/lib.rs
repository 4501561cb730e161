//! Reads goals kept as YAML files, judges how they are written, and scores them.

pub mod goals;
pub mod prose;
pub mod quantity;
pub mod source;
pub mod yaml;
