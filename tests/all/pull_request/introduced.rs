//! `okr check --since`: only what a change brought is reported.

use super::scratch::Scratch;
use std::fs;

const METRICS: &str = "\
input_metrics:
  - id: activation_rate
    name: Activation rate
    definition: New teams that finish a first workflow within seven days
    source: warehouse
    owner: ana
";

const GROWTH: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: home
    objective: New teams feel at home in their first week
    key_results:
      - id: activation
        key_result: Raise activation
        metric: activation_rate
        baseline: 23%
        target: 38%
      - Launch the template gallery
";

const SALES: &str = "\
quarter: 2026-Q1
team: sales
owner: bo
objectives:
  - id: win
    objective: Mid-size companies choose us without being asked
    supports: [growth/home/activation]
    key_results:
      - Launch the partner portal
";

const ALL: &str = "okrs/growth.yaml";

fn scratch() -> Scratch {
    Scratch::new(&[("okrs/metrics.yaml", METRICS), (ALL, GROWTH), ("okrs/sales.yaml", SALES)])
}

/// The rules whose findings these goals have, and could get.
const RULES: &str = "output-key-result,unknown-reference,missing-why,duplicate-id,syntax,missing-baseline,missing-target,moved-target";

#[test]
fn nothing_is_brought_by_what_changes_no_meaning() {
    let flow = "\
quarter: \"2026-Q1\"
team: 'growth'
owner: ana
objectives:
- objective: >-
    New teams feel at home
    in their first week
  id: home
  key_results: [{metric: activation_rate, target: \"38 %\", baseline: 23%, key_result: 'Raise activation', id: activation}, Launch the template gallery]
";
    let reordered = GROWTH
        .replace("      - Launch the template gallery\n", "")
        .replace("      - id: activation", "      - Launch the template gallery\n      - id: activation");
    for (what, text) in [
        ("quotes, flow and folding", flow.to_owned()),
        ("line ends", GROWTH.replace('\n', "\r\n")),
        ("a mark at the start", format!("\u{feff}{GROWTH}")),
        ("comments", format!("# about us\n{}", GROWTH.replace("owner: ana", "owner: ana # since May"))),
        ("another order", reordered),
        ("a wider indent", GROWTH.replace("\n  ", "\n    ")),
        ("a full stop", GROWTH.replace("template gallery", "template gallery.")),
    ] {
        let scratch = scratch();
        scratch.write(ALL, &text);
        assert_eq!(scratch.since("HEAD", RULES), "", "{what}");
        scratch.commit("2026-02-20", "Bo", "later");
        assert_eq!(scratch.since("HEAD~1", RULES), "", "{what}, committed");
    }
}

#[test]
fn moving_and_renaming_brings_nothing() {
    let scratch = scratch();
    fs::create_dir(scratch.root().join("okrs/2026-Q1")).unwrap();
    fs::rename(scratch.root().join(ALL), scratch.root().join("okrs/2026-Q1/growth.yml")).unwrap();
    scratch.commit("2026-02-20", "Bo", "moved");
    assert_eq!(scratch.since("HEAD~1", RULES), "");
    // A new id for the objective and the key result; references to them are reported once.
    let renamed = GROWTH.replace("id: home", "id: at-home").replace("id: activation\n", "id: active\n");
    scratch.write("okrs/2026-Q1/growth.yml", &renamed);
    insta::assert_snapshot!(scratch.since("HEAD~1", RULES));
    scratch.write("okrs/sales.yaml", &SALES.replace("growth/home/activation", "growth/at-home/active"));
    assert_eq!(scratch.since("HEAD~1", RULES), "");
}

#[test]
fn a_file_that_names_its_team_by_its_own_name_can_be_renamed() {
    let nameless = GROWTH.replace("team: growth\n", "");
    let scratch = Scratch::new(&[("okrs/metrics.yaml", METRICS), ("okrs/2026-Q1/growth.yaml", &nameless)]);
    fs::rename(
        scratch.root().join("okrs/2026-Q1/growth.yaml"),
        scratch.root().join("okrs/2026-Q1/customers.yaml"),
    )
    .unwrap();
    scratch.commit("2026-02-20", "Bo", "renamed");
    assert_eq!(scratch.since("HEAD~1", RULES), "");
}

#[test]
fn key_results_without_ids_are_known_wherever_they_stand() {
    let scratch = scratch();
    // The first is now the second: the change did not introduce its old fault.
    scratch.write(
        "okrs/sales.yaml",
        &SALES.replace("key_results:\n", "key_results:\n      - Publish the price list\n"),
    );
    insta::assert_snapshot!(scratch.since("HEAD", "output-key-result,missing-target"));
}

#[test]
fn what_is_gone_is_reported_where_it_is_used() {
    let scratch = scratch();
    scratch.remove("okrs/metrics.yaml");
    insta::assert_snapshot!(scratch.since("HEAD", RULES));
    scratch.write("okrs/metrics.yaml", METRICS);
    scratch.remove(ALL);
    insta::assert_snapshot!(scratch.since("HEAD", "unknown-reference"));
}

#[test]
fn a_suppression_that_goes_brings_its_finding() {
    let quiet = GROWTH
        .replace("      - Launch", "      # okr: ignore[output-key-result] for the fair\n      - Launch");
    let scratch = Scratch::new(&[("okrs/metrics.yaml", METRICS), (ALL, &quiet)]);
    scratch.write(ALL, GROWTH);
    insta::assert_snapshot!(scratch.since("HEAD", RULES));
    scratch.commit("2026-02-20", "Bo", "loud");
    scratch.write(ALL, &quiet);
    assert_eq!(scratch.since("HEAD", RULES), "");
}

#[test]
fn a_rule_that_is_switched_on_brings_its_findings() {
    let scratch = scratch();
    scratch.write("okr.yaml", "rules: {output-key-result: off}\n");
    scratch.commit("2026-01-06", "Ana", "off");
    scratch.remove("okr.yaml");
    insta::assert_snapshot!(scratch.since("HEAD", RULES));
    // Settings that change something else bring nothing.
    scratch.write("okr.yaml", "rules: {output-key-result: off, key-result-count: {max: 7}}\n");
    assert_eq!(scratch.since("HEAD", RULES), "");
}

/// What holds promises judges a change by the settings before it; how goals are written may be decided with them. Both is said.
#[test]
fn a_request_that_switches_a_rule_off_is_told_so() {
    let metrics = |value: &str| {
        format!(
            "guardrails:\n- {{id: tickets, better: lower, at_most: 1260, critical: true, readings: [{{date: 2026-02-02, value: 1200}}, {{date: 2026-02-23, value: {value}}}]}}\n"
        )
    };
    let late = GROWTH.replace("team: growth", "team: support").replace("objective: New", "objective: Old");
    let output = GROWTH.replace("key_results:\n", "key_results:\n      - Ship 5 features\n");
    let mut told = Vec::new();
    for (settings, file, text) in [
        ("", "okrs/metrics.yaml", metrics("1430")),
        ("rules: {breached-guardrail: off}\n", "okrs/metrics.yaml", metrics("1430")),
        ("", ALL, output.clone()),
        ("rules: {output-key-result: off}\n", ALL, output),
        ("", "okrs/support.yaml", late.clone()),
        ("rules: {late-goals: {days: 90}}\n", "okrs/support.yaml", late),
        ("organization: startup\n", "okrs/metrics.yaml", metrics("1210")),
    ] {
        let scratch = scratch();
        scratch.commit_file("2026-01-06", "Ana", "metrics", "okrs/metrics.yaml", &metrics("1200"));
        scratch.write("okr.yaml", settings);
        scratch.write(file, &text);
        let rules = "breached-guardrail,output-key-result,late-goals";
        let ran = scratch.okr(&[
            "check",
            "--since",
            "HEAD",
            "--as-of",
            "2026-02-25",
            "--format",
            "concise",
            "--select",
            rules,
        ]);
        told.push(format!("# {}\n{}{}", settings.trim(), ran.out, ran.err));
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn late_goals_may_have_the_words_of_another_team() {
    let shared = SALES.replace("team: sales", "team: support");
    let told = |change: &dyn Fn(&Scratch)| {
        let scratch = scratch();
        change(&scratch);
        scratch.since("HEAD", "late-goals")
    };
    // Beside the one they were copied from they are new; in its place the team goes by another name.
    let copied = told(&|scratch| scratch.write("okrs/support.yaml", &shared));
    assert!(copied.contains("the goals of `support` appear here 55 days into 2026-Q1"), "{copied}");
    let lowered =
        told(&|scratch| scratch.write("okrs/support.yaml", &shared.replace("the partner", "our own")));
    assert!(lowered.contains("the goals of `support` appear here"), "{lowered}");
    assert_eq!(told(&|scratch| scratch.write("okrs/sales.yaml", &shared)), "");
}

#[test]
fn broken_files_bring_what_is_broken_and_no_more() {
    let scratch = scratch();
    let broken = format!("{GROWTH}  - objective: [unclosed\n");
    scratch.write(ALL, &broken);
    insta::assert_snapshot!(scratch.since("HEAD", RULES));
    scratch.commit("2026-02-20", "Bo", "broken");
    scratch.write(ALL, GROWTH);
    assert_eq!(scratch.since("HEAD", "syntax,moved-target,unknown-reference"), "");
    // Nothing can be read of it at all.
    scratch.write(ALL, "\"never closed\n");
    insta::assert_snapshot!(scratch.since("HEAD~1", RULES));
    fs::write(scratch.root().join(ALL), b"team: caf\xe9\n").unwrap();
    insta::assert_snapshot!(scratch.since("HEAD~1", RULES));
}

#[test]
fn another_goals_folder_changes_nothing_of_goals_that_stay() {
    let scratch = scratch();
    fs::rename(scratch.root().join("okrs"), scratch.root().join("goals")).unwrap();
    scratch.write("okr.yaml", "goals: [goals]\n");
    assert_eq!(scratch.since("HEAD", RULES), "");
    // A folder beside it with a longer name is left.
    scratch.write("okr.yaml", "goals: [okrs, okrs-of-sales]\n");
    fs::rename(scratch.root().join("goals"), scratch.root().join("okrs")).unwrap();
    fs::create_dir(scratch.root().join("okrs-of-sales")).unwrap();
    fs::rename(scratch.root().join(ALL), scratch.root().join("okrs-of-sales/growth.yaml")).unwrap();
    scratch.commit("2026-02-20", "Bo", "two folders");
    scratch.write("okr.yaml", "goals: [okrs]\n");
    insta::assert_snapshot!(scratch.since("HEAD", RULES));
}

#[test]
fn only_what_is_named_is_reported_on() {
    let scratch = scratch();
    scratch.write(ALL, &GROWTH.replace("Launch", "Ship"));
    scratch.write("okrs/sales.yaml", &SALES.replace("Launch", "Ship").replace("portal", "wall"));
    let named = [
        "check",
        "okrs/sales.yaml",
        "--since",
        "HEAD",
        "--select",
        "output-key-result",
        "--format",
        "concise",
    ];
    insta::assert_snapshot!(scratch.okr(&named));
    // A file outside the goals' folder.
    scratch.write("drafts/next.yaml", GROWTH);
    scratch.commit("2026-02-20", "Bo", "draft");
    scratch.write("drafts/next.yaml", &format!("{GROWTH}      - Launch the app\n"));
    insta::assert_snapshot!(scratch.okr(&[
        "check",
        "drafts/next.yaml",
        "--since",
        "HEAD",
        "--select",
        "output-key-result",
        "--format",
        "concise"
    ]));
}

#[test]
fn standard_input_stands_for_its_file() {
    let scratch = scratch();
    let arguments = [
        "check",
        "-",
        "--stdin-file",
        ALL,
        "--since",
        "HEAD",
        "--select",
        "output-key-result",
        "--format",
        "concise",
    ];
    let typed = format!("{GROWTH}      - Launch the app\n");
    insta::assert_snapshot!(scratch.ran(&mut scratch.command(&arguments), &typed));
    assert_eq!(scratch.ran(&mut scratch.command(&arguments), GROWTH).out, "");
    let alone = ["check", "-", "--since", "HEAD"];
    insta::assert_snapshot!(scratch.ran(&mut scratch.command(&alone), GROWTH));
}

#[test]
fn untracked_files_count_and_ignored_ones_do_not() {
    let scratch = scratch();
    scratch.write(".gitignore", "*.draft.yaml\n");
    scratch.write("okrs/a.draft.yaml", SALES);
    assert_eq!(scratch.since("HEAD", RULES), "");
    scratch.write("okrs/new.yaml", "quarter: 2026-Q1\nteam: new\nobjectives:\n  - objective: Customers find us\n    why: x\n    key_results:\n      - Launch the app\n");
    insta::assert_snapshot!(scratch.since("HEAD", "output-key-result"));
    // A file that git has, and ignores since.
    scratch.commit("2026-01-08", "Ana", "new");
    scratch.write(".gitignore", "*.draft.yaml\nnew.yaml\n");
    assert_eq!(scratch.since("HEAD", RULES), "");
}

#[test]
fn a_workspace_may_lie_below_the_top_of_its_repository() {
    let scratch = Scratch::new(&[
        ("company/goals/okr.yaml", "goals: [okrs]\n"),
        ("company/goals/okrs/metrics.yaml", METRICS),
        ("company/goals/okrs/growth.yaml", GROWTH),
        ("okrs/other.yaml", SALES),
    ]);
    scratch.write("company/goals/okrs/growth.yaml", &format!("{GROWTH}      - Launch the app\n"));
    let arguments = ["check", "--since", "HEAD", "--select", "output-key-result", "--format", "concise"];
    let mut command = scratch.command(&arguments);
    let ran = scratch.ran(command.current_dir(scratch.root().join("company/goals/okrs")), "");
    insta::assert_snapshot!(ran);
    // Git's own variables, as a hook has them, do not lead astray.
    let mut command = scratch.command(&arguments);
    command.env("GIT_DIR", scratch.root().join(".git")).env("GIT_INDEX_FILE", ".git/index");
    let in_hook = scratch.ran(command.current_dir(scratch.root().join("company/goals/okrs")), "");
    assert_eq!(in_hook.out, ran.out, "{in_hook}");
}

#[cfg(unix)]
#[test]
fn names_may_hold_anything() {
    let scratch = scratch();
    let names = [
        "okrs/two words.yaml",
        "okrs/größe.yaml",
        "okrs/a\nb.yaml",
        "okrs/\"q\".yaml",
        "okrs/*.yaml",
        "okrs/:x.yaml",
        "okrs/tab\t.yaml",
    ];
    for (number, name) in names.iter().enumerate() {
        scratch.write(name, &SALES.replace("team: sales", &format!("team: team-{number}")));
    }
    scratch.commit("2026-01-06", "Ana", "names");
    assert_eq!(scratch.since("HEAD~1", RULES).lines().count(), 14, "two findings each");
    assert_eq!(scratch.since("HEAD", RULES), "");
    for (number, name) in names.iter().enumerate() {
        let text = SALES.replace("team: sales", &format!("team: team-{number}"));
        scratch.write(name, &format!("{text}      - Launch the app\n"));
    }
    insta::assert_snapshot!(scratch.since("HEAD", "output-key-result"));
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_known_again() {
    use std::os::unix::ffi::OsStrExt as _;
    let scratch = scratch();
    let name = scratch.root().join("okrs").join(std::ffi::OsStr::from_bytes(b"caf\xe9.yaml"));
    fs::write(&name, SALES.replace("sales", "cafe")).unwrap();
    scratch.commit("2026-01-06", "Ana", "names");
    assert_eq!(scratch.since("HEAD", RULES), "");
    fs::write(&name, SALES.replace("sales", "cafe").replace("owner: bo", "owner: li")).unwrap();
    assert_eq!(scratch.since("HEAD", RULES), "");
}

#[cfg(unix)]
#[test]
fn links_and_modes_are_no_change() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let scratch = scratch();
    scratch.write("shared/partners.yaml", &SALES.replace("sales", "partners"));
    symlink("../shared/partners.yaml", scratch.root().join("okrs/partners.yaml")).unwrap();

    scratch.commit("2026-01-06", "Ana", "links");
    fs::set_permissions(scratch.root().join(ALL), fs::Permissions::from_mode(0o755)).unwrap();
    let ran = scratch.okr(&["check", "--since", "HEAD", "--select", RULES, "--format", "concise"]);
    assert_eq!(ran.out, "", "{ran}");
    // The link's file becomes a file of its own.

    fs::remove_file(scratch.root().join("okrs/partners.yaml")).unwrap();
    scratch.write("okrs/partners.yaml", &SALES.replace("sales", "partners"));
    assert_eq!(scratch.since("HEAD", RULES), "");
}

#[test]
fn revisions_are_named_as_git_names_them() {
    let scratch = scratch();
    scratch.git(&["tag", "-a", "planned", "-m", "planned"]);
    scratch.git(&["branch", "before"]);
    scratch.commit_file("2026-02-20", "Bo", "app", ALL, &format!("{GROWTH}      - Launch the app\n"));
    let id = scratch.git(&["rev-parse", "HEAD~1"]);
    for revision in ["planned", "before", "HEAD~1", "HEAD^", "@~", &id, &id[..10], "refs/heads/before"] {
        assert_eq!(scratch.since(revision, "output-key-result").lines().count(), 1, "{revision}");
    }
    for revision in [
        "nowhere",
        "",
        " ",
        "--help",
        "-1",
        "^planned",
        "before..main",
        "HEAD:okrs",
        "HEAD~99",
        "--output=x",
        "HEAD^{tree}",
        "a\nb",
    ] {
        let ran = scratch.okr(&["check", &format!("--since={revision}")]);
        assert_eq!(ran.code, 2, "{revision}: {ran}");
        assert!(ran.err.starts_with("error: there is no commit `"), "{revision}: {ran}");
    }
    insta::assert_snapshot!(scratch.okr(&["check", "--since=nowhere"]));
    assert!(!scratch.root().join("x").exists());
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let scratch = scratch();
    for number in 0..30 {
        scratch.write(&format!("okrs/t{number}.yaml"), &SALES.replace("sales", &format!("t{number}")));
    }
    scratch.commit("2026-01-06", "Ana", "teams");
    for number in 0..30 {
        let text = GROWTH.replace("team: growth", &format!("team: t{number}"));
        scratch.write(&format!("okrs/t{number}.yaml"), &text);
    }
    for arguments in [
        &["check", "--since", "HEAD~1", "--as-of", "2026-02-25", "--format", "json"][..],
        &["diff", "HEAD~1", "--format", "json"],
        &["diff", "--format", "markdown"],
    ] {
        let run = |threads: &str| {
            scratch.ran(scratch.command(arguments).env("RAYON_NUM_THREADS", threads), "").to_string()
        };
        let once = run("1");
        assert!(once.len() > 3000, "{once}");
        assert!((0..3).all(|_| run("4") == once), "{arguments:?}");
    }
}
