//! `unaligned-objective`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::{MetricRole, ObjectiveView, Quarter, Target, Workspace, values};
use crate::settings::Organization;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "unaligned-objective",
    summary: "an objective that contributes to no company goal",
    page: include_str!("unaligned_objective.md"),
    level: Level::Warning,
    off_for: &[Organization::Startup],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let (graph, aligned) = (context.facts.graph(), context.facts.aligned());
    let is_aligned = |objective| graph.objective(objective).is_some_and(|node| aligned.contains(&node));
    let tops = Tops::of(workspace);
    for file in &workspace.files {
        let without: Vec<ObjectiveView<'_>> = workspace
            .objectives_of(file)
            .filter(|objective| !is_aligned(*objective) && is_at_fault(*objective))
            .filter(|objective| !objective.file.damaged && tops.exist_for(*objective))
            .collect();
        let silent_file =
            workspace.objectives_of(file).all(|objective| objective.objective.supports.is_absent());
        match without[..] {
            // A file that never mentions what it supports is one habit, not as many mistakes as it has objectives.
            [first, _, ..] if silent_file => context.report(
                Remark::new(
                    first.heading(),
                    format!(
                        "{} objectives here, and none says what it helps the company reach",
                        without.len()
                    ),
                )
                .help(format!("{}; start with this one", tops.help(first))),
            ),
            _ => {
                for objective in without {
                    context
                        .report(Remark::new(place(objective), message(objective)).help(tops.help(objective)));
                }
            }
        }
    }
}

/// Its reference to a metric that leads nowhere, otherwise its sentence.
fn place(objective: ObjectiveView<'_>) -> crate::source::Span {
    let supported = objective.objective.supports.readable().next();
    supported.map_or_else(|| objective.heading(), |(_, span)| span)
}

fn message(objective: ObjectiveView<'_>) -> String {
    match objective.objective.supports.readable().next() {
        Some((metric, _)) => {
            format!("`{metric}` leads to no company objective, input metric or north star")
        }
        None => "nothing says what this helps the company reach".to_owned(),
    }
}

/// Whether the missing step upwards is this objective's own. References that lead nowhere are reported elsewhere, and
/// an objective that supports another one leaves the next step to that.
fn is_at_fault(objective: ObjectiveView<'_>) -> bool {
    let workspace = objective.workspace;
    let supports = &objective.objective.supports;
    let is_readable = supports.is_absent() || supports.get().is_some();
    is_readable
        && supports.items().iter().all(|reference| {
            let target = reference.get().and_then(|text| workspace.resolve(text, objective.quarter()));
            matches!(target, Some(Target::Metric(_)))
        })
        && objective
            .key_results()
            .all(|key_result| key_result.key_result.metric.is_absent() || key_result.metric().is_some())
        && objective.level() != values::Level::Company
}

/// What there is to align to.
struct Tops<'w> {
    /// The addresses of the company's objectives.
    company: HashMap<Option<Quarter>, Vec<String>>,
    /// The first input metric of each team.
    owned: HashMap<&'w str, &'w str>,
    /// The first input metrics, otherwise the north star.
    metrics: Vec<&'w str>,
}

/// How many addresses a help line names.
const NAMED: usize = 3;

impl<'w> Tops<'w> {
    fn of(workspace: &'w Workspace) -> Self {
        let mut tops = Self { company: HashMap::new(), owned: HashMap::new(), metrics: Vec::new() };
        for objective in workspace.objectives().filter(|each| each.level() == values::Level::Company) {
            let addresses = tops.company.entry(objective.quarter()).or_default();
            if addresses.len() < NAMED {
                addresses.push(objective.short_address());
            }
        }
        let inputs = workspace.metrics().filter(|metric| metric.role == MetricRole::Input);
        for (id, metric) in inputs.filter_map(|metric| Some((metric.id()?, metric))) {
            if let Some(team) = metric.metric.team.get() {
                tops.owned.entry(team.as_str()).or_insert(id);
            }
            if tops.metrics.len() < NAMED {
                tops.metrics.push(id);
            }
        }
        if tops.metrics.is_empty() {
            tops.metrics.extend(workspace.north_stars().filter_map(|star| star.id()).take(1));
        }
        tops
    }

    fn exist_for(&self, objective: ObjectiveView<'_>) -> bool {
        !self.metrics.is_empty() || self.company.contains_key(&objective.quarter())
    }

    /// What to write, with the most likely candidates.
    fn help(&self, objective: ObjectiveView<'_>) -> String {
        if let Some(metric) = self.owned.get(&*objective.team()) {
            return format!("if it moves the team's input metric, say so: `supports: [{metric}]`");
        }
        let company = self.company.get(&objective.quarter()).into_iter().flatten().map(String::as_str);
        let candidates: Vec<&str> = company.chain(self.metrics.iter().copied()).take(NAMED).collect();
        match candidates[..] {
            [only] => format!(
                "if it helps `{only}`, say so: `supports: [{only}]`; if not, ask whether it is needed now"
            ),
            _ => format!(
                "say which it helps, like `supports: [{}]` (or {}); if it helps none, ask whether it is needed now",
                candidates.first().copied().unwrap_or_default(),
                candidates[1.min(candidates.len())..]
                    .iter()
                    .map(|each| format!("`{each}`"))
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
        }
    }
}
