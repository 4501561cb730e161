//! The state of a metric against its target, and its trend.

use super::cadence::{overdue, reading_allowed, reading_due};
use super::counting::what_counts;
use super::forecast::{Likely, Point, smooth};
use super::pace::Bounds;
use super::reading::Reading;
use super::units::{at_least as reaches, beside, refuse_doubt, settle};
use super::unusual::Unusual;
use crate::goals::values::{Aggregate, Better, Indicator};
use crate::goals::{Day, MetricRole, MetricView, Quarter};
use crate::quantity::Quantity;
use crate::settings::Settings;
use strum::IntoStaticStr;

/// The state of a metric against the target of its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricStatus {
    /// At the target or better.
    OnTarget,
    /// At 0.8 of it or better.
    Near,
    /// Farther away.
    Off,
}

impl MetricStatus {
    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MetricStatus::OnTarget => "on target",
            MetricStatus::Near => "near",
            MetricStatus::Off => "off",
        }
    }
}

/// Which way a metric moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Movement {
    /// More than 2% up.
    Up,
    /// More than 2% down.
    Down,
    /// Within 2%.
    Flat,
}

impl Movement {
    /// From one value to a later one, both in base units; within two percent of the first it hardly moved.
    #[must_use]
    pub fn between(then: f64, now: f64) -> Self {
        match now - then {
            moved if moved.abs() <= FLAT * then.abs() * (1.0 + 1e-9) => Movement::Flat,
            moved if moved > 0.0 => Movement::Up,
            _ => Movement::Down,
        }
    }

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Whether that is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Verdict {
    /// It moved the way that is better.
    Better,
    /// It moved the other way.
    Worse,
    /// It hardly moved.
    Flat,
}

impl Verdict {
    /// Whether a movement is good.
    #[must_use]
    pub fn of(movement: Movement, better: Better) -> Self {
        match (movement, better) {
            (Movement::Flat, _) => Verdict::Flat,
            (Movement::Up, Better::Higher) | (Movement::Down, Better::Lower) => Verdict::Better,
            _ => Verdict::Worse,
        }
    }

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// The latest reading against the one nearest to four weeks before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// Which way it moved.
    pub movement: Movement,
    /// Whether that is good.
    pub verdict: Verdict,
    /// The change as a share of the earlier reading's size: 0.05 is 5% more. `None` from zero.
    pub change: Option<f64>,
    /// The earlier reading.
    pub since: Reading,
}

/// One metric as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricCard {
    /// Its id; empty if it has none.
    pub id: String,
    /// Its display name.
    pub name: String,
    /// The section it is in.
    pub role: MetricRole,
    /// Leading or lagging. An input metric that does not say counts as leading: it drives the north star.
    pub indicator: Option<Indicator>,
    /// The better direction.
    pub better: Better,
    /// Its owner.
    pub owner: Option<String>,
    /// The team that owns it.
    pub team: Option<String>,
    /// The latest reading.
    pub current: Option<Reading>,
    /// What counts beside the target where readings add up over its period, or their mean counts; otherwise the latest reading does.
    pub counted: Option<Counted>,
    /// What it should reach in the period.
    pub target: Option<Quantity>,
    /// What it should reach in the period if all goes very well.
    pub stretch: Option<Quantity>,
    /// Whether the target is for a period that goes on after the quarter.
    pub target_is_later: bool,
    /// The key result whose target it is, where the metric has none of its own.
    pub target_of: Option<String>,
    /// What counts over target, or target over what counts where lower is better; see [`attainment`].
    pub attainment: Option<f64>,
    /// Its status; `None` without a target or a reading.
    pub status: Option<MetricStatus>,
    /// Its trend; `None` with fewer than two readings.
    pub trend: Option<Trend>,
    /// The range it is likely to be in on the quarter's last day; `None` with fewer than five readings, and once the
    /// quarter has ended.
    pub likely: Option<Likely>,
    /// The chance to be at the target by then, or better, 0 to 1; `None` without a range or a target.
    pub chance: Option<f64>,
    /// That its latest reading lies where it was not to be expected.
    pub unusual: Option<Box<Unusual>>,
    /// The last twelve readings that can be compared, oldest first.
    pub history: Vec<Reading>,
    /// How many days old the latest reading is, if that is more than its cadence allows.
    pub overdue: Option<i64>,
    /// Whether the next reading is due, or overdue: the cadence has passed since the latest. Of a metric that is only watched
    /// nothing is due unless it says how often it is read.
    pub is_due: bool,
    /// Whether its values are pulled, so that nobody types them.
    pub is_pulled: bool,
    /// The sum over other metrics that its readings are computed from, if it has none of its own.
    pub computed_from: Option<String>,
}

