//! `okr status --since`: what changed, from the history if there is one, otherwise from dates.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::pull_request::scratch::Scratch;

const METRICS: &str = "\
north_star: {id: visits, name: Visits kept a week, readings: [{date: 2026-01-12, value: 40K}, {date: 2026-02-09, value: 42K}]}
guardrails:
- {id: refunds, name: Refunds a week, at_most: 12, owner: paula, readings: [{date: 2026-01-12, value: 8}, {date: 2026-02-16, value: 14}]}
";

const BOOKING: &str = "\
quarter: 2026-Q1
team: booking
owner: ravi
objectives:
- id: evening
  objective: Patients book a visit in the evening without calling anyone
  guardrails: [refunds]
  key_results:
  - id: self-booked
    key_result: Raise the share of visits booked by patients from 34% to 45%
    check_ins:
    - {date: 2026-01-19, value: 36%}
    - {date: 2026-02-16, value: 38%, confidence: 4, note: the new button is live}
  - id: given-up
    key_result: Reduce bookings that patients give up from 38% to 25%
    revisions: [{date: 2026-02-12, field: target, from: 20%, to: 25%, reason: new payment provider}]
    check_ins: [{date: 2026-01-26, value: 33%}, {date: 2026-02-18, note: waiting for numbers}]
  - id: waiting
    key_result: Reduce the wait for a visit from 9 days to 5 days
    check_ins: [{date: 2026-02-02, value: 8 days}]
";

const REMOVED: &str = "  - {id: calls, key_result: Reduce calls a week from 900 to 400, check_ins: [{date: 2026-01-20, value: 700}]}\n";

fn status(scratch: &Scratch, arguments: &[&str]) -> String {
    scratch.okr(&[&["status", "--as-of", "2026-02-20"], arguments].concat()).to_string()
}

/// The goals of mid-February: a key result was removed, another was added and a target was moved.
fn with_history() -> Scratch {
    let then = BOOKING
        .replace("revisions: [{date: 2026-02-12, field: target, from: 20%, to: 25%, reason: new payment provider}]", "owner: mia")
        .replace("from 38% to 25%", "from 38% to 20%");
    let then = then.split("  - id: waiting").next().unwrap().to_owned() + REMOVED;
    let scratch = Scratch::new(&[("okrs/metrics.yaml", METRICS), ("okrs/booking.yaml", &then)]);
    scratch.write("okrs/booking.yaml", BOOKING);
    scratch
}

#[test]
fn the_goals_of_that_day_are_compared_where_git_has_them() {
    let scratch = with_history();
    insta::assert_snapshot!("since_history", status(&scratch, &["--since", "2026-02-13"]));
    insta::assert_snapshot!(
        "since_history_markdown",
        status(&scratch, &["--since", "last week", "--format", "markdown"])
    );
}

const TWO: &str = "\
quarter: 2026-Q1
team: booking
owner: ravi
objectives:
- id: evening
  objective: Patients book a visit in the evening without calling anyone
  key_results:
  - id: self-booked
    key_result: Raise the share of visits booked by patients
    baseline: 34%
    target: 54%
    check_ins: [{date: 2026-01-26, value: 38%}, {date: 2026-02-09, value: 42%}]
  - id: waiting
    key_result: Keep the wait on the phone short
    at_most: 5 min
    check_ins: [{date: 2026-01-26, value: 4 min}, {date: 2026-02-09, value: 6 min}]
";

/// The scores of the quarter then and now, by `status` and by `review`.
fn by_both(scratch: &Scratch) -> [(f64, f64); 2] {
    let json = |arguments: &[&str]| -> serde_json::Value {
        let ran = scratch.okr(
            &[arguments, &["--as-of", "2026-02-20", "--since", "2026-02-13", "--format", "json"]].concat(),
        );
        serde_json::from_str(&ran.out).unwrap()
    };
    let (status, review) = (json(&["status"]), json(&["review"]));
    let number = |json: &serde_json::Value, pointer: &str| {
        json.pointer(pointer).and_then(serde_json::Value::as_f64).unwrap_or(f64::NAN)
    };
    [
        (number(&status, "/since/score_before"), number(&status, "/since/score")),
        (number(&review, "/score_before"), number(&review, "/score")),
    ]
}

