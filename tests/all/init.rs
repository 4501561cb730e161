//! `okr init`, end to end: what it writes is right on any day, and it overwrites nothing.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use insta::assert_snapshot;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn okr(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_okr")).args(arguments).current_dir(folder).output().unwrap()
}

fn init(folder: &Path, as_of: &str) -> Output {
    okr(folder, &["init", "--as-of", as_of])
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it complained about, without the temporary folder's name.
fn stderr(output: &Output, folder: &Path) -> String {
    let folder = fs::canonicalize(folder).unwrap();
    String::from_utf8(output.stderr.clone()).unwrap().replace(&folder.display().to_string(), "[folder]")
}

/// Every file below a folder with its text, in order.
fn contents(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files);
    files.sort();
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            files.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

fn names(folder: &Path) -> Vec<String> {
    contents(folder).into_iter().map(|(name, _)| name).collect()
}

fn assert_spotless(folder: &Path, as_of: &str, what: &str) {
    let check = okr(folder, &["check", "--as-of", as_of, "--fail-on", "note"]);
    assert_eq!(check.status.code(), Some(0), "{what} as of {as_of}:\n{}", stdout(&check));
    assert_eq!(stdout(&check), "No findings in 3 files.\n", "{what} as of {as_of}");
}

#[test]
fn the_starter_is_spotless_on_any_day() {
    let days = [
        ("2026-01-01", "2026-Q1"),
        ("2026-03-31", "2026-Q1"),
        ("2026-05-16", "2026-Q2"),
        ("2026-09-30", "2026-Q3"),
        ("2026-10-01", "2026-Q4"),
        ("2026-12-31", "2026-Q4"),
        ("2028-02-29", "2028-Q1"),
    ];
    for (day, quarter) in days {
        let folder = tempfile::tempdir().unwrap();
        let output = init(folder.path(), day);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output, folder.path()));
        let goals = [format!("okrs/{quarter}/company.yaml"), format!("okrs/{quarter}/growth.yaml")];
        assert_eq!(names(folder.path()), ["okr.yaml", &goals[0], &goals[1], "okrs/metrics.yaml"]);
        assert_spotless(folder.path(), day, "the starter");
        for (name, text) in contents(folder.path()) {
            assert!(!text.contains("{{") && !text.contains("}}"), "{name} has a gap left to fill");
        }
    }
}

/// What is written by a command has the layout that another asks for: teams run both.
#[test]
fn what_is_written_is_laid_out_as_fmt_does() {
    let wishes: [&[&str]; 3] = [
        &[],
        &["--organization", "enterprise", "--team", "Café & Bar", "--north-star", "Kept appointments"],
        &["--organization", "startup"],
    ];
    for wishes in wishes {
        let folder = tempfile::tempdir().unwrap();
        let run = |arguments: &[&str]| {
            let output = okr(folder.path(), arguments);
            assert_eq!(
                output.status.code(),
                Some(0),
                "{arguments:?}\n{}{}",
                stdout(&output),
                stderr(&output, folder.path())
            );
        };
        let check = |after: &str| {
            let diff = okr(folder.path(), &["fmt", "--diff"]);
            assert_eq!(diff.status.code(), Some(0), "after {after}\n{}", stdout(&diff));
        };
        run(&[&["init", "--as-of", "2026-05-16"], wishes].concat());
        check("init");
        run(&["new", "quarter", "2026-Q3", "--as-of", "2026-06-20"]);
        check("new quarter");
        run(&["new", "team", "ops", "--as-of", "2026-05-16"]);
        check("new team");
        run(&["new", "objective", "ops", "Nobody waits for us", "--as-of", "2026-05-16"]);
        run(&[
            "new",
            "key-result",
            "ops/nobody-waits",
            "Raise activation from 24% to 35%",
            "--metric",
            "activation_rate",
            "--anyway",
            "--as-of",
            "2026-05-16",
        ]);
        run(&["new", "metric", "waiting", "--name", "Waiting time", "--anyway", "--as-of", "2026-05-16"]);
        let guardrail = ["new", "guardrail", "errors", "--at-most", "5 per week", "--anyway"];
        run(&[&guardrail[..], &["--name", "Errors", "--as-of", "2026-05-16"]].concat());
        check("new metric");
    }
}

#[test]
fn the_starter_is_spotless_under_settings_that_were_there_before() {
    for organization in ["startup", "growth", "enterprise"] {
        for first_month in [1, 2, 4, 12] {
            for day in ["2026-02-01", "2026-04-30", "2028-02-29"] {
                let folder = tempfile::tempdir().unwrap();
                let settings = format!("organization: {organization}\nfiscal_year_starts: {first_month}\n");
                fs::write(folder.path().join("okr.yaml"), &settings).unwrap();
                assert_eq!(init(folder.path(), day).status.code(), Some(0));
                assert_eq!(fs::read_to_string(folder.path().join("okr.yaml")).unwrap(), settings);
                assert_spotless(folder.path(), day, &settings);
            }
        }
    }
}

