//! Output formats: whatever goals say, it is written as text, never as a command to what reads it.

use super::goals::{Goals, as_of};
use super::plain::{assert_plain, without_colors};
use okr::goals::{Day, Quarter};
use okr::lint::{Selection, lint};
use okr::render::findings::{Format, Style};
use okr::render::scorecard::{self, Layout, explain_sum};
use okr::score::Scorecard;

/// More quarters than this make an input slow and find nothing new.
const MOST_QUARTERS: usize = 3;

/// Every format of findings and scorecards is plain text, well-formed, and the same on every run.
///
/// `judge` may look at each format of findings too, by its name.
pub fn formats(bytes: &[u8], judge: fn(&str, &str)) {
    let goals = Goals::read(bytes);
    check_findings(&goals, judge);
    for (quarter, as_of) in quarters(&goals) {
        for show in [scorecard::status, scorecard::grade] {
            check_scorecard(&goals, quarter, as_of, show);
        }
    }
}

fn check_findings(goals: &Goals, judge: fn(&str, &str)) {
    let report = lint(&goals.workspace, &goals.settings, as_of(), &Selection::default());
    for (name, format) in Format::ALL {
        for (width, color) in [(140, false), (40, false), (100, true)] {
            let style = Style { width, color };
            let text = goals.shown(&report, format, style);
            check_text(name, &text, color);
            judge(name, &text);
            assert!(text == goals.shown(&report, format, style), "{name} is not the same twice");
        }
    }
}

/// The quarter of the day, seen from within, and some of those the goals are of, seen after their end.
fn quarters(goals: &Goals) -> Vec<(Quarter, Day)> {
    let calendar = goals.workspace.calendar;
    let mut quarters = vec![(calendar.quarter_of(as_of()), as_of())];
    let written = goals.workspace.objectives().filter_map(|objective| objective.quarter());
    let mut written: Vec<Quarter> = written.collect();
    written.sort_unstable();
    written.dedup();
    written.truncate(MOST_QUARTERS);
    quarters.extend(written.into_iter().map(|quarter| (quarter, calendar.last_day(quarter))));
    quarters
}

/// `okr status` or `okr grade`.
type Screen = fn(&Scorecard, scorecard::Format, Layout) -> String;

fn check_scorecard(goals: &Goals, quarter: Quarter, as_of: Day, screen: Screen) {
    let Goals { workspace, settings } = goals;
    let card = Scorecard::new(workspace, settings, quarter, as_of);
    let show = |format, layout| screen(&card, format, layout);
    for layout in layouts() {
        check_text("table", &show(scorecard::Format::Table, layout), layout.color);
        for address in addresses(goals, quarter) {
            if let Ok(sum) = card.explain(&address) {
                check_text("sum", &explain_sum(&sum, &card, layout), layout.color);
            }
        }
    }
    let [layout, ..] = layouts();
    check_text("json", &show(scorecard::Format::Json, layout), false);
    check_text("markdown", &show(scorecard::Format::Markdown, layout), false);
    check_text("csv", &show(scorecard::Format::Csv, layout), false);
}

fn layouts() -> [Layout; 3] {
    [
        Layout { width: 100, color: false, unicode: true },
        Layout { width: 1, color: false, unicode: false },
        Layout { width: 80, color: true, unicode: true },
    ]
}

fn addresses(goals: &Goals, quarter: Quarter) -> Vec<String> {
    let objectives = || goals.workspace.objectives().filter(|objective| objective.quarter() == Some(quarter));
    let key_results = objectives().flat_map(|objective| objective.key_results());
    let metrics = goals.workspace.metrics().filter_map(|metric| metric.id().map(str::to_owned));
    let addresses = objectives().map(|objective| objective.address());
    addresses.chain(key_results.map(|key_result| key_result.address())).chain(metrics).take(50).collect()
}

/// Plain, and what its name promises.
fn check_text(format: &str, text: &str, color: bool) {
    if color {
        assert_plain(&without_colors(text))
    } else {
        assert_plain(text)
    }
    match format {
        "json" | "sarif" | "gitlab" => {
            serde_json::from_str::<serde_json::Value>(text).expect("this is JSON");
        }
        "csv" => check_csv(text),
        _ => {}
    }
}

/// As many cells in every line, and none that a spreadsheet takes for a formula.
fn check_csv(text: &str) {
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        for cell in &record.expect("every line has as many cells as the first") {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(
                is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell:?} is a formula"
            );
        }
    }
}
