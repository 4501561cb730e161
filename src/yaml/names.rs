//! The fields of a struct in the order they are declared, which a JSON Schema does not keep.

use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};

/// The names of a struct's fields as they are written in a file, in the order of the struct; none for anything else.
#[must_use]
pub(crate) fn field_names<T: for<'de> Deserialize<'de>>() -> &'static [&'static str] {
    let mut names: &'static [&'static str] = &[];
    // serde passes the names before it asks for a value; there is none, so this always ends in an error.
    let _ = T::deserialize(Listener(&mut names));
    names
}

struct Listener<'n>(&'n mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Listener<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("only the names are wanted"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::field_names;
    use serde::Deserialize;

    #[test]
    fn names_come_in_the_order_of_the_struct() {
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "nothing is read into it")]
        struct Pie {
            crust: String,
            apples: u8,
        }
        assert_eq!(field_names::<Pie>(), ["crust", "apples"]);
        assert!(field_names::<String>().is_empty());
    }
}
