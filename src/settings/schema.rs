//! The settings in a JSON Schema; the rules in it come from the table of rules.

use super::Organization;
use super::read::{Month, SettingsFile};
use crate::finding::Level;
use crate::rules::{self, Rule, RuleOption};
use crate::yaml::schema_of;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// The JSON Schema (draft 2020-12) of a settings file, made from the structs it is read into and the table of rules.
#[must_use]
pub fn schema() -> Value {
    schema_of::<SettingsFile>()
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

/// The section `rules`: a property for each rule.
pub(super) fn rules(_: &mut SchemaGenerator) -> Schema {
    let properties: Map<String, Value> =
        rules::all().map(|rule| (rule.name.to_owned(), of_rule(rule))).collect();
    json_schema!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

/// A level, or a mapping of level and options.
fn of_rule(rule: &Rule) -> Value {
    let mut properties: Map<String, Value> =
        rule.options.iter().map(|option| (option.name.to_owned(), of_option(option))).collect();
    properties.insert("level".to_owned(), level());
    json!({
        "description": about(rule),
        "anyOf": [
            level(),
            { "type": "object", "properties": properties, "additionalProperties": false },
        ],
    })
}

fn level() -> Value {
    let names: Vec<&str> = ["off"].into_iter().chain(Level::ALL.map(Level::name)).collect();
    json!({ "type": "string", "enum": names })
}

/// What it finds, and its level while nothing is set.
fn about(rule: &Rule) -> String {
    let off: Vec<&str> = rule.off_for.iter().map(|organization| Organization::name(*organization)).collect();
    let off = if off.is_empty() { String::new() } else { format!("; off for `{}`", off.join("`, `")) };
    format!("{}. `{}` by default{off}.", capitalized(rule.summary), rule.level)
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A number in the option's range; where it counts in percent, a percent sign may follow.
fn of_option(option: &RuleOption) -> Value {
    let (least, most) = option.range;
    let mut schema = json!({ "type": "number", "minimum": least, "maximum": most });
    if option.is_percent() {
        schema["type"] = json!(["number", "string"]);
        schema["pattern"] = r"^[0-9]+(?:\.[0-9]+)? ?%$".into();
    }
    schema["description"] = format!("{}.", capitalized(option.meaning)).into();
    schema["default"] = json!(option.default);
    schema
}
