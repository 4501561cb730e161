//! The sum behind a score, as data.

use super::counting::running;
use super::figures::{Figures, limits};
use super::forecast::{self, Coverage};
use super::guardrail::GuardrailCard;
use super::key_result::ratio;
use super::metric::{Counted, MetricCard, is_by_distance};
use super::pace::{Basis, LikelyEnd, Projection};
use super::reading::Reading;
use super::rollup::weighted_mean;
use super::scorecard::{KeyResultCard, Means, ObjectiveCard, Scorecard, TeamCard};
use super::summary::as_first_agreed;
use super::working::{number, of_quantity, true_quantity, true_sum};
use crate::goals::address::{NotFound, find};
use crate::goals::values::{Aggregate, Better};
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
    /// The same with the numbers put in; empty if there is nothing to compute.
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
    /// The readings used, oldest first, each with the share of the distance it had made (for a move).
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
        let mut all = Vec::new();
        if !self.teams.is_empty() {
            all.push((self.quarter.to_string(), Named::Quarter));
        }
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
                let parts = card.parts.iter().map(|part| (part.weight, part.means)).collect();
                let mut steps = mean_steps(parts, &card.means, "weighted mean of its key results");
                let formula = "the same with the key results that it had at first";
                regroup(&mut steps, &card.grouped_at_first, &card.means, formula);
                (card.objective.clone(), vec![], steps)
            }
            Subject::Team(card) => {
                let parts = card.objectives.iter().map(|card| (card.weight, card.means)).collect();
                let mut steps = mean_steps(parts, &card.means, "weighted mean of its objectives");
                let formula = "the same with each key result in the objective it belonged to at first";
                regroup(&mut steps, &card.grouped_at_first, &card.means, formula);
                (card.team.clone(), vec![], steps)
            }
            Subject::Quarter => {
                let parts = self.teams_counted().map(|team| (1.0, team.means)).collect();
                let mut steps = mean_steps(parts, &self.means, "mean of its teams");
                let formula = "the same with each key result in the team it belonged to at first";
                regroup(&mut steps, &self.grouped_at_first, &self.means, formula);
                (self.quarter.to_string(), vec![], steps)
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
        let mut steps = current_step(card);
        match (&card.figures, &card.value) {
            (Figures::Move { baseline: Some(from), target: Some(to) }, Some(now)) => {
                steps.extend(move_steps(from, to, now, card.ratio, card.computed));
            }
            (Figures::Hold { at_least, at_most }, Some(_)) => {
                steps.extend(hold_step(card, &limits(at_least.as_ref(), at_most.as_ref())));
            }
            _ => {}
        }
        steps.extend(original_step(card));
        steps.extend(self.projection_steps(card));
        steps.extend(self.what_counts(card));
        steps
    }

    fn projection_steps(&self, card: &KeyResultCard) -> Vec<Step> {
        let Figures::Move { baseline: Some(from), target: Some(to) } = &card.figures else { return vec![] };
        let (Some(projected), Some(_), None) = (&card.projected, &card.value, &card.cancelled) else {
            return vec![];
        };
        let (formula, working) = self.projection(card, from, projected);
        let value = Step::new("value at this pace", formula, working, None);
        let grade = projected.score;
        let is_true = |value: f64| ratio(from.value(), to.value(), value).map(|ratio| ratio.clamp(0.0, 1.0));
        let end = true_quantity(&projected.value, grade, is_true);
        let kept = projected.unbounded != projected.value.value();
        let before = of_quantity(&projected.value.with_value(projected.unbounded));
        let shown = if kept { format!("{before}, kept at {end}") } else { end.clone() };
        let formula = "(value at this pace - baseline) / (target - baseline), kept from 0 to 1";
        let working = ratio_working(&of_quantity(from), &of_quantity(to), &end);
        let mut steps = vec![
            Step { value: Some(shown), ..value },
            Step::new("grade at this pace", formula, working, Some(grade)),
        ];
        match &projected.likely {
            Some(end) => steps.extend(range_steps(end, projected)),
            None => steps.extend(no_range(card, projected)),
        }
        steps
    }

    /// How the value at the end came about: in general, and with the numbers put in where they make a sum.
    fn projection(&self, card: &KeyResultCard, from: &Quantity, projected: &Projection) -> (String, String) {
        let plain = |text: &str| (text.to_owned(), String::new());
        let Some(latest) = card.readings.last() else { return plain("") };
        let left = self.last_day.days_since(latest.day);
        match (projected.basis, card.readings.as_slice()) {
            (Basis::Plan, _) => {
                plain("the share of the plan that was made by its day, carried on to the target")
            }
            (Basis::Level, _) => plain("what counts stays what it is"),
            (Basis::Forecast, _) => forecast_sum(card, projected),
            (Basis::Line, _) => {
                let (days, gone) = (self.last_day.days_since(card.start), latest.day.days_since(card.start));
                let now = card.value.as_ref().map(of_quantity).unwrap_or_default();
                let first = if card.aggregate == Aggregate::Sum { "0".to_owned() } else { of_quantity(from) };
                let formula = "first value + (current - first value) * days to the quarter's end / days to the check-in";
                (formula.to_owned(), format!("{first} + ({now} - {first}) * {days} / {gone}"))
            }
            (Basis::Slope, [.., before, latest]) => {
                let between = latest.day.days_since(before.day);
                let now = card.value.as_ref().map(of_quantity).unwrap_or_default();
                let step = if card.aggregate == Aggregate::Sum {
                    of_quantity(&latest.value)
                } else {
                    format!("({} - {})", of_quantity(&latest.value), of_quantity(&before.value))
                };
                let formula = "current + what the last value added * days left / days between";
                (formula.to_owned(), format!("{now} + {step} * {left} / {between}"))
            }
            (Basis::Slope, _) => plain("the latest slope"),
        }
    }

    fn what_counts(&self, card: &KeyResultCard) -> Option<Step> {
        let shown = |score| self.bands.text(score);
        let formula = match (&card.cancelled, &card.by_hand, &card.no_data) {
            (Some(_), ..) => format!("{}: counts in no mean", card.reason),
            (None, Some(grade), _) => match &grade.reason {
                Some(reason) => format!("the grade set by hand: {reason}"),
                None => {
                    format!("the grade set by hand, {}, does not count: it has no reason", shown(grade.score))
                }
            },
            (None, None, Some(no_data)) => match card.score {
                Some(_) => format!("{no_data}: counts 0 once the quarter has ended"),
                None => format!("{no_data}: left out of the mean"),
            },
            (None, None, None) => return None,
        };
        Some(Step::new("what counts", formula, String::new(), card.score))
    }
}

