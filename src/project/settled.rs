//! What key results wanted once their quarter was two weeks old, for the grade against the first target.

use super::archive::Archive;
use super::commit::at_commit;
use super::compare::steps_since;
use super::error::OpenError;
use super::folder::FileText;
use super::notice::Notice;
use super::places::Request;
use super::site::Site;
use super::{LARGEST_FILE, Project};
use crate::changes::{History, Matching, TIME_TO_FILL_IN};
use crate::goals::{Calendar, Day, KeyResultView, ObjectiveView, Quarter, Readings, Workspace};
use crate::parallel;
use crate::score::{FirstVersion, Removed, Scorecard, score_that_counts};
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
    /// What was done since to the files in which key results came and went.
    since: History,
    /// Whether the history is older than the day on which goals were settled.
    reaches_back: bool,
    /// Folders whose own history this one does not know.
    submodules: Vec<String>,
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
                    let settled = settled_at(repository, commit, quarter, as_of, &project);
                    noticed(settled, &mut project.notices).flatten()
                });
                Ok((project, settled))
            }
            Goals::Here(site) => {
                let calendar = site.settings.calendar;
                let quarter = graded(calendar);
                let settled = quarter.map(|quarter| calendar.settled_by(quarter));
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
                let settled = then.zip(quarter).and_then(|(then, quarter)| {
                    noticed(then.into_settled(&project, unchanged, quarter), &mut notices)
                });
                project.notices = notices;
                Ok((project, settled))
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
    /// The commit with the goals of today.
    head: Commit,
    /// `None` if the history starts later.
    commit: Option<Commit>,
    submodules: Vec<String>,
    /// The names of the files' contents, by path.
    blobs: BTreeMap<String, String>,
}

impl Then {
    /// `None` without a history.
    fn find(site: &Site, settled: Day, notices: &mut Vec<Notice>) -> Result<Option<Self>, GitError> {
        let Some(top) = repository_root(&site.root) else { return Ok(None) };
        let repository = match site.repository() {
            // A folder outside any repository has no history, and nobody asked for one.
            Err(GitError::NoRepository(_)) => return Ok(None),
            other => other?,
        };
        let Some(head) = repository.find_commit("HEAD")? else { return Ok(None) };
        let mut submodules = Vec::new();
        if top.join(".gitmodules").exists() {
            submodules = Archive::open(&repository, LARGEST_FILE)?.list(&head, &[])?.submodules;
            notices.extend(submodules.first().cloned().map(Notice::FirstTargetsInSubmodule));
        }
        Ok(Some(Self { submodules, ..Self::of(repository, head, settled)? }))
    }

    /// The state of the main line behind a commit once goals were settled.
    fn of(repository: Repository, head: Commit, settled: Day) -> Result<Self, GitError> {
        let commit = repository.commit_at(&head, &settled.to_string())?;
        if commit.is_none() && repository.is_shallow() {
            return Err(GitError::CutShort);
        }
        let files = match &commit {
            Some(commit) => Archive::open(&repository, LARGEST_FILE)?.list(commit, &[])?.files,
            None => Vec::new(),
        };
        let blobs = files.into_iter().map(|file| (file.path, file.blob)).collect();
        Ok(Self { repository, head, commit, blobs, submodules: Vec::new() })
    }

