//! What a key result's numbers mean today, with the reason in words.

use super::bands::{Band, Bands};
use super::cadence::{GRACE_DAYS, overdue};
use super::figures::{Figures, limits};
use super::forecast::chance_words;
use super::key_result::{Scored, holds, is_reached};
use super::no_data::NoData;
use super::pace::{Basis, Course, EARLY_DAYS, LikelyEnd, Projection, project_total};
use super::reading::Reading;
use crate::goals::values::{Aggregate, Ambition};
use crate::goals::{Cancellation, Day, Quarter};
use crate::quantity::Quantity;

/// The status of a key result, an objective, a team or a quarter. Silence is never green.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The quarter has ended, or a grade was set by hand: the band of its score.
    Closed(Band),
    /// It was cancelled, and counts in no mean.
    Cancelled,
    /// The target is reached, or nothing can break the limit any more.
    Done,
    /// There is nothing to judge.
    NoData,
    /// The last check-in is older than the cadence allows.
    Stale,
    /// Too early for a pace.
    Early,
    /// The pace ends in the band delivered.
    OnTrack,
    /// The pace ends in the band progressed, or confidence is low.
    AtRisk,
    /// The pace ends in the band missed, or a limit can no longer be kept.
    OffTrack,
}

impl Status {
    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Status::Closed(band) => band.name(),
            Status::Cancelled => "cancelled",
            Status::Done => "done",
            Status::NoData => "no data",
            Status::Stale => "stale",
            Status::Early => "early",
            Status::OnTrack => "on track",
            Status::AtRisk => "at risk",
            Status::OffTrack => "off track",
        }
    }

    /// What a projected band means during the quarter.
    #[must_use]
    pub fn of_projected(band: Band) -> Self {
        match band {
            Band::Delivered => Status::OnTrack,
            Band::Progressed => Status::AtRisk,
            Band::Missed => Status::OffTrack,
        }
    }

    /// The projected band that it means; `None` for what is no projection.
    pub(super) fn projected_band(self) -> Option<Band> {
        match self {
            Status::OnTrack => Some(Band::Delivered),
            Status::AtRisk => Some(Band::Progressed),
            Status::OffTrack => Some(Band::Missed),
            _ => None,
        }
    }

    /// The same, or at risk where it would be on track.
    pub(super) fn at_best_at_risk(self) -> Self {
        if self == Status::OnTrack { Status::AtRisk } else { self }
    }
}

/// A status with its reason, a sentence part without a full stop.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Its status.
    pub status: Status,
    /// Why.
    pub reason: String,
    /// The score to expect at the end, 0 to 1; `None` if nothing says.
    pub expected: Option<f64>,
}

/// That something was cancelled during the quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancelled {
    /// Since when; `None` if the file does not say.
    pub day: Option<Day>,
    /// Why; `None` if the file does not say.
    pub reason: Option<String>,
}

impl Cancelled {
    pub(super) fn of(cancellation: Cancellation) -> Self {
        Self { day: cancellation.day, reason: cancellation.reason.map(str::to_owned) }
    }
}

/// The owner's confidence up to which a key result is at risk, whatever its pace; 1 to 10.
const LOW_CONFIDENCE: u8 = 3;
/// How long a confidence counts, in days.
const CONFIDENCE_LASTS: i64 = 28;

/// All that a status depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) quarter: Quarter,
    pub(super) first: Day,
    pub(super) last: Day,
    pub(super) as_of: Day,
    pub(super) figures: &'a Figures,
    pub(super) course: &'a Course,
    pub(super) scored: Option<&'a Scored>,
    /// What counts: the grade set by hand, otherwise the computed score.
    pub(super) score: Option<f64>,
    /// The reason of the hand-set grade that counts.
    pub(super) by_hand: Option<&'a str>,
    /// Since when and why it was cancelled.
    pub(super) cancelled: Option<&'a Cancelled>,
    pub(super) no_data: Option<&'a NoData>,
    /// The day of the next reading, where nothing was measured yet and the metric says how often it is read.
    pub(super) next_reading: Option<Day>,
    pub(super) readings: &'a [Reading],
    /// The last day somebody measured or looked.
    pub(super) last_look: Option<Day>,
    pub(super) projection: Option<&'a Projection>,
    pub(super) confidence: Option<(u8, Option<Day>)>,
    /// How many days the last look may be old, grace included.
    pub(super) allowed: i64,
    pub(super) bands: Bands,
    pub(super) ambition: Ambition,
}

