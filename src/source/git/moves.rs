//! Where a workspace lay before it was moved within its repository, as with `git mv goals company/goals`.

use super::commits::{Commit, Step, Version, read_steps};
use super::{GitError, Repository, run};
use crate::source::found::{GOALS_FOLDER, SETTINGS_FILE, is_goal_file};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// A workspace that came from another folder.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Move {
    /// The commit that moved it; `None` if that is not committed yet.
    commit: Option<Commit>,
    /// The folder it came from, from the top of the repository; empty for the top itself.
    from: String,
}

/// Nobody moves goals more often.
const MOST_MOVES: usize = 16;

impl Repository {
    /// The folder of the workspace in a commit, from the top of the repository.
    ///
    /// # Errors
    /// Git cannot be asked.
    pub(super) fn folder_in(&self, commit: &Commit) -> Result<String, GitError> {
        if let Some(known) = self.known_folder(commit) {
            return Ok(known);
        }
        let mut folder = self.folder.clone();
        if !self.is_in(commit, &folder)? {
            for moved in self.moves()? {
                let is_before = match &moved.commit {
                    None => true,
                    Some(by) => !self.is_ancestor(by, commit)?,
                };
                if !is_before {
                    break;
                }
                folder.clone_from(&moved.from);
            }
        }
        self.remember_folder(commit, &folder);
        Ok(folder)
    }

    /// Notes where the workspace is in a commit, so that git need not be asked again.
    fn remember_folder(&self, commit: &Commit, folder: &str) {
        if let Ok(mut known) = self.folders.lock() {
            known.insert(commit.id.clone(), folder.to_owned());
        }
    }

    /// Notes that a commit has the workspace in the folder of today, if this listing of files in it shows that.
    pub(super) fn remember_if_here(&self, commit: &Commit, listing: &[u8]) {
        let is_sign = |path: &[u8]| {
            let below = path.strip_prefix(GOALS_FOLDER.as_bytes());
            path == SETTINGS_FILE.as_bytes()
                || below.is_some_and(|below| below.is_empty() || below.starts_with(b"/"))
        };
        let mut paths =
            listing.split(|byte| *byte == 0).filter_map(|line| line.splitn(2, |b| *b == b'\t').nth(1));
        if paths.any(is_sign) {
            self.remember_folder(commit, &self.folder);
        }
    }

    fn known_folder(&self, commit: &Commit) -> Option<String> {
        self.folders.lock().ok()?.get(&commit.id).cloned()
    }

    /// Whether a commit has a workspace in a folder.
    fn is_in(&self, commit: &Commit, folder: &str) -> Result<bool, GitError> {
        let places = [below(folder, SETTINGS_FILE), below(folder, GOALS_FOLDER)];
        let arguments = ["ls-tree", "-z", "--full-tree", &commit.id, "--", &places[0], &places[1]];
        Ok(!self.bytes(&arguments)?.is_empty())
    }

