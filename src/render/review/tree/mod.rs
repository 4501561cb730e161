//! Trees of metrics, cascades of objectives, and dependencies: as outlines, JSON, Markdown, Mermaid and DOT.

mod cascade;
mod dependencies;
mod metrics;

use crate::render::scorecard::Layout;
use crate::review::{Cascade, Dependencies, Tree};
use crate::score::Scorecard;

/// What a tree is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An outline for people at a terminal.
    Table,
    /// For programs, version 1.
    Json,
    /// A flowchart that forges draw.
    Mermaid,
    /// A graph for Graphviz.
    Dot,
    /// For a page or a comment; with the flowchart in it.
    Markdown,
}

/// What is drawn.
#[derive(Debug)]
pub enum View<'v> {
    /// Metrics.
    Metrics(&'v Tree),
    /// Objectives.
    Objectives(&'v Cascade),
    /// Who waits for whom.
    Dependencies(&'v Dependencies),
}

/// A view in a format. The layout counts for outlines only. Ends with a line break.
#[must_use]
pub fn render(view: &View<'_>, card: &Scorecard, format: Format, layout: Layout) -> String {
    let drawing = || match view {
        View::Metrics(tree) => metrics::drawing(tree),
        View::Objectives(cascade) => cascade::drawing(cascade, card),
        View::Dependencies(dependencies) => dependencies::drawing(dependencies),
    };
    match (format, view) {
        (Format::Mermaid, _) => drawing().mermaid(),
        (Format::Dot, _) => drawing().dot(),
        (Format::Table, View::Metrics(tree)) => metrics::outline(tree, card, layout),
        (Format::Table, View::Objectives(cascade)) => cascade::outline(cascade, card, layout),
        (Format::Table, View::Dependencies(all)) => dependencies::outline(all, card, layout),
        (Format::Markdown, View::Metrics(tree)) => {
            metrics::markdown(tree, card) + &fenced(&drawing().mermaid())
        }
        (Format::Markdown, View::Objectives(all)) => {
            cascade::markdown(all, card) + &fenced(&drawing().mermaid())
        }
        (Format::Markdown, View::Dependencies(all)) => {
            dependencies::markdown(all, card) + &fenced(&drawing().mermaid())
        }
        (Format::Json, _) => json(view, card),
    }
}

fn fenced(mermaid: &str) -> String {
    if mermaid.lines().count() < 2 { String::new() } else { format!("\n```mermaid\n{mermaid}```\n") }
}

fn json(view: &View<'_>, card: &Scorecard) -> String {
    crate::render::json::pretty(&Output {
        version: 1,
        quarter: card.quarter.to_string(),
        as_of: card.as_of.to_string(),
        metrics: match view {
            View::Metrics(tree) => Some(metrics::Json::of(tree)),
            _ => None,
        },
        objectives: match view {
            View::Objectives(cascade) => Some(cascade::rows(cascade)),
            _ => None,
        },
        dependencies: match view {
            View::Dependencies(all) => Some(dependencies::Json::of(all)),
            _ => None,
        },
    })
}

/// What `okr tree` prints with `--format json`. Fields are added, never renamed or removed.
#[derive(serde::Serialize, schemars::JsonSchema)]
#[schemars(title = "okr tree")]
struct Output<'c> {
    #[schemars(extend("const" = 1))]
    version: u32,
    quarter: String,
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The tree of metrics; null with `--objectives` and `--dependencies`.
    metrics: Option<metrics::Json<'c>>,
    /// The cascade; of `--objectives` only.
    objectives: Option<Vec<cascade::Json<'c>>>,
    /// Who waits for whom; of `--dependencies` only.
    dependencies: Option<dependencies::Json<'c>>,
}

/// The JSON Schema of [`Format::Json`].
#[must_use]
pub fn schema() -> serde_json::Value {
    crate::render::json::schema_of::<Output<'_>>()
}
