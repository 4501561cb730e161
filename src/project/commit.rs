//! Goals as a commit has them.

use super::Project;
use super::archive::Archive;
use super::error::OpenError;
use super::folder::may_hold_goals;
use crate::source::Sources;
use crate::source::git::{Commit, Repository};

/// Opens the goals as a commit has them; files above `largest_file` bytes are not read.
///
/// # Errors
/// The commit cannot be read, its settings have mistakes, or it has no goals.
pub fn at_commit(repository: &Repository, commit: &Commit, largest_file: u64) -> Result<Project, OpenError> {
    places_at(repository, commit, &[], largest_file)
}

/// The same, with further files and folders that hold goals, from the workspace's root.
pub(super) fn places_at(
    repository: &Repository,
    commit: &Commit,
    places: &[String],
    largest_file: u64,
) -> Result<Project, OpenError> {
    let mut archive = Archive::open(repository, largest_file)?;
    let listing = archive.list(commit, places)?;
    if let Some(faulty) = listing.faulty_settings {
        return Err(faulty.into());
    }
    let mut texts = archive.texts(&listing.files.iter().collect::<Vec<_>>())?;
    // Without a list of places for goals, other YAML files do not count.
    if listing.places.iter().any(String::is_empty) {
        texts.retain(may_hold_goals);
    }
    if texts.is_empty() {
        let commit = commit.short().to_owned();
        return Err(match listing.submodules.into_iter().next() {
            Some(folder) => OpenError::InSubmodule { commit, folder },
            None => OpenError::NoGoalFilesAt(commit),
        });
    }
    let root = repository.root().to_path_buf();
    Ok(Project::of_sources(root, listing.settings, listing.levels, Sources::new(texts)))
}
