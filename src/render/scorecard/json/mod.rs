//! The JSON contract of `okr grade` and `okr status`, version 1. Fields are added, never renamed or removed. Scores and
//! ratios are numbers in full precision or null; words of several parts are joined by `_`.

mod watched;

use crate::goals::Day;
use crate::goals::values::{Ambition, Level};
use crate::quantity::Quantity;
use crate::score::{
    Band, Calibration, Cancelled, Figures, GuardrailMark, Judged, KeyResultCard, Kind, Means, ObjectiveCard,
    Original, Projection, Promises, Reading, Scorecard, Takes, TeamCard, Weakest, in_own_unit,
};
use serde::Serialize;
use watched::Watched;

#[derive(Serialize)]
struct Output<'c> {
    version: u32,
    quarter: String,
    as_of: String,
    score: Option<f64>,
    band: Option<&'static str>,
    calibration: Option<String>,
    teams: Vec<Team<'c>>,
    #[serde(flatten)]
    watched: Option<Watched<'c>>,
    weakest: Option<JsonWeakest<'c>>,
    ended: bool,
    #[serde(flatten)]
    outlook: Outlook<'c>,
    promises: JsonPromises,
    stretch_score: Option<f64>,
}

/// How something above the key results stands, and the other means of it.
#[derive(Serialize)]
struct Outlook<'c> {
    status: String,
    reason: &'c str,
    /// What is to be expected at the end.
    expected_score: Option<f64>,
    /// Against the numbers that were agreed at first.
    first_agreed_score: Option<f64>,
    /// With what was given up in mid-quarter.
    score_with_cancelled: Option<f64>,
}

#[derive(Serialize)]
struct JsonPromises {
    kept: usize,
    made: usize,
}

#[derive(Serialize)]
struct JsonCancelled<'c> {
    date: Option<String>,
    reason: Option<&'c str>,
}

#[derive(Serialize)]
struct Team<'c> {
    team: &'c str,
    level: &'static str,
    score: Option<f64>,
    band: Option<&'static str>,
    objectives: Vec<Objective<'c>>,
    calibration: Option<String>,
    weakest: Option<JsonWeakest<'c>>,
    #[serde(flatten)]
    outlook: Outlook<'c>,
    promises: JsonPromises,
    stretch_score: Option<f64>,
}

#[derive(Serialize)]
struct Objective<'c> {
    address: &'c str,
    objective: &'c str,
    ambition: &'static str,
    score: Option<f64>,
    band: Option<&'static str>,
    guardrails: Vec<Mark<'c>>,
    key_results: Vec<KeyResult<'c>>,
    owner: Option<&'c str>,
    weight: f64,
    weakest: Option<JsonWeakest<'c>>,
    left_out: &'c [String],
    #[serde(flatten)]
    outlook: Outlook<'c>,
    cancelled: Option<JsonCancelled<'c>>,
}

#[derive(Serialize)]
struct Mark<'c> {
    metric: &'c str,
    state: String,
    name: &'c str,
    reason: &'c str,
}

#[derive(Serialize)]
struct KeyResult<'c> {
    address: &'c str,
    key_result: &'c str,
    kind: &'static str,
    baseline: Option<Value<'c>>,
    /// The one limit of a hold; null for a band, whose limits follow.
    target: Option<Value<'c>>,
    current: Option<Value<'c>>,
    ratio: Option<f64>,
    /// What counts in the mean.
    score: Option<f64>,
    band: Option<&'static str>,
    no_data: bool,
    check_ins: usize,
    #[serde(flatten)]
    standing: Option<Standing<'c>>,
    owner: Option<&'c str>,
    weight: f64,
    metric: Option<&'c str>,
    at_least: Option<Value<'c>>,
    at_most: Option<Value<'c>>,
    stretch: Option<Value<'c>>,
    computed_score: Option<f64>,
    grade: Option<ByHand<'c>>,
    no_data_reason: Option<String>,
    original: Option<JsonOriginal<'c>>,
    /// What counts of several readings: `last`, `sum`, `mean`, `share` or `worst`.
    aggregate: &'static str,
    first_agreed_score: Option<f64>,
    cancelled: Option<JsonCancelled<'c>>,
    /// The day its pace is measured from.
    starts: String,
    phased_targets: Vec<Phase<'c>>,
}

#[derive(Serialize)]
struct Phase<'c> {
    by: String,
    target: Value<'c>,
}

/// What it takes from here; changes a week are in the unit of the target.
#[derive(Serialize)]
struct JsonTakes<'c> {
    text: &'c str,
    per_week: Option<f64>,
    brought_per_week: Option<f64>,
}

/// What only `status` says of a key result.
#[derive(Serialize)]
struct Standing<'c> {
    status: String,
    reason: &'c str,
    projected: Option<Projected<'c>>,
    last_check_in: Option<CheckIn<'c>>,
    confidence: Option<u8>,
    /// The last day that somebody measured or looked.
    last_look: Option<String>,
    expected_score: Option<f64>,
    takes: Option<JsonTakes<'c>>,
}

#[derive(Serialize)]
struct Projected<'c> {
    #[serde(flatten)]
    value: Value<'c>,
    ratio: f64,
    score: f64,
    met_on: Option<String>,
}

#[derive(Serialize)]
struct CheckIn<'c> {
    date: String,
    value: Value<'c>,
    confidence: Option<u8>,
    note: Option<&'c str>,
}

#[derive(Serialize)]
struct ByHand<'c> {
    score: f64,
    reason: Option<&'c str>,
    counts: bool,
}

#[derive(Serialize)]
struct JsonOriginal<'c> {
    baseline: Option<Value<'c>>,
    target: Option<Value<'c>>,
    at_least: Option<Value<'c>>,
    at_most: Option<Value<'c>>,
    ratio: Option<f64>,
    score: Option<f64>,
}

#[derive(Serialize)]
struct JsonWeakest<'c> {
    address: &'c str,
    score: f64,
}

/// A number in the unit it is written in, that unit, and the text as its author wrote it.
#[derive(Serialize)]
struct Value<'c> {
    value: f64,
    unit: String,
    text: &'c str,
}

/// The grades as one JSON object, indented, with a final newline.
pub(super) fn grade(card: &Scorecard) -> String {
    write(&output(card, false))
}

/// The status as one JSON object, indented, with a final newline.
pub(super) fn status(card: &Scorecard) -> String {
    write(&output(card, true))
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
        weight: card.weight,
        weakest: weakest(card.weakest.as_ref()),
        left_out: &card.left_out,
        outlook: outlook(&card.standing, &card.means),
        cancelled: card.cancelled.as_ref().map(cancelled),
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
        }),
        owner: card.owner.as_deref(),
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
    }
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
    }
}

fn value(quantity: &Quantity) -> Value<'_> {
    Value { value: in_own_unit(quantity), unit: quantity.unit_name(), text: quantity.text() }
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
