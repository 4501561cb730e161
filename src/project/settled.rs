//! What key results wanted once their quarter was two weeks old, for the grade against the first target.

use super::archive::Archive;
use super::commit::at_commit;
use super::error::OpenError;
use super::folder::FileText;
use super::notice::Notice;
use super::places::Request;
use super::site::Site;
use super::{LARGEST_FILE, Project};
use crate::changes::Matching;
use crate::goals::{Calendar, Day, KeyResultView, ObjectiveView, Quarter, Workspace};
use crate::parallel;
use crate::score::{Removed, Scorecard};
use crate::source::git::{Commit, GitError, Repository, TreeFile};
use crate::source::{FileId, Sources, repository_root};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Where the goals to score come from.
#[derive(Debug)]
pub enum Goals {
    /// The files as they are.
    Here(Box<Site>),
    /// A commit.
    At {
        /// The repository.
        repository: Repository,
        /// The commit.
        commit: Commit,
    },
}

/// Goals as they were settled, in files that say something else today.
#[derive(Debug)]
pub struct Settled {
    goals: Workspace,
    /// The files of today that say the same as then.
    unchanged: HashSet<FileId>,
}

impl Goals {
    /// Opens the goals, and those of the quarter that `graded` names as they were settled, where the history has them. A
    /// history that cannot be read is a notice.
    ///
    /// # Errors
    /// The goals cannot be read.
    pub fn open(
        self,
        request: &Request<'_>,
        graded: impl Fn(Calendar) -> Option<Quarter>,
        as_of: Day,
    ) -> Result<(Project, Option<Settled>), OpenError> {
        match self {
            Goals::At { repository, commit } => {
                let mut project = at_commit(&repository, &commit, request.largest_file)?;
                let settled = graded(project.settings.calendar).and_then(|quarter| {
                    let settled = settled_at(&repository, &commit, quarter, as_of, &project);
                    noticed(settled, &mut project.notices).flatten()
                });
                Ok((project, settled))
            }
            Goals::Here(site) => {
                let calendar = site.settings.calendar;
                let settled = graded(calendar).map(|quarter| calendar.settled_by(quarter));
                let mut notices = Vec::new();
                let (then, texts) = match settled.filter(|settled| has_a_past(&site, *settled, as_of)) {
                    None => (None, site.read(request)?),
                    Some(settled) => {
                        let (then, texts) = parallel::while_waiting(
                            || Then::find(&site, settled, &mut notices),
                            || site.read_with_names(request),
                        );
                        (noticed(then, &mut notices).flatten(), texts?)
                    }
                };
                let is_unchanged = |text: &FileText| then.as_ref().is_some_and(|then| then.has(text));
                let unchanged = (0..).zip(&texts.files).filter(|(_, text)| is_unchanged(text));
                let unchanged = unchanged.map(|(number, _)| FileId(number)).collect();
                let mut project = texts.into_project(*site)?;
                let goals = then.and_then(|then| noticed(then.goals(&project, &unchanged), &mut notices));
                project.notices = notices;
                Ok((project, goals.map(|goals| Settled { goals, unchanged })))
            }
        }
    }
}

/// Whether there can be a commit from before the day on which goals were settled.
fn has_a_past(site: &Site, settled: Day, as_of: Day) -> bool {
    settled < as_of && repository_root(&site.root).is_some()
}

/// The commit in which a quarter's goals were settled.
struct Then {
    repository: Repository,
    /// The names of the files' contents, by path.
    blobs: BTreeMap<String, String>,
}

impl Then {
    /// `None` without a history, or if it does not reach back that far.
    fn find(site: &Site, settled: Day, notices: &mut Vec<Notice>) -> Result<Option<Self>, GitError> {
        let Some(top) = repository_root(&site.root) else { return Ok(None) };
        let repository = match site.repository() {
            // A folder outside any repository has no history, and nobody asked for one.
            Err(GitError::NoRepository(_)) => return Ok(None),
            other => other?,
        };
        let Some(head) = repository.find_commit("HEAD")? else { return Ok(None) };
        if top.join(".gitmodules").exists() {
            let submodules = Archive::open(&repository, LARGEST_FILE)?.list(&head, &[])?.submodules;
            notices.extend(submodules.into_iter().next().map(Notice::FirstTargetsInSubmodule));
        }
        let Some(commit) = settled_commit(&repository, &head, settled)? else { return Ok(None) };
        let listing = Archive::open(&repository, LARGEST_FILE)?.list(&commit, &[])?;
        let blobs = listing.files.into_iter().map(|file| (file.path, file.blob)).collect();
        Ok(Some(Self { repository, blobs }))
    }

    fn has(&self, text: &FileText) -> bool {
        text.blob.is_some() && self.blobs.get(&text.source.path) == text.blob.as_ref()
    }

