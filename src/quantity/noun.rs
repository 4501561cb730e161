//! What a number counts, and what else is said behind its unit: the words after it.

use super::counted_for::by_head;
use super::numeral::is_space;
use super::per::Per;
use super::{Dimension, Quantity, dates, parse, per, period, plurals, words};

impl Quantity {
    /// Whether it is a multiple: `2x`.
    #[must_use]
    pub fn is_multiple(&self) -> bool {
        !self.is_bare()
            && self.dimension() == Dimension::Count
            && self.text().trim_end().ends_with(['x', 'X', '×'])
            && {
                let unit = self.unit_name();
                matches!(unit.as_str(), "x" | "X" | "×")
            }
            || self.is_multiple_in_words()
    }

    /// `double`, `twice`
    fn is_multiple_in_words(&self) -> bool {
        !self.is_bare()
            && self.dimension() == Dimension::Count
            && self.text().starts_with(|c: char| c.is_ascii_alphabetic())
            && words::multiple(self.text()).is_some()
    }

    /// The words for what is counted: `active users` in `1,200 active users per week`. Empty if there are none.
    #[must_use]
    pub fn noun(&self) -> &str {
        if self.is_bare() || !matches!(self.dimension(), Dimension::Count | Dimension::Rate) {
            return "";
        }
        if self.is_multiple() {
            return "x";
        }
        // Most numbers are followed by nothing or a sign.
        let text = self.text();
        if text.is_ascii() && !text.contains(is_space) {
            return "";
        }
        self.words_after_unit()
    }

    /// The words after the number and its unit, whatever it measures: `late` in `5 days late`, `YoY` in `10% YoY`.
    pub(crate) fn said(&self) -> &str {
        match self.dimension() {
            Dimension::Count | Dimension::Rate => self.noun(),
            _ if self.is_bare() || self.notation.is_plain() || is_number_and_unit(self.text()) => "",
            _ => self.words_after_unit(),
        }
    }

    fn words_after_unit(&self) -> &str {
        const LEADS: [&str; 6] = [" per ", "/", " a ", " an ", " each ", " every "];
        let (text, mark) = (self.text(), self.notation.mark());
        let Some(end) = parse::end_of_unit(text, mark) else { return "" };
        let tail = &text[end..];
        let led = LEADS.iter().filter_map(|word| tail.find(word)).min();
        // `20 deploys monthly`, `5 Tickets pro Woche`
        let time = || {
            let mut spaces = tail.match_indices(' ').map(|(at, _)| at);
            spaces.find(|at| period::ends_with(text, end + at)).filter(|_| self.dimension().is_per_time())
        };
        let stop = led.or_else(time).unwrap_or(tail.len());
        tail[..stop].trim_matches(|c: char| is_space(c) || "()".contains(c))
    }
}

/// `45 min`, `4.5 / 5`: digits and one word at most, which is the unit.
fn is_number_and_unit(text: &str) -> bool {
    let bytes = text.as_bytes();
    let spaces = bytes.iter().try_fold(0, |spaces, byte| match byte {
        b' ' => Some(spaces + 1),
        b'%' | b'(' | 0x80.. => None,
        _ => Some(spaces),
    });
    bytes.first().is_some_and(u8::is_ascii_digit) && spaces.is_some_and(|spaces| spaces < 2)
}

impl Quantity {
    /// What it is counted for apart from time, and how many of them: `km` and 100 in `7 l/100 km`, `seat` in `$30/seat/mo`.
    pub(super) fn counted_for(&self) -> Option<Per<'_>> {
        // Each number that is compared comes here, and nearly all are plain.
        if self.notation.is_plain() || matches!(self.dimension(), Dimension::Rating(_)) {
            return None;
        }
        let (text, mark) = (self.text(), self.notation.mark());
        // A search for a text sets up more than these few bytes cost.
        let bytes = text.as_bytes();
        if !bytes.contains(&b'/') && !bytes.windows(5).any(|part| part == b" per ") {
            return None;
        }
        let begins = |at: &usize| bytes[*at] == b'/' || bytes[*at..].starts_with(b" per ");
        (0..bytes.len()).filter(begins).find_map(|at| per::read(text, at, mark)).map(|per| by_head(text, per))
    }

    /// What it is counted for and how many of them, apart from time.
    pub(crate) fn per(&self) -> Option<(&str, f64)> {
        self.counted_for().map(|per| (per.noun, per.count))
    }

    /// Whether it may leave out the time that another number is counted for: not if it names one in words, or is counted for
    /// something else.
    pub(super) fn may_leave_out_time_of(&self, other: &Quantity) -> bool {
        let is_for_the_same = match (self.counted_for(), other.counted_for()) {
            (None, _) => true,
            (Some(own), Some(others)) => {
                own.count == others.count && plurals::are_the_same(own.noun, others.noun)
            }
            (Some(_), None) => false,
        };
        is_for_the_same && !self.names_a_time_other_than(other)
    }

    /// Whether its words name a time that it is for, as `$75K in Q1` and `5 each workday` do. A number of `ARR` is for a year, and one of
    /// `MRR` for a month.
    fn names_a_time_other_than(&self, other: &Quantity) -> bool {
        let text = self.text();
        let Some(words) = parse::end_of_unit(text, self.notation.mark()).map(|end| &text[end..]) else {
            return false;
        };
        let is_recurring = |name: &str, time: &str| {
            words.split(is_space).any(|word| word.eq_ignore_ascii_case(name))
                && period::period_in(other.text()) != Some(time)
        };
        let is_month = |word: &str| word.starts_with(char::is_uppercase) && dates::is_month(word);
        period::is_named_in(words)
            || words.split(|c: char| !c.is_alphanumeric()).any(is_month)
            || period::abbreviated(words, 0).is_some()
            || is_recurring("ARR", "year")
            || is_recurring("MRR", "month")
    }
}

