//! The sum behind a score, as data.

use super::display::two_decimals;
use super::guardrail::GuardrailCard;
use super::key_result::{Figures, ratio};
use super::metric::MetricCard;
use super::reading::Reading;
use super::scorecard::{KeyResultCard, ObjectiveCard, Scorecard, TeamCard};
use super::status::limits;
use crate::goals::address::{NotFound, find};
use crate::goals::values::Better;
use crate::quantity::Quantity;

/// What an address names.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// One key result.
    KeyResult(Box<KeyResultCard>),
    /// One objective.
    Objective(Box<ObjectiveCard>),
    /// One team.
    Team(Box<TeamCard>),
    /// The whole quarter.
    Quarter,
    /// A metric.
    Metric(Box<MetricCard>),
    /// A guardrail.
    Guardrail(Box<GuardrailCard>),
}

/// One line of a sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What is computed: `ratio`, `score`, ...
    pub name: &'static str,
    /// How, in general.
    pub formula: String,
    /// The same with the numbers put in; empty where there is nothing to compute.
    pub working: String,
    /// What comes out, full precision.
    pub result: Option<f64>,
    /// What comes out where it has a unit.
    pub value: Option<String>,
}

/// A score taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// The full address, or the metric's id.
    pub address: String,
    /// What it says.
    pub title: String,
    /// What it is about.
    pub subject: Subject,
    /// The readings used, oldest first, each with the share of the way it had made (for a move).
    pub readings: Vec<(Reading, Option<f64>)>,
    /// The sum, in order.
    pub steps: Vec<Step>,
}

