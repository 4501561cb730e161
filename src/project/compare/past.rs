//! Further back than the base: how goals were settled, and what was done to them since.

use super::shelf::Shelf;
use super::steps::StepFiles;
use crate::changes::{FormerSettings, History, Reference};
use crate::goals::{Day, Quarter, Workspace};
use crate::parallel;
use crate::project::archive::{Archive, Listing};
use crate::project::base::Base;
use crate::project::notice::Notice;
use crate::settings::Settings;
use crate::source::git::{Commit, GitError, Repository, TreeFile};
use crate::source::{FileId, SourceFile};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What is needed to look further back than the base.
pub(super) struct Past<'p> {
    pub(super) repository: &'p Repository,
    pub(super) shelf: Shelf,
    pub(super) archive: Archive<'p>,
    /// The earlier end.
    pub(super) listing: &'p Listing,
    /// The files that both ends share, by path.
    pub(super) shared: &'p BTreeMap<String, FileId>,
    /// The files that they do not share.
    pub(super) touched: &'p HashSet<FileId>,
    pub(super) as_of: Day,
}

/// The goals of a quarter once they were settled.
struct Found {
    settled: Day,
    files: Vec<FileId>,
    paths: HashSet<String>,
    settings: Option<Settings>,
}

/// What was found, by file numbers.
pub(super) struct LookedBack {
    shelf: Shelf,
    references: BTreeMap<Quarter, Found>,
    steps: Vec<StepFiles>,
}

impl LookedBack {
    /// Where there is nothing to look back on.
    pub(super) fn nothing(shelf: Shelf) -> Self {
        Self { shelf, references: BTreeMap::new(), steps: Vec::new() }
    }

    /// The later end, and what it is judged against.
    pub(super) fn into_history(
        mut self,
        before: &[FileId],
        after: &[FileId],
        touched: HashSet<FileId>,
        settings_before: &Settings,
        settings: (&Settings, Option<SourceFile>),
    ) -> (Workspace, History) {
        let (settings, changed_file) = settings;
        let former = changed_file.map(|source| {
            let id = self.shelf.library.add_settings(source);
            FormerSettings { before: settings_before.clone(), file: self.shelf.library.shared(id) }
        });
        let library = &self.shelf.library;
        let workspace = |ids: &[FileId]| library.workspace(ids, settings.calendar);
        let reference = |found: Found| Reference {
            settled: found.settled,
            goals: workspace(&found.files),
            paths: found.paths,
            settings: found.settings,
        };
        let history = History {
            base: library.workspace(before, settings_before.calendar),
            references: self
                .references
                .into_iter()
                .map(|(quarter, found)| (quarter, reference(found)))
                .collect(),
            touched,
            steps: self.steps.into_iter().map(|step| step.into_step(library, settings.calendar)).collect(),
            settings: former,
        };
        (workspace(after), history)
    }
}

