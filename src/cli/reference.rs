//! `okr reference`: everything on one page.

use super::terminal::Terminal;
use super::{EXIT_CODES, Exit};
use crate::render::reference::{self, Command, Parameter};

/// Prints a reference in Markdown: every field, unit, rule, setting, command and exit code.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let mut command = super::command_line();
    command.build();
    let mut commands = Vec::new();
    collect(&mut command, &mut commands);
    let codes: Vec<(&str, &str)> =
        EXIT_CODES.lines().filter_map(|line| line.strip_prefix("  ")?.split_once("  ")).collect();
    let everywhere: Vec<Parameter> =
        command.get_arguments().filter(|argument| argument.is_global_set()).map(parameter).collect();
    terminal.print(&reference::page(&commands, &everywhere, &codes))?;
    Ok(Exit::Clean)
}

/// Every command that can be run, those below another one in its place.
fn collect(command: &mut clap::Command, commands: &mut Vec<Command>) {
    for below in command.get_subcommands_mut().filter(|below| below.get_name() != "help") {
        match below.has_subcommands() {
            true => collect(below, commands),
            false => commands.push(describe(below)),
        }
    }
}

fn describe(command: &mut clap::Command) -> Command {
    let usage = command.render_usage().to_string();
    let is_own = |argument: &&clap::Arg| argument.get_id() != "help" && !argument.is_global_set();
    let parameters = command.get_arguments().filter(is_own);
    Command {
        usage: usage.strip_prefix("Usage: ").unwrap_or(&usage).to_owned(),
        about: command.get_about().map(ToString::to_string).unwrap_or_default(),
        parameters: parameters.map(parameter).collect(),
    }
}

fn parameter(argument: &clap::Arg) -> Parameter {
    let takes_value = argument.get_action().takes_values();
    let values = if takes_value { argument.get_possible_values() } else { Vec::new() };
    let default = argument.get_default_values().first().filter(|_| takes_value);
    Parameter {
        spelling: argument.to_string(),
        help: argument.get_help().map(ToString::to_string).unwrap_or_default(),
        choices: values.iter().map(|value| value.get_name().to_owned()).collect(),
        default: default.map(|value| value.to_string_lossy().into_owned()),
    }
}
