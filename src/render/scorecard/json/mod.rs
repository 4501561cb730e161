//! The JSON contract of `okr grade` and `okr status`, version 1. Fields are added, never renamed or removed. Scores and
//! ratios are numbers in full precision or null; words of several parts are joined by `_`.

mod bets;
mod key_result;
mod since;
mod watched;

use crate::goals::values::names_of;
use crate::render::json::{JsonValue as Value, value, word};
use crate::review::Since;
use crate::score::{
    Band, Calibration, Cancelled, EarlierGrades, GuardrailMark, Judged, Means, ObjectiveCard, Promises,
    Reading, Removed, Scorecard, TeamCard, Weakest,
};
use bets::{Attention, JsonBet, needed};
pub(super) use key_result::kind;
use key_result::{KeyResult, key_result};
use schemars::JsonSchema;
use serde::Serialize;
use since::JsonSince;
use watched::Watched;

/// What `okr status` and `okr grade` print with `--format json`. Fields are added, never renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr status and okr grade")]
struct Output<'c> {
    #[schemars(extend("const" = 1))]
    version: u32,
    /// As `2026-Q1`.
    quarter: String,
    /// The day that everything is looked at from.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// From 0 to 1; null where nothing can be scored.
    score: Option<f64>,
    /// The band of the score, as `delivered`; null without a score.
    band: Option<&'static str>,
    /// What the scores say about how goals are set, as `healthy_stretch`; null where they say nothing.
    calibration: Option<String>,
    teams: Vec<Team<'c>>,
    #[serde(flatten)]
    watched: Option<Watched<'c>>,
    /// The key result with the lowest score.
    weakest: Option<JsonWeakest<'c>>,
    /// Whether the quarter is over on that day.
    ended: bool,
    #[serde(flatten)]
    outlook: Outlook<'c>,
    /// Committed objectives, and how many of them were delivered.
    promises: JsonPromises,
    /// The mean score of aspirational objectives.
    stretch_score: Option<f64>,
    /// What needs somebody now; of `status` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    attention: Option<Vec<Attention>>,
    /// What the quarters before came to, the latest first; of `grade` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<Vec<Earlier<'c>>>,
    /// Key results that were agreed at first and are gone, as far as git tells.
    removed: Vec<JsonRemoved<'c>>,
    /// What changed since an earlier day; of `status --since` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<JsonSince<'c>>,
}

/// The status of something above key results, and its other means.
#[derive(Serialize, JsonSchema)]
struct Outlook<'c> {
    /// As `on_track`.
    status: String,
    /// Why the status is what it is.
    reason: &'c str,
    /// What is to be expected at the end.
    expected_score: Option<f64>,
    /// Against the numbers that were agreed at first.
    first_agreed_score: Option<f64>,
    /// Including cancelled goals.
    score_with_cancelled: Option<f64>,
}

/// Committed objectives.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Promises")]
struct JsonPromises {
    /// How many were delivered.
    kept: usize,
    /// How many have a score.
    made: usize,
}

/// When and why it was cancelled.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Cancelled")]
struct JsonCancelled<'c> {
    #[schemars(extend("format" = "date"))]
    date: Option<String>,
    reason: Option<&'c str>,
}

/// What a quarter before came to.
#[derive(Serialize, JsonSchema)]
struct Earlier<'c> {
    /// As `2026-Q1`.
    quarter: String,
    score: Option<f64>,
    band: Option<&'static str>,
    teams: Vec<EarlierTeam<'c>>,
}

#[derive(Serialize, JsonSchema)]
struct EarlierTeam<'c> {
    team: &'c str,
    /// `company`, `team` or `individual`.
    level: &'static str,
    score: Option<f64>,
    band: Option<&'static str>,
}

/// A key result that is gone.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Removed")]
struct JsonRemoved<'c> {
    /// At the time it was agreed.
    address: &'c str,
    key_result: &'c str,
    /// Why, in the words of a revision.
    reason: Option<&'c str>,
    /// What it came to before it went.
    score: Option<f64>,
}

/// Several quarters.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr status and okr grade of several quarters")]
struct Period<'c> {
    #[schemars(extend("const" = 1))]
    version: u32,
    /// As it was asked for: `2026` or `2026-H1`.
    period: &'c str,
    /// The day that everything is looked at from; null where no quarter of the period has objectives.
    #[schemars(extend("format" = "date"))]
    as_of: Option<String>,
    /// Those that have objectives, in order.
    quarters: Vec<Output<'c>>,
}

