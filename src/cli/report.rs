//! `okr report`: a quarter as a page for people who look rather than read.

use super::Ended;
use super::args::{InQuarter, Who};
use super::goals::{GoalsAt, tell_what_is_missing};
use super::open::open;
use super::scorecard::{require_team, since};
use super::terminal::Terminal;
use crate::goals::{Calendar, Day, Quarter};
use crate::render::html::{self, Report};
use crate::render::visible;
use crate::review::{Since, Tree, tree};
use crate::score::{Filter, Scorecard};
use crate::write::{Batch, Expect};
use anyhow::{Context as _, anyhow, bail};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Writes a page with charts: how the quarter stands, or its grades once it has ended.
///
/// The page is one HTML file that needs no network and no script: it can be mailed, attached to a build, or printed. It shows the
/// north star, what needs attention, every objective with its key results, indicators and guardrails, and earlier grades.
#[derive(Debug, clap::Args)]
#[command(after_help = super::EXIT_CODES)]
pub(super) struct Arguments {
    #[command(flatten)]
    goals: GoalsAt,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    quarter: InQuarter,

    /// The file to write, by default `okr-QUARTER.html` here; `-` is standard output. A folder (a name that ends with `/`, or one
    /// that exists) gets an `index.html` and a page for each team.
    #[arg(long, value_name = "FILE|DIR", value_hint = clap::ValueHint::AnyPath)]
    out: Option<PathBuf>,

    /// Also shows what changed since a day, like `2026-11-13`, `last week`, `monday` or `7d`, or since a commit.
    #[arg(long, value_name = "DAY")]
    since: Option<String>,

    /// Shows progress without absolute values: scores and shares of the way stay, numbers in sentences are hidden, and notes,
    /// reasons and reflections are left out. Names of teams, owners and metrics stay.
    #[arg(long)]
    redact: bool,

    /// The heading of the page.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// Opens what was written in the system's browser.
    #[arg(long)]
    open: bool,

    /// Only the chart of a metric, a guardrail, a key result, an objective, a team or a quarter, as an SVG file for a README or a
    /// chat; by default `okr-chart.svg` here.
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["since", "title"])]
    chart: Option<String>,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let of = |calendar: Calendar, day: Day| -> Quarter { arguments.quarter.of(calendar, day) };
    let (project, mut card) = arguments.goals.scored(of, terminal)?;
    card.look_back(&project.workspace, &project.settings);
    require_team(arguments.who.team.as_ref(), std::slice::from_ref(&card))?;
    let tree = tree(&project.workspace, &card, None, card.first_day).ok();
    let when = arguments.since.as_deref();
    let since = when.map(|when| since(&arguments.goals, when, &project, &card, terminal)).transpose()?;
    let desk = Desk { arguments, card: &card, tree: tree.as_ref(), since: since.as_ref(), terminal };
    let pages = desk.pages()?;
    desk.write(&pages)?;
    Ok(tell_what_is_missing(&project, terminal).holding((project, card)))
}

/// What changed, as far as a scorecard shows it.
fn shown_of(since: &Since, card: &Scorecard) -> Since {
    let mut since = since.clone();
    if !card.is_filtered() {
        return since;
    }
    let objectives = || card.teams.iter().flat_map(|team| &team.objectives);
    let key_results = || objectives().flat_map(|objective| &objective.key_results);
    let shown: BTreeSet<&str> = key_results().map(|card| card.address.as_str()).collect();
    since
        .teams
        .retain(|news| card.teams.iter().any(|team| team.team == news.team && team.level == news.level));
    for objective in since.teams.iter_mut().flat_map(|team| &mut team.objectives) {
        objective
            .key_results
            .retain(|news| news.course.is.is_none() || shown.contains(news.address.as_str()));
    }
    let metrics: BTreeSet<&str> =
        card.north_star.iter().chain(&card.metrics).map(|card| card.id.as_str()).collect();
    since.metrics.retain(|news| metrics.contains(news.metric.as_str()));
    since.guardrails.retain(|news| card.guardrails.iter().any(|card| card.metric == news.metric));
    since
}

/// A file and its text.
struct Page {
    name: String,
    text: String,
}

struct Desk<'d> {
    arguments: &'d Arguments,
    /// Everything, whatever is shown.
    card: &'d Scorecard,
    tree: Option<&'d Tree>,
    /// What changed in everything.
    since: Option<&'d Since>,
    terminal: &'d Terminal,
}

