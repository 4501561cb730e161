//! `guardrail-without-limit`.

use super::super::{Check, Context, Rule};
use super::called;
use crate::finding::{Level, Remark};
use crate::goals::values::Better;
use crate::goals::{Day, MetricRole, MetricView, Quarter, Workspace, says_limit};
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
    let quarter = workspace.calendar.quarter_of(context.as_of);
    for metric in context.facts.judged() {
        let use_of_it = metric.id().and_then(|id| named.get(id));
        let is_guardrail = metric.role == MetricRole::Guardrail || use_of_it.is_some();
        let remark = match metric.has_limit() {
            false if tries_a_limit(metric) => continue,
            false => without_limit(metric, context.as_of),
            true if !is_guardrail => {
                context.report(without_guard(metric));
                continue;
            }
            true => match without_start(metric, quarter, context.as_of) {
                Some(remark) => remark,
                None => continue,
            },
        };
        match (metric.role, use_of_it) {
            (MetricRole::Guardrail, _) => context.report(remark),
            (_, Some(place)) => context.report(remark.related(*place, "a guardrail here")),
            (_, None) => {}
        }
    }
}

/// Whether a limit stands there under a name that has been reported.
fn tries_a_limit(metric: MetricView<'_>) -> bool {
    let sources = &metric.workspace.sources;
    metric.file.problems.iter().any(|problem| {
        metric.span.contains(problem.span) && says_limit(&sources.text(problem.span).to_lowercase())
    })
}

fn without_limit(metric: MetricView<'_>, as_of: Day) -> Remark {
    let message = format!("{} has no limit: nobody can say when it is breached", called(metric));
    Remark::new(metric.heading(), message).help(help(metric, as_of))
}

/// A limit that says how far the metric may move, from a value that nobody knows. As long as there is no reading, the first one
/// may still be from before the quarter.
fn without_start(metric: MetricView<'_>, quarter: Quarter, as_of: Day) -> Option<Remark> {
    let fields = metric.metric;
    let (key, limit) = [("max_increase", &fields.max_increase), ("max_decrease", &fields.max_decrease)]
        .into_iter()
        .find(|(_, limit)| !limit.is_absent())?;
    let first_day = metric.workspace.calendar.first_day(quarter);
    let readings = metric.readings();
    let first = readings.first().filter(|first| (first_day..=as_of).contains(&first.day))?;
    if !fields.baseline.is_absent() {
        return None;
    }
    let written = limit.get().map_or_else(|| key.to_owned(), |limit| format!("{key}: {}", limit.text()));
    // A fixed limit beside it holds all the same.
    let is_fixed = !fields.at_least.is_absent() || !fields.at_most.is_absent();
    let of_what = if is_fixed { format!("one limit of {}", called(metric)) } else { called(metric) };
    let message = format!(
        "nobody can say when {of_what} is breached: `{written}` counts from its baseline, and there is none, nor a reading from before \
         {quarter}"
    );
    let help = format!(
        "add `baseline:` with the value at which the quarter began; the first reading is `{}` on {}",
        first.value.text(),
        first.day
    );
    Some(Remark::new(limit.span().unwrap_or(metric.heading()), message).help(help).at_most(Level::Warning))
}

/// A limit of a metric that no objective names as a guardrail: nobody hears of it when it is broken.
fn without_guard(metric: MetricView<'_>) -> Remark {
    let fields = metric.metric;
    let limits = [&fields.max_increase, &fields.max_decrease, &fields.at_most, &fields.at_least];
    let place = limits.into_iter().find_map(|limit| limit.span());
    let message = format!("{} has a limit, and is no guardrail: nothing watches the limit", called(metric));
    let help = "move it to the section `guardrails:`, or remove the limit; what it should reach is written in `targets`";
    Remark::new(place.unwrap_or(metric.heading()), message).help(help).at_most(Level::Warning)
}

fn help(metric: MetricView<'_>, as_of: Day) -> String {
    let better = &metric.metric.better;
    let (relative, absolute) = match metric.better() {
        // What is better is written in a way that cannot be read.
        _ if better.get().is_none() && !better.is_absent() => {
            ("max_increase: 5%` or `max_decrease", "at_most:` or `at_least")
        }
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
