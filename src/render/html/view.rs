//! What every section of a page starts from.

use super::voice::Voice;
use super::{MANY_KEY_RESULTS, Report};
use crate::render::scorecard::words;
use crate::score::{Bands, Scorecard};
use maud::{Markup, html};

/// A report, and how much of it may be said.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'r> {
    pub(super) report: &'r Report<'r>,
    pub(super) voice: Voice,
}

impl<'r> View<'r> {
    pub(super) fn card(self) -> &'r Scorecard {
        self.report.card
    }

    pub(super) fn bands(self) -> Bands {
        self.card().bands
    }

    /// Whether key results have a line each instead of their charts.
    pub(super) fn is_brief(self) -> bool {
        // Asked for every objective: no further than it takes to know.
        let key_results =
            self.card().teams.iter().flat_map(|team| &team.objectives).flat_map(|own| &own.key_results);
        key_results.take(MANY_KEY_RESULTS + 1).count() > MANY_KEY_RESULTS
    }

    /// A score as every screen shows it, with its full number for programs.
    pub(super) fn score(self, score: Option<f64>) -> Markup {
        html! {
            @match score {
                Some(number) => data value=(number) { (words::score(self.bands(), score)) },
                None => span { "-" },
            }
        }
    }
}