impl Desk<'_> {
    /// The folder to write pages of teams to, where one is asked for.
    fn folder(&self) -> Option<&Path> {
        let out = self.arguments.out.as_deref()?;
        let ends_as_folder = out.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
        (self.arguments.chart.is_none() && (ends_as_folder || out.is_dir())).then_some(out)
    }

    fn pages(&self) -> anyhow::Result<Vec<Page>> {
        if let Some(name) = &self.arguments.chart {
            let report = Report { title: None, ..self.report(self.card, None) };
            let text = html::drawing(&report, name).map_err(|error| anyhow!("`{name}`: {error}"))?;
            return Ok(vec![Page { name: "okr-chart.svg".to_owned(), text }]);
        }
        if self.folder().is_none() {
            let name = format!("okr-{}.html", self.card.quarter);
            return Ok(vec![Page { name, text: self.page(&self.arguments.who.filter(), &[], None)? }]);
        }
        if self.arguments.who.filter() != Filter::default() {
            bail!(
                "a folder gets a page for each team\nhelp: leave out `--team` and `--owner`, or name a file for `--out`"
            );
        }
        let files = file_names(self.card);
        let mut pages =
            vec![Page { name: "index.html".to_owned(), text: self.page(&Filter::default(), &files, None)? }];
        for (team, file) in &files {
            let filter = Filter { team: Some(team.clone()), owner: None };
            pages.push(Page { name: file.clone(), text: self.page(&filter, &[], Some("index.html"))? });
        }
        Ok(pages)
    }

    fn report<'r>(&'r self, card: &'r Scorecard, since: Option<&'r Since>) -> Report<'r> {
        Report {
            card,
            since,
            tree: self.tree,
            title: self.arguments.title.as_deref(),
            redacts: self.arguments.redact,
            teams: &[],
            home: None,
        }
    }

    fn page(
        &self,
        filter: &Filter,
        teams: &[(String, String)],
        home: Option<&str>,
    ) -> anyhow::Result<String> {
        let mut card = self.card.clone();
        card.narrow(filter);
        let since = self.since.map(|since| shown_of(since, &card));
        Ok(html::page(&Report { teams, home, ..self.report(&card, since.as_ref()) }))
    }

    fn write(&self, pages: &[Page]) -> anyhow::Result<()> {
        let out = self.arguments.out.as_deref();
        if let (Some(out), [page]) = (out, pages)
            && out == Path::new("-")
        {
            return self.terminal.print(&page.text);
        }
        let folder = self.folder();
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("the folder {} cannot be created", shown(folder)))?;
        }
        let mut batch = Batch::anywhere(folder.unwrap_or(Path::new(".")));
        let mut paths = Vec::new();
        for page in pages {
            let path = match (folder, out) {
                (Some(folder), _) => folder.join(&page.name),
                (None, Some(file)) => file.to_path_buf(),
                (None, None) => PathBuf::from(&page.name),
            };
            if let Some(parent) =
                path.parent().filter(|parent| !parent.as_os_str().is_empty() && !parent.is_dir())
            {
                bail!("there is no folder {}", shown(parent));
            }
            let before = std::fs::read(&path).ok();
            let expect = match &before {
                Some(before) if !is_ours(before) => {
                    bail!(
                        "{} exists, and `okr report` did not write it\nhelp: name another file for `--out`",
                        shown(&path)
                    )
                }
                Some(before) => Expect::Bytes(before),
                None => Expect::Nothing,
            };
            batch
                .add(&path, page.text.as_bytes(), expect)
                .map_err(|error| anyhow!("{} was not written: {error}", shown(&path)))?;
            paths.push(path);
        }
        batch.commit().map_err(|(path, error)| anyhow!("{} was not written: {error}", shown(&path)))?;
        self.tell(pages, &paths)
    }

    fn tell(&self, pages: &[Page], paths: &[PathBuf]) -> anyhow::Result<()> {
        let bytes: usize = pages.iter().map(|page| page.text.len()).sum();
        let size = format!("{} KB", bytes.div_ceil(1000));
        let Some(first) = paths.first() else { return Ok(()) };
        let written = match paths.len() {
            1 => format!("wrote {} ({size})\n", shown(first)),
            more => format!("wrote {} and {} more pages ({size})\n", shown(first), more - 1),
        };
        self.terminal.print(&written)?;
        if self.arguments.open {
            open(first)?;
        }
        Ok(())
    }
}

fn shown(path: &Path) -> String {
    visible(&path.display().to_string()).into_owned()
}

/// Whether a file is one that this command wrote, so that it may be replaced.
fn is_ours(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1000)]);
    start.contains(html::MARK)
}

/// A file for each team, with a name that works on every system.
fn file_names(card: &Scorecard) -> Vec<(String, String)> {
    let mut taken = BTreeSet::from(["index".to_owned()]);
    let teams: BTreeSet<&str> = card.teams.iter().map(|team| team.team.as_str()).collect();
    let file = |team: &str| {
        let plain: String = team.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        let plain = plain.to_ascii_lowercase();
        let plain = if plain.is_empty() { "team".to_owned() } else { plain };
        let mut name = plain.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{plain}-{number}");
            number += 1;
        }
        (team.to_owned(), format!("{name}.html"))
    };
    teams.into_iter().map(file).collect()
}