/// The middle of a forecast.
fn forecast_sum(card: &KeyResultCard, projected: &Projection) -> (String, String) {
    let Some(end) = &projected.likely else { return (String::new(), String::new()) };
    let (smoothed, like) = (&end.likely.smoothed, &projected.value);
    let shown = |value: f64| of_quantity(&like.with_value(value));
    if card.aggregate == Aggregate::Sum {
        let formula = format!(
            "what came so far + {} readings more at the smoothed level, each with half of the slope",
            smoothed.to_come(end.likely.by)
        );
        return (formula, String::new());
    }
    let formula = format!(
        "level of the last {} readings, smoothed with {}, + half of their slope a day * days to the quarter's end",
        smoothed.values,
        number(smoothed.alpha, 1)
    );
    let days = end.likely.by.days_since(smoothed.last);
    let slope = number(smoothed.half_slope / like.unit_scale(), 9);
    (formula, format!("{} + {slope} * {days}", shown(smoothed.level)))
}

/// The range around it, and the chance of the target.
fn range_steps(end: &LikelyEnd, projected: &Projection) -> Vec<Step> {
    let (likely, forecast) = (&end.likely, &end.likely.forecast);
    let like = &projected.value;
    let formula = "value at this pace ± Student's t * its standard error: eight in ten end inside";
    let working = format!(
        "{} ± {} * {}",
        of_quantity(&like.with_value(projected.unbounded)),
        number(forecast.reach(Coverage::Eighty), 4),
        number(forecast.error / like.unit_scale(), 6),
    );
    let range = Step::new("likely", formula, working, None);
    let chance = "how much of Student's t lies past the target";
    let chance = Step::new("chance of the target", chance, String::new(), Some(end.chance));
    let stretch = end.chance_of_stretch.map(|chance| {
        let formula = "how much of it lies past the stretch";
        Step::new("chance of the stretch", formula, String::new(), Some(chance))
    });
    let mut steps = vec![Step { value: Some(likely.range_words()), ..range }, chance];
    steps.extend(stretch);
    steps
}

