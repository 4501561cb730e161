//! Earlier versions of goal files, read from git by running `git` itself.
//!
//! Nothing is checked out and nothing in the working tree is touched. A repository's own settings cannot make these
//! commands run another program; see `run`.

mod blobs;
mod commits;
mod error;
mod moves;
mod run;
mod tree;

pub use blobs::{Blob, Blobs, blob_name, is_blob};
pub use commits::{Commit, Step, Version};
pub use error::GitError;
pub use tree::TreeFile;

use super::repository_root;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The repository that a workspace is in.
#[derive(Debug, Clone)]
pub struct Repository {
    /// The workspace's root, where git is started: it then names files from there.
    root: PathBuf,
    /// The top of the repository's working tree.
    top: PathBuf,
    /// The way from there to the workspace's root, with `/`; empty if they are the same.
    folder: String,
    /// Whether its history was cut off when it was cloned.
    shallow: bool,
    /// The workspace's folders in commits that were asked for it.
    folders: Arc<Mutex<HashMap<String, String>>>,
}

impl Repository {
    /// The repository around a workspace.
    ///
    /// # Errors
    /// `root` is in no repository, git is not installed, or git refuses to work there.
    pub fn open(root: &Path) -> Result<Self, GitError> {
        let arguments = ["rev-parse", "--is-shallow-repository", "--is-inside-work-tree", "--show-prefix"];
        let answer = run::text(root, &arguments).map_err(|error| not_a_repository(root, error))?;
        let mut lines = answer.lines();
        let shallow = lines.next() == Some("true");
        if lines.next() != Some("true") {
            return Err(GitError::NoWorkingTree(root.to_path_buf()));
        }
        let folder = lines.next().unwrap_or_default().trim_end_matches('/').to_owned();
        let top = repository_root(root).unwrap_or(root).to_path_buf();
        Ok(Self { root: root.to_path_buf(), top, folder, shallow, folders: Arc::default() })
    }

    /// The workspace's root.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The way from the top of the repository to the workspace's root, with `/`; empty if they are the same.
    #[must_use]
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// Whether its history was cut off when it was cloned.
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        self.shallow
    }

    fn text(&self, arguments: &[&str]) -> Result<String, GitError> {
        run::text(&self.root, arguments)
    }

    fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        run::bytes(&self.root, arguments)
    }
}

/// The address that somebody writes to git with in a folder, as git's own settings say.
#[must_use]
pub fn user_address(folder: &Path) -> Option<String> {
    let address = run::text(folder, &["config", "--get", "user.email"]).ok()?;
    Some(address.trim().to_owned()).filter(|address| !address.is_empty())
}

fn not_a_repository(root: &Path, error: GitError) -> GitError {
    match error {
        GitError::Refused(words) if words.contains("not a git repository") => {
            GitError::NoRepository(root.to_path_buf())
        }
        other => other,
    }
}
