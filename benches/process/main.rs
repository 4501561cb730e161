//! What whole runs of `okr` cost, start to end, beside the targets: `cargo bench --bench process`.
//!
//! `cargo bench --bench process -- --growth` grows everything by four instead and fails where that takes more than five times
//! the CPU time; `--growth=check-ins` only what has that in its name.
//!
//! `cargo bench --bench process -- --largest` adds 100,000 teams, which takes 1.5 GB of disk. Other programs that are
//! compared are looked for on the path, or in the folder `OKR_BENCH_TOOLS`; an earlier `okr` is the one that
//! `OKR_BENCH_BEFORE` names.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark is there to be read")]

#[path = "../generate/mod.rs"]
mod generate;
#[path = "../generate/grown.rs"]
mod grown;
#[path = "../generate/single.rs"]
mod single;

mod cpu;
mod growth;
mod others;
mod run;
mod table;
mod workspace;

use anyhow::Result;
use granit_parser::Parser;
use memchr::memchr_iter;
use rayon::prelude::*;
use run::Program;
use std::path::Path;
use std::time::Duration;
use table::{Table, megabytes, ratio, shown};
use workspace::Workspace;

/// The targets, all ratios.
const CHECK_TO_BEFORE: f64 = 0.5;
const CHECK_TO_EVENTS: f64 = 1.0;
const MEMORY_TO_INPUT: f64 = 3.0;
const TWO_THREADS: f64 = 1.7;
const COMMAND_TO_CHECK: f64 = 1.3;
const FILE_TO_FILE: f64 = 1.15;
const TEN_FILES_TO_VERSION: f64 = 1.5;
/// What ten files may take beyond that.
const TEN_FILES: Duration = Duration::from_millis(2);
/// “Linear” allows for the noise of a machine that does other things, too.
const SAME_COST: f64 = 1.25;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [command, folder] = arguments.as_slice()
        && let Some(floor) = floor(command)
    {
        read_all(Path::new(folder), floor);
        return Ok(());
    }
    // `cargo test --benches` runs this as well, only to see that it runs.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let mut table = Table::default();
    let growth = arguments.iter().find_map(|argument| argument.strip_prefix("--growth"));
    if let Some(wanted) = growth {
        let outcome = growth::measure(&mut table, wanted.trim_start_matches('='));
        println!("{table}");
        return outcome;
    }
    let mut teams = vec![100, 1_000, 10_000];
    if arguments.iter().any(|argument| argument == "--largest") {
        teams.push(100_000);
    }
    let start_up = start_up(&mut table)?;
    thousand(&mut table)?;
    cost_per_file(&mut table, &teams, start_up)?;
    single_files(&mut table, start_up)?;
    changed(&mut table)?;
    others::compare(&mut table, &Workspace::of_teams(50)?)?;
    println!("{table}");
    Ok(())
}

/// The least that any reader of these files does: `lines` counts them, `events` has the complete parser read them; nothing
/// is kept.
fn floor(command: &str) -> Option<fn(&str) -> usize> {
    match command {
        "lines" => Some(|text| memchr_iter(b'\n', text.as_bytes()).count()),
        "events" => Some(|text| Parser::new_from_str(text).count()),
        _ => None,
    }
}

/// A floor is a process of its own, so that it pays for starting up, too.
fn read_all(folder: &Path, count: fn(&str) -> usize) {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    let text = |path| std::fs::read_to_string(path).ok();
    let total: usize = paths.par_iter().filter_map(text).map(|text| count(&text)).sum();
    println!("{total}");
}

/// What a hook pays for: ten files, beside the program that only says its version.
fn start_up(table: &mut Table) -> Result<Duration> {
    let ten = Workspace::of_teams(9)?;
    let [version, check] = Program::time_in_turns([&mut ten.okr(["--version"]), &mut ten.check()], 31)?;
    table.add("okr --version", shown(version));
    table.add(format!("check, {}", ten.name()), shown(check));
    table.at_most(
        "check of ten files, less 2 ms, to --version",
        ratio(check.saturating_sub(TEN_FILES), version),
        TEN_FILES_TO_VERSION,
    );
    Ok(check)
}

/// Everything about one company of 1,000 teams: time beside the floors, threads, memory.
fn thousand(table: &mut Table) -> Result<()> {
    let workspace = Workspace::of_teams(1_000)?;
    let name = workspace.name();
    let goals = workspace.folder().join("okrs");
    let mut alone = Duration::ZERO;
    for threads in [1, 2] {
        let of_threads = if threads == 1 { "1 thread" } else { "2 threads" };
        let floor = |command: &str| -> Result<Program> {
            let floor = Program::new(std::env::current_exe()?, workspace.folder());
            Ok(floor.arguments([command.as_ref(), goals.as_os_str()]).threads(threads))
        };
        let (mut lines, mut events) = (floor("lines")?, floor("events")?);
        let mut check = workspace.check().threads(threads);
        let [lines, events, check] = Program::time_in_turns([&mut lines, &mut events, &mut check], 9)?;
        table.add(format!("bytes read and lines counted, {name}, {of_threads}"), shown(lines));
        table.add(format!("events of the complete parser, {name}, {of_threads}"), shown(events));
        table.add(format!("check, {name}, {of_threads}"), shown(check));
        table.at_most(format!("check to events, {of_threads}"), ratio(check, events), CHECK_TO_EVENTS);
        if let Some(before) = workspace.check_before() {
            let mut now = workspace.check().threads(threads);
            let [before, now] = Program::time_in_turns([&mut before.threads(threads), &mut now], 9)?;
            table.add(format!("check by the program before, {of_threads}"), shown(before));
            table.at_most(
                format!("check to check before, {of_threads}"),
                ratio(now, before),
                CHECK_TO_BEFORE,
            );
        }
        if threads == 1 {
            alone = check;
        } else {
            table.at_least("1 thread to 2 threads", ratio(alone, check), TWO_THREADS);
        }
    }
    if let Some(peak) = workspace.check().peak_memory()? {
        table.add(format!("peak memory of check, {name}"), megabytes(peak));
        let share = peak as f64 / workspace.bytes() as f64;
        table.at_most("peak memory to input", share, MEMORY_TO_INPUT);
    }
    other_commands(table, &workspace)
}

