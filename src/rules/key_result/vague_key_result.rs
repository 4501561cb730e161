//! `vague-key-result`.

use super::super::{Check, Context, Rule};
use super::wording;
use crate::finding::Level;
use crate::goals::ObjectiveView;
use crate::prose::Kind;

pub(super) static RULE: Rule = Rule {
    name: "vague-key-result",
    summary: "a key result that nobody could check",
    page: include_str!("vague_key_result.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Objective(check),
};

fn check(context: &mut Context<'_>, objective: ObjectiveView<'_>) {
    wording::report(context, objective, Kind::Vague);
}
