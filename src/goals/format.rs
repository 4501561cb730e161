//! The goal file format as structs. Every field knows its place in the file and may be absent.

use super::calendar::{Cycle, Period, Quarter};
pub use super::check_ins::CheckIn;
use super::check_ins::CheckIns;
use super::day::Day;
use super::schema::TextOrNumber;
use super::values::{
    Aggregate, Ambition, Better, Confidence, Decision, Frequency, HandGrade, Id, Indicator, InitiativeStatus,
    Level, MetricId, Owner, RevisedField, Stage, Weight,
};
use crate::quantity::Quantity;
use crate::source::Excerpt;
use crate::yaml::{Field, Rare, Short, ShortForm, schema_of};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

/// A list whose items know their places in the file.
pub type List<T> = Field<Vec<Field<T>>>;

/// A list of check-ins or readings, and its place in the file.
pub type CheckInList = Field<CheckIns>;

/// A list that most leave out.
pub type RareList<T> = Rare<Vec<Field<T>>>;

/// The JSON Schema (draft 2020-12) of a goal file, generated from the structs below.
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
    /// Whose goals these are; `team` by default.
    pub level: Field<Level>,
    /// The default owner of everything in this file.
    #[schemars(example = &"ana")]
    pub owner: Field<Owner>,
    /// The default ambition of the objectives in this file.
    pub ambition: Field<Ambition>,
    /// Where the team wants to be at the end of the quarter. One to three are plenty.
    pub objectives: List<Objective>,
    /// Goals that were removed during the quarter: `field: removed`, `from: objective/key-result`.
    pub revisions: RareList<Revision>,
    /// The one metric that captures the value you deliver to users.
    #[schemars(extend("examples" = [{"id": "weekly_active_teams"}]))]
    pub north_star: Field<Box<Metric>>,
    /// The three to five metrics that drive the north star, each owned by one team.
    #[schemars(extend("examples" = [[{"id": "activation_rate"}]]))]
    pub input_metrics: RareList<Metric>,
    /// What must not get worse. Describe a guardrail once; in a file with objectives, its bare
    /// id makes it a guardrail of every objective without guardrails.
    #[schemars(example = [&"support_tickets"])]
    pub guardrails: RareList<Short<Metric>>,
    /// Other metrics worth watching.
    #[schemars(extend("examples" = [[{"id": "monthly_revenue"}]]))]
    pub metrics: RareList<Metric>,
}

