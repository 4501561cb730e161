//! What became of a pull.

use super::merge::Merged;
use super::plan::{Asks, Job};

/// What became of one question.
#[derive(Debug)]
pub struct Outcome {
    /// The name of the source, or the path of a CSV file.
    pub source: String,
    /// The program that was asked; `None` for a file.
    pub program: Option<String>,
    /// What came, or why nothing did.
    pub result: Result<Came, String>,
}

/// What a question brought.
#[derive(Debug)]
pub struct Came {
    /// How many rows the answer has.
    pub rows: usize,
    /// What that comes to for each metric.
    pub metrics: Vec<OfMetric>,
    /// Metrics in the answer that nobody pulls from it.
    pub unasked: Vec<String>,
}

/// What came for a metric.
#[derive(Debug)]
pub struct OfMetric {
    /// Its id.
    pub id: String,
    /// The file of its readings, from the root.
    pub file: String,
    /// What came, or why it could not be taken.
    pub result: Result<Merged, String>,
}

/// What became of a whole pull.
#[derive(Debug)]
pub struct Report {
    /// In the order of the plan.
    pub outcomes: Vec<Outcome>,
    /// How it was done.
    pub how: How,
    /// Whether values of the past were replaced.
    pub restates: bool,
}

/// How a pull was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// New values were written.
    Written,
    /// They were only shown.
    DryRun,
    /// It was only tried whether sources answer.
    Checked,
}

impl Report {
    /// What came for each metric.
    pub fn metrics(&self) -> impl Iterator<Item = &OfMetric> {
        self.outcomes.iter().filter_map(|outcome| outcome.result.as_ref().ok()).flat_map(|came| &came.metrics)
    }

    /// What came for each metric that could be taken.
    pub fn merged(&self) -> impl Iterator<Item = &Merged> {
        self.metrics().filter_map(|metric| metric.result.as_ref().ok())
    }

    /// Whether something could not be asked, read or taken.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.outcomes.iter().any(|outcome| outcome.result.is_err())
            || self.metrics().any(|metric| metric.result.is_err())
    }

    /// How many values of the past the sources have otherwise.
    #[must_use]
    pub fn restated(&self) -> usize {
        self.merged().map(|merged| merged.restated.len()).sum()
    }

    /// Whether values of the past stay as they are written.
    #[must_use]
    pub fn keeps_the_past(&self) -> bool {
        !self.restates
    }

    /// How many values are new.
    #[must_use]
    pub fn new_values(&self) -> usize {
        self.merged().map(|merged| merged.new).sum()
    }

    /// How many files have another text.
    #[must_use]
    pub fn changed_files(&self) -> usize {
        self.merged().filter(|merged| merged.text.is_some()).count()
    }
}

/// The program that a question is asked of; `None` for a file.
#[must_use]
pub fn program_of(job: &Job) -> Option<String> {
    match &job.asks {
        Asks::File(_) => None,
        Asks::Program { program, .. } => Some(program.name().to_owned()),
        Asks::Command { words, .. } => words.first().cloned(),
    }
}
