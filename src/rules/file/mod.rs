//! Rules about the file as a file.

use super::Rule;
use crate::goals::values::Level as GoalLevel;
use crate::goals::{GoalFile, Quarter};

mod bad_suppression;
mod duplicate_id;
mod duplicate_key;
mod invalid_value;
mod known;
mod misfiled_goals;
mod missing_field;
mod missing_id;
mod numbers_in_sentence;
mod quarter_of_path;
mod syntax;
mod unknown_field;
mod unknown_reference;
mod unsorted_check_ins;
mod unused_suppression;
mod versions;

pub(crate) use bad_suppression::RULE as BAD_SUPPRESSION;
pub(crate) use missing_id::id_for;
pub(crate) use unused_suppression::RULE as UNUSED_SUPPRESSION;

pub(super) static RULES: &[&Rule] = &[
    &syntax::RULE,
    &unknown_field::RULE,
    &invalid_value::RULE,
    &missing_field::RULE,
    &missing_id::RULE,
    &duplicate_key::RULE,
    &duplicate_id::RULE,
    &misfiled_goals::RULE,
    &unknown_reference::RULE,
    &bad_suppression::RULE,
    &unused_suppression::RULE,
    &numbers_in_sentence::RULE,
    &unsorted_check_ins::RULE,
];

/// Whether a file says whose its objectives are. If not, their addresses begin with the file's name for want
/// of a better one, and nobody should be held to that.
fn says_whose(file: &GoalFile) -> bool {
    let content = &file.content;
    match content.level.get() {
        Some(GoalLevel::Company) => true,
        Some(GoalLevel::Individual) => content.person.get().is_some(),
        Some(GoalLevel::Team) => content.team.get().is_some(),
        None => content.level.is_absent() && content.team.get().is_some(),
    }
}

/// The quarter that a folder or file is named after.
fn quarter_in(path: &str) -> Option<Quarter> {
    path.split(['/', '.']).rev().find_map(|part| part.parse().ok())
}
