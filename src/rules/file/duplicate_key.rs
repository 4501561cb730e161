//! `duplicate-key`.

use super::super::{Check, Rule, report_problems};
use crate::finding::Level;
use crate::yaml::ProblemKind;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-key",
    summary: "the same key twice in one mapping",
    page: include_str!("duplicate_key.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::File(|context, file| report_problems(context, file, ProblemKind::DuplicateKey)),
};
