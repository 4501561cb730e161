//! Comments that suppress a rule: what they cover, when they count, and the message about those that do not.

use crate::support::{findings, show, workspace};
use okr::goals::Day;
use okr::lint::{Report, Selection, lint};
use okr::source::Lines;

/// Every key result of these files lacks its baseline, and nothing else is looked at.
const RULES: &[&str] = &["missing-baseline", "bad-suppression", "unused-suppression"];

fn lint_text(text: &str, as_of: &str) -> (okr::goals::Workspace, Report) {
    let (workspace, settings) = workspace(&[("a.yaml", text)]);
    let selection = Selection { select: RULES.to_vec(), ignore: vec![] };
    let report = lint(&workspace, &settings, as_of.parse::<Day>().expect("a day"), &selection);
    (workspace, report)
}

/// The lines of active findings, with their rules, and the lines of suppressed ones.
fn outcome(text: &str, as_of: &str) -> (Vec<String>, Vec<usize>) {
    let (_, report) = lint_text(text, as_of);
    let lines = Lines::new(text);
    let line = |finding: &okr::finding::Finding| lines.line(finding.span.start);
    let standing = report.findings.iter().map(|finding| format!("{} {}", line(finding), finding.rule));
    (standing.collect(), report.suppressed.iter().map(line).collect())
}

/// A goal file: `{}` in the comments is replaced by `okr: ignore[missing-baseline]`.
fn file(text: &str) -> String {
    text.replace("{}", "okr: ignore[missing-baseline]")
}

#[test]
fn a_suppression_covers_the_entry_it_stands_on_or_above() {
    let table: &[(&str, &str, &[&str], &[usize])] = &[
        (
            "after a short key result",
            "objectives:\n- objective: A\n  key_results:\n  - Reach 35% # {} new\n  - Reach 40%\n",
            &["5 missing-baseline"],
            &[4],
        ),
        (
            "alone above a short key result",
            "objectives:\n- objective: A\n  key_results:\n  # {} new\n  - Reach 35%\n  - Reach 40%\n",
            &["6 missing-baseline"],
            &[5],
        ),
        (
            "alone above a whole key result, which goes on over several lines",
            "objectives:\n- objective: A\n  key_results:\n    # {} new\n    - id: x\n      key_result: Reach 35%\n    - Reach 4\n",
            &["7 missing-baseline"],
            &[6],
        ),
        (
            "after the first line of a whole key result",
            "objectives:\n- objective: A\n  key_results:\n    - id: x # {} new\n      key_result: Reach 35%\n    - Reach 4\n",
            &["6 missing-baseline"],
            &[5],
        ),
        (
            "between the dash and the first key",
            "objectives:\n- objective: A\n  key_results:\n    - # {} new\n      id: x\n      key_result: Reach 35%\n    - Reach 4\n",
            &["7 missing-baseline"],
            &[6],
        ),
        (
            "alone above the line of one field",
            "objectives:\n- objective: A\n  key_results:\n    - id: x\n      # {} new\n      key_result: Reach 35%\n    - Reach 4\n",
            &["7 missing-baseline"],
            &[6],
        ),
        (
            "above a field whose text goes on on the next lines",
            "objectives:\n- objective: A\n  key_results:\n    - id: x\n      # {} new\n      key_result: >-\n        Reach\n        35%\n",
            &[],
            &[7],
        ),
        (
            "on another line of the same key result",
            "objectives:\n- objective: A\n  key_results:\n    - key_result: Reach 35%\n      owner: ana # {} new\n",
            &["4 missing-baseline", "5 unused-suppression"],
            &[],
        ),
        (
            "above an objective, for all its key results",
            "objectives:\n# {} new\n- objective: A\n  key_results:\n  - Reach 35%\n  - Reach 4\n- objective: B\n  key_results: [Reach 5]\n",
            &["8 missing-baseline"],
            &[5, 6],
        ),
        (
            "after the key of a list, for the whole list",
            "objectives:\n- objective: A\n  key_results: # {} new\n  - Reach 35%\n  - Reach 4\n- objective: B\n  key_results: [Reach 5]\n",
            &["7 missing-baseline"],
            &[4, 5],
        ),
        (
            "in a list in brackets, for its line",
            "objectives:\n- objective: A\n  key_results: [\n    Reach 35%, # {} new\n    Reach 40%,\n  ]\n",
            &["5 missing-baseline"],
            &[4],
        ),
        (
            "several comments above one another, the last one followed by a blank line",
            "objectives:\n- objective: A\n  key_results:\n  # {} new\n  # a word on that\n\n  - Reach 35%\n",
            &[],
            &[7],
        ),
        (
            "at the top, for the file",
            "# What we want\n---\n# okr: ignore-file[missing-baseline] a first draft\nobjectives:\n- objective: A\n  key_results: [Reach 5]\n",
            &[],
            &[6],
        ),
        (
            "at the top, but below the first key",
            "team: a\n# okr: ignore-file[missing-baseline] a first draft\nobjectives:\n- objective: A\n  key_results: [Reach 5]\n",
            &["2 bad-suppression", "5 missing-baseline"],
            &[],
        ),
        (
            "at the very end",
            "objectives:\n- objective: A\n  key_results: [Reach 5]\n  # {} new\n",
            &["3 missing-baseline", "4 unused-suppression"],
            &[],
        ),
        (
            "within a text, where it is no comment",
            "objectives:\n- objective: A\n  why: |\n    # {} new\n  key_results: [Reach 5]\n",
            &["5 missing-baseline"],
            &[],
        ),
        (
            "within quotes, where it is no comment",
            "objectives:\n- objective: \"A # {} new\"\n  key_results: [Reach 5]\n",
            &["3 missing-baseline"],
            &[],
        ),
        (
            "twice over the same key result: both are of use",
            "objectives:\n# {} all of it\n- objective: A\n  key_results:\n  - Reach 35% # {} new\n",
            &[],
            &[5],
        ),
        (
            "with line ends of Windows",
            "objectives:\r\n- objective: A\r\n  key_results:\r\n  # {} new\r\n  - Reach 35%\r\n  - Reach 4\r\n",
            &["6 missing-baseline"],
            &[5],
        ),
    ];
    for (case, text, standing, suppressed) in table {
        let (stood, were_suppressed) = outcome(&file(text), "2026-02-15");
        assert_eq!(stood, *standing, "{case}");
        assert_eq!(were_suppressed, *suppressed, "{case}");
    }
}

