//! `okr check --fix`: what is fixed, what is left alone, and how files are written.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use crate::support::workspace;
use insta::assert_snapshot;
use okr::fix::{Outcome, Request, fix};
use okr::lint::Selection;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const TODAY: &str = "2026-02-15";

fn outcome(files: &[(&str, &str)], unsafe_too: bool) -> Outcome {
    let (workspace, settings) = workspace(files);
    let selection = Selection::default();
    let as_of = TODAY.parse().unwrap();
    fix(
        workspace,
        &Request {
            settings: &settings,
            as_of,
            selection: &selection,
            unsafe_too,
            only: None,
            is_complete: true,
        },
    )
}

/// The texts of all files afterwards; a second run must find nothing more to do.
fn fixed(files: &[(&str, &str)], unsafe_too: bool) -> Vec<String> {
    let texts = |outcome: &Outcome| -> Vec<String> {
        outcome.workspace.sources.iter().map(|(_, file)| file.text.to_string()).collect()
    };
    let first = texts(&outcome(files, unsafe_too));
    let names = files.iter().map(|(name, _)| *name).filter(|name| *name != "okr.yaml");
    let again: Vec<(&str, &str)> = names.zip(first.iter().map(String::as_str)).collect();
    assert_eq!(texts(&outcome(&again, unsafe_too)), first, "a second run found more to do");
    first
}

const HEAD: &str = "quarter: 2026-Q1\nteam: growth\nowner: ana\nobjectives:\n";

/// What becomes of the objectives of one file when safe fixes are made.
#[track_caller]
fn becomes(before: &str, after: &str) {
    let files = fixed(&[("okrs/growth.yaml", &format!("{HEAD}{before}"))], false);
    assert_eq!(files[0], format!("{HEAD}{after}"));
}

/// The same when all are made; the safe ones alone must change nothing.
#[track_caller]
fn probably_becomes(before: &str, after: &str) {
    becomes(before, before);
    let files = fixed(&[("okrs/growth.yaml", &format!("{HEAD}{before}"))], true);
    assert_eq!(files[0], format!("{HEAD}{after}"));
}

#[track_caller]
fn stays(text: &str) {
    becomes(text, text);
}

#[test]
fn misspelt_keys_are_put_right() {
    becomes(
        "  - id: home\n    objectve: New teams feel at home  # c\n    key_results:\n      - {id: a, key_result: Raise activation, basline: 23%, \"taget\": 35%}\n",
        "  - id: home\n    objective: New teams feel at home  # c\n    key_results:\n      - {id: a, key_result: Raise activation, baseline: 23%, \"target\": 35%}\n",
    );
    // What a misspelt key hid is fixed in the next round.
    becomes(
        "  - id: home\n    objective: x\n    key results:\n      - id: a\n        key_result: Raise it\n        Baseline: 1\n        tarGet: 2\n",
        "  - id: home\n    objective: x\n    key_results:\n      - id: a\n        key_result: Raise it\n        baseline: 1\n        target: 2\n",
    );
    // It is there already; the value would be wrong; nothing is near.
    stays("  - id: home\n    objective: x\n    objectives: y\n    key_results: []\n");
    stays(
        "  - id: home\n    objective: x\n    key_results:\n      - id: a\n        key_result: x\n        taget: many\n",
    );
    stays("  - id: home\n    objective: x\n    budget: 5\n");
    // The rest of the file is fixed anyway.
    becomes(
        "  - id: home\n    objective: x\n    wyh: y\n    key_results:\n      - id: a\n        key_result: x\n        taget: many\n",
        "  - id: home\n    objective: x\n    why: y\n    key_results:\n      - id: a\n        key_result: x\n        taget: many\n",
    );
}

#[test]
fn missing_ids_are_added_in_every_style() {
    becomes(
        "  # first\n  - objective: New teams feel at home   # c\n    key_results:\n      - key_result: Raise activation\n        baseline: 23%\n        target: 35%\n      - Reduce churn from 5% to 3%\n      - {key_result: Raise NPS, target: 40, baseline: 20}\n",
        "  # first\n  - id: teams-feel-home\n    objective: New teams feel at home   # c\n    key_results:\n      - id: activation\n        key_result: Raise activation\n        baseline: 23%\n        target: 35%\n      - Reduce churn from 5% to 3%\n      - {id: nps, key_result: Raise NPS, target: 40, baseline: 20}\n",
    );
    // The id of another is not taken twice.
    becomes(
        "-   objective: Win\n    key_results: [{key_result: Raise activation, target: 2%}, {key_result: Lift activation, target: 3%}]\n- id: win-2\n  objective: Win\n",
        "-   id: win\n    objective: Win\n    key_results: [{id: activation, key_result: Raise activation, target: 2%}, {id: activation-2, key_result: Lift activation, target: 3%}]\n- id: win-2\n  objective: Win\n",
    );
    // A suppression of the whole item keeps its place on the first line.
    becomes(
        "  - objective: Win the market  # okr: ignore[missing-why] it goes without saying\n    key_results:\n      # okr: ignore[missing-baseline] new\n      - key_result: Raise activation to 35%\n        owner: ana\n",
        "  - objective: Win the market  # okr: ignore[missing-why] it goes without saying\n    id: win-market\n    key_results:\n      # okr: ignore[missing-baseline] new\n      - id: activation\n        key_result: Raise activation to 35%\n        target: 35%\n        owner: ana\n",
    );
    // Not a word that an id can be made of; nothing said; a wrong id.
    stays("  - objective: 売上を増やす\n");
    stays("  - why: because\n");
    stays("  - id: Home!\n    objective: x\n");
}

