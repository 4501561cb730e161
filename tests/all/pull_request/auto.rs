//! The target branch of a change, and repositories in which it is unknown.

use super::scratch::{Ran, Scratch};
use std::fs;
#[cfg(target_os = "linux")]
use std::process::Command;

const GOALS: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - objective: New teams feel at home in their first week
    why: most leave
    key_results:
      - Raise activation from 23% to 35%
";

const FILE: &str = "okrs/growth.yaml";

/// The goals with more deliveries.
fn with(deliveries: &[&str]) -> String {
    let lines: String = deliveries.iter().map(|name| format!("      - Launch the {name}\n")).collect();
    format!("{GOALS}{lines}")
}

/// A clone with a bare remote: `main` has gone on since `feature` left it.
fn scratch() -> Scratch {
    let scratch = Scratch::new(&[(FILE, GOALS)]);
    let remote = scratch.beside("remote.git");
    scratch.git(&["init", "--quiet", "--bare", "--initial-branch=main", remote.to_str().unwrap()]);
    scratch.git(&["remote", "add", "origin", remote.to_str().unwrap()]);
    scratch.git(&["checkout", "--quiet", "-b", "feature"]);
    scratch.commit_file("2026-02-10", "Dee", "app", FILE, &with(&["app"]));
    scratch.git(&["checkout", "--quiet", "main"]);
    let sales = with(&["portal"]).replace("growth", "sales");
    scratch.commit_file("2026-02-11", "Bo", "portal", "okrs/sales.yaml", &sales);
    scratch.git(&["checkout", "--quiet", "feature"]);
    scratch.git(&["push", "--quiet", "origin", "main", "feature"]);
    scratch
}

const CHECK: [&str; 9] = [
    "check",
    "--since",
    "auto",
    "--as-of",
    "2026-02-25",
    "--select",
    "output-key-result",
    "--format",
    "concise",
];

fn auto(scratch: &Scratch, variables: &[(&str, &str)]) -> Ran {
    scratch.ran(scratch.command(&CHECK).envs(variables.iter().copied()), "")
}

#[test]
fn the_default_branch_is_found_without_a_ci_system() {
    let scratch = scratch();
    insta::assert_snapshot!(auto(&scratch, &[]));
    scratch.git(&["remote", "set-head", "origin", "main"]);
    insta::assert_snapshot!(auto(&scratch, &[]).err);
    scratch.git(&["remote", "remove", "origin"]);
    insta::assert_snapshot!(auto(&scratch, &[]).err);
    scratch.git(&["branch", "--quiet", "-m", "main", "trunk"]);
    insta::assert_snapshot!(auto(&scratch, &[]));
}

#[test]
fn ci_systems_name_the_branch() {
    let scratch = scratch();
    scratch.git(&["push", "--quiet", "origin", "main:refs/heads/release/1"]);
    scratch.git(&["fetch", "--quiet", "origin"]);
    for variables in [
        [("GITHUB_BASE_REF", "release/1")],
        [("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release/1")],
        [("BITBUCKET_PR_DESTINATION_BRANCH", "release/1")],
        [("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/release/1")],
    ] {
        let ran = auto(&scratch, &variables);
        assert_eq!(ran.out.lines().count(), 1, "{variables:?}: {ran}");
        assert!(
            ran.err.starts_with("compared with <start>, where this left release/1\n"),
            "{variables:?}: {ran}"
        );
    }
    let start = scratch.git(&["rev-parse", "feature~1"]);
    let ran = auto(&scratch, &[("CI_MERGE_REQUEST_DIFF_BASE_SHA", &start)]);
    assert!(ran.err.starts_with("compared with <start>, which this merge request starts from\n"), "{ran}");
    insta::assert_snapshot!(auto(&scratch, &[("GITHUB_BASE_REF", "gone")]));
    insta::assert_snapshot!(auto(&scratch, &[("GITHUB_BASE_REF", "--upload-pack=x")]).err);
    insta::assert_snapshot!(auto(
        &scratch,
        &[("CI_MERGE_REQUEST_DIFF_BASE_SHA", "1234567890123456789012345678901234567890")]
    ));
}

