//! Reads one sentence: its measures, its direction, and what kind of key result it is.

use crate::quantity::Quantity;
use std::ops::Range;

/// Word lists.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {}
impl Vocabulary {
    /// Extends the built-in lists.
    pub fn extended(_deliverables: &[String], _outcome_measures: &[String]) -> Self {
        Self {}
    }
}
/// Kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Outcome,
    Output,
    Activity,
    Vague,
}
/// Certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Certainty {
    Sure,
    Unsure,
}
/// How.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Comparator {
    Exactly,
    AtLeast,
    AtMost,
    By,
    Times,
}
/// Direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Direction {
    Increase,
    Decrease,
    Maintain,
    Reach,
}
/// Language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Language {
    English,
    Other,
    Unreadable,
}
/// Measure.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Measure {
    pub start: u32,
    pub end: u32,
    pub quantity: Quantity,
    pub comparator: Comparator,
}
impl Measure {
    /// Words.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}
/// Reading.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Reading {
    pub kind: Kind,
    pub certainty: Certainty,
    pub language: Language,
    pub baseline: Option<Measure>,
    pub target: Option<Measure>,
    pub direction: Option<Direction>,
}
/// Explanation.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Explanation {
    pub message: String,
    pub help: String,
}
impl Reading {
    /// Explains.
    pub fn explain(&self, _text: &str) -> Explanation {
        Explanation { message: String::new(), help: String::new() }
    }
}
/// Objective.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct ObjectiveReading {
    pub numeric: Option<Range<usize>>,
    pub output: Option<Range<usize>>,
    pub language: Language,
}
/// Reads.
pub fn read_key_result(text: &str, _v: &Vocabulary) -> Reading {
    let q = crate::quantity::scan(text);
    let m = |(r, q): &(Range<usize>, Quantity)| Measure {
        start: r.start as u32,
        end: r.end as u32,
        quantity: q.clone(),
        comparator: Comparator::Exactly,
    };
    let baseline = if q.len() > 1 { q.first().map(m) } else { None };
    Reading {
        kind: Kind::Outcome,
        certainty: Certainty::Unsure,
        language: Language::English,
        baseline,
        target: q.last().map(m),
        direction: None,
    }
}
/// Reads.
pub fn read_objective(_text: &str, _v: &Vocabulary) -> ObjectiveReading {
    ObjectiveReading { numeric: None, output: None, language: Language::English }
}
