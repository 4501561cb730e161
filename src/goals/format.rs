//! The goal-file format: what may stand in a file, as structs. Every field says where it stands and may be absent.

use super::calendar::{Cycle, Day};
use super::facts::Facts;
use super::values::{
    Ambition, Better, Confidence, Decision, Frequency, HandGrade, Id, Indicator, InitiativeStatus, Level,
    MetricId, RevisedField, Stage, Weight,
};
use crate::prose;
use crate::quantity::Quantity;
use crate::yaml::{Field, Short, ShortForm};
use serde::Deserialize;

/// A list whose items know their places.
pub type List<T> = Field<Vec<Field<T>>>;

/// One goal file. Any file may hold any of the sections.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Content {
    /// The fiscal quarter the objectives are for, like `2026-Q1`.
    pub quarter: Field<Cycle>,
    /// The team whose objectives these are; a company file may leave it out.
    pub team: Field<Id>,
    /// The person whose objectives these are, at level `individual`.
    pub person: Field<Id>,
    /// `company`, `team` or `individual`; `team` by default.
    pub level: Field<Level>,
    /// The owner of everything below that names none.
    pub owner: Field<String>,
    /// The ambition of every objective below that names none.
    pub ambition: Field<Ambition>,
    /// The objectives.
    pub objectives: List<Objective>,
    /// What was taken out of these goals in mid-quarter, in the open: `field: removed`, `from: objective/key-result`.
    pub revisions: List<Revision>,
    /// The one metric that captures the value delivered to users.
    pub north_star: Field<Metric>,
    /// What drives the north star.
    pub input_metrics: List<Metric>,
    /// What must not get worse. A bare id is a guardrail of every objective below that names none.
    pub guardrails: List<Short<Metric>>,
    /// Everything else worth watching.
    pub metrics: List<Metric>,
}

/// A metric of any kind: north star, input metric, guardrail, or one merely watched.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Metric {
    /// Unique in the workspace: `[a-z][a-z0-9_]*`.
    pub id: Field<MetricId>,
    /// What people call it.
    pub name: Field<String>,
    /// What exactly is counted.
    pub definition: Field<String>,
    /// How it is computed, for people.
    pub formula: Field<String>,
    /// Where the numbers come from.
    pub source: Field<Short<Source>>,
    /// The groups it is looked at by.
    pub segments: List<String>,
    /// How often it is reported and reviewed.
    pub cadence: Field<Short<Cadence>>,
    /// Who answers for it.
    pub owner: Field<String>,
    /// `leading` or `lagging`.
    pub indicator: Field<Indicator>,
    /// Where in a customer's life it sits.
    pub stage: Field<Stage>,
    /// Which way is better; `higher` by default.
    pub better: Field<Better>,
    /// The one team that owns an input metric.
    pub team: Field<Id>,
    /// The metrics it is believed to move; the north star by default for an input metric.
    pub drives: List<String>,
    /// What shows when this metric is pushed at the expense of quality; seed 004.
    pub counter_metric: Field<String>,
    /// What it should reach, by period.
    pub targets: List<PeriodTarget>,
    /// What was measured, oldest first.
    pub readings: List<CheckIn>,
    /// A guardrail's starting value; by default the last reading before the quarter.
    pub baseline: Field<Quantity>,
    /// A guardrail's limit: how much more than the baseline is still fine, relative or absolute.
    pub max_increase: Field<Quantity>,
    /// A guardrail's limit: how much less than the baseline is still fine.
    pub max_decrease: Field<Quantity>,
    /// A limit from above, inclusive.
    pub at_most: Field<Quantity>,
    /// A limit from below, inclusive.
    pub at_least: Field<Quantity>,
    /// An arithmetic identity over metric ids that must hold: `customers * arpu`.
    pub equals: Field<String>,
}

impl ShortForm for Metric {
    const FIELD: &'static str = "id";
}

/// Where a metric's numbers come from.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Source {
    /// The system, like `warehouse`.
    pub system: Field<String>,
    /// The table, event or report in it.
    pub location: Field<String>,
    /// Who keeps the data.
    pub owner: Field<String>,
    /// What is counted above the line.
    pub numerator: Field<String>,
    /// What is counted below the line.
    pub denominator: Field<String>,
}

impl ShortForm for Source {
    const FIELD: &'static str = "system";
}

/// How often a metric is reported and reviewed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Cadence {
    /// How often a new reading comes.
    pub reported: Field<Frequency>,
    /// How often people look at it together.
    pub reviewed: Field<Frequency>,
}

