//! Byte offsets to lines and columns, as people and editors count them.

use std::sync::OnceLock;

/// A place as people name it. Both count from 1; the column counts characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Where each line of a text starts. Lines end at LF, CR LF or a lone CR, as YAML counts them.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<u32>,
    /// How many characters start before each block of [`BLOCK`] bytes; counted once somebody asks about a long line.
    blocks: OnceLock<Vec<u32>>,
}

/// Up to so many bytes are counted afresh for each column. A file may be one line with a finding at every word.
const BLOCK: usize = 1024;

impl<'t> Lines<'t> {
    /// Finds the line starts; linear in the text's length.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
            }
        }
        Self { text, starts, blocks: OnceLock::new() }
    }

    /// The line a byte is on, from 1. An offset past the end is on the last line.
    #[must_use]
    pub fn line(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// The line and column of a byte; an offset inside a character counts as that character's.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let line = self.line(offset);
        let start = self.starts[line - 1] as usize;
        let mut end = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let characters = match end.saturating_sub(start) {
            0..=BLOCK => characters_in(&self.text.as_bytes()[start..end.max(start)]),
            _ => self.characters_before(end) - self.characters_before(start),
        };
        LineColumn { line, column: characters + 1 }
    }

    /// How many characters start before a byte.
    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let blocks = self.blocks.get_or_init(|| {
            let counts = bytes.chunks(BLOCK).scan(0, |before, block| {
                *before += characters_in(block) as u32;
                Some(*before)
            });
            std::iter::once(0).chain(counts).collect()
        });
        let block = offset / BLOCK;
        blocks[block] as usize + characters_in(&bytes[block * BLOCK..offset])
    }

    /// The byte the given line (from 1) starts at; the text's length past the last line.
    #[must_use]
    pub fn start_of(&self, line: usize) -> u32 {
        self.starts.get(line - 1).copied().unwrap_or(self.text.len() as u32)
    }

    /// Whether there is such a line (from 1).
    #[must_use]
    pub fn has(&self, line: usize) -> bool {
        (1..=self.starts.len()).contains(&line)
    }

    /// The text of a line (from 1) without its ending; empty if there is no such line.
    #[must_use]
    pub fn text_of(&self, line: usize) -> &'t str {
        if !self.has(line) {
            return "";
        }
        let start = self.start_of(line) as usize;
        self.text[start..self.start_of(line + 1) as usize].trim_end_matches(['\n', '\r'])
    }
}

/// How many characters start in these bytes of a text.
fn characters_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_are_those_of_short_ones() {
        let long = "aü€😀".repeat(1_000);
        let text = format!("first\n{long}\nlast");
        let lines = Lines::new(&text);
        for (number, (offset, _)) in long.char_indices().enumerate() {
            let place = lines.line_column((6 + offset) as u32);
            assert_eq!((place.line, place.column), (2, number + 1));
        }
        assert_eq!(lines.line_column((6 + long.len()) as u32).column, 4_001);
    }

    #[test]
    fn columns_count_characters_and_every_line_ending_counts_once() {
        let lines = Lines::new("ä: 1\r\nb\rc: ü€x\n");
        let at = |offset| {
            let place = lines.line_column(offset);
            (place.line, place.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(2), (1, 2));
        assert_eq!(at(7), (2, 1));
        assert_eq!(at(9), (3, 1));
        assert_eq!(at(17), (3, 6));
        assert_eq!(at(999), (4, 1));
    }
}
