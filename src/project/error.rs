//! Why goals cannot be opened.

use super::base::BaseError;
use crate::plural::size;
use crate::source::git::GitError;
use crate::source::{ReadError, SETTINGS_FILE, Sources, goal_name};
use crate::yaml::Problem;
use std::path::{Path, PathBuf};

/// Why goals cannot be opened. Shown, it is a sentence, and a `help:` line where there is something to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The settings say why.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// No goal file where one was looked for.
    #[error(
        "there is no goal file (*.yaml, *.yml) in {}\nhelp: {}",
        listed(searched),
        help_without_goals(root, nearly.as_deref())
    )]
    NoGoalFiles {
        /// The folders that were searched.
        searched: Vec<PathBuf>,
        /// The workspace's root.
        root: PathBuf,
        /// A file that would be one by another name.
        nearly: Option<PathBuf>,
    },
    /// A folder too large to be searched.
    #[error(
        "{} is too large to be searched for goals\nhelp: go to the folder of your goals, or name it: `okr check PATH`; `okr \
         init` writes the first ones in a new folder",
        named(.0)
    )]
    TooLarge(PathBuf),
    /// More bytes than anybody's goals have.
    #[error(
        "the YAML files here are too large to read: they have more than 512 MB together\nhelp: name the folders of the goals \
         in okr.yaml, like `goals: [okrs]`"
    )]
    TooMuch,
    /// The same in the folders that the settings name.
    #[error(
        "the goals here are too large to read: they have more than 2 GB together\nhelp: move quarters that are over to a folder \
         that `goals` in okr.yaml does not name"
    )]
    TooManyGoals,
    /// A commit without a goal file, by its short name.
    #[error("commit {0} has no goal files (*.yaml, *.yml)")]
    NoGoalFilesAt(String),
    /// A commit that has goals only in a submodule, whose content it does not know.
    #[error(
        "{folder} is a submodule, so commit {commit} does not have its goals\nhelp: run `okr` inside {folder}, which has its own history"
    )]
    InSubmodule {
        /// The commit, by its short name.
        commit: String,
        /// The submodule, by its path.
        folder: String,
    },
    /// Git says why.
    #[error(transparent)]
    Git(#[from] GitError),
    /// There is nothing to compare with.
    #[error(transparent)]
    Base(#[from] BaseError),
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The target of the link is not part of the workspace.
    #[error("{} is a link that leads out of its folder; copy the settings here", named(.0))]
    LeadsOut(PathBuf),
    /// The file cannot be read.
    #[error("{} cannot be read: {reason}", named(path))]
    Unreadable {
        /// The settings file.
        path: PathBuf,
        /// Why.
        reason: ReadError,
    },
    /// More bytes than settings have.
    #[error("{} has more than {}", named(path), size(*limit))]
    TooLarge {
        /// The settings file.
        path: PathBuf,
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// The bytes are not text.
    #[error("{} is not UTF-8 text; save it as UTF-8", named(.0))]
    NotUtf8(PathBuf),
    /// Settings in a file of another name.
    #[error("{} is not read: settings are in {SETTINGS_FILE}\nhelp: rename it", named(.0))]
    OtherEnding(PathBuf),
    /// Mistakes, each with its place.
    #[error("{SETTINGS_FILE} has mistakes")]
    Faulty(Box<FaultySettings>),
}

/// Settings with mistakes.
#[derive(Debug)]
pub struct FaultySettings {
    /// The settings file as its only file.
    pub sources: Sources,
    /// What is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

fn help_without_goals(root: &Path, nearly: Option<&Path>) -> String {
    match nearly.and_then(|path| Some((path, goal_name(path)?))) {
        Some((path, name)) => format!("rename {} to `{name}`: only then it is read", named(path)),
        None => format!("`okr init {}` writes the first ones", named(root)),
    }
}

/// A path in one line: a name may hold line breaks, and the lines of a message are its own.
fn named(path: &Path) -> String {
    path.display().to_string().replace(['\n', '\r'], "\u{fffd}")
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| named(path)).collect::<Vec<_>>().join(", ")
}
