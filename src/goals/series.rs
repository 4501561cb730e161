//! A CSV file with readings of one metric, as `okr pull` writes it: `date,value` or `date,value,note`, a line a date.
//!
//! A line that begins with `#` is a comment, like `# okr: ignore[implausible-value] the counter was down` above a line.
//!
//! What it holds becomes the same entries that `readings:` has in YAML, with their places, so everything that judges and
//! shows readings needs to know nothing about CSV.

use super::check_ins::CheckIns;
use super::day::Day;
use super::format::{CheckIn, CheckInList};
use crate::quantity::{DecimalMark, Quantity};
use crate::source::{Excerpt, FileId, SourceFile, Span};
use crate::wrong::Wrong;
use crate::yaml::{Field, Problem, ProblemKind, Problems, nearest};
use std::borrow::Cow;
use std::ops::Range;

/// The columns, in the order they are written. The last may be left out.
pub const COLUMNS: [&str; 3] = ["date", "value", "note"];

/// The readings of one metric in a file of their own.
#[derive(Debug)]
pub struct Series {
    /// The id of the metric: the name of the file.
    pub metric: String,
    /// What was measured, in the order of the file.
    pub readings: CheckInList,
    /// The line with the names of the columns, for findings about the file.
    pub header: Span,
    /// The comments, each a line of its own.
    pub comments: Vec<Span>,
}

/// Whether a text begins with the columns that readings need.
#[must_use]
pub fn has_readings_header(text: &str) -> bool {
    let mut at = 0;
    while let Some(comment) = comment_at(text, at) {
        at = comment.end + 1;
    }
    let names: Vec<String> =
        row_at(text, at.min(text.len())).cells.iter().map(|cell| cell.text.trim().to_lowercase()).collect();
    COLUMNS[..2].iter().all(|column| names.iter().any(|name| name == column))
}

/// Reads a file of readings. What is wrong with it is among the problems, and the other lines still count.
pub(super) fn read(source: &SourceFile, file: FileId) -> (Series, Vec<Problem>) {
    let name = source.path.rsplit('/').next().unwrap_or_default();
    let metric = name.strip_suffix(".csv").unwrap_or(name).to_owned();
    let mut reader =
        Reader { text: &source.text, file, at: 0, comments: Vec::new(), problems: Problems::default() };
    let (header, readings) = Excerpt::within(&source.text, || reader.readings());
    let whole = Span::new(file, 0, source.text.len());
    let series = Series { metric, readings: Field::new(readings, whole), header, comments: reader.comments };
    (series, reader.problems.into_list())
}

struct Reader<'t> {
    text: &'t str,
    file: FileId,
    /// Where the next line begins.
    at: usize,
    comments: Vec<Span>,
    problems: Problems,
}

/// Where each column stands in a row.
struct Columns {
    count: usize,
    date: usize,
    value: usize,
    note: Option<usize>,
}

impl<'t> Reader<'t> {
    fn readings(&mut self) -> (Span, CheckIns) {
        let first = self.next_row();
        let header = first.cells.first().map_or(0, |cell| cell.place.start);
        let header = self.span(&(header..first.cells.last().map_or(header, |cell| cell.place.end)));
        let mut readings = Vec::new();
        let Some(columns) = self.columns(&first, header) else { return (header, CheckIns::default()) };
        while self.at < self.text.len() {
            let row = self.next_row();
            if !row.is_blank() {
                readings.extend(self.reading(&row, &columns));
            }
        }
        (header, readings.into_iter().collect())
    }

