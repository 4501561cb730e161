//! Characters nobody can see.

use super::scene::{Scene, Stumble};
use crate::yaml::change::Repair;
use crate::yaml::view::lines::line_end;
use std::ops::Range;

/// Whether YAML refuses the character: control characters, and a byte-order mark anywhere but at the start.
fn is_refused(c: char) -> bool {
    let allowed = matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    (c.is_control() && !allowed) || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A line with more of them is not text with a stray character; each repair costs memory.
const MOST_REPAIRS: usize = 1_000;

/// Such a character on the line of the error.
pub(super) fn invisible(scene: &Scene<'_>) -> Option<Stumble> {
    let text = scene.text;
    let start = text[..scene.fault.at].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let line = start..line_end(text, scene.fault.at);
    let refused = text[line.clone()].char_indices().filter(|(_, c)| is_refused(*c));
    let found: Vec<(Range<usize>, char)> =
        refused.map(|(at, c)| (start + at..start + at + c.len_utf8(), c)).take(MOST_REPAIRS + 1).collect();
    let (first, c) = found.first()?.clone();
    let problem = scene
        .problem(
            first,
            format!(
                "there is an invisible character here (U+{:04X}), which YAML does not allow",
                u32::from(c)
            ),
        )
        .help("delete it; it often comes with text that is copied from another program");
    if found.len() > MOST_REPAIRS {
        return Some(Stumble::new(problem, vec![Repair::change(line, "")]).losing_lines());
    }
    let in_value = |at: usize| scene.entry().value.contains(&at);
    let repairs = found.into_iter().map(|(range, _)| {
        if in_value(range.start) { Repair::hide(range) } else { Repair::change(range, "") }
    });
    Some(Stumble::new(problem, repairs.collect()))
}

/// A space that YAML does not accept as one: non-breaking, of another width, or of no width.
pub(in crate::yaml) fn is_foreign_space(c: char) -> bool {
    (c.is_whitespace() && !c.is_ascii()) || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}