    fn is_ancestor(&self, one: &Commit, other: &Commit) -> Result<bool, GitError> {
        match self.text(&["merge-base", "--is-ancestor", &one.id, &other.id]) {
            Ok(_) => Ok(true),
            Err(GitError::Refused(words)) if words.is_empty() => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// What commits did to files that lay in another folder of the repository at first, by their names in the workspace.
    pub(super) fn steps_across_moves(&self, range: &str, paths: &[String]) -> Result<Vec<Step>, GitError> {
        let mut folders = vec![self.folder.clone()];
        folders.extend(self.moves()?.into_iter().map(|moved| moved.from));
        let everywhere: Vec<String> =
            folders.iter().flat_map(|folder| paths.iter().map(move |path| below(folder, path))).collect();
        let mut steps = read_steps(&self.log(range, "--no-relative", &everywhere)?);
        let asked: HashSet<&str> = paths.iter().map(String::as_str).collect();
        for step in &mut steps {
            let mut versions: BTreeMap<String, Version> = BTreeMap::new();
            for version in std::mem::take(&mut step.versions) {
                let inside = folders.iter().filter_map(|folder| seen_from(folder, &version.path));
                let Some(path) = inside.into_iter().find(|path| asked.contains(path)) else { continue };
                let path = path.to_owned();
                let nothing = Version { path: path.clone(), before: None, after: None };
                // The move itself takes a file away in one folder and brings it in another.
                let whole = versions.entry(path).or_insert(nothing);
                whole.before = whole.before.take().or(version.before);
                whole.after = whole.after.take().or(version.after);
            }
            versions.retain(|_, version| version.before != version.after);
            step.versions = versions.into_values().collect();
        }
        Ok(steps)
    }

    /// How the workspace came to where it is, the latest move first.
    fn moves(&self) -> Result<Vec<Move>, GitError> {
        let mut moves: Vec<Move> = Vec::new();
        let mut folder = self.folder.clone();
        let mut until = "HEAD".to_owned();
        if let Some(from) = self.moved_in(&["diff", "--cached", "HEAD"], &folder)? {
            moves.push(Move { commit: None, from: from.clone() });
            folder = from;
        }
        while moves.len() < MOST_MOVES {
            let Some((commit, from)) = self.last_move(&until, &folder)? else { break };
            until = format!("{}^", commit.id);
            moves.push(Move { commit: Some(commit), from: from.clone() });
            folder = from;
        }
        Ok(moves)
    }

    /// The commit that moved a workspace to a folder, and the folder it came from: the one that put the settings there, else
    /// the one that put the first file there.
    fn last_move(&self, until: &str, folder: &str) -> Result<Option<(Commit, String)>, GitError> {
        let settings = below(folder, SETTINGS_FILE);
        let goals = below(folder, GOALS_FOLDER);
        let added = |path: &str| -> Result<Vec<String>, GitError> {
            let arguments = ["log", "--diff-filter=A", "--no-renames", "--format=%H", until, "--", path];
            let listed = match run::text(&self.top, &arguments) {
                // The first commit has none before it.
                Err(GitError::Refused(_)) => String::new(),
                listed => listed?,
            };
            Ok(listed.lines().map(str::to_owned).collect())
        };
        let candidates = [added(&settings)?.first().cloned(), added(&goals)?.last().cloned()];
        for id in candidates.into_iter().flatten() {
            let commit = Commit { id };
            let diff = ["diff-tree", "-r", "--no-commit-id", &commit.id];
            if let Some(from) = self.moved_in(&diff, folder)? {
                return Ok(Some((commit, from)));
            }
        }
        Ok(None)
    }

    /// The folder that most files of a workspace's folder came from in a change.
    fn moved_in(&self, change: &[&str], folder: &str) -> Result<Option<String>, GitError> {
        let options = ["-M50%", "--diff-filter=R", "--name-status", "-z", "--no-ext-diff", "--no-textconv"];
        // The command itself, then its options, then the commits.
        let (command, commits) = change.split_at(1);
        let arguments: Vec<&str> = command.iter().chain(&options).chain(commits).copied().collect();
        Ok(most_came_from(&run::text(&self.top, &arguments)?, folder))
    }
}

/// A path in a folder; the empty folder is the top.
fn below(folder: &str, path: &str) -> String {
    match (folder, path) {
        ("", path) => path.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, path) => format!("{folder}/{path}"),
    }
}

/// A path seen from a folder that it lies in.
fn seen_from<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// Reads `R100 NUL old NUL new NUL ...`: of goal files and settings that came to `folder` under the names they had before,
/// where most came from.
fn most_came_from(renames: &str, folder: &str) -> Option<String> {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut tokens = renames.split('\0').filter(|token| !token.is_empty());
    while let (Some(_), Some(old), Some(new)) = (tokens.next(), tokens.next(), tokens.next()) {
        let name = new.rsplit('/').next().unwrap_or_default();
        let is_ours = name == SETTINGS_FILE || is_goal_file(Path::new(new));
        let Some(inside) = seen_from(folder, new).filter(|_| is_ours) else { continue };
        let former = match old.strip_suffix(inside) {
            Some("") => Some(""),
            Some(former) => former.strip_suffix('/'),
            None => None,
        };
        if let Some(former) = former.filter(|former| *former != folder) {
            *votes.entry(former).or_default() += 1;
        }
    }
    let most = votes.into_iter().max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(one.0)));
    most.map(|(former, _)| former.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_came_from_where_most_of_its_files_did() {
        let from = |renames: &[(&str, &str)], folder: &str| {
            let listed: String = renames.iter().map(|(old, new)| format!("R100\0{old}\0{new}\0")).collect();
            most_came_from(&listed, folder)
        };
        let whole = [
            ("goals/okr.yaml", "company/goals/okr.yaml"),
            ("goals/okrs/a.yaml", "company/goals/okrs/a.yaml"),
        ];
        assert_eq!(from(&whole, "company/goals").as_deref(), Some("goals"));
        assert_eq!(from(&[("okr.yaml", "teams/okr.yaml")], "teams").as_deref(), Some(""));
        assert_eq!(from(&[("teams/okr.yaml", "okr.yaml")], "").as_deref(), Some("teams"));
        // A file that was renamed inside, one that is no goal, and one that went elsewhere say nothing.
        for other in [
            ("goals/a.yaml", "goals/b.yaml"),
            ("x/readme.md", "goals/readme.md"),
            ("goals/a.yaml", "old/a.yaml"),
        ] {
            assert_eq!(from(&[other], "goals"), None, "{other:?}");
        }
        let mixed = [
            ("one/okrs/a.yaml", "new/okrs/a.yaml"),
            ("two/okrs/b.yaml", "new/okrs/b.yaml"),
            ("two/okr.yaml", "new/okr.yaml"),
        ];
        assert_eq!(from(&mixed, "new").as_deref(), Some("two"));
    }
}
