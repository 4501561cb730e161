//! What key results wanted once their quarter was two weeks old, for the grade against the first target.

use super::archive::{Archive, at};
use super::load::{LARGEST_FILE, Loaded, Request, Site};
use super::terminal::Terminal;
use crate::changes::Matching;
use crate::goals::{Calendar, Day, KeyResultView, ObjectiveView, Quarter, Workspace};
use crate::source::git::{Commit, GitError, Repository, TreeFile, is_blob};
use crate::source::{FileId, Sources};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

/// Where the goals to score come from.
#[derive(Debug)]
pub(super) enum Goals {
    /// The files as they are.
    Here(Site),
    /// A commit.
    At { repository: Repository, commit: Commit },
}

/// Goals as they were settled, in files that say something else today.
#[derive(Debug)]
pub(super) struct Settled {
    goals: Workspace,
    /// The files of today that say the same as then.
    unchanged: HashSet<FileId>,
}

impl Goals {
    /// Reads the goals, and those of the quarter that `graded` names as they were settled, where the history has them.
    ///
    /// # Errors
    /// The goals cannot be read. A history that cannot be read is only told.
    pub(super) fn load(
        self,
        request: &Request<'_>,
        graded: impl Fn(Calendar) -> Option<Quarter>,
        as_of: Day,
        terminal: &Terminal,
    ) -> anyhow::Result<(Loaded, Option<Settled>)> {
        match self {
            Goals::At { repository, commit } => {
                let loaded = at(&repository, &commit, LARGEST_FILE, terminal)?;
                let settled = graded(loaded.settings.calendar).and_then(|quarter| {
                    told(settled_at(&repository, &commit, quarter, as_of, &loaded), terminal)
                });
                Ok((loaded, settled.flatten()))
            }
            Goals::Here(site) => {
                let calendar = site.settings.calendar;
                let found = graded(calendar).and_then(|quarter| {
                    told(Then::find(&site, calendar.settled_by(quarter), as_of), terminal)
                });
                let Some(then) = found.flatten() else {
                    let texts = site.read(request, |_, _| false)?;
                    return Ok((texts.into_loaded(site).0, None));
                };
                let texts = site.read(request, |path, bytes| then.has(path, bytes))?;
                let (loaded, unchanged) = texts.into_loaded(site);
                let goals = told(then.goals(&loaded, &unchanged), terminal);
                Ok((loaded, goals.map(|goals| Settled { goals, unchanged })))
            }
        }
    }
}

/// The commit in which a quarter's goals were settled.
struct Then {
    repository: Repository,
    /// The names of the files' contents, by path.
    blobs: BTreeMap<String, String>,
}

impl Then {
    /// `None` where there is no history, or none that reaches back so far.
    fn find(site: &Site, settled: Day, as_of: Day) -> Result<Option<Self>, GitError> {
        // A folder outside of any repository has no history, and nobody asked for one.
        let is_repository = |git: PathBuf| git.is_file() || git.join("HEAD").is_file();
        let in_repository = site.root.ancestors().any(|folder| is_repository(folder.join(".git")));
        if !in_repository || settled >= as_of {
            return Ok(None);
        }
        let repository = Repository::open(&site.root)?;
        let Some(head) = repository.find_commit("HEAD")? else { return Ok(None) };
        let Some(commit) = settled_commit(&repository, &head, settled)? else { return Ok(None) };
        let listing = Archive::open(&repository, LARGEST_FILE)?.list(&commit, &[])?;
        let blobs = listing.files.into_iter().map(|file| (file.path, file.blob)).collect();
        Ok(Some(Self { repository, blobs }))
    }

    fn has(&self, path: &str, bytes: &[u8]) -> bool {
        self.blobs.get(path).is_some_and(|blob| is_blob(bytes, blob))
    }

    /// The goals of that time in files that say something else today.
    fn goals(&self, today: &Loaded, unchanged: &HashSet<FileId>) -> Result<Workspace, GitError> {
        let sources = &today.workspace.sources;
        let same: HashSet<&str> = unchanged.iter().map(|id| sources.file(*id).path.as_str()).collect();
        let file = |(path, blob): (&String, &String)| TreeFile { path: path.clone(), blob: blob.clone() };
        let changed = self.blobs.iter().filter(|(path, _)| !same.contains(path.as_str())).map(file);
        let mut archive = Archive::open(&self.repository, LARGEST_FILE)?;
        goals_of(&mut archive, &changed.collect::<Vec<_>>(), today)
    }
}

/// The state of the main line once goals were settled; `None` where the history starts later.
fn settled_commit(repository: &Repository, from: &Commit, settled: Day) -> Result<Option<Commit>, GitError> {
    let found = repository.commit_at(from, &settled.to_string())?;
    if found.is_none() && repository.is_shallow() { Err(repository.cut_short()) } else { Ok(found) }
}

/// The goals in some files of a commit, read as those of today are.
fn goals_of(archive: &mut Archive<'_>, files: &[TreeFile], today: &Loaded) -> Result<Workspace, GitError> {
    let texts = archive.texts(&files.iter().collect::<Vec<_>>())?;
    Ok(Workspace::read(Sources::new(texts), &today.settings.vocabulary, today.settings.calendar))
}

/// The goals as they were settled in the past of a commit.
fn settled_at(
    repository: &Repository,
    commit: &Commit,
    quarter: Quarter,
    as_of: Day,
    loaded: &Loaded,
) -> Result<Option<Settled>, GitError> {
    let settled = loaded.settings.calendar.settled_by(quarter);
    if settled >= as_of {
        return Ok(None);
    }
    let Some(then) = settled_commit(repository, commit, settled)? else { return Ok(None) };
    let mut archive = Archive::open(repository, LARGEST_FILE)?;
    let files = archive.list(&then, &[])?.files;
    let goals = goals_of(&mut archive, &files, loaded)?;
    Ok(Some(Settled { goals, unchanged: HashSet::new() }))
}

/// Grades can be given without a history: what keeps it from being read is said, and no more.
fn told<T>(result: Result<T, GitError>, terminal: &Terminal) -> Option<T> {
    let tell = |error: &GitError| {
        terminal.tell_plainly(&format!("note: {error}"));
    };
    result.inspect_err(tell).ok()
}

impl Settled {
    /// What the key results of a quarter were, by their addresses of today.
    pub(super) fn by_address<'s>(
        &'s self,
        today: &'s Workspace,
        quarter: Quarter,
    ) -> HashMap<String, KeyResultView<'s>> {
        let of_quarter = |view: &ObjectiveView<'_>| view.quarter() == Some(quarter);
        let changed = |view: &ObjectiveView<'_>| !self.unchanged.contains(&view.file.id);
        let before = self.goals.objectives().filter(of_quarter).collect();
        let after = today.objectives().filter(of_quarter).filter(changed).collect();
        let matched = Matching::of(before, after).key_results;
        matched.into_iter().filter_map(|pair| Some((pair.after?.address(), pair.before?))).collect()
    }
}
