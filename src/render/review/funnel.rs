//! The funnel as a table, JSON and Markdown.

use super::{Format, JsonReading, word};
use crate::goals::values::Stage;
use crate::render::json::{JsonValue, value};
use crate::render::markdown::{inert, table};
use crate::render::scorecard::Layout;
use crate::render::scorecard::draw::{
    Column, Grid, INDENT, Tone, finish, of_metric, of_target, paint, plain, trend, wrap,
};
use crate::review::{Funnel, StageCard, StageMetric, Step};
use crate::score::Scorecard;
use schemars::JsonSchema;
use serde::Serialize;

/// A funnel in a format. The layout counts for tables only. Ends with a line break.
#[must_use]
pub fn render(funnel: &Funnel, card: &Scorecard, format: Format, layout: Layout) -> String {
    match format {
        Format::Table => outline(funnel, card, layout),
        Format::Json => json(funnel, card),
        Format::Markdown => markdown(funnel, card),
    }
}

const NOTHING: &str = "No metric has a stage: write `stage: activation`, say, on each input metric (acquisition, activation, retention, revenue, referral).";

fn outline(funnel: &Funnel, card: &Scorecard, layout: Layout) -> String {
    let title = format!("{} · as of {}", card.quarter, card.as_of);
    let mut out = format!("{}\n", paint(Tone::Strong, &title));
    if funnel.stages.is_empty() {
        out.push('\n');
        wrap(NOTHING, layout.width).iter().for_each(|line| out.push_str(&format!("{line}\n")));
        return finish(&out, layout.color);
    }
    let mut grid = Grid::new(&[
        (Column::Short, "Stage"),
        (Column::Text, "Metric"),
        (Column::Number, "Current"),
        (Column::Number, "Target"),
        (Column::Short, "Status"),
        (Column::Text, "Change"),
    ]);
    for StageCard { stage, metrics } in &funnel.stages {
        for (number, metric) in metrics.iter().enumerate() {
            grid.row([
                if number == 0 { stage.name().to_owned() } else { String::new() },
                plain(&metric.name),
                current(metric),
                target(metric),
                metric.status.map_or(String::new(), |status| paint(of_metric(Some(status)), status.name())),
                metric.trend.as_ref().map(trend).unwrap_or_default(),
            ]);
        }
    }
    out.push_str(&format!("\n{}\n", grid.render(layout, INDENT)));
    for text in findings(funnel) {
        wrap(&text, layout.width).iter().for_each(|line| out.push_str(&format!("{line}\n")));
    }
    finish(&out, layout.color)
}

fn current(metric: &StageMetric) -> String {
    metric.current.as_ref().map_or("-".to_owned(), |current| plain(current.value.text()))
}

fn target(metric: &StageMetric) -> String {
    metric.target.as_ref().map_or("-".to_owned(), |target| plain(target.text()))
}

/// What follows from the numbers, a sentence each.
fn findings(funnel: &Funnel) -> Vec<String> {
    let mut findings: Vec<String> = funnel.steps.iter().map(step).collect();
    if let Some(weakest) = funnel.weakest_step.and_then(|at| funnel.steps.get(at)) {
        findings.push(format!("Weakest step: {} to {}.", plain(&weakest.from), plain(&weakest.to)));
    }
    if let Some(farthest) = &funnel.farthest {
        findings.push(format!(
            "Farthest from its target: {} ({}), at {} of it.",
            plain(&farthest.name),
            farthest.stage.name(),
            of_target(farthest.attainment)
        ));
    }
    if !funnel.empty.is_empty() {
        let names: Vec<&str> = funnel.empty.iter().map(|stage| stage.name()).collect();
        findings.push(format!("No metric for {}.", names.join(", ")));
    }
    findings
}

/// `activation of acquisition: 35% (activated_teams / signups), 31% on 19 Oct`.
fn step(step: &Step) -> String {
    let stages = format!("From {} to {}", step.from_stage.name(), step.to_stage.name());
    let metrics = format!("{} / {}", plain(&step.to), plain(&step.from));
    match &step.conversion {
        Ok(conversion) => {
            let before = conversion
                .before
                .map_or(String::new(), |(share, day)| format!(", {} on {}", percent(share), day.short()));
            let broken = if conversion.share > 1.0 + 1e-9 {
                "; more than there were before: broken-funnel"
            } else {
                ""
            };
            format!("{stages}: {} ({metrics}){before}{broken}.", percent(conversion.share))
        }
        Err(why) => format!("{stages}: not divided ({metrics}): {}.", plain(&why.words())),
    }
}

