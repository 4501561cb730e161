//! Reads files without trusting what their names or the system say about them.

use super::{Defect, ReadError};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// No larger file is read, whatever is asked for: places are 32 bits wide, and a byte that is not UTF-8 becomes three.
const LARGEST: u64 = 1 << 30;

/// The bytes of one file, of at most `limit`.
///
/// # Errors
/// What is wrong with the file, which then hides none of the others.
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Defect> {
    let unreadable = |error: io::Error| Defect::Unreadable(error.into());
    // Looked at before it is opened: opening a pipe would wait for somebody to write to it.
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Defect::Unreadable(ReadError::NotAFile));
    }
    let limit = limit.min(LARGEST);
    if metadata.len() > limit {
        return Err(Defect::TooLarge { limit });
    }
    let size = usize::try_from(metadata.len()).unwrap_or_default();
    let bytes = File::open(path).and_then(|file| read_at_most(file, size, limit)).map_err(unreadable)?;
    bytes.ok_or(Defect::TooLarge { limit })
}

/// The bytes of a stream, such as standard input, of at most `limit`.
///
/// # Errors
/// What the system says when it cannot be read; inside, that there is too much of it.
pub fn read_stream(stream: impl Read, limit: u64) -> io::Result<Result<Vec<u8>, Defect>> {
    let limit = limit.min(LARGEST);
    Ok(read_at_most(stream, 0, limit)?.ok_or(Defect::TooLarge { limit }))
}

/// All bytes; `None` if there are more than `limit`, also where the system promised fewer.
fn read_at_most(stream: impl Read, expected: usize, limit: u64) -> io::Result<Option<Vec<u8>>> {
    // One more than expected, so that a file that did not grow is read in one go.
    let mut bytes = Vec::with_capacity(expected + 1);
    stream.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_the_limit_is_not_read_whatever_was_promised() {
        assert_eq!(read_at_most(io::repeat(b'a'), 0, 10).unwrap(), None);
        assert_eq!(read_at_most(&b"abc"[..], 100, 10).unwrap().as_deref(), Some(&b"abc"[..]));
        assert_eq!(read_at_most(&b"abc"[..], 0, 3).unwrap().as_deref(), Some(&b"abc"[..]));
        assert_eq!(read_stream(io::repeat(b'a'), 10).unwrap(), Err(Defect::TooLarge { limit: 10 }));
        assert_eq!(read_stream(&b"team: a"[..], u64::MAX).unwrap(), Ok(b"team: a".to_vec()));
    }
}
