//! Tables: a row is a case. A column either fills in a place of the files, `<like this>`, or shows what comes out.

use super::case::{Case, File};
use super::page::Table;
use super::results::{Found, found, scorecard};
use okr::prose::{Reading, Vocabulary, read_key_result};
use okr::quantity::{Quantity, QuantityError};
use okr::render::scorecard::{grade, status};
use serde_json::Value;
use std::cell::OnceCell;

/// Columns that the reader of the page alone needs.
const REMARKS: [&str; 3] = ["case", "why", "note"];
/// Columns that are given without a place in any file.
const GIVEN: [&str; 3] = ["sentence", "number", "as of"];

/// Whether a table contains cases, and is not just text.
pub(crate) fn is_of_cases(table: &Table, files: &[File]) -> bool {
    let fills_in = |column: &String| files.iter().any(|file| file.text.contains(&place(column)));
    table.columns.iter().any(|column| GIVEN.contains(&column.as_str()) || fills_in(column))
}

fn place(column: &str) -> String {
    format!("<{column}>")
}

/// The table with what comes out of each row.
pub(crate) fn renewed(table: &Table, case: &Case) -> Table {
    let rows = table.rows.iter().map(|cells| {
        let row = Row::new(&table.columns, cells, case);
        let cells = table.columns.iter().zip(cells);
        cells.map(|(column, cell)| row.result(column).unwrap_or_else(|| cell.clone())).collect()
    });
    Table { columns: table.columns.clone(), rule: table.rule.clone(), rows: rows.collect() }
}

struct Row {
    case: Case,
    /// The columns that are given.
    given: Vec<String>,
    sentence: Option<Reading>,
    words: String,
    number: Option<Result<Quantity, QuantityError>>,
    found: OnceCell<Vec<Found>>,
    status: OnceCell<Value>,
    grade: OnceCell<Value>,
}

impl Row {
    fn new(columns: &[String], cells: &[String], case: &Case) -> Self {
        let mut row = Self {
            case: case.clone(),
            given: REMARKS.map(str::to_owned).to_vec(),
            sentence: None,
            words: String::new(),
            number: None,
            found: OnceCell::new(),
            status: OnceCell::new(),
            grade: OnceCell::new(),
        };
        for (column, cell) in columns.iter().zip(cells) {
            row.give(column, unquoted(cell));
        }
        row
    }

    fn give(&mut self, column: &str, value: &str) {
        let mut is_given = true;
        match column {
            "sentence" => {
                self.sentence = Some(read_key_result(value, &Vocabulary::default()));
                self.words = value.to_owned();
            }
            "number" => self.number = Some(value.parse()),
            "as of" => self.case.as_of = value.to_owned(),
            _ => is_given = false,
        }
        for file in &mut self.case.files {
            if file.text.contains(&place(column)) {
                file.text = filled(&file.text, &place(column), value);
                is_given = true;
            }
        }
        if is_given {
            self.given.push(column.to_owned());
        }
    }

    /// What belongs into a cell; `None` if the cell is given.
    fn result(&self, column: &str) -> Option<String> {
        if self.given.iter().any(|given| given == column) {
            return None;
        }
        if let Some(result) = self.read(column) {
            return Some(result);
        }
        if self.case.files.is_empty() {
            panic!("the column “{column}” is neither filled in anywhere nor a result");
        }
        Some(match column {
            "finds" => self.of_findings(Found::mark),
            "says" => self.of_findings(|found| found.message.clone()),
            "help" => self.of_findings(|found| found.help.clone().unwrap_or_default()),
            _ => self.scored(column),
        })
    }

