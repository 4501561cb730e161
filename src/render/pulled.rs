//! What `okr pull` would run, and what came of it.

use super::json::{pretty, schema_of};
use super::text::visible;
use crate::goals::Day;
use crate::plural::counted;
use crate::values::engine::arguments;
use crate::values::{Asks, Came, How, Merged, OfMetric, Outcome, Plan, Report, digest};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::path::Path;

/// Everything that a workspace would run: each command line, its query, and the files it takes along.
#[must_use]
pub fn trusting(plan: &Plan) -> String {
    let started = plan.jobs.iter().filter(|job| !matches!(job.asks, Asks::File(_)));
    let mut out = String::new();
    for (number, job) in (1..).zip(started) {
        let metrics: Vec<&str> = job.metrics.iter().map(|metric| metric.id.as_str()).collect();
        let (source, metrics) = (visible(&job.source), visible(&metrics.join(", ")).into_owned());
        out.push_str(&format!("{number}. {source}, for {metrics}\n{}\n", shown(&job.asks)));
    }
    out
}

fn shown(asks: &Asks) -> String {
    let (line, query, files) = match asks {
        Asks::File(_) => return String::new(),
        Asks::Program { program, database, query } => {
            let mut words = arguments(*program, database.as_deref().map(Path::new), "");
            let fixed = words.pop().unwrap_or_default();
            words.insert(0, program.name().to_owned());
            words.push(format!("{} QUERY", fixed.trim()).trim().to_owned());
            (words, query, &[][..])
        }
        Asks::Command { words, files, query } => (words.clone(), query, files.as_slice()),
    };
    let line: Vec<String> = line.iter().map(|word| visible(word).into_owned()).collect();
    let mut out = format!("   $ {}\n", line.join(" "));
    for (path, bytes) in files {
        let (path, size, digest) = (visible(path), bytes.len(), digest(bytes));
        out.push_str(&format!("   with {path}: {size} bytes, sha256 {digest}\n"));
    }
    for line in query.lines() {
        out.push_str(&format!("     {}\n", visible(line)));
    }
    out
}

/// What came, a line for each metric, below its source.
#[must_use]
pub fn table(report: &Report) -> String {
    let mut out = String::new();
    let width = report.metrics().map(|metric| metric.id.chars().count()).max().unwrap_or_default();
    for outcome in &report.outcomes {
        let source = visible(&outcome.source);
        let program = outcome.program.as_deref().filter(|program| *program != outcome.source);
        let program = program.map(|program| format!(", {}", visible(program))).unwrap_or_default();
        out.push_str(&format!("{source}{program}\n"));
        match &outcome.result {
            Ok(came) => out.push_str(&came_of(came, report.how, width)),
            Err(reason) => out.push_str(&failure(reason)),
        }
    }
    out.push_str(&format!("\n{}\n", summary(report)));
    out
}

fn came_of(came: &Came, how: How, width: usize) -> String {
    let mut out = String::new();
    for metric in &came.metrics {
        let id = visible(&metric.id);
        match &metric.result {
            Ok(merged) => {
                let words = if how == How::Checked { answered(came.rows, merged) } else { words(merged) };
                out.push_str(&format!("  {id:<width$}  {words}\n"));
                for restated in &merged.restated {
                    let (was, is) = (visible(&restated.was), visible(&restated.is));
                    out.push_str(&format!("    {}: it says {was}, the source now says {is}\n", restated.day));
                }
            }
            Err(reason) => out.push_str(&format!("  {id:<width$}{}", failure(reason))),
        }
    }
    if !came.unasked.is_empty() {
        let names: Vec<_> = came.unasked.iter().map(|name| visible(name)).collect();
        out.push_str(&format!("  it also has rows of {}, which no metric pulls\n", names.join(", ")));
    }
    out
}

fn failure(reason: &str) -> String {
    let mut lines = reason.lines().map(visible);
    let first = lines.next().unwrap_or_default().into_owned();
    let rest: String = lines.map(|line| format!("    {line}\n")).collect();
    format!("  failed: {first}\n{rest}")
}

fn answered(rows: usize, merged: &Merged) -> String {
    let own = merged.new + merged.same + merged.typed + merged.restated.len();
    match rows {
        0 => "it answers, without any row".to_owned(),
        _ => format!("it answers: {}", counted(own, "value")),
    }
}

/// What came for a metric, in words.
fn words(merged: &Merged) -> String {
    let mut parts = vec![format!("{} new", merged.new), format!("{} the same", merged.same)];
    let mut part = |count: usize, words: &str| {
        if count > 0 {
            parts.push(format!("{count} {words}"));
        }
    };
    part(merged.restated.len(), "restated");
    part(merged.gone, "the source no longer has");
    let otherwise = match merged.typed_otherwise {
        0 => String::new(),
        count => format!(" ({count} with another value)"),
    };
    part(merged.typed, &format!("kept as typed under `readings`{otherwise}"));
    part(merged.without_value, "without a value");
    part(merged.left_out, "outside of the days asked for");
    parts.join(", ")
}

