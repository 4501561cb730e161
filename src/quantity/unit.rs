//! The units people write, and what they measure.

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
}

/// A currency, by its ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The ISO 4217 code: `USD`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

/// One unit: its dimension and how many base units it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    pub(super) dimension: Dimension,
    pub(super) scale: f64,
}

/// Seconds in a minute.
pub(super) const MINUTE: f64 = 60.0;
/// Seconds in an hour.
pub(super) const HOUR: f64 = 3_600.0;
/// Seconds in a day.
pub(super) const DAY: f64 = 86_400.0;

/// Currency symbols, the longer ones first.
pub(super) const SYMBOLS: [(&str, &str); 17] = [
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("AU$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("R$", "BRL"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("฿", "THB"),
];

/// Currency codes that are known.
pub(super) const CODES: [&str; 44] = [
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "CNY", "RMB", "INR", "BRL", "MXN", "SEK", "NOK",
    "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "ILS", "ZAR", "NGN", "KES", "EGP", "AED", "SAR", "SGD",
    "HKD", "TWD", "KRW", "THB", "IDR", "MYR", "PHP", "VND", "UAH", "RUB", "CLP", "COP", "ARS", "PEN",
];

/// The currency symbols that can be read.
pub(crate) fn currency_symbols() -> impl Iterator<Item = &'static str> {
    SYMBOLS.iter().map(|(symbol, _)| *symbol)
}

/// The currency codes that can be read.
pub(crate) fn currency_codes() -> &'static [&'static str] {
    &CODES
}

fn currency_of(code: &str) -> Currency {
    let bytes = code.as_bytes();
    Currency([bytes[0], bytes[1], bytes[2]])
}

/// A currency symbol at the start of `text`, with its length in bytes.
pub(super) fn currency_symbol(text: &str) -> Option<(usize, Currency)> {
    // Nearly every text starts with a letter or digit that no symbol starts with.
    if text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) {
        return None;
    }
    let (symbol, code) = SYMBOLS.iter().find(|(symbol, _)| text.starts_with(symbol))?;
    Some((symbol.len(), currency_of(code)))
}

/// A currency by its code in capitals, or by its English name.
pub(super) fn currency_word(word: &str) -> Option<Currency> {
    if CODES.contains(&word) {
        return Some(currency_of(word));
    }
    match word {
        "dollars" | "dollar" | "Dollars" => Some(currency_of("USD")),
        "euros" | "euro" | "Euro" | "Euros" => Some(currency_of("EUR")),
        "yen" => Some(currency_of("JPY")),
        "rupees" => Some(currency_of("INR")),
        "francs" => Some(currency_of("CHF")),
        _ => None,
    }
}

/// A letter or word that multiplies the number before it. `m` is left out: it may mean minutes or millions.
pub(super) fn magnitude(word: &str) -> Option<f64> {
    match word {
        "K" | "k" | "thousand" | "Thousand" => Some(1e3),
        "M" | "mn" | "mln" | "mio" | "Mio" | "MM" | "million" | "Million" | "millions" => Some(1e6),
        "B" | "b" | "bn" | "Bn" | "BN" | "billion" | "Billion" => Some(1e9),
        "T" | "tn" | "trillion" | "Trillion" => Some(1e12),
        _ => None,
    }
}

/// The seconds in a time unit. A month is 30.44 days, a quarter 91.31 and a year 365.25.
pub(super) fn period(word: &str) -> Option<f64> {
    let seconds = match word {
        "ns" | "nanosecond" | "nanoseconds" => 1e-9,
        "us" | "µs" | "μs" | "microsecond" | "microseconds" => 1e-6,
        "ms" | "msec" | "msecs" | "millis" | "millisecond" | "milliseconds" => 1e-3,
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "min" | "mins" | "minute" | "minutes" => MINUTE,
        "h" | "hr" | "hrs" | "hour" | "hours" => HOUR,
        "d" | "day" | "days" => DAY,
        "w" | "wk" | "wks" | "week" | "weeks" => 7.0 * DAY,
        "fortnight" | "fortnights" => 14.0 * DAY,
        "mo" | "mos" | "mth" | "month" | "months" => 30.44 * DAY,
        "quarter" | "quarters" => 91.31 * DAY,
        "y" | "yr" | "yrs" | "year" | "years" => 365.25 * DAY,
        _ => return None,
    };
    Some(seconds)
}

/// The bytes in a unit of data: kilo is 1,000 and kibi is 1,024.
fn data(word: &str) -> Option<Unit> {
    let per_second = |bits: f64| Some(Unit { dimension: Dimension::DataRate, scale: bits / 8.0 * DAY });
    let bytes = match word {
        "byte" | "bytes" => 1.0,
        "kb" | "kilobyte" | "kilobytes" => 1e3,
        "mb" | "megabyte" | "megabytes" => 1e6,
        "gb" | "gigabyte" | "gigabytes" => 1e9,
        "tb" | "terabyte" | "terabytes" => 1e12,
        "pb" | "petabyte" | "petabytes" => 1e15,
        "kib" => 1024.0,
        "mib" => 1_048_576.0,
        "gib" => 1_073_741_824.0,
        "tib" => 1_099_511_627_776.0,
        "kbps" => return per_second(1e3),
        "mbps" => return per_second(1e6),
        "gbps" => return per_second(1e9),
        _ => return None,
    };
    Some(Unit { dimension: Dimension::Data, scale: bytes })
}

/// A unit written as one word after the number.
pub(super) fn unit_word(word: &str) -> Option<Unit> {
    if let Some(currency) = currency_word(word) {
        return Some(Unit { dimension: Dimension::Currency(currency), scale: 1.0 });
    }
    // `B` after a number is billions, so one letter alone is never data.
    let lower = word.to_lowercase();
    if let Some(seconds) = period(&lower) {
        return Some(Unit { dimension: Dimension::Duration, scale: seconds });
    }
    let points = |scale| Some(Unit { dimension: Dimension::Points, scale });
    match lower.as_str() {
        "percent" | "pct" => Some(Unit { dimension: Dimension::Percent, scale: 1.0 }),
        "pp" | "ppt" | "ppts" | "pps" => points(1.0),
        "bps" | "bp" => points(0.01),
        "x" | "×" => Some(Unit { dimension: Dimension::Count, scale: 1.0 }),
        _ => data(&lower),
    }
}

/// The unit of something counted once per `seconds`.
pub(super) fn per(unit: Unit, seconds: f64) -> Option<Unit> {
    let dimension = match unit.dimension {
        Dimension::Count => Dimension::Rate,
        Dimension::Percent | Dimension::Points => Dimension::PercentRate,
        Dimension::Currency(currency) => Dimension::CurrencyRate(currency),
        Dimension::Duration => Dimension::DurationRate,
        Dimension::Data => Dimension::DataRate,
        _ => return None,
    };
    Some(Unit { dimension, scale: unit.scale * DAY / seconds })
}
