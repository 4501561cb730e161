//! What several commands take.

use super::terminal::today;
use crate::goals::{Day, Quarter};
use crate::project::{LARGEST_FILE, Request, Text};
use crate::source::read_stream;
use crate::wrong::Wrong;
use anyhow::Context as _;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::{Path, PathBuf};

/// The day that everything depends on.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct AsOf {
    /// The day to look from, year-month-day; today by default. Later check-ins are not seen.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
}

impl AsOf {
    /// The day that was named, else today.
    pub(super) fn day(self) -> Day {
        self.as_of.unwrap_or_else(today)
    }

    /// The day that was named, if one was.
    pub(super) fn named(self) -> Option<Day> {
        self.as_of
    }
}

pub(super) fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|wrong: Wrong| wrong.on_one_line())
}

pub(super) fn quarter(text: &str) -> Result<Quarter, String> {
    text.parse().map_err(|wrong: Wrong| wrong.on_one_line())
}

/// Reads one of some named values, as `--format` does.
pub(super) fn one_of<T: Copy + Send + Sync + 'static>(
    named: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    let value = move |name: String| named.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let value = move |name| value(name).expect("internal error: a name that is not among the accepted ones");
    PossibleValuesParser::new(named.iter().map(|(name, _)| *name)).map(value)
}

/// Where commands start from.
#[derive(Debug)]
pub(super) struct Here {
    folder: PathBuf,
    home: Option<PathBuf>,
}

impl Here {
    /// The current folder.
    pub(super) fn find() -> anyhow::Result<Self> {
        let folder = std::env::current_dir().context("the current folder cannot be read")?;
        Ok(Self { folder, home: std::env::home_dir() })
    }

    pub(super) fn path(&self) -> &Path {
        &self.folder
    }

    /// A request for goals as they stand in files; for those of the workspace where no path is given.
    pub(super) fn request<'a>(&'a self, paths: &'a [PathBuf]) -> Request<'a> {
        Request {
            here: &self.folder,
            home: self.home.as_deref(),
            paths,
            text: None,
            largest_file: LARGEST_FILE,
        }
    }
}

/// Whether a path on the command line means standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Standard input, of at most `limit` bytes.
pub(super) fn standard_input(stands_for: Option<&Path>, limit: u64) -> anyhow::Result<Text> {
    let content = read_stream(std::io::stdin().lock(), limit).context("standard input cannot be read")?;
    Ok(Text { stands_for: stands_for.map(Path::to_path_buf), content })
}

/// A variable of the environment.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
