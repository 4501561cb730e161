//! Lines to block mappings and block lists.

use super::super::build::Builder;
use super::super::tree::Tree;
use super::scalar::{
    LONGEST_KEY, after_spaces, before_spaces, end_of_plain, is_colon_of_key, quoted, starts_plain,
};
use super::{block_scalar, flow};
use crate::source::FileId;
use memchr::memchr;
use std::borrow::Cow;

/// The complete parser reads nothing that is nested more than 64 deep.
const DEEPEST: usize = 40;

/// A block mapping or list that is still open.
struct Open {
    column: usize,
    is_list: bool,
    /// Its last key or dash has no value yet.
    waits: bool,
}

/// A line without its indentation and its end.
#[derive(Clone, Copy)]
struct Line {
    /// Where the line starts, before its indentation.
    start: usize,
    /// Where what it says starts.
    at: usize,
    /// Where what it says ends, spaces after it included.
    end: usize,
    /// Where the next line starts.
    next: usize,
}

/// A scalar that was read and is not in the tree yet.
enum Scalar<'t> {
    Plain(&'t str),
    Quoted(Cow<'t, str>),
}

pub(super) struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    builder: Builder<'t>,
    open: Vec<Open>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, file: FileId) -> Self {
        Self { text, bytes: text.as_bytes(), builder: Builder::new(text, file), open: Vec::new() }
    }

    pub(super) fn read(mut self) -> Option<Tree<'t>> {
        let mut next = 0;
        while next < self.bytes.len() {
            let line = self.line(next);
            next = match self.bytes.get(line.at) {
                _ if line.at >= line.end => line.next,
                Some(b'#') => {
                    self.builder.comment(line.at..line.end);
                    line.next
                }
                _ => self.entry(line)?,
            };
        }
        while !self.open.is_empty() {
            self.close()?;
        }
        (!self.builder.tree.roots.is_empty()).then(|| self.builder.finish())
    }

    fn line(&self, start: usize) -> Line {
        let at = after_spaces(self.bytes, start, self.bytes.len());
        let line_end = memchr(b'\n', &self.bytes[at..]).map_or(self.bytes.len(), |length| at + length);
        let end = if line_end > at && self.bytes[line_end - 1] == b'\r' { line_end - 1 } else { line_end };
        Line { start, at, end, next: line_end + 1 }
    }

    /// Reads a line that is neither blank nor a comment, and what belongs to it below; gives where the next line starts.
    fn entry(&mut self, line: Line) -> Option<usize> {
        let column = line.at - line.start;
        let said = &self.bytes[line.at..line.end];
        if column == 0 && (said.starts_with(b"---") || said.starts_with(b"...")) {
            return self.document(line);
        }
        let is_dash = matches!(said, [b'-'] | [b'-', b' ', ..]);
        while let Some(open) = self.open.last()
            && (open.column > column || (open.column == column && open.is_list && !is_dash))
        {
            self.close()?;
        }
        if is_dash { self.item(line, column) } else { self.node(line, line.at, column) }
    }

    /// `---`, before anything else.
    fn document(&mut self, line: Line) -> Option<usize> {
        let is_first = self.builder.tree.documents.is_empty();
        (is_first && line.end - line.at == 3 && self.bytes[line.at] == b'-').then(|| {
            self.builder.document(line.at..line.end);
            line.next
        })
    }

    /// Reads from the dash of a list's item on.
    fn item(&mut self, line: Line, column: usize) -> Option<usize> {
        match self.open.last_mut() {
            Some(list) if list.is_list && list.column == column => {
                if list.waits {
                    return None;
                }
                list.waits = true;
            }
            _ => self.start(line.at, column, true)?,
        }
        let at = after_spaces(self.bytes, line.at + 1, line.end);
        if at == line.end || self.bytes[at] == b'#' {
            return self.rest(line, at);
        }
        self.node(line, at, at - line.start)
    }

    /// Reads a key with its value, or a value alone, which starts at `at` in `column`.
    fn node(&mut self, line: Line, at: usize, column: usize) -> Option<usize> {
        if matches!(self.bytes[at], b'[' | b'{' | b'|' | b'>') {
            self.fill(column)?;
            return self.value(line, at);
        }
        let (scalar, end, after) = self.scalar(line, at)?;
        let after = after_spaces(self.bytes, after, line.end);
        let is_key =
            after < line.end && self.bytes[after] == b':' && is_colon_of_key(self.bytes, after, line.end);
        if !is_key {
            self.fill(column)?;
            self.add(scalar, at, end);
            return self.rest(line, after);
        }
        if after - at > LONGEST_KEY {
            return None;
        }
        match self.open.last_mut() {
            Some(mapping) if !mapping.is_list && mapping.column == column => {
                if mapping.waits {
                    self.builder.nothing(at..at);
                }
                mapping.waits = true;
            }
            _ => self.start(at, column, false)?,
        }
        self.add(scalar, at, end);
        let value = after_spaces(self.bytes, after + 1, line.end);
        if value == line.end || self.bytes[value] == b'#' {
            return self.rest(line, value);
        }
        self.filled();
        self.value(line, value)
    }

    /// Reads a value that no line but block scalars' goes on below.
    fn value(&mut self, line: Line, at: usize) -> Option<usize> {
        match self.bytes[at] {
            b'[' | b'{' => {
                let after = flow::collection(&mut self.builder, at, line.end, 0)?;
                self.rest(line, after)
            }
            b'|' | b'>' => {
                let header = block_scalar::header(self.bytes, at, line.end);
                let next = self.rest(line, header.end)?;
                let column = self.open.last()?.column;
                let block = block_scalar::read(self.text, &header, next, column)?;
                let end = self.builder.without_trailing_space(&block.place);
                self.builder.changed(block.text.into_boxed_str(), false, block.place.start..end);
                Some(block.next)
            }
            _ => {
                let (scalar, end, after) = self.scalar(line, at)?;
                self.add(scalar, at, end);
                self.rest(line, after)
            }
        }
    }

    /// Reads a plain or quoted scalar; gives it with the place where it ends and the place where something may follow it.
    fn scalar(&self, line: Line, at: usize) -> Option<(Scalar<'t>, usize, usize)> {
        if matches!(self.bytes[at], b'"' | b'\'') {
            let (after, inside) = quoted(self.text, at, line.end)?;
            return Some((Scalar::Quoted(inside), after, after));
        }
        if !starts_plain(self.bytes, at, line.end) {
            return None;
        }
        let over = end_of_plain(self.bytes, at, line.end);
        let end = before_spaces(self.bytes, at, over);
        // What follows is a comment, whose space must be seen, or the colon of a key, or nothing.
        Some((Scalar::Plain(&self.text[at..end]), end, end))
    }

    fn add(&mut self, scalar: Scalar<'t>, start: usize, end: usize) {
        match scalar {
            Scalar::Plain(text) => self.builder.plain_or_nothing(text, start..end),
            Scalar::Quoted(text) => self.builder.quoted(text, start..end),
        };
    }

    /// What is left of a line may be a comment, with a space before it; gives where the next line starts.
    fn rest(&mut self, line: Line, after: usize) -> Option<usize> {
        let at = after_spaces(self.bytes, after, line.end);
        if at < line.end {
            if self.bytes[at] != b'#' || self.bytes[at - 1] != b' ' {
                return None;
            }
            self.builder.comment(at..line.end);
        }
        Some(line.next)
    }

    /// Starts a block list or mapping at `at` where a value is waited for, or as the whole document.
    fn start(&mut self, at: usize, column: usize, is_list: bool) -> Option<()> {
        match self.open.last() {
            Some(open) => {
                let is_below_its_key = is_list && !open.is_list && open.column == column;
                if !open.waits || self.open.len() >= DEEPEST || !(column > open.column || is_below_its_key) {
                    return None;
                }
                self.filled();
            }
            None if !self.builder.tree.roots.is_empty() => return None,
            None if self.builder.tree.documents.is_empty() => self.builder.document(at..at),
            None => {}
        }
        if is_list {
            self.builder.start_list(at..at);
        } else {
            self.builder.start_mapping(at..at, false);
        }
        self.open.push(Open { column, is_list, waits: true });
        Some(())
    }

    /// A value that starts in `column` comes where one is waited for.
    fn fill(&mut self, column: usize) -> Option<()> {
        let open = self.open.last_mut()?;
        (open.waits && column > open.column).then(|| open.waits = false)
    }

    fn filled(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.waits = false;
        }
    }

    /// The innermost open collection ends.
    fn close(&mut self) -> Option<()> {
        let open = self.open.pop()?;
        if open.waits {
            if open.is_list {
                return None;
            }
            self.builder.nothing(0..0);
        }
        self.builder.close(0);
        Some(())
    }
}
