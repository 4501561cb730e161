//! The tree of metrics.

use super::super::drawing::{Drawing, Shape};
use super::super::outline::branches;
use super::super::{JsonReading, word};
use crate::goals::MetricRole;
use crate::render::json::{JsonValue, value};
use crate::render::markdown::inert;
use crate::render::scorecard::Layout;
use crate::render::scorecard::draw::{
    Tone, finish, of_guardrail, of_metric, of_status, paint, plain, short, trend, wrap,
};
use crate::review::{Arithmetic, Change, Hangs, Method, PartChange, Push, Row, Tree};
use crate::score::{Bands, Scorecard, in_own_unit};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;
use unicode_width::UnicodeWidthStr as _;

/// An outline: each metric with how it stands, below what it is part of or drives.
pub(super) fn outline(tree: &Tree, card: &Scorecard, layout: Layout) -> String {
    let title =
        format!("{} · as of {}{}", card.quarter, card.as_of, compared(tree, " · computed metrics since "));
    let mut out = format!("{}\n", paint(Tone::Strong, &title));
    let depths: Vec<usize> = tree.rows.iter().map(|row| row.depth).collect();
    for (row, (first, further)) in tree.rows.iter().zip(branches(&depths, layout)) {
        if row.depth == 0 {
            out.push('\n');
        }
        let room = layout.width.saturating_sub(further.width() + 2);
        let head = format!("{}{}", named(&plain(&row.name), room), standing(row, true));
        let mut texts = vec![head];
        texts.extend(remarks(row, card.bands, true));
        for (number, text) in texts.iter().enumerate() {
            for (line, words) in wrap(text, room).iter().enumerate() {
                let before = match (number, line) {
                    (0, 0) => first.clone(),
                    (0, _) => format!("{further}  "),
                    (_, 0) => further.clone(),
                    _ => format!("{further}  "),
                };
                out.push_str(format!("{before}{words}").trim_end());
                out.push('\n');
            }
        }
    }
    if !tree.apart.is_empty() {
        let apart: Vec<String> = tree.apart.iter().map(|id| plain(id)).collect();
        let text = format!("Apart from these, with no part in them: {}", apart.join(", "));
        out.push('\n');
        wrap(&text, layout.width).iter().for_each(|line| out.push_str(&format!("{line}\n")));
    }
    finish(&out, layout.color)
}

/// A name in its tone, whose words stay together where the line has room for them.
fn named(name: &str, room: usize) -> String {
    if name.width() <= room {
        return paint(Tone::Strong, name);
    }
    name.split(' ').map(|word| paint(Tone::Strong, word)).collect::<Vec<_>>().join(" ")
}

/// ` 47.4K, target 52K, near; up 5.8% since 19 Oct, better`.
fn standing(row: &Row, in_colour: bool) -> String {
    let mut parts = Vec::new();
    parts.push(match &row.current {
        Some(current) if row.is_computed => format!("{}, by its parts", plain(current.value.text())),
        Some(current) => plain(current.value.text()),
        None => "no reading".to_owned(),
    });
    if let Some(target) = &row.target {
        let status = row.status.map_or(String::new(), |status| {
            let name = if in_colour {
                paint(of_metric(Some(status)), status.name())
            } else {
                status.name().to_owned()
            };
            format!(", {name}")
        });
        parts.push(format!("target {}{status}", plain(target.text())));
    }
    parts.extend(row.trend.as_ref().map(trend));
    let mut words = format!("  {}", parts.join("; "));
    let who = match (&row.team, &row.owner) {
        (Some(team), Some(owner)) => Some(format!("{}, {}", plain(team), plain(owner))),
        (Some(who), None) | (None, Some(who)) => Some(plain(who)),
        (None, None) => None,
    };
    words.push_str(&who.map_or(String::new(), |who| format!(" ({who})")));
    if row.seen {
        words.push_str(", see above");
    }
    words
}

/// What is to be said below a metric: its sum, what changed it, what it is watched by, who pushes it.
fn remarks(row: &Row, bands: Bands, in_colour: bool) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(arithmetic) = &row.arithmetic {
        remarks.extend(sum_words(arithmetic));
    }
    if row.lacks_common_day {
        remarks.push("its parts have no day with a reading of each: nothing is computed".to_owned());
    }
    if let Some(counter) = &row.counter {
        let current =
            counter.current.as_ref().map_or("no reading".to_owned(), |current| plain(current.value.text()));
        let state = counter.state.map_or(String::new(), |state| {
            let name =
                if in_colour { paint(of_guardrail(state), state.name()) } else { state.name().to_owned() };
            format!(", {name}")
        });
        remarks.push(format!("watched by {}  {current}{state}", plain(&counter.name)));
    }
    remarks.extend(row.key_results.iter().map(|push| pushed(push, bands, in_colour)));
    remarks
}

fn pushed(push: &Push, bands: Bands, in_colour: bool) -> String {
    let score = push.score.map_or(String::new(), |score| format!("  {}", bands.text(score)));
    let name = push.status.name();
    let status = if in_colour { paint(of_status(push.status), name) } else { name.to_owned() };
    format!("pushed by {}{score}  {status}", short(&push.address))
}

