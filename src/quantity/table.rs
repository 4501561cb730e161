//! The units people write, and what they measure: one table, from which the schema and the reference pages come as well.
//!
//! No crate does this. Crates for units (uom, measurements, rink-core, gnu-units) know physics and fixed abbreviations: `m` is a
//! metre, a month is a fraction of a year, and money, counts with nouns, percentage points, ratings, `per week`, `lakh` and
//! `Mio` are unknown. A number in a goal is mostly one of those, and `45m` must be refused rather than read as metres. The
//! interpreters among them carry a language of their own and a copyleft licence.

use super::currency::{currency_word, in_thousands};
use super::unit::{DAY, Dimension, HOUR, MINUTE, MONTH, Physical, QUARTER, Unit, YEAR, per};
use fnv::FnvBuildHasher;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A unit: its size in base units, its symbols as written, and its words, in any case. SI prefixes may come
/// before symbols and words if `prefixed` is set.
struct Entry {
    scale: f64,
    symbols: &'static [&'static str],
    words: &'static [&'static str],
    prefixed: bool,
}

const fn plain(scale: f64, symbols: &'static [&'static str], words: &'static [&'static str]) -> Entry {
    Entry { scale, symbols, words, prefixed: false }
}

const fn prefixed(scale: f64, symbols: &'static [&'static str], words: &'static [&'static str]) -> Entry {
    Entry { scale, symbols, words, prefixed: true }
}

/// Units of time, in seconds.
const TIMES: &[Entry] = &[
    plain(1e-9, &["ns"], &["nanosecond", "nanoseconds"]),
    plain(1e-6, &["us", "µs", "μs"], &["microsecond", "microseconds"]),
    plain(1e-3, &["ms", "MS"], &["msec", "msecs", "millis", "millisecond", "milliseconds"]),
    plain(1.0, &["s", "S"], &["sec", "secs", "second", "seconds"]),
    plain(MINUTE, &[], &["min", "mins", "minute", "minutes"]),
    plain(HOUR, &["h", "H"], &["hr", "hrs", "hour", "hours"]),
    plain(DAY, &["d", "D"], &["day", "days"]),
    plain(7.0 * DAY, &["w"], &["wk", "wks", "week", "weeks"]),
    plain(14.0 * DAY, &[], &["fortnight", "fortnights"]),
    plain(MONTH, &[], &["mo", "mos", "mth", "mths", "month", "months"]),
    plain(QUARTER, &[], &["quarter", "quarters"]),
    plain(YEAR, &["y"], &["yr", "yrs", "year", "years"]),
];

/// Units of data, in bytes: kilo is 1,000 and kibi is 1,024. `Mb` is left out: it may mean bits or bytes.
const DATA: &[Entry] = &[
    plain(1.0, &[], &["byte", "bytes"]),
    plain(1e3, &["kB", "KB", "kb"], &["kilobyte", "kilobytes"]),
    plain(1e6, &["MB", "mb"], &["megabyte", "megabytes"]),
    plain(1e9, &["GB", "gb"], &["gigabyte", "gigabytes"]),
    plain(1e12, &["TB", "tb"], &["terabyte", "terabytes"]),
    plain(1e15, &["PB", "pb"], &["petabyte", "petabytes"]),
    plain(1024.0, &[], &["kib"]),
    plain(1_048_576.0, &[], &["mib"]),
    plain(1_073_741_824.0, &[], &["gib"]),
    plain(1_099_511_627_776.0, &[], &["tib"]),
    prefixed(1.0 / 8.0, &["bit", "bits", "Bit"], &["bit", "bits"]),
];

/// Units of data per second, in bytes per second.
const SPEEDS: &[Entry] =
    &[plain(1e3 / 8.0, &[], &["kbps"]), plain(1e6 / 8.0, &[], &["mbps"]), plain(1e9 / 8.0, &[], &["gbps"])];

