//! Lists in brackets and mappings in braces, on one line.

use super::super::build::Builder;
use super::scalar::{LONGEST_KEY, after_spaces, before_spaces, is_colon_of_key, quoted, starts_plain};

/// Deeper nesting on one line is the complete parser's.
const DEEPEST: usize = 16;

/// What a byte can mean within a plain scalar in brackets.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Text; 256];
    classes[b':' as usize] = Class::Colon;
    classes[b'#' as usize] = Class::Hash;
    let mut ends = [b',', b'[', b']', b'{', b'}'].as_slice();
    while let [end, rest @ ..] = ends {
        classes[*end as usize] = Class::End;
        ends = rest;
    }
    classes
};

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Text,
    Colon,
    Hash,
    End,
}

/// Reads the list or mapping whose bracket is at `at`, on a line that ends at `end`; returns the place after it.
pub(super) fn collection(builder: &mut Builder<'_>, at: usize, end: usize, depth: usize) -> Option<usize> {
    let bytes = builder.tree.text.as_bytes();
    if depth > DEEPEST {
        return None;
    }
    let is_mapping = bytes[at] == b'{';
    let close = if is_mapping { b'}' } else { b']' };
    if is_mapping {
        builder.start_mapping(at..at + 1, true);
    } else {
        builder.start_list(at..at + 1);
    }
    let mut at = after_spaces(bytes, at + 1, end);
    if at < end && bytes[at] != close {
        loop {
            if is_mapping {
                at = key(builder, at, end)?;
            }
            at = after_spaces(bytes, value(builder, at, end, depth)?, end);
            if at >= end || bytes[at] != b',' {
                break;
            }
            at = after_spaces(bytes, at + 1, end);
        }
    }
    if at >= end || bytes[at] != close {
        return None;
    }
    builder.close(at + 1);
    Some(at + 1)
}

/// Reads a key; gives the place of its value.
fn key(builder: &mut Builder<'_>, at: usize, end: usize) -> Option<usize> {
    let bytes = builder.tree.text.as_bytes();
    let colon = after_spaces(bytes, scalar(builder, at, end)?, end);
    let is_key = colon + 1 < end && bytes[colon] == b':' && bytes[colon + 1] == b' ';
    (is_key && colon - at <= LONGEST_KEY).then(|| after_spaces(bytes, colon + 1, end))
}

/// Reads a value; gives the place after it.
fn value(builder: &mut Builder<'_>, at: usize, end: usize, depth: usize) -> Option<usize> {
    match builder.tree.text.as_bytes().get(at)? {
        b'[' | b'{' => collection(builder, at, end, depth + 1),
        _ => scalar(builder, at, end),
    }
}

/// Reads a scalar; gives the place after it.
fn scalar(builder: &mut Builder<'_>, at: usize, end: usize) -> Option<usize> {
    let text = builder.tree.text;
    let bytes = text.as_bytes();
    if at >= end {
        return None;
    }
    if matches!(bytes[at], b'"' | b'\'') {
        let (after, inside) = quoted(text, at, end)?;
        builder.quoted(inside, at..after);
        return Some(after);
    }
    if !starts_plain(bytes, at, end) {
        return None;
    }
    let over = end_of_plain(bytes, at, end)?;
    let after = before_spaces(bytes, at, over);
    builder.plain_or_nothing(&text[at..after], at..after);
    Some(over)
}

fn end_of_plain(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let mut at = start;
    loop {
        at += bytes[at..end].iter().position(|byte| CLASSES[*byte as usize] != Class::Text)?;
        match CLASSES[bytes[at] as usize] {
            Class::End => return Some(at),
            Class::Colon if is_colon_of_key(bytes, at, end) => return Some(at),
            // A colon right before a comma or a bracket has a value, which is nothing.
            Class::Colon if CLASSES[bytes[at + 1] as usize] == Class::End => return None,
            Class::Hash if bytes[at - 1] == b' ' => return None,
            Class::Text | Class::Colon | Class::Hash => at += 1,
        }
    }
}
