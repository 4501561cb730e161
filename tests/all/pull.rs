//! `okr pull`: what it fetches and writes, and what it must never run, write or show.

#![cfg(unix)]

use crate::pull_request::scratch::{Ran, Scratch};
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::PathBuf;
use std::time::{Duration, Instant};

const METRICS: &str = "input_metrics:
  - id: activation_rate
    pull: {csv: data/activation.csv, columns: {date: week, value: rate}}
";
const CSV: &str = "week,rate\n2026-01-05,23.400\n2026-01-12,24.5\n";
const READINGS: &str = "okrs/readings/activation_rate.csv";

/// A repository with goals, and a folder of programs beside it.
struct Workshop {
    scratch: Scratch,
    programs: PathBuf,
}

impl Workshop {
    fn new(files: &[(&str, &str)]) -> Self {
        let scratch = Scratch::new(files);
        let programs = scratch.beside("programs");
        fs::create_dir(&programs).unwrap();
        fs::create_dir(scratch.beside("tmp")).unwrap();
        Self { scratch, programs }
    }

    /// One with a source `warehouse` that is asked by a program.
    fn with_program(script: &str) -> Self {
        let workshop = Self::new(&[
            ("okr.yaml", "sources:\n  warehouse: {program: psql}\n"),
            (
                "okrs/metrics.yaml",
                "metrics:\n  - id: activation_rate\n    pull: {from: warehouse, sql: sql/a.sql}\n",
            ),
            ("sql/a.sql", "-- weekly\nselect day as date, rate as value from r where day >= {first_day}\n"),
        ]);
        workshop.program("psql", script);
        workshop
    }

    fn program(&self, name: &str, script: &str) {
        write_program(&self.programs.join(name), script);
    }

    fn pull_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Ran {
        let mut command = self.scratch.command(&[&["pull"], arguments].concat());
        command.env_remove("OKR_TRUST").env("XDG_STATE_HOME", self.scratch.beside("states"));
        command.env("TMPDIR", self.scratch.beside("tmp"));
        command.env("PATH", format!("{}:/usr/bin:/bin", self.programs.display()));
        command.envs(variables.iter().copied());
        if !arguments.contains(&"--as-of") {
            command.args(["--as-of", "2026-02-15"]);
        }
        self.scratch.ran(&mut command, "")
    }

    /// Pulls with nothing trusted.
    fn pull(&self, arguments: &[&str]) -> Ran {
        self.pull_with(&[], arguments)
    }

    /// Pulls with everything trusted that would run now.
    fn pull_trusting(&self, arguments: &[&str]) -> Ran {
        self.pull_with(&[("OKR_TRUST", &self.fingerprint())], arguments)
    }

    fn fingerprint(&self) -> String {
        let shown = self.pull(&["--trust"]);
        let line = shown.out.lines().find_map(|line| line.strip_prefix("fingerprint: "));
        line.unwrap_or_else(|| panic!("{shown}")).to_owned()
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.scratch.root().join(path)).unwrap_or_default()
    }
}

