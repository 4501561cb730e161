//! What the quarter would be with other values: from key results to objectives, teams and the quarter, and from metrics up to the
//! north star where identities carry it.

use super::arithmetic::supposed;
use crate::goals::address::{NotFound, find};
use crate::goals::graph::{Graph, Nodes, Relation};
use crate::goals::values::Aggregate;
use crate::goals::{Readings, Workspace};
use crate::quantity::{Dimension, Quantity, doubt};
use crate::score::{
    KeyResultCard, MetricCard, Scorecard, Status, Supposed, average_needed, beside, pace_in_brief,
};
use std::collections::HashMap;

/// A value put in the place of the latest: the address as it was written, and the value.
#[derive(Debug, Clone, PartialEq)]
pub struct Supposition {
    /// A key result's address or a metric's id.
    pub address: String,
    /// What it would be at the end.
    pub value: Quantity,
}

/// Why a value cannot be put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CannotSuppose {
    /// No key result and no metric goes by the address, or several do.
    NotFound {
        /// As it was written.
        address: String,
        /// What it could be.
        not_found: NotFound,
    },
    /// It cannot be compared with what is there.
    Unfit {
        /// The full address.
        address: String,
        /// What stands there.
        there: String,
    },
    /// It may mean several things beside the numbers that are there.
    Unclear {
        /// As it was written.
        value: String,
        /// A number beside it.
        beside: String,
        /// What it may mean.
        readings: Vec<String>,
    },
    /// It has no numbers to be scored by.
    NotScored {
        /// The full address.
        address: String,
        /// Why not.
        why: String,
    },
}

/// The quarter as it is, and as it would be.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIf {
    /// Every score that would change, from key results up to the quarter.
    pub scores: Vec<ScoreChange>,
    /// Every metric that would change: those put in, then those computed from them.
    pub metrics: Vec<MetricChange>,
    /// The metrics put in that lead to the north star by belief alone, with the north star's id: no sum carries them there.
    pub only_believed: Vec<(String, String)>,
}

/// A score that would change.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreChange {
    /// The key result's, objective's or team's full address, or the quarter.
    pub address: String,
    /// How many levels below the quarter it is: 0 the quarter itself, 3 a key result.
    pub depth: usize,
    /// So far, 0 to 1.
    pub now: Option<f64>,
    /// What it would be, all else as it is so far.
    pub then: Option<f64>,
    /// What is to be expected at the end, 0 to 1.
    pub expected_now: Option<f64>,
    /// What would be to be expected.
    pub expected_then: Option<f64>,
}

/// A metric that would change.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricChange {
    /// Its id.
    pub metric: String,
    /// What it is; computed by its parts where it is one of those that follow.
    pub now: Option<Quantity>,
    /// What it would be.
    pub then: Quantity,
    /// Whether it follows by a sum.
    pub computed: bool,
}

/// Puts values in.
///
/// # Errors
/// The first address or value that does not fit.
pub fn what_if(
    workspace: &Workspace,
    card: &Scorecard,
    suppositions: &[Supposition],
) -> Result<WhatIf, CannotSuppose> {
    let mut of_metrics: HashMap<String, Quantity> = HashMap::new();
    let mut of_key_results: HashMap<String, Quantity> = HashMap::new();
    for Supposition { address, value } in suppositions {
        let not_found = |not_found| CannotSuppose::NotFound { address: address.clone(), not_found };
        match named(card, address).map_err(not_found)? {
            Named::Metric(metric) => {
                let there = metric.current.as_ref().map(|current| &current.value).or(metric.target.as_ref());
                clear(value, &there.into_iter().collect::<Vec<_>>())?;
                of_metrics.insert(metric.id.clone(), fitting(value, there, &metric.id)?);
            }
            Named::KeyResult(key_result) => {
                let there = key_result.value.as_ref().or(key_result.target());
                clear(value, &key_result.ends())?;
                let value = fitting(value, there, &key_result.address)?;
                // Its metric would be the same number, where that is what it measures.
                if let (Some(metric), true) = (&key_result.metric, key_result.readings_of_metric) {
                    of_metrics.insert(metric.trim().to_owned(), value.clone());
                }
                of_key_results.insert(key_result.address.clone(), value);
            }
        }
    }
    let (metrics, only_believed) = spread(workspace, card, &mut of_metrics);
    let scores = scores(card, &of_metrics, &of_key_results)?;
    Ok(WhatIf { scores, metrics, only_believed })
}

