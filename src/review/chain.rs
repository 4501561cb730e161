//! From leading to lagging: whether what is driven follows what drives it (seed 004: the model is a belief, to be tested with
//! data each month).

use super::together::{Found, compare, series};
use crate::goals::graph::{Graph, Item, Node, Nodes, Relation};
use crate::goals::values::Better;
use crate::goals::{Day, Readings, Workspace};
use crate::score::{MetricCard, Scorecard};
use std::collections::HashSet;

/// What the chain says.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// Each driver with what it is believed to move, in the order of the files.
    pub links: Vec<Link>,
    /// Whether the quarter's key results and the north star go together.
    pub verdict: Verdict,
}

/// One metric that is believed to move another.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The driver's id.
    pub driver: String,
    /// What people call it.
    pub driver_name: String,
    /// The id of what it is believed to move.
    pub driven: String,
    /// What people call that.
    pub driven_name: String,
    /// What the readings say.
    pub found: Found,
}

/// Whether the quarter's key results and the north star go together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// There is no north star with two readings in the quarter, or no key result that leads to it has a score.
    Unknown,
    /// Key results reach what they should, and the north star rises.
    Works(Evidence),
    /// Key results reach what they should, and the north star does not: the model needs revision.
    ReviseModel(Evidence),
    /// Key results miss, and the north star rises all the same: something else drives it.
    SomethingElse(Evidence),
    /// Key results miss, and so does the north star.
    BothMiss(Evidence),
}

/// What a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The mean score to expect of the key results that lead to the north star, 0 to 1.
    pub key_results: f64,
    /// How many they are.
    pub count: usize,
    /// The change of the north star since the last reading before the quarter, or its first inside; as a share.
    pub north_star: f64,
    /// The day of that reading.
    pub since: Day,
}

/// Within this share the north star counts as flat.
pub const FLAT: f64 = 0.02;

/// Follows every `drives` of a workspace, and holds the quarter's key results beside the north star.
#[must_use]
pub fn chain(workspace: &Workspace, card: &Scorecard) -> Chain {
    let graph = Graph::of(workspace);
    let readings = Readings::of(workspace, card.as_of);
    let mut links = Vec::new();
    let mut seen = HashSet::new();
    for arrow in graph.all_arrows(Relation::Drives).filter(|arrow| arrow.from != arrow.to) {
        let (Item::Metric(driver), Item::Metric(driven)) = (graph.item(arrow.from), graph.item(arrow.to))
        else {
            continue;
        };
        let (Some(from), Some(to)) = (driver.id(), driven.id()) else { continue };
        if !seen.insert((arrow.from, arrow.to)) {
            continue;
        }
        let same_way = driver.better() == driven.better();
        links.push(Link {
            driver: from.to_owned(),
            driver_name: driver.name().to_owned(),
            driven: to.to_owned(),
            driven_name: driven.name().to_owned(),
            found: compare(readings.of_metric(from), readings.of_metric(to), same_way),
        });
    }
    Chain { links, verdict: verdict(&graph, &readings, card) }
}

/// Holds the key results that lead to the north star beside it.
fn verdict(graph: &Graph<'_>, readings: &Readings<'_>, card: &Scorecard) -> Verdict {
    let evidence = || {
        let star = card.north_star.as_ref()?;
        let leading = leading_to(graph, graph.metric(&star.id)?);
        let objectives = card.teams.iter().flat_map(|team| &team.objectives);
        let key_results = objectives.flat_map(|objective| &objective.key_results);
        // What moves the star itself says nothing of the model.
        let own = key_results.filter(|card| {
            let metric = card.metric.as_deref().map(str::trim);
            metric != Some(star.id.as_str())
                && metric.and_then(|id| graph.metric(id)).is_some_and(|node| leading.contains(&node))
        });
        let expected: Vec<f64> = own.filter_map(|card| card.expected.or(card.score)).collect();
        let (since, north_star) = star_change(star, readings, card)?;
        let mean = expected.iter().sum::<f64>() / expected.len() as f64;
        (!expected.is_empty()).then_some(Evidence {
            key_results: mean,
            count: expected.len(),
            north_star,
            since,
        })
    };
    let Some(evidence) = evidence() else { return Verdict::Unknown };
    let better = card.north_star.as_ref().map_or(Better::Higher, |star| star.better);
    let gain = if better == Better::Higher { evidence.north_star } else { -evidence.north_star };
    let (hits, rises) = (evidence.key_results + 1e-9 >= card.bands.delivered, gain > FLAT * (1.0 + 1e-9));
    match (hits, rises) {
        (true, true) => Verdict::Works(evidence),
        (true, false) => Verdict::ReviseModel(evidence),
        (false, true) => Verdict::SomethingElse(evidence),
        (false, false) => Verdict::BothMiss(evidence),
    }
}

/// The metrics from which drivers or parts lead to one.
fn leading_to(graph: &Graph<'_>, star: Node) -> Nodes {
    let drivers = graph.leading_to([star], &[Relation::Drives]);
    graph.led_to_from(drivers.clone(), &[Relation::ComputedFrom]).union(&drivers).copied().collect()
}

/// The change of the north star since the last reading before the quarter, else since the first inside.
fn star_change(star: &MetricCard, readings: &Readings<'_>, card: &Scorecard) -> Option<(Day, f64)> {
    let all = series(readings.of_metric(&star.id));
    let all = &all[..all.partition_point(|(day, _)| *day <= card.last_day)];
    let before = all.partition_point(|(day, _)| *day < card.first_day);
    let start = before.saturating_sub(1);
    let ((since, then), (latest, now)) = (*all.get(start)?, *all.last()?);
    let change = (now - then) / then.abs();
    (latest > since && latest >= card.first_day && change.is_finite()).then_some((since, change))
}