    /// The goals of that time, and what is known of those that came later.
    fn into_settled(
        self,
        today: &Project,
        unchanged: HashSet<FileId>,
        quarter: Quarter,
    ) -> Result<Settled, GitError> {
        let goals = self.goals(today, &unchanged)?;
        let (reaches_back, submodules) = (self.commit.is_some(), self.submodules);
        let since = History::default();
        let mut settled = Settled { goals, unchanged, since, reaches_back, submodules };
        let paths = settled.paths_of_changes(&today.workspace, quarter);
        if !paths.is_empty() {
            let root = || self.repository.first_commit(&self.head);
            if let Some(from) = self.commit.map_or_else(root, |commit| Ok(Some(commit)))? {
                let (range, settings) = ((&from, &self.head), &today.settings);
                settled.since.steps = steps_since(&self.repository, range, &paths, settings, LARGEST_FILE)?;
            }
        }
        Ok(settled)
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

/// The goals in some files of a commit, read as those of today are.
fn goals_of(archive: &mut Archive<'_>, files: &[TreeFile], today: &Project) -> Result<Workspace, GitError> {
    let texts = archive.texts(&files.iter().collect::<Vec<_>>())?;
    Ok(Workspace::read(Sources::new(texts), &today.settings.vocabulary, today.settings.calendar))
}

/// The goals as they were settled in the past of a commit.
fn settled_at(
    repository: Repository,
    commit: Commit,
    quarter: Quarter,
    as_of: Day,
    project: &Project,
) -> Result<Option<Settled>, GitError> {
    let settled = project.settings.calendar.settled_by(quarter);
    if settled >= as_of {
        return Ok(None);
    }
    let then = Then::of(repository, commit, settled)?;
    then.into_settled(project, HashSet::new(), quarter).map(Some)
}

/// Grades can be given without a history: what keeps it from being read is said, and no more.
fn noticed<T>(result: Result<T, GitError>, notices: &mut Vec<Notice>) -> Option<T> {
    result.map_err(|error| notices.push(Notice::NoHistory(error))).ok()
}

/// What is known of the goals of a quarter as they were agreed at first.
#[derive(Debug, Default)]
pub struct FirstAgreed<'s> {
    /// What the key results were, by their addresses of today.
    pub key_results: HashMap<String, FirstVersion<'s>>,
    /// What those that came later were when they came, by their addresses of today.
    pub arrived: HashMap<String, FirstVersion<'s>>,
    /// The addresses of key results that came later, to a team that had goals by then.
    pub added: HashSet<String>,
    /// When key results got the numbers that they lacked at first, where much of the quarter was over, by their addresses of today.
    pub filled_in: HashMap<String, Day>,
    /// Key results that are gone.
    pub removed: Vec<Removed>,
    /// The teams whose goals all came later.
    pub late: BTreeSet<String>,
}

impl FirstAgreed<'_> {
    /// Compares a scorecard of today with them.
    pub fn compare(self, card: &mut Scorecard) {
        card.mark_changes(&self.added, &self.filled_in, self.removed);
        card.compare_with(&self.key_results, &self.arrived);
    }
}

/// The objectives of a quarter, then and today.
struct Versions<'s> {
    /// As they were, in files that say something else today.
    before: Vec<ObjectiveView<'s>>,
    /// As they are, in files that said something else then.
    after: Vec<ObjectiveView<'s>>,
    /// Those in files that say the same.
    same: Vec<ObjectiveView<'s>>,
}

impl<'s> Versions<'s> {
    fn matched(&self) -> Matching<'s> {
        Matching::of(self.before.clone(), self.after.clone())
    }
}

impl Settled {
    fn versions<'s>(&'s self, today: &'s Workspace, quarter: Quarter) -> Versions<'s> {
        let of_quarter = |view: &ObjectiveView<'_>| view.quarter() == Some(quarter);
        let is_changed = |view: &ObjectiveView<'_>| !self.unchanged.contains(&view.file.id);
        let before = self.goals.objectives().filter(of_quarter).collect();
        let (after, same) = today.objectives().filter(of_quarter).partition(is_changed);
        Versions { before, after, same }
    }

    /// The files in which key results may have come and gone after goals were settled.
    fn paths_of_changes(&self, today: &Workspace, quarter: Quarter) -> Vec<String> {
        let pairs = self.versions(today, quarter).matched().key_results;
        let alone = pairs.iter().filter_map(|pair| match (pair.before, pair.after) {
            (None, Some(view)) | (Some(view), None) => Some(view),
            (Some(before), Some(after)) => Some(after).filter(|_| before.lacks_numbers()),
            (None, None) => None,
        });
        let path =
            |view: KeyResultView<'_>| view.workspace().sources.file(view.objective.file.id).path.clone();
        let mut paths: BTreeSet<String> = alone.map(path).collect();
        if !paths.is_empty() {
            paths.extend(self.goals.sources.iter().map(|(_, file)| file.path.clone()));
        }
        paths.into_iter().collect()
    }