    /// The row that begins here, below the comments that do.
    fn next_row(&mut self) -> Row<'t> {
        while let Some(comment) = comment_at(self.text, self.at) {
            self.at = (comment.end + 1).min(self.text.len());
            let text = self.text[comment.clone()].trim_end();
            self.comments.push(self.span(&(comment.start..comment.start + text.len())));
        }
        let row = row_at(self.text, self.at);
        self.at = row.next;
        row
    }

    fn span(&self, place: &Range<usize>) -> Span {
        Span::new(self.file, place.start, place.end)
    }

    fn wrong(&mut self, kind: ProblemKind, span: Span, wrong: Wrong) {
        let problem = Problem::new(kind, span, wrong.message);
        self.problems.add(match wrong.help {
            Some(help) => problem.help(help),
            None => problem,
        });
    }

    /// The columns that the first line names; `None` if the lines below cannot be told apart by it.
    fn columns(&mut self, first: &Row<'_>, header: Span) -> Option<Columns> {
        let mut places = [None; COLUMNS.len()];
        let mut problems = Vec::new();
        for (position, cell) in first.cells.iter().enumerate() {
            let name = cell.text.trim().to_lowercase();
            match COLUMNS.iter().position(|known| *known == name) {
                Some(known) if places[known].is_some() => {
                    let wrong =
                        Wrong::new(format!("there are two columns `{name}`")).help("remove one of them");
                    problems.push((ProblemKind::Syntax, &cell.place, wrong));
                }
                Some(known) => places[known] = Some(position),
                None => {
                    let shown: String = name.chars().take(40).collect();
                    let help = match nearest(&name, COLUMNS.iter().copied()) {
                        Some(meant) => format!("did you mean `{meant}`?"),
                        None => "the columns are `date,value,note`; a note may be left out".to_owned(),
                    };
                    let wrong = Wrong::new(format!("`{shown}` is not a column of readings")).help(help);
                    problems.push((ProblemKind::UnknownField, &cell.place, wrong));
                }
            }
        }
        let [date, value, note] = places;
        let (Some(date), Some(value)) = (date, value) else {
            let missing = match (date, value) {
                (None, None) => "the columns `date` and `value`",
                (None, _) => "the column `date`",
                _ => "the column `value`",
            };
            // Spreadsheets of many countries write `date;value`.
            let has_semicolons = first.cells.iter().any(|cell| cell.text.contains(';'));
            let wrong = match has_semicolons {
                true => Wrong::new("the columns are separated by semicolons, where readings have commas")
                    .help(
                        "write commas between the columns and a point before decimals: `2026-01-19,1234.5`",
                    ),
                false => Wrong::new(format!("the first line does not name {missing}"))
                    .help("the first line is `date,value` or `date,value,note`"),
            };
            self.wrong(ProblemKind::Syntax, header, wrong);
            return None;
        };
        for (kind, place, wrong) in problems {
            self.wrong(kind, self.span(place), wrong);
        }
        Some(Columns { count: first.cells.len(), date, value, note })
    }

    fn reading(&mut self, row: &Row<'_>, columns: &Columns) -> Option<Field<CheckIn>> {
        let place = self.span(&(row.cells.first()?.place.start..row.cells.last()?.place.end));
        if row.is_open {
            let wrong = Wrong::new("a quotation mark is opened here and never closed")
                .help("close it, and write a quotation mark within a note twice: `\"\"`");
            let open = row.cells.last()?.place.clone();
            self.wrong(ProblemKind::Syntax, self.span(&(open.start..open.start + 1)), wrong);
            return None;
        }
        if row.cells.len() != columns.count {
            let (has, wanted) = (row.cells.len(), columns.count);
            let wrong = Wrong::new(format!("this line has {has} columns, and the first line has {wanted}"))
                .help("put a note with commas in quotation marks, and decimals after a point: `3.2%`");
            self.wrong(ProblemKind::Syntax, place, wrong);
            return None;
        }
        let note =
            columns.note.and_then(|note| row.cells.get(note)).filter(|note| !note.text.trim().is_empty());
        let reading = CheckIn {
            date: self.field(&row.cells[columns.date], place, "date", |text| text.parse::<Day>()),
            value: self.field(&row.cells[columns.value], place, "value", number),
            note: note
                .map(|note| Field::new(Excerpt::of(note.text.trim()), self.span(&note.place)))
                .unwrap_or_default(),
            ..CheckIn::default()
        };
        Some(Field::new(reading, place))
    }

    fn field<T>(
        &mut self,
        cell: &Cell<'_>,
        row: Span,
        name: &str,
        read: impl Fn(&str) -> Result<T, Wrong>,
    ) -> Field<T> {
        let text = cell.text.trim();
        // Nothing can be underlined in an empty cell.
        let place = if text.is_empty() { row } else { self.span(&cell.place) };
        let result = match text.is_empty() {
            true => Err(Wrong::new(format!("this line has no {name}"))
                .help("write what was measured, or remove the line")),
            false => read(text),
        };
        match result {
            Ok(value) => Field::new(value, place),
            Err(wrong) => {
                self.wrong(ProblemKind::InvalidValue, place, wrong);
                Field::wrong(place)
            }
        }
    }
}

