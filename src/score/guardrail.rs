//! What must not get worse while the rest is chased.

use super::cadence::{overdue, reading_allowed, reading_due};
use super::counting::so_far;
use super::figures::{limits, nothing_between};
use super::no_data::NoData;
use super::reading::Reading;
use super::units::{at_least as reaches, refuse_doubt, settle};
use super::unusual::Unusual;
use crate::goals::format::Metric;
use crate::goals::values::Aggregate;
use crate::goals::{Day, Measured, MetricView};
use crate::quantity::{AllowanceDoubt, Dimension, Quantity, allowance};
use crate::settings::Settings;
use strum::{IntoStaticStr, VariantArray};

/// The state of a guardrail, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum GuardrailState {
    /// Every reading was well inside the limit.
    Ok,
    /// There is nothing to judge.
    #[strum(to_string = "no data")]
    NoData,
    /// A reading was past the limit, and the latest is inside again.
    Recovered,
    /// A reading was within the last fifth of what is allowed.
    Near,
    /// The last reading is older than the cadence allows.
    Stale,
    /// The latest reading is past the limit.
    Breached,
}

impl GuardrailState {
    /// Every state, the best first.
    pub const ALL: &[GuardrailState] = GuardrailState::VARIANTS;

    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// How many readings of the quarter were past the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Breaches {
    /// Past the limit.
    pub breached: usize,
    /// All.
    pub readings: usize,
}

/// One guardrail in one quarter.
#[derive(Debug, Clone, PartialEq)]
pub struct GuardrailCard {
    /// The metric's id.
    pub metric: String,
    /// Its display name.
    pub name: String,
    /// Its owner.
    pub owner: Option<String>,
    /// Its state.
    pub state: GuardrailState,
    /// Why, in words; without a full stop.
    pub reason: String,
    /// What the allowance is counted from.
    pub baseline: Option<Quantity>,
    /// The limit from below, computed where it was given as a change.
    pub at_least: Option<Quantity>,
    /// The limit from above, computed where it was given as a change.
    pub at_most: Option<Quantity>,
    /// Its readings of the quarter, oldest first, each with whether it held; where they add up or their mean counts, the
    /// total or the mean so far.
    pub readings: Vec<Reading>,
    /// The latest reading of the quarter.
    pub latest: Option<Reading>,
    /// The last reading before the quarter.
    pub before: Option<Reading>,
    /// The reading nearest to a limit or farthest past it; of several, the latest.
    pub worst: Option<Reading>,
    /// How many readings were past the limit.
    pub breaches: Breaches,
    /// Since when it is breached, or back inside again.
    pub since: Option<Day>,
    /// Whether a breach is an error rather than a warning.
    pub is_critical: bool,
    /// That its latest reading lies where it was not to be expected.
    pub unusual: Option<Box<Unusual>>,
    /// Whether the next reading is due, or overdue: the cadence has passed since the last one, or since the quarter began.
    pub is_due: bool,
    /// How many days old the last reading is, where that is too old, breached or not.
    pub overdue: Option<i64>,
    /// Whether its values are pulled, so that nobody types them.
    pub is_pulled: bool,
    /// Whether it has readings that cannot be judged before its limit is put right.
    pub is_incomplete: bool,
}

/// The days a guardrail is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    /// The quarter's first day.
    pub first: Day,
    /// The quarter's last day.
    pub last: Day,
    /// The day looked from.
    pub as_of: Day,
}

/// The last part of an allowance, in which a reading counts as near.
const NEAR: f64 = 0.2;

