//! Words behind a command that are no paths: a quarter, a team, the address of a goal.

use crate::goals::{Cycle, Quarter, Workspace};
use crate::project::Project;
use crate::render::visible;
use crate::source::ReadError;
use crate::wrong::Wrong;
use anyhow::bail;
use std::path::{Path, PathBuf};

/// What somebody means who writes a word where a path belongs.
enum Meant {
    Quarter(String),
    Team(String),
    Goal(String),
}

impl Meant {
    fn of(word: &str, workspace: &Workspace) -> Option<Self> {
        let quarter = word.parse::<Cycle>().map(|_| word.to_owned()).ok();
        let corrected = || word.parse::<Cycle>().err().and_then(|wrong: Wrong| wrong.replacement);
        if let Some(quarter) = quarter.or_else(corrected) {
            return Some(Meant::Quarter(quarter));
        }
        let team = workspace
            .objectives()
            .map(|objective| objective.team())
            .find(|team| team.eq_ignore_ascii_case(word));
        if let Some(team) = team {
            return Some(Meant::Team(team.into_owned()));
        }
        workspace.find(word).is_ok().then(|| Meant::Goal(word.to_owned()))
    }

    fn what(&self) -> &'static str {
        match self {
            Meant::Quarter(name) if name.parse::<Quarter>().is_err() => "several quarters",
            Meant::Quarter(_) => "a quarter",
            Meant::Team(_) => "a team",
            Meant::Goal(_) => "the address of a goal or a metric",
        }
    }

    /// For a command that shows the goals of a quarter and a team.
    fn help_to_show(&self) -> String {
        match self {
            Meant::Quarter(quarter) => format!("write `--quarter {quarter}`"),
            Meant::Team(team) => format!("write `--team {}`", visible(team)),
            Meant::Goal(address) => format!("`okr explain {}` tells about it", visible(address)),
        }
    }

    /// For a command that takes files only.
    fn help_to_check(&self, workspace: &Workspace) -> String {
        let is_of = |team: &str, quarter: String| match self {
            Meant::Quarter(name) => *name == quarter,
            Meant::Team(name) => name == team,
            Meant::Goal(_) => false,
        };
        let of = |objective: &crate::goals::ObjectiveView<'_>| {
            is_of(
                &objective.team(),
                objective.quarter().map(|quarter| quarter.to_string()).unwrap_or_default(),
            )
        };
        let file = workspace.objectives().filter(of).last();
        let file = file.map(|objective| workspace.sources.file(objective.file.id).path.clone());
        match (self, file) {
            (Meant::Goal(_), _) => self.help_to_show(),
            (_, Some(file)) => format!("name files or folders, like `{}`", visible(&file)),
            (_, None) => "name files or folders".to_owned(),
        }
    }
}

/// Refuses a word that is no path, for a command that shows goals: what it showed would be something else. Without any path that
/// is there, it would show the goals of everybody.
pub(super) fn refuse_to_show(paths: &[PathBuf], project: &Project) -> anyhow::Result<()> {
    let missing: Vec<&PathBuf> = paths.iter().filter(|path| is_missing(path)).collect();
    for path in &missing {
        if let Some(meant) = meant(path, &project.workspace) {
            bail!(no_path(path, &meant, &meant.help_to_show()));
        }
    }
    match missing.first() {
        Some(path) if missing.len() == paths.len() => {
            bail!("{}: {}", visible(&path.display().to_string()), ReadError::NotFound)
        }
        _ => Ok(()),
    }
}

/// The same for a command that only takes paths.
pub(super) fn refuse_to_check(paths: &[PathBuf], project: &Project) -> anyhow::Result<()> {
    for path in paths.iter().filter(|path| is_missing(path)) {
        if let Some(meant) = meant(path, &project.workspace) {
            bail!(no_path(path, &meant, &meant.help_to_check(&project.workspace)));
        }
    }
    Ok(())
}

fn is_missing(path: &Path) -> bool {
    path.symlink_metadata().is_err()
}

fn meant(path: &Path, workspace: &Workspace) -> Option<Meant> {
    Meant::of(path.to_str()?, workspace)
}

fn no_path(path: &Path, meant: &Meant, help: &str) -> String {
    let word = visible(&path.display().to_string()).into_owned();
    format!("`{word}` is {}, and this is the place of a file or folder\nhelp: {help}", meant.what())
}