/// What else people run on the same goals.
fn other_commands(table: &mut Table, workspace: &Workspace) -> Result<()> {
    let status = ["status", "--quarter", "2026-Q1", "--as-of", "2026-02-15"];
    let grade = ["grade", "--quarter", "2026-Q1", "--as-of", "2026-04-01"];
    let [check, status, grade] = Program::time_in_turns(
        [&mut workspace.check(), &mut workspace.okr(status), &mut workspace.okr(grade)],
        7,
    )?;
    for (command, time) in [("status", status), ("grade", grade)] {
        table.add(format!("{command}, {}", workspace.name()), shown(time));
        table.at_most(format!("{command} to check"), ratio(time, check), COMMAND_TO_CHECK);
    }
    Ok(())
}

/// Whether a file costs the same among few as among many.
fn cost_per_file(table: &mut Table, teams: &[usize], start_up: Duration) -> Result<()> {
    let mut first = None;
    for &teams in teams {
        let workspace = Workspace::of_teams(teams)?;
        let time = workspace.check().time(if teams > 1_000 { 1 } else { 5 })?;
        let cost = time.saturating_sub(start_up) / workspace.files().len() as u32;
        table.add(
            format!("check, {}", workspace.name()),
            format!("{} ({:.0} µs a file)", shown(time), cost.as_secs_f64() * 1e6),
        );
        match first {
            None => first = Some(cost),
            Some(first) => {
                table.at_most(format!("a file of {teams} to one of 100"), ratio(cost, first), FILE_TO_FILE);
            }
        }
    }
    Ok(())
}

/// Whether one large file costs as much a byte as a small one.
fn single_files(table: &mut Table, start_up: Duration) -> Result<()> {
    let mut sizes = Growth::new("50 MB in one file to 5 MB, a byte", start_up);
    for megabytes in [5, 10, 50] {
        sizes.measure(table, None, &single::of_size(megabytes * 1_000_000))?;
    }
    sizes.judge(table);
    let mut key_results = Growth::new("100,000 key results to 10,000, a byte", start_up);
    for (count, name) in [(10_000, "10,000"), (100_000, "100,000")] {
        let what = format!("{name} key results in one objective");
        key_results.measure(table, Some(&what), &single::key_results(count))?;
    }
    key_results.judge(table);
    let mut check_ins = Growth::new("1,000,000 check-ins to 100,000, a byte", start_up);
    for (count, name) in [(100_000, "100,000"), (1_000_000, "1,000,000")] {
        let what = format!("{name} check-ins of one key result");
        check_ins.measure(table, Some(&what), &single::check_ins(count))?;
    }
    check_ins.judge(table);
    Ok(())
}

/// The cost of a byte as one file grows.
struct Growth {
    what: &'static str,
    start_up: Duration,
    costs: Vec<f64>,
}

impl Growth {
    fn new(what: &'static str, start_up: Duration) -> Self {
        Self { what, start_up, costs: Vec::new() }
    }

    fn measure(&mut self, table: &mut Table, what: Option<&str>, text: &str) -> Result<()> {
        let workspace = Workspace::of_file(text)?;
        let time = workspace.check().time(3)?;
        let what = what.map(|what| format!(": {what}")).unwrap_or_default();
        table.add(format!("check, {}{what}", workspace.name()), shown(time));
        self.costs.push(time.saturating_sub(self.start_up).as_secs_f64() / text.len() as f64);
        Ok(())
    }

    fn judge(self, table: &mut Table) {
        if let [first, .., last] = self.costs.as_slice() {
            table.at_most(self.what, last / first, SAME_COST);
        }
    }
}

/// A branch that changes ten files of a thousand.
fn changed(table: &mut Table) -> Result<()> {
    let workspace = Workspace::of_teams(1_000)?;
    if !workspace.change_under_git(10)? {
        eprintln!("git is not installed");
        return Ok(());
    }
    let change = format!("10 files changed of {}", workspace.name());
    let mut since = workspace.check().arguments(["--since", "HEAD~1"]);
    let mut diff = workspace.okr(["diff", "HEAD~1", "--as-of", "2026-02-15"]);
    let [check, since, diff] = Program::time_in_turns([&mut workspace.check(), &mut since, &mut diff], 7)?;
    for (command, time) in [("check --since", since), ("diff", diff)] {
        table.add(format!("{command}, {change}"), shown(time));
        table.at_most(format!("{command} to check"), ratio(time, check), COMMAND_TO_CHECK);
    }
    Ok(())
}
