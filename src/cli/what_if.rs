//! `okr what-if`: what the quarter would be with other values.

use super::Ended;
use super::forecast::missed;
use super::goals::tell_what_is_missing;
use super::terminal::Terminal;
use super::view::View;
use crate::goals::Workspace;
use crate::goals::values::HandGrade;
use crate::quantity::{DecimalMark, Quantity};
use crate::render::review::what_if::{Answer, render};
use crate::render::visible;
use crate::review::{CannotSuppose, Supposition, needs, what_if};
use crate::score::Scorecard;
use anyhow::{anyhow, bail};

/// Shows what the quarter would be with other values, and what must be true for a grade. It writes nothing.
///
/// From key results to objectives, teams and the quarter; and from a metric to all that is computed from it (`equals`).
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    /// A key result or a metric, and what it would be: `activation=32%`.
    #[arg(value_name = "ADDRESS=VALUE", required_unless_present = "need")]
    values: Vec<String>,

    /// A grade from 0 to 1: what must be true of each key result that is heading for less.
    #[arg(long, value_name = "GRADE", value_parser = grade, allow_negative_numbers = true)]
    need: Option<f64>,

    #[command(flatten)]
    view: View,
}

fn grade(text: &str) -> Result<f64, String> {
    text.parse::<HandGrade>().map(|grade| grade.0).map_err(|wrong| wrong.on_one_line())
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let (project, card) = arguments.view.scored(terminal)?;
    let mark = project.settings.vocabulary.decimal_mark();
    let suppositions: Vec<Supposition> =
        arguments.values.iter().map(|text| supposition(text, mark)).collect::<anyhow::Result<_>>()?;
    let what_if = if suppositions.is_empty() {
        None
    } else {
        let what_if = what_if(&project.workspace, &card, &suppositions);
        Some(what_if.map_err(|error| cannot(&error, &project.workspace, &card))?)
    };
    let needs = arguments.need.map(|grade| (grade, needs(&card, grade)));
    let answer = Answer { what_if, needs };
    terminal.print(&render(&answer, &card, arguments.view.format, terminal.layout()))?;
    Ok(tell_what_is_missing(&project, terminal).holding((project, card)))
}

/// Reads `address=value`.
fn supposition(text: &str, mark: DecimalMark) -> anyhow::Result<Supposition> {
    let Some((address, value)) = text.split_once('=') else {
        bail!("`{}` has no `=`: write an address and a value, like `activation=32%`", visible(text));
    };
    let read = Quantity::read(value, mark)
        .map_err(|error| anyhow!("{}\nhelp: {}", error.message(), error.help()))?;
    Ok(Supposition { address: address.trim().to_owned(), value: read })
}

fn cannot(error: &CannotSuppose, workspace: &Workspace, card: &Scorecard) -> anyhow::Error {
    match error {
        CannotSuppose::NotFound { address, not_found } => {
            anyhow!(missed(workspace, card, address, not_found))
        }
        CannotSuppose::Unfit { address, there } => {
            anyhow!("the value for `{}` cannot be compared with `{}`", visible(address), visible(there))
        }
        CannotSuppose::Unclear { value, beside, readings } => {
            let readings: Vec<String> =
                readings.iter().map(|reading| format!("`{}`", visible(reading))).collect();
            let help = if readings.is_empty() { "its unit".to_owned() } else { readings.join(" or ") };
            anyhow!(
                "it is not clear what `{}` is beside `{}`\nhelp: write it with {help}",
                visible(value),
                visible(beside)
            )
        }
        CannotSuppose::NotScored { address, why } => {
            anyhow!("`{}` cannot be scored: {why}", visible(address))
        }
    }
}
