//! The commands of the week, end to end: imports, what they need a terminal for, branches that merge, and a talk on a terminal.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use crate::pull_request::scratch::Scratch;
use std::fs;
use std::process::Command;

const GOALS: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: start
    objective: New teams feel at home
    key_results:
      - id: activation
        key_result: Raise activation from 23% to 35%
        check_ins:
          - {date: 2026-01-19, value: 25%}
          - {date: 2026-02-02, value: 26%}
      - id: retention
        key_result: Raise retention from 40% to 50%
        check_ins:
          - {date: 2026-02-02, value: 41%}
      - Raise weekly teams from 120 to 200
      - Raise paying teams from 20 to 60
";

const PATH: &str = "okrs/growth.yaml";

fn scratch() -> Scratch {
    Scratch::new(&[(PATH, GOALS)])
}

fn goals(scratch: &Scratch) -> String {
    fs::read_to_string(scratch.root().join(PATH)).unwrap()
}

#[test]
fn a_table_of_check_ins_is_added_whole() {
    let scratch = scratch();
    let table = "address,date,value,confidence,note\n\
                 activation,2026-02-09,27,6,\"live, at last\"\n\
                 retention,2026-02-09,42%,,\n\
                 activation,2026-02-02,26%,,\n\
                 growth/start/kr3,2026-02-09,130,,\n";
    fs::write(scratch.root().join("week.csv"), table).unwrap();
    let ran = scratch.okr(&["checkin", "--from", "week.csv", "--as-of", "2026-02-16"]);
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.out.ends_with("3 added, 0 replaced, 1 already there\n"), "{ran}");
    let expected = GOALS
        .replace("26%}\n", "26%}\n          - {date: 2026-02-09, value: 27%, confidence: 6, note: \"live, at last\"}\n")
        .replace("41%}\n", "41%}\n          - {date: 2026-02-09, value: 42%}\n")
        .replace(
            "- Raise weekly teams from 120 to 200\n",
            "- key_result: Raise weekly teams from 120 to 200\n        check_ins:\n          - {date: 2026-02-09, value: 130}\n",
        );
    assert_eq!(goals(&scratch), expected);
    let again = scratch.okr(&["checkin", "--from", "week.csv", "--as-of", "2026-02-16"]);
    assert_eq!(again.out, "0 added, 0 replaced, 4 already there\n", "{again}");
}

#[test]
fn a_spreadsheet_may_separate_its_columns_by_semicolons() {
    let scratch = scratch();
    let table = "Address;Value;Note\r\nactivation;27%;live, at last\r\n;;\r\n";
    let command = &mut scratch.command(&["checkin", "--from", "-", "--as-of", "2026-02-16"]);
    let ran = scratch.ran(command, table);
    assert!(ran.out.contains("+ - {date: 2026-02-16, value: 27%, note: \"live, at last\"}"), "{ran}");
}

#[test]
fn why_a_file_cannot_be_edited_is_said_once() {
    let alias = GOALS.replace("check_ins:\n          - {date: 2026-02-02, value: 41%}", "check_ins: *first");
    let scratch = Scratch::new(&[(PATH, &alias.replacen("check_ins:\n", "check_ins: &first\n", 1))]);
    let ran = scratch.okr(&["checkin", "activation", "27", "--as-of", "2026-02-16"]);
    assert_eq!(ran.err.matches("is left as it is").count(), 1, "{ran}");
}

#[test]
fn whoever_owns_nothing_is_told_so() {
    let scratch = scratch();
    for (name, told) in
        [("anna", "note: nothing here is owned by `anna`; did you mean `ana`?\n"), ("Ana", "")]
    {
        let ran = scratch.okr(&["todo", "--owner", name, "--as-of", "2026-02-16"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, told), "{ran}");
    }
}

