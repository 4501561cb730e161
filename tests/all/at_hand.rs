//! What is at hand on the command line: the help, completion by the shell, manual pages.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const GOALS: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: effortless-start
    objective: New teams feel at home in their first week
    key_results:
      - {id: activation, key_result: Raise activation from 23% to 35%, owner: [bo, ana]}
      - {id: first-value, key_result: Cut the time to first value from 3 days to 1 day, owner: Cy de Witt}
";

/// Another team with a key result of the same name, and one that would run a command in a shell.
const OTHERS: &str = "\
quarter: 2026-Q2
team: $(touch run)
owner: \"`touch run`\"
objectives:
  - id: easy
    objective: \"Easy \\e[31m\"
    key_results:
      - {id: activation, key_result: Raise activation from 23% to 35%}
      - {id: \"a;touch run\", key_result: Raise activation from 23% to 35%}
";

fn workspace() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("okrs")).unwrap();
    fs::write(folder.path().join("okrs/growth.yaml"), GOALS).unwrap();
    fs::write(folder.path().join("okrs/others.yaml"), OTHERS).unwrap();
    fs::write(folder.path().join("okrs/metrics.yaml"), "north_star: {id: weekly_teams, name: Teams}\n")
        .unwrap();
    folder
}

fn okr(folder: &Path) -> Command {
    let mut okr = Command::new(env!("CARGO_BIN_EXE_okr"));
    okr.current_dir(folder);
    okr
}

/// Asks as a shell does when somebody presses the Tab key behind these words.
fn asked(folder: &Path, shell: &str, words: &[&str]) -> Output {
    let index = words.len().to_string();
    let mut okr = okr(folder);
    okr.env("OKR_COMPLETE", shell).env("_CLAP_COMPLETE_INDEX", index).args(["--", "okr"]).args(words);
    okr.output().unwrap()
}

/// What is offered behind these words, one a line.
fn offered(folder: &Path, words: &[&str]) -> Vec<String> {
    let output = asked(folder, "bash", words);
    assert!(output.status.success() && output.stderr.is_empty(), "{words:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn words_of_the_workspace_are_completed() {
    let workspace = workspace();
    let offered = |words: &[&str]| offered(workspace.path(), words);
    assert_eq!(offered(&["status", "--team", ""]), ["growth", "others"]);
    assert_eq!(offered(&["status", "--owner", ""]), ["ana", "bo"]);
    assert_eq!(offered(&["grade", "--quarter", ""]), ["2026-Q1", "2026-Q2", "2026-Q3"]);
    assert_eq!(offered(&["check", "--select", "missing-b"]), ["missing-baseline"]);
    assert_eq!(offered(&["check", "--ignore", "missing-id,missing-b"]), ["missing-id,missing-baseline"]);
    assert_eq!(offered(&["completions", "f"]), ["fish"]);
    // The shortest ending that only one thing has; `activation` alone could be either.
    assert_eq!(offered(&["explain", "fi"]), ["first-value"]);
    assert_eq!(offered(&["explain", "week"]), ["weekly_teams"]);
    assert_eq!(offered(&["explain", "activation"]), Vec::<String>::new());
    assert_eq!(offered(&["explain", "easy/"]), ["easy/activation", "easy/kr2"]);
    assert_eq!(
        offered(&["explain", "2026-Q1/"]),
        [
            "2026-Q1/growth/effortless-start",
            "2026-Q1/growth/effortless-start/activation",
            "2026-Q1/growth/effortless-start/first-value"
        ]
    );
}

#[test]
fn what_a_shell_would_run_is_not_offered() {
    let workspace = workspace();
    for words in [&["status", "--team", ""][..], &["status", "--owner", ""], &["explain", ""]] {
        for word in offered(workspace.path(), words) {
            assert!(word.chars().all(|c| c.is_alphanumeric() || "-_/.".contains(c)), "{words:?}: {word}");
        }
    }
    let described = asked(workspace.path(), "zsh", &["explain", "eas"]);
    assert!(!described.stdout.contains(&0x1b), "{described:?}");
}

#[test]
fn broken_goals_and_settings_complete_silently() {
    let folder = workspace();
    fs::write(folder.path().join("okrs/growth.yaml"), GOALS.replace("    objective:", "  : [")).unwrap();
    assert!(offered(folder.path(), &["explain", "easy/"]).contains(&"easy/activation".to_owned()));
    fs::write(folder.path().join("okr.yaml"), "organisation: [").unwrap();
    assert_eq!(offered(folder.path(), &["explain", "easy/"]), Vec::<String>::new());
    let nowhere = tempfile::tempdir().unwrap();
    assert_eq!(offered(nowhere.path(), &["status", "--team", ""]), Vec::<String>::new());
}

#[test]
fn every_shell_gets_a_script_that_asks_this_program() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = okr(folder.path()).args(["completions", shell]).output().unwrap();
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && script.contains("OKR_COMPLETE"), "{shell}: {script}");
    }
}

/// In the shell itself, where it is there.
#[cfg(unix)]
#[test]
fn bash_completes_an_address() {
    let workspace = workspace();
    let script = format!(
        "source <('{}' completions bash); COMP_WORDS=(okr explain fir); COMP_CWORD=2; COMP_TYPE=9; \
         _clap_complete_okr okr fir explain; printf '%s\\n' \"${{COMPREPLY[@]}}\"; complete -p okr",
        env!("CARGO_BIN_EXE_okr")
    );
    let bash = Command::new("bash").args(["--norc", "-c", &script]).current_dir(workspace.path()).output();
    let Ok(output) = bash else { return };
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("first-value\ncomplete "), "{text}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn help_about_a_command_is_what_the_command_says_itself() {
    let folder = tempfile::tempdir().unwrap();
    let said = |arguments: &[&str]| okr(folder.path()).args(arguments).output().unwrap();
    assert_eq!(said(&["help", "check"]).stdout, said(&["check", "--help"]).stdout);
    assert_eq!(said(&["help"]).stdout, said(&["--help"]).stdout);
    assert_eq!(said(&["help", "chekc"]).status.code(), Some(2));
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let man = || okr(folder.path()).args(["man", "pages/man1"]).output().unwrap();
    for _ in 0..2 {
        let output = man();
        assert!(output.status.success(), "{output:?}");
    }
    let page = |name: &str| fs::read_to_string(folder.path().join("pages/man1").join(name)).unwrap();
    assert!(page("okr.1").contains("okr\\-check(1)"));
    let check = page("okr-check.1");
    assert!(check.contains(".TH okr-check 1") && check.contains("\\-\\-fail\\-on"), "{check}");
    assert!(!folder.path().join("pages/man1/okr-help.1").exists());
}