/// Physical units.
const PHYSICAL: &[(Physical, &[Entry])] = &[
    (
        Physical::Energy,
        &[
            prefixed(1.0, &["Wh"], &["watt-hour", "watt-hours"]),
            plain(1e3, &["kwh", "KWh", "KWH"], &[]),
            plain(1e6, &["MWH"], &[]),
            prefixed(1.0 / 3600.0, &["J"], &["joule", "joules"]),
            prefixed(4.184 / 3600.0, &["cal"], &["calorie", "calories"]),
        ],
    ),
    (Physical::Power, &[prefixed(1.0, &["W"], &["watt", "watts"]), plain(1e3, &["KW", "kw"], &[])]),
    (
        Physical::Mass,
        &[
            prefixed(1.0, &["g"], &["gm", "gms", "gram", "grams", "gramme", "grammes"]),
            plain(1e3, &["Kg", "KG", "㎏"], &["kilo", "kilos"]),
            plain(1e-6, &["mcg", "ug"], &[]),
            plain(1e6, &["t"], &["tonne", "tonnes"]),
            plain(1e9, &["kt"], &["kilotonne", "kilotonnes"]),
            plain(1e12, &["Mt"], &["megatonne", "megatonnes"]),
            plain(1.0, &["gCO2", "gCO2e", "gCO₂", "gCO₂e"], &[]),
            plain(1e3, &["kgCO2", "kgCO2e", "kgCO₂", "kgCO₂e"], &[]),
            plain(1e6, &["tCO2", "tCO2e", "tCO₂", "tCO₂e"], &[]),
            plain(1e9, &["ktCO2", "ktCO2e", "ktCO₂", "ktCO₂e"], &[]),
            plain(1e12, &["MtCO2", "MtCO2e", "MtCO₂", "MtCO₂e"], &[]),
            plain(453.592_37, &["lb", "lbs"], &[]),
            plain(28.349_523_125, &["oz"], &["ounce", "ounces"]),
        ],
    ),
    (
        Physical::Length,
        &[
            plain(1e3, &["km", "KM", "Km"], &["kilometre", "kilometres", "kilometer", "kilometers"]),
            plain(1.0, &[], &["mtr", "mtrs", "metre", "metres", "meter", "meters"]),
            plain(1e-2, &["cm"], &["centimetre", "centimetres", "centimeter", "centimeters"]),
            plain(1e-3, &["mm"], &["millimetre", "millimetres", "millimeter", "millimeters"]),
            plain(1e-6, &["µm", "μm"], &["micrometre", "micrometres", "micrometer", "micrometers"]),
            plain(1e-9, &["nm"], &["nanometre", "nanometres", "nanometer", "nanometers"]),
            plain(1_609.344, &["mi"], &["mile", "miles"]),
            plain(0.3048, &["ft"], &["foot", "feet"]),
            plain(0.0254, &[], &["inch", "inches"]),
        ],
    ),
    (
        Physical::Area,
        &[
            plain(1.0, &["m²", "m2", "sqm"], &[]),
            plain(1e6, &["km²", "km2"], &[]),
            plain(1e-4, &["cm²", "cm2"], &[]),
            plain(1e4, &["ha"], &["hectare", "hectares"]),
            plain(0.092_903_04, &["ft²", "ft2", "sqft"], &[]),
            plain(4_046.856_422_4, &["ac"], &["acre", "acres"]),
        ],
    ),
    (
        Physical::Volume,
        &[
            prefixed(1.0, &["l", "L"], &["ltr", "ltrs", "litre", "litres", "liter", "liters"]),
            plain(1e3, &["m³", "m3"], &[]),
            plain(1e-3, &["cm³", "cm3"], &[]),
            plain(1.0, &["dm³", "dm3"], &[]),
            plain(28.316_846_592, &["ft³", "ft3"], &[]),
            plain(1e-2, &["cl"], &[]),
            plain(0.1, &["dl"], &[]),
            plain(100.0, &["hl"], &[]),
        ],
    ),
    (Physical::Frequency, &[prefixed(1.0, &["Hz", "hz"], &["hertz"])]),
    (Physical::Voltage, &[prefixed(1.0, &["V"], &["volt", "volts"])]),
    (Physical::Current, &[prefixed(1.0, &["A"], &["ampere", "amperes", "amp", "amps"])]),
    (Physical::Charge, &[prefixed(1.0, &["Ah"], &["ampere-hour", "ampere-hours", "amp-hour", "amp-hours"])]),
    (Physical::ApparentPower, &[plain(1e3, &["kVA"], &[]), plain(1e6, &["MVA"], &[])]),
    (Physical::PeakPower, &[plain(1.0, &["Wp"], &[]), plain(1e3, &["kWp"], &[]), plain(1e6, &["MWp"], &[])]),
    (
        Physical::Pressure,
        &[
            prefixed(1.0, &["Pa"], &["pascal", "pascals"]),
            plain(100.0, &["hPa"], &[]),
            plain(1e5, &[], &["bar"]),
            plain(100.0, &["mbar"], &[]),
            plain(6_894.757, &["psi"], &[]),
            plain(133.322, &["mmHg"], &[]),
        ],
    ),
    (Physical::Force, &[plain(1.0, &["N"], &["newton", "newtons"]), plain(1e3, &["kN"], &[])]),
    (Physical::Substance, &[prefixed(1.0, &["mol"], &["mole", "moles"])]),
    (
        Physical::Dose,
        &[
            plain(1.0, &["Sv"], &["sievert", "sieverts"]),
            plain(1e-3, &["mSv"], &[]),
            plain(1e-6, &["µSv", "μSv"], &[]),
        ],
    ),
    (Physical::Gallons, &[plain(1.0, &["gal"], &["gallon", "gallons"])]),
    (Physical::Celsius, &[plain(1.0, &["°C", "℃", "ºC"], &[])]),
    (Physical::Fahrenheit, &[plain(1.0, &["°F", "℉", "ºF"], &[])]),
    (Physical::Loudness, &[plain(1.0, &["dB", "db", "dBA"], &["decibel", "decibels"])]),
];