#[test]
fn a_quarter_without_goals_is_to_be_done_until_it_is_four_weeks_old() {
    let scratch = scratch();
    let next = |day| {
        let ran = scratch.okr(&["todo", "--as-of", day]);
        let lines = ran.out.lines().skip_while(|line| !line.contains("has no goals for"));
        lines.take(2).map(|line| line.trim().to_owned()).collect::<Vec<_>>().join(": ")
    };
    assert_eq!(next("2026-03-17"), "");
    assert!(next("2026-03-18").ends_with("growth has no goals for 2026-Q2 (ana): it starts on 1 Apr"));
    assert!(next("2026-04-28").ends_with("growth has no goals for 2026-Q2 (ana): it started on 1 Apr"));
    assert_eq!(next("2026-04-29"), "");
}

#[test]
fn a_value_of_several_words_needs_no_quotes() {
    let scratch = scratch();
    let ran = scratch.okr(&["checkin", "activation", "27", "%", "--note", "live", "--as-of", "2026-02-16"]);
    assert!(ran.code == 0 && ran.out.contains("value: 27%, note: live"), "{ran}");
    let ran = scratch.okr(&["checkin", "activation", "27", "minutes", "--as-of", "2026-02-17"]);
    assert!(ran.code == 2 && ran.err.contains("`27 minutes` and"), "{ran}");
}

#[test]
fn a_list_with_one_mistake_is_refused_whole() {
    let scratch = scratch();
    let list = r#"[{"address": "activation", "date": "2026-02-09", "value": 27},
                   {"address": "activation", "date": "2026-02-31", "value": 28},
                   {"address": "retention", "value": "3 days"},
                   {"address": "retention", "date": "2026-02-02", "value": "45%"},
                   {"address": "churn", "value": 1, "confidence": 11}]"#;
    let command = &mut scratch.command(&["checkin", "--from", "-", "--as-of", "2026-02-16"]);
    let ran = scratch.ran(command, list);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran}");
    insta::assert_snapshot!(ran.err);
    assert_eq!(goals(&scratch), GOALS);
    for (text, complaint) in [
        ("name,value\nactivation,27\n", "`name` is none of its columns"),
        ("address,value,date,owner\nactivation,27,,ana\n", "`owner` is none of its columns"),
        ("date,value\n2026-02-09,27\n", "it has no column `address`"),
        ("address,value\nactivation\n", "line 2 has 1 cell, and the first line 2"),
        ("[{\"address\": 3}]", "expected a string"),
    ] {
        let ran = scratch.ran(&mut scratch.command(&["checkin", "--from", "-"]), text);
        assert!(ran.code == 2 && ran.err.contains(complaint), "{text}: {ran}");
        assert!(ran.err.contains("the columns are address, date, value, confidence and note"), "{ran}");
    }
}

#[test]
fn without_a_terminal_a_command_says_what_it_needs() {
    let scratch = scratch();
    for (arguments, needed) in [
        (&["checkin"][..], "`okr checkin ADDRESS VALUE`"),
        (&["checkin", "activation"], "`okr checkin ADDRESS VALUE`"),
        (&["cancel", "activation"], "`--reason TEXT`"),
        (&["reflect", "start"], "`okr reflect ADDRESS TEXT`"),
        (&["decide", "Gallery"], "`ship`, `stop` or `iterate`"),
        (&["new", "team"], "`okr new team TEAM`"),
        (&["new", "key-result", "start"], "`okr new key-result OBJECTIVE SENTENCE`"),
        (&["new", "guardrail", "tickets", "--name", "Tickets"], "--at-most VALUE`"),
    ] {
        let ran = scratch.okr(arguments);
        assert!(ran.code == 2 && ran.err.contains(needed), "{arguments:?}: {ran}");
    }
    assert_eq!(goals(&scratch), GOALS);
}

#[test]
fn who_me_is_comes_from_the_settings_or_the_environment() {
    let scratch = scratch();
    let todo = |name: Option<&str>| {
        let mut command = scratch.command(&["todo", "--owner", "me", "--as-of", "2026-03-02"]);
        command.env_remove("OKR_OWNER");
        name.map(|name| command.env("OKR_OWNER", name));
        scratch.ran(&mut command, "")
    };
    scratch.git(&["config", "user.email", "Ana@Example.org"]);
    assert!(todo(None).err.contains("people: {NAME: [Ana@Example.org]}"));
    scratch.write("okr.yaml", "people: {ana: [ana@example.org, ana@home.example]}\n");
    assert!(todo(None).out.contains("things to do for ana"));
    assert!(todo(Some("li")).out.starts_with("Nothing to do for li"));
}

