//! `bad-suppression`. The suppressions themselves are read in [`crate::suppression`].

use super::super::{Check, Rule};
use crate::finding::Level;

pub(crate) static RULE: Rule = Rule {
    name: "bad-suppression",
    summary: "a suppression without a reason, past its date, or for a rule that does not exist",
    page: include_str!("bad_suppression.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Suppressions,
};
