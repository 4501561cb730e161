//! `metric-cycle`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::graph::{Arrow, Graph, Node, Relation};

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
    let graph = context.facts.graph();
    for circle in graph.circles(&[Relation::Drives]).iter().map(|arrows| Circle { graph, arrows }) {
        let closing = circle.closing();
        let why = match circle.arrows.iter().any(|arrow| arrow.place.is_none()) {
            true => "input metrics drive the north star without saying so, and never the other way",
            false => "`drives:` leads one way, from cause to effect",
        };
        let (effect, cause) = (circle.id(closing.to), circle.id(closing.from));
        let help = format!("{why}: remove {effect} from `drives:` of {cause}");
        context.report(circle.remark("drive each other", "drives itself").help(help));
    }
    for circle in graph.circles(&[Relation::ComputedFrom]).iter().map(|arrows| Circle { graph, arrows }) {
        let sum = circle.id(circle.closing().from);
        let help = format!("somewhere a number has to be measured: drop `equals:` from {sum}, say");
        context.report(circle.remark("are computed from each other", "is computed from itself").help(help));
    }
}

/// How many metrics of a circle are named; the rest is an ellipsis.
const SHOWN: usize = 6;

/// Metrics that lead back to where they started.
struct Circle<'g> {
    graph: &'g Graph<'g>,
    arrows: &'g [Arrow],
}

impl Circle<'_> {
    fn id(&self, node: Node) -> String {
        format!("`{}`", self.graph.item(node).short_address())
    }

    /// The arrow to point at: the last that somebody wrote.
    fn closing(&self) -> Arrow {
        let written = self.arrows.iter().rev().find(|arrow| arrow.place.is_some());
        *written.or(self.arrows.last()).expect("internal error: a circle without arrows")
    }

    fn remark(&self, each_other: &str, itself: &str) -> Remark {
        let closing = self.closing();
        let heading = || self.graph.item(closing.from).metric().map(|metric| metric.heading());
        let place = closing.place.or_else(heading).expect("internal error: only metrics drive");
        let first = self.id(self.arrows[0].from);
        let [before @ .., last] = self.arrows else { return Remark::new(place, first) };
        if before.is_empty() {
            return Remark::new(place, format!("{first} {itself}"));
        }
        let shown: Vec<&Arrow> = before.iter().take(SHOWN - 1).chain([last]).collect();
        let mut names: Vec<String> = shown.iter().map(|arrow| self.id(arrow.from)).collect();
        if self.arrows.len() > names.len() {
            names.insert(names.len() - 1, "…".to_owned());
        }
        names.push(first);
        let message = format!("these metrics {each_other} in a circle: {}", names.join(" → "));
        shown.into_iter().fold(Remark::new(place, message), |remark, arrow| {
            match arrow.place.filter(|words| *words != place) {
                Some(words) => {
                    remark.related(words, format!("{} → {}", self.id(arrow.from), self.id(arrow.to)))
                }
                None => remark,
            }
        })
    }
}
