//! How often each rule found something.

use crate::finding::Level;
use crate::lint::Report;
use crate::render::json::pretty;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What one rule found at one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The rule's name.
    pub rule: &'static str,
    /// The level, as it is named in settings.
    #[serde(serialize_with = "by_name")]
    pub level: Level,
    /// How many findings; at least one.
    pub count: usize,
}

fn by_name<S: serde::Serializer>(level: &Level, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(level.name())
}

/// What each rule found, the most frequent first, then the worst, then by name.
#[must_use]
pub fn counts(report: &Report) -> Vec<Count> {
    let mut found: HashMap<(&'static str, Level), usize> = HashMap::new();
    for finding in &report.findings {
        *found.entry((finding.rule, finding.level)).or_default() += 1;
    }
    let mut counts: Vec<Count> =
        found.into_iter().map(|((rule, level), count)| Count { rule, level, count }).collect();
    counts.sort_by_key(|count| (Reverse(count.count), Reverse(count.level), count.rule));
    counts
}

/// A line for each rule: how often, at which level, which rule. Empty without findings.
#[must_use]
pub fn table(report: &Report) -> String {
    let counts = counts(report);
    let width = counts.first().map_or(1, |most| most.count.to_string().len());
    let line = |row: &Count| format!("{:>width$}  {:<7}  {}\n", row.count, row.level, row.rule);
    counts.iter().map(line).collect()
}

/// The same as a JSON list of `{"rule", "level", "count"}`.
#[must_use]
pub fn json(report: &Report) -> String {
    pretty(&counts(report))
}
