//! The rules about metrics, at their edges. What they are for is on their pages.

mod support;
use insta::assert_snapshot;
use support::findings;

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
        // Reported as a wrong value, and as an id given twice.
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
    assert_snapshot!(one("north-star-count", "metrics: [{id: mrr}]\n"), @"");
    assert_snapshot!(one("north-star-count", &company), @"");
    let three = [
        ("a.yaml", "north_star: {id: a, name: A}\n"),
        ("b.yaml", "north_star: {id: b}\n"),
        ("c.yaml", "north_star: {id: c}\n"),
    ];
    assert_snapshot!(of("north-star-count", &three), @"");
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
    assert_snapshot!(one("lagging-north-star", "north_star: {id: monthly_revenue, indicator: leading}\n"), @"");
    assert_snapshot!(one("lagging-north-star", "north_star: {id: n, name: Net Promoter Score, indicator: lagging}\n"), @"");
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
    assert_snapshot!(found("Grow the number of weekly active teams from 10K to 12K"), @"");
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
    assert_snapshot!(one("input-metric-count", "north_star: {id: wat}\n"), @"");
    assert_snapshot!(one("input-metric-count", &inputs(1)), @"");
    assert_snapshot!(one("input-metric-count", &inputs(6)), @"");
    // A misspelt star is not another level.
    assert_snapshot!(one("input-metric-count", &(inputs(5) + "  - {id: i5, drives: [wta]}\n")), @"");
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
    assert_snapshot!(one("undefined-metric", "metrics:\n  - {id: a}\n  - {id: b, formula: x / y}\n  - {id: c, name: C, source: s}\n"), @"");
    assert_snapshot!(one("missing-cadence", "north_star: {id: a, cadence: {}}\ninput_metrics: [{id: b, indicator: lagging}]\nmetrics: [{id: c}]\n"), @"");
    assert_snapshot!(one("missing-counter-metric", "input_metrics:\n  - {id: a, counter_metric: a}\n  - {id: b, better: lower, stage: activation}\n  - {id: c, counter_metric: d}\n"), @"");
}

#[test]
fn input_metrics_need_a_team_that_exists() {
    let team =
        |name: &str| format!("quarter: 2025-Q1\nteam: {name}\nobjectives: [{{objective: Feel at home}}]\n");
    let inputs = "input_metrics:\n  - {id: a, owner: ana, team: grwth}\n  - {id: b, owner: ana, team: core}\n  - {id: c, owner: ana}\n  - {id: d, team: growth}\n  - {id: e}\n";
    assert_snapshot!(of("unowned-metric", &[("a.yaml", inputs), ("b.yaml", &team("growth")), ("c.yaml", &team("platform"))]), @"");
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
    assert_snapshot!(of("guardrail-without-limit", &[("m.yaml", text), ("t.yaml", team)]), @"");
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
    assert_snapshot!(one("too-many-metrics", &text(9)), @"");
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
    assert_snapshot!(one("no-leading-indicator", "north_star: {id: n}\nmetrics: [{id: a, indicator: lagging}]\n"), @"");
    assert_snapshot!(one("no-leading-indicator", "input_metrics: [{id: a, indicator: lagging}]\nmetrics: [{id: b, name: Churn, indicator: lagging}]\n"), @"");
}

#[test]
fn an_input_metric_is_moved_in_many_ways() {
    let metrics = "input_metrics:\n  - {id: by_metric}\n  - {id: by_support}\n  - {id: by_driver}\n  - {id: by_part, equals: part * 2}\n  - {id: by_name, name: Trial conversion}\n  - {id: weekly_use}\n  - {id: idle, team: core}\nmetrics:\n  - {id: driver, drives: [by_driver]}\n  - {id: part}\n";
    let team = "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: Feel at home\n    supports: [by_support]\n    key_results:\n      - {key_result: a, metric: by_metric}\n      - {key_result: b, metric: driver}\n      - {key_result: c, metric: part}\n      - Raise trial conversion from 2% to 3%\n      - Raise weekly use from 2 to 3 hours\n";
    assert_snapshot!(of("idle-input-metric", &[("m.yaml", metrics), ("t.yaml", team)]), @"");
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
    assert_snapshot!(one("metric-cycle", "metrics: [{id: a, drives: [b]}, {id: b, drives: [c]}, {id: c, drives: [b, a]}, {id: d, drives: [d]}]\n"), @"");
    assert_snapshot!(one("metric-cycle", "north_star: {id: wat, drives: [i]}\ninput_metrics: [{id: i}]\n"), @"");
    assert_snapshot!(one("metric-cycle", "metrics: [{id: a, equals: 2 * b}, {id: b, equals: c - a}, {id: c}, {id: d, equals: d}]\n"), @"");
    let long: String = (0..9).map(|n| format!("  - {{id: m{n}, drives: [m{}]}}\n", (n + 1) % 9)).collect();
    assert_snapshot!(one("metric-cycle", &format!("metrics:\n{long}")), @"");
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

#[test]
fn sums_hold_in_the_units_people_mean() {
    let holds: &[(&str, &str, &[(&str, &str)])] = &[
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
    let fails: &[(&str, &str, &[(&str, &str)])] = &[
        ("a * b", "102", &[("a", "10"), ("b", "10")]),
        ("a * b", "$1.3M", &[("a", "1,240"), ("b", "$1,000")]),
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
    assert_snapshot!(found.join("\n"), @"");
}

#[test]
fn a_sum_is_compared_where_all_sides_have_a_reading_by_the_day() {
    let text = "metrics:\n  - id: own\n    name: Own\n    equals: a + b\n    readings:\n      - {date: 2026-01-05, value: 9}\n      - {date: 2026-01-12, value: 9}\n      - {date: 2026-01-19, value: 9}\n      - {date: 2026-01-19, value: 3}\n      - {date: 2026-01-26, value: 9}\n      - {date: 2026-03-01, value: 9}\n  - id: a\n    readings: [{date: 2026-01-12, value: 1}, {date: 2026-01-19, value: 1}, {date: 2026-01-26, value: 1}, {date: 2026-03-01, value: 1}]\n  - id: b\n    readings: [{date: 2026-01-05, value: 1}, {date: 2026-01-12, value: 2}, {date: 2026-01-19, value: 2}, {date: 2026-01-26, value: 2}, {date: 2026-03-01, value: 1}]\n";
    assert_snapshot!(one("identity-mismatch", text), @"");
    let wide = [("okr.yaml", "rules:\n  identity-mismatch: {tolerance: 70}\n"), ("m.yaml", text)];
    assert_eq!(of("identity-mismatch", &wide), "");
}

#[test]
fn what_is_not_a_sum_is_found_at_its_words() {
    let found: Vec<String> =
        ["customers times arpu", "Customers * arpu", "(a + b", "own = a * b", "500", "1.2M * a"]
            .map(|equals| one("identity-mismatch", &format!("metrics: [{{id: own, equals: {equals}}}]\n")))
            .into();
    assert_snapshot!(found.join("\n"), @"");
}
