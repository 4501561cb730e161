//! The unit and the text of a quantity in little room: a workspace holds hundreds of thousands, one for every check-in.

use super::currency::Currency;
use super::mark::DecimalMark;
use super::unit::{DAY, Dimension, HOUR, MINUTE, MONTH, Physical, Unit};
use std::fmt;

/// How a quantity is written: its unit, whether one was written at all, and the text it was read from.
#[derive(Clone, PartialEq)]
pub(super) enum Notation {
    /// The usual case: a common unit and a text of up to ten bytes. Needs no heap memory.
    Short {
        kind: Kind,
        /// Which of [`NUMBERS`] completes the kind.
        number: u8,
        manner: Manner,
        /// Followed by zeros; holds none itself.
        text: [u8; 10],
    },
    Long(Box<Long>),
}

/// Any unit and any text.
#[derive(Clone, PartialEq)]
pub(super) struct Long {
    unit: Unit,
    manner: Manner,
    text: Box<str>,
}

/// Whether a unit was written, and which sign separates decimals, in one byte.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Manner {
    BarePoint,
    BareComma,
    UnitPoint,
    UnitComma,
}

impl Manner {
    fn of(bare: bool, mark: DecimalMark) -> Self {
        match (bare, mark) {
            (true, DecimalMark::Point) => Manner::BarePoint,
            (true, DecimalMark::Comma) => Manner::BareComma,
            (false, DecimalMark::Point) => Manner::UnitPoint,
            (false, DecimalMark::Comma) => Manner::UnitComma,
        }
    }
}

/// Scales, and maxima of ratings, that are frequent; any other number is kept in a [`Long`].
const NUMBERS: [f64; 18] = [
    1.0,
    1e-3,
    MINUTE,
    HOUR,
    DAY,
    7.0 * DAY,
    MONTH,
    DAY / HOUR,
    DAY / (7.0 * DAY),
    DAY / MONTH,
    4.0,
    5.0,
    10.0,
    100.0,
    1e3,
    1e6,
    1e9,
    1e12,
];

/// A dimension without the maximum of a rating.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
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
    Physical(Physical),
    PhysicalRate(Physical),
}

impl Notation {
    pub(super) fn new(unit: Unit, bare: bool, mark: DecimalMark, text: &str) -> Self {
        let manner = Manner::of(bare, mark);
        let long = || Self::Long(Box::new(Long { unit, manner, text: text.into() }));
        Self::short(unit, manner, text).unwrap_or_else(long)
    }

    fn short(unit: Unit, manner: Manner, text: &str) -> Option<Self> {
        let (kind, number) = Kind::of(unit);
        let number = NUMBERS.iter().position(|frequent| *frequent == number)? as u8;
        let mut bytes = [0; 10];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        (!text.contains('\0')).then_some(Self::Short { kind, number, manner, text: bytes })
    }

    pub(super) fn unit(&self) -> Unit {
        match self {
            Self::Short { kind, number, .. } => kind.with(NUMBERS[usize::from(*number)]),
            Self::Long(long) => long.unit,
        }
    }

    fn manner(&self) -> Manner {
        match self {
            Self::Short { manner, .. } => *manner,
            Self::Long(long) => long.manner,
        }
    }

    pub(super) fn is_bare(&self) -> bool {
        matches!(self.manner(), Manner::BarePoint | Manner::BareComma)
    }

    pub(super) fn mark(&self) -> DecimalMark {
        match self.manner() {
            Manner::BarePoint | Manner::UnitPoint => DecimalMark::Point,
            Manner::BareComma | Manner::UnitComma => DecimalMark::Comma,
        }
    }

    /// Whether the text is a number and a sign at most, as in `$23.5K`: without a space or a stroke, what the number is
    /// counted for cannot follow it.
    pub(super) fn is_plain(&self) -> bool {
        let parts = |byte: &u8| matches!(byte, b' ' | b'/');
        match self {
            // No early end: so few bytes are faster looked at all at once.
            Self::Short { text, .. } => !text.iter().fold(false, |found, byte| found | parts(byte)),
            Self::Long(long) => !long.text.as_bytes().iter().any(parts),
        }
    }

