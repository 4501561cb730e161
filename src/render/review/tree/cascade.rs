//! The cascade of objectives.

use super::super::drawing::{Drawing, Shape};
use super::super::outline::branches;
use super::super::word;
use crate::goals::values::Level;
use crate::plural::counted;
use crate::render::markdown::inert;
use crate::render::scorecard::Layout;
use crate::render::scorecard::draw::{Tone, finish, of_status, paint, plain, wrap};
use crate::review::{Cascade, ObjectiveRow};
use crate::score::{Bands, Scorecard};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;
use unicode_width::UnicodeWidthStr as _;

const NOTHING: &str = "No objectives are in this quarter.";

/// An outline: each objective below what it supports.
pub(super) fn outline(cascade: &Cascade, card: &Scorecard, layout: Layout) -> String {
    let title = format!("{} · as of {}", card.quarter, card.as_of);
    let mut out = format!("{}\n\n", paint(Tone::Strong, &title));
    if cascade.rows.is_empty() {
        out.push_str(&format!("{NOTHING}\n"));
    }
    let depths: Vec<usize> = cascade.rows.iter().map(|row| row.depth).collect();
    for (row, (first, further)) in cascade.rows.iter().zip(branches(&depths, layout)) {
        let mut texts = vec![head(row, card.bands, true)];
        texts.extend(remarks(row));
        for (number, text) in texts.iter().enumerate() {
            let room = layout.width.saturating_sub(further.width() + 2);
            for (line, words) in wrap(text, room).iter().enumerate() {
                let before = match (number, line) {
                    (0, 0) => first.clone(),
                    (_, 0) => further.clone(),
                    _ => format!("{further}  "),
                };
                out.push_str(format!("{before}{words}").trim_end());
                out.push('\n');
            }
        }
    }
    finish(&out, layout.color)
}

/// `booking  Patients book a visit ...  0.29, at risk`.
fn head(row: &ObjectiveRow, bands: Bands, in_colour: bool) -> String {
    let name = row.status.name();
    let status = if in_colour { paint(of_status(row.status), name) } else { name.to_owned() };
    let score = row.score.map_or(String::new(), |score| format!("{} ", bands.text(score)));
    let seen = if row.seen { ", see above" } else { "" };
    let team = plain(&row.team);
    let team = if in_colour { paint(Tone::Strong, &team) } else { team };
    let key_results = counted(row.key_results, "key result");
    format!("{team}  {}  {score}{status}, {key_results}{seen}", plain(&row.objective))
}

fn remarks(row: &ObjectiveRow) -> Vec<String> {
    let breached = row
        .breached
        .iter()
        .map(|(name, reason)| format!("! guardrail breached  {}: {}", plain(name), plain(reason)));
    let mut remarks: Vec<String> = breached.collect();
    if !row.metrics.is_empty() {
        let metrics: Vec<String> = row.metrics.iter().map(|id| plain(id)).collect();
        remarks.push(format!("supports {}", metrics.join(", ")));
    }
    remarks.extend(row.remarks.iter().map(|remark| {
        let about = remark.address.rsplit_once('/').map_or("", |(_, last)| last);
        let about = if remark.address == row.address { String::new() } else { format!("{}: ", plain(about)) };
        format!("! {about}{} ({})", plain(&remark.message), remark.rule)
    }));
    remarks
}

pub(super) fn markdown(cascade: &Cascade, card: &Scorecard) -> String {
    let mut out = format!("## Cascade of objectives\n\n{}, as of {}.\n\n", card.quarter, card.as_of);
    if cascade.rows.is_empty() {
        out.push_str(&format!("{NOTHING}\n"));
    }
    for row in &cascade.rows {
        let margin = "  ".repeat(row.depth.min(8));
        out.push_str(&format!("{margin}- {}\n", inert(&head(row, card.bands, false))));
        for remark in remarks(row) {
            out.push_str(&format!("{margin}  - {}\n", inert(&remark)));
        }
    }
    out
}

/// Boxes for objectives, and arrows to what they support.
pub(super) fn drawing(cascade: &Cascade, card: &Scorecard) -> Drawing {
    let mut drawing = Drawing::default();
    let mut boxes: HashMap<&str, usize> = HashMap::new();
    let mut of_rows = Vec::with_capacity(cascade.rows.len());
    for row in &cascade.rows {
        let own = *boxes.entry(&row.address).or_insert_with(|| {
            let shape = if row.level == Level::Company { Shape::Star } else { Shape::Box };
            let score = row.score.map_or(String::new(), |score| format!("{} ", card.bands.text(score)));
            let stands = format!("{score}{}", row.status.name());
            drawing.node(shape, vec![row.team.clone(), row.objective.clone(), stands])
        });
        of_rows.push(own);
        if let Some(above) = row.above {
            drawing.arrow(own, of_rows[above], None, false);
        }
    }
    drawing
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ObjectiveRow")]
pub(super) struct Json<'c> {
    address: &'c str,
    objective: &'c str,
    /// `company`, `team` or `individual`.
    level: &'static str,
    team: &'c str,
    depth: usize,
    /// The place in the list of the objective it supports, from 0.
    above: Option<usize>,
    /// Whether what is below it stands further up.
    seen: bool,
    score: Option<f64>,
    status: String,
    key_results: usize,
    /// The names of its guardrails that are breached.
    guardrails_breached: Vec<&'c str>,
    /// The metrics it supports directly.
    supports_metrics: &'c [String],
    remarks: Vec<JsonRemark<'c>>,
}

/// What a rule says of how it hangs together with the others.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Remark")]
struct JsonRemark<'c> {
    address: &'c str,
    rule: &'c str,
    message: &'c str,
}

pub(super) fn rows(cascade: &Cascade) -> Vec<Json<'_>> {
    cascade
        .rows
        .iter()
        .map(|each| Json {
            address: &each.address,
            objective: &each.objective,
            level: each.level.name(),
            team: &each.team,
            depth: each.depth,
            above: each.above,
            seen: each.seen,
            score: each.score,
            status: word(each.status.name()),
            key_results: each.key_results,
            guardrails_breached: each.breached.iter().map(|(name, _)| name.as_str()).collect(),
            supports_metrics: &each.metrics,
            remarks: each
                .remarks
                .iter()
                .map(|remark| JsonRemark {
                    address: &remark.address,
                    rule: remark.rule,
                    message: &remark.message,
                })
                .collect(),
        })
        .collect()
}
