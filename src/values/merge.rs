//! What came, beside what is there: the new text of a file of readings, and what to say about it.

use super::rows::{Rows, Value, written};
use crate::goals::series::{COLUMNS, Series, number};
use crate::goals::{Day, MetricView};
use crate::quantity::same;
use crate::source::{READINGS_FOLDER, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A value of the past that the source now has otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restated {
    /// The day.
    pub day: Day,
    /// What is written.
    pub was: String,
    /// What the source says now.
    pub is: String,
}

/// What came for one metric.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// Days that had no value.
    pub new: usize,
    /// Days whose value is the same.
    pub same: usize,
    /// Days whose value is another one.
    pub restated: Vec<Restated>,
    /// Days of the time asked for that are written and that the source does not have any more.
    pub gone: usize,
    /// Days that have a reading in YAML, which counts.
    pub typed: usize,
    /// Those of them where the source has another value.
    pub typed_otherwise: usize,
    /// Rows without a value.
    pub without_value: usize,
    /// Rows after the last day, or before the first that was asked for.
    pub left_out: usize,
    /// The file's text before and after, where it changes.
    pub text: Option<(Option<String>, String)>,
}

/// Which of the rows that came are wanted, and what becomes of those that are there.
#[derive(Debug, Clone, Copy)]
pub struct Wishes {
    /// Rows before it are left out, if it was named.
    pub since: Option<Day>,
    /// The first day that the query was asked for.
    pub first: Day,
    /// Rows after it are left out.
    pub last: Day,
    /// Whether values of the past are replaced.
    pub restate: bool,
}

/// The path of the file that readings of a metric are written to: where one is already, otherwise in the folder of goals that
/// the metric is in. `folders` are those folders from the root; none means the whole workspace.
#[must_use]
pub fn path_for(metric: MetricView<'_>, folders: &[String]) -> String {
    let sources = &metric.workspace.sources;
    if let Some((file, _)) = metric.series().next() {
        return sources.file(file.id).path.clone();
    }
    let path = &sources.file(metric.file.id).path;
    let holds = |folder: &&String| {
        let below = path.strip_prefix(folder.trim_end_matches('/'));
        below.is_some_and(|below| below.starts_with('/'))
    };
    let folder = match folders.iter().find(holds) {
        Some(folder) => folder.trim_end_matches('/').to_owned(),
        None => path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned()),
    };
    let id = metric.id().unwrap_or_default();
    let below = format!("{READINGS_FOLDER}/{id}.csv");
    if folder.is_empty() { below } else { format!("{folder}/{below}") }
}

/// Puts the rows that came beside what a metric has.
///
/// # Errors
/// The file has mistakes, so that rewriting it could lose something.
pub fn merge(metric: MetricView<'_>, rows: &Rows, wishes: Wishes) -> Result<Merged, String> {
    let file = metric.series().next();
    let mut there: BTreeMap<Day, Value> = BTreeMap::new();
    let mut is_sorted = true;
    if let Some((file, series)) = file {
        let path = &metric.workspace.sources.file(file.id).path;
        let is_whole = file.problems.is_empty() && !file.damaged;
        let mut last = None;
        for reading in series.readings.readable() {
            let (Some(day), Some(value)) = (reading.date().get(), reading.value().get()) else { continue };
            let note = reading.note().get().map(str::to_owned);
            is_sorted &= last.replace(day).is_none_or(|last| last < day);
            let text = written_value(metric, &reading.value().span(), value.text());
            if there.insert(day, Value { value: text, note }).is_some() {
                return Err(format!("{path} has two lines for {day}; `okr check` shows them"));
            }
        }
        if !is_whole {
            return Err(format!("{path} has mistakes, so it is left as it is; `okr check` shows them"));
        }
    }
    let typed: BTreeMap<Day, &str> = metric
        .metric
        .readings
        .readable()
        .filter_map(|reading| Some((reading.date().get()?, reading.value().get()?.text())))
        .collect();
    let mut merged = Merged { without_value: rows.without_value, ..Merged::default() };
    let mut came = BTreeSet::new();
    let mut changed = !is_sorted;
    for (day, value) in &rows.values {
        if *day > wishes.last || wishes.since.is_some_and(|since| *day < since) {
            merged.left_out += 1;
            continue;
        }
        came.insert(*day);
        if let Some(own) = typed.get(day) {
            merged.typed += 1;
            merged.typed_otherwise += usize::from(!is_same(own, &value.value));
            continue;
        }
        match there.get(day) {
            None => {
                merged.new += 1;
                changed = true;
                there.insert(*day, value.clone());
            }
            Some(own) if is_same(&own.value, &value.value) && (!rows.has_notes || own.note == value.note) => {
                merged.same += 1;
            }
            Some(own) => {
                merged.restated.push(Restated { day: *day, was: said(own), is: said(value) });
                if wishes.restate {
                    changed = true;
                    let note = if rows.has_notes { value.note.clone() } else { own.note.clone() };
                    there.insert(*day, Value { value: value.value.clone(), note });
                }
            }
        }
    }
    let asked = there.range(wishes.first..=wishes.last).filter(|(day, _)| !came.contains(day));
    merged.gone = asked.count();
    if changed && !there.is_empty() {
        let before = file.map(|(file, _)| metric.workspace.sources.file(file.id).text.to_string());
        let comments = file.map(|(_, series)| Comments::of(series, metric)).unwrap_or_default();
        let after = text_of(&there, before.as_deref(), &comments);
        merged.text = (before.as_deref() != Some(&after)).then_some((before, after));
    }
    Ok(merged)
}