/// SI prefixes: the letter, the word, and the factor.
const PREFIXES: [(&str, &str, f64); 9] = [
    ("k", "kilo", 1e3),
    ("M", "mega", 1e6),
    ("G", "giga", 1e9),
    ("T", "tera", 1e12),
    ("P", "peta", 1e15),
    ("m", "milli", 1e-3),
    ("µ", "micro", 1e-6),
    ("μ", "micro", 1e-6),
    ("n", "nano", 1e-9),
];

/// What a prefix would make of a symbol, and what people do not mean by it: teaching assistants, general availability, television,
/// page views, machine learning.
const OTHER_THINGS: [&str; 12] = ["GA", "MA", "PA", "TA", "GV", "MV", "PV", "TV", "GL", "ML", "PL", "TL"];

/// Symbols that people put into the plural, where it is no other word: not as in `has` and `gas`.
const IN_THE_PLURAL: [&str; 12] = ["kg", "Kg", "mg", "km", "Km", "cm", "ml", "kB", "KB", "MB", "GB", "TB"];

/// `kg` for `kgs`, `kWh` for `kWhs`.
fn without_plural(word: &str) -> Option<&str> {
    let symbol = word.strip_suffix('s')?;
    let is_known = IN_THE_PLURAL.contains(&symbol) || symbol.ends_with("Wh");
    is_known.then_some(symbol)
}

/// The units of data and of physics by what they are called. They are too many to compare each word after a number with all.
struct Units {
    /// As written.
    symbols: HashMap<&'static str, Called, FnvBuildHasher>,
    /// In lower case.
    words: HashMap<&'static str, Called, FnvBuildHasher>,
}

/// A unit, and whether it may have SI prefixes.
#[derive(Clone, Copy)]
struct Called {
    unit: Unit,
    prefixed: bool,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let mut units = Units { symbols: HashMap::default(), words: HashMap::default() };
    let physical = PHYSICAL.iter().map(|(physical, entries)| (Dimension::Physical(*physical), *entries, 1.0));
    let lists =
        [(Dimension::Data, DATA, 1.0), (Dimension::DataRate, SPEEDS, DAY)].into_iter().chain(physical);
    let entries =
        lists.flat_map(|(dimension, entries, by)| entries.iter().map(move |entry| (dimension, entry, by)));
    for (dimension, entry, by) in entries {
        let called = Called { unit: Unit { dimension, scale: entry.scale * by }, prefixed: entry.prefixed };
        units.symbols.extend(entry.symbols.iter().map(|symbol| (*symbol, called)));
        units.words.extend(entry.words.iter().map(|word| (*word, called)));
    }
    units
});

