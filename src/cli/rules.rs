//! `okr rules`: every rule with its level in this workspace.

use super::Exit;
use super::args::{Here, one_of};
use super::terminal::Terminal;
use crate::project::settings_around;
use crate::render::rules;

/// Lists all rules with their levels in this workspace.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The output format.
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = one_of(&FORMATS))]
    format: Format,
}

#[derive(Debug, Clone, Copy)]
enum Format {
    Table,
    Json,
}

const FORMATS: [(&str, Format); 2] = [("table", Format::Table), ("json", Format::Json)];

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let (_, levels) = settings_around(Here::find()?.path())?;
    terminal.print(&match arguments.format {
        Format::Table => rules::table(&levels, terminal.width),
        Format::Json => rules::json(&levels),
    })?;
    Ok(Exit::Clean)
}
