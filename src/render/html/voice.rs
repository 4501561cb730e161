//! What a page may say. Every word of an author and every number with a unit passes through here, so that nothing of it acts
//! in a browser's hands and a page without absolute values has none.

use crate::quantity::{DecimalMark, Quantity, scan_all};
use crate::render::scorecard::words;
use std::ops::Range;

/// Stands for a number that is not shown.
const HIDDEN: &str = "…";

/// How much a page says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice {
    /// Whether absolute values are left out.
    pub(super) redacts: bool,
}

impl Voice {
    /// A name: of a team, an owner, an id.
    pub(super) fn name(self, text: &str) -> String {
        words::plain(text)
    }

    /// A sentence of an author; numbers in it are hidden where absolute values are left out.
    pub(super) fn sentence(self, text: &str) -> String {
        let text = words::plain(text);
        if self.redacts { without_numbers(&text) } else { text }
    }

    /// The sentence of a goal; the last part of its address where it has none.
    pub(super) fn title(self, text: &str, address: &str) -> String {
        if text.trim().is_empty() { words::last(address) } else { self.sentence(text) }
    }

    /// What may hold any value: a reason, a note. Nothing of it where absolute values are left out.
    pub(super) fn detail(self, text: &str) -> Option<String> {
        let text = words::plain(text);
        (!self.redacts && !text.is_empty()).then_some(text)
    }

    /// Like [`Voice::detail`], of words of our own: what they quote stands in quotation marks instead of backticks.
    pub(super) fn reason(self, text: &str) -> Option<String> {
        let parts = text.split('`').enumerate().map(|(number, part)| match number {
            0 => part.to_owned(),
            _ if number % 2 == 1 => format!("“{part}"),
            _ => format!("”{part}"),
        });
        self.detail(&parts.collect::<String>())
    }

    /// A value as its author wrote it.
    pub(super) fn value(self, quantity: &Quantity) -> Option<String> {
        (!self.redacts).then(|| words::plain(quantity.text()))
    }
}

/// A sentence in which every number, in digits or in words, is hidden with the unit that touches it.
fn without_numbers(text: &str) -> String {
    let scanned = scan_all(text, DecimalMark::Point);
    let numbers = scanned.found.into_iter().map(|(range, _)| range);
    let numbers: Vec<Range<usize>> =
        numbers.chain(scanned.unread.into_iter().map(|unread| unread.range)).collect();
    let mut words: Vec<&str> = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let end = at + word.len();
        let is_number = word.chars().any(char::is_numeric)
            || numbers.iter().any(|range| range.start < end && at < range.end);
        match is_number {
            true if words.last() == Some(&HIDDEN) => {}
            true => words.push(HIDDEN),
            false => words.push(word),
        }
        at = end + 1;
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::without_numbers;

    #[test]
    fn numbers_are_hidden_in_digits_and_in_words() {
        let table = [
            ("Raise activation from 23% to 38%", "Raise activation from … to …"),
            ("Cut setup from two hours to ten minutes", "Cut setup from … to …"),
            ("Earn $1.2M (of 3,000,000 €)", "Earn … (of …"),
            ("Patients book without calling", "Patients book without calling"),
            ("٣٤ visits", "… visits"),
        ];
        for (text, hidden) in table {
            assert_eq!(without_numbers(text), hidden);
        }
    }
}