#[test]
fn references_to_a_place_follow_the_new_id() {
    becomes(
        "  - objective: Win\n    key_results:\n      - {key_result: Raise activation, target: 2%}\n    initiatives:\n      - {title: x, bets_on: [kr1]}\n      - title: y\n        bets_on:\n          - 'growth/o1/kr1'  # c\n  - id: other\n    objective: Grow\n    supports: [growth/o1, 2026-Q1/growth/o1/kr1]\n",
        "  - id: win\n    objective: Win\n    key_results:\n      - {id: activation, key_result: Raise activation, target: 2%}\n    initiatives:\n      - {title: x, bets_on: [activation]}\n      - title: y\n        bets_on:\n          - 'growth/win/activation'  # c\n  - id: other\n    objective: Grow\n    supports: [growth/win, 2026-Q1/growth/win/activation]\n",
    );
    // Two files cannot be changed in one step: what another file refers to keeps its name.
    let growth = format!(
        "{HEAD}  - objective: Win\n    key_results:\n      - {{key_result: Raise activation, target: 2%}}\n"
    );
    let other = "quarter: 2026-Q1\nteam: sales\nobjectives:\n  - id: a\n    objective: Grow\n    supports: [growth/o1]\n";
    let files = fixed(&[("okrs/growth.yaml", &growth), ("okrs/sales.yaml", other)], false);
    assert_eq!(files[0], growth.replace("{key_result", "{id: activation, key_result"));
    assert_eq!(files[1], other);
    // Where a file cannot be read completely, nobody knows what it refers to.
    let files = fixed(&[("okrs/growth.yaml", &growth), ("okrs/sales.yaml", "a:\n\tb: 1\n x\ny\n")], false);
    assert_eq!(files[0], growth);
}

#[test]
fn numbers_of_a_sentence_are_lifted_where_they_are_beyond_doubt() {
    let key_result = |lines: &str| {
        format!("  - id: home\n    objective: x\n    key_results:\n      - id: a\n        {lines}\n")
    };
    let lifts = |sentence: &str, fields: &str| {
        let before = key_result(&format!("key_result: {sentence}  # c\n        confidence: 5"));
        let after =
            key_result(&format!("key_result: {sentence}  # c\n        {fields}\n        confidence: 5"));
        becomes(&before, &after);
    };
    lifts("Raise activation from 23% to 35%", "baseline: 23%\n        target: 35%");
    lifts("'Cut time to first value from 3 days to 4 hours'", "baseline: 3 days\n        target: 4 hours");
    lifts("Grow revenue from $1,200 to $1.5K", "baseline: $1,200\n        target: $1.5K");
    lifts("Reduce incidents from 9 to 3", "baseline: 9\n        target: 3");
    lifts("Keep p95 latency under 250 ms", "at_most: 250 ms");
    // Below what says how it is measured.
    becomes(
        &key_result(
            "key_result: Raise activation from 23% to 35%\n        measurement: >\n          the share\n          of users\n        owner: ana",
        ),
        &key_result(
            "key_result: Raise activation from 23% to 35%\n        measurement: >\n          the share\n          of users\n        baseline: 23%\n        target: 35%\n        owner: ana",
        ),
    );
    becomes(
        &key_result("baseline: 23%\n        key_result: Raise activation from 23% to 35%"),
        &key_result(
            "baseline: 23%\n        key_result: Raise activation from 23% to 35%\n        target: 35%",
        ),
    );
    becomes(
        "  - id: home\n    objective: x\n    key_results: [{id: a, key_result: Raise pay from $1 to $2, owner: ana}]\n",
        "  - id: home\n    objective: x\n    key_results: [{id: a, key_result: Raise pay from $1 to $2, baseline: $1, target: $2, owner: ana}]\n",
    );
    for doubtful in [
        "key_result: Raise activation by 25%",
        "key_result: Double activation",
        "key_result: Launch 3 apps",
        "key_result: Raise activation from 35% to 23%",
        "key_result: Raise activation from 23% to 23%",
        "key_result: Cut replies from 4 hours to 10%",
        "key_result: Raise activation from 2% to 3% and retention from 4% to 5%",
        "key_result: Raise activation from 23% to 35%\n        target: 36%",
        "key_result: Aktivierung von 23% auf 35% steigern",
    ] {
        stays(&key_result(doubtful));
    }
}