/// Judges a guardrail by all its readings of the quarter up to the current day. Its baseline is its own, otherwise the
/// last reading before the quarter. Where its readings add up, their running total is judged, and where their mean counts, the mean so far.
#[must_use]
pub fn guardrail(view: &MetricView, days: Days, settings: &Settings) -> GuardrailCard {
    let horizon = days.last.min(days.as_of);
    let mut all = view.readings();
    all.truncate(all.partition_point(|reading| reading.day <= horizon));
    let (before, inside) = all.split_at(all.partition_point(|reading| reading.day < days.first));
    let own = view.metric.baseline.get().cloned();
    let baseline = own.or_else(|| before.last().map(|reading| reading.value.clone()));
    let card = GuardrailCard {
        metric: view.id().unwrap_or_default().to_owned(),
        name: view.name().to_owned(),
        owner: view.owner().map(str::to_owned),
        baseline,
        before: before.last().map(Reading::of),
        is_critical: view.metric.critical.get() == Some(&true),
        is_pulled: view.is_pulled(),
        ..undefined("")
    };
    let mut card = match inside {
        [] => carried_over(card, view.metric, before.last()),
        inside => {
            let is_over = days.as_of > days.last;
            judged(card, view.metric, inside.iter().map(Reading::of).collect(), is_over)
        }
    };
    card.unusual = Unusual::of_measured(&all).filter(|_| days.as_of <= days.last && !inside.is_empty());
    let allowed = reading_allowed(view, settings);
    let last_reading = all.last().map_or(days.first, |last| last.day);
    card.is_due = days.as_of <= days.last && reading_due(view, last_reading, days.as_of, settings);
    if let Some((last, age)) = all.last().and_then(|last| Some((last, overdue(last.day, horizon, allowed)?)))
    {
        card.overdue = (days.as_of <= days.last).then_some(age);
        grow_stale(&mut card, last, age, allowed);
    }
    card
}

/// A quarter without a reading: a limit that the last one before it broke stays broken until a reading says otherwise. Totals and
/// means begin anew with each quarter.
fn carried_over(card: GuardrailCard, metric: &Metric, last: Option<&Measured>) -> GuardrailCard {
    let unread = judged(card.clone(), metric, Vec::new(), false);
    let begins_anew = matches!(metric.aggregate.get(), Some(Aggregate::Sum | Aggregate::Mean));
    let Some(last) = last.filter(|_| !begins_anew) else { return unread };
    let before = judged(card, metric, vec![Reading::of(last)], false);
    if before.state != GuardrailState::Breached {
        return unread;
    }
    GuardrailCard { readings: Vec::new(), breaches: Breaches::default(), ..before }
}

/// What was fine long ago need not be fine now. A breach stays one until a reading says otherwise.
fn grow_stale(card: &mut GuardrailCard, last: &Measured, age: i64, allowed: i64) {
    let value = card.latest.as_ref().map_or(last.value.text(), |latest| latest.value.text());
    let read = format!("last reading {age} days ago, {value} on {}; {allowed} are allowed", last.day.short());
    let has_limit = card.at_least.is_some() || card.at_most.is_some();
    match card.state {
        GuardrailState::Breached => card.reason.push_str(&format!("; no reading since, for {age} days")),
        GuardrailState::NoData if card.latest.is_some() || !has_limit => {}
        GuardrailState::Recovered => {
            (card.state, card.reason) = (GuardrailState::Stale, format!("{read}; {}", card.reason));
        }
        _ => (card.state, card.reason) = (GuardrailState::Stale, read),
    }
}

/// A guardrail that an objective names and no file defines.
#[must_use]
pub fn undefined(id: &str) -> GuardrailCard {
    GuardrailCard {
        metric: id.to_owned(),
        name: id.to_owned(),
        owner: None,
        state: GuardrailState::NoData,
        reason: "no metric has this id".to_owned(),
        baseline: None,
        at_least: None,
        at_most: None,
        readings: Vec::new(),
        latest: None,
        before: None,
        worst: None,
        breaches: Breaches::default(),
        since: None,
        is_critical: false,
        unusual: None,
        is_due: false,
        overdue: None,
        is_pulled: false,
        is_incomplete: false,
    }
}

