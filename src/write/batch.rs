//! Several files, all of which get their new text, or none.

use super::drafts::{self, folder_of};
use super::error::WriteError;
use super::journal::{Journal, Step};
use super::target::{look_at, must_be_inside, place_of};
use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What must be there for a text to take its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect<'e> {
    /// Nothing: the file is new.
    Nothing,
    /// A file with exactly these bytes.
    Bytes(&'e [u8]),
    /// Nothing, or any file: its text goes.
    Anything,
}

/// Texts that are to be written together.
#[derive(Debug)]
pub struct Batch {
    root: PathBuf,
    /// Paths out of the root are refused.
    keeps_inside: bool,
    drafts: Vec<Draft>,
    places: HashSet<PathBuf>,
}

#[derive(Debug)]
struct Draft {
    path: PathBuf,
    file: NamedTempFile,
    /// What the target holds; `None` if it must not be there.
    before: Option<Vec<u8>>,
    /// Whether another text may have come meanwhile.
    takes_any: bool,
}

impl Batch {
    /// Files of a workspace: nothing outside `root` is written.
    #[must_use]
    pub fn inside(root: &Path) -> Self {
        Self { root: root.to_path_buf(), keeps_inside: true, drafts: Vec::new(), places: HashSet::new() }
    }

    /// Files that a user of the workspace at `root` named, wherever they are.
    #[must_use]
    pub fn anywhere(root: &Path) -> Self {
        Self { keeps_inside: false, ..Self::inside(root) }
    }

    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    /// Writes the draft of a file. Missing folders of the workspace are made.
    ///
    /// # Errors
    /// A file that cannot or must not be written, see [`WriteError`]. The rest of the batch stays as it is.
    pub fn add(&mut self, path: &Path, bytes: &[u8], expect: Expect<'_>) -> Result<(), WriteError> {
        let target = look_at(&self.root, path)?;
        if self.keeps_inside {
            must_be_inside(&self.root, path)?;
        }
        let before = target.as_ref().map(|_| std::fs::read(path)).transpose()?;
        match (expect, &before) {
            (Expect::Nothing, Some(_)) => return Err(WriteError::Taken),
            (Expect::Bytes(expected), found) if found.as_deref() != Some(expected) => {
                return Err(WriteError::Changed);
            }
            _ => {}
        }
        if self.keeps_inside {
            std::fs::create_dir_all(folder_of(path))?;
        }
        if !self.places.insert(place_of(path)) {
            return Err(WriteError::Twice);
        }
        drafts::remove_abandoned(folder_of(path));
        let file = drafts::write(path, target.as_ref(), bytes)?;
        let takes_any = expect == Expect::Anything;
        self.drafts.push(Draft { path: path.to_path_buf(), file, before, takes_any });
        Ok(())
    }

    /// Puts all drafts in their places.
    ///
    /// # Errors
    /// The file that stopped it; the others then have their old text again.
    pub fn commit(self) -> Result<(), (PathBuf, WriteError)> {
        let journal = match self.drafts.len() {
            0 | 1 => None,
            _ => Some(Journal::begin(&self.root, &self.steps()).map_err(|error| (self.root.clone(), error))?),
        };
        let result = publish(self.drafts, |_| false);
        drop(journal);
        result
    }

    fn steps(&self) -> Vec<Step> {
        let short = |path: &Path| path.strip_prefix(&self.root).unwrap_or(path).to_path_buf();
        let step = |draft: &Draft| Step { target: short(&draft.path), draft: short(draft.file.path()) };
        self.drafts.iter().map(step).collect()
    }
}

/// Renames one draft after the other. `is_killed` says before each whether the program dies there, for tests.
fn publish(drafts: Vec<Draft>, is_killed: impl Fn(usize) -> bool) -> Result<(), (PathBuf, WriteError)> {
    let mut done: Vec<(PathBuf, Option<Vec<u8>>)> = Vec::with_capacity(drafts.len());
    let mut waiting = drafts.into_iter();
    while let Some(draft) = waiting.next() {
        if is_killed(done.len()) {
            [draft].into_iter().chain(waiting).for_each(|draft| drop(draft.file.keep()));
            return Ok(());
        }
        let (path, before) = (draft.path.clone(), draft.before.clone());
        match draft.publish() {
            Ok(()) => done.push((path, before)),
            Err(reason) => {
                let undone = done.iter().rev().try_for_each(|(path, before)| undo(path, before.as_deref()));
                return Err(match undone {
                    Ok(()) => (path, reason),
                    Err(written) => (path, WriteError::HalfDone { reason: Box::new(reason), written }),
                });
            }
        }
    }
    Ok(())
}