/// Decides: cancelled or closed, then done, no data, early, stale, pace with confidence.
pub(super) fn judge(facts: &Facts) -> Judged {
    cancelled(facts)
        .or_else(|| closed(facts))
        .or_else(|| done(facts))
        .or_else(|| no_data(facts))
        .or_else(|| young(facts))
        .or_else(|| stale(facts))
        .or_else(|| stale_value(facts))
        .or_else(|| first_value(facts))
        .unwrap_or_else(|| with_confidence(facts, by_pace(facts)))
}

fn judged(status: Status, reason: String, expected: Option<f64>) -> Judged {
    Judged { status, reason, expected }
}

fn cancelled(facts: &Facts) -> Option<Judged> {
    Some(given_up(facts.cancelled?))
}

/// The status of what was cancelled.
pub(super) fn given_up(cancelled: &Cancelled) -> Judged {
    let since = cancelled.day.map_or(String::new(), |day| format!(" on {}", day.short()));
    let why = cancelled.reason.as_ref();
    let why = why.map_or_else(|| ", and no reason is given".to_owned(), |reason| format!(": {reason}"));
    judged(Status::Cancelled, format!("cancelled{since}{why}"), None)
}

fn closed(facts: &Facts) -> Option<Judged> {
    let ended = facts.as_of > facts.last;
    let score = facts.score.filter(|_| ended || facts.by_hand.is_some())?;
    let band = facts.bands.band(score, facts.ambition);
    let shown = facts.bands.text(score);
    let reason = match (facts.by_hand, facts.no_data) {
        (Some(why), _) => format!("{shown} set by hand: {why}"),
        (None, Some(no_data)) => format!("{no_data}: counts {shown}"),
        (None, None) => format!("{} ended at {shown}", facts.quarter),
    };
    Some(judged(Status::Closed(band), reason, Some(score)))
}

fn done(facts: &Facts) -> Option<Judged> {
    let scored = facts.scored?;
    let latest = facts.readings.last()?;
    let (value, day) = (scored.current.text(), latest.day.short());
    let reason = match facts.figures {
        Figures::Move { .. } => format!("{value} on {day}: the target is reached"),
        Figures::Hold { at_least, .. } => {
            format!("{value} by {day}: {} is reached", limits(at_least.as_ref(), None))
        }
    };
    is_reached(facts.figures, facts.course.aggregate, scored).then(|| judged(Status::Done, reason, Some(1.0)))
}

fn no_data(facts: &Facts) -> Option<Judged> {
    let no_data = facts.no_data?;
    let not_yet = facts.as_of < facts.course.start;
    let is_young = facts.as_of < facts.course.start.plus_days(EARLY_DAYS);
    let next_reading = facts.next_reading.filter(|due| facts.as_of <= due.plus_days(GRACE_DAYS));
    let (status, reason) = match no_data {
        NoData::NothingMeasured { .. } if not_yet && facts.course.start > facts.first => {
            (Status::Early, format!("starts on {}", facts.course.start.short()))
        }
        NoData::NothingMeasured { .. } if is_young => (Status::Early, no_data.to_string()),
        NoData::NothingMeasured { looked: None, .. } if next_reading.is_some() => {
            let due =
                next_reading.map_or_else(String::new, |day| format!("; next reading by {}", day.short()));
            (Status::Early, format!("{no_data}{due}"))
        }
        _ => (Status::NoData, no_data.to_string()),
    };
    Some(judged(status, reason, None))
}

