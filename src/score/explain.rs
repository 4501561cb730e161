//! The sum behind a score, as data.

use super::guardrail::GuardrailCard;
use super::key_result::{Figures, ratio};
use super::metric::MetricCard;
use super::reading::Reading;
use super::scorecard::{KeyResultCard, Mode, ObjectiveCard, Scorecard, TeamCard};
use super::status::limits;
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
    pub formula: &'static str,
    /// The same with the numbers put in.
    pub working: String,
    /// What comes out; `None` where it is a value with a unit, which then ends the working.
    pub result: Option<f64>,
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

/// Why nothing is explained: no or several things go by the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFound {
    /// The full addresses that end in it; none when nothing does.
    pub candidates: Vec<String>,
}

impl Scorecard {
    /// Takes apart the score of a key result, objective, team, the quarter, or a metric's standing. The address may be
    /// full (`2026-Q1/growth/effortless-start/activation`) or any ending of one that only one thing has.
    ///
    /// # Errors
    /// The candidates, when none or several things go by it.
    pub fn explain(&self, address: &str) -> Result<Sum, NotFound> {
        let wanted = address.trim().trim_matches('/');
        let mut all = self.addresses();
        if let Some(exact) = all.iter().position(|(full, _)| full == wanted) {
            return Ok(self.sum(all.swap_remove(exact)));
        }
        let ending = format!("/{wanted}");
        all.retain(|(full, _)| full.ends_with(&ending));
        match all.len() {
            1 => Ok(self.sum(all.swap_remove(0))),
            _ => Err(NotFound { candidates: all.into_iter().map(|(full, _)| full).collect() }),
        }
    }

