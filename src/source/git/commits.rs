//! Commits: which one is meant, and what each changed.

use super::{GitError, Repository};
use crate::parallel;
use std::collections::{HashMap, HashSet};

/// Further back than this nobody's change is looked for.
const MOST_STEPS: &str = "--max-count=1000";

/// So many commits are looked at for the merge that brought one.
const MOST_COMMITS: &str = "--max-count=20000";

/// With more paths than this git is asked for everything instead: a command line has an end.
const MOST_PATHS: usize = 500;

/// A commit, by its full name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Commit {
    /// Its name, 40 or 64 hexadecimal digits.
    pub id: String,
}

impl Commit {
    /// The first digits of its name, as people quote it.
    #[must_use]
    pub fn short(&self) -> &str {
        self.id.get(..8).unwrap_or(&self.id)
    }

    /// Whether it is a name at all: `^main` means everything but a commit.
    fn is_one(&self) -> bool {
        !self.id.is_empty() && self.id.bytes().all(|byte| byte.is_ascii_hexdigit())
    }
}

/// What one commit did to some files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The commit.
    pub commit: Commit,
    /// The day it reached the branch, `2026-02-20`: that of the merge that brought it, otherwise the day it was made, on its
    /// committer's calendar.
    pub day: String,
    /// Whether a merge brought it.
    pub merged: bool,
    /// Who wrote it.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
    /// The files it touched.
    pub versions: Vec<Version>,
}

/// One file before and after a commit, by the names of its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Relative to the workspace's root.
    pub path: String,
    /// `None` if the commit created the file.
    pub before: Option<String>,
    /// `None` if the commit deleted the file.
    pub after: Option<String>,
}

impl Repository {
    /// The commit with a name: a branch, tag, `HEAD~2`, or the digits of a commit.
    ///
    /// # Errors
    /// There is no such commit.
    pub fn commit(&self, name: &str) -> Result<Commit, GitError> {
        self.find_commit(name)?.ok_or_else(|| self.unknown(name))
    }