/// Words of which an amount is one or the other: a year of `ARR` is twelve months of `MRR`.
const OPPOSITES: [(&str, &str); 4] =
    [("gross", "net"), ("MRR", "ARR"), ("incl", "excl"), ("including", "excluding")];

/// The words that make two amounts different things: `net` and `gross` of `$100 net` and `$50 gross`.
pub(crate) fn opposites(a: &Quantity, b: &Quantity) -> Option<(&'static str, &'static str)> {
    if a.notation.is_plain() || b.notation.is_plain() {
        return None;
    }
    let says = |quantity: &Quantity, word: &str| {
        quantity.text().split(|c: char| !c.is_alphanumeric()).any(|own| own.eq_ignore_ascii_case(word))
    };
    let both_ways = OPPOSITES.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)]);
    both_ways
        .into_iter()
        .find(|(one, other)| says(a, one) && says(b, other) && !says(a, other) && !says(b, one))
}

/// Whether two numbers are of the same, as far as they say: the words of one are among those of the other, in the singular or the
/// plural.
pub(super) fn agree(a: &Quantity, b: &Quantity) -> bool {
    // `120 tickets` and `96 tickets` say the same behind their digits, and need no reading.
    if behind_digits(a.text()) == behind_digits(b.text()) {
        return true;
    }
    let (one, other) = (a.said(), b.said());
    if one.is_empty() || other.is_empty() || one == other {
        return true;
    }
    let of_rating = matches!(a.dimension(), Dimension::Rating(_));
    opposites(a, b).is_none()
        && plurals::agree(one, other, |word| {
            NEUTRAL.contains(&word) || of_rating && OF_RATINGS.contains(&word)
        })
}

/// Whether both say the same of what they measure, with no word more or less: `40 users` is not `40 paying users`.
pub(super) fn say_the_same(a: &Quantity, b: &Quantity) -> bool {
    let (one, other) = (a.said(), b.said());
    one == other || plurals::are_the_same(one, other)
}

fn behind_digits(text: &str) -> &[u8] {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    &bytes[digits..]
}

/// Words that say nothing about what is measured: `10% of all users`.
const NEUTRAL: [&str; 14] =
    ["of", "the", "our", "all", "in", "at", "on", "for", "from", "and", "total", "overall", "rate", "only"];
/// What every rating is: `4.5/5 stars`, `4.6/5 points`.
const OF_RATINGS: [&str; 6] = ["star", "stars", "point", "points", "rating", "score"];

/// Whether two amounts are counted for the same: `€3/kg` and `€3,000/t` are not, `$1.5 per unit` and `$1.5` may be. Who writes the
/// time leaves nothing else out: `$30/seat/mo` is not `$40/mo`.
pub(super) fn per_the_same(a: &Quantity, b: &Quantity) -> bool {
    let may_be = |per: Per<'_>, other: &Quantity| per.count == 1.0 && !other.dimension().is_per_time();
    match (a.counted_for(), b.counted_for()) {
        (None, None) => true,
        (Some(per), None) => may_be(per, b),
        (None, Some(per)) => may_be(per, a),
        (Some(one), Some(other)) => {
            one.noun.is_empty() || other.noun.is_empty() || plurals::are_the_same(one.noun, other.noun)
        }
    }
}

/// The noun in the plural that follows a number in a sentence: `paying customers` in `to 650 paying customers by June`.
pub(crate) fn noun_after(text: &str, end: usize) -> Option<&str> {
    const PEOPLE: [&str; 4] = ["people", "children", "women", "men"];
    // `20 is`, `20 this quarter`, `20 times as many`
    const OTHERS: [&str; 8] = ["is", "was", "has", "this", "as", "times", "its", "always"];
    let mut at = end;
    for _ in 0..3 {
        let rest = text[at..].strip_prefix(' ')?;
        let length = rest.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(rest.len());
        let word = &rest[..length];
        let is_plural =
            PEOPLE.contains(&word) || (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss"));
        at += 1 + length;
        if word.is_empty() || !word.starts_with(char::is_lowercase) || OTHERS.contains(&word) {
            return None;
        }
        if is_plural {
            return text.get(end + 1..at);
        }
        let joins = [
            "to", "of", "in", "by", "per", "and", "or", "a", "an", "the", "for", "on", "at", "from", "with",
            "that", "who", "each", "every",
        ];
        if joins.contains(&word) {
            return None;
        }
    }
    None
}
