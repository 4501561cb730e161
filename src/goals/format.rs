//! The goal-file format: what may stand in a file, as structs. Every field says where it stands and may be absent.

use super::calendar::{Cycle, Day, Period, Quarter};
use super::schema::TextOrNumber;
use super::values::{
    Aggregate, Ambition, Better, Confidence, Decision, Frequency, HandGrade, Id, Indicator, InitiativeStatus,
    Level, MetricId, Owner, RevisedField, Stage, Weight,
};
use crate::quantity::Quantity;
use crate::source::Excerpt;
use crate::yaml::{Field, Short, ShortForm, schema_of};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

/// A list whose items know their places.
pub type List<T> = Field<Vec<Field<T>>>;

/// The JSON Schema (draft 2020-12) of a goal file, made from the structs it is read into.
#[must_use]
pub fn schema() -> Value {
    schema_of::<Content>()
}

/// One file of goals. Any file may hold any of the sections; all files below `okrs/` together are the
/// workspace.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Goals of okr", deny_unknown_fields)]
#[schemars(extend("type" = ["object", "null"], "dependentRequired" = {"objectives": ["quarter"]}))]
pub struct Content {
    /// The fiscal quarter the objectives are for.
    #[schemars(with = "Quarter")]
    pub quarter: Field<Cycle>,
    /// The team whose objectives these are; with `level: company`, leave it out.
    #[schemars(example = &"growth")]
    pub team: Field<Id>,
    /// The person whose objectives these are, with `level: individual`.
    #[schemars(example = &"ana")]
    pub person: Field<Id>,
    /// Whose goals these are; `team` unless you write one.
    pub level: Field<Level>,
    /// Who answers for everything below that names no owner of its own.
    #[schemars(example = &"ana")]
    pub owner: Field<Owner>,
    /// The ambition of every objective below that names none.
    pub ambition: Field<Ambition>,
    /// Where the team wants to be at the end of the quarter. One to three are plenty.
    pub objectives: List<Objective>,
    /// What was taken out of these goals in mid-quarter, in the open: `field: removed`, `from: objective/key-result`.
    pub revisions: List<Revision>,
    /// The one metric that captures the value you deliver to users.
    #[schemars(extend("examples" = [{"id": "weekly_active_teams"}]))]
    pub north_star: Field<Box<Metric>>,
    /// What drives the north star: three to five metrics, each owned by one team.
    #[schemars(extend("examples" = [[{"id": "activation_rate"}]]))]
    pub input_metrics: List<Metric>,
    /// What must not get worse meanwhile. Describe a guardrail once; in a file with objectives, its bare
    /// id makes it a guardrail of every objective that names none.
    #[schemars(example = [&"support_tickets"])]
    pub guardrails: List<Short<Metric>>,
    /// Everything else worth watching.
    #[schemars(extend("examples" = [[{"id": "monthly_revenue"}]]))]
    pub metrics: List<Metric>,
}

