//! The check-ins of a key result, or the readings of a metric, in little room: a workspace has hundreds of thousands, and
//! nearly all are a date, a value, a confidence and a note within a few lines of each other.

use super::day::Day;
use super::values::Confidence;
use crate::quantity::Quantity;
use crate::source::{Excerpt, FileId, Span};
use crate::yaml::Field;
use chrono::{Datelike as _, NaiveDate};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// A check-in of a key result, or a reading of a metric. A check-in without a value says that somebody
/// looked and that there is no new number.
// Users read this in their editors. It is an entry as it is read; a list keeps it in less room.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Check-in or reading", deny_unknown_fields, extend("required" = ["date"]))]
pub struct CheckIn {
    /// The day the value is about: March’s revenue, known on 2 April, is dated 31 March.
    pub date: Field<Day>,
    /// What was measured. A reading of a metric needs one.
    #[schemars(example = &"25.5%")]
    pub value: Field<Quantity>,
    /// The owner's confidence now, from 1 to 10.
    pub confidence: Field<Confidence>,
    /// What happened, in a few words. In braces, quote words with commas.
    #[schemars(example = &"template gallery is live")]
    pub note: Field<Excerpt>,
}

/// The check-ins of a key result, or the readings of a metric, as they are written.
#[derive(Debug, Clone, Default)]
pub struct CheckIns {
    entries: Box<[Entry]>,
    /// The file of all [`Compact`] entries, where there are any.
    file: Option<FileId>,
    /// The text that their notes are parts of.
    text: Option<Arc<String>>,
}

/// One of them.
#[derive(Debug, Clone)]
enum Entry {
    Compact(Compact),
    /// What does not fit, or could not be read.
    Whole(Box<Field<CheckIn>>),
}

/// A check-in of which everything could be read, with its places relative to its own.
#[derive(Debug, Clone)]
struct Compact {
    value: Option<Quantity>,
    start: u32,
    length: u16,
    date: ShortDay,
    note_length: u16,
    /// Where [`DATE`], [`VALUE`], [`CONFIDENCE`] and [`NOTE`] begin in the entry.
    at: [u8; 4],
    value_length: u8,
    /// The confidence, 0 without one, and [`DATE_QUOTED`], [`NOTED`] and [`QUOTED`].
    marks: u8,
}

const DATE: usize = 0;
const VALUE: usize = 1;
const CONFIDENCE: usize = 2;
const NOTE: usize = 3;

/// The date stands between quotation marks.
const DATE_QUOTED: u8 = 0x20;
/// There is a note.
const NOTED: u8 = 0x40;
/// The note stands between quotation marks.
const QUOTED: u8 = 0x80;

/// The bytes of a date.
const DATE_LENGTH: u16 = 10;

/// A day of the years from 1980 to 2107, or none: the years since then in seven bits, and the day of the year in nine.
#[derive(Debug, Clone, Copy)]
struct ShortDay(u16);

impl ShortDay {
    const NONE: Self = Self(0);
    const FIRST_YEAR: i32 = 1980;

    fn new(day: Day) -> Option<Self> {
        let year = u16::try_from(day.0.year() - Self::FIRST_YEAR).ok().filter(|year| *year < 1 << 7)?;
        Some(Self(year << 9 | day.0.ordinal() as u16))
    }

    #[inline]
    fn day(self) -> Option<Day> {
        // No year has a day 0.
        NaiveDate::from_yo_opt(Self::FIRST_YEAR + i32::from(self.0 >> 9), u32::from(self.0 & 0x1ff)).map(Day)
    }
}

/// A check-in or reading in its list.
#[derive(Debug, Clone, Copy)]
pub struct CheckInView<'w> {
    list: &'w CheckIns,
    entry: &'w Entry,
}

/// A value that is written in a check-in and its place, or its absence: what [`Field`] is, computed when it is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part<T> {
    value: Option<T>,
    span: Option<Span>,
}

impl<T> Part<T> {
    /// The value, unless it is absent or wrong.
    #[inline]
    #[must_use]
    pub fn get(self) -> Option<T> {
        self.value
    }

    /// Where it is written; `None` when absent.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// The value and its place, unless it is absent or wrong.
    #[inline]
    #[must_use]
    pub fn located(self) -> Option<(T, Span)> {
        self.value.zip(self.span)
    }

    /// Whether nothing is written. A wrong value is not absent.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.span.is_none()
    }
}

