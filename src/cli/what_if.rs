//! `okr what-if`: what the quarter would be with other values.

use super::Ended;
use super::forecast::unknown;
use super::goals::tell_what_is_missing;
use super::terminal::Terminal;
use super::view::View;
use crate::quantity::Quantity;
use crate::render::review::what_if::{Answer, render};
use crate::render::visible;
use crate::review::{CannotSuppose, Supposition, needs, what_if};
use anyhow::{anyhow, bail};

/// Shows what the quarter would be with other values, and what must be true for a grade. It writes nothing.
///
/// From key results to objectives, teams and the quarter; and from a metric to all that is computed from it (`equals`).
#[derive(Debug, clap::Args)]
#[command(after_help = super::EXIT_CODES)]
pub(super) struct Arguments {
    /// A key result or a metric, and what it would be: `activation=32%`.
    #[arg(value_name = "ADDRESS=VALUE", required_unless_present = "need")]
    values: Vec<String>,

    /// A grade from 0 to 1: what must be true of each key result that is heading for less.
    #[arg(long, value_name = "GRADE", value_parser = grade)]
    need: Option<f64>,

    #[command(flatten)]
    view: View,
}

fn grade(text: &str) -> Result<f64, String> {
    let grade: Option<f64> = text.trim().parse().ok();
    grade
        .filter(|grade| (0.0..=1.0).contains(grade))
        .ok_or_else(|| "write a grade from 0 to 1, like 0.7".to_owned())
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let (project, card) = arguments.view.scored(terminal)?;
    let suppositions: Vec<Supposition> =
        arguments.values.iter().map(|text| supposition(text)).collect::<anyhow::Result<_>>()?;
    let what_if = if suppositions.is_empty() {
        None
    } else {
        Some(what_if(&project.workspace, &card, &suppositions).map_err(|error| cannot(&error))?)
    };
    let needs = arguments.need.map(|grade| (grade, needs(&card, grade)));
    let answer = Answer { what_if, needs };
    terminal.print(&render(&answer, &card, arguments.view.format, terminal.layout()))?;
    Ok(tell_what_is_missing(&project, terminal).holding((project, card)))
}

/// Reads `address=value`.
fn supposition(text: &str) -> anyhow::Result<Supposition> {
    let Some((address, value)) = text.split_once('=') else {
        bail!("`{}` has no `=`: write an address and a value, like `activation=32%`", visible(text));
    };
    let read: Quantity = value.trim().parse().map_err(|error| anyhow!("{error}"))?;
    Ok(Supposition { address: address.trim().to_owned(), value: read })
}

fn cannot(error: &CannotSuppose) -> anyhow::Error {
    match error {
        CannotSuppose::NotFound { address, not_found } => {
            anyhow!(unknown(address, not_found, "metric or key result"))
        }
        CannotSuppose::Unfit { address, there } => {
            anyhow!("the value for `{}` cannot be compared with `{}`", visible(address), visible(there))
        }
        CannotSuppose::NotScored { address, why } => {
            anyhow!("`{}` cannot be scored: {why}", visible(address))
        }
    }
}
