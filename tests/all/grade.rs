//! `okr grade` from end to end: what a quarter came to beside those before it, and what became of the goals since they
//! were agreed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::pull_request::scratch::Scratch;
use okr::render::scorecard::{Format, Layout, grade};
use okr::score::Scorecard;

const EARLIER: &str = "\
quarter: 2025-Q4
team: routing
objectives:
- {id: rounds, objective: Drivers trust their round, key_results: [{id: kept, key_result: Raise rounds kept from 40% to 50%, check_ins: [{date: 2025-12-20, value: 48%}]}]}
";

const AGREED: &str = "\
quarter: 2026-Q1
team: routing
objectives:
- id: rounds
  objective: Drivers trust the round on their screen because it fits the streets they know
  key_results:
  - {id: kept, key_result: Raise the share of rounds driven as planned from 52% to 75%}
  - {id: plan, key_result: Cut the time a dispatcher needs for the morning plan from 50 minutes to 20 minutes}
  - {id: pilot, key_result: Win 8 more depots in the pilot city from 0 to 8}
  - {id: calls, key_result: Reduce calls about wrong rounds a week from 90 to 30}
- id: events
  objective: Every team can build on carrier events
  ambition: committed
  key_results:
  - {id: available, key_result: Keep the event stream available, at_least: 99.9%}
";

const ENDED: &str = "\
quarter: 2026-Q1
team: routing
objectives:
- id: rounds
  objective: Drivers trust the round on their screen because it fits the streets they know
  reflection: Maps were the bottleneck, not training. Next time we look at the streets first and ask drivers in the first week
  key_results:
  - {id: kept, key_result: Raise the share of rounds driven as planned from 52% to 70%, check_ins: [{date: 2026-03-20, value: 64%}]}
  - id: plan
    key_result: Cut the time a dispatcher needs for the morning plan from 50 minutes to 20 minutes
    check_ins: [{date: 2026-03-20, value: 24 minutes}]
    grade: {score: 0.6, reason: measured on two sites only}
  - id: pilot
    key_result: Win 8 more depots in the pilot city from 0 to 8
    cancelled: {date: 2026-02-20, reason: the partner withdrew}
    check_ins: [{date: 2026-02-10, value: 1}]
  - id: late
    key_result: Raise rounds planned by noon from 20% to 60%
    revisions: [{date: 2026-02-16, field: added, reason: the night shift asked for it}]
    check_ins: [{date: 2026-03-23, value: 35%}]
  - id: unsaid
    key_result: Raise rounds that end in time from 70% to 90%
    check_ins: [{date: 2026-03-23, value: 80%}]
- id: events
  objective: Every team can build on carrier events
  ambition: committed
  key_results:
  - id: available
    key_result: Keep the event stream available
    at_least: 99.9%
    check_ins: [{date: 2026-01-20, value: 99.95%}, {date: 2026-02-20, value: 99.2%}, {date: 2026-03-20, value: 99.95%}]
";

const COMPANY: &str = "\
quarter: 2026-Q1
team: company
level: company
objectives:
- {id: wait, objective: Nobody waits at home in vain, key_results: [{id: on-time, key_result: Grow parcels on time from 3.6M to 4M, check_ins: [{date: 2026-03-20, value: 3.9M}]}]}
";

fn ended() -> Scratch {
    let scratch = Scratch::new(&[
        ("okrs/q4.yaml", EARLIER),
        ("okrs/routing.yaml", AGREED),
        ("okrs/company.yaml", COMPANY),
    ]);
    scratch.write("okrs/routing.yaml", ENDED);
    scratch
}

#[test]
fn a_quarter_is_told_on_one_page() {
    let ran = ended().okr(&["grade", "--as-of", "2026-04-10"]);
    insta::assert_snapshot!("grade_with_history", ran.to_string());
}

