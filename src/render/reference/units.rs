//! How numbers are written, and what each counts as.

use super::table;
use crate::quantity::{Dimension, Quantity, currency_codes, currency_symbols};
use serde_json::Value;

/// The words for units, those that measure the same in a row.
const UNITS: [&[&str]; 6] = [
    &["ms", "s", "min", "h", "days", "business days", "weeks", "fortnights", "months", "quarters", "years"],
    &["bytes", "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB"],
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
    let units = UNITS.iter().filter_map(|words| {
        let quantity = of_one(words.first()?)?;
        Some(vec![base_unit(quantity.dimension()).0.to_owned(), format!("`{}`", words.join("`, `"))])
    });
    let periods = PERIODS.map(|period| format!("a {period} is {} days", days(period)));
    let [month, quarter, year] = periods;
    format!(
        "{BEFORE}{}{}When times are compared, {month}, {quarter} and {year}.\n\n{AFTER}Currencies: `{}`; {}. Without a symbol \
         of their own, dollars are US dollars.\n\n",
        table(&["Written", "Is", "Counts as"], rows),
        table(&["Measures", "Units, among others"], units),
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
A number without a unit takes the unit of the one beside it: `baseline: 23` with `target: 35%` is 23%. Whatever noun follows a
number is for people: `1,200 tickets` is 1,200. `K`, `M`, `B` and `T`, or `thousand`, `million`, `billion` and
`trillion`, may follow a number; `m` alone could be minutes or millions, so write `min` or `M`. A comma separates thousands, a point
decimals. Limits have fields of their own, `at_least` and `at_most`: write `95%` there, not `>= 95%`.

";

fn days(period: &str) -> String {
    let quantity = of_one(period).expect("internal error: a unit of the table is not known");
    number(quantity.value() / 86_400.0)
}

/// At most two decimals, thousands grouped.
fn number(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
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
    };
    (what, unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_units_of_a_row_measure_the_same() {
        for words in UNITS {
            let measured = |word: &str| of_one(word).map(|quantity| base_unit(quantity.dimension()).0);
            for word in words {
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
