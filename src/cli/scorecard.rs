//! What `okr grade` and `okr status` share: the scores of a quarter.

use super::Exit;
use super::archive::repository;
use super::check::day;
use super::load::{LARGEST_FILE, Loaded, Request, Site};
use super::settled::Goals;
use super::terminal::{Terminal, today};
use crate::goals::{Calendar, Day, Quarter};
use crate::render::scorecard::{self, Format};
use crate::render::visible;
use crate::score::{Filter, Scorecard};
use crate::wrong::Wrong;
use crate::yaml;
use anyhow::bail;
use std::path::PathBuf;

/// Which of the two shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Screen {
    /// `okr grade`: also against the numbers that were agreed at first, as the history has them.
    Grade,
    /// `okr status`.
    Status,
}

/// What both commands take.
#[derive(Debug, clap::Args)]
pub(super) struct Shared {
    /// Files and folders to read; by default the goals of the workspace.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Only this team, `company`, or person.
    #[arg(long, value_name = "TEAM")]
    pub(super) team: Option<String>,

    /// How to show it.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = FormatName::Table)]
    format: FormatName,

    /// The day to look from, year-month-day; today by default. Later check-ins are not seen.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,

    /// The goals as this commit has them, and the day it was made unless `--as-of` names another.
    #[arg(long, value_name = "REVISION", conflicts_with = "paths")]
    at: Option<String>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum FormatName {
    Table,
    Json,
    Markdown,
    Csv,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Table => Format::Table,
            FormatName::Json => Format::Json,
            FormatName::Markdown => Format::Markdown,
            FormatName::Csv => Format::Csv,
        }
    }
}

pub(super) fn quarter(text: &str) -> Result<Quarter, String> {
    text.parse().map_err(|wrong: Wrong| wrong.on_one_line())
}

/// Shows the scorecard of a quarter; of the usual one for the day where none is named.
pub(super) fn show(
    shared: &Shared,
    quarter: Option<Quarter>,
    filter: &Filter,
    screen: Screen,
    usual_quarter: fn(Calendar, Day) -> Quarter,
    terminal: &Terminal,
) -> anyhow::Result<Exit> {
    let site = Site::find(&shared.paths, terminal)?;
    let (goals, as_of) = match &shared.at {
        Some(revision) => {
            let repository = repository(&site)?;
            let commit = repository.commit(revision)?;
            let day = repository.day_of(&commit)?.parse().ok();
            let as_of = shared.as_of.or(day).unwrap_or_else(today);
            (Goals::At { repository, commit }, as_of)
        }
        None => (Goals::Here(site), shared.as_of.unwrap_or_else(today)),
    };
    let request = Request::of(&shared.paths);
    let settles = |calendar: Calendar| {
        let quarter = quarter.unwrap_or_else(|| usual_quarter(calendar, as_of));
        (screen == Screen::Grade).then_some(quarter)
    };
    let (loaded, settled) = goals.load(&request, settles, as_of, terminal)?;
    let quarter = quarter.unwrap_or_else(|| usual_quarter(loaded.workspace.calendar, as_of));
    let mut card = Scorecard::new(&loaded.workspace, &loaded.settings, quarter, as_of);
    if let Some(settled) = &settled {
        card.compare_with(&settled.by_address(&loaded.workspace, quarter));
    }
    card.narrow(filter);
    if let Some(team) = &filter.team {
        require_team(team, &card)?;
    }
    let format = shared.format.into();
    terminal.print(&match screen {
        Screen::Grade => scorecard::grade(&card, format, terminal.layout()),
        Screen::Status => scorecard::status(&card, format, terminal.layout()),
    })?;
    Ok(tell_what_is_missing(&loaded, terminal).leaving((loaded, settled, card)))
}

/// A team that has no objectives in the quarter is a slip of the pen, not an empty table.
fn require_team(team: &str, card: &Scorecard) -> anyhow::Result<()> {
    if card.all_teams.is_empty() || card.all_teams.iter().any(|known| known == team) {
        return Ok(());
    }
    let team = visible(team);
    let known = card.all_teams.join(", ");
    match yaml::nearest(&team, card.all_teams.iter().map(String::as_str)) {
        Some(near) => bail!("no `{team}` has objectives in {}; did you mean `{near}`?", card.quarter),
        None => bail!("no `{team}` has objectives in {}; these have: {known}", card.quarter),
    }
}

/// Numbers are honest only when it is said what could not be read.
pub(super) fn tell_what_is_missing(loaded: &Loaded, terminal: &Terminal) -> Exit {
    let faulty = loaded.workspace.files.iter().filter(|file| !file.problems.is_empty()).count();
    if faulty > 0 {
        let (files, have) = if faulty == 1 { ("file", "has") } else { ("files", "have") };
        terminal.tell(&format!(
            "note: {faulty} {files} {have} mistakes that may hide goals; `okr check` shows them"
        ));
    }
    terminal.complain_of(&loaded.skipped);
    if loaded.skipped.is_empty() { Exit::Clean } else { Exit::CouldNotRun }
}

impl<'a> Request<'a> {
    /// A request for goals as they stand in files.
    pub(super) fn of(paths: &'a [PathBuf]) -> Self {
        Request { paths, stdin_file: None, largest_file: LARGEST_FILE }
    }
}