/// What becomes of two branches, on each of which one of two commands was run: `clean`, or `conflict`.
fn merged(scratch: &Scratch, ours: &[&str], theirs: &[&str]) -> &'static str {
    let run = |arguments: &[&str]| {
        let ran = scratch.okr(&[arguments, &["--as-of", "2026-03-02"]].concat());
        assert_eq!(ran.code, 0, "{arguments:?}: {ran}");
        scratch.commit("2026-03-02", "Ana", "answer");
    };
    scratch.git(&["checkout", "--quiet", "-b", "theirs"]);
    run(theirs);
    scratch.git(&["checkout", "--quiet", "main"]);
    run(ours);
    let mut git = Command::new("git");
    git.current_dir(scratch.root()).args(["-c", "user.name=Mia", "-c", "user.email=mia@example.org"]);
    let output = git.args(["merge", "--quiet", "--no-edit", "theirs"]).output().unwrap();
    if output.status.success() { "clean" } else { "conflict" }
}

/// Whether nothing is wrong with how the goals are dated and written.
fn is_sound(scratch: &Scratch) -> bool {
    let rules = "syntax,unknown-field,invalid-value,duplicate-key,check-in-dates,text-disagrees";
    scratch.okr(&["check", "--select", rules, "--as-of", "2026-03-02"]).code == 0
}

#[test]
fn branches_merge_where_git_can_tell_the_order() {
    let checkin = |address: &'static str, value: &'static str, day: &'static str| {
        ["checkin", address, value, "--date", day]
    };
    let table: [(&[&str], &[&str], &str); 7] = [
        // Different key results.
        (&checkin("activation", "27", "2026-02-09"), &checkin("retention", "42", "2026-02-09"), "clean"),
        (&checkin("activation", "27", "2026-02-09"), &checkin("kr4", "30", "2026-02-09"), "clean"),
        (
            &["revise", "retention", "--target", "48", "--reason", "x"],
            &checkin("activation", "27", "2026-02-09"),
            "clean",
        ),
        // One key result, with a check-in that both have between the two days.
        (&checkin("activation", "25.5", "2026-01-26"), &checkin("activation", "27", "2026-02-09"), "clean"),
        // The same words on both sides.
        (&checkin("activation", "27", "2026-02-09"), &checkin("activation", "27", "2026-02-09"), "clean"),
        // Two last check-ins of one key result.
        (&checkin("activation", "27", "2026-02-09"), &checkin("activation", "28", "2026-02-16"), "conflict"),
        // Two short key results, one below the other: both lines are rewritten.
        (&checkin("kr3", "130", "2026-02-09"), &checkin("kr4", "30", "2026-02-09"), "conflict"),
    ];
    for (ours, theirs, becomes) in table {
        let scratch = scratch();
        assert_eq!(merged(&scratch, ours, theirs), becomes, "{ours:?} and {theirs:?}");
        if becomes == "clean" {
            assert!(is_sound(&scratch), "{ours:?} and {theirs:?}:\n{}", goals(&scratch));
        }
    }
}

#[test]
fn a_workspace_that_begins_in_a_repository_merges_two_last_check_ins() {
    let scratch = Scratch::new(&[("readme", "")]);
    let begun = scratch.okr(&["init", "--as-of", "2026-01-12"]);
    assert!(begun.out.contains("wrote .gitattributes"), "{begun}");
    scratch.commit("2026-01-12", "Ana", "goals");
    let early = ["checkin", "by-recommendation", "18%", "--date", "2026-02-09"];
    let late = ["checkin", "by-recommendation", "19%", "--date", "2026-02-16"];
    assert_eq!(merged(&scratch, &early, &late), "clean");
    assert!(is_sound(&scratch));
}

