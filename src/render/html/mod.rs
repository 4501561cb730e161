//! A quarter as one HTML page for people who look rather than read: mailed, attached to a build, printed. It needs nothing but
//! itself: no script, no request, and a policy of its own that allows neither.
//!
//! Charts are SVG (`charts`); what an author wrote enters through `voice`; each section of the page has its file.

mod anchor;
mod attention;
mod charts;
mod document;
mod drawing;
mod funnel;
mod grades;
mod key_result;
mod marks;
mod metrics;
mod news;
mod objectives;
mod summary;
mod tree;
mod view;
mod voice;

pub use document::MARK;
pub use drawing::{NoDrawing, drawing};

use crate::review::{Funnel, Since, Tree};
use crate::score::Scorecard;
use maud::html;
use view::View;
use voice::Voice;

/// What a page is made of.
#[derive(Debug, Clone, Copy)]
pub struct Report<'r> {
    /// The quarter, with what the quarters before came to.
    pub card: &'r Scorecard,
    /// What changed since an earlier day.
    pub since: Option<&'r Since>,
    /// What drives what, and what it is computed from; `None` where there are no metrics.
    pub tree: Option<&'r Tree>,
    /// The metrics by stage; `None` where it is not asked for.
    pub funnel: Option<&'r Funnel>,
    /// The heading; the quarter where there is none.
    pub title: Option<&'r str>,
    /// Whether absolute values are left out: scores and shares of the way stay, numbers of the goals go, in sentences too.
    pub redacts: bool,
    /// The pages of teams beside this one: the team's name, and the file.
    pub teams: &'r [(String, String)],
    /// How many files have mistakes that may hide goals.
    pub faulty_files: usize,
    /// The page that this one belongs to.
    pub home: Option<&'r str>,
}

/// From so many key results on, a page shows each on a line, without its charts: it should stay small enough to mail.
const MANY_KEY_RESULTS: usize = 250;

/// The page. Ends with a line break.
#[must_use]
pub fn page(report: &Report<'_>) -> String {
    let view = View { report, voice: Voice { redacts: report.redacts } };
    let body = html! {
        (summary::header(view))
        main #content {
            (attention::section(view))
            (metrics::north_star(view))
            (news::section(view))
            (objectives::section(view))
            (metrics::indicators(view))
            (metrics::guardrails(view))
            (funnel::section(view))
            (tree::section(view))
            (grades::earlier(view))
            (grades::how(view))
        }
    };
    document::written(&summary::title(view), &body)
}
