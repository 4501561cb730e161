//! The rules about files as files: edge cases beside those on their pages.

use crate::support::findings;
use okr::goals::Workspace;
use okr::lint::{Selection, lint};
use okr::settings::Settings;
use okr::source::{SourceFile, Sources};

const DAY: &str = "2026-02-15";

/// What one rule finds in one file at `okrs/2026-Q1/growth.yaml`.
fn found(rule: &'static str, text: &str) -> String {
    findings(&[("okrs/2026-Q1/growth.yaml", text)], DAY, &[rule]).replace("okrs/2026-Q1/growth.yaml:", "")
}

/// A team's file with one objective, whose lines are given.
fn goals(team: &str, objective: &str) -> String {
    format!(
        "quarter: 2026-Q1\nteam: {team}\nobjectives:\n  - objective: A good start\n    {}\n",
        objective.replace('\n', "\n    ")
    )
}

#[test]
fn all_that_an_item_lacks_is_one_finding_with_the_lines_to_add() {
    insta::assert_snapshot!(found("missing-field", "objectives:\n- objective: A good start\n"), @r#"
    1 error[missing-field] this file does not say for which quarter it is (`quarter`) or whose goals these are (`team`) | objectives | add `quarter: 2026-Q1` and `team: growth` at the top; for goals of the whole company, `level: company` instead of a team
    "#);
    insta::assert_snapshot!(found("missing-field", "# Ana's\nlevel: individual\nowner: Ana Lima\nquarter: 2026-Q1\nobjectives:\n- objective: A good start\n"), @r#"
    2 error[missing-field] this file does not say whose goals these are (`person`) | level | add `person: ana-lima` at the top
    "#);
    let key_results = "key_results:
- id: x
  metric: activation_rate
  baseline: 1,000 teams
  target: 1,200 teams
  check_ins:
  - {note: nothing yet}
  - {date: 2026-02-02}
  revisions: [{from: 1, to: 2}]
  grade: {reason: ''}
- {at_most: 250 ms}
- ''
initiatives: [{owner: li}, '']";
    let metrics = "metrics: [{id: activation_rate, name: Active new teams, readings: [{value: 3%}, {date: 2026-01-01}], targets: [{stretch: 4%}]}]
guardrails: [{max_increase: 5%}]
north_star: {name: Weekly Active Teams}
";
    insta::assert_snapshot!(found("missing-field", &(goals("growth", key_results) + metrics)), @r#"
    6 error[missing-field] this key result does not say what should change (`key_result`) | id: x | add `key_result: Active new teams from 1,000 teams to 1,200 teams`
    11 error[missing-field] this check-in does not say when that was (`date`) | {note: nothing yet} | add `date: 2026-02-15`
    13 error[missing-field] this revision does not say when it was decided (`date`), what was changed (`field`) or why (`reason`) | {from: 1, to: 2} | add `date: 2026-02-15`, `field: target` and `reason: what has changed since`
    14 error[missing-field] this grade does not say how good it was (`score`) or why (`reason`) | {reason: ''} | add `score: 0.7` and `reason: what the numbers do not show`
    15 error[missing-field] this key result does not say what should change (`key_result`) | {at_most: 250 ms} | add `key_result: Keep ... at or below 250 ms`
    16 error[missing-field] this key result does not say what should change (`key_result`) | '' | add `key_result: ... from ... to ...`
    17 error[missing-field] this initiative does not say what is done (`title`) | {owner: li} | add `title: what you will do, in a few words`
    17 error[missing-field] this initiative does not say what is done (`title`) | '' | add `title: what you will do, in a few words`
    18 error[missing-field] this reading does not say when it was measured (`date`) | {value: 3%} | add `date: 2026-02-15`
    18 error[missing-field] this reading does not say what was measured (`value`) | {date: 2026-01-01} | add `value: 3%`
    18 error[missing-field] this target does not say for which quarter it is (`period`) or what to reach (`target`) | {stretch: 4%} | add `period: 2026-Q1` and `target: 3%`
    19 error[missing-field] this guardrail does not say by which id others can name it (`id`) | {max_increase: 5%} | add `id: a_short_name`
    20 error[missing-field] this north star does not say by which id others can name it (`id`) | {name: Weekly Active Teams} | add `id: weekly_active_teams`
    "#);
}

#[test]
fn nothing_is_missing_where_it_may_only_be_unread_misspelt_or_not_needed() {
    for text in [
        "metrics: [{id: a}]\n",
        "level: company\nquarter: 2026-Q1\nobjectives: [{objective: A good start}]\n",
        "level: individual\nperson: ana\nquarter: 2026-Q1\nobjectives: [{objective: A good start}]\n",
        "level: squad\nquarter: 2026-Q1\nobjectives: [{objective: A good start}]\n",
        "quarter: soon\nteam: Growth!\nobjectives: [{objective: A good start}]\n",
        "quater: 2026-Q1\ntaem: growth\nobjectives: [{objectiv: A good start}]\n",
        "quarter: 2026-Q1\nteam: a\nobjectives:\n- objective: [wrong]\n  key_results: [{key_result: {a: b}}, {keyresult: x}]\n",
        "quarter: 2026-Q1\nobjectives:\n- objective: A\n---\nteam: growth\n",
        "quarter: 2026-Q1\nteam: a\nobjectives:\n",
        "",
    ] {
        assert_eq!(found("missing-field", text), "", "{text}");
    }
}

#[test]
fn an_id_must_be_unique_where_it_is_looked_up() {
    let file = |quarter: &str, team: &str, ids: &[&str]| {
        let line = |id: &&str| match *id {
            "" => "- objective: A good start\n".to_owned(),
            id => format!("- {{id: {id}, objective: A good start}}\n"),
        };
        format!("quarter: {quarter}\n{team}\nobjectives:\n{}", ids.iter().map(line).collect::<String>())
    };
    let two = |a: String, b: String| findings(&[("a.yaml", &a), ("b.yaml", &b)], DAY, &["duplicate-id"]);
    let q1 = |ids: &[&str]| file("2026-Q1", "team: growth", ids);
    insta::assert_snapshot!(two(q1(&["x"]), q1(&["y", "x", "x"])), @r#"
    b.yaml:5 error[duplicate-id] `x` names two objectives of `growth` in 2026-Q1 | x | give one of them another id, like `x-2`, and write that wherever it is meant
    b.yaml:6 error[duplicate-id] `x` names two objectives of `growth` in 2026-Q1 | x | give one of them another id, like `x-2`, and write that wherever it is meant
    "#);
    let company = file("2026-Q1", "level: company", &["x"]);
    insta::assert_snapshot!(two(company.clone(), company), @r#"
    b.yaml:4 error[duplicate-id] `x` names two objectives of `company` in 2026-Q1 | x | give one of them another id, like `x-2`, and write that wherever it is meant
    "#);
    insta::assert_snapshot!(two(q1(&["", "o1"]), q1(&["o2", ""])), @r#"
    a.yaml:5 error[duplicate-id] `o1` names two objectives of `growth` in 2026-Q1 | o1 | give one of them another id, like `o1-2`, and write that wherever it is meant
    b.yaml:4 error[duplicate-id] `o2` names two objectives | o2 | give one of them another id, like `o2-2`, and write that wherever it is meant
    "#);
    for (a, b) in [
        (q1(&["x"]), file("2026-Q2", "team: growth", &["x"])),
        (q1(&["x"]), file("2026-Q1", "team: platform", &["x"])),
        (q1(&["x"]), file("2026-Q1", "person: growth\nlevel: individual", &["y"])),
        // By position, or not known whose and when.
        (q1(&["", ""]), q1(&["", ""])),
        (q1(&[""]), q1(&["o1"])),
        (q1(&["X Y", "X Z"]), q1(&["X Y"])),
        (file("2026", "team: growth", &["x"]), file("2027", "team: growth", &["x"])),
        (file("2026-Q1", "", &["x"]), file("2026-Q1", "", &["x"])),
    ] {
        assert_eq!(two(a.clone(), b.clone()), "", "{a}\n{b}");
    }
    let key_results = "key_results:\n- {id: a, key_result: A}\n- {id: b, key_result: B}\n- {id: a, key_result: C}\n- D\n- {id: kr4, key_result: E}";
    insta::assert_snapshot!(found("duplicate-id", &goals("growth", key_results)), @r#"
    8 error[duplicate-id] `a` names two key results of this objective | a | give one of them another id, like `a-2`, and write that wherever it is meant
    10 error[duplicate-id] `kr4` names two key results of this objective | kr4 | give one of them another id, like `kr4-2`, and write that wherever it is meant
    "#);
    insta::assert_snapshot!(found("duplicate-id", "north_star: {id: a}\nguardrails: [a, {id: a, at_most: 5}]\nmetrics: [{id: a}]\n"), @r#"
    2 error[duplicate-id] `a` names two metrics | a | if they are one metric, keep it in one place and name it by its id elsewhere; if not, give one of them another id, like `a_2`
    3 error[duplicate-id] `a` names two metrics | a | if they are one metric, keep it in one place and name it by its id elsewhere; if not, give one of them another id, like `a_2`
    "#);
}

const METRICS: &str = "
north_star: {id: weekly_active_teams}
input_metrics:
  - {id: activation_rate, counter_metric: day_30_retention, equals: (activated_teams / new_teams) * 100}
metrics: [{id: day_30_retention}, {id: activated_teams}, {id: new_teams}]
guardrails: [{id: support_tickets, max_increase: 5%}]
";
const COMPANY: &str = "
quarter: 2026-Q1
level: company
objectives:
  - {id: win-mid-market, objective: Mid-sized companies choose us, key_results: [{id: deals, key_result: Win more deals}]}
";
const PLATFORM: &str = "
quarter: 2026-Q1
team: platform
objectives:
  - {id: fast-api, objective: The product answers at once, key_results: [{id: p95, key_result: Cut p95}, Cut p99]}
";
const LAST_QUARTER: &str = "
quarter: 2025-Q4
team: platform
objectives: [{id: calm-nights, objective: Nobody is woken at night, key_results: [{id: pages, key_result: Cut pages}]}]
";

/// What is unknown in a file of the team `growth` beside the files above; other `files` come on top.
fn unknown(text: &str, files: &[(&str, &str)]) -> String {
    let mut all = vec![
        ("okrs/2025-Q4/platform.yaml", LAST_QUARTER),
        ("okrs/2026-Q1/company.yaml", COMPANY),
        ("okrs/2026-Q1/platform.yaml", PLATFORM),
        ("okrs/metrics.yaml", METRICS),
        ("okrs/x.yaml", text),
    ];
    all.extend(files);
    findings(&all, DAY, &["unknown-reference"])
        .replace("okrs/x.yaml:", "")
        .replace(" error[unknown-reference]", "")
}

#[test]
fn every_kind_of_reference_is_looked_up() {
    let right = "supports: [company/win-mid-market, company/win-mid-market/deals, activation_rate, 2025-Q4/platform/calm-nights]
guardrails: [support_tickets]
key_results:
- key_result: Raise activation
  metric: activation_rate
  depends_on: [platform/fast-api/p95, platform/fast-api/kr2, platform/fast-api, 2025-Q4/platform/calm-nights/pages]
- {id: named, key_result: Raise retention}
initiatives:
- {title: A, bets_on: [kr1, named, growth/o1/named, platform/fast-api/p95]}";
    assert_eq!(unknown(&goals("growth", right), &[]), "");
    assert_eq!(unknown(&(goals("growth", "why: x") + "guardrails: [support_tickets]\n"), &[]), "");
}

#[test]
fn unknown_metrics_and_guardrails_are_told_with_the_nearest_or_the_line_that_defines_them() {
    let goals = goals(
        "growth",
        "guardrails: [suport_tickets, day_30_retention, churn, activation_rat]
key_results:
- {key_result: A, metric: activation rate}
- {key_result: B, metric: Median days to a first workflow}
- {key_result: C, metric: growth/activation_rate}
- {key_result: D, metric: churn}
- {key_result: E, metric: '日本'}
- {key_result: F, metric: ''}",
    );
    insta::assert_snapshot!(unknown(&goals, &[]), @r#"
    5 there is no guardrail `suport_tickets` | suport_tickets | did you mean `support_tickets`?
    5 `day_30_retention` is a metric but no guardrail: nothing says what it must not do | day_30_retention | move `day_30_retention` to the section `guardrails:` and give it a limit, like `max_increase: 5%` or `at_least: ...`
    5 there is no guardrail `churn` | churn | define it under `guardrails:` in okrs/metrics.yaml: `- {id: churn, max_increase: 5%}`
    5 there is no guardrail `activation_rat` | activation_rat | define it under `guardrails:` in okrs/metrics.yaml: `- {id: activation_rat, max_increase: 5%}`
    7 there is no metric `activation rate` | activation rate | did you mean `activation_rate`?
    8 there is no metric `Median days to a first workflow` | Median days to a first workflow | `metric` takes the id of a metric; to say in words how it is measured, write `measurement:`, or define it under `metrics:` in okrs/metrics.yaml: `- id: median_days_to_a_first_workflow`
    9 there is no metric `growth/activation_rate` | growth/activation_rate | did you mean `activation_rate`?
    10 there is no metric `churn` | churn | define it under `metrics:` in okrs/metrics.yaml: `- id: churn`
    11 there is no metric `日本` | '日本' | define it under `metrics:` in okrs/metrics.yaml: `- id: ...`
    12 an empty text names nothing | '' | write what is meant, or take this entry out
    "#);
    let metrics = "metrics:
  - {id: a, drives: [weekly_active_team, b], counter_metric: c}
  - {id: d, equals: new_team * (2.5e3 + a) - 12K * arpu}
  - {id: e, equals: the number of customers times what each pays}
guardrails: [support_tickets, tickets, new_teams]
";
    insta::assert_snapshot!(unknown(metrics, &[]), @r#"
    2 there is no metric `weekly_active_team` | weekly_active_team | did you mean `weekly_active_teams`?
    2 there is no metric `b` | b | define it under `metrics:` in okrs/metrics.yaml: `- id: b`
    2 there is no metric `c` | c | define it under `metrics:` in okrs/metrics.yaml: `- id: c`
    3 there is no metric `new_team` | new_team | did you mean `new_teams`?
    3 there is no metric `arpu` | arpu | define it under `metrics:` in okrs/metrics.yaml: `- id: arpu`
    5 there is no guardrail `tickets` | tickets | define it under `guardrails:` in okrs/metrics.yaml: `- {id: tickets, max_increase: 5%}`
    5 `new_teams` is a metric but no guardrail: nothing says what it must not do | new_teams | move `new_teams` to the section `guardrails:` and give it a limit, like `max_increase: 5%` or `at_least: ...`
    "#);
}

#[test]
fn unknown_addresses_are_told_with_the_nearest_or_what_there_is_to_choose_from() {
    let goals = goals(
        "growth",
        "supports:
- company/win-mid-markets
- comapny/win-mid-market
- company/expand
- platform/calm-nights
- sales/more-deals
- 2027-Q1/company/win-mid-market
- 2026-Q1/sales/x
- win-mid-market
- win-mid-market/deals
- company
- activation_rat
- grow
- a/b/c/d
- company/win-mid-market/dealz
- company/win-mid-market/revenue
key_results:
- id: own
  key_result: A
  metric: activation_rate
  depends_on: [own, fast-api, platform, activation_rate, other]
initiatives:
- {title: B, bets_on: [owm, activation_rate, revenue, elsewhere]}",
    );
    let other = "  - {objective: B, key_results: [{id: elsewhere, key_result: C}], initiatives: [{title: D, bets_on: [own, kr2]}]}
  - {objective: E, initiatives: [{title: F, bets_on: [kr1]}]}
";
    insta::assert_snapshot!(unknown(&(goals + other), &[]), @r#"
    6 `company` has no objective `win-mid-markets` in 2026-Q1 | company/win-mid-markets | did you mean `company/win-mid-market`?
    7 `comapny` has no goals in 2026-Q1 | comapny/win-mid-market | did you mean `company/win-mid-market`?
    8 `company` has no objective `expand` in 2026-Q1 | company/expand | in 2026-Q1 it has `win-mid-market`
    9 `platform` has no objective `calm-nights` in 2026-Q1 | platform/calm-nights | did you mean `2025-Q4/platform/calm-nights`?
    10 `sales` has no goals in 2026-Q1 | sales/more-deals | an address begins with a team; with goals in 2026-Q1 there are `company`, `growth` and `platform`
    11 `company` has no goals in 2027-Q1 | 2027-Q1/company/win-mid-market | did you mean `2026-Q1/company/win-mid-market`?
    12 `sales` has no goals in 2026-Q1 | 2026-Q1/sales/x | an address begins with a team; with goals in 2026-Q1 there are `company`, `growth` and `platform`
    13 `win-mid-market` does not say whose objective it is | win-mid-market | did you mean `company/win-mid-market`?
    14 `win-mid-market` has no goals in 2026-Q1 | win-mid-market/deals | did you mean `company/win-mid-market/deals`?
    15 `company` is a team, not one of its goals | company | name one of its objectives as `company/...`; it has `win-mid-market`
    16 there is no metric or objective `activation_rat` | activation_rat | did you mean `activation_rate`?
    17 there is no metric or objective `grow` | grow | name a metric by its id, an objective as `team/objective`
    18 `a/b/c/d` is not an address | a/b/c/d | write `team/objective` or `team/objective/key-result`, with a quarter in front (`2026-Q1/...`) if it is another one
    19 `company/win-mid-market` has no key result `dealz` | company/win-mid-market/dealz | did you mean `company/win-mid-market/deals`?
    20 `company/win-mid-market` has no key result `revenue` | company/win-mid-market/revenue | it has `deals`
    25 `own` does not say whose key result it is | own | did you mean `growth/o1/own`?
    25 `fast-api` does not say whose objective it is | fast-api | did you mean `platform/fast-api`?
    25 `platform` is a team, not one of its goals | platform | name one of its objectives as `platform/...`; it has `fast-api`
    25 `activation_rate` is a metric, not a key result that somebody has promised | activation_rate | name the key result you need, as `team/objective/key-result`
    25 `other` does not say whose key result it is | other | write `team/objective/key-result`
    27 this objective has no key result `owm` | owm | did you mean `own`?
    27 this objective has no key result `activation_rate` | activation_rate | did you mean `own`?
    27 this objective has no key result `revenue` | revenue | its key results are `own`; one of another objective is named `team/objective/key-result`
    27 this objective has no key result `elsewhere` | elsewhere | did you mean `growth/o2/elsewhere`?
    28 this objective has no key result `own` | own | did you mean `growth/o1/own`?
    28 this objective has no key result `kr2` | kr2 | its key results are `elsewhere`; one of another objective is named `team/objective/key-result`
    29 this objective has no key result `kr1` | kr1 | it has no key results yet: write the one that this should move
    "#);
}

#[test]
fn a_name_that_may_be_defined_where_nobody_can_see_it_is_not_called_unknown() {
    let goals = goals(
        "growth",
        "supports: [sales/more-deals, sales/more-deals/won, sales/o1]\nguardrails: [churn]\nkey_results: [{key_result: A, metric: arpu}]",
    );
    assert_eq!(unknown(&goals, &[]).lines().count(), 5);
    let silent_about: &[(&str, &str, usize)] = &[
        (
            "ids in a part that cannot be read",
            "quarter: 2026-Q1\n---\nteam: sales\nmetrics:\n- id: arpu\nguardrails:\n- id: churn\nobjectives:\n- id: more-deals\n  objective: A\n",
            0,
        ),
        (
            "wrong ids",
            "quarter: 2026-Q1\nteam: sales\nmetrics: [{id: Arpu}]\nobjectives: [{id: more_deals, objective: A}]\n",
            1,
        ),
        (
            "a file that does not say whose it is",
            "quarter: 2026-Q1\nobjectives: [{id: more-deals, objective: A}, {objective: B}]\n",
            3,
        ),
        (
            "a file for a whole year",
            "quarter: 2026\nteam: sales\nobjectives: [{id: more-deals, objective: A}]\n",
            3,
        ),
    ];
    for (case, text, left) in silent_about {
        let told = unknown(&goals, &[("okrs/sales.yaml", text)]);
        assert_eq!(told.lines().count(), *left, "{case}: {told}");
    }
    // A file without a quarter cannot be asked about addresses, one with a wrong id is told of the id alone.
    assert_eq!(unknown("team: a\nobjectives: [{objective: A, supports: [sales/x]}]\n", &[]), "");
    let own =
        "key_results: [{id: 'First KR', key_result: A}]\ninitiatives: [{title: B, bets_on: [First KR]}]";
    assert_eq!(unknown(&self::goals("growth", own), &[]), "");
}

#[test]
fn a_file_that_cannot_be_read_at_all_may_define_anything() {
    let goals = goals(
        "growth",
        "key_results: [{key_result: A, metric: arpu}, {key_result: B, metric: activation_rat}]",
    );
    let told = |metrics: Vec<u8>| {
        let files = [
            ("a.yaml", goals.clone().into_bytes()),
            ("b.yaml", metrics),
            ("c.yaml", METRICS.as_bytes().to_vec()),
        ];
        let files = files.map(|(path, bytes)| SourceFile::from_bytes(path.to_owned(), bytes));
        let settings = Settings::default();
        let workspace =
            Workspace::read(Sources::new(files.to_vec()), &settings.vocabulary, settings.calendar);
        let selection = Selection { select: vec!["unknown-reference"], ignore: vec![] };
        lint(&workspace, &settings, DAY.parse().unwrap(), &selection).findings.len()
    };
    assert_eq!(told(b"metrics: [{id: churn}]".to_vec()), 2);
    assert_eq!(told(b"\xff\xfem\0".to_vec()), 1, "only the one with a near name");
    assert_eq!(told(b"metrics: [{id: arpu, name: caf\xe9}]".to_vec()), 1, "the id can be seen");
}

#[test]
fn thousands_of_wrong_references_among_thousands_of_ids_cost_no_more_than_their_number() {
    let metrics: String = (0..5_000).map(|n| format!("- {{id: metric_{n:05}}}\n")).collect();
    let mut goals = "quarter: 2026-Q1\nteam: growth\nobjectives:\n".to_owned();
    for objective in 0..100 {
        goals.push_str(&format!("- id: a{objective}\n  objective: A\n  key_results:\n"));
        for n in 0..50 {
            let metric = objective * 50 + n;
            let needs = format!("growth/b{objective}, growth/a{objective}/k{n}, growth/a{objective}/x{n}");
            goals.push_str(&format!(
                "  - {{id: k{n}, key_result: A, metric: metrics_{metric:05}, depends_on: [{needs}]}}\n"
            ));
        }
    }
    let settings = Settings::default();
    let files = [("a.yaml", format!("metrics:\n{metrics}")), ("b.yaml", goals)];
    let files = files.map(|(path, text)| SourceFile::from_bytes(path.to_owned(), text.into_bytes()));
    let workspace = Workspace::read(Sources::new(files.to_vec()), &settings.vocabulary, settings.calendar);
    let selection = Selection { select: vec!["unknown-reference"], ignore: vec![] };
    let start = std::time::Instant::now();
    let told = lint(&workspace, &settings, DAY.parse().unwrap(), &selection).findings;
    assert_eq!(told.len(), 3 * 5_000);
    let meant = |help: &str| told.iter().any(|finding| finding.help.as_deref() == Some(help));
    assert!(meant("did you mean `metric_00000`?"), "the first ones are told with their neighbours");
    // Every wrong metric against every right one would be 25 million comparisons, minutes of them.
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
