//! What a batch is about to do, written down so that the next run can say how far a killed one came.

use super::drafts::{self, is_abandoned, lock};
use super::error::WriteError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The journal's name at the root of the workspace.
const NAME: &str = ".okr-writing";

/// A larger one is not ours.
const LARGEST: u64 = 16 << 20;

/// A target and its draft, as paths from the root.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Step {
    pub(super) target: PathBuf,
    pub(super) draft: PathBuf,
}

/// The journal of a batch that is being written; removed when it is dropped.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    _locked: File,
}

impl Journal {
    /// Writes the journal.
    ///
    /// # Errors
    /// Another run that is writing, or what the system refuses.
    pub(super) fn begin(root: &Path, steps: &[Step]) -> Result<Self, WriteError> {
        let path = root.join(NAME);
        if is_plain_file(&path) {
            if !is_abandoned(&path) {
                return Err(WriteError::Busy);
            }
            std::fs::remove_file(&path)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        lock(&file);
        let journal = Self { path, _locked: file.try_clone()? };
        file.write_all(&serde_json::to_vec(steps).map_err(std::io::Error::from)?)?;
        file.sync_all()?;
        Ok(journal)
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// A batch that was killed between two files. Every file is whole, with its old text or its new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interrupted {
    /// The files that have their new text, as paths from the root of the workspace.
    pub written: Vec<String>,
    /// The files that have their old text.
    pub unwritten: Vec<String>,
}

/// Removes what a killed run left at the root of a workspace and in the folders of its files, and says how far that run
/// got if it was writing several files. `None`: no batch was cut short. Only drafts and journals are removed.
pub fn recover<'f>(root: &'f Path, folders: impl IntoIterator<Item = &'f Path>) -> Option<Interrupted> {
    let interrupted = read_abandoned(&root.join(NAME)).map(|steps| {
        let is_waiting = |step: &Step| std::fs::symlink_metadata(root.join(&step.draft)).is_ok();
        let name = |step: &Step| step.target.to_string_lossy().into_owned();
        let (waiting, done): (Vec<&Step>, Vec<&Step>) = steps.iter().partition(|step| is_waiting(step));
        Interrupted {
            written: done.into_iter().map(name).collect(),
            unwritten: waiting.into_iter().map(name).collect(),
        }
    });
    let folders: BTreeSet<&Path> = folders.into_iter().chain([root]).collect();
    folders.into_iter().for_each(drafts::remove_abandoned);
    // A batch that was killed after its last file, or before its first, left nothing half done.
    interrupted.filter(|found| !found.written.is_empty() && !found.unwritten.is_empty())
}

/// Reads and removes a journal that nobody is writing to.
fn read_abandoned(path: &Path) -> Option<Vec<Step>> {
    if !is_plain_file(path) || !is_abandoned(path) {
        return None;
    }
    let mut text = Vec::new();
    File::open(path).ok()?.take(LARGEST).read_to_end(&mut text).ok()?;
    std::fs::remove_file(path).ok()?;
    serde_json::from_slice(&text).ok()
}

fn is_plain_file(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}
