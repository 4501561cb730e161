//! The words of a sentence with their places, and the lagging measures among them.

use std::ops::Range;

/// The words in lower case with their places, a curly apostrophe read as a straight one; “revenue-generating” is one word.
pub(super) fn placed_words(text: &str) -> Vec<(String, Range<usize>)> {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_inside(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((text[from..at].to_lowercase().replace('’', "'"), from..at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// How some words begin, all in small ASCII letters: for the quick look that nearly every text is done with.
pub(super) struct Beginnings {
    pub(super) words: &'static [&'static str],
    /// The bytes that one of them may begin with.
    firsts: [bool; 256],
}

impl Beginnings {
    pub(super) const fn of(words: &'static [&'static str]) -> Self {
        let mut firsts = [false; 256];
        let mut word = 0;
        while word < words.len() {
            let first = words[word].as_bytes()[0];
            (firsts[first as usize], firsts[first.to_ascii_uppercase() as usize]) = (true, true);
            word += 1;
        }
        Self { words, firsts }
    }

    /// Whether a word of the text begins like this.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let starts_here = |at: usize| self.words.iter().any(|word| begins_with(&bytes[at..], word));
        bytes.iter().enumerate().any(|(at, byte)| {
            let is_inside = || at > 0 && IS_INSIDE[usize::from(bytes[at - 1])];
            self.firsts[usize::from(*byte)] && !is_inside() && starts_here(at)
        })
    }
}

/// Whether a byte is part of a word: letters, digits, and all of what is not ASCII.
const IS_INSIDE: [bool; 256] = {
    let mut is_inside = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        is_inside[byte] = (byte as u8).is_ascii_alphanumeric() || byte > 127;
        byte += 1;
    }
    is_inside
};

fn begins_with(text: &[u8], beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|word| word.eq_ignore_ascii_case(beginning.as_bytes()))
}

/// How the measures of [`LATE`] begin.
static LATE_BEGINNINGS: Beginnings = Beginnings::of(&[
    "revenue", "arr", "mrr", "acv", "tcv", "nps", "net", "contract", "profit", "ebitda", "lifetime", "ltv",
    "clv",
]);

/// Measures that confirm results long after the work; seeds 001 and 004 name revenue, NPS and contract value. Churn and
/// retention are left out: seed 003 sets them as key results of a quarter.
const LATE: [&str; 17] = [
    "revenue",
    "revenues",
    "arr",
    "mrr",
    "acv",
    "tcv",
    "nps",
    "net promoter",
    "contract value",
    "contract values",
    "profit",
    "profits",
    "profitability",
    "ebitda",
    "lifetime value",
    "ltv",
    "clv",
];

/// What makes such a word part of something else: a survey's answers, a team's name, a group of customers.
const PART_OF_OTHER: [&str; 24] = [
    "survey",
    "surveys",
    "response",
    "responses",
    "respondents",
    "team",
    "teams",
    "operations",
    "ops",
    "recognition",
    "report",
    "reports",
    "reporting",
    "dashboard",
    "model",
    "forecast",
    "forecasts",
    "forecasting",
    "process",
    "customers",
    "accounts",
    "clients",
    "deals",
    "generating",
];

/// Right before such a word these make it a circumstance: “hosting cost per revenue”.
const BEFORE_CIRCUMSTANCE: [&str; 5] = ["per", "of", "despite", "by", "non"];

/// After these the words say whom or where it is measured, not what: “customers with revenue above $1M”.
const QUALIFIERS: [&str; 16] = [
    "among", "whose", "with", "who", "that", "which", "where", "for", "above", "over", "below", "under",
    "across", "using", "than", "without",
];

/// Where a text names a lagging measure as the thing it measures.
pub(super) fn late_measure(text: &str) -> Option<Range<usize>> {
    if !LATE_BEGINNINGS.are_in(text) {
        return None;
    }
    let words = placed_words(text);
    let word = |at: usize| words.get(at).map_or("", |(word, _)| word.trim_end_matches("'s"));
    let qualified = words.iter().position(|(word, _)| QUALIFIERS.contains(&word.as_str()));
    (0..qualified.unwrap_or(words.len())).find_map(|at| {
        let pair = format!("{} {}", word(at), word(at + 1));
        let length = if LATE.contains(&word(at)) {
            1
        } else if LATE.contains(&pair.as_str()) {
            2
        } else {
            return None;
        };
        let before = at.checked_sub(1).map_or("", word);
        let is_other = PART_OF_OTHER.contains(&word(at + length)) || BEFORE_CIRCUMSTANCE.contains(&before);
        (!is_other).then(|| words[at].1.start..words[at + length - 1].1.end)
    })
}

#[cfg(test)]
mod tests {
    use super::{Beginnings, LATE, LATE_BEGINNINGS, late_measure};

    #[test]
    fn the_quick_look_misses_no_late_measure() {
        assert!(LATE.iter().all(|measure| LATE_BEGINNINGS.are_in(&measure.to_uppercase())));
        let bonus = Beginnings::of(&["bonus"]);
        assert!(bonus.are_in("the (Bonus)"));
        assert!(!bonus.are_in("übonus xbonus"));
    }

    #[test]
    fn late_measures_are_named_as_the_thing_measured() {
        let found = |text: &'static str| late_measure(text).map(|range| &text[range]);
        assert_eq!(found("Grow annual revenue from $1M to $2M"), Some("revenue"));
        assert_eq!(found("Raise NPS to 50"), Some("NPS"));
        assert_eq!(found("Average contract value reaches $30K"), Some("contract value"));
        assert_eq!(found("monthly_revenue"), Some("revenue"));
        for text in [
            "Collect 100 NPS responses",
            "Customers with revenue above $1M renew",
            "Revenue-generating teams",
            "Churn falls to 3%",
            "Cut hosting cost per revenue",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