impl<T> Part<T> {
    /// A field of an entry.
    #[inline]
    fn of<'w, F: 'w>(
        entry: &'w Field<CheckIn>,
        field: impl FnOnce(&'w CheckIn) -> &'w Field<F>,
        value: impl FnOnce(&'w F) -> T,
    ) -> Self {
        let field = entry.get().map(field);
        Self { value: field.and_then(Field::get).map(value), span: field.and_then(Field::span) }
    }
}

impl FromIterator<Field<CheckIn>> for CheckIns {
    fn from_iter<I: IntoIterator<Item = Field<CheckIn>>>(written: I) -> Self {
        let (mut list, mut entries) = (Self::default(), Vec::new());
        let written = written.into_iter();
        entries.reserve_exact(written.size_hint().0);
        entries.extend(written.map(|written| list.entry(written)));
        Self { entries: entries.into_boxed_slice(), ..list }
    }
}

impl CheckIns {
    /// How many entries there are, those that could not be read among them.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every entry with its place.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = Part<CheckInView<'_>>> + ExactSizeIterator {
        self.entries.iter().map(|entry| {
            let view = CheckInView { list: self, entry };
            match entry {
                Entry::Compact(_) => Part { value: Some(view), span: Some(view.span()) },
                Entry::Whole(whole) => Part { value: whole.get().map(|_| view), span: whole.span() },
            }
        })
    }

    /// The entries that could be read.
    pub fn readable(&self) -> impl DoubleEndedIterator<Item = CheckInView<'_>> {
        let could_be_read = |entry: &&Entry| match entry {
            Entry::Compact(_) => true,
            Entry::Whole(whole) => whole.get().is_some(),
        };
        self.entries.iter().filter(could_be_read).map(|entry| CheckInView { list: self, entry })
    }

    /// The days and values that are written and could not be read: the day of each, where that is known, what it is, and where.
    pub(super) fn unread(&self) -> impl Iterator<Item = (Option<Day>, &'static str, Span)> {
        // What is kept in little room could be read.
        let whole = self.entries.iter().filter_map(|entry| match entry {
            Entry::Compact(_) => None,
            Entry::Whole(whole) => Some(whole),
        });
        whole.filter_map(|whole| {
            let Some(own) = whole.get() else { return Some((None, "value", whole.span()?)) };
            let refused = |written: bool, span: Option<Span>| span.filter(|_| !written);
            let value = refused(own.value.get().is_some(), own.value.span()).map(|span| ("value", span));
            let day = refused(own.date.get().is_some(), own.date.span()).map(|span| ("date", span));
            let (what, span) = value.or(day)?;
            Some((own.date.get().copied(), what, span))
        })
    }

    fn entry(&mut self, written: Field<CheckIn>) -> Entry {
        match self.compact(&written) {
            Some(compact) => Entry::Compact(compact),
            None => Entry::Whole(Box::new(written)),
        }
    }

    /// An entry in little room; `None` if part of it could not be read, is far away, or is written in an unusual way.
    fn compact(&mut self, written: &Field<CheckIn>) -> Option<Compact> {
        let (CheckIn { date, value, confidence, note }, whole) = written.located()?;
        if *self.file.get_or_insert(whole.file) != whole.file {
            return None;
        }
        let within = |place: Option<Span>, is_read: bool| {
            let Some(place) = place else { return Some((0, 0)) };
            let (at, length) = (place.start.checked_sub(whole.start)?, place.end - place.start);
            let fits = is_read && whole.contains(place);
            Some((u8::try_from(at).ok()?, u16::try_from(length).ok()?)).filter(|_| fits)
        };
        let (date_at, date_length) = within(date.span(), date.get().is_some())?;
        let (value_at, value_length) = within(value.span(), value.get().is_some())?;
        let (confidence_at, confidence_length) = within(confidence.span(), confidence.get().is_some())?;
        let (note_at, note_length) = within(note.span(), note.get().is_some())?;
        let (short_day, quoted) = match date.get() {
            None => (ShortDay::NONE, 0),
            Some(day) if date_length == DATE_LENGTH => (ShortDay::new(*day)?, 0),
            Some(day) if date_length == DATE_LENGTH + 2 => (ShortDay::new(*day)?, DATE_QUOTED),
            Some(_) => return None,
        };
        let noted = match note.located() {
            None => 0,
            Some((note, place)) => self.marks_of(note, place)?,
        };
        let confidence = confidence.get().map_or(0, |confidence| confidence.0);
        let compact = Compact {
            value: value.get().cloned(),
            start: whole.start,
            length: u16::try_from(whole.end - whole.start).ok()?,
            date: short_day,
            note_length,
            at: [date_at, value_at, confidence_at, note_at],
            value_length: u8::try_from(value_length).ok()?,
            marks: confidence | quoted | noted,
        };
        (compact.confidence_length() == confidence_length).then_some(compact)
    }

