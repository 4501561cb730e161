//! A large, valid, deterministic workspace: four files' worth of metrics, then a file for each team with three
//! objectives, three key results each and twelve check-ins a key result, some 13 KB a file.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const MEASURES: [&str; 8] = [
    "activation rate",
    "day-30 retention",
    "trial conversion",
    "checkout completion",
    "search success rate",
    "weekly active share",
    "self-serve resolution",
    "first-week return rate",
];
const OBJECTIVES: [&str; 4] = [
    "New teams feel at home in their first week",
    "Customers trust us with their busiest day",
    "Finding the right thing feels effortless",
    "Paying us is the easiest part of the month",
];

/// Writes the workspace below `folder` and returns its goal files, in the order of their paths.
pub(crate) fn workspace(folder: &Path, teams: usize) -> Vec<PathBuf> {
    let okrs = folder.join("okrs");
    fs::create_dir_all(&okrs).unwrap();
    let metrics = okrs.join("metrics.yaml");
    fs::write(&metrics, self::metrics()).unwrap();
    let mut files = vec![metrics];
    for team in 0..teams {
        let path = okrs.join(format!("team-{team:05}.yaml"));
        fs::write(&path, self::team(team)).unwrap();
        files.push(path);
    }
    files
}

fn metrics() -> String {
    let shared = "    definition: Counted once a week\n    source: {system: warehouse, location: events}\n    \
                  owner: ana\n    cadence: {reported: weekly, reviewed: monthly}\n";
    let mut text = format!(
        "north_star:\n    id: weekly_active_teams\n    name: Weekly active teams\n{shared}input_metrics:\n"
    );
    for number in 0..4 {
        write!(
            text,
            "  - id: input_{number}\n    name: Input {number}\n    team: team-{number:05}\n{shared}"
        )
        .unwrap();
        text.push_str("    counter_metric: tickets\n");
    }
    write!(text, "guardrails:\n  - id: tickets\n    name: Support tickets\n{shared}").unwrap();
    text + "    better: lower\n    baseline: 1200\n    max_increase: 5%\n"
}

fn team(number: usize) -> String {
    let mut text = heading(number);
    (0..3).for_each(|objective| text.push_str(&self::objective(number, objective)));
    text
}

/// The goals above a team's objectives.
pub(crate) fn heading(team: usize) -> String {
    format!("quarter: 2026-Q1\nteam: team-{team:05}\nowner: owner-{team:05}\nobjectives:\n")
}

/// One objective with three key results, some 4 KB.
pub(crate) fn objective(number: usize, objective: usize) -> String {
    let words = OBJECTIVES[(number + objective) % OBJECTIVES.len()];
    let mut text = format!("  - id: o{}\n    objective: {words}\n", objective + 1);
    text.push_str("    why: it is the input metric that moved least last quarter\n");
    writeln!(text, "    supports: [input_{}]", (number + objective) % 4).unwrap();
    text.push_str("    guardrails: [tickets]\n    key_results:\n");
    (0..3).for_each(|key_result| text.push_str(&self::key_result(number, objective, key_result)));
    text
}

fn key_result(team: usize, objective: usize, number: usize) -> String {
    let seed = team * 9 + objective * 3 + number;
    let (baseline, rise) = (10 + seed % 40, 5 + seed % 25);
    let (measure, target) = (MEASURES[seed % MEASURES.len()], baseline + rise);
    let mut text = format!("      - id: kr{}\n", number + 1);
    // One team in ten makes a mistake.
    match (team % 10, objective + number) {
        (0, 0) => writeln!(text, "        key_result: Launch the new {measure} dashboard").unwrap(),
        _ => writeln!(text, "        key_result: Raise {measure} from {baseline}% to {target}%").unwrap(),
    }
    write!(text, "        baseline: {baseline}%\n        target: {target}%\n        confidence: 5\n        check_ins:\n").unwrap();
    for week in 0..12 {
        let value = baseline as f64 + rise as f64 * (week + 1) as f64 / 14.0;
        let (month, day) = (1 + (week * 7 + 5) / 30, 1 + (week * 7 + 5) % 28);
        let note = "steady progress after the new gallery went live";
        let confidence = 4 + week % 5;
        writeln!(text, "          - {{date: 2026-{month:02}-{day:02}, value: {value:.1}%, confidence: {confidence}, note: {note}}}").unwrap();
    }
    text
}
