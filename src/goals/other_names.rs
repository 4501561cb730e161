//! The mappings of a file by what they describe, and other names that people have for their keys.

/// What a mapping describes, by a key that only it can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    File,
    Objective,
    KeyResult,
    CheckIn,
    Initiative,
    Metric,
    Target,
    Revision,
    Grade,
    Cancelled,
    Pull,
    Phase,
}

impl Of {
    /// The mapping that has these keys.
    pub(super) fn with(known: &[&str]) -> Option<Self> {
        let marks = [
            ("north_star", Of::File),
            ("key_results", Of::Objective),
            ("bets_on", Of::Initiative),
            ("readings", Of::Metric),
            ("key_result", Of::KeyResult),
            ("field", Of::Revision),
            ("period", Of::Target),
            ("confidence", Of::CheckIn),
            ("score", Of::Grade),
            ("reason", Of::Cancelled),
            ("csv", Of::Pull),
            ("by", Of::Phase),
        ];
        marks.into_iter().find(|(mark, _)| known.contains(mark)).map(|(_, of)| of)
    }
}

/// Other names of a key. Where a value is given, the name means the key only with such a value.
pub(super) const NAMES: &[(Of, &str, &[&str])] = &[
    (Of::File, "objectives", &["okrs", "okr", "goals"]),
    (Of::File, "metrics", &["kpis", "kpi", "indicators"]),
    (Of::File, "north_star", &["northstar", "north_star_metric", "nsm"]),
    (Of::File, "input_metrics", &["inputs", "input", "drivers", "levers"]),
    (Of::File, "guardrails", &["guardrail_metrics", "guard_rails", "counter_metrics", "health_metrics"]),
    (Of::File, "team", &["group", "squad", "department", "team_name"]),
    (Of::File, "quarter", &["period", "cycle", "timeframe", "time_frame", "when"]),
    (Of::File, "owner", OWNERS),
    (Of::Objective, "objective", &["title", "name", "goal", "text", "summary", "statement", "o"]),
    (Of::Objective, "key_results", &["krs", "kr", "keyresults", "results", "measures", "key_results_list"]),
    (Of::Objective, "why", &["reason", "rationale", "because", "motivation", "purpose"]),
    (
        Of::Objective,
        "supports",
        &[
            "parent",
            "parents",
            "aligned_to",
            "aligned_with",
            "aligns_to",
            "aligns_with",
            "alignment",
            "contributes_to",
        ],
    ),
    (Of::Objective, "initiatives", &["projects", "tasks", "actions", "bets", "activities", "epics"]),
    (Of::Objective, "reflection", &["learnings", "learning", "lessons", "retro", "retrospective"]),
    (Of::Objective, "weight", WEIGHTS),
    (Of::Objective, "links", LINKS),
    (Of::Objective, "owner", OWNERS),
    (
        Of::KeyResult,
        "key_result",
        &["title", "name", "kr", "result", "text", "summary", "statement", "keyresult", "objective"],
    ),
    (
        Of::KeyResult,
        "baseline",
        &["start", "from", "initial", "start_value", "starting_value", "baseline_value", "begin"],
    ),
    (Of::KeyResult, "target", &["goal", "end", "to", "target_value", "goal_value", "end_value", "aim"]),
    (Of::KeyResult, "at_least", &["min", "minimum", "floor", "not_below"]),
    (Of::KeyResult, "at_most", &["max", "maximum", "ceiling", "not_above"]),
    (Of::KeyResult, "metric", &["kpi", "metric_id", "indicator"]),
    (Of::KeyResult, "measurement", &["measure", "measured_by", "how", "how_measured"]),
    (
        Of::KeyResult,
        "check_ins",
        &["checkins", "check_in", "checkin", "updates", "history", "readings", "measurements", "values"],
    ),
    (Of::KeyResult, "stretch", &["stretch_goal", "stretch_target"]),
    (Of::KeyResult, "depends_on", &["dependencies", "dependency", "depends", "blocked_by"]),
    (Of::KeyResult, "weight", WEIGHTS),
    (Of::KeyResult, "links", LINKS),
    (Of::KeyResult, "owner", OWNERS),
    (
        Of::CheckIn,
        "note",
        &["notes", "comment", "comments", "remark", "remarks", "text", "message", "description"],
    ),
    (Of::CheckIn, "date", &["day", "on", "when", "at", "week_of"]),
    (
        Of::CheckIn,
        "value",
        &["number", "measured", "actual", "current", "amount", "result", "reading", "val"],
    ),
    (Of::CheckIn, "confidence", &["conf", "sureness", "certainty", "confidence_level"]),
    (Of::Initiative, "title", &["name", "initiative", "project", "task", "action", "bet", "text", "summary"]),
    (Of::Initiative, "bets_on", &["key_results", "krs", "supports", "drives", "for", "moves", "key_result"]),
    (Of::Initiative, "started", &["start", "start_date", "started_on", "since", "from"]),
    (Of::Initiative, "status", &["state", "stage"]),
    (Of::Initiative, "result", &["outcome", "results", "learning", "learnings"]),
    (Of::Initiative, "links", LINKS),
    (Of::Initiative, "owner", OWNERS),
    (Of::Metric, "name", &["title", "label"]),
    (Of::Metric, "definition", &["description", "meaning", "what", "defined_as"]),
    (Of::Metric, "formula", &["calculation", "computation", "computed_as"]),
    (
        Of::Metric,
        "readings",
        &["values", "data", "check_ins", "checkins", "measurements", "history", "series"],
    ),
    (Of::Metric, "better", &["direction", "polarity", "good", "desired"]),
    (Of::Metric, "at_least", &["min", "minimum", "floor"]),
    (Of::Metric, "at_most", &["max", "maximum", "ceiling"]),
    (Of::Metric, "cadence", &["frequency", "interval"]),
    (Of::Metric, "targets", &["goals"]),
    (Of::Metric, "links", LINKS),
    (Of::Metric, "owner", OWNERS),
    (Of::Revision, "date", &["day", "on", "when"]),
    (Of::Revision, "field", &["what", "changed", "key"]),
    (Of::Revision, "from", &["old", "before", "was"]),
    (Of::Revision, "to", &["new", "after", "now"]),
    (Of::Revision, "reason", &["why", "because", "note", "comment"]),
    (Of::KeyResult, "starts", &["start_date", "starts_on", "started", "begins"]),
    (Of::Target, "period", &["quarter", "cycle", "year"]),
    (Of::Target, "target", &["value", "goal", "to", "number"]),
    (Of::Phase, "by", &["date", "on", "day", "until", "when", "due", "period", "deadline"]),
    (Of::Phase, "target", &["value", "goal", "to", "number", "at"]),
];

const OWNERS: &[&str] =
    &["responsible", "lead", "dri", "assignee", "accountable", "owners", "owned_by", "champion"];

const WEIGHTS: &[&str] = &["weighting", "weightage"];

const LINKS: &[&str] = &["link", "url", "urls"];