/// A metric of any kind: the north star, an input metric, a guardrail, or one merely watched.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Metric", deny_unknown_fields, extend("required" = ["id"]))]
pub struct Metric {
    /// The name others refer to it by, unique among all metrics.
    pub id: Field<MetricId>,
    /// What people call it.
    #[schemars(example = &"Activation rate")]
    pub name: Field<String>,
    /// What exactly is counted, so that two people would get the same number.
    #[schemars(example = &"New sign-ups who finish a first workflow within seven days")]
    pub definition: Field<String>,
    /// How it is computed, in words.
    #[schemars(example = &"activated sign-ups / all sign-ups of the week")]
    pub formula: Field<String>,
    /// Where the numbers come from: a name, or system and place.
    pub source: Field<Short<Source>>,
    /// The groups it is looked at by.
    #[schemars(example = ["plan", "company size"])]
    pub segments: List<String>,
    /// How often it is reported and reviewed: one word for the reports, or both.
    pub cadence: Field<Short<Cadence>>,
    /// Who answers for it, and for its definition.
    #[schemars(example = &"ana")]
    pub owner: Field<Owner>,
    /// Whether it tells early or late.
    pub indicator: Field<Indicator>,
    /// Where in a customer’s life it sits.
    pub stage: Field<Stage>,
    /// Which way is better; `higher` unless you write `lower`.
    pub better: Field<Better>,
    /// The one team that owns it, for an input metric.
    #[schemars(example = &"growth")]
    pub team: Field<Id>,
    /// The metrics it is believed to move; for an input metric the north star, unless you name others.
    #[schemars(example = ["weekly_active_teams"])]
    pub drives: List<String>,
    /// The metric that shows when this one is pushed at the expense of something else.
    #[schemars(example = &"day_30_retention")]
    pub counter_metric: Field<String>,
    /// What it should reach, period by period.
    pub targets: List<PeriodTarget>,
    /// What was measured, the oldest first. Add a line for each new number and keep the old ones.
    pub readings: List<CheckIn>,
    /// Where a guardrail starts; its last reading before the quarter unless you write one.
    pub baseline: Field<Quantity>,
    /// How far a guardrail may rise above its baseline: a percentage of it, or an amount.
    #[schemars(example = &"5%")]
    pub max_increase: Field<Quantity>,
    /// How far a guardrail may fall below its baseline: a percentage of it, or an amount.
    #[schemars(example = &"5%")]
    pub max_decrease: Field<Quantity>,
    /// The most that is fine, this value included.
    #[schemars(example = &"250 ms")]
    pub at_most: Field<Quantity>,
    /// The least that is fine, this value included.
    #[schemars(example = &"99.9%")]
    pub at_least: Field<Quantity>,
    /// A sum over other metrics that must come out at this one: ids, numbers, `+ - * /` and brackets.
    #[schemars(example = &"customers * arpu")]
    pub equals: Field<String>,
    /// What counts of the several readings of a quarter, for the key results that move it: the `last` unless you
    /// write `sum`, `mean`, `share` or `worst`.
    pub aggregate: Field<Aggregate>,
    /// A breach of this guardrail is an error, not a warning.
    #[schemars(example = true)]
    pub critical: Field<bool>,
    /// Where to read more: pages, tickets, dashboards.
    #[schemars(example = ["https://tracker.example/browse/GROW-12"])]
    pub links: List<String>,
    /// What was changed about it in mid-quarter, in the open.
    pub revisions: List<Revision>,
}

impl ShortForm for Metric {
    const FIELD: &'static str = "id";
}

/// Where a metric’s numbers come from.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Source", deny_unknown_fields)]
pub struct Source {
    /// The system that holds the numbers.
    #[schemars(example = &"warehouse")]
    pub system: Field<String>,
    /// The table, event or report in it.
    #[schemars(example = &"events.workflow_completed")]
    pub location: Field<String>,
    /// Who keeps the data.
    #[schemars(example = &"data-platform")]
    pub owner: Field<String>,
    /// What is counted above the line of a share.
    #[schemars(example = &"events.workflow_completed within 7 days")]
    pub numerator: Field<String>,
    /// What is counted below the line of a share.
    #[schemars(example = &"users.created_at")]
    pub denominator: Field<String>,
}

impl ShortForm for Source {
    const FIELD: &'static str = "system";
}

/// How often a metric is reported and reviewed.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Cadence", deny_unknown_fields)]
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
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Target of a period", deny_unknown_fields, extend("required" = ["period", "target"]))]
pub struct PeriodTarget {
    /// The quarter, month, half-year or year it is for. If several hold a day, the narrowest counts.
    pub period: Field<Period>,
    /// What to reach by the end of it.
    #[schemars(example = &"12K")]
    pub target: Field<Quantity>,
    /// What to reach if all goes very well.
    #[schemars(example = &"14K")]
    pub stretch: Field<Quantity>,
}

