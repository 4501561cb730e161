//! `stale-metric`.

use super::super::{Check, Context, Rule};
use super::check_ins::files_with_quarter;
use super::guardrails::{is_followed, last_reading};
use super::stale_guardrail::not_read;
use crate::finding::Level;
use crate::goals::{MetricRole, MetricView, Origin};
use crate::score::cadence::{check_in_allowed, overdue, reading_allowed};
use std::cell::OnceCell;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    name: "stale-metric",
    summary: "a north star or input metric that has not been read for longer than its cadence allows",
    page: include_str!("stale_metric.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    if !is_followed(context) {
        return;
    }
    let is_steered_by =
        |metric: &MetricView<'_>| matches!(metric.role, MetricRole::NorthStar | MetricRole::Input);
    // What key results wait for takes a while to find out, and is rarely needed.
    let said = OnceCell::new();
    let is_said = |metric: &MetricView<'_>| {
        metric.id().is_some_and(|id| said.get_or_init(|| said_of_key_results(context)).contains(id))
    };
    let mut remarks = Vec::new();
    for metric in context.workspace.metrics().filter(is_steered_by).filter(|metric| !metric.file.damaged) {
        let Some(last) = last_reading(&metric, context.as_of) else { continue };
        let allowed = reading_allowed(&metric, context.settings);
        if let Some(age) = overdue(last.day, context.as_of, allowed).filter(|_| !is_said(&metric)) {
            remarks.push(not_read(&metric, &last, age, allowed, context.as_of));
        }
    }
    remarks.into_iter().for_each(|remark| context.report(remark));
}

/// The metrics whose last reading `stale-check-in` points at already: a key result of the quarter waits for it.
fn said_of_key_results<'w>(context: &Context<'w>) -> BTreeSet<&'w str> {
    let workspace = context.workspace;
    let current = workspace.calendar.quarter_of(context.as_of);
    let mut said = BTreeSet::new();
    for (file, _) in files_with_quarter(workspace).filter(|(_, quarter)| *quarter == current) {
        for key_result in workspace.objectives_of(file).flat_map(|objective| objective.key_results()) {
            let Some(metric) = context.facts.readings().metric(&key_result) else { continue };
            let Some(track) = context.facts.track(key_result, current) else { continue };
            let allowed = check_in_allowed(Some(&metric), context.settings);
            let waits = track.last_look().is_some_and(|last| {
                last.value.is_some_and(|value| value.origin == Origin::Metric)
                    && overdue(last.day, context.as_of, allowed).is_some()
            });
            said.extend(metric.id().filter(|_| waits));
        }
    }
    said
}
