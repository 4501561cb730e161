//! `okr pull`: fetches the values of metrics from where they are kept.

mod trust;

use super::args::{one_of, since, variable};
use super::progress::Progress;
use super::terminal::Terminal;
use super::writing::{Desk, HowToWrite};
use super::{Ended, Exit, complete};
use crate::plural::counted;
use crate::quantity::{DecimalMark, Dimension, Quantity};
use crate::render::{pulled, visible};
use crate::source::{discover, goal_folders, repository_root};
use crate::values::{
    Answer, Asking, Asks, Came, Days, Environment, Hopeless, How, Job, OfMetric, Outcome, Plan, Report,
    Running, Secrets, Wishes, fingerprint, merge, path_for, program_of,
};
use crate::write::Text;
use crate::yaml::nearest;
use anyhow::{Context as _, bail};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// Fetches the values of metrics from the programs, commands and CSV files that their `pull` names, and writes them to
/// `readings/<metric>.csv`.
///
/// Sources are under `sources` in okr.yaml. No program runs before you have trusted, on this machine, what this workspace would run
/// as it stands: `okr pull --trust` shows it. A change of any query or script asks again. In a build, the variable OKR_TRUST holds the fingerprint that
/// `--trust` shows.
///
/// Pulling twice changes nothing. Where a source has another value for a day of the past, that is reported and the old value
/// stays until `--restate`.
#[derive(Debug, clap::Args)]
#[command(after_help = super::exit_codes!("done", "a value of the past is another one now, and was kept; or nothing was trusted"))]
pub(super) struct Arguments {
    /// Metrics and sources; by default all that are pulled.
    #[arg(value_name = "METRIC|SOURCE", add = complete::pulled())]
    names: Vec<String>,

    /// The first day wanted, like `2026-11-13` or `last week`; by default that of the quarter before the current one.
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// Take what the source says now for days of the past that it has otherwise.
    #[arg(long)]
    restate: bool,

    /// Try whether each source answers, and write nothing.
    #[arg(long, conflicts_with_all = ["restate", "trust"])]
    check: bool,

    /// Show every command and query that would run, and ask whether to trust them; run nothing.
    #[arg(long, conflicts_with_all = ["names", "since", "restate"])]
    trust: bool,

    /// How long a program may take, like `90 seconds` or `10 min`. Then it is ended, with what it has started; on Windows, it
    /// alone.
    #[arg(long, value_name = "TIME", default_value = "5 min", value_parser = timeout)]
    timeout: Duration,

    /// How to show what came.
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = one_of(&FORMATS))]
    format: Format,

    #[command(flatten)]
    how: HowToWrite,
}

#[derive(Debug, Clone, Copy)]
enum Format {
    Table,
    Json,
}

const FORMATS: [(&str, Format); 2] = [("table", Format::Table), ("json", Format::Json)];

