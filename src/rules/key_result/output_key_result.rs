//! `output-key-result`.

use super::super::{Check, Context, Rule};
use super::wording;
use crate::finding::Level;
use crate::goals::ObjectiveView;
use crate::prose::Kind;

pub(super) static RULE: Rule = Rule {
    name: "output-key-result",
    summary: "a key result that delivers a thing instead of changing a measure",
    page: include_str!("output_key_result.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Objective(check),
};

fn check(context: &mut Context<'_>, objective: ObjectiveView<'_>) {
    wording::report(context, objective, Kind::Output);
}