/// No line is wider than the screen, and nothing is lost on a narrow one.
#[test]
fn it_fits_screens_of_every_width() {
    let (workspace, settings) = crate::support::workspace(&[
        ("okrs/q4.yaml", EARLIER),
        ("okrs/routing.yaml", ENDED),
        ("okrs/company.yaml", COMPANY),
    ]);
    let mut card =
        Scorecard::new(&workspace, &settings, "2026-Q1".parse().unwrap(), "2026-04-10".parse().unwrap());
    card.look_back(&workspace, &settings);
    for width in [60, 80, 100, 120, 200] {
        let text = grade(&card, Format::Table, Layout { width, color: false, unicode: true });
        for line in text.lines() {
            assert!(line.chars().count() <= width, "{width}: {line}\n{text}");
        }
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for told in [
            "0.67",
            "by hand, computed 0.87: measured on two sites only",
            "the partner withdrew",
            "ask drivers in the first week",
            "added on 16 Feb",
        ] {
            assert!(words.contains(told), "{width}: {told}\n{text}");
        }
    }
}

#[test]
fn without_a_history_nothing_is_said_of_one() {
    let scratch = Scratch::folder(&[("okrs/routing.yaml", ENDED)]);
    let ran = scratch.okr(&["grade", "--as-of", "2026-04-10"]);
    assert!(!ran.out.contains("removed since") && !ran.out.contains("after the goals were agreed"), "{ran}");
    assert_eq!(ran.err, "", "{ran}");
}

#[test]
fn one_person_sees_only_their_own() {
    let scratch = ended();
    let ran = scratch.okr(&["grade", "--as-of", "2026-04-10", "--team", "company"]);
    assert!(!ran.out.contains("routing") && ran.out.contains("Grow parcels"), "{ran}");
}

const TWO_GOALS: &str = "\
quarter: 2026-Q1
team: growth
objectives:
- id: home
  objective: New teams feel at home
  key_results:
  - {id: activation, key_result: Raise activation from 20% to 40%, weight: 2, check_ins: [{date: 2026-03-23, value: 24%}]}
  - {id: latency, key_result: Keep pages fast, at_most: 250 ms, check_ins: [{date: 2026-03-23, value: 240 ms}]}
- id: habit
  objective: Teams come back
  key_results:
  - {id: return, key_result: Raise the share of teams that return from 40% to 60%, check_ins: [{date: 2026-03-23, value: 45%}]}
";

fn quarter_of(scratch: &Scratch, say: &str) -> String {
    let ran = scratch.okr(&["explain", say, "--as-of", "2026-04-10"]).to_string();
    let grade = scratch.okr(&["grade", "--quarter", "2026-Q1", "--as-of", "2026-04-10"]).to_string();
    format!("{ran}\n{grade}")
}

#[test]
fn key_results_that_move_between_objectives_are_graded_as_grouped_at_first() {
    let scratch = Scratch::new(&[("okrs/growth.yaml", TWO_GOALS)]);
    let line = TWO_GOALS.lines().find(|line| line.contains("id: activation")).unwrap();
    let moved = TWO_GOALS.replace(&format!("{line}\n"), "") + line + "\n";
    scratch.commit_file("2026-02-20", "Dee", "move", "okrs/growth.yaml", &moved);
    insta::assert_snapshot!("grade_regrouped", quarter_of(&scratch, "2026-Q1/growth"));
}

#[test]
fn a_revision_that_git_contradicts_makes_no_better_grade() {
    let scratch = Scratch::new(&[("okrs/growth.yaml", TWO_GOALS)]);
    let invented = TWO_GOALS.replace(
        "from 40% to 60%, check_ins",
        "from 40% to 60%, revisions: [{date: 2026-02-20, field: target, from: 45%, to: 60%, reason: we aim higher}], check_ins",
    );
    let before = scratch.okr(&["grade", "--quarter", "2026-Q1", "--as-of", "2026-04-10"]).out;
    scratch.commit_file("2026-03-28", "Dee", "invent", "okrs/growth.yaml", &invented);
    let after = scratch.okr(&["grade", "--quarter", "2026-Q1", "--as-of", "2026-04-10"]).out;
    assert_eq!(before, after);
}

