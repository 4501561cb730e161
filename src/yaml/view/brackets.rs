//! Lists and mappings between brackets and braces, taken apart.

use super::lines::{comment, is_key_word, line_end, next_line, next_words};
use super::quotes;
use std::ops::Range;

/// The text between two commas or brackets.
#[derive(Debug)]
pub(in crate::yaml) struct Segment {
    pub(in crate::yaml) range: Range<usize>,
    pub(in crate::yaml) key: Option<Range<usize>>,
    pub(in crate::yaml) value: Range<usize>,
    /// Where the words end that a comma cut off its value; where the value ends if it cut none off.
    pub(in crate::yaml) whole_end: usize,
    pub(in crate::yaml) in_braces: bool,
    /// Its value starts with a quote that does not close.
    pub(in crate::yaml) open_quote: bool,
    /// A bracket in the middle of its text.
    pub(in crate::yaml) bracket_in_text: bool,
}

impl Segment {
    /// The value with the words that a comma cut off.
    pub(in crate::yaml) fn whole(&self) -> Range<usize> {
        self.value.start..self.whole_end
    }
}

/// A bracketed value taken apart, whatever its nesting, into the segments in the order written.
#[derive(Debug, Default)]
pub(in crate::yaml) struct Brackets {
    pub(in crate::yaml) segments: Vec<Segment>,
    /// Where the last word that belongs to it ends.
    pub(in crate::yaml) end: usize,
    /// Where the last bracket is passed.
    pub(in crate::yaml) closed: Option<usize>,
    /// A bracket that closes another kind than was opened.
    pub(in crate::yaml) mismatch: Option<usize>,
    /// Commas with nothing before them.
    pub(in crate::yaml) lone_commas: Vec<usize>,
    /// The place of the innermost bracket that is still open.
    pub(in crate::yaml) still_open: Option<usize>,
}

impl Brackets {
    /// Reads from the bracket at `open`. Lines that are not indented more than `column` are not part of the value,
    /// unless they close it.
    pub(in crate::yaml) fn scan(text: &str, open: usize, column: Option<usize>) -> Brackets {
        Scan {
            text,
            column,
            stack: Vec::new(),
            found: Brackets::default(),
            at: open,
            partners: Partners::default(),
        }
        .run()
    }
}

/// The brackets of one line that close each other, whatever their kind.
#[derive(Default)]
struct Partners {
    line: Range<usize>,
    /// The opening one, and where the closing one is passed; in the order of the opening ones.
    pairs: Vec<(usize, usize)>,
}

impl Partners {
    fn of_line(text: &str, line: Range<usize>) -> Self {
        let (mut open, mut pairs) = (Vec::new(), Vec::new());
        for (at, c) in text[line.clone()].char_indices() {
            match c {
                '[' | '{' => open.push(line.start + at),
                ']' | '}' => pairs.extend(open.pop().map(|open| (open, line.start + at + 1))),
                _ => {}
            }
        }
        pairs.sort_unstable();
        Self { line, pairs }
    }

    fn closing(&self, open: usize) -> Option<usize> {
        let found = self.pairs.binary_search_by_key(&open, |(open, _)| *open).ok()?;
        Some(self.pairs[found].1)
    }
}

struct Scan<'t> {
    text: &'t str,
    column: Option<usize>,
    stack: Vec<usize>,
    found: Brackets,
    at: usize,
    partners: Partners,
}

