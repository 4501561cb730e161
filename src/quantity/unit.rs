//! What is measured, and how many base units one of a unit is.

use super::currency::Currency;

/// What a quantity measures. Quantities of one dimension can be compared and subtracted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dimension {
    /// A plain number, or a number of things: `1,200`, `1,200 tickets`, `2x`.
    Count,
    /// A share or a relative change, in percent.
    Percent,
    /// A difference between two percentages, in percentage points.
    Points,
    /// Money, in whole units of one currency.
    Currency(Currency),
    /// Time, in seconds.
    Duration,
    /// Data, in bytes.
    Data,
    /// Points out of a maximum: `4.5/5` is `Rating(5.0)`. The maximum is finite and above zero.
    Rating(f64),
    /// Things per time, in times per day.
    Rate,
    /// Percent or percentage points per time, per day.
    PercentRate,
    /// Money per time, per day.
    CurrencyRate(Currency),
    /// Time spent per time, in seconds per day.
    DurationRate,
    /// Data per time, in bytes per day.
    DataRate,
    /// A physical measure, in its base unit.
    Physical(Physical),
    /// A physical measure per time, in base units per day.
    PhysicalRate(Physical),
}

impl Dimension {
    /// Whether numbers of both can be compared.
    pub(super) fn is_that_of(self, other: Dimension) -> bool {
        use Dimension::{Currency, CurrencyRate};
        match (self, other) {
            (Currency(one), Currency(other)) | (CurrencyRate(one), CurrencyRate(other)) => one.may_be(other),
            _ => self == other,
        }
    }

    /// Whether it is counted for a time: `$300 a month`.
    pub(crate) fn is_per_time(self) -> bool {
        use Dimension::{CurrencyRate, DataRate, DurationRate, PercentRate, PhysicalRate, Rate};
        matches!(self, Rate | PercentRate | CurrencyRate(_) | DurationRate | DataRate | PhysicalRate(_))
    }

    /// What so much of it for a time measures: `$300 a month` beside `$300`. `None` if nothing is counted for a time.
    pub(super) fn per_time(self) -> Option<Dimension> {
        Some(match self {
            Dimension::Count => Dimension::Rate,
            Dimension::Percent | Dimension::Points => Dimension::PercentRate,
            Dimension::Currency(currency) => Dimension::CurrencyRate(currency),
            Dimension::Duration => Dimension::DurationRate,
            Dimension::Data => Dimension::DataRate,
            Dimension::Physical(physical) => Dimension::PhysicalRate(physical),
            _ => return None,
        })
    }
}

/// What is measured by a physical unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Physical {
    /// In watt-hours.
    Energy,
    /// In watts.
    Power,
    /// In grams.
    Mass,
    /// In metres.
    Length,
    /// In square metres.
    Area,
    /// In litres.
    Volume,
    /// In hertz.
    Frequency,
    /// In volts.
    Voltage,
    /// In amperes.
    Current,
    /// In ampere-hours.
    Charge,
    /// In volt-amperes.
    ApparentPower,
    /// What a solar module yields at best, in watts.
    PeakPower,
    /// In newtons.
    Force,
    /// An amount of substance, in moles.
    Substance,
    /// A dose of radiation, in sieverts.
    Dose,
    /// In gallons: an American one is 3.8 litres and a British one 4.5, so that they convert into nothing else.
    Gallons,
    /// In pascals.
    Pressure,
    /// In degrees Celsius.
    Celsius,
    /// In degrees Fahrenheit.
    Fahrenheit,
    /// In decibels.
    Loudness,
}

/// One unit: its dimension and how many base units it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    pub(super) dimension: Dimension,
    pub(super) scale: f64,
}

/// The unit of `35%`.
pub(super) const PERCENT: Unit = Unit { dimension: Dimension::Percent, scale: 1.0 };
/// Seconds in a minute.
pub(super) const MINUTE: f64 = 60.0;
/// Seconds in an hour.
pub(super) const HOUR: f64 = 3_600.0;
/// Seconds in a day.
pub(super) const DAY: f64 = 86_400.0;
/// Seconds in a year: 365.25 days.
pub(super) const YEAR: f64 = 365.25 * DAY;
/// Seconds in a quarter: 91.3125 days, so that four are a year.
pub(super) const QUARTER: f64 = YEAR / 4.0;
/// Seconds in a month: 30.4375 days, so that twelve are a year.
pub(super) const MONTH: f64 = YEAR / 12.0;

/// The unit of something counted once per `seconds`.
pub(super) fn per(unit: Unit, seconds: f64) -> Option<Unit> {
    let dimension = unit.dimension.per_time()?;
    Some(Unit { dimension, scale: unit.scale * DAY / seconds })
}
