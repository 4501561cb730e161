//! Scorecards as tables, JSON, Markdown and CSV. Each format has its file; what they all say in the same words is in
//! `words`.

mod csv;
pub(in crate::render) mod draw;
pub(super) mod empty;
mod explain;
mod grid;
mod json;
mod lines;
mod markdown;
mod paint;
mod period;
mod shapes;
pub(super) mod since;
mod table;
pub(super) mod words;

pub use explain::explain_sum;
pub use period::{Screen, period};
pub use shapes::sparkline;

use crate::review::Since;
use crate::score::Scorecard;

/// Columns before everything but headings.
pub(in crate::render) const INDENT: usize = 2;
/// The least columns that tables are drawn in.
const LEAST_WIDTH: usize = 60;

/// How tables are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Columns that may be used; fewer than 60 count as 60, for numbers are never cut.
    pub width: usize,
    /// Whether to colour. Without it there are no escape codes.
    pub color: bool,
    /// Whether bars, sparklines and lines may use characters beyond ASCII. Goal texts are shown as they are.
    pub unicode: bool,
}

impl Layout {
    /// The columns that are used.
    fn columns(self) -> usize {
        self.width.max(LEAST_WIDTH)
    }
}

/// What a scorecard is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    Table,
    /// The contract for programs, version 1, with numbers in full precision.
    Json,
    /// For a pull request, a page or a meeting's notes.
    Markdown,
    /// One line for each key result, for a spreadsheet.
    Csv,
}

/// The JSON Schema of [`Format::Json`], for grades and for status.
#[must_use]
pub fn schema() -> serde_json::Value {
    json::schema()
}

/// The JSON Schema of several quarters, as [`period()`] writes them.
#[must_use]
pub fn period_schema() -> serde_json::Value {
    json::period_schema()
}

/// The grades of a quarter. The layout counts for tables only. Ends with a line break.
#[must_use]
pub fn grade(card: &Scorecard, format: Format, layout: Layout) -> String {
    match format {
        Format::Table => table::grade(card, layout),
        Format::Json => json::grade(card),
        Format::Markdown => markdown::grade(card),
        Format::Csv => csv::grade(card),
    }
}

/// How much a status shows at a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// What needs somebody, and every key result; of very many teams a line each.
    #[default]
    Usual,
    /// The north star, the indicators and the guardrails, each with its trend, instead of the key results.
    Metrics,
    /// Nothing folded.
    All,
}

/// The state of a quarter. The layout applies to tables only. Ends with a line break.
#[must_use]
pub fn status(card: &Scorecard, format: Format, layout: Layout) -> String {
    status_in_detail(card, format, layout, Detail::Usual)
}

/// The same, in some detail; that too counts for tables only.
#[must_use]
pub fn status_in_detail(card: &Scorecard, format: Format, layout: Layout, detail: Detail) -> String {
    match format {
        Format::Table => table::status(card, layout, detail),
        Format::Json => json::status(card),
        Format::Markdown => markdown::status(card),
        Format::Csv => csv::status(card),
    }
}

/// What changed in a quarter since an earlier day. The JSON is that of [`status`] with one field more; CSV is a table of
/// key results as they are, and has no room for it. The layout applies to tables only. Ends with a line break.
#[must_use]
pub fn status_since(card: &Scorecard, since: &Since, format: Format, layout: Layout) -> String {
    match format {
        Format::Table => table::since(card, since, layout),
        Format::Json => json::since(card, since),
        Format::Markdown => markdown::since(card, since),
        Format::Csv => csv::status(card),
    }
}
