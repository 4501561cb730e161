//! The parts of a quantity in little room: a workspace holds hundreds of thousands, one for every check-in.

use super::unit::{Currency, Dimension, Unit};
use std::fmt;
use std::ops::Deref;

/// A text that never changes. One of up to eight bytes, as nearly all quantities have, needs no memory of its own.
#[derive(Clone, PartialEq)]
pub(super) enum Text {
    /// Followed by zeros; holds none itself.
    Short([u8; 8]),
    Long(Box<str>),
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        let mut short = [0; 8];
        match short.get_mut(..text.len()) {
            Some(place) if !text.contains('\0') => {
                place.copy_from_slice(text.as_bytes());
                Text::Short(short)
            }
            _ => Text::Long(text.into()),
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Short(bytes) => {
                let length = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
                std::str::from_utf8(&bytes[..length]).unwrap_or_default()
            }
            Text::Long(text) => text,
        }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// A [`Unit`], and whether one was written at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measured {
    /// The unit's scale; for a rating, whose scale is always 1, its maximum.
    number: f64,
    kind: Kind,
    pub(super) bare: bool,
}

/// A dimension without the maximum of a rating.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Count,
    Percent,
    Points,
    Currency(Currency),
    Duration,
    Data,
    Rating,
    Rate,
    PercentRate,
    CurrencyRate(Currency),
    DurationRate,
    DataRate,
}

impl Measured {
    pub(super) fn new(unit: Unit, bare: bool) -> Self {
        let kind = match unit.dimension {
            Dimension::Rating(maximum) => return Self { number: maximum, kind: Kind::Rating, bare },
            Dimension::Count => Kind::Count,
            Dimension::Percent => Kind::Percent,
            Dimension::Points => Kind::Points,
            Dimension::Currency(currency) => Kind::Currency(currency),
            Dimension::Duration => Kind::Duration,
            Dimension::Data => Kind::Data,
            Dimension::Rate => Kind::Rate,
            Dimension::PercentRate => Kind::PercentRate,
            Dimension::CurrencyRate(currency) => Kind::CurrencyRate(currency),
            Dimension::DurationRate => Kind::DurationRate,
            Dimension::DataRate => Kind::DataRate,
        };
        Self { number: unit.scale, kind, bare }
    }

    pub(super) fn scale(&self) -> f64 {
        if self.kind == Kind::Rating { 1.0 } else { self.number }
    }

    pub(super) fn dimension(&self) -> Dimension {
        match self.kind {
            Kind::Count => Dimension::Count,
            Kind::Percent => Dimension::Percent,
            Kind::Points => Dimension::Points,
            Kind::Currency(currency) => Dimension::Currency(currency),
            Kind::Duration => Dimension::Duration,
            Kind::Data => Dimension::Data,
            Kind::Rating => Dimension::Rating(self.number),
            Kind::Rate => Dimension::Rate,
            Kind::PercentRate => Dimension::PercentRate,
            Kind::CurrencyRate(currency) => Dimension::CurrencyRate(currency),
            Kind::DurationRate => Dimension::DurationRate,
            Kind::DataRate => Dimension::DataRate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Quantity;
    use super::Text;

    #[test]
    fn a_quantity_stays_small() {
        assert_eq!(std::mem::size_of::<Option<Quantity>>(), 40);
    }

    #[test]
    fn texts_of_any_length_are_kept() {
        for text in ["", "5", "€1.25M", "1234567€", "12345678", "123456789", "72 hours a week", "\0", "1\0"]
        {
            assert_eq!(&*Text::from(text), text);
        }
    }
}