#[test]
fn check_ins_are_sorted_and_repeated_ones_removed() {
    let head = "  - id: home\n    objective: x\n    key_results:\n      - id: a\n        key_result: Raise it\n        target: 5\n";
    let sorted = |before: &str, after: &str| becomes(&format!("{head}{before}"), &format!("{head}{after}"));
    sorted(
        "        check_ins:\n          - {date: 2026-02-02, value: 2}  # two\n          # of one\n          - {date: 2026-01-05, value: 1}\n",
        "        check_ins:\n          # of one\n          - {date: 2026-01-05, value: 1}\n          - {date: 2026-02-02, value: 2}  # two\n",
    );
    sorted(
        "        check_ins: [{date: 2026-02-02, value: 2}, {date: 2026-01-05, value: 1}]\n",
        "        check_ins: [{date: 2026-01-05, value: 1}, {date: 2026-02-02, value: 2}]\n",
    );
    // Of two on one day the later in the file stays the later; a day that cannot be read keeps all where they are.
    sorted(
        "        check_ins:\n        - {date: 2026-02-02, value: 3}\n        - date: 2026-01-05\n          value: 2\n        - {date: 2026-01-05, value: 1}\n",
        "        check_ins:\n        - date: 2026-01-05\n          value: 2\n        - {date: 2026-01-05, value: 1}\n        - {date: 2026-02-02, value: 3}\n",
    );
    stays(&format!(
        "{head}        check_ins: [{{date: 2026-02-02, value: 2}}, {{date: May, value: 1}}, {{date: 2026-01-05, value: 1}}]\n"
    ));
    stays(&format!(
        "{head}        check_ins:\n          # newest first\n          - {{date: 2026-02-02, value: 2}}\n          - {{date: 2026-01-05, value: 1}}\n"
    ));
    probably_becomes(
        &format!(
            "{head}        check_ins:\n          - {{date: 2026-01-05, value: 1}}\n          - {{date: 2026-01-05, value: 1}}\n          - {{date: 2026-01-05, value: 1}}\n"
        ),
        &format!("{head}        check_ins:\n          - {{date: 2026-01-05, value: 1}}\n"),
    );
    let metrics = "metrics:\n  - id: a\n    readings:\n      - {date: 2026-02-02, value: 2}\n      - {date: 2026-01-05, value: 1}\n";
    let files = fixed(&[("okrs/metrics.yaml", metrics)], false);
    assert_eq!(
        files[0],
        "metrics:\n  - id: a\n    readings:\n      - {date: 2026-01-05, value: 1}\n      - {date: 2026-02-02, value: 2}\n"
    );
}

#[test]
fn what_was_probably_meant_is_written_only_when_asked_for() {
    let key_result = |lines: &str| {
        format!(
            "  - id: home\n    objective: x\n    key_results:\n      - id: a\n        key_result: Raise it\n        target: 5\n        {lines}\n"
        )
    };
    let put_right = |before: &str, after: &str| probably_becomes(&key_result(before), &key_result(after));
    put_right("confidence: 70%  # c", "confidence: 7  # c");
    put_right("check_ins: [{date: 19 Jan 2026, value: 1}]", "check_ins: [{date: 2026-01-19, value: 1}]");
    put_right(
        "check_ins: [{date: \"19.01.2026\", value: 1}]",
        "check_ins: [{date: \"2026-01-19\", value: 1}]",
    );
    put_right(
        "check_ins: [{date: 2026-01-19, value: 10,250}]",
        "check_ins: [{date: 2026-01-19, value: \"10,250\"}]",
    );
    put_right("owner: @ana", "owner: \"@ana\"");
    put_right("owner: Team: Growth # c", "owner: \"Team: Growth\" # c");
    put_right(
        "owner: @ana\n        measurement: share: of users\n        confidence: 5",
        "owner: \"@ana\"\n        measurement: \"share: of users\"\n        confidence: 5",
    );
    probably_becomes(
        "  - id: home\n    objective: x\n    ambition: commited\n    initiatives:\n      - {title: y, status: actve}\n",
        "  - id: home\n    objective: x\n    ambition: committed\n    initiatives:\n      - {title: y, status: active}\n",
    );
    probably_becomes("  - id: Home!\n    objective: x\n", "  - id: home\n    objective: x\n");
    probably_becomes(
        "  - id: home\n    objective: New teams feel at home in their first week\n    # okr: ignore[pay-link] nothing here\n    why: y\n  - id: out\n    objective: x  # okr: ignore[pay-link] nor here\n",
        "  - id: home\n    objective: New teams feel at home in their first week\n    why: y\n  - id: out\n    objective: x\n",
    );
    // Two ways to read it, or nothing near.
    for unclear in ["check_ins: [{date: 03/04/2026, value: 1}]", "confidence: maybe", "owner: [ana"] {
        let text = format!("{HEAD}{}", key_result(unclear));
        assert_eq!(fixed(&[("okrs/growth.yaml", &text)], true)[0], text);
    }
    let metrics = "metrics:\n  - {id: activation_rate}\nguardrails:\n  - {id: tickets, at_most: 5}\n";
    let growth = "quarter: Q1 2026\nteam: growth\nobjectives:\n  - id: a\n    objective: x\n    supports: [activation_rat]\n    guardrails: [ticket]\n    key_results:\n      - {id: b, key_result: y, metric: activaton_rate, depends_on: [growth/a/c]}\n";
    let files = fixed(&[("okrs/growth.yaml", growth), ("okrs/metrics.yaml", metrics)], true);
    assert_eq!(files[1], metrics);
    assert_eq!(
        files[0],
        "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - id: a\n    objective: x\n    supports: [activation_rate]\n    guardrails: [tickets]\n    key_results:\n      - {id: b, key_result: y, metric: activation_rate, depends_on: [growth/a/c]}\n"
    );
}

