//! Complete files under provisional names, and those that a killed run left behind.

use super::attributes;
use super::error::WriteError;
use std::fs::{File, Metadata};
use std::io::Write as _;
use std::path::Path;
use tempfile::{Builder, NamedTempFile};

const START: &str = ".okr-";
const END: &str = ".draft";
const RANDOM: usize = 16;

/// Writes a draft for `path` in its folder and makes sure that it is on the disk. It is removed when it is dropped.
///
/// # Errors
/// What the system refuses, or an attribute of the target that the draft cannot have.
pub(super) fn write(
    path: &Path,
    target: Option<&Metadata>,
    bytes: &[u8],
) -> Result<NamedTempFile, WriteError> {
    let folder = folder_of(path);
    let mut builder = Builder::new();
    builder.prefix(START).suffix(END).rand_bytes(RANDOM);
    if let Some(mode) = attributes::first_mode(target) {
        builder.permissions(mode);
    }
    let mut draft = builder.tempfile_in(folder)?;
    let _ = lock(draft.as_file());
    if let Some(target) = target {
        attributes::keep(path, target, draft.as_file())?;
    }
    draft.write_all(bytes)?;
    draft.as_file().sync_all()?;
    Ok(draft)
}

/// The folder a path is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes the drafts in a folder whose writer is gone.
pub(super) fn remove_abandoned(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|entry| is_draft(&entry.file_name().to_string_lossy())) {
        // A link or a folder with that name is not ours.
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && is_abandoned(&entry.path()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn is_draft(name: &str) -> bool {
    let middle = name.strip_prefix(START).and_then(|rest| rest.strip_suffix(END));
    middle.is_some_and(|middle| {
        middle.len() == RANDOM && middle.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Locks a file of ours for as long as it is open. `false`: another process has it.
#[cfg(unix)]
pub(super) fn lock(file: &File) -> bool {
    rustix::fs::flock(file, rustix::fs::FlockOperation::NonBlockingLockExclusive).is_ok()
}

#[cfg(not(unix))]
pub(super) fn lock(_: &File) -> bool {
    true
}

/// Whether nobody is writing a file of ours any more.
#[cfg(unix)]
pub(super) fn is_abandoned(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| lock(&file))
}

/// A file is written within moments.
#[cfg(not(unix))]
pub(super) fn is_abandoned(path: &Path) -> bool {
    const MOMENTS: std::time::Duration = std::time::Duration::from_secs(600);
    let changed = std::fs::metadata(path).and_then(|found| found.modified());
    changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age > MOMENTS))
}