    /// How a note stands in the text that notes are parts of; `None` if it is not in it word for word.
    fn marks_of(&mut self, note: &Excerpt, place: Span) -> Option<u8> {
        let (whole, words) = note.place();
        let text = self.text.get_or_insert_with(|| Arc::clone(whole));
        if !Arc::ptr_eq(text, whole) {
            return None;
        }
        match (words.start.checked_sub(place.start)?, place.end.checked_sub(words.end)?) {
            (0, 0) => Some(NOTED),
            (1, 1) => Some(NOTED | QUOTED),
            _ => None,
        }
    }
}

impl Compact {
    /// The place of a part by its length.
    #[inline]
    fn place(&self, file: FileId, part: usize, length: u16) -> Span {
        let start = self.start + u32::from(self.at[part]);
        Span { file, start, end: start + u32::from(length) }
    }

    #[inline]
    fn part<T>(&self, file: FileId, value: Option<T>, part: usize, length: u16) -> Part<T> {
        Part { span: value.is_some().then(|| self.place(file, part, length)), value }
    }

    #[inline]
    fn date_length(&self) -> u16 {
        if self.marks & DATE_QUOTED == 0 { DATE_LENGTH } else { DATE_LENGTH + 2 }
    }

    #[inline]
    fn confidence(&self) -> Option<Confidence> {
        let confidence = self.marks & !(DATE_QUOTED | NOTED | QUOTED);
        (confidence > 0).then_some(Confidence(confidence))
    }

    /// The digits of the confidence.
    #[inline]
    fn confidence_length(&self) -> u16 {
        self.confidence().map_or(0, |confidence| if confidence.0 < 10 { 1 } else { 2 })
    }

    /// The bytes of the note's words, without quotation marks; `None` without a note.
    fn words(&self) -> Option<Range<u32>> {
        let place = self.place(FileId::default(), NOTE, self.note_length);
        let mark = u32::from(self.marks & QUOTED != 0);
        (self.marks & NOTED != 0).then_some(place.start + mark..place.end - mark)
    }
}

impl<'w> CheckInView<'w> {
    /// Where it is written.
    #[inline]
    #[must_use]
    pub fn span(self) -> Span {
        match self.entry {
            Entry::Compact(own) => {
                Span { file: self.file(), start: own.start, end: own.start + u32::from(own.length) }
            }
            Entry::Whole(whole) => whole.span().unwrap_or(Span::new(self.file(), 0, 0)),
        }
    }

    /// The day the value is about.
    #[inline]
    #[must_use]
    pub fn date(self) -> Part<Day> {
        match self.entry {
            Entry::Compact(own) => own.part(self.file(), own.date.day(), DATE, own.date_length()),
            Entry::Whole(whole) => Part::of(whole, |whole| &whole.date, |day| *day),
        }
    }

    /// What was measured.
    #[inline]
    #[must_use]
    pub fn value(self) -> Part<&'w Quantity> {
        match self.entry {
            Entry::Compact(own) => own.part(self.file(), own.value.as_ref(), VALUE, own.value_length.into()),
            Entry::Whole(whole) => Part::of(whole, |whole| &whole.value, |value| value),
        }
    }

    /// The owner's confidence on that day, from 1 to 10.
    #[inline]
    #[must_use]
    pub fn confidence(self) -> Part<Confidence> {
        match self.entry {
            Entry::Compact(own) => {
                own.part(self.file(), own.confidence(), CONFIDENCE, own.confidence_length())
            }
            Entry::Whole(whole) => Part::of(whole, |whole| &whole.confidence, |confidence| *confidence),
        }
    }

    /// What happened, in a few words.
    #[inline]
    #[must_use]
    pub fn note(self) -> Part<&'w str> {
        match self.entry {
            Entry::Compact(own) => {
                let words = own.words().zip(self.list.text.as_ref());
                let note = words.and_then(|(words, text)| text.get(words.start as usize..words.end as usize));
                own.part(self.file(), note, NOTE, own.note_length)
            }
            Entry::Whole(whole) => Part::of(whole, |whole| &whole.note, |note| &**note),
        }
    }

    /// The note, to be kept for longer than the list.
    #[must_use]
    pub fn excerpt(self) -> Option<Excerpt> {
        match self.entry {
            Entry::Compact(own) => Some(Excerpt::part_of(self.list.text.as_ref()?, own.words()?)),
            Entry::Whole(whole) => whole.get()?.note.get().cloned(),
        }
    }

    fn file(self) -> FileId {
        self.list.file.unwrap_or_default()
    }

    /// Whether it has a readable date and value.
    #[must_use]
    pub fn is_measured(self) -> bool {
        self.date().get().is_some() && self.value().get().is_some()
    }

    /// Whether it is measured, or has a date and no value at all.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.date().get().is_some() && (self.value().is_absent() || self.value().get().is_some())
    }
}