#[test]
fn a_merge_made_for_the_check_brings_what_the_branch_brings() {
    let scratch = scratch();
    // What GitHub checks out: main and the branch merged, on no branch.
    scratch.git(&["checkout", "--quiet", "--detach", "main"]);
    scratch.merge("2026-02-12", "feature");
    let github = auto(&scratch, &[("GITHUB_BASE_REF", "main"), ("GITHUB_REF", "refs/pull/7/merge")]);
    insta::assert_snapshot!(github);
    // GitLab's merged results: the branch left earlier, and what came to main since is not the branch's.
    let (start, tip) = (scratch.git(&["rev-parse", "feature~1"]), scratch.git(&["rev-parse", "main"]));
    let gitlab = [("CI_MERGE_REQUEST_DIFF_BASE_SHA", &*start), ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", &*tip)];
    assert_eq!(auto(&scratch, &gitlab).out, github.out);
}

#[test]
fn shallow_clones_say_what_they_lack() {
    let scratch = scratch();
    let merged = scratch.beside("merged");
    scratch.git(&["checkout", "--quiet", "--detach", "main"]);
    scratch.merge("2026-02-12", "feature");
    scratch.git(&["push", "--quiet", "origin", "HEAD:refs/pull/7/merge"]);
    let remote = format!("file://{}", scratch.beside("remote.git").display());
    let variables = [("GITHUB_BASE_REF", "main"), ("GITHUB_REF", "refs/pull/7/merge")];
    let checked_out = |depth: &str| {
        let _ = fs::remove_dir_all(&merged);
        let path = merged.to_str().unwrap();
        scratch.git(&["init", "--quiet", path]);
        let fetch =
            ["-C", path, "fetch", "--quiet", depth, &remote, "+refs/pull/7/merge:refs/remotes/pull/7/merge"];
        scratch.git(&fetch);
        scratch.git(&["-C", path, "checkout", "--quiet", "refs/remotes/pull/7/merge"]);
        scratch.ran(scratch.command(&CHECK).envs(variables).current_dir(&merged), "")
    };
    insta::assert_snapshot!(checked_out("--depth=1"));
    // Two levels hold the tip of main: it is the first parent of the merge.
    insta::assert_snapshot!(checked_out("--depth=2"));
    let named = scratch.ran(scratch.command(&["check", "--since", "HEAD~5"]).current_dir(&merged), "");
    insta::assert_snapshot!(named);
}

#[test]
fn the_advice_for_clones_of_one_branch_can_be_followed() {
    let scratch = scratch();
    let remote = format!("file://{}", scratch.beside("remote.git").display());
    for (name, options, variables) in [
        ("one", &[][..], &[("BITBUCKET_PR_DESTINATION_BRANCH", "main")][..]),
        ("shallow", &["--depth=1"], &[("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")]),
        ("unnamed", &["--depth=1"], &[]),
    ] {
        let clone = scratch.beside(name);
        let path = clone.to_str().unwrap();
        let clone_it = ["clone", "--quiet", "--single-branch", "--branch=feature"];
        scratch.git(&[&clone_it, options, &[&remote, path]].concat());
        let ran =
            || scratch.ran(scratch.command(&CHECK).envs(variables.iter().copied()).current_dir(&clone), "");
        let refused = ran();
        let advice = refused.err.split("`git ").nth(1).unwrap().split('`').next().unwrap();
        let words = advice.split(' ').map(|word| word.trim_matches('\''));
        scratch.git(&[&["-C", path][..], &words.collect::<Vec<_>>()].concat());
        assert_eq!(ran().out.lines().count(), 1, "{name}: {}", refused.err);
    }
}

#[test]
fn a_history_cut_short_cannot_tell_first_targets() {
    let goals = GOALS.replace(
        "      - Raise activation from 23% to 35%\n",
        "      - id: a\n        key_result: Raise activation\n        baseline: 23%\n        target: 35%\n",
    );
    let scratch = Scratch::new(&[(FILE, &goals)]);
    scratch.commit_file("2026-02-10", "Dee", "lower", FILE, &goals.replace("35%", "33%"));
    scratch.commit_file("2026-02-11", "Eva", "lower still", FILE, &goals.replace("35%", "31%"));
    let remote = format!("file://{}", scratch.root().display());
    let clone = scratch.beside("clone");
    scratch.git(&["clone", "--quiet", "--depth=2", &remote, clone.to_str().unwrap()]);
    let run = |arguments: &[&str]| scratch.ran(scratch.command(arguments).current_dir(&clone), "");
    insta::assert_snapshot!(run(&[
        "check",
        "--since",
        "HEAD~1",
        "--as-of",
        "2026-02-25",
        "--select",
        "moved-target",
        "--format",
        "concise"
    ]));
    insta::assert_snapshot!(run(&["grade", "--quarter", "2026-Q1", "--as-of", "2026-02-25"]).err);
    insta::assert_snapshot!(run(&["grade", "--quarter", "2026-Q1", "--at", "HEAD"]).err);
}

#[test]
fn branches_without_a_common_past_are_told_apart() {
    let scratch = scratch();
    scratch.git(&["checkout", "--quiet", "--orphan", "island"]);
    scratch.commit("2026-02-12", "Isa", "island");
    insta::assert_snapshot!(auto(&scratch, &[]));
    // Given by name, it can still be compared.
    assert_eq!(scratch.since("main", "output-key-result").lines().count(), 1);
    insta::assert_snapshot!(scratch.okr(&["diff", "main...island"]));
}

#[test]
fn where_there_is_nothing_to_compare_with_it_says_so() {
    let empty = Scratch::empty();
    empty.write(FILE, GOALS);
    insta::assert_snapshot!(empty.okr(&["check", "--since", "HEAD"]));
    insta::assert_snapshot!(auto(&empty, &[]).err);
    insta::assert_snapshot!(empty.okr(&["diff"]).err);
    insta::assert_snapshot!(empty.okr(&["status", "--at", "HEAD"]).err);
    let none = Scratch::bare_folder();
    none.write(FILE, GOALS);
    let outside = none
        .ran(none.command(&["check", "--since", "HEAD"]).env("GIT_CEILING_DIRECTORIES", none.beside("")), "");
    insta::assert_snapshot!(outside);
    insta::assert_snapshot!(none.okr(&["diff"]).err);
    insta::assert_snapshot!(none.okr(&["grade", "--at", "HEAD"]).err);
    // A bare repository has no files beside it.
    let bare = none.beside("bare.git");
    none.git(&["init", "--quiet", "--bare", bare.to_str().unwrap()]);
    fs::create_dir(bare.join("okrs")).unwrap();
    fs::write(bare.join(FILE), GOALS).unwrap();
    let ran = none.ran(none.command(&["check", "--since", "HEAD"]).current_dir(&bare), "");
    insta::assert_snapshot!(ran.err.replace(&*none.beside("").to_string_lossy(), "<beside>/"));
}

#[test]
fn without_git_it_says_what_is_missing() {
    let scratch = scratch();
    for arguments in [&["check", "--since", "HEAD"][..], &["diff"], &["status", "--at", "HEAD"]] {
        let ran = scratch.ran(scratch.command(arguments).env("PATH", ""), "");
        assert_eq!(ran.code, 2, "{ran}");
        assert!(ran.err.contains("git is not installed, or not where programs are looked for"), "{ran}");
    }
    insta::assert_snapshot!(scratch.ran(scratch.command(&["diff"]).env("PATH", ""), ""));
    // Grades do not need it.
    let grade = scratch.ran(
        scratch.command(&["grade", "--quarter", "2026-Q1", "--as-of", "2026-02-25"]).env("PATH", ""),
        "",
    );
    assert_eq!(grade.code, 0, "{grade}");
    insta::assert_snapshot!(grade.err);
}

#[test]
fn linked_worktrees_and_submodules_have_their_own_histories() {
    let scratch = scratch();
    let linked = scratch.beside("linked");
    scratch.git(&["worktree", "add", "--quiet", linked.to_str().unwrap(), "main"]);
    fs::write(linked.join(FILE), with(&["linked app"])).unwrap();
    let ran = scratch.ran(
        scratch
            .command(&["check", "--since", "HEAD", "--select", "output-key-result", "--format", "concise"])
            .current_dir(&linked),
        "",
    );
    insta::assert_snapshot!(ran);

    let outer = Scratch::new(&[
        ("okr.yaml", "goals: [okrs, teams]\n"),
        ("okrs/company.yaml", &with(&["ship"]).replace("team: growth\n", "")),
    ]);
    let remote = scratch.beside("remote.git");
    outer.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        remote.to_str().unwrap(),
        "teams",
    ]);
    outer.commit("2026-02-12", "Ana", "submodule");
    let grade = outer.okr(&["grade", "--quarter", "2026-Q1", "--as-of", "2026-04-25"]);
    assert!(grade.err.contains("teams is a submodule, so its goals are graded without"), "{grade}");
    // Goals that are nowhere else.
    outer.write("okr.yaml", "goals: [teams]\n");
    outer.commit("2026-02-12", "Ana", "only the submodule");
    let earlier = outer.okr(&["status", "--at", "HEAD", "--as-of", "2026-02-25"]);
    assert!(earlier.code == 2 && earlier.err.contains("teams is a submodule"), "{earlier}");
    outer.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    let inside = outer.root().join("teams");
    fs::write(inside.join(FILE), with(&["app", "other app"])).unwrap();
    let arguments = [
        "check",
        "--since",
        "HEAD",
        "--as-of",
        "2026-02-25",
        "--select",
        "output-key-result,moved-target",
        "--format",
        "concise",
    ];
    insta::assert_snapshot!(outer.okr(&arguments));
    // Settings that change do not make a submodule's goals new.
    outer.write("okr.yaml", "goals: [okrs, teams]\nvocabulary: {deliverables: [dossier]}\n");
    insta::assert_snapshot!(outer.okr(&arguments));
    let inner = outer.ran(outer.command(&arguments).current_dir(inside.join("okrs")), "");
    insta::assert_snapshot!(inner.out);
}

/// Only where the tests run as a user who may give files away.
#[cfg(target_os = "linux")]
#[test]
fn a_repository_of_somebody_else_is_refused_in_gits_words() {
    let scratch = scratch();
    let mut command = Command::new("chown");
    let given =
        command.args(["-R", "12345"]).arg(scratch.root()).status().is_ok_and(|status| status.success());
    if !given {
        return;
    }
    let ran = scratch.okr(&["check", "--since", "HEAD"]);
    insta::assert_snapshot!(ran);
}