/// A share in percent, with one decimal below ten.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent < 9.95 { format!("{percent:.1}%") } else { format!("{percent:.0}%") }
}

fn markdown(funnel: &Funnel, card: &Scorecard) -> String {
    let mut out = format!("## Funnel\n\n{}, as of {}.\n", card.quarter, card.as_of);
    if funnel.stages.is_empty() {
        return format!("{out}\n{}\n", crate::render::markdown::inert_sentence(NOTHING));
    }
    let mut rows = Vec::new();
    for StageCard { stage, metrics } in &funnel.stages {
        for metric in metrics {
            rows.push([
                stage.name().to_owned(),
                inert(&metric.name),
                inert(&current(metric)),
                inert(&target(metric)),
                metric.status.map_or("-", |status| status.name()).to_owned(),
                metric.trend.as_ref().map(trend).unwrap_or_default(),
            ]);
        }
    }
    let titles = ["Stage", "Metric", "Current", "Target", "Status", "Change"];
    out.push_str(&table(titles, [false, false, true, true, false, false], &rows));
    out.push('\n');
    findings(funnel).iter().for_each(|text| out.push_str(&format!("- {}\n", inert(text))));
    out
}

/// What `okr funnel` prints with `--format json`. Fields are added, never renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr funnel")]
struct Output<'c> {
    #[schemars(extend("const" = 1))]
    version: u32,
    quarter: String,
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The metrics by stage, in the order people go through them.
    metrics: Vec<Metric<'c>>,
    /// The stages that have no metric.
    empty: Vec<&'static str>,
    /// The steps from a stage to the next that has a metric.
    steps: Vec<JsonStep<'c>>,
    /// The place in `steps` of the one with the lowest conversion, from 0.
    weakest_step: Option<usize>,
    /// The id of the metric that has reached the least of its target.
    farthest_from_target: Option<&'c str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StageMetric")]
struct Metric<'c> {
    /// `acquisition`, `activation`, `retention`, `revenue` or `referral`.
    stage: &'static str,
    metric: &'c str,
    name: &'c str,
    team: Option<&'c str>,
    current: Option<JsonReading<'c>>,
    target: Option<JsonValue<'c>>,
    /// As `on_target`.
    status: Option<String>,
    /// The change since about four weeks before, as a share.
    change: Option<f64>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Step")]
struct JsonStep<'c> {
    from: &'c str,
    from_stage: &'static str,
    to: &'c str,
    to_stage: &'static str,
    /// The later count as a share of the earlier; null where the two are not comparable.
    conversion: Option<f64>,
    /// The same about four weeks before.
    conversion_before: Option<f64>,
    /// Why the two are not divided.
    not_comparable: Option<String>,
}

fn json(funnel: &Funnel, card: &Scorecard) -> String {
    let metric = |stage: Stage, metric: &'_ StageMetric| -> (Option<String>, Option<f64>, &'static str) {
        let change = metric.trend.as_ref().and_then(|trend| trend.change);
        (metric.status.map(|status| word(status.name())), change, stage.name())
    };
    let all = funnel.stages.iter().flat_map(|stage| stage.metrics.iter().map(|metric| (stage.stage, metric)));
    crate::render::json::pretty(&Output {
        version: 1,
        quarter: card.quarter.to_string(),
        as_of: card.as_of.to_string(),
        metrics: all
            .map(|(stage, each)| {
                let (status, change, stage) = metric(stage, each);
                Metric {
                    stage,
                    metric: &each.metric,
                    name: &each.name,
                    team: each.team.as_deref(),
                    current: each.current.as_ref().map(JsonReading::of),
                    target: each.target.as_ref().map(value),
                    status,
                    change,
                }
            })
            .collect(),
        empty: funnel.empty.iter().map(|stage| stage.name()).collect(),
        steps: funnel
            .steps
            .iter()
            .map(|step| JsonStep {
                from: &step.from,
                from_stage: step.from_stage.name(),
                to: &step.to,
                to_stage: step.to_stage.name(),
                conversion: step.conversion.as_ref().ok().map(|conversion| conversion.share),
                conversion_before: step
                    .conversion
                    .as_ref()
                    .ok()
                    .and_then(|found| found.before)
                    .map(|(share, _)| share),
                not_comparable: step.conversion.as_ref().err().map(|why| why.words()),
            })
            .collect(),
        weakest_step: funnel.weakest_step,
        farthest_from_target: funnel.farthest.as_ref().map(|farthest| farthest.metric.as_str()),
    })
}

/// The JSON Schema of [`Format::Json`].
#[must_use]
pub fn schema() -> serde_json::Value {
    crate::render::json::schema_of::<Output<'_>>()
}