impl Draft {
    fn publish(self) -> Result<(), WriteError> {
        let Self { path, file, before, takes_any } = self;
        let Some(before) = before else {
            // Never over a file that appeared meanwhile, except one that may be of any kind.
            let published = if takes_any { file.persist(&path) } else { file.persist_noclobber(&path) };
            published.map_err(|error| match error.error.kind() {
                std::io::ErrorKind::AlreadyExists => WriteError::Taken,
                _ => WriteError::System(error.error),
            })?;
            sync_folder(&path);
            return Ok(());
        };
        if !takes_any && std::fs::read(&path).ok().as_deref() != Some(&before) {
            return Err(WriteError::Changed);
        }
        file.persist(&path).map_err(|error| WriteError::System(error.error))?;
        sync_folder(&path);
        Ok(())
    }
}

/// The new name is on the disk only with its folder. Not every system can do that, and the file is whole either way.
fn sync_folder(path: &Path) {
    if let Ok(folder) = File::open(folder_of(path)) {
        let _ = folder.sync_all();
    }
}

/// Gives a file its old text back.
fn undo(path: &Path, before: Option<&[u8]>) -> Result<(), PathBuf> {
    let undone = match before {
        None => std::fs::remove_file(path).is_ok(),
        Some(before) => {
            let target = std::fs::symlink_metadata(path).ok();
            let draft = drafts::write(path, target.as_ref(), before);
            draft.is_ok_and(|draft| draft.persist(path).is_ok())
        }
    };
    if undone { Ok(()) } else { Err(path.to_path_buf()) }
}

#[cfg(test)]
mod tests {
    use super::super::journal::{Interrupted, recover};
    use super::*;
    use std::fs::{read_to_string, write};

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap().flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// A workspace with two files, and a batch that rewrites both and adds a third.
    fn batch_of_three(root: &Path) -> Batch {
        write(root.join("a.yaml"), "old a").unwrap();
        write(root.join("b.yaml"), "old b").unwrap();
        let mut batch = Batch::inside(root);
        batch.add(&root.join("a.yaml"), b"new a", Expect::Bytes(b"old a")).unwrap();
        batch.add(&root.join("b.yaml"), b"new b", Expect::Bytes(b"old b")).unwrap();
        batch.add(&root.join("c.yaml"), b"new c", Expect::Nothing).unwrap();
        batch
    }

