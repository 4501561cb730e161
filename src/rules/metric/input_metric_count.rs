//! `input-metric-count`.

use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use super::called;
use crate::finding::{Level, Remark};
use crate::goals::graph::{Graph, Node, Relation};
use crate::goals::{MetricRole, MetricView, Workspace};
use crate::plural::counted;
use crate::settings::Organization;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "input-metric-count",
    summary: "too few input metrics to explain the north star, or too many to choose from",
    page: include_str!("input_metric_count.md"),
    level: Level::Warning,
    off_for: &[Organization::Startup],
    options: &[
        RuleOption {
            name: "min",
            default: 3.0,
            range: (0.0, 100.0),
            unit: OptionUnit::Count,
            meaning: "the minimum number of input metrics",
        },
        RuleOption {
            name: "max",
            default: 5.0,
            range: (1.0, 100.0),
            unit: OptionUnit::Count,
            meaning: "the maximum number of input metrics",
        },
    ],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let (min, max) = (context.count("min"), context.count("max"));
    let inputs = direct_inputs(workspace, context.facts.graph());
    let star = workspace.north_stars().next();
    let whose = star.map_or_else(|| "the north star".to_owned(), called);
    let remark = match (inputs.as_slice(), star) {
        _ if inputs.len() < min && is_partly_unread(context) => return,
        ([], None) => return,
        ([], Some(star)) if min > 0 => Remark::new(
            star.heading(),
            format!("no input metrics: nothing says what teams can do to move {whose}"),
        )
        .help(format!("list the {} that drive it under `input_metrics:`, each with the team that owns it", span_of(min, max))),
        (inputs, _) if inputs.len() < min => {
            let last = inputs[inputs.len() - 1];
            Remark::new(
                last.heading(),
                format!("{}: too few to explain what moves {whose}", counted(inputs.len(), "input metric")),
            )
            .help(format!(
                "add {} to `input_metrics:`; new users, first use, coming back and spreading are places to look",
                at_least_more(min - inputs.len(), max - inputs.len())
            ))
        }
        (inputs, _) if inputs.len() > max => Remark::new(
            inputs[max].heading(),
            format!("{} input metrics: with more than {max}, nobody can tell which lever to pull", inputs.len()),
        )
        .help(format!(
            "keep the {max} with the most room to improve; let others drive one of those (`drives: [{}]`), or move them to `metrics:`",
            inputs[0].id().unwrap_or("an_input_metric")
        )),
        _ => return,
    };
    let remark = match star {
        Some(star) if !inputs.is_empty() => remark.related(star.heading(), "what they drive"),
        _ => remark,
    };
    context.report(remark);
}

/// `3 to 5`, or `3` where both are the same.
fn span_of(min: usize, max: usize) -> String {
    if max > min { format!("{min} to {max} metrics") } else { counted(min, "metric") }
}

fn at_least_more(fewest: usize, most: usize) -> String {
    if most > fewest { format!("{fewest} to {most} more") } else { format!("{fewest} more") }
}

/// The input metrics that drive the north star itself, each id once. One whose ways all lead over other input metrics is a
/// level further down the tree; those that drive each other in a circle lead nowhere, so they stay.
fn direct_inputs<'w>(workspace: &'w Workspace, graph: &Graph<'_>) -> Vec<MetricView<'w>> {
    let mut inputs: Vec<MetricView<'_>> =
        workspace.metrics().filter(|metric| metric.role == MetricRole::Input).collect();
    let mut seen = HashSet::new();
    inputs.retain(|metric| metric.id().is_none_or(|id| seen.insert(id)));
    // What drives something unknown may lead anywhere.
    let leads_out = |metric: &MetricView<'_>| {
        let mut drives = metric.metric.drives.readable().map(|(id, _)| id.as_str()).peekable();
        drives.peek().is_none() || drives.any(|id| !seen.contains(id))
    };
    let direct = inputs.iter().filter(|metric| leads_out(metric)).filter_map(|metric| metric.id());
    let direct: HashSet<Node> = direct.filter_map(|id| graph.metric(id)).collect();
    let below = graph.leading_to(direct.iter().copied(), &[Relation::Drives]);
    let is_deeper =
        |id| graph.metric(id).is_some_and(|node| below.contains(&node) && !direct.contains(&node));
    inputs.retain(|metric| !metric.id().is_some_and(is_deeper));
    inputs
}

/// Whether there may be input metrics that could not be read.
fn is_partly_unread(context: &Context<'_>) -> bool {
    context.facts.any_damaged()
        || context.workspace.files.iter().any(|file| {
            let inputs = &file.content.input_metrics;
            (!inputs.is_absent() && inputs.get().is_none())
                || inputs.items().iter().any(|item| item.get().is_none())
        })
}
