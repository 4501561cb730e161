//! What things in a sentence are counted for: `tickets per week`, `complaints per 20 orders`.

use super::mark::DecimalMark;
use super::words_around::word_after;
use super::{per, period};

/// `per 1,000 shifts`, `complaints per 20 orders` after a number: so many of them for each of the others.
pub(super) fn noun_per_many(text: &str, end: usize, mark: DecimalMark) -> Option<per::Per<'_>> {
    let mut at = end;
    for _ in 0..3 {
        if let Some(per) = per::read(text, at, mark) {
            let of_many = Some(per).filter(|per| per.count != 1.0 && text[at..].starts_with(" per "))?;
            return Some(per::Per { end: end_of_noun(text, &of_many), ..of_many });
        }
        let (word, start, stop) = word_after(text, at);
        if word.is_empty() || start == at || ENDS_NOUN.contains(&word) {
            return None;
        }
        at = stop;
    }
    None
}

/// Where what is counted for ends, if its plural is a word of its own: `per 1,000 bed days`.
fn end_of_noun(text: &str, per: &per::Per<'_>) -> usize {
    let is_plural = |word: &str| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let (next, start, end) = word_after(text, per.end);
    let goes_on = !per.noun.is_empty() && !is_plural(per.noun) && start > per.end;
    if goes_on && is_plural(next) && next.starts_with(char::is_lowercase) { end } else { per.end }
}

/// Words that nothing counted goes on after.
const ENDS_NOUN: [&str; 30] = [
    "to", "per", "a", "an", "in", "by", "and", "or", "from", "of", "with", "the", "for", "each", "every",
    "within", "over", "on", "at", "during", "after", "before", "until", "than", "once", "twice", "that",
    "who", "is", "are",
];

/// `tickets per week` after a number: one to three words, then a period.
pub(super) fn noun_per(text: &str, end: usize) -> Option<(usize, f64)> {
    let mut at = end;
    for _ in 0..3 {
        let (word, start, stop) = word_after(text, at);
        if word.is_empty() || start == at || ENDS_NOUN.contains(&word) {
            return None;
        }
        if let Some((seconds, period_end)) = period::after(text, stop) {
            return Some((period_end, seconds));
        }
        at = stop;
    }
    None
}
