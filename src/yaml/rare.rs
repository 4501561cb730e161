//! A field that few files have.

use super::field::Field;
use serde::de::{Deserialize, Deserializer};
use std::ops::Deref;

/// A [`Field`] that is absent nearly everywhere, and then takes no more room than a pointer: a key result has two dozen
/// fields, of which most people write eight.
#[derive(Debug, Clone, PartialEq)]
pub struct Rare<T>(Option<Box<Field<T>>>);

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> From<Field<T>> for Rare<T> {
    fn from(field: Field<T>) -> Self {
        Self((!field.is_absent()).then(|| Box::new(field)))
    }
}

impl<T: 'static> Deref for Rare<T> {
    type Target = Field<T>;

    fn deref(&self) -> &Field<T> {
        self.0.as_deref().unwrap_or(const { &Field::ABSENT })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rare<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Field::deserialize(deserializer).map(Self::from)
    }
}
