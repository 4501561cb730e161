//! Rules about the file as a file.

use super::Rule;
use crate::goals::values::Level as GoalLevel;
use crate::goals::{GoalFile, Quarter};

mod bad_suppression;
mod duplicate_id;
mod duplicate_key;
mod invalid_value;
mod known;
mod missing_field;
mod missing_id;
mod numbers_in_sentence;
mod syntax;
mod unknown_field;
mod unknown_reference;
mod unsorted_check_ins;
mod unused_suppression;

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

/// The same, or the one of the year of `said` whose number the file's name or a folder says: `growth-q2.yaml`, `q2/growth.yaml`,
/// `2026/Q2/growth.yaml`, `growth-2026q2.yaml`.
fn quarter_meant(path: &str, said: Quarter) -> Option<Quarter> {
    let path_in_small = path.to_lowercase();
    let words: Vec<&str> = path_in_small.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let year = |word: &str| word.parse::<u16>().ok().filter(|year| (1990..2200).contains(year));
    let of_words = |at: usize| {
        let (before, number) = words[at].split_once('q')?;
        let number = number.parse::<u8>().ok()?;
        let before = match before {
            "" => at.checked_sub(1).and_then(|before| year(words[before])),
            before => Some(year(before)?),
        };
        Quarter::new(before.unwrap_or_else(|| said.year()), number)
    };
    // The name says it better than a folder.
    quarter_in(path).or_else(|| (0..words.len()).rev().find_map(of_words))
}
