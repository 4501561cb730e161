//! Edge cases of the rules about following up, beside what their pages show.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use crate::support::findings;
use insta::assert_snapshot;

/// A file of one team and quarter with one objective.
fn team(quarter: &str, team: &str, key_results: &str) -> String {
    format!(
        "quarter: {quarter}\nteam: {team}\nobjectives:\n  - id: o\n    objective: New teams feel at home\n    key_results:\n{key_results}"
    )
}

fn growth(key_results: &str) -> String {
    team("2026-Q1", "growth", key_results)
}

fn found(text: &str, as_of: &str, rule: &'static str) -> String {
    findings(&[("a.yaml", text)], as_of, &[rule])
}

fn silent(text: &str, as_of: &str, rule: &'static str) {
    assert_eq!(found(text, as_of, rule), "", "{as_of}\n{text}");
}

const FOLLOWED: &str = "      - key_result: Raise activation from 23% to 35%
        check_ins:
          - {date: 2026-01-12, value: 24%}
          - {date: 2026-01-26, value: 25%}
";

#[test]
fn stale_after_two_weeks_to_the_day_and_only_in_the_quarter() {
    let text = growth(FOLLOWED);
    // Two weeks, and three days of grace.
    for day in ["2025-12-20", "2026-01-26", "2026-02-12", "2026-04-01", "2028-01-01"] {
        silent(&text, day, "stale-check-in");
    }
    assert_snapshot!(found(&text, "2026-02-13", "stale-check-in"), @"a.yaml:10 warning[stale-check-in] the last check-in is 18 days old; 17 are allowed | 2026-01-26 | add where it stands today, also when it has not moved: `- {date: 2026-02-13, value: ...}`; it was `25%`");
    assert_snapshot!(found(&text, "2026-03-31", "stale-check-in"), @"a.yaml:10 warning[stale-check-in] the last check-in is 64 days old; 17 are allowed | 2026-01-26 | add where it stands today, also when it has not moved: `- {date: 2026-03-31, value: ...}`; it was `25%`");
    // What is dated after the day is not seen.
    assert!(
        found(&text.replace("2026-01-26", "2027-01-26"), "2026-02-13", "stale-check-in")
            .contains("32 days old")
    );
    // With a date that cannot be right, which `check-in-dates` says, nobody knows when that was measured.
    silent(&text.replace("2026-01-26", "2025-01-26"), "2026-02-13", "stale-check-in");
}

#[test]
fn nothing_to_follow_is_not_stale() {
    for key_results in [
        "      - Raise activation by 25%\n",
        "      - Cut the time to a first reply from 4 hours to 10%\n",
        "      - Raise activation from 23% to 23%\n",
        "      - Launch the template gallery\n",
        "      - Make onboarding better\n",
        "      - {key_result: Raise activation from 23% to 35%, grade: {score: 1, reason: reached in January}}\n",
        "      - {key_result: Raise activation from 23% to 35%, metric: not_defined}\n",
        "      - {key_result: Raise activation from 23% to 35%, check_ins: [{date: last week, value: 25%}]}\n",
        "      - {key_result: Raise activation from 23% to 35%, check_ins: [{date: 2026-01-05, value: 24%}, {date: 2026-02-28, value: lots}]}\n",
    ] {
        silent(&growth(key_results), "2026-03-01", "stale-check-in");
    }
    silent(&growth(FOLLOWED).replace("quarter: 2026-Q1\n", ""), "2026-03-01", "stale-check-in");
    silent(&growth(FOLLOWED).replace("2026-Q1", "2026"), "2026-03-01", "stale-check-in");
}

