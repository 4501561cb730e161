//! Questions on a terminal, a plain line each: screen readers and pipes can follow.

use super::terminal::width;
use crate::render::answers::objection;
use crate::render::printable;
use anyhow::{Context as _, bail};
use std::io::{self, BufRead, IsTerminal as _, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// The exit code of a program that Ctrl-C ended, as shells give it: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Whether files are being written, which Ctrl-C must not cut short.
static WRITING: AtomicBool = AtomicBool::new(false);

/// Whether somebody is there to answer.
pub(super) fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// A talk with somebody at a terminal.
pub(super) struct Dialog<R, W> {
    input: R,
    output: W,
    /// In columns.
    width: usize,
}

impl Dialog<io::StdinLock<'static>, io::Stdout> {
    /// A talk over standard input and output. From here on Ctrl-C ends the program with exit code 130, and nothing is written.
    pub(super) fn begin() -> anyhow::Result<Self> {
        let ended = || {
            if !WRITING.load(Ordering::SeqCst) {
                // Nothing is asked after the last word.
                let _quiet = io::stdout().lock();
                let _ = writeln!(io::stderr(), "\nnothing was written");
                std::process::exit(INTERRUPTED);
            }
        };
        ctrlc::set_handler(ended).context("Ctrl-C cannot be watched for")?;
        Ok(Self { input: io::stdin().lock(), output: io::stdout(), width: width() })
    }
}

impl<R: BufRead, W: Write> Dialog<R, W> {
    /// A talk over any input and output.
    #[cfg(test)]
    pub(super) fn over(input: R, output: W) -> Self {
        Self { input, output, width: 80 }
    }

    /// Says something.
    pub(super) fn say(&mut self, text: &str) -> anyhow::Result<()> {
        self.output.write_all(printable(text).as_bytes())?;
        Ok(self.output.flush()?)
    }

    /// Asks for a line; `None` where the input has ended.
    pub(super) fn ask(&mut self, prompt: &str) -> anyhow::Result<Option<String>> {
        self.say(prompt)?;
        let mut line = String::new();
        match self.input.read_line(&mut line).context("the answer cannot be read")? {
            0 => {
                self.say("\n")?;
                Ok(None)
            }
            _ => Ok(Some(line.trim().to_owned())),
        }
    }

    /// Asks for consent: Enter gives it, the end of the input does not.
    pub(super) fn agreed(&mut self, question: &str) -> anyhow::Result<bool> {
        let answer = self.ask(&format!("{question} [Y/n] "))?;
        Ok(matches!(answer.as_deref().map(str::to_lowercase).as_deref(), Some("" | "y" | "yes")))
    }

    /// Says below a question why its answer is not taken.
    pub(super) fn object(&mut self, why: &impl std::fmt::Display) -> anyhow::Result<()> {
        self.say(&objection(&why.to_string(), self.width))
    }
}

/// Does something that Ctrl-C must not cut short.
pub(super) fn uninterrupted<T>(write: impl FnOnce() -> T) -> T {
    WRITING.store(true, Ordering::SeqCst);
    let result = write();
    WRITING.store(false, Ordering::SeqCst);
    result
}

/// What was given on the command line, else what somebody answers.
///
/// # Errors
/// Nobody is there to answer, or gives no answer.
pub(super) fn given_or_asked(given: Option<&str>, prompt: &str, missing: &str) -> anyhow::Result<String> {
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    if !is_possible() {
        bail!("{missing}");
    }
    match Dialog::begin()?.ask(prompt)?.filter(|answer| !answer.is_empty()) {
        Some(answer) => Ok(answer),
        None => bail!("nothing was written: {missing}"),
    }
}