/// The sum with its numbers, and what each part did to the change.
fn sum_words(arithmetic: &Arithmetic) -> Vec<String> {
    let mut words = vec![format!(
        "= {} = {} on {}",
        plain(&arithmetic.text),
        plain(arithmetic.computed.text()),
        arithmetic.day.short()
    )];
    if let (true, Some(read)) = (arithmetic.disagrees(), &arithmetic.read) {
        words.push(format!("but {} was read that day: `okr explain identity-mismatch`", plain(read.text())));
    }
    if let Some(change) = &arithmetic.change {
        words.push(change_words(arithmetic, change));
    }
    words
}

/// `+€13.4K since 30 Sep: customers +€10.97K (82%), arpu +€2.43K (18%), shared out by logarithms`.
fn change_words(arithmetic: &Arithmetic, change: &Change) -> String {
    // Nobody reads cents of a change of thousands.
    let rounded = |by: f64| if change.by.abs() >= 1000.0 { by.round() } else { by };
    let signed = |by: f64| {
        let text = arithmetic.computed.with_value(rounded(by));
        let text = plain(text.text());
        if by > 0.0 { format!("+{text}") } else { text }
    };
    if change.by == 0.0 && change.parts.iter().all(|part| part.added == 0.0) {
        return format!("unchanged since {}", change.since.short());
    }
    let part = |part: &PartChange| {
        let share = part.share.map_or(String::new(), |share| format!(" ({:.0}%)", share * 100.0));
        format!("{} {}{share}", plain(&part.metric), signed(part.added))
    };
    let parts: Vec<String> = change.parts.iter().map(part).collect();
    let method = match change.method {
        Method::Directly if change.parts.len() < 2 => String::new(),
        method => format!(", shared out {}", method.name()),
    };
    format!("{} since {}: {}{method}", signed(change.by), change.since.short(), parts.join(", "))
}

/// The day that what is computed is compared with, where something is.
fn compared(tree: &Tree, words: &str) -> String {
    let is_compared = |row: &Row| row.arithmetic.as_ref().is_some_and(|sum| sum.change.is_some());
    if tree.rows.iter().any(is_compared) { format!("{words}{}", tree.since.short()) } else { String::new() }
}

/// The same as nested lists.
pub(super) fn markdown(tree: &Tree, card: &Scorecard) -> String {
    let mut out = format!(
        "## Tree of metrics\n\n{}, as of {}{}.\n\n",
        card.quarter,
        card.as_of,
        compared(tree, "; computed metrics since ")
    );
    for row in &tree.rows {
        let margin = "  ".repeat(row.depth.min(8));
        let hangs = match row.hangs {
            Hangs::Root => "",
            Hangs::Part => "part: ",
            Hangs::Driver => "driven by ",
        };
        out.push_str(&format!(
            "{margin}- {hangs}**{}** {}\n",
            inert(&row.name),
            inert(&standing(row, false))
        ));
        for remark in remarks(row, card.bands, false) {
            out.push_str(&format!("{margin}  - {}\n", inert(&remark)));
        }
    }
    out
}

/// Boxes for metrics and key results, and arrows to what they move.
pub(super) fn drawing(tree: &Tree) -> Drawing {
    let mut drawing = Drawing::default();
    let mut boxes: HashMap<&str, usize> = HashMap::new();
    let mut arrows: Vec<(usize, usize, Hangs)> = Vec::new();
    let mut of_rows: Vec<usize> = Vec::with_capacity(tree.rows.len());
    for row in &tree.rows {
        let own = *boxes.entry(&row.metric).or_insert_with(|| {
            let shape = match row.role {
                MetricRole::NorthStar => Shape::Star,
                MetricRole::Guardrail => Shape::Guard,
                MetricRole::Input | MetricRole::Watched => Shape::Box,
            };
            let mut lines = vec![row.name.clone()];
            let current = row.current.as_ref().map(|current| current.value.text().to_owned());
            let target = row.target.as_ref().map(|target| format!("target {}", target.text()));
            lines.push(current.into_iter().chain(target).collect::<Vec<_>>().join(", "));
            lines.retain(|line| !line.is_empty());
            drawing.node(shape, lines)
        });
        of_rows.push(own);
        if let Some(above) = row.above {
            arrows.push((own, of_rows[above], row.hangs));
        }
    }
    for (row, own) in tree.rows.iter().zip(&of_rows) {
        for push in &row.key_results {
            let lines = vec![short(&push.address), push.status.name().to_owned()];
            let node = drawing.node(Shape::Pill, lines);
            drawing.arrow(node, *own, None, true);
        }
        if let Some(counter) = &row.counter {
            let node = *boxes
                .entry(&counter.metric)
                .or_insert_with(|| drawing.node(Shape::Guard, vec![counter.name.clone()]));
            drawing.arrow(node, *own, Some("watches"), true);
        }
    }
    for (from, to, hangs) in arrows {
        drawing.arrow(from, to, (hangs == Hangs::Part).then_some("part of"), false);
    }
    drawing
}