    /// Whether it is in words: `half`.
    pub(super) fn is_in_words(&self) -> bool {
        let first = match self {
            Self::Short { text, .. } => text.first(),
            Self::Long(long) => long.text.as_bytes().first(),
        };
        first.is_some_and(u8::is_ascii_alphabetic)
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Self::Short { text, .. } => {
                let length = text.iter().position(|byte| *byte == 0).unwrap_or(text.len());
                std::str::from_utf8(&text[..length]).unwrap_or_default()
            }
            Self::Long(long) => &long.text,
        }
    }
}

impl fmt::Debug for Notation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, bare, text) = (self.unit(), self.is_bare(), self.text());
        f.debug_struct("Notation").field("unit", &unit).field("bare", &bare).field("text", &text).finish()
    }
}

impl Kind {
    /// The kind of a unit, and the number that completes it: the scale, or for a rating, whose scale is always 1, its
    /// maximum.
    fn of(unit: Unit) -> (Self, f64) {
        let kind = match unit.dimension {
            Dimension::Rating(maximum) => return (Kind::Rating, maximum),
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
            Dimension::Physical(physical) => Kind::Physical(physical),
            Dimension::PhysicalRate(physical) => Kind::PhysicalRate(physical),
        };
        (kind, unit.scale)
    }

    fn with(self, number: f64) -> Unit {
        let dimension = match self {
            Kind::Rating => return Unit { dimension: Dimension::Rating(number), scale: 1.0 },
            Kind::Count => Dimension::Count,
            Kind::Percent => Dimension::Percent,
            Kind::Points => Dimension::Points,
            Kind::Currency(currency) => Dimension::Currency(currency),
            Kind::Duration => Dimension::Duration,
            Kind::Data => Dimension::Data,
            Kind::Rate => Dimension::Rate,
            Kind::PercentRate => Dimension::PercentRate,
            Kind::CurrencyRate(currency) => Dimension::CurrencyRate(currency),
            Kind::DurationRate => Dimension::DurationRate,
            Kind::DataRate => Dimension::DataRate,
            Kind::Physical(physical) => Dimension::Physical(physical),
            Kind::PhysicalRate(physical) => Dimension::PhysicalRate(physical),
        };
        Unit { dimension, scale: number }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Quantity;
    use super::*;

    #[test]
    fn a_quantity_stays_small() {
        assert_eq!(std::mem::size_of::<Option<Quantity>>(), 24);
    }

    #[test]
    fn frequent_quantities_need_no_memory_of_their_own() {
        for text in [
            "5",
            "23.5%",
            "1,250,000",
            "€1.25M",
            "$12,345.67",
            "250 ms",
            "3 hours",
            "2 weeks",
            "4.5/5",
            "9/10",
            "3 per week",
            "weekly",
            "20/day",
            "12 tickets",
            "3 pp",
            "50 GB",
            "2x",
        ] {
            let quantity: Quantity = text.parse().unwrap();
            assert!(matches!(quantity.notation, Notation::Short { .. }), "{text}");
        }
    }

    #[test]
    fn texts_and_units_of_any_kind_are_kept() {
        let dimensions = [
            Dimension::Count,
            Dimension::Rating(5.0),
            Dimension::Rating(3.3),
            Dimension::Currency(
                "€5"
                    .parse::<Quantity>()
                    .map(|euros| match euros.dimension() {
                        Dimension::Currency(currency) => currency,
                        other => panic!("{other:?}"),
                    })
                    .unwrap(),
            ),
            Dimension::DataRate,
        ];
        for dimension in dimensions {
            let scales =
                if matches!(dimension, Dimension::Rating(_)) { vec![1.0] } else { vec![1.0, 0.01, DAY, 7.7] };
            for unit in scales.into_iter().map(|scale| Unit { dimension, scale }) {
                for text in ["", "5", "1234567€", "1234567890", "12345678901", "72 hours a week", "\0", "1\0"]
                {
                    for (bare, mark) in [(true, DecimalMark::Point), (false, DecimalMark::Comma)] {
                        let notation = Notation::new(unit, bare, mark, text);
                        let kept = (notation.unit(), notation.is_bare(), notation.mark(), notation.text());
                        assert_eq!(kept, (unit, bare, mark, text));
                    }
                }
            }
        }
    }
}
