//! Rules about objectives, and what belongs to them.

use super::Rule;

mod annual_cycle;
mod copied_key_result;
mod dependency_cycle;
pub(super) mod initiative_as_key_result;
mod lagging_only;
mod missing_guardrail;
mod missing_why;
mod numeric_objective;
mod objective_count;
mod output_objective;
mod pay_link;
mod pay_talk;
mod terse_objective;
mod unacknowledged_dependency;
mod unaligned_objective;
mod unclear_weights;
mod unconnected_initiative;
mod words;

pub(super) static RULES: &[&Rule] = &[
    &objective_count::RULE,
    &numeric_objective::RULE,
    &output_objective::RULE,
    &terse_objective::RULE,
    &missing_why::RULE,
    &unaligned_objective::RULE,
    &missing_guardrail::RULE,
    &lagging_only::RULE,
    &copied_key_result::RULE,
    &annual_cycle::RULE,
    &unconnected_initiative::RULE,
    &initiative_as_key_result::RULE,
    &pay_link::RULE,
    &dependency_cycle::RULE,
    &unacknowledged_dependency::RULE,
    &unclear_weights::RULE,
];
