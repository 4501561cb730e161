//! Which files rules about following up look at.

use crate::goals::{GoalFile, Quarter, Workspace};

/// The files that hold objectives of a quarter, with that quarter; those that cannot be read completely are left out.
pub(super) fn files_with_quarter(workspace: &Workspace) -> impl Iterator<Item = (&GoalFile, Quarter)> {
    workspace.files.iter().filter_map(|file| Some((&**file, followed_quarter(file)?)))
}

/// The quarter of a file's objectives, where it has any and can be read completely.
pub(super) fn followed_quarter(file: &GoalFile) -> Option<Quarter> {
    let quarter = file.quarter().filter(|_| !file.damaged)?;
    (!file.content.objectives.items().is_empty()).then_some(quarter)
}
