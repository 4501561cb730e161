//! `okr status`: where everything stands.

use super::Ended;
use super::args::quarter;
use super::scorecard::{Screen, Shared, show};
use super::terminal::Terminal;
use crate::goals::{Calendar, Quarter};
use crate::score::Filter;

/// Shows the north star, indicators, guardrails, and how far every key result is.
#[derive(Debug, clap::Args)]
#[command(after_help = super::EXIT_CODES)]
pub(super) struct Arguments {
    #[command(flatten)]
    shared: Shared,

    /// The quarter, like 2026-Q1; by default the one the day is in.
    #[arg(long, value_name = "QUARTER", value_parser = quarter)]
    quarter: Option<Quarter>,

    /// Only what this person owns.
    #[arg(long, value_name = "OWNER")]
    owner: Option<String>,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let filter = Filter { team: arguments.shared.team.clone(), owner: arguments.owner.clone() };
    show(&arguments.shared, arguments.quarter, &filter, Screen::Status, Calendar::quarter_of, terminal)
}
