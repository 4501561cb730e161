//! A scorecard with another value in the place of what counts.

use super::figures::Figures;
use super::key_result::{holds, ratio};
use super::scorecard::{KeyResultCard, Scorecard};
use crate::goals::Day;
use crate::goals::values::Aggregate;
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
    /// limit that each value has to hold it is one value more: what was broken stays broken. Call [`Scorecard::sum_up`] when all are
    /// in.
    pub fn suppose(&mut self, address: &str, value: &Quantity) -> Supposed {
        let (bands, today) = (self.bands, self.as_of.min(self.last_day));
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
                Some((None, with_one_more(card, held, today)))
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

/// The score of a limit with one value more, of today, that holds it or does not.
fn with_one_more(card: &KeyResultCard, held: bool, today: Day) -> f64 {
    let before = card.readings.iter().filter(|reading| reading.day != today);
    let all: Vec<bool> = before.map(|reading| reading.held != Some(false)).chain([held]).collect();
    let share = all.iter().filter(|held| **held).count() as f64 / all.len() as f64;
    match card.aggregate {
        Aggregate::Share => share,
        Aggregate::Worst => f64::from(u8::from(share == 1.0)),
        Aggregate::Last | Aggregate::Sum | Aggregate::Mean => f64::from(u8::from(held)),
    }
}
