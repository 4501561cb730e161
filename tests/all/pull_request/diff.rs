//! `okr diff`: what changed in meaning.

use super::scratch::Scratch;
use std::fs;

const METRICS: &str = "\
input_metrics:
  - id: activation_rate
    name: Activation rate
    definition: New teams that finish a first workflow within seven days
    source: warehouse
    owner: ana
    readings:
      - {date: 2026-01-12, value: 24%}
  - id: churn
    name: Churn
    definition: Teams that leave within a month
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
        baseline: 20%
        target: 40%
        check_ins:
          - {date: 2026-01-19, value: 24%}
          - {date: 2026-01-26, value: 25%}
          - {date: 2026-02-02, value: 26%}
      - id: speed
        key_result: Cut the time to a first workflow from 3 days to 1 day
      - id: rate
        key_result: Raise the rate
        metric: activation_rate
        baseline: 20%
        target: 40%
    initiatives:
      - {title: Template gallery, status: active}
";

const FILE: &str = "okrs/growth.yaml";

/// One change of every kind.
fn scratch() -> Scratch {
    let scratch = Scratch::new(&[(FILE, GROWTH), ("okrs/metrics.yaml", METRICS)]);
    let growth = GROWTH
        .replace("target: 40%\n        check_ins:\n", "target: 38%\n        revisions: [{date: 2026-02-10, field: target, from: 40%, to: 38%, reason: the free tier was withdrawn}]\n        check_ins:\n")
        .replace("value: 25%}", "value: 25.5%}")
        .replace("          - {date: 2026-02-02, value: 26%}\n", "          - {date: 2026-02-09, value: 30%, confidence: 7, note: the gallery is live}\n")
        .replace("      - id: speed\n        key_result: Cut the time to a first workflow from 3 days to 1 day\n", "")
        .replace("id: rate\n", "id: first-rate\n")
        .replace("status: active", "status: done, result: +3% in the experiment");
    let more = "  - id: friends\n    objective: Teams bring their friends\n    key_results:\n      - id: invites\n        key_result: Raise invitations from 2 to 4 per week\n";
    scratch.write(FILE, &format!("{growth}{more}"));
    scratch.write(
        "okrs/metrics.yaml",
        &METRICS
            .replace("seven days", "fourteen days")
            .replace("value: 24%}", "value: 24%}\n      - {date: 2026-02-09, value: 31%}")
            .replace("  - id: churn\n    name: Churn\n    definition: Teams that leave within a month\n", ""),
    );
    scratch.commit("2026-02-10", "Dee", "change");
    scratch
}

fn diff<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [&["diff", "--as-of", "2026-02-25"], arguments].concat()
}

#[test]
fn every_kind_of_change_has_its_place() {
    let scratch = scratch();
    for format in ["table", "markdown", "json"] {
        insta::assert_snapshot!(format, scratch.okr(&diff(&["HEAD~1", "--format", format])));
    }
    // Two revisions, a range, and the files as they are say the same where they are the same.
    let one = scratch.okr(&diff(&["HEAD~1", "HEAD", "--format", "markdown"])).out;
    for same in [&["HEAD~1..HEAD"][..], &["HEAD~1.."], &["HEAD~1...HEAD"], &["HEAD~1", "@"]] {
        assert_eq!(scratch.okr(&diff(&[same, &["--format", "markdown"]].concat())).out, one, "{same:?}");
    }
    insta::assert_snapshot!("backwards", scratch.okr(&diff(&["HEAD", "HEAD~1"])));
    insta::assert_snapshot!("nothing", scratch.okr(&diff(&[])));
}

#[test]
fn what_means_the_same_is_no_change() {
    let scratch = Scratch::new(&[(FILE, GROWTH), ("okrs/metrics.yaml", METRICS)]);
    fs::rename(scratch.root().join(FILE), scratch.root().join("okrs/our-goals.yaml")).unwrap();
    let other_words = GROWTH.replace(
        "baseline: 20%\n        target: 40%\n        check",
        "baseline: \"20 %\"\n        target: 40.0%\n        check",
    );
    scratch.write("okrs/our-goals.yaml", &other_words.replace('\n', "\r\n"));
    insta::assert_snapshot!(scratch.okr(&diff(&["--format", "markdown"])));
}

