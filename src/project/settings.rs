//! The settings of a workspace, from the file at its root.

use super::error::{FaultySettings, OpenError, SettingsError};
use super::places::Root;
use crate::goals::has_goal_key;
use crate::rules::{Levels, read_settings};
use crate::settings::Settings;
use crate::source::{Defect, FileId, SETTINGS_FILE, SourceFile, Sources, read_file};
use crate::yaml::{Problem, ProblemKind};
use std::path::Path;

/// The name of settings with the other ending that goal files may have.
const OTHER_ENDING: &str = "okr.yml";

/// Settings are a screenful.
const LARGEST_SETTINGS: u64 = 1024 * 1024;

/// The settings of the workspace that a folder is in; the defaults if it has none.
///
/// # Errors
/// Settings with mistakes, or that cannot be read.
pub fn settings_around(here: &Path) -> Result<(Settings, Levels), OpenError> {
    settings_of(&Root::of(&[], here).path)
}

/// The settings of the workspace at `root`; the defaults if it has none.
///
/// # Errors
/// Settings with mistakes, or that cannot be read.
pub fn settings_of(root: &Path) -> Result<(Settings, Levels), OpenError> {
    match settings_file(root)? {
        Some(source) => Ok(parsed(source)?),
        None => Ok(Default::default()),
    }
}

/// The text of the settings of the workspace at `root`, where it has some.
///
/// # Errors
/// Settings that cannot be read.
pub(super) fn settings_file(root: &Path) -> Result<Option<SourceFile>, SettingsError> {
    let path = root.join(SETTINGS_FILE);
    match std::fs::symlink_metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return match holds_settings(&root.join(OTHER_ENDING)) {
                true => Err(SettingsError::OtherEnding(root.join(OTHER_ENDING))),
                false => Ok(None),
            };
        }
        // The target of a link is not part of the workspace and must not appear in excerpts.
        Ok(metadata) if metadata.is_symlink() && leads_out(&path, root) => {
            return Err(SettingsError::LeadsOut(path));
        }
        _ => {}
    }
    let source = match read_file(&path, LARGEST_SETTINGS) {
        Ok(bytes) => SourceFile::from_bytes(SETTINGS_FILE.to_owned(), bytes),
        Err(defect) => SourceFile::defective(SETTINGS_FILE.to_owned(), defect),
    };
    match &source.defect {
        None => Ok(Some(source)),
        Some(Defect::Unreadable(reason)) => Err(SettingsError::Unreadable { path, reason: reason.clone() }),
        Some(Defect::TooLarge { limit }) => Err(SettingsError::TooLarge { path, limit: *limit }),
        Some(Defect::NotUtf8 { .. } | Defect::WrongEncoding(_)) => Err(SettingsError::NotUtf8(path)),
    }
}

/// Whether a file holds something that is not goals.
fn holds_settings(path: &Path) -> bool {
    let text = read_file(path, LARGEST_SETTINGS).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.is_some_and(|text| !text.trim().is_empty() && !has_goal_key(&text))
}

/// The settings that a text holds.
pub(super) fn parsed(source: SourceFile) -> Result<(Settings, Levels), SettingsError> {
    let (settings, levels, problems) = read_settings(&source.text, FileId::default());
    if problems.is_empty() {
        return Ok((settings, levels));
    }
    let problems = if has_goal_key(&source.text) { goals_in_settings(problems) } else { problems };
    let sources = Sources::new(vec![source]);
    Err(SettingsError::Faulty(Box::new(FaultySettings { sources, problems })))
}

/// Goals that stand among the settings: said once, at their first line.
fn goals_in_settings(problems: Vec<Problem>) -> Vec<Problem> {
    let (mut unknown, mut others): (Vec<Problem>, Vec<Problem>) =
        problems.into_iter().partition(|problem| problem.kind == ProblemKind::UnknownField);
    if !unknown.is_empty() {
        let first = unknown.swap_remove(0);
        others.insert(
            0,
            Problem {
                message: format!("goals stand here, and {SETTINGS_FILE} is for settings"),
                help: Some("move them to a file of their own, like `okrs/growth.yaml`".to_owned()),
                fix: None,
                choices: Vec::new(),
                ..first
            },
        );
    }
    others
}

fn leads_out(link: &Path, root: &Path) -> bool {
    let real = |path| std::fs::canonicalize(path).ok();
    matches!((real(link), real(root)), (Some(target), Some(root)) if !target.starts_with(&root))
}
