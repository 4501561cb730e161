//! A review as JSON.

use crate::goals::values::InitiativeStatus;
use crate::render::json::{JsonValue, value};
use crate::render::review::word;
use crate::render::todo::pasted;
use crate::review::{
    Agenda, Decided, Experiment, GuardrailCheck, Insight, KeyResultCheck, LookingBack, Span, StarCheck, Task,
};
use crate::score::Scorecard;
use schemars::JsonSchema;
use serde::Serialize;

/// What `okr review` prints with `--format json`. Fields are added, never renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr review")]
struct Output<'c> {
    #[schemars(extend("const" = 1))]
    version: u32,
    /// `week`, `month` or `quarter`.
    span: &'static str,
    quarter: String,
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The day it looks back to.
    #[schemars(extend("format" = "date"))]
    since: String,
    /// The one team it is about; null for all.
    team: Option<&'c str>,
    score: Option<f64>,
    score_before: Option<f64>,
    /// Against what was agreed at first, where that is another score.
    first_agreed_score: Option<f64>,
    status: String,
    breached_guardrails: usize,
    /// How many key results count that did not on that day.
    counted_since: usize,
    /// How many counted on that day and do no longer.
    no_longer_counted: usize,
    north_star: Option<JsonStar<'c>>,
    key_results: Vec<JsonKeyResult<'c>>,
    guardrails: Vec<JsonGuardrail<'c>>,
    experiments: Vec<JsonExperiment<'c>>,
    insights: Vec<JsonInsight<'c>>,
    decisions: Vec<JsonDecided<'c>>,
    /// What needs somebody next.
    next: Vec<JsonNext<'c>>,
    /// Of `--month` only.
    questions: Option<&'c [String]>,
    /// Of `--quarter` only.
    learned: Option<Vec<JsonLearned<'c>>>,
    /// How often a confidence at the start was right; of `--quarter` only.
    confidence: Option<Vec<JsonConfidence<'c>>>,
    /// How often bets paid off; of `--quarter` only.
    bets: Option<Vec<JsonBets<'c>>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StarCheck")]
struct JsonStar<'c> {
    metric: &'c str,
    current: Option<JsonValue<'c>>,
    before: Option<JsonValue<'c>>,
    target: Option<JsonValue<'c>>,
    low: Option<JsonValue<'c>>,
    high: Option<JsonValue<'c>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "KeyResultCheck")]
struct JsonKeyResult<'c> {
    address: &'c str,
    key_result: &'c str,
    current: Option<JsonValue<'c>>,
    before: Option<JsonValue<'c>>,
    score: Option<f64>,
    score_before: Option<f64>,
    /// Against what was agreed at first.
    first_agreed_score: Option<f64>,
    status: String,
    /// What to talk about.
    talk: &'c [String],
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "GuardrailCheck")]
struct JsonGuardrail<'c> {
    metric: &'c str,
    state: String,
    state_before: Option<String>,
    reason: &'c str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Experiment")]
struct JsonExperiment<'c> {
    title: &'c str,
    team: &'c str,
    bets_on: &'c [String],
    status: Option<&'static str>,
    result: Option<&'c str>,
    decision: Option<&'static str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Insight")]
struct JsonInsight<'c> {
    about: &'c str,
    text: &'c str,
    action: Option<&'c str>,
    /// The rule or the number that it comes from.
    source: &'c str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Decided")]
struct JsonDecided<'c> {
    #[schemars(extend("format" = "date"))]
    date: Option<String>,
    about: &'c str,
    what: &'c str,
    reason: Option<&'c str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Next")]
struct JsonNext<'c> {
    concern: String,
    address: &'c str,
    owner: Option<&'c str>,
    /// The next step, as a part of a sentence; may be empty.
    next: &'c str,
    /// The command that does it, as it can be pasted into a shell.
    command: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Learned")]
struct JsonLearned<'c> {
    objective: &'c str,
    reflection: &'c str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Confidence")]
struct JsonConfidence<'c> {
    /// Null for everybody.
    team: Option<&'c str>,
    low: u8,
    high: u8,
    all: usize,
    delivered: usize,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Bets")]
struct JsonBets<'c> {
    team: &'c str,
    all: usize,
    paid_off: usize,
}

