//! Writes files whole or not at all: first under another name beside its place, then renamed.

use anyhow::{Context as _, bail};
use std::fs::{File, OpenOptions, Permissions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A complete file under a provisional name; removed when it is not published.
pub(super) struct Draft {
    provisional: PathBuf,
    path: PathBuf,
}

impl Draft {
    /// Writes a file that is to stand at `path`, and makes sure that it is on the disk. The folder is created where it is
    /// missing; the file gets the permissions, or those new files have.
    ///
    /// # Errors
    /// A folder or file that cannot be created.
    pub(super) fn write(path: &Path, bytes: &[u8], permissions: Option<Permissions>) -> anyhow::Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} cannot be created", folder.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let provisional = folder.join(format!(".{name}.{}.part", std::process::id()));
        let unwritable = || format!("{} cannot be written", path.display());
        let mut handle =
            OpenOptions::new().write(true).create_new(true).open(&provisional).with_context(unwritable)?;
        let draft = Self { provisional, path: path.to_path_buf() };
        handle.write_all(bytes).with_context(unwritable)?;
        if let Some(permissions) = permissions {
            handle.set_permissions(permissions).with_context(unwritable)?;
        }
        handle.sync_all().with_context(unwritable)?;
        Ok(draft)
    }

    /// Gives the file its name, which must be free.
    ///
    /// # Errors
    /// A name that was taken in the meantime: nothing is overwritten.
    pub(super) fn publish(self) -> anyhow::Result<()> {
        if std::fs::symlink_metadata(&self.path).is_ok() {
            bail!("{} was created by someone else just now; it is left as it is", self.path.display());
        }
        self.rename()
    }

    /// Puts the file in the place of one that still holds `expected`.
    ///
    /// # Errors
    /// A file that has changed in the meantime: it is left as it is.
    pub(super) fn replace(self, expected: &[u8]) -> anyhow::Result<()> {
        if std::fs::read(&self.path).ok().as_deref() != Some(expected) {
            bail!("{} was changed by someone else just now; it is left as it is", self.path.display());
        }
        self.rename()
    }

    fn rename(self) -> anyhow::Result<()> {
        std::fs::rename(&self.provisional, &self.path)
            .with_context(|| format!("{} cannot be written", self.path.display()))?;
        // The new name is on the disk only with the folder. Not every system can do that, and the file is whole either way.
        if let Some(Ok(folder)) = self.path.parent().map(File::open) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After publishing there is nothing left under this name.
        let _ = std::fs::remove_file(&self.provisional);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_someone_changed_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        std::fs::write(&path, "theirs").unwrap();
        let draft = Draft::write(&path, b"ours", None).unwrap();
        assert!(draft.replace(b"old").unwrap_err().to_string().ends_with("it is left as it is"));
        assert!(Draft::write(&path, b"ours", None).unwrap().publish().is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"theirs");
        Draft::write(&path, b"ours", None).unwrap().replace(b"theirs").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"ours");
        // Nothing provisional is left behind.
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
