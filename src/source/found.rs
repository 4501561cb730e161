//! What a search for goal files finds.

use std::path::{Path, PathBuf};

/// The settings file that marks a workspace's root.
pub const SETTINGS_FILE: &str = "okr.yaml";

/// The folder goal files live in unless settings or the command line say otherwise.
pub const GOALS_FOLDER: &str = "okrs";

/// The result of a search: files to read, and what was skipped with the reason.
#[derive(Debug, Default)]
pub struct Discovered {
    /// Goal files, sorted by path, each once.
    pub files: Vec<PathBuf>,
    /// Entries that look like goals but could not be taken in.
    pub skipped: Vec<Skipped>,
    /// Goal files and folders that a `.gitignore` names.
    pub ignored: Vec<PathBuf>,
    /// Files below the root that are called what the settings at the root are called.
    pub like_settings: Vec<PathBuf>,
}

/// An entry that was skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The entry.
    pub path: PathBuf,
    /// Why.
    pub reason: ReadError,
}

/// Why something cannot be read, as a sentence to go with its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum ReadError {
    /// Nothing has this name.
    #[error("there is no such file or folder")]
    NotFound,
    /// Where a file or a folder is wanted: a pipe, a device or the like.
    #[error("this is neither a file nor a folder")]
    NoFileOrFolder,
    /// Where a file is wanted: a folder, a pipe, a device or the like.
    #[error("this is not a regular file")]
    NotAFile,
    /// A link to somewhere outside the workspace.
    #[error("this link leads out of the workspace; only files below its root are read")]
    LeadsOut,
    /// A link to a folder that contains it.
    #[error("this link leads back to a folder above it")]
    LeadsBack,
    /// A link to nothing.
    #[error("this link leads nowhere")]
    LeadsNowhere,
    /// Goals in a file that is called as settings are; another name for it.
    #[error("goals are not read from a file of this name, which is for settings: rename it, like {0}")]
    CalledLikeSettings(String),
    /// Settings that are not at the root.
    #[error("settings are read only from `okr.yaml` at the root of the workspace: move them there")]
    SettingsElsewhere,
    /// The operating system's words.
    #[error("{0}")]
    System(String),
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        ReadError::System(error.to_string())
    }
}

/// The name of the folders, anywhere below the goals, whose CSV files hold readings of the metrics they are named after.
pub const READINGS_FOLDER: &str = "readings";

/// Whether a file at this path in a goals folder holds goals, or readings of a metric.
#[must_use]
pub fn is_goal_file(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    let is_yaml = name.ends_with(b".yaml") || name.ends_with(b".yml");
    is_yaml && name != SETTINGS_FILE.as_bytes() || is_readings_file(path)
}

/// Whether a file at this path holds readings of the metric it is named after: `readings/activation_rate.csv`.
#[must_use]
pub fn is_readings_file(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    folder.is_some_and(|folder| folder == READINGS_FOLDER)
        && path.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(b".csv"))
}

/// The name under which a file would hold goals, where only its ending is another one: `growth.YAML`, and `growth.yaml.txt`, as
/// some programs save it.
#[must_use]
pub fn goal_name(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let without_text = || {
        let end = name.len().checked_sub(".txt".len())?;
        name.get(end..)?.eq_ignore_ascii_case(".txt").then(|| &name[..end])
    };
    let (stem, ending) = without_text().unwrap_or(name).rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let meant = format!("{stem}.{ending}");
    (matches!(&*ending, "yaml" | "yml") && meant != name).then_some(meant)
}

/// A file directly in a folder that would hold goals by another name; the first by name.
#[must_use]
pub fn nearly_goal_file(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.filter(|path| goal_name(path).is_some()).min()
}
