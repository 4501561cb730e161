//! `unmoved-identity`.

use super::super::{Check, Context, Rule};
use super::called;
use super::idle_input_metric::moved_metrics;
use crate::finding::{Level, Remark};
use crate::goals::ObjectiveView;
use crate::goals::identity::Identity;
use crate::settings::Organization;

pub(super) static RULE: Rule = Rule {
    name: "unmoved-identity",
    summary: "a metric with a target and an identity of which no key result moves a part",
    page: include_str!("unmoved_identity.md"),
    level: Level::Note,
    off_for: &[Organization::Startup],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let quarter = workspace.calendar.quarter_of(context.as_of);
    let has_identity = workspace.metrics().any(|metric| !metric.metric.equals.is_absent());
    let planned = || workspace.objectives().any(|objective| objective.quarter() == Some(quarter));
    if !has_identity || context.facts.any_damaged() || !planned() {
        return;
    }
    let current = |objective: &ObjectiveView<'_>| objective.quarter().is_none_or(|own| own == quarter);
    let graph = context.facts.graph();
    let moved = moved_metrics(graph, workspace.objectives().filter(current));
    let last_day = workspace.calendar.last_day(quarter);
    for metric in context.facts.judged() {
        let Some((text, place)) = metric.metric.equals.located() else { continue };
        let (Ok(identity), Some(target)) = (Identity::parse(text), metric.target_on(last_day)) else {
            continue;
        };
        let Some(node) = metric.id().and_then(|id| graph.metric(id)) else { continue };
        if moved.contains(&node) {
            continue;
        }
        let parts: Vec<String> =
            identity.operands().iter().map(|operand| format!("`{}`", operand.id)).collect();
        let message = format!(
            "{} should reach {}, and no key result of {quarter} moves any part of it",
            called(metric),
            target.text()
        );
        context.report(Remark::new(place, message).help(format!(
            "give a team a key result on {} or on what drives it (`drives:`), or take the target out",
            parts.join(" or ")
        )));
    }
}
