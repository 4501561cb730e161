//! The JSON contract of `okr grade` and `okr status`, version 1. Fields are added, never renamed or removed. Scores and
//! ratios are numbers in full precision or null; words of several parts are joined by `_`.

mod bets;
mod since;
mod watched;

use crate::goals::Day;
use crate::goals::values::names_of;
use crate::goals::values::{Ambition, Level};
use crate::quantity::Quantity;
use crate::render::json::{JsonValue as Value, value};
use crate::review::Since;
use crate::score::{
    Addition, Band, Calibration, Cancelled, EarlierGrades, Figures, GuardrailMark, Judged, KeyResultCard,
    Kind, LikelyEnd, Means, ObjectiveCard, Original, Projection, Promises, Reading, Removed, Scorecard,
    Takes, TeamCard, Weakest, in_own_unit,
};
use bets::{Attention, JsonBet, needed};
use schemars::JsonSchema;
use serde::Serialize;
use since::JsonSince;
use watched::{JsonUnusual, Watched};

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
}

/// That a key result came late.
#[derive(Serialize, JsonSchema)]
struct Added<'c> {
    /// Of the revision that says so; null where git alone tells.
    #[schemars(extend("format" = "date"))]
    date: Option<String>,
    reason: Option<&'c str>,
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

/// A key result with what counts for its score.
#[derive(Serialize, JsonSchema)]
struct KeyResult<'c> {
    /// The name that other goals and `okr explain` use.
    address: &'c str,
    /// Its sentence.
    key_result: &'c str,
    /// `move` to a target or `hold` within limits.
    kind: &'static str,
    /// Where it starts.
    baseline: Option<Value<'c>>,
    /// The one limit of a hold; null for a band, whose limits follow.
    target: Option<Value<'c>>,
    /// Its place.
    current: Option<Value<'c>>,
    /// The share of the distance from baseline to target, not cut at 0 and 1.
    ratio: Option<f64>,
    /// What counts in the mean.
    score: Option<f64>,
    /// The band of the score, as `delivered`; null without a score.
    band: Option<&'static str>,
    /// Whether there is nothing to score.
    no_data: bool,
    /// How many check-ins count.
    check_ins: usize,
    #[serde(flatten)]
    standing: Option<Standing<'c>>,
    /// Its owner.
    owner: Option<&'c str>,
    owners: Vec<&'c str>,
    /// Its weight in the mean.
    weight: f64,
    /// The id of the metric whose readings are its check-ins.
    metric: Option<&'c str>,
    /// The lower limit to hold.
    at_least: Option<Value<'c>>,
    /// The upper limit to hold.
    at_most: Option<Value<'c>>,
    stretch: Option<Value<'c>>,
    /// The score by the numbers, beside a grade given by hand.
    computed_score: Option<f64>,
    /// The grade given by hand.
    grade: Option<ByHand<'c>>,
    /// Why there is nothing to score.
    no_data_reason: Option<String>,
    /// The numbers as first agreed, where they were changed later.
    original: Option<JsonOriginal<'c>>,
    /// What counts of several readings: `last`, `sum`, `mean`, `share` or `worst`.
    aggregate: &'static str,
    first_agreed_score: Option<f64>,
    cancelled: Option<JsonCancelled<'c>>,
    /// The day its pace is measured from.
    #[schemars(extend("format" = "date"))]
    starts: String,
    phased_targets: Vec<Phase<'c>>,
    /// That it came after the quarter's goals were settled.
    added: Option<Added<'c>>,
}

/// An intermediate target.
#[derive(Serialize, JsonSchema)]
struct Phase<'c> {
    #[schemars(extend("format" = "date"))]
    by: String,
    target: Value<'c>,
}

/// What it takes from here; changes a week are in the unit of the target.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Takes")]
struct JsonTakes<'c> {
    text: &'c str,
    per_week: Option<f64>,
    brought_per_week: Option<f64>,
}

