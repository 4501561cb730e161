//! What a key result's numbers mean today, with the reason in words.

use super::bands::{Band, Bands};
use super::display::two_decimals;
use super::key_result::{Figures, Kind};
use super::no_data::NoData;
use super::pace::{EARLY_DAYS, Projection};
use super::reading::Reading;
use crate::goals::values::Ambition;
use crate::goals::{Day, MetricView, Quarter};
use crate::quantity::Quantity;
use crate::settings::Settings;

/// How a key result stands. Silence is never green.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The quarter has ended: the band of its score.
    Closed(Band),
    /// There is nothing to judge.
    NoData,
    /// The last check-in is older than the cadence allows.
    Stale,
    /// Too early in the quarter for a pace.
    Early,
    /// The line ends in the band delivered.
    OnTrack,
    /// The line ends in the band progressed, or the owner has lost faith.
    AtRisk,
    /// The line ends in the band missed.
    OffTrack,
}

impl Status {
    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Status::Closed(band) => band.name(),
            Status::NoData => "no data",
            Status::Stale => "stale",
            Status::Early => "early",
            Status::OnTrack => "on track",
            Status::AtRisk => "at risk",
            Status::OffTrack => "off track",
        }
    }
}

/// A status with its reason, a sentence part without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// How it stands.
    pub status: Status,
    /// Why.
    pub reason: String,
}

/// The owner's confidence up to which a key result is at risk, whatever its pace; 1 to 10.
const LOW_CONFIDENCE: u8 = 3;

/// All that a status depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) quarter: Quarter,
    pub(super) first: Day,
    pub(super) last: Day,
    pub(super) as_of: Day,
    pub(super) figures: &'a Figures,
    pub(super) ratio: Option<f64>,
    pub(super) score: Option<f64>,
    /// The reason of the hand-set grade that counts.
    pub(super) by_hand: Option<&'a str>,
    pub(super) no_data: Option<&'a NoData>,
    pub(super) readings: &'a [Reading],
    pub(super) projection: Option<&'a Projection>,
    pub(super) confidence: Option<(u8, Option<Day>)>,
    pub(super) stale_after: i64,
    pub(super) bands: Bands,
    pub(super) ambition: Ambition,
}

/// How many days a last reading may be old: what the settings allow a leading or lagging metric, and never less than its
/// own reporting interval. A key result without a metric counts as leading.
#[must_use]
pub fn stale_after(metric: Option<&MetricView>, settings: &Settings) -> i64 {
    let allowed = match metric {
        Some(metric) if metric.is_lagging() => settings.stale_after_lagging,
        _ => settings.stale_after_leading,
    };
    let cadence = metric.and_then(|metric| metric.metric.cadence.get());
    let interval = cadence.and_then(|cadence| cadence.0.reported.get()).map_or(0, |reported| reported.days());
    allowed.max(interval)
}

/// How many days ago a last check-in was, where that is more than allowed.
#[must_use]
pub fn overdue(latest: Day, as_of: Day, allowed: i64) -> Option<i64> {
    let age = as_of.days_since(latest);
    (age > allowed).then_some(age)
}

/// Decides: closed, then no data, stale, low confidence, pace.
pub(super) fn judge(facts: &Facts) -> Judged {
    closed(facts)
        .or_else(|| no_data(facts))
        .or_else(|| stale(facts))
        .unwrap_or_else(|| with_confidence(facts, by_pace(facts)))
}

fn closed(facts: &Facts) -> Option<Judged> {
    let score = facts.score.filter(|_| facts.as_of > facts.last)?;
    let band = facts.bands.band(score, facts.ambition);
    let shown = two_decimals(score);
    let reason = match (facts.by_hand, facts.no_data) {
        (Some(why), _) => format!("{shown} set by hand: {why}"),
        (None, Some(no_data)) => format!("{no_data}: counts {shown}"),
        (None, None) => format!("{} ended at {shown}", facts.quarter),
    };
    Some(Judged { status: Status::Closed(band), reason })
}

fn no_data(facts: &Facts) -> Option<Judged> {
    let no_data = facts.no_data?;
    let young = facts.as_of < facts.first.plus_days(EARLY_DAYS);
    let status = match no_data {
        NoData::NothingMeasured { .. } if young => Status::Early,
        _ => Status::NoData,
    };
    Some(Judged { status, reason: no_data.to_string() })
}

