//! The repositories under `examples/` and the project's own goals, judged end to end by the binary.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use insta::assert_snapshot;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The day the examples are written for: mid-quarter, some days after the last check-in.
const DAY: &str = "2026-11-20";

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn okr(path: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_okr")).args(arguments).current_dir(folder(path)).output().unwrap()
}

fn check(path: &str, as_of: &str, format: &str) -> Output {
    okr(path, &["check", "--as-of", as_of, "--format", format, "--fail-on", "note"])
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Not even a note, nothing suppressed, and every goal file was looked at.
fn assert_spotless(path: &str, as_of: &str) {
    let output = check(path, as_of, "json");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let summary = serde_json::json!({"error": 0, "warning": 0, "note": 0, "suppressed": 0});
    assert_eq!(report["summary"], summary, "{path}\n{}", stdout(&check(path, as_of, "full")));
    assert_eq!(report["files"], goal_files(&folder(path).join("okrs")), "{path}");
    assert_eq!(output.status.code(), Some(0), "{path}");
}

fn goal_files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { goal_files(&path) } else { 1 }).sum()
}

#[test]
fn the_good_examples_are_laid_out() {
    for example in ["examples/startup", "examples/growth", "examples/enterprise", "examples/pull"] {
        let diff = okr(example, &["fmt", "--diff"]);
        assert_eq!(stdout(&diff), "", "{example}");
    }
}

#[test]
fn the_good_examples_are_spotless() {
    for example in ["examples/startup", "examples/growth", "examples/enterprise"] {
        assert_spotless(example, DAY);
    }
}

#[test]
fn the_example_that_pulls_its_values_is_spotless_and_can_be_pulled() {
    assert_spotless("examples/pull", "2026-11-19");
    let files = ["pull", "support_tickets", "--as-of", "2026-11-19", "--dry-run"];
    let output = okr("examples/pull", &files);
    assert!(stdout(&output).contains("1 new, 10 the same"), "{}", stdout(&output));
    // The values of its database only where there is a program for it.
    let shown = stdout(&okr("examples/pull", &["pull", "--trust"]));
    let fingerprint = shown.lines().find_map(|line| line.strip_prefix("fingerprint: ")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_okr"));
    command.args(["pull", "--as-of", "2026-11-19", "--dry-run"]).current_dir(folder("examples/pull"));
    let output = command.env("OKR_TRUST", fingerprint).output().unwrap();
    let is_installed = Command::new("sqlite3").arg("--version").output().is_ok();
    let told = if is_installed { "would change 5 files: 5 new values" } else { "`sqlite3` is not installed" };
    assert!(stdout(&output).contains(told), "{}", stdout(&output));
}

/// The values of a field of every key result on a scorecard, each once.
fn of_key_results(path: &str, command: &str, field: &str) -> BTreeSet<String> {
    let output = okr(path, &[command, "--as-of", DAY, "--format", "json"]);
    let card: Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = |value: &Value, name: &str| value[name].as_array().unwrap().clone();
    let teams = list(&card, "teams");
    let objectives = teams.iter().flat_map(|team| list(team, "objectives"));
    let key_results = objectives.flat_map(|objective| list(&objective, "key_results"));
    key_results.map(|key_result| key_result[field].as_str().unwrap().to_owned()).collect()
}

fn is_lively(path: &str) {
    let status = of_key_results(path, "status", "status");
    assert_eq!(status, BTreeSet::from(["at_risk", "off_track", "on_track"].map(str::to_owned)), "{path}");
    let bands = of_key_results(path, "grade", "band");
    assert!(bands.contains("delivered") && bands.len() > 1, "{path} has nothing to learn from: {bands:?}");
    let status: Value =
        serde_json::from_slice(&okr(path, &["status", "--as-of", DAY, "--format", "json"]).stdout).unwrap();
    let states: Vec<&Value> =
        status["guardrails"].as_array().unwrap().iter().map(|each| &each["state"]).collect();
    assert!(states.contains(&&Value::from("near")), "{path} has no guardrail to look at: {states:?}");
}

#[test]
fn the_good_examples_show_successes_and_misses() {
    for example in ["examples/startup", "examples/growth", "examples/enterprise"] {
        is_lively(example);
    }
}

#[test]
fn our_own_goals_are_spotless() {
    assert_spotless(".", "2026-11-22");
}

#[test]
fn the_bad_example_is_a_tour_of_mistakes() {
    let output = check("examples/bad", DAY, "concise");
    assert_eq!(output.status.code(), Some(1));
    assert_snapshot!(stdout(&output));
}
