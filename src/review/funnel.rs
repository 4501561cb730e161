//! The pirate funnel (seed 000): metrics by stage, and what is left from one stage to the next.

use crate::goals::MetricRole;
use crate::goals::values::Stage;
use crate::goals::{Day, Readings, Workspace};
use crate::quantity::Quantity;
use crate::score::{
    MetricCard, MetricStatus, NotComparable, Reading, SAME_TIME, Scorecard, Trend, one_population,
};

/// The metrics of each stage, and the steps between stages.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// The stages that have a metric, in the order people go through them.
    pub stages: Vec<StageCard>,
    /// The stages that have none.
    pub empty: Vec<Stage>,
    /// The steps from a stage to the next that has a metric.
    pub steps: Vec<Step>,
    /// The step with the lowest conversion, by its place in `steps`; `None` where fewer than two can be computed.
    pub weakest_step: Option<usize>,
    /// The metric that has reached the least of its target, where it has not reached it.
    pub farthest: Option<Farthest>,
}

/// One stage.
#[derive(Debug, Clone, PartialEq)]
pub struct StageCard {
    /// Which.
    pub stage: Stage,
    /// Its metrics, in the order of the files.
    pub metrics: Vec<StageMetric>,
}

/// A metric of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct StageMetric {
    /// Its id.
    pub metric: String,
    /// What people call it.
    pub name: String,
    /// The team that owns it.
    pub team: Option<String>,
    /// The latest reading.
    pub current: Option<Reading>,
    /// What it should reach.
    pub target: Option<Quantity>,
    /// How it stands to that.
    pub status: Option<MetricStatus>,
    /// The change since about four weeks before.
    pub trend: Option<Trend>,
}

/// The step from one stage to a later one.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The id of the earlier metric.
    pub from: String,
    /// The stage it is of.
    pub from_stage: Stage,
    /// The id of the later metric.
    pub to: String,
    /// The stage it is of.
    pub to_stage: Stage,
    /// The conversion, or why there is none.
    pub conversion: Result<Conversion, NotComparable>,
}

/// Which share of the earlier count is in the later one.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversion {
    /// The share, 0 and up; above 1 the funnel is broken.
    pub share: f64,
    /// The share about four weeks before, and the day of the later count then.
    pub before: Option<(f64, Day)>,
}

/// The metric that has reached the least of its target.
#[derive(Debug, Clone, PartialEq)]
pub struct Farthest {
    /// Its id.
    pub metric: String,
    /// What people call it.
    pub name: String,
    /// The stage it is of.
    pub stage: Stage,
    /// How much of its target it has reached, as a share.
    pub attainment: f64,
}

/// How far back the change looks, in days.
const PERIOD: i64 = 28;

/// The funnel of a workspace as of a scorecard's day.
#[must_use]
pub fn funnel(workspace: &Workspace, card: &Scorecard) -> Funnel {
    let readings = Readings::of(workspace, card.as_of);
    let with_stage = workspace.metrics().filter(|metric| metric.role != MetricRole::Guardrail);
    let with_stage = with_stage.filter_map(|metric| Some((*metric.metric.stage.get()?, metric.id()?)));
    let with_stage: Vec<(Stage, &str)> = with_stage.collect();
    let cards: Vec<(Stage, &MetricCard)> = with_stage
        .iter()
        .filter_map(|(stage, id)| {
            let mut cards = card.north_star.iter().chain(&card.metrics);
            Some((*stage, cards.find(|card| card.id == *id)?))
        })
        .collect();
    let of = |stage: Stage| cards.iter().filter(move |(own, _)| *own == stage).map(|(_, card)| *card);
    let stages: Vec<StageCard> = Stage::ALL
        .iter()
        .map(|&stage| StageCard { stage, metrics: of(stage).map(stage_metric).collect() })
        .collect();
    let (filled, empty): (Vec<StageCard>, Vec<StageCard>) =
        stages.into_iter().partition(|stage| !stage.metrics.is_empty());
    let steps = steps(&filled, &readings);
    let shares =
        || steps.iter().enumerate().filter_map(|(at, step)| Some((at, step.conversion.as_ref().ok()?.share)));
    let weakest = shares().reduce(|least, next| if next.1 < least.1 { next } else { least });
    let missed =
        cards.iter().filter(|(_, card)| card.status.is_some_and(|status| status != MetricStatus::OnTarget));
    let missed = missed.filter_map(|(stage, card)| Some((*stage, *card, card.attainment?)));
    let farthest = missed.reduce(|least, next| if next.2 < least.2 { next } else { least });
    Funnel {
        weakest_step: weakest.filter(|_| shares().count() > 1).map(|(at, _)| at),
        farthest: farthest.map(|(stage, card, attainment)| Farthest {
            metric: card.id.clone(),
            name: card.name.clone(),
            stage,
            attainment,
        }),
        stages: filled,
        empty: empty.into_iter().map(|stage| stage.stage).collect(),
        steps,
    }
}

fn stage_metric(card: &MetricCard) -> StageMetric {
    StageMetric {
        metric: card.id.clone(),
        name: card.name.clone(),
        team: card.team.clone(),
        current: card.current.clone(),
        target: card.target.clone(),
        status: card.status,
        trend: card.trend.clone(),
    }
}

/// The steps from each metric to those of the next stage: all that can be computed, and where none can, why not for the first
/// of each stage.
fn steps(stages: &[StageCard], readings: &Readings<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    for pair in stages.windows(2) {
        let all: Vec<Step> = pair[0]
            .metrics
            .iter()
            .flat_map(|from| pair[1].metrics.iter().map(move |to| (from, to)))
            .map(|(from, to)| Step {
                from: from.metric.clone(),
                from_stage: pair[0].stage,
                to: to.metric.clone(),
                to_stage: pair[1].stage,
                conversion: conversion(from, to, readings),
            })
            .collect();
        if all.iter().any(|step| step.conversion.is_ok()) {
            steps.extend(all.into_iter().filter(|step| step.conversion.is_ok()));
        } else {
            steps.extend(all.into_iter().next());
        }
    }
    steps
}

fn conversion(
    from: &StageMetric,
    to: &StageMetric,
    readings: &Readings<'_>,
) -> Result<Conversion, NotComparable> {
    let (Some(earlier), Some(later)) = (&from.current, &to.current) else {
        return Err(NotComparable::NoReading);
    };
    one_population(&earlier.value, &later.value)?;
    if earlier.day.days_since(later.day).abs() > SAME_TIME {
        return Err(NotComparable::TooFarApart);
    }
    if earlier.value.value() <= 0.0 {
        return Err(NotComparable::Zero);
    }
    let share = later.value.value() / earlier.value.value();
    Ok(Conversion { share, before: before(from, to, later.day, readings) })
}

/// The same four weeks before.
fn before(from: &StageMetric, to: &StageMetric, latest: Day, readings: &Readings<'_>) -> Option<(f64, Day)> {
    let wanted = latest.plus_days(-PERIOD);
    let near = |id: &str, day: Day| {
        let earlier = readings.of_metric(id).iter().filter(|reading| reading.day < latest);
        earlier.min_by_key(|reading| reading.day.days_since(day).abs()).copied()
    };
    let later = near(&to.metric, wanted)?;
    let earlier = near(&from.metric, later.day)?;
    one_population(earlier.value, later.value).ok()?;
    let is_of_one_time = earlier.day.days_since(later.day).abs() <= SAME_TIME;
    (is_of_one_time && earlier.value.value() > 0.0)
        .then(|| (later.value.value() / earlier.value.value(), later.day))
}
