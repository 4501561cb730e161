//! `okr todo`: what needs somebody now.

use super::args::{InQuarter, Who, one_of};
use super::goals::{Goals, tell_what_is_missing};
use super::scorecard::require_team;
use super::terminal::Terminal;
use super::{Ended, people};
use crate::render::todo::{Format, Todo, render};
use crate::review::{Kind, todo};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

/// Lists what needs somebody now, the most harmful first, each with the command that does it.
///
/// Guardrails that are breached or not read, key results that are off track without a note since or wait for a check-in, bets
/// that move nothing, dependencies nobody answered, quarters without grades or reflections, and the next quarter. What a command
/// leaves out, such as the value of a check-in, it asks for.
#[derive(Debug, clap::Args)]
#[command(after_help = super::exit_codes!("nothing is to be done that --fail-on names", "something of a kind that --fail-on names is to be done"))]
pub(super) struct Arguments {
    #[command(flatten)]
    goals: Goals,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    quarter: InQuarter,

    /// How to show it.
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = one_of(&FORMATS))]
    format: Format,

    /// Leave with exit code 1 where something of this kind is to be done; several with commas between them.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kinds())]
    fail_on: Vec<FailOn>,
}

const FORMATS: [(&str, Format); 3] =
    [("table", Format::Table), ("json", Format::Json), ("markdown", Format::Markdown)];

/// What makes the command leave with exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FailOn {
    Any,
    Kind(Kind),
}

fn kinds() -> impl clap::builder::TypedValueParser<Value = FailOn> {
    let names = std::iter::once("any").chain(Kind::ALL.iter().copied().map(Kind::name));
    PossibleValuesParser::new(names).map(|name| {
        let kind = Kind::ALL.iter().copied().find(|kind| kind.name() == name);
        kind.map_or(FailOn::Any, FailOn::Kind)
    })
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let quarter = arguments.quarter;
    let (project, card) = arguments.goals.scored(|calendar, day| quarter.of(calendar, day), terminal)?;
    require_team(arguments.who.team.as_ref(), std::slice::from_ref(&card), &project.workspace)?;
    let scope = people::filter(&arguments.who, &project, terminal)?;
    let everything = !quarter.is_named();
    let tasks = todo(&project.workspace, &project.settings, &card, everything, &scope);
    let todo = Todo { quarter: card.quarter, as_of: card.as_of, scope: &scope, tasks: &tasks };
    terminal.print(&render(&todo, arguments.format, terminal.layout()))?;
    let fails = |task: &crate::review::Task| {
        arguments.fail_on.iter().any(|on| matches!(on, FailOn::Any) || *on == FailOn::Kind(task.kind))
    };
    let exit = tell_what_is_missing(&project, terminal).or_findings(tasks.iter().any(fails));
    Ok(exit.holding((project, card)))
}