#[test]
fn what_cannot_be_mended_is_said_and_left_alone() {
    let left = |text: &str| -> Vec<String> {
        let outcome = outcome(&[("okrs/growth.yaml", &format!("{HEAD}{text}"))], false);
        assert!(outcome.changes.is_empty(), "{:?}", outcome.changes);
        outcome.left.iter().map(|left| format!("{}: {}", left.title, left.reason)).collect()
    };
    assert_eq!(
        left("  - &x\n    objective: Win\n  - *x\n"),
        [
            "add `id: win`: an alias (`*name`) repeats it elsewhere",
            "add `id: win-2`: the present value is not a plain value"
        ]
    );
    assert_eq!(
        left(
            "  - id: a\n    objective: x\n    wyh: |\n     - x\n    key_results: [{id: b, key_result: y, aggregat: many}]\n    why: z\n"
        ),
        // What would not help is not offered.
        Vec::<String>::new()
    );
    assert_eq!(
        left(
            "  - id: a\n    objective: x\n    key_results:\n      - &y {key_result: Raise activation, target: 2%}\n      - *y\n"
        ),
        [
            "add `id: activation`: an alias (`*name`) repeats it elsewhere",
            "add `id: activation-2`: the present value is not a plain value"
        ]
    );
}

#[test]
fn a_fix_loses_nothing_and_puts_no_field_into_a_text() {
    let key_results = |lines: &str| {
        format!("  - id: home\n    objective: New teams feel at home\n    key_results:\n{lines}")
    };
    let first = "      - {id: a, key_result: Raise activation}\n";
    // Two dashes begin an item, not a comment.
    for doubled in ["      -- Raise retention\n", "      --Raise retention\n"] {
        let files = fixed(
            &[("okrs/growth.yaml", &format!("{HEAD}{}", key_results(&format!("{first}{doubled}"))))],
            false,
        );
        assert!(files[0].contains("\n      - Raise retention\n"), "{}", files[0]);
    }
    // A sign in the place of the colon, or none.
    for (written, meant) in [
        ("- key_result:Raise retention", "- key_result: Raise retention"),
        ("- key_result; Raise retention", "- key_result: Raise retention"),
        ("- key_result=Raise retention", "- key_result: Raise retention"),
        ("- key_result：Raise retention", "- key_result: Raise retention"),
        ("- id:b\n        key_result: Raise retention", "- id: b\n        key_result: Raise retention"),
    ] {
        let lines = |line: &str| key_results(&format!("{first}      {line}\n        owner: bo\n"));
        let files = fixed(&[("okrs/growth.yaml", &format!("{HEAD}{}", lines(written)))], false);
        assert!(
            files[0]
                .contains(&format!("{}\n", meant.split('\n').next_back().unwrap().trim_start_matches("- "))),
            "{}",
            files[0]
        );
        assert!(!files[0].contains("key_result: key_result") && !files[0].contains("id: id"), "{}", files[0]);
    }
    for sign in ["owner -> bo", "owner - bo", "owner: bo", "owner → bo", "**owner:** bo"] {
        let lines = |owner: &str| {
            key_results(&format!("      - id: a\n        key_result: Raise it\n        {owner}\n"))
        };
        becomes(&lines(sign), &lines("owner: bo"));
    }
    let with = |owner: &str| {
        key_results(&format!("      - id: a\n        key_result: Raise it\n        owner: {owner}\n"))
    };
    for signs in ["- bo", "-> bo", "bo,", "(bo)", "`bo`"] {
        probably_becomes(&with(signs), &with("bo"));
    }
    // Commas set fields apart; without one, nobody knows.
    probably_becomes(&with("bo, confidence: 5"), &with("bo\n        confidence: 5"));
    probably_becomes(
        &with("bo; confidence: 5; weight: 2"),
        &with("bo\n        confidence: 5\n        weight: 2"),
    );
    stays(&with("bo confidence: 5"));
}

