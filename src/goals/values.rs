//! The small values of a goal file: ids, weights, confidence, and the words that can stand in one place only.

use crate::quantity::Quantity;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// The name of an objective or key result within its parent: lower-case letters, digits and `-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Id(Box<str>);

/// The name of a metric, unique in the workspace: a lower-case letter, then letters, digits and `_`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MetricId(Box<str>);

impl Id {
    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl MetricId {
    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.starts_with(|c| allowed(c) && c != '-') && text.chars().all(allowed) {
            return Ok(Id(text.into()));
        }
        let help = format!("an id has lower-case letters, digits and `-`{}", instead(&slug(&text, '-')));
        Err(D::Error::custom(format!("`{}` cannot be an id\n{help}", cut(&text))))
    }
}

impl<'de> Deserialize<'de> for MetricId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(allowed) {
            return Ok(MetricId(text.into()));
        }
        let suggestion = slug(&text, '_');
        let suggestion = suggestion.trim_start_matches(|c: char| !c.is_ascii_lowercase());
        let help = format!(
            "a metric id starts with a letter and has lower-case letters, digits and `_`{}",
            instead(suggestion)
        );
        Err(D::Error::custom(format!("`{}` cannot be a metric id\n{help}", cut(&text))))
    }
}

fn instead(suggestion: &str) -> String {
    if suggestion.is_empty() { String::new() } else { format!("; write `{suggestion}`") }
}

fn cut(text: &str) -> String {
    if text.chars().count() > 40 { text.chars().take(38).chain(['…']).collect() } else { text.to_owned() }
}

/// The nearest id to a text: `Effortless start!` becomes `effortless-start`.
#[must_use]
pub fn slug(text: &str, separator: char) -> String {
    let mut slug = String::new();
    for c in text.chars().take(60) {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() || c.is_ascii_digit() => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with(separator) => slug.push(separator),
            _ => {}
        }
    }
    slug.trim_end_matches(separator).to_owned()
}

/// A number that must lie in a range; read from the file as text.
macro_rules! ranged_number {
    ($(#[$doc:meta])* $name:ident($inner:ty), $accepts:expr, $wanted:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
        pub struct $name(pub $inner);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                let accepts: fn($inner) -> bool = $accepts;
                match text.trim().parse::<$inner>() {
                    Ok(number) if accepts(number) => Ok($name(number)),
                    _ => Err(D::Error::custom(format!("`{}` is not {}", cut(&text), $wanted))),
                }
            }
        }
    };
}

ranged_number!(
    /// How much an item counts in the mean above it: any positive number.
    Weight(f64), |weight| weight > 0.0 && weight.is_finite(), "a weight: write a positive number, like 2"
);
ranged_number!(
    /// How sure the owner is, from 1 (hopeless) to 10 (certain); seed 003.
    Confidence(u8), |confidence| (1..=10).contains(&confidence), "a confidence: write a whole number from 1 to 10"
);
ranged_number!(
    /// A grade set by hand, 0 to 1.
    HandGrade(f64), |score| (0.0..=1.0).contains(&score), "a grade: write a number from 0 to 1, like 0.7"
);

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// Whose goals a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The whole organization's.
    Company,
    /// One team's.
    #[default]
    Team,
    /// One person's.
    Individual,
}

/// What counts as success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ambition {
    /// A stretch: 0.7 is a good grade.
    #[default]
    Aspirational,
    /// A promise: only 1.0 is.
    Committed,
}

/// Whether a metric tells early or late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Indicator {
    /// Moves soon after the work does.
    Leading,
    /// Confirms results long after the work.
    Lagging,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// More is better.
    #[default]
    Higher,
    /// Less is better.
    Lower,
}

/// Where in a customer's life a metric sits; seed 000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Stage {
    Acquisition,
    Activation,
    Retention,
    Revenue,
    Referral,
}

/// How often something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Frequency {
    Daily,
    Weekly,
    Biweekly,
    Monthly,
    Quarterly,
}

impl Frequency {
    /// The longest time between two readings at this frequency, in days.
    #[must_use]
    pub fn days(self) -> i64 {
        match self {
            Frequency::Daily => 1,
            Frequency::Weekly => 7,
            Frequency::Biweekly => 14,
            Frequency::Monthly => 31,
            Frequency::Quarterly => 92,
        }
    }
}

/// How far an initiative is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum InitiativeStatus {
    Planned,
    Active,
    Done,
    Dropped,
}

/// What was decided about an initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Decision {
    Ship,
    Stop,
    Iterate,
}

/// What a revision changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum RevisedField {
    Baseline,
    Target,
    Stretch,
    AtLeast,
    AtMost,
    Metric,
    KeyResult,
    Added,
    Removed,
}
