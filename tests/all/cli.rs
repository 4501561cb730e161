//! The binary from end to end: what a shell, a pipe or a CI job sees.

use crate::pull_request::scratch::Scratch;
use okr::rules;
use okr::settings::Organization;
use std::fs;
use std::process::Stdio;

/// One team's goals with a delivery for a key result.
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
";

const ONLY: [&str; 4] =
    ["--as-of", "2026-02-15", "--select", "output-key-result,text-disagrees,missing-target"];

fn check<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [&["check"], &ONLY[..], arguments].concat()
}

#[test]
fn findings_show_the_words_and_what_to_write() {
    let scratch = Scratch::folder(&[("okrs/growth.yaml", GROWTH)]);
    insta::assert_snapshot!(scratch.okr(&check(&[])));
    insta::assert_snapshot!(scratch.okr(&check(&["--format", "concise"])), @r"
    exit 1
    --- out
    okrs/growth.yaml:9:9: error[output-key-result] “Launch the template gallery” delivers a thing; nothing here says what should change for whom
    --- err
    1 error in 1 file.
    ");
    insta::assert_snapshot!("json", scratch.okr(&check(&["--format", "json"])).out);
}

#[test]
fn the_exit_code_says_whether_and_why_it_failed() {
    let scratch =
        Scratch::folder(&[("okrs/growth.yaml", GROWTH), ("clean/a.yaml", "quarter: 2026-Q1\nteam: a\n")]);
    let code = |arguments: &[&str]| scratch.okr(&check(arguments)).code;
    assert_eq!(code(&[]), 1);
    assert_eq!(code(&["--fail-on", "never"]), 0);
    assert_eq!(code(&["clean"]), 0);
    assert_eq!(code(&["--fail-on", "sometimes"]), 2);
    assert_eq!(code(&["nowhere"]), 2);
    assert_eq!(scratch.okr(&["check", "--select", "output-key-resul"]).code, 2);
    assert_eq!(scratch.okr(&["chek"]).code, 2);
    let warnings = "rules: {output-key-result: warning}\n";
    fs::write(scratch.root().join("okr.yaml"), warnings).unwrap();
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&["--fail-on", "warning"]), 1);
}

#[test]
fn what_cannot_be_read_does_not_hide_the_rest() {
    let scratch = Scratch::folder(&[
        ("okrs/growth.yaml", GROWTH),
        ("okrs/broken.yaml", "team: [a\nquarter: 2026-Q1\n"),
        ("okrs/latin.yaml", "team: x\n"),
    ]);
    fs::write(scratch.root().join("okrs/latin.yaml"), b"team: caf\xe9\n").unwrap();
    let ran = scratch.okr(&[
        "check",
        "okrs",
        "gone.yaml",
        "--as-of",
        "2026-02-15",
        "--format",
        "concise",
        "--select",
        "syntax,output-key-result",
    ]);
    insta::assert_snapshot!(ran);
}

#[test]
fn mistakes_in_the_settings_stop_with_their_places() {
    let settings = "organisation: growth\nrules:\n  output-keyresult: off\n  key-result-count: {max: 99}\n";
    let scratch = Scratch::folder(&[("okr.yaml", settings), ("okrs/growth.yaml", GROWTH)]);
    insta::assert_snapshot!(scratch.okr(&["check"]));
}

