//! What an answer does to the scores.

use crate::goals::{Day, Quarter, Workspace};
use crate::score::{
    Bands, GuardrailCard, GuardrailState, KeyResultCard, MetricCard, ObjectiveCard, Scorecard, Status,
};
use crate::settings::Settings;
use std::collections::BTreeSet;

/// The state of a key result or an objective.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Its score, 0 to 1; `None` without data.
    pub score: Option<f64>,
    /// Its status.
    pub status: Status,
    /// Why, as a part of a sentence.
    pub reason: String,
    /// What it takes from here, as a part of a sentence.
    pub takes: Option<String>,
}

/// A key result before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyResultMoved {
    /// Its full address.
    pub address: String,
    /// Before.
    pub before: Standing,
    /// After.
    pub after: Standing,
}

/// An objective before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectiveMoved {
    /// Its full address.
    pub address: String,
    /// Before.
    pub before: Standing,
    /// After.
    pub after: Standing,
}

/// A guardrail before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct GuardrailMoved {
    /// Its metric's id.
    pub id: String,
    /// Before.
    pub before: GuardrailState,
    /// After.
    pub after: GuardrailState,
    /// Why, as a part of a sentence.
    pub reason: String,
}

/// A metric before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricMoved {
    /// Its id.
    pub id: String,
    /// The value before, where there was one.
    pub before: Option<String>,
    /// The value now.
    pub after: Option<String>,
    /// What it should reach in the period.
    pub target: Option<String>,
}

/// What answers do to the scores of a quarter: of what they are about, and of the objectives above that.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The cut-offs that scores are rounded beside.
    pub bands: Bands,
    /// Key results, in the order of the scorecard.
    pub key_results: Vec<KeyResultMoved>,
    /// Their objectives.
    pub objectives: Vec<ObjectiveMoved>,
    /// Guardrails.
    pub guardrails: Vec<GuardrailMoved>,
    /// Metrics that no key result of the quarter moves.
    pub metrics: Vec<MetricMoved>,
}

/// What changed between two versions of the goals for some subjects: full addresses of objectives and key results, and ids of
/// metrics.
#[must_use]
pub fn effect(
    (before, after): (&Workspace, &Workspace),
    settings: &Settings,
    (quarter, as_of): (Quarter, Day),
    subjects: &BTreeSet<String>,
) -> Effect {
    let card = |workspace| Scorecard::new(workspace, settings, quarter, as_of);
    let (before, after) = (card(before), card(after));
    let is_subject = |card: &KeyResultCard| {
        subjects.contains(&card.address) || card.metric.as_ref().is_some_and(|id| subjects.contains(id))
    };
    let mut effect = Effect {
        bands: after.bands,
        key_results: Vec::new(),
        objectives: Vec::new(),
        guardrails: Vec::new(),
        metrics: Vec::new(),
    };
    for objective in objectives(&after) {
        let own: Vec<&KeyResultCard> = objective.key_results.iter().filter(|card| is_subject(card)).collect();
        let was = objectives(&before).find(|was| was.address == objective.address);
        let Some(was) = was.filter(|_| !own.is_empty() || subjects.contains(&objective.address)) else {
            continue;
        };
        for card in own {
            let Some(was) = was.key_results.iter().find(|was| was.address == card.address) else { continue };
            let address = card.address.clone();
            effect.key_results.push(KeyResultMoved {
                address,
                before: of_key_result(was),
                after: of_key_result(card),
            });
        }
        let address = objective.address.clone();
        effect.objectives.push(ObjectiveMoved {
            address,
            before: of_objective(was),
            after: of_objective(objective),
        });
    }
    let moved: BTreeSet<&str> = objectives(&after)
        .flat_map(|objective| &objective.key_results)
        .filter_map(|card| card.metric.as_deref())
        .collect();
    effect.guardrails =
        after.guardrails.iter().filter_map(|card| guardrail(&before, card, subjects)).collect();
    let metrics = after.north_star.iter().chain(&after.metrics);
    let metrics = metrics.filter(|card| subjects.contains(&card.id) && !moved.contains(card.id.as_str()));
    effect.metrics = metrics.map(|card| metric(&before, card)).collect();
    effect
}

fn objectives(card: &Scorecard) -> impl Iterator<Item = &ObjectiveCard> {
    card.teams.iter().flat_map(|team| &team.objectives)
}

fn of_key_result(card: &KeyResultCard) -> Standing {
    Standing {
        score: card.score,
        status: card.status,
        reason: card.reason.clone(),
        takes: card.takes.as_ref().map(|takes| takes.words.clone()),
    }
}

fn of_objective(card: &ObjectiveCard) -> Standing {
    let standing = &card.standing;
    Standing { score: card.score, status: standing.status, reason: standing.reason.clone(), takes: None }
}

fn guardrail(
    before: &Scorecard,
    card: &GuardrailCard,
    subjects: &BTreeSet<String>,
) -> Option<GuardrailMoved> {
    let was = before.guardrails.iter().find(|was| was.metric == card.metric)?;
    subjects.contains(&card.metric).then(|| GuardrailMoved {
        id: card.metric.clone(),
        before: was.state,
        after: card.state,
        reason: card.reason.clone(),
    })
}

fn metric(before: &Scorecard, card: &MetricCard) -> MetricMoved {
    let value = |card: &MetricCard| card.current.as_ref().map(|reading| reading.value.text().to_owned());
    let mut metrics = before.north_star.iter().chain(&before.metrics);
    MetricMoved {
        id: card.id.clone(),
        before: metrics.find(|was| was.id == card.id).and_then(value),
        after: value(card),
        target: card.target.as_ref().map(|target| target.text().to_owned()),
    }
}
