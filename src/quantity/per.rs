//! What an amount is counted for, apart from time: `$1.5/unit`, `7 l/100 km`, `4 errors per 1,000 orders`.

use super::mark::DecimalMark;
use super::numeral::{self, is_space};
use super::{magnitude, period};

/// The part after the stroke or `per`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Per<'t> {
    /// Where it ends, in bytes.
    pub(super) end: usize,
    /// How many of them: 100 in `7 l/100 km`.
    pub(super) count: f64,
    /// `km`; empty in `4 per 1,000`.
    pub(super) noun: &'t str,
}

/// Reads `/unit`, `/100 km` or ` per 1,000 orders` at `at`; `None` where a time follows or nothing that can be counted.
pub(super) fn read(text: &str, at: usize, mark: DecimalMark) -> Option<Per<'_>> {
    if period::after(text, at).is_some() {
        return None;
    }
    let rest = text[at..].trim_start_matches(is_space);
    let stroke = rest.strip_prefix('/');
    let after = stroke.or_else(|| rest.strip_prefix("per "))?.trim_start_matches(is_space);
    let number = numeral::read(after, mark).ok()?.filter(|number| !number.is_unclear && number.value > 0.0);
    let length = number.map_or(0, |number| number.length);
    let noun_start = after[length..].trim_start_matches(is_space);
    let length_of_noun = noun_start
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
        .unwrap_or(noun_start.len());
    let noun = &noun_start[..length_of_noun];
    let named = noun.starts_with(char::is_alphabetic);
    // `£1/4m` is a fraction of a million.
    let is_scaled =
        stroke.is_some() && number.is_some() && (noun == "m" || magnitude::factor(noun).is_some());
    if is_scaled || !named && (stroke.is_some() || number.is_none()) {
        return None;
    }
    let start = text.len() - after.len();
    let (end, noun) =
        if named { (text.len() - noun_start.len() + noun.len(), noun) } else { (start + length, "") };
    Some(Per { end, count: number.map_or(1.0, |number| number.value), noun })
}