#[test]
fn texts_that_are_several_things_are_taken_apart_when_asked_for() {
    let with = |lines: &str| format!("  - id: home\n    objective: New teams feel at home\n{lines}");
    let table = [
        (
            "    key_results:\n      - id a\n        key_result Raise it\n        owner bo\n",
            "    key_results:\n      - id: a\n        key_result: Raise it\n        owner: bo\n",
        ),
        (
            "    key_results:\n      - id: a\n        key_result: Raise it\n            owner bo\n            confidence 5\n",
            "    key_results:\n      - id: a\n        key_result: Raise it\n        owner: bo\n        confidence: 5\n",
        ),
        (
            "    initiatives:\n      Template gallery\n      Welcome mails\n",
            "    initiatives:\n      - Template gallery\n      - Welcome mails\n",
        ),
        (
            "    initiatives: |\n      - title: Template gallery\n        status: active\n",
            "    initiatives: \n      - title: Template gallery\n        status: active\n",
        ),
        (
            "    key_results:\n      - {id: a, key_result: Raise it, check_ins: [{date: 2026-02-10, 15%}]}\n",
            "    key_results:\n      - {id: a, key_result: Raise it, check_ins: [{date: 2026-02-10, value: 15%}]}\n",
        ),
        (
            "    key_results:\n      - id: a\n        key_result: Raise it\n        check_ins:\n          - {date: 2026-02-10, value: 15%} slow start\n",
            "    key_results:\n      - id: a\n        key_result: Raise it\n        check_ins:\n          - {date: 2026-02-10, value: 15%, note: slow start}\n",
        ),
    ];
    for (before, after) in table {
        probably_becomes(&with(before), &with(after));
    }
    // Words that a sentence goes on with, and a name behind them.
    for sentence in ["a sentence whose\n      owner is named later", "they understand\n      why they stay"] {
        stays(&format!("  - id: home\n    objective: {sentence}\n"));
    }
}

#[test]
fn a_key_is_respelt_though_what_it_hid_has_mistakes_of_its_own() {
    let key_result = |check_ins: &str| {
        format!(
            "{HEAD}  - id: a\n    objective: x\n    key_results:\n      - id: b\n        key_result: y\n        {check_ins}\n"
        )
    };
    for below in [
        "{2026-02-30: 25%, 2026-02-12: 3x%}",
        "[{date: 2026-02-30, value: 25%}, {date: 2026-02-31, value: 3x%}]",
        "\n        - {date: 2026-02-30, value: 25%}\n        - {date: 2026-02-12, value: 3x%}",
        "\n          - date: 2026-02-30\n            value: 25%\n          - {date: 2026-02-12, valu: 3x%}",
    ] {
        let text = key_result(&format!("checkins: {below}"));
        let fixed = fixed(&[("okrs/growth.yaml", &text)], true);
        assert!(fixed[0].contains("check_ins: "), "{}", fixed[0]);
    }
}

#[test]
fn metrics_are_called_by_their_names() {
    let before = "north_star:\n  name: Weekly Active Teams\n  owner: ana\ninput_metrics:\n  - {name: Day 30 retention, team: growth}\n  - id: churn\n    name: Churn\nguardrails:\n  - name: 売上\nmetrics:\n  - {name: Churn}\n  - {owner: ana}\n";
    let after = "north_star:\n  id: weekly_active_teams\n  name: Weekly Active Teams\n  owner: ana\ninput_metrics:\n  - {id: day_30_retention, name: Day 30 retention, team: growth}\n  - id: churn\n    name: Churn\nguardrails:\n  - name: 売上\nmetrics:\n  - {name: Churn}\n  - {owner: ana}\n";
    assert_eq!(fixed(&[("okrs/metrics.yaml", before)], false)[0], after);
}

/// A scratch folder with goals, in which the binary runs.
struct Scratch(tempfile::TempDir);

impl Scratch {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_with_input(arguments, "")
    }

    fn run_with_input(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_okr"));
        command.args(["check", "--as-of", TODAY]).args(arguments).current_dir(self.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A run that refuses its arguments reads nothing and may be over by now.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        child.wait_with_output().unwrap()
    }

    fn show(&self, output: &Output) -> String {
        let text = |bytes: &[u8]| {
            let folder = fs::canonicalize(self.path()).unwrap();
            String::from_utf8(bytes.to_vec()).unwrap().replace(&folder.display().to_string(), "<folder>")
        };
        let code = output.status.code().unwrap();
        format!("exit {code}\n--- out\n{}--- err\n{}", text(&output.stdout), text(&output.stderr))
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).unwrap()
    }

    /// Every name in the goals' folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path().join("okrs")).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

const GROWTH: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - objective: New teams feel at home in their first week   # the big one
    wyh: 60% of new teams never reach value
    key_results:
      - key_result: Raise activation from 23% to 35%
        check_ins:
          - {date: 2026-02-02, value: 25%}
          - {date: 2026-01-05, value: 24%}
      - Reduce churn from 5% to 3%
    initiatives:
      - {title: Templates, bets_on: [kr1], status: actve}
