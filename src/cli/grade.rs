//! `okr grade`: honest grades for a quarter.

use super::Ended;
use super::scorecard::{Period, Shared, Wanted, period, show};
use super::terminal::Terminal;
use crate::goals::Calendar;
use crate::render::scorecard::{Detail, Screen};
use crate::score::Filter;

/// Grades a quarter from 0 to 1: key results, objectives, teams.
#[derive(Debug, clap::Args)]
#[command(after_help = super::EXIT_CODES)]
pub(super) struct Arguments {
    #[command(flatten)]
    shared: Shared,

    /// The quarter, like 2026-Q1, by default the one that ended last; or several, like 2026-H1 or 2026.
    #[arg(long, value_name = "QUARTER", value_parser = period)]
    quarter: Option<Period>,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let wanted = Wanted {
        period: arguments.quarter.as_ref(),
        filter: Filter { team: arguments.shared.team.clone(), owner: None },
        screen: Screen::Grade,
        detail: Detail::Usual,
        usual_quarter: Calendar::last_ended,
        fail_on: &[],
    };
    show(&arguments.shared, &wanted, terminal)
}