/// A time, in seconds where no unit is written.
fn timeout(text: &str) -> Result<Duration, String> {
    let wrong = || {
        format!("`{text}` is not a time from 1 second to 24 hours; write it like `90 seconds` or `10 min`")
    };
    let quantity = Quantity::read(text, DecimalMark::Point).map_err(|_| wrong())?;
    let is_time = quantity.is_bare() || quantity.dimension() == Dimension::Duration;
    let seconds = quantity.value();
    if is_time && (1.0..=86_400.0).contains(&seconds) {
        Ok(Duration::from_secs_f64(seconds))
    } else {
        Err(wrong())
    }
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let desk = Desk::open(arguments.how, terminal)?;
    let project = &desk.project;
    let root = std::fs::canonicalize(&project.root).unwrap_or_else(|_| project.root.clone());
    let repository = repository_root(&root).unwrap_or(&root);
    let mut plan = Plan::of(&project.workspace, &project.settings, &root);
    if plan.jobs.is_empty() && plan.hopeless.is_empty() {
        bail!(
            "no metric says where its values are pulled from\nhelp: give one a `pull`, like `pull: {{csv: data/activation.csv}}`; \
             `okr explain unusable-pull` has examples"
        );
    }
    let fingerprint = fingerprint(&plan);
    if arguments.trust {
        return trust::decide(&plan, fingerprint.as_deref(), &root, repository, terminal).map(Ended::from);
    }
    refuse_unknown(&arguments.names, &plan)?;
    plan.keep(&arguments.names);
    let starts_programs = plan.jobs.iter().any(|job| !matches!(job.asks, Asks::File(_)));
    let trusted = match &fingerprint {
        Some(fingerprint) if starts_programs => trust::is_trusted(fingerprint, &root, repository),
        _ => Ok(()),
    };
    let outcomes = ask_all(arguments, &desk, &plan, (&root, repository), &trusted)?;
    let how = match (arguments.check, arguments.how.dry_run) {
        (true, _) => How::Checked,
        (false, true) => How::DryRun,
        (false, false) => How::Written,
    };
    let report = Report { outcomes, how, restates: arguments.restate };
    if how == How::Written {
        write(&desk, &report, &root, terminal)?;
    }
    match arguments.format {
        Format::Table => terminal.print(&pulled::table(&report))?,
        Format::Json => terminal.print(&pulled::json(&report, desk.today))?,
    }
    let exit =
        if report.has_failed() || !project.skipped.is_empty() { Exit::CouldNotRun } else { Exit::Clean };
    let is_kept = report.restated() > 0 && !arguments.restate && how != How::Checked;
    Ok(exit.or_findings(is_kept).holding((desk, report)))
}

fn refuse_unknown(names: &[String], plan: &Plan) -> anyhow::Result<()> {
    let known = plan.names();
    let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str())) else { return Ok(()) };
    match nearest(unknown, known.iter().copied()) {
        Some(meant) => bail!("nothing is pulled by the name `{unknown}`; did you mean `{meant}`?"),
        None => bail!("nothing is pulled by the name `{unknown}`\nhelp: there are {}", known.join(", ")),
    }
}