/// A team, a person or the company.
#[derive(Serialize, JsonSchema)]
struct Team<'c> {
    team: &'c str,
    /// `company`, `team` or `individual`.
    level: &'static str,
    /// From 0 to 1; null where nothing can be scored.
    score: Option<f64>,
    /// The band of the score, as `delivered`; null without a score.
    band: Option<&'static str>,
    objectives: Vec<Objective<'c>>,
    /// What the scores say about how goals are set, as `healthy_stretch`; null where they say nothing.
    calibration: Option<String>,
    /// The key result with the lowest score.
    weakest: Option<JsonWeakest<'c>>,
    #[serde(flatten)]
    outlook: Outlook<'c>,
    /// Committed objectives, and how many of them were delivered.
    promises: JsonPromises,
    /// The mean score of aspirational objectives.
    stretch_score: Option<f64>,
}

/// An objective with its key results.
#[derive(Serialize, JsonSchema)]
struct Objective<'c> {
    /// The name that other goals and `okr explain` use.
    address: &'c str,
    /// Its sentence.
    objective: &'c str,
    /// `committed` or `aspirational`.
    ambition: &'static str,
    /// From 0 to 1; null where nothing can be scored.
    score: Option<f64>,
    /// The band of the score, as `delivered`; null without a score.
    band: Option<&'static str>,
    guardrails: Vec<Mark<'c>>,
    key_results: Vec<KeyResult<'c>>,
    /// Its owner.
    owner: Option<&'c str>,
    owners: Vec<&'c str>,
    /// Its weight in the mean.
    weight: f64,
    /// The key result with the lowest score.
    weakest: Option<JsonWeakest<'c>>,
    /// The addresses of key results that do not count in the mean.
    left_out: &'c [String],
    #[serde(flatten)]
    outlook: Outlook<'c>,
    cancelled: Option<JsonCancelled<'c>>,
    initiatives: Vec<JsonBet<'c>>,
    /// How many more guardrails it names: if there are very many, only the worst are listed.
    guardrails_left_out: usize,
    /// What was learned.
    reflection: Option<&'c str>,
}

/// A guardrail of the objective that is near its limit or breached.
#[derive(Serialize, JsonSchema)]
struct Mark<'c> {
    /// The id of the guardrail.
    metric: &'c str,
    /// As `breached`.
    state: String,
    name: &'c str,
    reason: &'c str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Weakest")]
struct JsonWeakest<'c> {
    address: &'c str,
    score: f64,
}

/// A value with its day.
#[derive(Serialize, JsonSchema)]
struct CheckIn<'c> {
    #[schemars(extend("format" = "date"))]
    date: String,
    value: Value<'c>,
    confidence: Option<u8>,
    note: Option<&'c str>,
}

/// The JSON Schema of what [`grade`] and [`status`] write. Fields of `status` alone are not required.
pub(super) fn schema() -> serde_json::Value {
    crate::render::json::schema_of::<Output<'_>>()
}

/// The JSON Schema of what [`period`] writes.
pub(super) fn period_schema() -> serde_json::Value {
    crate::render::json::schema_of::<Period<'_>>()
}

/// The grades as one JSON object, indented, with a final newline.
pub(super) fn grade(card: &Scorecard) -> String {
    write(&output(card, false))
}

/// The status as one JSON object, indented, with a final newline.
pub(super) fn status(card: &Scorecard) -> String {
    write(&output(card, true))
}

/// The status with what changed since an earlier day.
pub(super) fn since(card: &Scorecard, since: &Since) -> String {
    write(&Output { since: Some(JsonSince::of(since)), ..output(card, true) })
}

/// Several quarters as one JSON object: the objects of each, in order.
pub(super) fn period(name: &str, cards: &[Scorecard], with_status: bool) -> String {
    crate::render::json::pretty(&Period {
        version: 1,
        period: name,
        as_of: cards.first().map(|card| card.as_of.to_string()),
        quarters: cards.iter().map(|card| output(card, with_status)).collect(),
    })
}

fn write(output: &Output) -> String {
    crate::render::json::pretty(output)
}

