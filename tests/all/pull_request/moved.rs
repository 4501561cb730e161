//! `moved-target` and `unstable-north-star`: who moved what, in which commit.

use super::scratch::Scratch;
use std::fs;

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
        target: 38%
      - id: speed
        key_result: Cut the time to a first workflow from 3 days to 1 day
";

const FILE: &str = "okrs/growth.yaml";
const RULE: &str = "moved-target";

fn target(value: &str) -> String {
    GROWTH.replace("target: 38%", &format!("target: {value}"))
}

/// The text between the colon and the help.
fn told(scratch: &Scratch, since: &str) -> String {
    scratch.since(since, RULE)
}

#[test]
fn the_commit_that_moved_a_target_is_named() {
    let scratch = Scratch::new(&[(FILE, GROWTH)]);
    scratch.commit_file("2026-01-12", "Bo", "early", FILE, &target("40%"));
    scratch.commit_file("2026-02-03", "Cem", "words", FILE, &target("40%").replace("home in", "at home in"));
    scratch.git(&["branch", "base"]);
    scratch.commit_file("2026-02-10", "Dee", "lower", FILE, &target("35%"));
    scratch.commit_file(
        "2026-02-12",
        "Eva",
        "owner",
        FILE,
        &target("35%").replace("owner: ana", "owner: eva"),
    );
    insta::assert_snapshot!(told(&scratch, "base"));
    // Later changes bring nothing.
    assert_eq!(told(&scratch, "HEAD~1"), "");
    assert_eq!(told(&scratch, "HEAD"), "");
    // Moving it again does, and the distance is measured from the first target.
    scratch.write(FILE, &target("30%"));
    insta::assert_snapshot!(told(&scratch, "HEAD"));
    // There and back again is not a move.
    scratch.write(FILE, &target("40%"));
    assert_eq!(told(&scratch, "HEAD"), "");
    assert_eq!(told(&scratch, "base"), "");
}

#[test]
fn how_a_moved_number_is_written_brings_it_no_second_time() {
    let scratch = Scratch::new(&[(FILE, &GROWTH.replace("23%", "$1M").replace("38%", "$1.5M"))]);
    let lowered = |value: &str| GROWTH.replace("23%", "$1M").replace("38%", value);
    scratch.commit_file("2026-02-10", "Dee", "lower", FILE, &lowered("$1.2M"));
    scratch.write(FILE, &lowered("\"1,200,000 USD\""));
    assert_eq!(told(&scratch, "HEAD"), "");
    assert_ne!(told(&scratch, "HEAD~1"), "");
}

#[test]
fn ids_that_came_later_take_no_blame() {
    let nameless = GROWTH
        .replace("id: home\n    objective", "objective")
        .replace("id: activation\n        key_result", "key_result")
        .replace("id: speed\n        key_result", "key_result");
    let scratch = Scratch::new(&[(FILE, &nameless)]);
    scratch.commit_file("2026-02-10", "Dee", "lower", FILE, &nameless.replace("38%", "35%"));
    scratch.commit_file("2026-02-12", "Eva", "ids", FILE, &target("35%"));
    scratch.commit_file(
        "2026-02-14",
        "Flo",
        "rename",
        FILE,
        &target("35%").replace("id: activation", "id: active"),
    );
    insta::assert_snapshot!(told(&scratch, "HEAD~3"));
    assert_eq!(told(&scratch, "HEAD~2"), "", "ids alone move nothing");
    // The other way round, in one step with others.
    let moved = format!(
        "{}      - id: retention\n        key_result: Raise the share of teams that stay from 60% to 70%\n",
        target("35%")
    );
    scratch.commit_file("2026-02-16", "Gil", "late", FILE, &moved);
    insta::assert_snapshot!(told(&scratch, "HEAD~1"));
}

#[test]
fn what_came_and_went_is_told_with_its_commit() {
    let scratch = Scratch::new(&[(FILE, GROWTH)]);
    let without = GROWTH[..GROWTH.find("      - id: speed").unwrap()].to_owned();
    scratch.commit_file("2026-02-10", "Dee", "drop", FILE, &without);
    scratch.commit_file("2026-02-11", "Eva", "why", FILE, &without.replace("owner: ana", "owner: eva"));
    let more = format!(
        "{without}  - id: second\n    objective: Teams bring their friends\n    key_results:\n      - id: invites\n        key_result: Raise invitations from 2 to 4 per week\n"
    );
    scratch.commit_file("2026-02-12", "Flo", "more", FILE, &more);
    insta::assert_snapshot!(told(&scratch, "HEAD~3"));
    // Declared.
    let open = more.replace(
        "to 4 per week\n",
        "to 4 per week\n        revisions: [{date: 2026-02-12, field: added, reason: churn}]\n",
    );
    scratch.write(FILE, &format!("{open}revisions:\n  - {{date: 2026-02-10, field: removed, from: home/speed, reason: nobody could measure it}}\n"));
    assert_eq!(told(&scratch, "HEAD~3"), "");
    // The whole file is gone.
    scratch.write("okrs/sales.yaml", &GROWTH.replace("growth", "sales"));
    scratch.commit("2026-02-13", "Gil", "sales");
    scratch.remove(FILE);
    insta::assert_snapshot!(told(&scratch, "HEAD"));
}