#[test]
fn reviews_tell_the_same_change() {
    let gone = TWO.split("  - id: waiting").next().unwrap();
    for (what, then, now) in [
        ("a target moved", TWO.to_owned(), TWO.replace("54%", "49%")),
        ("a baseline moved", TWO.to_owned(), TWO.replace("34%", "40%")),
        ("a limit was raised", TWO.to_owned(), TWO.replace("at_most: 5 min", "at_most: 6 min")),
        ("a check-in was entered late", TWO.replace(", {date: 2026-02-09, value: 42%}", ""), TWO.to_owned()),
        ("a check-in was corrected", TWO.to_owned(), TWO.replace("value: 42%", "value: 41%")),
        ("a key result was removed", TWO.to_owned(), gone.to_owned()),
        ("a key result was added", gone.to_owned(), TWO.to_owned()),
        ("a weight moved", TWO.to_owned(), TWO.replace("target: 54%", "target: 54%\n    weight: 3")),
        (
            "a grade was set by hand",
            TWO.to_owned(),
            TWO.replace("target: 54%", "target: 54%\n    grade: {score: 0.9, reason: half of them answered}"),
        ),
        ("a week went by", TWO.to_owned(), TWO.replace("42%}", "42%}, {date: 2026-02-18, value: 46%}")),
        ("all have other ids", TWO.to_owned(), TWO.replace("id: ", "id: new-").replace("42%", "45%")),
    ] {
        let scratch = Scratch::new(&[("okrs/booking.yaml", &then)]);
        scratch.commit_file("2026-02-17", "Bo", "change", "okrs/booking.yaml", &now);
        let [status, review] = by_both(&scratch);
        assert_eq!(status, review, "{what}");
        assert_ne!(status.0, status.1, "{what}");
    }
    // Without a history both go by dates.
    let [status, review] = by_both(&Scratch::folder(&[("okrs/booking.yaml", TWO)]));
    assert_eq!(status, review);
}

#[test]
fn without_a_history_dates_tell() {
    let scratch = Scratch::folder(&[("okrs/metrics.yaml", METRICS), ("okrs/booking.yaml", BOOKING)]);
    insta::assert_snapshot!("since_dates", status(&scratch, &["--since", "2026-02-10"]));
    let nothing = scratch.okr(&["status", "--as-of", "2026-02-19", "--since", "yesterday"]).to_string();
    assert!(nothing.contains("Nothing changed.\n"), "{nothing}");
    // A breach that lasts is told, and so is a reading of a guardrail.
    assert!(nothing.contains("breached  Refunds a week"), "{nothing}");
    assert!(nothing.contains("still: "), "{nothing}");
}

#[test]
fn a_day_from_before_the_first_commit_is_told_by_dates_and_says_so() {
    let scratch = with_history();
    let ran = status(&scratch, &["--since", "2025-12-20"]);
    let note = "note: git has no goals from 20 Dec 2025; only dated entries were compared: check-ins, readings and revisions";
    assert!(ran.starts_with("exit 0") && ran.contains(note), "{ran}");
    assert!(ran.contains("no data → 0.36"), "{ran}");
}

#[test]
fn what_is_no_earlier_day_is_refused() {
    let scratch = Scratch::folder(&[("okrs/metrics.yaml", METRICS), ("okrs/booking.yaml", BOOKING)]);
    for (since, told) in [
        ("2026-02-20", "20 Feb 2026 is not before 20 Feb 2026, the current day"),
        ("2026-03-01", "1 Mar 2026 is not before"),
        ("2026-02-30", "February 2026 has 28 days"),
        ("HEAD~1", "`HEAD~1` is no day, and there is no git repository here"),
    ] {
        let ran = status(&scratch, &["--since", since]);
        assert!(ran.starts_with("exit 2") && ran.contains(told), "{since}: {ran}");
    }
    let csv = status(&scratch, &["--since", "7d", "--format", "csv"]);
    assert!(csv.starts_with("exit 2") && csv.contains("--format json"), "{csv}");
    let year = status(&scratch, &["--since", "7d", "--quarter", "2026"]);
    assert!(year.contains("`--since` compares one quarter, and 2026 has several"), "{year}");
}

#[test]
fn only_what_is_asked_for_is_told() {
    let scratch = with_history();
    let of_mia = status(&scratch, &["--since", "2026-02-13", "--owner", "ravi"]);
    assert!(of_mia.contains("Removed: Reduce calls") && of_mia.contains("New: Reduce the wait"), "{of_mia}");
    let of_nobody = status(&scratch, &["--since", "2026-02-13", "--owner", "zoe"]);
    assert!(!of_nobody.contains("Reduce"), "{of_nobody}");
}