enum Named<'c> {
    Metric(&'c MetricCard),
    KeyResult(&'c KeyResultCard),
}

fn named<'c>(card: &'c Scorecard, address: &str) -> Result<Named<'c>, NotFound> {
    let metrics = card.north_star.iter().chain(&card.metrics);
    let metrics = metrics.map(|metric| (metric.id.clone(), Named::Metric(metric)));
    let key_results = key_results(card).map(|card| (card.address.clone(), Named::KeyResult(card)));
    find(metrics.chain(key_results), address).map(|(_, named)| named)
}

fn key_results(card: &Scorecard) -> impl Iterator<Item = &KeyResultCard> {
    card.teams.iter().flat_map(|team| &team.objectives).flat_map(|objective| &objective.key_results)
}

/// Refuses a value that may mean several things beside the numbers that are there.
fn clear(value: &Quantity, ends: &[&Quantity]) -> Result<(), CannotSuppose> {
    // What the goals leave unclear is not the fault of this value.
    if doubt(ends, &[]).is_some() {
        return Ok(());
    }
    match doubt(ends, &[value]).filter(|doubt| doubt.index == ends.len()) {
        Some(doubt) => Err(CannotSuppose::Unclear {
            value: value.text().to_owned(),
            beside: ends.get(doubt.beside).map(|end| end.text().to_owned()).unwrap_or_default(),
            readings: doubt.readings,
        }),
        None => Ok(()),
    }
}

/// A value in the unit of what is there.
fn fitting(value: &Quantity, there: Option<&Quantity>, address: &str) -> Result<Quantity, CannotSuppose> {
    let Some(there) = there else { return Ok(value.clone()) };
    let unfit = || CannotSuppose::Unfit { address: address.to_owned(), there: there.text().to_owned() };
    if there.is_bare() && !value.is_bare() && value.dimension() != Dimension::Count {
        return Err(unfit());
    }
    beside(there, value).ok_or_else(unfit)
}

/// Carries the metrics put in up to everything that is computed from them, the farthest last; and names those that reach the
/// north star only by what people believe.
fn spread(
    workspace: &Workspace,
    card: &Scorecard,
    of_metrics: &mut HashMap<String, Quantity>,
) -> (Vec<MetricChange>, Vec<(String, String)>) {
    let graph = Graph::of(workspace);
    let readings = Readings::of(workspace, card.as_of);
    let latest = |id: &str| readings.of_metric(id).last().map(|reading| reading.value.clone());
    let mut put_in: Vec<String> = of_metrics.keys().cloned().collect();
    put_in.sort();
    let change = |id: &String| MetricChange {
        metric: id.clone(),
        now: latest(id),
        then: of_metrics[id].clone(),
        computed: false,
    };
    let mut changes: Vec<MetricChange> = put_in.iter().map(change).collect();
    let nodes: Vec<_> = put_in.iter().filter_map(|id| graph.metric(id)).collect();
    let affected: Nodes = graph.leading_to(nodes.iter().copied(), &[Relation::ComputedFrom]);
    // Parts before what is computed from them; identities in a circle are left alone.
    let order = graph.in_order(&[Relation::ComputedFrom]).unwrap_or_default();
    for node in order.into_iter().rev().filter(|node| affected.contains(node) && !nodes.contains(node)) {
        let Some(metric) = graph.item(node).metric() else { continue };
        let Some(id) = metric.id() else { continue };
        let Some((now, then)) = supposed(metric, &readings, |part| of_metrics.get(part).cloned()) else {
            continue;
        };
        of_metrics.insert(id.to_owned(), then.clone());
        changes.push(MetricChange { metric: id.to_owned(), now: Some(now), then, computed: true });
    }
    let Some(star) = card.north_star.as_ref().map(|star| star.id.clone()) else { return (changes, vec![]) };
    let carried = of_metrics.contains_key(&star);
    let believed = graph.metric(&star).map(|star| graph.leading_to([star], &[Relation::Drives]));
    let only_believed = put_in.into_iter().filter(|id| {
        !carried
            && graph.metric(id).is_some_and(|node| believed.as_ref().is_some_and(|all| all.contains(&node)))
    });
    let only_believed = only_believed.map(|id| (id, star.clone())).collect();
    (changes, only_believed)
}

