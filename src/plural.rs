//! Counts in words.

use std::fmt::Display;

/// A count with its noun: `1 file`, `2 files`. For nouns that take an `s`.
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let ending = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// A size in bytes as people say it: `8 MB` for what is a whole number of them, of 2²⁰ bytes each.
pub(crate) fn size(bytes: u64) -> String {
    const MEGABYTE: u64 = 1 << 20;
    match bytes {
        MEGABYTE.. if bytes.is_multiple_of(MEGABYTE) => format!("{} MB", bytes / MEGABYTE),
        _ => counted(bytes, "byte"),
    }
}
