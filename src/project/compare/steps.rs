//! What commits did to goal files, each version of a file read once.

use super::shelf::Shelf;
use crate::changes::{CommitLabel, GoalStep};
use crate::goals::{Calendar, Library};
use crate::project::archive::Archive;
use crate::settings::Settings;
use crate::source::FileId;
use crate::source::git::{Commit, GitError, Repository, Step, TreeFile};
use std::collections::BTreeMap;

/// What one commit did, by file numbers.
pub(super) struct StepFiles {
    pub(super) commit: Option<CommitLabel>,
    pub(super) is_of_change: bool,
    pub(super) before: Vec<FileId>,
    pub(super) after: Vec<FileId>,
}

impl StepFiles {
    /// Reads what a commit did.
    pub(super) fn read(
        step: Step,
        is_of_change: bool,
        (shelf, archive): (&mut Shelf, &mut Archive<'_>),
        settings: &Settings,
    ) -> Result<Self, GitError> {
        let version = |path: &str, blob: &Option<String>| {
            blob.clone().map(|blob| TreeFile { path: path.to_owned(), blob, is_link: false })
        };
        let before: Vec<TreeFile> =
            step.versions.iter().filter_map(|file| version(&file.path, &file.before)).collect();
        let after: Vec<TreeFile> =
            step.versions.iter().filter_map(|file| version(&file.path, &file.after)).collect();
        let nothing = BTreeMap::new();
        let mut ids = |files: &[TreeFile]| {
            let files: Vec<&TreeFile> = files.iter().collect();
            shelf.files(archive, &files, &nothing, settings)
        };
        let commit = CommitLabel {
            name: step.commit.short().to_owned(),
            day: step.day.parse().ok(),
            merged: step.merged,
            author: step.author,
            subject: step.subject,
        };
        Ok(Self { commit: Some(commit), is_of_change, before: ids(&before)?, after: ids(&after)? })
    }

    /// The goals before and after it.
    pub(super) fn into_step(self, library: &Library, calendar: Calendar) -> GoalStep {
        let workspace = |ids: &[FileId]| library.workspace(ids, calendar);
        GoalStep::new(self.commit, self.is_of_change, workspace(&self.before), workspace(&self.after))
    }
}

/// What the commits after `from` did to files at some paths, the newest first.
pub(in crate::project) fn steps_since(
    repository: &Repository,
    (from, to): (&Commit, &Commit),
    paths: &[String],
    settings: &Settings,
    largest_file: u64,
) -> Result<Vec<GoalStep>, GitError> {
    let (mut shelf, mut archive) = (Shelf::default(), Archive::open(repository, largest_file)?);
    let mut steps = Vec::new();
    for step in repository.steps(from, to, paths)? {
        steps.push(StepFiles::read(step, false, (&mut shelf, &mut archive), settings)?);
    }
    let library = &shelf.library;
    Ok(steps.into_iter().map(|step| step.into_step(library, settings.calendar)).collect())
}
