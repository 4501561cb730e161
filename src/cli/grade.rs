//! `okr grade`: honest grades for a quarter.

use super::Ended;
use super::goals::tell_what_is_missing;
use super::scorecard::{Shared, Wanted, require_team, scored, show};
use super::terminal::Terminal;
use crate::goals::{Calendar, Day, Quarter};
use crate::render::closing;
use crate::render::scorecard::{Detail, Screen};
use crate::review::unclosed;

/// A quarter is closed in its last days, or after.
const CLOSING_DAYS: i64 = 14;

/// Grades a quarter from 0 to 1: key results, objectives, teams.
#[derive(Debug, clap::Args)]
#[command(after_help = super::EXIT_CODES)]
#[command(mut_arg("quarter", |quarter| quarter.help(
    "The quarter, like 2026-Q1, by default the one that ended last; or several, like 2026-H1 or 2026"
)))]
pub(super) struct Arguments {
    #[command(flatten)]
    shared: Shared,

    /// What is missing before the quarter is closed: last values, decisions on initiatives, what was learned. The exit code
    /// is 1 if anything is.
    #[arg(long, conflicts_with = "format")]
    close: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let wanted = Wanted {
        screen: Screen::Grade,
        detail: Detail::Usual,
        since: None,
        usual_quarter: Calendar::last_ended,
        fail_on: &[],
    };
    if arguments.close {
        close(&arguments.shared, &wanted, terminal)
    } else {
        show(&arguments.shared, &wanted, terminal)
    }
}

/// Lists what is missing of a quarter, by default of the one that ended last, or that ends within two weeks.
fn close(shared: &Shared, wanted: &Wanted<'_>, terminal: &Terminal) -> anyhow::Result<Ended> {
    let wanted = Wanted { usual_quarter: about_to_close, ..*wanted };
    let quarter = shared.single_quarter()?;
    let (project, card) = scored(shared, &wanted, quarter, terminal)?;
    require_team(shared.team(), std::slice::from_ref(&card))?;
    let open = unclosed(&project.workspace, &card);
    terminal.print(&closing(&open, card.quarter, card.last_day, terminal.layout()))?;
    let exit = tell_what_is_missing(&project, terminal).or_findings(!open.is_empty());
    Ok(exit.holding((project, card)))
}

fn about_to_close(calendar: Calendar, day: Day) -> Quarter {
    let current = calendar.quarter_of(day);
    let days_left = calendar.last_day(current).days_since(day);
    if days_left < CLOSING_DAYS { current } else { calendar.last_ended(day) }
}