/// A total or a mean of the readings of a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// How it comes from the readings.
    pub aggregate: Aggregate,
    /// What it is so far.
    pub value: Quantity,
    /// What a total comes to at this pace; `None` once its period is over, and of a mean.
    pub pace: Option<TotalPace>,
}

/// A total that still grows.
#[derive(Debug, Clone, PartialEq)]
pub struct TotalPace {
    /// The days of the period up to the latest reading.
    pub days: i64,
    /// All days of the period.
    pub of: i64,
    /// What the total comes to at this pace.
    pub value: Quantity,
}

impl MetricCard {
    /// The latest reading, with what counts so far in place of its value.
    #[must_use]
    pub fn standing(&self) -> Option<Reading> {
        let latest = self.current.clone()?;
        let value = self.counted.as_ref().map_or(latest.value, |counted| counted.value.clone());
        Some(Reading { value, ..latest })
    }
}

/// The aims of the key result that moves a metric.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MovedBy {
    pub(super) target: Quantity,
    pub(super) address: String,
    /// What counts of several values.
    pub(super) aggregate: Aggregate,
    /// What has to be better, for a limit: the other side has none.
    pub(super) side: Option<Better>,
}

/// What counts of the values for a metric: how often they held is told of the key result.
fn of_metric(aggregate: Aggregate) -> Aggregate {
    match aggregate {
        Aggregate::Share | Aggregate::Worst => Aggregate::Last,
        other => other,
    }
}

/// How many readings a sparkline shows.
const HISTORY: usize = 12;
/// How far back a trend looks, in days.
const TREND_DAYS: i64 = 28;
/// What counts as no movement, as a share.
const FLAT: f64 = 0.02;
/// From which share of its target a metric is near it.
pub(crate) const NEAR: f64 = 0.8;

