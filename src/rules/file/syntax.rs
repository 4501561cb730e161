//! `syntax`.

use super::super::{Check, Rule, report_problems};
use crate::finding::Level;
use crate::yaml::ProblemKind;

pub(super) static RULE: Rule = Rule {
    name: "syntax",
    summary: "a file, or part of it, that is not valid YAML",
    page: include_str!("syntax.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::File(|context, file| report_problems(context, file, ProblemKind::Syntax)),
};
