//! The lines of a file as a person sees them: an indent, dashes, a key, a value. Unlike the parser this view does not
//! stop at a mistake, so it can say which entry a mistake is in and what is around it.

use super::brackets::{Brackets, Segment};
use super::lines::{colon, comment, is_colon, line_end, next_line};
use super::quotes;
use std::ops::Range;

/// One entry: the line it starts on and the further lines of its value.
#[derive(Debug)]
pub(in crate::yaml) struct Entry {
    /// Where the line starts.
    pub(in crate::yaml) line: usize,
    /// The place of its first character that is not indentation.
    pub(in crate::yaml) start: usize,
    /// Its first dash, for an item of a list.
    pub(in crate::yaml) dash: Option<usize>,
    /// What follows the dashes.
    pub(in crate::yaml) content: usize,
    /// The key, without the colon.
    pub(in crate::yaml) key: Option<Range<usize>>,
    /// The value without a comment after it; empty if nothing is written.
    pub(in crate::yaml) value: Range<usize>,
    /// Where the value starts behind its `&anchor` and `!tag`, if it has any.
    pub(in crate::yaml) opening: usize,
    pub(in crate::yaml) shape: Shape,
    /// Where its last line ends, without the line break.
    pub(in crate::yaml) end: usize,
}

/// How a value starts.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::yaml) enum Shape {
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
    pub(in crate::yaml) fn column(&self) -> usize {
        self.start - self.line
    }

    /// The column of the key behind the dashes.
    pub(in crate::yaml) fn content_column(&self) -> usize {
        self.content - self.line
    }

    /// The value taken apart, for an entry whose value is bracketed.
    pub(in crate::yaml) fn brackets(&self, text: &str) -> Brackets {
        let is_inside = self.key.is_some() || self.dash.is_some();
        let column = if self.key.is_some() { self.content_column() } else { self.column() };
        Brackets::scan(text, self.opening, is_inside.then_some(column))
    }

    /// The parts of a bracketed value, whatever their nesting.
    pub(in crate::yaml) fn segments(&self, text: &str) -> Vec<Segment> {
        self.brackets(text).segments
    }

    /// Whether something is written after the key or dash on the same line.
    pub(in crate::yaml) fn has_value(&self) -> bool {
        self.shape != Shape::Nothing
    }
}

/// How many entries after an error are read; a mistake repeated further down is reported when it is reached.
const LOOK_AHEAD: usize = 5_000;

/// The entries of the text up to the byte `until`, and some more.
pub(in crate::yaml) fn entries(text: &str, until: usize) -> Vec<Entry> {
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
pub(in crate::yaml) fn key(words: &str) -> Option<Range<usize>> {
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

fn colon_after(text: &str, key: &Range<usize>) -> usize {
    key.end + text[key.end..].find(':').unwrap_or(0)
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
