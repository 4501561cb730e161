//! `metric-cycle`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::identity::Identity;
use crate::goals::{MetricRole, MetricView, Workspace};
use crate::source::Span;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "metric-cycle",
    summary: "metrics that drive each other, or are computed from each other, in a circle",
    page: include_str!("metric_cycle.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let metrics = Metrics::of(context.workspace);
    let causes: Vec<Vec<Edge>> = metrics.all.iter().map(|metric| metrics.driven_by(*metric)).collect();
    for circle in circles(&causes) {
        let (from, edge) = metrics.closing(&circle, &causes);
        let goes_without_saying =
            circle.steps.iter().any(|(metric, edge)| causes[*metric][*edge].words.is_none());
        let why = match goes_without_saying {
            true => "input metrics drive the north star without saying so, and never the other way",
            false => "`drives:` leads one way, from cause to effect",
        };
        let help = format!("{why}: take {} out of `drives:` of {}", metrics.id(edge.to), metrics.id(from));
        let remark = metrics.remark(&circle, &causes, "drive each other", "drives itself");
        context.report(remark.help(help));
    }
    let sums: Vec<Vec<Edge>> = metrics.all.iter().map(|metric| metrics.computed_from(*metric)).collect();
    for circle in circles(&sums) {
        let (from, _) = metrics.closing(&circle, &sums);
        let help =
            format!("somewhere a number has to be measured: drop `equals:` from {}, say", metrics.id(from));
        let remark =
            metrics.remark(&circle, &sums, "are computed from each other", "is computed from itself");
        context.report(remark.help(help));
    }
}

/// One metric leads to another.
#[derive(Debug, Clone, Copy)]
struct Edge {
    to: usize,
    /// The words that say so; `None` where it goes without saying.
    words: Option<Span>,
}

/// Metrics that lead back to where they started: each with the number of the edge that leads on.
#[derive(Debug)]
struct Circle {
    /// The first few, and the one that closes it.
    steps: Vec<(usize, usize)>,
    length: usize,
}

/// How many metrics of a circle are named; the rest is an ellipsis.
const SHOWN: usize = 6;

struct Metrics<'w> {
    all: Vec<MetricView<'w>>,
    by_id: HashMap<&'w str, usize>,
    star: Option<usize>,
}

impl<'w> Metrics<'w> {
    fn of(workspace: &'w Workspace) -> Self {
        let mut metrics = Self { all: Vec::new(), by_id: HashMap::new(), star: None };
        for metric in workspace.metrics() {
            let Some(id) = metric.id() else { continue };
            if let std::collections::hash_map::Entry::Vacant(place) = metrics.by_id.entry(id) {
                place.insert(metrics.all.len());
                if metric.role == MetricRole::NorthStar {
                    metrics.star = metrics.star.or(Some(metrics.all.len()));
                }
                metrics.all.push(metric);
            }
        }
        metrics
    }

    /// The metrics this one drives; an input metric that does not say drives the north star.
    fn driven_by(&self, metric: MetricView<'w>) -> Vec<Edge> {
        let drives = &metric.metric.drives;
        if drives.is_absent() && metric.role == MetricRole::Input {
            return self.star.map(|to| Edge { to, words: None }).into_iter().collect();
        }
        let named = drives
            .readable()
            .filter_map(|(id, span)| self.by_id.get(id.trim()).map(|to| Edge { to: *to, words: Some(span) }));
        named.collect()
    }

    fn computed_from(&self, metric: MetricView<'w>) -> Vec<Edge> {
        let Some((text, span)) = metric.metric.equals.located() else { return Vec::new() };
        let Ok(sum) = Identity::parse(text) else { return Vec::new() };
        let edge = |operand: &crate::goals::identity::Operand| {
            let to = *self.by_id.get(&*operand.id)?;
            Some(Edge { to, words: Some(metric.workspace.words(span, text, operand.words.clone())) })
        };
        sum.operands().iter().filter_map(edge).collect()
    }

    fn id(&self, metric: usize) -> String {
        format!("`{}`", self.all[metric].id().unwrap_or_default())
    }

    /// The step to point at: the one that closes the circle, or the first that somebody wrote.
    fn closing(&self, circle: &Circle, edges: &[Vec<Edge>]) -> (usize, Edge) {
        let steps = circle.steps.iter().rev().map(|(metric, edge)| (*metric, edges[*metric][*edge]));
        let written = steps.clone().find(|(_, edge)| edge.words.is_some());
        let any = || steps.clone().next().expect("internal error: a circle without steps");
        written.unwrap_or_else(any)
    }

    fn remark(&self, circle: &Circle, edges: &[Vec<Edge>], each_other: &str, itself: &str) -> Remark {
        let (from, edge) = self.closing(circle, edges);
        let place = edge.words.unwrap_or_else(|| self.all[from].heading());
        let first = self.id(circle.steps[0].0);
        if circle.length == 1 {
            return Remark::new(place, format!("{first} {itself}"));
        }
        let mut names: Vec<String> = circle.steps.iter().map(|(metric, _)| self.id(*metric)).collect();
        if circle.length > names.len() {
            names.insert(names.len() - 1, "…".to_owned());
        }
        names.push(first);
        let message = format!("these metrics {each_other} in a circle: {}", names.join(" → "));
        let remark = Remark::new(place, message);
        circle.steps.iter().fold(remark, |remark, (metric, step)| {
            let step = edges[*metric][*step];
            match step.words.filter(|words| *words != place) {
                Some(words) => remark.related(words, format!("{} → {}", self.id(*metric), self.id(step.to))),
                None => remark,
            }
        })
    }
}

/// Every circle that a walk through the metrics closes. Opening each of them leaves none; the walk looks at each edge
/// once and keeps its own stack, so long chains are no danger.
fn circles(edges: &[Vec<Edge>]) -> Vec<Circle> {
    #[derive(Clone, Copy)]
    enum Seen {
        Not,
        OnPath(usize),
        Done,
    }
    let mut seen = vec![Seen::Not; edges.len()];
    let mut circles = Vec::new();
    for start in 0..edges.len() {
        if !matches!(seen[start], Seen::Not) {
            continue;
        }
        // Each metric on the path with the number of its next edge.
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        seen[start] = Seen::OnPath(0);
        while let Some((metric, next)) = path.last_mut() {
            let (from, number) = (*metric, *next);
            let Some(edge) = edges[from].get(number) else {
                seen[from] = Seen::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match seen[edge.to] {
                Seen::Not => {
                    seen[edge.to] = Seen::OnPath(path.len());
                    path.push((edge.to, 0));
                }
                Seen::OnPath(at) => circles.push(circle(&path[at..])),
                Seen::Done => {}
            }
        }
    }
    circles
}

fn circle(path: &[(usize, usize)]) -> Circle {
    let taken = |(metric, next): &(usize, usize)| (*metric, next - 1);
    let mut steps: Vec<(usize, usize)> = path.iter().take(SHOWN - 1).map(taken).collect();
    steps.extend(path.last().filter(|_| path.len() >= SHOWN).map(taken));
    Circle { steps, length: path.len() }
}
