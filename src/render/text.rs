//! What leaves the program: nothing an author, a file name, a branch, a commit or a setting says may act on a terminal or
//! in a log.
//!
//! Two steps share the work. [`visible`] makes one value harmless where it enters a line, and [`printable`] checks the
//! finished text once more, for what only shows in whole lines. Formats with escapes of their own (JSON, Markdown, XML)
//! add these in their own places, and take from here what has to be escaped.

use crate::score::Filter;
use std::borrow::Cow;

/// Replaces what must not be printed.
const REPLACEMENT: char = '\u{fffd}';

/// Whose goals were asked for, after what is said of them: ` for ana, growth`; empty for everybody's.
pub(super) fn for_whom(scope: &Filter) -> String {
    let names: Vec<_> = scope.owner.iter().chain(&scope.team).map(|name| visible(name)).collect();
    if names.is_empty() { String::new() } else { format!(" for {}", names.join(", ")) }
}

/// The text on one line: line breaks become spaces; control characters, terminal escapes, direction overrides, invisible
/// characters and commands of build logs are made visible. What is left is also legal XML 1.0.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    harmless(text, |c| matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}'))
}

/// The same for a text of several lines: line feeds stay.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    harmless(text, |c| matches!(c, '\r' | '\t' | '\u{2028}' | '\u{2029}'))
}

fn harmless(text: &str, becomes_space: impl Fn(char) -> bool) -> Cow<'_, str> {
    let has_commands = commands(text).next().is_some();
    if !has_commands && !text.chars().any(|c| becomes_space(c) || c != '\n' && is_unsafe(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut commands = commands(text).peekable();
    for (at, c) in text.char_indices() {
        out.push(match c {
            _ if commands.next_if_eq(&at).is_some() => REPLACEMENT,
            c if becomes_space(c) => ' ',
            '\n' => '\n',
            c if is_unsafe(c) && !shapes(text, at, c) => REPLACEMENT,
            c => c,
        });
    }
    Cow::Owned(out)
}

/// A finished text as it is printed: no line starts with `::`, which is a command in the log of a GitHub workflow wherever
/// its margin ends, no line holds a command of another build log, and the only escape codes are those of colours.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    let acts = |line: &str| starts_command(line).is_some() || line.contains(is_kept_from_logs);
    let escapes = |(at, _): (usize, &str)| !is_colour(&text[at..]);
    if !text.split('\n').any(acts)
        && !text.match_indices(ESCAPE).any(escapes)
        && commands(text).next().is_none()
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let command = starts_command(line);
        let mut brackets = commands(line).peekable();
        for (at, c) in line.char_indices() {
            let acts = command == Some(at)
                || brackets.next_if_eq(&at).is_some()
                || c == ESCAPE && !is_colour(&line[at..])
                || is_kept_from_logs(c) && !shapes(line, at, c);
            out.push(if acts { REPLACEMENT } else { c });
        }
    }
    Cow::Owned(out)
}

/// Starts every escape code.
const ESCAPE: char = '\u{1b}';

/// What no finished text holds; tabs and carriage returns at line ends are parts of texts of ours.
fn is_kept_from_logs(c: char) -> bool {
    is_unsafe(c) && !matches!(c, '\n' | '\t' | '\r' | ESCAPE)
}

/// Where a line starts with `::name::` after its margin and its colours. A lone `:::` beside an excerpt is not a command.
fn starts_command(line: &str) -> Option<usize> {
    let mut rest = line;
    loop {
        rest = rest.trim_start();
        match colour(rest) {
            Some(length) => rest = &rest[length..],
            None => break,
        }
    }
    let is_command = rest.strip_prefix("::").is_some_and(|command| command.contains("::"));
    is_command.then(|| line.len() - rest.len())
}

fn is_colour(text: &str) -> bool {
    colour(text).is_some()
}

/// How many bytes the escape code of a colour or style at the start takes: `ESC [ 1 ; 31 m`.
fn colour(text: &str) -> Option<usize> {
    let parameters = text.strip_prefix("\u{1b}[")?;
    let end = parameters.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    parameters[end..].starts_with('m').then_some("\u{1b}[".len() + end + 1)
}

/// The brackets that make words a command anywhere in a line of a build log: `##[add-mask]` (GitHub), `##vso[...]`
/// (Azure), `##teamcity[...]`.
pub(super) fn commands(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices('[').map(|(at, _)| at).filter(|at| {
        let word = text[..*at].trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "._-:".contains(c));
        word.ends_with("##")
    })
}

/// Characters that act on a terminal, hide what a text says, or are not characters at all.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control() || !c.is_ascii() && hides(c)
}