/// What only `status` says of a key result.
#[derive(Serialize, JsonSchema)]
struct Standing<'c> {
    /// As `on_track`.
    status: String,
    /// Why the status is what it is.
    reason: &'c str,
    /// Where the pace so far leads by the end of the quarter.
    projected: Option<Projected<'c>>,
    last_check_in: Option<CheckIn<'c>>,
    /// From 1 (hopeless) to 10 (certain), as last given.
    confidence: Option<u8>,
    /// The last day that somebody measured or looked.
    #[schemars(extend("format" = "date"))]
    last_look: Option<String>,
    expected_score: Option<f64>,
    takes: Option<JsonTakes<'c>>,
    /// Whether the next look is due: older than the cadence, within the days of grace.
    due: bool,
    /// What was noted last.
    note: Option<JsonNote<'c>>,
    unusual: Option<JsonUnusual<'c>>,
}

#[derive(Serialize, JsonSchema)]
struct JsonNote<'c> {
    /// Of the check-in or reading it was written on.
    date: String,
    text: &'c str,
}

#[derive(Serialize, JsonSchema)]
struct Projected<'c> {
    #[serde(flatten)]
    value: Value<'c>,
    /// The share of the distance by then.
    ratio: f64,
    /// The score by then.
    score: f64,
    /// The day that the target is reached at this pace.
    #[schemars(extend("format" = "date"))]
    met_on: Option<String>,
    /// The range that eight in ten end in; null with fewer than five values.
    likely: Option<JsonLikelyEnd<'c>>,
}

/// The range that a key result is likely to end in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LikelyEnd")]
struct JsonLikelyEnd<'c> {
    low: Value<'c>,
    high: Value<'c>,
    score_low: f64,
    score_high: f64,
    /// The chance to reach the target, 0 to 1.
    chance: f64,
    /// The chance to reach the stretch, 0 to 1.
    chance_of_stretch: Option<f64>,
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

/// A grade given by hand.
#[derive(Serialize, JsonSchema)]
struct ByHand<'c> {
    score: f64,
    reason: Option<&'c str>,
    /// Whether it counts instead of the computed score.
    counts: bool,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Original")]
struct JsonOriginal<'c> {
    baseline: Option<Value<'c>>,
    target: Option<Value<'c>>,
    at_least: Option<Value<'c>>,
    at_most: Option<Value<'c>>,
    ratio: Option<f64>,
    score: Option<f64>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Weakest")]
struct JsonWeakest<'c> {
    address: &'c str,
    score: f64,
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
        level: level(card.level),
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
        ambition: ambition(card.ambition),
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

fn key_result(card: &KeyResultCard, with_status: bool) -> KeyResult<'_> {
    let figures = limits(&card.figures);
    KeyResult {
        address: &card.address,
        key_result: &card.key_result,
        kind: kind(card.figures.kind()),
        baseline: card.baseline.as_ref().map(value),
        target: match &card.figures {
            Figures::Move { target: Some(one), .. }
            | Figures::Hold { at_least: Some(one), at_most: None }
            | Figures::Hold { at_least: None, at_most: Some(one) } => Some(value(one)),
            _ => None,
        },
        current: card.value.as_ref().or(card.current().map(|latest| &latest.value)).map(value),
        ratio: card.ratio,
        score: card.score,
        band: card.band.map(Band::name),
        no_data: card.no_data.is_some(),
        check_ins: card.readings.len(),
        standing: with_status.then(|| Standing {
            status: word(card.status.name()),
            reason: &card.reason,
            projected: card.projected.as_ref().map(projected),
            last_check_in: card.current().map(check_in),
            confidence: card.confidence.map(|(confidence, _)| confidence),
            last_look: card.last_look.map(|day| day.to_string()),
            expected_score: card.expected,
            takes: card.takes.as_ref().map(|takes| takes_in_unit(takes, card)),
            due: card.is_due,
            note: card.note.as_ref().map(|(day, text)| JsonNote { date: day.to_string(), text }),
            unusual: card.unusual.as_ref().map(JsonUnusual::of),
        }),
        owner: card.owner.as_deref(),
        owners: owners(card.owner.as_deref()),
        weight: card.weight,
        metric: card.metric.as_deref(),
        at_least: figures.0,
        at_most: figures.1,
        stretch: card.stretch.as_ref().map(value),
        computed_score: card.computed,
        grade: card.by_hand.as_ref().map(|grade| ByHand {
            score: grade.score,
            reason: grade.reason.as_deref(),
            counts: card.is_by_hand(),
        }),
        no_data_reason: card.no_data.as_ref().map(ToString::to_string),
        original: card.original.as_ref().map(original),
        aggregate: card.aggregate.name(),
        first_agreed_score: card.means().first_agreed,
        cancelled: card.cancelled.as_ref().map(cancelled),
        starts: card.start.to_string(),
        phased_targets: card.phases.iter().map(phase).collect(),
        added: card.added.as_ref().map(added),
    }
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
                level: level(team.level),
                score: team.score,
                band: team.band.map(Band::name),
            })
            .collect(),
    }
}

