//! `okr forecast`: where metrics and key results are likely to end.

use super::args::Who;
use super::goals::tell_what_is_missing;
use super::terminal::Terminal;
use super::view::View;
use super::{Ended, people};
use crate::goals::address::NotFound;
use crate::goals::{Target, Workspace};
use crate::render::review::forecast::render;
use crate::render::visible;
use crate::review::outlook;
use crate::score::Scorecard;
use anyhow::bail;

/// Shows where metrics and key results are likely to be when the quarter ends.
///
/// From five values on: the range that eight in ten end in, the chance to reach the target, and the pace it takes. Fewer values
/// make no range, and it says so.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    /// A metric's id, or the address of a key result or the end of one; everything by default.
    #[arg(value_name = "ADDRESS")]
    address: Option<String>,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    view: View,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let (project, mut card) = arguments.view.scored(terminal)?;
    card.narrow(&people::filter(&arguments.who, &project, terminal)?);
    let outlook = outlook(&card);
    let outlook = match &arguments.address {
        None => outlook,
        Some(address) => match outlook.only(address) {
            Ok(outlook) => outlook,
            Err(not_found) => bail!(missed(&project.workspace, &card, address, &not_found)),
        },
    };
    terminal.print(&render(&outlook, arguments.view.format, terminal.layout()))?;
    Ok(tell_what_is_missing(&project, terminal).holding((project, card)))
}

/// Why an address names no metric or key result of the quarter shown: it may be one of another quarter.
pub(super) fn missed(workspace: &Workspace, card: &Scorecard, address: &str, not_found: &NotFound) -> String {
    let (full, quarter) = match workspace.find(address) {
        Ok(Target::KeyResult(view)) if view.quarter() != Some(card.quarter) => {
            (view.address(), view.quarter())
        }
        _ => (String::new(), None),
    };
    match quarter {
        Some(quarter) if not_found.candidates.is_empty() => {
            format!("`{}` is not of {}; add `--quarter {quarter}`", visible(&full), card.quarter)
        }
        _ => unknown(address, not_found, "metric or key result"),
    }
}

/// Why an address leads nowhere.
pub(super) fn unknown(address: &str, not_found: &NotFound, what: &str) -> String {
    let address = visible(address);
    match (not_found.candidates.as_slice(), &not_found.near) {
        ([], Some(near)) => {
            format!("no {what} has the address `{address}`; did you mean `{}`?", visible(near))
        }
        ([], None) => format!("no {what} has the address `{address}`; `okr status` lists them"),
        (candidates, _) => format!("`{address}` can mean several things:\n  {}", candidates.join("\n  ")),
    }
}