/// A key result whose key is misspelt has no sentence to be known by, and stays where it is.
#[test]
fn what_has_no_sentence_is_known_by_its_place() {
    let damaged = GROWTH
        .replace("      - id: speed\n        key_result", "      - ey_result")
        .replace("id: home\n    objective", "ojective");
    let scratch = Scratch::new(&[(FILE, &damaged)]);
    scratch.write(FILE, &damaged.replace("value: 26%", "value: 27%"));
    let said = said(&scratch, &[]);
    assert!(said.contains("27%"), "{said}");
    assert!(!said.contains("removed") && !said.contains("added"), "{said}");
}

#[test]
fn nothing_in_a_goal_file_breaks_out_of_its_cell() {
    let scratch = Scratch::new(&[(FILE, GROWTH), ("okrs/metrics.yaml", METRICS)]);
    let hostile = "a | b\\n\\n</details>\\n# head `c` ``` @all #12 <script>x</script> [l](http://e.org) ![i](x) **b** \\e[31m";
    let growth = GROWTH
        .replace("key_result: Raise activation\n", &format!("key_result: \"Raise activation {hostile}\"\n"))
        .replace("value: 26%}", &format!("value: 27%, note: \"{hostile}\"}}"))
        .replace("Template gallery", "\"<b>|\\n|---|\\n| @all\"")
        .replace("owner: ana\n", &format!("owner: \"{hostile}\"\n"));
    scratch.write(FILE, &growth);
    scratch.write(
        "okrs/metrics.yaml",
        &METRICS.replace("Activation rate", hostile).replace("seven days", "se|ven\n      days </td>"),
    );
    let ran = scratch.okr(&diff(&["--format", "markdown"]));
    insta::assert_snapshot!(ran);
    let opened = ran.out.matches("<details>").count();
    assert_eq!(ran.out.matches("</details>").count(), opened);
    for line in ran.out.lines().filter(|line| line.starts_with('|')) {
        let bars = line.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 4, "{line}");
    }
    let table = scratch.okr(&diff(&[])).out;
    assert!(!table.contains('\u{1b}') && !table.contains("\\e"), "{table}");
}

#[test]
fn usage_mistakes_are_told() {
    let scratch = scratch();
    insta::assert_snapshot!(scratch.okr(&["diff", "nowhere"]).err);
    insta::assert_snapshot!(scratch.okr(&["diff", "HEAD", "auto"]).err);
    assert_eq!(scratch.okr(&["diff", "HEAD", "HEAD", "HEAD"]).code, 2);
    assert_eq!(scratch.okr(&["diff", "--", "--output=x"]).code, 2);
    assert!(!scratch.root().join("x").exists());
}

