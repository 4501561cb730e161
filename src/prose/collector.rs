//! The signals found so far.

use super::signals::{Fired, Mark, NOUNS, Signal, UNKNOWN};
use super::token::Token;

/// Gathers signals.
#[derive(Default)]
pub(super) struct Collector {
    pub(super) fired: Vec<Fired>,
}

impl Collector {
    /// Adds a signal.
    pub(super) fn add(&mut self, signal: Signal, at: usize) {
        self.fired.push(Fired { signal, at });
    }

    /// Adds the mark where it holds.
    pub(super) fn mark(&mut self, holds: bool, mark: Mark, at: usize) {
        if holds {
            self.add(Signal::Whole(mark), at);
        }
    }

    /// Adds the signal for each kind of noun the word is, or for an unknown one.
    pub(super) fn noun(&mut self, token: &Token, at: usize, signal: impl Fn(u8) -> Signal) {
        let mut known = false;
        for (i, (_, class)) in NOUNS.iter().enumerate() {
            if token.has(*class) {
                known = true;
                self.add(signal(i as u8), at);
            }
        }
        if !known {
            self.add(signal(UNKNOWN as u8), at);
        }
    }
}
