//! `invalid-value`.

use super::super::{Check, Rule, report_problems};
use crate::finding::Level;
use crate::yaml::ProblemKind;

pub(super) static RULE: Rule = Rule {
    name: "invalid-value",
    summary: "a value of the wrong type, or one that is not accepted",
    page: include_str!("invalid_value.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::File(|context, file| report_problems(context, file, ProblemKind::InvalidValue)),
};