#[test]
fn a_suppression_counts_up_to_its_last_day() {
    let text = "objectives:\n- objective: A\n  key_results:\n  - Reach 35% # okr: ignore[missing-baseline] until=2026-03-31 new\n";
    assert_eq!(outcome(text, "2026-03-31"), (vec![], vec![4]));
    let ended = ["4 missing-baseline".to_owned(), "4 bad-suppression".to_owned()];
    assert_eq!(outcome(text, "2026-04-01"), (ended.to_vec(), vec![]));
}

#[test]
fn every_way_to_get_a_suppression_wrong_is_explained() {
    let comments = [
        "ignore[missing-baseline]",
        "ignore[missing-baseline] ...",
        "ignore[missing-base-line] first measured in May",
        "ignore[missing-baseline, owner] first measured in May",
        "ignore[bad-suppression] these comments are fine",
        "ignore[unused-suppression, missing-baseline] these comments are fine",
        "ignore missing-baseline: first measured in May",
        "ignore[] first measured in May",
        "ignore[missing-baseline first measured in May",
        "ingore[missing-baseline] first measured in May",
        "remember the milk",
        "",
        "ignore-file[missing-baseline] too late",
        "ignore[missing-baseline] until=2026-02-14 first measured in May",
        "ignore[missing-baseline] until=31.3.2026 first measured in May",
        "ignore[missing-baseline] until= first measured in May",
        "ignore[missing-baseline] first measured in May until=2026-05-01",
        "ignore[missing-baseline] until 2026-05-01 first measured in May",
    ];
    let lines: Vec<String> = comments
        .iter()
        .map(|comment| {
            let text =
                format!("objectives:\n- objective: A\n  key_results:\n  - Reach 35% # okr: {comment}\n");
            let (workspace, report) = lint_text(&text, "2026-02-15");
            let shown = show(&workspace, &report).replace("a.yaml:4 ", "");
            let shown = shown.lines().filter(|line| !line.contains("[missing-baseline] no baseline"));
            format!("# okr: {comment}\n{}", shown.map(|line| format!("    {line}\n")).collect::<String>())
        })
        .collect();
    insta::assert_snapshot!(lines.concat(), @r#"
    # okr: ignore[missing-baseline]
        warning[bad-suppression] this suppression does not say why | # okr: ignore[missing-baseline] | give the reason after the bracket, as in `# okr: ignore[missing-baseline] because ...`
    # okr: ignore[missing-baseline] ...
        warning[bad-suppression] this suppression does not say why | # okr: ignore[missing-baseline] ... | give the reason after the bracket, as in `# okr: ignore[missing-baseline] because ...`
    # okr: ignore[missing-base-line] first measured in May
        warning[bad-suppression] there is no rule `missing-base-line` to ignore | missing-base-line | did you mean `missing-baseline`?
    # okr: ignore[missing-baseline, owner] first measured in May
        warning[bad-suppression] there is no rule `owner` to ignore | owner | name each rule it is about; `okr rules` lists all of them
    # okr: ignore[bad-suppression] these comments are fine
        warning[bad-suppression] no comment can silence `bad-suppression`: it checks comments like this | bad-suppression | fix or remove the other comment, or write `bad-suppression: off` under `rules:` in okr.yaml
    # okr: ignore[unused-suppression, missing-baseline] these comments are fine
        warning[bad-suppression] no comment can silence `unused-suppression`: it checks comments like this | unused-suppression | fix or remove the other comment, or write `unused-suppression: off` under `rules:` in okr.yaml
    # okr: ignore missing-baseline: first measured in May
        warning[bad-suppression] this suppression does not name its rule | # okr: ignore missing-baseline: first measured in May | put the name in brackets: `ignore[missing-baseline]`
    # okr: ignore[] first measured in May
        warning[bad-suppression] this suppression does not name its rule | # okr: ignore[] first measured in May | write `# okr: ignore[rule-name] the reason`, or `# okr: ignore-file[rule-name] the reason` at the top of the file
    # okr: ignore[missing-baseline first measured in May
        warning[bad-suppression] the `[` after `ignore` is never closed | # okr: ignore[missing-baseline first measured in May | write `# okr: ignore[rule-name] the reason`, or `# okr: ignore-file[rule-name] the reason` at the top of the file
    # okr: ingore[missing-baseline] first measured in May
        warning[bad-suppression] okr does not know `ingore` in a comment | ingore | did you mean `ignore`?
    # okr: remember the milk
        warning[bad-suppression] okr does not know `remember` in a comment | remember | write `# okr: ignore[rule-name] the reason`, or `# okr: ignore-file[rule-name] the reason` at the top of the file
    # okr: 
        warning[bad-suppression] this comment is meant for okr, but it asks for nothing | # okr:  | write `# okr: ignore[rule-name] the reason`, or `# okr: ignore-file[rule-name] the reason` at the top of the file
    # okr: ignore-file[missing-baseline] too late
        warning[bad-suppression] `ignore-file` works only at the top, above the first key of the file | # okr: ignore-file[missing-baseline] too late | move it to the top, or write `ignore` to cover only this place
    # okr: ignore[missing-baseline] until=2026-02-14 first measured in May
        warning[bad-suppression] this suppression ended on 2026-02-14 | 2026-02-14 | fix what it hides, or set a later date and say why
    # okr: ignore[missing-baseline] until=31.3.2026 first measured in May
        warning[bad-suppression] `31.3.2026` is not a date | 31.3.2026 | write `2026-03-31`
    # okr: ignore[missing-baseline] until= first measured in May
        warning[bad-suppression] there is no date after `until=` | # okr: ignore[missing-baseline] until= first measured in May | write the date right after the bracket, as in `] until=2026-03-31 the reason`
    # okr: ignore[missing-baseline] first measured in May until=2026-05-01
        warning[bad-suppression] the date of a suppression must follow its bracket | until=2026-05-01 | write the date right after the bracket, as in `] until=2026-03-31 the reason`
    # okr: ignore[missing-baseline] until 2026-05-01 first measured in May
        warning[bad-suppression] the date of a suppression must follow its bracket | until | write the date right after the bracket, as in `] until=2026-03-31 the reason`
    "#);
}

#[test]
fn a_suppression_of_a_rule_that_did_not_run_is_not_called_unused() {
    let text = "# okr: ignore-file[duplicate-key] two tools write this file\nteam: a\nquarter: 2026-Q1\n";
    let unused = "a.yaml:1 warning[unused-suppression] `duplicate-key` finds nothing here: nothing is suppressed \
                  | # okr: ignore-file[duplicate-key] two tools write this file | remove this comment";
    assert_eq!(findings(&[("a.yaml", text)], "2026-02-15", &[]), unused);
    assert_eq!(findings(&[("a.yaml", text)], "2026-02-15", &["unused-suppression"]), "");
    let one_of_two = text.replace("[duplicate-key]", "[duplicate-key, unknown-field]") + "taem: a\n";
    let unused = "a.yaml:1 warning[unused-suppression] `duplicate-key` finds nothing here: nothing is suppressed \
                  | duplicate-key | remove `duplicate-key` from the brackets";
    assert_eq!(findings(&[("a.yaml", &one_of_two)], "2026-02-15", &[]), unused);
    let off = ("okr.yaml", "rules: {duplicate-key: off}");
    assert_eq!(findings(&[off, ("a.yaml", text)], "2026-02-15", &[]), "");
}

#[test]
fn a_damaged_file_cannot_tell_which_suppressions_are_of_use() {
    let text = "objectives:\n- objective: A: b\n  key_results:\n  - Reach 35% or more # okr: ignore[missing-baseline, missing-field] new\n";
    let (_, report) = lint_text(text, "2026-02-15");
    assert!(report.findings.iter().all(|finding| finding.rule != "unused-suppression"), "{report:?}");
}

#[test]
fn thousands_of_suppressions_cost_no_more_than_their_number() {
    let mut text = "objectives:\n".to_owned();
    text.push_str(&"# okr: ignore[missing-baseline] new\n".repeat(20_000));
    text.push_str("- objective: A\n  key_results:\n");
    text.push_str(&"  - Reach 35% # okr: ignore[missing-baseline] new\n".repeat(1_000));
    let start = std::time::Instant::now();
    let (_, report) = lint_text(&text, "2026-02-15");
    assert_eq!((report.findings.len(), report.suppressed.len()), (0, 1_000));
    // Each comment against those below it would be 200 million lines.
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}