#[test]
fn every_line_that_the_comments_offer_can_be_taken() {
    let folder = tempfile::tempdir().unwrap();
    init(folder.path(), "2026-11-22");
    let path = folder.path().join("okr.yaml");
    let settings = fs::read_to_string(&path).unwrap();
    let taken: String = settings
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(offer)
                if offer.split('#').next().unwrap().contains(':') && !offer.ends_with("To set one:") =>
            {
                format!("{offer}\n")
            }
            _ => format!("{line}\n"),
        })
        .collect();
    assert_ne!(taken, settings);
    fs::write(&path, taken).unwrap();
    assert_spotless(folder.path(), "2026-11-22", "every setting offered");
}

#[test]
fn it_says_what_it_wrote_and_what_to_do_next() {
    let folder = tempfile::tempdir().unwrap();
    assert_snapshot!(stdout(&init(folder.path(), "2026-11-22")), @r"
    wrote okr.yaml                   settings
    wrote okrs/metrics.yaml          what you measure
    wrote okrs/2026-Q4/company.yaml  what the company wants to change
    wrote okrs/2026-Q4/growth.yaml   what one team wants to change

    The goals in them are samples: put yours in their place. Then:
      okr check     says how well they are written
      okr status    shows where they stand
    ");
    let folder = tempfile::tempdir().unwrap();
    assert_snapshot!(stdout(&okr(folder.path(), &["init", "teams/web", "--as-of", "2026-11-22"])), @r"
    wrote teams/web/okr.yaml                   settings
    wrote teams/web/okrs/metrics.yaml          what you measure
    wrote teams/web/okrs/2026-Q4/company.yaml  what the company wants to change
    wrote teams/web/okrs/2026-Q4/growth.yaml   what one team wants to change

    The goals in them are samples: put yours in their place. Then, in teams/web:
      okr check     says how well they are written
      okr status    shows where they stand
    ");
    assert_spotless(&folder.path().join("teams/web"), "2026-11-22", "another folder");
}

#[test]
fn flags_say_what_the_starter_is_for() {
    for (organization, star) in
        [("startup", "NPS: the score"), ("growth", "Activation rate"), ("enterprise", "#1 metric")]
    {
        let folder = tempfile::tempdir().unwrap();
        let arguments =
            ["init", "--as-of", "2026-11-22", "--organization", organization, "--team", "Customer Success"];
        let output = okr(folder.path(), &[&arguments[..], &["--north-star", star]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output, folder.path()));
        assert!(names(folder.path()).contains(&"okrs/2026-Q4/customer-success.yaml".to_owned()));
        let check = okr(folder.path(), &["check", "--as-of", "2026-11-22"]);
        assert_eq!(check.status.code(), Some(0), "no error: {}", stdout(&check));
        let status = okr(folder.path(), &["status", "--as-of", "2026-11-22"]);
        assert!(stdout(&status).contains(star), "{}", stdout(&status));
    }
    let folder = tempfile::tempdir().unwrap();
    let refused = okr(folder.path(), &["init", "--team", "company"]);
    assert!(stderr(&refused, folder.path()).contains("the company has its own file"));
    fs::write(folder.path().join("okr.yaml"), "organization: startup\n").unwrap();
    let refused = okr(folder.path(), &["init", "--organization", "growth"]);
    assert!(stderr(&refused, folder.path()).contains("okr.yaml is there already"));
    assert_eq!(names(folder.path()), ["okr.yaml"], "nothing was written");
}

#[test]
fn attributes_of_git_are_written_in_a_repository_that_has_none() {
    for (there, written) in [(None, true), (Some("* text=auto\n"), false)] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        let attributes = folder.path().join(".gitattributes");
        if let Some(text) = there {
            fs::write(&attributes, text).unwrap();
        }
        let output = init(folder.path(), "2026-11-22");
        assert_eq!(stdout(&output).contains(".gitattributes"), written);
        let text = fs::read_to_string(&attributes).unwrap();
        assert_eq!(
            (text.contains("okrs/**/*.yaml merge=union\n"), there == Some(&text)),
            (written, !written)
        );
    }
}

#[test]
fn the_goals_folder_and_fiscal_year_of_existing_settings_are_used() {
    let folder = tempfile::tempdir().unwrap();
    let settings = "goals: [plans/goals]\nfiscal_year_starts: 10\nfiscal_year_named_for: end\n";
    fs::write(folder.path().join("okr.yaml"), settings).unwrap();
    assert_snapshot!(stdout(&init(folder.path(), "2026-11-22")), @r"
    wrote plans/goals/metrics.yaml          what you measure
    wrote plans/goals/2027-Q1/company.yaml  what the company wants to change
    wrote plans/goals/2027-Q1/growth.yaml   what one team wants to change

    The goals in them are samples: put yours in their place. Then:
      okr check     says how well they are written
      okr status    shows where they stand
    ");
    assert_spotless(folder.path(), "2026-11-22", settings);
}

#[test]
fn nothing_is_ever_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    init(folder.path(), "2026-11-22");
    let before = contents(folder.path());
    let again = init(folder.path(), "2027-01-02");
    assert_eq!(again.status.code(), Some(2));
    assert_snapshot!(stderr(&again, folder.path()), @r"
    error: there are goals here already, and `okr init` never overwrites any:
      okrs/2026-Q4/company.yaml
      okrs/2026-Q4/growth.yaml
      okrs/metrics.yaml
    help: `okr new` adds to them, and `okr check` says how they are written; to begin afresh, move them away, or run `okr init` with the name of another folder
    ");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn one_goal_file_of_any_name_is_enough_to_stay_away() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("okrs")).unwrap();
    fs::write(folder.path().join("okrs/ours.yml"), "team: ours\n").unwrap();
    let output = init(folder.path(), "2026-11-22");
    assert_eq!(output.status.code(), Some(2));
    assert_snapshot!(stderr(&output, folder.path()), @r"
    error: there are goals here already, and `okr init` never overwrites any:
      okrs/ours.yml
    help: `okr new` adds to them, and `okr check` says how they are written; to begin afresh, move them away, or run `okr init` with the name of another folder
    ");
    assert_eq!(names(folder.path()), ["okrs/ours.yml"]);
}

#[test]
fn what_is_in_the_way_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("okrs"), "a file").unwrap();
    let output = init(folder.path(), "2026-11-22");
    assert_eq!(output.status.code(), Some(2));
    assert_snapshot!(stderr(&output, folder.path()), @r"
    error: [folder]/okrs is in the way: goals live in a folder
    help: move it, or name another folder in okr.yaml, like `goals: [goals]`
    ");
    let output = okr(folder.path(), &["init", "okrs"]);
    assert_eq!(output.status.code(), Some(2));
    assert_snapshot!(stderr(&output, folder.path()), @"error: [folder]/okrs is a file, and goals need a folder");
    assert_eq!(names(folder.path()), ["okrs"]);
}

#[test]
fn settings_with_mistakes_are_shown_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("okr.yaml"), "organisation: growth\n").unwrap();
    let output = init(folder.path(), "2026-11-22");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output, folder.path()).contains("organization"));
    assert_eq!(names(folder.path()), ["okr.yaml"]);
}