fn write_program(path: &std::path::Path, script: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn pulling_twice_changes_no_byte() {
    let workshop = Workshop::new(&[("okrs/metrics.yaml", METRICS), ("data/activation.csv", CSV)]);
    let ran = workshop.pull(&["--dry-run"]);
    assert!(ran.code == 0 && ran.out.contains("2 new"), "{ran}");
    assert_eq!(workshop.read(READINGS), "");
    let ran = workshop.pull(&[]);
    assert!(ran.code == 0 && ran.out.contains("Wrote 1 file: 2 new values."), "{ran}");
    let text = workshop.read(READINGS);
    assert_eq!(text, "date,value\n2026-01-05,23.4\n2026-01-12,24.5\n");
    let ran = workshop.pull(&["activation_rate"]);
    assert!(ran.code == 0 && ran.out.contains("0 new, 2 the same"), "{ran}");
    assert_eq!(workshop.read(READINGS), text);
    // Written otherwise by hand, the same values stay as they are.
    let by_hand = "date,value,note\r\n2026-01-05,23.40,holidays\r\n2026-01-12,24.5,\r\n";
    workshop.scratch.write(READINGS, by_hand);
    assert_eq!(workshop.pull(&[]).code, 0);
    assert_eq!(workshop.read(READINGS), by_hand);
    workshop.scratch.write("data/activation.csv", &format!("{CSV}2026-01-19,26\n"));
    assert_eq!(workshop.pull(&[]).code, 0);
    assert_eq!(workshop.read(READINGS), format!("{by_hand}2026-01-19,26,\r\n"));
}

#[test]
fn a_value_of_the_past_stays_until_somebody_says_otherwise() {
    let workshop = Workshop::new(&[("okrs/metrics.yaml", METRICS), ("data/activation.csv", CSV)]);
    workshop.pull(&[]);
    let restated = CSV.replace("24.5", "25");
    workshop.scratch.write("data/activation.csv", &restated.replace("2026-01-05,23.400\n", "2026-03-02,9\n"));
    let ran = workshop.pull(&[]);
    assert_eq!(ran.code, 1, "{ran}");
    for words in
        ["2026-01-12: it says 24.5, the source now says 25", "1 the source no longer has", "1 outside"]
    {
        assert!(ran.out.contains(words), "{words}: {ran}");
    }
    assert!(workshop.read(READINGS).ends_with("2026-01-12,24.5\n"));
    let ran = workshop.pull(&["--restate"]);
    assert_eq!(ran.code, 0, "{ran}");
    assert_eq!(workshop.read(READINGS), "date,value\n2026-01-05,23.4\n2026-01-12,25\n");
}

#[test]
fn comments_stay_above_their_lines() {
    let workshop = Workshop::new(&[
        ("okrs/metrics.yaml", METRICS),
        ("data/activation.csv", "week,rate\n2026-01-05,23.4\n2026-01-12,24.5\n2026-01-19,26\n"),
        (
            READINGS,
            "# by hand until May\r\ndate,value\r\n# an outage\r\n2026-01-12,24.5\r\n# that is all\r\n",
        ),
    ]);
    let ran = workshop.pull(&[]);
    assert_eq!(ran.code, 0, "{ran}");
    let after = "# by hand until May\r\ndate,value\r\n2026-01-05,23.4\r\n# an outage\r\n2026-01-12,24.5\r\n2026-01-19,26\r\n# that is all\r\n";
    assert_eq!(workshop.read(READINGS), after);
    assert_eq!(workshop.pull(&[]).code, 0);
    assert_eq!(workshop.read(READINGS), after, "a second pull changes no byte");
}

#[test]
fn what_somebody_typed_is_neither_lost_nor_doubled() {
    let typed = format!("{METRICS}    readings: [{{date: 2026-01-05, value: 22%}}]\n");
    let workshop = Workshop::new(&[("okrs/metrics.yaml", &typed), ("data/activation.csv", CSV)]);
    let ran = workshop.pull(&[]);
    assert!(ran.out.contains("1 new") && ran.out.contains("typed"), "{ran}");
    assert_eq!(workshop.read(READINGS), "date,value\n2026-01-12,24.5\n");
    // A file with mistakes is not rewritten.
    let broken = "date,value\n2026-01-12,24.5\nnever,3\n";
    workshop.scratch.write(READINGS, broken);
    let ran = workshop.pull(&[]);
    assert!(ran.code == 2 && ran.out.contains("has mistakes, so it is left as it is"), "{ran}");
    assert_eq!(workshop.read(READINGS), broken);
}

#[test]
fn one_source_that_fails_spoils_no_other() {
    let metrics = format!(
        "{METRICS}  - id: invited\n    pull: {{csv: data/no-such.csv}}\n  - id: signups\n    pull: {{csv: data/signups.csv}}\n"
    );
    let workshop = Workshop::new(&[
        ("okrs/metrics.yaml", &metrics),
        ("data/activation.csv", CSV),
        ("data/signups.csv", "date,value\n2026-01-05,NaN\n"),
    ]);
    let ran = workshop.pull(&[]);
    assert_eq!(ran.code, 2, "{ran}");
    assert!(
        ran.out.contains("there is no file data/no-such.csv") && ran.out.contains("`NaN` is not a number"),
        "{ran}"
    );
    assert_eq!(workshop.read(READINGS), "date,value\n2026-01-05,23.4\n2026-01-12,24.5\n");
    assert_eq!(workshop.read("okrs/readings/signups.csv"), "");
    let ran = workshop.pull(&["activation_rat"]);
    assert!(ran.code == 2 && ran.err.contains("did you mean `activation_rate`?"), "{ran}");
}

#[test]
fn a_file_that_nobody_else_would_see_is_told() {
    let workshop = Workshop::new(&[
        ("okrs/metrics.yaml", METRICS),
        ("data/activation.csv", CSV),
        (".gitignore", "okrs/readings/\n"),
    ]);
    assert!(workshop.pull(&[]).err.contains("a .gitignore leaves okrs/readings/activation_rate.csv out"));
}

#[test]
fn no_file_outside_of_the_workspace_is_read_or_written() {
    let workshop = Workshop::new(&[("okrs/metrics.yaml", METRICS)]);
    let outside = workshop.scratch.beside("outside.csv");
    fs::write(&outside, CSV).unwrap();
    fs::create_dir(workshop.scratch.root().join("data")).unwrap();
    symlink(&outside, workshop.scratch.root().join("data/activation.csv")).unwrap();
    let ran = workshop.pull(&[]);
    assert!(ran.code == 2 && ran.out.contains("a link that leads out of the workspace"), "{ran}");
    workshop.scratch.remove("data/activation.csv");
    workshop.scratch.write("data/activation.csv", CSV);
    symlink(workshop.scratch.beside("tmp"), workshop.scratch.root().join("okrs/readings")).unwrap();
    assert_eq!(workshop.pull(&[]).code, 2);
    assert_eq!(fs::read_dir(workshop.scratch.beside("tmp")).unwrap().count(), 0);
}

/// A program that leaves a mark and answers.
fn marking(workshop: &Workshop) -> String {
    format!(
        "echo \"$0\" >> {}; echo date,value; echo 2026-01-05,23",
        workshop.scratch.beside("mark").display()
    )
}

#[test]
fn nothing_runs_that_nobody_trusted_as_it_stands() {
    let workshop = Workshop::with_program("");
    workshop.program("psql", &marking(&workshop));
    workshop.program("duckdb", &marking(&workshop));
    let mark = workshop.scratch.beside("mark");
    let ran = workshop.pull(&[]);
    assert!(ran.code == 2 && ran.out.contains("you have not trusted what it would run"), "{ran}");
    let fingerprint = workshop.fingerprint();
    for wrong in ["yes", &fingerprint[1..], &fingerprint.to_uppercase()] {
        let ran = workshop.pull_with(&[("OKR_TRUST", wrong)], &[]);
        assert!(ran.code == 2 && ran.out.contains("OKR_TRUST is not the fingerprint"), "{ran}");
    }
    assert!(!mark.exists());
    // What somebody trusted, run as it was trusted.
    let trusted = [("OKR_TRUST", fingerprint.as_str())];
    assert_eq!(workshop.pull_with(&trusted, &["--dry-run"]).code, 0);
    assert!(mark.exists());
    fs::remove_file(&mark).unwrap();
    let (settings, metrics, query) = ("okr.yaml", "okrs/metrics.yaml", "sql/a.sql");
    let before = [settings, metrics, query].map(|path| (path, workshop.read(path)));
    let more = format!("{}  - id: more\n    pull: {{from: warehouse, sql: select 2}}\n", before[1].1);
    let changes = [
        (query, "select pg_read_file('/etc/passwd')".to_owned()),
        (metrics, before[1].1.replace("sql/a.sql", "select 1")),
        (metrics, more),
        (settings, "sources:\n  warehouse: {program: duckdb}\n".to_owned()),
        (settings, "sources:\n  warehouse: {program: duckdb, database: data/x.db}\n".to_owned()),
        (settings, format!("sources:\n  warehouse: {{command: [touch, {}]}}\n", mark.display())),
    ];
    for (path, text) in changes {
        workshop.scratch.write(path, &text);
        // Also where only something else is asked for.
        for arguments in [&[][..], &["activation_rate"], &["--check"], &["--dry-run"]] {
            let ran = workshop.pull_with(&trusted, arguments);
            assert_eq!(ran.code, 2, "{path}: {text}: {ran}");
            assert!(!mark.exists(), "{path}: {text}: something ran");
        }
        before.iter().for_each(|(path, text)| workshop.scratch.write(path, text));
    }
    // A file of one's own, as `--trust` writes it on a terminal.
    let place = okr::values::place(&workshop.scratch.beside("states"), workshop.scratch.root());
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(&place, format!("{fingerprint} {}\n", workshop.scratch.root().display())).unwrap();
    assert_eq!(workshop.pull(&["--dry-run"]).code, 0);
    workshop.scratch.write(query, "select 3");
    let ran = workshop.pull(&[]);
    assert!(ran.code == 2 && ran.out.contains("has changed since you trusted it"), "{ran}");
}

#[test]
fn trust_kept_in_the_repository_counts_for_nothing() {
    let workshop = Workshop::with_program("");
    workshop.program("psql", &marking(&workshop));
    let states = workshop.scratch.root().join("states");
    let place = okr::values::place(&states, workshop.scratch.root());
    let fingerprint = workshop.fingerprint();
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(&place, format!("{fingerprint} x\n")).unwrap();
    symlink(&states, workshop.scratch.beside("linked")).unwrap();
    let linked = workshop.scratch.beside("linked");
    for folder in [states.to_str().unwrap(), linked.to_str().unwrap(), "states"] {
        let ran = workshop.pull_with(&[("XDG_STATE_HOME", folder), ("HOME", "/nowhere")], &[]);
        assert_eq!(ran.code, 2, "{folder}: {ran}");
    }
    assert!(!workshop.scratch.beside("mark").exists());
}

#[test]
fn a_command_runs_from_what_was_trusted_and_sees_nothing_else() {
    let workshop = Workshop::new(&[
        ("okr.yaml", "sources:\n  own: {command: [sh, scripts/values.sh], files: [scripts/common.sh]}\n"),
        ("okrs/metrics.yaml", "metrics:\n  - id: activation_rate\n    pull: {from: own, sql: the query}\n"),
        (
            "scripts/values.sh",
            ". scripts/common.sh\nls >&2\necho date,value,note\necho \"$OKR_LAST_DAY,5,$(cat) $common $(ls scripts | tr '\\n' ' ')\"\n",
        ),
        ("scripts/common.sh", "common=shared\n"),
        ("scripts/other.sh", "exit 1\n"),
    ]);
    let fingerprint = workshop.fingerprint();
    let trusted = [("OKR_TRUST", fingerprint.as_str())];
    let ran = workshop.pull_with(&trusted, &[]);
    assert_eq!(ran.code, 0, "{ran}");
    let text = "date,value,note\n2026-02-15,5,the query shared common.sh values.sh\n";
    assert_eq!(workshop.read(READINGS), text);
    assert_eq!(fs::read_dir(workshop.scratch.beside("tmp")).unwrap().count(), 0, "the folder is removed");
    // Any of its files that changes, it is not run; one that is not its own may change.
    workshop.scratch.write("scripts/other.sh", "exit 2\n");
    assert_eq!(workshop.pull_with(&trusted, &[]).code, 0);
    for path in ["scripts/values.sh", "scripts/common.sh"] {
        let before = workshop.read(path);
        workshop.scratch.write(path, &format!("{before}# changed\n"));
        assert_eq!(workshop.pull_with(&trusted, &[]).code, 2, "{path}");
        workshop.scratch.write(path, &before);
    }
    workshop.scratch.remove("scripts/common.sh");
    symlink(workshop.scratch.beside("elsewhere.sh"), workshop.scratch.root().join("scripts/common.sh"))
        .unwrap();
    fs::write(workshop.scratch.beside("elsewhere.sh"), "common=shared\n").unwrap();
    assert_eq!(workshop.pull_with(&trusted, &[]).code, 2);
}

#[test]
fn no_program_is_taken_from_the_repository() {
    let workshop = Workshop::with_program("");
    fs::remove_file(workshop.programs.join("psql")).unwrap();
    let script = marking(&workshop);
    for folder in ["bin", ".", "node_modules/.bin"] {
        write_program(&workshop.scratch.root().join(folder).join("psql"), &script);
    }
    let fingerprint = workshop.fingerprint();
    let root = workshop.scratch.root().display().to_string();
    for path in [format!("{root}/bin:{root}"), "bin:.::node_modules/.bin".to_owned()] {
        let ran = workshop.pull_with(&[("OKR_TRUST", &fingerprint), ("PATH", &path)], &[]);
        assert_eq!(ran.code, 2, "{ran}");
        assert!(ran.out.contains("`psql` is"), "{ran}");
    }
    assert!(!workshop.scratch.beside("mark").exists());
    let ran = workshop.pull_with(&[("OKR_TRUST", &fingerprint), ("PATH", "/nowhere")], &[]);
    assert!(
        ran.out.contains("`psql` is not installed") && ran.out.contains("it comes with PostgreSQL"),
        "{ran}"
    );
}

#[test]
fn a_program_gets_dates_and_its_own_flags_and_no_other_text() {
    let workshop = Workshop::with_program("");
    let seen = workshop.scratch.beside("seen");
    let script =
        format!("printf '%s\\n' \"$@\" \"$PGOPTIONS\" \"$(pwd)\" > {}; echo date,value", seen.display());
    workshop.program("psql", &script);
    let ran = workshop.pull_trusting(&["--since", "2026-01-19"]);
    assert_eq!(ran.code, 0, "{ran}");
    let seen = fs::read_to_string(seen).unwrap();
    assert!(
        seen.contains("select day as date, rate as value from r where day >= DATE '2026-01-19'"),
        "{seen}"
    );
    assert!(seen.contains("--no-psqlrc") && seen.contains("default_transaction_read_only=on"), "{seen}");
    assert!(!seen.contains(&*workshop.scratch.root().to_string_lossy()), "it runs elsewhere: {seen}");
    for since in ["2026-01-19'; drop table r --", "2026-1-1", "tomorrow"] {
        assert_eq!(workshop.pull_trusting(&["--since", since]).code, 2);
    }
}

#[test]
fn secrets_are_never_shown_or_written() {
    const SECRETS: [(&str, &str); 5] = [
        ("PGPASSWORD", "canary-one"),
        ("DATABASE_URL", "postgres://ana:canary%2Dtwo@db.example/shop"),
        ("SNOWSQL_PWD", "c4n"),
        ("SOME_VARIABLE", "canary-three"),
        ("DEPLOY_KEY", "-----BEGIN-----\ncanary-four\n-----END-----"),
    ];
    let printing = "printenv PGPASSWORD DATABASE_URL SNOWSQL_PWD SOME_VARIABLE DEPLOY_KEY";
    let answers = [
        // It fails and says too much, prints its environment as a table, as a value, as a date, as a note.
        format!("{printing} >&2; echo canary-two >&2; exit 1"),
        printing.to_owned(),
        "echo date,value; echo \"2026-01-05,$PGPASSWORD\"".to_owned(),
        "echo date,value; echo \"$SOME_VARIABLE,3\"".to_owned(),
        "echo \"date,$PGPASSWORD\"; echo 1,2".to_owned(),
        "echo metric,date,value; echo \"$SOME_VARIABLE,2026-01-05,3\"".to_owned(),
        format!(
            "echo date,value,note; echo \"2026-01-05,3,$({printing} | grep -v canary-three | tr '\\n' ' ') canary-two\""
        ),
    ];
    let workshop = Workshop::with_program("");
    let fingerprint = workshop.fingerprint();
    let variables = [&SECRETS[..], &[("OKR_TRUST", fingerprint.as_str())]].concat();
    for answer in answers {
        workshop.program("psql", &answer);
        for arguments in [&[][..], &["--format", "json"], &["--check"], &["--trust"]] {
            let ran = workshop.pull_with(&variables, arguments);
            let written = workshop.read(READINGS);
            for canary in ["canary-one", "canary-two", "canary%2Dtwo", "canary-three", "canary-four", "c4n"] {
                for text in [&ran.out, &ran.err, &written] {
                    assert!(!text.contains(canary), "{canary} after {answer}: {ran}{written}");
                }
            }
        }
    }
}

#[test]
fn one_that_takes_too_long_is_ended_with_its_children() {
    let workshop = Workshop::with_program("");
    let mark = workshop.scratch.beside("mark");
    workshop.program("psql", &format!("(sleep 3; touch {0}) & sleep 30; touch {0}", mark.display()));
    let begun = Instant::now();
    let ran = workshop.pull_trusting(&["--timeout", "1 second"]);
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert!(ran.code == 2 && ran.out.contains("there was no answer within 1 seconds"), "{ran}");
    std::thread::sleep(Duration::from_secs(3));
    assert!(!mark.exists(), "its children are still alive");
}

#[test]
fn no_other_command_starts_what_is_pulled_from() {
    let workshop = Workshop::with_program("");
    let mark = workshop.scratch.beside("mark");
    for program in ["psql", "duckdb", "sqlite3", "spark-sql", "trino", "bq", "snowsql", "python3", "sh"] {
        workshop.program(program, &format!("touch {}", mark.display()));
    }
    let trusted = workshop.fingerprint();
    let commands: [&[&str]; 12] = [
        &["check"],
        &["check", "--since", "HEAD"],
        &["check", "--fix"],
        &["status"],
        &["report", "--out", "page.html"],
        &["diff", "HEAD"],
        &["todo"],
        &["review"],
        &["forecast"],
        &["tree"],
        &["lsp"],
        &["checkin", "activation_rate", "3"],
    ];
    for arguments in commands {
        let mut command = workshop.scratch.command(arguments);
        command
            .env("OKR_TRUST", &trusted)
            .env("PATH", format!("{}:/usr/bin:/bin", workshop.programs.display()));
        let ran = workshop.scratch.ran(&mut command, "");
        assert!(!mark.exists(), "{arguments:?}: {ran}");
    }
    let refused = workshop.scratch.okr(&["checkin", "activation_rate", "3"]);
    assert!(refused.code == 2 && refused.err.contains("are pulled from `warehouse`"), "{refused}");
}

#[test]
fn two_branches_that_pulled_the_same_days_merge() {
    let workshop = Workshop::new(&[("okrs/metrics.yaml", METRICS), ("data/activation.csv", CSV)]);
    workshop.pull(&[]);
    workshop.scratch.commit("2026-01-13", "Ana", "first");
    workshop.scratch.git(&["branch", "other"]);
    workshop.scratch.write("data/activation.csv", &format!("{CSV}2026-01-19,26\n2026-01-26,27\n"));
    workshop.pull(&[]);
    let text = workshop.read(READINGS);
    workshop.scratch.commit("2026-01-27", "Ana", "here");
    workshop.scratch.git(&["checkout", "--quiet", "other"]);
    workshop.scratch.write("data/activation.csv", &format!("{CSV}2026-01-19,26\n2026-01-26,27\n"));
    workshop.pull(&[]);
    workshop.scratch.commit("2026-01-28", "Ben", "there");
    workshop.scratch.merge("2026-01-29", "main");
    assert_eq!(workshop.read(READINGS), text);
}
