//! `unknown-field`.

use super::super::{Check, Rule, report_problems};
use crate::finding::Level;
use crate::yaml::ProblemKind;

pub(super) static RULE: Rule = Rule {
    name: "unknown-field",
    summary: "a field that the format does not have",
    page: include_str!("unknown_field.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::File(|context, file| report_problems(context, file, ProblemKind::UnknownField)),
};
