//! Rules about objectives, and what hangs on them.

use super::Rule;

mod numeric_objective;
mod output_objective;
mod terse_objective;

pub(super) static RULES: &[&Rule] =
    &[&numeric_objective::RULE, &output_objective::RULE, &terse_objective::RULE];
