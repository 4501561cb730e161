//! What a program or a CSV file yields, as rows: a day, a value and perhaps a note, and which metric they are of.

use super::engine::Separator;
use crate::goals::Day;
use crate::goals::series::number;
use crate::wrong::Wrong;
use std::collections::BTreeMap;

/// The names of the columns of one metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Of the days.
    pub date: String,
    /// Of the values.
    pub value: String,
    /// Of the notes, where one is named; otherwise `note`, if there is such a column.
    pub note: Option<String>,
}

impl Default for Columns {
    fn default() -> Self {
        Self { date: "date".to_owned(), value: "value".to_owned(), note: None }
    }
}

/// The column that says which metric a row is of.
const METRIC: &str = "metric";

/// A value, as it is written to a file of readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The number, with its unit where it has one.
    pub value: String,
    /// What is to be said about it.
    pub note: Option<String>,
}

impl Rows {
    /// The same rows, with notes that somebody has looked through.
    #[must_use]
    pub fn with_notes(mut self, looked_through: impl Fn(&str) -> String) -> Self {
        for value in self.values.values_mut() {
            value.note = value.note.take().map(|note| looked_through(&note));
        }
        self
    }
}

/// The values of one metric.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// By day.
    pub values: BTreeMap<Day, Value>,
    /// Days that have a row without a value.
    pub without_value: usize,
    /// Whether the source knows notes at all.
    pub has_notes: bool,
}

