//! `unacknowledged-dependency`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::ObjectiveView;
use crate::goals::graph::{Item, Relation};
use crate::settings::Organization;
use crate::source::Span;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "unacknowledged-dependency",
    summary: "a dependency on another team that the other team does not mention",
    page: include_str!("unacknowledged_dependency.md"),
    level: Level::Warning,
    off_for: &[Organization::Startup, Organization::Growth],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    context.workspace.objectives().for_each(|needing| check_objective(context, needing));
}

fn check_objective(context: &mut Context<'_>, needing: ObjectiveView<'_>) {
    let graph = context.facts.graph();
    let Some(node) = graph.objective(needing) else { return };
    let key_results = || graph.arrows_from(node, Relation::Has).map(|arrow| arrow.to);
    let mut needs = key_results().flat_map(|part| graph.arrows_from(part, Relation::DependsOn)).peekable();
    if needs.peek().is_none() {
        return;
    }
    // Who says that they work for it, by `supports` of any of their objectives.
    let supporters =
        [node].into_iter().chain(key_results()).flat_map(|part| graph.arrows_to(part, Relation::Supports));
    let supporters = supporters.filter_map(|arrow| graph.item(arrow.from).objective());
    let supporters: HashSet<_> =
        supporters.map(|objective| (objective.team(), objective.quarter())).collect();
    for arrow in needs {
        let (Some(place), Some(needed)) = (arrow.place, graph.item(arrow.to).objective()) else { continue };
        let at = match graph.item(arrow.to) {
            Item::KeyResult(key_result) => key_result.heading(),
            Item::Objective(_) | Item::Metric(_) => needed.heading(),
        };
        if !same_team(needing, needed) && !supporters.contains(&(needed.team(), needed.quarter())) {
            context.report(remark(place, at, needing, needed));
        }
    }
}

/// The same team, or a person and their own team.
fn same_team(a: ObjectiveView<'_>, b: ObjectiveView<'_>) -> bool {
    let (one, other) = (a.file.content.team.get(), b.file.content.team.get());
    a.team() == b.team() || (one.is_some() && one == other)
}

fn remark(place: Span, at: Span, needing: ObjectiveView<'_>, needed: ObjectiveView<'_>) -> Remark {
    let address =
        if needing.quarter() == needed.quarter() { needing.short_address() } else { needing.address() };
    Remark::new(place, format!("`{}` does not say that it supports this", needed.team()))
        .help(format!(
            "talk to `{}`; once you agree, add `supports: [{address}]` to its `{}`",
            needed.team(),
            needed.id()
        ))
        .related(at, "this is what is needed")
}
