//! Rules about what changed since an earlier version.

use super::Rule;

mod acknowledged;
mod moved_target;
mod unstable_north_star;

pub(super) static RULES: &[&Rule] = &[&moved_target::RULE, &unstable_north_star::RULE];
