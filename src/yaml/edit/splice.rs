//! Replaces bytes.

use crate::yaml::change::Refusal;
use std::ops::Range;

/// New bytes for a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Replacement {
    pub(super) at: Range<usize>,
    pub(super) with: String,
}

impl Replacement {
    pub(super) fn insert(at: usize, with: String) -> Self {
        Self { at: at..at, with }
    }
}

/// The text with its replacements, which must not overlap.
pub(super) fn splice(text: &str, mut replacements: Vec<Replacement>) -> Result<String, Refusal> {
    const BUG: Refusal = Refusal("two edits overlap");
    replacements.sort_by_key(|replacement| (replacement.at.start, replacement.at.end));
    let mut edited = String::with_capacity(text.len() + 32 * replacements.len());
    let mut copied = 0;
    for Replacement { at, with } in replacements {
        if at.start < copied {
            return Err(BUG);
        }
        edited.push_str(text.get(copied..at.start).ok_or(BUG)?);
        edited.push_str(&with);
        copied = at.end;
    }
    edited.push_str(text.get(copied..).ok_or(BUG)?);
    Ok(edited)
}
