//! `okr funnel`: the pirate funnel.

use super::Ended;
use super::goals::tell_what_is_missing;
use super::terminal::Terminal;
use super::view::View;
use crate::render::review::funnel::render;
use crate::review::funnel;

/// Shows the pirate funnel: metrics by stage, what is left from one stage to the next, and the weakest step.
///
/// Two stages are divided only where both are counts of the same things: `1,200 teams per week` and `420 teams per week`.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    #[command(flatten)]
    view: View,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let (project, card) = arguments.view.scored(terminal)?;
    let funnel = funnel(&project.workspace, &card);
    terminal.print(&render(&funnel, &card, arguments.view.format, terminal.layout()))?;
    Ok(tell_what_is_missing(&project, terminal).holding((project, card)))
}
