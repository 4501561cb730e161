//! What the commands that begin something have in common.

use super::super::args::InQuarter;
use super::super::terminal::Terminal;
use super::super::writing::{Desk, HowToWrite};
use super::super::{Exit, complete, people};
use crate::answers::Created;
use crate::goals::{Day, Quarter, Workspace};
use crate::render::answers::lines;
use crate::render::remarks;
use crate::settings::Settings;
use crate::source::GOALS_FOLDER;
use anyhow::bail;

/// How to write something new.
#[derive(Debug, clap::Args)]
pub(super) struct How {
    /// Write it although it should be written differently.
    #[arg(long)]
    anyway: bool,

    #[command(flatten)]
    how: HowToWrite,
}

impl How {
    /// What somebody says to a better sentence; nobody is asked where the sentence is to be written anyway.
    pub(super) fn offers(
        &self,
        ask: impl FnOnce() -> anyhow::Result<Option<String>>,
    ) -> anyhow::Result<Option<String>> {
        if self.anyway { Ok(None) } else { ask() }
    }
}

/// How to write something new that belongs to a quarter.
#[derive(Debug, clap::Args)]
pub(super) struct HowInQuarter {
    #[command(flatten)]
    quarter: InQuarter,

    #[command(flatten)]
    pub(super) how: How,
}

impl HowInQuarter {
    pub(super) fn quarter(&self, desk: &Desk) -> Quarter {
        self.quarter.of(desk.project.workspace.calendar, desk.today)
    }
}

/// Who answers for it.
#[derive(Debug, clap::Args)]
pub(super) struct Owner {
    /// Who answers for it; `me` as elsewhere.
    #[arg(long, value_name = "OWNER", add = complete::owners())]
    owner: Option<String>,
}

impl Owner {
    pub(super) fn named(&self, desk: &Desk) -> anyhow::Result<Option<String>> {
        people::owner(self.owner.as_deref(), &desk.project)
    }
}

pub(super) fn open(how: &How, terminal: &Terminal) -> anyhow::Result<Desk> {
    Desk::open(how.how, terminal)
}

pub(super) fn goals(desk: &Desk) -> (&Workspace, &Settings, Day) {
    (&desk.project.workspace, &desk.project.settings, desk.today)
}

/// The folder of goals that new files go to, from the root of the workspace.
pub(super) fn folder(desk: &Desk) -> String {
    desk.project.settings.goals.first().cloned().unwrap_or_else(|| GOALS_FOLDER.to_owned())
}

/// Shows what is added and what `okr check` says of it, and writes it unless that is an error.
pub(super) fn finish(desk: &Desk, created: &Created, how: &How, terminal: &Terminal) -> anyhow::Result<Exit> {
    let said = remarks(&created.findings);
    if created.is_wrong() && !how.anyway {
        terminal.print(&lines(&created.texts, terminal.color))?;
        terminal.print(&said)?;
        bail!("nothing was written\nhelp: write it as the help says, or add `--anyway`");
    }
    desk.write_texts(&created.texts)?;
    terminal.print(&lines(&created.texts, terminal.color))?;
    terminal.print(&said)?;
    desk.say_how(terminal);
    Ok(Exit::Clean)
}
