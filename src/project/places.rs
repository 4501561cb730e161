//! What to open, and where it is.

use crate::source::{Defect, find_root};
use std::path::{Component, Path, PathBuf};

/// What to open.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The folder that relative paths start from; absolute.
    pub here: &'a Path,
    /// The user's home folder, if known: it must not be searched as a whole.
    pub home: Option<&'a Path>,
    /// Files and folders. None, and no text: the workspace's goals.
    pub paths: &'a [PathBuf],
    /// A text that comes from no file, such as standard input.
    pub text: Option<Text>,
    /// Larger files are not read; in bytes.
    pub largest_file: u64,
}

/// A text to check that is not in a file, or not yet.
#[derive(Debug, Clone)]
pub struct Text {
    /// The file it represents, so that it is checked in that file's place among the others.
    pub stands_for: Option<PathBuf>,
    /// Its bytes.
    pub content: Result<Vec<u8>, Defect>,
}

impl Request<'_> {
    /// Whether everything of the workspace is asked for.
    pub(super) fn is_everything(&self) -> bool {
        self.paths.is_empty() && self.text.is_none()
    }

    /// The files and folders asked for, as absolute paths. `root` is the workspace's root, `as_named` the way it is reached
    /// by the names given: a link below it stays one, so that nobody is led out of the workspace unseen.
    pub(super) fn named(&self, Root { path: root, as_named }: &Root) -> Vec<PathBuf> {
        let absolute = |path: &PathBuf| {
            let path = plain(&self.here.join(path));
            match path.strip_prefix(as_named) {
                Ok(below) if below.as_os_str().is_empty() => root.clone(),
                Ok(below) => root.join(below),
                Err(_) => std::fs::canonicalize(&path).unwrap_or(path),
            }
        };
        self.paths.iter().map(absolute).collect()
    }
}

/// The root of a workspace.
#[derive(Debug, Clone)]
pub(super) struct Root {
    /// Its real path.
    pub(super) path: PathBuf,
    /// The same folder under the names used to reach it.
    pub(super) as_named: PathBuf,
}

impl Root {
    /// The root of the first path that has one, otherwise of the current folder, otherwise the folder itself.
    pub(super) fn of(paths: &[PathBuf], here: &Path) -> Self {
        let start =
            paths.first().map_or_else(|| here.to_path_buf(), |path| start_of(&plain(&here.join(path))));
        let as_named = find_root(&start).unwrap_or_else(|| match start.starts_with(here) {
            true => here.to_path_buf(),
            false => start,
        });
        Self { path: std::fs::canonicalize(&as_named).unwrap_or_else(|_| as_named.clone()), as_named }
    }
}

/// The folder from which to look for a path's workspace: its own, or that of a workspace's link on the path. The target of
/// a link may be another workspace, and the link may be a stranger's.
fn start_of(path: &Path) -> PathBuf {
    let mut parts: Vec<&Path> = path.ancestors().collect();
    parts.reverse();
    let is_link = |part: &&Path| part.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
    let around = parts.into_iter().filter(is_link).filter_map(Path::parent);
    let mut in_workspace = around.filter(|folder| find_root(folder).is_some());
    if let Some(folder) = in_workspace.next() {
        return folder.to_path_buf();
    }
    let start = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let start = start.to_path_buf();
    // Without a workspace around its links a path is what the system makes of it.
    match find_root(&start) {
        Some(_) => start,
        None => std::fs::canonicalize(&start).unwrap_or(start),
    }
}

/// A path without `.` and `..`, by its names alone.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = plain.pop(),
            other => plain.push(other),
        }
    }
    plain
}