/// What a grade says of the first numbers, without the rest.
fn of_first_numbers(scratch: &Scratch) -> Vec<String> {
    let ran = scratch.okr(&["grade", "--quarter", "2026-Q1", "--as-of", "2026-04-10"]);
    let told = ran.out.lines().map(str::trim).filter(|line| line.contains("first"));
    told.filter(|line| !line.starts_with("Stretch") && !line.ends_with("setup")).map(str::to_owned).collect()
}

const RETURN: &str = "from 40% to 60%";

#[test]
fn what_came_late_is_graded_against_the_numbers_it_came_with() {
    let scratch = Scratch::new(&[("okrs/q4.yaml", EARLIER)]);
    scratch.commit_file("2026-01-20", "Ana", "goals", "okrs/growth.yaml", TWO_GOALS);
    assert_eq!(of_first_numbers(&scratch), Vec::<String>::new());
    // Silently, in two steps: the first numbers count.
    let lowered = TWO_GOALS.replace(RETURN, "from 40% to 55%");
    scratch.commit_file("2026-01-29", "Dee", "lower", "okrs/growth.yaml", &lowered);
    let again = TWO_GOALS.replace(RETURN, "from 40% to 50%");
    scratch.commit_file("2026-02-20", "Dee", "lower again", "okrs/growth.yaml", &again);
    insta::assert_debug_snapshot!("late_and_lowered", of_first_numbers(&scratch));
    // To own up changes nothing of that.
    let owned_up = again.replace(
        "from 40% to 50%, check_ins",
        "from 40% to 50%, revisions: [{date: 2026-02-20, field: target, from: 60%, to: 50%, reason: a partner left}], check_ins",
    );
    let silent = of_first_numbers(&scratch);
    scratch.commit_file("2026-02-21", "Dee", "own up", "okrs/growth.yaml", &owned_up);
    assert_eq!(of_first_numbers(&scratch), silent);
}

#[test]
fn a_number_that_came_later_is_graded_against_what_it_was_when_it_came() {
    let at =
        |target: &str| TWO_GOALS.replace(" from 20% to 40%", &format!(", baseline: 20%, target: {target}"));
    let revised = |revisions: &str| at(&format!("30%, revisions: [{revisions}]"));
    for last in [
        at("30%"),
        revised("{date: 2026-02-19, field: target, to: 30%, reason: a partner left}"),
        revised("{date: 2026-02-19, field: target, from: 40%, to: 30%, reason: a partner left}"),
        revised(
            "{date: 2026-01-20, field: target, to: 40%, reason: now we know}, \
             {date: 2026-02-19, field: target, from: 40%, to: 30%, reason: a partner left}",
        ),
    ] {
        for first in ["TBD", "40%%"] {
            let scratch = Scratch::new(&[("okrs/growth.yaml", &at(first))]);
            scratch.commit_file("2026-01-20", "Ana", "numbers", "okrs/growth.yaml", &at("40%"));
            scratch.commit_file("2026-02-19", "Dee", "lower", "okrs/growth.yaml", &last);
            let told = of_first_numbers(&scratch);
            assert!(
                told.iter().any(|line| line.starts_with("against the first target, 40%")),
                "{told:?}\n{last}"
            );
        }
    }
}

#[test]
fn revisions_from_before_the_first_commit_are_believed() {
    let scratch = Scratch::empty();
    let revised = TWO_GOALS.replace(
        "from 40% to 60%, check_ins",
        "from 40% to 60%, revisions: [{date: 2026-02-20, field: target, from: 80%, to: 60%, reason: a partner left}], check_ins",
    );
    scratch.write("okrs/growth.yaml", &revised);
    scratch.commit("2026-03-02", "Ana", "begin");
    assert!(of_first_numbers(&scratch).contains(&"against the first target, 80%: 0.13".to_owned()));
}

