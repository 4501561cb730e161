//! What to ask about in a walk through check-ins.

use crate::goals::values::is_owned_by;
use crate::goals::{Day, Target, Workspace};
use crate::review::{waiting_metrics, waits};
use crate::score::{Filter, GuardrailState, KeyResultCard, Scorecard, Status};

/// What to ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which<'a> {
    /// What waits for a check-in or a reading: due, stale, or without any value.
    Due,
    /// Every key result that is open and has no check-in of the day.
    All(Day),
    /// One key result or metric, by its full address.
    One(&'a str),
}

/// Something to ask about.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its full address, or the metric's id.
    pub address: String,
    /// The sentence, or the metric's name.
    pub title: String,
    /// The values so far, the oldest first.
    pub values: Vec<f64>,
    /// The last value, and its day.
    pub last: Option<(String, Day)>,
    /// Its score, 0 to 1.
    pub score: Option<f64>,
    /// What it takes from here, as a part of a sentence.
    pub takes: Option<String>,
    /// The confidence said last.
    pub confidence: Option<u8>,
    /// Whether there is a confidence to ask for.
    pub has_confidence: bool,
    /// The metric whose values are pulled, so that nobody is asked for one.
    pub pulled: Option<String>,
}

/// The questions, in the order of the scorecard; metrics and guardrails last.
#[must_use]
pub fn questions(workspace: &Workspace, card: &Scorecard, which: Which<'_>, scope: &Filter) -> Vec<Question> {
    let owned = |owner: Option<&str>| {
        scope.owner.as_ref().is_none_or(|wanted| owner.is_some_and(|owner| is_owned_by(owner, wanted)))
    };
    let of_team = |team: &str| scope.team.as_ref().is_none_or(|wanted| wanted == team);
    let mut questions = Vec::new();
    for team in card.teams.iter().filter(|team| of_team(&team.team)) {
        let key_results = team.objectives.iter().flat_map(|objective| &objective.key_results);
        let wanted = key_results.filter(|card| is_wanted(card, which) && owned(card.owner.as_deref()));
        questions.extend(wanted.map(of_key_result));
    }
    if which == Which::Due {
        let of_marks = |id: &str| {
            let marks =
                card.teams.iter().filter(|team| of_team(&team.team)).flat_map(|team| &team.objectives);
            scope.team.is_none()
                || marks.flat_map(|objective| &objective.guardrails).any(|mark| mark.metric == id)
        };
        let metrics = waiting_metrics(card).into_iter();
        let metrics = metrics.filter(|metric| {
            owned(metric.owner.as_deref())
                && (scope.team.is_none() || metric.team.as_deref().is_some_and(of_team))
        });
        let guardrails = card.guardrails.iter().filter(|guardrail| {
            (guardrail.is_due || guardrail.state == GuardrailState::Stale)
                && owned(guardrail.owner.as_deref())
                && of_marks(&guardrail.metric)
        });
        let ids = metrics.map(|metric| &metric.id).chain(guardrails.map(|guardrail| &guardrail.metric));
        questions.extend(ids.filter_map(|id| of_metric(workspace, id)));
    }
    if let Which::One(address) = which {
        questions.extend(of_metric(workspace, address));
    }
    questions
}

fn is_wanted(card: &KeyResultCard, which: Which<'_>) -> bool {
    match which {
        Which::Due => waits(card),
        Which::All(day) => {
            let is_open = !matches!(card.status, Status::Closed(_) | Status::Cancelled);
            is_open && card.last_look.is_none_or(|last| last < day)
        }
        Which::One(address) => card.address == address,
    }
}

fn of_key_result(card: &KeyResultCard) -> Question {
    Question {
        pulled: card.pulled.clone(),
        address: card.address.clone(),
        title: card.key_result.clone(),
        values: card.readings.iter().map(|reading| reading.value.value()).collect(),
        last: card.current().map(|last| (last.value.text().to_owned(), last.day)),
        score: card.score,
        takes: card.takes.as_ref().map(|takes| takes.words.clone()),
        confidence: card.confidence.map(|(confidence, _)| confidence),
        has_confidence: true,
    }
}

fn of_metric(workspace: &Workspace, id: &str) -> Option<Question> {
    let Ok(Target::Metric(metric)) = workspace.find(id) else { return None };
    let readings = metric.readings();
    Some(Question {
        address: id.to_owned(),
        title: metric.name().to_owned(),
        values: readings.iter().rev().take(12).rev().map(|reading| reading.value.value()).collect(),
        last: readings.last().map(|last| (last.value.text().to_owned(), last.day)),
        score: None,
        takes: None,
        confidence: None,
        has_confidence: false,
        pulled: metric.is_pulled().then(|| id.to_owned()),
    })
}