impl Past<'_> {
    /// Looks back from `head`; `uncommitted` are the files as they are, where those are the later end.
    pub(super) fn look_back(
        mut self,
        base: &Base,
        head: &Commit,
        uncommitted: Option<&[FileId]>,
        notices: &mut Vec<Notice>,
    ) -> Result<LookedBack, GitError> {
        let mut references = BTreeMap::new();
        let mut oldest: Option<(Day, Commit)> = None;
        let ask = || -> Result<Vec<_>, GitError> {
            let quarters = self.quarters().into_iter();
            quarters.map(|(quarter, day)| Ok((quarter, day, self.settled_in(base, head, day)?))).collect()
        };
        let committed = || uncommitted.map(|_| self.repository.goal_files(head, &self.listing.places));
        let (settled, committed) = parallel::while_waiting(ask, committed);
        for (quarter, settled, commit) in settled? {
            let mut found = Found { settled, files: Vec::new(), paths: HashSet::new(), settings: None };
            if let Some(commit) = commit {
                if commit == base.commit {
                    (found.files, found.paths) = self.goals_among(&self.listing.files)?;
                    found.settings = Some(self.listing.settings.clone());
                } else {
                    let Listing { files, settings, .. } = self.archive.list(&commit, &self.listing.places)?;
                    (found.files, found.paths) = self.goals_among(&files)?;
                    found.settings = Some(settings);
                }
                if oldest.as_ref().is_none_or(|(day, _)| settled < *day) {
                    oldest = Some((settled, commit));
                }
            }
            references.insert(quarter, found);
        }
        if self.repository.is_shallow() && references.values().any(|found| found.paths.is_empty()) {
            notices.push(Notice::NoHistory(GitError::CutShort));
        }
        // Goals that came later are held to what they were when they came.
        let is_younger = references.values().any(|found| found.paths.is_empty());
        let root = if is_younger { self.repository.first_commit(&base.commit)? } else { None };
        let from = root.or(oldest.map(|(_, commit)| commit)).unwrap_or_else(|| base.commit.clone());
        let paths = self.touched_paths(&references);
        let mut steps = Vec::new();
        if let (Some(after), Some(committed)) = (uncommitted, committed) {
            steps.extend(self.uncommitted(committed?, after)?);
        }
        let found = self.repository.steps(&from, head, &paths)?;
        let is_older = found.iter().any(|_| from != base.commit);
        let of_change =
            if is_older { Some(self.repository.commits_since(&base.commit, head)?) } else { None };
        for step in found {
            let is_of_change = of_change.as_ref().is_none_or(|commits| commits.contains(&step.commit));
            let settings = &self.listing.settings;
            steps.push(StepFiles::read(step, is_of_change, (&mut self.shelf, &mut self.archive), settings)?);
        }
        Ok(LookedBack { shelf: self.shelf, references, steps })
    }

    /// The commit in which goals were settled by a day. Where the base is younger its past decides: what a branch says of
    /// days before it began may be a date that somebody chose.
    fn settled_in(&self, base: &Base, head: &Commit, settled: Day) -> Result<Option<Commit>, GitError> {
        let day = settled.to_string();
        match self.repository.commit_at(&base.commit, &day)? {
            Some(commit) if commit == base.commit => self.repository.commit_at(head, &day),
            earlier => Ok(earlier),
        }
    }

    /// The quarters that the change touches and whose goals are settled, each with the last day of settling.
    fn quarters(&self) -> BTreeSet<(Quarter, Day)> {
        let calendar = self.listing.settings.calendar;
        let today = calendar.quarter_of(self.as_of);
        let of_file = |id: &FileId| self.shelf.library.file(*id).judged_in(today);
        let quarters = self.touched.iter().filter_map(of_file);
        let settled = |quarter| calendar.settled_by(quarter);
        quarters
            .map(|quarter| (quarter, settled(quarter)))
            .filter(|(_, settled)| *settled < self.as_of)
            .collect()
    }

    /// The goals among files that the change does not leave alone, and the paths of all.
    fn goals_among(&mut self, files: &[TreeFile]) -> Result<(Vec<FileId>, HashSet<String>), GitError> {
        let paths: HashSet<String> = files.iter().map(|file| file.path.clone()).collect();
        let own: Vec<&TreeFile> =
            files.iter().filter(|file| !self.shared.contains_key(file.path.as_str())).collect();
        let nothing = BTreeMap::new();
        let ids = self.shelf.files(&mut self.archive, &own, &nothing, &self.listing.settings)?;
        Ok((ids, paths))
    }

    /// Every path under which a touched file was known.
    fn touched_paths(&self, references: &BTreeMap<Quarter, Found>) -> Vec<String> {
        let earlier = references.values().flat_map(|found| &found.paths);
        let mut paths: BTreeSet<String> =
            earlier.filter(|path| !self.shared.contains_key(path.as_str())).cloned().collect();
        paths.extend(self.touched.iter().map(|id| self.shelf.library.path(*id).to_owned()));
        paths.into_iter().collect()
    }

    /// What the working tree did to the touched files since the last commit, which has `files`.
    fn uncommitted(&mut self, files: Vec<TreeFile>, after: &[FileId]) -> Result<Option<StepFiles>, GitError> {
        let touched: HashSet<&str> = self.touched.iter().map(|id| self.shelf.library.path(*id)).collect();
        let committed: Vec<TreeFile> =
            files.into_iter().filter(|file| touched.contains(file.path.as_str())).collect();
        let nothing = BTreeMap::new();
        let settings = &self.listing.settings;
        let wanted: Vec<&TreeFile> = committed.iter().collect();
        let mut before = self.shelf.files(&mut self.archive, &wanted, &nothing, settings)?;
        let mut after: Vec<FileId> = after.iter().copied().filter(|id| self.touched.contains(id)).collect();
        let library = &self.shelf.library;
        let says = |ids: &[FileId]| -> HashSet<(String, String)> {
            ids.iter().map(|id| (library.path(*id).to_owned(), library.text(*id).to_owned())).collect()
        };
        let (was, is) = (says(&before), says(&after));
        let differs = |id: &FileId, other: &HashSet<(String, String)>| {
            !other.contains(&(library.path(*id).to_owned(), library.text(*id).to_owned()))
        };
        before.retain(|id| differs(id, &is));
        after.retain(|id| differs(id, &was));
        let anything = !before.is_empty() || !after.is_empty();
        Ok(anything.then_some(StepFiles { commit: None, is_of_change: true, before, after }))
    }
}
