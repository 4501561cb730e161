//! The command line: one file per command. Only this room reads the clock, the environment, the terminal and the working
//! folder, and only this room prints.

#![allow(clippy::disallowed_methods, reason = "this is the command line")]

mod args;
mod ask;
mod cancel;
mod chain;
mod check;
mod checkin;
mod complete;
mod completions;
mod decide;
mod diff;
mod explain;
mod fmt;
mod forecast;
mod funnel;
mod goals;
mod grade;
mod help;
mod here;
mod init;
mod lsp;
mod man;
mod new;
mod open;
mod pdf;
mod people;
mod progress;
mod pull;
mod reference;
mod reflect;
mod report;
mod review;
mod revise;
mod rules;
mod schema;
mod scorecard;
mod status;
mod terminal;
mod todo;
mod tree;
mod view;
mod what_if;
mod words;
mod writing;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use clap_complete::CompleteEnv;
use std::any::Any;
use std::process::ExitCode;
use terminal::Terminal;

/// The exit code of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Success, and nothing was found that fails the command.
    Clean = 0,
    /// Something was found that fails the command, such as findings at or above `--fail-on`.
    Findings = 1,
    /// The command could not run: wrong usage, wrong settings, an unreadable path.
    CouldNotRun = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// A command that ended, with its large values. The process ends as well, and freeing each of their small parts
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
    /// The same, or findings if everything else went well.
    fn or_findings(self, any: bool) -> Self {
        if any && self == Exit::Clean { Exit::Findings } else { self }
    }

    fn holding(self, values: impl Any) -> Ended {
        Ended { exit: self, held: Some(Box::new(values)) }
    }
}

/// What exit codes mean where `1` has one meaning.
macro_rules! exit_codes {
    ($zero:literal $(, $one:literal)?) => {
        concat!(
            "Exit codes:\n  0  ", $zero,
            $("\n  1  ", $one,)?
            "\n  2  could not run: bad usage, bad settings, or a path that cannot be read"
        )
    };
}
use exit_codes;

/// What exit codes mean, whatever the command.
const EXIT_CODES: &str = exit_codes!(
    "done, and nothing was found that the command was asked to fail on",
    "something was found that it was asked to fail on: with --fail-on, --check, --diff or --close"
);
/// What they mean where `1` is not used.
const DONE_OR_NOT: &str = exit_codes!("done");

/// Checks, scores and reports OKRs and metrics kept as YAML files.
#[derive(Debug, Parser)]
#[command(name = "okr", version, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = clap::ColorChoice::Auto, value_name = "WHEN")]
    color: clap::ColorChoice,

    /// Reads every file with the complete YAML parser: slower but otherwise equal, for tests.
    #[arg(long, global = true, hide = true)]
    complete_yaml: bool,
}

/// Defines the commands from one table: their arguments, how each is run, and under which
/// heading the help lists it.
macro_rules! commands {
    ($($heading:literal { $($variant:ident: $module:ident,)* })*) => {
        // The arguments of a command are only put together where it is run: those of all took half of a start.
        #[derive(Debug, Subcommand)]
        #[command(defer = true)]
        enum Command {
            $($($variant($module::Arguments),)*)*
        }

        fn run(command: &Command, terminal: &Terminal) -> anyhow::Result<Ended> {
            match command {
                $($(Command::$variant(arguments) => $module::run(arguments, terminal).map(Ended::from),)*)*
            }
        }

        /// The headings of the help, each with its commands.
        const GROUPS: &[help::Group] =
            &[$(help::Group { heading: $heading, modules: &[$(stringify!($module)),*] }),*];
    };
}

commands! {
    "Judge goals" {
        Check: check,
        Grade: grade,
        Explain: explain,
        Rules: rules,
    }
    "See where they stand" {
        Todo: todo,
        Status: status,
        Review: review,
        Report: report,
        Forecast: forecast,
        Tree: tree,
        Funnel: funnel,
        Chain: chain,
        WhatIf: what_if,
        Diff: diff,
    }
    "Write" {
        Checkin: checkin,
        Pull: pull,
        New: new,
        Fmt: fmt,
        Revise: revise,
        Cancel: cancel,
        Decide: decide,
        Reflect: reflect,
        Init: init,
    }
    "Set up" {
        Lsp: lsp,
        Completions: completions,
        Man: man,
        Schema: schema,
        Reference: reference,
    }
}

/// The command line, to read arguments or to generate documentation.
fn command_line() -> clap::Command {
    help::grouped(Arguments::command(), GROUPS)
}

/// The request of the process.
fn arguments() -> Result<Arguments, clap::Error> {
    let is_help = |error: &clap::Error| {
        matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand)
    };
    match parsed(Arguments::command()) {
        // Listing the commands in groups takes a fifth of a start, so it is left to the help.
        Err(error) if is_help(&error) => parsed(command_line()),
        other => other,
    }
}

fn parsed(mut command: clap::Command) -> Result<Arguments, clap::Error> {
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// Runs the command in the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    CompleteEnv::with_factory(command_line).var(completions::VARIABLE).complete();
    let arguments = match arguments() {
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

/// Prints the help or the version, or what is wrong with the arguments.
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

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_formed() {
        super::command_line().debug_assert();
    }

    #[test]
    fn the_help_lists_every_command_once() {
        let listed: Vec<String> = super::GROUPS.iter().flat_map(|group| group.names()).collect();
        let command = super::command_line();
        let commands: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        assert_eq!(listed, commands);
    }
}