#[test]
fn usage_mistakes_say_what_was_meant() {
    let scratch = Scratch::folder(&[("okrs/growth.yaml", GROWTH)]);
    let first_line =
        |arguments: &[&str]| scratch.okr(arguments).err.lines().next().unwrap_or_default().to_owned();
    insta::assert_snapshot!(first_line(&["check", "--select", "missing-baselin"]), @"error: invalid value 'missing-baselin' for '--select <RULE>': there is no rule `missing-baselin`; did you mean `missing-baseline`?");
    insta::assert_snapshot!(first_line(&["check", "--as-of", "1 Feb"]), @"error: invalid value '1 Feb' for '--as-of <DATE>': `1 Feb` is not a date; write it with the year: `YYYY-02-01`");
    insta::assert_snapshot!(first_line(&["check", "--output", "xml=out"]), @"error: invalid value 'xml=out' for '--output <FORMAT=PATH>': there is no format `xml`; there are full, concise, json, sarif, github, gitlab, junit, checkstyle, markdown");
    insta::assert_snapshot!(first_line(&["grade", "--quarter", "Q1 2026"]), @"error: invalid value 'Q1 2026' for '--quarter <QUARTER>': `Q1 2026` is not a quarter; write `2026-Q1`");
    insta::assert_snapshot!(first_line(&["status", "--quarter", "2026-Q1", "--team", "grwth"]), @"error: no `grwth` has objectives in 2026-Q1; did you mean `growth`?");
    insta::assert_snapshot!(first_line(&["explain", "enterprize"]), @"error: there is no kind of organization `enterprize`; did you mean `enterprise`?");
    insta::assert_snapshot!(first_line(&["explain", "missing-baselin"]), @"error: there is no rule `missing-baselin`; did you mean `missing-baseline`?");
}

#[test]
fn a_word_in_the_place_of_a_path_is_taken_for_what_it_is() {
    let scratch = Scratch::folder(&[("okrs/2026-Q1/growth.yaml", GROWTH)]);
    for (arguments, help) in [
        (&["grade", "2026-Q4"][..], "write `--quarter 2026-Q4`"),
        (&["status", "q4-2026"], "write `--quarter 2026-Q4`"),
        (&["status", "Growth"], "write `--team growth`"),
        (&["todo", "growth/o1"], "`okr explain growth/o1` tells about it"),
        (&["check", "growth/o1"], "`okr explain growth/o1` tells about it"),
        (&["check", "growth"], "name files or folders, like `okrs/2026-Q1/growth.yaml`"),
        (&["check", "2026-Q1"], "name files or folders, like `okrs/2026-Q1/growth.yaml`"),
        (&["check", "2027-Q1"], "name files or folders"),
    ] {
        let ran = scratch.okr(arguments);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{arguments:?}");
        let said = ran.err.lines().find_map(|line| line.strip_prefix("help: "));
        assert_eq!(said, Some(help), "{arguments:?}: {}", ran.err);
    }
    // What is no word of these goals is a path, and where none of the paths is there, nothing is shown.
    let ran = scratch.okr(&["status", "gone"]);
    assert_eq!((ran.code, &*ran.out, &*ran.err), (2, "", "error: gone: there is no such file or folder\n"));
    let ran = scratch.okr(&["status", "okrs", "gone", "--as-of", "2026-02-15"]);
    assert!(ran.code == 2 && !ran.out.is_empty(), "{}", ran.err);
}

#[test]
fn the_settings_are_no_goals_where_they_are_named() {
    let settings = "goals: [okrs]\norganization: growth\n";
    let scratch = Scratch::folder(&[("okr.yaml", settings), ("okrs/growth.yaml", GROWTH)]);
    let ran = scratch.okr(&["check", "okr.yaml", "--as-of", "2026-02-15"]);
    assert_eq!((ran.code, &*ran.out), (0, "No findings in 1 file.\n"), "{}", ran.err);
    let ran = scratch.okr(&check(&["okr.yaml", "okrs/growth.yaml", "--format", "concise"]));
    assert_eq!((ran.code, ran.err.trim_end()), (1, "1 error in 2 files."), "{}", ran.out);
    for arguments in
        [&["fmt", "--check", "okr.yaml"][..], &["check", "--fix", "okr.yaml"], &["status", "okr.yaml"]]
    {
        assert_eq!(scratch.okr(arguments).code, 0, "{arguments:?}");
    }
    fs::write(scratch.root().join("okr.yaml"), "organisation: growth\n").unwrap();
    assert_eq!(scratch.okr(&["check", "okr.yaml"]).code, 2);
    assert_eq!(fs::read_to_string(scratch.root().join("okr.yaml")).unwrap(), "organisation: growth\n");
}