#[test]
fn an_own_up_after_the_fact_is_enough() {
    let scratch = Scratch::new(&[(FILE, GROWTH)]);
    let with = |revision: &str| {
        target("35%").replace("target: 35%\n", &format!("target: 35%\n        revisions: [{revision}]\n"))
    };
    for (revision, silent) in [
        ("{date: 2026-02-10, field: target, from: 38%, to: 35%, reason: free tier}", true),
        ("{date: 2026-02-10, field: target, to: 0.35, reason: free tier}", false),
        ("{date: 2026-02-10, field: target, to: 35, reason: free tier}", true),
        ("{date: 2026-02-10, field: target, reason: free tier}", true),
        ("{date: 2026-02-10, field: target, from: 38%, to: 36%, reason: free tier}", false),
        ("{date: 2026-02-10, field: target, from: 38%, to: 35%}", false),
        ("{date: 2026-02-10, field: target, from: 38%, to: 35%, reason: '  '}", false),
        ("{date: 2026-02-10, field: target, from: 38%, to: 35%, reason: ...}", false),
        // Dated as if it had been decided while that was still free.
        ("{date: 2026-01-12, field: target, from: 38%, to: 35%, reason: free tier}", false),
        ("{date: 2026-02-10, field: baseline, from: 38%, to: 35%, reason: free tier}", false),
    ] {
        scratch.write(FILE, &with(revision));
        let told = told(&scratch, "HEAD");
        assert_eq!(told.is_empty(), silent, "{revision}: {told}");
    }
}

#[test]
fn the_first_two_weeks_and_other_quarters_are_free() {
    let scratch = Scratch::new(&[(FILE, GROWTH)]);
    scratch.write(FILE, &target("35%"));
    let on = |day: &str| {
        scratch
            .okr(&["check", "--since", "HEAD", "--as-of", day, "--select", RULE, "--format", "concise"])
            .out
    };
    assert_eq!(on("2026-01-14"), "");
    assert_ne!(on("2026-01-15"), "");
    // Grades of a quarter that is over cannot be improved.
    assert_ne!(on("2026-05-01"), "");
    // The fiscal year begins in February: its first quarter is still to come in January.
    scratch.write("okr.yaml", "fiscal_year_starts: 2\n");
    scratch.write(FILE, GROWTH);
    scratch.commit("2026-01-20", "Ana", "fiscal");
    scratch.write(FILE, &target("35%"));
    assert_eq!(on("2026-02-14"), "");
    assert_ne!(on("2026-02-15"), "");
}

#[test]
fn a_history_that_starts_later_holds_to_what_it_has() {
    let scratch = Scratch::empty();
    scratch.write(FILE, GROWTH);
    scratch.commit("2026-02-01", "Ana", "import");
    scratch.git(&["branch", "base"]);
    scratch.commit_file("2026-02-10", "Dee", "lower", FILE, &target("35%"));
    insta::assert_snapshot!(told(&scratch, "base"));
    // A team that comes late is late, and no more; from then on it is held to what it wrote.
    let late = GROWTH.replace("growth", "late");
    scratch.commit_file("2026-02-11", "Eva", "late", "okrs/late.yaml", &late);
    assert_eq!(told(&scratch, "HEAD~1"), "");
    scratch.commit_file("2026-02-12", "Flo", "lower late", "okrs/late.yaml", &late.replace("38%", "30%"));
    insta::assert_snapshot!(told(&scratch, "HEAD~1"));
}

