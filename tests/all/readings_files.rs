//! Readings in files of their own, `readings/<metric>.csv`: found, compared and left alone like goals.

use crate::pull_request::scratch::Scratch;

const GOALS: &str = "quarter: 2026-Q1\nteam: growth\nowner: ana\nobjectives:\n  - id: start\n    objective: New teams feel at home\n    key_results:\n      - id: activation\n        key_result: Raise activation from 23% to 35%\n        metric: activation_rate\n";
const METRICS: &str = "input_metrics:\n  - id: activation_rate\n    name: Activation rate\n";
const READINGS: &str = "date,value\n2026-01-05,23.5%\n2026-01-12,24%\n";
const FILE: &str = "okrs/readings/activation_rate.csv";

fn repository() -> Scratch {
    Scratch::new(&[("okrs/growth.yaml", GOALS), ("okrs/metrics.yaml", METRICS), (FILE, READINGS)])
}

#[test]
fn new_readings_are_shown_by_diff_as_those_of_the_metric() {
    let scratch = repository();
    scratch.write(FILE, &format!("{READINGS}2026-01-19,26%\n"));
    let ran = scratch.okr(&["diff", "HEAD", "--as-of", "2026-01-20"]);
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.out.contains("activation_rate") && ran.out.contains("26%"), "{ran}");
    assert!(!ran.out.contains(FILE), "the change is told once: {ran}");
}

#[test]
fn a_reading_of_the_past_that_changes_is_a_moved_target_with_its_commit() {
    let scratch = repository();
    scratch.commit_file("2026-02-16", "Ben", "rewrite", FILE, &READINGS.replace(",24%", ",27%"));
    let ran = scratch.okr(&["check", "--since", "HEAD~1", "--as-of", "2026-02-16", "--format", "concise"]);
    let line = ran.out.lines().find(|line| line.contains("moved-target")).unwrap_or_default();
    assert!(line.starts_with(&format!("{FILE}:3:12")), "{ran}");
    assert!(line.contains("was `24%` and is now `27%`") && line.contains("Ben"), "{ran}");
}

#[test]
fn only_csv_files_in_a_folder_of_readings_count() {
    let scratch = repository();
    scratch.write("okrs/data/other.csv", "not;ours\n");
    scratch.write("okrs/readings/notes.txt", "not ours\n");
    let ran = scratch.okr(&["check", "--as-of", "2026-01-20", "--format", "json"]);
    assert!(!ran.out.contains("other.csv") && !ran.out.contains("notes.txt"), "{ran}");
    // Where no folder is known to hold goals, any other program's CSV file is left alone.
    let loose = Scratch::folder(&[
        ("goals.yaml", GOALS),
        ("metrics.yaml", METRICS),
        ("readings/activation_rate.csv", "date,value\n2026-01-19,26 hours\n2026-01-20,26%\n"),
        ("weather/readings/berlin.csv", "day;degrees\n2026-01-19;4\n"),
    ]);
    let ran = loose.okr(&["check", "--as-of", "2026-01-20", "--format", "concise"]);
    assert!(ran.out.contains("readings/activation_rate.csv:3"), "{ran}");
    assert!(!ran.out.contains("berlin"), "{ran}");
}

#[test]
fn commands_that_write_yaml_leave_them_alone() {
    let scratch = repository();
    let disorder = "date,value\r\n2026-01-12,24%\r\n2026-01-05,23.5%\r\n2026-01-05,23.5%\r\n";
    scratch.write(FILE, disorder);
    for arguments in [&["fmt"][..], &["check", "--fix", "--as-of", "2026-01-20"]] {
        let ran = scratch.okr(arguments);
        assert!(ran.code < 2, "{ran}");
        assert_eq!(std::fs::read_to_string(scratch.root().join(FILE)).unwrap(), disorder, "{arguments:?}");
    }
}

#[test]
fn a_comment_above_a_line_silences_what_is_found_there() {
    let scratch = repository();
    let down = "# okr: ignore[invalid-value] the counter was down\n";
    scratch.write(FILE, &format!("date,value\n{down}2026-01-05,NaN\n2026-01-12,NaN\n{down}2026-01-19,24%\n"));
    let ran = scratch.okr(&["check", "--as-of", "2026-01-20", "--format", "concise"]);
    let found: Vec<&str> = ran.out.lines().filter_map(|line| line.strip_prefix(FILE)).collect();
    assert_eq!(found.len(), 2, "{ran}");
    assert!(found[0].starts_with(":4:12: error[invalid-value]"), "{ran}");
    assert!(found[1].starts_with(":5:1: ") && found[1].contains("unused-suppression"), "{ran}");
    let fixed = scratch.okr(&["check", "--fix", "--unsafe", "--as-of", "2026-01-20"]);
    assert!(!fixed.err.contains("internal error"), "{fixed}");
    let text = std::fs::read_to_string(scratch.root().join(FILE)).unwrap();
    assert!(text.contains("2026-01-05,NaN") && text.matches(down).count() == 2, "{text}");
}

const PULLED: &str = "metrics:\n  - id: signups\n    pull: {csv: data/signups.csv}\n  - id: activation_rate\n    pull: {from: warehouse, sql: sql/activation.sql}\n";

#[test]
fn a_pull_that_names_a_file_which_is_not_there_is_found_where_it_is_named() {
    let scratch = Scratch::new(&[
        ("okr.yaml", "sources:\n  warehouse: {program: psql}\n"),
        ("okrs/metrics.yaml", PULLED),
        ("sql/activation.sql", "select 1"),
    ]);
    let check = |arguments: &[&str]| {
        let always = ["check", "--as-of", "2026-01-20", "--format", "concise"];
        scratch.okr(&[&always, arguments].concat())
    };
    let found = |ran: &crate::pull_request::scratch::Ran| -> Vec<String> {
        ran.out.lines().filter(|line| line.contains("unusable-pull")).map(str::to_owned).collect()
    };
    let missing = found(&check(&[]));
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert!(missing[0].starts_with("okrs/metrics.yaml:3:17"), "{missing:?}");
    assert!(missing[0].contains("there is no file `data/signups.csv`"), "{missing:?}");

    assert_eq!(found(&check(&["--since", "HEAD"])), [""; 0], "it was missing before");
    scratch.remove("sql/activation.sql");
    let new = found(&check(&["--since", "HEAD"]));
    assert!(new.len() == 1 && new[0].contains("sql/activation.sql"), "the change removed it: {new:?}");
    scratch.write("sql/activation.sql", "select 1");
    scratch.write("data/signups.csv", "date,value\n");
    assert_eq!(found(&check(&[])), [""; 0]);
}

#[test]
fn a_file_that_a_sparse_checkout_leaves_out_is_there_all_the_same() {
    let scratch = Scratch::new(&[
        ("okr.yaml", "sources:\n  warehouse: {program: psql}\n"),
        ("okrs/metrics.yaml", PULLED),
        ("sql/activation.sql", "select 1"),
        ("data/signups.csv", "date,value\n"),
    ]);
    scratch.git(&["sparse-checkout", "set", "okrs"]);
    assert!(!scratch.root().join("sql").exists());
    let ran = scratch.okr(&["check", "--as-of", "2026-01-20", "--format", "concise"]);
    assert!(!ran.out.contains("unusable-pull"), "{ran}");
}
