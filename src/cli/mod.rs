//! The command line: one file per command. Only here are the clock, the environment, the terminal and the working
//! folder read, and only here is anything printed.

#![allow(clippy::disallowed_methods, reason = "this is the command line")]

mod args;
mod check;
mod diff;
mod explain;
mod goals;
mod grade;
mod init;
mod reference;
mod rules;
mod schema;
mod scorecard;
mod status;
mod terminal;

use clap::{Parser, Subcommand};
use std::any::Any;
use std::process::ExitCode;
use terminal::Terminal;

/// How a command ends, as the shell sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, and nothing at or above `--fail-on` was found.
    Clean = 0,
    /// Findings at or above `--fail-on`.
    Findings = 1,
    /// It could not be run as asked: bad usage, bad settings, a path that cannot be read.
    CouldNotRun = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// A command that ended, and the large values it holds. The process ends as well: giving back each of their small parts
/// first would only take time.
struct Ended {
    exit: Exit,
    held: Option<Box<dyn Any>>,
}

impl From<Exit> for Ended {
    fn from(exit: Exit) -> Self {
        Ended { exit, held: None }
    }
}

impl Exit {
    /// The same, or findings where everything else went well.
    fn or_findings(self, any: bool) -> Self {
        if any && self == Exit::Clean { Exit::Findings } else { self }
    }

    fn holding(self, values: impl Any) -> Ended {
        Ended { exit: self, held: Some(Box::new(values)) }
    }
}

const EXIT_CODES: &str = "\
Exit codes:
  0  clean: nothing found at or above --fail-on
  1  findings at or above --fail-on, or something stands as it says
  2  could not run: bad usage, bad settings, or a path that cannot be read";

/// Checks, scores and reports goals that are kept as YAML files.
#[derive(Debug, Parser)]
#[command(name = "okr", version, after_help = EXIT_CODES, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = clap::ColorChoice::Auto, value_name = "WHEN")]
    color: clap::ColorChoice,

    /// Reads every file with the complete YAML parser: slower, and the same in all else, which tests can see so.
    #[arg(long, global = true, hide = true)]
    complete_yaml: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Grade(grade::Arguments),
    Status(status::Arguments),
    Diff(diff::Arguments),
    Explain(explain::Arguments),
    Init(init::Arguments),
    Rules(rules::Arguments),
    Schema(schema::Arguments),
    Reference(reference::Arguments),
}

/// Runs the command that the process's arguments name.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => return say(&answer),
    };
    let terminal = Terminal::new(arguments.color);
    crate::yaml::use_fast_reader(!arguments.complete_yaml);
    let ended = match run(&arguments.command, &terminal) {
        Ok(ended) => ended,
        Err(error) => {
            terminal.complain_why(&error);
            Exit::CouldNotRun.into()
        }
    };
    std::mem::forget(ended.held);
    ended.exit.into()
}

/// Prints the help or the version that was asked for, or what is wrong with the arguments.
fn say(answer: &clap::Error) -> ExitCode {
    let terminal = Terminal::new(clap::ColorChoice::Auto);
    let color = if answer.use_stderr() { terminal.color_for_errors } else { terminal.color };
    let text = answer.render();
    let text = if color { text.ansi().to_string() } else { text.to_string() };
    if answer.use_stderr() {
        terminal.tell(text.trim_end());
        return Exit::CouldNotRun.into();
    }
    match terminal.print(&text) {
        Ok(()) => Exit::Clean.into(),
        Err(error) => {
            terminal.complain(&format!("{error:#}"));
            Exit::CouldNotRun.into()
        }
    }
}

fn run(command: &Command, terminal: &Terminal) -> anyhow::Result<Ended> {
    let exit = match command {
        Command::Check(arguments) => return check::run(arguments, terminal),
        Command::Grade(arguments) => return grade::run(arguments, terminal),
        Command::Status(arguments) => return status::run(arguments, terminal),
        Command::Diff(arguments) => return diff::run(arguments, terminal),
        Command::Explain(arguments) => return explain::run(arguments, terminal),
        Command::Init(arguments) => init::run(arguments, terminal),
        Command::Rules(arguments) => rules::run(arguments, terminal),
        Command::Schema(arguments) => schema::run(arguments, terminal),
        Command::Reference(_) => reference::run(terminal),
    };
    exit.map(Ended::from)
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
