//! Reading on after a syntax error: the faulty words are masked by as many bytes, so that every place stays true,
//! and the text is parsed again.

use super::parse::parse;
use super::problem::Problem;
use super::stumbles;
use crate::source::{FileId, Span};

/// More syntax errors than this in one file have one cause; the rest would be noise.
const MOST_ERRORS: usize = 20;

/// A text that parses as far as could be helped, and what was wrong with the original.
pub(super) struct Mended {
    /// As many bytes as the original.
    pub(super) text: String,
    /// Where words were replaced: whatever is read there is not what its author wrote.
    pub(super) masked: Vec<Span>,
    pub(super) problems: Vec<Problem>,
}

/// Masks one faulty place after the other until the rest parses. `error` is the first one: its byte and the parser's words.
pub(super) fn mend(original: &str, file: FileId, error: (usize, String)) -> Mended {
    let mut mended = Mended { text: original.to_owned(), masked: Vec::new(), problems: Vec::new() };
    let mut next = Some(error);
    while let Some((at, words)) = next {
        let stumble = stumbles::explain(&mended.text, file, at, &words);
        mask(&mut mended.text, stumble.mask, stumble.stand_in);
        let neighbour =
            mended.masked.last().is_some_and(|last| is_neighbour(&mended.text, *last, stumble.mask));
        if !neighbour {
            mended.problems.push(stumble.problem);
        }
        mended.masked.push(stumble.mask);
        if mended.masked.len() >= MOST_ERRORS {
            break;
        }
        next = parse(&mended.text, file, &[]).error;
    }
    mended
}

/// Whether two masked places are on the same or on adjoining lines: the second error is then an echo of the first.
fn is_neighbour(text: &str, earlier: Span, later: Span) -> bool {
    let between = earlier.end.min(later.end) as usize..later.start.max(earlier.start) as usize;
    text.get(between).unwrap_or_default().matches('\n').count() <= 1
}

/// Replaces the bytes of a place by `stand_in`, keeping line breaks.
fn mask(text: &mut String, place: Span, stand_in: char) {
    let kept = |c: char| if c == '\n' || c == '\r' { c } else { stand_in };
    let masked: String = text[place.range()].bytes().map(|byte| kept(byte as char)).collect();
    text.replace_range(place.range(), &masked);
}
