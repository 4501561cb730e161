//! What `okr grade` and `okr status` share: the scores of a quarter.

use super::args::{AsOf, Here, one_of};
use super::terminal::{Terminal, today};
use super::{Ended, Exit};
use crate::goals::{Calendar, Day, Quarter};
use crate::project::{Goals, Project, Site};
use crate::render::scorecard::{self, Detail, Format};
use crate::render::visible;
use crate::score::{Filter, Scorecard};
use crate::yaml;
use anyhow::bail;
use std::path::PathBuf;

/// Which of the two shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Screen {
    /// `okr grade`: also against the numbers that were agreed at first, as the history has them.
    Grade,
    /// `okr status`, in some detail.
    Status(Detail),
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
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = one_of(&FORMATS))]
    format: Format,

    #[command(flatten)]
    as_of: AsOf,

    /// The goals as this commit has them, and the day it was made unless `--as-of` names another.
    #[arg(long, value_name = "REVISION", conflicts_with = "paths")]
    at: Option<String>,
}

const FORMATS: [(&str, Format); 4] =
    [("table", Format::Table), ("json", Format::Json), ("markdown", Format::Markdown), ("csv", Format::Csv)];

/// Shows the scorecard of a quarter; of the usual one for the day where none is named.
pub(super) fn show(
    shared: &Shared,
    quarter: Option<Quarter>,
    filter: &Filter,
    screen: Screen,
    usual_quarter: fn(Calendar, Day) -> Quarter,
    terminal: &Terminal,
) -> anyhow::Result<Ended> {
    let here = Here::find()?;
    let request = here.request(&shared.paths);
    let site = Site::find(&request)?;
    let (goals, as_of) = match &shared.at {
        Some(revision) => {
            let repository = site.repository()?;
            let commit = repository.commit(revision)?;
            let day = repository.day_of(&commit)?.parse().ok();
            let as_of = shared.as_of.named().or(day).unwrap_or_else(today);
            (Goals::At { repository, commit }, as_of)
        }
        None => (Goals::Here(Box::new(site)), shared.as_of.day()),
    };
    let settles = |calendar: Calendar| {
        let quarter = quarter.unwrap_or_else(|| usual_quarter(calendar, as_of));
        (screen == Screen::Grade).then_some(quarter)
    };
    let (project, settled) = goals.open(&request, settles, as_of)?;
    terminal.tell_notices(&project.notices);
    let quarter = quarter.unwrap_or_else(|| usual_quarter(project.workspace.calendar, as_of));
    let mut card = Scorecard::new(&project.workspace, &project.settings, quarter, as_of);
    if let Some(settled) = &settled {
        card.compare_with(&settled.by_address(&project.workspace, quarter));
    }
    card.narrow(filter);
    if let Some(team) = &filter.team {
        require_team(team, &card)?;
    }
    let format = shared.format;
    terminal.print(&match screen {
        Screen::Grade => scorecard::grade(&card, format, terminal.layout()),
        Screen::Status(detail) => scorecard::status_in_detail(&card, format, terminal.layout(), detail),
    })?;
    Ok(tell_what_is_missing(&project, terminal).holding((project, settled, card)))
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
pub(super) fn tell_what_is_missing(project: &Project, terminal: &Terminal) -> Exit {
    let faulty = project.workspace.files.iter().filter(|file| !file.problems.is_empty()).count();
    if faulty > 0 {
        let (files, have) = if faulty == 1 { ("file", "has") } else { ("files", "have") };
        terminal.tell(&format!(
            "note: {faulty} {files} {have} mistakes that may hide goals; `okr check` shows them"
        ));
    }
    terminal.complain_of(&project.skipped);
    if project.skipped.is_empty() { Exit::Clean } else { Exit::CouldNotRun }
}