fn summary(report: &Report) -> String {
    let files = counted(report.changed_files(), "file");
    let (new, restated) = (counted(report.new_values(), "new value"), report.restated());
    let came =
        if restated > 0 && !report.keeps_the_past() { format!("{new}, {restated} restated") } else { new };
    let mut lines = Vec::new();
    lines.push(match report.how {
        How::Checked => "Nothing was written: this was a check.".to_owned(),
        How::DryRun => format!("Nothing was written: this was a dry run. It would change {files}: {came}."),
        How::Written if report.changed_files() == 0 && report.has_failed() => {
            "Nothing was written.".to_owned()
        }
        How::Written if report.changed_files() == 0 => "Nothing to write: all of it is there.".to_owned(),
        How::Written => format!("Wrote {files}: {came}."),
    });
    if report.has_failed() {
        lines.push("Not everything could be pulled; what failed is as it was.".to_owned());
    }
    if restated > 0 && report.how != How::Checked && report.keeps_the_past() {
        let (values, are) = if restated == 1 { ("value", "is") } else { ("values", "are") };
        lines.push(format!(
            "{restated} {values} of the past {are} kept as written; `okr pull --restate` takes what the source says now."
        ));
    }
    lines.join("\n")
}

/// What `okr pull --format json` prints. Fields are added, never renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr pull")]
struct Output<'r> {
    #[schemars(extend("const" = 1))]
    version: u32,
    /// The day it was; later values are left out.
    as_of: String,
    /// Whether files were written.
    written: bool,
    sources: Vec<JsonSource<'r>>,
}

/// A question and its answer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Source")]
struct JsonSource<'r> {
    /// Its name in okr.yaml, or the path of a CSV file.
    source: &'r str,
    /// The program that was asked; null for a file.
    program: Option<&'r str>,
    /// How many rows the answer has.
    rows: Option<usize>,
    /// Why there is no answer.
    error: Option<&'r str>,
    metrics: Vec<JsonMetric<'r>>,
    /// Metrics that the answer has rows of and that do not pull from it.
    unasked: &'r [String],
}

/// What came for a metric.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Metric")]
struct JsonMetric<'r> {
    metric: &'r str,
    /// The file of its readings, from the workspace's root.
    file: &'r str,
    /// Days that had no value.
    new: usize,
    /// Days whose value is the same.
    same: usize,
    /// Days whose value the source has otherwise.
    restated: Vec<JsonRestated<'r>>,
    /// Days that are written and that the source no longer has.
    gone: usize,
    /// Days that have a reading in YAML, which counts.
    typed: usize,
    /// Those of them for which the source has another value.
    typed_otherwise: usize,
    /// Rows without a value.
    without_value: usize,
    /// Rows outside of the days asked for.
    left_out: usize,
    /// Why nothing of it was taken.
    error: Option<&'r str>,
}

/// A value of the past that the source has otherwise.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Restated")]
struct JsonRestated<'r> {
    date: String,
    was: &'r str,
    is: &'r str,
}

/// What came, for programs.
#[must_use]
pub fn json(report: &Report, as_of: Day) -> String {
    let sources = report.outcomes.iter().map(source).collect();
    let written = report.how == How::Written && report.changed_files() > 0;
    pretty(&Output { version: 1, as_of: as_of.to_string(), written, sources })
}

/// The JSON Schema of [`json`].
#[must_use]
pub fn schema() -> Value {
    schema_of::<Output<'_>>()
}

fn source(outcome: &Outcome) -> JsonSource<'_> {
    let came = outcome.result.as_ref().ok();
    JsonSource {
        source: &outcome.source,
        program: outcome.program.as_deref(),
        rows: came.map(|came| came.rows),
        error: outcome.result.as_ref().err().map(String::as_str),
        metrics: came.map(|came| came.metrics.iter().map(metric).collect()).unwrap_or_default(),
        unasked: came.map(|came| came.unasked.as_slice()).unwrap_or_default(),
    }
}

fn metric(of: &OfMetric) -> JsonMetric<'_> {
    let nothing = Merged::default();
    let merged = of.result.as_ref().unwrap_or(&nothing);
    let restated = of.result.iter().flat_map(|merged| &merged.restated);
    JsonMetric {
        metric: &of.id,
        file: &of.file,
        new: merged.new,
        same: merged.same,
        restated: restated
            .map(|restated| JsonRestated {
                date: restated.day.to_string(),
                was: &restated.was,
                is: &restated.is,
            })
            .collect(),
        gone: merged.gone,
        typed: merged.typed,
        typed_otherwise: merged.typed_otherwise,
        without_value: merged.without_value,
        left_out: merged.left_out,
        error: of.result.as_ref().err().map(String::as_str),
    }
}
