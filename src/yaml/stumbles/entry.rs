//! The lines of a file as a person sees them: an indent, dashes, a key, a value. Unlike the parser this view does not
//! stop at a mistake, so it can say which entry a mistake is in and what stands around it.

use super::brackets::Brackets;
use super::quotes;
use std::ops::Range;

/// One entry: the line it starts on and the further lines of its value.
#[derive(Debug)]
pub(super) struct Entry {
    /// Where the line starts.
    pub(super) line: usize,
    /// Where its first character that is no indentation stands.
    pub(super) start: usize,
    /// Its first dash, for an item of a list.
    pub(super) dash: Option<usize>,
    /// What follows the dashes.
    pub(super) content: usize,
    /// The key, without the colon.
    pub(super) key: Option<Range<usize>>,
    /// The value without a comment after it; empty where nothing is written.
    pub(super) value: Range<usize>,
    /// Where the value starts behind its `&anchor` and `!tag`, if it has any.
    pub(super) opening: usize,
    pub(super) shape: Shape,
    /// Where its last line ends, without the line break.
    pub(super) end: usize,
}

/// How a value starts.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Nothing,
    Plain,
    /// Starts with a quote; where the closing one is passed, if there is one.
    Quoted {
        closed: Option<usize>,
    },
    /// Starts with a bracket or brace; where the closing one is passed, if there is one.
    Bracketed {
        closed: Option<usize>,
    },
    /// `|` or `>` and the lines below.
    Block,
}

impl Entry {
    /// The column of the dash or the key: what lines up with its neighbours.
    pub(super) fn column(&self) -> usize {
        self.start - self.line
    }

    /// The column of the key behind the dashes.
    pub(super) fn content_column(&self) -> usize {
        self.content - self.line
    }

    /// Whether something is written after the key or dash on the same line.
    pub(super) fn has_value(&self) -> bool {
        self.shape != Shape::Nothing
    }
}

/// Where the line that `from` is on ends, without the line break.
pub(super) fn line_end(text: &str, from: usize) -> usize {
    text[from..].find(['\n', '\r']).map_or(text.len(), |i| from + i)
}

/// Where the line after the one that ends at `end` starts; `None` after the last.
pub(super) fn next_line(text: &str, end: usize) -> Option<usize> {
    let rest = &text[end..];
    let skip = if rest.starts_with("\r\n") { 2 } else { 1 };
    (rest.len() > skip).then_some(end + skip)
}