/// The tree of metrics as programs read it: rows, parents first.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MetricTree")]
pub(super) struct Json<'c> {
    /// The day that changes are counted from.
    #[schemars(extend("format" = "date"))]
    since: String,
    rows: Vec<JsonRow<'c>>,
    /// Metrics with no part in any of these trees.
    apart: &'c [String],
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MetricRow")]
struct JsonRow<'c> {
    metric: &'c str,
    name: &'c str,
    /// `north_star`, `input`, `guardrail` or `watched`.
    role: &'static str,
    depth: usize,
    /// The place in `rows` of the metric it hangs below, from 0.
    above: Option<usize>,
    /// `root`, `part` or `driver` of the metric above.
    hangs: &'static str,
    /// Whether what is below it stands further up.
    seen: bool,
    team: Option<&'c str>,
    owner: Option<&'c str>,
    current: Option<JsonReading<'c>>,
    target: Option<JsonValue<'c>>,
    /// As `on_target`.
    status: Option<String>,
    /// The change since about four weeks before, as a share.
    change: Option<f64>,
    counter_metric: Option<&'c str>,
    /// The key results of the quarter that move it.
    key_results: Vec<JsonPush<'c>>,
    arithmetic: Option<JsonArithmetic<'c>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Push")]
struct JsonPush<'c> {
    address: &'c str,
    status: String,
    score: Option<f64>,
}

/// What a metric is by its parts.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Arithmetic")]
struct JsonArithmetic<'c> {
    #[schemars(extend("format" = "date"))]
    date: String,
    /// The sum with its numbers put in.
    text: &'c str,
    computed: JsonValue<'c>,
    /// What was read that day.
    read: Option<JsonValue<'c>>,
    change: Option<JsonChange<'c>>,
}

/// What each part did to the change of the whole; all add up to it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change")]
struct JsonChange<'c> {
    #[schemars(extend("format" = "date"))]
    since: String,
    before: JsonValue<'c>,
    /// In the unit of `before`.
    by: f64,
    /// `directly`, `logarithms` or `all_orders`.
    method: &'static str,
    parts: Vec<JsonPart<'c>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PartChange")]
struct JsonPart<'c> {
    metric: &'c str,
    before: JsonValue<'c>,
    now: JsonValue<'c>,
    /// In the unit of the whole.
    added: f64,
    /// As a share of the change.
    share: Option<f64>,
}

impl<'c> Json<'c> {
    pub(super) fn of(tree: &'c Tree) -> Self {
        Self { since: tree.since.to_string(), rows: tree.rows.iter().map(row).collect(), apart: &tree.apart }
    }
}

fn row(row: &Row) -> JsonRow<'_> {
    JsonRow {
        metric: &row.metric,
        name: &row.name,
        role: match row.role {
            MetricRole::NorthStar => "north_star",
            MetricRole::Input => "input",
            MetricRole::Guardrail => "guardrail",
            MetricRole::Watched => "watched",
        },
        depth: row.depth,
        above: row.above,
        hangs: match row.hangs {
            Hangs::Root => "root",
            Hangs::Part => "part",
            Hangs::Driver => "driver",
        },
        seen: row.seen,
        team: row.team.as_deref(),
        owner: row.owner.as_deref(),
        current: row.current.as_ref().map(JsonReading::of),
        target: row.target.as_ref().map(value),
        status: row.status.map(|status| word(status.name())),
        change: row.trend.as_ref().and_then(|trend| trend.change),
        counter_metric: row.counter.as_ref().map(|counter| counter.metric.as_str()),
        key_results: row
            .key_results
            .iter()
            .map(|push| JsonPush {
                address: &push.address,
                status: word(push.status.name()),
                score: push.score,
            })
            .collect(),
        arithmetic: row.arithmetic.as_ref().map(arithmetic),
    }
}

fn arithmetic(sum: &Arithmetic) -> JsonArithmetic<'_> {
    let in_unit = |by: f64| in_own_unit(&sum.computed.with_value(by));
    let part = |part: &'_ PartChange| -> (f64, Option<f64>) { (in_unit(part.added), part.share) };
    JsonArithmetic {
        date: sum.day.to_string(),
        text: &sum.text,
        computed: value(&sum.computed),
        read: sum.read.as_ref().map(value),
        change: sum.change.as_ref().map(|change| JsonChange {
            since: change.since.to_string(),
            before: value(&change.before),
            by: in_unit(change.by),
            method: match change.method {
                Method::Directly => "directly",
                Method::Logarithms => "logarithms",
                Method::AllOrders => "all_orders",
            },
            parts: change
                .parts
                .iter()
                .map(|each| {
                    let (added, share) = part(each);
                    JsonPart {
                        metric: &each.metric,
                        before: value(&each.before),
                        now: value(&each.now),
                        added,
                        share,
                    }
                })
                .collect(),
        }),
    }
}
