//! A text that was changed in places so that it parses, and the way back from its bytes to the author's.

use std::ops::Range;

/// One replaced place.
#[derive(Debug)]
struct Edit {
    /// Where the replacement stands in the mended text.
    at: Range<usize>,
    /// What it replaces in the original.
    original: Range<usize>,
    /// What is read there is not what its author wrote.
    hides: bool,
}

/// The mended text and its edits, in order and apart from each other.
#[derive(Debug)]
pub(super) struct Mending {
    text: String,
    edits: Vec<Edit>,
}

impl Mending {
    pub(super) fn new(original: &str) -> Self {
        Self { text: original.to_owned(), edits: Vec::new() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Replaces bytes of the mended text. With `hides`, whatever is read there counts as unreadable.
    pub(super) fn replace(&mut self, range: Range<usize>, with: &str, hides: bool) {
        let first = self.edits.partition_point(|edit| edit.at.end < range.start);
        let last = self.edits.partition_point(|edit| edit.at.start <= range.end);
        let touched = &self.edits[first..last.max(first)];
        // Edits that touch each other become one: between them there would be no way back.
        let start = touched.first().map_or(range.start, |edit| edit.at.start.min(range.start));
        let end = touched.last().map_or(range.end, |edit| edit.at.end.max(range.end));
        let hides = hides || touched.iter().any(|edit| edit.hides);
        let original = self.original_start(start)..self.original_end(end);
        let replacement = [&self.text[start..range.start], with, &self.text[range.end..end]].concat();
        let edit = Edit { at: start..start + replacement.len(), original, hides };
        for later in &mut self.edits[last.max(first)..] {
            later.at = later.at.start - end + edit.at.end..later.at.end - end + edit.at.end;
        }
        self.text.replace_range(start..end, &replacement);
        self.edits.splice(first..last.max(first), [edit]);
    }

    /// The place in the original that a place in the mended text stands for.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.original_start(range.start);
        let end = if range.is_empty() { start } else { self.original_end(range.end) };
        start..end.max(start)
    }

    fn original_start(&self, at: usize) -> usize {
        let before = self.edits.partition_point(|edit| edit.at.start <= at);
        match before.checked_sub(1).map(|i| &self.edits[i]) {
            Some(edit) if at < edit.at.end => edit.original.start,
            Some(edit) => edit.original.end + (at - edit.at.end),
            None => at,
        }
    }

    fn original_end(&self, at: usize) -> usize {
        let before = self.edits.partition_point(|edit| edit.at.start < at);
        match before.checked_sub(1).map(|i| &self.edits[i]) {
            Some(edit) if at <= edit.at.end => edit.original.end,
            Some(edit) => edit.original.end + (at - edit.at.end),
            None => at,
        }
    }

    /// The place in the original that is hidden behind a place in the mended text, if any.
    pub(super) fn hidden(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let first = self.edits.partition_point(|edit| edit.at.end <= range.start);
        let touched = self.edits[first..].iter().take_while(|edit| edit.at.start < range.end);
        touched.filter(|edit| edit.hides).map(|edit| edit.original.clone()).next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_the_original() {
        let original = "a:1\nb: @x and y\n  c: 2\n";
        let mut mending = Mending::new(original);
        mending.replace(2..2, " ", false);
        mending.replace(8..16, "x", true);
        mending.replace(10..12, "", false);
        assert_eq!(mending.text(), "a: 1\nb: x\nc: 2\n");
        let back = |range: Range<usize>| &original[mending.original(&range)];
        assert_eq!(back(3..4), "1");
        assert_eq!(back(5..6), "b");
        assert_eq!(back(8..9), "@x and y");
        assert_eq!(back(10..11), "c");
        assert_eq!(back(13..14), "2");
        assert_eq!(mending.hidden(&(8..9)), Some(7..15));
        assert_eq!(mending.hidden(&(3..4)), None);
    }

    #[test]
    fn edits_that_touch_become_one() {
        let original = "key = value";
        let mut mending = Mending::new(original);
        mending.replace(3..6, ": ", false);
        mending.replace(5..10, "x", true);
        assert_eq!(mending.text(), "key: x");
        assert_eq!(mending.hidden(&(5..6)), Some(3..11));
        assert_eq!(mending.original(&(0..3)), 0..3);
    }
}
