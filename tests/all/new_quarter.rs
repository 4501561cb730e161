//! `okr new`: the next quarter from the one before, and first goals, metrics and guardrails.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use crate::support::console;
use insta::assert_snapshot;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn workspace(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn okr(folder: &TempDir, command: &str) -> (String, i32) {
    let (text, code) = console::run(&format!("okr {command}"), folder.path());
    (text, code.unwrap())
}

const TEAM: &str = "\
# What growth wants.
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: start
    objective: New teams feel at home in their first week
    why: 60% of new teams never reach value   # asked in December
    supports: [company/grow, company/grow/teams]
    key_results:
      # The one that matters most.
      - id: activation
        key_result: Raise activation of new teams from 23% to 35%
        baseline: 23%   # counted by hand
        target: 35%
        starts: 2026-01-12
        check_ins:
          # holidays until the 6th
          - {date: 2026-01-19, value: 25%}
          - {date: 2026-03-23, value: 29%}
        revisions: [{date: 2026-01-14, field: target, from: 40%, to: 35%, reason: no free tier}]
        depends_on: [company/grow/teams]
      # Done in February.
      - id: first-value
        key_result: Cut the time to first value from 3 days to 1 day
        check_ins: [{date: 2026-02-16, value: 1 day}]
      - Raise the share of teams that come back from 31 to 40%
    initiatives:
      - {title: Gallery, bets_on: [activation], status: active}
      - {title: Checklist, bets_on: [first-value], status: active}
      - {title: Tours, bets_on: [activation], decision: stop, result: nothing}
    reflection: >
      It took a long time.
  - id: given-up
    objective: Partners bring their customers along
    cancelled: {date: 2026-02-01, reason: the partner withdrew}
    key_results:
      - {id: partners, key_result: Grow active partners from 3 to 9}

metrics:
  - {id: tickets, name: Tickets, readings: [{date: 2026-03-02, value: 3}]}
";

const COMPANY: &str = "\
quarter: 2026-Q1
level: company
objectives:
  - id: grow
    objective: Teams choose us
    key_results:
      - id: teams
        key_result: Grow weekly teams from 100 to 150
        check_ins: [{date: 2026-03-02, value: 160}]
      - id: returning
        key_result: Grow returning teams from 40 to 80
        check_ins: [{date: 2026-03-02, value: 55}]
";

#[test]
fn what_goes_on_starts_at_its_last_value_and_leaves_the_rest_behind() {
    let folder = workspace(&[("okrs/2026-Q1/growth.yaml", TEAM), ("okrs/2026-Q1/company.yaml", COMPANY)]);
    let before = files(folder.path());
    let (said, code) = okr(&folder, "new quarter 2026-Q2 --as-of 2026-03-28");
    assert_snapshot!(format!("{said}(exit code {code})"), @r"
    wrote okrs/2026-Q2/company.yaml
    wrote okrs/2026-Q2/growth.yaml

    Carried over from 2026-Q1
      company/grow/returning
        Grow returning teams from 55 to 80
      growth/start/activation
        Raise activation of new teams from 29% to 35%
      growth/start/kr3
        Raise the share of teams that come back from 31 to 40%
        nothing was measured, so it still starts where it did

    note: company/grow goes on with one key result: add another, and take the comment above it out

    Next: read the files, set targets for 2026-Q2 that stretch, and run okr check
    (exit code 0)
    ");
    let after = files(folder.path());
    assert_snapshot!(after["okrs/2026-Q2/growth.yaml"], @r"
    # What growth wants.
    quarter: 2026-Q2
    team: growth
    owner: ana
    objectives:
      - id: start
        objective: New teams feel at home in their first week
        why: 60% of new teams never reach value   # asked in December
        supports: [company/grow]
        key_results:
          # The one that matters most.
          - id: activation
            key_result: Raise activation of new teams from 29% to 35%
            baseline: 29%   # counted by hand
            target: 35%
          - key_result: Raise the share of teams that come back from 31 to 40%
            id: kr3
        initiatives:
          - {title: Gallery, bets_on: [activation], status: active}
    ");
    assert_snapshot!(after["okrs/2026-Q2/company.yaml"], @r"
    quarter: 2026-Q2
    level: company
    objectives:
      # okr: ignore[key-result-count] the others were reached in 2026-Q1; add the next one
      - id: grow
        objective: Teams choose us
        key_results:
          - id: returning
            key_result: Grow returning teams from 55 to 80
    ");
    for (path, text) in before {
        assert_eq!(after[&path], text, "{path}");
    }
    assert_eq!(okr(&folder, "check --as-of 2026-04-02 okrs/2026-Q2").1, 0);
}

#[test]
fn a_reached_target_is_asked_for() {
    let folder = workspace(&[("okrs/2026-Q1/company.yaml", COMPANY)]);
    let (said, code) = okr(&folder, "new quarter 2026-Q2 --carry all --as-of 2026-03-28");
    assert_snapshot!(format!("{said}(exit code {code})"), @r"
    error: a key result that goes on has reached the target, and needs the next one:
      2026-Q1/company/grow/teams: 160, target 150
        Grow weekly teams from 100 to 150
    help: add --target company/grow/teams=VALUE, or leave out with `--carry` what is finished
    (exit code 2)
    ");
    assert_eq!(files(folder.path()).len(), 1, "nothing is written");
    let (said, code) = okr(&folder, "new quarter 2026-Q2 --carry all --target teams=150 --as-of 2026-03-28");
    assert_snapshot!(format!("{said}(exit code {code})"), @r"
    error: `150` is no way from `160`, the last value of 2026-Q1/company/grow/teams
    help: write a target above `160`
    (exit code 2)
    ");
    let command = "new quarter 2026-Q2 --carry teams --target grow/teams=200 --as-of 2026-03-28 --dry-run";
    assert_snapshot!(okr(&folder, command).0, @"");
    assert_eq!(files(folder.path()).len(), 1, "a dry run writes nothing");
}

#[test]
fn what_cannot_be_begun_is_said() {
    let folder = workspace(&[("okrs/2026-Q1/company.yaml", COMPANY)]);
    let mut said = String::new();
    for command in [
        "new quarter 2026-Q1",
        "new quarter 2026-Q2 --team compny",
        "new quarter 2026-Q2 --carry retuning",
        "new quarter 2026-Q2 --carry returning --target teams=200",
        "new quarter 2026-Q2 --target teams",
    ] {
        let (text, code) = okr(&folder, &format!("{command} --as-of 2026-03-28"));
        said.push_str(&format!("$ okr {command}\n{text}(exit code {code})\n"));
    }
    okr(&folder, "new quarter 2026-Q2 --carry none --as-of 2026-03-28");
    let (text, _) = okr(&folder, "new quarter 2026-Q2 --as-of 2026-03-28");
    assert_snapshot!(said + &text, @r"
    $ okr new quarter 2026-Q1
    error: there are no goals before 2026-Q1 to begin with
    help: `okr new objective` writes a first one
    (exit code 2)
    $ okr new quarter 2026-Q2 --team compny
    error: no team `compny` has goals; did you mean `company`?
    (exit code 2)
    $ okr new quarter 2026-Q2 --carry retuning
    error: nothing has the address `retuning`; did you mean `2026-Q1/company/grow/returning`?
    (exit code 2)
    $ okr new quarter 2026-Q2 --carry returning --target teams=200
    error: 2026-Q1/company/grow/teams is not carried over, so it needs no target
    help: name it after `--carry` as well
    (exit code 2)
    $ okr new quarter 2026-Q2 --target teams
    error: invalid value 'teams' for '--target <ADDRESS=VALUE>': write an address, `=` and a target, like `growth/start/activation=45%`

    For more information, try '--help'.
    (exit code 2)
    error: okrs/2026-Q2/company.yaml is there already, and is left as it is
    help: move it, and try again
    ");
    assert_snapshot!(files(folder.path())["okrs/2026-Q2/company.yaml"], @r"
    quarter: 2026-Q2
    level: company

    # One to three objectives; `okr new objective` adds one.
    objectives: []
    ");
    assert_eq!(okr(&folder, "check okrs/2026-Q2 --as-of 2026-04-02").1, 0);
}

#[test]
fn what_is_missing_before_the_close_is_listed() {
    let folder = workspace(&[("okrs/2026-Q1/growth.yaml", TEAM), ("okrs/2026-Q1/company.yaml", COMPANY)]);
    let (said, code) = okr(&folder, "grade --close --as-of 2026-03-28");
    assert_snapshot!(format!("{said}(exit code {code})"), @"");
    let closed =
        COMPANY.replace("2026-03-02", "2026-03-30") + "    reflection: More teams chose us than came back.\n";
    let folder = workspace(&[("okrs/2026-Q1/company.yaml", &closed)]);
    let (said, code) = okr(&folder, "grade --close --as-of 2026-04-02");
    assert_snapshot!(format!("{said}(exit code {code})"), @"");
}

#[test]
fn every_example_has_a_next_quarter_without_errors() {
    for example in ["startup", "growth", "enterprise"] {
        let folder = tempfile::tempdir().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example);
        for (path, text) in files(&root) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let before = files(folder.path());
        for carry in ["none", "unfinished"] {
            let (said, code) =
                okr(&folder, &format!("new quarter 2027-Q1 --carry {carry} --as-of 2026-12-20"));
            assert_eq!(code, 0, "{example}: {said}");
            let (said, code) = okr(&folder, "check okrs/2027-Q1 --as-of 2027-01-02");
            assert_eq!(code, 0, "{example}: {said}");
            let after = files(folder.path());
            assert!(before.iter().all(|(path, text)| after[path] == *text));
            fs::remove_dir_all(folder.path().join("okrs/2027-Q1")).unwrap();
        }
    }
}

fn number() -> impl Strategy<Value = u32> {
    1..500_u32
}

/// A key result in one of the ways people write them, with or without check-ins.
fn key_result() -> impl Strategy<Value = String> {
    let unit = prop::sample::select(vec!["", "%", " days", "K", " per week", " in a thousand"]);
    (number(), number(), number(), unit, 0..6_u8, any::<bool>()).prop_map(|(from, to, last, unit, shape, measured)| {
        let to = if from == to { to + 1 } else { to };
        let check_ins = if measured { format!("\n        check_ins: [{{date: 2026-02-16, value: {last}{unit}}}]") } else { String::new() };
        let id = format!("k{from}-{to}-{last}");
        match shape {
            0 => format!("      - Move the share of visits from {from}{unit} to {to}{unit}\n"),
            1 => format!("      - id: {id}\n        key_result: Move the share of visits from {from} to {to}{unit}{check_ins}\n"),
            2 => format!("      - id: {id}\n        key_result: Move the visits\n        baseline: {from}{unit}\n        target: {to}{unit}{check_ins}  # why\n"),
            3 => format!("      # about it\n      - key_result: Hold the visits\n        at_least: {to}{unit}{check_ins}\n"),
            4 => format!("      - id: {id}\n        key_result: >\n          Move the visits from {from}{unit}\n          to {to}{unit}{check_ins}\n"),
            _ => format!("      - id: {id}\n        key_result: Raise the visits by {to}%\n        baseline: {from}{unit}{check_ins}\n"),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is written has no error, whatever is refused leaves everything as it was.
    #[test]
    fn a_next_quarter_has_no_errors_and_touches_nothing_else(
        objectives in prop::collection::vec(prop::collection::vec(key_result(), 1..4), 1..3),
    ) {
        let objective = |(number, key_results): (usize, &Vec<String>)| {
            format!("  - id: o-{number}\n    objective: Visits feel easy\n    key_results:\n{}", key_results.concat())
        };
        let text: String = objectives.iter().enumerate().map(objective).collect();
        let text = format!("quarter: 2026-Q1\nteam: growth\nobjectives:\n{text}");
        let folder = workspace(&[("okrs/2026-Q1/growth.yaml", &text)]);
        let (said, code) = okr(&folder, "new quarter 2026-Q2 --as-of 2026-03-28");
        let after = files(folder.path());
        prop_assert_eq!(&after["okrs/2026-Q1/growth.yaml"], &text);
        prop_assert_eq!(after.len(), if code == 0 { 2 } else { 1 }, "{}", said);
        if code == 0 {
            let (found, code) = okr(&folder, "check okrs/2026-Q2 --as-of 2026-04-02");
            prop_assert_eq!(code, 0, "{}\n{}\n{}", text, after["okrs/2026-Q2/growth.yaml"], found);
        }
    }
}

#[test]
fn first_goals_go_where_they_belong_and_are_judged_at_once() {
    let folder = workspace(&[
        ("okr.yaml", "organization: growth\n"),
        ("okrs/metrics.yaml", "north_star: {id: teams, name: Teams}\n"),
    ]);
    let mut said = String::new();
    for command in [
        "new team growth --owner ana",
        "new team growth",
        "new objective growth 'New teams feel at home in their first week' --why '60% never reach value'",
        "new key-result growth/teams-feel-home 'Raise activation of new teams from 23% to 35%'",
        "new key-result teams-feel-home 'Launch the new onboarding'",
        "new metric activation_rate --name 'Activation rate' --input --team growth",
        "new guardrail tickets --name 'Support tickets per week' --at-most '1,200 per week'",
        "new guardrail Tickets --name x --at-most 3",
    ] {
        let (text, code) = okr(&folder, &format!("{command} --as-of 2026-01-12"));
        said.push_str(&format!("$ okr {command}\n{text}(exit code {code})\n\n"));
    }
    assert_snapshot!(said, @"");
    let after = files(folder.path());
    assert_snapshot!(after["okrs/2026-Q1/growth.yaml"], @"");
    assert_snapshot!(after["okrs/metrics.yaml"], @"");
}