/// A metric of any kind: the north star, an input metric, a guardrail, or any other.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Metric", deny_unknown_fields, extend("required" = ["id"]))]
pub struct Metric {
    /// The name others refer to it by, unique among all metrics.
    pub id: Field<MetricId>,
    /// Display name.
    #[schemars(example = &"Activation rate")]
    pub name: Field<String>,
    /// What exactly is counted, so that two people would get the same number.
    #[schemars(example = &"New sign-ups who finish a first workflow within seven days")]
    pub definition: Field<String>,
    /// How it is calculated, in words.
    #[schemars(example = &"activated sign-ups / all sign-ups of the week")]
    pub formula: Field<String>,
    /// Where the numbers come from: a name, or `system` and `location`.
    pub source: Field<Short<Source>>,
    /// Dimensions it is broken down by.
    #[schemars(example = ["plan", "company size"])]
    pub segments: List<String>,
    /// How often it is reported and reviewed. A single word means `reported`.
    pub cadence: Field<Short<Cadence>>,
    /// Who is responsible for the number and its definition.
    #[schemars(example = &"ana")]
    pub owner: Field<Owner>,
    /// Leading or lagging indicator.
    pub indicator: Field<Indicator>,
    /// Stage of the customer lifecycle.
    pub stage: Field<Stage>,
    /// Which direction is better; `higher` by default.
    pub better: Field<Better>,
    /// The one team that owns it, for an input metric.
    #[schemars(example = &"growth")]
    pub team: Field<Id>,
    /// Metrics it is expected to move. An input metric drives the north star by default.
    #[schemars(example = ["weekly_active_teams"])]
    pub drives: List<String>,
    /// The metric that would get worse if this one were improved in the wrong way.
    #[schemars(example = &"day_30_retention")]
    pub counter_metric: Field<String>,
    /// Targets by period.
    pub targets: List<PeriodTarget>,
    /// Measured values, oldest first. Add a line for each new number and keep the old ones.
    #[schemars(with = "List<CheckIn>")]
    pub readings: CheckInList,
    /// Where `okr pull` gets its values. They are in `readings/<id>.csv`, beside those under `readings`.
    #[schemars(extend("examples" = [{"from": "warehouse", "sql": "sql/activation.sql"}]))]
    pub pull: Field<Box<Pull>>,
    /// Starting value of a guardrail; by default its last reading before the quarter.
    pub baseline: Field<Quantity>,
    /// How far a guardrail may rise above its baseline: a percentage of it, or an absolute amount.
    #[schemars(example = &"5%")]
    pub max_increase: Field<Quantity>,
    /// How far a guardrail may fall below its baseline: a percentage of it, or an absolute amount.
    #[schemars(example = &"5%")]
    pub max_decrease: Field<Quantity>,
    /// The highest acceptable value.
    #[schemars(example = &"250 ms")]
    pub at_most: Field<Quantity>,
    /// The lowest acceptable value.
    #[schemars(example = &"99.9%")]
    pub at_least: Field<Quantity>,
    /// A formula over other metrics that must equal this one: ids, numbers, `+ - * /` and parentheses.
    #[schemars(example = &"customers * arpu")]
    pub equals: Field<String>,
    /// Which value counts of several readings, for key results and for its own targets and limits: `last` (the default),
    /// `sum`, `mean`, `share` or `worst`.
    pub aggregate: Field<Aggregate>,
    /// A breach of this guardrail is an error, not a warning.
    #[schemars(example = true)]
    pub critical: Field<bool>,
    /// Where to read more: pages, tickets, dashboards.
    #[schemars(example = ["https://tracker.example/browse/GROW-12"])]
    pub links: List<String>,
    /// Changes to this metric during the quarter, each with its reason.
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
    /// The table, event or report in that system.
    #[schemars(example = &"events.workflow_completed")]
    pub location: Field<String>,
    /// Who maintains the data.
    #[schemars(example = &"data-platform")]
    pub owner: Field<String>,
    /// Numerator of a ratio.
    #[schemars(example = &"events.workflow_completed within 7 days")]
    pub numerator: Field<String>,
    /// Denominator of a ratio.
    #[schemars(example = &"users.created_at")]
    pub denominator: Field<String>,
}

impl ShortForm for Source {
    const FIELD: &'static str = "system";
}

/// Where a metric’s values are pulled from.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Pull", deny_unknown_fields)]
#[schemars(extend("oneOf" = [{"required": ["from"]}, {"required": ["csv"]}]))]
pub struct Pull {
    /// The source that is asked, one of `sources` in okr.yaml.
    #[schemars(example = &"warehouse")]
    pub from: Field<String>,
    /// The query, or the file it is in, which ends in `.sql`. It yields the columns `date`, `value` and, if you like,
    /// `note`; with a column `metric`, one query serves several metrics. `{first_day}` and `{last_day}` in it are the
    /// days that are wanted.
    #[schemars(extend("examples" = ["sql/activation.sql"]))]
    pub sql: Field<String>,
    /// A CSV file of this workspace, instead of a source.
    #[schemars(example = &"data/activation.csv")]
    pub csv: Field<String>,
    /// The names of the columns, where they have others.
    #[schemars(extend("examples" = [{"date": "week", "value": "rate"}]))]
    pub columns: Field<Box<PullColumns>>,
}