#[test]
fn a_target_moved_on_a_branch_is_told_after_the_merge_too() {
    let scratch = Scratch::new(&[(FILE, GROWTH), ("okrs/sales.yaml", &GROWTH.replace("growth", "sales"))]);
    scratch.git(&["checkout", "--quiet", "-b", "feature"]);
    scratch.commit_file("2026-02-10", "Dee", "lower", FILE, &target("35%"));
    scratch.git(&["checkout", "--quiet", "main"]);
    scratch.commit_file(
        "2026-02-11",
        "Eva",
        "sales owner",
        "okrs/sales.yaml",
        &GROWTH.replace("growth", "sales").replace("ana", "eva"),
    );
    scratch.merge("2026-02-12", "feature");
    insta::assert_snapshot!(told(&scratch, "HEAD^1"));
    // Main is merged into a feature branch: what main brought is not the feature's.
    scratch.git(&["checkout", "--quiet", "-b", "other", "HEAD^1"]);
    scratch.merge("2026-02-13", "main");
    assert_eq!(told(&scratch, "main"), "");
}

#[test]
fn a_commit_that_claims_to_be_old_settles_nothing() {
    let scratch = Scratch::new(&[(FILE, GROWTH)]);
    scratch.commit_file("2026-02-01", "Ana", "february", "okrs/readme.md", "goals\n");
    scratch.git(&["checkout", "--quiet", "-b", "feature"]);
    scratch.commit_file("2026-01-10", "Dee", "backdated", FILE, &target("35%"));
    insta::assert_snapshot!(told(&scratch, "main"));
}

#[test]
fn a_broken_file_takes_nothing_out() {
    let scratch = Scratch::new(&[(FILE, GROWTH)]);
    for broken in [
        "\"never closed\n",
        "a: [\n",
        "quarter: 2026-Q1\nteam: growth\nobjectives: [\n",
        "quarter: 2026-Q1\nteam: growth\nobjectives:\n\t- x\n",
    ] {
        scratch.write(FILE, broken);
        assert_eq!(told(&scratch, "HEAD"), "", "{broken}");
    }
    scratch.commit("2026-01-10", "Ana", "broken");
    scratch.commit_file("2026-02-10", "Ana", "mended", FILE, GROWTH);
    assert_eq!(told(&scratch, "HEAD~1"), "");
}

#[test]
fn what_a_repository_is_set_to_show_changes_nothing() {
    let scratch = Scratch::new(&[("goals/okr.yaml", "{}\n"), ("goals/okrs/growth.yaml", GROWTH)]);
    scratch.commit_file("2026-02-10", "Dée", "lower", "goals/okrs/growth.yaml", &target("35%"));
    let told = || {
        let mut command = scratch.command(&[
            "check",
            "--since",
            "HEAD~1",
            "--as-of",
            "2026-02-25",
            "--select",
            RULE,
            "--format",
            "concise",
        ]);
        scratch.ran(command.current_dir(scratch.root().join("goals")), "").out
    };
    let plain = told();
    assert!(plain.contains("in commit <lower> by Dée on 10 Feb"), "{plain}");
    for (key, value) in [
        ("diff.relative", "true"),
        ("color.ui", "always"),
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("log.date", "relative"),
        ("log.decorate", "full"),
        ("log.mailmap", "false"),
        ("i18n.logOutputEncoding", "ISO-8859-1"),
        ("format.pretty", "oneline"),
        ("diff.renames", "copies"),
        ("diff.orderFile", "/dev/null"),
        ("core.abbrev", "4"),
        ("core.quotePath", "true"),
        ("diff.noprefix", "true"),
        ("log.diffMerges", "off"),
        ("diff.context", "0"),
        ("core.logAllRefUpdates", "always"),
    ] {
        scratch.git(&["config", key, value]);
        assert_eq!(told(), plain, "{key}");
    }
}

const STAR: &str = "\
north_star:
  id: weekly_active_teams
  name: Weekly active teams
  definition: Teams with three or more members who each finished a workflow in the last seven days
";

#[test]
fn a_north_star_that_changes_is_told_with_its_commit() {
    let star = "okrs/metrics.yaml";
    let scratch = Scratch::new(&[(star, STAR), (FILE, GROWTH)]);
    let other = "north_star:\n  id: revenue\n  name: Monthly revenue\n  definition: Subscription revenue of the calendar month\n";
    scratch.commit_file("2026-02-10", "Dee", "swap", star, other);
    scratch.commit_file("2026-02-11", "Eva", "owner", star, &format!("{other}  owner: eva\n"));
    let told = |since: &str| scratch.since(since, "unstable-north-star");
    insta::assert_snapshot!(told("HEAD~2"));
    assert_eq!(told("HEAD~1"), "");
    for (what, text, silent) in [
        ("a new id", STAR.replace("id: weekly_active_teams", "id: weekly_teams"), true),
        ("a mended spelling", STAR.replace("three or more members who", "three or more membres, who"), true),
        ("a new name", STAR.replace("name: Weekly active teams", "name: Active teams"), true),
        ("another definition", STAR.replace("last seven days", "last thirty days"), false),
        ("another file", STAR.to_owned(), true),
    ] {
        scratch.git(&["checkout", "--quiet", "--detach", "HEAD~2"]);
        if what == "another file" {
            fs::rename(scratch.root().join(star), scratch.root().join("okrs/star.yaml")).unwrap();
        } else {
            scratch.write(star, &text);
        }
        let told = told("HEAD");
        assert_eq!(told.is_empty(), silent, "{what}: {told}");
        scratch.commit("2026-02-12", "Flo", "try");
        scratch.git(&["checkout", "--quiet", "main"]);
    }
}

