//! `okr decide`: what becomes of a bet.

use super::terminal::Terminal;
use super::writing::{Desk, HowToWrite};
use super::{Ended, ask};
use crate::answers::{decide, undecided_namesakes};
use crate::goals::address::split_quarter;
use crate::goals::values::Decision;
use crate::render::visible;
use anyhow::bail;
use std::collections::BTreeSet;

/// Decides what becomes of an initiative: ship what worked, stop what did not, or iterate.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    /// The initiative: its title, or words of it that no other title has. The address of its objective and `/` may stand before.
    #[arg(value_name = "INITIATIVE")]
    initiative: String,

    /// What was decided: `ship`, `stop` or `iterate`; asked for on a terminal.
    #[arg(value_name = "ship|stop|iterate")]
    decision: Option<String>,

    /// What came of it.
    #[arg(long, value_name = "TEXT")]
    result: Option<String>,

    /// Put it in the place of the decision that is there.
    #[arg(long)]
    replace: bool,

    #[command(flatten)]
    how: HowToWrite,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let desk = Desk::open(arguments.how, terminal)?;
    let missing = "say what was decided: `ship`, `stop` or `iterate`";
    let said = ask::given_or_asked(arguments.decision.as_deref(), "ship, stop or iterate: ", missing)?;
    let Some(decision) = Decision::named(&said) else {
        bail!("`{}` is no decision\nhelp: {missing}", visible(&said))
    };
    let mut draft = desk.draft();
    let (title, objective) = draft.answer(|draft| {
        decide(draft, (&arguments.initiative, None), decision, arguments.result.as_deref(), arguments.replace)
    })?;
    let others = match split_quarter(&arguments.initiative) {
        (None, _) => undecided_namesakes(&desk.project.workspace, (&title, &objective)),
        (Some(_), _) => Vec::new(),
    };
    let ended = desk.finish(draft, desk.today, BTreeSet::from([objective.clone()]), terminal)?;
    if !others.is_empty() {
        let others: Vec<String> = others.iter().map(|other| format!("  {}", visible(other))).collect();
        terminal.tell(&format!(
            "this was the initiative of {}; of the same name, and undecided:\n{}",
            visible(&objective),
            others.join("\n")
        ));
    }
    Ok(ended)
}
