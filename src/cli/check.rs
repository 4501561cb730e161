//! `okr check`: checks how goals are written.

mod fix;
mod output;

use super::args::{AsOf, Here, is_stdin, one_of, standard_input, variable};
use super::progress::Progress;
use super::terminal::Terminal;
use super::{Ended, Exit, complete, words};
use crate::finding::{Finding, Level};
use crate::goals::has_goal_key;
use crate::lint::{Report, Selection, introduced, lint};
use crate::project::{AUTO, End, LARGEST_FILE, Project, Request, Site, base, compare};
use crate::quantity::{Dimension, Quantity};
use crate::render::findings::{Format, Run, Style, Unreadable, render, statistics, summary};
use crate::rules::{self, Days, Loosened};
use crate::source::{FileId, SETTINGS_FILE, repository_root, shown_path};
use anyhow::{Context as _, bail};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Checks how goals are written, and suggests what to write instead.
#[derive(Debug, clap::Args)]
#[command(after_help = super::exit_codes!("nothing found at or above --fail-on", "findings at or above --fail-on; with --diff, changes that --fix would make"))]
pub(super) struct Arguments {
    /// Files and folders to check; `-` reads standard input. By default the goals of the workspace.
    ///
    /// Goals refer to each other, so the rest of the workspace is read too, but findings are limited to these files.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The output format.
    ///
    /// `full`, `concise` and `markdown` (a summary for a pull request or a job) are for people; `json` is okr's
    /// own format. `sarif` is for code scanning, `github` annotates a workflow run (GitHub shows ten annotations of
    /// each level per step), `gitlab` is the GitLab code quality report, `junit` and `checkstyle` are for other servers. Paths in
    /// formats for servers are relative to the root of the git repository.
    #[arg(long, value_name = "FORMAT", default_value = "full", value_parser = one_of(&Format::ALL))]
    format: Format,

    /// Print the number of findings per rule, most frequent first, instead of the findings.
    ///
    /// With `--format json`, prints a list of `{"rule", "level", "count"}`. Files of `--output` still contain the findings.
    #[arg(long)]
    statistics: bool,

    /// Draw every finding. Otherwise, of more than 40, the first 30 are drawn and the rest counted by file and rule.
    ///
    /// Findings come file by file and line by line; where some of them are only counted, errors come first, then warnings.
    #[arg(long)]
    all: bool,

    /// Write the findings to a file as well; can be given more than once.
    #[arg(long, value_name = "FORMAT=PATH", value_parser = output)]
    output: Vec<(Format, PathBuf)>,

    #[command(flatten)]
    as_of: AsOf,

    /// Only report what is new since a commit (a branch, a tag, `HEAD~1`) or a day (`2026-08-01`, `last week`); `auto`
    /// finds where this branch left its target branch. Of a branch that has gone on since, the commit counts where this one left it.
    ///
    /// Checks both versions and matches findings by what they are about, so moving or reformatting goals reports
    /// nothing. Rules about change run too: they report targets that moved after the first two weeks of a quarter, with the commit.
    #[arg(long, value_name = "REVISION", conflicts_with_all = ["fix", "unsafe_too", "diff"])]
    since: Option<String>,

    /// Only these rules, separated by commas.
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule_name, add = complete::rules())]
    select: Vec<&'static str>,

    /// Not these rules, separated by commas.
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule_name, add = complete::rules())]
    ignore: Vec<&'static str>,

    /// The lowest level of findings that makes the command fail.
    #[arg(long, value_name = "LEVEL", value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,

    /// The path that standard input represents, so that it is checked in its place among the other files.
    #[arg(long, value_name = "PATH")]
    stdin_file: Option<PathBuf>,

    /// Skip files larger than this, like `50 MB`.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_file_size: Option<u64>,

    #[command(flatten)]
    fixing: fix::Fixing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    fn threshold(self) -> Option<Level> {
        match self {
            FailOn::Error => Some(Level::Error),
            FailOn::Warning => Some(Level::Warning),
            FailOn::Note => Some(Level::Note),
            FailOn::Never => None,
        }
    }
}

/// The name of a format on the command line.
fn name_of(format: Format) -> &'static str {
    Format::ALL.iter().find(|(_, known)| *known == format).map_or("", |(name, _)| name)
}

fn format_named(name: &str) -> Option<Format> {
    Format::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
}

fn output(text: &str) -> Result<(Format, PathBuf), String> {
    let names = Format::ALL.map(|(name, _)| name).join(", ");
    let (name, path) =
        text.split_once('=').ok_or("write a format, `=` and a path, like `json=findings.json`")?;
    let format =
        format_named(name).ok_or_else(|| format!("there is no format `{name}`; there are {names}"))?;
    if path.is_empty() {
        return Err("the path after `=` is missing".to_owned());
    }
    Ok((format, PathBuf::from(path)))
}