pub(super) fn json(agenda: &Agenda<'_>, card: &Scorecard) -> String {
    crate::render::json::pretty(&Output {
        version: 1,
        span: match agenda.span {
            Span::Week => "week",
            Span::Month => "month",
            Span::Quarter => "quarter",
        },
        quarter: card.quarter.to_string(),
        as_of: card.as_of.to_string(),
        since: agenda.since.to_string(),
        team: card.filter.team.as_deref(),
        score: agenda.standing.score,
        score_before: agenda.standing.was,
        first_agreed_score: agenda.standing.first_agreed,
        status: word(agenda.standing.status.name()),
        breached_guardrails: agenda.standing.breached,
        counted_since: agenda.standing.counted_since,
        no_longer_counted: agenda.standing.no_longer_counted,
        north_star: agenda.north_star.as_ref().map(json_star),
        key_results: agenda.key_results.iter().map(json_key_result).collect(),
        guardrails: agenda.guardrails.iter().map(json_guardrail).collect(),
        experiments: agenda.experiments.iter().map(json_experiment).collect(),
        insights: agenda.insights.iter().map(json_insight).collect(),
        decisions: agenda.decisions.iter().map(json_decided).collect(),
        next: agenda.next.iter().map(json_next).collect(),
        questions: agenda.month.as_ref().map(|month| month.questions.as_slice()),
        learned: agenda.quarter.as_ref().map(|back| {
            let learned = back.learned.iter();
            learned.map(|(objective, reflection)| JsonLearned { objective, reflection }).collect()
        }),
        confidence: agenda.quarter.as_ref().map(json_confidence),
        bets: agenda.quarter.as_ref().map(|back| {
            let bets = back.bets.iter();
            bets.map(|bets| JsonBets { team: &bets.team, all: bets.all, paid_off: bets.paid_off }).collect()
        }),
    })
}

fn json_star(check: &StarCheck) -> JsonStar<'_> {
    let likely = check.card.likely.as_ref();
    let counted = check.card.counted.as_ref().map(|counted| &counted.value);
    let current = counted.or(check.card.current.as_ref().map(|current| &current.value));
    JsonStar {
        metric: &check.card.id,
        current: current.map(value),
        before: check.was.as_ref().map(|was| value(&was.value)),
        target: check.card.target.as_ref().map(value),
        low: likely.map(|likely| value(&likely.low)),
        high: likely.map(|likely| value(&likely.high)),
    }
}

fn json_key_result<'c>(check: &'c KeyResultCheck<'_>) -> JsonKeyResult<'c> {
    JsonKeyResult {
        address: &check.card.address,
        key_result: &check.card.key_result,
        current: check.card.value.as_ref().map(value),
        before: check.was.as_ref().map(value),
        score: check.card.score,
        score_before: check.score_was,
        first_agreed_score: check.card.means().first_agreed,
        status: word(check.card.status.name()),
        talk: &check.talk,
    }
}

fn json_guardrail(check: &GuardrailCheck) -> JsonGuardrail<'_> {
    JsonGuardrail {
        metric: &check.card.metric,
        state: word(check.card.state.name()),
        state_before: check.was.map(|was| word(was.name())),
        reason: &check.card.reason,
    }
}

fn json_experiment(experiment: &Experiment) -> JsonExperiment<'_> {
    let bet = &experiment.bet;
    JsonExperiment {
        title: &bet.title,
        team: &experiment.team,
        bets_on: &bet.bets_on,
        status: bet.status.map(InitiativeStatus::name),
        result: bet.result.as_deref(),
        decision: bet.decision.map(|decision| decision.name()),
    }
}

fn json_insight(insight: &Insight) -> JsonInsight<'_> {
    JsonInsight {
        about: &insight.about,
        text: &insight.text,
        action: insight.action.as_deref(),
        source: &insight.source,
    }
}

fn json_decided(decided: &Decided) -> JsonDecided<'_> {
    JsonDecided {
        date: decided.day.map(|day| day.to_string()),
        about: &decided.about,
        what: &decided.what,
        reason: decided.reason.as_deref(),
    }
}

fn json_next(task: &Task) -> JsonNext<'_> {
    JsonNext {
        concern: word(task.kind.words()),
        address: &task.subject,
        owner: task.owner.as_deref(),
        next: &task.next,
        command: pasted(&task.command),
    }
}

fn json_confidence(back: &LookingBack) -> Vec<JsonConfidence<'_>> {
    let mut all = Vec::new();
    for of in &back.confidence {
        all.extend(of.levels.iter().map(|level| JsonConfidence {
            team: of.team.as_deref(),
            low: level.low,
            high: level.high,
            all: level.all,
            delivered: level.delivered,
        }));
    }
    all
}

/// The JSON Schema of the agenda as JSON.
#[must_use]
pub fn schema() -> serde_json::Value {
    crate::render::json::schema_of::<Output<'_>>()
}
