//! `okr funnel`: the pirate funnel.

use super::Ended;
use super::args::{AsOf, InQuarter, one_of};
use super::goals::{Goals, tell_what_is_missing};
use super::terminal::Terminal;
use crate::render::review::funnel::{Format, render};
use crate::review::funnel;

/// Shows the pirate funnel: metrics by stage, what is left from one stage to the next, and the weakest step.
///
/// Two stages are divided only where both are counts of the same things: `1,200 teams per week` and `420 teams per week`.
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
    let funnel = funnel(&project.workspace, &card);
    terminal.print(&render(&funnel, &card, arguments.format, terminal.layout()))?;
    Ok(tell_what_is_missing(&project, terminal).holding((project, card)))
}