fn stale(facts: &Facts) -> Option<Judged> {
    let latest = facts.readings.last()?;
    overdue(latest.day, facts.as_of, facts.stale_after).map(|age| Judged {
        status: Status::Stale,
        reason: format!(
            "last check-in {age} days ago, on {}; {} are allowed",
            latest.day.short(),
            facts.stale_after
        ),
    })
}

fn with_confidence(facts: &Facts, judged: Judged) -> Judged {
    match facts.confidence {
        Some((confidence, day)) if confidence <= LOW_CONFIDENCE => {
            let when = day.map_or("at the start".to_owned(), |day| format!("on {}", day.short()));
            let status = match judged.status {
                Status::OffTrack => Status::OffTrack,
                _ => Status::AtRisk,
            };
            Judged { status, reason: format!("confidence {confidence} of 10 {when}; {}", judged.reason) }
        }
        _ => judged,
    }
}

fn by_pace(facts: &Facts) -> Judged {
    match facts.figures.kind() {
        _ if facts.as_of < facts.first.plus_days(EARLY_DAYS) => early(facts),
        Kind::Hold => by_limit(facts),
        Kind::Move => facts.projection.map_or_else(|| early(facts), |projection| by_line(facts, projection)),
    }
}

fn early(facts: &Facts) -> Judged {
    let day = facts.as_of.days_since(facts.first) + 1;
    let days = facts.last.days_since(facts.first) + 1;
    let now =
        facts.readings.last().map(|latest| format!("; {} on {}", latest.value.text(), latest.day.short()));
    let reason = format!("day {day} of {days} is too early for a pace{}", now.unwrap_or_default());
    Judged { status: Status::Early, reason }
}

fn by_line(facts: &Facts, projection: &Projection) -> Judged {
    let status = match facts.bands.band(projection.score, facts.ambition) {
        Band::Delivered => Status::OnTrack,
        Band::Progressed => Status::AtRisk,
        Band::Missed => Status::OffTrack,
    };
    Judged { status, reason: line_in_words(facts, projection) }
}

fn line_in_words(facts: &Facts, projection: &Projection) -> String {
    let Figures::Move { baseline: Some(baseline), target: Some(target) } = facts.figures else {
        return String::new();
    };
    let latest = facts.readings.last().map(|latest| latest.value.text()).unwrap_or_default();
    let ratio = facts.ratio.unwrap_or_default();
    let (value, day) = match projection.met_on {
        Some(day) if ratio >= 1.0 => return format!("{latest} on {}: the target is reached", day.short()),
        Some(day) => (target.text(), day),
        None if ratio < 0.0 => return format!("{latest} is worse than the baseline, {}", baseline.text()),
        None if ratio == 0.0 => return format!("still at the baseline, {}", baseline.text()),
        None => (projection.value.text(), facts.last),
    };
    format!("at this pace {value} by {}: grade {}", day.short(), two_decimals(projection.score))
}

fn by_limit(facts: &Facts) -> Judged {
    let Figures::Hold { at_least, at_most } = facts.figures else { return early(facts) };
    let Some(latest) = facts.readings.last() else { return early(facts) };
    let held = facts.readings.iter().filter(|reading| reading.held == Some(true)).count();
    let (value, day, of) = (latest.value.text(), latest.day.short(), facts.readings.len());
    let check_ins = if of == 1 { "check-in" } else { "check-ins" };
    let (status, verdict) = match latest.held {
        Some(true) => (Status::OnTrack, format!("holds {}", limits(at_least.as_ref(), at_most.as_ref()))),
        _ => (Status::OffTrack, format!("breaks {}", limits(at_least.as_ref(), at_most.as_ref()))),
    };
    Judged { status, reason: format!("{value} on {day} {verdict}; {held} of {of} {check_ins} held") }
}

/// Limits in words: `at least 5`, `at most 9`, `5 to 9`.
#[must_use]
pub fn limits(at_least: Option<&Quantity>, at_most: Option<&Quantity>) -> String {
    match (at_least, at_most) {
        (Some(low), Some(high)) => format!("{} to {}", low.text(), high.text()),
        (Some(low), None) => format!("at least {}", low.text()),
        (None, Some(high)) => format!("at most {}", high.text()),
        (None, None) => "no limit".to_owned(),
    }
}