/// The scores that would change.
fn scores(
    card: &Scorecard,
    of_metrics: &HashMap<String, Quantity>,
    of_key_results: &HashMap<String, Quantity>,
) -> Result<Vec<ScoreChange>, CannotSuppose> {
    let mut then = card.clone();
    for key_result in key_results(card) {
        let own = of_key_results.get(&key_result.address);
        let of_metric = key_result.metric.as_deref().and_then(|metric| of_metrics.get(metric.trim()));
        let of_metric = of_metric.filter(|_| key_result.readings_of_metric || key_result.readings.is_empty());
        let Some(value) = own.or(of_metric) else { continue };
        match then.suppose(&key_result.address, value) {
            Supposed::Scored => {}
            Supposed::Not(why) if own.is_some() => {
                return Err(CannotSuppose::NotScored { address: key_result.address.clone(), why });
            }
            Supposed::Not(_) => {}
        }
    }
    then.sum_up();
    let mut changes = Vec::new();
    let mut add =
        |address: String, depth: usize, now: (Option<f64>, Option<f64>), then: (Option<f64>, Option<f64>)| {
            if now != then {
                let ((now, expected_now), (then, expected_then)) = (now, then);
                changes.push(ScoreChange { address, depth, now, then, expected_now, expected_then });
            }
        };
    add(
        card.quarter.to_string(),
        0,
        (card.score, card.standing.expected),
        (then.score, then.standing.expected),
    );
    for (team, later) in card.teams.iter().zip(&then.teams) {
        let address = format!("{}/{}", card.quarter, team.team);
        add(address, 1, (team.score, team.standing.expected), (later.score, later.standing.expected));
        for (objective, later) in team.objectives.iter().zip(&later.objectives) {
            let (now, then) =
                ((objective.score, objective.standing.expected), (later.score, later.standing.expected));
            add(objective.address.clone(), 2, now, then);
            for (key_result, later) in objective.key_results.iter().zip(&later.key_results) {
                let (now, then) = ((key_result.score, key_result.expected), (later.score, later.expected));
                add(key_result.address.clone(), 3, now, then);
            }
        }
    }
    Ok(changes)
}

/// What must be true for a key result to end at a grade.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// Its full address.
    pub address: String,
    /// What it says.
    pub key_result: String,
    /// Its score so far, 0 to 1.
    pub score: Option<f64>,
    /// The score to expect, 0 to 1.
    pub expected: Option<f64>,
    /// The latest value.
    pub current: Option<Quantity>,
    /// The value that gives the grade; `None` for a limit.
    pub value: Option<Quantity>,
    /// What that takes, in words.
    pub takes: String,
}

/// What must be true for every weak key result to end at `grade`: those that are expected below it, the weakest first.
#[must_use]
pub fn needs(card: &Scorecard, grade: f64) -> Vec<Need> {
    let open =
        |card: &&KeyResultCard| !matches!(card.status, Status::Closed(_) | Status::Cancelled | Status::Done);
    let weak = key_results(card)
        .filter(open)
        .filter(|card| card.expected.or(card.score).is_none_or(|score| score < grade - 1e-9));
    let mut needs: Vec<Need> = weak.map(|key_result| need(card, key_result, grade)).collect();
    let rank = |need: &Need| need.expected.or(need.score).unwrap_or(-1.0);
    needs.sort_by(|one, other| rank(one).total_cmp(&rank(other)));
    needs
}

fn need(card: &Scorecard, key_result: &KeyResultCard, grade: f64) -> Need {
    let days = card.last_day.days_since(card.as_of);
    let target = key_result.target().zip(key_result.baseline.as_ref());
    let value = target.map(|(to, from)| to.with_value(from.value() + grade * (to.value() - from.value())));
    let takes = match (&value, &key_result.value, key_result.target()) {
        (Some(value), Some(current), Some(_)) => {
            let pace = match (key_result.aggregate, target) {
                (Aggregate::Mean, Some((to, from))) => {
                    average_needed(from, value, &key_result.readings, days, to.value() < from.value())
                }
                _ => pace_in_brief(current, value, days),
            };
            pace.unwrap_or_else(|| "no day is left".to_owned())
        }
        _ => key_result.takes.as_ref().map_or_else(|| key_result.reason.clone(), |takes| takes.words.clone()),
    };
    Need {
        address: key_result.address.clone(),
        key_result: key_result.key_result.clone(),
        score: key_result.score,
        expected: key_result.expected,
        current: key_result.value.clone(),
        value,
        takes,
    }
}