    /// What one sentence or number is read as.
    fn read(&self, column: &str) -> Option<String> {
        if let Some(number) = &self.number {
            let shown = |show: fn(&Quantity) -> String| number.as_ref().map(show).unwrap_or_default();
            match column {
                "value" => return Some(shown(|number| short(number.value()))),
                "unit" => return Some(shown(Quantity::unit_name)),
                "shown" => return Some(shown(|number| number.display_like(number.value()))),
                "says" => return Some(number.as_ref().err().map(wrong).unwrap_or_default()),
                _ => {}
            }
        }
        let reading = self.sentence.as_ref()?;
        let words = |range: &std::ops::Range<u32>| &self.words[range.start as usize..range.end as usize];
        let measure = |measure: &Option<okr::prose::Measure>| {
            measure.as_ref().map(|measure| measure.quantity.text().to_owned()).unwrap_or_default()
        };
        Some(match column {
            "kind" => format!("{:?}", reading.kind).to_lowercase(),
            "certainty" => format!("{:?}", reading.certainty).to_lowercase(),
            "from" => measure(&reading.baseline),
            "to" => measure(&reading.target),
            "direction" => reading.direction.map(|way| format!("{way:?}").to_lowercase()).unwrap_or_default(),
            "verb" => reading.verb.as_ref().map(words).unwrap_or_default().to_owned(),
            "measures" => reading.measures().iter().map(words).collect::<Vec<_>>().join("; "),
            "evidence" => reading.evidence().iter().map(words).collect::<Vec<_>>().join("; "),
            "language" => format!("{:?}", reading.language).to_lowercase(),
            _ => return None,
        })
    }

    fn of_findings(&self, show: impl Fn(&Found) -> String) -> String {
        let found = self.found.get_or_init(|| found(&self.case));
        found.iter().map(show).collect::<Vec<_>>().join("<br>").replace('\n', " ")
    }

    /// A field of the first key result in `okr status --format json`, or of what is named: `grade.score`,
    /// `objective.score`, `grade.team.score`.
    fn scored(&self, column: &str) -> String {
        let (card, path) = match column.strip_prefix("grade.") {
            Some(path) => (self.grade.get_or_init(|| scorecard(&self.case, grade)), path),
            None => (self.status.get_or_init(|| scorecard(&self.case, status)), column),
        };
        let team = &card["teams"][0];
        let objective = &team["objectives"][0];
        let (item, field) = match path.split_once('.') {
            Some(("objective", field)) => (objective, field),
            Some(("team", field)) => (team, field),
            Some(("quarter", field)) => (card, field),
            Some(("guardrail", field)) => (&card["guardrails"][0], field),
            Some(("north star", field)) => (&card["north_star"], field),
            _ => (&objective["key_results"][0], path),
        };
        let value = item.get(field.replace(' ', "_"));
        let value =
            value.unwrap_or_else(|| panic!("“{column}” is neither filled in, nor a field of {item:#}"));
        plain(value)
    }
}

/// A value of JSON as a cell: numbers to three places, a quantity as it is shown.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), short),
        Value::String(text) => text.replace('\n', " "),
        Value::Object(fields) if fields.contains_key("text") => plain(&fields["text"]),
        other => other.to_string(),
    }
}

fn short(number: f64) -> String {
    let text = format!("{number:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What is wrong with a number, without the list of what is read.
fn wrong(error: &QuantityError) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

/// A cell may be in backticks, which keep Markdown from reading it.
fn unquoted(cell: &str) -> &str {
    cell.strip_prefix('`').and_then(|cell| cell.strip_suffix('`')).unwrap_or(cell)
}

/// The text with a value in each place; `<br>` in a value starts another line, as far in as the place. A line that
/// has only an empty value is removed.
fn filled(text: &str, place: &str, value: &str) -> String {
    let mut filled = String::new();
    for line in text.lines() {
        if line.trim() == place && value.is_empty() {
            continue;
        }
        let indent = line.find(place).unwrap_or_default();
        let value = value.replace("<br>", &format!("\n{}", " ".repeat(indent)));
        filled.push_str(&line.replace(place, &value));
        filled.push('\n');
    }
    filled
}
