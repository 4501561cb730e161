//! `okr reflect`: writes down what was learned.

use super::terminal::Terminal;
use super::writing::{Desk, HowToWrite};
use super::{Ended, ask, complete};
use crate::answers::reflect;
use std::collections::BTreeSet;

/// Writes down what was learned about an objective: what moved its numbers or did not, and what you do differently now.
///
/// In the first six weeks of a quarter the objective is looked for in the one before, later in the one that is on; an address
/// with its quarter, like `2026-Q1/growth/start`, leaves no doubt.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    /// The objective: its address, or the end of it.
    #[arg(value_name = "ADDRESS", add = complete::addresses())]
    address: String,

    /// What was learned; asked for on a terminal.
    #[arg(value_name = "TEXT")]
    text: Option<String>,

    /// Put it in the place of the reflection that is there.
    #[arg(long)]
    replace: bool,

    #[command(flatten)]
    how: HowToWrite,
}

/// How far into a quarter the one before is still reflected on, in days.
const LOOKING_BACK: i64 = 42;

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let desk = Desk::open(arguments.how, terminal)?;
    let calendar = desk.project.workspace.calendar;
    let current = calendar.quarter_of(desk.today);
    let is_early = desk.today.days_since(calendar.first_day(current)) < LOOKING_BACK;
    let quarter = if is_early { current.previous() } else { current };
    let missing = "a reflection needs words: `okr reflect ADDRESS TEXT`";
    let text = ask::given_or_asked(arguments.text.as_deref(), "what was learned: ", missing)?;
    let mut draft = desk.draft();
    let subject =
        draft.answer(|draft| reflect(draft, (&arguments.address, quarter), &text, arguments.replace))?;
    desk.finish(draft, calendar.first_day(quarter), BTreeSet::from([subject]), terminal)
}
