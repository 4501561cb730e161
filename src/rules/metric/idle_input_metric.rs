//! `idle-input-metric`.

use super::super::{Check, Context, Rule};
use super::{called, words_of};
use crate::finding::{Level, Remark};
use crate::goals::graph::{Graph, Node, Nodes};
use crate::goals::{MetricRole, MetricView, ObjectiveView};
use crate::settings::Organization;
use std::collections::{HashMap, HashSet};

pub(super) static RULE: Rule = Rule {
    name: "idle-input-metric",
    summary: "an input metric that no key result of the quarter moves",
    page: include_str!("idle_input_metric.md"),
    level: Level::Note,
    off_for: &[Organization::Startup],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let quarter = workspace.calendar.quarter_of(context.as_of);
    let planned = workspace.objectives().any(|objective| objective.quarter() == Some(quarter));
    if !planned || context.facts.any_damaged() {
        return;
    }
    // Objectives that name no quarter may be meant for this one.
    let current = |objective: &ObjectiveView<'_>| objective.quarter().is_none_or(|own| own == quarter);
    let objectives = || workspace.objectives().filter(current);
    let graph = context.facts.graph();
    let moved = moved_metrics(graph, objectives());
    let idle: Vec<MetricView<'_>> = context
        .facts
        .judged()
        .filter(|metric| metric.role == MetricRole::Input)
        .filter(|metric| {
            metric.id().is_some_and(|id| graph.metric(id).is_some_and(|node| !moved.contains(&node)))
        })
        .collect();
    let spoken_of = named_in_sentences(&idle, objectives());
    for (metric, _) in idle.iter().zip(&spoken_of).filter(|(_, spoken_of)| !**spoken_of) {
        let whose =
            metric.metric.team.get().map_or("a team".to_owned(), |team| format!("`{}`", team.as_str()));
        let message = format!("no key result of {quarter} moves {}", called(*metric));
        context.report(Remark::new(metric.heading(), message).help(format!(
            "give {whose} a key result with `metric: {}`, or move it to `metrics:` while nobody works on it",
            metric.id().unwrap_or_default()
        )));
    }
}

/// The metrics that key results measure and objectives support, and whatever those drive or are part of.
pub(super) fn moved_metrics<'w>(
    graph: &Graph<'w>,
    objectives: impl Iterator<Item = ObjectiveView<'w>>,
) -> Nodes {
    let mut moved: Vec<Node> = Vec::new();
    for objective in objectives {
        let named = objective.objective.supports.readable().map(|(reference, _)| reference);
        let measured = objective.key_results().filter_map(|key_result| key_result.key_result.metric.get());
        moved.extend(named.chain(measured).filter_map(|id| graph.metric(id.trim())));
    }
    graph.moved_along_with(moved)
}

/// Whether each metric's name occurs in the sentence of some key result without a metric. Short forms do not count.
fn named_in_sentences<'w>(
    metrics: &[MetricView<'_>],
    objectives: impl Iterator<Item = ObjectiveView<'w>>,
) -> Vec<bool> {
    let lower: Vec<(usize, String)> = metrics
        .iter()
        .enumerate()
        .flat_map(|(at, metric)| {
            [metric.metric.name.get().map(String::as_str), metric.id()].map(|name| (at, name))
        })
        .filter_map(|(at, name)| Some((at, name?.to_lowercase())))
        .collect();
    let mut names: HashMap<Vec<&str>, Vec<usize>> = HashMap::new();
    for (at, name) in &lower {
        names.entry(words_of(name).map(|(_, word)| word).collect()).or_default().push(*at);
    }
    let lengths: HashSet<usize> = names.keys().map(Vec::len).filter(|length| *length > 0).collect();
    let mut spoken_of = vec![false; metrics.len()];
    if lengths.is_empty() {
        return spoken_of;
    }
    let key_results = objectives.flat_map(|objective| objective.key_results());
    for key_result in key_results.filter(|key_result| key_result.key_result.metric.is_absent()) {
        let sentence = key_result.text().to_lowercase();
        let words: Vec<&str> = words_of(&sentence).map(|(_, word)| word).collect();
        for phrase in lengths.iter().flat_map(|length| words.windows(*length)) {
            for at in names.get(phrase).into_iter().flatten() {
                spoken_of[*at] = true;
            }
        }
    }
    spoken_of
}
