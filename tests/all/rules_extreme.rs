//! Rules on what no page can show: bytes that are not text, and thousands of items. Everything else about rules is on
//! their pages and in `tests/cases`.

use crate::support::findings;
use okr::goals::{Day, Workspace};
use okr::lint::{Selection, lint};
use okr::settings::Settings;
use okr::source::{SourceFile, Sources};

const DAY: &str = "2026-02-15";

const METRICS: &str = "
north_star: {id: weekly_active_teams}
input_metrics:
  - {id: activation_rate, counter_metric: day_30_retention, equals: (activated_teams / new_teams) * 100}
metrics: [{id: day_30_retention}, {id: activated_teams}, {id: new_teams}]
guardrails: [{id: support_tickets, max_increase: 5%}]
";

#[test]
fn a_file_that_cannot_be_read_at_all_may_define_anything() {
    let goals = "\
quarter: 2026-Q1
team: growth
objectives:
  - objective: A good start
    key_results: [{key_result: A, metric: arpu}, {key_result: B, metric: activation_rat}]
";
    let told = |metrics: Vec<u8>| {
        let files = [
            ("a.yaml", goals.as_bytes().to_vec()),
            ("b.yaml", metrics),
            ("c.yaml", METRICS.as_bytes().to_vec()),
        ];
        let files = files.map(|(path, bytes)| SourceFile::from_bytes(path.to_owned(), bytes));
        let settings = Settings::default();
        let workspace =
            Workspace::read(Sources::new(files.to_vec()), &settings.vocabulary, settings.calendar);
        let selection = Selection { select: vec!["unknown-reference"], ignore: vec![] };
        lint(&workspace, &settings, DAY.parse::<Day>().unwrap(), &selection).findings.len()
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
    let told = lint(&workspace, &settings, DAY.parse::<Day>().unwrap(), &selection).findings;
    assert_eq!(told.len(), 3 * 5_000);
    let meant = |help: &str| told.iter().any(|finding| finding.help.as_deref() == Some(help));
    assert!(meant("did you mean `metric_00000`?"), "the first ones are told with their neighbours");
    // Every wrong metric against every right one would be 25 million comparisons, many minutes of them; this takes seconds.
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}

#[test]
fn a_chain_of_thousands_of_metrics_is_walked() {
    let count = 20_000;
    let chain: String =
        (0..count).map(|n| format!("  - {{id: m{n}, drives: [m{}]}}\n", (n + 1) % count)).collect();
    assert_eq!(
        findings(&[("metrics.yaml", &format!("metrics:\n{chain}"))], DAY, &["metric-cycle"]).lines().count(),
        1
    );
}
