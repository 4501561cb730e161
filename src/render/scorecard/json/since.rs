//! What changed since an earlier day, in the JSON contract.

use super::word;
use crate::review::{
    Course, GuardrailNews, InitiativeNews, KeyResultNews, MetricNews, ObjectiveNews, Revised, Said, Since,
    TeamNews,
};
use crate::score::Reading;
use schemars::JsonSchema;
use serde::Serialize;

/// What changed since an earlier day; of `okr status --since` only.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Since")]
pub(super) struct JsonSince<'c> {
    /// The day that is compared with, as it was at its end.
    #[schemars(extend("format" = "date"))]
    date: String,
    /// Whether git has the goals of that day. Otherwise only what has a date was compared.
    from_history: bool,
    #[serde(flatten)]
    course: JsonCourse,
    /// Those in which something changed.
    teams: Vec<Team<'c>>,
    /// Those with a new reading.
    metrics: Vec<Metric<'c>>,
    /// Those whose status changed, with a new reading, or breached.
    guardrails: Vec<Guardrail<'c>>,
    /// The addresses of key results on which nothing changed.
    unchanged: &'c [String],
}

/// The state before and after; null if it did not exist or is gone.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Course")]
struct JsonCourse {
    score_before: Option<f64>,
    score: Option<f64>,
    /// As `on_track`.
    status_before: Option<String>,
    /// As `off_track`.
    status: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TeamSince")]
struct Team<'c> {
    team: &'c str,
    /// `company`, `team` or `individual`.
    level: &'static str,
    #[serde(flatten)]
    course: JsonCourse,
    objectives: Vec<Objective<'c>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ObjectiveSince")]
struct Objective<'c> {
    /// The former one where it is gone.
    address: &'c str,
    objective: &'c str,
    #[serde(flatten)]
    course: JsonCourse,
    key_results: Vec<KeyResult<'c>>,
    /// Those that are new, gone, or at another stage.
    initiatives: Vec<Initiative<'c>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "InitiativeSince")]
struct Initiative<'c> {
    title: &'c str,
    /// Status, result and decision; null if it did not exist.
    before: Option<&'c str>,
    /// The same now; null if it is gone.
    after: Option<&'c str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "KeyResultSince")]
struct KeyResult<'c> {
    /// The former one where it is gone.
    address: &'c str,
    key_result: &'c str,
    #[serde(flatten)]
    course: JsonCourse,
    /// As it is written.
    value_before: Option<&'c str>,
    /// As it is written.
    value: Option<&'c str>,
    /// New check-ins and readings, oldest first.
    check_ins: Vec<CheckIn<'c>>,
    /// Aims that changed.
    revised: Vec<Revision<'c>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CheckInSince")]
struct CheckIn<'c> {
    #[schemars(extend("format" = "date"))]
    date: String,
    /// As it is written; null where somebody only looked.
    value: Option<&'c str>,
    confidence: Option<u8>,
    note: Option<&'c str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RevisionSince")]
struct Revision<'c> {
    /// `baseline`, `target`, `at_least` or `at_most`.
    field: &'static str,
    before: Option<&'c str>,
    after: Option<&'c str>,
    /// Of the revision that says so.
    #[schemars(extend("format" = "date"))]
    date: Option<String>,
    reason: Option<&'c str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MetricSince")]
struct Metric<'c> {
    /// Its id.
    metric: &'c str,
    name: &'c str,
    north_star: bool,
    before: Option<Latest<'c>>,
    after: Latest<'c>,
}

#[derive(Serialize, JsonSchema)]
struct Latest<'c> {
    #[schemars(extend("format" = "date"))]
    date: String,
    /// As it is written.
    value: &'c str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "GuardrailSince")]
struct Guardrail<'c> {
    /// Its id.
    metric: &'c str,
    name: &'c str,
    owner: Option<&'c str>,
    /// As `ok`; null where it was no guardrail.
    state_before: Option<String>,
    /// As `breached`.
    state: String,
    reason: &'c str,
    before: Option<Latest<'c>>,
    after: Option<Latest<'c>>,
}

impl<'c> JsonSince<'c> {
    pub(super) fn of(since: &'c Since) -> Self {
        Self {
            date: since.day.to_string(),
            from_history: since.from_history,
            course: course(&since.quarter),
            teams: since.teams.iter().map(team).collect(),
            metrics: since.metrics.iter().map(metric).collect(),
            guardrails: since.guardrails.iter().map(guardrail).collect(),
            unchanged: &since.unchanged,
        }
    }
}

fn course(course: &Course) -> JsonCourse {
    JsonCourse {
        score_before: course.was.and_then(|was| was.score),
        score: course.is.and_then(|is| is.score),
        status_before: course.was.map(|was| word(was.status.name())),
        status: course.is.map(|is| word(is.status.name())),
    }
}

fn team(news: &TeamNews) -> Team<'_> {
    Team {
        team: &news.team,
        level: news.level.name(),
        course: course(&news.course),
        objectives: news.objectives.iter().map(objective).collect(),
    }
}

fn objective(news: &ObjectiveNews) -> Objective<'_> {
    Objective {
        address: &news.address,
        objective: &news.objective,
        course: course(&news.course),
        key_results: news.key_results.iter().map(key_result).collect(),
        initiatives: news.initiatives.iter().map(initiative).collect(),
    }
}

fn initiative(news: &InitiativeNews) -> Initiative<'_> {
    Initiative { title: &news.title, before: news.was.as_deref(), after: news.is.as_deref() }
}

fn key_result(news: &KeyResultNews) -> KeyResult<'_> {
    KeyResult {
        address: &news.address,
        key_result: &news.key_result,
        course: course(&news.course),
        value_before: news.value_was.as_deref(),
        value: news.value_is.as_deref(),
        check_ins: news.said.iter().map(check_in).collect(),
        revised: news.revised.iter().map(revision).collect(),
    }
}

fn check_in(said: &Said) -> CheckIn<'_> {
    CheckIn {
        date: said.day.to_string(),
        value: said.value.as_deref(),
        confidence: said.confidence,
        note: said.note.as_deref(),
    }
}

fn revision(revised: &Revised) -> Revision<'_> {
    Revision {
        field: revised.field,
        before: revised.from.as_deref(),
        after: revised.to.as_deref(),
        date: revised.day.map(|day| day.to_string()),
        reason: revised.reason.as_deref(),
    }
}

fn metric(news: &MetricNews) -> Metric<'_> {
    Metric {
        metric: &news.metric,
        name: &news.name,
        north_star: news.is_north_star,
        before: news.was.as_ref().map(latest),
        after: latest(&news.is),
    }
}

fn latest(reading: &Reading) -> Latest<'_> {
    Latest { date: reading.day.to_string(), value: reading.value.text() }
}

fn guardrail(news: &GuardrailNews) -> Guardrail<'_> {
    Guardrail {
        metric: &news.metric,
        name: &news.name,
        owner: news.owner.as_deref(),
        state_before: news.was.map(|was| word(was.name())),
        state: word(news.is.name()),
        reason: &news.reason,
        before: news.reading_was.as_ref().map(latest),
        after: news.reading.as_ref().map(latest),
    }
}