/// Invisible characters, those that turn the direction of text, and noncharacters.
fn hides(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}' | '\u{ffff}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether an invisible character only shapes what stands around it: it makes a symbol colourful, ties emoji together, or joins
/// letters as Persian and the scripts of India need it (Unicode Standard Annex 31, section 2.3.1).
pub(super) fn shapes(text: &str, at: usize, c: char) -> bool {
    let Some(before) = text[..at].chars().next_back() else { return false };
    let after = || text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
    match c {
        '\u{fe0e}' | '\u{fe0f}' if matches!(before, '0'..='9' | '#' | '*') => after() == KEYCAP,
        '\u{fe0e}' | '\u{fe0f}' => is_symbol(before),
        ZERO_WIDTH_JOINER if joins(before) => after() != c,
        ZERO_WIDTH_JOINER => (is_symbol(before) || before == '\u{fe0f}') && is_symbol(after()),
        ZERO_WIDTH_NON_JOINER => joins(before) && joins(after()),
        _ => false,
    }
}

const KEYCAP: char = '\u{20e3}';
const ZERO_WIDTH_NON_JOINER: char = '\u{200c}';
/// Ties emoji and letters together.
pub(super) const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// A symbol that can be an emoji.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{203c}'..='\u{3299}' | '\u{1f000}'..='\u{1faff}' | '©' | '®') && !hides(c)
}

/// A letter or a mark of a script whose letters change beside others: from Arabic to Sinhala, Khmer, Mongolian.
fn joins(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{dff}' | '\u{1780}'..='\u{17ff}' | '\u{1820}'..='\u{18aa}') && !hides(c)
}

#[cfg(test)]
mod tests {
    use super::{printable, visible, visible_lines};

    #[test]
    fn nothing_acts_on_the_terminal() {
        assert_eq!(visible("Raise ü from 1 to 2"), "Raise ü from 1 to 2");
        assert_eq!(visible("a\u{1b}[31mb\u{9b}2Jc"), "a\u{fffd}[31mb\u{fffd}2Jc");
        assert_eq!(visible("a\u{e0041}\u{feff}b"), "a\u{fffd}\u{fffd}b");
        assert_eq!(visible("one\ntwo\r\tthree\u{202e}"), "one two  three\u{fffd}");
        assert_eq!(visible_lines("one\ntwo\r\tthree\u{202e}"), "one\ntwo  three\u{fffd}");
    }

    #[test]
    fn nothing_invisible_stays_invisible() {
        for hidden in
            ["\u{ad}", "\u{34f}", "\u{115f}", "\u{3164}", "\u{fe00}", "\u{fe0f}", "\u{e0100}", "\u{e01ef}"]
        {
            assert_eq!(visible(&format!("a{hidden}b")), "a\u{fffd}b", "{hidden:?}");
        }
        assert_eq!(visible("on time ✔\u{fe0f}, 🏷\u{fe0f}"), "on time ✔\u{fe0f}, 🏷\u{fe0f}");
        assert_eq!(visible("✔\u{fe0f}\u{fe0f}"), "✔\u{fe0f}\u{fffd}");
    }

    #[test]
    fn emoji_and_words_keep_what_shapes_them() {
        for text in [
            "👩\u{200d}💻",
            "❤\u{fe0f}\u{200d}🔥",
            "1\u{fe0f}\u{20e3}",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "ക്\u{200d} ",
        ] {
            assert_eq!(visible(text), text);
        }
        assert_eq!(visible("a\u{200c}b a\u{200d}b"), "a\u{fffd}b a\u{fffd}b");
        assert_eq!(visible("می\u{200c}\u{200c}خواهم"), "می\u{fffd}\u{fffd}خواهم");
    }

    #[test]
    fn nothing_is_a_command_of_a_build_log() {
        assert_eq!(visible("a ##[add-mask]b"), "a ##\u{fffd}add-mask]b");
        assert_eq!(visible("##vso[task.setvariable x]"), "##vso\u{fffd}task.setvariable x]");
        assert_eq!(visible("###teamcity[x] ##a-b.c[y"), "###teamcity\u{fffd}x] ##a-b.c\u{fffd}y");
        assert_eq!(visible("## [x] #[y] ##x y[z]"), "## [x] #[y] ##x y[z]");
    }

    #[test]
    fn no_line_starts_a_command() {
        assert_eq!(printable("  ::error::x\na ::b\n"), "  \u{fffd}:error::x\na ::b\n");
        assert_eq!(printable("\u{1b}[1m \u{2003}::debug::x"), "\u{1b}[1m \u{2003}\u{fffd}:debug::x");
        assert_eq!(printable("  ::: okrs/a.yaml:3:1\n"), "  ::: okrs/a.yaml:3:1\n");
        assert_eq!(printable("+ ##vso[x]\r\n"), "+ ##vso\u{fffd}x]\r\n");
        assert_eq!(
            printable("\u{1b}[1;31mred\u{1b}[0m \u{1b}]0;t\u{7}"),
            "\u{1b}[1;31mred\u{1b}[0m \u{fffd}]0;t\u{fffd}"
        );
    }
}
