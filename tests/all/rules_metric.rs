//! The rules about metrics, at their edges. What they are for is on their pages.

use crate::support::findings;
use insta::assert_snapshot;

const DAY: &str = "2026-02-15";

fn of(rule: &'static str, files: &[(&str, &str)]) -> String {
    findings(files, DAY, &[rule])
}

fn one(rule: &'static str, text: &str) -> String {
    of(rule, &[("metrics.yaml", text)])
}

#[test]
fn one_north_star_is_wanted_where_there_are_metrics_or_company_objectives() {
    let short = "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: Feel at home\n    key_results: [Raise activation from 23% to 35%]\n";
    let company = short.replace("team: growth", "level: company");
    let silent = [
        short,
        "guardrails:\n  - {id: tickets, at_most: 5}\n",
        "north_star: {id: a}\nmetrics: [{id: b}]\n",
        // Reported as a wrong value.
        "north_star: weekly teams\nmetrics: [{id: b}]\n",
        "",
    ];
    for text in silent {
        assert_eq!(one("north-star-count", text), "", "{text}");
    }
    let twice = [("a.yaml", "north_star: {id: a}\n"), ("b.yaml", "north_star: {id: a}\n")];
    assert_eq!(of("north-star-count", &twice), "");
    let broken = [("a.yaml", "metrics: [{id: b}]\n"), ("b.yaml", "north_star: {id: a\n")];
    assert_eq!(of("north-star-count", &broken), "");
    assert_snapshot!(one("north-star-count", "metrics: [{id: mrr}]\n"), @r"metrics.yaml:1 error[north-star-count] no north star: nothing says which one number all of this is to move | mrr | name the number that shows the value users get, for example in metrics.yaml: `north_star: {id: weekly_active_teams, name: Weekly active teams}`");
    assert_snapshot!(one("north-star-count", &company), @r"metrics.yaml:4 error[north-star-count] no north star: nothing says which one number all of this is to move | Feel at home | name the number that shows the value users get, for example in metrics.yaml: `north_star: {id: weekly_active_teams, name: Weekly active teams}`");
    let three = [
        ("a.yaml", "north_star: {id: a, name: A}\n"),
        ("b.yaml", "north_star: {id: b}\n"),
        ("c.yaml", "north_star: {id: c}\n"),
    ];
    assert_snapshot!(of("north-star-count", &three), @r"b.yaml:1 error[north-star-count] `b` is one of 3 north stars: teams steer by one | b | keep the one that best shows the value users get, and put the others under `input_metrics:` if they drive it, else under `metrics:`; the first is “A”");
}

#[test]
fn results_make_lagging_north_stars_but_words_around_them_count() {
    let lagging = [
        "Revenue per user",
        "ARR",
        "net revenue retention",
        "Average NPS",
        "Net Promoter Score",
        "Annual contract value",
        "Gross profit",
        "Customer lifetime value",
    ];
    let fine = [
        "Weekly active teams",
        "Gross merchandise value",
        "NPS responses collected",
        "Revenue-generating teams",
        "Active revenue teams",
        "Non-revenue users",
        "Arrivals on time",
        "Contracts signed",
        "Perceived value",
    ];
    for name in lagging {
        assert_ne!(
            one("lagging-north-star", &format!("north_star: {{id: n, name: {name}}}\n")),
            "",
            "{name}"
        );
    }
    for name in fine {
        assert_eq!(
            one("lagging-north-star", &format!("north_star: {{id: n, name: {name}}}\n")),
            "",
            "{name}"
        );
    }
    assert_eq!(one("lagging-north-star", "metrics: [{id: revenue, indicator: lagging}]\n"), "");
    assert_snapshot!(one("lagging-north-star", "north_star: {id: monthly_revenue, indicator: leading}\n"), @r"metrics.yaml:1 warning[lagging-north-star] “revenue” follows from value delivered earlier: as a north star it moves too late to steer a quarter by | revenue | choose what users do that brings it about within weeks, such as weekly active teams or orders completed, and keep `monthly_revenue` under `metrics:` to check the link");
    assert_snapshot!(one("lagging-north-star", "north_star: {id: n, name: Net Promoter Score, indicator: lagging}\n"), @r"metrics.yaml:1 warning[lagging-north-star] the north star “Net Promoter Score” is lagging: it moves too late to steer a quarter by | lagging | choose what users do that brings it about within weeks, such as weekly active teams or orders completed, and keep `n` under `metrics:` to check the link");
}