";

/// The same with the safe fixes made.
const GROWTH_FIXED: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: teams-feel-home
    objective: New teams feel at home in their first week   # the big one
    why: 60% of new teams never reach value
    key_results:
      - id: activation
        key_result: Raise activation from 23% to 35%
        baseline: 23%
        target: 35%
        check_ins:
          - {date: 2026-01-05, value: 24%}
          - {date: 2026-02-02, value: 25%}
      - Reduce churn from 5% to 3%
    initiatives:
      - {title: Templates, bets_on: [activation], status: actve}
";

const ONLY: [&str; 3] = [
    "--ignore",
    "missing-guardrail,unaligned-objective,north-star-count,check-in-dates,stale-check-in",
    "--format=concise",
];

#[test]
fn fixes_are_written_and_what_is_left_is_shown() {
    let scratch = Scratch::new(&[("okrs/growth.yaml", GROWTH)]);
    let before = scratch.run(&ONLY);
    assert_snapshot!(scratch.show(&before));
    let output = scratch.run(&[&ONLY[..], &["--fix"]].concat());
    assert_snapshot!(scratch.show(&output));
    assert_eq!(String::from_utf8(scratch.bytes("okrs/growth.yaml")).unwrap(), GROWTH_FIXED);
    let output = scratch.run(&[&ONLY[..], &["--fix", "--unsafe"]].concat());
    assert_snapshot!(scratch.show(&output));
    let all = GROWTH_FIXED.replace("actve", "active");
    assert_eq!(String::from_utf8(scratch.bytes("okrs/growth.yaml")).unwrap(), all);
    let output = scratch.run(&[&ONLY[..], &["--fix", "--unsafe"]].concat());
    assert_eq!(scratch.show(&output), "exit 0\n--- out\n--- err\nNo findings in 1 file.\n");
    assert_eq!(scratch.names(), ["growth.yaml"]);
}

#[test]
fn a_diff_shows_the_changes_and_makes_none() {
    let scratch = Scratch::new(&[("okrs/growth.yaml", GROWTH), ("okrs/empty.yaml", "")]);
    let output = scratch.run(&["--diff"]);
    assert_snapshot!(scratch.show(&output));
    assert_eq!(scratch.show(&scratch.run(&["--fix", "--diff"])), scratch.show(&output));
    let unsafe_too = scratch.show(&scratch.run(&["--diff", "--unsafe"]));
    assert!(
        unsafe_too.contains("\n+      - {title: Templates, bets_on: [activation], status: active}\n"),
        "{unsafe_too}"
    );
    assert_eq!(scratch.bytes("okrs/growth.yaml"), GROWTH.as_bytes());
    let output = scratch.run(&["--diff", "okrs/empty.yaml"]);
    assert_eq!(scratch.show(&output), "exit 0\n--- out\n--- err\n");
    let colored = scratch.run(&["--diff", "--color=always"]);
    let colored = String::from_utf8(colored.stdout).unwrap();
    assert!(
        colored.contains("\u{1b}[32m+    why: 60% of new teams never reach value\n\u{1b}[0m"),
        "{colored}"
    );
    // With a choice of rules only what they find is fixed.
    let output = scratch.show(&scratch.run(&["--diff", "--select", "unknown-field"]));
    assert_eq!(output.matches("\n+ ").count(), 1, "{output}");
    let output = scratch.run_with_input(&["--diff", "-"], GROWTH);
    assert_eq!(output.status.code(), Some(1));
    assert!(scratch.show(&output).contains("+++ b/<stdin>\n"), "{}", scratch.show(&output));
}

#[test]
fn a_diff_can_be_applied() {
    let unfinished = GROWTH.trim_end();
    let scratch = Scratch::new(&[("okrs/growth.yaml", unfinished)]);
    let diff = scratch.run(&["--diff"]);
    fs::write(scratch.path().join("changes.diff"), diff.stdout).unwrap();
    let applied = Command::new("git")
        .args(["apply", "changes.diff"])
        .current_dir(scratch.path())
        .env("GIT_CEILING_DIRECTORIES", scratch.path())
        .output();
    // Without git there is nobody to ask.
    let Ok(applied) = applied else { return };
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
    assert_eq!(String::from_utf8(scratch.bytes("okrs/growth.yaml")).unwrap(), GROWTH_FIXED.trim_end());
}

#[test]
fn line_breaks_marks_and_the_end_of_the_file_stay() {
    let forms: [fn(&str) -> String; 4] = [
        |text| text.replace('\n', "\r\n"),
        |text| text.trim_end().to_owned(),
        |text| format!("\u{feff}{text}"),
        |text| format!("\u{feff}{}", text.trim_end().replace('\n', "\r\n")),
    ];
    for form in forms {
        let scratch = Scratch::new(&[("okrs/growth.yaml", &form(GROWTH))]);
        scratch.run(&["--fix"]);
        assert_eq!(String::from_utf8(scratch.bytes("okrs/growth.yaml")).unwrap(), form(GROWTH_FIXED));
    }
}

