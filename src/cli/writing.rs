//! The common part of commands that write: they open the goals, draft edits, show the changed lines with their places, write all
//! files or none, and show the effect on the scores.

use super::args::AsOf;
use super::ask;
use super::here::Here;
use super::terminal::Terminal;
use super::{Ended, Exit};
use crate::answers::{Draft, effect};
use crate::goals::{Day, Quarter};
use crate::project::Project;
use crate::render::{answers, visible};
use crate::source::SETTINGS_FILE;
use crate::write::{Planned, Text, recover, write_texts};
use anyhow::bail;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How to write.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct HowToWrite {
    /// Show what would change without changing anything.
    #[arg(long)]
    pub(super) dry_run: bool,

    #[command(flatten)]
    pub(super) as_of: AsOf,
}

/// The goals of the current workspace, for writing.
#[derive(Debug)]
pub(super) struct Desk {
    /// Goals in files.
    pub(super) project: Project,
    /// The day it is.
    pub(super) today: Day,
    dry_run: bool,
}

impl Desk {
    /// Opens the workspace that the current folder is in.
    pub(super) fn open(how: HowToWrite, terminal: &Terminal) -> anyhow::Result<Self> {
        let project = Project::open(&Here::find()?.request(&[]))?;
        if !how.dry_run {
            let paths = project.workspace.sources.iter().map(|(_, file)| project.root.join(&file.path));
            tell_of_interrupted(&project.root, paths, terminal);
        }
        terminal.complain_of(&project.skipped);
        Ok(Self { project, today: how.as_of.day(), dry_run: how.dry_run })
    }

    /// Goals from memory, for tests.
    #[cfg(test)]
    pub(super) fn in_memory(files: &[(&str, &str)], today: Day) -> anyhow::Result<Self> {
        Ok(Self { project: Project::in_memory(files)?, today, dry_run: true })
    }

    /// An empty draft of these goals.
    pub(super) fn draft(&self) -> Draft<'_> {
        Draft::new(&self.project.workspace, &self.project.settings, self.today)
    }

    /// Shows the changed lines, writes them, and shows their effect on the scores of a quarter. Nothing is written in a dry
    /// run.
    pub(super) fn write(
        &self,
        planned: &Planned,
        (quarter, subjects): (Quarter, &BTreeSet<String>),
        terminal: &Terminal,
    ) -> anyhow::Result<Exit> {
        terminal.print(&answers::lines(&planned.texts, terminal.color))?;
        self.write_shown(planned, (quarter, subjects), terminal)
    }

    /// Writes lines that somebody has seen already, and says what they do to the scores of a quarter.
    pub(super) fn write_shown(
        &self,
        planned: &Planned,
        (quarter, subjects): (Quarter, &BTreeSet<String>),
        terminal: &Terminal,
    ) -> anyhow::Result<Exit> {
        self.write_silently(planned)?;
        let (before, after) = (&self.project.workspace, &planned.workspace);
        let effect = effect((before, after), &self.project.settings, (quarter, self.today), subjects);
        let endings = before.endings(quarter);
        terminal.print(&answers::effect(&effect, &endings, terminal.layout()))?;
        self.say_how(terminal);
        Ok(Exit::Clean)
    }

    /// Writes what a draft changes, and ends the command. `day` is in the quarter whose scores it is about.
    pub(super) fn finish(
        &self,
        draft: Draft<'_>,
        day: Day,
        subjects: BTreeSet<String>,
        terminal: &Terminal,
    ) -> anyhow::Result<Ended> {
        let Some(planned) = draft.planned() else {
            terminal.print("all of that is there already; nothing is to be written\n")?;
            return Ok(Exit::Clean.into());
        };
        let quarter = self.project.workspace.calendar.quarter_of(day);
        let exit = self.write(&planned, (quarter, &subjects), terminal)?;
        Ok(exit.holding(planned))
    }

    /// Writes without output.
    pub(super) fn write_silently(&self, planned: &Planned) -> anyhow::Result<()> {
        self.write_texts(&planned.texts)
    }

    /// Writes texts, all or none, without a word.
    pub(super) fn write_texts(&self, texts: &[Text]) -> anyhow::Result<()> {
        if self.dry_run {
            return Ok(());
        }
        match ask::uninterrupted(|| write_texts(&self.project.root, texts)) {
            Ok(()) => Ok(()),
            Err((path, error)) => {
                let path = path.strip_prefix(&self.project.root).unwrap_or(&path);
                bail!("nothing was written: {}: {error}", visible(&path.display().to_string()))
            }
        }
    }

    /// Reports that it was a dry run.
    pub(super) fn say_how(&self, terminal: &Terminal) {
        if self.dry_run {
            terminal.tell("nothing was written: this was a dry run");
        }
    }
}

/// Reports how far a run got that was killed between two files, some of which are at `paths`.
pub(super) fn tell_of_interrupted(root: &Path, paths: impl Iterator<Item = PathBuf>, terminal: &Terminal) {
    let mut folders: BTreeSet<PathBuf> =
        paths.filter_map(|path| Some(path.parent()?.to_path_buf())).collect();
    folders.extend(root.join(SETTINGS_FILE).parent().map(Path::to_path_buf));
    if let Some(found) = recover(root, folders.iter().map(PathBuf::as_path)) {
        let text = format!(
            "an earlier run was interrupted: it changed {} but not {}",
            found.written.join(", "),
            found.unwritten.join(", ")
        );
        terminal.tell(&visible(&text));
    }
}
