//! Files, places in them, and the lines those places are on.
//!
//! Everything below works in byte offsets. Lines and columns are computed once, where a finding is shown.

mod discover;
mod excerpt;
mod found;
pub mod git;
mod ignored;
mod lines;
mod read;
mod walk;

pub use discover::{discover, find_root, goal_folders, repository_root, shown_path};
pub use excerpt::Excerpt;
pub use found::{
    Discovered, GOALS_FOLDER, READINGS_FOLDER, ReadError, SETTINGS_FILE, Skipped, goal_name, is_goal_file,
    is_readings_file, nearly_goal_file,
};
pub use lines::{LineColumn, Lines};
pub use read::{read_file, read_stream};

use crate::plural::size;
use std::fmt;
use std::sync::Arc;

/// Names one file of a [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A place in a file: the bytes from `start` up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file the place is in.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte; equal to `start` for an empty place.
    pub end: u32,
}

impl Span {
    /// A place from byte `start` to byte `end` of `file`. Offsets fit: files above 4 GiB are never loaded.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Self { file, start: start as u32, end: end.max(start) as u32 }
    }

    /// The smallest place that covers both; `other` must be in the same file.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` is completely inside this place.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The bytes as a range, for slicing the file's text.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One file as it was read.
#[derive(Debug, Clone, Default)]
pub struct SourceFile {
    /// Relative to the workspace root, with `/` on every system; `<stdin>` for standard input.
    pub path: String,
    /// The text without a byte-order mark. Bytes that are not UTF-8 are U+FFFD.
    pub text: Arc<String>,
    /// What kept the bytes from being UTF-8 text, if anything did.
    pub defect: Option<Defect>,
}

/// Why a file's bytes are not the text they should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// UTF-16 or UTF-32, detected by its byte-order mark.
    WrongEncoding(&'static str),
    /// The first byte that is not UTF-8, as an offset into the text.
    NotUtf8 {
        /// Offset of the replacement character for it.
        at: usize,
    },
    /// Larger than the limit; the text was not read.
    TooLarge {
        /// The largest size that is read, in bytes.
        limit: u64,
    },
    /// Not readable at all.
    Unreadable(ReadError),
}

impl fmt::Display for Defect {
    /// Goes on after the name of what was read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Defect::WrongEncoding(encoding) => write!(f, "is {encoding}; save it as UTF-8"),
            Defect::NotUtf8 { .. } => f.write_str("is not UTF-8; save it as UTF-8"),
            Defect::TooLarge { limit } => write!(f, "has more than {}", size(*limit)),
            Defect::Unreadable(reason) => write!(f, "cannot be read: {reason}"),
        }
    }
}

/// How many bytes show whether a text is UTF-16 without a mark.
const SAMPLE: usize = 64;

/// Whether the first letters are two bytes long each, of which one is zero, as in UTF-16.
fn has_every_other_byte_zero(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE) / 2 * 2];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    sample.len() >= 8 && even.max(odd) * 8 > sample.len() * 3 && even.min(odd) == 0
}

impl SourceFile {
    /// A file that could not be read.
    #[must_use]
    pub fn defective(path: String, defect: Defect) -> Self {
        Self { path, text: Arc::default(), defect: Some(defect) }
    }

    /// Takes the bytes of a file in: drops a UTF-8 byte-order mark, refuses the other ones, replaces what is not UTF-8.
    #[must_use]
    pub fn from_bytes(path: String, bytes: Vec<u8>) -> Self {
        const MARKS: [(&[u8], &str); 4] = [
            (&[0xff, 0xfe, 0, 0], "UTF-32"),
            (&[0, 0, 0xfe, 0xff], "UTF-32"),
            (&[0xff, 0xfe], "UTF-16"),
            (&[0xfe, 0xff], "UTF-16"),
        ];
        if let Some((_, name)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
            return Self { path, text: Arc::default(), defect: Some(Defect::WrongEncoding(name)) };
        }
        if has_every_other_byte_zero(&bytes) {
            return Self { path, text: Arc::default(), defect: Some(Defect::WrongEncoding("UTF-16")) };
        }
        let (mut text, defect) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(Defect::NotUtf8 { at }))
            }
        };
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Self { path, text: Arc::new(text), defect }
    }
}

/// Every file that was read. Where goals are compared over time, one file may be in here in several versions.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Numbers the files in the order given.
    #[must_use]
    pub fn new(files: Vec<SourceFile>) -> Self {
        Self { files }
    }

    /// The file with a number.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The words at a place; empty if the place is not in the file's text.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or_default()
    }

    /// All files with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, file)| (FileId(i as u32), file))
    }

    /// Replaces the file with a number by another.
    pub fn replace(&mut self, id: FileId, file: SourceFile) {
        self.files[id.0 as usize] = file;
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are no files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Adds a file and returns its number.
    pub fn push(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(self.files.len() as u32 - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_marks_are_dropped_or_named() {
        let read = |bytes: &[u8]| SourceFile::from_bytes("a.yaml".into(), bytes.to_vec());
        assert_eq!(*read(b"\xef\xbb\xbfteam: a").text, "team: a");
        assert_eq!(read(b"\xff\xfet\0").defect, Some(Defect::WrongEncoding("UTF-16")));
        assert_eq!(read(b"t\0e\0a\0m\0:\0 \0").defect, Some(Defect::WrongEncoding("UTF-16")));
        assert_eq!(read(b"\0t\0e\0a\0m\0:").defect, Some(Defect::WrongEncoding("UTF-16")));
        assert_eq!(read(b"team: \0growth").defect, None);
        assert_eq!(read(b"\xff\xfe\0\0t\0\0\0").defect, Some(Defect::WrongEncoding("UTF-32")));
        let broken = read(b"team: caf\xe9");
        assert_eq!(*broken.text, "team: caf\u{fffd}");
        assert_eq!(broken.defect, Some(Defect::NotUtf8 { at: 9 }));
    }
}
