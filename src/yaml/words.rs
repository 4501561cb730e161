//! From a range of a scalar's text back to the bytes in the file.

use crate::source::Span;
use std::ops::Range;

/// The place of `range` of `value` in the file, where `value` is the scalar written at `span` of `text`. Quotes,
/// escapes and folded lines are seen through; where that fails the scalar's whole place is the answer.
#[must_use]
pub fn words(text: &str, span: Span, value: &str, range: Range<usize>) -> Span {
    let written = text.get(span.range()).unwrap_or_default();
    let mut cursor = Cursor::new(written);
    let mut start = None;
    for (at, c) in value.char_indices() {
        if at >= range.end {
            break;
        }
        let Some(place) = cursor.step(c) else { return span };
        if at >= range.start && start.is_none() {
            start = Some(place);
        }
    }
    match start {
        Some(start) => {
            let base = span.start as usize;
            Span::new(span.file, base + start, base + cursor.at)
        }
        None => span,
    }
}

struct Cursor<'t> {
    written: &'t str,
    at: usize,
    quote: Option<char>,
}

impl<'t> Cursor<'t> {
    fn new(written: &'t str) -> Self {
        let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
        Self { written, at: quote.map_or(0, char::len_utf8), quote }
    }

    fn rest(&self) -> &'t str {
        &self.written[self.at..]
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Moves over the next character of the value; returns where it is written.
    fn step(&mut self, c: char) -> Option<usize> {
        if !self.rest().starts_with(c) && self.rest().starts_with(char::is_whitespace) {
            self.skip_space();
            if c.is_whitespace() {
                return Some(self.at);
            }
        }
        let start = self.at;
        if self.quote == Some('\'') && self.rest().starts_with("''") {
            self.at += 2;
        } else if self.quote == Some('"') && self.rest().starts_with('\\') {
            self.at += escape_length(self.rest())?;
        } else if self.rest().starts_with(c) {
            self.at += c.len_utf8();
        } else {
            return None;
        }
        Some(start)
    }
}

/// The bytes of one escape in a double-quoted scalar.
fn escape_length(escape: &str) -> Option<usize> {
    let length = match escape.as_bytes().get(1)? {
        b'x' => 4,
        b'u' => 6,
        b'U' => 10,
        _ => 1 + escape[1..].chars().next()?.len_utf8(),
    };
    escape.is_char_boundary(length).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn words_are_found_behind_quotes_escapes_and_folds() {
        let table = [
            ("Launch the app", "Launch the app", "the"),
            ("'It''s the app'", "It's the app", "app"),
            (r#""Say \"hi\" to the app""#, "Say \"hi\" to the app", "the"),
            ("Launch\n    the app", "Launch the app", "the app"),
            ("Raise ü to 3", "Raise ü to 3", "3"),
        ];
        for (written, value, wanted) in table {
            let text = format!("k: {written}\n");
            let span = Span::new(FileId::default(), 3, 3 + written.len());
            let start = value.find(wanted).unwrap();
            let place = words(&text, span, value, start..start + wanted.len());
            assert_eq!(&text[place.range()], wanted, "in {written}");
        }
    }
}
