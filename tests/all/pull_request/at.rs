//! `okr status --at` and `okr grade --at`: the tables as of any commit.

use super::scratch::Scratch;

const GOALS: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: home
    objective: New teams feel at home in their first week
    key_results:
      - id: activation
        key_result: Raise activation
        baseline: 20%
        target: 40%
        check_ins:
          - {date: 2026-01-19, value: 24%}
";

const FILE: &str = "company/okrs/growth.yaml";

/// A few commits: check-ins, a moved target, another file, settings.
fn scratch() -> Scratch {
    let scratch = Scratch::new(&[(FILE, GOALS)]);
    let measured = format!("{GOALS}          - {{date: 2026-02-09, value: 30%}}\n");
    scratch.commit_file("2026-02-09", "Bo", "measured", FILE, &measured);
    scratch.commit_file("2026-02-10", "Dee", "lower", FILE, &measured.replace("40%", "35%"));
    scratch.commit_file(
        "2026-03-02",
        "Eva",
        "sales",
        "company/okrs/sales.yaml",
        &GOALS.replace("growth", "sales"),
    );
    scratch.commit_file(
        "2026-04-02",
        "Flo",
        "settings",
        "company/okr.yaml",
        "fiscal_year_starts: 1\ngrade_bands: [0.5, 0.8]\n",
    );
    scratch
}

#[test]
fn a_commit_shows_what_its_checkout_shows() {
    let scratch = scratch();
    let commits = scratch.git(&["rev-list", "HEAD"]);
    let clone = scratch.beside("clone");
    scratch.git(&["clone", "--quiet", scratch.root().to_str().unwrap(), clone.to_str().unwrap()]);
    for commit in commits.lines() {
        scratch.git(&["-C", clone.to_str().unwrap(), "checkout", "--quiet", "--detach", commit]);
        let day = scratch.git(&["log", "-1", "--format=%cs", commit]);
        for command in ["status", "grade"] {
            for format in ["table", "json", "markdown", "csv"] {
                let shown = [command, "--quarter", "2026-Q1", "--format", format];
                let run = |folder: &std::path::Path, more: [&str; 2]| {
                    let mut command = scratch.command(&[&shown[..], &more].concat());
                    scratch.ran(command.current_dir(folder.join("company")), "")
                };
                let (at, out) = (run(scratch.root(), ["--at", commit]), run(&clone, ["--as-of", &day]));
                assert_eq!(at.to_string(), out.to_string(), "{command} {format} at {commit}");
                assert_eq!(at.code, 0, "{at}");
            }
        }
    }
    // The day is the commit's, and another where one is named.
    let early = scratch
        .ran(scratch.command(&["status", "--at", "HEAD~2"]).current_dir(scratch.root().join("company")), "");
    insta::assert_snapshot!(early);
    let graded = ["grade", "--at", "HEAD~1", "--as-of", "2026-04-05"];
    insta::assert_snapshot!(
        scratch.ran(scratch.command(&graded).current_dir(scratch.root().join("company")), "")
    );
}

#[test]
fn a_commit_without_goals_or_with_wrong_settings_says_so() {
    let scratch = Scratch::new(&[("readme.md", "nothing\n")]);
    scratch.write_all(&[("okrs/growth.yaml", GOALS), ("okr.yaml", "organisation: growth\n")]);
    scratch.commit("2026-02-10", "Bo", "goals");
    scratch.write("okr.yaml", "organization: growth\n");
    insta::assert_snapshot!(scratch.okr(&["status", "--at", "HEAD~1"]));
    insta::assert_snapshot!(scratch.okr(&["status", "--at", "HEAD"]));
}
