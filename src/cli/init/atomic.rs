//! Writes files whole or not at all.

use super::starter::File;
use anyhow::{Context as _, bail};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Writes all files below a folder. Each is first written under another name beside its place, and takes its name only
/// when all of them are complete: an interruption leaves no file half written.
///
/// # Errors
/// A folder or file that cannot be created, or a name that was taken in the meantime. Nothing is overwritten.
pub(super) fn write_all(root: &Path, files: &[File]) -> anyhow::Result<()> {
    let drafts = files.iter().map(|file| Draft::write(root, file)).collect::<anyhow::Result<Vec<_>>>()?;
    drafts.into_iter().try_for_each(Draft::publish)
}

/// A complete file under a provisional name; removed when it is not published.
struct Draft {
    provisional: PathBuf,
    path: PathBuf,
}

impl Draft {
    fn write(root: &Path, file: &File) -> anyhow::Result<Self> {
        let path = root.join(&file.path);
        let folder = path.parent().unwrap_or(root);
        std::fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} cannot be created", folder.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let provisional = folder.join(format!(".{name}.{}.part", std::process::id()));
        let unwritable = || format!("{} cannot be written", path.display());
        let mut handle =
            OpenOptions::new().write(true).create_new(true).open(&provisional).with_context(unwritable)?;
        let draft = Self { provisional, path: path.clone() };
        handle.write_all(file.text.as_bytes()).and_then(|()| handle.sync_all()).with_context(unwritable)?;
        Ok(draft)
    }

    fn publish(self) -> anyhow::Result<()> {
        if std::fs::symlink_metadata(&self.path).is_ok() {
            bail!("{} was created by someone else just now; it is left as it is", self.path.display());
        }
        std::fs::rename(&self.provisional, &self.path)
            .with_context(|| format!("{} cannot be written", self.path.display()))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After publishing there is nothing left under this name.
        let _ = std::fs::remove_file(&self.provisional);
    }
}