impl Units {
    fn of(&self, word: &str) -> Option<Unit> {
        let lower = word.to_ascii_lowercase();
        let called = |symbol: Option<&str>, word: Option<&str>| {
            let symbol = symbol.and_then(|symbol| self.symbols.get(symbol));
            symbol.or_else(|| word.and_then(|word| self.words.get(word)))
        };
        let with_prefix = || {
            PREFIXES.iter().find_map(|(letter, name, factor)| {
                let called = called(word.strip_prefix(letter), lower.strip_prefix(name))?;
                called.prefixed.then_some(Unit { scale: called.unit.scale * factor, ..called.unit })
            })
        };
        let known = called(Some(word), Some(&lower)).map(|called| called.unit);
        let in_plural = || without_plural(word).and_then(|symbol| self.of(symbol));
        known.or_else(|| with_prefix().filter(|_| !OTHER_THINGS.contains(&word))).or_else(in_plural)
    }
}

/// The symbols and words of each kind of unit, for the reference.
pub(crate) fn unit_words() -> Vec<Vec<&'static str>> {
    // A letter alone is not read behind a space everywhere.
    let symbol = |entry: &Entry| entry.symbols.iter().find(|symbol| symbol.chars().count() > 1).copied();
    let words = |entries: &'static [Entry]| -> Vec<&'static str> {
        entries.iter().filter_map(|entry| symbol(entry).or(entry.words.last().copied())).collect()
    };
    let mut all = vec![words(TIMES), words(DATA)];
    all.extend(PHYSICAL.iter().map(|(_, entries)| words(entries)));
    all
}

/// The seconds in a unit of time. A month is 30.4375 days, a quarter 91.3125 and a year 365.25.
pub(super) fn period(word: &str) -> Option<f64> {
    let is_called = |entry: &&Entry| {
        entry.symbols.contains(&word) || entry.words.iter().any(|own| own.eq_ignore_ascii_case(word))
    };
    TIMES.iter().find(is_called).map(|entry| entry.scale)
}

/// The next smaller unit that a time and a half is shown in: hours for a day and a half.
pub(super) fn next_smaller(seconds: f64) -> f64 {
    match seconds {
        _ if seconds >= YEAR => MONTH,
        _ if seconds > DAY => DAY,
        _ if seconds > HOUR => HOUR,
        _ if seconds > MINUTE => MINUTE,
        _ if seconds > 1.0 => 1.0,
        _ => 1e-3,
    }
}

/// A unit of more than one word, or with signs in it, at the start of `text`, and its length: `degrees Celsius`, `sq ft`.
pub(super) fn of_two_words(text: &str) -> Option<(usize, Unit)> {
    const TEMPERATURES: [(&str, Physical); 8] = [
        ("degrees Celsius", Physical::Celsius),
        ("degrees Fahrenheit", Physical::Fahrenheit),
        ("degrees C", Physical::Celsius),
        ("degrees F", Physical::Fahrenheit),
        ("degree Celsius", Physical::Celsius),
        ("degree Fahrenheit", Physical::Fahrenheit),
        ("deg C", Physical::Celsius),
        ("deg F", Physical::Fahrenheit),
    ];
    const OTHERS: [(&str, Physical, f64); 18] = [
        ("sq ft", Physical::Area, 0.092_903_04),
        ("sq. ft", Physical::Area, 0.092_903_04),
        ("square feet", Physical::Area, 0.092_903_04),
        ("sq m", Physical::Area, 1.0),
        ("sq. m", Physical::Area, 1.0),
        ("sq km", Physical::Area, 1e6),
        ("square metres", Physical::Area, 1.0),
        ("square meters", Physical::Area, 1.0),
        ("watt hours", Physical::Energy, 1.0),
        ("kilowatt hour", Physical::Energy, 1e3),
        ("kilowatt hours", Physical::Energy, 1e3),
        ("megawatt hour", Physical::Energy, 1e6),
        ("megawatt hours", Physical::Energy, 1e6),
        ("metric ton", Physical::Mass, 1e6),
        ("metric tons", Physical::Mass, 1e6),
        ("metric tonne", Physical::Mass, 1e6),
        ("metric tonnes", Physical::Mass, 1e6),
        ("gigawatt hours", Physical::Energy, 1e9),
    ];
    let ends = |words: &str| {
        text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    };
    let physical = |physical, scale| Unit { dimension: Dimension::Physical(physical), scale };
    // Few units begin with these letters.
    match text.as_bytes().first()? {
        b'd' if text.starts_with("dB(A)") => Some(("dB(A)".len(), physical(Physical::Loudness, 1.0))),
        b'd' => TEMPERATURES
            .iter()
            .find(|(words, _)| ends(words))
            .map(|(words, unit)| (words.len(), physical(*unit, 1.0))),
        b's' | b'w' | b'k' | b'm' | b'g' => OTHERS
            .iter()
            .find(|(words, ..)| ends(words))
            .map(|(words, what, scale)| (words.len(), physical(*what, *scale))),
        _ => None,
    }
}

