//! One file as the editor holds it.

use super::position::{Encoding, Page};
use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};
use std::path::PathBuf;

/// An open file.
#[derive(Debug)]
pub(super) struct Document {
    /// Its name as the editor writes it.
    pub(super) uri: Uri,
    /// What the editor holds.
    pub(super) text: String,
    /// The editor's number for this state of the text.
    pub(super) version: i32,
    /// The root of its workspace, where that really lies.
    pub(super) root: PathBuf,
    /// Where it really lies.
    pub(super) path: PathBuf,
    /// Whether the goals still have an older text.
    pub(super) is_ahead: bool,
}

impl Document {
    /// Makes the editor's changes, one after the other: each speaks of the text that the one before left.
    pub(super) fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        for change in changes {
            apply(&mut self.text, change, encoding);
        }
        self.is_ahead = true;
    }
}

/// Makes one change.
fn apply(text: &mut String, change: TextDocumentContentChangeEvent, encoding: Encoding) {
    match change {
        TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
            let page = Page::new(text, encoding);
            let start = page.whole_offset(part.range.start);
            let end = page.whole_offset(part.range.end).max(start);
            text.replace_range(start..end, &part.text);
        }
        TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => *text = whole.text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gen_lsp_types::{Position, Range, TextDocumentContentChangePartial};
    use proptest::prelude::*;

    /// A text as an editor keeps it: lines of characters, each line with its end.
    fn lines(text: &str) -> Vec<Vec<char>> {
        let mut lines = vec![Vec::new()];
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            lines.last_mut().unwrap().push(c);
            if c == '\n' || c == '\r' && characters.peek() != Some(&'\n') {
                lines.push(Vec::new());
            }
        }
        lines
    }

    fn units(characters: &[char], encoding: Encoding) -> u32 {
        encoding.length(&characters.iter().collect::<String>())
    }

    /// The position after so many characters, counted as an editor does.
    fn position(text: &str, at: usize, encoding: Encoding) -> Position {
        let mut left = at;
        for (number, line) in (0..).zip(lines(text)) {
            let content = line.iter().take_while(|c| !matches!(c, '\r' | '\n')).count();
            if left <= content || left < line.len() {
                // Between CR and LF there is no position: an editor's cursor is before both.
                let character = units(&line[..left.min(content)], encoding);
                return Position { line: number, character };
            }
            left -= line.len();
        }
        unreachable!("a place in the text");
    }

    fn character() -> impl Strategy<Value = char> {
        prop_oneof![4 => prop::sample::select(vec!['a', ' ', ':', '-', '\n', '#', '"']),
                    1 => prop::sample::select(vec!['ü', '😀', '\r', '漢', '\u{301}', '\t'])]
    }

    fn texts(most: usize) -> impl Strategy<Value = String> {
        prop::collection::vec(character(), 0..most).prop_map(|text| text.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

        /// A hundred texts with a hundred edits each: 10,000 in all.
        #[test]
        fn incremental_edits_keep_the_text_of_the_editor(
            start in texts(80),
            edits in prop::collection::vec((any::<u16>(), any::<u16>(), texts(6)), 100),
            encoding in prop::sample::select(vec![Encoding::Utf8, Encoding::Utf16, Encoding::Utf32]),
        ) {
            let mut ours = start.clone();
            let mut theirs = start;
            for (one, other, text) in edits {
                let characters: Vec<char> = theirs.chars().collect();
                // An editor never sends a place between CR and LF.
                let place = |number: u16| {
                    let at = number as usize % (characters.len() + 1);
                    let splits = at > 0 && characters[at - 1] == '\r' && characters.get(at) == Some(&'\n');
                    if splits { at - 1 } else { at }
                };
                let (start, end) = (place(one).min(place(other)), place(one).max(place(other)));
                let range = Range {
                    start: position(&theirs, start, encoding),
                    end: position(&theirs, end, encoding),
                };
                let before: String = characters[..start].iter().collect();
                let after: String = characters[end..].iter().collect();
                theirs = before + &text + &after;
                let part = TextDocumentContentChangePartial { range, text, ..Default::default() };
                apply(&mut ours, part.into(), encoding);
                prop_assert_eq!(&ours, &theirs);
            }
        }
    }
}
