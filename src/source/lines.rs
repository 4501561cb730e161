//! Byte offsets to lines and columns, as people and editors count them.

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
}

impl<'t> Lines<'t> {
    /// Finds the line starts; linear in the text's length.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i as u32 + 1);
            }
        }
        Self { text, starts }
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
        LineColumn { line, column: self.text[start..end].chars().count() + 1 }
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

    /// The text of a line (from 1) without its ending; empty where there is no such line.
    #[must_use]
    pub fn text_of(&self, line: usize) -> &'t str {
        if !self.has(line) {
            return "";
        }
        let start = self.start_of(line) as usize;
        self.text[start..self.start_of(line + 1) as usize].trim_end_matches(['\n', '\r'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
