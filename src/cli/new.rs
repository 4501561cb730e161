//! `okr new`: begins a quarter, a team's goals, an objective, a key result, a metric or a guardrail.

mod asking;
mod goals;
mod metrics;
mod quarter;
mod shared;

use super::Exit;
use super::terminal::Terminal;

/// Begins something: the next quarter, a team's goals, an objective, a key result, a metric, a guardrail.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Quarter(quarter::Arguments),
    Team(goals::Team),
    Objective(goals::Objective),
    KeyResult(goals::KeyResult),
    Metric(metrics::Metric),
    Guardrail(metrics::Guardrail),
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    match &arguments.what {
        What::Quarter(arguments) => quarter::run(arguments, terminal),
        What::Team(arguments) => arguments.run(terminal),
        What::Objective(arguments) => arguments.run(terminal),
        What::KeyResult(arguments) => arguments.run(terminal),
        What::Metric(arguments) => arguments.run(terminal),
        What::Guardrail(arguments) => arguments.run(terminal),
    }
}