#[test]
fn a_team_that_never_checks_in_is_told_once() {
    let two = "      - Raise activation from 23% to 35%\n      - Keep the first page under 250 ms\n";
    silent(&growth(two), "2026-01-18", "stale-check-in");
    assert_snapshot!(found(&growth(two), "2026-01-19", "stale-check-in"), @"a.yaml:5 warning[stale-check-in] none of the 2 key results here has a check-in since the quarter began on 1 Jan | New teams feel at home | add to each where it stands today: `check_ins: [{date: 2026-01-19, value: ...}]`, and again every week or two");
    let mixed = format!("{FOLLOWED}{two}");
    assert_snapshot!(found(&growth(&mixed), "2026-02-01", "stale-check-in"), @"a.yaml:11 warning[stale-check-in] 2 key results here have no check-in since the quarter began on 1 Jan | Raise activation from 23% to 35% | add to each where it stands today: `check_ins: [{date: 2026-02-01, value: ...}]`, and again every week or two");
}

#[test]
fn readings_of_a_metric_are_check_ins_at_its_own_pace() {
    let metrics = |more: &str| {
        format!(
            "north_star: {{id: teams, name: Teams, readings: [{{date: 2026-01-26, value: 10}}]}}\nmetrics:\n  - id: act\n    name: Activation\n    {more}\n    readings:\n      - {{date: 2025-12-29, value: 23%}}\n      - {{date: 2026-01-26, value: 24%}}\n"
        )
    };
    let one = growth("      - {key_result: Raise activation from 23% to 35%, metric: act}\n");
    let two = one.replace("growth", "design");
    let at = |more: &str, day: &str| {
        findings(
            &[("a.yaml", &one), ("b.yaml", &two), ("metrics.yaml", &metrics(more))],
            day,
            &["stale-check-in"],
        )
    };
    assert_eq!(at("owner: ana", "2026-02-12"), "");
    assert_snapshot!(at("owner: ana", "2026-02-13"), @"metrics.yaml:8 warning[stale-check-in] the last reading of “Activation” is 18 days old; 17 are allowed | 2026-01-26 | add where it stands today, also when it has not moved: `- {date: 2026-02-13, value: ...}`; it was `24%`");
    assert_eq!(at("cadence: monthly", "2026-03-01"), "");
    assert_snapshot!(at("cadence: monthly", "2026-03-02"), @"metrics.yaml:8 warning[stale-check-in] the last reading of “Activation” is 35 days old; 34 are allowed | 2026-01-26 | add where it stands today, also when it has not moved: `- {date: 2026-03-02, value: ...}`; it was `24%`");
    // No quarter is on: nobody follows up.
    assert_eq!(at("owner: ana", "2027-01-01"), "");
}

#[test]
fn the_settings_say_what_stale_is() {
    let settings = "stale_after: {leading: 30 days}\n";
    let text = growth(FOLLOWED);
    let at = |day: &str| findings(&[("okr.yaml", settings), ("a.yaml", &text)], day, &["stale-check-in"]);
    assert_eq!(at("2026-02-28"), "");
    assert_snapshot!(at("2026-03-01"), @"a.yaml:10 warning[stale-check-in] the last check-in is 34 days old; 33 are allowed | 2026-01-26 | add where it stands today, also when it has not moved: `- {date: 2026-03-01, value: ...}`; it was `25%`");
}

/// A key result with check-ins on these days.
fn dated(days: &[&str]) -> String {
    let check_ins: String =
        days.iter().map(|day| format!("          - {{date: {day}, value: 24%}}\n")).collect();
    growth(&format!("      - key_result: Raise activation from 23% to 35%\n        check_ins:\n{check_ins}"))
}