    /// What became of the goals of a quarter since.
    #[must_use]
    pub fn first_agreed<'s>(&'s self, today: &'s Workspace, quarter: Quarter, as_of: Day) -> FirstAgreed<'s> {
        let versions = self.versions(today, quarter);
        let had_goals: HashSet<String> =
            versions.before.iter().chain(&versions.same).map(|view| view.team().into_owned()).collect();
        let (mut agreed, mut known) = (FirstAgreed::default(), HashSet::new());
        let matched = versions.matched();
        let became: HashMap<String, ObjectiveView<'s>> = matched
            .objectives
            .iter()
            .filter_map(|pair| Some((pair.before?.address(), pair.after?)))
            .collect();
        for pair in matched.key_results {
            match (pair.before, pair.after) {
                (Some(before), Some(after)) => {
                    known.insert(after.objective.team().into_owned());
                    if before.lacks_numbers() && !after.lacks_numbers() {
                        let day = self.since.filled_in(after).unwrap_or(as_of);
                        let over = day.days_since(today.calendar.first_day(quarter));
                        let is_late = over > TIME_TO_FILL_IN;
                        agreed.filled_in.extend(is_late.then(|| (after.address(), day)));
                    }
                    let objective = became.get(&before.objective.address()).copied();
                    let mut first = self.first(before, today, objective);
                    if before.lacks_numbers() {
                        first.numbers = self.since.first_with_numbers(after).unwrap_or(before);
                    }
                    agreed.key_results.insert(after.address(), first);
                }
                (None, Some(after)) => {
                    let team = after.objective.team();
                    let first = self.since.first_version(after);
                    // Without an id an objective is known by its place, which may be that of another one by now.
                    let then =
                        first.objective.objective.id.get().and_then(|id| {
                            today.objective(Some(quarter), &first.objective.team(), id.as_str())
                        });
                    let first = self.first(first, today, then.or(Some(after.objective)));
                    agreed.arrived.insert(after.address(), first);
                    if had_goals.contains(&*team) {
                        agreed.added.insert(after.address());
                    } else if self.reaches_back && !self.is_in_a_submodule(&after) {
                        agreed.late.insert(team.into_owned());
                    }
                }
                (Some(before), None) => agreed.removed.push(self.removed(before, today, quarter, as_of)),
                _ => {}
            }
        }
        // What says the same as then is what was agreed, whatever its revisions say.
        let has_revisions = |view: &KeyResultView<'_>| {
            let lists = [&*view.key_result.revisions, &*view.objective.objective.revisions];
            lists.iter().any(|list| !list.is_absent())
        };
        let has_other_metric = |view: &KeyResultView<'_>| {
            view.key_result.metric.get().is_some_and(|id| self.goals.metric(id).is_some())
        };
        let unchanged = versions.same.iter().flat_map(ObjectiveView::key_results);
        let unchanged = unchanged.filter(|view| has_revisions(view) || has_other_metric(view));
        agreed
            .key_results
            .extend(unchanged.map(|view| (view.address(), self.first(view, today, Some(view.objective)))));
        // A team that goes by another name now had goals.
        agreed.late.retain(|team| !known.contains(team));
        agreed.removed.sort_by(|one, other| one.address.cmp(&other.address));
        agreed
    }

    /// What is to be known of a key result that is gone.
    fn removed<'s>(
        &'s self,
        before: KeyResultView<'s>,
        today: &'s Workspace,
        quarter: Quarter,
        as_of: Day,
    ) -> Removed {
        let last = self.since.last_version(before);
        let score = score_that_counts(&last, &Readings::of(today, as_of), quarter, as_of);
        let reason = today.departure(&before).and_then(|revision| revision.reason.get().cloned());
        Removed { address: before.address(), key_result: before.text().to_owned(), reason, score }
    }

    /// A key result of that time, with its metric: one whose file says the same is that of today.
    fn first<'s>(
        &'s self,
        view: KeyResultView<'s>,
        today: &'s Workspace,
        objective: Option<ObjectiveView<'s>>,
    ) -> FirstVersion<'s> {
        let id = view.key_result.metric.get();
        let metric = id.and_then(|id| self.goals.metric(id).or_else(|| today.metric(id)));
        FirstVersion { view, numbers: view, metric, objective }
    }

    fn is_in_a_submodule(&self, view: &KeyResultView<'_>) -> bool {
        let path = &view.workspace().sources.file(view.objective.file.id).path;
        let lies_in =
            |folder: &String| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
        self.submodules.iter().any(lies_in)
    }
}
