//! Text of goal files as Markdown that says what it says and does nothing: the pieces every Markdown output shares.

use super::visible;
use std::borrow::Cow;

/// Text of a goal file as plain words for a line, a heading or a table's cell: nothing in it is Markdown or HTML, makes
/// a link, shows an image, or calls a person or an issue.
///
/// An entity is not enough where a forge looks for `@name`, `#1` and addresses in what has been rendered: an invisible
/// space is in the middle of those.
#[must_use]
pub fn inert(text: &str) -> String {
    escape(&one_line(text))
}

fn escape(text: &str) -> String {
    // Most texts have nothing that could act.
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',' | b'%' | b'$')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let after = &text.as_bytes()[at + c.len_utf8()..];
        let before_digit = after.first().is_some_and(u8::is_ascii_digit);
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("@&#8203;"),
            '#' if before_digit => out.push_str("\\#&#8203;"),
            ':' if after.first() == Some(&b'/') => out.push_str(":&#8203;"),
            '.' if ends_with(&out, "www") => out.push_str("&#8203;."),
            '-' if before_digit && ends_with(&out, "gh") => out.push_str("&#8203;-"),
            '|' | '`' | '*' | '_' | '[' | ']' | '\\' | '~' | '#' | '!' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// The same for a sentence of ours, in which backticks set off what to write: that becomes code, in which nothing acts
/// either.
pub(super) fn inert_sentence(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::new();
    let mut rest = &*text;
    while let Some((before, after)) = rest.split_once('`') {
        out.push_str(&escape(before));
        rest = match after.split_once('`') {
            // A `\` would take away what keeps a `|` from ending the cell.
            Some((code, next)) if !code.trim().is_empty() && !code.contains('\\') => {
                out.push_str(&format!("`{}`", code.replace('|', "\\|")));
                next
            }
            Some((words, next)) => {
                out.push_str(&format!("\\`{}\\`", escape(words)));
                next
            }
            None => {
                out.push_str("\\`");
                after
            }
        };
    }
    out + &escape(rest)
}

fn one_line(text: &str) -> Cow<'_, str> {
    // Most texts are ordinary characters with single spaces between them.
    let (bytes, is_ordinary) = (text.as_bytes(), |byte: &u8| byte.is_ascii_graphic() && *byte != b'[');
    let is_single_space =
        |at: usize| bytes[at] == b' ' && at > 0 && bytes[at - 1] != b' ' && at + 1 < bytes.len();
    if (0..bytes.len()).all(|at| is_ordinary(&bytes[at]) || is_single_space(at)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(visible(text).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn ends_with(out: &str, word: &str) -> bool {
    let tail = out.len().checked_sub(word.len()).and_then(|start| out.get(start..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(word))
}

/// A table; `right` says which columns hold numbers.
pub(super) fn table<const N: usize>(titles: [&str; N], right: [bool; N], rows: &[[String; N]]) -> String {
    let rule = right.map(|right| if right { "---:" } else { "---" });
    let mut out = format!("\n| {} |\n| {} |\n", titles.join(" | "), rule.join(" | "));
    for row in rows {
        out.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{inert, inert_sentence};

    #[test]
    fn nothing_is_markup_a_link_or_a_call() {
        assert_eq!(inert("Raise ü from $1 to $2"), "Raise ü from $1 to $2");
        assert_eq!(inert("a | b\n`c` *d* _e_ ~f~ \\"), "a \\| b \\`c\\` \\*d\\* \\_e\\_ \\~f\\~ \\\\");
        assert_eq!(inert("![i](u) <img src=x> &amp;"), "\\!\\[i\\](u) &lt;img src=x&gt; &amp;amp;");
        assert_eq!(inert("@ana #12 GH-3 #tag"), "@&#8203;ana \\#&#8203;12 GH&#8203;-3 \\#tag");
        assert_eq!(
            inert_sentence("write `a|b <c>` or `d\\|` *e* `"),
            "write `a\\|b <c>` or \\`d\\\\\\|\\` \\*e\\* \\`"
        );
        assert_eq!(inert("https://x.y WWW.x.y"), "https:&#8203;//x.y WWW&#8203;.x.y");
    }
}
