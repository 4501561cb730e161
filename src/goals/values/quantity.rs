//! How a quantity is read from a goal file, with the decimal mark that the file uses.

use crate::quantity::{DecimalMark, Quantity};
use crate::wrong::Wrong;
use crate::yaml::QUANTITY;
use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use std::fmt;

/// Takes a number as its text, or as its text and whether a comma separates its decimals.
struct WithMark;

impl WithMark {
    fn read<E: Error>(text: &str, mark: DecimalMark) -> Result<Quantity, E> {
        Quantity::read(text, mark).map_err(|error| E::custom(Wrong::from(error)))
    }
}

impl<'de> Visitor<'de> for WithMark {
    type Value = Quantity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number with its unit")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Quantity, E> {
        Self::read(text, DecimalMark::Point)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Quantity, A::Error> {
        let text: &str = parts.next_element()?.unwrap_or_default();
        let has_comma: bool = parts.next_element()?.unwrap_or_default();
        Self::read(text, DecimalMark::of(has_comma))
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple_struct(QUANTITY, 2, WithMark)
    }
}