impl Scan<'_> {
    fn run(mut self) -> Brackets {
        let mut after_value = false;
        while let Some(c) = self.peek() {
            self.found.end = self.at + c.len_utf8();
            match c {
                '[' | '{' if self.stack.is_empty() || !self.is_in_text() => {
                    self.stack.push(self.at);
                    self.at += 1;
                    after_value = false;
                }
                ']' | '}' => {
                    let Some(open) = self.stack.pop() else { break };
                    let opening = if c == ']' { '[' } else { '{' };
                    if !self.text[open..].starts_with(opening) {
                        self.found.mismatch.get_or_insert(self.at);
                    }
                    self.at += 1;
                    after_value = true;
                    if self.stack.is_empty() {
                        self.found.closed = Some(self.at);
                        break;
                    }
                }
                ',' => {
                    if !after_value {
                        self.found.lone_commas.push(self.at);
                    }
                    self.at += 1;
                    after_value = false;
                }
                _ => {
                    self.segment();
                    after_value = true;
                }
            }
        }
        self.found.still_open = self.stack.last().copied();
        self.join_cut_off_words();
        self.found
    }

    /// `{note: live: yes, and used}`: once the text must be quoted, the words after the comma belong to it.
    fn join_cut_off_words(&mut self) {
        let segments = &mut self.found.segments;
        for segment in segments.iter_mut() {
            segment.whole_end += lone_commas_at(&self.text[segment.whole_end..]);
        }
        for i in (1..segments.len()).rev() {
            let (before, rest) = segments.split_at_mut(i);
            let (Some(before), [words, ..]) = (before.last_mut(), rest) else { continue };
            let between = &self.text[before.range.end..words.range.start];
            let no_entry = words.key.as_ref().is_none_or(|key| !is_key_word(&self.text[key.clone()]));
            if words.in_braces && no_entry && between.trim() == "," {
                before.whole_end = words.whole_end;
            }
        }
    }

    /// The next character that is neither space nor comment; `None` if the value must have ended.
    fn peek(&mut self) -> Option<char> {
        loop {
            let rest = &self.text[self.at..];
            let c = rest.chars().next()?;
            match c {
                ' ' | '\t' => self.at += 1,
                '#' if comment(rest).is_some() => self.at = line_end(self.text, self.at),
                '\n' | '\r' => {
                    let (indent, words) = next_words(self.text, next_line(self.text, self.at))?;
                    let closes = self.text[words..].starts_with([']', '}']);
                    if self.column.is_some_and(|column| indent <= column) && !closes {
                        return None;
                    }
                    self.at = words;
                }
                _ => return Some(c),
            }
        }
    }

    /// Reads `key: value`, `key` or `value`, up to the comma or bracket after it.
    fn segment(&mut self) {
        let start = self.at;
        let mut segment = Segment {
            range: start..start,
            key: None,
            value: start..start,
            whole_end: start,
            in_braces: self.stack.last().is_some_and(|open| self.text[*open..].starts_with('{')),
            open_quote: false,
            bracket_in_text: false,
        };
        let mut words = start;
        let mut fresh = true;
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let Some(c) = rest.chars().next() else { break };
            match c {
                '"' | '\'' if fresh => {
                    self.quote(&mut segment);
                    words = self.at;
                }
                ':' if segment.key.is_none() && ends_key(rest) => {
                    segment.key = Some(start..words);
                    self.at += 1;
                    self.skip_spaces();
                    segment.value.start = self.at;
                    words = self.at;
                    fresh = true;
                    if self.text[self.at..].starts_with(['[', '{']) && !self.is_in_text() {
                        break;
                    }
                    continue;
                }
                '[' | '{' => {
                    segment.bracket_in_text = true;
                    self.at = self.closing_on_line().unwrap_or(self.at + 1);
                    words = self.at;
                }
                ',' | ']' | '}' => break,
                '\n' | '\r' => {
                    let (before, end) = (self.at, words);
                    if self.peek().is_none() || self.at == before {
                        self.at = before;
                        words = end;
                        break;
                    }
                }
                '#' if self.text[..self.at].ends_with([' ', '\t']) => break,
                ' ' | '\t' => self.at += 1,
                _ => {
                    self.at += c.len_utf8();
                    words = self.at;
                }
            }
            fresh = fresh && matches!(c, ' ' | '\t');
        }
        segment.range.end = words;
        segment.value.end = words.max(segment.value.start);
        segment.whole_end = segment.value.end;
        self.found.end = words;
        self.found.segments.push(segment);
    }

    fn quote(&mut self, segment: &mut Segment) {
        match quotes::close(self.text, self.at, self.column) {
            Some(closed) => self.at = closed,
            None => {
                segment.open_quote = true;
                let line = line_end(self.text, self.at);
                let rest = &self.text[self.at..line];
                self.at += rest.find([',', ']', '}']).unwrap_or(rest.trim_end().len()).max(1);
            }
        }
    }

    /// Past the bracket that closes the one here on the same line, if there is one.
    fn closing_on_line(&mut self) -> Option<usize> {
        if !self.partners.line.contains(&self.at) {
            self.partners = Partners::of_line(self.text, self.at..line_end(self.text, self.at));
        }
        self.partners.closing(self.at)
    }

    /// Whether text goes on behind the bracket that closes the one here: `[draft] Raise`.
    fn is_in_text(&mut self) -> bool {
        let Some(closed) = self.closing_on_line() else { return false };
        let rest = self.text[closed..].trim_start_matches([' ', '\t']);
        !rest.is_empty() && !rest.starts_with([',', ']', '}', '#', ':', '\n', '\r'])
    }

    fn skip_spaces(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }
}

/// The bytes of commas that only another comma follows.
fn lone_commas_at(rest: &str) -> usize {
    let commas = rest.len() - rest.trim_start_matches(',').len();
    commas.saturating_sub(1)
}

fn ends_key(rest: &str) -> bool {
    rest[1..].is_empty() || rest[1..].starts_with([' ', '\t', '\n', '\r', ',', ']', '}'])
}
