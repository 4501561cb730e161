//! `okr checkin`: adds a check-in.

use super::args::day;
use super::complete;
use super::terminal::Terminal;
use super::writing::{Desk, HowToWrite};
use super::{Ended, Exit};
use crate::answers::{CheckIn, How, check_in};
use crate::goals::Day;
use std::collections::BTreeSet;

/// Adds a check-in: a new line in the right file. Shows its effect on the score.
///
/// The value goes to the metric that the key result moves, if it has one, otherwise to the key result; confidence and note go
/// to the key result. Nothing else in the files changes.
#[derive(Debug, clap::Args)]
#[command(after_help = super::EXIT_CODES)]
pub(super) struct Arguments {
    /// The key result, metric or guardrail: its address or the end of it, like `activation`.
    #[arg(value_name = "ADDRESS", add = complete::addresses())]
    address: String,

    /// The measured value, like `36.1%`. A number without a unit takes that of the key result.
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: Option<String>,

    /// The owner's confidence now, 1 to 10.
    #[arg(long, value_name = "1-10", value_parser = clap::value_parser!(u8).range(1..=10))]
    confidence: Option<u8>,

    /// What happened, in a few words.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,

    /// The day the value is about, as YYYY-MM-DD; today by default.
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Day>,

    /// Replace the check-in of that day.
    #[arg(long)]
    replace: bool,

    /// Accept a value that is far from all others.
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    how: HowToWrite,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let desk = Desk::open(arguments.how, terminal)?;
    let day = arguments.date.unwrap_or(desk.today);
    let answer = CheckIn {
        address: &arguments.address,
        day,
        value: arguments.value.as_deref(),
        confidence: arguments.confidence,
        note: arguments.note.as_deref(),
        replace: arguments.replace,
        force: arguments.force,
    };
    let mut draft = desk.draft();
    let done = match arguments.force {
        true => check_in(&mut draft, &answer)?,
        false => draft.answer(|draft| check_in(draft, &answer))?,
    };
    let Some(planned) = draft.planned().filter(|_| done.how != How::AlreadyThere) else {
        terminal
            .print(&format!("{} has that for {day} already; nothing is to be written\n", done.subject))?;
        return Ok(Exit::Clean.into());
    };
    let quarter = desk.project.workspace.calendar.quarter_of(day);
    let exit = desk.write(&planned, (quarter, &BTreeSet::from([done.subject])), terminal)?;
    Ok(exit.holding((planned, desk)))
}
