//! The `okr` command.
fn main() {}
