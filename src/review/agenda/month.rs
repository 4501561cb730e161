//! What a month adds: the dashboard, and whether the model still holds.

use super::{Sources, shown_key_results};
use crate::goals::values::Indicator;
use crate::goals::{Day, MetricRole};
use crate::review::chain::{Chain, chain};
use crate::review::together::Found;
use crate::score::{MetricCard, MetricStatus, Movement, Scorecard};

/// What a month adds: whether the model still holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Month {
    /// Leading metrics, looked at weekly.
    pub leading: Vec<MetricCard>,
    /// Lagging metrics, looked at monthly.
    pub lagging: Vec<MetricCard>,
    /// From leading to lagging.
    pub chain: Chain,
    /// What to ask of the input model.
    pub questions: Vec<String>,
    /// How sure owners were, check-in by check-in: the key result's address, and each confidence with its day.
    pub confidence: Vec<(String, Vec<(Day, u8)>)>,
}

pub(super) fn month(sources: &Sources<'_>) -> Month {
    let card = sources.card;
    let with = |indicator: Indicator| -> Vec<MetricCard> {
        card.metrics.iter().filter(|metric| metric.indicator == Some(indicator)).cloned().collect()
    };
    let chain = chain(sources.workspace, card);
    let confidence = shown_key_results(card).map(|card| {
        let said = card.readings.iter().filter_map(|reading| Some((reading.day, reading.confidence?)));
        (card.address.clone(), said.collect::<Vec<_>>())
    });
    Month {
        leading: with(Indicator::Leading),
        lagging: with(Indicator::Lagging),
        questions: questions(card, &chain),
        confidence: confidence.filter(|(_, said)| said.len() > 1).collect(),
        chain,
    }
}

/// What to ask of the input model (seed 004: it is a hypothesis, to be revised each quarter).
fn questions(card: &Scorecard, chain: &Chain) -> Vec<String> {
    let mut questions = Vec::new();
    for link in &chain.links {
        let question = match &link.found {
            Found::Compared(compared) if compared.goes_together() => continue,
            Found::Compared(compared) if compared.goes_against() => {
                format!(
                    "{} and {} move against each other: does one really drive the other?",
                    link.driver_name, link.driven_name
                )
            }
            Found::Compared(_) => {
                format!(
                    "{} and {} do not clearly move together: what else is at work?",
                    link.driver_name, link.driven_name
                )
            }
            Found::Still | Found::TooFew(_) => continue,
        };
        questions.push(question);
    }
    let flat = card.metrics.iter().filter(|metric| {
        metric.status != Some(MetricStatus::OnTarget)
            && metric.role == MetricRole::Input
            && metric.trend.as_ref().is_some_and(|trend| trend.movement == Movement::Flat)
    });
    questions.extend(flat.map(|metric| {
        format!("{} has not moved in four weeks and is short of its target: is it the right lever, or the wrong bet?", metric.name)
    }));
    if card.metrics.iter().all(|metric| metric.role != MetricRole::Input) {
        questions.push("Which three to five metrics drive the north star?".to_owned());
    }
    questions
}
