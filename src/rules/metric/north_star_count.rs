//! `north-star-count`.

use super::super::{Check, Context, Rule};
use super::{called, is_companys};
use crate::finding::{Level, Remark};
use crate::goals::{MetricRole, MetricView, Workspace};
use crate::source::Span;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "north-star-count",
    summary: "no north star, or more than one",
    page: include_str!("north_star_count.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let mut ids = HashSet::new();
    // The same id again is a `duplicate-id`, not a second star.
    let stars: Vec<MetricView<'_>> =
        workspace.north_stars().filter(|star| star.id().is_none_or(|id| ids.insert(id))).collect();
    match stars.as_slice() {
        [] => report_none(context),
        [_] => {}
        [first, second, ..] => {
            let message = match stars.len() {
                2 => format!("{} is a second north star: teams cannot steer by two", called(*second)),
                count => format!("{} is one of {count} north stars: teams steer by one", called(*second)),
            };
            let remark = Remark::new(second.heading(), message).help(format!(
                "keep the one that best shows the value users get, and put the others under `input_metrics:` if they drive it, otherwise under `metrics:`; the first is {}",
                called(*first)
            ));
            context.report(remark.related(first.heading(), "the first north star"));
        }
    }
}

fn report_none(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let maybe_unread =
        workspace.files.iter().any(|file| file.damaged || !file.content.north_star.is_absent());
    if maybe_unread {
        return;
    }
    let Some(place) = first_metric(workspace).or_else(|| first_company_objective(workspace)) else { return };
    let path = &workspace.sources.file(place.file).path;
    context.report(
        Remark::new(place, "no north star: nothing says which number all of this should move").help(
            format!(
                "name the number that shows the value users get, for example in {path}: `north_star: {{id: weekly_active_teams, name: Weekly active teams}}`"
            ),
        ),
    );
}

/// Guardrails alone do not count: a team may set limits long before there is a tree of metrics.
fn first_metric(workspace: &Workspace) -> Option<Span> {
    let mut metrics = workspace.metrics();
    metrics
        .find(|metric| matches!(metric.role, MetricRole::Input | MetricRole::Watched))
        .map(|metric| metric.heading())
}

fn first_company_objective(workspace: &Workspace) -> Option<Span> {
    workspace.objectives().find(|objective| is_companys(*objective)).map(|objective| objective.heading())
}
