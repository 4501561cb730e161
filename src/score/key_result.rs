//! The score of one key result.

use super::no_data::NoData;
use super::reading::Reading;
use super::units::{at_least as reaches, settle};
use crate::quantity::{self, Quantity};

/// What is graded: the way made, or the time held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// From a baseline to a target.
    Move,
    /// On the right side of a limit all quarter.
    Hold,
}

/// What a key result wants, in numbers; whatever is missing is `None`.
#[derive(Debug, Clone, PartialEq)]
pub enum Figures {
    /// To get from one to the other.
    Move {
        /// Where it starts.
        baseline: Option<Quantity>,
        /// Where it should end.
        target: Option<Quantity>,
    },
    /// To stay inside; both limits make a band.
    Hold {
        /// Inclusive limit from below.
        at_least: Option<Quantity>,
        /// Inclusive limit from above.
        at_most: Option<Quantity>,
    },
}

impl Figures {
    /// What is graded.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Figures::Move { .. } => Kind::Move,
            Figures::Hold { .. } => Kind::Hold,
        }
    }

    /// Whether there is enough to reckon a score from.
    pub(super) fn is_complete(&self) -> bool {
        match self {
            Figures::Move { baseline, target } => baseline.is_some() && target.is_some(),
            Figures::Hold { at_least, at_most } => at_least.is_some() || at_most.is_some(),
        }
    }

    /// Whether two key results want the same, however it is written.
    pub(super) fn same(&self, other: &Figures) -> bool {
        let all = |figures: &Figures| match figures.clone() {
            Figures::Move { baseline: one, target: other }
            | Figures::Hold { at_least: one, at_most: other } => [one, other],
        };
        let is_same = |(one, other): (Option<Quantity>, Option<Quantity>)| match (one, other) {
            (Some(one), Some(other)) => quantity::same(&one, &other),
            (one, other) => one.is_none() && other.is_none(),
        };
        self.kind() == other.kind() && all(self).into_iter().zip(all(other)).all(is_same)
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut Quantity> {
        let (Figures::Move { baseline: one, target: other }
        | Figures::Hold { at_least: one, at_most: other }) = self;
        one.iter_mut().chain(other)
    }
}

/// A score and the numbers it came from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// `(current - baseline) / (target - baseline)`, not clamped; `None` for a hold.
    pub ratio: Option<f64>,
    /// 0 to 1.
    pub score: f64,
}

/// The share of the way from `baseline` to `target` that `current` has made: below 0 on the wrong side of the baseline,
/// above 1 past the target. The sign cancels, so falling targets need no case of their own. `None` where there is no way
/// to go. Always finite.
#[must_use]
pub fn ratio(baseline: f64, target: f64, current: f64) -> Option<f64> {
    if baseline == target {
        return None;
    }
    let share = |baseline: f64, target: f64, current: f64| (current - baseline) / (target - baseline);
    let direct = share(baseline, target, current);
    let ratio = if direct.is_nan() || (target - baseline).is_infinite() {
        // The differences overflowed; a quarter of each cannot.
        share(baseline / 4.0, target / 4.0, current / 4.0)
    } else {
        direct
    };
    // Adding zero turns -0 into 0.
    (!ratio.is_nan()).then(|| ratio.clamp(f64::MIN, f64::MAX) + 0.0)
}

/// Scores a key result by the readings that count, oldest first; `None` when there is none. Bare numbers among the
/// figures and readings take the units beside them, and for a hold each reading learns whether it held.
///
/// - Move: the latest reading's [`ratio`], clamped to 0..=1.
/// - Hold: the share of readings on the right side of the limits, which belong to it.
///
/// # Errors
/// Why there can be no score whatever is measured.
pub fn score(figures: &mut Figures, readings: &mut [Reading]) -> Result<Option<Scored>, NoData> {
    settle(figures.all_mut().chain(readings.iter_mut().map(|reading| &mut reading.value)).collect())?;
    match figures {
        Figures::Move { target: None, .. } => Err(NoData::NoTarget),
        Figures::Move { baseline: None, .. } => Err(NoData::NoBaseline),
        Figures::Move { baseline: Some(baseline), target: Some(target) } => {
            if baseline.value() == target.value() {
                return Err(NoData::NoChange { value: target.text().to_owned() });
            }
            let latest = readings.last();
            let ratio =
                latest.and_then(|latest| ratio(baseline.value(), target.value(), latest.value.value()));
            Ok(ratio.map(|ratio| Scored { ratio: Some(ratio), score: ratio.clamp(0.0, 1.0) }))
        }
        Figures::Hold { at_least: None, at_most: None } => Err(NoData::NoLimit),
        Figures::Hold { at_least, at_most } => {
            for reading in readings.iter_mut() {
                reading.held = Some(holds(at_least.as_ref(), at_most.as_ref(), &reading.value));
            }
            let held = readings.iter().filter(|reading| reading.held == Some(true)).count();
            let share = held as f64 / readings.len().max(1) as f64;
            Ok((!readings.is_empty()).then_some(Scored { ratio: None, score: share }))
        }
    }
}

/// Whether a value is inside the limits, which belong to the inside.
fn holds(at_least: Option<&Quantity>, at_most: Option<&Quantity>, value: &Quantity) -> bool {
    at_least.is_none_or(|limit| reaches(value.value(), limit.value()))
        && at_most.is_none_or(|limit| reaches(limit.value(), value.value()))
}