/// Asks every question, those of different sources side by side, and puts what came beside what is there.
fn ask_all(
    arguments: &Arguments,
    desk: &Desk,
    plan: &Plan,
    (root, repository): (&Path, &Path),
    trusted: &Result<(), String>,
) -> anyhow::Result<Vec<Outcome>> {
    let environment = Environment::of(std::env::vars_os(), repository);
    let secrets = environment.secrets();
    let calendar = desk.project.workspace.calendar;
    let last = desk.today;
    let before = calendar.quarter_of(last).previous();
    let since = since(arguments.since.as_deref(), last)?;
    let first = since.unwrap_or_else(|| calendar.first_day(before));
    if first > last {
        bail!(
            "there are no days from {first} to {last}\nhelp: `--since` is the first day wanted, in the past"
        );
    }
    let running = Running::default();
    let asking = Asking {
        root,
        repository,
        environment: &environment,
        secrets: &secrets,
        scratch: &std::env::temp_dir(),
        days: Days { first, last },
        timeout: arguments.timeout,
        running: &running,
    };
    end_with_ctrl_c(&running)?;
    let mut by_source: BTreeMap<&str, Vec<(usize, &Job)>> = BTreeMap::new();
    for (number, job) in plan.jobs.iter().enumerate() {
        by_source.entry(&job.source).or_default().push((number, job));
    }
    let ask = |job: &Job| match (&job.asks, trusted) {
        (Asks::File(_), _) | (_, Ok(())) => asking.ask(job),
        (_, Err(reason)) => Err(reason.clone()),
    };
    let waiting = format!("waiting for {}", counted(by_source.len(), "source"));
    let ask = &ask;
    let mut answers: Vec<(usize, Answer)> = Progress::during(waiting, || {
        std::thread::scope(|scope| {
            let mut threads = Vec::new();
            for jobs in by_source.into_values() {
                threads.push(scope.spawn(move || {
                    jobs.into_iter().map(|(number, job)| (number, ask(job))).collect::<Vec<_>>()
                }));
            }
            let joined = threads.into_iter().map(|thread| thread.join());
            joined
                .flat_map(|answers| answers.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        })
    });
    answers.sort_by_key(|(number, _)| *number);
    let wishes = Wishes { since, first, last, restate: arguments.restate };
    let mut outcomes: Vec<Outcome> = answers
        .into_iter()
        .map(|(number, answer)| outcome(desk, &plan.jobs[number], answer, wishes, &secrets))
        .collect();
    outcomes.extend(plan.hopeless.iter().map(hopeless));
    Ok(outcomes)
}

/// Programs in groups of their own do not hear Ctrl-C, so they are ended first.
fn end_with_ctrl_c(running: &Running) -> anyhow::Result<()> {
    const INTERRUPTED: i32 = 130;
    let running = running.clone();
    let ended = move || {
        running.end_all();
        std::process::exit(INTERRUPTED);
    };
    ctrlc::set_handler(ended).context("Ctrl-C cannot be watched for")
}

fn hopeless(job: &Hopeless) -> Outcome {
    let reason = format!("{}: {}", job.metric, job.reason);
    Outcome { source: job.source.clone(), program: None, result: Err(reason) }
}

fn outcome(desk: &Desk, job: &Job, answer: Answer, wishes: Wishes, secrets: &Secrets) -> Outcome {
    let result = answer.map(|table| {
        let asked: Vec<&str> = job.metrics.iter().map(|metric| metric.id.as_str()).collect();
        let metrics = job.metrics.iter().filter_map(|wanted| {
            let metric = desk.project.workspace.metric(&wanted.id)?;
            let rows = table.rows_of(&wanted.id, &wanted.columns);
            let rows = rows.map_err(|wrong| secrets.hidden(&wrong.to_string().replacen('\n', "\nhelp: ", 1)));
            let rows = rows.map(|rows| rows.with_notes(|note| secrets.kept(note)));
            Some(OfMetric {
                id: wanted.id.clone(),
                file: path_for(metric, &desk.project.settings.goals),
                result: rows.and_then(|rows| merge(metric, &rows, wishes)),
            })
        });
        let metrics = metrics.collect();
        let unasked = table.unasked(&asked).iter().map(|name| secrets.hidden(name)).collect();
        Came { rows: table.len(), metrics, unasked }
    });
    Outcome { source: job.source.clone(), program: program_of(job), result }
}

/// Writes every file that has new values, or none.
fn write(desk: &Desk, report: &Report, root: &Path, terminal: &Terminal) -> anyhow::Result<()> {
    let changed = report.metrics().filter_map(|metric| {
        let (before, after) = metric.result.as_ref().ok()?.text.clone()?;
        Some(Text { path: metric.file.clone(), before, after })
    });
    let texts: Vec<Text> = changed.collect();
    desk.write_texts(&texts)?;
    let new: Vec<&Text> = texts.iter().filter(|text| text.before.is_none()).collect();
    if new.is_empty() {
        return Ok(());
    }
    let folders = goal_folders(root, &desk.project.settings.goals);
    let ignored =
        discover(root, &if folders.is_empty() { vec![root.to_path_buf()] } else { folders }).ignored;
    for text in new {
        let path = root.join(&text.path);
        if ignored.iter().any(|ignored| path.starts_with(ignored)) {
            let path = visible(&text.path);
            terminal.tell(&format!(
                "note: a .gitignore leaves {path} out, so nobody else would see these values"
            ));
        }
    }
    Ok(())
}

/// The value of a variable that is not empty.
fn set(name: &str) -> Option<String> {
    variable(name).filter(|value| !value.trim().is_empty())
}