/// Why there is no range.
fn no_range(card: &KeyResultCard, projected: &Projection) -> Option<Step> {
    let why = match (projected.basis, card.readings.len()) {
        (Basis::Plan, _) => "there is no range beside a plan".to_owned(),
        (Basis::Level, _) => return None,
        (_, 1) => format!("a range takes {} values; there is 1", forecast::FEWEST),
        (_, count @ ..forecast::FEWEST) => {
            format!("a range takes {} values; there are {count}", forecast::FEWEST)
        }
        _ => "there is no range: all values are the same, and do not show how they vary".to_owned(),
    };
    Some(Step::new("likely", why, String::new(), None))
}

fn key_result_readings(card: &KeyResultCard) -> Vec<(Reading, Option<f64>)> {
    let mut count = running(card.aggregate);
    let way = |reading: &Reading| {
        let value = count(reading.value.value());
        match &card.figures {
            Figures::Move { baseline: Some(from), target: Some(to) } => {
                ratio(from.value(), to.value(), value).filter(|_| card.ratio.is_some())
            }
            _ => None,
        }
    };
    let ways: Vec<Option<f64>> = card.readings.iter().map(way).collect();
    // Of a sum or a mean no single value holds or breaks the limit.
    let judges_each = !matches!(card.aggregate, Aggregate::Sum | Aggregate::Mean);
    let readings = card.readings.iter().cloned();
    readings
        .zip(ways)
        .map(|(reading, way)| {
            let held = reading.held.filter(|_| judges_each);
            (Reading { held, ..reading }, way)
        })
        .collect()
}

fn ratio_working(from: &str, to: &str, now: &str) -> String {
    format!("({now} - {from}) / ({to} - {from})")
}

/// How several values became one; nothing if the latest counts.
fn current_step(card: &KeyResultCard) -> Vec<Step> {
    let Some(value) = &card.value else { return vec![] };
    let values: Vec<String> = card.readings.iter().map(|reading| of_quantity(&reading.value)).collect();
    let sum = values.join(" + ");
    let (formula, working) = match card.aggregate {
        Aggregate::Sum => ("the values of the quarter, added up", sum),
        Aggregate::Mean => ("the mean of the quarter's values", format!("({sum}) / {}", values.len())),
        Aggregate::Worst => ("the worst of the quarter's values", String::new()),
        Aggregate::Last | Aggregate::Share => return vec![],
    };
    let step = Step::new("current", formula, working, None);
    vec![Step { value: Some(of_quantity(value)), ..step }]
}

fn move_steps(
    from: &Quantity,
    to: &Quantity,
    now: &Quantity,
    way: Option<f64>,
    score: Option<f64>,
) -> Vec<Step> {
    let Some(way) = way else { return vec![] };
    let now = true_quantity(now, way, |now| ratio(from.value(), to.value(), now));
    let working = ratio_working(&of_quantity(from), &of_quantity(to), &now);
    vec![
        Step::new("ratio", "(current - baseline) / (target - baseline)", working, Some(way)),
        Step::new("score", "the ratio, kept from 0 to 1", String::new(), score),
    ]
}

fn hold_step(card: &KeyResultCard, limits: &str) -> Option<Step> {
    let held = card.readings.iter().filter(|reading| reading.held == Some(true)).count();
    let (formula, working) = match card.aggregate {
        Aggregate::Share => (
            format!("check-ins that held {limits} / check-ins of the quarter"),
            format!("{held} / {}", card.readings.len()),
        ),
        Aggregate::Sum => (format!("1 if the sum is {limits}, else 0"), String::new()),
        Aggregate::Mean => (format!("1 if the mean is {limits}, else 0"), String::new()),
        Aggregate::Worst => (format!("1 if every check-in is {limits}, else 0"), String::new()),
        Aggregate::Last => (format!("1 if the last check-in is {limits}, else 0"), String::new()),
    };
    card.computed.map(|score| Step::new("score", formula, working, Some(score)))
}

fn original_step(card: &KeyResultCard) -> Option<Step> {
    let original = card.original.as_ref()?;
    let score = original.score?;
    let working = match (&original.figures, &card.value) {
        (Figures::Move { baseline: Some(from), target: Some(to) }, Some(now)) => {
            let is_true = |now: f64| ratio(from.value(), to.value(), now).map(|ratio| ratio.clamp(0.0, 1.0));
            ratio_working(&of_quantity(from), &of_quantity(to), &true_quantity(now, score, is_true))
        }
        _ => String::new(),
    };
    let formula = "the same against the numbers that were agreed at first, kept from 0 to 1";
    Some(Step::new("score as first agreed", formula, working, Some(score)))
}