/// `is_over` says whether more readings of the quarter may come.
fn judged(
    mut card: GuardrailCard,
    metric: &Metric,
    mut readings: Vec<Reading>,
    is_over: bool,
) -> GuardrailCard {
    if let Err(reason) = set_limits(&mut card, metric, &mut readings) {
        return GuardrailCard { reason, is_incomplete: !readings.is_empty(), ..card };
    }
    let aggregate = metric.aggregate.get().copied().unwrap_or(Aggregate::Last);
    let mut readings = so_far(readings, aggregate);
    // A total has until the quarter's end to become large enough.
    let grows_until = readings.last().map(|last| last.day).filter(|_| aggregate == Aggregate::Sum);
    let judges_low = |reading: &Reading| grows_until.is_none_or(|last| is_over && reading.day == last);
    let room = |reading: &Reading| room(&card, reading, judges_low(reading));
    for reading in &mut readings {
        reading.held = Some(room(reading).distance >= 0.0);
    }
    let with_room = readings.iter().map(|reading| (room(reading), reading));
    let Some((room, worst)) = with_room.reduce(|a, b| if b.0 <= a.0 { b } else { a }) else {
        return GuardrailCard { reason: "no reading in the quarter".to_owned(), ..card };
    };
    let is_past = |reading: &Reading| reading.held == Some(false);
    let breached = readings.iter().filter(|reading| is_past(reading)).count();
    card.state = match readings.last() {
        Some(latest) if is_past(latest) => GuardrailState::Breached,
        _ if breached > 0 => GuardrailState::Recovered,
        _ if room.share <= NEAR + 1e-9 => GuardrailState::Near,
        _ => GuardrailState::Ok,
    };
    // The first day of the run of like readings that ends with the latest.
    let run = readings
        .iter()
        .rev()
        .take_while(|reading| is_past(reading) == (card.state == GuardrailState::Breached));
    card.since = run.last().map(|reading| reading.day).filter(|_| breached > 0);
    card.breaches = Breaches { breached, readings: readings.len() };
    card.worst = Some(worst.clone());
    card.latest = readings.last().cloned();
    card.readings = readings;
    card.reason = reason(&card);
    card
}

/// Fills in the limits of a card, and brings its numbers and readings to one unit system.
fn set_limits(card: &mut GuardrailCard, metric: &Metric, readings: &mut [Reading]) -> Result<(), String> {
    let (increase, decrease) = (metric.max_increase.get(), metric.max_decrease.get());
    card.at_least = metric.at_least.get().cloned();
    card.at_most = metric.at_most.get().cloned();
    let figures = [&card.baseline, &card.at_least, &card.at_most].into_iter().flatten();
    let values = readings.iter().map(|reading| &reading.value);
    refuse_doubt(&figures.collect::<Vec<_>>(), &values.collect::<Vec<_>>())
        .map_err(|no_data| no_data.to_string())?;
    let figures = [&mut card.baseline, &mut card.at_least, &mut card.at_most].into_iter().flatten();
    let values = readings.iter_mut().map(|reading| &mut reading.value);
    settle(figures.chain(values).collect()).map_err(|no_data| no_data.to_string())?;
    let is_fixed = card.at_least.is_some() || card.at_most.is_some();
    if card.baseline.is_none() && is_fixed {
        // A fixed limit holds wherever the quarter began.
    } else if increase.is_some() || decrease.is_some() {
        let Some(from) = &card.baseline else {
            return Err("no baseline: no reading from before the quarter".to_owned());
        };
        let by = |change: Option<&Quantity>, sign: f64| -> Result<Option<Quantity>, String> {
            let Some(change) = change else { return Ok(None) };
            if change.value() < 0.0 {
                return Err(format!("`{}` is no allowance: it cannot be negative", change.text()));
            }
            let allowed =
                allowance(from, change, sign < 0.0).map_err(|doubt| in_doubt(from, change, &doubt))?;
            Ok(Some(from.with_exact_value(from.value() + sign * allowed)))
        };
        let (highest, lowest) = (by(increase, 1.0)?, by(decrease, -1.0)?);
        // Of two limits on one side the stricter counts.
        card.at_most = stricter(card.at_most.take(), highest, |a, b| a < b);
        card.at_least = stricter(card.at_least.take(), lowest, |a, b| a > b);
    }
    if card.at_least.is_none() && card.at_most.is_none() {
        return Err("it has no limit".to_owned());
    }
    if let Some(no_data) = nothing_between(card.at_least.as_ref(), card.at_most.as_ref()) {
        return Err(no_data.to_string());
    }
    Ok(())
}

