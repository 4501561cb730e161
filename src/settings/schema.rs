//! The settings in a JSON Schema.

use super::read::{Month, SettingsFile};
use crate::yaml::schema_of;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The JSON Schema (draft 2020-12) of a settings file, made from the structs it is read into. The settings do not know the
/// rules, so whoever asks says what the section `rules` may hold: `rules` is the schema of that section.
#[must_use]
pub(crate) fn schema(rules: Map<String, Value>) -> Value {
    let mut schema = schema_of::<SettingsFile>();
    if let Some(section) = schema["properties"]["rules"].as_object_mut() {
        section.extend(rules);
    }
    schema
}

impl JsonSchema for Month {
    fn schema_name() -> Cow<'static, str> {
        "Month".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A month by its number.",
            "type": "integer",
            "minimum": 1,
            "maximum": 12,
            "examples": [4],
        })
    }
}

/// A path that is the same on every machine, below the root.
pub(super) struct GoalsFolder;

impl JsonSchema for GoalsFolder {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Folder".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^[^/\\~* ][^\\*]*$" })
    }
}
