//! Where a workspace is.

use super::error::OpenError;
use super::places::{Request, Root};
use super::settings::settings_of;
use crate::rules::Levels;
use crate::settings::Settings;
use crate::source::git::{GitError, Repository};
use crate::source::{goal_folders, shown_path};
use std::path::PathBuf;

/// Where a workspace is, and its settings.
#[derive(Debug)]
pub struct Site {
    /// The workspace's root.
    pub root: PathBuf,
    /// The settings.
    pub settings: Settings,
    /// The levels and options that the settings give to rules.
    pub levels: Levels,
    /// The folders that hold goals; none means the whole workspace.
    pub(super) folders: Vec<PathBuf>,
    /// The root, and the way to it that was named.
    pub(super) named_root: Root,
}

impl Site {
    /// Finds the root and reads the settings.
    ///
    /// # Errors
    /// Settings with mistakes.
    pub fn find(request: &Request<'_>) -> Result<Self, OpenError> {
        let named_root = Root::of(request.paths, request.here);
        let root = named_root.path.clone();
        let (settings, levels) = settings_of(&root)?;
        let folders = goal_folders(&root, &settings.goals);
        Ok(Self { root, settings, levels, folders, named_root })
    }

    /// The repository around the workspace.
    ///
    /// # Errors
    /// There is none, or git cannot be used.
    pub fn repository(&self) -> Result<Repository, GitError> {
        Repository::open(&self.root)
    }

    /// The folders and files that hold the goals asked for and those around them, from the root; the empty path is the root.
    pub(super) fn places(&self, request: &Request<'_>) -> Vec<String> {
        let around = if self.folders.is_empty() { vec![self.root.clone()] } else { self.folders.clone() };
        let from_root = |path: &PathBuf| Some(shown_path(path.strip_prefix(&self.root).ok()?, &self.root));
        around.iter().chain(&request.named(&self.named_root)).filter_map(from_root).collect()
    }
}