/// A value as it stands in the file.
fn written_value(metric: MetricView<'_>, span: &Option<Span>, text: &str) -> String {
    let words = span.map(|span| metric.workspace.sources.text(span).trim().trim_matches('"'));
    words.filter(|words| !words.is_empty()).unwrap_or(text).to_owned()
}

/// Whether two values say the same, however they are written.
fn is_same(one: &str, other: &str) -> bool {
    if one == other || written(one).is_ok_and(|one| Ok(one) == written(other)) {
        return true;
    }
    matches!((number(one), number(other)), (Ok(one), Ok(other)) if same(&one, &other))
}

fn said(value: &Value) -> String {
    match &value.note {
        Some(note) => format!("{} ({note})", value.value),
        None => value.value.clone(),
    }
}

/// The comments of a file, which stay where they are: each above its line.
#[derive(Default)]
struct Comments<'t> {
    /// Above the names of the columns.
    first: Vec<&'t str>,
    /// Above the line of a day.
    above: BTreeMap<Day, Vec<&'t str>>,
    /// Below all lines.
    last: Vec<&'t str>,
    /// Whether there is a column for notes.
    has_note_column: bool,
}

impl<'t> Comments<'t> {
    fn of(series: &Series, metric: MetricView<'t>) -> Self {
        let sources = &metric.workspace.sources;
        let days: Vec<(Span, Day)> = series
            .readings
            .readable()
            .filter_map(|reading| Some((reading.span(), reading.date().get()?)))
            .collect();
        let has_note_column = sources.text(series.header).contains(COLUMNS[2]);
        let mut comments = Self { has_note_column, ..Self::default() };
        for comment in &series.comments {
            let below = days.get(days.partition_point(|(span, _)| span.start < comment.start));
            let place = match below {
                _ if comment.start < series.header.start => &mut comments.first,
                Some((_, day)) => comments.above.entry(*day).or_default(),
                None => &mut comments.last,
            };
            place.push(sources.text(*comment));
        }
        comments
    }
}

/// The text of a file: a line a date, oldest first, and nothing that changes from one run to the next. Lines end as they did.
fn text_of(values: &BTreeMap<Day, Value>, before: Option<&str>, comments: &Comments<'_>) -> String {
    let has_notes = comments.has_note_column || values.values().any(|value| value.note.is_some());
    let is_windows = before.is_some_and(|text| text.contains("\r\n"));
    let (terminator, end) =
        if is_windows { (csv::Terminator::CRLF, "\r\n") } else { (csv::Terminator::Any(b'\n'), "\n") };
    let columns = if has_notes { &COLUMNS[..] } else { &COLUMNS[..2] };
    let mut text = String::new();
    let comment = |text: &mut String, lines: &[&str]| {
        lines.iter().for_each(|line| text.extend([*line, end]));
    };
    comment(&mut text, &comments.first);
    text.push_str(&record(columns.iter().map(|column| (*column).to_owned()).collect(), terminator));
    for (day, value) in values {
        comment(&mut text, comments.above.get(day).map(Vec::as_slice).unwrap_or_default());
        let mut cells = vec![day.to_string(), value.value.clone()];
        if has_notes {
            cells.push(value.note.clone().unwrap_or_default());
        }
        text.push_str(&record(cells, terminator));
    }
    comment(&mut text, &comments.last);
    text
}

/// One line of a file.
fn record(cells: Vec<String>, terminator: csv::Terminator) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
    let written = "internal error: memory cannot be written to";
    writer.write_record(cells).expect(written);
    let bytes = writer.into_inner().expect(written);
    String::from_utf8(bytes).expect("internal error: texts make no bytes that are not UTF-8")
}
