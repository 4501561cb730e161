//! What the JSON Schemas say of a file, by a validator that others wrote.

use super::case::File;
use crate::schema::{GOALS, SETTINGS};

/// `accepted`, or a line for each mistake: where it is in the file, and what is wrong.
pub(crate) fn judgement(file: &File) -> Vec<String> {
    let validator = if file.is_settings() { &SETTINGS } else { &GOALS };
    match validator.wrong_in(&file.text) {
        None => vec!["no YAML".to_owned()],
        Some(wrong) if wrong.is_empty() => vec!["accepted".to_owned()],
        Some(wrong) => wrong.lines().map(|line| line.trim().to_owned()).collect(),
    }
}
