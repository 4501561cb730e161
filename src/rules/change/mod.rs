//! Rules about what changed since an earlier version.

use super::Rule;

mod acknowledged;
mod given_up;
mod invented;
mod judged_by;
mod late_goals;
mod metrics;
mod moved_target;
mod newcomers;
mod rewritten;
mod told;
mod unstable_north_star;

pub(super) static RULES: &[&Rule] = &[&moved_target::RULE, &late_goals::RULE, &unstable_north_star::RULE];
