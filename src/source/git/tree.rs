//! The goal files of a commit.

use super::{Blob, Commit, GitError, Repository};
use crate::source::found::is_goal_file;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// A file as a commit has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeFile {
    /// Relative to the workspace's root, with `/`.
    pub path: String,
    /// The name of its content.
    pub blob: String,
    /// Whether the commit has a link here; the content is that of the file it names.
    pub is_link: bool,
}

/// One line of `git ls-tree`.
struct Entry<'l> {
    mode: &'l str,
    object: &'l str,
    path: String,
}

impl Repository {
    /// The goal files that a commit has at `paths` (relative to the workspace's root; empty for all of it): files as they
    /// are, folders with all goal files below, leaving out hidden ones. Sorted by path. A link counts as the file it
    /// names where that is in the workspace.
    ///
    /// # Errors
    /// Git cannot read the commit's tree.
    pub fn goal_files(&self, commit: &Commit, paths: &[String]) -> Result<Vec<TreeFile>, GitError> {
        self.goal_files_and_submodules(commit, paths).map(|(files, _)| files)
    }

    /// The same, and the folders there that the commit has as submodules, whose own content it does not know.
    ///
    /// # Errors
    /// Git cannot read the commit's tree.
    pub fn goal_files_and_submodules(
        &self,
        commit: &Commit,
        paths: &[String],
    ) -> Result<(Vec<TreeFile>, Vec<String>), GitError> {
        let listing = self.listing(commit, paths)?;
        let entries: Vec<Entry<'_>> = listing.split(|byte| *byte == 0).filter_map(entry).collect();
        let wanted = || entries.iter().filter(|entry| is_wanted(&entry.path, paths));
        let links: Vec<&Entry<'_>> = wanted().filter(|entry| entry.mode == "120000").collect();
        let targets = self.link_targets(commit, &links)?;
        let blob_of = |entry: &Entry<'_>| match entry.mode {
            "100644" | "100755" => Some(entry.object.to_owned()),
            "120000" => targets.get(&entry.path).cloned(),
            _ => None,
        };
        let mut files: Vec<TreeFile> = wanted()
            .filter_map(|entry| {
                let is_link = entry.mode == "120000";
                Some(TreeFile { path: entry.path.clone(), blob: blob_of(entry)?, is_link })
            })
            .collect();
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        files.dedup();
        let missing = paths.iter().filter(|path| !entries.iter().any(|entry| is_at(&entry.path, path)));
        let mut submodules = self.submodules_around(commit, missing)?;
        submodules.extend(submodules_among(entries));
        Ok((files, submodules))
    }

    /// The submodules that some paths are in: nothing below these is listed.
    fn submodules_around<'p>(
        &self,
        commit: &Commit,
        paths: impl Iterator<Item = &'p String>,
    ) -> Result<Vec<String>, GitError> {
        let folders = paths.flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..end]));
        let folders: BTreeSet<&str> = folders.filter(|folder| !folder.is_empty()).collect();
        if folders.is_empty() || folders.len() > MOST_PLACES {
            return Ok(Vec::new());
        }
        let arguments: Vec<&str> = ["ls-tree", "-z", &commit.id, "--"].into_iter().chain(folders).collect();
        let listing = self.bytes(&arguments)?;
        Ok(submodules_among(listing.split(|byte| *byte == 0).filter_map(entry)))
    }

    /// The files that a commit has at `paths` from the workspace's root, and below them; links are among them.
    ///
    /// # Errors
    /// Git cannot read the commit's tree.
    pub fn files_at(&self, commit: &Commit, paths: &[String]) -> Result<HashSet<String>, GitError> {
        let listing = self.listing(commit, paths)?;
        Ok(listing.split(|byte| *byte == 0).filter_map(entry).map(|entry| entry.path).collect())
    }

    /// Whether a commit has a folder of this name at the workspace's root.
    ///
    /// # Errors
    /// Git cannot read the commit's tree.
    pub fn has_folder(&self, commit: &Commit, name: &str) -> Result<bool, GitError> {
        let is_folder = |listing: &[u8]| listing.starts_with(b"040000 ");
        let here = self.bytes(&["ls-tree", "-z", &commit.id, "--", name])?;
        match self.tree_before_a_move(commit, &here)? {
            None => Ok(is_folder(&here)),
            Some(tree) => Ok(is_folder(&self.bytes(&["ls-tree", "-z", "--full-tree", &tree, "--", name])?)),
        }
    }

    /// The files at or below some paths, from the workspace's root, that git watches over: those of its index.
    ///
    /// # Errors
    /// Git cannot read the index.
    pub fn tracked(&self, paths: &[PathBuf]) -> Result<Vec<PathBuf>, GitError> {
        let mut arguments = vec!["ls-files", "-z", "--"];
        let named: Vec<&str> = paths.iter().filter_map(|path| path.to_str()).collect();
        // Of everything those are picked below.
        if paths.len() <= MOST_PLACES && named.len() == paths.len() {
            arguments.extend(named);
        }
        let listing = self.bytes(&arguments)?;
        let files = listing.split(|byte| *byte == 0).filter(|path| !path.is_empty()).map(path_of);
        let asked: HashSet<&Path> = paths.iter().map(PathBuf::as_path).collect();
        Ok(files.filter(|file| file.ancestors().any(|part| asked.contains(part))).collect())
    }

    /// The files at or below some paths that git watches over and leaves out of the folder, as in a sparse checkout.
    ///
    /// # Errors
    /// Git cannot read the index.
    pub fn not_checked_out(&self, paths: &[String]) -> Result<HashSet<String>, GitError> {
        let mut arguments = vec!["ls-files", "-t", "-z", "--"];
        if !paths.iter().any(String::is_empty) {
            arguments.extend(paths.iter().map(String::as_str));
        }
        let listing = self.bytes(&arguments)?;
        let left_out = listing.split(|byte| *byte == 0).filter_map(|line| line.strip_prefix(b"S "));
        Ok(left_out.map(|path| String::from_utf8_lossy(path).into_owned()).collect())
    }

    /// Every file and submodule of a commit at some paths from the workspace's root.
    fn listing(&self, commit: &Commit, paths: &[String]) -> Result<Vec<u8>, GitError> {
        // Everything below the workspace's root, where git is started, is asked for by naming nothing.
        let everything = paths.iter().any(String::is_empty);
        let named = || paths.iter().map(String::as_str).filter(|_| !everything);
        let here: Vec<&str> = ["ls-tree", "-r", "-z", &commit.id, "--"].into_iter().chain(named()).collect();
        let listing = self.bytes(&here)?;
        self.remember_if_here(commit, &listing);
        let Some(tree) = self.tree_before_a_move(commit, &listing)? else { return Ok(listing) };
        let before = ["ls-tree", "-r", "-z", "--full-tree", &tree, "--"];
        self.bytes(&before.into_iter().chain(named()).collect::<Vec<_>>())
    }

    /// The tree of the workspace in a commit that has it in another folder; asked only if nothing was listed in the folder
    /// of today.
    fn tree_before_a_move(&self, commit: &Commit, listed: &[u8]) -> Result<Option<String>, GitError> {
        if !listed.is_empty() {
            return Ok(None);
        }
        let folder = self.folder_in(commit)?;
        Ok((folder != self.folder).then(|| format!("{}:{folder}", commit.id)))
    }

    /// The contents of the files in the workspace that links name, by the links' paths.
    fn link_targets(
        &self,
        commit: &Commit,
        links: &[&Entry<'_>],
    ) -> Result<HashMap<String, String>, GitError> {
        if links.is_empty() {
            return Ok(HashMap::new());
        }
        let names: Vec<&str> = links.iter().map(|link| link.object).collect();
        let mut targets: Vec<(&str, String)> = Vec::new();
        for (link, blob) in std::iter::zip(links, self.blobs()?.read(&names, LONGEST_TARGET)?) {
            match blob {
                Blob::Bytes(target) => {
                    let folder = link.path.rsplit_once('/').map_or("", |(folder, _)| folder);
                    let target = joined(folder, &String::from_utf8_lossy(&target));
                    targets.extend(target.map(|target| (link.path.as_str(), target)));
                }
                Blob::TooLarge => {}
                Blob::Missing => return Err(GitError::NotInClone(link.path.clone())),
                Blob::Damaged => return Err(GitError::Damaged(link.path.clone())),
            }
        }
        let mut places: Vec<String> = targets.iter().map(|(_, target)| target.clone()).collect();
        places.sort_unstable();
        places.dedup();
        if places.len() > MOST_PLACES {
            places = vec![String::new()];
        }
        let listing = self.listing(commit, &places)?;
        let files = listing.split(|byte| *byte == 0).filter_map(entry);
        let files = files.filter(|file| file.mode.starts_with("100"));
        let files: HashMap<String, &str> = files.map(|file| (file.path, file.object)).collect();
        let found = targets
            .into_iter()
            .filter_map(|(link, target)| Some((link.to_owned(), (*files.get(&target)?).to_owned())));
        Ok(found.collect())
    }
}

