//! `okr explain`: a rule's page, or the sum behind a score.

use super::Exit;
use super::terminal::Terminal;
use crate::render::page;
use crate::rules;
use anyhow::bail;

/// Prints a rule's page, or the sum behind the score of an address.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A rule like `missing-baseline`, or an address like `growth/effortless-start/activation`.
    #[arg(value_name = "RULE|ADDRESS")]
    topic: String,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    if let Some(rule) = rules::find(&arguments.topic) {
        terminal.print(&page::render(rule, terminal.width, terminal.color))?;
        return Ok(Exit::Clean);
    }
    match rules::nearest(&arguments.topic) {
        Some(near) => bail!("there is no rule `{}`; did you mean `{near}`?", arguments.topic),
        None => bail!("there is no rule `{}`; `okr rules` lists all of them", arguments.topic),
    }
}
