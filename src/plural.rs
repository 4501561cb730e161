//! Counts in words.

use std::fmt::Display;

/// A count with its noun: `1 file`, `2 files`. For nouns that take an `s`.
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let ending = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{ending}")
}
