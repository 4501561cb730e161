//! `okr grade`: honest grades for a quarter.

mod close;

use super::goals::{tell_of_mistakes, tell_what_is_missing};
use super::scorecard::{Shared, Wanted, require_team, scored, show};
use super::terminal::Terminal;
use super::writing::{Desk, HowToWrite};
use super::{Ended, Exit, ask};
use crate::goals::{Calendar, Day, Quarter, Workspace};
use crate::render::scorecard::{Detail, Screen};
use crate::render::{cannot_be_closed, closing, still_missing};
use crate::review::unclosed;
use crate::score::Scorecard;
use close::Walk;

/// A quarter is closed in its last days, or after.
const CLOSING_DAYS: i64 = 14;

/// Grades a quarter from 0 to 1: key results, objectives, teams.
#[derive(Debug, clap::Args)]
#[command(after_help = super::exit_codes!("done; with --close, nothing is missing", "with --close: something is missing still, or the quarter cannot be closed"))]
#[command(mut_arg("quarter", |quarter| quarter.help(
    "The quarter, like 2026-Q1, by default the one that ended last; or several, like 2026-H1 or 2026"
)))]
pub(super) struct Arguments {
    #[command(flatten)]
    shared: Shared,

    /// What is missing before the quarter is closed: last values, decisions on initiatives, what was learned. On a terminal it
    /// is asked for, and written at the end. The exit code is 1 if anything is missing still.
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
        match arguments.shared.writable().filter(|_| ask::is_possible()) {
            Some(as_of) => walk(&arguments.shared, HowToWrite { dry_run: false, as_of }, terminal),
            None => list(&arguments.shared, &wanted, terminal),
        }
    } else {
        show(&arguments.shared, &wanted, terminal)
    }
}

/// Lists what is missing of a quarter, by default of the one that ended last, or that ends within two weeks.
fn list(shared: &Shared, wanted: &Wanted<'_>, terminal: &Terminal) -> anyhow::Result<Ended> {
    let wanted = Wanted { usual_quarter: about_to_close, ..*wanted };
    let quarter = shared.single_quarter()?;
    let (project, card) = scored(shared, &wanted, quarter, terminal)?;
    require_team(shared.team(), std::slice::from_ref(&card), &project.workspace)?;
    if let Some(reason) = cannot_be_closed(&card, project.workspace.calendar) {
        terminal.print(&reason)?;
        return Ok(tell_what_is_missing(&project, terminal).or_findings(true).holding((project, card)));
    }
    let open = unclosed(&project.workspace, &card);
    terminal.print(&closing(&open, (card.quarter, card.last_day), &card.filter, terminal.layout()))?;
    let exit = tell_what_is_missing(&project, terminal).or_findings(!open.is_empty());
    Ok(exit.holding((project, card)))
}

/// Asks for what is missing of a quarter, and writes all answers at once.
fn walk(shared: &Shared, how: HowToWrite, terminal: &Terminal) -> anyhow::Result<Ended> {
    let desk = Desk::open(how, terminal)?;
    tell_of_mistakes(&desk.project, terminal);
    let calendar = desk.project.workspace.calendar;
    let quarter = shared.single_quarter()?.unwrap_or_else(|| about_to_close(calendar, desk.today));
    let filter = shared.filter(&desk.project, terminal)?;
    let missing = |workspace: &Workspace| {
        let mut card = Scorecard::new(workspace, &desk.project.settings, quarter, desk.today);
        card.narrow(&filter);
        (unclosed(workspace, &card), card)
    };
    let (open, card) = missing(&desk.project.workspace);
    require_team(shared.team(), std::slice::from_ref(&card), &desk.project.workspace)?;
    let exit = if desk.project.skipped.is_empty() { Exit::Clean } else { Exit::CouldNotRun };
    if let Some(reason) = cannot_be_closed(&card, calendar) {
        terminal.print(&reason)?;
        return Ok(exit.or_findings(true).holding((open, card)));
    }
    if open.is_empty() {
        terminal.print(&closing(&open, (quarter, card.last_day), &filter, terminal.layout()))?;
        return Ok(exit.or_findings(!open.is_empty()).holding((open, card)));
    }
    let mut dialog = ask::Dialog::begin()?;
    let walk = Walk::new(&desk, quarter, (terminal.layout(), terminal.color), &mut dialog);
    let Some((draft, subjects)) = walk.go(&open)? else { return Ok(exit.or_findings(true).into()) };
    let Some(planned) = draft.planned() else { return Ok(exit.or_findings(true).into()) };
    desk.write_shown(&planned, (quarter, &subjects), terminal)?;
    let (left, card) = missing(&planned.workspace);
    terminal.print(&format!("\n{}", still_missing(&left, quarter, &filter, terminal.layout())))?;
    Ok(exit.or_findings(!left.is_empty()).holding((planned, card)))
}

fn about_to_close(calendar: Calendar, day: Day) -> Quarter {
    let current = calendar.quarter_of(day);
    let days_left = calendar.last_day(current).days_since(day);
    if days_left < CLOSING_DAYS { current } else { calendar.last_ended(day) }
}
