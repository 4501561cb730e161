//! `okr checkin`: adds check-ins: one, those that are due, or a file of them.

mod walk;

use super::args::{Who, confidence, day, is_stdin};
use super::ask::{self, Dialog};
use super::here::Here;
use super::scorecard::require_team;
use super::terminal::Terminal;
use super::writing::{Desk, HowToWrite};
use super::{Ended, Exit, complete, people};
use crate::answers::{CheckIn, Which, find, import, questions, rows, take};
use crate::goals::{Day, Target};
use crate::project::LARGEST_FILE;
use crate::score::Scorecard;
use crate::source::read_stream;
use anyhow::{Context as _, bail};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use walk::Walk;

/// Adds a check-in: a new line in the right file. Shows its effect on the score.
///
/// The value goes to the metric that the key result moves, if it has one, otherwise to the key result; confidence and note go
/// to the key result. Nothing else in the files changes.
///
/// Alone on a terminal, it asks about each key result that is due. Without a terminal it needs ADDRESS and VALUE, or `--from`.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    /// The key result, metric or guardrail: its address or the end of it, like `activation`.
    #[arg(value_name = "ADDRESS", add = complete::addresses())]
    address: Option<String>,

    /// The measured value, like `36.1%`. A number without a unit takes that of the key result.
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: Option<String>,

    /// The rest of a value of several words that nobody put in quotes: `minutes` of `36 minutes`.
    #[arg(value_name = "UNIT", hide = true)]
    unit: Vec<String>,

    /// The owner's confidence now, 1 to 10.
    #[arg(long, value_name = "1-10", value_parser = confidence, requires = "address")]
    confidence: Option<u8>,

    /// What happened, in a few words.
    #[arg(long, value_name = "TEXT", requires = "address")]
    note: Option<String>,

    /// The day the value is about, as YYYY-MM-DD; today by default.
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Day>,

    /// Replace the check-in of that day.
    #[arg(long)]
    replace: bool,

    /// Accept a value that is far from all others.
    #[arg(long)]
    force: bool,

    /// Add all check-ins of a CSV or JSON file, or of standard input (`-`), or none: address, date, value, confidence, note.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["address", "value", "date", "all", "owner", "team"])]
    from: Option<PathBuf>,

    /// Ask about every key result that is open, not only about what is due.
    #[arg(long, conflicts_with = "address")]
    all: bool,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    how: HowToWrite,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let desk = Desk::open(arguments.how, terminal)?;
    match (&arguments.from, &arguments.address) {
        (Some(path), _) => from_file(arguments, path, &desk, terminal),
        (None, Some(address)) if arguments.says_something() => one(arguments, address, &desk, terminal),
        (None, address) => asked(arguments, address.as_deref(), &desk, terminal),
    }
}

impl Arguments {
    fn says_something(&self) -> bool {
        self.value.is_some() || self.confidence.is_some() || self.note.is_some()
    }

    /// The value in one text.
    fn value(&self) -> Option<String> {
        let mut value = self.value.clone()?;
        for word in &self.unit {
            value.push_str(if word.starts_with('%') { "" } else { " " });
            value.push_str(word);
        }
        Some(value)
    }

    fn day(&self, desk: &Desk) -> Day {
        self.date.unwrap_or(desk.today)
    }
}

/// One check-in, all of which is on the command line.
fn one(arguments: &Arguments, address: &str, desk: &Desk, terminal: &Terminal) -> anyhow::Result<Ended> {
    let day = arguments.day(desk);
    let value = arguments.value();
    let answer = CheckIn {
        address,
        day,
        value: value.as_deref(),
        confidence: arguments.confidence,
        note: arguments.note.as_deref(),
        replace: arguments.replace,
        force: arguments.force,
    };
    let mut draft = desk.draft();
    let done = take(&mut draft, &answer)?;
    desk.finish(draft, day, BTreeSet::from([done.subject]), terminal)
}