const LATE: &str = "      - id: late
        key_result: Raise the share of teams that follow the new law
        baseline: 10%
        target: 30%
        revisions: [{date: 2026-02-10, field: added, reason: a new law}]
";

#[test]
fn what_came_late_is_watched_from_the_day_it_came() {
    let scratch = Scratch::new(&[(FILE, GROWTH)]);
    let with = |late: &str| format!("{GROWTH}{late}");
    scratch.commit_file("2026-02-10", "Dee", "law", FILE, &with(LATE));
    assert_eq!(told(&scratch, "HEAD~1"), "", "it came with a reason");
    // Corrected on the same day, and lowered later.
    scratch.commit_file("2026-02-10", "Dee", "typo", FILE, &with(&LATE.replace("30%", "31%")));
    scratch.commit_file("2026-02-17", "Eva", "lower", FILE, &with(&LATE.replace("30%", "15%")));
    insta::assert_snapshot!(told(&scratch, "HEAD~1"));
    let told_open = LATE.replace("30%", "15%").replace(
        "a new law}]",
        "a new law}, {date: 2026-02-17, field: target, from: 31%, to: 15%, reason: half the teams left}]",
    );
    scratch.write(FILE, &with(&told_open));
    assert_eq!(told(&scratch, "HEAD~1"), "");
    // Removed.
    scratch.write(FILE, GROWTH);
    insta::assert_snapshot!(told(&scratch, "HEAD~1"));
}

#[test]
fn what_came_without_a_reason_may_be_taken_back() {
    let scratch = Scratch::new(&[(FILE, GROWTH)]);
    let silent =
        LATE.replace("        revisions: [{date: 2026-02-10, field: added, reason: a new law}]\n", "");
    scratch.commit_file("2026-02-10", "Dee", "law", FILE, &format!("{GROWTH}{silent}"));
    assert_ne!(told(&scratch, "HEAD~1"), "");
    scratch.write(FILE, GROWTH);
    assert_eq!(told(&scratch, "HEAD"), "");
}

#[test]
fn goals_that_came_after_the_two_weeks_are_held_to_what_they_were_then() {
    let scratch = Scratch::new(&[("okrs/other.yaml", "quarter: 2026-Q1\nteam: other\n")]);
    scratch.commit_file("2026-01-25", "Dee", "goals", FILE, GROWTH);
    scratch.commit_file("2026-01-30", "Dee", "lower", FILE, &target("30%"));
    scratch.commit_file("2026-02-10", "Eva", "lower still", FILE, &target("28%"));
    insta::assert_snapshot!(told(&scratch, "HEAD~1"));
}

#[test]
fn a_branch_that_is_behind_undoes_nothing() {
    let scratch = Scratch::new(&[(FILE, GROWTH)]);
    let checked_in = |days: &str| {
        GROWTH
            .replace("        target: 38%\n", &format!("        target: 38%\n        check_ins: [{days}]\n"))
    };
    let first = "{date: 2026-01-19, value: 24%}";
    scratch.commit_file("2026-01-19", "Bo", "first", FILE, &checked_in(first));
    scratch.git(&["switch", "-qc", "change"]);
    scratch.commit_file(
        "2026-01-28",
        "Cem",
        "owner",
        FILE,
        &checked_in(first).replace("owner: ana", "owner: cem"),
    );
    scratch.git(&["switch", "-q", "main"]);
    scratch.commit_file(
        "2026-01-27",
        "Bo",
        "next",
        FILE,
        &checked_in(&format!("{first}, {{date: 2026-01-26, value: 25%}}")),
    );
    scratch.commit_file(
        "2026-02-02",
        "Bo",
        "team",
        "okrs/sales.yaml",
        &GROWTH.replace("growth", "sales").replace("home", "shop"),
    );
    scratch.git(&["switch", "-q", "change"]);
    assert_eq!(told(&scratch, "main"), "");
    insta::assert_snapshot!(
        scratch.okr(&["check", "--since", "main", "--as-of", "2026-02-20", "--select", RULE]).to_string()
    );
    insta::assert_snapshot!(scratch.okr(&["diff", "main", "--as-of", "2026-02-20"]).to_string());
    // What the branch itself did is told.
    scratch.write(FILE, &checked_in("{date: 2026-01-19, value: 30%}"));
    insta::assert_snapshot!(told(&scratch, "main"));
}

