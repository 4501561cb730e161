//! Contents of files as commits have them, through one `git cat-file --batch`.

use super::{GitError, Repository, run};
use sha1::{Digest as _, Sha1};
use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// One content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blob {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// It is larger than the limit, and was not read.
    TooLarge,
    /// It is not in this clone.
    Missing,
    /// What the repository has under this name is something else, or less.
    Damaged,
}

/// A running `git cat-file --batch`; it ends when this is dropped.
#[derive(Debug)]
pub struct Blobs {
    root: PathBuf,
    process: Process,
}

#[derive(Debug)]
struct Process {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Repository {
    /// Starts reading contents.
    ///
    /// # Errors
    /// Git cannot be started.
    pub fn blobs(&self) -> Result<Blobs, GitError> {
        Ok(Blobs { root: self.root.clone(), process: Process::start(&self.root)? })
    }
}

impl Blobs {
    /// The contents with these names, in their order; those above `limit` bytes are skipped.
    ///
    /// # Errors
    /// Git stopped answering.
    pub fn read(&mut self, names: &[&str], limit: u64) -> Result<Vec<Blob>, GitError> {
        let mut blobs = Vec::with_capacity(names.len());
        while blobs.len() < names.len() {
            let read = self.process.read(&names[blobs.len()..], limit, &mut blobs);
            read.map_err(|error| GitError::Stopped(error.to_string()))?;
            // After a content that is skipped or cut off, git is started again: the rest may have no end.
            if blobs.len() < names.len() || matches!(blobs.last(), Some(Blob::TooLarge | Blob::Damaged)) {
                self.process = Process::start(&self.root)?;
            }
        }
        Ok(blobs)
    }
}

impl Process {
    fn start(root: &Path) -> Result<Self, GitError> {
        let mut command = run::command(root);
        command.args(["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| GitError::not_started(&error))?;
        let questions = child.stdin.take();
        let answers = child.stdout.take();
        let answers = answers.ok_or_else(|| GitError::NotStarted("its output cannot be read".to_owned()))?;
        Ok(Self { child, questions, answers: BufReader::new(answers) })
    }

    /// Reads contents up to the last one, or to the first that is too large or damaged.
    fn read(&mut self, names: &[&str], limit: u64, blobs: &mut Vec<Blob>) -> io::Result<()> {
        let Self { child, questions, answers } = self;
        let Some(questions) = questions.as_mut() else { return Ok(()) };
        // Asked from a thread of its own: neither side then waits for the other to empty its pipe.
        std::thread::scope(|scope| {
            let asking = std::thread::Builder::new().spawn_scoped(scope, move || -> io::Result<()> {
                questions.write_all(format!("{}\n{END}\n", names.join("\n")).as_bytes())?;
                questions.flush()
            })?;
            for name in names {
                let blob = next(answers, name, limit);
                let is_last_one = !matches!(blob, Ok(Blob::Bytes(_) | Blob::Missing));
                if is_last_one {
                    // The other thread may still be asking, and would wait for ever.
                    let _ = child.kill();
                }
                blobs.push(blob?);
                if is_last_one {
                    return Ok(());
                }
            }
            answers.read_line(&mut String::new())?;
            asking.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
        })
    }
}

/// Reads `name blob size LF bytes LF`, or `name missing LF`.
fn next(answers: &mut BufReader<ChildStdout>, name: &str, limit: u64) -> io::Result<Blob> {
    let mut head = String::new();
    if answers.read_line(&mut head)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
    let Some(size) = size else { return Ok(Blob::Missing) };
    if size > limit {
        return Ok(Blob::TooLarge);
    }
    // One more for the line break after the content.
    let mut bytes = up_to(answers, size + 1)?;
    let is_whole = bytes.len() as u64 == size + 1;
    bytes.pop();
    // Names of SHA-256 are taken at git's word.
    let is_true = name.len() != SHA1_DIGITS || is_blob(&bytes, name);
    Ok(if is_whole && is_true { Blob::Bytes(bytes) } else { Blob::Damaged })
}

/// Asked last: no object and no branch can have this name, so that git answers it in a line of its own.
const END: &str = "okr..end";

/// What git answers to [`END`].
const END_LINE: &[u8] = b"\nokr..end missing\n";

/// The next bytes: so many, or all that git has to say where a forged size promises more. It would wait for the next question, and
/// we for the rest.
fn up_to(answers: &mut BufReader<ChildStdout>, wanted: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut answers = answers.take(wanted);
    while answers.limit() > 0 && !bytes.ends_with(END_LINE) {
        let chunk = answers.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        bytes.extend_from_slice(chunk);
        let read = chunk.len();
        answers.consume(read);
    }
    Ok(bytes)
}

/// How long a name of SHA-1 is.
const SHA1_DIGITS: usize = 40;

impl Drop for Process {
    fn drop(&mut self) {
        // Nothing more to ask ends it; waiting for it leaves no process behind.
        self.questions = None;
        let _ = self.child.wait();
    }
}

/// Whether these bytes are the content with this name. In repositories with names longer than SHA-1's the answer is
/// always no, which costs a second look at the file and nothing else.
#[must_use]
pub fn is_blob(bytes: &[u8], name: &str) -> bool {
    blob_name(bytes) == name
}

/// The name of SHA-1 that git gives these bytes.
#[must_use]
pub fn blob_name(bytes: &[u8]) -> String {
    let mut hash = Sha1::new();
    hash.update(format!("blob {}\0", bytes.len()).as_bytes());
    hash.update(bytes);
    format!("{:x}", hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_known_by_the_names_git_gives_them() {
        assert!(is_blob(b"a: 1\n", "a8926a52d8dcba5c4386945476ab6a2ad008afd4"));
        assert!(!is_blob(b"a: 2\n", "a8926a52d8dcba5c4386945476ab6a2ad008afd4"));
    }
}
