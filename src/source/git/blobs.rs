//! Contents of files as commits have them, through one `git cat-file --batch`.

use super::{GitError, Repository, run};
use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// One content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blob {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// It is larger than the limit, and was not kept.
    TooLarge,
    /// It is not in this clone.
    Missing,
}

/// A running `git cat-file --batch`; it ends when this is dropped.
#[derive(Debug)]
pub struct Blobs {
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
        let mut command = run::command(&self.root);
        command.args(["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| GitError::not_started(&error))?;
        let questions = child.stdin.take();
        let answers =
            child.stdout.take().ok_or_else(|| GitError::NotStarted("it cannot be listened to".to_owned()))?;
        Ok(Blobs { child, questions, answers: BufReader::new(answers) })
    }
}

impl Blobs {
    /// The contents with these names, in their order; those above `limit` bytes are passed over.
    ///
    /// # Errors
    /// Git stopped answering.
    pub fn read(&mut self, names: &[&str], limit: u64) -> Result<Vec<Blob>, GitError> {
        let Some(questions) = self.questions.as_mut().filter(|_| !names.is_empty()) else {
            return Ok(Vec::new());
        };
        let answers = &mut self.answers;
        // Asked from a thread of its own: neither side then waits for the other to empty its pipe.
        let read = std::thread::scope(|scope| {
            let asking = scope.spawn(move || -> io::Result<()> {
                questions.write_all((names.join("\n") + "\n").as_bytes())?;
                questions.flush()
            });
            let read: io::Result<Vec<Blob>> = names.iter().map(|_| next(answers, limit)).collect();
            let asked = asking.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()));
            read.and_then(|blobs| asked.map(|()| blobs))
        });
        read.map_err(|error| GitError::Stopped(error.to_string()))
    }
}

/// Reads `name blob size LF bytes LF`, or `name missing LF`.
fn next(answers: &mut BufReader<ChildStdout>, limit: u64) -> io::Result<Blob> {
    let mut head = String::new();
    if answers.read_line(&mut head)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
    let Some(size) = size else { return Ok(Blob::Missing) };
    // One more for the line break after the content.
    let mut content = answers.take(size + 1);
    if size > limit {
        io::copy(&mut content, &mut io::sink())?;
        return Ok(Blob::TooLarge);
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    content.read_to_end(&mut bytes)?;
    bytes.pop();
    Ok(Blob::Bytes(bytes))
}

impl Drop for Blobs {
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
    let mut hash = sha1_smol::Sha1::new();
    hash.update(format!("blob {}\0", bytes.len()).as_bytes());
    hash.update(bytes);
    hash.digest().to_string() == name
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
