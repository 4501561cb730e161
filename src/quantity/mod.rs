//! One small language for every number: `23%`, `$1.2M`, `72 hours`, `4.5/5`, `1,200 tickets per week`.
//!
//! A quantity is a number and a unit. Its value is kept in the base unit of its dimension, so that `4 hours`
//! and `45 minutes` compare; its text is kept as its author wrote it, so that it is shown again that way.

mod after;
mod allowance;
mod clock;
mod compact;
mod compound;
mod counted_for;
mod currency;
mod dates;
mod display;
mod doubt;
mod error;
mod far_east;
mod glued;
mod head;
mod label;
mod letters;
mod limit;
mod look_alike;
mod magnitude;
mod mark;
mod money;
mod noun;
mod number_words;
mod numbered;
mod numeral;
mod parse;
mod per;
mod period;
mod plurals;
mod scale_words;
mod scan;
mod scanned;
mod schema;
mod second_look;
mod share;
mod table;
mod unit;
mod unusual;
mod words;
mod words_around;

pub(crate) use after::Other;
pub use allowance::{AllowanceDoubt, allowance};
use compact::Notation;
pub(crate) use counted_for::start_of_per;
pub use currency::Currency;
pub(crate) use dates::{is_month, month_of_year};
pub use doubt::{Doubt, Overview, doubt, leaves_no_doubt};
pub(crate) use doubt::{is_in_parts, may_be_other, relative};
pub use error::QuantityError;
pub(crate) use label::label_end;
pub(crate) use limit::{COMPARE_AFTER, COMPARE_BEFORE, named_limit};
pub use mark::DecimalMark;
pub(crate) use noun::{noun_after, opposites};
pub(crate) use numbered::{counts_a_way, is_scale_step, names_what_is_numbered};
pub use scan::{scan, scan_all};
pub use scanned::{Scanned, Unread};
pub use unit::{Dimension, Physical};

pub(crate) use currency::{currency_codes, currency_symbols};
pub(crate) use magnitude::magnitude_words;
pub(crate) use period::period_in;
pub(crate) use plurals::share_a_word;
use std::cmp::Ordering;
pub(crate) use table::unit_words;
pub(crate) use words_around::is_arrow;

/// A number with its unit, and the text it was read from.
///
/// The value is always finite.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// In the dimension's base unit.
    value: f64,
    notation: Notation,
}

impl Quantity {
    /// The value in the base unit of its dimension: seconds, bytes, whole currency units, percent (`23%` is 23),
    /// percentage points, or times per day for a rate. A count, a rating and a multiple (`2x`) are as written.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// What is measured, as far as the unit shows.
    pub fn dimension(&self) -> Dimension {
        self.notation.unit().dimension
    }

    /// How many base units one of the written unit is: 3,600 for `4 hours`, 1 for a bare number.
    pub(crate) fn unit_scale(&self) -> f64 {
        self.notation.unit().scale
    }

    /// True for a number without a unit, which takes the unit of its neighbour.
    pub fn is_bare(&self) -> bool {
        self.notation.is_bare()
    }

    /// The sign before its decimals.
    #[must_use]
    pub fn mark(&self) -> DecimalMark {
        self.notation.mark()
    }

    /// As its author wrote it, or, after [`Quantity::with_unit_of`], in the style of the other's author.
    pub fn text(&self) -> &str {
        self.notation.text()
    }

    /// A computed value, in base units, with this quantity's unit and style; unchanged if `value` is not finite.
    pub fn with_value(&self, value: f64) -> Quantity {
        if !value.is_finite() {
            return self.clone();
        }
        let unit = match self.is_of_a_small_whole() {
            true => unit::PERCENT,
            false => self.notation.unit(),
        };
        let notation = Notation::new(unit, self.is_bare(), self.notation.mark(), &self.display_like(value));
        Quantity { value, notation }
    }

    /// As [`Quantity::with_value`], with as many digits as it takes for what is said with it to be true of the number that is shown.
    #[must_use]
    pub fn with_true_value(&self, value: f64, is_true: impl Fn(f64) -> bool) -> Quantity {
        let rounded = self.with_value(value);
        let shown = if value.is_finite() { self.display_true(value, is_true) } else { None };
        match shown {
            Some(text) => {
                let notation = Notation::new(rounded.notation.unit(), rounded.is_bare(), self.mark(), &text);
                Quantity { value, notation }
            }
            None => rounded,
        }
    }