#[test]
fn only_what_is_named_is_fixed() {
    let scratch =
        Scratch::new(&[("okrs/a.yaml", GROWTH), ("okrs/b.yaml", &GROWTH.replace("growth", "sales"))]);
    scratch.run(&["--fix", "okrs/b.yaml"]);
    assert_eq!(scratch.bytes("okrs/a.yaml"), GROWTH.as_bytes());
    assert_eq!(scratch.bytes("okrs/b.yaml"), GROWTH_FIXED.replace("growth", "sales").as_bytes());
}

#[test]
fn files_that_are_not_text_are_left_alone() {
    let scratch = Scratch::new(&[("okrs/growth.yaml", "")]);
    let bytes = [GROWTH.as_bytes(), b"# caf\xe9\n"].concat();
    fs::write(scratch.path().join("okrs/growth.yaml"), &bytes).unwrap();
    scratch.run(&["--fix", "--unsafe"]);
    assert_eq!(scratch.bytes("okrs/growth.yaml"), bytes);
}

#[test]
fn what_cannot_be_is_refused() {
    let scratch = Scratch::new(&[("okrs/growth.yaml", GROWTH)]);
    let alone = scratch.run(&["--unsafe"]);
    assert_eq!(
        scratch.show(&alone),
        "exit 2\n--- out\n--- err\nerror: `--unsafe` goes with `--fix`, which changes the files, or `--diff`, which shows the changes\n"
    );
    let stdin = scratch.run_with_input(&["--fix", "-"], GROWTH);
    assert_eq!(
        scratch.show(&stdin),
        "exit 2\n--- out\n--- err\nerror: standard input cannot be fixed in place\nhelp: name the file, or see the changes with `--diff`\n"
    );
    assert_eq!(scratch.bytes("okrs/growth.yaml"), GROWTH.as_bytes());
}