impl Pull {
    /// The file that the query is in, where `sql` names one: a single word that ends in `.sql`.
    #[must_use]
    pub fn query_file(&self) -> Option<&str> {
        let sql = self.sql.get()?.trim();
        (sql.ends_with(".sql") && !sql.contains(char::is_whitespace)).then_some(sql)
    }

    /// The files that it names, as they are written: of its query, and of its values.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.query_file().into_iter().chain(self.csv.get().map(String::as_str))
    }
}

/// The names of the columns that values are pulled from.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Columns", deny_unknown_fields)]
pub struct PullColumns {
    /// The column with the days; `date` by default.
    #[schemars(example = &"week")]
    pub date: Field<String>,
    /// The column with the values; `value` by default.
    #[schemars(example = &"rate")]
    pub value: Field<String>,
    /// The column with notes; `note` by default, where there is one.
    #[schemars(example = &"comment")]
    pub note: Field<String>,
}

/// How often a metric is reported and reviewed.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Cadence", deny_unknown_fields)]
pub struct Cadence {
    /// How often there is a new reading.
    pub reported: Field<Frequency>,
    /// How often people review it together.
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
    /// The quarter, month, half-year or year it is for. If periods overlap, the shortest applies.
    pub period: Field<Period>,
    /// What to reach by the end of it.
    #[schemars(example = &"12K")]
    pub target: Field<Quantity>,
    /// A more ambitious value to reach if all goes very well.
    #[schemars(example = &"14K")]
    pub stretch: Field<Quantity>,
}

/// Where you want to be, in words that inspire.
// Users read this in their editors. It is an objective as it is read; a list keeps it in less room.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "Objective", title = "Objective", deny_unknown_fields, extend("required" = ["objective"]))]
pub struct WrittenObjective {
    /// The name others refer to it by, unique within the team and quarter; by default `o1`, `o2` and so on, by
    /// position.
    pub id: Field<Id>,
    /// The objective in one sentence, without numbers.
    #[schemars(example = &"New teams feel at home in their first week")]
    pub objective: Field<Excerpt>,
    /// Why it matters, and why now.
    #[schemars(example = &"60% of new teams never reach value")]
    pub why: Field<Excerpt>,
    /// Who is responsible; by default the owner of the file.
    #[schemars(example = &"ana")]
    pub owner: Rare<Owner>,
    /// The objectives, key results or metrics that this objective contributes to.
    #[schemars(example = ["company/win-mid-market", "activation_rate"])]
    pub supports: List<Excerpt>,
    /// `aspirational` (the default): 0.7 is a good grade. `committed`: only 1.0 is.
    pub ambition: Rare<Ambition>,
    /// Guardrails that must hold while this is pursued.
    #[schemars(example = ["support_tickets"])]
    pub guardrails: List<Excerpt>,
    /// Weight in the team’s score; 1 by default.
    pub weight: Rare<Weight>,
    /// Two to five measures that show whether the objective was reached. One sentence with its numbers is enough
    /// for each.
    pub key_results: List<Short<KeyResult>>,
    /// The work you bet on. It is not graded.
    pub initiatives: RareList<Short<Initiative>>,
    /// What you learned, written at the end of the quarter.
    #[schemars(example = &"Templates helped small teams only")]
    pub reflection: Rare<Excerpt>,
    /// Cancelled during the quarter, with the reason. It no longer counts in any score from that day on.
    pub cancelled: Rare<Cancelled>,
    /// Where to read more: pages, tickets, dashboards.
    #[schemars(example = ["https://tracker.example/browse/GROW-12"])]
    pub links: RareList<Excerpt>,
    /// Changes to its `ambition`, `weight` or `guardrails` during the quarter, each with its reason.
    pub revisions: RareList<Revision>,
}