#[test]
fn a_file_of_nearly_the_right_name_is_named() {
    for (file, name) in [("okrs/growth.yaml.txt", "growth.yaml"), ("okrs/growth.YAML", "growth.yaml")] {
        let scratch = Scratch::folder(&[(file, GROWTH)]);
        let ran = scratch.okr(&["check"]);
        let help = format!("to `{name}`: only then it is read");
        assert!(ran.code == 2 && ran.err.contains(&help), "{}", ran.err);
    }
}

#[test]
fn an_empty_folder_points_to_init() {
    let scratch = Scratch::folder(&[]);
    insta::assert_snapshot!(scratch.okr(&["check"]), @r"
    exit 2
    --- out
    --- err
    error: there is no goal file (*.yaml, *.yml) in <repo>
    help: `okr init <repo>` writes the first ones
    ");
}

#[test]
fn standard_input_stands_for_a_file_among_the_others() {
    let metrics = "metrics:\n  - {id: activation_rate, definition: d, source: warehouse, owner: ana}\n";
    let goals = "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: At home in the first week\n    supports: [activation_rat]\n";
    let scratch = Scratch::folder(&[("okrs/metrics.yaml", metrics), ("okrs/growth.yaml", GROWTH)]);
    let arguments = [
        "check",
        "-",
        "--stdin-file",
        "okrs/growth.yaml",
        "--select",
        "unknown-reference,duplicate-id",
        "--format",
        "concise",
    ];
    insta::assert_snapshot!(scratch.ran(&mut scratch.command(&arguments), goals));
    // By itself it is all there is.
    let mut alone = scratch.command(&["check", "-", "--select", "output-key-result", "--format", "concise"]);
    let alone = scratch.ran(&mut alone, GROWTH);
    assert_eq!(alone.code, 1);
    assert!(alone.out.starts_with("<stdin>:9:9: error[output-key-result]"), "{alone}");
}

#[test]
fn a_named_file_is_judged_with_those_around_it() {
    let other = GROWTH.replace("growth", "sales");
    let scratch = Scratch::folder(&[("okrs/growth.yaml", GROWTH), ("okrs/sales.yaml", &other)]);
    let ran = scratch.okr(&check(&["okrs/sales.yaml", "--format", "concise"]));
    assert!(ran.out.starts_with("okrs/sales.yaml:9:9"), "{ran}");
    assert_eq!(ran.out.lines().count(), 1, "only what was named is reported on: {ran}");
    assert_eq!(ran.err, "1 error in 1 file.\n");
}

#[test]
fn findings_can_be_written_to_files_beside_the_output() {
    let scratch = Scratch::folder(&[("okrs/growth.yaml", GROWTH)]);
    let ran = scratch.okr(&check(&[
        "--output",
        "json=out.json",
        "--output",
        "concise=out.txt",
        "--color",
        "always",
    ]));
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("\u{1b}["), "colours were asked for");
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(scratch.root().join("out.json")).unwrap()).unwrap();
    assert_eq!(json["summary"]["error"], 1);
    let concise = fs::read_to_string(scratch.root().join("out.txt")).unwrap();
    assert!(concise.starts_with("okrs/growth.yaml:9:9: error[output-key-result]"), "{concise}");
    let unwritable = scratch.okr(&check(&["--output", "json=no/such/folder.json"]));
    assert_eq!(unwritable.code, 2);
    assert!(unwritable.err.contains("no/such/folder.json cannot be written"), "{unwritable}");
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let scratch = Scratch::folder(&[("okrs/growth.yaml", GROWTH)]);
    for command in [check(&[]), vec!["status", "--as-of", "2026-02-15"], vec!["explain", "missing-baseline"]]
    {
        assert!(!scratch.okr(&command).out.contains('\u{1b}'), "a pipe gets no escape codes: {command:?}");
        let forced = [&command[..], &["--color", "always"]].concat();
        assert!(scratch.okr(&forced).out.contains('\u{1b}'), "{command:?}");
    }
    let mut command = scratch.command(&["explain", "missing-baseline"]);
    let output = command.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(!output.stdout.contains(&0x1b), "NO_COLOR wins");
    for (variables, colored) in [
        (&[("FORCE_COLOR", "1")][..], true),
        (&[("FORCE_COLOR", "0")], false),
        (&[("FORCE_COLOR", "")], false),
        (&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
    ] {
        let mut command = scratch.command(&["explain", "missing-baseline"]);
        let output = command.envs(variables.iter().copied()).output().unwrap();
        assert_eq!(output.stdout.contains(&0x1b), colored, "{variables:?}");
    }
}