/// Where you want to be, in words that people want to get up for.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Objective", deny_unknown_fields, extend("required" = ["objective"]))]
pub struct Objective {
    /// The name others refer to it by, unique within the team and quarter; `o1`, `o2` and so on by
    /// position unless you write one.
    pub id: Field<Id>,
    /// The objective in one sentence, without numbers.
    #[schemars(example = &"New teams feel at home in their first week")]
    pub objective: Field<String>,
    /// Why it matters, and why now.
    #[schemars(example = &"60% of new teams never reach value")]
    pub why: Field<String>,
    /// Who answers for it; the owner of the file unless you write one.
    #[schemars(example = &"ana")]
    pub owner: Field<Owner>,
    /// The objectives, key results or metrics above it that it helps.
    #[schemars(example = ["company/win-mid-market", "activation_rate"])]
    pub supports: List<String>,
    /// Whether 0.7 is a good grade or only 1.0; `aspirational` unless you write `committed`.
    pub ambition: Field<Ambition>,
    /// The guardrails that must hold while it is pursued.
    #[schemars(example = ["support_tickets"])]
    pub guardrails: List<String>,
    /// How much it counts in the team’s score; 1 unless you write one.
    pub weight: Field<Weight>,
    /// How everyone will see that it was reached: two to five. One sentence with its numbers is enough
    /// for each.
    pub key_results: List<Short<KeyResult>>,
    /// The work that is bet on. It is not what is graded.
    pub initiatives: List<Short<Initiative>>,
    /// What was learned, at quarter end.
    #[schemars(example = &"Templates helped small teams only")]
    pub reflection: Field<String>,
    /// Given up in mid-quarter, with its reason. From that day it counts in no mean.
    pub cancelled: Field<Box<Cancelled>>,
    /// Where to read more: pages, tickets, dashboards.
    #[schemars(example = ["https://tracker.example/browse/GROW-12"])]
    pub links: List<String>,
    /// What was changed about it in mid-quarter, in the open: its `ambition`, `weight` or `guardrails`.
    pub revisions: List<Revision>,
}

/// How everyone will see that the objective was reached: a number that changes.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Key result", deny_unknown_fields, extend("required" = ["key_result"]))]
pub struct KeyResult {
    /// The name others refer to it by, unique within the objective; `kr1`, `kr2` and so on by position
    /// unless you write one.
    #[schemars(example = &"activation")]
    pub id: Field<Id>,
    /// The key result in one sentence: what changes for whom, from where to where.
    #[schemars(example = &"Raise activation from 23% to 35%")]
    pub key_result: Field<String>,
    /// The metric it moves. Its readings are the check-ins, unless the key result has its own.
    #[schemars(example = &"activation_rate")]
    pub metric: Field<String>,
    /// How it is measured, where no metric defines it.
    #[schemars(example = &"users who complete a first workflow within 7 days")]
    pub measurement: Field<String>,
    /// Where it starts. May stand in the sentence instead.
    #[schemars(example = &"23%")]
    pub baseline: Field<Quantity>,
    /// Where it should end. May stand in the sentence instead.
    #[schemars(example = &"35%")]
    pub target: Field<Quantity>,
    /// Where it should end if all goes very well.
    #[schemars(example = &"40%")]
    pub stretch: Field<Quantity>,
    /// Hold it here or above all quarter, in place of a target.
    #[schemars(example = &"99.9%")]
    pub at_least: Field<Quantity>,
    /// Hold it here or below all quarter, in place of a target.
    #[schemars(example = &"250 ms")]
    pub at_most: Field<Quantity>,
    /// Who answers for it; the owner of the objective unless you write one.
    #[schemars(example = &"ana")]
    pub owner: Field<Owner>,
    /// How much it counts in the objective’s score; 1 unless you write one.
    pub weight: Field<Weight>,
    /// How sure the owner is at the start, from 1 to 10.
    pub confidence: Field<Confidence>,
    /// The key results of others that it needs, as team/objective/key-result.
    #[schemars(example = ["platform/fast-api/p95"])]
    pub depends_on: List<String>,
    /// What counts of several values: for a target the `last`, unless you write `sum` (they add up) or `mean`; for a
    /// limit the `share` of check-ins that held it, unless you write `worst`, `sum`, `mean` or `last`.
    pub aggregate: Field<Aggregate>,
    /// Where it should be by when, for what does not move in a straight line.
    pub phased_targets: List<PhasedTarget>,
    /// The day it starts, where that is later than the quarter.
    #[schemars(extend("examples" = ["2026-01-20"]))]
    pub starts: Field<Day>,
    /// Given up in mid-quarter, with its reason. From that day it counts in no mean.
    pub cancelled: Field<Box<Cancelled>>,
    /// Where to read more: pages, tickets, dashboards.
    #[schemars(example = ["https://tracker.example/browse/GROW-12"])]
    pub links: List<String>,
    /// What was measured, the oldest first: once a week is good.
    pub check_ins: List<CheckIn>,
    /// What was changed in mid-quarter, in the open.
    pub revisions: List<Revision>,
    /// A grade set by hand, with its reason. The computed one is still shown beside it.
    pub grade: Field<Box<GradeByHand>>,
}

