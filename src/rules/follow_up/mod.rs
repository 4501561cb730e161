//! Rules about what happens between setting goals and learning from them. What is late, moved or graded is what `okr status`
//! and `okr grade` say: the definitions are those of [`crate::score`].

use super::Rule;
use crate::goals::MetricView;

mod breached_guardrail;
mod check_in_dates;
mod check_ins;
mod double_driven_metric;
mod ending;
mod guardrails;
mod missing_reflection;
mod revised_numbers;
mod stale_check_in;
mod stale_guardrail;
mod stale_metric;
mod stalled_bet;
mod ungraded_quarter;
mod untrue_revision;
mod value_outside_quarter;
mod watermelon;

pub(super) static RULES: &[&Rule] = &[
    &breached_guardrail::RULE,
    &stale_check_in::RULE,
    &stale_guardrail::RULE,
    &stale_metric::RULE,
    &check_in_dates::RULE,
    &stalled_bet::RULE,
    &watermelon::RULE,
    &ungraded_quarter::RULE,
    &missing_reflection::RULE,
    &double_driven_metric::RULE,
    &value_outside_quarter::RULE,
    &untrue_revision::RULE,
];

/// How the next value of a metric comes, where nobody types it.
fn how_to_pull(metric: MetricView<'_>) -> Option<String> {
    let id = metric.id().filter(|_| metric.is_pulled())?;
    Some(format!("its values are pulled: run `okr pull {id}`"))
}

/// Progress below this share of the distance from baseline to target counts as none.
const STANDSTILL: f64 = 0.02;