#[test]
fn what_was_added_on_the_way_is_no_part_of_what_was_agreed_at_first() {
    let scratch = Scratch::new(&[("okrs/growth.yaml", TWO_GOALS)]);
    let added = format!(
        "{TWO_GOALS}  - {{id: nps, key_result: Raise NPS from 20 to 40, REVISED check_ins: [{{date: 2026-03-23, value: 40}}]}}\n"
    );
    let silently = added.replace("REVISED ", "");
    scratch.commit_file("2026-03-20", "Dee", "add", "okrs/growth.yaml", &silently);
    let told = of_first_numbers(&scratch);
    insta::assert_debug_snapshot!("added", told);
    let openly =
        added.replace("REVISED", "revisions: [{date: 2026-03-20, field: added, reason: a new law}],");
    scratch.commit_file("2026-03-21", "Dee", "say why", "okrs/growth.yaml", &openly);
    assert_eq!(of_first_numbers(&scratch), told);
    // Where it is lowered later, its own first numbers are those of the day it came.
    let lowered = openly.replace("from 20 to 40", "from 20 to 30");
    scratch.commit_file("2026-03-25", "Dee", "lower", "okrs/growth.yaml", &lowered);
    assert!(of_first_numbers(&scratch).contains(&"against the first target, 40: 1.00".to_owned()));
}

#[test]
fn whatever_decides_the_grade_has_its_first_form() {
    let metrics = "metrics: [{id: wait, aggregate: last, readings: [{date: 2026-01-20, value: 12}, {date: 2026-03-23, value: 14}]}]\n";
    let goals = "\
quarter: 2026-Q1
team: growth
objectives:
- id: home
  objective: New teams feel at home
  key_results:
  - {id: setup, key_result: Cut the median time to a first workflow, baseline: 3 days, target: 1 day, check_ins: [{date: 2026-03-23, value: 2.2 days}]}
  - {id: kits, key_result: Sell kits, baseline: 0, target: 60, aggregate: sum, check_ins: [{date: 2026-01-31, value: 12}, {date: 2026-03-16, value: 9}]}
  - {id: wait, key_result: Raise what we know of waiting, metric: wait, baseline: 10, target: 20}
";
    let mut told = Vec::new();
    for (file, from, to) in [
        ("okrs/growth.yaml", "baseline: 3 days, target: 1 day", "at_most: 3 days"),
        ("okrs/growth.yaml", "baseline: 3 days, target: 1 day", "baseline: 2.5 days, target: 1 day"),
        ("okrs/growth.yaml", "baseline: 3 days, target: 1 day", "baseline: 2.5 days, target: 2 days"),
        ("okrs/growth.yaml", "aggregate: sum", "aggregate: last"),
        ("okrs/growth.yaml", "target: 60, aggregate: sum", "target: 30, aggregate: last"),
        ("okrs/metrics.yaml", "aggregate: last", "aggregate: mean"),
    ] {
        let scratch = Scratch::new(&[("okrs/growth.yaml", goals), ("okrs/metrics.yaml", metrics)]);
        let text = if file.contains("metrics") { metrics } else { goals };
        scratch.commit_file("2026-02-20", "Dee", "move", file, &text.replace(from, to));
        told.push((to, of_first_numbers(&scratch)));
    }
    insta::assert_debug_snapshot!("other_forms", told);
}

