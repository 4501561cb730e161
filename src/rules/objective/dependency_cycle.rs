//! `dependency-cycle`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::graph::{Arrow, Graph, Node, Relation};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "dependency-cycle",
    summary: "goals that depend on each other, or support each other, in a circle",
    page: include_str!("dependency_cycle.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let graph = context.facts.graph();
    // The two are kept apart: a company objective may well wait for the team that supports it. Who waits for an objective
    // waits for its key results; to support a key result is to support its objective.
    let waiting = graph.circles(&[Relation::DependsOn, Relation::Has]);
    let supporting = graph.circles(&[Relation::Supports, Relation::BelongsTo]);
    let waiting = waiting.iter().filter_map(|circle| remark(graph, circle, WAITING));
    let supporting = supporting.iter().filter_map(|circle| remark(graph, circle, SUPPORTING));
    waiting.chain(supporting).for_each(|remark| context.report(remark));
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
    alone_help: "name what it really waits for, or remove this",
    arrow: "waits for",
    help: "agree on who goes first, and remove that one's `depends_on`",
};

const SUPPORTING: Wording = Wording {
    alone: "supports itself",
    alone_help: "name the goal above it, or remove this",
    arrow: "supports",
    help: "`supports` points upwards, to the goal that is helped: keep the one that points up and remove the other",
};

fn remark(graph: &Graph<'_>, circle: &[Arrow], words: Wording) -> Option<Remark> {
    let mut written: Vec<(Node, Node, Span)> =
        circle.iter().filter_map(|arrow| Some((arrow.from, arrow.to, arrow.place?))).collect();
    // A circle is reported at its first place in file order.
    let first = (0..written.len()).min_by_key(|at| written[*at].2).unwrap_or_default();
    written.rotate_left(first);
    let ((first, _, place), others) = written.split_first()?;
    let name = |node: Node| format!("`{}`", graph.item(node).short_address());
    let message = match others.len() {
        0 => format!("{} {}", name(*first), words.alone),
        1..=3 => {
            let steps: Vec<String> =
                others.iter().map(|(from, ..)| format!("{} {}", words.arrow, name(*from))).collect();
            format!("{} {}, which {} {0} again", name(*first), steps.join(", which "), words.arrow)
        }
        more => format!("{} {} itself, over {more} others", name(*first), words.arrow),
    };
    let help = if others.is_empty() { words.alone_help } else { words.help };
    Some(others.iter().fold(Remark::new(*place, message).help(help), |remark, (from, to, place)| {
        remark.related(*place, format!("{} {} {}", name(*from), words.arrow, name(*to)))
    }))
}
