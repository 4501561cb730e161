//! A value together with its place.

use crate::source::{FileId, Span};
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A value of a file and its place, or its absence.
///
/// Three states: *absent* (no such key, or nothing after it), *present*, and *wrong* (written, but not readable as a
/// `T`; the reader has already reported it, so nothing else should).
#[derive(Debug, Clone, PartialEq)]
pub struct Field<T> {
    value: Option<T>,
    /// [`NOWHERE`] when absent. The parts of the place are separate fields because most fields of a file are absent
    /// ones and an `Option<Span>` would take a third more room.
    file: u32,
    start: u32,
    end: u32,
}

/// The file of what is written nowhere.
const NOWHERE: u32 = u32::MAX;

impl<T> Default for Field<T> {
    fn default() -> Self {
        Self::ABSENT
    }
}

impl<T> Field<T> {
    /// What is not written.
    pub(super) const ABSENT: Self = Self { value: None, file: NOWHERE, start: 0, end: 0 };

    /// A value that was read at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value: Some(value), ..Self::wrong(span) }
    }

    /// Something at `span` that is no `T`.
    pub(crate) fn wrong(span: Span) -> Self {
        Self { value: None, file: span.file.0, start: span.start, end: span.end }
    }

    /// The value, unless it is absent or wrong.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value and its place, unless it is absent or wrong.
    pub fn located(&self) -> Option<(&T, Span)> {
        self.value.as_ref().zip(self.span())
    }

    /// Where it is written; `None` when absent.
    pub fn span(&self) -> Option<Span> {
        let Self { file, start, end, .. } = *self;
        (file != NOWHERE).then_some(Span { file: FileId(file), start, end })
    }

    /// Whether nothing is written. A wrong value is not absent.
    pub fn is_absent(&self) -> bool {
        self.file == NOWHERE
    }

    /// The value, to be changed in place.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.as_mut()
    }
}

impl<T> Field<Vec<T>> {
    /// The items; none when absent or wrong.
    pub fn items(&self) -> &[T] {
        self.value.as_deref().unwrap_or_default()
    }
}

impl<T> Field<Vec<Field<T>>> {
    /// The items that could be read, with their places.
    pub fn readable(&self) -> impl Iterator<Item = (&T, Span)> {
        self.items().iter().filter_map(Field::located)
    }
}

/// The private name by which a `Field` asks the reader of this room for its place and its value.
pub(super) const FIELD: &str = "$field";

/// How a number is requested: its text and whether a comma separates its decimals, as a tuple struct of this name.
pub(crate) const QUANTITY: &str = "$quantity";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple_struct(FIELD, 2, FieldVisitor(PhantomData))
    }
}

/// A place as one number, the only kind of value of its size that serde hands on at once.
pub(super) fn packed(place: Span) -> u128 {
    u128::from(place.file.0) << 64 | u128::from(place.start) << 32 | u128::from(place.end)
}

fn unpacked(place: u128) -> Span {
    Span { file: FileId((place >> 64) as u32), start: (place >> 32) as u32, end: place as u32 }
}

struct FieldVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FieldVisitor<T> {
    type Value = Field<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Field<T>, A::Error> {
        let Some(place) = parts.next_element()?.map(unpacked) else { return Ok(Field::default()) };
        // A value that fails was reported by the reader, at this place; the field is then present but wrong.
        let value = parts.next_element::<T>().unwrap_or(None);
        Ok(Field { value, ..Field::wrong(place) })
    }
}
