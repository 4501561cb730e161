//! Comments that speak to this tool, as they are being typed.

use std::ops::Range;

/// A comment that a place is in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Comment {
    /// `# okr: ignore[...`, with the word in the brackets that the place is in, if it is there.
    Directive {
        /// The bytes of the word.
        word: Option<Range<usize>>,
    },
    /// Any other.
    Other,
}

/// The comment that a place is in.
pub(super) fn comment_at(text: &str, offset: usize) -> Option<Comment> {
    let start = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let before = &text[start..offset];
    let hash = start + hash_of(before)?;
    let comment = text[hash..offset].trim_start_matches('#').trim_start();
    let Some(rest) = comment.strip_prefix("okr:") else { return Some(Comment::Other) };
    let is_open = rest.rfind('[').is_some_and(|open| !rest[open..].contains(']'));
    let from = text[..offset].rfind(['[', ',', ' ']).map_or(hash, |at| at + 1);
    let end = text[offset..]
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .unwrap_or(text.len() - offset);
    Some(Comment::Directive { word: is_open.then(|| from..offset + end) })
}

/// Where a comment starts in a line: a `#` at its start or after a space, outside quotes.
fn hash_of(line: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') if before.is_whitespace() => return Some(at),
            (None, '"' | '\'') if !before.is_alphanumeric() => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_in_the_brackets_is_found() {
        let text = "a: 'x # y'  # okr: ignore[missing-why, stale] because\n# plain\n";
        let at = |words: &str, plus: usize| comment_at(text, text.find(words).unwrap() + plus);
        assert_eq!(at("x # y", 5), None);
        let word = |range: Option<Comment>| match range {
            Some(Comment::Directive { word: Some(word) }) => text[word].to_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(word(at("missing-why", 3)), "missing-why");
        assert_eq!(word(at("stale", 5)), "stale");
        assert_eq!(at("because", 2), Some(Comment::Directive { word: None }));
        assert_eq!(at("plain", 2), Some(Comment::Other));
    }
}