impl ShortForm for Cadence {
    const FIELD: &'static str = "reported";
}

/// What a metric should reach in a period.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PeriodTarget {
    /// A quarter, or a year.
    pub period: Field<Cycle>,
    /// What to reach.
    pub target: Field<Quantity>,
    /// What to reach if all goes very well.
    pub stretch: Field<Quantity>,
}

/// An objective: where to go, in words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Objective {
    /// Unique within the team and quarter; `o1`, `o2`, ... by position when left out.
    pub id: Field<Id>,
    /// The objective in words.
    pub objective: Field<String>,
    /// Why it matters now.
    pub why: Field<String>,
    /// Who answers for it; the file's owner by default.
    pub owner: Field<String>,
    /// The objectives, key results or metrics above that it helps.
    pub supports: List<String>,
    /// `aspirational` (default) or `committed`.
    pub ambition: Field<Ambition>,
    /// The guardrails that must hold while it is pursued.
    pub guardrails: List<String>,
    /// How much it counts in the team's score; 1 by default.
    pub weight: Field<Weight>,
    /// How success is measured.
    pub key_results: List<Short<KeyResult>>,
    /// The work that is bet on: not what is graded.
    pub initiatives: List<Short<Initiative>>,
    /// What was learned, at quarter end.
    pub reflection: Field<String>,
    /// What the sentence says; filled in when the file is taken in.
    #[serde(skip)]
    pub reading: Option<prose::ObjectiveReading>,
}

/// A key result: how success is measured.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct KeyResult {
    /// Unique within the objective; `kr1`, `kr2`, ... by position when left out.
    pub id: Field<Id>,
    /// The key result in words.
    pub key_result: Field<String>,
    /// The metric it moves; its readings are the check-ins unless there are own ones.
    pub metric: Field<String>,
    /// How it is measured, when no metric defines it.
    pub measurement: Field<String>,
    /// Where it starts.
    pub baseline: Field<Quantity>,
    /// Where it should end.
    pub target: Field<Quantity>,
    /// Where it should end if all goes very well.
    pub stretch: Field<Quantity>,
    /// Hold it at or above this all quarter.
    pub at_least: Field<Quantity>,
    /// Hold it at or below this all quarter.
    pub at_most: Field<Quantity>,
    /// Who answers for it; the objective's owner by default.
    pub owner: Field<String>,
    /// How much it counts in the objective's score; 1 by default.
    pub weight: Field<Weight>,
    /// How sure the owner is at the start, 1 to 10.
    pub confidence: Field<Confidence>,
    /// Key results of others that it needs.
    pub depends_on: List<String>,
    /// What was measured, oldest first.
    pub check_ins: List<CheckIn>,
    /// What was changed in mid-quarter, in the open.
    pub revisions: List<Revision>,
    /// A grade set by hand, with its reason.
    pub grade: Field<GradeByHand>,
    /// What the sentence says; filled in when the file is taken in.
    #[serde(skip)]
    pub facts: Option<Box<Facts>>,
}

impl ShortForm for KeyResult {
    const FIELD: &'static str = "key_result";
}

/// One measured value: a check-in of a key result or a reading of a metric.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CheckIn {
    /// The day it was measured.
    pub date: Field<Day>,
    /// The value.
    pub value: Field<Quantity>,
    /// How sure the owner is now, 1 to 10.
    pub confidence: Field<Confidence>,
    /// What happened, in words.
    pub note: Field<String>,
}

/// A change to a key result in mid-quarter, acknowledged.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Revision {
    /// The day it was decided.
    pub date: Field<Day>,
    /// What was changed.
    pub field: Field<RevisedField>,
    /// What it was.
    pub from: Field<String>,
    /// What it is now.
    pub to: Field<String>,
    /// Why.
    pub reason: Field<String>,
}

/// A grade set by hand.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct GradeByHand {
    /// 0 to 1.
    pub score: Field<HandGrade>,
    /// Why the computed score is not the fair one.
    pub reason: Field<String>,
}

/// A bet: work that should move key results.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Initiative {
    /// What is done.
    pub title: Field<String>,
    /// The key results of this objective it should move.
    pub bets_on: List<String>,
    /// Who does it.
    pub owner: Field<String>,
    /// `planned`, `active`, `done` or `dropped`.
    pub status: Field<InitiativeStatus>,
    /// The day work on it started.
    pub started: Field<Day>,
    /// What came of it.
    pub result: Field<String>,
    /// `ship`, `stop` or `iterate`.
    pub decision: Field<Decision>,
}

impl ShortForm for Initiative {
    const FIELD: &'static str = "title";
}