#[test]
fn json_says_which_findings_can_be_fixed() {
    let scratch = Scratch::new(&[("okrs/growth.yaml", GROWTH)]);
    let output = scratch.run(&["--format=json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = json["findings"].as_array().unwrap();
    let fixes: Vec<String> =
        findings.iter().map(|finding| format!("{} {}", finding["rule"], finding["fix"])).collect();
    assert!(
        fixes.contains(&r#""unknown-field" {"safe":true,"title":"write `why`"}"#.to_owned()),
        "{fixes:?}"
    );
    assert!(
        fixes.contains(&r#""invalid-value" {"safe":false,"title":"write `active`"}"#.to_owned()),
        "{fixes:?}"
    );
    assert!(fixes.contains(&r#""missing-guardrail" null"#.to_owned()), "{fixes:?}");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn permissions_stay() {
        let scratch = Scratch::new(&[("okrs/growth.yaml", GROWTH)]);
        let path = scratch.path().join("okrs/growth.yaml");
        for wanted in [0o640, 0o600, 0o755] {
            fs::write(&path, GROWTH).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(wanted)).unwrap();
            scratch.run(&["--fix"]);
            assert_eq!(scratch.bytes("okrs/growth.yaml"), GROWTH_FIXED.as_bytes());
            assert_eq!(mode(&path), wanted);
        }
        fs::write(&path, GROWTH).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let output = scratch.show(&scratch.run(&["--fix"]));
        assert!(output.starts_with("exit 2\n"), "{output}");
        assert!(output.ends_with("error: okrs/growth.yaml: not fixed: it is write-protected\n"), "{output}");
        assert_eq!(scratch.bytes("okrs/growth.yaml"), GROWTH.as_bytes());
    }

    #[test]
    fn links_are_followed_within_the_workspace_only() {
        let outside = Scratch::new(&[("growth.yaml", GROWTH)]);
        let scratch = Scratch::new(&[("okr.yaml", "goals: [okrs]\n"), ("drafts/growth.yaml", GROWTH)]);
        fs::create_dir(scratch.path().join("okrs")).unwrap();
        let link = scratch.path().join("okrs/growth.yaml");
        symlink("../drafts/growth.yaml", &link).unwrap();
        scratch.run(&["--fix"]);
        assert_eq!(scratch.bytes("drafts/growth.yaml"), GROWTH_FIXED.as_bytes());
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());

        fs::remove_file(&link).unwrap();
        symlink(outside.path().join("growth.yaml"), &link).unwrap();
        let output = scratch.run(&["--fix", "okrs/growth.yaml", "drafts"]);
        let output = scratch.show(&output);
        let told = "error: okrs/growth.yaml: this link leads out of the workspace; only files below its root are read\n";
        assert!(output.ends_with(told), "{output}");
        assert_eq!(outside.bytes("growth.yaml"), GROWTH.as_bytes());
    }
}

/// Files of other programs that share a word with goals are theirs, whatever okr thinks of them.
#[test]
fn no_command_changes_the_files_of_other_programs() {
    let files = [
        ("values.yaml", "metrics:\n  enabled: true\nteam: infra\nlevel: info\n"),
        ("service.yaml", "owner: infra\nmetrics: {listen: 9090}\nlevel: info\n"),
        (
            "alert.yml",
            "metrics:\n  - name: cpu\n    target: 80\n  - name: mem\n    interval: 5\nteam: infra\n",
        ),
        ("slo.yaml", "owner: infra\nobjectives:\n  - name: latency\n    target: 0.99\nteam: infra\n"),
        ("llm.yaml", "guardrails:\n  - name: toxicity\n    threshold: 0.5\nteam: infra\n"),
        // With a key that goals have, and others that they do not have.
        (
            "slos.yaml",
            "team:   sre\nobjectives:\n  - name: latency\n    why: it hurts\n    window: 4w\nguardrails:\n  - name: budget\n    at_most: 5\n",
        ),
        (
            "controls.yaml",
            "quarter:   2025-Q4\nteam: audit\nobjectives:\n  - {id: A.5.1, title: Policies, owner: bo, status: done}\n",
        ),
        ("game.yaml", "level:   3\nobjectives:\n  - {id: kill_boss, objective: Kill the boss, reward: 50}\n"),
        ("course.yaml", "quarter:   Fall 2026\nobjectives:\n  - {id: LO1, title: Students can read}\n"),
        ("board.yaml", "north_star:   {name: Sales, query: a}\ninput_metrics: [{name: Visits, query: b}]\n"),
        ("budget.yaml", "quarter:   2026-Q1\nrevenue: 100\ncosts: 50\nteam: sales\n"),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let named: Vec<&str> = std::iter::once("fmt").chain(files.iter().map(|(name, _)| *name)).collect();
    let commands: [&[&str]; 4] = [&["fmt"], &["check", "--fix"], &["check", "--fix", "--unsafe"], &named];
    for command in commands {
        Command::new(env!("CARGO_BIN_EXE_okr")).args(command).current_dir(&folder).output().unwrap();
        for (name, text) in files {
            assert_eq!(
                fs::read_to_string(folder.path().join(name)).unwrap(),
                text,
                "{name} after {command:?}"
            );
        }
    }
}

#[test]
fn goals_without_a_folder_of_their_own_are_changed_where_nothing_speaks_against_it() {
    let goals = "quarter: 2026-Q1\nteam: growth\nowner: ana\nobjectives:\n  - id: home\n    objectve: New teams feel at home\n";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("growth.yaml"), goals).unwrap();
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_okr")).args(arguments).current_dir(&folder).output().unwrap()
    };
    run(&["check", "--fix"]);
    let fixed = goals.replace("objectve", "objective");
    assert_eq!(fs::read_to_string(folder.path().join("growth.yaml")).unwrap(), fixed);
}

#[test]
fn a_folder_that_is_named_holds_other_files_too() {
    let files = [
        ("okrs/growth.yaml", "quarter: 2026-Q1\nteam: growth\nobjectives: [New teams feel at home]\n"),
        ("compose.yaml", "services:\n  web: {image: nginx}\n"),
    ];
    let files = Scratch::new(&files);
    let shown = files.show(&files.run(&["--select", "unknown-field", "."]));
    assert!(shown.contains("No findings in 1 file."), "{shown}");
    // A file that is named itself is taken at its word.
    let shown = files.show(&files.run(&["--select", "unknown-field", "compose.yaml"]));
    assert!(shown.contains("`services` is not a field here"), "{shown}");
}

#[test]
fn goals_in_a_file_that_is_called_like_settings_are_told() {
    let goals = "quarter: 2026-Q1\nteam: sales\nobjectives: [Clinics recommend us]\n";
    let files = Scratch::new(&[
        ("okrs/growth.yaml", &goals.replace("sales", "growth")),
        ("okrs/sales/okr.yaml", goals),
    ]);
    let shown = files.show(&files.run(&[]));
    assert!(
        shown.contains(
            "goals are not read from a file of this name, which is for settings: rename it, like sales.yaml"
        ),
        "{shown}"
    );
    let files = Scratch::new(&[("okr.yaml", goals)]);
    let shown = files.show(&files.run(&[]));
    assert!(shown.contains("goals stand here, and okr.yaml is for settings"), "{shown}");
    assert_eq!(shown.matches("error[").count(), 1, "{shown}");
    let files = Scratch::new(&[("okr.yml", "fiscal_year_starts: 4\n"), ("okrs/sales.yaml", goals)]);
    let shown = files.show(&files.run(&[]));
    assert!(shown.contains("okr.yml is not read: settings are in okr.yaml"), "{shown}");
    let files = Scratch::new(&[("okrs/okr.yaml", "fiscal_year_starts: 4\n"), ("okrs/sales.yaml", goals)]);
    let shown = files.show(&files.run(&[]));
    assert!(shown.contains("settings are read only from `okr.yaml` at the root of the workspace"), "{shown}");
}
