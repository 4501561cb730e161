//! Lines, comments, keys and colons, as far as the text alone shows them.

/// Where the line that `from` is on ends, without the line break.
pub(in crate::yaml) fn line_end(text: &str, from: usize) -> usize {
    text[from..].find(['\n', '\r']).map_or(text.len(), |i| from + i)
}

/// Where the line after the one that ends at `end` starts; `None` after the last.
pub(in crate::yaml) fn next_line(text: &str, end: usize) -> Option<usize> {
    let rest = &text[end..];
    let skip = if rest.starts_with("\r\n") { 2 } else { 1 };
    (rest.len() > skip).then_some(end + skip)
}

/// The column of the first word on the first line from `line` on that has one, and where that word is.
pub(in crate::yaml) fn next_words(text: &str, mut line: Option<usize>) -> Option<(usize, usize)> {
    while let Some(start) = line {
        let end = line_end(text, start);
        let words = text[start..end].trim_start_matches([' ', '\t']);
        if !words.is_empty() {
            return Some((end - words.len() - start, end - words.len()));
        }
        line = next_line(text, end);
    }
    None
}

/// Whether the text starts with a colon that ends a key.
pub(super) fn is_colon(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

/// The first colon in unquoted text that ends a key, before any comment.
pub(in crate::yaml) fn colon(text: &str) -> Option<usize> {
    let end = comment(text).unwrap_or(text.len());
    text[..end].match_indices(':').map(|(at, _)| at).find(|at| is_colon(&text[*at..]))
}

/// Where a comment starts in unquoted text.
pub(in crate::yaml) fn comment(text: &str) -> Option<usize> {
    if text.starts_with('#') {
        return Some(0);
    }
    text.match_indices('#').map(|(at, _)| at).find(|at| text[..*at].ends_with([' ', '\t']))
}

/// Whether a word looks like a key: `key_result`, `check-ins`.
pub(in crate::yaml) fn is_key_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'))
}
