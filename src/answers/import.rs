//! Check-ins from a spreadsheet or a program: all of them, or none.

use super::check_in::{CheckIn, Done, How, check_in};
use super::draft::Draft;
use super::refused::Refused;
use crate::goals::Day;
use crate::goals::values::Confidence;
use crate::plural::counted;
use crate::quantity::DecimalMark;
use crate::wrong::Wrong;
use serde::Deserialize;
use std::collections::BTreeSet;

/// One line of a file of check-ins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands: `line 3` of a table, `item 3` of a list, from 1.
    pub place: String,
    /// What it is about.
    pub address: String,
    /// The day it is about; the day of the import where it names none.
    pub date: Option<String>,
    /// What was measured.
    pub value: Option<String>,
    /// How sure the owner is, 1 to 10.
    pub confidence: Option<String>,
    /// What happened.
    pub note: Option<String>,
}

/// A line that is refused.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct RowRefused {
    /// Where it stands.
    pub place: String,
    /// Why.
    pub reason: Refused,
}

/// What became of the lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many were added.
    pub added: usize,
    /// How many took the place of others.
    pub replaced: usize,
    /// How many were there already.
    pub already_there: usize,
    /// What they are about: full addresses and metric ids.
    pub subjects: BTreeSet<String>,
    /// The days they are about.
    pub days: BTreeSet<Day>,
}

/// The fields of an item of JSON.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    address: String,
    #[serde(default)]
    date: Option<Text>,
    #[serde(default)]
    value: Option<Text>,
    #[serde(default)]
    confidence: Option<Text>,
    #[serde(default)]
    note: Option<Text>,
}

/// JSON may hold numbers where a table has texts.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Text {
    Text(String),
    Number(serde_json::Number),
}

impl Fields {
    fn row(self, place: String, mark: DecimalMark) -> Row {
        let text = |text: Option<Text>, number: &dyn Fn(&serde_json::Number) -> String| {
            let text = text.map(|text| match text {
                Text::Text(text) => text,
                Text::Number(own) => number(&own),
            });
            text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let (plain, value) =
            (|number: &serde_json::Number| number.to_string(), |number: &_| written(number, mark));
        Row {
            place,
            address: self.address.trim().to_owned(),
            date: text(self.date, &plain),
            value: text(self.value, &value),
            confidence: text(self.confidence, &plain),
            note: text(self.note, &plain),
        }
    }
}

/// A number of JSON, whose decimals stand behind a point in every country, as a text that the workspace reads so.
fn written(number: &serde_json::Number, mark: DecimalMark) -> String {
    let number = number.to_string();
    let Some((whole, decimals)) = number.split_once('.') else { return number };
    let (digits, power) = decimals.split_at(decimals.find(['e', 'E']).unwrap_or(decimals.len()));
    // Three decimals may be thousands, and four are not.
    let zero = if digits.len() == 3 { "0" } else { "" };
    format!("{whole}{}{digits}{zero}{power}", mark.sign())
}

const WANTED: &str =
    "help: the columns are address, date, value, confidence and note; all but address may be empty";

/// Reads a file of check-ins: a JSON list of objects, or CSV whose first line names the columns.
///
/// # Errors
/// A text that is neither, or that has other columns.
pub fn rows(text: &str, mark: DecimalMark) -> Result<Vec<Row>, Refused> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with(['[', '{']) {
        let wrong = |error: serde_json::Error| {
            Refused::Nothing(format!("this is no list of check-ins: {error}\n{WANTED}"))
        };
        let list: Vec<Fields> = serde_json::from_str(text).map_err(wrong)?;
        return Ok((1..)
            .zip(list)
            .map(|(number, fields): (usize, Fields)| fields.row(format!("item {number}"), mark))
            .collect());
    }
    table(text)
}

const COLUMNS: [&str; 5] = ["address", "date", "value", "confidence", "note"];

/// Reads a table: CSV, also with the semicolons that spreadsheets write where a comma separates decimals, or with tabs.
fn table(text: &str) -> Result<Vec<Row>, Refused> {
    let refuse = |what: &str| Refused::Nothing(format!("this is no table of check-ins: {what}\n{WANTED}"));
    let header = text.lines().next().unwrap_or_default();
    let separator = [',', ';', '\t'].into_iter().find(|separator| header.contains(*separator));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.unwrap_or(',') as u8)
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| {
        let line = error.position().map_or(String::new(), |position| format!("line {} ", position.line()));
        refuse(&format!("{line}cannot be read"))
    };
    let names: Vec<String> =
        reader.headers().map_err(unreadable)?.iter().map(str::to_ascii_lowercase).collect();
    if let Some(stranger) = names.iter().find(|name| !COLUMNS.contains(&name.as_str())) {
        return Err(refuse(&format!("`{stranger}` is none of its columns")));
    }
    let place = |column: &str| names.iter().position(|name| name == column);
    if !names.is_empty() && place("address").is_none() {
        return Err(refuse("it has no column `address`"));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let line = record.position().map_or(0, csv::Position::line);
        // Spreadsheets export empty lines at the end.
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.len() != names.len() {
            let (cells, columns) = (counted(record.len(), "cell"), names.len());
            return Err(refuse(&format!("line {line} has {cells}, and the first line {columns}")));
        }
        let cell = |column| place(column).and_then(|place| record.get(place));
        let text = |column| cell(column).filter(|cell| !cell.is_empty()).map(str::to_owned);
        rows.push(Row {
            place: format!("line {line}"),
            address: cell("address").unwrap_or_default().to_owned(),
            date: text("date"),
            value: text("value"),
            confidence: text("confidence"),
            note: text("note"),
        });
    }
    Ok(rows)
}

/// Adds all check-ins, the earliest first.
///
/// # Errors
/// Every line that is refused. The draft then has some of the others, and must not be written.
pub fn import(
    draft: &mut Draft<'_>,
    rows: &[Row],
    replace: bool,
    force: bool,
) -> Result<Imported, Vec<RowRefused>> {
    let mut imported = Imported::default();
    let mut refused = Vec::new();
    for row in rows {
        match one(draft, row, replace, force) {
            Ok((Done { subject, how, .. }, day)) => {
                match how {
                    How::Added => imported.added += 1,
                    How::Replaced => imported.replaced += 1,
                    How::AlreadyThere => imported.already_there += 1,
                }
                imported.subjects.insert(subject);
                imported.days.insert(day);
            }
            Err(reason) => refused.push(RowRefused { place: row.place.clone(), reason }),
        }
    }
    if refused.is_empty() && !force {
        // What only shows in all of them together is told of the last line.
        let place = rows.last().map_or(String::new(), |row| row.place.clone());
        refused.extend(draft.refuse_faults().err().map(|reason| RowRefused { place, reason }));
    }
    if refused.is_empty() { Ok(imported) } else { Err(refused) }
}

fn one(draft: &mut Draft<'_>, row: &Row, replace: bool, force: bool) -> Result<(Done, Day), Refused> {
    let wrong = |error: Wrong| Refused::Nothing(error.on_one_line());
    let day = row.date.as_deref().map(str::parse).transpose().map_err(wrong)?.unwrap_or(draft.today());
    let confidence: Option<Confidence> =
        row.confidence.as_deref().map(str::parse).transpose().map_err(wrong)?;
    let answer = CheckIn {
        address: &row.address,
        day,
        value: row.value.as_deref(),
        confidence: confidence.map(|confidence| confidence.0),
        note: row.note.as_deref(),
        replace,
        force,
    };
    Ok((check_in(draft, &answer)?, day))
}