#[test]
fn a_sentence_targets_the_north_star_only_as_its_measure() {
    let star = "north_star: {id: wat, name: Weekly active teams}\n";
    let team = |key_result: &str| {
        format!(
            "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: Feel at home\n    key_results:\n      - {key_result}\n"
        )
    };
    let found =
        |key_result: &str| of("north-star-as-key-result", &[("a.yaml", star), ("b.yaml", &team(key_result))]);
    for fine in [
        "Raise the share of weekly active teams that use templates from 5% to 10%",
        "Raise the % of weekly active teams to 40%",
        "Grow weekly active teams in Brazil from 10 to 20",
        "{key_result: Grow weekly active teams from 10 to 20, metric: other}",
        "Raise activation from 23% to 35%",
    ] {
        assert_eq!(found(fine), "", "{fine}");
    }
    for wrong in [
        "Weekly Active Teams reach 12K",
        "Grow the number of weekly active teams to 12K",
        "Double our weekly active teams",
    ] {
        assert_ne!(found(wrong), "", "{wrong}");
    }
    let company = team("Grow weekly active teams to 12K").replace("growth", "company");
    assert_eq!(of("north-star-as-key-result", &[("a.yaml", star), ("b.yaml", &company)]), "");
    let startup = [
        ("okr.yaml", "organization: startup\n"),
        ("a.yaml", star),
        ("b.yaml", &team("Grow weekly active teams to 12K")),
    ];
    assert_eq!(of("north-star-as-key-result", &startup), "");
    assert_snapshot!(found("Grow the number of weekly active teams from 10K to 12K"), @r"b.yaml:6 warning[north-star-as-key-result] “Weekly active teams” is the whole company's number: no one team can be graded by it | weekly active teams | target the input metric that this team moves and that drives it; a target for the north star itself belongs in a company objective");
}

#[test]
fn input_metrics_are_counted_at_the_top_of_the_tree() {
    let inputs = |count: usize| -> String {
        let items: String = (0..count).map(|n| format!("  - id: i{n}\n")).collect();
        format!("north_star: {{id: wat, name: Weekly active teams}}\ninput_metrics:\n{items}")
    };
    for count in 3..=5 {
        assert_eq!(one("input-metric-count", &inputs(count)), "", "{count}");
    }
    assert_eq!(one("input-metric-count", &(inputs(5) + "  - {id: deeper, drives: [i1]}\n")), "");
    assert_eq!(one("input-metric-count", "metrics: [{id: a}]\n"), "");
    // A wrong entry was reported; what it would have been counts.
    assert_eq!(one("input-metric-count", &(inputs(2) + "  - 3\n")), "");
    let min =
        [("okr.yaml", "rules:\n  input-metric-count: {min: 0}\n"), ("m.yaml", "north_star: {id: wat}\n")];
    assert_eq!(of("input-metric-count", &min), "");
    assert_snapshot!(one("input-metric-count", "north_star: {id: wat}\n"), @r"metrics.yaml:1 warning[input-metric-count] no input metrics: nothing says what teams can do to move `wat` | wat | list the 3 to 5 metrics that drive it under `input_metrics:`, each with the team that owns it");
    assert_snapshot!(one("input-metric-count", &inputs(1)), @r"metrics.yaml:3 warning[input-metric-count] 1 input metric: too few to explain what moves “Weekly active teams” | i0 | add 2 to 4 more to `input_metrics:`; new users, first use, coming back and spreading are places to look");
    assert_snapshot!(one("input-metric-count", &inputs(6)), @r"metrics.yaml:8 warning[input-metric-count] 6 input metrics: with more than 5, nobody can tell which lever to pull | i5 | keep the 5 with the most room to improve; let others drive one of those (`drives: [i0]`), or move them to `metrics:`");
    // A misspelt star is not another level.
    assert_snapshot!(one("input-metric-count", &(inputs(5) + "  - {id: i5, drives: [wta]}\n")), @r"metrics.yaml:8 warning[input-metric-count] 6 input metrics: with more than 5, nobody can tell which lever to pull | i5 | keep the 5 with the most room to improve; let others drive one of those (`drives: [i0]`), or move them to `metrics:`");
}

