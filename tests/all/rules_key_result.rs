//! The edges of the rules about key results; their pages show the ordinary cases.

use crate::support::findings;

const METRICS: &str = "\
input_metrics:
  - id: activation_rate
    name: Activation rate
    better: higher
    targets:
      - {period: 2026-Q1, target: 35%}
    readings:
      - {date: 2025-11-03, value: 20%}
      - {date: 2025-12-29, value: 23%}
      - {date: 2026-01-05, value: 24%}
  - id: latency
    better: lower
    readings:
      - {date: 2025-12-29, value: 240 ms}
  - id: churn
  - id: seats
    indicator: leading
";

/// What one rule finds in key results given as YAML, each as a list item or the lines below `- `; without the file name.
fn found(rule: &'static str, key_results: &str) -> String {
    let items: String = key_results.lines().map(|line| format!("      {line}\n")).collect();
    let goals = format!(
        "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: New teams feel at home\n    key_results:\n{items}"
    );
    let all = findings(&[("goals.yaml", &goals), ("metrics.yaml", METRICS)], "2026-02-15", &[rule]);
    let lines = all.lines().map(|line| line.split_once("] ").map_or(line, |(_, rest)| rest).to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// Checks that a rule is silent about each of these.
fn silent(rule: &'static str, table: &[&str]) {
    for key_results in table {
        assert_eq!(found(rule, key_results), "", "{rule} on\n{key_results}");
    }
}

#[test]
fn missing_baseline_proposes_where_the_metric_stood() {
    insta::assert_snapshot!(found("missing-baseline", "\
- key_result: Raise activation to 35%
  metric: activation_rate
- Raise activation to 35%"), @r"
    no baseline: where does this stand today? | Raise activation to 35% | write `baseline: 23%`, where `Activation rate` stood on 2025-12-29
    no baseline: where does this stand today? | Raise activation to 35% | say where it starts, in words (`from ... to 35%`) or with `baseline: ...` beside `target: 35%`; what is new starts at `baseline: 0`
    ");
    silent(
        "missing-baseline",
        &["- Launch 3 integrations", "- {key_result: Raise it to 35%, baseline: soon}"],
    );
}

#[test]
fn missing_target_uses_what_is_known() {
    insta::assert_snapshot!(found("missing-target", "\
- key_result: More newcomers finish a workflow
  metric: activation_rate
- key_result: More newcomers finish a workflow
  measurement: first workflow within 7 days
- {key_result: Raise activation, baseline: 23%}"), @r"
    no target: nobody can say at the quarter's end whether it was reached | More newcomers finish a workflow | write `target: 35%`, which `activation_rate` should reach in 2026-Q1
    no target: nobody can say at the quarter's end whether it was reached | More newcomers finish a workflow | say where it starts and ends (`from ... to ...`), or add `target:`
    it starts at `23%` and does not say where it should end | Raise activation | say where it ends: `from 23% to ...`, or add `target: ...`
    ");
    let table = [
        "- Make customers happy",
        "- Launch the mobile app",
        "- {key_result: Launch the app, metric: activation_rate}",
        "- {key_result: Raise it from 3%, target: lots}",
        "- {key_result: Raise it from 3%, at_most: lots}",
        "- {key_result: Reduce tickets by 25%, measurement: tickets}",
        "- {metric: activation_rate, baseline: 3%}",
    ];
    silent("missing-target", &table);
}

#[test]
fn no_change_sees_through_units() {
    insta::assert_snapshot!(found("no-change", "\
- Cut setup from 72 hours to 3 days
- {key_result: Setup time, baseline: 72 hours, target: 72 hours, metric: latency}
- {key_result: Increase signups by 25%, baseline: 0}
- {key_result: Score, baseline: 0.30000000000000004, target: 0.3}"), @r"
    it starts at `72 hours` and ends at `3 days`, which is the same | 3 days | say what it should become; or, to hold it all quarter, write `at_most: 3 days` instead of a target
    it starts and ends at `72 hours`: nothing has to happen | 72 hours | say what it should become; or, to hold it all quarter, write `at_most: 72 hours` instead of a target
    it starts at `0`, where `25%` changes nothing | 25% | say where it should end as a number, with `target: ...`
    it starts at `0.30000000000000004` and ends at `0.3`, which is the same | 0.3 | say what it should become; or, to hold it all quarter, write `at_least: 0.3` instead of a target
    ");
    silent(
        "no-change",
        &["- Cut it from 3 days to 3 hours", "- {key_result: Score, baseline: 0.3, target: 0.31}"],
    );
}

#[test]
fn unit_mismatch_points_at_the_odd_one_out() {
    insta::assert_snapshot!(found("unit-mismatch", "\
- {key_result: Answers, baseline: 4 hours, target: 35%}
- {key_result: Answers, baseline: 23%, target: 2pp}
- {key_result: Deals, baseline: $3M, target: €4M}
- {key_result: Activation, metric: activation_rate, baseline: 4 hours, target: 35%}
- {key_result: Activation, metric: activation_rate, baseline: 4 hours, target: 2 hours, stretch: 1 hour}
- key_result: Activation
  baseline: 20
  target: 35
  check_ins: [{date: 2026-01-19, value: 21%}, {date: 2026-01-26, value: 3 days}]
- {key_result: Pages stay fast, at_most: 250 ms, baseline: 3%}"), @r"
    the target `35%` is a percentage, but the baseline `4 hours` is a time | 35% | write the target as a time, like `4 hours`, or mend the baseline
    the target `2pp` is a difference in percentage points, but the baseline `23%` is a percentage | 2pp | write where it ends: `25%`
    the target `€4M` is an amount in EUR, but the baseline `$3M` is an amount in USD | €4M | give both in one currency; no exchange rate is looked up
    the baseline `4 hours` is a time, but the target `35%` is a percentage | 4 hours | write the baseline as a percentage, like `35%`, or mend the target
    the baseline `4 hours` is a time, but the value of its metric `35%` is a percentage | 4 hours | write the baseline as a percentage, like `35%`, or name the metric that this is measured by
    the check-in `3 days` is a time, but the check-in `21%` is a percentage | 3 days | write the check-in as a percentage, like `21%`, or mend the other one
    the baseline `3%` is a percentage, but the limit `250 ms` is a time | 3% | write the baseline as a time, like `250 ms`, or mend the limit
    ");
    let table = [
        "- {key_result: A, baseline: 4 hours, target: 45 min, stretch: 30}",
        "- {key_result: A, metric: activation_rate, baseline: 23, target: 35}",
        "- {key_result: Reduce tickets by 25%, baseline: 1200 per week}",
        "- {key_result: A, metric: churn, baseline: 8%, target: 4%}",
        "- {key_result: A, baseline: soon, target: 4%}",
    ];
    silent("unit-mismatch", &table);
}

#[test]
fn unit_mismatch_judges_metrics_once() {
    let metrics = "\
guardrails:
  - id: tickets
    baseline: 1,200 per week
    max_increase: 5%
    readings:
      - {date: 2026-01-05, value: 1,100 per week}
      - {date: 2026-01-12, value: 4 hours}
objectives:
  - objective: Calm
    key_results:
      - {key_result: Fewer tickets, metric: tickets, baseline: 1200, target: 900 per week}
";
    insta::assert_snapshot!(findings(&[("m.yaml", metrics)], "2026-02-15", &["unit-mismatch"]), @"m.yaml:7 error[unit-mismatch] the reading `4 hours` is a time, but the baseline `1,200 per week` is a number per day, week or month | 4 hours | write the reading as a number per day, week or month, like `1,200 per week`, or mend the baseline");
}

#[test]
fn wrong_direction_weighs_words_numbers_and_metric() {
    insta::assert_snapshot!(found("wrong-direction", "\
- {key_result: Reduce churn, baseline: 4%, target: 8%, metric: churn}
- {key_result: Activation, baseline: 35%, target: 23%, metric: activation_rate}
- {key_result: Reduce churn from 8% to 4%, metric: churn}
- {key_result: First page, baseline: 400 ms, target: 250 ms, stretch: 300 ms}
- {key_result: Keep the first page fast, at_most: 250 ms, stretch: 0.3s}
- {key_result: Raise churn by 20%, baseline: 5%, metric: latency}"), @r"
    the sentence asks for less, but the numbers rise from `4%` to `8%` | 8% | turn the numbers round (`from 8% to 4%`), or begin with a verb like “raise”
    it falls from `35%` to `23%`, but higher is better for `Activation rate` | 23% | turn the numbers round, or write `better: lower` at the metric
    it falls from `8%` to `4%`, but `churn` counts as better when it is higher | 4% | add `better: lower` to the metric, or turn the numbers round
    the stretch `300 ms` is easier than the target `250 ms` | 300 ms | write a stretch below `250 ms`, or swap the two
    the stretch `0.3s` is easier than the limit `250 ms` | 0.3s | write a stretch below `250 ms`, or swap the two
    it rises from `5%` to `6%`, but lower is better for `latency` | 20% | turn the numbers round, or write `better: higher` at the metric
    ");
    let table = [
        "- Improve latency from 400 ms to 250 ms",
        "- Reach 250 ms from 400 ms",
        "- {key_result: Raise activation from 23% to 35%, baseline: 35%, target: 23%}",
        "- {key_result: Keep the first page under 250 ms, baseline: 240 ms, metric: latency}",
        "- {key_result: Raise it from 3 hours to 4%}",
        "- {key_result: Reduce tickets by 40%, baseline: 1200}",
        "- {key_result: Raise it, baseline: 23%, target: 35%, stretch: 35%}",
    ];
    silent("wrong-direction", &table);
}

#[test]
fn text_disagrees_allows_for_how_people_write() {
    insta::assert_snapshot!(found("text-disagrees", "\
- {key_result: Raise activation from 23% to 35%, baseline: 25%, target: 40%}
- {key_result: Raise activation from 23% to 35%, baseline: 35%, target: 23%}
- {key_result: Keep pages under 250 ms, at_most: 300 ms}
- {key_result: Cut setup from 3 days to 1 day, target: 35%}
- {key_result: Uptime reaches 99.9%, target: 99.5%}
- {key_result: Cut tickets by 40%, baseline: 1200, target: 1000}"), @r"
    `baseline: 25%` here, but the sentence says `23%` | 25% | the field is what counts: write `25%` in the sentence, or `baseline: 23%`
    baseline and target stand the other way round in the sentence | 35% | write `baseline: 23%` and `target: 35%`, or turn the sentence round
    `at_most: 300 ms` here, but the sentence says `250 ms` | 300 ms | the field is what counts: write `300 ms` in the sentence, or `at_most: 250 ms`
    `target: 35%` here, but the sentence says `1 day` | 35% | the field is what counts: write `35%` in the sentence, or `target: 1 day`
    `target: 99.5%` here, but the sentence says `99.9%` | 99.5% | the field is what counts: write `99.5%` in the sentence, or `target: 99.9%`
    from `1200` to `1000` is not the change of `40%` that the sentence promises | 1000 | write `target: 720`, or change the sentence
    ");
    let table = [
        "- {key_result: Cut setup from 3 days to 24 hours, baseline: 72 hours, target: 1 day}",
        "- {key_result: Raise it from 23% to 35%, baseline: 23.4%, target: 35}",
        "- {key_result: Grow it from $1.2M to $2M, baseline: '$1,234,567', target: $2M}",
        "- {key_result: Cut it from about 1200 to 900, baseline: 1260, target: 900}",
        "- {key_result: Reach 500 teams with 40% active, target: 40%}",
        "- {key_result: Stretch to 40%, target: 35%, stretch: 40%}",
        "- {key_result: Raise conversion by 5%, baseline: 20%, target: 25%}",
        "- {key_result: Raise conversion by 5%, baseline: 20%, target: 21%}",
        "- {key_result: Cut tickets by 33%, baseline: 9, target: 6}",
        "- {key_result: Answer 95% of tickets, target: 2 hours}",
        "- {key_result: Raise it from 23% to 35%, baseline: soon, target: 35%}",
        "- Raise it from 23% to 35%",
    ];
    silent("text-disagrees", &table);
}

#[test]
fn missing_owner_speaks_once_where_one_line_mends_it() {
    let judge = |text: &str| findings(&[("a.yaml", text)], "2026-02-15", &["missing-owner"]);
    let tree = "\
objectives:
  - objective: One
    key_results: [Raise a from 1 to 2, Raise b from 1 to 2]
  - objective: Two
    key_results:
      - {key_result: Raise c from 1 to 2OWNER}
      - Raise d from 1 to 2
";
    let unowned = tree.replace("OWNER", "");
    let owned = tree.replace("OWNER", ", owner: li");
    insta::assert_snapshot!(judge(&format!("team: growth\n{unowned}")), @"a.yaml:1 warning[missing-owner] nobody answers for these key results | growth | write a name under `team: growth`, like `owner: ana`: it covers the whole file; an objective or a key result may name its own");
    insta::assert_snapshot!(judge(&format!("level: company\n{unowned}")), @"a.yaml:3 warning[missing-owner] nobody answers for these key results | One | write a name above `objectives:`, like `owner: ana`: it covers the whole file; an objective or a key result may name its own");
    insta::assert_snapshot!(judge(&owned), @r"
    a.yaml:2 warning[missing-owner] nobody answers for the key results of this objective | One | write a name under the objective, like `owner: ana`: it covers its key results
    a.yaml:7 warning[missing-owner] nobody answers for this key result | Raise d from 1 to 2 | write a name beside it, like `owner: ana`; under the objective it covers the other key results too
    ");
    for file in ["owner: ana\n", "owner: [ana, li]\n", "level: individual\nperson: ana\n"] {
        assert_eq!(judge(&format!("{file}{unowned}")), "", "{file}");
    }
    assert_eq!(judge("team: growth\nobjectives:\n  - objective: One\n"), "");
}

#[test]
fn lagging_key_result_knows_circumstances() {
    insta::assert_snapshot!(found("lagging-key-result", "\
- Increase enterprise NPS from 32 to 50
- Grow annual contract value from $20K to $30K
- {key_result: Raise ARR from $1M to $2M, metric: churn}"), @r"
    “NPS” tells too late to steer a quarter by | NPS | make what moves it within weeks the key result, like how many customers use the product each week, and look at this one when the quarter is over
    “contract value” tells too late to steer a quarter by | contract value | make what moves it within weeks the key result, like how many customers use the product each week, and look at this one when the quarter is over
    “ARR” tells too late to steer a quarter by | ARR | make what moves it within weeks the key result, like how many customers use the product each week, and look at this one when the quarter is over
    ");
    let table = [
        "- Reduce churn from 8% to 4%",
        "- Raise NPS responses from 89 to 100",
        "- Win 10 customers with revenue above $1M",
        "- Close the revenue books in 3 days",
        "- Reduce carrying costs from $3K to $2K",
        "- {key_result: Grow seat revenue from $1K to $2K, metric: seats}",
        "- Improve revenue",
    ];
    silent("lagging-key-result", &table);
    let company =
        "level: company\nobjectives: [{objective: Win, key_results: [Raise ARR from $1M to $2M]}]\n";
    assert_eq!(findings(&[("a.yaml", company)], "2026-02-15", &["lagging-key-result"]), "");
}

#[test]
fn already_reached_by_baseline_or_by_the_metric() {
    insta::assert_snapshot!(found("already-reached", "\
- {key_result: 'First page under 250 ms', metric: latency}
- {key_result: Raise activation from 10% to 23%, metric: activation_rate}
- {key_result: At least 50% come back, baseline: 55%}"), @r"
    `250 ms` was already reached: `latency` stood at `240 ms` on 2025-12-29 | 250 ms | aim below `240 ms`; or, to hold what is reached, write `at_most: 250 ms` instead of a target
    `23%` was already reached: `Activation rate` stood at `23%` on 2025-12-29 | 23% | aim above `23%`; or, to hold what is reached, write `at_least: 23%` instead of a target
    it starts at `55%`, where `50%` is already reached | 50% | aim above `55%`; or, to hold what is reached, write `at_least: 50%` instead of a target
    ");
    let table = [
        "- {key_result: Keep the first page under 250 ms, baseline: 240 ms, metric: latency}",
        "- {key_result: First page stays fast, at_most: 250 ms, metric: latency}",
        "- {key_result: Raise activation from 20% to 24%, metric: activation_rate}",
        "- {key_result: Raise activation, baseline: 23%, target: 23%, metric: activation_rate}",
        "- {key_result: Raise activation from 30% to 20%, metric: activation_rate}",
        "- {key_result: Raise activation from 1 day to 2 days, metric: activation_rate}",
    ];
    silent("already-reached", &table);
}

#[test]
fn timid_target_looks_at_the_quarter_before() {
    let before = "\
quarter: 2025-Q4
team: growth
objectives:
  - objective: Calm
    key_results:
      - id: setup
        key_result: Cut setup from 5 days to 3 days
        check_ins: [{date: 2025-12-20, value: 2 days}, {date: 2026-01-20, value: 1 day}]
      - {id: kr2, key_result: Raise tea from 1 to 9, check_ins: [{date: 2025-12-20, value: 9}]}
      - {key_result: Seats, metric: seats, baseline: 10, target: 20, check_ins: [{date: 2025-12-20, value: 30}]}
";
    let now = "\
quarter: 2026-Q1
team: growth
objectives:
  - objective: Calm
    key_results:
      - {id: setup, key_result: Cut setup from 4 days to 60 hours, confidence: 10}
      - {key_result: Raise seats from 20 to 25, metric: seats}
      - {id: kr2, key_result: Raise coffee from 1 to 5}
      - {key_result: Raise seats from 20 to 45, metric: seats, confidence: 8}
      - {key_result: Pages stay fast, at_most: 250 ms, confidence: 10}
  - objective: Safe
    ambition: committed
    key_results:
      - {id: setup, key_result: Cut outages from 6 to 2, confidence: 10}
";
    let files = [("2025.yaml", before), ("2026.yaml", now)];
    insta::assert_snapshot!(findings(&files, "2026-02-15", &["timid-target"]), @r"
    2026.yaml:6 note[timid-target] `60 hours` would be a step back: the last quarter ended at `2 days` | 60 hours | start from there: `baseline: 2 days`, and a target beyond it
    2026.yaml:7 note[timid-target] `25` would be a step back: the last quarter ended at `30` | 25 | start from there: `baseline: 30`, and a target beyond it
    ");
    let strict = [("2026.yaml", now), ("okr.yaml", "rules:\n  timid-target: {confidence: 8}\n")];
    assert_eq!(findings(&strict, "2026-02-15", &["timid-target"]).lines().count(), 2);
}

#[test]
fn baseline_drift_allows_a_tenth_of_the_way() {
    insta::assert_snapshot!(found("baseline-drift", "\
- {key_result: Raise activation from 20% to 35%, metric: activation_rate}
- {key_result: Raise activation, baseline: 20, target: 35, metric: activation_rate}
- {key_result: Raise activation, baseline: 20%, metric: activation_rate}
- {key_result: First page, baseline: 0.4, target: 0.1, metric: latency}"), @r"
    the baseline is `20%`, but `Activation rate` stood at `23%` on 2025-12-29 | 20% | write `from 23% to 35%`, or add the reading that shows `20%` to the metric
    the baseline is `20`, but `Activation rate` stood at `23%` on 2025-12-29 | 20 | write `baseline: 23%`, or add the reading that shows `20` to the metric
    the baseline is `20%`, but `Activation rate` stood at `23%` on 2025-12-29 | 20% | write `baseline: 23%`, or add the reading that shows `20%` to the metric
    the baseline is `0.4`, but `latency` stood at `240 ms` on 2025-12-29 | 0.4 | write `baseline: 240 ms`, or add the reading that shows `0.4` to the metric
    ");
    let table = [
        "- {key_result: Raise activation from 22% to 35%, metric: activation_rate}",
        "- {key_result: Raise activation from 25% to 35%, metric: activation_rate}",
        "- {key_result: Raise activation from 2 days to 4 days, metric: activation_rate}",
        "- {key_result: Raise activation from 10% to 20%, metric: activation_rate}",
        "- key_result: Raise activation from 20% to 35%\n  metric: activation_rate\n  \
         revisions: [{date: 2026-02-01, field: baseline, from: 23%, to: 20%, reason: bots are out}]",
        "- {key_result: Raise it from 1 to 2, metric: nowhere}",
    ];
    silent("baseline-drift", &table);
}

#[test]
fn timid_target_speaks_after_two_perfect_quarters() {
    let quarter = |name: &str, day: &str, value: &str| {
        format!(
            "quarter: {name}\nteam: growth\nobjectives:\n  - objective: Home\n    key_results:\n      - key_result: Raise it from 1% to 9%\n        check_ins: [{{date: {day}, value: {value}}}]\n"
        )
    };
    let found = |second: &str| {
        let files = [
            ("a.yaml", quarter("2025-Q3", "2025-09-20", "9%")),
            ("b.yaml", quarter("2025-Q4", "2025-12-20", second)),
            ("c.yaml", "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: Home\n".to_owned()),
        ];
        let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
        findings(&files, "2026-01-10", &["timid-target"])
    };
    insta::assert_snapshot!(found("9%"), @"c.yaml:4 note[timid-target] `growth` reached every target of the last two quarters: these may be too easy as well | Home | aim for what you are five to seven in ten sure of; a grade of 0.7 is a good one for a stretch");
    assert_eq!(found("8%"), "");
}

#[test]
fn other_languages_get_a_note_at_most() {
    let file = "\
quarter: 2026-Q1
team: wachstum
owner: ana
objectives:
  - objective: Neue Teams fühlen sich in ihrer ersten Woche zu Hause
    why: Die meisten Neuen gehen, bevor sie einen Nutzen sehen
    key_results:
      - Das neue Dashboard für die Kunden einführen
      - Die Aktivierung der neuen Kunden auf 35% steigern
      - Die Zufriedenheit der Kunden verbessern
      - Augmenter la rétention des clients de 20% à 30% et réduire les tickets de 40%
";
    let rules = [
        "output-key-result",
        "activity-key-result",
        "vague-key-result",
        "missing-baseline",
        "missing-target",
        "compound-key-result",
        "vanity-metric",
        "numeric-objective",
        "output-objective",
        "terse-objective",
    ];
    let found = findings(&[("a.yaml", file)], "2026-02-15", &rules);
    assert!(!found.contains("error[") && !found.contains("warning["), "{found}");
}

#[test]
fn a_missing_baseline_is_an_error_only_where_something_moves() {
    let levels = |sentences: &[&str]| {
        let list: String = sentences.iter().map(|text| format!("      - {text}\n")).collect();
        let text = format!(
            "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: Feel at home\n    key_results:\n{list}"
        );
        let found = findings(&[("a.yaml", &text)], "2026-02-15", &["missing-baseline"]);
        let level = |line: &str| line.split_once(' ').unwrap().1.split(" |").next().unwrap().to_owned();
        found.lines().map(level).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(levels(&[
        "Reduce support tickets by 40%",
        "Cut the time to a first reply to 5 hours",
        "Raise activation to 35%",
        "{key_result: Day-30 retention reaches 50%, target: 50%}",
        "Onboard 25 customers by March",
        "Drive 1,000 sign-ups on the new page",
        "$250K in the bank",
        "99.9% uptime of search",
        "Raise contributors to 290 (+3% vs. last quarter)",
        "'Increase install conversion | Q3: 8% , Q4: 10%'",
        "Øke andelen prosjekter med positiv kontantstrøm til 90 %",
        "Øke medarbeidertilfredshet på samhandling fra 75 % til 85 %",
    ]), @r"
    error[missing-baseline] a change without a starting point: nobody can say later whether it happened
    error[missing-baseline] no baseline: where does this stand today?
    error[missing-baseline] no baseline: where does this stand today?
    error[missing-baseline] no baseline: where does this stand today?
    warning[missing-baseline] no baseline: does this start at zero?
    warning[missing-baseline] no baseline: does this start at zero?
    warning[missing-baseline] no baseline: does this start at zero?
    warning[missing-baseline] no baseline: where does this stand today?
    warning[missing-baseline] no baseline: where does this stand today?
    warning[missing-baseline] no baseline: where does this stand today?
    note[missing-baseline] no baseline: where does this stand today?
    ");
}

#[test]
fn ratios_and_amounts_in_words_may_be_targets() {
    let at = |sentence: &str| {
        let text = format!(
            "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: Feel at home\n    key_results:\n      - \"{sentence}\"\n"
        );
        findings(&[("a.yaml", &text)], "2026-02-15", &["missing-target"])
    };
    assert_eq!(at("Improve engineer interviewer ratio from 1:3.7 to 1:3"), "");
    insta::assert_snapshot!(at("Lower the time to deploy from days to single digit hours"), @r#"a.yaml:6 warning[missing-target] no target: nobody can say at the quarter's end whether it was reached | "Lower the time to deploy from days to single digit hours" | say where it starts and ends (`from ... to ...`), or add `target:`"#);
}
