//! `okr man`: manual pages.

use super::Exit;
use super::terminal::Terminal;
use crate::render::visible;
use crate::write::{Batch, Expect};
use anyhow::{Context as _, anyhow};
use clap_mangen::Man;
use std::path::{Path, PathBuf};

/// Writes a manual page per command, for `man okr` and `man okr-check`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "`okr man ~/.local/share/man/man1` puts them where most systems look for a user's own pages."
)]
pub(super) struct Arguments {
    /// The folder to write to. It is created if missing; older pages of okr in it are replaced.
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    folder: PathBuf,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let folder = &arguments.folder;
    let shown = |path: &Path| visible(&path.display().to_string()).into_owned();
    std::fs::create_dir_all(folder)
        .with_context(|| format!("the folder {} cannot be created", shown(folder)))?;
    let mut command = super::command_line();
    command.build();
    let mut pages = Vec::new();
    collect(&command, &mut pages)?;
    let mut batch = Batch::anywhere(folder);
    for (name, page) in &pages {
        let path = folder.join(name);
        batch
            .add(&path, page, Expect::Anything)
            .map_err(|error| anyhow!("{} was not written: {error}", shown(&path)))?;
    }
    batch.commit().map_err(|(path, error)| anyhow!("{} was not written: {error}", shown(&path)))?;
    terminal.print(&format!("wrote {} manual pages to {}\n", pages.len(), shown(folder)))?;
    Ok(Exit::Clean)
}

/// The pages of a command and its subcommands, with their file names.
fn collect(command: &clap::Command, pages: &mut Vec<(String, Vec<u8>)>) -> anyhow::Result<()> {
    let man = Man::new(command.clone().version(env!("CARGO_PKG_VERSION")));
    let mut page = Vec::new();
    man.render(&mut page)?;
    pages.push((man.get_filename(), page));
    let mut below =
        command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help");
    below.try_for_each(|below| collect(below, pages))
}