    /// The commit with a name, if there is one.
    ///
    /// # Errors
    /// Git cannot be asked.
    pub fn find_commit(&self, name: &str) -> Result<Option<Commit>, GitError> {
        let wanted = format!("{name}^{{commit}}");
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted];
        match super::run::text(&self.root, &arguments) {
            Ok(id) => Ok(Some(Commit { id: id.trim().to_owned() }).filter(Commit::is_one)),
            Err(GitError::Refused(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Why there is no commit with this name.
    pub(crate) fn unknown(&self, name: &str) -> GitError {
        let has_commits = self.find_commit("HEAD").is_ok_and(|head| head.is_some());
        if !has_commits {
            GitError::NoCommit
        } else if self.shallow {
            GitError::UnknownInShallowClone(name.to_owned())
        } else {
            GitError::UnknownCommit(name.to_owned())
        }
    }

    /// The newest commit that both have in their past; `None` if they share none.
    ///
    /// # Errors
    /// Git cannot be asked.
    pub fn merge_base(&self, one: &Commit, other: &Commit) -> Result<Option<Commit>, GitError> {
        match super::run::text(&self.root, &["merge-base", &one.id, &other.id]) {
            Ok(id) => Ok(Some(Commit { id: id.trim().to_owned() })),
            Err(GitError::Refused(words)) if words.is_empty() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The state of the main line at the end of a day (`2026-01-14`, on the committer's calendar, as days are told): the newest
    /// commit on the way back through first parents that is not younger. `None` if the history starts later.
    ///
    /// # Errors
    /// Git cannot be asked.
    pub fn commit_at(&self, from: &Commit, day: &str) -> Result<Option<Commit>, GitError> {
        // The day ends last twelve hours behind universal time, and some commits of the next one are as old.
        let before = format!("--before={day}T23:59:59-12:00");
        let arguments = ["log", MOST_COMMITS, "--first-parent", &before, "--format=%H %cs", &from.id, "--"];
        let commits = self.text(&arguments)?;
        let mut known = commits.lines().filter_map(|line| line.split_once(' '));
        let found = known.find(|(_, made)| *made <= day);
        Ok(found.map(|(id, _)| Commit { id: id.to_owned() }))
    }

    /// The commits that one has and another has not.
    ///
    /// # Errors
    /// Git cannot be asked.
    pub fn commits_since(&self, from: &Commit, to: &Commit) -> Result<HashSet<Commit>, GitError> {
        let ids = self.text(&["rev-list", &format!("{}..{}", from.id, to.id), "--"])?;
        Ok(ids.lines().map(|id| Commit { id: id.trim().to_owned() }).collect())
    }

    /// Where the history of a commit begins, as far as this clone has it.
    ///
    /// # Errors
    /// Git cannot be asked.
    pub fn first_commit(&self, of: &Commit) -> Result<Option<Commit>, GitError> {
        let ids = self.text(&["rev-list", "--max-parents=0", "--first-parent", &of.id, "--"])?;
        Ok(ids.lines().last().map(|id| Commit { id: id.trim().to_owned() }))
    }

    /// The day a commit was made, on its committer's calendar: `2026-02-20`.
    ///
    /// # Errors
    /// Git cannot read the commit.
    pub fn day_of(&self, commit: &Commit) -> Result<String, GitError> {
        let day = self.text(&["log", "-1", "--format=%cs", "--no-walk", &commit.id, "--"])?;
        Ok(day.trim().to_owned())
    }

    /// What the commits in `to` and not in `from` did to files at `paths`, the newest first. Merges are left out: what
    /// they bring was done by the commits they merge.
    ///
    /// # Errors
    /// Git cannot read the history.
    pub fn steps(&self, from: &Commit, to: &Commit, paths: &[String]) -> Result<Vec<Step>, GitError> {
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let range = format!("{}..{}", from.id, to.id);
        let done = || match self.folder_in(from)? == self.folder {
            true => Ok(read_steps(&self.log(&range, "--relative", paths)?)),
            false => self.steps_across_moves(&range, paths),
        };
        let (steps, arrivals) = parallel::while_waiting(done, || self.arrivals(&range));
        let mut steps = steps?;
        date_by_arrival(&mut steps, &arrivals?);
        let asked: HashSet<&str> = paths.iter().map(String::as_str).collect();
        for step in &mut steps {
            step.versions.retain(|version| asked.contains(version.path.as_str()));
        }
        steps.retain(|step| !step.versions.is_empty());
        Ok(steps)
    }

    /// The log of what commits did to files at some paths: from the workspace's root where it is `--relative`, otherwise from the
    /// top of the repository.
    pub(super) fn log(&self, range: &str, relative: &str, paths: &[String]) -> Result<String, GitError> {
        let mut arguments = vec![
            "log",
            MOST_STEPS,
            "--no-merges",
            "--topo-order",
            "--format=%H%x00%cs%x00%an%x00%s",
            "--raw",
            "-z",
            "--no-abbrev",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            relative,
            "--encoding=UTF-8",
            range,
            "--",
        ];
        if paths.len() <= MOST_PATHS {
            arguments.extend(paths.iter().map(String::as_str));
        }
        let place = if relative == "--relative" { &self.root } else { &self.top };
        super::run::text(place, &arguments)
    }

    /// The commits of a range, and those that it begins behind, with their parents and days, the newest first.
    fn arrivals(&self, range: &str) -> Result<String, GitError> {
        let format = "--format=%H%x00%P%x00%cs";
        self.text(&[
            "log",
            MOST_COMMITS,
            "--topo-order",
            "--boundary",
            format,
            "--end-of-options",
            range,
            "--",
        ])
    }
}

/// Dates what merges brought by the merge: a branch may have been worked on for weeks, its goals count from the day they
/// reached the main line. And nothing was done before what it was done to: a commit that says so has its date from somebody's
/// hand, or from a clock that was wrong. `log` has the commits with their parents and days.
fn date_by_arrival(steps: &mut [Step], log: &str) {
    let mut commits: HashMap<&str, (Vec<&str>, &str)> = HashMap::new();
    let mut main_line: Vec<&str> = Vec::new();
    let mut next = None;
    for line in log.lines() {
        let mut parts = line.split('\0');
        let (Some(id), Some(parents), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let parents: Vec<&str> = parents.split(' ').filter(|id| !id.is_empty()).collect();
        if next.is_none_or(|next| next == id) {
            next = parents.first().copied().or(Some(""));
            main_line.push(id);
        }
        commits.insert(id, (parents, day));
    }
    let mut brought_by: HashMap<&str, &str> = HashMap::new();
    for merge in main_line.iter().rev() {
        let mut open = vec![*merge];
        while let Some(id) = open.pop() {
            if let (Some((parents, _)), false) = (commits.get(id), brought_by.contains_key(id)) {
                brought_by.insert(id, merge);
                open.extend(parents);
            }
        }
    }
    let days = days_in_order(&commits, log);
    for step in steps {
        let Some(merge) = brought_by.get(step.commit.id.as_str()) else { continue };
        if let Some(day) = days.get(merge) {
            (step.day, step.merged) = ((*day).to_owned(), **merge != *step.commit.id);
        }
    }
}

/// The day of each commit, or that of a commit before it where that is later.
fn days_in_order<'l>(
    commits: &HashMap<&'l str, (Vec<&'l str>, &'l str)>,
    log: &'l str,
) -> HashMap<&'l str, &'l str> {
    let mut days: HashMap<&str, &str> = HashMap::new();
    // In the log every commit comes before its parents.
    for id in log.lines().rev().filter_map(|line| line.split('\0').next()) {
        let Some((parents, own)) = commits.get(id) else { continue };
        let before = parents.iter().filter_map(|parent| days.get(parent).copied());
        days.insert(id, before.chain([*own]).max().unwrap_or(own));
    }
    days
}

/// Takes apart `commit NUL day NUL author NUL subject NUL`, each followed by `:modes blob blob status NUL path NUL`.
pub(super) fn read_steps(log: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut tokens = log.split('\0');
    while let Some(token) = tokens.next() {
        let token = token.trim_start_matches('\n');
        if let Some(change) = token.strip_prefix(':') {
            let (Some(step), Some(path)) = (steps.last_mut(), tokens.next()) else { break };
            let mut parts = change.split(' ').skip(2);
            let mut blob = || parts.next().filter(|id| id.bytes().any(|digit| digit != b'0'));
            let (before, after) = (blob().map(str::to_owned), blob().map(str::to_owned));
            step.versions.push(Version { path: path.to_owned(), before, after });
        } else if !token.is_empty() {
            let mut next = || tokens.next().unwrap_or_default().to_owned();
            let commit = Commit { id: token.to_owned() };
            let (day, author, subject) = (next(), next(), next());
            steps.push(Step { commit, day, merged: false, author, subject, versions: Vec::new() });
        }
    }
    steps
}
