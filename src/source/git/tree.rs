//! The goal files of a commit.

use super::{Commit, GitError, Repository};
use crate::source::found::is_goal_file;

/// A file as a commit has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeFile {
    /// Relative to the workspace's root, with `/`.
    pub path: String,
    /// The name of its content.
    pub blob: String,
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
        let listing = self.listing(commit, paths)?;
        let entries: Vec<Entry<'_>> = listing.split(|byte| *byte == 0).filter_map(entry).collect();
        let blob_of = |entry: &Entry<'_>| match entry.mode {
            "100644" | "100755" => Some(entry.object.to_owned()),
            "120000" => self.link_target(commit, entry),
            _ => None,
        };
        let wanted = entries.iter().filter(|entry| is_wanted(&entry.path, paths));
        let mut files: Vec<TreeFile> = wanted
            .filter_map(|entry| Some(TreeFile { path: entry.path.clone(), blob: blob_of(entry)? }))
            .collect();
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        files.dedup();
        Ok(files)
    }

    /// The folders below `paths` that a commit has as submodules, whose own content it does not know.
    ///
    /// # Errors
    /// Git cannot read the commit's tree.
    pub fn submodules(&self, commit: &Commit, paths: &[String]) -> Result<Vec<String>, GitError> {
        let listing = self.listing(commit, paths)?;
        let entries = listing.split(|byte| *byte == 0).filter_map(entry);
        Ok(entries.filter(|entry| entry.mode == "160000").map(|entry| entry.path).collect())
    }

    /// Whether a commit has a folder of this name at the workspace's root.
    ///
    /// # Errors
    /// Git cannot read the commit's tree.
    pub fn has_folder(&self, commit: &Commit, name: &str) -> Result<bool, GitError> {
        let listing = self.bytes(&["ls-tree", "-z", &commit.id, "--", name])?;
        Ok(listing.starts_with(b"040000 "))
    }

    /// Every file and submodule of a commit at some paths from the workspace's root.
    fn listing(&self, commit: &Commit, paths: &[String]) -> Result<Vec<u8>, GitError> {
        let mut arguments = vec!["ls-tree", "-r", "-z", &commit.id, "--"];
        // Everything below the workspace's root, where git is started, is asked for by naming nothing.
        if !paths.iter().any(String::is_empty) {
            arguments.extend(paths.iter().map(String::as_str));
        }
        self.bytes(&arguments)
    }

    /// The content of the file in the workspace that a link names.
    fn link_target(&self, commit: &Commit, link: &Entry<'_>) -> Option<String> {
        let target = self.text(&["cat-file", "blob", link.object]).ok()?;
        let folder = link.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = joined(folder, &target)?;
        let listing = self.listing(commit, std::slice::from_ref(&target)).ok()?;
        let mut entries = listing.split(|byte| *byte == 0).filter_map(entry);
        let file = entries.find(|entry| entry.path == target && entry.mode.starts_with("100"))?;
        Some(file.object.to_owned())
    }
}

/// `100644 blob 3f2a... TAB path`. A name that is no text is shown, and known, as files in folders are.
fn entry(line: &[u8]) -> Option<Entry<'_>> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let path = String::from_utf8_lossy(&line[tab + 1..]).into_owned();
    let mut parts = std::str::from_utf8(&line[..tab]).ok()?.split(' ');
    let (mode, _kind, object) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Entry { mode, object, path })
}

/// A relative path seen from a folder; `None` where it leads out of the workspace.
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
    let name = path.rsplit('/').next().unwrap_or_default();
    is_goal_file(name) && !path.split('/').any(|part| part.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_visible_goal_files_of_the_folders_asked_for_count() {
        let wanted = |path: &str, asked: &str| is_wanted(path, &[asked.to_owned()]);
        for (path, asked) in
            [("okrs/a.yaml", "okrs"), ("okrs/x/b.yml", "okrs"), ("a.yaml", ""), ("goals.txt", "goals.txt")]
        {
            assert!(wanted(path, asked), "{path} in {asked}");
        }
        for (path, asked) in [
            ("okrs2/a.yaml", "okrs"),
            ("okrs/.draft/a.yaml", "okrs"),
            ("okrs/.a.yaml", "okrs"),
            ("okrs/readme.md", "okrs"),
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
