//! Characters nobody can see.

use super::entry::line_end;
use super::{Repair, Scene, Stumble};

/// Whether YAML refuses the character: control characters, and a byte-order mark anywhere but at the start.
fn is_refused(c: char) -> bool {
    let allowed = matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    (c.is_control() && !allowed) || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Such a character on the line of the error.
pub(super) fn invisible(scene: &Scene<'_>) -> Option<Stumble> {
    let text = scene.text;
    let line = text[..scene.fault.at].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let found: Vec<(usize, char)> =
        text[line..line_end(text, scene.fault.at)].char_indices().filter(|(_, c)| is_refused(*c)).collect();
    let (first, c) = *found.first()?;
    let in_value = |at: usize| scene.entry().value.contains(&at);
    let repairs = found.iter().map(|(at, c)| {
        let range = line + at..line + at + c.len_utf8();
        if in_value(range.start) { Repair::hide(range) } else { Repair::change(range, "") }
    });
    let problem = scene
        .problem(
            line + first..line + first + c.len_utf8(),
            format!("an invisible character stands here (U+{:04X}), which YAML does not allow", u32::from(c)),
        )
        .help("delete it; it often comes along when text is copied from another program");
    Some(Stumble::new(problem, repairs.collect()))
}

/// A space that is none to YAML: non-breaking, of another width, or of no width.
pub(in crate::yaml) fn is_foreign_space(c: char) -> bool {
    (c.is_whitespace() && !c.is_ascii()) || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}