/// A number of a file of readings. Programs write most of them, so there is a point before decimals, whatever the settings
/// say, and `1.234` is no thousands.
///
/// # Errors
/// What is wrong with it, and what to write instead.
pub fn number(text: &str) -> Result<Quantity, Wrong> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.split_once('.').is_some_and(|(whole, decimals)| {
        [whole, decimals]
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let read = |text: &str| Quantity::read(text, DecimalMark::Point);
    // Three decimals may be thousands to people, four cannot.
    let quantity = if is_plain { read(text).or_else(|_| read(&format!("{text}0"))) } else { read(text) };
    quantity.map_err(Wrong::from)
}

/// One line, or several where a quoted note goes on.
struct Row<'t> {
    cells: Vec<Cell<'t>>,
    /// Where the next row begins.
    next: usize,
    /// Whether its last cell opens a quotation mark that nothing closes.
    is_open: bool,
}

impl Row<'_> {
    fn is_blank(&self) -> bool {
        matches!(&self.cells[..], [cell] if cell.text.trim().is_empty())
    }
}

/// What is written between two commas, without its quotation marks, and its place with them.
struct Cell<'t> {
    text: Cow<'t, str>,
    place: Range<usize>,
}

/// The line of a comment that begins at a byte, without its line break.
fn comment_at(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..).filter(|rest| rest.starts_with('#'))?;
    Some(start..start + rest.find('\n').unwrap_or(rest.len()))
}

