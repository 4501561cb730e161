//! Which of the files that metrics' `pull` names are there: queries and CSV files, which are no goals and are not read.

use super::error::OpenError;
use super::site::Site;
use crate::goals::Workspace;
use crate::settings::is_below;
use crate::source::git::{Commit, GitError, Repository};
use crate::source::repository_root;
use std::collections::BTreeSet;
use std::path::Path;

/// Those that are not in the workspace at `root`. What leads out of it is not looked for.
pub(super) fn not_there(workspace: &Workspace, root: &Path) -> BTreeSet<String> {
    let named = workspace.pulled_files().into_iter().filter(|path| is_below(path));
    named.filter(|path| !root.join(path).is_file()).map(str::to_owned).collect()
}

impl Site {
    /// Those that are not in the workspace, and that git does not merely leave out of the folder, as in a sparse checkout.
    ///
    /// # Errors
    /// Git cannot read its index.
    pub(super) fn not_there(&self, workspace: &Workspace) -> Result<BTreeSet<String>, OpenError> {
        let mut missing = not_there(workspace, &self.root);
        if missing.is_empty() || repository_root(&self.root).is_none() {
            return Ok(missing);
        }
        match self.repository() {
            Ok(repository) => {
                let left_out = repository.not_checked_out(&missing.iter().cloned().collect::<Vec<_>>())?;
                missing.retain(|path| !left_out.contains(path));
                Ok(missing)
            }
            Err(GitError::NoRepository(_)) => Ok(missing),
            Err(error) => Err(error.into()),
        }
    }
}

/// Those that the goals of a commit name and that the commit does not have, where `missing_now` are not there any more: of the
/// others nobody needs to know.
///
/// # Errors
/// Git cannot read the commit's tree.
pub(super) fn not_there_at(
    repository: &Repository,
    commit: &Commit,
    workspace: &Workspace,
    missing_now: &BTreeSet<String>,
) -> Result<BTreeSet<String>, GitError> {
    let named = workspace.pulled_files().into_iter().filter(|path| missing_now.contains(*path));
    let named: Vec<String> = named.map(str::to_owned).collect();
    if named.is_empty() {
        return Ok(BTreeSet::new());
    }
    let had = repository.files_at(commit, &named)?;
    Ok(named.into_iter().filter(|path| !had.contains(path)).collect())
}
