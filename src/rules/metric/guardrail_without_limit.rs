//! `guardrail-without-limit`.

use super::super::{Check, Context, Rule};
use super::called;
use crate::finding::{Level, Remark};
use crate::goals::values::Better;
use crate::goals::{Day, MetricRole, MetricView, Workspace};
use crate::source::Span;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "guardrail-without-limit",
    summary: "a guardrail without a limit",
    page: include_str!("guardrail_without_limit.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let named = named_as_guardrails(workspace);
    for metric in context.facts.judged().filter(|metric| !has_limit(*metric)) {
        let use_of_it = metric.id().and_then(|id| named.get(id));
        let message = format!("{} has no limit: nobody can say when it is breached", called(metric));
        let remark = Remark::new(metric.heading(), message).help(help(metric, context.as_of));
        match (metric.role, use_of_it) {
            (MetricRole::Guardrail, _) => context.report(remark),
            (_, Some(place)) => context.report(remark.related(*place, "a guardrail here")),
            (_, None) => {}
        }
    }
}

fn has_limit(metric: MetricView<'_>) -> bool {
    let fields = metric.metric;
    let limits = [&fields.max_increase, &fields.max_decrease, &fields.at_most, &fields.at_least];
    limits.into_iter().any(|limit| !limit.is_absent())
}

fn help(metric: MetricView<'_>, as_of: Day) -> String {
    let (relative, absolute) = match metric.better() {
        Better::Lower => ("max_increase", "at_most"),
        Better::Higher => ("max_decrease", "at_least"),
    };
    let start = metric.metric.baseline.get().map(|baseline| baseline.text());
    let latest = metric.last_before(as_of.plus_days(1)).map(|reading| reading.value.text());
    match start.or(latest) {
        Some(now) => {
            format!("say how much worse than {now} is still fine: `{relative}: 5%`, or a fixed `{absolute}:`")
        }
        None => format!(
            "say how much worse is still fine: `{relative}: 5%` of where the quarter starts, or a fixed `{absolute}:`"
        ),
    }
}

/// Where each metric is first named as a guardrail of objectives, whichever section defines it.
fn named_as_guardrails(workspace: &Workspace) -> HashMap<&str, Span> {
    let mut named = HashMap::new();
    for file in &workspace.files {
        let mut of_file = true;
        for objective in workspace.objectives_of(file) {
            // What a file sets for all its objectives is the same each time.
            let own = !objective.objective.guardrails.is_absent();
            if own || of_file {
                of_file &= own;
                for (id, place) in objective.guardrails() {
                    named.entry(id).or_insert(place);
                }
            }
        }
    }
    named
}
