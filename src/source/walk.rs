//! Walks folders for goal files. It opens no file but the `.gitignore` files of the workspace, follows no link out of
//! it, and goes into no folder twice, however links are tied.

use super::found::{Discovered, ReadError, SETTINGS_FILE, Skipped, is_goal_file};
use super::ignored::Ignored;
use std::collections::{BTreeSet, HashSet};
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A search below one root.
pub(super) struct Walk {
    /// The root as it was named, and its real path.
    root: PathBuf,
    real_root: PathBuf,
    pub(super) found: Discovered,
    /// The real paths of the folders and files included so far.
    taken: HashSet<PathBuf>,
    /// Links to follow once everything in the folders themselves is found, so that a goal is found under
    /// its own name first.
    links: BTreeSet<Link>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    path: PathBuf,
    target: PathBuf,
    leads_to_folder: bool,
}

/// A folder to search: its name, its real path, and what is ignored in it.
struct Folder {
    path: PathBuf,
    real: PathBuf,
    ignored: Rc<Ignored>,
}

impl Walk {
    pub(super) fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            real_root: fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf()),
            found: Discovered::default(),
            taken: HashSet::new(),
            links: BTreeSet::new(),
        }
    }

    pub(super) fn skip(&mut self, path: &Path, reason: impl Into<ReadError>) {
        self.found.skipped.push(Skipped { path: path.to_path_buf(), reason: reason.into() });
    }

    /// Whether a path claims to be in the workspace, but a link on it leads outside.
    pub(super) fn is_led_out(&self, path: &Path) -> bool {
        let inside = path.starts_with(&self.root) || path.starts_with(&self.real_root);
        inside && fs::canonicalize(path).is_ok_and(|real| !real.starts_with(&self.real_root))
    }

    /// Adds the goal files below a folder.
    pub(super) fn folder(&mut self, path: &Path) {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let ignored = Ignored::above(path, &self.root);
        self.below(Folder { path: path.to_path_buf(), real, ignored });
    }

    /// Follows the links to what has not been found without them.
    pub(super) fn finish(mut self) -> Discovered {
        while let Some(link) = self.links.pop_first() {
            if self.taken.contains(&link.target) {
                continue;
            }
            if link.leads_to_folder {
                let ignored = Ignored::above(&link.path, &self.root);
                self.below(Folder { path: link.path, real: link.target, ignored });
            } else {
                self.taken.insert(link.target);
                self.found.files.push(link.path);
            }
        }
        self.found
    }

    /// Searches a folder and those below it. No recursion: folders may be nested as deep as the system allows.
    fn below(&mut self, folder: Folder) {
        let mut open = vec![folder];
        while let Some(folder) = open.pop() {
            if !self.taken.insert(folder.real.clone()) {
                continue;
            }
            let entries = fs::read_dir(&folder.path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
            let entries = match entries {
                Ok(entries) => entries,
                Err(error) => {
                    self.skip(&folder.path, error);
                    continue;
                }
            };
            let ignored = folder.ignored.with(&folder.path);
            for entry in entries {
                let name = entry.file_name();
                if name.as_encoded_bytes().starts_with(b".") {
                    continue;
                }
                let path = folder.path.join(&name);
                match entry.file_type() {
                    Ok(kind) if ignored.names(&path, kind.is_dir()) => {
                        if kind.is_dir() || is_goal_file(&path) {
                            self.found.ignored.push(path);
                        }
                    }
                    Ok(kind) if kind.is_dir() => {
                        let ignored = Rc::clone(&ignored);
                        open.push(Folder { path, real: folder.real.join(&name), ignored });
                    }
                    Ok(kind) if kind.is_symlink() => self.link(path, &folder.real),
                    Ok(kind) if is_goal_file(&path) => {
                        self.file(path, folder.real.join(&name), kind);
                    }
                    Ok(kind) if kind.is_file() && name == SETTINGS_FILE && folder.path != self.root => {
                        self.found.like_settings.push(path);
                    }
                    Ok(_) => {}
                    Err(error) => self.skip(&path, error),
                }
            }
        }
    }

    fn file(&mut self, path: PathBuf, real: PathBuf, kind: FileType) {
        if !kind.is_file() {
            self.skip(&path, ReadError::NotAFile);
        } else if self.taken.insert(real) {
            self.found.files.push(path);
        }
    }

    /// A link counts if it is named like a goal file, or leads to a folder.
    fn link(&mut self, path: PathBuf, real_folder: &Path) {
        let is_goal = is_goal_file(&path);
        let target = fs::canonicalize(&path).and_then(|target| Ok((fs::metadata(&target)?, target)));
        match target {
            Ok((kind, _)) if !kind.is_dir() && !is_goal => {}
            Ok((_, target)) if !target.starts_with(&self.real_root) => self.skip(&path, ReadError::LeadsOut),
            Ok((kind, target)) if kind.is_dir() && real_folder.starts_with(&target) => {
                self.skip(&path, ReadError::LeadsBack);
            }
            Ok((kind, target)) if kind.is_dir() || kind.is_file() => {
                self.links.insert(Link { path, target, leads_to_folder: kind.is_dir() });
            }
            Ok(_) => self.skip(&path, ReadError::NotAFile),
            Err(_) if !is_goal => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.skip(&path, ReadError::LeadsNowhere)
            }
            Err(error) => self.skip(&path, error),
        }
    }
}