/// A unit written as one word after the number.
pub(super) fn unit_word(word: &str) -> Option<Unit> {
    if let Some(currency) = currency_word(word) {
        return Some(Unit { dimension: Dimension::Currency(currency), scale: 1.0 });
    }
    if let Some((currency, scale)) = in_thousands(word) {
        return Some(Unit { dimension: Dimension::Currency(currency), scale });
    }
    // `B` after a number is billions, so one letter alone is never data.
    if let Some(scale) = period(word) {
        return Some(Unit { dimension: Dimension::Duration, scale });
    }
    let known = match word {
        "%" | "percent" | "Percent" | "pct" | "Prozent" | "prozent" | "procent" | "prosent"
        | "prosenttia" | "százalék" | "процент" | "процента" | "процентов" => {
            Some((Dimension::Percent, 1.0))
        }
        "pp" | "PP" | "ppt" | "ppts" | "pps" => Some((Dimension::Points, 1.0)),
        "bps" | "bp" => Some((Dimension::Points, 0.01)),
        "ppm" => Some((Dimension::Percent, 1e-4)),
        "ppb" => Some((Dimension::Percent, 1e-7)),
        "kph" | "kmh" => {
            return per(Unit { dimension: Dimension::Physical(Physical::Length), scale: 1e3 }, HOUR);
        }
        "mph" => {
            return per(Unit { dimension: Dimension::Physical(Physical::Length), scale: 1_609.344 }, HOUR);
        }
        "x" | "X" => Some((Dimension::Count, 1.0)),
        _ => None,
    };
    if let Some((dimension, scale)) = known {
        return Some(Unit { dimension, scale });
    }
    UNITS.of(word)
}

/// `Mb`, `Gb`, `kb`: bits or bytes.
pub(super) fn bits_or_bytes(word: &str) -> Option<(String, String)> {
    let prefix = match word.strip_suffix('b')? {
        "K" | "k" => "k",
        "M" | "m" => "M",
        "G" | "g" => "G",
        "T" | "t" => "T",
        _ => return None,
    };
    Some((format!("{prefix}bit"), format!("{prefix}B")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Otherwise the order in which names are looked up would decide what they mean.
    #[test]
    fn no_two_units_have_the_same_name() {
        let physical = PHYSICAL.iter().flat_map(|(_, entries)| *entries);
        let mut seen = BTreeSet::new();
        for entry in DATA.iter().chain(SPEEDS).chain(physical) {
            let mut names: BTreeSet<String> =
                entry.symbols.iter().chain(entry.words).map(|name| (*name).to_owned()).collect();
            for (letter, name, _) in PREFIXES.iter().filter(|_| entry.prefixed) {
                names.extend(entry.symbols.iter().map(|symbol| format!("{letter}{symbol}")));
                names.extend(entry.words.iter().map(|word| format!("{name}{word}")));
            }
            assert!(entry.words.iter().all(|word| *word == word.to_ascii_lowercase()));
            for name in names {
                assert!(seen.insert(name.clone()), "{name}");
            }
        }
    }
}