fn output(card: &Scorecard, with_status: bool) -> Output<'_> {
    Output {
        version: 1,
        quarter: card.quarter.to_string(),
        as_of: card.as_of.to_string(),
        score: card.score,
        band: card.band.map(Band::name),
        calibration: calibration(card.calibration),
        teams: card.teams.iter().map(|card| team(card, with_status)).collect(),
        watched: with_status.then(|| Watched::of(card)),
        weakest: weakest(card.weakest.as_ref()),
        ended: card.ended(),
        outlook: outlook(&card.standing, &card.means),
        promises: promises(card.promises),
        stretch_score: card.stretch,
        attention: with_status.then(|| needed(card)),
        earlier: (!with_status).then(|| card.earlier.iter().map(earlier).collect()),
        removed: card.removed.iter().map(removed).collect(),
        since: None,
    }
}

fn team(card: &TeamCard, with_status: bool) -> Team<'_> {
    Team {
        team: &card.team,
        level: card.level.name(),
        score: card.score,
        band: card.band.map(Band::name),
        objectives: card.objectives.iter().map(|card| objective(card, with_status)).collect(),
        calibration: calibration(card.calibration),
        weakest: weakest(card.weakest.as_ref()),
        outlook: outlook(&card.standing, &card.means),
        promises: promises(card.promises),
        stretch_score: card.stretch,
    }
}

fn outlook<'c>(standing: &'c Judged, means: &Means) -> Outlook<'c> {
    Outlook {
        status: word(standing.status.name()),
        reason: &standing.reason,
        expected_score: standing.expected,
        first_agreed_score: means.first_agreed,
        score_with_cancelled: means.with_cancelled,
    }
}

fn promises(promises: Promises) -> JsonPromises {
    JsonPromises { kept: promises.kept, made: promises.made }
}

fn cancelled(cancelled: &Cancelled) -> JsonCancelled<'_> {
    JsonCancelled { date: cancelled.day.map(|day| day.to_string()), reason: cancelled.reason.as_deref() }
}

fn objective(card: &ObjectiveCard, with_status: bool) -> Objective<'_> {
    Objective {
        address: &card.address,
        objective: &card.objective,
        ambition: card.ambition.name(),
        score: card.score,
        band: card.band.map(Band::name),
        guardrails: card.guardrails.iter().map(mark).collect(),
        key_results: card.key_results.iter().map(|card| key_result(card, with_status)).collect(),
        owner: card.owner.as_deref(),
        owners: owners(card.owner.as_deref()),
        weight: card.weight,
        weakest: weakest(card.weakest.as_ref()),
        left_out: &card.left_out,
        outlook: outlook(&card.standing, &card.means),
        cancelled: card.cancelled.as_ref().map(cancelled),
        initiatives: card.bets.iter().map(JsonBet::of).collect(),
        guardrails_left_out: card.guardrails_left_out,
        reflection: card.reflection.as_deref(),
    }
}

fn mark(mark: &GuardrailMark) -> Mark<'_> {
    Mark { metric: &mark.metric, state: word(mark.state.name()), name: &mark.name, reason: &mark.reason }
}

fn earlier(grades: &EarlierGrades) -> Earlier<'_> {
    Earlier {
        quarter: grades.quarter.to_string(),
        score: grades.score,
        band: grades.band.map(Band::name),
        teams: grades
            .teams
            .iter()
            .map(|team| EarlierTeam {
                team: &team.team,
                level: team.level.name(),
                score: team.score,
                band: team.band.map(Band::name),
            })
            .collect(),
    }
}

fn removed(removed: &Removed) -> JsonRemoved<'_> {
    JsonRemoved {
        address: &removed.address,
        key_result: &removed.key_result,
        reason: removed.reason.as_deref(),
        score: removed.score,
    }
}

fn check_in(reading: &Reading) -> CheckIn<'_> {
    CheckIn {
        date: reading.day.to_string(),
        value: value(&reading.value),
        confidence: reading.confidence,
        note: reading.note.as_deref(),
    }
}

fn weakest(weakest: Option<&Weakest>) -> Option<JsonWeakest<'_>> {
    weakest.map(|weakest| JsonWeakest { address: &weakest.address, score: weakest.score })
}

fn calibration(calibration: Option<Calibration>) -> Option<String> {
    calibration.map(|calibration| word(calibration.name()))
}

/// The names in an owner; none where nobody is named.
fn owners(owner: Option<&str>) -> Vec<&str> {
    owner.map(|owner| names_of(owner).collect()).unwrap_or_default()
}