/// The mean, and the other means that differ from it.
fn mean_steps(parts: Vec<(f64, Means)>, means: &Means, formula: &str) -> Vec<Step> {
    let of = |number: fn(&Means) -> Option<f64>| -> Vec<(f64, f64)> {
        parts.iter().filter_map(|(weight, means)| Some((*weight, number(means)?))).collect()
    };
    let mut steps: Vec<Step> = mean_step("score", formula, &of(|means| means.score)).into_iter().collect();
    if means.other_first_agreed().is_some() {
        let formula = "the same against the numbers that were agreed at first";
        steps.extend(mean_step("score as first agreed", formula, &as_first_agreed(&parts)));
    }
    if means.other_with_cancelled().is_some() {
        let formula = "the same with what was cancelled";
        steps.extend(mean_step("score with cancelled", formula, &of(|means| means.with_cancelled)));
    }
    steps
}

/// Where key results moved, the score as first agreed is the mean of what was grouped at first.
fn regroup(steps: &mut Vec<Step>, grouped: &[(f64, f64)], means: &Means, formula: &str) {
    if !grouped.is_empty() {
        let first = mean_step("score as first agreed", formula, grouped);
        steps.retain(|step| step.name != "score as first agreed");
        steps.extend(first.filter(|_| means.other_first_agreed().is_some()));
    }
}

fn mean_step(name: &'static str, formula: &str, parts: &[(f64, f64)]) -> Option<Step> {
    let mean = weighted_mean(parts)?;
    Some(Step::new(name, formula, true_sum(parts, mean), Some(mean)))
}

fn metric_steps(card: &MetricCard) -> Vec<Step> {
    let mut steps = Vec::new();
    if let (Some(current), Some(target), Some(_)) = (card.standing(), &card.target, card.attainment) {
        steps.push(attainment_step(&current.value, target, card));
    }
    if let Some(Counted { value, pace: Some(pace), .. }) = &card.counted {
        let formula = "total * days of the period / days to the latest reading";
        let working =
            format!("{} * {} / {} = {}", of_quantity(value), pace.of, pace.days, of_quantity(&pace.value));
        steps.push(Step::new("total at this pace", formula, working, None));
    }
    if let (Some(current), Some(trend)) = (&card.current, &card.trend)
        && trend.change.is_some()
    {
        let then = &trend.since.value;
        let (now, size) = (of_quantity(&current.value), of_quantity(&then.with_value(then.value().abs())));
        let size = if then.value() < 0.0 { size } else { of_quantity(then) };
        let formula = "(latest - the reading nearest to four weeks before) / the size of that reading";
        let working = format!("({now} - {}) / {size}", of_quantity(then));
        steps.push(Step::new("trend", formula, working, trend.change));
    }
    steps
}

fn attainment_step(current: &Quantity, target: &Quantity, card: &MetricCard) -> Step {
    let (now, wanted) = (of_quantity(current), of_quantity(target));
    let by_distance = is_by_distance(current.value(), target.value());
    let size = if current.value().abs() > target.value().abs() { current } else { target };
    let size = of_quantity(&size.with_value(size.value().abs()));
    let (formula, working) = match (card.better, by_distance) {
        (Better::Higher, false) => ("current / target", format!("{now} / {wanted}")),
        (Better::Lower, false) => ("target / current, as lower is better", format!("{wanted} / {now}")),
        (Better::Higher, true) => (
            "1 - what is missing / the larger of both sizes, from 0",
            format!("1 - ({wanted} - {now}) / {size}"),
        ),
        (Better::Lower, true) => (
            "1 - what is too much / the larger of both sizes, from 0",
            format!("1 - ({now} - {wanted}) / {size}"),
        ),
    };
    Step::new("attainment", formula, working, card.attainment)
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
    let counted = card.breaches;
    let breaches = match counted.readings {
        0 => String::new(),
        1 => format!("; {} of 1 reading past the limit", counted.breached),
        all => format!("; {} of {all} readings past the limit", counted.breached),
    };
    let formula = format!("{}: {}{breaches}", card.state.name(), card.reason);
    steps.push(Step::new("state", formula, String::new(), None));
    steps
}
