//! Corrected lines, as shown in help.

use crate::yaml::quoting::quoted;

/// Longer lines are not repeated in a help text.
const LONGEST_LINE: usize = 1_000;

/// Help that shows the text in quotes, with what is before it on its line.
pub(super) fn in_quotes(prefix: &str, text: &str) -> String {
    with_example("write it in quotes", &format!("{prefix}{}", quoted(text)))
}

/// Advice with the corrected line, unless that is too long to read.
pub(super) fn with_example(advice: &str, line: &str) -> String {
    if line.len() > LONGEST_LINE { advice.to_owned() } else { format!("{advice}: `{line}`") }
}

/// What precedes a value on its line, from the dash or key on; empty if there is neither.
pub(super) fn prefix(text: &str, start: usize) -> &str {
    // Text further back is not worth reading: a single line may be as long as the file.
    let mut from = start.saturating_sub(LONGEST_LINE);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..start).unwrap_or_default();
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |i| i + 1)..];
    let words = line.trim_start();
    match words.trim_end().chars().next_back() {
        Some(':') => {
            let bracket = words.rfind(['{', '[']).or_else(|| words.rfind(", "));
            let after = bracket.map_or(0, |at| words[at..].rfind(',').map_or(at, |comma| at + comma) + 1);
            words[after..].trim_start()
        }
        Some('-') => words,
        _ => "",
    }
}

/// The start of a text, for a message.
pub(in crate::yaml) fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > 40 || line.len() < text.trim_end().len() {
        let head: String = line.chars().take(38).collect();
        format!("{}…", head.trim_end())
    } else {
        line.to_owned()
    }
}
