//! `moved-target`: what a field says for the first time after the first two weeks is what it is held to.

use super::scratch::Scratch;

const GOALS: &str = "\
quarter: 2026-Q1
team: care
owner: ana
objectives:
  - id: seen
    objective: Patients are seen when they need it
    guardrails: [cost]
    key_results:
      - id: fast
        key_result: Raise the share of patients seen in two weeks
        measurement: within 14 days
        baseline: 50%
        target: 75%
      - id: stay
        key_result: Raise the share of nurses who stay from 80% to 90%
input_metrics:
  - id: wait
    definition: Patients who wait longer than 14 days
    formula: waiting over all patients
    better: lower
    counter_metric: cost
    targets: [{period: 2026-Q1, target: 250}]
guardrails:
  - id: noshow
    better: lower
    at_most: 10%
  - id: cost
    better: lower
    max_increase: 5%
";

const FILE: &str = "okrs/care.yaml";

/// Goals with a line that says something else; without it for the empty text.
fn with(line: &str, instead: &str) -> String {
    assert!(GOALS.contains(line));
    let kept = GOALS.lines().filter_map(|own| match own.trim() == line {
        true => (!instead.is_empty()).then(|| format!("{}\n", own.replace(line, instead))),
        false => Some(format!("{own}\n")),
    });
    kept.collect()
}

/// What is found of the change since a commit, up to `after the quarter's first two weeks`.
fn told(scratch: &Scratch, since: &str) -> String {
    let found = scratch.since(since, "moved-target");
    let told = found.split_once("error[moved-target] ").map_or(&*found, |(_, told)| told);
    told.split(", after the quarter").next().unwrap_or_default().to_owned()
}

#[test]
fn a_value_that_came_later_is_held_to_what_it_was_when_it_came() {
    for (line, at_first, moved, is_told) in [
        ("target: 75%", "", "target: 65%", "the target moved from `75%` to `65%`"),
        ("target: 75%", "target: TBD", "target: 65%", "the target moved from `75%` to `65%`"),
        ("target: 75%", "taget: 75%", "target: 65%", "the target moved from `75%` to `65%`"),
        ("target: 75%", "# target: 75%", "target: 65%", "the target moved from `75%` to `65%`"),
        ("baseline: 50%", "", "baseline: 55%", "the baseline moved from `50%` to `55%`"),
        (
            "measurement: within 14 days",
            "",
            "measurement: within 21 days",
            "the measurement changed from “within 14 days”",
        ),
        ("guardrails: [cost]", "", "guardrails: []", "the list of guardrails `cost` was removed"),
        ("at_most: 10%", "", "at_most: 14%", "the upper limit moved from `10%` to `14%`"),
        ("at_most: 10%", "at_most: TBD", "at_most: 14%", "the upper limit moved from `10%` to `14%`"),
        ("at_most: 10%", "", "", "the upper limit `10%` was removed"),
        ("max_increase: 5%", "", "max_increase: 9%", "the limit of the increase moved from `5%` to `9%`"),
        (
            "targets: [{period: 2026-Q1, target: 250}]",
            "",
            "targets: [{period: 2026-Q1, target: 280}]",
            "the target moved from `250` to `280`",
        ),
        (
            "definition: Patients who wait longer than 14 days",
            "",
            "definition: Patients who wait longer than 30 days",
            "the definition changed from “Patients who wait longer than 14 days”",
        ),
        (
            "formula: waiting over all patients",
            "",
            "formula: waiting over patients seen",
            "the formula changed from “waiting over all patients”",
        ),
        (
            "counter_metric: cost",
            "",
            "counter_metric: noshow",
            "the counter metric moved from `cost` to `noshow`",
        ),
    ] {
        let scratch = Scratch::new(&[(FILE, &with(line, at_first))]);
        scratch.commit_file("2026-01-20", "Bo", "arrive", FILE, GOALS);
        assert_eq!(told(&scratch, "HEAD~1"), "", "{line}: filled in");
        scratch.commit_file("2026-01-22", "Bo", "note", FILE, &format!("{GOALS}# a note\n"));
        assert_eq!(told(&scratch, "HEAD~1"), "", "{line}: left alone");
        scratch.commit_file("2026-02-19", "Cem", "move", FILE, &with(line, moved));
        let expected = format!("{is_told} in commit <move> by Cem on 19 Feb");
        assert_eq!(told(&scratch, "HEAD~1"), expected, "{line}, at first `{at_first}`");
    }
}

#[test]
fn a_value_may_be_put_right_on_the_day_it_comes() {
    let scratch = Scratch::new(&[(FILE, &with("target: 75%", ""))]);
    scratch.commit_file("2026-01-20", "Bo", "slip", FILE, &with("target: 75%", "target: 57%"));
    scratch.write(FILE, GOALS);
    assert_eq!(
        scratch.okr(&["check", "--since", "HEAD", "--as-of", "2026-01-20", "--select", "moved-target"]).code,
        0
    );
    assert_ne!(told(&scratch, "HEAD"), "", "later");
    scratch.commit("2026-01-20", "Bo", "right");
    assert_eq!(told(&scratch, "HEAD~1"), "");
}

#[test]
fn what_came_too_late_and_what_moved_then_are_two_things() {
    let revised =
        |revisions: &str| with("target: 75%", &format!("target: 65%\n        revisions: [{revisions}]"));
    let scratch = Scratch::new(&[(FILE, &with("target: 75%", ""))]);
    scratch.commit_file("2026-02-10", "Bo", "late", FILE, GOALS);
    scratch.commit_file("2026-02-19", "Cem", "move", FILE, &with("target: 75%", "target: 65%"));
    insta::assert_snapshot!(scratch.since("HEAD~1", "moved-target"));
    let late = "{date: 2026-02-10, field: target, to: 75%, reason: nobody knew}";
    let moved = "{date: 2026-02-19, field: target, from: 75%, to: 65%, reason: two doctors left}";
    scratch.write(FILE, &revised(&format!("{late}, {moved}")));
    assert_eq!(scratch.since("HEAD~1", "moved-target"), "");
    // To take back what came too late is what was asked for.
    scratch.write(FILE, &with("target: 75%", ""));
    assert_eq!(scratch.since("HEAD~1", "moved-target"), "");
}

#[test]
fn a_metric_that_came_later_is_held_to_what_it_was_then() {
    let held = GOALS.replace("guardrails: [cost]", "guardrails: [noshow]").replace("c: cost", "c: noshow");
    let without = &held[..held.find("  - id: cost").unwrap()];
    let scratch = Scratch::new(&[(FILE, without)]);
    for (day, who, what, limit) in [
        ("2026-01-20", "Bo", "arrive", "5%"),
        ("2026-02-10", "Bo", "raise", "7%"),
        ("2026-02-19", "Cem", "again", "9%"),
    ] {
        let raised = held.replace("max_increase: 5%", &format!("max_increase: {limit}"));
        scratch.commit_file(day, who, what, FILE, &raised);
    }
    insta::assert_snapshot!(scratch.since("HEAD~1", "moved-target"));
    // A guardrail that came later does not go silently, either.
    scratch.write(FILE, without);
    insta::assert_snapshot!(scratch.since("HEAD", "moved-target"));
}