impl Field<CheckIns> {
    /// Every entry with its place; none when absent or wrong.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = Part<CheckInView<'_>>> + ExactSizeIterator {
        self.list().items()
    }

    /// The entries that could be read.
    pub fn readable(&self) -> impl DoubleEndedIterator<Item = CheckInView<'_>> {
        self.list().readable()
    }

    fn list(&self) -> &CheckIns {
        static NONE: LazyLock<CheckIns> = LazyLock::new(CheckIns::default);
        self.get().unwrap_or_else(|| &NONE)
    }
}

impl<'de> Deserialize<'de> for CheckIns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = CheckIns;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<CheckIns, A::Error> {
                let mut list = CheckIns::default();
                let mut entries = Vec::with_capacity(items.size_hint().unwrap_or_default());
                while let Some(item) = items.next_element()? {
                    entries.push(list.entry(item));
                }
                Ok(CheckIns { entries: entries.into_boxed_slice(), ..list })
            }
        }

        deserializer.deserialize_seq(Entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_say_what_is_written_in_little_room() {
        assert_eq!(std::mem::size_of::<Entry>(), 40);
        let long = "x".repeat(70_000);
        let text = format!(
            "- &a {{date: 2026-01-05, value: 23%, confidence: 7, note: quiet}}\n\
             - {{date: 2026-01-12, note: \"a, b\"}}\n\
             - *a\n\
             - value: 1,200\n  note: 'it''s slow'\n  date: 2026-01-19\n\
             - {{date: soon, value: 24%}}\n\
             - {{note: {long}, value: 25%, confidence: 10}}\n\
             - 7\n- note: |\n    one\n    two\n\
             - {{date: \"2026-02-02\", value: 1}}\n- {{confidence: 10, date: 2024-12-31}}\n\
             - {{date: 1980-01-01}}\n- {{date: 2107-12-31}}\n- {{date: 1979-12-31}}\n- {{date: 2108-01-01}}\n\
             - {{date: 2026-02-09, confidence: '8'}}\n- {{note: {}, date: 2026-02-16}}\n",
            "x".repeat(300)
        );
        let text = Arc::new(text);
        let read = |text: &Arc<String>| Excerpt::within(text, || crate::yaml::read::<Two>(text, FileId(3)));
        #[derive(serde::Deserialize)]
        struct Two {
            #[serde(default)]
            compact: Field<CheckIns>,
            #[serde(default)]
            whole: Field<Vec<Field<CheckIn>>>,
        }
        let under = |key: &str| {
            let indented = text.replace('\n', "\n ");
            read(&Arc::new(format!("{key}:\n {indented}"))).value.unwrap()
        };
        let (mut compact, mut whole) = (under("compact"), under("whole  "));
        let (compact, whole) = (compact.compact.get_mut().unwrap(), whole.whole.get_mut().unwrap());
        assert_eq!(compact.len(), whole.len());
        assert_eq!(compact.entries.iter().filter(|entry| matches!(entry, Entry::Compact(_))).count(), 6);
        for (item, written) in compact.items().zip(whole.iter()) {
            assert_eq!(item.span(), written.span());
            assert_eq!(item.get().is_some(), written.get().is_some());
            let (Some(item), Some(written)) = (item.get(), written.get()) else { continue };
            let (date, value) = (item.date(), item.value());
            assert_eq!((date.get(), date.span()), (written.date.get().copied(), written.date.span()));
            assert_eq!((value.get(), value.span()), (written.value.get(), written.value.span()));
            let (confidence, note) = (item.confidence(), item.note());
            let of_written = &written.confidence;
            assert_eq!((confidence.get(), confidence.span()), (of_written.get().copied(), of_written.span()));
            assert_eq!(
                (note.get(), note.span()),
                (written.note.get().map(|note| &**note), written.note.span())
            );
            assert_eq!(item.excerpt().as_ref(), written.note.get());
        }
    }
}