/// What is gone or moved is told wherever the rest is.
#[test]
fn reviews_and_status_tell_what_was_moved_and_removed() {
    let scratch = Scratch::new(&[("okrs/growth.yaml", TWO_GOALS)]);
    let lines: Vec<&str> = TWO_GOALS.lines().filter(|line| !line.contains("id: latency")).collect();
    let changed = lines.join("\n").replace(RETURN, "from 40% to 50%") + "\n";
    scratch.commit_file("2026-03-24", "Dee", "change", "okrs/growth.yaml", &changed);
    let told = |arguments: &[&str]| {
        let ran = scratch.okr(&[arguments, &["--as-of", "2026-03-26"]].concat());
        let is_told =
            |line: &&str| ["first", "removed", "score", "**0."].iter().any(|word| line.contains(word));
        ran.out.lines().map(str::trim).filter(is_told).map(str::to_owned).collect::<Vec<_>>()
    };
    let mut all = told(&["review", "--week"]);
    all.extend(told(&["status"]));
    all.extend(told(&["status", "--format", "markdown"]));
    let reason =
        "revisions: [{date: 2026-03-24, field: removed, from: home/latency, reason: nobody measures it}]\n";
    scratch.write("okrs/growth.yaml", &(changed + reason));
    all.push("--- with a reason".to_owned());
    all.extend(told(&["review", "--week"]));
    all.extend(told(&["status"]));
    insta::assert_snapshot!("moved_and_removed", all.join("\n"));
}

/// With ids or without, in one team or between two: each counts where it belonged at first, and a diff says where it came from.
#[test]
fn key_results_that_change_their_team_count_where_they_were_at_first() {
    let goals = |team: &str, key_results: [&str; 2]| {
        let lines: String = key_results.iter().map(|line| format!("  - {line}\n")).collect();
        format!(
            "quarter: 2026-Q1\nteam: {team}\nobjectives:\n- objective: Everybody trusts what {team} does\n  key_results:\n{lines}"
        )
    };
    let [one, two, three, four] = [
        "{key_result: Raise activation from 20% to 40%, check_ins: [{date: 2026-03-23, value: 24%}]}",
        "{key_result: Cut the time to a first workflow from 5 days to 1 day, check_ins: [{date: 2026-03-23, value: 2 days}]}",
        "{key_result: Raise the share of teams that return from 40% to 60%, check_ins: [{date: 2026-03-23, value: 45%}]}",
        "{key_result: Win pilots from 0 to 10, check_ins: [{date: 2026-03-23, value: 4}]}",
    ];
    let scratch = Scratch::new(&[
        ("okrs/growth.yaml", &goals("growth", [one, two])),
        ("okrs/sales.yaml", &goals("sales", [three, four])),
    ]);
    scratch.write("okrs/growth.yaml", &goals("growth", [one, three]));
    scratch.write("okrs/sales.yaml", &goals("sales", [two, four]));
    scratch.commit("2026-02-20", "Dee", "swap");
    let grade = scratch.okr(&["grade", "--quarter", "2026-Q1", "--as-of", "2026-04-10"]).out;
    let diff = scratch.okr(&["diff", "HEAD~1", "HEAD", "--as-of", "2026-04-10"]).out;
    let explained = ["2026-Q1/growth/o1", "2026-Q1"]
        .map(|what| scratch.okr(&["explain", what, "--as-of", "2026-04-10"]).out);
    insta::assert_snapshot!("moved_between_teams", format!("{grade}\n{diff}\n{}", explained.join("\n")));
}

#[test]
fn numbers_that_were_written_when_the_result_was_known_are_told() {
    let open = TWO_GOALS.replace("at_most: 250 ms, ", "").replace(" from 20% to 40%", "");
    let numbered = TWO_GOALS.replace("Raise activation from 20% to 40%", "Raise activation from 20% to 24%");
    for (day, is_told) in [("2026-01-28", false), ("2026-03-24", true)] {
        let scratch = Scratch::new(&[("okrs/growth.yaml", &open)]);
        scratch.commit_file(day, "Dee", "numbers", "okrs/growth.yaml", &numbered);
        scratch.commit_file(
            "2026-03-26",
            "Dee",
            "note",
            "okrs/growth.yaml",
            &format!("{numbered}# closed\n"),
        );
        let ran = scratch.okr(&["grade", "--quarter", "2026-Q1", "--as-of", "2026-04-10"]);
        let told = ran.out.matches("its numbers were first written on 24 Mar").count();
        assert_eq!(told, if is_told { 2 } else { 0 }, "{ran}");
    }
}
