//! Text in a block, after `|` or `>`.

use super::scalar::after_spaces;
use memchr::memchr;
use std::ops::Range;

/// A block scalar that was read.
pub(super) struct Block {
    pub(super) text: String,
    /// From its first character to the end of its last line that is not blank.
    pub(super) place: Range<usize>,
    /// Where the line after it starts.
    pub(super) next: usize,
}

/// How a block scalar starts.
pub(super) struct Header {
    folds: bool,
    strips: bool,
    /// The place after it.
    pub(super) end: usize,
}

/// Reads the `|` or `>` at `at`, with or without a `-`.
pub(super) fn header(bytes: &[u8], at: usize, end: usize) -> Header {
    let strips = at + 1 < end && bytes[at + 1] == b'-';
    Header { folds: bytes[at] == b'>', strips, end: at + 1 + usize::from(strips) }
}

/// Reads the lines from `start` on; those of the text are deeper than `column`, the column of its entry.
pub(super) fn read(text: &str, header: &Header, start: usize, column: usize) -> Option<Block> {
    let bytes = text.as_bytes();
    let first = after_spaces(bytes, start, bytes.len());
    let indent = first - start;
    if indent <= column {
        return None;
    }
    let mut block = Block { text: String::new(), place: first..first, next: start };
    let mut blank_lines = 0;
    while block.next < bytes.len() {
        let line_end = block.next + memchr(b'\n', &bytes[block.next..])?;
        let end = line_end - usize::from(line_end > block.next && bytes[line_end - 1] == b'\r');
        let at = after_spaces(bytes, block.next, end);
        if at == end {
            // Blank: spaces on such a line may be part of the text, and before the first line they may not.
            if at > block.next || block.text.is_empty() {
                return None;
            }
            blank_lines += 1;
            block.next = line_end + 1;
            continue;
        }
        let own_column = at - block.next;
        if own_column < indent {
            if own_column > column {
                return None;
            }
            break;
        }
        if own_column > indent && (header.folds || block.text.is_empty()) {
            return None;
        }
        if !block.text.is_empty() {
            block.text.push_str(match (header.folds, blank_lines) {
                (true, 0) => " ",
                (true, _) => "",
                (false, _) => "\n",
            });
        }
        block.text.extend(std::iter::repeat_n('\n', blank_lines));
        block.text.push_str(&text[block.next + indent..end]);
        block.place.end = end;
        blank_lines = 0;
        block.next = line_end + 1;
    }
    if block.text.is_empty() {
        return None;
    }
    if !header.strips {
        block.text.push('\n');
    }
    Some(block)
}
