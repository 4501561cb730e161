//! Keys that are there with nothing behind them, as in a form that nobody has filled in yet.

use crate::source::{FileId, Sources, Span};
use std::ops::Range;

/// The place of a key of an item whose field is known to be absent: then the key, where it is written, has no value. `item` is the
/// place of the mapping.
pub(super) fn of_item(sources: &Sources, item: Span, key: &str) -> Option<Span> {
    let text = &sources.file(item.file).text;
    let found = find(text, item.start as usize, key)?;
    Some(Span::new(item.file, found.start, found.end))
}

/// The same at the top of a file.
pub(super) fn at_top(sources: &Sources, file: FileId, key: &str) -> Option<Span> {
    let text = &sources.file(file).text;
    let found = find(text, 0, key)?;
    Some(Span::new(file, found.start, found.end))
}

/// From where an item begins. Where its last key has no value, it goes on behind the end of its place.
fn find(text: &str, start: usize, key: &str) -> Option<Range<usize>> {
    let words = text.get(start..)?;
    let at = match words.strip_prefix('{') {
        Some(_) => in_braces(words, key)?,
        None => in_lines(words, column(text, start), key)?,
    };
    Some(start + at..start + at + key.len())
}

fn column(text: &str, at: usize) -> usize {
    at - text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// The key on a line of its own, in the column of the item.
fn in_lines(words: &str, column: usize, key: &str) -> Option<usize> {
    let mut at = 0;
    for line in words.split_inclusive('\n') {
        let inner = line.trim_start_matches(' ');
        let indent = line.len() - inner.len();
        let is_blank = inner.trim_end().is_empty() || inner.starts_with('#');
        let is_over = indent < column;
        if at > 0 && is_over && !is_blank {
            return None;
        }
        if begins_with(inner, key) && (at == 0 || indent == column) {
            return Some(at + indent);
        }
        at += line.len();
    }
    None
}

/// The key directly between the braces of an item.
fn in_braces(words: &str, key: &str) -> Option<usize> {
    let mut depth = 0;
    let mut is_start = false;
    for (at, c) in words.char_indices() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' if depth == 1 => return None,
            '}' | ']' => depth -= 1,
            ' ' | '\n' | '\r' => continue,
            _ if is_start && begins_with(&words[at..], key) => return Some(at),
            _ => {}
        }
        is_start = depth == 1 && matches!(c, '{' | ',');
    }
    None
}

fn begins_with(words: &str, key: &str) -> bool {
    words.strip_prefix(key).is_some_and(|rest| rest.trim_start_matches(' ').starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_key_is_found_at_its_own_level() {
        let text =
            "team:\nobjectives:\n- id: a\n  why: team:\n  key_results:\n  - id:\n    date: 3\n  objective:\n";
        let objective = text.find("id: a").unwrap();
        assert_eq!(find(text, 0, "team"), Some(0..4));
        assert_eq!(find(text, 0, "objective"), None);
        assert_eq!(find(text, 0, "id"), None);
        let at = text.rfind("objective").unwrap();
        assert_eq!(find(text, objective, "objective"), Some(at..at + 9));
        assert_eq!(find(text, objective, "date"), None);
        assert_eq!(find(text, objective, "id"), Some(objective..objective + 2));
    }

    #[test]
    fn between_braces_too() {
        let text = "{value: 3, note: {date: 4}, date: }, {confidence: }";
        assert_eq!(find(text, 0, "date"), Some(28..32));
        assert_eq!(find(text, 0, "confidence"), None);
    }
}