boxed! {
    /// An objective: what nearly every one has, and a box for the rest where any of that is written.
    Objective from WrittenObjective {
        id: Field<Id>,
        objective: Field<Excerpt>,
        why: Field<Excerpt>,
        supports: List<Excerpt>,
        guardrails: List<Excerpt>,
        key_results: List<Short<KeyResult>>,
    }
    /// What few objectives have.
    RestOfObjective {
        owner: Rare<Owner>,
        ambition: Rare<Ambition>,
        weight: Rare<Weight>,
        initiatives: RareList<Short<Initiative>>,
        reflection: Rare<Excerpt>,
        cancelled: Rare<Cancelled>,
        links: RareList<Excerpt>,
        revisions: RareList<Revision>,
    }
}

/// A number that shows whether the objective was reached.
// Users read this in their editors. It is a key result as it is read; a list keeps it in less room.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "KeyResult", title = "Key result", deny_unknown_fields, extend("required" = ["key_result"]))]
pub struct WrittenKeyResult {
    /// The name others refer to it by, unique within the objective; by default `kr1`, `kr2` and so on, by position.
    #[schemars(example = &"activation")]
    pub id: Field<Id>,
    /// The key result in one sentence: what changes, for whom, from which value to which.
    #[schemars(example = &"Raise activation from 23% to 35%")]
    pub key_result: Field<Excerpt>,
    /// The metric it moves. The metric's readings are used as check-ins unless the key result has its own.
    #[schemars(example = &"activation_rate")]
    pub metric: Rare<Excerpt>,
    /// How it is measured, if no metric defines it.
    #[schemars(example = &"users who complete a first workflow within 7 days")]
    pub measurement: Rare<Excerpt>,
    /// Starting value. It may be in the sentence instead.
    #[schemars(example = &"23%")]
    pub baseline: Field<Quantity>,
    /// Value to reach. It may be in the sentence instead.
    #[schemars(example = &"35%")]
    pub target: Field<Quantity>,
    /// A more ambitious value to reach if all goes very well.
    #[schemars(example = &"40%")]
    pub stretch: Rare<Quantity>,
    /// Instead of a target: stay at or above this value all quarter.
    #[schemars(example = &"99.9%")]
    pub at_least: Rare<Quantity>,
    /// Instead of a target: stay at or below this value all quarter.
    #[schemars(example = &"250 ms")]
    pub at_most: Rare<Quantity>,
    /// Who is responsible; by default the owner of the objective.
    #[schemars(example = &"ana")]
    pub owner: Rare<Owner>,
    /// Weight in the objective’s score; 1 by default.
    pub weight: Rare<Weight>,
    /// The owner's confidence at the start, from 1 to 10.
    pub confidence: Field<Confidence>,
    /// Key results of other teams that it depends on, as `team/objective/key-result`.
    #[schemars(example = ["platform/fast-api/p95"])]
    pub depends_on: RareList<Excerpt>,
    /// Which value counts if there are several. For a target: `last` (the default), `sum` (they add up) or `mean`. For a
    /// limit: `share` of check-ins within it (the default), `worst`, `sum`, `mean` or `last`.
    pub aggregate: Rare<Aggregate>,
    /// Intermediate targets, for numbers that do not move in a straight line.
    pub phased_targets: RareList<PhasedTarget>,
    /// The day it starts, if later than the quarter.
    #[schemars(extend("examples" = ["2026-01-20"]))]
    pub starts: Rare<Day>,
    /// Cancelled during the quarter, with the reason. It no longer counts in any score from that day on.
    pub cancelled: Rare<Cancelled>,
    /// Where to read more: pages, tickets, dashboards.
    #[schemars(example = ["https://tracker.example/browse/GROW-12"])]
    pub links: RareList<Excerpt>,
    /// Measured values, oldest first; once a week is good.
    #[schemars(with = "List<CheckIn>")]
    pub check_ins: CheckInList,
    /// Changes during the quarter, each with its reason.
    pub revisions: RareList<Revision>,
    /// A grade set by hand, with the reason. The calculated one is still shown beside it.
    pub grade: Rare<GradeByHand>,
}

