//! What is to be opened, and where that lies.

use crate::source::{Defect, find_root};
use std::path::{Path, PathBuf};

/// What to open.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The folder that relative paths start from; absolute.
    pub here: &'a Path,
    /// Files and folders. None, and no text: the workspace's goals.
    pub paths: &'a [PathBuf],
    /// A text that comes from no file, such as standard input.
    pub text: Option<Text>,
    /// Larger files are not read; in bytes.
    pub largest_file: u64,
}

/// A text that is judged although it stands in no file, or not yet.
#[derive(Debug, Clone)]
pub struct Text {
    /// The file it stands for, so that it is judged in that one's place among the others.
    pub stands_for: Option<PathBuf>,
    /// Its bytes.
    pub content: Result<Vec<u8>, Defect>,
}

impl Request<'_> {
    /// Whether everything of the workspace is asked for.
    pub(super) fn is_everything(&self) -> bool {
        self.paths.is_empty() && self.text.is_none()
    }

    /// The files and folders asked for, as absolute paths.
    pub(super) fn named(&self) -> Vec<PathBuf> {
        let absolute = |path: &PathBuf| {
            let path = self.here.join(path);
            std::fs::canonicalize(&path).unwrap_or(path)
        };
        self.paths.iter().map(absolute).collect()
    }
}

/// The root of the first path that has one, else of the current folder, else the current folder.
pub(super) fn root_of(paths: &[PathBuf], here: &Path) -> PathBuf {
    let first = paths.first().map(|path| here.join(path));
    let start = match &first {
        Some(path) if path.is_dir() => path.clone(),
        Some(path) => path.parent().unwrap_or(here).to_path_buf(),
        None => here.to_path_buf(),
    };
    let start = std::fs::canonicalize(&start).unwrap_or(start);
    let fallback = if start.starts_with(here) { here.to_path_buf() } else { start.clone() };
    find_root(&start).unwrap_or(fallback)
}