#[test]
fn dates_that_cannot_be_right() {
    for right in [
        &["2026-01-01", "2026-02-15", "2026-02-16"][..],
        &["2026-01-01"],
        &["2026-01-12", "soon", "2026-01-19"],
    ] {
        silent(&dated(right), "2026-02-15", "check-in-dates");
    }
    let wrong: [&[&str]; 9] = [
        &["2026-01-12", "2026-02-17", "2026-03-01"],
        &["2026-01-12", "2027-01-19"],
        &["2025-12-31", "2026-01-12"],
        &["2025-01-05", "2026-01-12"],
        &["2025-10-05", "2025-11-05", "2025-12-05"],
        &["2026-02-02", "2026-01-19", "2026-01-12"],
        &["2026-01-12", "2026-02-02", "2026-01-19"],
        &["2026-01-12", "2026-01-12", "2026-01-12"],
        &["2026-02-02", "2026-01-12", "2026-02-02"],
    ];
    let lines =
        wrong.map(|days| format!("{days:?}\n{}\n", found(&dated(days), "2026-02-15", "check-in-dates")));
    assert_snapshot!(lines.concat(), @r#"
    ["2026-01-12", "2026-02-17", "2026-03-01"]
    a.yaml:10 error[check-in-dates] 2026-02-17 is still to come: nothing can have been measured then | 2026-02-17 | write the day it was measured; what you expect for later belongs in `target`
    ["2026-01-12", "2027-01-19"]
    a.yaml:10 error[check-in-dates] 2027-01-19 is still to come: nothing can have been measured then | 2027-01-19 | did you mean `2026-01-19`?
    ["2025-12-31", "2026-01-12"]
    a.yaml:9 error[check-in-dates] 2025-12-31 is before 2026-Q1, which begins on 2026-01-01: it does not count | 2025-12-31 | where it stood before the quarter is its `baseline`
    ["2025-01-05", "2026-01-12"]
    a.yaml:9 error[check-in-dates] 2025-01-05 is before 2026-Q1, which begins on 2026-01-01: it does not count | 2025-01-05 | did you mean `2026-01-05`?
    ["2025-10-05", "2025-11-05", "2025-12-05"]
    a.yaml:9 error[check-in-dates] 2025-10-05 is before 2026-Q1, which begins on 2026-01-01: it does not count | 2025-10-05 | where it stood before the quarter is its `baseline`
    ["2026-02-02", "2026-01-19", "2026-01-12"]
    a.yaml:10 error[check-in-dates] these go from the newest to the oldest | 2026-01-19 | turn them round: the oldest first, and each new one at the end
    ["2026-01-12", "2026-02-02", "2026-01-19"]
    a.yaml:11 error[check-in-dates] 2026-01-19 comes after 2026-02-02 here | 2026-01-19 | write the oldest first; if it stands in the right place, mend its date
    ["2026-01-12", "2026-01-12", "2026-01-12"]
    a.yaml:10 error[check-in-dates] two values for 2026-01-12: only one can be right | 2026-01-12 | keep the right one, or give the other the day it was measured
    ["2026-02-02", "2026-01-12", "2026-02-02"]
    a.yaml:11 error[check-in-dates] two values for 2026-02-02: only one can be right | 2026-02-02 | keep the right one, or give the other the day it was measured
    "#);
    // After the quarter, looked at from after it.
    assert_snapshot!(found(&dated(&["2026-03-30", "2026-04-02"]), "2026-04-10", "check-in-dates"), @"a.yaml:10 error[check-in-dates] 2026-04-02 is after 2026-Q1, which ends on 2026-03-31: it does not count | 2026-04-02 | if it says how the quarter ended, write the quarter's last day: `2026-03-31`");
}

#[test]
fn looking_back_nothing_is_still_to_come() {
    let ahead = dated(&["2026-01-12", "2026-02-09", "2026-03-02"]);
    let kept = dated(&["2026-01-12", "2026-02-09"]);
    let at = |files: &[&str], day: &str| {
        let names = ["a.yaml", "b.yaml", "c.yaml", "d.yaml"];
        let files: Vec<_> = names.into_iter().zip(files.iter().copied()).collect();
        findings(&files, day, &["check-in-dates"]).lines().count()
    };
    assert_eq!(at(&[&ahead], "2026-02-15"), 1);
    assert_eq!(at(&[&ahead, &kept], "2026-02-15"), 1);
    assert_eq!(at(&[&ahead, &ahead, &kept, &kept], "2026-02-15"), 2);
    assert_eq!(at(&[&ahead, &ahead, &kept], "2026-02-15"), 0);
    // Seen from then they are as stale as `okr status` says.
    let gap = dated(&["2026-01-12", "2026-03-02"]);
    let files = [("a.yaml", &*gap), ("b.yaml", &*gap)];
    assert_eq!(findings(&files, "2026-02-15", &["stale-check-in"]).lines().count(), 2);
    assert_eq!(findings(&files[..1], "2026-02-15", &["stale-check-in"]).lines().count(), 1);
    // What ended long before the day says nothing about it.
    let old = dated(&["2026-01-01"]);
    assert_eq!(at(&[&ahead, &ahead, &old, &old], "2026-02-15"), 0);
}

#[test]
fn readings_may_be_from_any_time_but_in_order() {
    let readings = |days: &[&str]| {
        let readings: String =
            days.iter().map(|day| format!("      - {{date: {day}, value: 24%}}\n")).collect();
        format!("metrics:\n  - id: act\n    readings:\n{readings}")
    };
    silent(&readings(&["2019-01-01", "2025-12-31", "2026-02-15"]), "2026-02-15", "check-in-dates");
    let wrong: [&[&str]; 4] = [
        &["2025-12-29", "2025-01-05", "2026-01-12"],
        &["2025-12-29", "2026-01-05", "2026-02-30", "2026-02-20"],
        &["2026-01-05", "2026-01-05"],
        &["2026-01-05", "2025-12-29", "2025-12-22"],
    ];
    let lines =
        wrong.map(|days| format!("{days:?}\n{}\n", found(&readings(days), "2026-02-15", "check-in-dates")));
    assert_snapshot!(lines.concat(), @r#"
    ["2025-12-29", "2025-01-05", "2026-01-12"]
    a.yaml:5 error[check-in-dates] 2025-01-05 comes after 2025-12-29 here | 2025-01-05 | did you mean `2026-01-05`?
    ["2025-12-29", "2026-01-05", "2026-02-30", "2026-02-20"]
    a.yaml:7 error[check-in-dates] 2026-02-20 is still to come: nothing can have been measured then | 2026-02-20 | write the day it was measured; what you expect for later belongs in `target`
    ["2026-01-05", "2026-01-05"]
    a.yaml:5 error[check-in-dates] two values for 2026-01-05: only one can be right | 2026-01-05 | keep the right one, or give the other the day it was measured
    ["2026-01-05", "2025-12-29", "2025-12-22"]
    a.yaml:5 error[check-in-dates] these go from the newest to the oldest | 2025-12-29 | turn them round: the oldest first, and each new one at the end
    "#);
}

const STANDSTILL: &str = "      - id: act
        key_result: Raise activation from 23% to 35%
        check_ins:
          - {date: 2026-01-12, value: 23%}
          - {date: 2026-02-09, value: 23%}
";

/// [`STANDSTILL`] with an initiative.
fn bet(initiative: &str) -> String {
    growth(STANDSTILL) + "    initiatives:\n      - " + initiative + "\n"
}

const BET: &str = "{title: Gallery, bets_on: [act], status: active, started: 2026-01-12}";

#[test]
fn a_bet_has_four_weeks() {
    silent(&bet(BET), "2026-02-08", "stalled-bet");
    assert_snapshot!(found(&bet(BET), "2026-02-09", "stalled-bet"), @"a.yaml:13 warning[stalled-bet] 4 weeks of work, and `act` still stands at `23%` | Gallery | decide in the open: `decision: stop`, or `decision: iterate` with what you change; if the work is done, write `status: done`");
    // The quarter is over, or the last check-in is too old to know.
    silent(&bet(BET), "2026-02-27", "stalled-bet");
    silent(&bet(BET), "2026-04-01", "stalled-bet");
    // Begun in the quarter before: the baseline knows what it did there.
    let earlier = bet(&BET.replace("2026-01-12", "2025-11-03"));
    silent(&earlier.replace("2026-02-09", "2026-01-26"), "2026-01-28", "stalled-bet");
    assert_snapshot!(found(&earlier, "2026-02-15", "stalled-bet"), @"a.yaml:13 warning[stalled-bet] 6 weeks of work this quarter, and `act` still stands at `23%` | Gallery | decide in the open: `decision: stop`, or `decision: iterate` with what you change; if the work is done, write `status: done`");
}

#[test]
fn bets_that_are_not_stalled() {
    for initiative in [
        "{title: Gallery, bets_on: [act], status: active}",
        "{title: Gallery, bets_on: [act], status: planned, started: 2026-01-12}",
        "{title: Gallery, bets_on: [act], status: done, started: 2026-01-12}",
        "{title: Gallery, bets_on: [act], status: dropped, started: 2026-01-12}",
        "{title: Gallery, bets_on: [act], status: active, started: 2026-01-12, decision: iterate}",
        "{title: Gallery, bets_on: [act], status: active, started: 2026-03-12}",
        "{title: Gallery, bets_on: [], status: active, started: 2026-01-12}",
        "{title: Gallery, bets_on: [act, nothing], status: active, started: 2026-01-12}",
        "{title: Gallery, status: active, started: 2026-01-12}",
        "Gallery",
    ] {
        silent(&bet(initiative), "2026-02-15", "stalled-bet");
    }
    for (from, to) in [
        ("2026-02-09, value: 23%", "2026-02-09, value: 24%"),
        ("Raise activation from 23% to 35%", "Keep activation above 20%"),
        ("Raise activation from 23% to 35%", "Cut activation from 24% to 23%"),
        ("2026-02-09", "2026-01-05"),
    ] {
        silent(&bet(BET).replace(from, to), "2026-02-15", "stalled-bet");
    }
}

#[test]
fn a_bet_on_several_key_results_needs_one_that_moves() {
    let second = STANDSTILL.replace("act\n", "back\n").replace("activation", "retention");
    let text = |second: &str| {
        let bet = BET.replace("[act]", "[act, growth/o/back]");
        growth(&format!("{STANDSTILL}{second}    initiatives:\n      - {bet}\n"))
    };
    assert_snapshot!(found(&text(&second), "2026-02-15", "stalled-bet"), @"a.yaml:18 warning[stalled-bet] 4 weeks of work, and none of the 2 key results it bets on has moved | Gallery | decide in the open: `decision: stop`, or `decision: iterate` with what you change; if the work is done, write `status: done`");
    silent(&text(&second.replace("02-09, value: 23%", "02-09, value: 25%")), "2026-02-15", "stalled-bet");
    // Getting worse is no progress.
    let worse = bet(BET).replace("02-09, value: 23%", "02-09, value: 21%");
    assert_snapshot!(found(&worse, "2026-02-15", "stalled-bet"), @"a.yaml:13 warning[stalled-bet] 4 weeks of work, and `act` went from `23%` to `21%` | Gallery | decide in the open: `decision: stop`, or `decision: iterate` with what you change; if the work is done, write `status: done`");
}

fn sure(values: [&str; 3], confidence: [&str; 3]) -> String {
    let days = ["2026-01-26", "2026-02-02", "2026-02-09"];
    let check_ins: String = (0..3)
        .map(|at| {
            let sure = if confidence[at].is_empty() {
                String::new()
            } else {
                format!(", confidence: {}", confidence[at])
            };
            format!("          - {{date: {}, value: {}{sure}}}\n", days[at], values[at])
        })
        .collect();
    growth(&format!(
        "      - key_result: Raise activation from 23% to 35%\n        confidence: 9\n        check_ins:\n{check_ins}"
    ))
}

#[test]
fn high_confidence_needs_a_number_that_moves() {
    let table = [
        (["25%", "25%", "25%"], ["8", "8", "8"]),
        (["25%", "25%", "24%"], ["", "7", ""]),
        (["25%", "25.1%", "25.2%"], ["", "", "10"]),
    ];
    let lines =
        table.map(|(values, confidence)| found(&sure(values, confidence), "2026-02-15", "watermelon") + "\n");
    assert_snapshot!(lines.concat(), @r#"
    a.yaml:12 note[watermelon] a confidence of 8, but it has stood at `25%` since 26 Jan | 8 | say in the `note` what will move it in the weeks that are left, or write the confidence you would bet on
    a.yaml:11 note[watermelon] a confidence of 7, but it stood at `25%` on 26 Jan and at `24%` on 9 Feb | 7 | say in the `note` what will move it in the weeks that are left, or write the confidence you would bet on
    a.yaml:12 note[watermelon] a confidence of 10, but it stood at `25%` on 26 Jan and at `25.2%` on 9 Feb | 10 | say in the `note` what will move it in the weeks that are left, or write the confidence you would bet on
    "#);
    let fine = [
        (["25%", "25%", "25%"], ["8", "8", "6"]),
        (["25%", "25%", "25%"], ["", "", ""]),
        (["24%", "25%", "25%"], ["8", "8", "8"]),
        (["35%", "36%", "35%"], ["9", "9", "9"]),
    ];
    for (values, confidence) in fine {
        silent(&sure(values, confidence), "2026-02-15", "watermelon");
    }
    let flat = sure(["25%", "25%", "25%"], ["8", "8", "8"]);
    silent(&flat, "2026-02-08", "watermelon");
    silent(&flat, "2026-04-08", "watermelon");
    silent(&flat.replace("01-26", "02-07").replace("02-02", "02-08"), "2026-02-15", "watermelon");
    silent(
        &flat.replace("Raise activation from 23% to 35%", "Keep activation above 20%"),
        "2026-02-15",
        "watermelon",
    );
}

#[test]
fn a_quarter_that_nobody_graded() {
    let text = growth(FOLLOWED);
    silent(&text, "2026-04-14", "ungraded-quarter");
    assert_snapshot!(found(&text, "2026-04-15", "ungraded-quarter"), @"a.yaml:7 warning[ungraded-quarter] 2026-Q1 is over, and the last that is known is `25%` on 26 Jan | Raise activation from 23% to 35% | add the value it ended with: `- {date: 2026-03-31, value: ...}`; or grade it: `grade: {score: ..., reason: ...}`");
    let at_the_end = text.replace("2026-01-26", "2026-03-17");
    silent(&at_the_end, "2026-05-01", "ungraded-quarter");
    let never = growth("      - Raise activation from 23% to 35%\n      - Raise retention from 41% to 48%\n");
    assert_snapshot!(found(&never, "2028-05-01", "ungraded-quarter"), @"a.yaml:5 warning[ungraded-quarter] 2026-Q1 is over, and none of the 2 key results here says where it ended | New teams feel at home | add to each the value it ended with, `check_ins: [{date: 2026-03-31, value: ...}]`, or a `grade` with its reason");
    let graded_one = growth(&format!(
        "{FOLLOWED}      - {{key_result: Raise retention from 41% to 48%, grade: {{score: 0.5}}}}\n      - Launch the gallery\n"
    ));
    assert_snapshot!(found(&graded_one, "2026-05-01", "ungraded-quarter"), @"a.yaml:7 warning[ungraded-quarter] 2026-Q1 is over, and the last that is known is `25%` on 26 Jan | Raise activation from 23% to 35% | add the value it ended with: `- {date: 2026-03-31, value: ...}`; or grade it: `grade: {score: ..., reason: ...}`");
    let second = "  - objective: Nobody waits\n    key_results:\n      - {key_result: Cut time from 9 s to 2 s, grade: {score: 1}}\n";
    assert_snapshot!(found(&(never + second), "2026-05-01", "ungraded-quarter"), @"a.yaml:5 warning[ungraded-quarter] 2026-Q1 is over, and none of the 2 key results here says where it ended | New teams feel at home | add to each the value it ended with, `check_ins: [{date: 2026-03-31, value: ...}]`, or a `grade` with its reason");
}

#[test]
fn reflections_are_asked_for_once_and_soon() {
    let graded = growth(&FOLLOWED.replace("2026-01-26", "2026-03-30"));
    silent(&graded, "2026-04-14", "missing-reflection");
    assert_snapshot!(found(&graded, "2026-04-15", "missing-reflection"), @"a.yaml:5 note[missing-reflection] graded, but nothing says why it went that way | New teams feel at home | add two sentences while they are fresh, `reflection: ...`: what moved the numbers or did not, and what you do differently now");
    silent(&graded, "2026-07-15", "missing-reflection");
    silent(&growth(FOLLOWED), "2026-04-20", "missing-reflection");
    silent(&(graded.clone() + "    reflection: too few tests\n"), "2026-04-20", "missing-reflection");
    let second = "  - objective: Nobody waits\n    key_results:\n      - {key_result: Cut time from 9 s to 2 s, grade: {score: 1}}\n";
    assert_snapshot!(found(&(graded.clone() + second), "2026-04-20", "missing-reflection"), @"a.yaml:5 note[missing-reflection] 2 objectives of 2026-Q1 are graded, and none says why it went that way | New teams feel at home | add two sentences while they are fresh, `reflection: ...`: what moved the numbers or did not, and what you do differently now");
    let third = "  - objective: Nobody asks\n    reflection: we asked\n    key_results: []\n";
    assert_snapshot!(found(&(graded + second + third), "2026-04-20", "missing-reflection"), @r#"
    a.yaml:5 note[missing-reflection] graded, but nothing says why it went that way | New teams feel at home | add two sentences while they are fresh, `reflection: ...`: what moved the numbers or did not, and what you do differently now
    a.yaml:11 note[missing-reflection] graded, but nothing says why it went that way | Nobody waits | add two sentences while they are fresh, `reflection: ...`: what moved the numbers or did not, and what you do differently now
    "#);
}

const MOVES: &str = "      - {id: a, key_result: Raise activation from 23% to 35%, metric: act}\n";

#[test]
fn two_teams_on_one_metric() {
    let metrics = "input_metrics: [{id: act, name: Activation, team: growth}]\n";
    let at = |files: &[(&str, &str)], day: &str| {
        let files: Vec<_> = [("metrics.yaml", metrics)].into_iter().chain(files.iter().copied()).collect();
        findings(&files, day, &["double-driven-metric"])
    };
    let of = |name: &str| team("2026-Q1", name, MOVES);
    let (design, growth, sales) = (of("design"), of("growth"), of("sales"));
    assert_snapshot!(at(&[("d.yaml", &design), ("g.yaml", &growth)], "2026-02-15"), @"d.yaml:7 note[double-driven-metric] `growth` and `design` both promise to move “Activation” | act | let `growth` keep it, and `design` target what it can move by itself and what drives this; or say that it helps: `supports: [growth/o]`");
    assert_snapshot!(at(&[("d.yaml", &design), ("g.yaml", &growth), ("s.yaml", &sales)], "2025-12-15"), @"d.yaml:7 note[double-driven-metric] 3 teams promise to move “Activation” | act | let `growth` keep it, and `design` target what it can move by itself and what drives this; or say that it helps: `supports: [growth/o]`");
    // The quarter is over.
    assert_eq!(at(&[("d.yaml", &design), ("g.yaml", &growth)], "2026-04-01"), "");
    let fine = [
        design.replace("    key_results:", "    supports: [growth/o]\n    key_results:"),
        design.replace("metric: act}", "metric: act, depends_on: [growth/o/a]}"),
        design.replace("quarter: 2026-Q1", "quarter: 2026-Q2"),
        design.replace("team: design", "level: individual\nperson: ana"),
        design.replace("team: design", "level: company"),
        design.replace("team: design", "team: growth").replace("id: o\n", "id: second\n"),
        design.replace("from 23% to", "from 12% to"),
        design.replace("Raise activation from 23% to 35%", "Keep activation above 20%"),
        design.replace("metric: act", "metric: other"),
    ];
    for design in fine {
        assert_eq!(at(&[("d.yaml", &design), ("g.yaml", &growth)], "2026-02-15"), "", "{design}");
    }
    // The north star has a rule of its own, and a startup has no teams to part.
    let star = "north_star: {id: act}\n";
    let files = [("m.yaml", star), ("d.yaml", &*design), ("g.yaml", &*growth)];
    assert_eq!(findings(&files, "2026-02-15", &["double-driven-metric"]), "");
    let files = [
        ("okr.yaml", "organization: startup\n"),
        ("m.yaml", metrics),
        ("d.yaml", &design),
        ("g.yaml", &growth),
    ];
    assert_eq!(findings(&files, "2026-02-15", &["double-driven-metric"]), "");
}