#[test]
fn one_entry_is_blamed_once_for_what_it_leaves_out() {
    // An id given twice: one mistake, and each entry may hold what the other lacks.
    let twice = "guardrails:\n  - {id: churn, at_most: 5%}\nmetrics:\n  - {id: churn, definition: d, source: s, owner: o}\n";
    for rule in ["undefined-metric", "unowned-metric", "missing-cadence"] {
        assert_eq!(one(rule, twice), "", "{rule}");
        // The id itself is missing or wrong.
        assert_eq!(one(rule, "metrics:\n  - {}\n"), "", "{rule}");
        assert_eq!(
            one(rule, "north_star: {id: a, definition: [], source: [], owner: [], cadence: always}\n"),
            "",
            "{rule}"
        );
    }
    assert_snapshot!(one("undefined-metric", "metrics:\n  - {id: a}\n  - {id: b, formula: x / y}\n  - {id: c, name: C, source: s}\n"), @r"
metrics.yaml:2 warning[undefined-metric] nothing says what `a` counts, or where its numbers come from | a | add `definition:` (who or what is counted, and within which time) and `source:` (the system and the place in it, like `{system: warehouse, location: events.signup}`)
metrics.yaml:3 warning[undefined-metric] nothing says where the numbers of `b` come from: nobody else can look them up | b | add `source:` (the system and the place in it, like `{system: warehouse, location: events.signup}`)
metrics.yaml:4 warning[undefined-metric] nothing says what “C” counts: two people will count it two ways | c | add `definition:` (who or what is counted, and within which time), or `formula:`
");
    assert_snapshot!(one("missing-cadence", "north_star: {id: a, cadence: {}}\ninput_metrics: [{id: b, indicator: lagging}]\nmetrics: [{id: c}]\n"), @r"
metrics.yaml:1 note[missing-cadence] nothing says how often `a` is measured and looked at | a | add a cadence, like `cadence: {reported: weekly, reviewed: monthly}`
metrics.yaml:2 note[missing-cadence] nothing says how often `b` is measured and looked at | b | add a cadence, like `cadence: {reported: monthly, reviewed: quarterly}`
");
    assert_snapshot!(one("missing-counter-metric", "input_metrics:\n  - {id: a, counter_metric: a}\n  - {id: b, better: lower, stage: activation}\n  - {id: c, counter_metric: d}\n"), @r"
metrics.yaml:2 warning[missing-counter-metric] `a` cannot keep watch over itself | a | add `counter_metric:` with the id of what would suffer if this were pushed too hard, such as 30-day retention or support tickets
metrics.yaml:3 warning[missing-counter-metric] nothing would show if `b` fell at the expense of quality | b | add `counter_metric:` with the id of what would suffer if this were pushed too hard, such as 30-day retention
");
}

#[test]
fn input_metrics_need_a_team_that_exists() {
    let team =
        |name: &str| format!("quarter: 2025-Q1\nteam: {name}\nobjectives: [{{objective: Feel at home}}]\n");
    let inputs = "input_metrics:\n  - {id: a, owner: ana, team: grwth}\n  - {id: b, owner: ana, team: core}\n  - {id: c, owner: ana}\n  - {id: d, team: growth}\n  - {id: e}\n";
    assert_snapshot!(of("unowned-metric", &[("a.yaml", inputs), ("b.yaml", &team("growth")), ("c.yaml", &team("platform"))]), @r"
a.yaml:2 note[unowned-metric] `grwth` owns `a` but has no objectives in any quarter | grwth | is it `growth`?
a.yaml:3 note[unowned-metric] `core` owns `b` but has no objectives in any quarter | core | name a team that works on it; there are `growth` and `platform`
a.yaml:4 warning[unowned-metric] no team owns the input metric `c` | c | add `team:` with the one team that moves it; there are `growth` and `platform`
a.yaml:5 warning[unowned-metric] nobody answers for `d` | d | add `owner:` with the one person to ask when its number looks wrong
a.yaml:6 warning[unowned-metric] nobody answers for `e`, and no team owns it | e | add `owner:` with the person to ask, and `team:` with the one team that moves it
");
    let alone = "input_metrics: [{id: a, owner: ana, team: core}]\n";
    assert_eq!(one("unowned-metric", alone), "", "no other team has a file");
    assert_eq!(
        one("unowned-metric", "owner: ana\nteam: core\ninput_metrics: [{id: a}]\n"),
        "",
        "the file owns it"
    );
    let startup =
        [("okr.yaml", "organization: startup\n"), ("m.yaml", "input_metrics: [{id: a, owner: ana}]\n")];
    assert_eq!(of("unowned-metric", &startup), "");
}

#[test]
fn whatever_is_named_as_a_guardrail_needs_a_limit() {
    let fine = "guardrails:\n  - {id: a, at_least: 99%}\n  - {id: b, max_increase: some}\n";
    assert_eq!(one("guardrail-without-limit", fine), "");
    let text = "guardrails:\n  - {id: a, better: lower, readings: [{date: 2026-01-05, value: 12}]}\n  - {id: a2, name: Uptime}\nmetrics: [{id: b}, {id: c}]\n";
    let team = "guardrails: [b]\nobjectives:\n  - objective: One\n  - objective: Two\n    guardrails: [a, b]\n  - objective: Three\n";
    assert_snapshot!(of("guardrail-without-limit", &[("m.yaml", text), ("t.yaml", team)]), @r"
m.yaml:2 error[guardrail-without-limit] `a` has no limit: nobody can say when it is breached | a | say how much worse than 12 is still fine: `max_increase: 5%`, or a fixed `at_most:`
m.yaml:3 error[guardrail-without-limit] “Uptime” has no limit: nobody can say when it is breached | a2 | say how much worse is still fine: `max_decrease: 5%` of where the quarter starts, or a fixed `at_least:`
m.yaml:4 error[guardrail-without-limit] `b` has no limit: nobody can say when it is breached | b | say how much worse is still fine: `max_decrease: 5%` of where the quarter starts, or a fixed `at_least:`
");
}

#[test]
fn metrics_are_counted_by_team() {
    let metrics = |team: &str, count: usize| -> String {
        (0..count).map(|n| format!("  - {{id: {team}{n}, team: {team}}}\n")).collect()
    };
    let text = |growth: usize| {
        format!("metrics:\n{}{}  - id: shared\n", metrics("growth", growth), metrics("core", 7))
    };
    assert_eq!(one("too-many-metrics", &text(7)), "");
    assert_snapshot!(one("too-many-metrics", &text(9)), @r"metrics.yaml:9 warning[too-many-metrics] `growth` has 9 metrics: with more than 7, most are looked at and none is acted on | growth7 | keep the 7 that would change a decision of theirs, and drop or hand over the others");
}

#[test]
fn only_lagging_metrics_are_found_where_none_could_be_leading() {
    for fine in [
        "metrics: [{id: a}, {id: b}]\n",
        "metrics: [{id: a, indicator: lagging}, {id: b, indicator: leading}]\n",
        "metrics: [{id: a, indicator: lagging}, {id: b, indicator: early}]\n",
        "input_metrics: [{id: b}]\nmetrics: [{id: a, indicator: lagging}]\n",
        "north_star: {id: a, indicator: lagging}\n",
    ] {
        assert_eq!(one("no-leading-indicator", fine), "", "{fine}");
    }
    assert_snapshot!(one("no-leading-indicator", "north_star: {id: n}\nmetrics: [{id: a, indicator: lagging}]\n"), @r"metrics.yaml:2 warning[no-leading-indicator] `a` is lagging and nothing here tells earlier: bad news will come when it is too late to act | lagging | add a metric that moves before `a` does, with `indicator: leading`; where there is one already, mark it so");
    assert_snapshot!(one("no-leading-indicator", "input_metrics: [{id: a, indicator: lagging}]\nmetrics: [{id: b, name: Churn, indicator: lagging}]\n"), @r"metrics.yaml:1 warning[no-leading-indicator] `a` and 1 more are lagging and nothing here tells earlier: bad news will come when it is too late to act | lagging | add a metric that moves before `a` does, with `indicator: leading`; where there is one already, mark it so");
}

#[test]
fn an_input_metric_is_moved_in_many_ways() {
    let metrics = "input_metrics:\n  - {id: by_metric}\n  - {id: by_support}\n  - {id: by_driver}\n  - {id: by_part, equals: part * 2}\n  - {id: by_name, name: Trial conversion}\n  - {id: weekly_use}\n  - {id: idle, team: core}\nmetrics:\n  - {id: driver, drives: [by_driver]}\n  - {id: part}\n";
    let team = "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: Feel at home\n    supports: [by_support]\n    key_results:\n      - {key_result: a, metric: by_metric}\n      - {key_result: b, metric: driver}\n      - {key_result: c, metric: part}\n      - Raise trial conversion from 2% to 3%\n      - Raise weekly use from 2 to 3 hours\n";
    assert_snapshot!(of("idle-input-metric", &[("m.yaml", metrics), ("t.yaml", team)]), @r"m.yaml:8 note[idle-input-metric] no key result of 2026-Q1 moves `idle` | idle | give `core` a key result with `metric: idle`, or move it to `metrics:` while nobody works on it");
    let later = team.replace("2026-Q1", "2026-Q2");
    assert_eq!(
        of("idle-input-metric", &[("m.yaml", metrics), ("t.yaml", &later)]),
        "",
        "nothing is planned yet"
    );
    let undated = "objectives: [{objective: Grow, supports: [idle]}]\n";
    assert_eq!(of("idle-input-metric", &[("m.yaml", metrics), ("t.yaml", team), ("u.yaml", undated)]), "");
}

#[test]
fn each_circle_is_found_once() {
    for fine in [
        "metrics: [{id: a, drives: [b, c]}, {id: b, drives: [d]}, {id: c, drives: [d]}, {id: d}]\n",
        // A rate per team of the star is part of a sum with it and drives it: no circle of either kind.
        "north_star: {id: wat}\ninput_metrics: [{id: rate, equals: uses / wat}]\nmetrics: [{id: uses}]\n",
        "metrics: [{id: a, drives: [nowhere]}, {id: b, equals: b b}]\n",
    ] {
        assert_eq!(one("metric-cycle", fine), "", "{fine}");
    }
    assert_snapshot!(one("metric-cycle", "metrics: [{id: a, drives: [b]}, {id: b, drives: [c]}, {id: c, drives: [b, a]}, {id: d, drives: [d]}]\n"), @r"
metrics.yaml:1 error[metric-cycle] these metrics drive each other in a circle: `b` → `c` → `b` | b | `drives:` leads one way, from cause to effect: take `b` out of `drives:` of `c`
metrics.yaml:1 error[metric-cycle] these metrics drive each other in a circle: `a` → `b` → `c` → `a` | a | `drives:` leads one way, from cause to effect: take `a` out of `drives:` of `c`
metrics.yaml:1 error[metric-cycle] `d` drives itself | d | `drives:` leads one way, from cause to effect: take `d` out of `drives:` of `d`
");
    assert_snapshot!(one("metric-cycle", "north_star: {id: wat, drives: [i]}\ninput_metrics: [{id: i}]\n"), @r"metrics.yaml:1 error[metric-cycle] these metrics drive each other in a circle: `wat` → `i` → `wat` | i | input metrics drive the north star without saying so, and never the other way: take `i` out of `drives:` of `wat`");
    assert_snapshot!(one("metric-cycle", "metrics: [{id: a, equals: 2 * b}, {id: b, equals: c - a}, {id: c}, {id: d, equals: d}]\n"), @r"
metrics.yaml:1 error[metric-cycle] these metrics are computed from each other in a circle: `a` → `b` → `a` | a | somewhere a number has to be measured: drop `equals:` from `b`, say
metrics.yaml:1 error[metric-cycle] `d` is computed from itself | d | somewhere a number has to be measured: drop `equals:` from `d`, say
");
    let long: String = (0..9).map(|n| format!("  - {{id: m{n}, drives: [m{}]}}\n", (n + 1) % 9)).collect();
    assert_snapshot!(one("metric-cycle", &format!("metrics:\n{long}")), @r"metrics.yaml:10 error[metric-cycle] these metrics drive each other in a circle: `m0` → `m1` → `m2` → `m3` → `m4` → … → `m8` → `m0` | m0 | `drives:` leads one way, from cause to effect: take `m0` out of `drives:` of `m8`");
}

#[test]
fn a_chain_of_thousands_of_metrics_is_walked() {
    let count = 20_000;
    let chain: String =
        (0..count).map(|n| format!("  - {{id: m{n}, drives: [m{}]}}\n", (n + 1) % count)).collect();
    assert_eq!(one("metric-cycle", &format!("metrics:\n{chain}")).lines().count(), 1);
}

/// Metrics `a = equals`, with one reading each on 2026-01-05.
fn sum(equals: &str, own: &str, operands: &[(&str, &str)]) -> String {
    let reading = |value: &str| format!("readings: [{{date: 2026-01-05, value: \"{value}\"}}]");
    let parts: String =
        operands.iter().map(|(id, value)| format!("  - {{id: {id}, {}}}\n", reading(value))).collect();
    format!("metrics:\n  - id: own\n    equals: {equals}\n    {}\n{parts}", reading(own))
}

/// What it equals, its own reading, and those of its operands.
type Sum = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

#[test]
fn sums_hold_in_the_units_people_mean() {
    let holds: &[Sum] = &[
        ("customers * arpu", "$485K", &[("customers", "4,850"), ("arpu", "$100")]),
        ("customers * arpu", "$485K", &[("customers", "4,850"), ("arpu", "$100 per month")]),
        ("existing * (1 - churn)", "190", &[("existing", "200"), ("churn", "5%")]),
        ("done / started", "25%", &[("done", "30"), ("started", "120")]),
        ("done / started * 100", "25%", &[("done", "30"), ("started", "120")]),
        ("promoters - detractors", "40", &[("promoters", "60%"), ("detractors", "20%")]),
        ("first + second", "4 hours", &[("first", "200 min"), ("second", "40 min")]),
        ("opened - closed", "3 per week", &[("opened", "12 per week"), ("closed", "9 per week")]),
        ("a * b", "100.9", &[("a", "10"), ("b", "10")]),
        ("a * b", "$1.2M", &[("a", "1,240"), ("b", "$1,000")]),
        ("a * b", "617", &[("a", "12,340"), ("b", "5%")]),
        ("a * b", "600", &[("a", "12,340"), ("b", "5%")]),
        ("a / b", "7", &[("a", "1"), ("b", "0")]),
        ("a - b", "0", &[("a", "4"), ("b", "4")]),
        ("a * unknown", "7", &[("a", "1")]),
    ];
    for (equals, own, operands) in holds {
        assert_eq!(one("identity-mismatch", &sum(equals, own, operands)), "", "{own} = {equals}");
    }
    let fails: &[Sum] = &[
        ("a * b", "102", &[("a", "10"), ("b", "10")]),
        ("a * b", "$1.4M", &[("a", "1,240"), ("b", "$1,000")]),
        ("done / started", "35%", &[("done", "30"), ("started", "120")]),
        ("existing * (1 - churn)", "200", &[("existing", "200"), ("churn", "5%")]),
        ("first + second", "5 hours", &[("first", "200 min"), ("second", "40 min")]),
        ("opened - closed", "5 per week", &[("opened", "12 per week"), ("closed", "9 per week")]),
        ("a - b", "0", &[("a", "4"), ("b", "5")]),
    ];
    let found: Vec<String> = fails
        .iter()
        .map(|(equals, own, operands)| one("identity-mismatch", &sum(equals, own, operands)))
        .collect();
    assert_snapshot!(found.join("\n"), @r#"
metrics.yaml:4 warning[identity-mismatch] on 2026-01-05 `own` is 102, but `a * b` makes 100 | "102" | they are 2% apart: correct the reading that is wrong, or say in `equals` what is missing from it
metrics.yaml:4 warning[identity-mismatch] on 2026-01-05 `own` is $1.4M, but `a * b` makes $1.24M | "$1.4M" | they are 11.4% apart: correct the reading that is wrong, or say in `equals` what is missing from it
metrics.yaml:4 warning[identity-mismatch] on 2026-01-05 `own` is 35%, but `done / started` makes 25% | "35%" | they are 28.6% apart: correct the reading that is wrong, or say in `equals` what is missing from it
metrics.yaml:4 warning[identity-mismatch] on 2026-01-05 `own` is 200, but `existing * (1 - churn)` makes 190 | "200" | they are 5% apart: correct the reading that is wrong, or say in `equals` what is missing from it
metrics.yaml:4 warning[identity-mismatch] on 2026-01-05 `own` is 5 hours, but `first + second` makes 4 hours | "5 hours" | they are 20% apart: correct the reading that is wrong, or say in `equals` what is missing from it
metrics.yaml:4 warning[identity-mismatch] on 2026-01-05 `own` is 5 per week, but `opened - closed` makes 3 per week | "5 per week" | they are 40% apart: correct the reading that is wrong, or say in `equals` what is missing from it
metrics.yaml:4 warning[identity-mismatch] on 2026-01-05 `own` is 0, but `a - b` makes -1 | "0" | they are 100% apart: correct the reading that is wrong, or say in `equals` what is missing from it
"#);
}

#[test]
fn a_sum_is_compared_where_all_sides_have_a_reading_by_the_day() {
    let text = "metrics:\n  - id: own\n    name: Own\n    equals: a + b\n    readings:\n      - {date: 2026-01-05, value: 9}\n      - {date: 2026-01-12, value: 9}\n      - {date: 2026-01-19, value: 9}\n      - {date: 2026-01-19, value: 3}\n      - {date: 2026-01-26, value: 9}\n      - {date: 2026-03-01, value: 9}\n  - id: a\n    readings: [{date: 2026-01-12, value: 1}, {date: 2026-01-19, value: 1}, {date: 2026-01-26, value: 1}, {date: 2026-03-01, value: 1}]\n  - id: b\n    readings: [{date: 2026-01-05, value: 1}, {date: 2026-01-12, value: 2}, {date: 2026-01-19, value: 2}, {date: 2026-01-26, value: 2}, {date: 2026-03-01, value: 1}]\n";
    assert_snapshot!(one("identity-mismatch", text), @r"metrics.yaml:7 warning[identity-mismatch] on 2026-01-12 “Own” is 9, but `a + b` makes 3, and they differ on one more date | 9 | they are 66.7% apart: correct the reading that is wrong, or say in `equals` what is missing from it");
    let wide = [("okr.yaml", "rules:\n  identity-mismatch: {tolerance: 70}\n"), ("m.yaml", text)];
    assert_eq!(of("identity-mismatch", &wide), "");
}

#[test]
fn what_is_not_a_sum_is_found_at_its_words() {
    let found: Vec<String> =
        ["customers times arpu", "Customers * arpu", "(a + b", "own = a * b", "500", "1.2M * a"]
            .map(|equals| one("identity-mismatch", &format!("metrics: [{{id: own, equals: {equals}}}]\n")))
            .into();
    assert_snapshot!(found.join("\n"), @r"
metrics.yaml:1 warning[identity-mismatch] `+`, `-`, `*` or `/` is missing between `customers` and `times` | times | write `*` to multiply
metrics.yaml:1 warning[identity-mismatch] `Customers` is not a metric id | Customers | name metrics by their `id:`; is it `customers`?
metrics.yaml:1 warning[identity-mismatch] this `(` is never closed | ( | add the `)` it belongs to
metrics.yaml:1 warning[identity-mismatch] `=` has no place in `equals:` | = | leave out the metric's own id and `=`: `equals:` holds the right side only
metrics.yaml:1 warning[identity-mismatch] there is no metric in this identity | 500 | name the metrics it is computed from, like `customers * arpu`; a number to reach goes under `targets:`
metrics.yaml:1 warning[identity-mismatch] `1.2M` is neither a number nor a metric id | 1.2M | write a plain number, like `1200`, `0.5` or `5%`; a metric id starts with a letter
");
}

#[test]
fn inputs_that_drive_only_each_other_are_counted() {
    let text = |inputs: &str| format!("north_star: {{id: wat}}\ninput_metrics: [{inputs}]\n");
    let circle = "{id: a, drives: [b]}, {id: b, drives: [a]}";
    assert_snapshot!(one("input-metric-count", &text(circle)), @"metrics.yaml:2 warning[input-metric-count] 2 input metrics: too few to explain what moves `wat` | b | add 1 to 3 more to `input_metrics:`; new users, first use, coming back and spreading are places to look");
    let third = "{id: c}, {id: d, drives: [c]}, {id: e, drives: [d]}";
    assert_eq!(one("input-metric-count", &text(&format!("{circle}, {third}"))), "");
    assert_snapshot!(one("input-metric-count", &text(third)), @"metrics.yaml:2 warning[input-metric-count] 1 input metric: too few to explain what moves `wat` | c | add 2 to 4 more to `input_metrics:`; new users, first use, coming back and spreading are places to look");
}