    #[test]
    fn a_batch_writes_all_files_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        batch_of_three(root).commit().unwrap();
        assert_eq!(names(root), ["a.yaml", "b.yaml", "c.yaml"]);
        assert_eq!(read_to_string(root.join("a.yaml")).unwrap(), "new a");
        assert_eq!(recover(root, [root]), None);
    }

    #[test]
    fn a_file_that_changed_meanwhile_undoes_the_batch() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let batch = batch_of_three(root);
        write(root.join("c.yaml"), "theirs").unwrap();
        let (path, reason) = batch.commit().unwrap_err();
        assert_eq!(path, root.join("c.yaml"));
        assert!(matches!(reason, WriteError::Taken), "{reason}");
        assert_eq!(read_to_string(root.join("a.yaml")).unwrap(), "old a");
        assert_eq!(read_to_string(root.join("b.yaml")).unwrap(), "old b");
        assert_eq!(names(root), ["a.yaml", "b.yaml", "c.yaml"]);
    }

    #[test]
    fn after_a_kill_between_two_files_each_is_whole_and_the_next_run_says_so() {
        for killed_before in 0..=2 {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path();
            let batch = batch_of_three(root);
            let journal = Journal::begin(root, &batch.steps()).unwrap();
            publish(batch.drafts, |number| number == killed_before).unwrap();
            // A killed program does not tidy up, but its locks go.
            let kept = std::fs::read(root.join(".okr-writing")).unwrap();
            drop(journal);
            write(root.join(".okr-writing"), kept).unwrap();

            let text = |name: &str| read_to_string(root.join(name)).unwrap_or_default();
            let new = |number: usize| if number < killed_before { "new" } else { "old" };
            assert_eq!(text("a.yaml"), format!("{} a", new(0)));
            assert_eq!(text("b.yaml"), format!("{} b", new(1)));
            assert_eq!(text("c.yaml"), "");
            let all = ["a.yaml", "b.yaml", "c.yaml"].map(str::to_owned);
            let (written, unwritten) = all.split_at(killed_before);
            let told = Interrupted { written: written.to_vec(), unwritten: unwritten.to_vec() };
            assert_eq!(recover(root, [root]), (killed_before > 0).then_some(told));
            assert_eq!(names(root), ["a.yaml", "b.yaml"]);
            assert_eq!(recover(root, [root]), None);
        }
    }

    #[test]
    fn the_drafts_of_a_run_that_lives_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let batch = batch_of_three(root);
        let journal = Journal::begin(root, &batch.steps()).unwrap();
        if cfg!(unix) {
            assert_eq!(recover(root, [root]), None);
            assert!(matches!(Journal::begin(root, &[]), Err(WriteError::Busy)));
        }
        assert_eq!(names(root).len(), 2 + 3 + 1);
        drop(journal);
        batch.commit().unwrap();
        assert_eq!(names(root), ["a.yaml", "b.yaml", "c.yaml"]);
    }

    #[test]
    fn names_as_long_as_a_system_allows_can_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("{}.yaml", "n".repeat(250)));
        let mut batch = Batch::inside(folder.path());
        batch.add(&path, b"text", Expect::Nothing).unwrap();
        batch.commit().unwrap();
        assert_eq!(read_to_string(path).unwrap(), "text");
    }

    #[test]
    fn one_place_is_written_once() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        let mut batch = Batch::anywhere(folder.path());
        batch.add(&folder.path().join("a"), b"1", Expect::Anything).unwrap();
        let again = batch.add(&folder.path().join("sub/../a"), b"2", Expect::Anything);
        assert!(matches!(again, Err(WriteError::Twice)));
    }

    #[cfg(unix)]
    #[test]
    fn links_pipes_and_places_outside_are_refused() {
        use std::os::unix::fs::symlink;
        let (inside, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = inside.path();
        write(outside.path().join("theirs"), "theirs").unwrap();
        symlink(outside.path().join("theirs"), root.join("link")).unwrap();
        symlink(outside.path().join("none"), root.join("dangling")).unwrap();
        symlink(outside.path(), root.join("folder")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(root.join("socket")).unwrap();
        for batch in [Batch::anywhere, Batch::inside] {
            let refused = |name: &str| {
                batch(root).add(&root.join(name), b"ours", Expect::Anything).unwrap_err().to_string()
            };
            assert_eq!(refused("link"), "it is a link; name the file it leads to");
            assert_eq!(refused("dangling"), "it is a link; name the file it leads to");
            assert_eq!(refused("socket"), "it is a socket, not a file");
            assert!(!refused("folder/theirs").is_empty());
            assert!(!refused("folder/new/new").is_empty());
            assert_eq!(refused(""), "it is a folder, not a file");
        }
        assert!(Batch::inside(root).add(&outside.path().join("x"), b"", Expect::Anything).is_err());
        Batch::anywhere(root).add(&outside.path().join("x"), b"", Expect::Anything).unwrap();
        assert_eq!(read_to_string(outside.path().join("theirs")).unwrap(), "theirs");
        assert_eq!(names(outside.path()), ["theirs"]);
    }

    #[cfg(unix)]
    #[test]
    fn mode_and_attributes_are_kept_from_the_first_moment() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        write(&path, "old").unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        for wanted in [0o600, 0o640, 0o664, 0o666] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(wanted)).unwrap();
            let has_attribute = xattr::set(&path, "user.okr", b"kept").is_ok();
            let mut batch = Batch::inside(folder.path());
            batch.add(&path, b"old", Expect::Bytes(b"old")).unwrap();
            assert_eq!(mode(batch.drafts[0].file.path()), wanted);
            batch.commit().unwrap();
            assert_eq!(mode(&path), wanted);
            assert!(!has_attribute || xattr::get(&path, "user.okr").unwrap().as_deref() == Some(b"kept"));
        }
        std::fs::hard_link(&path, folder.path().join("b.yaml")).unwrap();
        let refused = Batch::inside(folder.path()).add(&path, b"new", Expect::Bytes(b"old"));
        assert!(matches!(refused, Err(WriteError::HardLink)));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
        std::fs::remove_file(folder.path().join("b.yaml")).unwrap();
        let refused = Batch::inside(folder.path()).add(&path, b"new", Expect::Bytes(b"old"));
        assert!(matches!(refused, Err(WriteError::Protected)));
        assert_eq!(names(folder.path()), ["a.yaml"]);
    }
}