/// Something that has an address in a scorecard.
#[derive(Clone, Copy)]
enum Named<'c> {
    KeyResult(&'c KeyResultCard),
    Objective(&'c ObjectiveCard),
    Team(&'c TeamCard),
    Quarter,
    Metric(&'c MetricCard),
    Guardrail(&'c GuardrailCard),
}

impl Named<'_> {
    fn subject(self) -> Subject {
        match self {
            Named::KeyResult(card) => Subject::KeyResult(Box::new(card.clone())),
            Named::Objective(card) => Subject::Objective(Box::new(card.clone())),
            Named::Team(card) => Subject::Team(Box::new(card.clone())),
            Named::Quarter => Subject::Quarter,
            Named::Metric(card) => Subject::Metric(Box::new(card.clone())),
            Named::Guardrail(card) => Subject::Guardrail(Box::new(card.clone())),
        }
    }
}

impl Step {
    fn new(name: &'static str, formula: impl Into<String>, working: String, result: Option<f64>) -> Self {
        Self { name, formula: formula.into(), working, result, value: None }
    }
}

impl Scorecard {
    /// Takes apart the score of a key result, objective, team, the quarter, or a metric's standing. The address may be
    /// full (`2026-Q1/growth/effortless-start/activation`) or any ending of one that only one thing has.
    /// The scorecard should be one without a filter: only what is shown has an address.
    ///
    /// # Errors
    /// The candidates, when none or several things go by it.
    pub fn explain(&self, address: &str) -> Result<Sum, NotFound> {
        let (address, named) = find(self.addresses(), address)?;
        Ok(self.sum((address, named.subject())))
    }

    /// Everything that has an address here.
    fn addresses(&self) -> Vec<(String, Named<'_>)> {
        let mut all = vec![(self.quarter.to_string(), Named::Quarter)];
        for team in &self.teams {
            all.push((format!("{}/{}", self.quarter, team.team), Named::Team(team)));
            for objective in &team.objectives {
                all.push((objective.address.clone(), Named::Objective(objective)));
                let key_results = objective.key_results.iter();
                all.extend(key_results.map(|card| (card.address.clone(), Named::KeyResult(card))));
            }
        }
        all.extend(self.guardrails.iter().map(|card| (card.metric.clone(), Named::Guardrail(card))));
        let metrics = self.north_star.iter().chain(&self.metrics);
        all.extend(metrics.map(|card| (card.id.clone(), Named::Metric(card))));
        all
    }

    fn sum(&self, (address, subject): (String, Subject)) -> Sum {
        let (title, readings, steps) = match &subject {
            Subject::KeyResult(card) => {
                (card.key_result.clone(), key_result_readings(card), self.key_result_steps(card))
            }
            Subject::Objective(card) => {
                let parts: Vec<_> = card.parts.iter().map(|(_, weight, score)| (*weight, *score)).collect();
                (card.objective.clone(), vec![], mean_step(&parts, "weighted mean of its key results"))
            }
            Subject::Team(card) => {
                let parts: Vec<_> = card.objectives.iter().map(|card| (card.weight, card.score)).collect();
                (card.team.clone(), vec![], mean_step(&parts, "weighted mean of its objectives"))
            }
            Subject::Quarter => {
                let parts: Vec<_> = self.teams_counted().map(|team| (1.0, team.score)).collect();
                (self.quarter.to_string(), vec![], mean_step(&parts, "mean of its teams"))
            }
            Subject::Metric(card) => {
                let readings = card.history.iter().map(|reading| (reading.clone(), None)).collect();
                (card.name.clone(), readings, metric_steps(card))
            }
            Subject::Guardrail(card) => (card.name.clone(), vec![], guardrail_steps(card)),
        };
        Sum { address, title, subject, readings, steps }
    }

    fn key_result_steps(&self, card: &KeyResultCard) -> Vec<Step> {
        let mut steps = match (&card.figures, card.current()) {
            (Figures::Move { baseline: Some(from), target: Some(to) }, Some(latest)) => {
                move_steps(from, to, latest, card.ratio, card.computed)
            }
            (Figures::Hold { at_least, at_most }, Some(_)) => {
                hold_step(card, &limits(at_least.as_ref(), at_most.as_ref()))
            }
            _ => vec![],
        };
        if let (Some(original), Figures::Move { baseline: Some(from), target: Some(to) }, Some(latest)) =
            (&card.original, original_figures(card), card.current())
        {
            let formula = "the same with the numbers from before the revisions, kept from 0 to 1";
            let working = ratio_working(from.text(), to.text(), latest.value.text());
            steps.push(Step::new("score as first agreed", formula, working, original.score));
        }
        steps.extend(self.projection_steps(card));
        steps.extend(self.what_counts(card));
        steps
    }

    fn projection_steps(&self, card: &KeyResultCard) -> Vec<Step> {
        let Figures::Move { baseline: Some(from), target: Some(to) } = &card.figures else { return vec![] };
        let (Some(latest), Some(projected)) = (card.current(), &card.projected) else { return vec![] };
        let (days, gone) = (self.last_day.days_since(self.first_day), latest.day.days_since(self.first_day));
        let formula = "baseline + (current - baseline) * days to the quarter's end / days to the check-in";
        let (from, now, end) = (from.text(), latest.value.text(), projected.value.text());
        let line = format!("{from} + ({now} - {from}) * {days} / {gone}");
        let value = Step::new("value at this pace", formula, line, None);
        let formula = "(value at this pace - baseline) / (target - baseline), kept from 0 to 1";
        let working = ratio_working(from, to.text(), end);
        vec![
            Step { value: Some(end.to_owned()), ..value },
            Step::new("grade at this pace", formula, working, Some(projected.score)),
        ]
    }

    fn what_counts(&self, card: &KeyResultCard) -> Option<Step> {
        let formula = match (&card.by_hand, &card.no_data) {
            (Some(grade), _) => {
                let score = two_decimals(grade.score);
                match &grade.reason {
                    Some(reason) if card.is_by_hand() => format!("the grade set by hand: {reason}"),
                    Some(_) => format!("the grade set by hand, {score}, counts once the quarter closes"),
                    None => format!("the grade set by hand, {score}, does not count: it has no reason"),
                }
            }
            (None, Some(no_data)) => match card.score {
                Some(_) => format!("{no_data}: counts 0 once the quarter has ended"),
                None => format!("{no_data}: left out of the mean"),
            },
            (None, None) => return None,
        };
        Some(Step::new("what counts", formula, String::new(), card.score))
    }
}

fn original_figures(card: &KeyResultCard) -> &Figures {
    card.original.as_ref().map_or(&card.figures, |original| &original.figures)
}

fn key_result_readings(card: &KeyResultCard) -> Vec<(Reading, Option<f64>)> {
    let way = |reading: &Reading| match &card.figures {
        Figures::Move { baseline: Some(from), target: Some(to) } => {
            ratio(from.value(), to.value(), reading.value.value()).filter(|_| card.ratio.is_some())
        }
        _ => None,
    };
    card.readings.iter().map(|reading| (reading.clone(), way(reading))).collect()
}

fn ratio_working(from: &str, to: &str, now: &str) -> String {
    format!("({now} - {from}) / ({to} - {from})")
}

fn move_steps(
    from: &Quantity,
    to: &Quantity,
    latest: &Reading,
    ratio: Option<f64>,
    score: Option<f64>,
) -> Vec<Step> {
    if ratio.is_none() {
        return vec![];
    }
    let working = ratio_working(from.text(), to.text(), latest.value.text());
    vec![
        Step::new("ratio", "(current - baseline) / (target - baseline)", working, ratio),
        Step::new("score", "the ratio, kept from 0 to 1", String::new(), score),
    ]
}

fn hold_step(card: &KeyResultCard, limits: &str) -> Vec<Step> {
    let held = card.readings.iter().filter(|reading| reading.held == Some(true)).count();
    let formula = format!("check-ins that held {limits} / check-ins of the quarter");
    let working = format!("{held} / {}", card.readings.len());
    card.computed.map(|score| Step::new("score", formula, working, Some(score))).into_iter().collect()
}

fn mean_step(parts: &[(f64, Option<f64>)], formula: &'static str) -> Vec<Step> {
    let scored: Vec<(f64, f64)> =
        parts.iter().filter_map(|(weight, score)| Some((*weight, (*score)?))).collect();
    if scored.is_empty() {
        return vec![];
    }
    let above: Vec<String> = scored
        .iter()
        .map(|(weight, score)| {
            let score = two_decimals(*score);
            if *weight == 1.0 { score } else { format!("{weight} * {score}") }
        })
        .collect();
    let sum: f64 = scored.iter().map(|(weight, _)| weight).sum();
    let working = format!("({}) / {sum}", above.join(" + "));
    vec![Step::new("score", formula, working, super::rollup::weighted_mean(&scored))]
}

fn metric_steps(card: &MetricCard) -> Vec<Step> {
    let mut steps = Vec::new();
    if let (Some(current), Some(target)) = (&card.current, &card.target) {
        let (now, target) = (current.value.text(), target.text());
        let (formula, working) = match card.better {
            Better::Higher => ("current / target", format!("{now} / {target}")),
            Better::Lower => ("target / current, as lower is better", format!("{target} / {now}")),
        };
        steps.push(Step::new("attainment", formula, working, card.attainment));
    }
    if let (Some(current), Some(trend)) = (&card.current, &card.trend) {
        let (now, then) = (current.value.text(), trend.since.value.text());
        let formula = "(latest - the reading nearest to four weeks before) / that reading";
        steps.push(Step::new("trend", formula, format!("({now} - {then}) / {then}"), trend.change));
    }
    steps
}

fn guardrail_steps(card: &GuardrailCard) -> Vec<Step> {
    let mut steps = Vec::new();
    if card.at_least.is_some() || card.at_most.is_some() {
        let limits = limits(card.at_least.as_ref(), card.at_most.as_ref());
        let formula = match &card.baseline {
            Some(baseline) => format!("{limits}, from a baseline of {}", baseline.text()),
            None => limits,
        };
        steps.push(Step::new("allowed", formula, String::new(), None));
    }
    let formula = format!("{}, by the worst reading of the quarter: {}", card.state.name(), card.reason);
    steps.push(Step::new("state", formula, String::new(), None));
    steps
}
