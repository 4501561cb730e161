//! The settings in a JSON Schema, with the levels and options of every rule.

use super::{OptionUnit, Rule, RuleOption};
use crate::finding::Level;
use crate::settings::{self, Organization};
use serde_json::{Map, Value, json};

/// The JSON Schema (draft 2020-12) of a settings file with the section `rules`, which has a property for each rule.
#[must_use]
pub fn settings_schema() -> Value {
    let properties: Map<String, Value> =
        super::all().map(|rule| (rule.name.to_owned(), of_rule(rule))).collect();
    let section = [
        ("type", json!("object")),
        ("properties", Value::Object(properties)),
        ("additionalProperties", json!(false)),
    ];
    settings::schema(section.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
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
    let names: Vec<&str> = ["off"].into_iter().chain(Level::ALL.iter().copied().map(Level::name)).collect();
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
    if option.unit == OptionUnit::Percent {
        schema["type"] = json!(["number", "string"]);
        schema["pattern"] = r"^[0-9]+(?:\.[0-9]+)? ?%$".into();
    }
    schema["description"] = format!("{}.", capitalized(option.meaning)).into();
    schema["default"] = json!(option.default);
    schema
}
