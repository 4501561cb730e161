//! Edits: a file that was changed says what it should, and every line that the change is not about stays.

use okr::yaml::edit::check_one_edit;

/// The first line is a value to write, its length and bytes choose one of the edits that the rest offers.
pub fn edits(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (value, text) = text.split_once('\n').unwrap_or(("x: y", text));
    let choice =
        value.bytes().fold(value.len() as u64, |choice, byte| choice.wrapping_mul(31) ^ u64::from(byte));
    for step in 0..4 {
        if let Err(wrong) = check_one_edit(text, choice.wrapping_add(step), value) {
            panic!("{wrong}:\n{text}");
        }
    }
}
