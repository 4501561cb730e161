//! Rules about the file as a file.

use super::Rule;

mod bad_suppression;
mod duplicate_key;
mod invalid_value;
mod syntax;
mod unknown_field;
mod unused_suppression;

pub(crate) use bad_suppression::RULE as BAD_SUPPRESSION;
pub(crate) use unused_suppression::RULE as UNUSED_SUPPRESSION;

pub(super) static RULES: &[&Rule] = &[
    &syntax::RULE,
    &unknown_field::RULE,
    &invalid_value::RULE,
    &duplicate_key::RULE,
    &bad_suppression::RULE,
    &unused_suppression::RULE,
];
