//! Shares in words and digits: `3 in 10`, `62 of every 100`.

use super::mark::DecimalMark;
use super::table;
use super::unit::{Dimension, Unit};
use super::words_around::next_word;
use super::{numeral, words};

/// Wholes that people count shares of.
const WHOLES: [f64; 14] = [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 20.0, 50.0, 100.0, 1000.0];

/// The unit of a number that makes a share with what follows it at `end`, and where that ends: in `3 in 10` one is ten percent,
/// so that a bare `4` beside it is 4 in 10.
pub(super) fn share_of(text: &str, end: usize, number: f64, mark: DecimalMark) -> Option<(usize, Unit)> {
    let rest = &text[end..];
    let after =
        [" in every ", " of every ", " out of every ", " in "].iter().find_map(|p| rest.strip_prefix(p))?;
    let every = !rest.starts_with(" in ") || rest.starts_with(" in every ");
    let start = text.len() - after.len();
    let mut near = after.len().min(40);
    while !after.is_char_boundary(near) {
        near -= 1;
    }
    let (whole, length) = match numeral::read(&after[..near], mark) {
        Ok(Some(n)) => (n.value, n.length),
        _ => words::read(after).map(|w| (w.value, w.length))?,
    };
    // `from 42 to 48 in 2026`; nobody writes a year with a comma, as in `1 in 2,000`.
    let is_year =
        (1990.0..2050.0).contains(&whole) && after[..length].bytes().all(|b| b.is_ascii_digit()) && !every;
    let timed = next_word(text, start + length).is_some_and(|w| table::period(&w.to_lowercase()).is_some());
    // `from 2 to 3 in 4 of 5 markets`
    let next = &text[start + length..];
    // `1 in 3 of 900 shops` has no part of the 900.
    let of_number = next.strip_prefix(" of ").is_some_and(|of| {
        let digits = of.len() - of.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        (1..=2).contains(&digits) && !of[digits..].starts_with(',')
    });
    let ends = !of_number && !next.starts_with(|c: char| c.is_alphanumeric() || c == '%' || c == '-');
    // `1 in 25`; `6 in 25 cities` are cities.
    let is_whole =
        WHOLES.contains(&whole) || (number == 1.0 && whole.fract() == 0.0) || next.trim().is_empty();
    let is_share = every || (is_whole && !timed && !is_year);
    (is_share && ends && number <= whole && whole > 0.0)
        .then(|| (start + length, Unit { dimension: Dimension::Percent, scale: 100.0 / whole }))
}
