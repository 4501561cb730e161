//! Arguments that several commands share.

pub(super) use super::here::Here;

use super::complete;
use super::terminal::today;
use crate::goals::values::{Confidence, Weight};
use crate::goals::{Calendar, Cycle, Day, Quarter, Quarters};
use crate::project::{Text, day_in_words};
use crate::rules::Days;
use crate::source::read_stream;
use crate::wrong::Wrong;
use anyhow::Context as _;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::{Path, PathBuf};

/// The day all results depend on.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct AsOf {
    /// The current day as YYYY-MM-DD; today by default. Later check-ins are ignored.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
}

impl AsOf {
    /// The given day, or today.
    pub(super) fn day(self) -> Day {
        self.as_of.unwrap_or_else(today)
    }

    /// The given day, beside today.
    pub(super) fn days(self) -> Days {
        Days { as_of: self.day(), today: Some(today()) }
    }

    /// The given day, if any.
    pub(super) fn named(self) -> Option<Day> {
        self.as_of
    }
}

/// The files and folders to read.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Paths {
    /// Files and folders to read; by default the goals of the workspace.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Paths {
    /// Those of the workspace.
    pub(super) fn none() -> Self {
        Self { paths: Vec::new() }
    }

    /// The given paths.
    pub(super) fn named(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Takes out the one word given that is not the path of anything.
    pub(super) fn take_name(&mut self) -> Option<String> {
        let [only] = &self.paths[..] else { return None };
        let name = only.to_str().filter(|_| !only.exists())?.to_owned();
        self.paths.clear();
        Some(name)
    }
}

/// Whose goals.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Who {
    /// Only this team, `company`, or person.
    #[arg(long, value_name = "TEAM", add = complete::teams())]
    pub(super) team: Option<String>,

    /// Only what this person owns; `me` is found by git's user and `people` in okr.yaml, or by OKR_OWNER.
    #[arg(long, value_name = "OWNER", add = complete::owners())]
    pub(super) owner: Option<String>,
}

/// One quarter.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct InQuarter {
    /// The quarter, like 2026-Q1; by default the current one.
    #[arg(long, value_name = "QUARTER", value_parser = quarter, add = complete::quarters())]
    quarter: Option<Quarter>,
}

impl InQuarter {
    /// Whether one was named.
    pub(super) fn is_named(self) -> bool {
        self.quarter.is_some()
    }

    /// The given quarter, or the one of a day.
    pub(super) fn of(self, calendar: Calendar, day: Day) -> Quarter {
        self.quarter.unwrap_or_else(|| calendar.quarter_of(day))
    }
}

/// One quarter or several.
#[derive(Debug, clap::Args)]
pub(super) struct During {
    /// The quarter, like 2026-Q1, or several, like 2026-H1 or 2026; by default the current quarter.
    #[arg(long, value_name = "QUARTER", value_parser = period, add = complete::quarters())]
    quarter: Option<Period>,
}

impl During {
    /// The given quarters.
    pub(super) fn named(&self) -> Option<&Period> {
        self.quarter.as_ref()
    }
}

/// Quarters under one name.
#[derive(Debug, Clone)]
pub(super) struct Period {
    /// As it was written.
    pub(super) name: String,
    /// In order; at least one.
    pub(super) quarters: Vec<Quarter>,
}

/// A quarter, half of a year, a year, or several quarters, in every form that goal files know: `2026-Q1`, `2026-H1`, `2026`,
/// `2026-Q3..2027-Q1`.
fn period(text: &str) -> Result<Period, String> {
    let quarters = match text.parse().map_err(|wrong: Wrong| wrong.on_one_line())? {
        Cycle::Quarter(quarter) => vec![quarter],
        Cycle::Longer(Quarters { first, last }) => {
            std::iter::successors(Some(first), |quarter| Some(quarter.next()))
                .take_while(|quarter| *quarter <= last)
                .collect()
        }
    };
    Ok(Period { name: text.trim().to_owned(), quarters })
}

pub(super) fn confidence(text: &str) -> Result<u8, String> {
    text.parse::<Confidence>().map(|confidence| confidence.0).map_err(|wrong| wrong.on_one_line())
}

/// A weight, as it was written.
pub(super) fn weight(text: &str) -> Result<String, String> {
    text.parse::<Weight>().map(|_| text.to_owned()).map_err(|wrong| wrong.on_one_line())
}

pub(super) fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|wrong: Wrong| wrong.on_one_line())
}

/// The day that `--since` means: a date, or words like `last week`.
pub(super) fn since(words: Option<&str>, today: Day) -> anyhow::Result<Option<Day>> {
    let day = words.map(|words| day_in_words(words, today)).transpose();
    day.map_err(|wrong| anyhow::anyhow!(wrong.on_one_line()))
}

pub(super) fn quarter(text: &str) -> Result<Quarter, String> {
    text.parse().map_err(|wrong: Wrong| wrong.on_one_line())
}

/// Reads one of several named values, as for `--format`.
pub(super) fn one_of<T: Copy + Send + Sync + 'static>(
    named: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    let value = move |name: String| named.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let value = move |name| value(name).expect("internal error: a name that is not among the accepted ones");
    PossibleValuesParser::new(named.iter().map(|(name, _)| *name)).map(value)
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

/// An environment variable.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