    /// The goals of that time in files that say something else today.
    fn goals(&self, today: &Project, unchanged: &HashSet<FileId>) -> Result<Workspace, GitError> {
        let sources = &today.workspace.sources;
        let same: HashSet<&str> = unchanged.iter().map(|id| sources.file(*id).path.as_str()).collect();
        let file = |(path, blob): (&String, &String)| TreeFile {
            path: path.clone(),
            blob: blob.clone(),
            is_link: false,
        };
        let changed = self.blobs.iter().filter(|(path, _)| !same.contains(path.as_str())).map(file);
        let mut archive = Archive::open(&self.repository, LARGEST_FILE)?;
        goals_of(&mut archive, &changed.collect::<Vec<_>>(), today)
    }
}

/// The state of the main line once goals were settled; `None` if the history starts later.
fn settled_commit(repository: &Repository, from: &Commit, settled: Day) -> Result<Option<Commit>, GitError> {
    let found = repository.commit_at(from, &settled.to_string())?;
    if found.is_none() && repository.is_shallow() { Err(GitError::CutShort) } else { Ok(found) }
}

/// The goals in some files of a commit, read as those of today are.
fn goals_of(archive: &mut Archive<'_>, files: &[TreeFile], today: &Project) -> Result<Workspace, GitError> {
    let texts = archive.texts(&files.iter().collect::<Vec<_>>())?;
    Ok(Workspace::read(Sources::new(texts), &today.settings.vocabulary, today.settings.calendar))
}

/// The goals as they were settled in the past of a commit.
fn settled_at(
    repository: &Repository,
    commit: &Commit,
    quarter: Quarter,
    as_of: Day,
    project: &Project,
) -> Result<Option<Settled>, GitError> {
    let settled = project.settings.calendar.settled_by(quarter);
    if settled >= as_of {
        return Ok(None);
    }
    let Some(then) = settled_commit(repository, commit, settled)? else { return Ok(None) };
    let mut archive = Archive::open(repository, LARGEST_FILE)?;
    let files = archive.list(&then, &[])?.files;
    let goals = goals_of(&mut archive, &files, project)?;
    Ok(Some(Settled { goals, unchanged: HashSet::new() }))
}

/// Grades can be given without a history: what keeps it from being read is said, and no more.
fn noticed<T>(result: Result<T, GitError>, notices: &mut Vec<Notice>) -> Option<T> {
    result.map_err(|error| notices.push(Notice::NoHistory(error))).ok()
}

/// What is known of the goals of a quarter as they were agreed at first.
#[derive(Debug, Default)]
pub struct FirstAgreed<'s> {
    /// What the key results were, by their addresses of today.
    pub key_results: HashMap<String, KeyResultView<'s>>,
    /// The addresses of key results that came later, to a team that had goals by then.
    pub added: HashSet<String>,
    /// Key results that are gone.
    pub removed: Vec<Removed>,
    /// The teams whose goals all came later.
    pub late: BTreeSet<String>,
}

impl FirstAgreed<'_> {
    /// Compares a scorecard of today with them.
    pub fn compare(self, card: &mut Scorecard) {
        card.compare_with(&self.key_results);
        card.mark_changes(&self.added, self.removed);
    }
}

impl Settled {
    /// What became of the goals of a quarter since.
    #[must_use]
    pub fn first_agreed<'s>(&'s self, today: &'s Workspace, quarter: Quarter) -> FirstAgreed<'s> {
        let of_quarter = |view: &ObjectiveView<'_>| view.quarter() == Some(quarter);
        let is_changed = |view: &ObjectiveView<'_>| !self.unchanged.contains(&view.file.id);
        let before: Vec<ObjectiveView<'s>> = self.goals.objectives().filter(of_quarter).collect();
        let (after, same): (Vec<_>, Vec<_>) = today.objectives().filter(of_quarter).partition(is_changed);
        let had_goals: HashSet<String> =
            before.iter().chain(&same).map(|view| view.team().into_owned()).collect();
        let (mut agreed, mut known) = (FirstAgreed::default(), HashSet::new());
        for pair in Matching::of(before, after).key_results {
            match (pair.before, pair.after) {
                (Some(before), Some(after)) => {
                    known.insert(after.objective.team().into_owned());
                    agreed.key_results.insert(after.address(), before);
                }
                (None, Some(after)) if had_goals.contains(&*after.objective.team()) => {
                    agreed.added.insert(after.address());
                }
                (None, Some(after)) => _ = agreed.late.insert(after.objective.team().into_owned()),
                (Some(before), None) => agreed
                    .removed
                    .push(Removed { address: before.address(), key_result: before.text().to_owned() }),
                _ => {}
            }
        }
        // What says the same as then is what was agreed, whatever its revisions say.
        let has_revisions = |view: &KeyResultView<'_>| {
            let lists = [&*view.key_result.revisions, &*view.objective.objective.revisions];
            lists.iter().any(|list| !list.is_absent())
        };
        let unchanged = same.iter().flat_map(ObjectiveView::key_results).filter(has_revisions);
        agreed.key_results.extend(unchanged.map(|view| (view.address(), view)));
        // A team that goes by another name now had goals.
        agreed.late.retain(|team| !known.contains(team));
        agreed.removed.sort_by(|one, other| one.address.cmp(&other.address));
        agreed
    }
}