/// Whole goals that go once their quarter is over are put away; single ones are not.
#[test]
fn goals_of_an_ended_quarter_that_go_are_a_note() {
    let two = format!(
        "{GROWTH}  - id: habit\n    objective: Teams come back\n    key_results: [Raise NPS from 20 to 40]\n"
    );
    let told = |day: &str, change: &dyn Fn(&Scratch)| {
        let sales = GROWTH.replace("team: growth", "team: sales");
        let scratch = Scratch::new(&[(FILE, &two), ("okrs/sales.yaml", &sales)]);
        change(&scratch);
        scratch.commit(day, "Dee", "tidy");
        let rule = ["--format", "concise", "--select", RULE];
        let ran =
            scratch.okr(&[&["check", "--since", "HEAD~1", "--as-of", "2026-05-02"][..], &rule].concat());
        ran.out.lines().filter(|line| line.contains(RULE)).map(str::to_owned).collect::<Vec<_>>()
    };
    let archived = told("2026-04-03", &|scratch| {
        scratch.write("archive/growth.yaml", &two);
        scratch.remove(FILE);
    });
    assert_eq!(archived.len(), 1, "{archived:?}");
    assert!(
        archived[0].contains("note[moved-target] the goals of `growth` for 2026-Q1 were removed"),
        "{archived:?}"
    );
    let next = two.replace("2026-Q1", "2026-Q2");
    assert_eq!(told("2026-04-03", &|scratch| scratch.write(FILE, &next)).len(), 1);
    let during = told("2026-03-20", &|scratch| scratch.remove(FILE));
    assert!(during.len() == 2 && during.iter().all(|line| line.contains("error")), "{during:?}");
    let in_part = told("2026-04-03", &|scratch| scratch.write(FILE, GROWTH));
    assert!(in_part.len() == 1 && in_part[0].contains("error"), "{in_part:?}");
}

#[test]
fn the_advice_for_goals_whose_file_is_gone_can_be_followed() {
    for (whose, gone) in [
        ("team: growth", None),
        ("level: individual\nperson: \"yes\"", None),
        ("team: growth", Some("2026-Q2")),
    ] {
        let goals = GROWTH.replace("team: growth", whose);
        let scratch =
            Scratch::new(&[(FILE, &goals), ("okrs/sales.yaml", &GROWTH.replace("growth", "sales"))]);
        match gone {
            None => scratch.remove(FILE),
            Some(quarter) => scratch.write(FILE, &goals.replace("2026-Q1", quarter)),
        }
        scratch.commit("2026-02-10", "Dee", "away");
        let found =
            scratch.okr(&["check", "--since", "HEAD~1", "--as-of", "2026-02-25", "--select", RULE]).out;
        let help = found.split("= help: ").nth(1).unwrap().split("\n\n").next().unwrap();
        let lines: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
        let file = lines.join("\n").replace("reason: ...", "reason: the office closed");
        scratch.write("okrs/gone.yaml", &file);
        assert_eq!(told(&scratch, "HEAD~1"), "", "{help}\n{file}");
    }
}

#[test]
fn goals_that_are_put_into_another_quarter_are_late_there() {
    let checked =
        GROWTH.replace("target: 38%\n", "target: 38%\n        check_ins: [{date: 2025-11-10, value: 25%}]\n");
    let before = |text: &str| text.replace("2026-Q1", "2025-Q4");
    for (earlier, since, is_late) in [
        (before(&checked), "2026-01-05", true),
        // They stood there when that quarter began.
        (before(GROWTH), "2025-10-06", true),
        // A slip.
        (before(GROWTH), "2026-01-05", false),
        (GROWTH.replace("2026-Q1", "2025-Q1"), "2026-01-05", false),
    ] {
        for path in [FILE, "okrs/new.yaml"] {
            let scratch = Scratch::empty();
            scratch.commit_file(since, "Ana", "begin", FILE, &earlier);
            scratch.remove(FILE);
            scratch.commit_file("2026-02-20", "Dee", "on", path, GROWTH);
            let found = scratch.since("HEAD~1", "late-goals");
            assert_eq!(found.contains("50 days into 2026-Q1"), is_late, "{path} of {since}: {found}");
        }
    }
}
