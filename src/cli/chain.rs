//! `okr chain`: whether what is driven follows what drives it.

use super::Ended;
use super::goals::tell_what_is_missing;
use super::terminal::Terminal;
use super::view::View;
use crate::render::review::chain::render;
use crate::review::chain;

/// Shows the chain from leading to lagging: whether what is driven follows what drives it.
///
/// Changes of both are compared at several delays, once there are eight pairs of them; and the quarter's key results with the
/// north star. It says what moved together, never what caused what.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    #[command(flatten)]
    view: View,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let (project, card) = arguments.view.scored(terminal)?;
    let chain = chain(&project.workspace, &card);
    terminal.print(&render(&chain, &card, arguments.view.format, terminal.layout()))?;
    Ok(tell_what_is_missing(&project, terminal).holding((project, card)))
}