/// In the first two weeks there are numbers and no colour, but for what no later value can mend: that takes no pace.
fn young(facts: &Facts) -> Option<Judged> {
    if facts.as_of >= facts.course.start.plus_days(EARLY_DAYS) || is_broken_for_good(facts) {
        return None;
    }
    let now = now(facts);
    let reason = if facts.as_of < facts.course.start {
        format!("starts on {}{now}", facts.course.start.short())
    } else {
        let day = facts.as_of.days_since(facts.course.start) + 1;
        let days = facts.last.days_since(facts.course.start) + 1;
        format!("day {day} of {days} is too early for a pace{now}")
    };
    Some(judged(Status::Early, reason, None))
}

fn now(facts: &Facts) -> String {
    let latest = facts.readings.last();
    latest.map_or_else(String::new, |latest| format!("; {} on {}", latest.value.text(), latest.day.short()))
}

fn stale(facts: &Facts) -> Option<Judged> {
    let looked = facts.last_look?;
    let age = overdue(looked, facts.as_of, facts.allowed)?;
    let reason =
        format!("last check-in {age} days ago, on {}; {} are allowed", looked.short(), facts.allowed);
    Some(judged(Status::Stale, reason, facts.projection.map(|projection| projection.score)))
}

/// Somebody looks, and nobody measures: a look shows that a key result is not forgotten, and no more. After twice the time that is
/// allowed between check-ins the last value tells nothing of today.
fn stale_value(facts: &Facts) -> Option<Judged> {
    let (latest, looked) = (facts.readings.last()?, facts.last_look?);
    let age = overdue(latest.day, facts.as_of, 2 * facts.allowed).filter(|_| looked > latest.day)?;
    let (since, looked) = (latest.day.short(), looked.short());
    let reason = format!("no new value for {age} days, since {since}; looked at on {looked}");
    Some(judged(Status::Stale, reason, facts.projection.map(|projection| projection.score)))
}

/// Whether a limit was broken in a way that nothing measured later can mend: what counts is the worst value, a total that is past the
/// most that it may be, or a promise that every check-in holds.
fn is_broken_for_good(facts: &Facts) -> bool {
    let Some(scored) = facts.scored else { return false };
    let is_promise = facts.ambition == Ambition::Committed;
    match (facts.figures, facts.course.aggregate) {
        (Figures::Hold { .. }, Aggregate::Worst) => scored.score < 1.0,
        (Figures::Hold { .. }, Aggregate::Share) => is_promise && scored.score < 1.0,
        (Figures::Hold { at_most: Some(most), .. }, Aggregate::Sum) => {
            !holds(None, Some(most), scored.current.value())
        }
        // Of a total that should stay low some of the score is left beyond the target.
        (Figures::Move { .. }, Aggregate::Sum) => {
            facts.figures.is_falling() && facts.bands.band(scored.score, facts.ambition) == Band::Missed
        }
        _ => false,
    }
}

/// A value from the first two weeks says nothing about the pace, whenever it is looked at.
fn first_value(facts: &Facts) -> Option<Judged> {
    let latest = facts.readings.last()?;
    let is_early = latest.day < facts.course.start.plus_days(EARLY_DAYS) && !is_broken_for_good(facts);
    let reason =
        || format!("{} on {} is too early a value for a pace", latest.value.text(), latest.day.short());
    is_early.then(|| judged(Status::Early, reason(), None))
}

fn with_confidence(facts: &Facts, judged: Judged) -> Judged {
    let Some((confidence, day)) = facts.confidence else { return judged };
    let said = day.unwrap_or(facts.course.start);
    if confidence > LOW_CONFIDENCE || facts.as_of.days_since(said) > CONFIDENCE_LASTS {
        return judged;
    }
    let when = day.map_or("at the start".to_owned(), |day| format!("on {}", day.short()));
    Judged {
        status: judged.status.at_best_at_risk(),
        reason: format!("confidence {confidence} of 10 {when}; {}", judged.reason),
        ..judged
    }
}

