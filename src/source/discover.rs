//! Which files a workspace consists of.

use ignore::{WalkBuilder, WalkState};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

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
}

/// An entry that was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The entry.
    pub path: PathBuf,
    /// Why, in words.
    pub reason: String,
}

/// The workspace's root: the nearest folder from `start` upwards with `okr.yaml`, else with `.git`. `None` without either.
#[must_use]
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let holding = |name: &str| start.ancestors().find(|folder| folder.join(name).exists());
    holding(SETTINGS_FILE).or_else(|| holding(".git")).map(Path::to_path_buf)
}

/// The folders that are known to hold goals: those of the settings, else `okrs` where it exists, else none.
#[must_use]
pub fn goal_folders(root: &Path, from_settings: &[String]) -> Vec<PathBuf> {
    if !from_settings.is_empty() {
        return from_settings.iter().map(|folder| root.join(folder)).collect();
    }
    let okrs = root.join(GOALS_FOLDER);
    if okrs.is_dir() { vec![okrs] } else { Vec::new() }
}

/// Finds the goal files of `paths`: files as they are, folders with all `*.yaml` and `*.yml` below them, leaving out
/// hidden entries, what `.gitignore` names, the settings file, and links that lead out of `root`.
/// A path that is not there or cannot be read is among the skipped.
#[must_use]
pub fn discover(root: &Path, paths: &[PathBuf]) -> Discovered {
    let mut found = Discovered::default();
    for path in paths {
        let skip = |reason: String| Skipped { path: path.clone(), reason };
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(root, path, &mut found),
            Ok(metadata) if metadata.is_file() => found.files.push(path.clone()),
            Ok(_) => found.skipped.push(skip("this is neither a file nor a folder".to_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                found.skipped.push(skip("there is no such file or folder".to_owned()));
            }
            Err(error) => found.skipped.push(skip(error.to_string())),
        }
    }
    found.files.sort_unstable();
    found.files.dedup();
    found.skipped.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Collects the goal files below one folder, on as many threads as there are cores.
fn walk(root: &Path, folder: &Path, found: &mut Discovered) {
    let inside = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    let collected = Mutex::new(std::mem::take(found));
    // `.gitignore` counts even where there is no repository: it still says what is not anyone's goal.
    WalkBuilder::new(folder).follow_links(true).require_git(false).build_parallel().run(|| {
        Box::new(|entry| {
            let mut collected = collected.lock().expect("internal error: a walking thread stopped halfway");
            match entry {
                Ok(entry) => match sort_out(&inside, &entry) {
                    Sorted::Goal => collected.files.push(entry.into_path()),
                    Sorted::Skip(reason) => {
                        collected.skipped.push(Skipped { path: entry.into_path(), reason })
                    }
                    Sorted::Other => {}
                    Sorted::Outside => return WalkState::Skip,
                },
                Err(error) => collected.skipped.push(skipped_by(folder, &error)),
            }
            WalkState::Continue
        })
    });
    *found = collected.into_inner().expect("internal error: a walking thread stopped halfway");
}

enum Sorted {
    Goal,
    Skip(String),
    Other,
    /// A link that leads out of the workspace.
    Outside,
}

fn sort_out(root: &Path, entry: &ignore::DirEntry) -> Sorted {
    if entry.path_is_symlink() {
        let leads_inside = std::fs::canonicalize(entry.path()).is_ok_and(|target| target.starts_with(root));
        if !leads_inside {
            return Sorted::Outside;
        }
    }
    match entry.file_type() {
        Some(kind) if !is_goal_file(&entry.file_name().to_string_lossy()) || kind.is_dir() => Sorted::Other,
        Some(kind) if kind.is_file() => Sorted::Goal,
        _ => Sorted::Skip("this is not a regular file".to_owned()),
    }
}

/// Whether a file of this name in a goals folder holds goals.
pub(super) fn is_goal_file(name: &str) -> bool {
    (name.ends_with(".yaml") || name.ends_with(".yml")) && name != SETTINGS_FILE
}

fn skipped_by(folder: &Path, error: &ignore::Error) -> Skipped {
    match error {
        ignore::Error::WithPath { path, err } => Skipped { path: path.clone(), reason: err.to_string() },
        ignore::Error::WithDepth { err, .. } => skipped_by(folder, err),
        ignore::Error::Loop { child, .. } => {
            Skipped { path: child.clone(), reason: "this link leads back to a folder above it".to_owned() }
        }
        other => Skipped { path: folder.to_path_buf(), reason: other.to_string() },
    }
}
