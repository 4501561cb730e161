//! `okr status`: the current state of everything.

use super::Ended;
use super::scorecard::{Shared, Trouble, Wanted, show};
use super::terminal::Terminal;
use crate::goals::Calendar;
use crate::render::scorecard::{Detail, Screen};

/// Shows the north star, indicators, guardrails, and the progress of every key result.
#[derive(Debug, clap::Args)]
#[command(after_help = super::exit_codes!("nothing stands as --fail-on says", "something is in a state that --fail-on names"))]
pub(super) struct Arguments {
    #[command(flatten)]
    shared: Shared,

    /// Show the north star, indicators and guardrails with their trends instead of the key results.
    #[arg(long, conflicts_with = "all")]
    metrics: bool,

    /// Show every team in full, with the reason for every status.
    #[arg(long)]
    all: bool,

    /// Show what changed since a day (`2026-11-13`, `last week`, `monday`, `7d`) or a commit: scores, values,
    /// statuses, notes, moved targets.
    ///
    /// Compares with the goals of that day from git. Without git, only dated entries show the past: check-ins,
    /// readings and revisions.
    #[arg(long, value_name = "DAY", conflicts_with_all = ["metrics", "all"])]
    since: Option<String>,

    /// Exit with code 1 if anything shown has this status; separate several with commas.
    #[arg(long, value_name = "STATES", value_enum, value_delimiter = ',')]
    fail_on: Vec<Trouble>,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let detail = match (arguments.metrics, arguments.all) {
        (true, _) => Detail::Metrics,
        (_, true) => Detail::All,
        _ => Detail::Usual,
    };
    let wanted = Wanted {
        detail,
        since: arguments.since.as_deref(),
        screen: Screen::Status,
        usual_quarter: Calendar::quarter_of,
        fail_on: &arguments.fail_on,
    };
    show(&arguments.shared, &wanted, terminal)
}
