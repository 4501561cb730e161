//! `okr new quarter`: the next quarter's files, from those of the one before.

use super::super::args::quarter;
use super::super::terminal::Terminal;
use super::super::writing::{Desk, HowToWrite};
use super::super::{Exit, ask, complete};
use crate::answers::{Behind, Carry, NextQuarter, NotOpened, open};
use crate::goals::Quarter;
use crate::render::answers::lines;
use crate::render::{opened, visible};
use anyhow::bail;

/// Writes the next quarter's files beside the old ones, which stay as they are.
///
/// What goes on keeps its id and its comments. It starts at its last value, in its fields and in its sentence, and leaves
/// check-ins, revisions and grades behind. Finished initiatives, reflections and metrics stay where they are.
#[derive(Debug, clap::Args)]
#[command(after_help = super::super::DONE_OR_NOT)]
pub(super) struct Arguments {
    /// The quarter to write, like 2027-Q1.
    #[arg(value_name = "QUARTER", value_parser = quarter, add = complete::quarters())]
    quarter: Quarter,

    /// Only this team, `company`, or person.
    #[arg(long, value_name = "TEAM", add = complete::teams())]
    team: Option<String>,

    /// Which key results go on: `unfinished`, `all`, `none`, or the addresses of key results and objectives.
    #[arg(long, value_name = "WHICH", num_args = 1.., value_delimiter = ',', default_value = "unfinished", add = complete::addresses())]
    carry: Vec<String>,

    /// A new target for a key result that goes on: its address, `=` and the target. Needed where the last value has reached
    /// the old one.
    #[arg(long, value_name = "ADDRESS=VALUE", value_parser = target)]
    target: Vec<(String, String)>,

    #[command(flatten)]
    how: HowToWrite,
}

fn target(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').map(|(address, value)| (address.trim(), value.trim()));
    match parts {
        Some((address, value)) if !address.is_empty() && !value.is_empty() => {
            Ok((address.to_owned(), value.to_owned()))
        }
        _ => Err("write an address, `=` and a target, like `growth/start/activation=45%`".to_owned()),
    }
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let desk = Desk::open(arguments.how, terminal)?;
    let words: Vec<&str> = arguments.carry.iter().map(String::as_str).collect();
    let carry = match words[..] {
        ["unfinished"] => Carry::Unfinished,
        ["all"] => Carry::All,
        ["none"] => Carry::None,
        _ => Carry::Only(&arguments.carry),
    };
    let mut targets = arguments.target.clone();
    let next = loop {
        let wanted = NextQuarter {
            quarter: arguments.quarter,
            team: arguments.team.as_deref(),
            carry,
            targets: &targets,
        };
        match open(&desk.project.workspace, &desk.project.settings, &wanted, desk.today) {
            Err(NotOpened::Behind(behind)) if ask::is_possible() => {
                let alone = |target: &(String, String)| {
                    let (carry, targets) =
                        (Carry::Only(std::slice::from_ref(&target.0)), std::slice::from_ref(target));
                    let wanted = NextQuarter { carry, targets, ..wanted };
                    open(&desk.project.workspace, &desk.project.settings, &wanted, desk.today).map(drop)
                };
                targets.extend(asked(&behind, alone)?);
            }
            opened => break opened?,
        }
    };
    if arguments.how.dry_run {
        terminal.print(&lines(&next.texts, terminal.color))?;
    }
    desk.write_texts(&next.texts)?;
    terminal.print(&opened(&next, arguments.quarter, arguments.how.dry_run, terminal.layout()))?;
    desk.say_how(terminal);
    Ok(Exit::Clean)
}

/// Asks for the targets of key results that have reached theirs, again where one cannot be a target: `alone` carries over one
/// key result with its target and nothing else.
fn asked(
    behind: &[Behind],
    alone: impl Fn(&(String, String)) -> Result<(), NotOpened>,
) -> anyhow::Result<Vec<(String, String)>> {
    let mut dialog = ask::Dialog::begin()?;
    let mut targets = Vec::new();
    for Behind { address, sentence, target, value } in behind {
        let (sentence, value, target) = (visible(sentence), visible(value), visible(target));
        dialog.say(&format!("\n{sentence}\n  {value} has reached the target, {target}\n"))?;
        loop {
            let Some(answer) = dialog.ask("  next target: ")?.filter(|answer| !answer.is_empty()) else {
                bail!(
                    "nothing was written: {address} needs a target\nhelp: `--carry` leaves out what is finished"
                )
            };
            let answer = (address.clone(), answer);
            match alone(&answer) {
                Err(refused @ (NotOpened::WrongSide { .. } | NotOpened::Refused(_))) => {
                    dialog.object(&refused)?
                }
                _ => break targets.push(answer),
            }
        }
    }
    Ok(targets)
}