fn rule_name(name: &str) -> Result<&'static str, String> {
    match (rules::find(name), rules::nearest(name)) {
        (Some(rule), _) => Ok(rule.name),
        (None, Some(near)) => Err(format!("there is no rule `{name}`; did you mean `{near}`?")),
        (None, None) => Err(format!("there is no rule `{name}`; `okr rules` lists all of them")),
    }
}

fn size(text: &str) -> Result<u64, String> {
    let quantity: Quantity = text.parse().map_err(|_| "write a size like `50 MB`".to_owned())?;
    let is_size = quantity.is_bare() || quantity.dimension() == Dimension::Data;
    if is_size && quantity.value() >= 1.0 {
        Ok(quantity.value() as u64)
    } else {
        Err("write a size like `50 MB`".to_owned())
    }
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let format = arguments.format;
    if arguments.statistics && !(format.is_for_people() || format == Format::Json) {
        bail!("--statistics prints as `full`, `concise` or `json`, not as `{}`", name_of(format));
    }
    output::refuse_repeated(&arguments.output)?;
    let as_of = arguments.as_of.day();
    let selection = Selection { select: arguments.select.clone(), ignore: arguments.ignore.clone() };
    let here = Here::find()?;
    let paths: Vec<PathBuf> = arguments.paths.iter().filter(|path| !is_stdin(path)).cloned().collect();
    let request = arguments.request(&here, &paths)?;
    let mut unwritten = Vec::new();
    let (project, mut report) = match &arguments.since {
        None => {
            let mut project = Progress::during("reading goals", || Project::open(&request))?;
            words::refuse_to_check(&paths, &project)?;
            let mut broken = None;
            if arguments.fixing.is_wanted() {
                match fix::run(&arguments.fixing, &arguments.paths, (as_of, &selection), project, terminal)? {
                    fix::After::Report(fixed, failed, left) => {
                        (project, unwritten, broken) = (*fixed, failed, Some(left));
                    }
                    fix::After::Done(exit) => return Ok(exit.into()),
                }
            }
            let mut report = Progress::during("checking goals", || {
                lint(&project.workspace, &project.settings, arguments.as_of.days(), &selection)
            });
            if let Some(broken) = &broken {
                fix::withdraw(&mut report, &arguments.fixing, broken);
            }
            (project, report)
        }
        Some(revision) => since(revision, &request, arguments.as_of.days(), &selection, terminal)?,
    };
    if let Some(requested) = &project.requested {
        // What the settings say counts for every file.
        let is_wanted = |finding: &Finding| {
            let file = finding.span.file;
            requested.contains(&file) || project.workspace.sources.file(file).path == SETTINGS_FILE
        };
        report.findings.retain(is_wanted);
        report.suppressed.retain(is_wanted);
        report.files = requested.len() + usize::from(names_settings(&request, &project.root));
    }
    // What is not changed is not offered.
    let mut may_change: HashMap<FileId, bool> = HashMap::new();
    for finding in &mut report.findings {
        let file = finding.span.file;
        let is_ours = || project.may_change(file) && has_goal_key(&project.workspace.sources.file(file).text);
        finding.fix = finding.fix.take().filter(|_| *may_change.entry(file).or_insert_with(is_ours));
    }
    let prefix = way_from_repository(&project.root);
    let unreadable = unreadable(&project, &unwritten, &here)?;
    let run = Run {
        as_of,
        style: terminal.style(),
        prefix: &prefix,
        requested: project.requested.as_ref(),
        fails_from: arguments.fail_on.threshold(),
        unreadable: &unreadable,
        all: arguments.all,
    };
    for (format, path) in &arguments.output {
        let run = Run { style: Style { color: false, ..run.style }, all: true, ..run };
        output::write(path, &render(*format, &report, &project.workspace, run), &project)?;
    }
    // If nothing could be read, “no findings” would be wrong; programs still get their report.
    if report.files > 0 || !format.is_for_people() {
        let text = match arguments.statistics {
            true => counted(format, &report),
            false => render(format, &report, &project.workspace, run),
        };
        if format == Format::Github && !arguments.statistics {
            terminal.print_commands(&text)?;
        } else {
            terminal.print(&text)?;
        }
    }
    if report.files > 0 && format == Format::Concise {
        terminal.tell(&summary(&report));
    }
    terminal.complain_of(&project.skipped);
    unwritten.iter().for_each(|file| terminal.complain_about(Path::new(&file.path), &file.reason));
    let exit = verdict(&report, arguments.fail_on, !run.unreadable.is_empty());
    Ok(exit.holding((project, report)))
}

