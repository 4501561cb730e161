//! The text of a file as a person sees it. Unlike the parser these views do not stop at a mistake.

pub(super) mod brackets;
pub(super) mod entry;
pub(super) mod lines;
pub(super) mod quotes;
