//! Rules about objectives, and what hangs on them.

use super::Rule;

mod annual_cycle;
mod lagging_only;
mod missing_guardrail;
mod missing_why;
mod numeric_objective;
mod objective_count;
mod output_objective;
mod terse_objective;
mod unaligned_objective;

pub(super) static RULES: &[&Rule] = &[
    &objective_count::RULE,
    &numeric_objective::RULE,
    &output_objective::RULE,
    &terse_objective::RULE,
    &missing_why::RULE,
    &unaligned_objective::RULE,
    &missing_guardrail::RULE,
    &lagging_only::RULE,
    &annual_cycle::RULE,
];