/// The row that begins at a byte, as RFC 4180 has it. The `csv` crate reads the same but does not tell where cells are.
fn row_at(text: &str, start: usize) -> Row<'_> {
    let bytes = text.as_bytes();
    let mut row = Row { cells: Vec::new(), next: text.len(), is_open: false };
    let mut at = start;
    loop {
        let begin = at;
        let mut quoted = String::new();
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let Some(length) = text[at..].find('"') else {
                    row.cells.push(Cell { text: Cow::Owned(quoted), place: begin..text.len() });
                    row.is_open = true;
                    return row;
                };
                quoted.push_str(&text[at..at + length]);
                at += length + 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                quoted.push('"');
                at += 1;
            }
        }
        let rest = at;
        at += text[at..].find([',', '\n']).unwrap_or(text.len() - at);
        let is_comma = bytes.get(at) == Some(&b',');
        // A line may end as Windows does it.
        let end = if !is_comma && text[rest..at].ends_with('\r') { at - 1 } else { at };
        let text_of_cell = match rest == begin {
            true => Cow::Borrowed(&text[begin..end]),
            false => Cow::Owned(quoted + &text[rest..end]),
        };
        row.cells.push(Cell { text: text_of_cell, place: begin..end });
        if !is_comma {
            row.next = (at + 1).min(text.len());
            return row;
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn series(text: &str) -> (Series, Vec<String>) {
        let path = "okrs/readings/activation_rate.csv".to_owned();
        let source = SourceFile { path, text: Arc::new(text.to_owned()), defect: None };
        let (series, problems) = read(&source, FileId::default());
        let told = problems.iter().map(|problem| {
            let words = &text[problem.span.range()];
            format!("{words}: {}", problem.message)
        });
        (series, told.collect())
    }

    fn values(series: &Series) -> Vec<String> {
        let readable = series.readings.readable();
        let all = readable.map(|reading| {
            let part = |text: Option<String>| text.unwrap_or("-".to_owned());
            let date = part(reading.date().get().map(|day| day.to_string()));
            let value = part(reading.value().get().map(|value| value.value().to_string()));
            format!("{date} {value} {}", part(reading.note().get().map(str::to_owned)))
        });
        all.collect()
    }

    #[test]
    fn a_file_holds_readings_of_the_metric_it_is_named_after() {
        let text =
            "date,value,note\r\n2026-01-05,23.4%,\r\n\r\n2026-01-12,1.234,\"dip, \"\"holiday\"\"\"\r\n";
        let (series, problems) = series(text);
        assert_eq!(series.metric, "activation_rate");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(values(&series), ["2026-01-05 23.4 -", "2026-01-12 1.234 dip, \"holiday\""]);
    }

    #[test]
    fn lines_that_begin_with_a_hash_are_comments() {
        let text = "# weekly, \"by hand\r\ndate,value,note\n# okr: ignore[implausible-value] an outage\n2026-01-05,3,\"two\n# lines\"\n#";
        let (series, problems) = series(text);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(values(&series), ["2026-01-05 3 two\n# lines"]);
        let comments: Vec<&str> = series.comments.iter().map(|span| &text[span.range()]).collect();
        assert_eq!(comments, ["# weekly, \"by hand", "# okr: ignore[implausible-value] an outage", "#"]);
        assert!(has_readings_header(text));
        assert_eq!(&text[series.header.range()], "date,value,note");
    }

    #[test]
    fn each_mistake_is_found_at_its_cell_and_the_other_lines_count() {
        let text = "date,value\n05/01/2026,1\n2026-01-12,NaN\n2026-01-19,\n2026-01-26,null\n2026-02-02,1,2\n\
                    2026-02-09,Infinity\n2026-02-16,7\n2026-02-31,8\n";
        let (series, problems) = series(text);
        assert_eq!(
            problems.iter().map(|line| line.split(": ").next().unwrap()).collect::<Vec<_>>(),
            ["05/01/2026", "NaN", "2026-01-19,", "null", "2026-02-02,1,2", "Infinity", "2026-02-31"]
        );
        assert!(values(&series).contains(&"2026-02-16 7 -".to_owned()));
    }

    #[test]
    fn a_header_that_names_no_date_or_value_is_told() {
        for (text, told) in [
            ("", [": the first line does not name the columns `date` and `value`"]),
            ("2026-01-05,3\n", ["2026-01-05,3: the first line does not name the columns `date` and `value`"]),
            (
                "date;value\n",
                ["date;value: the columns are separated by semicolons, where readings have commas"],
            ),
            ("date,valeu\n", ["date,valeu: the first line does not name the column `value`"]),
            ("date,date,value\n", ["date: there are two columns `date`"]),
            ("date,value,notes\n", ["notes: `notes` is not a column of readings"]),
        ] {
            assert_eq!(series(text).1, told, "{text}");
        }
        let open = series("date,value,note\n2026-01-05,3,\"open\n2026-01-12,4,\n").1;
        assert_eq!(open, ["\": a quotation mark is opened here and never closed"]);
    }

    #[test]
    fn cells_are_those_that_another_reader_of_csv_finds() {
        for text in [
            "a,b,c\n1,2,3\n",
            "a,b\r\n\"x,y\",\"line\nbreak\"\r\n",
            "\"a\"\"b\",,\n,,\n",
            "a",
            "é,\"ü\"\n\u{1f600},x",
            "a \"quoted\" word,b\n",
        ] {
            let mut other =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> =
                other.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            let mut rows = Vec::new();
            let mut at = 0;
            while at < text.len() {
                let row = row_at(text, at);
                at = row.next;
                rows.push(row.cells.iter().map(|cell| cell.text.to_string()).collect::<Vec<_>>());
            }
            assert_eq!(rows, expected, "{text:?}");
        }
    }
}
