//! `okr chain`: whether what is driven follows what drives it.

use super::Ended;
use super::args::{AsOf, InQuarter, one_of};
use super::goals::{Goals, tell_what_is_missing};
use super::terminal::Terminal;
use crate::render::review::chain::{Format, render};
use crate::review::chain;

/// Shows the chain from leading to lagging: whether what is driven follows what drives it.
///
/// Changes of both are compared at several delays, once there are eight pairs of them; and the quarter's key results with the
/// north star. It says what moved together, never what caused what.
#[derive(Debug, clap::Args)]
#[command(after_help = super::EXIT_CODES)]
pub(super) struct Arguments {
    #[command(flatten)]
    quarter: InQuarter,

    /// How to show it.
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = one_of(&FORMATS))]
    format: Format,

    #[command(flatten)]
    as_of: AsOf,
}

const FORMATS: [(&str, Format); 3] =
    [("table", Format::Table), ("json", Format::Json), ("markdown", Format::Markdown)];

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let of = |calendar, day| arguments.quarter.of(calendar, day);
    let (project, card) = Goals::of_workspace(arguments.as_of).scored(of, terminal)?;
    let chain = chain(&project.workspace, &card);
    terminal.print(&render(&chain, &card, arguments.format, terminal.layout()))?;
    Ok(tell_what_is_missing(&project, terminal).holding((project, card)))
}
