//! Byte offsets to the positions of the protocol and back, in the encoding that was agreed on.

use crate::source::Lines;
use gen_lsp_types::Position;
use serde_json::Value;
use std::ops::Range;

/// What a character of a position counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16, which every client speaks.
    #[default]
    Utf16,
    /// Unicode code points.
    Utf32,
}

impl Encoding {
    /// The best of those a client offers: bytes need no counting, and units of UTF-16 the most.
    pub(super) fn agreed(offered: Option<&Value>) -> Self {
        let offers = |name: &str| {
            offered.and_then(Value::as_array).is_some_and(|all| all.iter().any(|offered| offered == name))
        };
        let preferred = [Encoding::Utf8, Encoding::Utf32];
        preferred.into_iter().find(|encoding| offers(encoding.name())).unwrap_or_default()
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Utf32 => "utf-32",
        }
    }

    fn width(self, c: char) -> u32 {
        match self {
            Encoding::Utf8 => c.len_utf8() as u32,
            Encoding::Utf16 => c.len_utf16() as u32,
            Encoding::Utf32 => 1,
        }
    }

    /// How many units a text has.
    pub(super) fn length(self, text: &str) -> u32 {
        match self {
            Encoding::Utf8 => text.len() as u32,
            _ if text.is_ascii() => text.len() as u32,
            _ => text.chars().map(|c| self.width(c)).sum(),
        }
    }
}

/// A text with its lines. Offsets are those of the text without a byte-order mark, as goals are read; positions count it,
/// as an editor does that sends one.
#[derive(Debug)]
pub(super) struct Page<'t> {
    text: &'t str,
    lines: Lines<'t>,
    encoding: Encoding,
    /// The length of the byte-order mark.
    mark: usize,
}

impl<'t> Page<'t> {
    pub(super) fn new(text: &'t str, encoding: Encoding) -> Self {
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, lines: Lines::new(text), encoding, mark }
    }

    /// The text that offsets count in.
    pub(super) fn text(&self) -> &'t str {
        &self.text[self.mark..]
    }

    /// The byte that a position stands before. Behind the end of a line it is that end, behind the last line the end of the
    /// text, inside a character its start.
    pub(super) fn offset(&self, position: Position) -> usize {
        self.whole_offset(position).saturating_sub(self.mark)
    }

    /// The same, counting a byte-order mark.
    pub(super) fn whole_offset(&self, position: Position) -> usize {
        let line = position.line as usize + 1;
        if !self.lines.has(line) {
            return self.text.len();
        }
        let start = self.lines.start_of(line) as usize;
        let text = self.lines.text_of(line);
        if self.encoding == Encoding::Utf8 || text.is_ascii() {
            return start + text.floor_char_boundary_at(position.character as usize);
        }
        let mut left = position.character;
        let before = text.chars().take_while(|c| {
            let width = self.encoding.width(*c);
            let fits = width <= left;
            left = if fits { left - width } else { 0 };
            fits
        });
        start + before.map(char::len_utf8).sum::<usize>()
    }

    /// The position before a byte; an offset inside a character counts as its start.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary_at(offset + self.mark);
        let line = self.lines.line(offset as u32);
        let start = self.lines.start_of(line) as usize;
        Position { line: line as u32 - 1, character: self.encoding.length(&self.text[start..offset]) }
    }

    /// The range between two bytes.
    pub(super) fn range(&self, range: Range<usize>) -> gen_lsp_types::Range {
        gen_lsp_types::Range { start: self.position(range.start), end: self.position(range.end) }
    }

    /// The bytes of a range; empty at its start where it ends before that.
    pub(super) fn bytes(&self, range: gen_lsp_types::Range) -> Range<usize> {
        let start = self.offset(range.start);
        start..self.offset(range.end).max(start)
    }

    /// The number of the line that a byte is on, from 0.
    pub(super) fn line(&self, offset: usize) -> u32 {
        self.position(offset).line
    }

    /// The bytes of a line without its end, by its number from 0.
    pub(super) fn line_bytes(&self, line: u32) -> Range<usize> {
        let start = self.lines.start_of(line as usize + 1) as usize;
        let end = start + self.lines.text_of(line as usize + 1).len();
        start.saturating_sub(self.mark)..end.saturating_sub(self.mark)
    }
}

/// `str::floor_char_boundary`, which the oldest supported compiler does not have.
trait Floor {
    fn floor_char_boundary_at(&self, offset: usize) -> usize;
}

impl Floor for str {
    fn floor_char_boundary_at(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.len());
        while !self.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_cheapest_encoding_is_agreed_on() {
        let agreed = |offered: Value| Encoding::agreed(Some(&offered));
        assert_eq!(agreed(json!(["utf-16", "utf-32", "utf-8"])), Encoding::Utf8);
        assert_eq!(agreed(json!(["utf-16", "utf-32"])), Encoding::Utf32);
        assert_eq!(agreed(json!(["utf-7"])), Encoding::Utf16);
        assert_eq!(Encoding::agreed(None), Encoding::Utf16);
    }

    #[test]
    fn positions_count_what_was_agreed() {
        let text = "a😀ü: x\r\nb\rc\n";
        for (encoding, character) in [(Encoding::Utf8, 7), (Encoding::Utf16, 4), (Encoding::Utf32, 3)] {
            let page = Page::new(text, encoding);
            let colon = text.find(':').unwrap();
            assert_eq!(page.position(colon), Position { line: 0, character });
            assert_eq!(page.offset(Position { line: 0, character }), colon);
            assert_eq!(page.offset(Position { line: 0, character: 99 }), text.find('\r').unwrap());
            assert_eq!(page.offset(Position { line: 2, character: 0 }), text.find('c').unwrap());
            assert_eq!(page.offset(Position { line: 9, character: 0 }), text.len());
        }
        // Between the two halves of the emoji is before it.
        assert_eq!(Page::new(text, Encoding::Utf16).offset(Position { line: 0, character: 2 }), 1);
        assert_eq!(Page::new(text, Encoding::Utf8).offset(Position { line: 0, character: 3 }), 1);
    }

    #[test]
    fn a_mark_at_the_start_counts_in_positions_only() {
        let page = Page::new("\u{feff}a: b\n", Encoding::Utf16);
        assert_eq!(page.text(), "a: b\n");
        assert_eq!(page.position(3), Position { line: 0, character: 4 });
        assert_eq!(page.offset(Position { line: 0, character: 4 }), 3);
        assert_eq!(page.line_bytes(0), 0..4);
    }
}
