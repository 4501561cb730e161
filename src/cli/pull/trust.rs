//! Trust: what somebody has seen and agreed to run, kept in a folder of their own.

use super::super::Exit;
use super::super::ask::{self, Dialog};
use super::super::terminal::Terminal;
use super::set;
use crate::render::pulled;
use crate::values::{Plan, place, trusts};
use crate::write::{Batch, Expect};
use anyhow::{Context as _, anyhow, bail};
use std::path::{Path, PathBuf};

/// The variable with which a build, which has nobody to ask, says what it trusts.
const VARIABLE: &str = "OKR_TRUST";

/// Shows what a workspace would run, and records what somebody on a terminal agrees to.
pub(super) fn decide(
    plan: &Plan,
    fingerprint: Option<&str>,
    root: &Path,
    repository: &Path,
    terminal: &Terminal,
) -> anyhow::Result<Exit> {
    for hopeless in &plan.hopeless {
        terminal.complain(&format!("{}: {}", hopeless.metric, hopeless.reason));
    }
    let Some(fingerprint) = fingerprint else {
        terminal.print(
            "This workspace pulls from files only: nothing would run, so there is nothing to trust.\n",
        )?;
        return Ok(if plan.hopeless.is_empty() { Exit::Clean } else { Exit::CouldNotRun });
    };
    terminal.print(&format!(
        "`okr pull` would run here:\n\n{}QUERY is the text below it, with dates for {{first_day}} and {{last_day}}.\nfingerprint: {fingerprint}\n",
        pulled::trusting(plan)
    ))?;
    let place = place(&states(repository)?, root);
    if is_in(&place, fingerprint) {
        terminal.print("You have trusted this already.\n")?;
        return Ok(Exit::Clean);
    }
    if !ask::is_possible() {
        terminal.tell(&format!(
            "nothing is trusted by this: there is no terminal to ask on\nhelp: run it on a terminal; in a build, set {VARIABLE} to this \
             fingerprint outside of the repository"
        ));
        return Ok(Exit::Findings);
    }
    let answer = Dialog::begin()?.ask("Trust all of this, as it stands? [y/N] ")?;
    if !matches!(answer.as_deref().map(str::to_lowercase).as_deref(), Some("y" | "yes")) {
        terminal.print("Nothing is trusted.\n")?;
        return Ok(Exit::Findings);
    }
    record(&place, fingerprint, root)?;
    terminal.print("Trusted. `okr pull` fetches the values; a change of any of this asks again.\n")?;
    Ok(Exit::Clean)
}

/// Whether a fingerprint is trusted: by a variable, if that is set, otherwise by the user's own file.
///
/// # Errors
/// Why not, as a sentence and a line of help.
pub(super) fn is_trusted(fingerprint: &str, root: &Path, repository: &Path) -> Result<(), String> {
    if let Some(given) = set(VARIABLE) {
        return match given.trim() == fingerprint {
            true => Ok(()),
            false => Err(format!(
                "nothing was run: {VARIABLE} is not the fingerprint of what would run now\nhelp: look at it with `okr pull --trust`; \
                 if it is right, set {VARIABLE} to the fingerprint shown there"
            )),
        };
    }
    let states = states(repository).map_err(|error| error.to_string())?;
    if is_in(&place(&states, root), fingerprint) {
        return Ok(());
    }
    let what = match place(&states, root).exists() {
        true => "what it would run has changed since you trusted it",
        false => "you have not trusted what it would run",
    };
    Err(format!("nothing was run: {what}\nhelp: look at it with `okr pull --trust`"))
}

fn is_in(place: &Path, fingerprint: &str) -> bool {
    std::fs::read_to_string(place).is_ok_and(|text| trusts(&text, fingerprint))
}

fn record(place: &Path, fingerprint: &str, root: &Path) -> anyhow::Result<()> {
    let folder = place.parent().ok_or_else(|| anyhow!("there is no folder for {}", place.display()))?;
    let cannot = || format!("{} cannot be written", place.display());
    std::fs::create_dir_all(folder).with_context(cannot)?;
    let text = format!("{fingerprint} {}\n", root.display());
    let mut batch = Batch::anywhere(folder);
    batch.add(place, text.as_bytes(), Expect::Anything).with_context(cannot)?;
    batch.commit().map_err(|(_, error)| error).with_context(cannot)
}

/// The folder in which programs keep what they know of a user. It must not be one that a repository brings.
fn states(repository: &Path) -> anyhow::Result<PathBuf> {
    let absolute = |name: &str| set(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || std::env::home_dir().filter(|home| home.is_absolute());
    let states = match cfg!(windows) {
        true => absolute("LOCALAPPDATA"),
        false => absolute("XDG_STATE_HOME").or_else(|| home().map(|home| home.join(".local").join("state"))),
    };
    let Some(states) = states else {
        bail!(
            "there is no folder of your own in which trust can be kept\nhelp: set HOME, or {VARIABLE} in a build"
        );
    };
    let real = states.ancestors().find_map(|folder| std::fs::canonicalize(folder).ok());
    if states.starts_with(repository) || real.is_some_and(|real| real.starts_with(repository)) {
        bail!(
            "{} is in this repository, where a pull request could change what is trusted\nhelp: set XDG_STATE_HOME to a folder outside",
            states.display()
        );
    }
    Ok(states)
}
