//! A second opinion: any document as texts, as this program reads it and as another YAML reader does.
//!
//! Known differences, all handled in [`same`]: the other reader infers numbers, truth values and nothing from
//! unquoted words, where here every scalar is the text that was written.

use okr::source::FileId;
use okr::yaml::read;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Value;
use std::fmt;

/// Any document, as texts.
#[derive(Debug, Clone, PartialEq)]
pub enum Any {
    Nothing,
    Text(String),
    List(Vec<Any>),
    Mapping(Vec<(String, Any)>),
}

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyVisitor;

        impl<'de> Visitor<'de> for AnyVisitor {
            type Value = Any;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }

            fn visit_unit<E>(self) -> Result<Any, E> {
                Ok(Any::Nothing)
            }

            fn visit_str<E>(self, text: &str) -> Result<Any, E> {
                Ok(Any::Text(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Any, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Any::List(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Any, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Any::Mapping(entries))
            }
        }
        deserializer.deserialize_any(AnyVisitor)
    }
}

/// The document, or `None` if there is a problem with it.
pub fn ours(text: &str) -> Option<Any> {
    let document = read::<Any>(text, FileId::default());
    document.problems.is_empty().then(|| document.value.unwrap_or(Any::Nothing))
}

pub fn theirs(text: &str) -> Option<Value> {
    serde_yaml::from_str(text).ok()
}

/// Whether both readers read the same.
pub fn same(ours: &Any, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Any::Nothing, Value::Null) => true,
        (Any::Text(text), Value::String(string)) => text == string,
        (Any::Text(text), Value::Bool(truth)) => text.eq_ignore_ascii_case(&truth.to_string()),
        (Any::Text(text), Value::Number(number)) => number_of(text).is_some_and(|ours| {
            let theirs = number.as_f64().unwrap_or(f64::NAN);
            ours == theirs || (ours.is_nan() && theirs.is_nan())
        }),
        (Any::List(ours), Value::Sequence(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (Any::Mapping(ours), Value::Mapping(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().zip(theirs).all(|((our_key, ours), (their_key, theirs))| {
                    same(&Any::Text(our_key.clone()), their_key) && same(ours, theirs)
                })
        }
        _ => false,
    }
}

/// The number that a YAML word represents.
fn number_of(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let radix = |prefix: &str, radix| {
        let digits = digits.strip_prefix(prefix)?;
        u64::from_str_radix(digits, radix).ok().map(|number| number as f64)
    };
    let special = match digits.to_lowercase().as_str() {
        ".inf" => Some(f64::INFINITY),
        ".nan" => Some(f64::NAN),
        _ => None,
    };
    let number = radix("0x", 16).or(radix("0o", 8)).or(radix("0b", 2)).or(special).or(digits.parse().ok());
    number.map(|number| sign * number)
}