fn removed(removed: &Removed) -> JsonRemoved<'_> {
    JsonRemoved { address: &removed.address, key_result: &removed.key_result }
}

fn added(added: &Addition) -> Added<'_> {
    Added { date: added.day.map(|day| day.to_string()), reason: added.reason.as_deref() }
}

fn phase((by, target): &(Day, Quantity)) -> Phase<'_> {
    Phase { by: by.to_string(), target: value(target) }
}

fn takes_in_unit<'c>(takes: &'c Takes, card: &KeyResultCard) -> JsonTakes<'c> {
    let target = card.target();
    let in_unit = |change: Option<f64>| {
        target.zip(change).map(|(target, change)| in_own_unit(&target.with_value(change)))
    };
    JsonTakes {
        text: &takes.words,
        per_week: in_unit(takes.per_week),
        brought_per_week: in_unit(takes.brought),
    }
}

fn limits(figures: &Figures) -> (Option<Value<'_>>, Option<Value<'_>>) {
    match figures {
        Figures::Move { .. } => (None, None),
        Figures::Hold { at_least, at_most } => (at_least.as_ref().map(value), at_most.as_ref().map(value)),
    }
}

fn original(original: &Original) -> JsonOriginal<'_> {
    let (at_least, at_most) = limits(&original.figures);
    let (baseline, target) = match &original.figures {
        Figures::Move { baseline, target } => (baseline.as_ref().map(value), target.as_ref().map(value)),
        Figures::Hold { .. } => (None, None),
    };
    JsonOriginal { baseline, target, at_least, at_most, ratio: original.ratio, score: original.score }
}

fn projected(projection: &Projection) -> Projected<'_> {
    Projected {
        value: value(&projection.value),
        ratio: projection.ratio,
        score: projection.score,
        met_on: projection.met_on.map(|day: Day| day.to_string()),
        likely: projection.likely.as_ref().map(likely_end),
    }
}

fn likely_end(end: &LikelyEnd) -> JsonLikelyEnd<'_> {
    JsonLikelyEnd {
        low: value(&end.likely.low),
        high: value(&end.likely.high),
        score_low: end.score_low,
        score_high: end.score_high,
        chance: end.chance,
        chance_of_stretch: end.chance_of_stretch,
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

/// `on track` as programs write it: `on_track`.
fn word(name: &str) -> String {
    name.replace([' ', '-'], "_")
}

fn calibration(calibration: Option<Calibration>) -> Option<String> {
    calibration.map(|calibration| word(calibration.name()))
}

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Move => "move",
        Kind::Hold => "hold",
    }
}

pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Company => "company",
        Level::Team => "team",
        Level::Individual => "individual",
    }
}

pub(super) fn ambition(ambition: Ambition) -> &'static str {
    match ambition {
        Ambition::Aspirational => "aspirational",
        Ambition::Committed => "committed",
    }
}

/// The names in an owner; none where nobody is named.
fn owners(owner: Option<&str>) -> Vec<&str> {
    owner.map(|owner| names_of(owner).collect()).unwrap_or_default()
}
