//! The aims of a key result, in numbers.

use super::no_data::NoData;
use super::units::at_least as reaches;
use crate::goals::{Aim, Figure, KeyResultView};
use crate::quantity::{self, Quantity, same};

/// What is graded: the way made, or the time held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// From a baseline to a target.
    Move,
    /// On the right side of a limit all quarter.
    Hold,
}

/// The aims of a key result, in numbers; whatever is missing is `None`.
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

    /// Whether there is enough to score it.
    pub(super) fn is_complete(&self) -> bool {
        match self {
            Figures::Move { baseline, target } => baseline.is_some() && target.is_some(),
            Figures::Hold { at_least, at_most } => at_least.is_some() || at_most.is_some(),
        }
    }

    /// Whether it goes down from its baseline to its target.
    pub(super) fn is_falling(&self) -> bool {
        match self {
            Figures::Move { baseline: Some(from), target: Some(to) } => to.value() < from.value(),
            _ => false,
        }
    }

    /// Whether two key results have the same aims, however they are written.
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

    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut Quantity> {
        let (Figures::Move { baseline: one, target: other }
        | Figures::Hold { at_least: one, at_most: other }) = self;
        one.iter_mut().chain(other)
    }
}

/// The aims of a key result, from its fields and its sentence together.
pub(super) fn figures(view: &KeyResultView) -> Figures {
    let quantity = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure.quantity.clone());
    match view.aim() {
        None => Figures::Move { baseline: None, target: None },
        Some(Aim::Move { baseline, target }) => {
            Figures::Move { baseline: quantity(baseline), target: quantity(target) }
        }
        Some(Aim::Hold { at_least, at_most }) => {
            Figures::Hold { at_least: quantity(at_least), at_most: quantity(at_most) }
        }
    }
}

/// That no value is inside both limits, whose numbers have one unit: the lower is above the upper.
pub(super) fn nothing_between(at_least: Option<&Quantity>, at_most: Option<&Quantity>) -> Option<NoData> {
    let (low, high) = at_least.zip(at_most).filter(|(low, high)| !reaches(high.value(), low.value()))?;
    Some(NoData::UpsideDown { low: low.text().to_owned(), high: high.text().to_owned() })
}

/// Limits in words: `at least 5`, `at most 9`, `5 to 9`.
#[must_use]
pub fn limits(at_least: Option<&Quantity>, at_most: Option<&Quantity>) -> String {
    match (at_least, at_most) {
        // `0 to 0` is what nobody says.
        (Some(low), Some(high)) if same(low, high) => format!("exactly {}", low.text()),
        (Some(low), Some(high)) => format!("{} to {}", low.text(), high.text()),
        (Some(low), None) => format!("at least {}", low.text()),
        (None, Some(high)) => format!("at most {}", high.text()),
        (None, None) => "no limit".to_owned(),
    }
}
