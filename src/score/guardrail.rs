//! What must not get worse while the rest is chased.

use super::reading::Reading;
use super::units::{at_least as reaches, settle};
use crate::goals::format::Metric;
use crate::goals::{Day, MetricView};
use crate::quantity::{Dimension, Quantity};

/// How a guardrail stands, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GuardrailState {
    /// Every reading was well inside the limit.
    Ok,
    /// There is nothing to judge.
    NoData,
    /// A reading was within the last fifth of what is allowed.
    Near,
    /// A reading was past the limit.
    Breached,
}

impl GuardrailState {
    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            GuardrailState::Ok => "ok",
            GuardrailState::NoData => "no data",
            GuardrailState::Near => "near",
            GuardrailState::Breached => "breached",
        }
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
    /// What people call it.
    pub name: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// How it stands.
    pub state: GuardrailState,
    /// Why, in words; without a full stop.
    pub reason: String,
    /// What the allowance is counted from.
    pub baseline: Option<Quantity>,
    /// The limit from below, computed where it was given as a change.
    pub at_least: Option<Quantity>,
    /// The limit from above, computed where it was given as a change.
    pub at_most: Option<Quantity>,
    /// The latest reading of the quarter.
    pub latest: Option<Reading>,
    /// The reading nearest to a limit or farthest past it.
    pub worst: Option<Reading>,
    /// How many readings were past the limit.
    pub breaches: Breaches,
}

/// The last part of an allowance, in which a reading counts as near.
const NEAR: f64 = 0.2;

/// Judges a guardrail by all its readings from `first` to `last`, both days included and none after `as_of`. Its
/// baseline is its own, else the last reading before the quarter.
#[must_use]
pub fn guardrail(view: &MetricView, first: Day, last: Day, as_of: Day) -> GuardrailCard {
    let own = view.metric.baseline.get().cloned();
    let baseline = own.or_else(|| view.last_before(first).map(|reading| reading.value.clone()));
    let horizon = last.min(as_of);
    let all = view.readings();
    let seen = all.iter().filter(|reading| (first..=horizon).contains(&reading.day));
    let readings: Vec<Reading> = seen.map(Reading::of).collect();
    let card = GuardrailCard {
        metric: view.id().unwrap_or_default().to_owned(),
        name: view.name().to_owned(),
        owner: view.owner().map(str::to_owned),
        state: GuardrailState::NoData,
        reason: String::new(),
        baseline,
        at_least: None,
        at_most: None,
        latest: None,
        worst: None,
        breaches: Breaches::default(),
    };
    judged(card, view.metric, readings)
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
        latest: None,
        worst: None,
        breaches: Breaches::default(),
    }
}

fn judged(mut card: GuardrailCard, metric: &Metric, mut readings: Vec<Reading>) -> GuardrailCard {
    if let Err(reason) = set_limits(&mut card, metric, &mut readings) {
        return GuardrailCard { reason, ..card };
    }
    for reading in &mut readings {
        reading.held = Some(room(&card, reading).distance >= 0.0);
    }
    let with_room = readings.iter().map(|reading| (room(&card, reading), reading));
    let Some((room, worst)) = with_room.reduce(|a, b| if b.0 < a.0 { b } else { a }) else {
        return GuardrailCard { reason: "no reading in the quarter".to_owned(), ..card };
    };
    let breached = readings.iter().filter(|reading| reading.held == Some(false)).count();
    card.state = match worst.held {
        Some(false) => GuardrailState::Breached,
        _ if room.share <= NEAR + 1e-9 => GuardrailState::Near,
        _ => GuardrailState::Ok,
    };
    card.breaches = Breaches { breached, readings: readings.len() };
    card.worst = Some(worst.clone());
    card.latest = readings.last().cloned();
    card.reason = reason(&card);
    card
}

