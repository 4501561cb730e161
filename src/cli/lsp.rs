//! `okr lsp`: the language server, on standard input and output.

use super::Exit;
use super::args::AsOf;
use super::terminal::{Terminal, today};
use crate::goals::Day;
use crate::lsp::{Start, serve};
use crate::rules::Days;
use anyhow::Context as _;
use lsp_server::Connection;
use std::sync::OnceLock;
use std::sync::mpsc::channel;
use std::thread;

/// Serves an editor: findings while you type, what a key result scores, names, fixes and more.
///
/// Editors start this by themselves and talk to it by the language server protocol, on standard input and output. It reads
/// goal files and `okr.yaml` and writes nothing: changes are made by the editor. It starts no program and uses no network.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    as_of: AsOf,

    /// What some editors add; standard input and output are used in any case.
    #[arg(long, hide = true)]
    stdio: bool,
}

/// The day that was named on the command line.
static NAMED: OnceLock<Day> = OnceLock::new();

/// The day to judge by, beside the real one: a session may last for days.
fn days() -> Days {
    let today = today();
    Days { as_of: NAMED.get().copied().unwrap_or(today), today: Some(today) }
}

pub(super) fn run(arguments: &Arguments, _: &Terminal) -> anyhow::Result<Exit> {
    if let Some(day) = arguments.as_of.named() {
        NAMED.get_or_init(|| day);
    }
    let start = Start { days, home: std::env::home_dir() };
    let (Connection { sender, receiver }, threads) = Connection::stdio();
    // The channels of the connection hold one message each; these hold all, so that the server sees what is still to come.
    let (to_server, incoming) = channel();
    let (outgoing, from_server) = channel();
    thread::spawn(move || receiver.into_iter().try_for_each(|message| to_server.send(message)));
    let writer = thread::spawn(move || from_server.into_iter().try_for_each(|message| sender.send(message)));
    let is_clean = serve(incoming, outgoing, &start);
    let _ = writer.join();
    if !is_clean {
        return Ok(Exit::Findings);
    }
    threads.join().context("the editor closed the connection")?;
    Ok(Exit::Clean)
}
