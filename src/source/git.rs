//! Earlier versions of goal files, read from git by running `git` itself.
//!
//! Nothing is checked out and nothing in the working tree is touched. A repository's own settings cannot make these
//! commands run another program; see `run`.

mod blobs;
mod commits;
mod run;
mod tree;

pub use blobs::{Blob, Blobs, is_blob};
pub use commits::{Commit, Step, Version};
pub use tree::TreeFile;

use std::fmt;
use std::path::{Path, PathBuf};

/// Why git could not answer, for people: a sentence, and a `help:` line where there is something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitError(String);

impl GitError {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    fn with_help(message: impl fmt::Display, help: impl fmt::Display) -> Self {
        Self(format!("{message}\nhelp: {help}"))
    }
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for GitError {}

/// The repository that a workspace is in.
#[derive(Debug, Clone)]
pub struct Repository {
    /// The workspace's root.
    root: PathBuf,
    /// The way from the top of the repository to the workspace's root: empty, or ending in `/`.
    prefix: String,
    /// Whether its history was cut off when it was cloned.
    shallow: bool,
}

impl Repository {
    /// The repository around a workspace.
    ///
    /// # Errors
    /// `root` is in no repository, git is not installed, or git refuses to work there.
    pub fn open(root: &Path) -> Result<Self, GitError> {
        let arguments = ["rev-parse", "--is-shallow-repository", "--is-inside-work-tree", "--show-prefix"];
        let answer = run::text(root, &arguments).map_err(|error| not_a_repository(root, error))?;
        // The prefix comes last: a folder's name may hold line breaks.
        let mut lines = answer.splitn(3, '\n');
        let shallow = lines.next() == Some("true");
        if lines.next() != Some("true") {
            return Err(GitError::new(format!(
                "{} is not in the working tree of a repository",
                root.display()
            )));
        }
        let prefix = lines.next().and_then(|prefix| prefix.strip_suffix('\n')).unwrap_or_default().to_owned();
        Ok(Self { root: root.to_path_buf(), prefix, shallow })
    }

    /// The workspace's root.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The way from the top of the repository to the workspace's root: empty, or ending in `/`.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether its history was cut off when it was cloned.
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        self.shallow
    }

    /// What to say where an answer lies beyond the end of a shallow clone.
    #[must_use]
    pub fn cut_short(&self) -> GitError {
        GitError::with_help(
            "this clone's history was cut short, so nobody can see what targets were at first",
            "fetch all of it: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout",
        )
    }

    fn text(&self, arguments: &[&str]) -> Result<String, GitError> {
        run::text(&self.root, arguments).map_err(run::Failure::into_error)
    }

    fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        run::bytes(&self.root, arguments).map_err(run::Failure::into_error)
    }
}

fn not_a_repository(root: &Path, failure: run::Failure) -> GitError {
    match failure {
        run::Failure::Refused(words) if words.contains("not a git repository") => GitError::with_help(
            format!(
                "{} is not in a git repository, so there is no earlier version to compare with",
                root.display()
            ),
            "run `git init` and commit the goals, or leave the revision out",
        ),
        other => other.into_error(),
    }
}
