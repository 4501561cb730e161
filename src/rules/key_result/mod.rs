//! Rules about one key result at a time.

use super::Rule;

mod missing_baseline;

pub(super) static RULES: &[&Rule] = &[&missing_baseline::RULE];
