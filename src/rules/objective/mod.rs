//! Rules about objectives, and what hangs on them.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
