//! `okr new`: the next quarter from the one before, and first goals, metrics and guardrails.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use crate::support::console;
use insta::assert_snapshot;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Every file of text below a folder.
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
                // An example has a picture as well.
                if let Ok(text) = String::from_utf8(fs::read(&path).unwrap()) {
                    found.insert(name, text);
                }
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

    note: company/grow goes on with one key result, which `okr check` overlooks until 15 Apr: add another, and take the comment above it out

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
      # okr: ignore[key-result-count] until=2026-04-15 it goes on from 2026-Q1 with one key result; add another
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
    error: `150` would be a step back from `160`, the last value of 2026-Q1/company/grow/teams
    help: write a target above `160`
    (exit code 2)
    ");
    let command = "new quarter 2026-Q2 --carry teams --target grow/teams=200 --as-of 2026-03-28 --dry-run";
    assert_snapshot!(okr(&folder, command).0, @r"
    okrs/2026-Q2/company.yaml, new
      + quarter: 2026-Q2
      + level: company
      + objectives:
      +   # okr: ignore[key-result-count] until=2026-04-15 it goes on from 2026-Q1 with one key result; add another
      +   - id: grow
      +     objective: Teams choose us
      +     key_results:
      +       - id: teams
      +         key_result: Grow weekly teams from 160 to 200

    would write okrs/2026-Q2/company.yaml

    Carried over from 2026-Q1
      company/grow/teams
        Grow weekly teams from 160 to 200

    note: company/grow goes on with one key result, which `okr check` overlooks until 15 Apr: add another, and take the comment above it out
    nothing was written: this was a dry run
    ");
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
    assert_snapshot!(format!("{said}(exit code {code})"), @r#"
    7 things are missing before 2026-Q1 is closed

    company/grow
      Teams choose us
      no last value   company/grow/teams: last 160 on 2 Mar
        okr checkin company/grow/teams VALUE --date 2026-03-31
      no last value   company/grow/returning: last 55 on 2 Mar
        okr checkin company/grow/returning VALUE --date 2026-03-31
      no reflection   what was learned?
        okr reflect 2026-Q1/company/grow TEXT

    growth/start
      New teams feel at home in their first week
      no last value   growth/start/first-value: last 1 day on 16 Feb
        okr checkin growth/start/first-value VALUE --date 2026-03-31
      no last value   growth/start/kr3: nothing was measured
        okr checkin growth/start/kr3 VALUE --date 2026-03-31
      not decided     Gallery
        okr decide 2026-Q1/growth/start/Gallery ship|stop|iterate
      not decided     Checklist
        okr decide 2026-Q1/growth/start/Checklist ship|stop|iterate
    (exit code 1)
    "#);
    let closed =
        COMPANY.replace("2026-03-02", "2026-03-30") + "    reflection: More teams chose us than came back.\n";
    let folder = workspace(&[("okrs/2026-Q1/company.yaml", &closed)]);
    let (said, code) = okr(&folder, "grade --close --as-of 2026-04-02");
    assert_snapshot!(format!("{said}(exit code {code})"), @r"
    2026-Q1 can be closed: every key result has its last value, every initiative is
    decided, and every objective says what was learned
    (exit code 0)
    ");
}

/// An objective that goes on has the same address without its quarter, and its initiatives the same titles.
#[test]
fn the_commands_of_a_close_mean_the_quarter_that_is_closed() {
    let next = TEAM.replace("2026-Q1", "2026-Q2");
    let files = [("okrs/2026-Q1/growth.yaml", TEAM), ("okrs/2026-Q2/growth.yaml", &next)];
    let folder = workspace(&files);
    let (said, _) = okr(&folder, "grade --close --quarter 2026-Q1 --as-of 2026-05-20");
    for command in said.lines().filter_map(|line| line.trim().strip_prefix("okr ")) {
        let command =
            command.replace("ship|stop|iterate", "stop").replace("TEXT", "Learned").replace("VALUE", "1");
        let (said, _) = okr(&folder, &format!("{command} --as-of 2026-05-20 --force --dry-run"));
        let without_force = okr(&folder, &format!("{command} --as-of 2026-05-20 --dry-run")).0;
        let wrote =
            said.contains("okrs/2026-Q1/growth.yaml") || without_force.contains("okrs/2026-Q1/growth.yaml");
        assert!(wrote && !without_force.contains("2026-Q2/growth.yaml"), "{command}: {said}{without_force}");
    }
    let (said, code) = okr(&folder, "decide Gallery stop --as-of 2026-05-20 --dry-run");
    assert!(said.contains("okrs/2026-Q2/growth.yaml") && code == 0, "{said}");
    let told = "this was the initiative of 2026-Q2/growth/start; of the same name, and undecided:\n  2026-Q1/growth/start/Gallery";
    assert!(said.contains(told), "{said}");
    let (said, _) = okr(&folder, "decide 2026-Q1/growth/start/Gallery stop --as-of 2026-05-20 --dry-run");
    assert!(!said.contains("of the same name"), "{said}");
}

#[test]
fn what_is_added_in_mid_quarter_is_measured_from_its_day() {
    let folder = workspace(&[("okrs/2026-Q1/growth.yaml", TEAM)]);
    let new = "new key-result growth/start 'Cut complaints from 40 to 20 per week' --dry-run";
    let (said, code) = okr(&folder, &format!("{new} --as-of 2026-02-20"));
    assert!(said.contains("+   starts: 2026-02-20") && said.contains("help: `--reason` says why"), "{said}");
    assert_eq!(code, 0);
    let (said, _) = okr(&folder, &format!("{new} --as-of 2026-02-20 --reason 'too many calls'"));
    let revision = "- {date: 2026-02-20, field: added, reason: too many calls}";
    assert!(said.contains(revision) && !said.contains("starts") && !said.contains("help:"), "{said}");
    // In the first two weeks, and for a quarter that is over or to come.
    for day in ["2026-01-10", "2026-05-02", "2025-12-20"] {
        let (said, _) = okr(&folder, &format!("{new} --as-of {day} --quarter 2026-Q1"));
        assert!(!said.contains("starts") && !said.contains("revisions"), "{day}: {said}");
    }
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
fn an_objective_is_written_like_its_neighbours() {
    let wide = "quarter: 2026-Q1\nteam: growth\nobjectives:\n-   objective: Teams feel at home\n    id: a\n";
    let added = "\n-   id: everybody-sees\n    objective: Everybody sees the plan\n    # why:";
    let in_braces = "quarter: 2026-Q1\nteam: growth\nobjectives: [{id: a, objective: Teams feel at home}]\n";
    for (before, part) in
        [(wide, added), (in_braces, "home}, {id: everybody-sees, objective: Everybody sees the plan}]\n")]
    {
        let folder = workspace(&[("okrs/growth.yaml", before)]);
        let command =
            "new objective growth 'Everybody sees the plan' --id everybody-sees --anyway --as-of 2026-01-12";
        let (said, _) = okr(&folder, command);
        let after = fs::read_to_string(folder.path().join("okrs/growth.yaml")).unwrap();
        assert!(after.contains(part), "{said}{after}");
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
        "new objective growth 'Everybody sees the same plan'",
        "new key-result growth/teams-feel-home 'Raise activation of new teams from 23% to 35%'",
        "new key-result teams-feel-home 'Launch the new onboarding'",
        "new metric activation_rate --name 'Activation rate' --input --team growth",
        "new guardrail tickets --name 'Support tickets per week' --at-most '1,200 per week'",
        "new guardrail Tickets --name x --at-most 3",
    ] {
        let (text, code) = okr(&folder, &format!("{command} --as-of 2026-01-12"));
        said.push_str(&format!("$ okr {command}\n{text}(exit code {code})\n\n"));
    }
    assert_snapshot!(said, @r#"
    $ okr new team growth --owner ana
    okrs/2026-Q1/growth.yaml, new
      + quarter: 2026-Q1
      + team: growth
      + owner: ana
      + # guardrails: [id]       # metrics that must not get worse meanwhile
      +
      + # Where the team wants to be on 2026-03-31: one to three objectives, each with two to five key results.
      + # `okr new objective growth SENTENCE` adds one.
      + objectives: []

    (exit code 0)

    $ okr new team growth
    error: the team `growth` is there already, in okrs/2026-Q1/growth.yaml
    (exit code 2)

    $ okr new objective growth 'New teams feel at home in their first week' --why '60% never reach value'
    okrs/2026-Q1/growth.yaml:8
      - objectives: []
      + objectives:
      +   - id: teams-feel-home
      +     objective: New teams feel at home in their first week
      +     why: 60% never reach value
      +     # key_results:          two to five; `okr new key-result growth/teams-feel-home SENTENCE` adds one

    error[key-result-count]: no key results: nothing would show that this was reached
      help: write 2 to 5 under `key_results:`, like `- Raise the share of ... from 23% to 35%`
    warning[unaligned-objective]: nothing says what this helps the company reach
      help: if it helps `teams`, say so: `supports: [teams]`; if not, ask whether it is needed now
    (exit code 0)

    $ okr new objective growth 'Everybody sees the same plan'
    okrs/2026-Q1/growth.yaml:13
      +
      + - id: everybody-sees-same
      +   objective: Everybody sees the same plan
      +   # why:                  why it matters, and why now
      +   # key_results:          two to five; `okr new key-result growth/everybody-sees-same SENTENCE` adds one

    warning[unaligned-objective]: 2 objectives here, and none says what it helps the company reach
      help: if it helps `teams`, say so: `supports: [teams]`; if not, ask whether it is needed now; start with this one
    error[key-result-count]: no key results: nothing would show that this was reached
      help: write 2 to 5 under `key_results:`, like `- Raise the share of ... from 23% to 35%`
    warning[missing-why]: nothing says why this matters now
      help: add `why: ...` with what made you choose it: a number, or what customers say
    (exit code 0)

    $ okr new key-result growth/teams-feel-home 'Raise activation of new teams from 23% to 35%'
    okrs/2026-Q1/growth.yaml:12
      - # key_results:          two to five; `okr new key-result growth/teams-feel-home SENTENCE` adds one
      + key_results:
      +   - id: activation-teams
      +     key_result: Raise activation of new teams from 23% to 35%
      +     baseline: 23%
      +     target: 35%
      +     # measurement:          how it is counted, and where the number comes from
      +     # confidence:           how sure you are at the start, 1 to 10; 5 is a good stretch

    error[key-result-count]: only 1 key result: one number rarely shows that all of this was reached
      help: add at least 1 more that measures it from another side, like `- Raise the share of ... from 23% to 35%`
    warning[missing-guardrail]: nothing says what must not get worse on the way there
      help: define what must stay as it is at the top of a file, like `guardrails: [{id: complaints, at_most: 20 per week}]`, and name it here: `guardrails: [complaints]`
    (exit code 0)

    $ okr new key-result teams-feel-home 'Launch the new onboarding'
    okrs/2026-Q1/growth.yaml:19
      + - id: launch-onboarding
      +   key_result: Launch the new onboarding
      +   # measurement:          how it is counted, and where the number comes from
      +   # baseline:             where it stands today
      +   # target:               where it should be when the quarter ends
      +   # confidence:           how sure you are at the start, 1 to 10; 5 is a good stretch

    error[output-key-result]: “Launch the new onboarding” delivers a thing; nothing here says what should change for whom
      help: say what should be different for whom once it is there, such as `people who work without help after a month from 30% to 80%`; keep “Launch the new onboarding” as an initiative
    error: nothing was written
    help: write it as the help says, or add `--anyway`
    (exit code 2)

    $ okr new metric activation_rate --name 'Activation rate' --input --team growth
    okrs/metrics.yaml:2
      + input_metrics:
      +   - id: activation_rate
      +     name: Activation rate
      +     team: growth
      +     # definition:           what exactly is counted, of whom, in which time
      +     # source:               where the number comes from
      +     # owner:                who is asked when it looks odd
      +     # cadence:              daily, weekly, biweekly, monthly or quarterly

    warning[input-metric-count]: 1 input metric: too few to explain what moves “Teams”
      help: add 2 to 4 more to `input_metrics:`; new users, first use, coming back and spreading are places to look
    warning[missing-counter-metric]: nothing would show if “Activation rate” rose at the expense of quality
      help: add `counter_metric:` with the id of what would suffer if this were pushed too hard, such as 30-day retention or support tickets
    warning[undefined-metric]: nothing says what “Activation rate” counts, or where its numbers come from
      help: add `definition:` (who or what is counted, and within which time) and `source:` (the system and the place in it, like `{system: warehouse, location: events.signup}`)
    warning[unowned-metric]: “Activation rate” has no owner
      help: add `owner:` with the one person to ask when its number looks wrong
    note[idle-input-metric]: no key result of 2026-Q1 moves “Activation rate”
      help: give `growth` a key result with `metric: activation_rate`, or move it to `metrics:` while nobody works on it
    note[missing-cadence]: nothing says how often “Activation rate” is measured and looked at
      help: add a cadence, like `cadence: {reported: weekly, reviewed: monthly}`
    (exit code 0)

    $ okr new guardrail tickets --name 'Support tickets per week' --at-most '1,200 per week'
    okrs/metrics.yaml:6
      + guardrails:
      +   - id: tickets
      +     name: Support tickets per week
      +     better: lower
      +     at_most: 1,200 per week
      +     # definition:           what exactly is counted, of whom, in which time
      +     # source:               where the number comes from
      +     # owner:                who is asked when it looks odd
      +     # cadence:              daily, weekly, biweekly, monthly or quarterly

    warning[undefined-metric]: nothing says what “Support tickets per week” counts, or where its numbers come from
      help: add `definition:` (who or what is counted, and within which time) and `source:` (the system and the place in it, like `{system: warehouse, location: events.signup}`)
    warning[unowned-metric]: “Support tickets per week” has no owner
      help: add `owner:` with the one person to ask when its number looks wrong
    note[missing-cadence]: nothing says how often “Support tickets per week” is measured and looked at
      help: add a cadence, like `cadence: {reported: weekly, reviewed: weekly}`
    (exit code 0)

    $ okr new guardrail Tickets --name x --at-most 3
    error: `Tickets` cannot be the id of a metric
    help: write `tickets`: small letters, digits and underscores, like `activation_rate`
    (exit code 2)
    "#);
    let after = files(folder.path());
    assert_snapshot!(after["okrs/2026-Q1/growth.yaml"], @r"
    quarter: 2026-Q1
    team: growth
    owner: ana
    # guardrails: [id]       # metrics that must not get worse meanwhile

    # Where the team wants to be on 2026-03-31: one to three objectives, each with two to five key results.
    # `okr new objective growth SENTENCE` adds one.
    objectives:
      - id: teams-feel-home
        objective: New teams feel at home in their first week
        why: 60% never reach value
        key_results:
          - id: activation-teams
            key_result: Raise activation of new teams from 23% to 35%
            baseline: 23%
            target: 35%
            # measurement:          how it is counted, and where the number comes from
            # confidence:           how sure you are at the start, 1 to 10; 5 is a good stretch

      - id: everybody-sees-same
        objective: Everybody sees the same plan
        # why:                  why it matters, and why now
        # key_results:          two to five; `okr new key-result growth/everybody-sees-same SENTENCE` adds one
    ");
    assert_snapshot!(after["okrs/metrics.yaml"], @r#"
    north_star: {id: teams, name: Teams}
    input_metrics:
      - id: activation_rate
        name: Activation rate
        team: growth
    guardrails:
      - id: tickets
        name: Support tickets per week
        better: lower
        at_most: 1,200 per week
        # definition:           what exactly is counted, of whom, in which time
        # source:               where the number comes from
        # owner:                who is asked when it looks odd
        # cadence:              daily, weekly, biweekly, monthly or quarterly
        # definition:           what exactly is counted, of whom, in which time
        # source:               where the number comes from
        # owner:                who is asked when it looks odd
        # cadence:              daily, weekly, biweekly, monthly or quarterly
    "#);
}
