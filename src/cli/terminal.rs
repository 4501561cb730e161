//! The terminal: its width, its colours, and the only place that writes to it.

use crate::goals::Day;
use crate::project::{Notice, OpenError, SettingsError};
use crate::render::findings::{Style, full};
use crate::render::scorecard::Layout;
use crate::render::{printable, visible};
use crate::source::Skipped;
use anstream::AutoStream;
use anyhow::Context as _;
use clap::ColorChoice;
use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

/// Columns when the output is not a terminal.
const WIDTH_WHEN_PIPED: usize = 80;
/// Excerpts in a log may be wider than a terminal, because cut lines would hide the marked words.
const EXCERPT_WIDTH_WHEN_PIPED: usize = 140;

/// The columns of the terminal that standard output is; `None` where it is none. What is narrower than anything can be laid out
/// for counts as the narrowest.
fn columns() -> Option<usize> {
    const NARROWEST: usize = 40;
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size()?;
    let is_terminal = io::stdout().is_terminal() && columns > 0;
    is_terminal.then(|| usize::from(columns).max(NARROWEST))
}

/// The columns that a talk on standard output has.
pub(super) fn width() -> usize {
    columns().unwrap_or(WIDTH_WHEN_PIPED)
}

/// Standard output and standard error.
#[derive(Debug)]
pub(super) struct Terminal {
    /// Columns for tables.
    pub(super) width: usize,
    /// Whether to colour standard output.
    pub(super) color: bool,
    /// Whether to colour standard error.
    pub(super) color_for_errors: bool,
    excerpt_width: usize,
}

impl Terminal {
    pub(super) fn new(choice: ColorChoice) -> Self {
        let wanted = |automatic: anstream::ColorChoice| match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => automatic != anstream::ColorChoice::Never || is_forced(),
        };
        let columns = columns();
        Self {
            width: columns.unwrap_or(WIDTH_WHEN_PIPED),
            color: wanted(AutoStream::choice(&io::stdout())),
            color_for_errors: wanted(AutoStream::choice(&io::stderr())),
            excerpt_width: columns.unwrap_or(EXCERPT_WIDTH_WHEN_PIPED),
        }
    }

    /// The style of findings on standard output.
    pub(super) fn style(&self) -> Style {
        Style { width: self.excerpt_width, color: self.color }
    }

    /// The style of findings on standard error.
    fn error_style(&self) -> Style {
        Style { width: self.excerpt_width, color: self.color_for_errors }
    }

    /// The layout of tables on standard output.
    pub(super) fn layout(&self) -> Layout {
        Layout { width: self.width, color: self.color, unicode: true }
    }

    /// Writes the result to standard output, without anything that acts on a terminal or in a build log.
    pub(super) fn print(&self, text: &str) -> anyhow::Result<()> {
        self.print_commands(&printable(text))
    }

    /// Writes a result that consists of commands for a build log. If the reader stops early, the exit
    /// code still reflects the result.
    pub(super) fn print_commands(&self, text: &str) -> anyhow::Result<()> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written.context("standard output cannot be written"),
        }
    }

    /// Prints a message beside the result, on standard error. A closed standard error is not a mistake.
    pub(super) fn tell(&self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{}", printable(text));
    }

    /// Prints a message beside the result that may contain others' words: branch names, git's output.
    pub(super) fn tell_plainly(&self, text: &str) {
        let lines: Vec<_> = text.split('\n').map(visible).collect();
        self.tell(&lines.join("\n"));
    }

    /// Prints an error on standard error.
    pub(super) fn complain(&self, message: &str) {
        let bold = if self.color_for_errors {
            anstyle::AnsiColor::Red.on_default().bold()
        } else {
            anstyle::Style::new()
        };
        let lines: Vec<_> = message.split('\n').map(visible).collect();
        self.tell(&format!("{bold}error{bold:#}: {}", lines.join("\n")));
    }

    /// Prints on standard error why a command stopped. Mistakes in settings are shown in an excerpt.
    pub(super) fn complain_why(&self, error: &anyhow::Error) {
        match error.downcast_ref() {
            Some(OpenError::Settings(SettingsError::Faulty(faulty))) => {
                let draw = |problem| full::render_problem(problem, &faulty.sources, self.error_style());
                self.tell(&faulty.problems.iter().map(draw).collect::<Vec<_>>().join("\n\n"));
            }
            _ => self.complain(&format!("{error:#}")),
        }
    }

    /// Prints a note beside the result.
    pub(super) fn tell_notices(&self, notices: &[Notice]) {
        notices.iter().for_each(|notice| self.tell_plainly(&format!("note: {notice}")));
    }

    /// Reports which paths could not be read.
    pub(super) fn complain_of(&self, skipped: &[Skipped]) {
        skipped.iter().for_each(|Skipped { path, reason }| self.complain_about(path, reason));
    }

    /// Reports what is wrong with a path.
    pub(super) fn complain_about(&self, path: &Path, reason: impl Display) {
        self.complain(&format!("{}: {reason}", visible(&path.display().to_string())));
    }
}

/// Whether `FORCE_COLOR` asks for colours without a terminal, as CI systems do; `NO_COLOR` wins.
fn is_forced() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_none() && set("FORCE_COLOR").is_some_and(|value| value != "0" && value != "false")
}

/// Today in the local time zone: the default of `--as-of`, and the only use of the clock.
pub(super) fn today() -> Day {
    Day(chrono::Local::now().date_naive())
}
