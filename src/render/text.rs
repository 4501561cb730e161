//! Text from goal files on its way to a terminal.

use std::borrow::Cow;

/// The text with control characters, terminal escapes, direction overrides and invisible characters made visible, and
/// line breaks made spaces: nothing a file holds may move the cursor or forge a line. What is left is also legal XML 1.0.
///
/// The `[` of `##[` goes too: in the log of a GitHub workflow that starts a command anywhere in a line.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let has_command = text.contains("##[");
    if !has_command && !text.chars().any(|c| c.is_whitespace() && c != ' ' || is_unsafe(c)) {
        return Cow::Borrowed(text);
    }
    let show = |c: char| match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        c if is_unsafe(c) => '\u{fffd}',
        c => c,
    };
    let shown: String = text.chars().map(show).collect();
    Cow::Owned(if has_command { shown.replace("##[", "##\u{fffd}") } else { shown })
}

/// Characters that act on a terminal, hide what a text says, or are no characters at all.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_acts_on_the_terminal() {
        assert_eq!(visible("Raise ü from 1 to 2"), "Raise ü from 1 to 2");
        assert_eq!(visible("a\u{1b}[31mb\u{9b}2Jc"), "a\u{fffd}[31mb\u{fffd}2Jc");
        assert_eq!(visible("a ##[add-mask]b"), "a ##\u{fffd}add-mask]b");
        assert_eq!(visible("a\u{e0041}\u{feff}b"), "a\u{fffd}\u{fffd}b");
        assert_eq!(visible("one\ntwo\r\tthree\u{202e}"), "one two  three\u{fffd}");
    }
}