impl Arguments {
    /// What to open: the paths without standard input, and its text if it is among them.
    fn request<'a>(&self, here: &'a Here, paths: &'a [PathBuf]) -> anyhow::Result<Request<'a>> {
        let largest_file = self.max_file_size.unwrap_or(LARGEST_FILE);
        let has_stdin = paths.len() < self.paths.len();
        if has_stdin && self.since.is_some() && self.stdin_file.is_none() {
            bail!(
                "standard input has no earlier version\nhelp: say which file it stands for: `--stdin-file okrs/growth.yaml`"
            );
        }
        let text = match has_stdin {
            true => Some(standard_input(self.stdin_file.as_deref(), largest_file)?),
            false => None,
        };
        Ok(Request { text, largest_file, ..here.request(paths) })
    }
}

/// Whether the settings are among the files to check: they are judged whenever goals are.
fn names_settings(request: &Request<'_>, root: &Path) -> bool {
    let settings = root.join(SETTINGS_FILE);
    let is_it =
        |path: &PathBuf| std::fs::canonicalize(request.here.join(path)).is_ok_and(|path| path == settings);
    request.paths.iter().any(is_it)
}

/// What a change since a commit introduced.
fn since(
    revision: &str,
    request: &Request<'_>,
    days: Days,
    selection: &Selection,
    terminal: &Terminal,
) -> anyhow::Result<(Project, Report)> {
    let site = Site::find(request)?;
    let repository = site.repository()?;
    let named = base(&repository, revision, days.as_of, &variable)?;
    let is_exact = revision == AUTO || named.day.is_some();
    let commit = named.commit.clone();
    let base = if is_exact { named } else { named.where_this_left(&repository, revision)? };
    if is_exact || base.commit != commit {
        terminal.tell_plainly(&format!("compared with {}", base.label));
    }
    let compared = Progress::during("comparing with an earlier version", || {
        compare(site, &repository, &base, &End::WorkingTree, request, days.as_of)
    })?;
    terminal.tell_notices(&compared.after.notices);
    let report = Progress::during("checking what changed", || {
        introduced(compared.before(), compared.after(), &compared.history, days, selection)
    });
    tell_of_loosened_rules(&report.loosened, terminal);
    Ok((compared.after, report))
}

/// Says which rules a change loosens that they judge.
fn tell_of_loosened_rules(loosened: &Loosened, terminal: &Terminal) {
    let Loosened { kept, kept_options, lowered } = loosened;
    for rule in kept {
        terminal.tell(&format!(
            "note: this change lowers the level of `{rule}` in the settings; it judged this change as before"
        ));
    }
    for rule in kept_options {
        terminal.tell(&format!(
            "note: this change sets other options of `{rule}` in the settings; it judged this change by those before"
        ));
    }
    // Another kind of organisation lowers many at once.
    const MOST: usize = 5;
    let named: Vec<String> = lowered.iter().take(MOST).map(|rule| format!("`{rule}`")).collect();
    let more = match lowered.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    if !named.is_empty() {
        let named = named.join(", ");
        terminal.tell(&format!(
            "note: this change lowers the level of {named}{more} in the settings, and was judged by that"
        ));
    }
}

fn verdict(report: &Report, fail_on: FailOn, something_unreadable: bool) -> Exit {
    if something_unreadable {
        return Exit::CouldNotRun;
    }
    match (fail_on.threshold(), report.worst()) {
        (Some(threshold), Some(worst)) if worst >= threshold => Exit::Findings,
        _ => Exit::Clean,
    }
}

/// The number of findings per rule, in one of the formats that support it.
fn counted(format: Format, report: &Report) -> String {
    match format {
        Format::Json => statistics::json(report),
        Format::Concise => statistics::table(report),
        _ => format!("{}{}\n", statistics::table(report), summary(report)),
    }
}

/// The path from the root of the git repository to the workspace, with a final `/`; empty if they are the same
/// or there is no repository.
fn way_from_repository(root: &Path) -> String {
    match repository_root(root) {
        Some(repository) if repository != root => shown_path(root, repository) + "/",
        _ => String::new(),
    }
}

/// What could not be read or written, with paths like those of the workspace's files.
fn unreadable(
    project: &Project,
    unwritten: &[fix::Unwritten],
    here: &Here,
) -> anyhow::Result<Vec<Unreadable>> {
    let here = std::fs::canonicalize(here.path()).context("the current folder cannot be read")?;
    let unread = project.skipped.iter().map(|skipped| Unreadable {
        path: shown_path(&here.join(&skipped.path), &project.root),
        reason: skipped.reason.to_string(),
    });
    let unwritten =
        unwritten.iter().map(|file| Unreadable { path: file.path.clone(), reason: file.reason.clone() });
    Ok(unread.chain(unwritten).collect())
}
