//! Structs that may be written as one text.

use serde::de::{Deserialize, Deserializer, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A struct that may also be written as one text, which then fills the field [`ShortForm::FIELD`].
#[derive(Debug, Clone, Default)]
pub struct Short<T>(pub T);

/// Names the field that a bare text fills.
pub trait ShortForm {
    /// The field's name as it is written in the file.
    const FIELD: &'static str;
}

impl<'de, T: Deserialize<'de> + ShortForm> Deserialize<'de> for Short<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(T::FIELD, ShortVisitor(PhantomData))
    }
}

struct ShortVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ShortVisitor<T> {
    type Value = Short<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text or a mapping")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Short<T>, D::Error> {
        T::deserialize(deserializer).map(Short)
    }
}
