//! `okr rules`: every rule with its level as it is set here.

use super::Exit;
use super::load;
use super::terminal::Terminal;
use crate::render::rules;
use crate::rules::Levels;

/// Lists all rules with their levels as they are set here.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// How to show them.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Table,
    Json,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let levels = Levels::of(&load::settings_here(terminal)?);
    terminal.print(&match arguments.format {
        Format::Table => rules::table(&levels, terminal.width),
        Format::Json => rules::json(&levels),
    })?;
    Ok(Exit::Clean)
}
