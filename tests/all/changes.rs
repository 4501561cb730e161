//! Rules about change, without git: what moves a target, and what only looks like it.

use okr::lint::Selection;
use okr::settings::Settings;
use okr::source::{FileId, SourceFile};

const GOALS: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: home
    objective: New teams feel at home in their first week
    why: most leave
    key_results:
      - id: activation
        key_result: Raise the share of new teams that finish a workflow
        metric: activation_rate
        baseline: 23%
        target: 38%
      - id: revenue
        key_result: Raise revenue from teams of last year
        baseline: $900K
        target: $1.2M
      - id: latency
        key_result: Keep the first page fast
        at_least: 100 ms
        at_most: 250 ms
      - id: speed
        key_result: Cut the time to a first workflow from 3 days to 1 day
      - key_result: Raise the score of the first week
        target: 4.5/5
";

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile::from_bytes(path.to_owned(), text.as_bytes().to_vec())
}

/// What a rule says of a change, a line each, without place and help.
fn said(rule: &'static str, before: &[(&str, &str)], now: &[(&str, &str)], as_of: &str) -> Vec<String> {
    let all = |files: &[(&str, &str)]| -> Vec<SourceFile> {
        files.iter().map(|(path, text)| file(path, text)).collect()
    };
    let selection = Selection { select: vec![rule], ignore: vec![] };
    let (report, _) = crate::support::introduced_by(
        &all(before),
        &all(now),
        &Settings::default(),
        as_of.parse().unwrap(),
        &selection,
    );
    report.findings.into_iter().map(|finding| finding.message).collect()
}

/// What `moved-target` says of the goals with some words replaced by others.
#[track_caller]
fn moved(replaced: &[(&str, &str)]) -> Vec<String> {
    let mut now = GOALS.to_owned();
    for (from, to) in replaced {
        assert!(now.contains(from), "{from} is not in the goals");
        now = now.replacen(from, to, 1);
    }
    said("moved-target", &[("okrs/a.yaml", GOALS)], &[("okrs/a.yaml", &now)], "2026-02-25")
}

const LATE: &str = ", after the quarter's first two weeks";

#[test]
fn what_was_promised_moves_and_is_told() {
    for (replaced, message) in [
        (&[("baseline: 23%", "baseline: 30%")][..], "the baseline moved from `23%` to `30%`"),
        (&[("target: 38%", "target: 35%")], "the target moved from `38%` to `35%`"),
        (&[("target: 38%", "target: 40%")], "the target moved from `38%` to `40%`"),
        (&[("target: $1.2M", "target: €1.2M")], "the target moved from `$1.2M` to `€1.2M`"),
        (&[("at_least: 100 ms", "at_least: 90 ms")], "the lower limit moved from `100 ms` to `90 ms`"),
        (&[("at_most: 250 ms", "at_most: 0.3 s")], "the upper limit moved from `250 ms` to `0.3 s`"),
        (&[("        at_most: 250 ms\n", "")], "the upper limit `250 ms` was removed"),
        (&[("        target: 38%\n", "")], "the target `38%` was removed"),
        (
            &[("metric: activation_rate", "metric: signup_rate")],
            "the metric moved from `activation_rate` to `signup_rate`",
        ),
        (&[("        metric: activation_rate\n", "")], "the metric `activation_rate` was removed"),
        (&[("from 3 days to 1 day", "from 3 days to 2 days")], "the target moved from `1 day` to `2 days`"),
        (
            &[("finish a workflow", "start a workflow")],
            "the wording changed from “Raise the share of new teams that finish a workflow”",
        ),
        (
            &[("baseline: 23%", "baseline: 25%"), ("target: 38%", "target: 36%")],
            "the baseline moved from `23%` to `25%`, and the target moved from `38%` to `36%`",
        ),
        (
            &[("baseline: $900K\n        target: $1.2M", "at_least: $900K")],
            "the baseline `$900K` was removed, and the target `$1.2M` was removed",
        ),
    ] {
        assert_eq!(moved(replaced), [format!("{message}{LATE}")], "{replaced:?}");
    }
}

#[test]
fn what_only_looks_like_a_move_is_silent() {
    for replaced in [
        &[("target: $1.2M", "target: \"1,200,000 USD\"")][..],
        &[("target: 38%", "target: \"38.0 %\"")],
        &[("at_most: 250 ms", "at_most: 0.25 s")],
        // From the sentence into fields, with and without the words around it.
        &[(
            "from 3 days to 1 day\n",
            "from 3 days to 1 day\n        baseline: 3 days\n        target: 1 day\n",
        )],
        &[(
            "workflow from 3 days to 1 day\n",
            "workflow\n        baseline: 3 days\n        target: 24 hours\n",
        )],
        // And back again.
        &[(
            "teams of last year\n        baseline: $900K\n        target: $1.2M\n",
            "teams of last year from $900K to $1.2M\n",
        )],
        // A slip of the pen, case and punctuation.
        &[("share of new teams that", "share of new taems, that")],
        &[("Keep the first page fast", "keep the first page fast.")],
        // A metric that was missing is filled in.
        &[("        key_result: Keep", "        metric: page_time\n        key_result: Keep")],
        // Ids: new, renamed.
        &[("      - key_result: Raise the score", "      - id: score\n        key_result: Raise the score")],
        &[("id: activation\n", "id: active\n")],
        &[("  - id: home\n", "  - id: at-home\n")],
        // Everything that is free to change.
        &[("owner: ana", "owner: bo"), ("why: most leave", "why: many leave")],
        &[(
            "        target: 38%",
            "        target: 38%\n        stretch: 45%\n        confidence: 5\n        check_ins: [{date: 2026-02-02, value: 25%}]",
        )],
    ] {
        assert_eq!(moved(replaced), Vec::<String>::new(), "{replaced:?}");
    }
}