fn by_pace(facts: &Facts) -> Judged {
    match (facts.figures, facts.scored) {
        (Figures::Hold { .. }, Some(scored)) => by_limit(facts, scored),
        (Figures::Move { .. }, Some(scored)) => match facts.projection {
            Some(projection) => by_projection(facts, scored, projection),
            None => judged(Status::Early, format!("no pace from one day{}", now(facts)), None),
        },
        (_, None) => judged(Status::NoData, "nothing to judge".to_owned(), None),
    }
}

fn by_projection(facts: &Facts, scored: &Scored, projection: &Projection) -> Judged {
    let status = Status::of_projected(projection.band);
    judged(status, projection_in_words(facts, scored, projection), Some(projection.score))
}

fn projection_in_words(facts: &Facts, scored: &Scored, projection: &Projection) -> String {
    let Figures::Move { baseline: Some(baseline), target: Some(target) } = facts.figures else {
        return String::new();
    };
    let (value, day) = match projection.met_on {
        Some(day) => (target.text(), day),
        None => (projection.value.text(), facts.last),
    };
    // A total begins at nothing, whatever the total before it was.
    let is_total = facts.course.aggregate == Aggregate::Sum;
    if is_broken_for_good(facts) {
        return format!("{} in all is past {}, for good", scored.current.text(), target.text());
    }
    let ratio = scored.ratio.filter(|_| !is_total).unwrap_or(1.0);
    if let Some(likely) = &projection.likely {
        return likely_in_words(facts, projection, likely, (ratio < 0.0).then(|| baseline.text()));
    }
    let grade = facts.bands.text(projection.score);
    let ends = format!("{value} by {}: grade {grade}", day.short());
    match (projection.basis, projection.worse_since) {
        (Basis::Plan, _) => format!("measured against the plan, {ends}"),
        (Basis::Level, _) if facts.course.aggregate == Aggregate::Mean => {
            format!("if the mean stays there, {ends}")
        }
        (Basis::Level, _) => format!("if it stays there, {ends}"),
        (Basis::Forecast, _) => format!("smoothed, {ends}"),
        (Basis::Slope, Some(since)) => {
            let falls = target.value() > baseline.value();
            let way = if falls { "falling" } else { "rising" };
            format!("{way} since {}; at this pace {ends}", since.short())
        }
        _ if ratio < 0.0 => {
            format!("{} is worse than the baseline, {}", scored.current.text(), baseline.text())
        }
        _ if ratio == 0.0 => format!("no further than the baseline, {}", baseline.text()),
        (Basis::Slope, None) => {
            let is_budget = is_total && facts.figures.is_falling();
            format!("{} of late; at this pace {ends}", if is_budget { "faster" } else { "slower" })
        }
        // Two values may be noise, and are no pace where the second is worse.
        (Basis::Line, Some(since)) => {
            let falls = target.value() > baseline.value();
            let way = if falls { "falling" } else { "rising" };
            format!("{way} since {}; on the line from the start {ends}", since.short())
        }
        (Basis::Line, None) => format!("at this pace {ends}"),
    }
}

/// `likely 31–38% by 31 Mar: grade 0.62 to 1.00; 3 in 10 to reach the target`.
fn likely_in_words(
    facts: &Facts,
    projection: &Projection,
    likely: &LikelyEnd,
    worse_than: Option<&str>,
) -> String {
    let mut words = format!("{}: grade {}", likely.likely.words(), likely.grades(facts.bands));
    if let Some(baseline) = worse_than {
        words = format!("worse than the baseline, {baseline}; {words}");
    }
    words.push_str(&format!("; {} to reach the target", chance_words(likely.chance)));
    if projection.band != facts.bands.band(projection.score, facts.ambition) {
        let status = Status::of_projected(projection.band).name();
        words.push_str(&format!("; the range does not rule out {status}"));
    }
    words
}

