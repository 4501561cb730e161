//! Why something has no score.

use crate::goals::{Day, Quarter, Unread};
use std::fmt;

/// Why there is no score. Its `Display` is part of a sentence, without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoData {
    /// Nothing was measured in the quarter up to the current day.
    NothingMeasured {
        /// The quarter.
        quarter: Quarter,
        /// The last value from before the quarter and its day: history, never progress.
        before: Option<(String, Day)>,
        /// The last day on which somebody looked and wrote no value.
        looked: Option<Day>,
        /// How many values of the quarter are from before its start, and that day: they do not count.
        too_early: Option<(usize, Day)>,
    },
    /// A number or a day is written and could not be read.
    NotUnderstood(Unread),
    /// There is no sentence.
    NoSentence,
    /// There is no baseline to start from.
    NoBaseline,
    /// There is neither a target nor a limit.
    NoTarget,
    /// There is no readable limit.
    NoLimit,
    /// The share of check-ins within the limit was requested, and there is no limit.
    ShareOfTarget,
    /// Baseline and target are the same: no distance to go.
    NoChange {
        /// Both of them.
        value: String,
    },
    /// The lower limit is above the upper one: no value is inside.
    UpsideDown {
        /// The lower limit.
        low: String,
        /// The upper limit.
        high: String,
    },
    /// Two values cannot be compared.
    Units {
        /// One of them.
        one: String,
        /// The other.
        other: String,
    },
    /// A number may mean several things beside another one.
    UnclearNumber {
        /// The number.
        value: String,
        /// The number beside it.
        beside: String,
    },
    /// A bare number is beside two different units.
    UnclearUnit {
        /// The number.
        value: String,
        /// The values beside it.
        beside: (String, String),
    },
}

impl NoData {
    /// What to change in the goal before anything measured can count, as a part of a sentence; `None` where only a value is
    /// missing.
    #[must_use]
    pub fn correction(&self) -> Option<&'static str> {
        match self {
            NoData::NothingMeasured { .. } => None,
            NoData::NotUnderstood(_) => Some("write it so that it can be read"),
            NoData::NoSentence => Some("write what should change"),
            NoData::NoBaseline => Some("say where it starts"),
            NoData::NoTarget => Some("say what is to be reached, or kept"),
            NoData::NoLimit | NoData::ShareOfTarget => Some("say what is to be kept"),
            NoData::NoChange { .. } => Some("correct the baseline or the target"),
            NoData::UpsideDown { .. } => Some("correct the limits"),
            NoData::Units { .. } => Some("give both the same unit"),
            NoData::UnclearNumber { .. } | NoData::UnclearUnit { .. } => Some("write its unit"),
        }
    }
}

impl fmt::Display for NoData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoData::NothingMeasured { too_early: Some((count, start)), .. } => {
                let before = match count {
                    1 => "the value before it does".to_owned(),
                    count => format!("the {count} values before it do"),
                };
                write!(f, "no value since its start on {}; {before} not count", start.short())
            }
            NoData::NothingMeasured { quarter, before, looked, too_early: None } => {
                match looked {
                    Some(day) => write!(f, "no value in {quarter} yet; looked at on {}", day.short())?,
                    None => write!(f, "no check-in in {quarter}")?,
                }
                let Some((value, day)) = before else { return Ok(()) };
                write!(f, "; the last one, {value}, is from {day}")
            }
            NoData::NotUnderstood(unread) => {
                write!(f, "{}, `{}`, was not understood", unread.what, unread.words)
            }
            NoData::NoSentence => write!(f, "no sentence says what is wanted"),
            NoData::NoBaseline => write!(f, "no baseline to count from"),
            NoData::NoTarget => write!(f, "no target to reach and no limit to hold"),
            NoData::NoLimit => write!(f, "no limit to hold"),
            NoData::ShareOfTarget => {
                write!(
                    f,
                    "`aggregate: share` needs a limit to hold, at_least or at_most, in place of the target"
                )
            }
            NoData::NoChange { value } => write!(f, "baseline and target are both {value}"),
            NoData::UpsideDown { low, high } => write!(f, "no value is at least {low} and at most {high}"),
            NoData::Units { one, other } => write!(f, "`{one}` and `{other}` cannot be compared"),
            NoData::UnclearNumber { value, beside } => {
                write!(f, "`{value}` may mean several things beside `{beside}`")
            }
            NoData::UnclearUnit { value, beside: (one, other) } => {
                write!(f, "`{value}` has no unit, and beside `{one}` and `{other}` it could have either")
            }
        }
    }
}