#[test]
fn an_order_is_no_promise() {
    let (head, rest) = GOALS.split_once("      - id: activation").unwrap();
    let (first, last) = rest.split_once("      - key_result: Raise the score").unwrap();
    let now = format!("{head}      - key_result: Raise the score{last}      - id: activation{first}");
    let said = said("moved-target", &[("okrs/a.yaml", GOALS)], &[("okrs/b/growth.yml", &now)], "2026-02-25");
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn what_came_and_went_is_told() {
    let speed =
        "      - id: speed\n        key_result: Cut the time to a first workflow from 3 days to 1 day\n";
    let added = "      - id: invites\n        key_result: Raise invitations from 2 to 4 per week\n      - id: speed\n";
    assert_eq!(
        moved(&[(speed, "")]),
        [format!("the key result “Cut the time to a first workflow from 3 days to 1 day” was removed{LATE}")]
    );
    assert_eq!(moved(&[("      - id: speed\n", added)]), [format!("this key result was added{LATE}")]);
    let owned = added.replace(
        "per week\n",
        "per week\n        revisions: [{date: 2026-02-10, field: added, reason: churn}]\n",
    );
    assert_eq!(moved(&[("      - id: speed\n", &owned)]), Vec::<String>::new());
    let second = format!(
        "{GOALS}  - id: friends\n    objective: Teams bring their friends\n    key_results: [Raise invitations from 2 to 4]\n"
    );
    let files = |text| [("okrs/a.yaml", text)];
    assert_eq!(
        said("moved-target", &files(GOALS), &files(&second), "2026-02-25"),
        [format!("this objective was added{LATE}")]
    );
    assert_eq!(
        said("moved-target", &files(&second), &files(GOALS), "2026-02-25"),
        [format!("the objective “Teams bring their friends” was removed{LATE}")]
    );
    let gone = format!(
        "{GOALS}revisions: [{{date: 2026-02-10, field: removed, from: friends, reason: nobody had friends}}]\n"
    );
    assert_eq!(said("moved-target", &files(&second), &files(&gone), "2026-02-25"), Vec::<String>::new());
    // A team that had no goals at all is late, and no more.
    let late =
        GOALS.replace("growth", "sales").replace("id: home", "id: win").replace("feel at home", "want more");
    let both = [("okrs/a.yaml", GOALS), ("okrs/sales.yaml", &*late)];
    assert_eq!(said("moved-target", &files(GOALS), &both, "2026-02-25"), Vec::<String>::new());
}

#[test]
fn a_revision_acknowledges_the_number_it_names() {
    let revised = |text: &str| {
        moved(&[("target: 38%\n", &format!("target: 35%\n        revisions: [{text}]\n"))]).is_empty()
    };
    for (revision, silent) in [
        ("{date: 2026-02-10, field: target, from: 38%, to: 35%, reason: free tier}", true),
        ("{date: 2026-02-10, field: target, from: 38%, to: 35.0 %, reason: free tier}", true),
        ("{date: 2026-02-10, field: target, reason: free tier}", true),
        ("{date: 2026-02-10, field: target, from: 38%, to: 36%, reason: free tier}", false),
        ("{date: 2026-02-10, field: target, from: 38%, to: 35%}", false),
        ("{date: 2026-02-10, field: target, from: 38%, to: 35%, reason: \"\"}", false),
        ("{date: 2026-02-10, field: baseline, to: 35%, reason: free tier}", false),
        // A field nobody knows is found by itself; it may well be the one that is meant.
        ("{date: 2026-02-10, field: tagret, from: 38%, to: 35%, reason: free tier}", true),
        ("{date: 2026-02-10, from: 38%, to: 35%, reason: free tier}", false),
    ] {
        assert_eq!(revised(revision), silent, "{revision}");
    }
}

#[test]
fn two_weeks_are_free_in_every_calendar() {
    let settings = "fiscal_year_starts: 2\n";
    let (fiscal, problems) = Settings::read(settings, FileId::default());
    assert!(problems.is_empty());
    let lowered = GOALS.replace("38%", "35%");
    for (settings, as_of, silent) in [
        (Settings::default(), "2026-01-14", true),
        (Settings::default(), "2026-01-15", false),
        (Settings::default(), "2026-06-30", false),
        (fiscal.clone(), "2026-02-14", true),
        (fiscal, "2026-02-15", false),
    ] {
        let selection = Selection { select: vec!["moved-target"], ignore: vec![] };
        let (before, now) = ([file("a.yaml", GOALS)], [file("a.yaml", &lowered)]);
        let (report, _) =
            crate::support::introduced_by(&before, &now, &settings, as_of.parse().unwrap(), &selection);
        assert_eq!(report.findings.is_empty(), silent, "{as_of}");
    }
}

#[test]
fn a_field_that_cannot_be_read_has_not_moved() {
    for (from, to) in [
        ("target: 38%", "target: many"),
        ("target: 38%", "target: [38%]"),
        ("metric: activation_rate", "metric: [7]"),
    ] {
        assert_eq!(moved(&[(from, to)]), Vec::<String>::new(), "{to}");
    }
}
