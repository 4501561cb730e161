//! What the workspace's `.gitignore` files leave out. Nothing outside the workspace has a say in it: no file of a
//! folder above, none of the user's own, so that the same workspace has the same goals on every machine.

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::rc::Rc;

/// More than this of one file is not read. Git's own is a few thousand bytes.
const LARGEST: u64 = 1024 * 1024;

/// The `.gitignore` of a folder and of those above it.
pub(super) struct Ignored {
    here: Option<Gitignore>,
    above: Option<Rc<Ignored>>,
}

impl Ignored {
    /// What the folders from `root` down to the one around `folder` ignore; nothing if it is elsewhere.
    pub(super) fn above(folder: &Path, root: &Path) -> Rc<Self> {
        let around: Vec<&Path> =
            folder.ancestors().skip(1).take_while(|path| path.starts_with(root)).collect();
        let nothing = Rc::new(Self { here: None, above: None });
        around.into_iter().rev().fold(nothing, |ignored, path| ignored.with(path))
    }

    /// The same, and what the `.gitignore` in `folder` adds.
    pub(super) fn with(self: &Rc<Self>, folder: &Path) -> Rc<Self> {
        match read(folder) {
            Some(here) => Rc::new(Self { here: Some(here), above: Some(Rc::clone(self)) }),
            None => Rc::clone(self),
        }
    }

    /// Whether an entry is left out. The nearest file that names it decides.
    pub(super) fn names(&self, path: &Path, is_folder: bool) -> bool {
        let verdict = self.here.as_ref().map(|here| here.matched(path, is_folder));
        match verdict {
            Some(verdict) if !verdict.is_none() => verdict.is_ignore(),
            _ => self.above.as_ref().is_some_and(|above| above.names(path, is_folder)),
        }
    }
}

/// The `.gitignore` of a folder. As in git, one that is a link does not count.
fn read(folder: &Path) -> Option<Gitignore> {
    let path = folder.join(".gitignore");
    if !fs::symlink_metadata(&path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(&path).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    let mut builder = GitignoreBuilder::new(folder);
    for line in String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').lines() {
        // A line that is not a pattern matches nothing, as in git.
        let _ = builder.add_line(None, line);
    }
    builder.build().ok()
}