/// Reads a metric up to a day, against its target for a quarter, else that of the key result that moves it. Of a quarter that
/// is no longer on nothing is expected.
#[must_use]
pub(super) fn metric(
    view: &MetricView,
    quarter: Quarter,
    as_of: Day,
    settings: &Settings,
    moved_by: Option<&MovedBy>,
    is_on: bool,
) -> MetricCard {
    let readings = view.readings();
    let mut seen: Vec<Reading> =
        readings.iter().filter(|reading| reading.day <= as_of).map(Reading::of).collect();
    let calendar = view.workspace.calendar;
    let day = as_of.clamp(calendar.first_day(quarter), calendar.last_day(quarter));
    let period = view.period_target_on(day);
    let own = period.and_then(|period| period.target.get()).cloned();
    let last = calendar.last_day(quarter);
    let target_is_later = period
        .and_then(|period| period.period.get())
        .is_some_and(|period| period.contains(last.plus_days(1), calendar));
    let stretch = period.and_then(|period| period.stretch.get());
    // Of values that add up the target is no other than that of their total.
    let own_aggregate = view.metric.aggregate.get().copied();
    let moved_by =
        moved_by.filter(|moved_by| own_aggregate.is_none_or(|own| own == of_metric(moved_by.aggregate)));
    let moved_by = moved_by.filter(|moved_by| moved_by.side.is_none_or(|side| side == view.better()));
    let of_key_result = moved_by.filter(|_| own.is_none()).map(|moved_by| moved_by.aggregate);
    let target_of = moved_by.filter(|_| own.is_none()).map(|moved_by| moved_by.address.clone());
    let mut target = own.or_else(|| moved_by.map(|moved_by| moved_by.target.clone()));
    // One wrong unit spoils that reading, not the rest: readings that cannot be compared with the latest one are left out.
    if let Some(latest) = seen.last().cloned() {
        seen.retain(|reading| fit(&latest, reading));
        target = target.filter(|target| fit_quantity(&latest.value, target));
    }
    // Nothing is said of what may mean several things, and it is shown as it is written.
    let is_clear = target
        .as_ref()
        .zip(seen.last())
        .is_none_or(|(target, latest)| refuse_doubt(&[&latest.value, target], &[]).is_ok())
        && refuse_doubt(&[], &seen.iter().map(|reading| &reading.value).chain(&target).collect::<Vec<_>>())
            .is_ok();
    if !is_clear {
        seen.drain(..seen.len().saturating_sub(1));
    }
    let values = target.iter_mut().chain(seen.iter_mut().map(|reading| &mut reading.value));
    if is_clear && settle(values.collect()).is_err() {
        // A bare latest number among hours and minutes: nothing can be compared with it.
        target = None;
        seen.drain(..seen.len().saturating_sub(1));
    }
    let current = seen.last().cloned();
    let better = view.better();
    // Without a target a total has no period.
    let aggregate = own_aggregate.or(of_key_result).filter(|_| target.is_some());
    let aggregate = aggregate.filter(|aggregate| matches!(aggregate, Aggregate::Sum | Aggregate::Mean));
    let own_period = period.and_then(|period| period.period.get());
    let since = own_period.map_or(calendar.first_day(quarter), |period| period.first_day(calendar));
    let of_period = &seen[seen.partition_point(|reading| reading.day < since)..];
    let counted = aggregate.and_then(|aggregate| {
        let value = what_counts(of_period, aggregate, f64::min)?;
        let until = own_period.map_or(last, |period| period.last_day(calendar));
        let latest = of_period.last()?.day;
        let pace = (aggregate == Aggregate::Sum && is_on && latest < until)
            .then(|| total_pace(&value, (since, latest, until)));
        Some(Counted { aggregate, value, pace })
    });
    let paced = counted.as_ref().and_then(|counted| Some(counted.pace.as_ref()?.value.clone()));
    let value = match (aggregate, &counted) {
        (None, _) => current.as_ref().map(|current| &current.value),
        (Some(_), counted) => counted.as_ref().map(|counted| &counted.value),
    };
    let standing = value.zip(target.as_ref()).filter(|_| is_clear);
    // What a total or a mean comes to at the end is not where the next reading lies.
    let likely =
        likely(&seen, last).filter(|likely| is_on && aggregate.is_none() && likely.smoothed.last < last);
    MetricCard {
        id: view.id().unwrap_or_default().to_owned(),
        name: view.name().to_owned(),
        role: view.role,
        indicator: view.metric.indicator.get().copied().or(default_indicator(view.role)),
        better,
        owner: view.owner().map(str::to_owned),
        team: view.metric.team.get().map(|team| team.as_str().to_owned()),
        attainment: standing.and_then(|(current, target)| attainment(current, target, better)),
        // A total is compared with what it comes to: it is small on the first days of every period.
        status: standing.map(|(current, target)| status_of_total(current, paced.as_ref(), target, better)),
        trend: trend(&seen, better),
        target_of: target_of.filter(|_| target.is_some()),
        stretch: current.as_ref().zip(stretch).and_then(|(current, stretch)| beside(&current.value, stretch)),
        target_is_later,
        chance: likely
            .as_ref()
            .filter(|_| !target_is_later)
            .zip(target.as_ref())
            .map(|(likely, target)| likely.chance_to_reach(target.value(), better == Better::Higher)),
        likely,
        unusual: Unusual::of(&seen).filter(|_| is_on),
        overdue: current
            .as_ref()
            .and_then(|current| overdue(current.day, as_of, reading_allowed(view, settings))),
        is_due: is_on
            && current.as_ref().is_some_and(|current| reading_due(view, current.day, as_of, settings)),
        is_pulled: view.is_pulled(),
        computed_from: view.metric.equals.get().filter(|_| view.is_computed()).cloned(),
        history: seen[seen.len().saturating_sub(HISTORY)..].to_vec(),
        current,
        counted,
        target,
    }
}

