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
