//! The settings in a JSON Schema.

use super::read::SettingsFile;
use crate::yaml::schema_of;
use serde_json::{Map, Value};

/// The JSON Schema (draft 2020-12) of a settings file, made from the structs it is read into. The settings do not know the
/// rules, so the caller says what the section `rules` may contain: `rules` is the schema of that section.
#[must_use]
pub(crate) fn schema(rules: Map<String, Value>) -> Value {
    let mut schema = schema_of::<SettingsFile>();
    if let Some(section) = schema["properties"]["rules"].as_object_mut() {
        section.extend(rules);
    }
    schema
}
