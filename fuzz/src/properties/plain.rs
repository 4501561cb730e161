//! What may reach a terminal.

/// Panics where a text holds anything that acts on a terminal, or hides what the text says.
#[track_caller]
pub(crate) fn assert_plain(text: &str) {
    if let Some((at, c)) = text.char_indices().find(|(_, c)| acts(*c)) {
        let before: String = text[..at].chars().rev().take(60).collect();
        let before: String = before.chars().rev().collect();
        let after: String = text[at..].chars().take(60).collect();
        panic!("{c:?} is in {before:?} before {after:?}");
    }
}

/// The text without colours, as only these sequences set them.
pub(crate) fn without_colors(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        out.push_str(&rest[..at]);
        let parameters = &rest[at + 2..];
        let end = parameters.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(parameters.len());
        match parameters[end..].strip_prefix('m') {
            Some(after) => rest = after,
            None => {
                out.push('\u{1b}');
                rest = parameters;
            }
        }
    }
    out + rest
}

/// Control characters, direction marks and overrides, zero-width and tag characters.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
