//! What a search for goal files finds.

use std::path::PathBuf;

/// The settings file that marks a workspace's root.
pub const SETTINGS_FILE: &str = "okr.yaml";

/// The folder goal files live in unless settings or the command line say otherwise.
pub const GOALS_FOLDER: &str = "okrs";

/// What a search found: files to read, and what was passed over with the reason.
#[derive(Debug, Default)]
pub struct Discovered {
    /// Goal files, sorted by path, each once.
    pub files: Vec<PathBuf>,
    /// Entries that look like goals but could not be taken in.
    pub skipped: Vec<Skipped>,
    /// Goal files and folders that a `.gitignore` names.
    pub ignored: Vec<PathBuf>,
}

/// An entry that was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The entry.
    pub path: PathBuf,
    /// Why, in words.
    pub reason: String,
}

/// Why a link is not followed.
pub(super) const LEADS_OUT: &str = "this link leads out of the workspace; only files below its root are read";

/// Whether a file of this name in a goals folder holds goals.
#[must_use]
pub fn is_goal_file(name: &str) -> bool {
    (name.ends_with(".yaml") || name.ends_with(".yml")) && name != SETTINGS_FILE
}
