//! A workspace that was moved within its repository keeps its history.

use super::scratch::Scratch;

const GROWTH: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: home
    objective: New teams feel at home in their first week
    key_results:
      - id: activation
        key_result: Raise the share of new teams that finish a workflow
        baseline: 23%
        target: 43%
        check_ins: [{date: 2026-01-19, value: 28%}]
";
const SETTINGS: &str = "# The goals of all teams.\norganization: growth\n";

fn target(value: &str) -> String {
    GROWTH.replace("target: 43%", &format!("target: {value}"))
}

/// A repository whose workspace lay in `from` and was moved to `to` on 10 February, in the commit `move`.
fn moved(from: &str, to: &str) -> Scratch {
    let at = |path: &str| if from.is_empty() { path.to_owned() } else { format!("{from}/{path}") };
    let scratch = Scratch::new(&[
        (&at("okr.yaml"), SETTINGS),
        (&at("okrs/growth.yaml"), GROWTH),
        ("README", "Ours.\n"),
    ]);
    relocate(&scratch, from, to);
    scratch.commit("2026-02-10", "Mia", "move");
    scratch
}

fn relocate(scratch: &Scratch, from: &str, to: &str) {
    let place = |folder: &str, name: &str| {
        if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
    };
    std::fs::create_dir_all(scratch.root().join(to)).unwrap();
    for name in ["okr.yaml", "okrs"] {
        scratch.git(&["mv", &place(from, name), &place(to, name)]);
    }
}

/// Runs the binary in the workspace.
fn okr(scratch: &Scratch, workspace: &str, arguments: &[&str]) -> String {
    let mut command = scratch.command(arguments);
    scratch.ran(command.current_dir(scratch.root().join(workspace)), "").to_string()
}

const PLACES: [(&str, &str); 3] = [("goals", "company/goals"), ("", "company"), ("company", "")];

#[test]
fn a_move_changes_nothing() {
    for (from, to) in PLACES {
        let scratch = moved(from, to);
        let diff = okr(&scratch, to, &["diff", "HEAD~1", "--as-of", "2026-02-25"]);
        assert!(!diff.contains("added") && !diff.contains("removed"), "{from} to {to}: {diff}");
        let check = okr(
            &scratch,
            to,
            &["check", "--since", "HEAD~1", "--as-of", "2026-02-25", "--format", "concise"],
        );
        assert!(check.starts_with("exit 0\n--- out\n--- err"), "{from} to {to}: {check}");
    }
}

#[test]
fn a_target_that_moved_before_the_workspace_did_is_still_told() {
    for (from, to) in PLACES {
        let at = |folder: &str| {
            if folder.is_empty() {
                "okrs/growth.yaml".to_owned()
            } else {
                format!("{folder}/okrs/growth.yaml")
            }
        };
        let start = if from.is_empty() { "okr.yaml".to_owned() } else { format!("{from}/okr.yaml") };
        let scratch = Scratch::new(&[(&start, SETTINGS), (&at(from), GROWTH)]);
        scratch.commit_file("2026-02-03", "Cem", "lower", &at(from), &target("33%"));
        relocate(&scratch, from, to);
        scratch.commit("2026-02-10", "Mia", "move");
        scratch.commit_file(
            "2026-02-12",
            "Eva",
            "owner",
            &at(to),
            &target("33%").replace("owner: ana", "owner: eva"),
        );
        let told = okr(
            &scratch,
            to,
            &[
                "check",
                "--since",
                "HEAD~3",
                "--select",
                "moved-target",
                "--as-of",
                "2026-02-25",
                "--format",
                "concise",
            ],
        );
        assert!(
            told.contains("moved-target") && told.contains("<lower>") && told.contains("43%"),
            "{from} to {to}: {told}"
        );
        let since_the_move = okr(
            &scratch,
            to,
            &[
                "check",
                "--since",
                "HEAD~1",
                "--select",
                "moved-target",
                "--as-of",
                "2026-02-25",
                "--format",
                "concise",
            ],
        );
        assert!(!since_the_move.contains("moved-target"), "{from} to {to}: {since_the_move}");
        let grade = okr(&scratch, to, &["grade", "--quarter", "2026-Q1", "--as-of", "2026-02-25"]);
        assert!(grade.contains("against the first target, 43%: 0.25"), "{from} to {to}: {grade}");
        let diff = okr(&scratch, to, &["diff", "HEAD~3..HEAD", "--as-of", "2026-02-25"]);
        assert!(
            diff.contains("43%") && diff.contains("33%") && !diff.contains("added"),
            "{from} to {to}: {diff}"
        );
        let then = okr(&scratch, to, &["status", "--at", "HEAD~3", "--as-of", "2026-02-25"]);
        assert!(then.starts_with("exit 0") && then.contains("43%"), "{from} to {to}: {then}");
        let since = okr(&scratch, to, &["status", "--since", "2026-02-01", "--as-of", "2026-02-25"]);
        assert!(since.contains("target moved: 43% → 33%"), "{from} to {to}: {since}");
    }
}

#[test]
fn moves_may_follow_each_other_and_wait_for_their_commit() {
    let scratch = moved("goals", "company/goals");
    relocate(&scratch, "company/goals", "okr");
    scratch.commit("2026-02-11", "Mia", "again");
    scratch.write("okr/okrs/growth.yaml", &target("33%"));
    let diff = okr(&scratch, "okr", &["diff", "HEAD~2", "--as-of", "2026-02-25"]);
    assert!(diff.contains("43%") && diff.contains("33%") && !diff.contains("added"), "{diff}");
    scratch.write("okr/okrs/growth.yaml", GROWTH);
    // Moved in the index, and not committed.
    relocate(&scratch, "okr", "teams");
    let diff = okr(&scratch, "teams", &["diff", "HEAD~2", "--as-of", "2026-02-25"]);
    assert!(diff.starts_with("exit 0") && !diff.contains("added"), "{diff}");
}

#[test]
fn a_move_that_git_does_not_know_of_is_said() {
    let scratch = Scratch::new(&[("goals/okr.yaml", SETTINGS), ("goals/okrs/growth.yaml", GROWTH)]);
    std::fs::rename(scratch.root().join("goals"), scratch.root().join("teams")).unwrap();
    let diff = okr(&scratch, "teams", &["diff", "--as-of", "2026-02-25"]);
    assert!(
        diff.contains("note: commit <start> has no goals in teams, so all of them count as new"),
        "{diff}"
    );
}

#[test]
fn a_workspace_beside_another_takes_no_past_from_it() {
    let scratch = Scratch::new(&[("a/okr.yaml", SETTINGS), ("a/okrs/growth.yaml", GROWTH)]);
    let other = GROWTH.replace("growth", "sales");
    scratch.write_all(&[("b/okr.yaml", "organization: startup\n"), ("b/okrs/sales.yaml", &other)]);
    scratch.commit("2026-02-10", "Mia", "second");
    let diff = okr(&scratch, "b", &["diff", "HEAD~1", "--as-of", "2026-02-25"]);
    assert!(diff.contains("added"), "{diff}");
}