#[test]
fn the_union_of_two_last_check_ins_is_put_in_order_by_a_fix() {
    let scratch = scratch();
    scratch.write(".gitattributes", "okrs/**/*.yaml merge=union\nokrs/*.yaml merge=union\n");
    scratch.commit("2026-01-06", "Ana", "union");
    let late = ["checkin", "activation", "28", "--date", "2026-02-16"];
    let early = ["checkin", "activation", "27", "--date", "2026-02-09"];
    assert_eq!(merged(&scratch, &late, &early), "clean");
    assert!(!is_sound(&scratch), "{}", goals(&scratch));
    scratch.okr(&["check", "--fix", "--select", "unsorted-check-ins", "--as-of", "2026-03-02"]);
    assert!(is_sound(&scratch));
    let both =
        "26%}\n          - {date: 2026-02-09, value: 27%}\n          - {date: 2026-02-16, value: 28%}\n";
    assert_eq!(goals(&scratch), GOALS.replace("26%}\n", both));
}

/// A talk on a terminal of its own.
#[cfg(target_os = "linux")]
mod terminal {
    use super::{GOALS, goals, scratch};
    use crate::pull_request::scratch::Scratch;
    use rustix::process::{Pid, Signal, kill_process};
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use std::fs::{self, File, OpenOptions};
    use std::io::{Read as _, Write as _};
    use std::os::unix::ffi::OsStringExt as _;
    use std::process::Child;

    struct Terminal {
        master: File,
        child: Child,
        /// What was shown so far.
        shown: String,
    }

    impl Terminal {
        fn run(scratch: &Scratch, arguments: &[&str]) -> Self {
            let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
            grantpt(&master).unwrap();
            unlockpt(&master).unwrap();
            let name = ptsname(&master, Vec::new()).unwrap();
            let name = std::ffi::OsString::from_vec(name.into_bytes());
            let slave = || OpenOptions::new().read(true).write(true).open(&name).unwrap();
            let mut command = scratch.command(arguments);
            let child = command.stdin(slave()).stdout(slave()).stderr(slave()).spawn().unwrap();
            // The command keeps what it was given open.
            drop(command);
            Self { master: File::from(master), child, shown: String::new() }
        }

