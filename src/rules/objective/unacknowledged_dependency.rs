//! `unacknowledged-dependency`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::{ObjectiveView, Quarter, Target, Workspace};
use crate::settings::Organization;
use crate::source::{FileId, Span};
use std::borrow::Cow;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "unacknowledged-dependency",
    summary: "a key result that needs another team which does not say so",
    page: include_str!("unacknowledged_dependency.md"),
    level: Level::Warning,
    off_for: &[Organization::Startup, Organization::Growth],
    options: &[],
    check: Check::Workspace(check),
};

/// A team in a quarter, and the objective (file, position) that one of its own supports.
type Promise<'w> = (Cow<'w, str>, Option<Quarter>, FileId, usize);

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let promises = promises(workspace);
    for key_result in workspace.key_results() {
        let needing = key_result.objective;
        for (reference, place) in key_result.key_result.depends_on.readable() {
            let (needed, at) = match workspace.resolve(reference, needing.quarter()) {
                Some(Target::Objective(needed)) => (needed, needed.heading()),
                Some(Target::KeyResult(needed)) => (needed.objective, needed.heading()),
                Some(Target::Metric(_)) | None => continue,
            };
            let promise = (needed.team(), needed.quarter(), needing.file.id, needing.position);
            if !same_team(needing, needed) && !promises.contains(&promise) {
                context.report(remark(place, at, needing, needed));
            }
        }
    }
}

/// What the teams say they support. Any objective of the team may say it.
fn promises(workspace: &Workspace) -> HashSet<Promise<'_>> {
    let mut promises = HashSet::new();
    for objective in workspace.objectives() {
        for (reference, _) in objective.objective.supports.readable() {
            let supported = match workspace.resolve(reference, objective.quarter()) {
                Some(Target::Objective(supported)) => supported,
                Some(Target::KeyResult(supported)) => supported.objective,
                Some(Target::Metric(_)) | None => continue,
            };
            promises.insert((objective.team(), objective.quarter(), supported.file.id, supported.position));
        }
    }
    promises
}

/// The same team, or a person and their own team.
fn same_team(a: ObjectiveView<'_>, b: ObjectiveView<'_>) -> bool {
    let (one, other) = (a.file.content.team.get(), b.file.content.team.get());
    a.team() == b.team() || (one.is_some() && one == other)
}

fn remark(place: Span, at: Span, needing: ObjectiveView<'_>, needed: ObjectiveView<'_>) -> Remark {
    let address =
        if needing.quarter() == needed.quarter() { needing.short_address() } else { needing.address() };
    Remark::new(place, format!("`{}` does not say that it works for this", needed.team()))
        .help(format!(
            "talk to `{}`; when it is agreed, add `supports: [{address}]` to its `{}`",
            needed.team(),
            needed.id()
        ))
        .related(at, "this is what is needed")
}
