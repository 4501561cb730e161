//! The formats through the binary, in a git repository whose goals live in a folder of it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const FORMATS: [&str; 7] = ["json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown"];

const GROWTH: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - objective: New teams feel at home in their first week
    why: 60% of new teams never reach value
    key_results:
      - Raise activation from 23% to 35%
      - Launch the template gallery
      - Publish the audit trail # okr: ignore[output-key-result] required by the auditors
";

/// A repository whose workspace is the folder `company/`.
fn repository(teams: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    fs::create_dir_all(folder.path().join("company/okrs")).unwrap();
    fs::write(folder.path().join("company/okr.yaml"), "organization: growth\n").unwrap();
    for number in 0..teams {
        let goals = GROWTH.replace("growth", &format!("team-{number}"));
        fs::write(folder.path().join(format!("company/okrs/team {number}.yaml")), goals).unwrap();
    }
    folder
}

fn okr(folder: &Path, arguments: &[&str], threads: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_okr"))
        .args([&["check", "--as-of", "2026-02-15"], arguments].concat())
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_same_bytes_in_every_format_on_any_number_of_threads() {
    let repository = repository(12);
    let company = repository.path().join("company");
    for format in FORMATS {
        let once = okr(&company, &["--format", format], "1");
        assert_eq!(once.status.code(), Some(1));
        assert!(once.stdout.len() > 1000, "{format}");
        assert_eq!(okr(&company, &["--format", format], "4").stdout, once.stdout, "{format}");
        // Nor do they depend on where in the workspace the command runs, or reveal where the workspace is on the disk.
        assert_eq!(okr(&company.join("okrs"), &["--format", format], "4").stdout, once.stdout, "{format}");
        assert!(!out(&once).contains(&*repository.path().to_string_lossy()), "{format}");
    }
    let counted = |threads| okr(&company, &["--statistics"], threads).stdout;
    assert_eq!(counted("1"), counted("4"));
}

#[test]
fn files_are_named_from_the_root_of_the_repository() {
    let repository = repository(1);
    let company = repository.path().join("company");
    for (format, place) in [
        ("sarif", r#""uri": "company/okrs/team%200.yaml""#),
        ("github", "::error file=company/okrs/team 0.yaml,line=9,"),
        ("gitlab", r#""path": "company/okrs/team 0.yaml""#),
        ("junit", r#"<testsuite name="company/okrs/team 0.yaml""#),
        ("checkstyle", r#"<file name="company/okrs/team 0.yaml">"#),
        ("markdown", "| company/okrs/team 0.yaml:9 |"),
        ("concise", "okrs/team 0.yaml:9:9: error"),
    ] {
        let shown = out(&okr(&company, &["--format", format], "2"));
        assert!(shown.contains(place), "{format}: {shown}");
    }
    // A workspace at the root of its repository, or in none, has no distance to go.
    fs::remove_dir(repository.path().join(".git")).unwrap();
    let shown = out(&okr(&company, &["--format", "github"], "2"));
    assert!(shown.contains("file=okrs/team 0.yaml,line=9,"), "{shown}");
}

#[test]
fn only_files_that_were_asked_for_are_tests() {
    let repository = repository(3);
    let company = repository.path().join("company");
    let shown = out(&okr(&company, &["okrs/team 1.yaml", "--format", "junit"], "2"));
    assert_eq!(shown.matches("<testsuite ").count(), 1, "{shown}");
    assert!(shown.contains("company/okrs/team 1.yaml"), "{shown}");
}

#[test]
fn what_cannot_be_read_is_in_every_report() {
    let repository = repository(1);
    let company = repository.path().join("company");
    for (format, told) in [
        ("sarif", r#""executionSuccessful": false"#),
        ("github", "::error file=company/gone.yaml,title=okr%3A cannot be read::"),
        ("gitlab", r#""path": "company/gone.yaml""#),
        ("junit", r#"<testcase name="readable" classname="company/gone.yaml">"#),
        ("checkstyle", r#"<file name="company/gone.yaml">"#),
        ("markdown", "❌ **company/gone.yaml** cannot be read"),
    ] {
        // Beside what can be read, and alone.
        for paths in [&["okrs", "gone.yaml"][..], &["gone.yaml"]] {
            let ran = okr(&company, &[paths, &["--format", format]].concat(), "2");
            assert_eq!(ran.status.code(), Some(2), "{format}");
            assert!(out(&ran).contains(told), "{format}: {}", out(&ran));
        }
    }
}

#[test]
fn a_dashboard_agrees_with_the_exit_code() {
    let repository = repository(1);
    let company = repository.path().join("company");
    let failures = |fail_on| {
        let ran = okr(&company, &["--format", "junit", "--fail-on", fail_on], "2");
        (ran.status.code().unwrap(), out(&ran).matches("<failure ").count() > 0)
    };
    assert_eq!(failures("error"), (1, true));
    assert_eq!(failures("note"), (1, true));
    assert_eq!(failures("never"), (0, false));
}

#[test]
fn statistics_stand_in_for_the_findings() {
    let repository = repository(3);
    let company = repository.path().join("company");
    let select = ["--select", "output-key-result,missing-guardrail"];
    let ran = |arguments: &[&str]| okr(&company, &[&select[..], arguments].concat(), "2");
    let table = ran(&["--statistics"]);
    assert_eq!(table.status.code(), Some(1), "the exit code stays that of the findings");
    insta::assert_snapshot!(out(&table), @r"
    3  error    output-key-result
    3  warning  missing-guardrail
    3 errors and 3 warnings in 3 files (3 suppressed).
    ");
    let json = out(&ran(&["--statistics", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let first = serde_json::json!({"rule": "output-key-result", "level": "error", "count": 3});
    assert_eq!(json[0], first);
    assert_eq!(json.as_array().unwrap().len(), 2);
    let beside = ran(&["--statistics", "--output", "concise=all.txt"]);
    assert_eq!(out(&beside), out(&table));
    assert_eq!(fs::read_to_string(company.join("all.txt")).unwrap().lines().count(), 6);
    let sarif = ran(&["--statistics", "--format", "sarif"]);
    assert_eq!(sarif.status.code(), Some(2));
    assert!(String::from_utf8(sarif.stderr).unwrap().contains("`full`, `concise` or `json`"));
}
