//! `okr report`: a quarter as a page for people who look rather than read.

use super::args::{InQuarter, Who, one_of};
use super::goals::{GoalsAt, faulty_files, tell_what_is_missing};
use super::open::open;
use super::scorecard::{require_team, since};
use super::terminal::Terminal;
use super::{Ended, pdf, people};
use crate::goals::{Calendar, Day, Quarter};
use crate::render::html::{self, Report};
use crate::render::visible;
use crate::review::{Funnel, Since, Tree, funnel, tree};
use crate::score::{Filter, Scorecard};
use crate::write::{Batch, Expect};
use anyhow::{Context as _, anyhow, bail};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Writes a page with charts: how the quarter stands, or its grades once it has ended.
///
/// The page is one HTML file that needs no network and no script: it can be mailed, attached to a build, or printed. It shows the
/// north star, what needs attention, every objective with its key results, indicators and guardrails, and earlier grades.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
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

    /// What to write: `html`, `pdf`, which a browser on this machine prints, or `svg`, the chart that `--chart` names; by default
    /// what the name of the file says. `--format svg ADDRESS` is the same as `--chart ADDRESS`.
    #[arg(long, value_name = "FORMAT", value_parser = one_of(&FORMATS))]
    format: Option<Format>,
}

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Html,
    Pdf,
    Svg,
}

const FORMATS: [(&str, Format); 3] = [("html", Format::Html), ("pdf", Format::Pdf), ("svg", Format::Svg)];

impl Arguments {
    /// With the chart that `--format svg ADDRESS` names.
    fn with_chart(&self) -> Self {
        let mut own = self.clone();
        if own.format == Some(Format::Svg)
            && own.chart.is_none()
            && own.since.is_none()
            && own.title.is_none()
        {
            own.chart = own.goals.take_name();
        }
        own
    }

    /// The format asked for, in so many words or by the name of the file.
    fn format(&self) -> anyhow::Result<Format> {
        let by_name =
            || match self.out.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str()) {
                Some("pdf") => Format::Pdf,
                _ => Format::Html,
            };
        match (self.format, &self.chart) {
            (None | Some(Format::Svg), Some(_)) => Ok(Format::Svg),
            (Some(_), Some(_)) => {
                bail!("`--chart` draws an SVG file\nhelp: leave `--format` out, or write `--format svg`")
            }
            (Some(Format::Svg), None) => {
                bail!("an SVG file holds one chart\nhelp: name what to draw, like `--chart activation`")
            }
            (format, None) => Ok(format.unwrap_or_else(by_name)),
        }
    }
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let arguments = &arguments.with_chart();
    let format = arguments.format()?;
    let of = |calendar: Calendar, day: Day| -> Quarter { arguments.quarter.of(calendar, day) };
    let (project, mut card) = arguments.goals.scored(of, terminal)?;
    card.look_back(&project.workspace, &project.settings);
    require_team(arguments.who.team.as_ref(), std::slice::from_ref(&card), &project.workspace)?;
    let tree = tree(&project.workspace, &card, None, card.first_day).ok();
    let funnel = funnel(&project.workspace, &card);
    let when = arguments.since.as_deref();
    let since = when.map(|when| since(&arguments.goals, when, &project, &card, terminal)).transpose()?;
    let filter = people::filter(&arguments.who, &project, terminal)?;
    let desk = Desk {
        arguments,
        filter,
        card: &card,
        tree: tree.as_ref(),
        funnel: &funnel,
        since: since.as_ref(),
        faulty_files: faulty_files(&project),
        terminal,
    };
    let mut pages = desk.pages()?;
    if format == Format::Pdf {
        pages = vec![as_pdf(&pages)?];
    }
    desk.write(&pages)?;
    Ok(tell_what_is_missing(&project, terminal).holding((project, card)))
}

/// A page as a browser prints it.
fn as_pdf(pages: &[Page]) -> anyhow::Result<Page> {
    let [page] = pages else {
        bail!("a PDF file holds one page\nhelp: name a file for `--out`; `--team` is for the page of a team")
    };
    let html = String::from_utf8_lossy(&page.bytes);
    Ok(Page { name: page.name.replace(".html", ".pdf"), bytes: pdf::printed(&html)? })
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

/// A file and what is in it.
struct Page {
    name: String,
    bytes: Vec<u8>,
}

impl Page {
    fn of(name: String, text: String) -> Self {
        Self { name, bytes: text.into_bytes() }
    }
}

struct Desk<'d> {
    arguments: &'d Arguments,
    filter: Filter,
    /// Everything, whatever is shown.
    card: &'d Scorecard,
    tree: Option<&'d Tree>,
    funnel: &'d Funnel,
    /// What changed in everything.
    since: Option<&'d Since>,
    faulty_files: usize,
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
            return Ok(vec![Page::of("okr-chart.svg".to_owned(), text)]);
        }
        if self.folder().is_none() {
            let name = format!("okr-{}.html", self.card.quarter);
            return Ok(vec![Page::of(name, self.page(&self.filter, &[], None)?)]);
        }
        if self.filter != Filter::default() {
            bail!(
                "a folder gets a page for each team\nhelp: leave out `--team` and `--owner`, or name a file for `--out`"
            );
        }
        let files = file_names(self.card);
        let mut pages = vec![Page::of("index.html".to_owned(), self.page(&Filter::default(), &files, None)?)];
        for (team, file) in &files {
            let filter = Filter { team: Some(team.clone()), owner: None };
            pages.push(Page::of(file.clone(), self.page(&filter, &[], Some("index.html"))?));
        }
        Ok(pages)
    }

    fn report<'r>(&'r self, card: &'r Scorecard, since: Option<&'r Since>) -> Report<'r> {
        Report {
            card,
            since,
            tree: self.tree,
            funnel: Some(self.funnel),
            title: self.arguments.title.as_deref(),
            redacts: self.arguments.redact,
            teams: &[],
            faulty_files: self.faulty_files,
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
            return match std::str::from_utf8(&page.bytes) {
                Ok(text) => self.terminal.print(text),
                Err(_) => bail!("a PDF is not printed to a terminal\nhelp: name a file for `--out`"),
            };
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
                .add(&path, &page.bytes, expect)
                .map_err(|error| anyhow!("{} was not written: {error}", shown(&path)))?;
            paths.push(path);
        }
        batch.commit().map_err(|(path, error)| anyhow!("{} was not written: {error}", shown(&path)))?;
        self.tell(pages, &paths)
    }

    fn tell(&self, pages: &[Page], paths: &[PathBuf]) -> anyhow::Result<()> {
        let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
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

/// What browsers that print leave in a PDF.
const PRINTED: &[u8] = b"Skia/PDF";

/// Whether a file is one that this command wrote, so that it may be replaced. A PDF that a browser printed may be.
fn is_ours(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"%PDF") {
        return bytes.windows(PRINTED.len()).any(|part| part == PRINTED);
    }
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
