//! Words of which only certain ones fit a field.

use schemars::JsonSchema;
use serde::Deserialize;
use strum::{EnumString, IntoStaticStr, VariantArray};

/// Gives each kind of word its name.
macro_rules! named {
    ($($kind:ident),* $(,)?) => {
        $(impl $kind {
            /// The word for it, as goal files have it.
            #[must_use]
            pub fn name(self) -> &'static str {
                self.into()
            }
        })*
    };
}

named! {
    Level, Ambition, Indicator, Better, Stage, Frequency, Aggregate, InitiativeStatus, Decision, RevisedField,
}

/// Whose goals a file holds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, IntoStaticStr, Deserialize, JsonSchema,
)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The whole organization’s.
    Company,
    /// One team’s.
    #[default]
    Team,
    /// One person’s.
    Individual,
}

/// What counts as success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, IntoStaticStr, EnumString, Deserialize, JsonSchema)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Ambition {
    /// A stretch: 0.7 is a good grade.
    #[default]
    Aspirational,
    /// A promise: only 1.0 is.
    Committed,
}

/// Leading or lagging indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, Deserialize, JsonSchema)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Indicator {
    /// Moves soon after the work does.
    Leading,
    /// Confirms results long after the work.
    Lagging,
}

/// The better direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, IntoStaticStr, Deserialize, JsonSchema)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// More is better.
    #[default]
    Higher,
    /// Less is better.
    Lower,
}

/// Where in a customer's life a metric sits; seed 000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray, Deserialize, JsonSchema)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
#[schemars(description = "Stage of the customer lifecycle.")]
pub enum Stage {
    /// Somebody finds you.
    Acquisition,
    /// They get to the value for the first time.
    Activation,
    /// They come back.
    Retention,
    /// They pay.
    Revenue,
    /// They bring others.
    Referral,
}

impl Stage {
    /// Every stage, in the order people go through them.
    pub const ALL: &[Stage] = Stage::VARIANTS;
}

/// How often something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, Deserialize, JsonSchema)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Frequency {
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every other week.
    Biweekly,
    /// Every month.
    Monthly,
    /// Every quarter.
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

/// What counts of the several values of a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr, Deserialize, JsonSchema)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Aggregate {
    /// The latest value.
    Last,
    /// All values added up.
    Sum,
    /// Their mean.
    Mean,
    /// The share of values that held the limit.
    Share,
    /// The worst value: one that breaks the limit is enough.
    Worst,
}

/// How far an initiative is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, Deserialize, JsonSchema)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum InitiativeStatus {
    /// Not begun.
    Planned,
    /// Being worked on.
    Active,
    /// Finished.
    Done,
    /// Given up.
    Dropped,
}

/// What was decided about an initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, Deserialize, JsonSchema)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// It worked: it stays.
    Ship,
    /// It did not: it goes.
    Stop,
    /// Not yet: another round.
    Iterate,
}

impl Decision {
    /// The decision with that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        word.to_lowercase().parse().ok()
    }
}

/// What a revision changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, Deserialize, JsonSchema)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RevisedField {
    /// Where it starts.
    Baseline,
    /// Where it should end.
    Target,
    /// Its stretch target.
    Stretch,
    /// The limit from below.
    AtLeast,
    /// The limit from above.
    AtMost,
    /// The metric it moves.
    Metric,
    /// How it is measured.
    Measurement,
    /// How much it counts.
    Weight,
    /// What counts of several values.
    Aggregate,
    /// Where it should be by when.
    PhasedTargets,
    /// Whether an objective is a stretch or a promise.
    Ambition,
    /// Whose objective it is: the company's, a team's or a person's.
    Level,
    /// The guardrails of an objective.
    Guardrails,
    /// Which way of a metric is better.
    Better,
    /// What is watched beside a metric.
    CounterMetric,
    /// What a metric counts.
    Definition,
    /// How a metric is computed.
    Formula,
    /// What a metric's source counts.
    Numerator,
    /// What its source counts it among.
    Denominator,
    /// What a metric should reach in a period.
    Targets,
    /// Whether a breach of a guardrail is an error.
    Critical,
    /// The metrics that one is computed from.
    Equals,
    /// How far a guardrail may rise.
    MaxIncrease,
    /// How far a guardrail may fall.
    MaxDecrease,
    /// Check-ins of the past.
    CheckIns,
    /// Readings of the past.
    Readings,
    /// Its wording.
    KeyResult,
    /// It was added during the quarter.
    Added,
    /// It was given up during the quarter.
    Removed,
}

impl RevisedField {
    /// The one that stands for a field of the format.
    #[must_use]
    pub fn named(field: &str) -> Option<Self> {
        field.parse().ok()
    }

    /// Whether it stands for a field of the format.
    #[must_use]
    pub fn is(self, field: &str) -> bool {
        self.name() == field
    }
}
