//! A file's change as a unified diff.

use super::text::visible;
use anstyle::AnsiColor;
use similar::TextDiff;

/// A file's change as a unified diff, with what comes and what goes in the usual colours.
#[must_use]
pub fn unified(path: &str, before: &str, after: &str, color: bool) -> String {
    let name = visible(path);
    let diff = TextDiff::from_lines(before, after)
        .unified_diff()
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string();
    if color { colored(&diff) } else { diff }
}

fn colored(diff: &str) -> String {
    let color = |line: &str| match line.chars().next() {
        Some('+') => AnsiColor::Green.on_default(),
        Some('-') => AnsiColor::Red.on_default(),
        Some('@') => AnsiColor::Cyan.on_default(),
        _ => anstyle::Style::new(),
    };
    diff.split_inclusive('\n').map(|line| format!("{0}{line}{0:#}", color(line))).collect()
}