/// A path is no longer.
const LONGEST_TARGET: u64 = 4096;

/// With more paths than this git is asked for everything instead: a command line has an end.
const MOST_PLACES: usize = 500;

/// `100644 blob 3f2a... TAB path`. A name that is not text is shown and identified like those of files in folders.
fn entry(line: &[u8]) -> Option<Entry<'_>> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let path = String::from_utf8_lossy(&line[tab + 1..]).into_owned();
    let mut parts = std::str::from_utf8(&line[..tab]).ok()?.split(' ');
    let (mode, _kind, object) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Entry { mode, object, path })
}

/// Whether a path is a place, or below it.
fn is_at(path: &str, place: &str) -> bool {
    place.is_empty() || path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn submodules_among<'l>(entries: impl IntoIterator<Item = Entry<'l>>) -> Vec<String> {
    entries.into_iter().filter(|entry| entry.mode == "160000").map(|entry| entry.path).collect()
}

/// A path as git prints it.
#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// A path as git prints it, which is UTF-8 where paths are not bytes.
#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// A relative path seen from a folder; `None` if it leads out of the workspace.
fn joined(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            "" => return None,
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// Whether a file was asked for by its own name, or is a goal file below a folder that was.
fn is_wanted(path: &str, asked: &[String]) -> bool {
    asked.iter().any(|asked| match path.strip_prefix(asked.as_str()) {
        Some("") => true,
        Some(below) if asked.is_empty() => is_visible_goal(below),
        Some(below) => below.strip_prefix('/').is_some_and(is_visible_goal),
        None => false,
    })
}

fn is_visible_goal(path: &str) -> bool {
    is_goal_file(Path::new(path)) && !path.split('/').any(|part| part.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_visible_goal_files_of_the_folders_asked_for_count() {
        let wanted = |path: &str, asked: &str| is_wanted(path, &[asked.to_owned()]);
        for (path, asked) in [
            ("okrs/a.yaml", "okrs"),
            ("okrs/x/b.yml", "okrs"),
            ("okrs/readings/a.csv", "okrs"),
            ("a.yaml", ""),
            ("goals.txt", "goals.txt"),
        ] {
            assert!(wanted(path, asked), "{path} in {asked}");
        }
        for (path, asked) in [
            ("okrs2/a.yaml", "okrs"),
            ("okrs/.draft/a.yaml", "okrs"),
            ("okrs/.a.yaml", "okrs"),
            ("okrs/readme.md", "okrs"),
            ("okrs/a.csv", "okrs"),
            ("okrs/readings/.a.csv", "okrs"),
            ("okr.yaml", ""),
        ] {
            assert!(!wanted(path, asked), "{path} in {asked}");
        }
    }

    #[test]
    fn links_are_followed_inside_the_workspace_only() {
        let table = [
            ("okrs/q1", "../q2/a.yaml", Some("okrs/q2/a.yaml")),
            ("okrs", "./a.yaml", Some("okrs/a.yaml")),
            ("", "a.yaml", Some("a.yaml")),
            ("okrs", "../../a.yaml", None),
            ("okrs", "/etc/passwd", None),
        ];
        for (folder, target, path) in table {
            assert_eq!(joined(folder, target).as_deref(), path, "{target}");
        }
    }
}