/// A table that was read, before anyone asks which metric is meant.
#[derive(Debug)]
pub struct Table {
    header: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Table {
    /// Reads what a program printed.
    ///
    /// # Errors
    /// What is wrong with it as a table.
    pub fn read(bytes: &[u8], separator: Separator) -> Result<Self, Wrong> {
        let text = std::str::from_utf8(bytes).map_err(|_| Wrong::new("this is not UTF-8 text"))?;
        let text = text.trim_start_matches('\u{feff}');
        if let (Separator::Comma, Some(wrong)) = (separator, other_separator(text)) {
            return Err(wrong);
        }
        let mut builder = csv::ReaderBuilder::new();
        builder.has_headers(false).trim(csv::Trim::None);
        if separator == Separator::Tab {
            builder.delimiter(b'\t').quoting(false);
        }
        let mut rows = Vec::new();
        for row in builder.from_reader(text.as_bytes()).records() {
            rows.push(row.map_err(|error| uneven(&error))?);
        }
        // Some programs print no header where there are no rows.
        if rows.is_empty() {
            return Ok(Self { header: Vec::new(), rows });
        }
        let header = rows.remove(0).iter().map(|name| name.trim().to_owned()).collect();
        Ok(Self { header, rows })
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn column(&self, name: &str) -> Option<usize> {
        let exactly = self.header.iter().position(|own| own == name);
        exactly.or_else(|| self.header.iter().position(|own| own.eq_ignore_ascii_case(name)))
    }

    fn wanted(&self, name: &str) -> Result<usize, Wrong> {
        self.column(name).ok_or_else(|| {
            let shown: Vec<String> = self.header.iter().take(12).map(|name| format!("`{}`", short(name))).collect();
            Wrong::new(format!("there is no column `{name}`; the first line has {}", shown.join(", ")))
                .help("name the columns in the query, `select week as date, rate as value`, or under `columns` of the metric's `pull`")
        })
    }

    /// The metrics that the column `metric` names and nobody asked for.
    #[must_use]
    pub fn unasked(&self, asked: &[&str]) -> Vec<String> {
        let Some(metric) = self.column(METRIC) else { return Vec::new() };
        let mut names: Vec<String> = self.rows.iter().filter_map(|row| row.get(metric)).map(short).collect();
        names.sort_unstable();
        names.dedup();
        names.retain(|name| !asked.contains(&name.as_str()));
        names
    }

    /// The rows of one metric.
    ///
    /// # Errors
    /// The first row that cannot be read; then none of them counts.
    pub fn rows_of(&self, metric: &str, columns: &Columns) -> Result<Rows, Wrong> {
        let mut rows = Rows::default();
        if self.header.is_empty() {
            return Ok(rows);
        }
        let (date, value) = (self.wanted(&columns.date)?, self.wanted(&columns.value)?);
        let note = match &columns.note {
            Some(named) => Some(self.wanted(named)?),
            None => self.column("note"),
        };
        rows.has_notes = note.is_some();
        let of_metric = self.column(METRIC);
        for (position, row) in self.rows.iter().enumerate() {
            let cell = |column: usize| row.get(column).unwrap_or_default().trim();
            if of_metric.is_some_and(|column| cell(column) != metric) {
                continue;
            }
            let at =
                |wrong: Wrong| Wrong { message: format!("row {}: {}", position + 1, wrong.message), ..wrong };
            let day = day(cell(date)).map_err(at)?;
            if matches!(cell(value), "" | "NULL" | "null" | "\\N") {
                rows.without_value += 1;
                continue;
            }
            let note = note.map(cell).filter(|note| !matches!(*note, "" | "NULL" | "null"));
            let note = note.map(|note| note.split_whitespace().collect::<Vec<_>>().join(" "));
            let value = Value { value: written(cell(value)).map_err(at)?, note };
            if let Some(other) = rows.values.insert(day, value.clone())
                && other != value
            {
                let message = format!("two values for {day}: `{}` and `{}`", other.value, value.value);
                let help = "the query should yield one row for each date";
                return Err(at(Wrong::new(message).help(help)));
            }
        }
        Ok(rows)
    }
}

/// Spreadsheets of many countries separate columns by semicolons, and decimals by commas.
fn other_separator(text: &str) -> Option<Wrong> {
    let header = text.lines().next().filter(|header| !header.contains(','))?;
    let (_, name) = [(';', "semicolons"), ('\t', "tabs"), ('|', "vertical bars")]
        .into_iter()
        .find(|(separator, _)| header.contains(*separator))?;
    let wrong = Wrong::new(format!("the columns are separated by {name}, where CSV has commas"));
    Some(
        wrong.help(
            "export it with commas between the columns and a point before decimals: `2026-01-19,1234.5`",
        ),
    )
}

fn uneven(error: &csv::Error) -> Wrong {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let line = pos.as_ref().map_or(0, csv::Position::line);
            Wrong::new(format!("line {line} has {len} columns, and the first line has {expected_len}"))
                .help("there should be one table of CSV, and nothing else")
        }
        _ => Wrong::new("this is not a table of CSV"),
    }
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A day, also where it is printed as the moment at which it begins.
fn day(text: &str) -> Result<Day, Wrong> {
    if let Ok(day) = text.parse() {
        return Ok(day);
    }
    let moment = text.split_once(['T', ' ']).and_then(|(date, time)| Some((date.parse::<Day>().ok()?, time)));
    match moment {
        // Whatever the time zone, its own midnight is the beginning of this day.
        Some((day, time)) if begins_with_midnight(time) => Ok(day),
        Some(_) => Err(Wrong::new(format!("`{}` is a moment, not a date", short(text)))
            .help("turn it into a date in the query, in the time zone that is meant: `cast(... as date)`")),
        None => Err(Wrong::new(format!("`{}` is not a date", short(text)))
            .help("the query should yield dates like 2026-01-19: `cast(... as date)`")),
    }
}

fn begins_with_midnight(time: &str) -> bool {
    let zone = time.find(['+', '-', 'Z', ' ']).unwrap_or(time.len());
    let clock = &time[..zone];
    clock.starts_with("00:00") && clock.chars().all(|c| matches!(c, '0' | ':' | '.'))
}

/// Programs differ in the last digits of the same sum, more so where many machines share the work; a file that is the same
/// as yesterday should not change for that.
const SIGNIFICANT_DIGITS: i32 = 12;

/// Beyond it numbers lose digits.
const LARGEST: f64 = 1e15;

/// A number as it is written to a file of readings: without an exponent and needless zeros. One with a unit stays as it is.
///
/// # Errors
/// It is no number, or infinite, or too large.
pub(super) fn written(text: &str) -> Result<String, Wrong> {
    if !is_decimal(text) {
        return number(text).map(|_| text.to_owned());
    }
    let value: f64 = text.parse().map_err(|_| Wrong::new(format!("`{}` is not a number", short(text))))?;
    if !value.is_finite() || value.abs() > LARGEST {
        return Err(Wrong::new(format!("`{}` is too large: it would lose digits", short(text)))
            .help("count in thousands or millions"));
    }
    let magnitude = if value == 0.0 { 0 } else { libm::log10(value.abs()).floor() as i32 };
    let decimals = (SIGNIFICANT_DIGITS - 1 - magnitude).clamp(0, 15) as usize;
    let digits = format!("{value:.decimals$}");
    let digits = match digits.contains('.') {
        true => digits.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => digits,
    };
    Ok(if digits == "-0" { "0".to_owned() } else { digits })
}

/// Whether a text is a number as programs print them.
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let has_digits = !whole.is_empty() || !decimals.is_empty();
    has_digits
        && all_digits(whole)
        && all_digits(decimals)
        && exponent.is_none_or(|exponent| !exponent.is_empty() && all_digits(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Result<Rows, String> {
        let table = Table::read(text.as_bytes(), Separator::Comma).map_err(|wrong| wrong.message)?;
        table.rows_of("activation", &Columns::default()).map_err(|wrong| wrong.message)
    }

    fn shown(text: &str) -> String {
        match rows(text) {
            Ok(rows) => rows.values.iter().map(|(day, value)| format!("{day}={} ", value.value)).collect(),
            Err(message) => message,
        }
    }

    #[test]
    fn numbers_are_written_without_what_programs_add() {
        for (printed, expected) in [
            ("23.4000", "23.4"),
            ("1.200", "1.2"),
            ("+5", "5"),
            ("007", "7"),
            ("-0.0", "0"),
            (".5", "0.5"),
            ("1e3", "1000"),
            ("2.5E-3", "0.0025"),
            ("0.33333333333333331", "0.333333333333"),
            ("33.333333333333336", "33.3333333333"),
            ("1234567890123", "1234567890123"),
            ("123456789.125", "123456789.125"),
            ("23.4%", "23.4%"),
            ("$1.2M", "$1.2M"),
        ] {
            assert_eq!(written(printed).as_deref(), Ok(expected), "{printed}");
        }
        for wrong in ["NaN", "nan", "Infinity", "-inf", "1e999", "9e15", "true", "t", "", "1.2.3", "0x10"] {
            assert!(written(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_number_that_was_written_is_written_again_as_it_is(value in -1e15_f64..1e15) {
            let once = written(&value.to_string()).unwrap();
            prop_assert_eq!(written(&once).unwrap(), once.clone());
            let read: f64 = once.parse().unwrap();
            prop_assert!((read - value).abs() <= 1e-11 * value.abs() + 1e-15);
        }

        #[test]
        fn whatever_is_printed_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            for separator in [Separator::Comma, Separator::Tab] {
                if let Ok(table) = Table::read(&bytes, separator) {
                    let _ = table.rows_of("activation", &Columns::default());
                }
            }
        }
    }

    #[test]
    fn dates_are_days_in_whatever_zone_and_no_moments() {
        let text = "DATE,VALUE\n2026-01-05,1\n2026-01-12 00:00:00,2\n2026-01-19T00:00:00Z,3\n2026-01-26 00:00:00+02,4\n2026-02-02 00:00:00.000 UTC,5\n";
        assert_eq!(shown(text), "2026-01-05=1 2026-01-12=2 2026-01-19=3 2026-01-26=4 2026-02-02=5 ");
        assert_eq!(
            shown("date,value\n2026-01-04 19:00:00-05,1\n"),
            "row 1: `2026-01-04 19:00:00-05` is a moment, not a date"
        );
        assert_eq!(shown("date,value\n05/01/2026,1\n"), "row 1: `05/01/2026` is not a date");
    }

    #[test]
    fn one_query_may_serve_several_metrics() {
        let text = "metric,date,value\nactivation,2026-01-05,1\nretention,2026-01-05,2\n";
        assert_eq!(shown(text), "2026-01-05=1 ");
        let table = Table::read(text.as_bytes(), Separator::Comma).unwrap();
        assert_eq!(table.unasked(&["activation"]), ["retention"]);
    }

    #[test]
    fn what_is_no_table_of_values_is_refused() {
        for (text, told) in [
            ("", ""),
            ("date,value\n", ""),
            ("week,rate\n2026-01-05,1\n", "there is no column `date`; the first line has `week`, `rate`"),
            ("week;rate\n2026-01-05;3,5\n", "the columns are separated by semicolons, where CSV has commas"),
            ("date\tvalue\n", "the columns are separated by tabs, where CSV has commas"),
            ("date,value\n2026-01-05,1,2\n", "line 2 has 3 columns, and the first line has 2"),
            ("date,value\n2026-01-05,1\n2026-01-05,2\n", "row 2: two values for 2026-01-05: `1` and `2`"),
            ("date,value\n2026-01-05,1\n2026-01-05,1.0\n", "2026-01-05=1 "),
            ("date,value\n2026-01-05,\n2026-01-12,3\n", "2026-01-12=3 "),
        ] {
            assert_eq!(shown(text), told, "{text}");
        }
        assert_eq!(rows("date,value\n2026-01-05,\n").unwrap().without_value, 1);
        assert!(shown("date,value\n2026-01-05,NaN\n").starts_with("row 1: `NaN` is not a number"));
        let tabs = Table::read(b"date\tvalue\n2026-01-05\t3.5\n2026-01-12\tNULL\n", Separator::Tab).unwrap();
        assert_eq!(tabs.rows_of("activation", &Columns::default()).unwrap().values.len(), 1);
    }
}
