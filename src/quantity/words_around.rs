//! The words around a place in a sentence.

use super::numeral::is_space;

/// The word (letters) at `at`, after any spaces: its text and where it begins and ends.
pub(super) fn word_after(text: &str, at: usize) -> (&str, usize, usize) {
    let start = at + text[at..].chars().take_while(|&c| is_space(c)).map(char::len_utf8).sum::<usize>();
    let length: usize = text[start..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let end = start + length;
    if text[end..].starts_with(|c: char| c.is_ascii_digit() || c == '_') {
        return ("", start, start);
    }
    (&text[start..end], start, end)
}

/// The end of the chunk between white space that holds `at`.
pub(super) fn chunk_end(text: &str, at: usize) -> usize {
    at + text[at..].find(char::is_whitespace).unwrap_or(text.len() - at)
}

/// The word (letters) after a space at `at`.
pub(super) fn next_word(text: &str, at: usize) -> Option<&str> {
    let (word, start, _) = word_after(text, at);
    (!word.is_empty() && start > at).then_some(word)
}

/// The word before `at`.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    let before = text[..at].trim_end_matches(is_space);
    // Far back there is nothing a number could belong to.
    let mut from = before.len().saturating_sub(40);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let tail = &before[from..];
    tail.rfind(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).map_or(tail, |i| {
        let width = tail[i..].chars().next().map_or(1, char::len_utf8);
        &tail[i + width..]
    })
}

/// The last two words before `at`, the nearer one first.
pub(super) fn words_before(text: &str, at: usize) -> (&str, &str) {
    let near = word_before(text, at);
    let before = text[..at].trim_end_matches(is_space);
    let start = before.len() - near.len();
    (near, if near.is_empty() { "" } else { word_before(text, start) })
}

/// Whether a sign points from one number to the next: `40% → 55%`, `40% ➝ 55%`.
pub(crate) fn is_arrow(sign: char) -> bool {
    matches!(sign, '→' | '↦' | '⇒' | '⇢' | '⇨' | '➔' | '➙'..='➡' | '➤' | '⟶' | '⟹' | '⟼' | '▶' | '►')
}
