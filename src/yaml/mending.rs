//! A text that was changed in places so that it parses, and the way back from its bytes to the author's.

use super::change::Repair;
use std::ops::Range;

/// One replaced place.
#[derive(Debug)]
struct Edit {
    /// The place of the replacement in the repaired text.
    at: Range<usize>,
    /// What it replaces in the original.
    original: Range<usize>,
    /// What is read there is not what its author wrote.
    hides: bool,
}

/// The repaired text and its edits, in order and separate.
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

    /// Applies repairs, which are in the order of their places and apart from each other, in one pass.
    pub(super) fn apply(&mut self, repairs: &[Repair]) {
        let mut text = String::with_capacity(self.text.len());
        let mut edits = Vec::with_capacity(self.edits.len() + repairs.len());
        let (mut old, mut new, mut copied) = (&self.edits[..], repairs, 0);
        loop {
            let starts =
                [old.first().map(|edit| edit.at.start), new.first().map(|repair| repair.range.start)];
            let Some(start) = starts.into_iter().flatten().min() else { break };
            text.push_str(&self.text[copied..start]);
            let (mut end, mut hides, at) = (start, false, text.len());
            let mut original = self.original_start(start)..self.original_start(start);
            copied = start;
            // Changes that touch each other become one: between them there would be no way back.
            loop {
                if let Some((edit, rest)) = old.split_first().filter(|(edit, _)| edit.at.start <= end) {
                    old = rest;
                    end = end.max(edit.at.end);
                    hides |= edit.hides;
                    original = original.start.min(edit.original.start)..edit.original.end;
                } else if let Some((repair, rest)) =
                    new.split_first().filter(|(repair, _)| repair.range.start <= end)
                {
                    new = rest;
                    text.push_str(&self.text[copied..repair.range.start.max(copied)]);
                    text.push_str(&repair.with);
                    copied = copied.max(repair.range.end);
                    end = end.max(repair.range.end);
                    hides |= repair.hides;
                } else {
                    break;
                }
            }
            text.push_str(&self.text[copied..end]);
            copied = end;
            original.end = original.end.max(self.original_end(end));
            edits.push(Edit { at: at..text.len(), original, hides });
        }
        text.push_str(&self.text[copied..]);
        (self.text, self.edits) = (text, edits);
    }

    /// The place in the original for a place in the repaired text.
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

    /// The place in the original that is hidden behind a place in the repaired text, if any.
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
        mending.apply(&[Repair::change(2..2, " ")]);
        mending.apply(&[Repair::hide(8..16), Repair::change(17..19, "")]);
        assert_eq!(mending.text(), "a: 1\nb: \u{f8ff}\nc: 2\n");
        let back = |range: Range<usize>| &original[mending.original(&range)];
        assert_eq!(back(3..4), "1");
        assert_eq!(back(5..6), "b");
        assert_eq!(back(8..11), "@x and y");
        assert_eq!(back(12..13), "c");
        assert_eq!(back(15..16), "2");
        assert_eq!(mending.hidden(&(8..11)), Some(7..15));
        assert_eq!(mending.hidden(&(3..4)), None);
    }

    #[test]
    fn edits_that_touch_become_one() {
        let original = "key = value";
        let mut mending = Mending::new(original);
        mending.apply(&[Repair::change(3..6, ": ")]);
        mending.apply(&[Repair::hide(5..10)]);
        assert_eq!(mending.text(), "key: \u{f8ff}");
        assert_eq!(mending.hidden(&(5..8)), Some(3..11));
        assert_eq!(mending.original(&(0..3)), 0..3);
    }

    #[test]
    fn a_deletion_stays_one_through_later_repairs() {
        let mut mending = Mending::new("ab\0cd: e");
        mending.apply(&[Repair::change(2..3, "")]);
        mending.apply(&[Repair::hide(6..7)]);
        assert_eq!(mending.text(), "abcd: \u{f8ff}");
        assert_eq!(mending.original(&(0..4)), 0..5);
        assert_eq!(mending.original(&(6..9)), 7..8);
    }
}