/// The column of the first word on the first line from `line` on that has one, and where that word is.
pub(super) fn next_words(text: &str, mut line: Option<usize>) -> Option<(usize, usize)> {
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

/// How many entries after an error are looked at; a mistake repeated further down is told when it is met.
const LOOK_AHEAD: usize = 5_000;

/// The entries of the text up to the byte `until`, and some more.
pub(super) fn entries(text: &str, until: usize) -> Vec<Entry> {
    let mut ahead = 0;
    let mut entries = Vec::new();
    let mut line = (!text.is_empty()).then_some(0);
    while let Some(start) = line.filter(|_| ahead < LOOK_AHEAD) {
        ahead += usize::from(start > until);
        let end = line_end(text, start);
        let words = text[start..end].trim_start_matches([' ', '\t']);
        let is_marker = words.len() == end - start && is_document_marker(words);
        if words.trim_end().is_empty() || words.starts_with('#') || is_marker {
            line = next_line(text, end);
            continue;
        }
        let entry = entry(text, start, end);
        line = next_line(text, entry.end.max(end));
        entries.push(entry);
    }
    entries
}

/// `---` or `...` on a line of its own.
fn is_document_marker(line: &str) -> bool {
    matches!(line.trim_end(), "---" | "...")
}

fn entry(text: &str, line: usize, end: usize) -> Entry {
    let start = end - text[line..end].trim_start_matches([' ', '\t']).len();
    let content = start + dashes(&text[start..end]);
    let dash = (content > start).then_some(start);
    let key = key(&text[content..end]).map(|key| content + key.start..content + key.end);
    let after_key = key.as_ref().map_or(content, |key| colon_after(text, key) + 1);
    let value_start = end - text[after_key..end].trim_start_matches([' ', '\t']).len();
    let owner = if key.is_some() { content } else { dash.unwrap_or(line) };
    let is_root = key.is_none() && dash.is_none();
    // Lines of the value must be indented more than this; at the top of a file nothing need be.
    let column = (!is_root).then_some(owner - line);
    let opening = value_start + properties(&text[value_start..end]);
    let (value, shape, end) = value(text, value_start, opening, end, column);
    Entry { line, start, dash, content, key, value, opening, shape, end }
}

/// The bytes that dashes and the spaces after them take up.
fn dashes(words: &str) -> usize {
    let mut rest = words;
    while let Some(after) = rest.strip_prefix('-') {
        if !after.is_empty() && !after.starts_with([' ', '\t']) {
            break;
        }
        rest = after.trim_start_matches([' ', '\t']);
    }
    words.len() - rest.len()
}

/// The key at the start of `words`, without its colon.
pub(super) fn key(words: &str) -> Option<Range<usize>> {
    let first = words.chars().next()?;
    if matches!(first, '"' | '\'') {
        let end = quotes::close(words, 0, None)?;
        let rest = words[end..].trim_start_matches(' ');
        return is_colon(rest).then_some(0..end);
    }
    if matches!(first, '[' | '{' | '|' | '>' | '#') {
        return None;
    }
    let end = colon(words)?;
    Some(0..words[..end].trim_end().len())
}

/// Whether the text starts with a colon that ends a key.
fn is_colon(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

/// The first colon in unquoted text that ends a key, before any comment.
pub(super) fn colon(text: &str) -> Option<usize> {
    let end = comment(text).unwrap_or(text.len());
    text[..end].match_indices(':').map(|(at, _)| at).find(|at| is_colon(&text[*at..]))
}

fn colon_after(text: &str, key: &Range<usize>) -> usize {
    key.end + text[key.end..].find(':').unwrap_or(0)
}

/// Where a comment starts in unquoted text.
pub(super) fn comment(text: &str) -> Option<usize> {
    if text.starts_with('#') {
        return Some(0);
    }
    text.match_indices('#').map(|(at, _)| at).find(|at| text[..*at].ends_with([' ', '\t']))
}

/// The place of a value, its shape and where its last line ends.
fn value(
    text: &str,
    start: usize,
    opening: usize,
    end: usize,
    column: Option<usize>,
) -> (Range<usize>, Shape, usize) {
    let words = &text[start..end];
    match text[opening..end].chars().next() {
        None | Some('#') => (start..start, Shape::Nothing, end),
        Some('|' | '>') if is_block_header(&text[opening..end]) => {
            let end = block_end(text, end, column);
            (start..end, Shape::Block, end)
        }
        Some('"' | '\'') => match quotes::close(text, opening, column) {
            Some(closed) => {
                let (value, end) = with_rest_of_line(text, start, closed);
                (value, Shape::Quoted { closed: Some(closed) }, end)
            }
            None => (start..start + words.trim_end().len(), Shape::Quoted { closed: None }, end),
        },
        Some('[' | '{') => {
            let brackets = Brackets::scan(text, opening, column);
            let Some(closed) = brackets.closed else {
                let end = line_end(text, brackets.end);
                return (start..brackets.end, Shape::Bracketed { closed: None }, end);
            };
            let (value, end) = with_rest_of_line(text, start, closed);
            (value, Shape::Bracketed { closed: Some(closed) }, end)
        }
        _ => {
            let first = start + comment(words).map_or(words.len(), |at| at);
            let last = plain_end(text, first, end, column);
            (start..start + text[start..last].trim_end().len(), Shape::Plain, line_end(text, last.max(end)))
        }
    }
}

/// `&anchor` and `!tag` before a value.
fn properties(words: &str) -> usize {
    let mut at = 0;
    while words[at..].starts_with(['&', '!']) {
        let Some(length) = words[at..].find(' ') else { break };
        let rest = words[at + length..].trim_start_matches(' ');
        if !rest.starts_with(['"', '\'', '[', '{', '|', '>', '&', '!']) {
            break;
        }
        at = words.len() - rest.len();
    }
    at
}

/// From `start` to the last word before a comment on the line where the value closed.
fn with_rest_of_line(text: &str, start: usize, closed: usize) -> (Range<usize>, usize) {
    let end = line_end(text, closed);
    let rest = &text[closed..end];
    let rest = &rest[..comment(rest).unwrap_or(rest.len())];
    (start..closed + rest.trim_end().len(), end)
}

fn is_block_header(words: &str) -> bool {
    let words = words[..comment(words).unwrap_or(words.len())].trim_end();
    words[1..].chars().all(|c| matches!(c, '+' | '-' | '1'..='9')) && words.len() <= 3
}

/// Where a block of text below a line ends: before the first line that is not indented more than `column`.
fn block_end(text: &str, mut end: usize, column: Option<usize>) -> usize {
    let mut line = next_line(text, end);
    while let Some(start) = line {
        let line_end = line_end(text, start);
        let words = text[start..line_end].trim_start_matches(' ');
        let indent = line_end - start - words.len();
        if !words.trim().is_empty() && column.is_some_and(|column| indent <= column) {
            break;
        }
        end = line_end;
        line = next_line(text, line_end);
    }
    end
}

/// Where unquoted text ends: it goes on over lines that are indented more and are neither items nor entries.
fn plain_end(text: &str, first: usize, end: usize, column: Option<usize>) -> usize {
    let Some(column) = column else { return first };
    if first < end {
        return first; // a comment ends it
    }
    let mut last = first;
    let mut line = next_line(text, end);
    while let Some(start) = line {
        let end = line_end(text, start);
        let words = text[start..end].trim_start_matches(' ');
        let deeper = end - start - words.len() > column;
        let words = words.trim_end();
        if words.is_empty() {
            line = next_line(text, end);
            continue;
        }
        if !deeper || words.starts_with(['#', '\t']) || dashes(words) > 0 || key(words).is_some() {
            break;
        }
        let comment = comment(words);
        last = end - text[start..end].trim_start_matches(' ').len() + comment.unwrap_or(words.len());
        if comment.is_some() {
            break;
        }
        line = next_line(text, end);
    }
    last
}

/// Whether a word looks like a key: `key_result`, `check-ins`.
pub(in crate::yaml) fn is_key_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'))
}
