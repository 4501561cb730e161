//! Rules about one key result at a time.

use super::Rule;

mod activity_key_result;
mod compound_key_result;
mod key_result_count;
mod missing_baseline;
mod output_key_result;
mod vague_key_result;
mod vanity_metric;
mod wording;

pub(super) static RULES: &[&Rule] = &[
    &key_result_count::RULE,
    &missing_baseline::RULE,
    &output_key_result::RULE,
    &activity_key_result::RULE,
    &vague_key_result::RULE,
    &vanity_metric::RULE,
    &compound_key_result::RULE,
];
