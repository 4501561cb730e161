//! What is found of numbers in running text.

use super::Quantity;
use super::error::QuantityError;
use std::ops::Range;

/// The numbers of a sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scanned {
    /// Those that are read, with their byte ranges, from left to right.
    pub found: Vec<(Range<usize>, Quantity)>,
    /// Those that are not, because they may mean more than one thing or are written otherwise.
    pub unread: Vec<Unread>,
}

/// A number in a sentence that is not read.
#[derive(Clone, Debug, PartialEq)]
pub struct Unread {
    /// Its place, in bytes.
    pub range: Range<usize>,
    /// Why it is not read, and what to write instead.
    pub error: QuantityError,
    /// The likeliest number, for telling what the sentence is about.
    pub likely: Quantity,
    /// It may be no number of the sentence at all, such as `9:30`.
    pub is_aside: bool,
}