/// What `okr diff` says, on one line.
fn said(scratch: &Scratch, arguments: &[&str]) -> String {
    scratch.okr(&diff(arguments)).out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Its first sentence.
fn head(scratch: &Scratch, arguments: &[&str]) -> String {
    let out = scratch.okr(&diff(arguments)).out;
    let first = out.split("\n\n").next().unwrap_or_default();
    first.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn no_change_of_a_text_is_called_nothing() {
    let scratch = Scratch::new(&[(FILE, GROWTH), ("okrs/metrics.yaml", METRICS)]);
    scratch.write(FILE, &format!("# ours\n{}", GROWTH.replace("value: 24%", "value:   '24%'")));
    assert!(head(&scratch, &[]).ends_with(": no goal changed, only comments or layout in 1 file"));
    scratch.write(FILE, &GROWTH.replace('\n', "\r\n"));
    assert!(head(&scratch, &[]).ends_with(": no goal changed, only comments or layout in 1 file"));
    fs::rename(scratch.root().join("okrs/metrics.yaml"), scratch.root().join("okrs/m.yaml")).unwrap();
    scratch.write(FILE, &GROWTH.replace("target: 40%", "target: 40.0%"));
    let out = said(&scratch, &[]);
    assert!(
        out.contains(": no goal changed, 1 file moved, other text in 1 file Other text changed"),
        "{out}"
    );
    assert!(out.ends_with(": okrs/growth.yaml from line 11"), "{out}");
    scratch.write("okrs/m.yaml", &METRICS.replace("within a month", "within a quarter"));
    assert!(head(&scratch, &[]).ends_with(": 1 redefined, other text in 1 file"));
}

#[test]
fn settings_that_judge_goals_and_rewritten_revisions_are_told() {
    let revised = GROWTH.replacen(
        "target: 40%\n",
        "target: 40%\n        revisions: [{date: 2026-02-10, field: target, from: 50%, to: 40%, reason: fewer teams}]\n",
        1,
    );
    let scratch = Scratch::new(&[(FILE, &revised), ("okr.yaml", "grade_bands: [0.4, 0.7]\n")]);
    scratch.write("okr.yaml", "grade_bands: [0.2, 0.3]\n");
    assert!(
        head(&scratch, &[])
            .ends_with(": no goal changed, in okr.yaml grade_bands was [0.4, 0.7] and is [0.2, 0.3]"),
        "{}",
        head(&scratch, &[])
    );
    scratch.write("okr.yaml", "grade_bands: [0.4, 0.7]\ndecimal_mark: comma\nfiscal_year_starts: 2\n");
    let out = head(&scratch, &[]);
    assert!(out.contains("fiscal_year_starts was 1 and is 2, decimal_mark was point and is comma"), "{out}");
    scratch.write("okr.yaml", "grade_bands: [0.4, 0.7] # as ever\n");
    assert!(head(&scratch, &[]).ends_with("other settings in okr.yaml"));
    scratch.write("okr.yaml", "grade_bands: [0.4, 0.7]\n");
    scratch.write(FILE, &revised.replace("from: 50%", "from: 42%"));
    let out = said(&scratch, &[]);
    assert!(
        out.contains("revisions target from 50% to 40% on 2026-02-10 → target from 42% to 40% on 2026-02-10"),
        "{out}"
    );
    scratch.write(FILE, GROWTH);
    let out = said(&scratch, &[]);
    assert!(out.contains("revisions target from 50% to 40% on 2026-02-10 is gone"), "{out}");
}

#[test]
fn a_moved_target_is_told_apart_from_progress() {
    let scratch = Scratch::new(&[(FILE, GROWTH)]);
    let more = "value: 26%}\n          - {date: 2026-02-09, value: 28%}";
    let moved = GROWTH.replace("value: 26%}", more).replacen("target: 40%", "target: 30%", 1);
    scratch.write(FILE, &moved);
    let out = said(&scratch, &[]);
    assert!(out.contains("0.30 → 0.80: 0.40 by the numbers before, the new numbers add 0.40"), "{out}");
    // A score that does not change may hide both.
    let hidden = GROWTH.replace("value: 26%}", "value: 24%}").replacen("target: 40%", "target: 33.34%", 1);
    scratch.write(FILE, &hidden);
    let out = said(&scratch, &[]);
    assert!(out.contains("0.30 → 0.30: 0.20 by the numbers before, the new numbers add 0.10"), "{out}");
}

#[test]
fn a_day_stands_for_the_goals_at_its_end() {
    let scratch = Scratch::new(&[(FILE, GROWTH)]);
    scratch.write(FILE, &GROWTH.replacen("target: 40%", "target: 38%", 1));
    scratch.commit("2026-02-10", "Dee", "lower");
    scratch.write(FILE, &GROWTH.replacen("target: 40%", "target: 36%", 1));
    let since = |day: &str| head(&scratch, &[day]);
    assert_eq!(
        since("2026-02-09"),
        "<start>, the last commit by 9 Feb 2026 → the files as they are: 1 retargeted"
    );
    assert_eq!(
        since("last week"),
        "<lower>, the last commit by 18 Feb 2026 → the files as they are: 1 retargeted"
    );
    assert!(
        head(&scratch, &["2026-02-09..2026-02-10"]).contains("→ <lower>, the last commit by 10 Feb 2026: 1")
    );
    let refused = scratch.okr(&diff(&["2025-12-31"]));
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("no commit as old as 31 Dec 2025: the history here starts later"),
        "{}",
        refused.err
    );
    let refused = scratch.okr(&diff(&["2026-02-30"]));
    assert!(refused.err.contains("`2026-02-30` is not a day of the calendar"), "{}", refused.err);
    let check = scratch.okr(&["check", "--since", "2026-02-09", "--as-of", "2026-02-25"]);
    assert!(check.err.contains("compared with <start>, the last commit by 9 Feb 2026"), "{}", check.err);
    let status = scratch.okr(&["status", "--at", "2026-02-09", "--format", "json"]);
    assert!(status.err.contains("the goals of <start>, the last commit by 9 Feb 2026"), "{}", status.err);
    assert!(status.out.contains("\"as_of\": \"2026-02-09\""), "{}", status.out);
    // A branch of that name is meant before the day.
    scratch.git(&["branch", "2026-02-09", "HEAD"]);
    assert_eq!(since("2026-02-09"), "<lower> → the files as they are: 1 retargeted");
}
