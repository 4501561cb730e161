//! A key result in the JSON of `okr grade` and `okr status`.

use super::watched::JsonUnusual;
use super::{CheckIn, JsonCancelled, cancelled, check_in, owners, word};
use crate::goals::Day;
use crate::quantity::Quantity;
use crate::render::json::{JsonValue as Value, value};
use crate::score::{
    Addition, Band, Figures, KeyResultCard, Kind, LikelyEnd, Original, Projection, Takes, in_own_unit,
};
use schemars::JsonSchema;
use serde::Serialize;

/// A key result with what counts for its score.
#[derive(Serialize, JsonSchema)]
pub(super) struct KeyResult<'c> {
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
    /// When it got the numbers that it lacked at first, where much of the quarter was over by then.
    #[schemars(extend("format" = "date"))]
    numbers_written: Option<String>,
    cancelled: Option<JsonCancelled<'c>>,
    /// The day its pace is measured from.
    #[schemars(extend("format" = "date"))]
    starts: String,
    phased_targets: Vec<Phase<'c>>,
    /// That it came after the quarter's goals were settled.
    added: Option<Added<'c>>,
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
    /// Whether the next look is due: the cadence has passed since the last one, or since the start, and it is not stale yet.
    due: bool,
    /// What was noted last.
    note: Option<JsonNote<'c>>,
    unusual: Option<JsonUnusual<'c>>,
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

#[derive(Serialize, JsonSchema)]
struct JsonNote<'c> {
    /// Of the check-in or reading it was written on.
    date: String,
    text: &'c str,
}

/// That a key result came late.
#[derive(Serialize, JsonSchema)]
struct Added<'c> {
    /// Of the revision that says so; null where git alone tells.
    #[schemars(extend("format" = "date"))]
    date: Option<String>,
    reason: Option<&'c str>,
}

pub(super) fn key_result(card: &KeyResultCard, with_status: bool) -> KeyResult<'_> {
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
            projected: card.projected.as_deref().map(projected),
            last_check_in: card.current().map(check_in),
            confidence: card.confidence.map(|(confidence, _)| confidence),
            last_look: card.last_look.map(|day| day.to_string()),
            expected_score: card.expected,
            takes: card.takes.as_ref().map(|takes| takes_in_unit(takes, card)),
            due: card.is_due,
            note: card.note.as_ref().map(|(day, text)| JsonNote { date: day.to_string(), text }),
            unusual: card.unusual.as_deref().map(JsonUnusual::of),
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
        original: card.original.as_deref().map(original),
        aggregate: card.aggregate.name(),
        first_agreed_score: card.means().first_agreed,
        numbers_written: card.filled_in.map(|day| day.to_string()),
        cancelled: card.cancelled.as_ref().map(cancelled),
        starts: card.start.to_string(),
        phased_targets: card.phases.iter().map(phase).collect(),
        added: card.added.as_ref().map(added),
    }
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

fn original(original: &Original) -> JsonOriginal<'_> {
    let (at_least, at_most) = limits(&original.figures);
    let (baseline, target) = match &original.figures {
        Figures::Move { baseline, target } => (baseline.as_ref().map(value), target.as_ref().map(value)),
        Figures::Hold { .. } => (None, None),
    };
    JsonOriginal { baseline, target, at_least, at_most, ratio: original.ratio, score: original.score }
}

fn limits(figures: &Figures) -> (Option<Value<'_>>, Option<Value<'_>>) {
    match figures {
        Figures::Move { .. } => (None, None),
        Figures::Hold { at_least, at_most } => (at_least.as_ref().map(value), at_most.as_ref().map(value)),
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

fn added(added: &Addition) -> Added<'_> {
    Added { date: added.day.map(|day| day.to_string()), reason: added.reason.as_deref() }
}

pub(in crate::render::scorecard) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Move => "move",
        Kind::Hold => "hold",
    }
}
