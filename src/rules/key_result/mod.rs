//! Rules about one key result at a time.

use super::Rule;

mod activity_key_result;
mod already_reached;
mod baseline_drift;
mod compound_key_result;
mod figures;
mod history;
mod implausible_value;
mod key_result_count;
mod lagging_key_result;
mod less_is_more;
mod missing_baseline;
mod missing_owner;
mod missing_target;
mod mixed_limits;
mod no_change;
mod output_key_result;
mod perfect_past;
mod text_disagrees;
mod timid_target;
mod unclear_allowance;
mod unclear_limit;
mod unclear_number;
mod unit_mismatch;
mod vague_key_result;
mod vanity_metric;
mod wording;
mod wrong_direction;

pub(super) static RULES: &[&Rule] = &[
    &key_result_count::RULE,
    &missing_baseline::RULE,
    &missing_target::RULE,
    &output_key_result::RULE,
    &activity_key_result::RULE,
    &vague_key_result::RULE,
    &no_change::RULE,
    &unit_mismatch::RULE,
    &wrong_direction::RULE,
    &text_disagrees::RULE,
    &unclear_number::RULE,
    &unclear_limit::RULE,
    &mixed_limits::RULE,
    &implausible_value::RULE,
    &missing_owner::RULE,
    &vanity_metric::RULE,
    &lagging_key_result::RULE,
    &compound_key_result::RULE,
    &already_reached::RULE,
    &timid_target::RULE,
    &baseline_drift::RULE,
];
