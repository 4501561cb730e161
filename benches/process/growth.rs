//! Whether four times as much of anything takes four times the CPU time, for every command.

use super::grown::{DIMENSIONS, Dimension};
use super::table::{Table, ratio, shown};
use super::workspace::Workspace;
use anyhow::{Result, bail};
use std::time::Duration;

/// How much larger the larger workspace is.
const TIMES: usize = 4;

/// Five for four leaves room for noise and for logarithms; what grows with the square takes sixteen.
const MOST: f64 = 5.0;

/// Below this a run is mostly starting up, and its ratio says nothing.
const TOO_SHORT: Duration = Duration::from_millis(5);

const COMMANDS: [(&str, &[&str]); 17] = [
    ("check", &["check", "--as-of", "2026-02-15", "--fail-on", "never", "--format", "concise"]),
    ("check --fix --diff", &["check", "--as-of", "2026-02-15", "--fail-on", "never", "--fix", "--diff"]),
    ("check --since", &["check", "--as-of", "2026-02-15", "--fail-on", "never", "--since", "HEAD"]),
    ("status", &["status", "--as-of", "2026-02-15"]),
    ("grade", &["grade", "--quarter", "2026-Q1", "--as-of", "2026-04-02"]),
    ("diff", &["diff", "--as-of", "2026-02-15"]),
    ("todo", &["todo", "--as-of", "2026-02-15"]),
    ("review --week", &["review", "--week", "--as-of", "2026-02-15"]),
    ("review --month", &["review", "--month", "--as-of", "2026-02-15"]),
    ("review --quarter", &["review", "--quarter", "--as-of", "2026-02-15"]),
    ("tree", &["tree", "--as-of", "2026-02-15"]),
    ("tree --objectives", &["tree", "--objectives", "--as-of", "2026-02-15"]),
    ("tree --dependencies", &["tree", "--dependencies", "--as-of", "2026-02-15"]),
    ("forecast", &["forecast", "--as-of", "2026-02-15"]),
    ("chain", &["chain", "--as-of", "2026-02-15"]),
    ("funnel", &["funnel", "--as-of", "2026-02-15"]),
    ("report", &["report", "--out", "-", "--as-of", "2026-02-15"]),
];

/// What stands beside everything that grows, so that each command has something to show.
const BESIDE: [(&str, &str); 2] = [
    (
        "okrs/beside.yaml",
        "north_star: {id: star, name: Weekly teams, readings: [{date: 2026-01-05, value: 40}, {date: 2026-02-02, value: 44}]}\n\
         input_metrics:\n  - {id: habit, name: Teams that come back, stage: retention, drives: [star], \
         readings: [{date: 2026-01-05, value: 30%}, {date: 2026-02-02, value: 32%}]}\n",
    ),
    (
        "okrs/beside_goals.yaml",
        "quarter: 2026-Q1\nteam: beside\nobjectives:\n  - objective: Teams come back\n    key_results:\n      \
         - {key_result: Raise the share of teams that come back from 30% to 40%, metric: habit}\n",
    ),
];

/// Grows each dimension whose name holds `wanted`.
///
/// # Errors
/// A command fails, or takes more than its share.
pub(crate) fn measure(table: &mut Table, wanted: &str) -> Result<()> {
    let mut too_steep = Vec::new();
    for dimension in DIMENSIONS.iter().filter(|dimension| dimension.name.contains(wanted)) {
        let [small, large] = [1, TIMES].map(|times| workspace(dimension, dimension.count * times));
        let (small, large) = (small?, large?);
        for (name, arguments) in COMMANDS {
            let [short, long] = [&small, &large].map(|workspace| workspace.okr(arguments).cpu_time());
            let (short, long) = (short?, long?);
            let what =
                format!("{name}, {} {}: {} → {}", dimension.count, dimension.name, shown(short), shown(long));
            let grown = ratio(long, short.max(TOO_SHORT));
            table.at_most(what.clone(), grown, MOST);
            if grown > MOST {
                too_steep.push(what);
            }
        }
    }
    if too_steep.is_empty() {
        return Ok(());
    }
    bail!("more than {MOST} times the CPU time for {TIMES} times as much:\n{}", too_steep.join("\n"))
}

/// A workspace of one size that was committed, and changed in every file since.
fn workspace(dimension: &Dimension, count: usize) -> Result<Workspace> {
    let mut files = (dimension.files)(count);
    files.extend(BESIDE.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let workspace = Workspace::of_files(files)?;
    if !workspace.commit_and_change(&[
        ("confidence: 5", "confidence: 6"),
        ("from 20% to 40%", "from 20% to 41%"),
        ("value: 24%", "value: 26%"),
    ])? {
        bail!("git is not installed");
    }
    Ok(workspace)
}