        /// Reads until something new is shown.
        fn wait_for(&mut self, words: &str) {
            let from = self.shown.len();
            let mut bytes = [0; 1024];
            while !self.shown[from..].contains(words) {
                let count = self.master.read(&mut bytes).unwrap_or(0);
                assert!(count > 0, "{words:?} was never shown:\n{}", self.shown);
                self.shown.push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        }

        fn say(&mut self, line: &str) {
            writeln!(self.master, "{line}").unwrap();
        }

        fn end(mut self) -> (Option<i32>, String) {
            let mut bytes = [0; 1024];
            while let Ok(count @ 1..) = self.master.read(&mut bytes) {
                self.shown.push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
            (self.child.wait().unwrap().code(), self.shown)
        }
    }

    #[test]
    fn what_is_due_is_asked_for_and_written_at_once() {
        let scratch = scratch();
        let mut terminal = Terminal::run(&scratch, &["checkin", "--as-of", "2026-02-23"]);
        for (prompt, answer) in [
            ("value [26%]: ", "27"),
            ("confidence, 1 to 10: ", "6"),
            ("note: ", "gallery is live"),
            ("value [41%]: ", ""),
            ("confidence, 1 to 10: ", ""),
            ("note: ", ""),
            ("value: ", "s"),
            ("value: ", ""),
        ] {
            terminal.wait_for(prompt);
            assert_eq!(goals(&scratch), GOALS, "nothing is written before everything is answered");
            terminal.say(answer);
        }
        terminal.wait_for("Write 2 check-ins to 1 file? [Y/n] ");
        terminal.say("");
        let (code, shown) = terminal.end();
        assert_eq!(code, Some(0), "{shown}");
        let expected = GOALS
            .replace(
                "26%}\n",
                "26%}\n          - {date: 2026-02-23, value: 27%, confidence: 6, note: gallery is live}\n",
            )
            .replace("41%}\n", "41%}\n          - {date: 2026-02-23, value: 41%}\n");
        assert_eq!(goals(&scratch), expected);
    }

    #[test]
    fn ctrl_c_writes_nothing() {
        for answers in
            [&[][..], &[("value [26%]: ", "27")], &[("value [26%]: ", "27"), ("10: ", "6"), ("note: ", "x")]]
        {
            let scratch = scratch();
            let mut terminal = Terminal::run(&scratch, &["checkin", "--as-of", "2026-02-23"]);
            for (prompt, answer) in answers {
                terminal.wait_for(prompt);
                terminal.say(answer);
            }
            terminal.wait_for(": ");
            kill_process(Pid::from_child(&terminal.child), Signal::INT).unwrap();
            let (code, shown) = terminal.end();
            assert_eq!(code, Some(130), "{shown}");
            assert!(shown.trim_end().ends_with("nothing was written"), "{shown}");
            assert_eq!(goals(&scratch), GOALS);
        }
    }

    #[test]
    fn a_quarter_is_closed_in_one_walk() {
        let scratch = scratch();
        let mut terminal = Terminal::run(&scratch, &["grade", "--close", "--as-of", "2026-04-02"]);
        for (prompt, answer) in [
            ("last value, on 31 Mar [26%]: ", "32"),
            ("grade [0.75]: ", ""),
            ("last value, on 31 Mar [41%]: ", "s"),
            ("grade [0.10]: ", "0.3"),
            ("why the calculated grade is not fair: ", "half of it was not measured"),
            ("last value, on 31 Mar: ", ""),
            ("grade [0.00]: ", ""),
            ("last value, on 31 Mar: ", "s"),
            ("grade [0.00]: ", ""),
            ("what was learned: ", "Calls help"),
        ] {
            terminal.wait_for(prompt);
            assert_eq!(goals(&scratch), GOALS, "nothing is written before everything is answered");
            terminal.say(answer);
        }
        terminal.wait_for("Write 3 answers to 1 file? [Y/n] ");
        terminal.say("");
        let (code, shown) = terminal.end();
        assert_eq!(code, Some(1), "{shown}");
        assert!(shown.contains("2 things are still missing before 2026-Q1 is closed"), "{shown}");
        let expected = GOALS
            .replace("26%}\n", "26%}\n          - {date: 2026-03-31, value: 32%}\n")
            .replace("41%}\n", "41%}\n        grade: {score: 0.3, reason: half of it was not measured}\n");
        assert_eq!(goals(&scratch), expected + "    reflection: Calls help\n");
    }

    #[test]
    fn ctrl_c_in_a_close_writes_nothing() {
        let scratch = scratch();
        let mut terminal = Terminal::run(&scratch, &["grade", "--close", "--as-of", "2026-04-02"]);
        terminal.wait_for("[26%]: ");
        terminal.say("32");
        terminal.wait_for("grade [0.75]: ");
        kill_process(Pid::from_child(&terminal.child), Signal::INT).unwrap();
        let (code, shown) = terminal.end();
        assert_eq!(code, Some(130), "{shown}");
        assert_eq!(goals(&scratch), GOALS);
    }

    #[test]
    fn what_something_new_lacks_is_asked_for() {
        let scratch = scratch();
        let mut terminal = Terminal::run(&scratch, &["new", "guardrail", "tickets"]);
        terminal.wait_for("name: ");
        terminal.say("Support tickets per week");
        terminal.wait_for("limit, like `at most 300 per week` or `at least 99.9%`: ");
        terminal.say("at most 300 per week");
        let (code, shown) = terminal.end();
        assert_eq!(code, Some(0), "{shown}");
        let metrics = fs::read_to_string(scratch.root().join("okrs/metrics.yaml")).unwrap();
        assert!(metrics.contains("name: Support tickets per week\n"), "{metrics}");
        assert!(metrics.contains("at_most: 300 per week\n"), "{metrics}");
    }

    #[test]
    fn what_a_command_lacks_is_asked_for() {
        let scratch = scratch();
        let mut terminal = Terminal::run(&scratch, &["reflect", "start", "--as-of", "2026-03-30"]);
        terminal.wait_for("what was learned: ");
        terminal.say("Templates helped: small teams only");
        let (code, shown) = terminal.end();
        assert_eq!(code, Some(0), "{shown}");
        assert!(
            goals(&scratch).ends_with("    reflection: \"Templates helped: small teams only\"\n"),
            "{shown}"
        );
    }
}
