//! How numbers are written, and what each counts as.

use super::table;
use crate::quantity::{
    Dimension, Physical, Quantity, currency_codes, currency_symbols, magnitude_words, unit_words,
};
use serde_json::Value;

/// Units written in other ways than as one word after the number, those that measure the same in a row.
const OTHER_UNITS: [&[&str]; 4] = [
    &["%", "percent", "per cent"],
    &["pp", "percentage points", "%-points", "bps"],
    &["per day", "per week", "a month", "/quarter", "each year"],
    &["/5", "out of 10"],
];

/// Times that calendars know in several lengths.
const PERIODS: [&str; 3] = ["month", "quarter", "year"];

/// The section, with the examples of the schema read by the reader itself.
pub(super) fn section(schema: &Value) -> String {
    let quantity = &schema["$defs"]["Quantity"];
    let more = ["3 days", "50 bps", "$2K per month", "2x", "two thirds", "a dozen"];
    let examples = quantity["examples"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let rows = examples.chain(more).filter_map(|text| text.parse::<Quantity>().ok());
    let rows = rows.map(|quantity| {
        let (what, base) = base_unit(quantity.dimension());
        vec![
            format!("`{}`", quantity.text()),
            what.to_owned(),
            format!("{} {base}", number(quantity.value())).trim_end().to_owned(),
        ]
    });
    let rows_of_units = OTHER_UNITS.iter().map(|words| words.to_vec()).chain(unit_words());
    let units = rows_of_units.filter_map(|words| {
        let quantity = words.iter().find_map(|word| of_one(word))?;
        Some(vec![base_unit(quantity.dimension()).0.to_owned(), format!("`{}`", words.join("`, `"))])
    });
    let periods = PERIODS.map(|period| format!("a {period} is {} days", days(period)));
    let [month, quarter, year] = periods;
    format!(
        "{BEFORE}{}{}When times are compared, {month}, {quarter} and {year}.\n\n{AFTER}{}Currencies: `{}`; {}. Without a symbol \
         of their own, dollars are US dollars.\n\n",
        table(&["Written", "Is", "Counts as"], rows),
        table(&["Measures", "Units, among others"], units),
        table(&["Times", "Written"], magnitudes()),
        currency_symbols().collect::<Vec<_>>().join("` `"),
        currency_codes().join(", "),
    )
}

fn of_one(unit: &str) -> Option<Quantity> {
    format!("1 {unit}").parse().ok()
}

const BEFORE: &str = "\
Every number in a goal file is written as people write it, with its unit, and shown again as its author wrote it. Quantities that
measure the same can be compared: `4 hours` and `45 minutes`, `$900K` and `$1.2M`.

";

const AFTER: &str = "\
A number without a unit takes the unit of the one beside it: `baseline: 23` with `target: 35%` is 23%. Where that cannot be meant
(`0.29` beside percentages, `70%` beside plain numbers, a target of `-20%`), a finding asks for the unit. `$260` beside `$300 a
month` is for a month as well. A noun says what is counted: `1,200 tickets` and `900 calls` cannot be compared. SI prefixes (k, M,
G, T, m, µ, n) stand before bit, Wh, W, g, l, Hz, J, V and A. `m` alone could be minutes, millions or metres, so write `min`, `M`
or `metres`.

A comma or a space separates thousands, a point decimals. `1.200` could be either and is refused; with `decimal_mark: comma` in
okr.yaml, `1.200,50` is read, and `1,200` refused. Times may have parts: `2 h 30 min`, `1h15m`, `PT1H15M`, `1:59:59`. Limits
have fields of their own, `at_least` and `at_most`: write `95%` there, not `>= 95%`.

";

/// The words that multiply a number, and by what.
fn magnitudes() -> impl Iterator<Item = Vec<String>> {
    magnitude_words().map(|(factor, words)| vec![number(factor), format!("`{}`", words.join("`, `"))])
}

fn days(period: &str) -> String {
    let quantity = of_one(period).expect("internal error: a unit of the table is not known");
    number(quantity.value() / 86_400.0)
}

/// At most four decimals, thousands grouped.
fn number(value: f64) -> String {
    let text = format!("{:.4}", value.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let groups: Vec<&str> =
        whole.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    let decimals = decimals.trim_end_matches('0');
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{}{}{point}{decimals}", if value < 0.0 { "-" } else { "" }, groups.join(","))
}

/// What is measured, and the unit it is compared in.
fn base_unit(dimension: Dimension) -> (&'static str, String) {
    let (what, unit) = match dimension {
        Dimension::Count => ("a number", ""),
        Dimension::Percent => ("a share or a relative change", "percent"),
        Dimension::Points => ("a difference between shares", "percentage points"),
        Dimension::Currency(currency) => return ("money", currency.code().to_owned()),
        Dimension::Duration => ("a time", "seconds"),
        Dimension::Data => ("data", "bytes"),
        Dimension::Rating(most) => return ("a rating", format!("of {most}")),
        Dimension::Rate => ("a rate", "per day"),
        Dimension::PercentRate => ("a rate", "percent per day"),
        Dimension::CurrencyRate(currency) => return ("a rate", format!("{} per day", currency.code())),
        Dimension::DurationRate => ("a rate", "seconds per day"),
        Dimension::DataRate => ("a rate", "bytes per day"),
        Dimension::Physical(physical) => physical_unit(physical),
        Dimension::PhysicalRate(physical) => {
            return ("a rate", format!("{} per day", physical_unit(physical).1));
        }
    };
    (what, unit.to_owned())
}

/// What a physical unit measures, and its base unit.
fn physical_unit(physical: Physical) -> (&'static str, &'static str) {
    match physical {
        Physical::Energy => ("energy", "watt-hours"),
        Physical::Power => ("power", "watts"),
        Physical::Mass => ("weight", "grams"),
        Physical::Length => ("length", "metres"),
        Physical::Area => ("area", "square metres"),
        Physical::Volume => ("volume", "litres"),
        Physical::Frequency => ("frequency", "hertz"),
        Physical::Voltage => ("voltage", "volts"),
        Physical::Current => ("current", "amperes"),
        Physical::Charge => ("charge", "ampere-hours"),
        Physical::ApparentPower => ("apparent power", "volt-amperes"),
        Physical::PeakPower => ("peak power", "watts"),
        Physical::Force => ("force", "newtons"),
        Physical::Substance => ("amount of substance", "moles"),
        Physical::Dose => ("dose of radiation", "sieverts"),
        Physical::Gallons => ("volume in gallons", "gallons"),
        Physical::Pressure => ("pressure", "pascals"),
        Physical::Celsius => ("temperature", "degrees Celsius"),
        Physical::Fahrenheit => ("temperature", "degrees Fahrenheit"),
        Physical::Loudness => ("loudness", "decibels"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_units_of_a_row_measure_the_same() {
        for words in OTHER_UNITS.iter().map(|words| words.to_vec()).chain(unit_words()) {
            let measured = |word: &str| of_one(word).map(|quantity| base_unit(quantity.dimension()).0);
            for word in &words {
                assert!(measured(word).is_some(), "{word}");
                assert_eq!(measured(word), measured(words[0]), "{word}");
            }
        }
    }

    #[test]
    fn numbers_are_grouped_and_short() {
        for (value, text) in
            [(0.25, "0.25"), (1200.0, "1,200"), (2.5e9, "2,500,000,000"), (-12.5, "-12.5"), (100.0, "100")]
        {
            assert_eq!(number(value), text);
        }
    }
}