impl ShortForm for KeyResult {
    const FIELD: &'static str = "key_result";
}

/// A step on the way of a key result that does not move in a straight line.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Phased target", deny_unknown_fields, extend("required" = ["by", "target"]))]
pub struct PhasedTarget {
    /// The day it should be reached by.
    pub by: Field<Day>,
    /// Where it should be then.
    #[schemars(example = &"28%")]
    pub target: Field<Quantity>,
}

/// Something given up in mid-quarter, in the open.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Cancelled", deny_unknown_fields, extend("required" = ["date", "reason"]))]
pub struct Cancelled {
    /// The day it was decided.
    pub date: Field<Day>,
    /// Why.
    #[schemars(example = &"the partner withdrew")]
    pub reason: Field<String>,
}

/// A check-in of a key result, or a reading of a metric. A check-in may leave its value out: it then says that somebody
/// looked and there is no new number.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Check-in or reading", deny_unknown_fields, extend("required" = ["date"]))]
pub struct CheckIn {
    /// The day the value is about: March’s revenue, known on 2 April, is dated 31 March.
    pub date: Field<Day>,
    /// What was measured. A reading of a metric needs one.
    #[schemars(example = &"25.5%")]
    pub value: Field<Quantity>,
    /// How sure the owner is now, from 1 to 10.
    pub confidence: Field<Confidence>,
    /// What happened, in a few words. In braces, quote words with commas.
    #[schemars(with = "Field<String>", example = &"template gallery is live")]
    pub note: Field<Excerpt>,
}

impl CheckIn {
    /// Whether it has a date and a value that could be read.
    #[must_use]
    pub fn is_measured(&self) -> bool {
        self.date.get().is_some() && self.value.get().is_some()
    }

    /// The same, or a date and no value at all.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.date.get().is_some() && (self.value.is_absent() || self.value.get().is_some())
    }
}

/// A change in mid-quarter, in the open.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Revision", deny_unknown_fields, extend("required" = ["date", "field", "reason"]))]
pub struct Revision {
    /// The day it was decided.
    pub date: Field<Day>,
    /// What was changed.
    pub field: Field<RevisedField>,
    /// What it was.
    #[schemars(with = "TextOrNumber", example = &"38%")]
    pub from: Field<String>,
    /// What it is now.
    #[schemars(with = "TextOrNumber", example = &"35%")]
    pub to: Field<String>,
    /// Why.
    #[schemars(example = &"pricing change removed the free tier")]
    pub reason: Field<String>,
}

/// A grade set by hand.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Grade by hand", deny_unknown_fields, extend("required" = ["score", "reason"]))]
pub struct GradeByHand {
    /// The grade, from 0 to 1.
    pub score: Field<HandGrade>,
    /// Why the computed grade is not the fair one.
    #[schemars(example = &"the baseline had been counted twice")]
    pub reason: Field<String>,
}

/// A bet: work that should move key results.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Initiative", deny_unknown_fields, extend("required" = ["title"]))]
pub struct Initiative {
    /// What is done.
    #[schemars(example = &"Template gallery")]
    pub title: Field<String>,
    /// The key results of this objective that it should move.
    #[schemars(example = ["activation"])]
    pub bets_on: List<String>,
    /// Who does it.
    #[schemars(example = &"li")]
    pub owner: Field<Owner>,
    /// How far it is.
    pub status: Field<InitiativeStatus>,
    /// The day work on it started.
    pub started: Field<Day>,
    /// What came of it.
    #[schemars(example = &"+3% activation in the experiment")]
    pub result: Field<String>,
    /// What was decided then.
    pub decision: Field<Decision>,
    /// Where to read more: pages, tickets, dashboards.
    #[schemars(example = ["https://tracker.example/browse/GROW-12"])]
    pub links: List<String>,
}

impl ShortForm for Initiative {
    const FIELD: &'static str = "title";
}
