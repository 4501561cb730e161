//! How goal files are laid out: the order of keys, and what stands on one line.

use crate::yaml::edit::Manner;

/// A goal file. Its sections stay in the order in which their author wrote them.
pub static FILE: Manner = Manner {
    order: &["quarter", "level", "person", "team", "owner", "ambition"],
    below: &[
        ("north_star", &METRIC),
        ("input_metrics", &METRIC),
        ("guardrails", &METRIC),
        ("metrics", &METRIC),
        ("objectives", &OBJECTIVE),
        ("revisions", &REVISION),
    ],
    in_braces: false,
};

static METRIC: Manner = Manner {
    order: &[
        "id",
        "name",
        "better",
        "stage",
        "indicator",
        "definition",
        "formula",
        "equals",
        "source",
        "pull",
        "segments",
        "cadence",
        "owner",
        "team",
        "drives",
        "counter_metric",
        "baseline",
        "at_least",
        "at_most",
        "max_increase",
        "max_decrease",
        "aggregate",
        "critical",
        "links",
        "targets",
        "revisions",
        "readings",
    ],
    below: BELOW_METRIC,
    in_braces: false,
};

const BELOW_METRIC: &[(&str, &Manner)] = &[
    ("source", &SOURCE),
    ("cadence", &CADENCE),
    ("targets", &TARGET),
    ("revisions", &REVISION),
    ("readings", &CHECK_IN),
];

static OBJECTIVE: Manner = Manner {
    order: &[
        "id",
        "objective",
        "why",
        "owner",
        "supports",
        "ambition",
        "guardrails",
        "weight",
        "cancelled",
        "links",
        "key_results",
        "initiatives",
        "reflection",
        "revisions",
    ],
    below: &[
        ("key_results", &KEY_RESULT),
        ("initiatives", &INITIATIVE),
        ("cancelled", &CANCELLED),
        ("revisions", &REVISION),
    ],
    in_braces: false,
};

static KEY_RESULT: Manner = Manner {
    order: &[
        "id",
        "key_result",
        "metric",
        "measurement",
        "baseline",
        "target",
        "stretch",
        "at_least",
        "at_most",
        "aggregate",
        "owner",
        "weight",
        "confidence",
        "depends_on",
        "starts",
        "phased_targets",
        "cancelled",
        "links",
        "revisions",
        "check_ins",
        "grade",
    ],
    below: &[
        ("phased_targets", &PHASED_TARGET),
        ("cancelled", &CANCELLED),
        ("check_ins", &CHECK_IN),
        ("revisions", &REVISION),
        ("grade", &GRADE),
    ],
    in_braces: false,
};

static INITIATIVE: Manner = Manner {
    order: &["title", "bets_on", "owner", "status", "started", "result", "decision", "links"],
    below: &[],
    in_braces: false,
};

static SOURCE: Manner = on_one_line(&["system", "location", "numerator", "denominator", "owner"]);
static CADENCE: Manner = on_one_line(&["reported", "reviewed"]);
static TARGET: Manner = on_one_line(&["period", "target", "stretch"]);
static CHECK_IN: Manner = on_one_line(&["date", "value", "confidence", "note"]);
static REVISION: Manner = on_one_line(&["date", "field", "from", "to", "reason"]);
static PHASED_TARGET: Manner = on_one_line(&["by", "target"]);
static CANCELLED: Manner = on_one_line(&["date", "reason"]);
static GRADE: Manner = on_one_line(&["score", "reason"]);

const fn on_one_line(order: &'static [&'static str]) -> Manner {
    Manner { order, below: &[], in_braces: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goals::format::{
        Cadence, Cancelled, CheckIn, GradeByHand, Initiative, KeyResult, Metric, Objective, PeriodTarget,
        PhasedTarget, Revision, Source,
    };
    use crate::yaml::field_names;

    #[test]
    fn every_field_has_its_place() {
        let kinds: [(&Manner, &[&str]); 13] = [
            (&METRIC, field_names::<Metric>()),
            (&METRIC, field_names::<Metric>()),
            (&OBJECTIVE, field_names::<Objective>()),
            (&KEY_RESULT, field_names::<KeyResult>()),
            (&INITIATIVE, field_names::<Initiative>()),
            (&SOURCE, field_names::<Source>()),
            (&CADENCE, field_names::<Cadence>()),
            (&TARGET, field_names::<PeriodTarget>()),
            (&CHECK_IN, field_names::<CheckIn>()),
            (&REVISION, field_names::<Revision>()),
            (&PHASED_TARGET, field_names::<PhasedTarget>()),
            (&CANCELLED, field_names::<Cancelled>()),
            (&GRADE, field_names::<GradeByHand>()),
        ];
        for (manner, fields) in kinds {
            let (mut order, mut fields) = (manner.order.to_vec(), fields.to_vec());
            order.sort_unstable();
            fields.sort_unstable();
            assert_eq!(order, fields);
        }
    }
}
