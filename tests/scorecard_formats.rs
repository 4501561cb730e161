//! Every format of grade, status and explain for one rich workspace, as snapshots read by eye.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use okr::goals::Workspace;
use okr::render::scorecard::{Format, Layout, explain_sum, grade, status};
use okr::score::{Filter, Mode, Scorecard};
use okr::settings::Settings;

const WIDE: Layout = Layout { width: 120, color: false, unicode: true };
const NARROW: Layout = Layout { width: 80, color: false, unicode: true };

const FILES: [(&str, &str); 5] = [
    ("okrs/metrics.yaml", include_str!("fixtures/scorecard/okrs/metrics.yaml")),
    ("okrs/2026-Q1/company.yaml", include_str!("fixtures/scorecard/okrs/2026-Q1/company.yaml")),
    ("okrs/2026-Q1/growth.yaml", include_str!("fixtures/scorecard/okrs/2026-Q1/growth.yaml")),
    ("okrs/2026-Q1/platform.yaml", include_str!("fixtures/scorecard/okrs/2026-Q1/platform.yaml")),
    ("okrs/2026-Q1/ana.yaml", include_str!("fixtures/scorecard/okrs/2026-Q1/ana.yaml")),
];

fn rich() -> (Workspace, Settings) {
    let (workspace, settings) = support::workspace(&FILES);
    let problems: Vec<_> = workspace.files.iter().flat_map(|file| &file.problems).collect();
    assert!(problems.is_empty(), "{problems:?}");
    (workspace, settings)
}

fn card(mode: Mode, as_of: &str, filter: &Filter) -> Scorecard {
    let (workspace, settings) = rich();
    let quarter = "2026-Q1".parse().unwrap();
    Scorecard::new(&workspace, &settings, quarter, as_of.parse().unwrap(), mode, filter)
}

fn graded() -> Scorecard {
    card(Mode::Grade, "2026-04-10", &Filter::default())
}

fn standing() -> Scorecard {
    card(Mode::Status, "2026-02-15", &Filter::default())
}

#[test]
fn look() {
    println!("{}", grade(&graded(), Format::Markdown, NARROW));
    println!("{}", status(&standing(), Format::Markdown, NARROW));
    println!("{}", grade(&graded(), Format::Csv, NARROW));
    println!("{}", status(&standing(), Format::Csv, NARROW));
    let ascii = Layout { width: 60, color: true, unicode: false };
    println!("{}", status(&standing(), Format::Table, ascii));
    for address in [
        "activation",
        "survey",
        "latency",
        "deploys",
        "effortless-start",
        "growth",
        "2026-Q1",
        "churn",
        "support_tickets",
        "templates",
        "seats",
    ] {
        let card = standing();
        println!("{}", explain_sum(&card.explain(address).unwrap(), &card, NARROW));
    }
    let card = graded();
    println!("{}", explain_sum(&card.explain("survey").unwrap(), &card, NARROW));
    println!("{}", status(&standing(), Format::Json, NARROW));
}
