//! Which files a workspace consists of.

use super::found::{Discovered, GOALS_FOLDER, ReadError, SETTINGS_FILE};
use super::walk::Walk;
use std::path::{Path, PathBuf};

/// The top of the git repository around a folder: the nearest one from `start` upwards with `.git`.
#[must_use]
pub fn repository_root(start: &Path) -> Option<&Path> {
    start.ancestors().find(|folder| folder.join(".git").exists())
}

/// The workspace's root: the nearest folder from `start` upwards with `okr.yaml`, otherwise the top of the repository. `None`
/// without either. Settings above the repository are not the repository's: they may be anybody's.
#[must_use]
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let repository = repository_root(start);
    let is_outside = |folder: &Path| repository.is_some_and(|repository| !folder.starts_with(repository));
    let mut inside = start.ancestors().take_while(|folder| !is_outside(folder));
    let with_settings = inside.find(|folder| folder.join(SETTINGS_FILE).exists());
    with_settings.or(repository).map(Path::to_path_buf)
}

/// The folders that are known to hold goals: those of the settings, otherwise `okrs` where it exists, otherwise none.
#[must_use]
pub fn goal_folders(root: &Path, from_settings: &[String]) -> Vec<PathBuf> {
    if !from_settings.is_empty() {
        return from_settings.iter().map(|folder| root.join(folder)).collect();
    }
    let okrs = root.join(GOALS_FOLDER);
    if okrs.is_dir() { vec![okrs] } else { Vec::new() }
}

/// Finds the goal files of `paths`: files as they are, folders with all `*.yaml`, `*.yml` and `readings/*.csv` below them, leaving out
/// hidden entries, what the workspace's `.gitignore` files name, and the settings file.
/// A path that is not there or cannot be read, and a link that leads out of `root`, is among the skipped.
#[must_use]
pub fn discover(root: &Path, paths: &[PathBuf]) -> Discovered {
    let mut walk = Walk::new(root);
    for path in paths {
        match std::fs::metadata(path) {
            Ok(_) if walk.is_led_out(path) => walk.skip(path, ReadError::LeadsOut),
            Ok(metadata) if metadata.is_dir() => walk.folder(path),
            Ok(metadata) if metadata.is_file() => walk.found.files.push(path.clone()),
            Ok(_) => walk.skip(path, ReadError::NoFileOrFolder),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                walk.skip(path, ReadError::NotFound);
            }
            Err(error) => walk.skip(path, error),
        }
    }
    let mut found = walk.finish();
    found.files.sort_unstable();
    found.files.dedup();
    found.skipped.sort_by(|a, b| (&a.path, &a.reason).cmp(&(&b.path, &b.reason)));
    found.skipped.dedup();
    found
}

/// The path below the root, with `/` on every system; the whole path if it is elsewhere.
#[must_use]
pub fn shown_path(path: &Path, root: &Path) -> String {
    let shown = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = shown.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/").replacen("//", "/", 1)
}
