//! What whole runs of `okr` cost, start to end, beside the targets: `cargo bench --bench process`.
//!
//! `cargo bench --bench process -- --largest` adds 100,000 teams, which takes 1.5 GB of disk. Other programs that are
//! compared are looked for on the path, or in the folder `OKR_BENCH_TOOLS`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark is there to be read")]

#[path = "../generate/mod.rs"]
mod generate;
#[path = "../generate/single.rs"]
mod single;

mod others;
mod run;
mod table;
mod workspace;

use anyhow::Result;
use granit_parser::Parser;
use rayon::prelude::*;
use run::Program;
use std::path::Path;
use std::time::Duration;
use table::{Table, megabytes, ratio, shown};
use workspace::Workspace;

/// The targets, all ratios.
const CHECK_TO_FLOOR: f64 = 1.5;
const MEMORY_TO_INPUT: f64 = 4.0;
const TWO_THREADS: f64 = 1.7;
const SINCE_TO_CHECK: f64 = 1.5;
/// “Flat” and “linear” allow for the noise of a machine that does other things, too.
const SAME_COST: f64 = 1.25;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [command, folder] = arguments.as_slice()
        && command == "floor"
    {
        floor(Path::new(folder));
        return Ok(());
    }
    // `cargo test --benches` runs this as well, only to see that it runs.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let mut table = Table::default();
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

/// The least that any reader of these files does: the bytes read and parsed into events, nothing kept.
fn floor(folder: &Path) {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    let events = |path| std::fs::read_to_string(path).map(|text| Parser::new_from_str(&text).count());
    let total: usize = paths.par_iter().filter_map(|path| events(path).ok()).sum();
    println!("{total}");
}

fn start_up(table: &mut Table) -> Result<Duration> {
    let ten = Workspace::of_teams(9)?;
    let time = ten.check().time(11)?;
    table.add(format!("check, {}", ten.name()), shown(time));
    Ok(time)
}

/// Everything about one company of 1,000 teams: time beside the floor, threads, memory.
fn thousand(table: &mut Table) -> Result<()> {
    let workspace = Workspace::of_teams(1_000)?;
    let name = workspace.name();
    let goals = workspace.folder().join("okrs");
    let mut alone = Duration::ZERO;
    for threads in [1, 2] {
        let of_threads = if threads == 1 { "1 thread" } else { "2 threads" };
        let mut floor = Program::new(std::env::current_exe()?, workspace.folder());
        floor = floor.arguments(["floor".as_ref(), goals.as_os_str()]).threads(threads);
        let floor = floor.time(9)?;
        let check = workspace.check().threads(threads).time(9)?;
        table.add(format!("events only (the floor), {name}, {of_threads}"), shown(floor));
        table.add(format!("check, {name}, {of_threads}"), shown(check));
        table.at_most(format!("check to floor, {of_threads}"), ratio(check, floor), CHECK_TO_FLOOR);
        if threads == 1 {
            alone = check;
        } else {
            table.at_least("1 thread to 2 threads", ratio(alone, check), TWO_THREADS);
        }
    }
    let grade = ["grade", "--quarter", "2026-Q1", "--as-of", "2026-04-01"];
    table.add(format!("grade, {name}"), shown(workspace.okr(grade).time(5)?));
    if let Some(peak) = workspace.check().peak_memory()? {
        table.add(format!("peak memory of check, {name}"), megabytes(peak));
        let share = peak as f64 / workspace.bytes() as f64;
        table.at_most("peak memory to input", share, MEMORY_TO_INPUT);
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
                table.at_most(format!("a file of {teams} to one of 100"), ratio(cost, first), SAME_COST);
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
    let check = workspace.check().time(5)?;
    let since = workspace.check().arguments(["--since", "HEAD~1"]).time(5)?;
    table.add(format!("check --since, {change}"), shown(since));
    table.at_most("check --since to check", ratio(since, check), SINCE_TO_CHECK);
    let diff = workspace.okr(["diff", "HEAD~1", "--as-of", "2026-02-15"]).time(5)?;
    table.add(format!("diff, {change}"), shown(diff));
    Ok(())
}
