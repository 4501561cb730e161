//! Where quotes close.

use super::lines::{next_line, next_words};

/// Where the quote that opens at `open` is passed. It may close on a later line if the lines between are indented
/// more than `column`; others are no longer part of the value.
pub(in crate::yaml) fn close(text: &str, open: usize, column: Option<usize>) -> Option<usize> {
    let quote = text[open..].chars().next()?;
    let mut at = open + 1;
    loop {
        let found = at + text[at..].find([quote, '\\', '\n', '\r'])?;
        let after = &text[found + 1..];
        match text.as_bytes()[found] {
            b'\\' if quote == '"' => at = found + 1 + after.chars().next()?.len_utf8(),
            b'\\' => at = found + 1,
            b'\n' | b'\r' => {
                let (indent, words) = next_words(text, next_line(text, found))?;
                if column.is_some_and(|column| indent <= column) {
                    return None;
                }
                at = words;
            }
            _ if quote == '\'' && after.starts_with('\'') => at = found + 2,
            _ => return Some(found + 1),
        }
    }
}
