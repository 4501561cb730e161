//! Why a text is no quantity, in words for people who do not program.

use crate::wrong::Wrong;
use std::fmt;

/// A text that could not be read as a quantity. Its `Display` says what was wrong on the first line, and which forms are
/// accepted on the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityError {
    text: Box<str>,
    fault: Fault,
}

/// What was wrong with the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Empty,
    NoNumber,
    Grouping,
    Programmer,
    Version,
    TooLarge,
    Comparator,
    MinutesOrMillions,
    Unit,
}

/// Longer texts are cut in messages.
const SHOWN_CHARACTERS: usize = 40;

impl QuantityError {
    /// The forms a value may take, for messages.
    pub(super) const ACCEPTED: &'static str = "write a number and, if it has one, its unit: 1200, 1,200, 12.5K, 23%, 2pp, $485K, 300 EUR, \
        4.5/5, 72 hours, 250 ms, 2.5 GB, 3 per week, 1,200 tickets";

    pub(super) fn new(text: &str, fault: Fault) -> Self {
        let mut shown: String = text.chars().take(SHOWN_CHARACTERS).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        QuantityError { text: shown.into(), fault }
    }
}

impl From<QuantityError> for Wrong {
    fn from(error: QuantityError) -> Self {
        Wrong::new(error.message()).help(QuantityError::ACCEPTED)
    }
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.message(), Self::ACCEPTED)
    }
}

impl QuantityError {
    /// What is wrong, as a sentence without a full stop.
    fn message(&self) -> String {
        let text = &self.text;
        match self.fault {
            Fault::Empty => "there is no value here".to_owned(),
            Fault::NoNumber => format!("`{text}` is not a number"),
            Fault::Grouping => format!(
                "`{text}` can be read in two ways: a comma separates thousands (1,200) and a point separates decimals (10.25)"
            ),
            Fault::Programmer => format!("`{text}` is a programmer's way to write a number"),
            Fault::Version => format!("`{text}` looks like a version or a date, not like a quantity"),
            Fault::TooLarge => format!("`{text}` is too large to be a quantity"),
            Fault::Comparator => {
                format!("`{text}` is a limit, not a value: use the fields `at_least` or `at_most` for limits")
            }
            Fault::MinutesOrMillions => {
                format!("`{text}` could be minutes or millions: write `min` for minutes or `M` for millions")
            }
            Fault::Unit => format!("the unit in `{text}` is not one that can be read"),
        }
    }
}

impl std::error::Error for QuantityError {}
