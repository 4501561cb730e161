//! Opens the goals for a command.

use super::Exit;
use super::args::{AsOf, Here, Paths, variable};
use super::progress::Progress;
use super::terminal::{Terminal, today};
use super::words;
use crate::goals::{Calendar, Day, Quarter};
use crate::project::{self, Base, Earlier, Project, Site, base, earlier};
use crate::score::Scorecard;
use std::collections::BTreeSet;

/// Which goals to read from files, and the day to look from.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Goals {
    #[command(flatten)]
    paths: Paths,

    #[command(flatten)]
    as_of: AsOf,
}

impl Goals {
    /// The goals of the workspace, for a command that takes no paths.
    pub(super) fn of_workspace(as_of: AsOf) -> Self {
        Self { paths: Paths::none(), as_of }
    }

    /// Opens the goals and resolves the day to look from. [`tell_what_is_missing`] reports what could not be read.
    pub(super) fn open(&self) -> anyhow::Result<(Project, Day)> {
        let project = Project::open(&Here::find()?.request(self.paths.named()))?;
        Ok((project, self.as_of.day()))
    }

    /// Opens the goals with the scores of a quarter, which `of` derives from the day, compared with the original agreement
    /// if the history has it.
    pub(super) fn scored(
        &self,
        of: impl Fn(Calendar, Day) -> Quarter,
        terminal: &Terminal,
    ) -> anyhow::Result<(Project, Scorecard)> {
        let here = Here::find()?;
        let request = here.request(self.paths.named());
        let goals = project::Goals::Here(Box::new(Site::find(&request)?));
        scored(goals, &request, of, self.as_of.day(), terminal)
    }

    /// The same goals at an earlier day.
    pub(super) fn earlier(&self, when: &str, today: Day) -> anyhow::Result<Earlier> {
        let here = Here::find()?;
        Ok(earlier(&here.request(self.paths.named()), when, today, &variable)?)
    }
}

/// Which goals to read, from files or from a commit, and the day to look from.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct GoalsAt {
    #[command(flatten)]
    goals: Goals,

    /// Show the goals of this commit, as of its day unless `--as-of` is given. A day, like `2026-08-01`
    /// or `last week`, shows goals and scores as of its end.
    #[arg(long, value_name = "REVISION", conflicts_with = "paths")]
    at: Option<String>,
}

impl GoalsAt {
    /// Opens the goals with the scores of a quarter, like [`Goals::scored`].
    pub(super) fn scored(
        &self,
        of: impl Fn(Calendar, Day) -> Quarter,
        terminal: &Terminal,
    ) -> anyhow::Result<(Project, Scorecard)> {
        let Some(revision) = &self.at else { return self.goals.scored(of, terminal) };
        let here = Here::find()?;
        let request = here.request(&[]);
        let named = self.goals.as_of;
        let repository = Site::find(&request)?.repository()?;
        let Base { commit, label, day } = base(&repository, revision, named.day(), &variable)?;
        if day.is_some() {
            terminal.tell_plainly(&format!("the goals of {label}"));
        }
        let day = match day {
            None => repository.day_of(&commit)?.parse().ok(),
            asked_for => asked_for,
        };
        let as_of = named.named().or(day).unwrap_or_else(today);
        scored(project::Goals::At { repository, commit }, &request, of, as_of, terminal)
    }
}

impl GoalsAt {
    /// The day to look from, where the goals are those of the workspace as they are now, which can be written.
    pub(super) fn writable(&self) -> Option<AsOf> {
        (self.at.is_none() && self.goals.paths.named().is_empty()).then_some(self.goals.as_of)
    }

    /// Takes out the one word given that is not the path of goals.
    pub(super) fn take_name(&mut self) -> Option<String> {
        self.goals.paths.take_name()
    }

    /// The same goals at an earlier day.
    pub(super) fn earlier(&self, when: &str, today: Day) -> anyhow::Result<Earlier> {
        self.goals.earlier(when, today)
    }
}

fn scored(
    goals: project::Goals,
    request: &project::Request<'_>,
    of: impl Fn(Calendar, Day) -> Quarter,
    as_of: Day,
    terminal: &Terminal,
) -> anyhow::Result<(Project, Scorecard)> {
    let open = || goals.open(request, |calendar| Some(of(calendar, as_of)), as_of);
    let (project, settled) = Progress::during("reading goals", open)?;
    words::refuse_to_show(request.paths, &project)?;
    terminal.tell_notices(&project.notices);
    let quarter = of(project.workspace.calendar, as_of);
    let mut card = Scorecard::new(&project.workspace, &project.settings, quarter, as_of);
    if let Some(settled) = &settled {
        let agreed = settled.first_agreed(&project.workspace, quarter, as_of);
        if card.ended() && !agreed.late.is_empty() {
            tell_of_late_goals(&agreed.late, &project, quarter, terminal);
        }
        agreed.compare(&mut card);
    }
    Ok((project, card))
}

/// A grade by targets that were set when the results were known says little.
fn tell_of_late_goals(teams: &BTreeSet<String>, project: &Project, quarter: Quarter, terminal: &Terminal) {
    let settled = project.workspace.calendar.settled_by(quarter).long();
    let teams: Vec<&str> = teams.iter().map(String::as_str).collect();
    terminal.tell(&format!(
        "note: the goals of {} for {quarter} are not in git by {settled}: nobody can say whether their targets were set before the results",
        teams.join(", ")
    ));
}

/// Reports what could not be read, so that numbers are not misleading.
pub(super) fn tell_what_is_missing(project: &Project, terminal: &Terminal) -> Exit {
    tell_of_mistakes(project, terminal);
    terminal.complain_of(&project.skipped);
    if project.skipped.is_empty() { Exit::Clean } else { Exit::CouldNotRun }
}

/// How many files have mistakes that may hide goals, those among them that could not be read at all.
pub(super) fn faulty_files(project: &Project) -> usize {
    project.workspace.files.iter().filter(|file| !file.problems.is_empty()).count()
}

/// Reports that mistakes in files may hide goals.
pub(super) fn tell_of_mistakes(project: &Project, terminal: &Terminal) {
    let faulty = faulty_files(project);
    if faulty > 0 {
        let (files, have) = if faulty == 1 { ("file", "has") } else { ("files", "have") };
        terminal.tell(&format!(
            "note: {faulty} {files} {have} mistakes that may hide goals; `okr check` shows them"
        ));
    }
}
