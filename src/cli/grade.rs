//! `okr grade`: honest grades for a quarter.

use super::Ended;
use super::scorecard::{Shared, Wanted, show};
use super::terminal::Terminal;
use crate::goals::Calendar;
use crate::render::scorecard::{Detail, Screen};

/// Grades a quarter from 0 to 1: key results, objectives, teams.
#[derive(Debug, clap::Args)]
#[command(after_help = super::EXIT_CODES)]
#[command(mut_arg("quarter", |quarter| quarter.help(
    "The quarter, like 2026-Q1, by default the one that ended last; or several, like 2026-H1 or 2026"
)))]
pub(super) struct Arguments {
    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let wanted = Wanted {
        screen: Screen::Grade,
        detail: Detail::Usual,
        since: None,
        usual_quarter: Calendar::last_ended,
        fail_on: &[],
    };
    show(&arguments.shared, &wanted, terminal)
}