fn stricter(a: Option<Quantity>, b: Option<Quantity>, first: fn(f64, f64) -> bool) -> Option<Quantity> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if first(a.value(), b.value()) { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// Why an allowance is no limit.
fn in_doubt(from: &Quantity, change: &Quantity, doubt: &AllowanceDoubt) -> String {
    let (from, change) = (from.text(), change.text());
    match doubt {
        AllowanceDoubt::OtherUnit => format!("`{from}` and `{change}` cannot be compared"),
        AllowanceDoubt::Unclear(_) | AllowanceDoubt::Limit => {
            NoData::UnclearNumber { value: change.to_owned(), beside: from.to_owned() }.to_string()
        }
    }
}

/// How far a reading is inside the limits; negative past them.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Room {
    /// As a share of what is allowed; 1 where that is not known.
    share: f64,
    /// In base units.
    distance: f64,
}

/// The room on the tighter side. The allowance runs from the baseline to the limit, in a band without a baseline from its
/// middle, and for one limit alone it is as large as the limit itself, or what is left to the end of a scale.
fn room(card: &GuardrailCard, reading: &Reading, judges_low: bool) -> Room {
    let value = reading.value.value();
    let number = |quantity: &Option<Quantity>| quantity.as_ref().map(Quantity::value);
    let (low, high) = (number(&card.at_least), number(&card.at_most));
    let middle = low.zip(high).map(|(low, high)| low / 2.0 + high / 2.0);
    let start = number(&card.baseline).or(middle);
    let side = |limit: &Option<Quantity>, sign: f64| {
        let of_limit = limit.as_ref().map(|limit| alone(limit, sign));
        let limit = number(limit)?;
        let inside = if sign > 0.0 { reaches(limit, value) } else { reaches(value, limit) };
        let distance = sign * (limit - value);
        let distance = if inside { distance.max(0.0) } else { distance };
        let from_start = start.map(|start| sign * (limit - start)).filter(|allowed| *allowed > 0.0);
        let allowed = from_start.or(of_limit.flatten());
        let share = allowed.map_or(if inside { 1.0 } else { distance }, |allowed| distance / allowed);
        Some(Room { share, distance })
    };
    let low_side = side(&card.at_least, -1.0).filter(|_| judges_low);
    let sides = [side(&card.at_most, 1.0), low_side];
    let tighter = sides.into_iter().flatten().reduce(|a, b| if b < a { b } else { a });
    tighter.unwrap_or(Room { share: 1.0, distance: 0.0 })
}

/// How large the allowance of one limit without a baseline is; `None` for a limit of zero or below.
fn alone(limit: &Quantity, sign: f64) -> Option<f64> {
    let end = match limit.dimension() {
        // Growth that may fall below zero has no end.
        Dimension::Percent if limit.value() < 0.0 => return None,
        Dimension::Percent => Some(100.0),
        Dimension::Rating(most) => Some(most),
        _ => None,
    };
    let to_the_end = end.map(|end| end - limit.value()).filter(|_| sign < 0.0);
    Some(to_the_end.unwrap_or(limit.value())).filter(|allowed| *allowed > 0.0)
}

fn reason(card: &GuardrailCard) -> String {
    let limits = limits(card.at_least.as_ref(), card.at_most.as_ref());
    let (Some(worst), Some(latest)) = (&card.worst, &card.latest) else { return limits };
    let (value, day) = (worst.value.text(), worst.day.short());
    let since = card.since.map_or_else(String::new, Day::short);
    match card.state {
        GuardrailState::Breached if worst.day == latest.day => {
            let since =
                if card.since == Some(latest.day) { String::new() } else { format!(", since {since}") };
            format!("{value} on {day}, allowed is {limits}{since}")
        }
        GuardrailState::Breached => {
            let (now, today) = (latest.value.text(), latest.day.short());
            format!("{now} on {today}, allowed is {limits}, since {since}; at worst {value} on {day}")
        }
        GuardrailState::Recovered => {
            format!("breached with {value} on {day}, allowed is {limits}; back inside since {since}")
        }
        GuardrailState::Near if worst.day == latest.day => {
            format!("{value} on {day} is close to the limit, {limits}")
        }
        GuardrailState::Near => {
            let (now, today) = (latest.value.text(), latest.day.short());
            format!("{value} on {day} was close to the limit, {limits}; {now} on {today}")
        }
        _ => limits,
    }
}
