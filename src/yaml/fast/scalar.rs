//! Scalars that end on the line they start on.

use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// The complete parser reads no key that is longer than 1,024 characters.
pub(super) const LONGEST_KEY: usize = 1000;

/// Whether a plain scalar may start at `at`, which is before `end`.
pub(super) fn starts_plain(bytes: &[u8], at: usize, end: usize) -> bool {
    match bytes[at] {
        b'-' => at + 1 < end && !matches!(bytes[at + 1], b' ' | b',' | b'[' | b']' | b'{' | b'}'),
        byte => !is_indicator(byte),
    }
}

fn is_indicator(byte: u8) -> bool {
    matches!(
        byte,
        b'?' | b':'
            | b','
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'#'
            | b'&'
            | b'*'
            | b'!'
            | b'|'
            | b'>'
            | b'\''
            | b'"'
            | b'%'
            | b'@'
            | b'`'
            | b' '
    )
}

/// Where the plain scalar of a block that starts at `start` is over: at the colon of a key, at a comment's `#`, or at `end`.
pub(super) fn end_of_plain(bytes: &[u8], start: usize, end: usize) -> usize {
    let mut at = start + 1;
    while let Some(found) = memchr2(b':', b'#', &bytes[at..end]) {
        at += found;
        let ends = match bytes[at] {
            b':' => is_colon_of_key(bytes, at, end),
            _ => bytes[at - 1] == b' ',
        };
        if ends {
            return at;
        }
        at += 1;
    }
    end
}

/// Whether the colon at `at` parts a key from its value.
pub(super) fn is_colon_of_key(bytes: &[u8], at: usize, end: usize) -> bool {
    at + 1 == end || bytes[at + 1] == b' '
}

/// The place after the quote that closes the one at `start`, and the text between them; backslashes are not read.
pub(super) fn quoted(text: &str, start: usize, end: usize) -> Option<(usize, Cow<'_, str>)> {
    let bytes = text.as_bytes();
    if bytes[start] == b'"' {
        let close = start + 1 + memchr2(b'"', b'\\', &bytes[start + 1..end])?;
        return (bytes[close] == b'"').then(|| (close + 1, Cow::Borrowed(&text[start + 1..close])));
    }
    let mut at = start + 1;
    let mut doubled = false;
    loop {
        at += memchr(b'\'', &bytes[at..end])? + 1;
        if at == end || bytes[at] != b'\'' {
            break;
        }
        doubled = true;
        at += 1;
    }
    let inside = &text[start + 1..at - 1];
    Some((at, if doubled { Cow::Owned(inside.replace("''", "'")) } else { Cow::Borrowed(inside) }))
}

/// Skips spaces from `at` on.
pub(super) fn after_spaces(bytes: &[u8], mut at: usize, end: usize) -> usize {
    while at < end && bytes[at] == b' ' {
        at += 1;
    }
    at
}

/// Leaves out the spaces before `end`.
pub(super) fn before_spaces(bytes: &[u8], start: usize, mut end: usize) -> usize {
    while end > start && bytes[end - 1] == b' ' {
        end -= 1;
    }
    end
}