#[test]
fn goals_are_not_started_inside_the_goals_of_others() {
    let folder = tempfile::tempdir().unwrap();
    init(folder.path(), "2026-11-22");
    let before = contents(folder.path());
    let output = init(&folder.path().join("okrs/2026-Q4"), "2026-11-22");
    assert_eq!(output.status.code(), Some(2));
    assert_snapshot!(stderr(&output, folder.path()), @r"
    error: [folder]/okrs holds the goals of another workspace, [folder]
    help: `okr new` adds goals to them; or run `okr init` with the name of another folder to start apart from them
    ");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn no_workspace_is_started_inside_another_unless_it_has_settings_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    init(folder.path(), "2026-11-22");
    let before = contents(folder.path());
    let inner = folder.path().join("2027-Q1");
    let output = okr(folder.path(), &["init", "2027-Q1", "--as-of", "2026-11-22"]);
    assert_eq!(output.status.code(), Some(2));
    assert_snapshot!(stderr(&output, folder.path()), @r"
    error: [folder]/2027-Q1 would be a workspace inside of another, [folder]
    help: `okr new` begins a quarter, a team or an objective in the one that is there; to start apart from them all the same, write an empty okr.yaml there first
    ");
    assert_eq!(contents(folder.path()), before);
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("okr.yaml"), "").unwrap();
    assert_eq!(init(&inner, "2026-11-22").status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("okrs")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("okrs/metrics.yaml")).unwrap();
    let output = init(folder.path(), "2026-11-22");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output, folder.path()).contains("okrs/metrics.yaml"));
    assert!(fs::symlink_metadata(folder.path().join("okrs/metrics.yaml")).unwrap().is_symlink());
    assert!(!folder.path().join("okr.yaml").exists());
}
