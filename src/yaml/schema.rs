//! JSON Schemas of what is read here, and what fields and short forms are in them.

use super::{Field, Rare, Short, ShortForm};
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;
use std::borrow::Cow;

/// The JSON Schema (draft 2020-12) of files that are read into a `T`.
#[must_use]
pub(crate) fn schema_of<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    RecursiveTransform(for_editors).transform(&mut schema);
    schema.to_value()
}

fn for_editors(schema: &mut Schema) {
    unwrap_lines(schema);
    list_words(schema);
}

/// Descriptions come from comments, whose lines end where the code's do; some editors would show every line as a
/// paragraph.
fn unwrap_lines(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.lines().collect::<Vec<_>>().join(" ");
    }
}

/// A choice of words as one list, with what each means beside it: editors then show the field's own meaning and offer
/// the words, where of a choice of schemas they show one only.
fn list_words(schema: &mut Schema) {
    let Some(Value::Array(choices)) = schema.get("oneOf") else { return };
    let all = |key: &str| choices.iter().map(|choice| choice.get(key).cloned()).collect::<Option<Vec<_>>>();
    let (Some(words), Some(meanings)) = (all("const"), all("description")) else { return };
    schema.remove("oneOf");
    schema.insert("type".to_owned(), "string".into());
    schema.insert("enum".to_owned(), words.into());
    schema.insert("enumDescriptions".to_owned(), meanings.into());
}

/// A field is what it holds. Nothing after a key counts as absent here, but is left out of the schema: while somebody
/// writes, the editor then says what belongs there.
impl<T: JsonSchema> JsonSchema for Field<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<T: JsonSchema> JsonSchema for Rare<T> {
    fn inline_schema() -> bool {
        Field::<T>::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        Field::<T>::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        Field::<T>::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Field::<T>::json_schema(generator)
    }
}

/// Either the text that fills one field, described as that field is, or the mapping.
impl<T: JsonSchema + ShortForm> JsonSchema for Short<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Short{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let long = generator.subschema_for::<T>();
        let fields = T::json_schema(generator);
        let text = fields.get("properties").and_then(|fields| fields.get(T::FIELD));
        let text: &Value = text.expect("internal error: the short form fills a field that is not there");
        json_schema!({ "anyOf": [text, long] })
    }
}