/// The walk through what is due, or through one thing.
fn asked(
    arguments: &Arguments,
    address: Option<&str>,
    desk: &Desk,
    terminal: &Terminal,
) -> anyhow::Result<Ended> {
    if !ask::is_possible() {
        bail!(
            "a check-in needs to be told what was measured: there is no terminal to ask on\nhelp: `okr checkin ADDRESS VALUE`, with \
             `--confidence`, `--note` and `--date` where you have them, or `okr checkin --from FILE`"
        );
    }
    let day = arguments.day(desk);
    let (workspace, settings) = (&desk.project.workspace, &desk.project.settings);
    let quarter = workspace.calendar.quarter_of(day);
    let card = Scorecard::new(workspace, settings, quarter, desk.today);
    require_team(arguments.who.team.as_ref(), std::slice::from_ref(&card), workspace)?;
    let scope = people::filter(&arguments.who, &desk.project, terminal)?;
    let one = address.map(|address| full_address(desk, address, day)).transpose()?;
    let which = match &one {
        Some(address) => Which::One(address),
        None if arguments.all => Which::All(day),
        None => Which::Due,
    };
    let questions = questions(workspace, &card, which, &scope);
    if questions.is_empty() {
        terminal.print("Nothing is due. `okr checkin --all` asks about every key result that is open.\n")?;
        return Ok(Exit::Clean.into());
    }
    let walk = Walk {
        desk,
        questions: &questions,
        day,
        quarter,
        layout: terminal.layout(),
        color: terminal.color,
        replace: arguments.replace,
    };
    let mut dialog = Dialog::begin()?;
    let Some((draft, subjects)) = walk.go(&mut dialog)? else { return Ok(Exit::Clean.into()) };
    let Some(planned) = draft.planned() else { return Ok(Exit::Clean.into()) };
    desk.write_shown(&planned, (quarter, &subjects), terminal)?;
    Ok(Exit::Clean.into())
}

fn full_address(desk: &Desk, address: &str, day: Day) -> anyhow::Result<String> {
    let workspace = &desk.project.workspace;
    Ok(match find(workspace, address, workspace.calendar.quarter_of(day))? {
        Target::KeyResult(view) => view.address(),
        Target::Metric(view) => view.id().unwrap_or_default().to_owned(),
        Target::Objective(view) => {
            let ids: Vec<String> = view.key_results().map(|view| format!("`{}`", view.id())).collect();
            bail!("`{}` is an objective\nhelp: check in one of {}", view.address(), ids.join(", "))
        }
    })
}

/// All check-ins of a file, or none.
fn from_file(arguments: &Arguments, path: &Path, desk: &Desk, terminal: &Terminal) -> anyhow::Result<Ended> {
    let unread = || format!("{} cannot be read", path.display());
    let content = match is_stdin(path) {
        true => read_stream(std::io::stdin().lock(), LARGEST_FILE),
        false => {
            let file = std::fs::File::open(Here::find()?.path().join(path)).with_context(unread)?;
            read_stream(file, LARGEST_FILE)
        }
    };
    let Ok(bytes) = content.with_context(unread)? else {
        bail!("{} is larger than {} MB", path.display(), LARGEST_FILE / 1024 / 1024)
    };
    let Ok(text) = String::from_utf8(bytes) else {
        bail!(
            "{} is not UTF-8\nhelp: save it as UTF-8, which spreadsheets offer as `CSV UTF-8`",
            path.display()
        )
    };
    let rows = rows(&text, desk.project.settings.vocabulary.decimal_mark())?;
    let mut draft = desk.draft();
    let imported = match import(&mut draft, &rows, arguments.replace, arguments.force) {
        Ok(imported) => imported,
        Err(refused) => {
            refused.iter().for_each(|refused| terminal.complain(&refused.to_string()));
            bail!("nothing was written: {} of {} check-ins are refused", refused.len(), rows.len())
        }
    };
    let report = format!(
        "{} added, {} replaced, {} already there\n",
        imported.added, imported.replaced, imported.already_there
    );
    let day = imported.days.last().copied().unwrap_or(desk.today);
    let ended = match draft.texts().is_empty() {
        true => Exit::Clean.into(),
        false => desk.finish(draft, day, imported.subjects, terminal)?,
    };
    terminal.print(&report)?;
    Ok(ended)
}