#[test]
fn a_reader_that_leaves_early_changes_no_exit_code() {
    let key_results = "      - Launch the template gallery\n".repeat(5000);
    let scratch = Scratch::folder(&[("okrs/growth.yaml", &format!("{GROWTH}{key_results}"))]);
    let mut command = scratch.command(&["check", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn nothing_in_a_file_reaches_the_terminal_as_a_command() {
    let goals = "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: \"A \\e[31mred \\u009b2J goal\"\n    key_results:\n      - \"Launch \\e]0;pwned\\a the app\"\n      - \"Launch \u{202e}the app\"\n";
    let scratch = Scratch::folder(&[("okrs/a.yaml", goals)]);
    for arguments in [
        &["check", "--format", "full"][..],
        &["check", "--format", "concise"],
        &["status", "--quarter", "2026-Q1"],
        &["grade", "--quarter", "2026-Q1"],
        &["status", "--quarter", "2026-Q1", "--format", "markdown"],
        &["explain", "2026-Q1/growth/o1", "--as-of", "2026-02-15"],
    ] {
        let ran = scratch.okr(arguments);
        let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!ran.out.contains(acts) && !ran.err.contains(acts), "{arguments:?}: {ran}");
    }
}

#[test]
fn the_same_bytes_come_out_on_every_run_and_any_number_of_threads() {
    let files: Vec<(String, String)> = (0..40)
        .map(|number| {
            (format!("okrs/team-{number}.yaml"), GROWTH.replace("growth", &format!("team-{number}")))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let scratch = Scratch::folder(&files);
    let run = |threads: &str| {
        let mut command = scratch.command(&["check", "--as-of", "2026-02-15", "--format", "json"]);
        command.env("RAYON_NUM_THREADS", threads).output().unwrap().stdout
    };
    let once = run("1");
    assert!(once.len() > 10_000);
    assert!((2..=8).all(|threads| run(&threads.to_string()) == once));
}

#[test]
fn every_command_tells_how_it_ends() {
    let scratch = Scratch::folder(&[]);
    for command in ["check", "grade", "status", "explain"] {
        let help = scratch.okr(&[command, "--help"]);
        assert_eq!(help.code, 0);
        assert!(help.out.contains("Exit codes:"), "{command}");
    }
}

#[test]
fn each_kind_of_organization_has_a_page_with_the_rules_it_switches_off() {
    let scratch = Scratch::folder(&[]);
    for &organization in Organization::ALL {
        let page = scratch.okr(&["explain", organization.name()]).out;
        assert!(page.starts_with(&format!("organization: {}\n", organization.name())), "{page}");
        for rule in rules::all() {
            let listed = page.contains(&format!("- `{}`: ", rule.name));
            assert_eq!(listed, rule.off_for.contains(&organization), "{} for {organization:?}", rule.name);
        }
    }
    assert!(
        rules::all().all(|rule| !rule.off_for.contains(&Organization::Enterprise)),
        "enterprise has every rule"
    );
}
