//! What the `m` behind a number is, once the other numbers of the sentence are read: minutes or millions.

use super::Quantity;
use super::mark::DecimalMark;
use super::scanned::{Scanned, Unread};
use super::unit::{self, Dimension};
use super::words_around::next_word;
use std::ops::Range;

/// A number that was read, and its place.
type Found = (Range<usize>, Quantity);

/// Reads the numbers with an `m` whose meaning another number tells.
pub(super) fn settle(text: &str, scanned: &mut Scanned, mark: DecimalMark) {
    if scanned.unread.is_empty() {
        return;
    }
    let read = |scanned: &mut Scanned, meant: &dyn Fn(&[Found], &Unread) -> Option<&'static str>| {
        let Scanned { found, unread } = scanned;
        unread.retain(|unread| {
            let number = text[unread.range.clone()].strip_suffix('m');
            let number = number.filter(|number| number.ends_with(|c: char| c.is_ascii_digit()));
            let quantity = number
                .zip(meant(found, unread))
                .and_then(|(number, unit)| Quantity::read(&format!("{number}{unit}"), mark).ok());
            let is_read = quantity.is_some();
            found.extend(quantity.map(|quantity| (unread.range.clone(), quantity)));
            !is_read
        });
        found.sort_by_key(|(range, _)| range.start);
    };
    read(scanned, &|found, unread| {
        found.iter().any(|other| tells_of_millions(text, other, unread)).then_some("M")
    });
    read(scanned, &|found, unread| {
        let is_beside_time = found.iter().any(|(_, other)| is_time_of_day(other));
        (is_beside_time && !is_counted(text, unread.range.end)).then_some(" min")
    });
}

/// `from 1h 15m to 30m`, `from 6m30s to 5m`: beside a time of the day, `m` can only be minutes. Beside days it may be months, and
/// in `5m users within 24 hours` it is millions.
fn is_time_of_day(other: &Quantity) -> bool {
    other.dimension() == Dimension::Duration && other.unit_scale() < unit::DAY
}

/// `from 800k to 1.1m`, `from $1.1m to 1.4m`: millions, since the other end is in thousands or is money.
fn tells_of_millions(text: &str, (range, other): &Found, unread: &Unread) -> bool {
    let between = text.get(range.end.min(unread.range.end)..range.start.max(unread.range.start));
    let is_large = other.is_bare() && text[range.clone()].ends_with(['k', 'K']);
    let leads = |between: &str| matches!(between.trim(), "to" | "→" | "->" | "up to" | "down to");
    (is_large || matches!(other.dimension(), Dimension::Currency(_))) && between.is_some_and(leads)
}

/// Whether things follow a number: `users` in `5m users`.
fn is_counted(text: &str, end: usize) -> bool {
    const GO_ON: &[&str] = &[
        "to", "per", "by", "in", "within", "for", "at", "and", "or", "on", "from", "until", "till", "before",
        "after", "of", "with", "when", "as", "each", "every", "a", "an", "while", "without", "during",
        "through", "than", "is", "are", "so", "but", "across", "end",
    ];
    next_word(text, end).is_some_and(|word| {
        word.starts_with(char::is_alphabetic) && !GO_ON.contains(&word.to_ascii_lowercase().as_str())
    })
}
