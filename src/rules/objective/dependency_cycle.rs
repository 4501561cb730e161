//! `dependency-cycle`.

use super::super::{Check, Context, Rule};
use super::cycles::cycles;
use crate::finding::{Level, Remark};
use crate::goals::{KeyResultView, ObjectiveView, Quarter, Target, Workspace};
use crate::source::{FileId, Span};
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "dependency-cycle",
    summary: "goals that wait for each other, or support each other, in a circle",
    page: include_str!("dependency_cycle.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    // The two are kept apart: a company objective may well wait for the team that supports it.
    for (graph, words) in [(waiting(context.workspace), WAITING), (supporting(context.workspace), SUPPORTING)]
    {
        for circle in cycles(&graph.next) {
            if let Some(remark) = graph.remark(&circle, words) {
                context.report(remark);
            }
        }
    }
}

/// How an arrow reads, and what to do about a circle of them.
#[derive(Clone, Copy)]
struct Wording {
    alone: &'static str,
    alone_help: &'static str,
    arrow: &'static str,
    help: &'static str,
}

const WAITING: Wording = Wording {
    alone: "waits for itself",
    alone_help: "name what it really waits for, or take this out",
    arrow: "waits for",
    help: "agree on who goes first, and take that one's `depends_on` out",
};

const SUPPORTING: Wording = Wording {
    alone: "supports itself",
    alone_help: "name what stands above it, or take this out",
    arrow: "supports",
    help: "`supports` points upwards, from a means to its end: keep the one that says so and take the other out",
};

/// A goal that takes part in a reference.
#[derive(Clone, Copy)]
enum Goal<'w> {
    Objective(ObjectiveView<'w>),
    KeyResult(KeyResultView<'w>),
}

impl<'w> Goal<'w> {
    fn named(workspace: &'w Workspace, reference: &str, quarter: Option<Quarter>) -> Option<Self> {
        match workspace.resolve(reference, quarter)? {
            Target::Metric(_) => None,
            Target::Objective(objective) => Some(Goal::Objective(objective)),
            Target::KeyResult(key_result) => Some(Goal::KeyResult(key_result)),
        }
    }

    fn objective(self) -> ObjectiveView<'w> {
        match self {
            Goal::Objective(objective) => objective,
            Goal::KeyResult(key_result) => key_result.objective,
        }
    }

    /// File, position, and position of the key result.
    fn key(self) -> (FileId, usize, Option<usize>) {
        let objective = self.objective();
        let position = match self {
            Goal::Objective(_) => None,
            Goal::KeyResult(key_result) => Some(key_result.position),
        };
        (objective.file.id, objective.position, position)
    }

    fn address(self) -> String {
        match self {
            Goal::Objective(objective) => objective.short_address(),
            Goal::KeyResult(key_result) => {
                format!("{}/{}", key_result.objective.short_address(), key_result.id())
            }
        }
    }
}

/// Goals and the references between them.
#[derive(Default)]
struct Graph<'w> {
    numbers: HashMap<(FileId, usize, Option<usize>), usize>,
    goals: Vec<Goal<'w>>,
    next: Vec<Vec<usize>>,
    /// Where each arrow is written; those from an objective to its own key results are not.
    places: HashMap<(usize, usize), Span>,
    /// Whether an objective leads to its key results.
    with_key_results: bool,
}

impl<'w> Graph<'w> {
    /// The goal's number, and whether it is a new one.
    fn number(&mut self, goal: Goal<'w>) -> (usize, bool) {
        let number = *self.numbers.entry(goal.key()).or_insert(self.goals.len());
        let is_new = number == self.goals.len();
        if is_new {
            self.goals.push(goal);
            self.next.push(Vec::new());
        }
        (number, is_new)
    }

    fn lead(&mut self, from: Goal<'w>, to: Goal<'w>, place: Span) {
        let (from, _) = self.number(from);
        let (to, is_new) = self.number(to);
        self.next[from].push(to);
        self.places.entry((from, to)).or_insert(place);
        // Who waits for an objective waits for its key results.
        if let (true, Goal::Objective(objective)) = (is_new && self.with_key_results, self.goals[to]) {
            for key_result in objective.key_results() {
                let (number, _) = self.number(Goal::KeyResult(key_result));
                self.next[to].push(number);
            }
        }
    }

    fn remark(&self, circle: &[usize], words: Wording) -> Option<Remark> {
        let arrows: Vec<(usize, usize)> =
            circle.iter().copied().zip(circle.iter().copied().cycle().skip(1)).collect();
        let written = arrows.iter().filter_map(|arrow| Some((*arrow, *self.places.get(arrow)?)));
        let mut written: Vec<((usize, usize), Span)> = written.collect();
        // A circle is reported where the files first come to it.
        let first = (0..written.len()).min_by_key(|at| written[*at].1).unwrap_or_default();
        written.rotate_left(first);
        let ((first, place), others) = written.split_first()?;
        let name = |number: usize| format!("`{}`", self.goals[number].address());
        let message = match others.len() {
            0 => format!("{} {}", name(first.0), words.alone),
            1..=3 => {
                let steps: Vec<String> =
                    others.iter().map(|((from, _), _)| format!("{} {}", words.arrow, name(*from))).collect();
                format!("{} {}, which {} {0} again", name(first.0), steps.join(", which "), words.arrow)
            }
            more => format!("{} {} itself, over {more} others", name(first.0), words.arrow),
        };
        let help = if others.is_empty() { words.alone_help } else { words.help };
        Some(others.iter().fold(Remark::new(*place, message).help(help), |remark, ((from, to), place)| {
            remark.related(*place, format!("{} {} {}", name(*from), words.arrow, name(*to)))
        }))
    }
}

/// What waits for what: key results for those they depend on.
fn waiting(workspace: &Workspace) -> Graph<'_> {
    let mut graph = Graph { with_key_results: true, ..Graph::default() };
    for key_result in workspace.key_results() {
        for (reference, place) in key_result.key_result.depends_on.readable() {
            if let Some(goal) = Goal::named(workspace, reference, key_result.quarter()) {
                graph.lead(Goal::KeyResult(key_result), goal, place);
            }
        }
    }
    graph
}

/// Which objective supports which. To support a key result is to support its objective.
fn supporting(workspace: &Workspace) -> Graph<'_> {
    let mut graph = Graph::default();
    for objective in workspace.objectives() {
        for (reference, place) in objective.objective.supports.readable() {
            if let Some(goal) = Goal::named(workspace, reference, objective.quarter()) {
                graph.lead(Goal::Objective(objective), Goal::Objective(goal.objective()), place);
            }
        }
    }
    graph
}
