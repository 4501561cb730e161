//! What the quarter would be, as tables, JSON and Markdown.

use super::{Format, in_brief};
use crate::render::json::{JsonValue, value};
use crate::render::markdown::{inert, table};
use crate::render::scorecard::draw::{Column, Grid, INDENT, Tone, finish, paint, plain, short, wrap};
use crate::render::scorecard::{Layout, words};
use crate::review::{MetricChange, ScoreChange, WhatIf, WhatIfNeed};
use crate::score::{Bands, Scorecard};
use schemars::JsonSchema;
use serde::Serialize;

/// What was asked for: what would be, what it takes, or both.
#[derive(Debug)]
pub struct Answer {
    /// What would be with other values.
    pub what_if: Option<WhatIf>,
    /// The grade that is needed, and what it takes of each weak key result.
    pub needs: Option<(f64, Vec<WhatIfNeed>)>,
}

/// An answer in a format. The layout counts for tables only. Ends with a line break.
#[must_use]
pub fn render(answer: &Answer, card: &Scorecard, format: Format, layout: Layout) -> String {
    match format {
        Format::Table => outline(answer, card, layout),
        Format::Json => json(answer, card),
        Format::Markdown => markdown(answer, card),
    }
}

const UNCHANGED: &str = "Nothing would change.";

fn outline(answer: &Answer, card: &Scorecard, layout: Layout) -> String {
    let title = format!("{} · as of {}", card.quarter, card.as_of);
    let mut out = format!("{}\n", paint(Tone::Strong, &title));
    let say = |out: &mut String, text: &str| {
        wrap(text, layout.width).iter().for_each(|line| out.push_str(&format!("{line}\n")));
    };
    if let Some(what_if) = &answer.what_if {
        if what_if.scores.is_empty() && what_if.metrics.is_empty() {
            out.push_str(&format!("\n{UNCHANGED}\n"));
        }
        if !what_if.scores.is_empty() {
            let mut grid = Grid::new(&[
                (Column::Text, ""),
                (Column::Number, "So far"),
                (Column::Number, "Would be"),
                (Column::Number, "Heading for"),
                (Column::Number, "Would head for"),
            ]);
            for change in &what_if.scores {
                grid.row(score_cells(change, card.bands, |address| plain(&words::last(address))));
            }
            out.push_str(&format!("\n{}", grid.render(layout, INDENT)));
        }
        if !what_if.metrics.is_empty() {
            let columns = [
                (Column::Text, "Metric"),
                (Column::Number, "Now"),
                (Column::Number, "Then"),
                (Column::Text, ""),
            ];
            let mut grid = Grid::new(&columns);
            for change in &what_if.metrics {
                grid.row(metric_cells(change).map(|cell| plain(&cell)));
            }
            out.push_str(&format!("\n{}", grid.render(layout, INDENT)));
        }
        for remark in remarks(what_if) {
            out.push('\n');
            say(&mut out, &plain(&remark));
        }
    }
    if let Some((grade, needs)) = &answer.needs {
        out.push('\n');
        say(&mut out, &needs_words(*grade, needs, card.bands));
        if !needs.is_empty() {
            let columns = [
                (Column::Text, "Key result"),
                (Column::Number, "Now"),
                (Column::Number, "Needs"),
                (Column::Number, "Score"),
                (Column::Text, "That takes"),
            ];
            let mut grid = Grid::new(&columns);
            let in_brief = in_brief(needs.iter().map(|need| need.address.as_str()));
            for need in needs {
                let mut cells = need_cells(need, card.bands);
                cells[0] = in_brief(&need.address);
                grid.row(cells.map(|cell| plain(&cell)));
            }
            out.push_str(&grid.render(layout, INDENT));
        }
    }
    finish(&out, layout.color)
}

fn score_cells(change: &ScoreChange, bands: Bands, shown: impl Fn(&str) -> String) -> [String; 5] {
    let score = |score: Option<f64>| score.map_or("-".to_owned(), |score| bands.text(score));
    let margin = "  ".repeat(change.depth);
    let name = if change.depth == 0 { change.address.clone() } else { shown(&change.address) };
    let (now, then) = (score(change.now), score(change.then));
    let (expected, would) = (score(change.expected_now), score(change.expected_then));
    [format!("{margin}{name}"), now, then, expected, would]
}

fn metric_cells(change: &MetricChange) -> [String; 4] {
    let how = if change.computed { "by its parts" } else { "as you say" };
    let now = change.now.as_ref().map_or("-".to_owned(), |now| now.text().to_owned());
    [change.metric.clone(), now, change.then.text().to_owned(), how.to_owned()]
}

fn need_cells(need: &WhatIfNeed, bands: Bands) -> [String; 5] {
    let text = |quantity: &Option<crate::quantity::Quantity>| {
        quantity.as_ref().map_or("-".to_owned(), |quantity| quantity.text().to_owned())
    };
    let score = need.score.map_or("-".to_owned(), |score| bands.text(score));
    [short(&need.address), text(&need.current), text(&need.value), score, need.takes.clone()]
}