/// Where its readings, which can be compared, are likely to be on a day.
fn likely(seen: &[Reading], day: Day) -> Option<Likely> {
    let points: Vec<Point> = seen.iter().map(|reading| (reading.day, reading.value.value())).collect();
    let smoothed = smooth(&points)?;
    let recent = &seen[seen.len() - smoothed.values..];
    let bounds = Bounds::of(recent.iter().map(|reading| &reading.value));
    let like = &seen.last()?.value;
    Some(Likely::new(day, like, smoothed, smoothed.on(day), |value| bounds.keep(value)))
}

fn default_indicator(role: MetricRole) -> Option<Indicator> {
    (role == MetricRole::Input).then_some(Indicator::Leading)
}

fn fit(latest: &Reading, other: &Reading) -> bool {
    fit_quantity(&latest.value, &other.value)
}

fn fit_quantity(one: &Quantity, other: &Quantity) -> bool {
    settle(vec![&mut one.clone(), &mut other.clone()]).is_ok()
}

/// Current over target, or target over current where lower is better. A quotient says nothing if one of the two is zero
/// or below: there it is 1 less the distance to the target, as a share of the larger of the two; for numbers above zero
/// that is the same. From 0; `None` if both are zero.
#[must_use]
pub fn attainment(current: &Quantity, target: &Quantity, better: Better) -> Option<f64> {
    let (current, target) = (current.value(), target.value());
    let share = if is_by_distance(current, target) {
        let missing = match better {
            Better::Higher => target - current,
            Better::Lower => current - target,
        };
        1.0 - missing / current.abs().max(target.abs())
    } else {
        match better {
            Better::Higher => current / target,
            Better::Lower => target / current,
        }
    };
    share.is_finite().then(|| share.max(0.0))
}

/// Whether an attainment is taken by distance rather than as a quotient.
pub(super) fn is_by_distance(current: f64, target: f64) -> bool {
    current <= 0.0 || target <= 0.0
}

fn status(current: &Quantity, target: &Quantity, better: Better) -> MetricStatus {
    let reached = match better {
        Better::Higher => reaches(current.value(), target.value()),
        Better::Lower => reaches(target.value(), current.value()),
    };
    match attainment(current, target, better) {
        _ if reached => MetricStatus::OnTarget,
        Some(share) if reaches(share, NEAR) => MetricStatus::Near,
        _ => MetricStatus::Off,
    }
}

fn total_pace(total: &Quantity, (since, latest, until): (Day, Day, Day)) -> TotalPace {
    let (days, of) = (latest.days_since(since) + 1, until.days_since(since) + 1);
    TotalPace { days, of, value: total.with_value(total.value() * of as f64 / days as f64) }
}

/// The status of a number, or of a total that still grows: by what it comes to, unless it has reached its target, or has passed the
/// most that it should be.
fn status_of_total(
    total: &Quantity,
    paced: Option<&Quantity>,
    target: &Quantity,
    better: Better,
) -> MetricStatus {
    let today = status(total, target, better);
    let is_settled = (today == MetricStatus::OnTarget) == (better == Better::Higher);
    match paced.filter(|_| !is_settled) {
        Some(paced) => status(paced, target, better),
        None => today,
    }
}

fn trend(readings: &[Reading], better: Better) -> Option<Trend> {
    let latest = readings.last()?;
    let wanted = latest.day.plus_days(-TREND_DAYS);
    let earlier = readings.iter().filter(|reading| reading.day < latest.day);
    let since = earlier.min_by_key(|reading| reading.day.days_since(wanted).abs())?;
    let (then, now) = (since.value.value(), latest.value.value());
    let movement = Movement::between(then, now);
    let verdict = Verdict::of(movement, better);
    let change = Some((now - then) / then.abs()).filter(|change| change.is_finite());
    Some(Trend { movement, verdict, change, since: since.clone() })
}
