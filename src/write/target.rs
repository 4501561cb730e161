//! Where may be written: plain files, reached without a link out of the workspace.

use super::error::WriteError;
use std::fs::{FileType, Metadata};
use std::path::{Path, PathBuf};

/// Looks at what has this name, following no link: its metadata, `None` if nothing has it.
///
/// # Errors
/// A name that is a link, or anything else but a file, or that is reached through a link in `root` that leads out of it.
pub(super) fn look_at(root: &Path, path: &Path) -> Result<Option<Metadata>, WriteError> {
    refuse_links_out(root, path)?;
    let Ok(found) = std::fs::symlink_metadata(path) else { return Ok(None) };
    let kind = found.file_type();
    if kind.is_symlink() {
        return Err(WriteError::Link);
    }
    if !kind.is_file() {
        return Err(WriteError::NotAFile(name_of(kind)));
    }
    Ok(Some(found))
}

/// The bytes of a file that may be written to.
///
/// # Errors
/// A name that [`look_at`] refuses, or that cannot be read.
pub(super) fn read_plain(root: &Path, path: &Path) -> Result<Vec<u8>, WriteError> {
    look_at(root, path)?;
    Ok(std::fs::read(path)?)
}

/// # Errors
/// A path that is not in `root`, with links followed.
pub(super) fn must_be_inside(root: &Path, path: &Path) -> Result<(), WriteError> {
    let there = path.ancestors().skip(1).find_map(|folder| std::fs::canonicalize(folder).ok());
    match (std::fs::canonicalize(root), there) {
        (Ok(root), Some(there)) if !there.starts_with(&root) => Err(WriteError::Outside(root)),
        _ => Ok(()),
    }
}

/// A link that somebody committed must not lead a write elsewhere; one outside, like macOS's `/tmp`, is the user's own.
fn refuse_links_out(root: &Path, path: &Path) -> Result<(), WriteError> {
    let Ok(root) = std::fs::canonicalize(root) else { return Ok(()) };
    let is_link =
        |folder: &&Path| std::fs::symlink_metadata(folder).is_ok_and(|found| found.file_type().is_symlink());
    for link in path.ancestors().skip(1).filter(is_link) {
        let parent = link.parent().filter(|parent| !parent.as_os_str().is_empty());
        let home = std::fs::canonicalize(parent.unwrap_or(Path::new("."))).unwrap_or_default();
        let leads_out = std::fs::canonicalize(link).map_or(true, |target| !target.starts_with(&root));
        if home.starts_with(&root) && leads_out {
            return Err(WriteError::LinkOut(link.to_path_buf()));
        }
    }
    Ok(())
}

/// Whether two paths name one file, by whatever way.
#[must_use]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    place_of(one) == place_of(other)
}

/// A file's path with the links of its folders followed, whether or not it is there.
pub(super) fn place_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (std::fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_path_buf(),
    }
}

#[cfg(unix)]
fn name_of(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    match kind {
        kind if kind.is_dir() => "a folder",
        kind if kind.is_fifo() => "a pipe",
        kind if kind.is_socket() => "a socket",
        _ => "a device",
    }
}

#[cfg(not(unix))]
fn name_of(kind: FileType) -> &'static str {
    if kind.is_dir() { "a folder" } else { "a device" }
}