boxed! {
    /// A key result: what nearly every one has, and a box for the rest where any of that is written.
    KeyResult from WrittenKeyResult {
        id: Field<Id>,
        key_result: Field<Excerpt>,
        baseline: Field<Quantity>,
        target: Field<Quantity>,
        confidence: Field<Confidence>,
        check_ins: CheckInList,
    }
    /// What few key results have.
    RestOfKeyResult {
        metric: Rare<Excerpt>,
        measurement: Rare<Excerpt>,
        stretch: Rare<Quantity>,
        at_least: Rare<Quantity>,
        at_most: Rare<Quantity>,
        owner: Rare<Owner>,
        weight: Rare<Weight>,
        depends_on: RareList<Excerpt>,
        aggregate: Rare<Aggregate>,
        phased_targets: RareList<PhasedTarget>,
        starts: Rare<Day>,
        cancelled: Rare<Cancelled>,
        links: RareList<Excerpt>,
        revisions: RareList<Revision>,
        grade: Rare<GradeByHand>,
    }
}

impl ShortForm for KeyResult {
    const FIELD: &'static str = "key_result";
}

/// An intermediate target of a key result that does not move in a straight line.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Phased target", deny_unknown_fields, extend("required" = ["by", "target"]))]
pub struct PhasedTarget {
    /// The day by which it should be reached.
    pub by: Field<Day>,
    /// The value to reach by then.
    #[schemars(example = &"28%")]
    pub target: Field<Quantity>,
}

/// The cancellation of a goal during the quarter.
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

/// A change during the quarter.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Revision", deny_unknown_fields, extend("required" = ["date", "field", "reason"]))]
pub struct Revision {
    /// The day it was decided.
    pub date: Field<Day>,
    /// What changed.
    pub field: Field<RevisedField>,
    /// The value before.
    #[schemars(with = "TextOrNumber", example = &"38%")]
    pub from: Field<String>,
    /// The value now.
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
    /// Why the calculated grade is not fair.
    #[schemars(example = &"the baseline had been counted twice")]
    pub reason: Field<String>,
}

/// A bet: work that should move key results.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Initiative", deny_unknown_fields, extend("required" = ["title"]))]
pub struct Initiative {
    /// The work to do.
    #[schemars(example = &"Template gallery")]
    pub title: Field<String>,
    /// The key results of this objective that it should move.
    #[schemars(example = ["activation"])]
    pub bets_on: List<String>,
    /// Who is responsible for it.
    #[schemars(example = &"li")]
    pub owner: Field<Owner>,
    /// Current status.
    pub status: Field<InitiativeStatus>,
    /// The day work on it started.
    pub started: Field<Day>,
    /// The result.
    #[schemars(example = &"+3% activation in the experiment")]
    pub result: Field<String>,
    /// What was decided: keep it, stop it, or another iteration.
    pub decision: Field<Decision>,
    /// Where to read more: pages, tickets, dashboards.
    #[schemars(example = ["https://tracker.example/browse/GROW-12"])]
    pub links: List<String>,
}

impl ShortForm for Initiative {
    const FIELD: &'static str = "title";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use crate::yaml::{field_names, read};

    #[test]
    fn what_few_key_results_have_is_kept_wherever_it_is_written() {
        let usual = ["id", "key_result", "baseline", "target", "confidence", "check_ins"];
        for field in field_names::<KeyResult>() {
            let key_result = read::<KeyResult>(&format!("{field}: x"), FileId(0)).value.unwrap();
            assert_eq!(key_result.rest.is_some(), !usual.contains(field), "{field}");
        }
    }

    #[test]
    fn what_few_objectives_have_is_kept_wherever_it_is_written() {
        let usual = ["id", "objective", "why", "supports", "guardrails", "key_results"];
        for field in field_names::<Objective>() {
            let objective = read::<Objective>(&format!("{field}: x"), FileId(0)).value.unwrap();
            assert_eq!(objective.rest.is_some(), !usual.contains(field), "{field}");
        }
    }
}