    /// As [`Quantity::with_value`], with as many digits as the value has: for a limit that values are held against.
    #[must_use]
    pub fn with_exact_value(&self, value: f64) -> Quantity {
        let rounded = self.with_value(value);
        if !value.is_finite() {
            return rounded;
        }
        let notation =
            Notation::new(rounded.notation.unit(), rounded.is_bare(), self.mark(), &self.write_like(value));
        Quantity { value, notation }
    }

    /// A bare number beside one with a unit takes that unit: `23` beside `35%` is `23%`. One that leaves out the time it is counted for
    /// takes that: `$260` beside `$300 a month` is `$260 a month`. Anything else is unchanged.
    pub fn with_unit_of(&self, other: &Quantity) -> Quantity {
        if let Some(of_period) = self.for_the_time_of(other) {
            return of_period;
        }
        if !self.takes_unit_of(other) {
            return self.clone();
        }
        let unit = other.notation.unit();
        let value = self.value * unit.scale;
        if !value.is_finite() {
            return self.clone();
        }
        let text = display::borrow_unit(self, other);
        Quantity { value, notation: Notation::new(unit, false, self.notation.mark(), &text) }
    }

    fn takes_unit_of(&self, other: &Quantity) -> bool {
        self.is_bare() && !other.is_bare()
    }

    /// The number with the time that another one like it is counted for, if it names none: who writes `$260` beside `$300 a month` means
    /// as much of it, and so does who writes 260.
    fn for_the_time_of(&self, other: &Quantity) -> Option<Quantity> {
        // Every value that is compared comes here, and few are counted for a time.
        let for_a_time = other.dimension();
        if !for_a_time.is_per_time() {
            return None;
        }
        let leaves_out = !self.is_bare()
            && self.dimension().per_time()?.is_that_of(for_a_time)
            && self.may_leave_out_time_of(other);
        let text = leaves_out.then(|| display::borrow_period(self, other)).flatten()?;
        Quantity::read(&text, self.mark()).ok().filter(|read| read.dimension().is_that_of(other.dimension()))
    }

    /// The value of [`Quantity::with_unit_of`], for comparing.
    pub(crate) fn value_beside(&self, other: &Quantity) -> f64 {
        if !self.takes_unit_of(other) {
            return self.for_the_time_of(other).map_or(self.value, |of_period| of_period.value);
        }
        let value = self.value * other.unit_scale();
        if value.is_finite() { value } else { self.value }
    }
}

/// True when the two can be compared and subtracted: the same dimension and, for numbers of things, the same things; or
/// one of them a bare number.
pub fn comparable(a: &Quantity, b: &Quantity) -> bool {
    a.is_bare()
        || b.is_bare()
        || (are_of_one_dimension(a, b)
            && (a.notation.is_plain() && b.notation.is_plain()
                || noun::agree(a, b) && noun::per_the_same(a, b)))
}

/// Whether two numbers measure the same, of which one may leave out the time.
fn are_of_one_dimension(a: &Quantity, b: &Quantity) -> bool {
    a.dimension().is_that_of(b.dimension())
        || a.for_the_time_of(b).is_some()
        || b.for_the_time_of(a).is_some()
}

/// How two numbers compare once a bare one has taken the other's unit; `None` if their units do not convert. Numbers
/// that differ by less than what decimals lose in binary are equal.
pub fn order(a: &Quantity, b: &Quantity) -> Option<Ordering> {
    if !comparable(a, b) {
        return None;
    }
    let (left, right) = (a.value_beside(b), b.value_beside(a));
    let close = (left - right).abs() <= 1e-9 * left.abs().max(right.abs());
    if close { Some(Ordering::Equal) } else { left.partial_cmp(&right) }
}

/// Whether two numbers are one, however they are written: `$1.2M` and `1,200,000 USD`.
pub fn same(a: &Quantity, b: &Quantity) -> bool {
    order(a, b) == Some(Ordering::Equal)
}

/// Whether two times are both counted in working days or hours, or neither: `10 working days` are two weeks.
#[must_use]
pub fn are_of_one_clock(a: &Quantity, b: &Quantity) -> bool {
    a.is_bare() || b.is_bare() || doubt::is_working_time(a) == doubt::is_working_time(b)
}

/// Whether a number that was written anew is the one before: one, of the same time, and of the same things. `$5K` is no `$5K a year` where
/// nothing else says of which time it was, and `40 users` are no `40 paying users`.
pub fn unchanged(before: &Quantity, after: &Quantity) -> bool {
    let is_of_one_time = before.dimension().is_per_time() == after.dimension().is_per_time()
        && are_of_one_clock(before, after);
    let is_bare = before.is_bare() || after.is_bare();
    same(before, after) && (is_bare || is_of_one_time && noun::say_the_same(before, after))
}

#[cfg(test)]
mod tests;
