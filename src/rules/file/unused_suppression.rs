//! `unused-suppression`. The suppressions themselves are read in [`crate::suppression`].

use super::super::{Check, Rule};
use crate::finding::Level;

pub(crate) static RULE: Rule = Rule {
    name: "unused-suppression",
    summary: "a suppression that silences nothing",
    page: include_str!("unused_suppression.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Suppressions,
};
