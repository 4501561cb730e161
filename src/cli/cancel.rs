//! `okr cancel`: gives something up, in the open.

use super::terminal::Terminal;
use super::writing::{Desk, HowToWrite};
use super::{Ended, ask, complete};
use crate::answers::cancel;
use std::collections::BTreeSet;

/// Gives up a key result or an objective, with the reason. From that day it counts in no mean, and grades list it.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    /// The key result or objective: its address, or the end of it.
    #[arg(value_name = "ADDRESS", add = complete::addresses())]
    address: String,

    /// Why; asked for on a terminal.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    how: HowToWrite,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let desk = Desk::open(arguments.how, terminal)?;
    let missing = "giving something up needs its reason: `--reason TEXT`";
    let reason = ask::given_or_asked(arguments.reason.as_deref(), "reason: ", missing)?;
    let mut draft = desk.draft();
    let subject = draft.answer(|draft| cancel(draft, &arguments.address, &reason))?;
    desk.finish(draft, desk.today, BTreeSet::from([subject]), terminal)
}
