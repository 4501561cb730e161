//! Running text between tables.

use super::{INDENT, Layout};
use std::borrow::Cow;
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Lines of text get hard to follow beyond this.
const WIDEST: usize = 120;

impl Layout {
    /// The columns that running text uses.
    fn text_columns(self) -> usize {
        self.columns().min(WIDEST)
    }
}

/// A short beginning, and text that is wrapped beside it.
pub(in crate::render) fn hanging(start: &str, text: &str, layout: Layout) -> String {
    beside(start, start.width(), text, layout)
}

/// The same with a short text at the right end of the line; in brackets behind the text where they do not fit on one.
pub(super) fn hanging_apart(start: &str, text: &str, right: &str, layout: Layout) -> String {
    let used = INDENT + start.width() + 2 + text.width() + right.width();
    match layout.text_columns().checked_sub(used) {
        _ if right.is_empty() => hanging(start, text, layout),
        Some(gap @ 2..) => {
            format!("{}{start}  {text}{}{right}\n", " ".repeat(INDENT), " ".repeat(gap))
        }
        _ => hanging(start, &format!("{text} ({right})"), layout),
    }
}

/// More text below that of [`hanging`], for the same beginning.
pub(super) fn continued(start: &str, text: &str, layout: Layout) -> String {
    beside("", start.width(), text, layout)
}

fn beside(start: &str, width: usize, text: &str, layout: Layout) -> String {
    let margin = INDENT + width + 2;
    let mut out = String::new();
    for (number, line) in wrap(text, layout.text_columns().saturating_sub(margin)).iter().enumerate() {
        let left = if number == 0 { start } else { "" };
        let pad = " ".repeat(margin - INDENT - left.width());
        out.push_str(&format!("{}{left}{pad}{line}\n", " ".repeat(INDENT)));
    }
    out
}

/// One text at the left, a short one at the right end of the line; below it where they do not fit on one.
pub(super) fn apart(left: &str, right: &str, layout: Layout) -> String {
    let columns = layout.text_columns();
    if right.is_empty() || left.width() + 2 + right.width() <= columns {
        return indented(left, right, 0, layout);
    }
    let pad = " ".repeat(columns.saturating_sub(right.width()));
    format!("{}{pad}{right}\n", indented(left, "", 0, layout))
}

/// Text that is wrapped inside a margin, with a short text at the right end of its first line.
pub(super) fn indented(text: &str, right: &str, margin: usize, layout: Layout) -> String {
    let columns = layout.text_columns();
    let pad = " ".repeat(margin);
    let room = columns.saturating_sub(margin);
    let beside = if right.is_empty() { 0 } else { right.width() + 2 };
    let left = room.saturating_sub(beside);
    // Most lines fit as a whole, and then no word needs a look.
    let holds_words = || pieces(text).all(|piece| piece.word.width() <= left);
    let fits = left >= room / 3 && (text.width() <= left || holds_words());
    let mut out = String::new();
    for (number, line) in wrap(text, room.saturating_sub(if fits { beside } else { 0 })).iter().enumerate() {
        let end = if number == 0 && fits && !right.is_empty() {
            format!("{}{right}", " ".repeat(room.saturating_sub(line.width() + right.width())))
        } else {
            String::new()
        };
        out.push_str(format!("{pad}{line}{end}").trim_end());
        out.push('\n');
    }
    if !fits && !right.is_empty() {
        out.push_str(&format!("{pad}{right}\n"));
    }
    out
}

/// Breaks text between words, and beside signs of scripts that put no spaces between them; a word longer than the line keeps its own
/// line.
pub(in crate::render) fn wrap(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width)
        .break_words(false)
        .word_separator(WordSeparator::Custom(|line| Box::new(pieces(line))))
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(Cow::into_owned).collect()
}

/// What stays on one line, with the spaces behind it.
fn pieces(line: &str) -> impl Iterator<Item = Word<'_>> {
    let words = WordSeparator::AsciiSpace.find_words(line);
    words.flat_map(|word| {
        let (text, blank) = (word.word, word.whitespace);
        let ends = ends_of_signs(text);
        let starts = std::iter::once(0).chain(ends.clone());
        let last = text.len();
        std::iter::zip(starts, ends.chain([last])).map(move |(start, end)| {
            let mut piece = Word::from(&text[start..end]);
            piece.whitespace = if end == last { blank } else { "" };
            piece
        })
    })
}

/// Where a line may break within a word: beside a wide sign, as of Chinese and Japanese, though not before one that closes or goes on,
/// nor behind one that opens.
fn ends_of_signs(word: &str) -> impl Iterator<Item = usize> + Clone + '_ {
    const NOT_FIRST: &str =
        "、。，．・：；？！ー」』）］｝〉》】〕々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}%％";
    const NOT_LAST: &str = "「『（［｛〈《【〔([{$¥￥";
    let is_wide = |c: char| c.width() == Some(2);
    let pairs = std::iter::zip(word.chars(), word.char_indices().skip(1));
    pairs
        .filter(move |(before, (_, after))| {
            (is_wide(*before) || is_wide(*after))
                && !NOT_FIRST.contains(*after)
                && !NOT_LAST.contains(*before)
        })
        .map(|(_, (at, _))| at)
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn sentences_without_spaces_are_wrapped() {
        let text = "二週間以内に診察を受ける患者の割合を50%から75%に上げる。「予約」も";
        let lines = wrap(text, 20);
        assert_eq!(lines.concat(), text);
        assert!(lines.iter().all(|line| unicode_width::UnicodeWidthStr::width(&**line) <= 20), "{lines:?}");
        assert!(!lines.iter().any(|line| line.starts_with(['。', '」'])), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("50%")), "{lines:?}");
        assert_eq!(
            wrap("care/seen/first-visits-of-patients now", 10),
            ["care/seen/first-visits-of-patients", "now"]
        );
        assert_eq!(wrap("ein Café  in Zürich", 10), ["ein Café ", "in Zürich"].map(str::trim_end));
    }
}