/// Fills in the limits of a card, and brings its numbers and readings to one unit system.
fn set_limits(card: &mut GuardrailCard, metric: &Metric, readings: &mut [Reading]) -> Result<(), String> {
    let (increase, decrease) = (metric.max_increase.get(), metric.max_decrease.get());
    card.at_least = metric.at_least.get().cloned();
    card.at_most = metric.at_most.get().cloned();
    let figures = [&mut card.baseline, &mut card.at_least, &mut card.at_most].into_iter().flatten();
    let values = readings.iter_mut().map(|reading| &mut reading.value);
    settle(figures.chain(values).collect()).map_err(|no_data| no_data.to_string())?;
    if increase.is_some() || decrease.is_some() {
        let Some(from) = &card.baseline else {
            return Err("no baseline: no reading from before the quarter".to_owned());
        };
        let by = |change: Option<&Quantity>, sign: f64| -> Result<Option<Quantity>, String> {
            let Some(change) = change else { return Ok(None) };
            Ok(Some(from.with_value(from.value() + sign * allowance(from, change)?)))
        };
        let (highest, lowest) = (by(increase, 1.0)?, by(decrease, -1.0)?);
        // Of two limits on one side the stricter counts.
        card.at_most = stricter(card.at_most.take(), highest, |a, b| a < b);
        card.at_least = stricter(card.at_least.take(), lowest, |a, b| a > b);
    }
    if card.at_least.is_none() && card.at_most.is_none() {
        return Err("it has no limit".to_owned());
    }
    Ok(())
}

fn stricter(a: Option<Quantity>, b: Option<Quantity>, first: fn(f64, f64) -> bool) -> Option<Quantity> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if first(a.value(), b.value()) { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// How far a value may move from the baseline, in its base unit: `5%` is a share of the baseline, anything else an amount.
fn allowance(from: &Quantity, change: &Quantity) -> Result<f64, String> {
    let points_of_percent = from.dimension() == Dimension::Percent && change.dimension() == Dimension::Points;
    if change.dimension() == Dimension::Percent {
        return Ok(from.value().abs() * change.value().abs() / 100.0);
    }
    let amount = change.with_unit_of(from);
    if points_of_percent || amount.dimension() == from.dimension() || from.is_bare() {
        return Ok(amount.value().abs());
    }
    Err(format!("`{}` and `{}` cannot be compared", from.text(), change.text()))
}

/// How far a reading is inside the limits; negative past them.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Room {
    /// As a share of what is allowed; 1 where that is not known.
    share: f64,
    /// In base units.
    distance: f64,
}

/// The room on the tighter side. The allowance runs from the baseline to the limit, and in a band without a baseline from
/// its middle.
fn room(card: &GuardrailCard, reading: &Reading) -> Room {
    let value = reading.value.value();
    let number = |quantity: &Option<Quantity>| quantity.as_ref().map(Quantity::value);
    let (low, high) = (number(&card.at_least), number(&card.at_most));
    let middle = low.zip(high).map(|(low, high)| low / 2.0 + high / 2.0);
    let start = number(&card.baseline).or(middle);
    let side = |limit: Option<f64>, sign: f64| {
        let limit = limit?;
        let inside = if sign > 0.0 { reaches(limit, value) } else { reaches(value, limit) };
        let distance = sign * (limit - value);
        let distance = if inside { distance.max(0.0) } else { distance };
        let allowed = start.map(|start| sign * (limit - start)).filter(|allowed| *allowed > 0.0);
        let share = allowed.map_or(if inside { 1.0 } else { distance }, |allowed| distance / allowed);
        Some(Room { share, distance })
    };
    let sides = [side(high, 1.0), side(low, -1.0)];
    let tighter = sides.into_iter().flatten().reduce(|a, b| if b < a { b } else { a });
    tighter.unwrap_or(Room { share: 1.0, distance: 0.0 })
}

fn reason(card: &GuardrailCard) -> String {
    let limits = super::status::limits(card.at_least.as_ref(), card.at_most.as_ref());
    let Some(worst) = &card.worst else { return limits };
    let (value, day) = (worst.value.text(), worst.day.short());
    match card.state {
        GuardrailState::Breached => {
            let back = card.latest.as_ref().filter(|latest| latest.held == Some(true));
            let back = back.map(|latest| {
                format!("; back inside with {} on {}", latest.value.text(), latest.day.short())
            });
            format!("{value} on {day}, allowed is {limits}{}", back.unwrap_or_default())
        }
        GuardrailState::Near => format!("{value} on {day} is close to the limit, {limits}"),
        _ => limits,
    }
}
