//! `okr grade`: honest grades for a quarter.

use super::Ended;
use super::args::quarter;
use super::scorecard::{Screen, Shared, show};
use super::terminal::Terminal;
use crate::goals::{Calendar, Quarter};
use crate::score::Filter;

/// Grades a quarter from 0 to 1: key results, objectives, teams.
#[derive(Debug, clap::Args)]
#[command(after_help = super::EXIT_CODES)]
pub(super) struct Arguments {
    #[command(flatten)]
    shared: Shared,

    /// The quarter, like 2026-Q1; by default the one that ended last.
    #[arg(long, value_name = "QUARTER", value_parser = quarter)]
    quarter: Option<Quarter>,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let filter = Filter { team: arguments.shared.team.clone(), owner: None };
    show(&arguments.shared, arguments.quarter, &filter, Screen::Grade, Calendar::last_ended, terminal)
}