fn remarks(what_if: &WhatIf) -> Vec<String> {
    let belief = |(metric, star): &(String, String)| {
        format!(
            "{metric} is believed to drive {star}, and no sum carries it there: what {star} would be cannot be computed."
        )
    };
    what_if.only_believed.iter().map(belief).collect()
}

fn needs_words(grade: f64, needs: &[WhatIfNeed], bands: Bands) -> String {
    let grade = bands.text(grade);
    match needs.len() {
        0 => format!("Every key result is heading for {grade} or better."),
        1 => format!("For {grade} at the end, this must be true of 1 weak key result:"),
        count => format!("For {grade} at the end, this must be true of {count} weak key results:"),
    }
}

fn markdown(answer: &Answer, card: &Scorecard) -> String {
    let mut out = format!("## What if\n\n{}, as of {}.\n", card.quarter, card.as_of);
    if let Some(what_if) = &answer.what_if {
        if what_if.scores.is_empty() && what_if.metrics.is_empty() {
            out.push_str(&format!("\n{UNCHANGED}\n"));
        }
        if !what_if.scores.is_empty() {
            let rows: Vec<_> = what_if
                .scores
                .iter()
                .map(|change| score_cells(change, card.bands, |address| inert(&short(address))))
                .collect();
            let titles = ["", "So far", "Would be", "Heading for", "Would head for"];
            out.push_str(&table(titles, [false, true, true, true, true], &rows));
        }
        if !what_if.metrics.is_empty() {
            let rows: Vec<_> =
                what_if.metrics.iter().map(|change| metric_cells(change).map(|cell| inert(&cell))).collect();
            out.push_str(&table(["Metric", "Now", "Then", ""], [false, true, true, false], &rows));
        }
        remarks(what_if).iter().for_each(|remark| out.push_str(&format!("\n{}\n", inert(remark))));
    }
    if let Some((grade, needs)) = &answer.needs {
        out.push_str(&format!("\n{}\n", needs_words(*grade, needs, card.bands)));
        if !needs.is_empty() {
            let rows: Vec<_> =
                needs.iter().map(|need| need_cells(need, card.bands).map(|cell| inert(&cell))).collect();
            let titles = ["Key result", "Now", "Needs", "Score", "That takes"];
            out.push_str(&table(titles, [false, true, true, true, false], &rows));
        }
    }
    out
}

/// What `okr what-if` prints with `--format json`. Fields are added, never renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr what-if")]
struct Output<'c> {
    #[schemars(extend("const" = 1))]
    version: u32,
    quarter: String,
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The scores that would change, from the quarter down to key results.
    scores: Vec<JsonScore<'c>>,
    /// The metrics that would change: those put in, then those computed from them.
    metrics: Vec<JsonMetric<'c>>,
    /// Metrics that lead to the north star by belief alone, so that no sum carries them there.
    only_believed: Vec<&'c str>,
    /// The grade asked for with `--need`.
    need: Option<f64>,
    /// What must be true of each weak key result for it.
    needs: Vec<JsonNeed<'c>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ScoreChange")]
struct JsonScore<'c> {
    address: &'c str,
    now: Option<f64>,
    then: Option<f64>,
    expected_now: Option<f64>,
    expected_then: Option<f64>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MetricChange")]
struct JsonMetric<'c> {
    metric: &'c str,
    now: Option<JsonValue<'c>>,
    then: JsonValue<'c>,
    /// Whether it follows by a sum.
    computed: bool,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WhatIfNeed")]
struct JsonNeed<'c> {
    address: &'c str,
    score: Option<f64>,
    expected: Option<f64>,
    current: Option<JsonValue<'c>>,
    /// The value that gives the grade; null for a limit.
    value: Option<JsonValue<'c>>,
    takes: &'c str,
}

fn json(answer: &Answer, card: &Scorecard) -> String {
    let scores = answer.what_if.iter().flat_map(|what_if| &what_if.scores);
    let metrics = answer.what_if.iter().flat_map(|what_if| &what_if.metrics);
    let believed = answer.what_if.iter().flat_map(|what_if| &what_if.only_believed);
    crate::render::json::pretty(&Output {
        version: 1,
        quarter: card.quarter.to_string(),
        as_of: card.as_of.to_string(),
        scores: scores
            .map(|change| JsonScore {
                address: &change.address,
                now: change.now,
                then: change.then,
                expected_now: change.expected_now,
                expected_then: change.expected_then,
            })
            .collect(),
        metrics: metrics
            .map(|change| JsonMetric {
                metric: &change.metric,
                now: change.now.as_ref().map(value),
                then: value(&change.then),
                computed: change.computed,
            })
            .collect(),
        only_believed: believed.map(|(metric, _)| metric.as_str()).collect(),
        need: answer.needs.as_ref().map(|(grade, _)| *grade),
        needs: answer
            .needs
            .iter()
            .flat_map(|(_, needs)| needs)
            .map(|need| JsonNeed {
                address: &need.address,
                score: need.score,
                expected: need.expected,
                current: need.current.as_ref().map(value),
                value: need.value.as_ref().map(value),
                takes: &need.takes,
            })
            .collect(),
    })
}

/// The JSON Schema of [`Format::Json`].
#[must_use]
pub fn schema() -> serde_json::Value {
    crate::render::json::schema_of::<Output<'_>>()
}