fn by_limit(facts: &Facts, scored: &Scored) -> Judged {
    match facts.course.aggregate {
        Aggregate::Share => by_share(facts, scored),
        Aggregate::Sum => by_budget(facts, scored),
        aggregate => by_one_value(facts, scored, aggregate),
    }
}

fn wanted(facts: &Facts) -> String {
    match facts.figures {
        Figures::Hold { at_least, at_most } => limits(at_least.as_ref(), at_most.as_ref()),
        Figures::Move { .. } => String::new(),
    }
}

/// The share that held is the best guess of what it will be. One that breaks now is not on track, and a commitment that was
/// broken once cannot be kept any more.
fn by_share(facts: &Facts, scored: &Scored) -> Judged {
    let Some(latest) = facts.readings.last() else { return judged(Status::NoData, String::new(), None) };
    let held = facts.readings.iter().filter(|reading| reading.held == Some(true)).count();
    let (value, day, of) = (latest.value.text(), latest.day.short(), facts.readings.len());
    let check_ins = if of == 1 { "check-in" } else { "check-ins" };
    let verdict = if latest.held == Some(true) { "holds" } else { "breaks" };
    let reason = format!("{value} on {day} {verdict} {}; {held} of {of} {check_ins} held", wanted(facts));
    let band = facts.bands.band(scored.score, facts.ambition);
    if is_broken_for_good(facts) {
        let reason = format!("{reason}, so the promise can no longer be kept in full");
        return judged(Status::OffTrack, reason, Some(scored.score));
    }
    let status = Status::of_projected(band);
    let status = if latest.held == Some(true) { status } else { status.at_best_at_risk() };
    judged(status, reason, Some(scored.score))
}

/// A sum that has to stay within a limit, or reach one, by the last day.
fn by_budget(facts: &Facts, scored: &Scored) -> Judged {
    let Figures::Hold { at_least, at_most } = facts.figures else {
        return judged(Status::NoData, String::new(), None);
    };
    let (total, wanted) = (scored.current.text(), wanted(facts));
    if is_broken_for_good(facts) {
        return judged(Status::OffTrack, format!("{total} in all breaks {wanted}, for good"), Some(0.0));
    }
    let limit = at_most.as_ref().or(at_least.as_ref()).map(Quantity::value);
    let Some(projected) = project_total(facts.readings, facts.course, limit) else {
        return judged(Status::Early, format!("no pace from one day{}", now(facts)), None);
    };
    let holds = holds(at_least.as_ref(), at_most.as_ref(), projected);
    let expected = f64::from(u8::from(holds));
    let status = Status::of_projected(facts.bands.band(expected, facts.ambition));
    let value = scored.current.with_value(projected);
    let how = if facts.course.phases.is_empty() { "at this pace" } else { "measured against the plan," };
    let reason = format!("{total} so far; {how} {} by {}, {wanted}", value.text(), facts.last.short());
    judged(status, reason, Some(expected))
}

/// Where one number counts of all values: the worst, the mean, or the last.
fn by_one_value(facts: &Facts, scored: &Scored, aggregate: Aggregate) -> Judged {
    let (value, wanted) = (scored.current.text(), wanted(facts));
    let status = Status::of_projected(facts.bands.band(scored.score, facts.ambition));
    let reason = match (aggregate, scored.score == 1.0) {
        (Aggregate::Worst, true) => format!("{value} at worst holds {wanted}"),
        (Aggregate::Worst, false) => {
            let broken = facts.readings.iter().filter(|reading| reading.held == Some(false)).count();
            let times = if broken == 1 { "once".to_owned() } else { format!("{broken} times") };
            format!("{value} broke {wanted}; broken {times}, which can no longer be made good")
        }
        (Aggregate::Mean, true) => format!("{value} on average holds {wanted}"),
        (Aggregate::Mean, false) => format!("{value} on average breaks {wanted}"),
        (_, true) => format!("{value} holds {wanted}"),
        (_, false) => format!("{value} breaks {wanted}"),
    };
    judged(status, reason, Some(scored.score))
}
