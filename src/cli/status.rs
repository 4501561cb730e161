//! `okr status`: where everything stands.

use super::Ended;
use super::args::quarter;
use super::scorecard::{Screen, Shared, show};
use super::terminal::Terminal;
use crate::goals::{Calendar, Quarter};
use crate::render::scorecard::Detail;
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

    /// North star, indicators and guardrails, each with its trend, instead of the key results.
    #[arg(long, conflicts_with = "all")]
    metrics: bool,

    /// Every team in full, with the reason of every status.
    #[arg(long)]
    all: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let filter = Filter { team: arguments.shared.team.clone(), owner: arguments.owner.clone() };
    let detail = match (arguments.metrics, arguments.all) {
        (true, _) => Detail::Metrics,
        (_, true) => Detail::All,
        _ => Detail::Usual,
    };
    show(
        &arguments.shared,
        arguments.quarter,
        &filter,
        Screen::Status(detail),
        Calendar::quarter_of,
        terminal,
    )
}
