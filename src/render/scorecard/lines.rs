//! Running text between tables.

use super::{INDENT, Layout};
use unicode_width::UnicodeWidthStr;

/// A short beginning, and text that is wrapped beside it.
pub(super) fn hanging(start: &str, text: &str, layout: Layout) -> String {
    let margin = INDENT + start.width() + 2;
    let mut out = String::new();
    for (number, line) in wrap(text, layout.columns().saturating_sub(margin)).iter().enumerate() {
        let left = if number == 0 { start } else { "" };
        let pad = " ".repeat(margin - INDENT - left.width());
        out.push_str(&format!("{}{left}{pad}{line}\n", " ".repeat(INDENT)));
    }
    out
}

/// Breaks text between words; a word longer than the line keeps its own line.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