    /// Everything that has an address here.
    fn addresses(&self) -> Vec<(String, Subject)> {
        let mut all = vec![(self.quarter.to_string(), Subject::Quarter)];
        for team in &self.teams {
            all.push((format!("{}/{}", self.quarter, team.team), Subject::Team(Box::new(team.clone()))));
            for objective in &team.objectives {
                all.push((objective.address.clone(), Subject::Objective(Box::new(objective.clone()))));
                for card in &objective.key_results {
                    all.push((card.address.clone(), Subject::KeyResult(Box::new(card.clone()))));
                }
            }
        }
        let guardrails = self.guardrails.iter();
        all.extend(guardrails.map(|card| (card.metric.clone(), Subject::Guardrail(Box::new(card.clone())))));
        let metrics = self.north_star.iter().chain(&self.metrics);
        all.extend(metrics.map(|card| (card.id.clone(), Subject::Metric(Box::new(card.clone())))));
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
            steps.push(Step {
                name: "score as first agreed",
                formula: "the same with the numbers from before the revisions",
                working: ratio_working(from, to, &latest.value),
                result: original.score,
            });
        }
        if let Some(step) = self.projection_step(card) {
            steps.push(step);
        }
        steps.extend(self.what_counts(card));
        steps
    }

    fn projection_step(&self, card: &KeyResultCard) -> Option<Step> {
        let Figures::Move { baseline: Some(from), .. } = &card.figures else { return None };
        let (latest, projected) = (card.current()?, card.projected.as_ref()?);
        let (days, gone) = (self.last_day.days_since(self.first_day), latest.day.days_since(self.first_day));
        Some(Step {
            name: "grade at this pace",
            formula: "baseline + (current - baseline) * days of the quarter / days to the check-in",
            working: format!(
                "{from} + ({now} - {from}) * {days} / {gone} = {end}",
                from = from.text(),
                now = latest.value.text(),
                end = projected.value.text()
            ),
            result: Some(projected.score),
        })
    }

    fn what_counts(&self, card: &KeyResultCard) -> Option<Step> {
        let name = "what counts";
        if let Some(grade) = &card.by_hand {
            let (formula, reason) = match &grade.reason {
                Some(reason) if card.is_by_hand() => ("the grade set by hand", reason.clone()),
                Some(reason) => (
                    "the computed score; the grade set by hand counts once the quarter closes",
                    reason.clone(),
                ),
                None => ("the computed score; a grade set by hand needs a reason", "no reason".to_owned()),
            };
            let working = format!("by hand {:.2}: {reason}", grade.score);
            return Some(Step { name, formula, working, result: card.score });
        }
        let no_data = card.no_data.as_ref()?;
        let formula = match (card.score, self.mode) {
            (Some(_), _) => "what was not measured counts 0 once the quarter has ended",
            (None, Mode::Grade | Mode::Status) => "what was not measured is left out of the mean",
        };
        Some(Step { name, formula, working: no_data.to_string(), result: card.score })
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

fn ratio_working(from: &Quantity, to: &Quantity, now: &Quantity) -> String {
    let (from, to, now) = (from.text(), to.text(), now.text());
    format!("({now} - {from}) / ({to} - {from})")
}

fn move_steps(
    from: &Quantity,
    to: &Quantity,
    latest: &Reading,
    ratio: Option<f64>,
    score: Option<f64>,
) -> Vec<Step> {
    let Some(ratio) = ratio else { return vec![] };
    let working = match ratio {
        ratio if ratio < 0.0 => format!("{ratio:.4} is on the wrong side of the baseline, so 0"),
        ratio if ratio > 1.0 => format!("{ratio:.4} is past the target, so 1"),
        ratio => format!("{ratio:.4} is between 0 and 1"),
    };
    vec![
        Step {
            name: "ratio",
            formula: "(current - baseline) / (target - baseline)",
            working: ratio_working(from, to, &latest.value),
            result: Some(ratio),
        },
        Step { name: "score", formula: "the ratio, not below 0 and not above 1", working, result: score },
    ]
}

fn hold_step(card: &KeyResultCard, limits: &str) -> Vec<Step> {
    let held = card.readings.iter().filter(|reading| reading.held == Some(true)).count();
    let working = format!("{held} / {} check-ins held {limits}", card.readings.len());
    let formula = "check-ins that held / check-ins of the quarter";
    card.computed
        .map(|score| Step { name: "score", formula, working, result: Some(score) })
        .into_iter()
        .collect()
}

fn mean_step(parts: &[(f64, Option<f64>)], formula: &'static str) -> Vec<Step> {
    let scored: Vec<(f64, f64)> =
        parts.iter().filter_map(|(weight, score)| Some((*weight, (*score)?))).collect();
    if scored.is_empty() {
        return vec![];
    }
    let above: Vec<String> = scored
        .iter()
        .map(
            |(weight, score)| {
                if *weight == 1.0 { format!("{score:.2}") } else { format!("{weight} * {score:.2}") }
            },
        )
        .collect();
    let sum: f64 = scored.iter().map(|(weight, _)| weight).sum();
    let working = format!("({}) / {sum}", above.join(" + "));
    vec![Step { name: "score", formula, working, result: super::rollup::weighted_mean(&scored) }]
}

fn metric_steps(card: &MetricCard) -> Vec<Step> {
    let mut steps = Vec::new();
    if let (Some(current), Some(target)) = (&card.current, &card.target) {
        let (now, target) = (current.value.text(), target.text());
        let (formula, working) = match card.better {
            Better::Higher => ("current / target", format!("{now} / {target}")),
            Better::Lower => ("target / current, as lower is better", format!("{target} / {now}")),
        };
        steps.push(Step { name: "attainment", formula, working, result: card.attainment });
    }
    if let (Some(current), Some(trend)) = (&card.current, &card.trend) {
        let (now, then) = (current.value.text(), trend.since.value.text());
        steps.push(Step {
            name: "trend",
            formula: "(latest - the reading nearest to four weeks before) / that reading",
            working: format!("({now} - {then}) / {then}"),
            result: trend.change,
        });
    }
    steps
}

fn guardrail_steps(card: &GuardrailCard) -> Vec<Step> {
    let working = match &card.baseline {
        Some(baseline) => {
            format!("from {}: {}", baseline.text(), limits(card.at_least.as_ref(), card.at_most.as_ref()))
        }
        None => limits(card.at_least.as_ref(), card.at_most.as_ref()),
    };
    vec![
        Step {
            name: "limit",
            formula: "the baseline and the change allowed from it, or the limit itself",
            working,
            result: None,
        },
        Step {
            name: "state",
            formula: "the worst of all readings of the quarter",
            working: card.reason.clone(),
            result: None,
        },
    ]
}
