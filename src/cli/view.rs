//! The common arguments of the commands that explain the quarter: which quarter, as of which day, and how to show it.

use super::args::{AsOf, InQuarter, one_of};
use super::goals::Goals;
use super::terminal::Terminal;
use crate::project::Project;
use crate::render::review::Format;
use crate::score::Scorecard;

/// Which quarter, as of which day, and how to show it.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct View {
    #[command(flatten)]
    quarter: InQuarter,

    /// How to show it.
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = one_of(&FORMATS))]
    pub(super) format: Format,

    #[command(flatten)]
    as_of: AsOf,
}

const FORMATS: [(&str, Format); 3] =
    [("table", Format::Table), ("json", Format::Json), ("markdown", Format::Markdown)];

impl View {
    /// The goals of the workspace, and the scores of the quarter.
    pub(super) fn scored(self, terminal: &Terminal) -> anyhow::Result<(Project, Scorecard)> {
        let of = |calendar, day| self.quarter.of(calendar, day);
        Goals::of_workspace(self.as_of).scored(of, terminal)
    }
}
