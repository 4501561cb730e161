//! A scorecard with another value in the place of what counts.

use super::figures::Figures;
use super::key_result::{holds, ratio};
use super::scorecard::Scorecard;
use crate::quantity::Quantity;

/// Whether a value could be put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supposed {
    /// It was, and scored.
    Scored,
    /// It was not, and why.
    Not(String),
}

impl Scorecard {
    /// Puts a value in the place of what counts of a key result, now and at the end: the latest value, the sum, the mean. Of a
    /// limit it is 1 where the value holds it, else 0. Call [`Scorecard::sum_up`] when all are in.
    pub fn suppose(&mut self, address: &str, value: &Quantity) -> Supposed {
        let bands = self.bands;
        let objectives = self.teams.iter_mut().flat_map(|team| &mut team.objectives);
        let mut key_results = objectives.flat_map(|objective| {
            let ambition = objective.ambition;
            objective.key_results.iter_mut().map(move |card| (ambition, card))
        });
        let Some((ambition, card)) = key_results.find(|(_, card)| card.address == address) else {
            return Supposed::Not("it is not in this quarter".to_owned());
        };
        if card.cancelled.is_some() {
            return Supposed::Not("it was cancelled, and counts in no mean".to_owned());
        }
        if card.is_by_hand() {
            return Supposed::Not("its grade was set by hand, whatever its value".to_owned());
        }
        let way = match &card.figures {
            Figures::Move { baseline: Some(from), target: Some(to) } => {
                let way = ratio(from.value(), to.value(), value.value());
                way.map(|way| (Some(way), way.clamp(0.0, 1.0)))
            }
            Figures::Hold { at_least, at_most } if at_least.is_some() || at_most.is_some() => {
                let held = holds(at_least.as_ref(), at_most.as_ref(), value.value());
                Some((None, f64::from(u8::from(held))))
            }
            _ => None,
        };
        let Some((way, score)) = way else {
            return Supposed::Not("it has no numbers to be scored by".to_owned());
        };
        card.value = Some(value.clone());
        card.ratio = way;
        (card.computed, card.score, card.expected) = (Some(score), Some(score), Some(score));
        card.band = Some(bands.band(score, ambition));
        (card.original, card.no_data) = (None, None);
        Supposed::Scored
    }

    /// Brings all means up to date with the key results.
    pub fn sum_up(&mut self) {
        self.summarise();
    }
}
