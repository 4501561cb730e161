//! Fields, from the JSON Schema: their names, accepted values, meaning, and an example.

use super::table;
use crate::goals::format;
use crate::settings::{SettingsFile, SourceFile, StaleAfter, VocabularyFile};
use crate::yaml::{field_names, list_of};
use schemars::JsonSchema;
use serde_json::{Map, Value};

/// The fields of one struct.
pub(super) struct Section {
    /// The schema's name of the struct; its title is the heading.
    name: String,
    /// In the order of the struct.
    fields: &'static [&'static str],
    heading: Option<&'static str>,
}

impl Section {
    fn of<T: JsonSchema + for<'de> serde::Deserialize<'de>>() -> Self {
        Self { name: T::schema_name().into_owned(), fields: field_names::<T>(), heading: None }
    }

    fn titled(self, heading: &'static str) -> Self {
        Self { heading: Some(heading), ..self }
    }

    /// The sections of a goal file.
    pub(super) fn of_goals() -> Vec<Self> {
        vec![
            Self::of::<format::Content>().titled("The file"),
            Self::of::<format::Objective>(),
            Self::of::<format::KeyResult>(),
            Self::of::<format::CheckIn>(),
            Self::of::<format::PhasedTarget>(),
            Self::of::<format::Cancelled>(),
            Self::of::<format::Revision>(),
            Self::of::<format::GradeByHand>(),
            Self::of::<format::Initiative>(),
            Self::of::<format::Metric>(),
            Self::of::<format::Source>(),
            Self::of::<format::Pull>(),
            Self::of::<format::PullColumns>(),
            Self::of::<format::Cadence>(),
            Self::of::<format::PeriodTarget>(),
        ]
    }

    /// The sections of a settings file.
    pub(super) fn of_settings() -> Vec<Self> {
        vec![
            Self::of::<SettingsFile>().titled("okr.yaml"),
            Self::of::<StaleAfter>(),
            Self::of::<SourceFile>(),
            Self::of::<VocabularyFile>(),
        ]
    }

    /// Heading, meaning and table.
    pub(super) fn render(&self, root: &Value) -> String {
        let schema = root["$defs"].get(&self.name).unwrap_or(root);
        let heading = self.heading.or(schema["title"].as_str()).unwrap_or(&self.name);
        let rows = self.fields.iter().map(|name| {
            let property = &schema["properties"][name];
            let is_needed = list(&schema["required"]).any(|needed| needed == name);
            let example = example(property, root, false).map(|example| format!("`{name}: {example}`"));
            vec![
                if is_needed { format!("**`{name}`**") } else { format!("`{name}`") },
                kind(property, root),
                meaning(property).to_owned(),
                example.unwrap_or_default(),
            ]
        });
        let table = table(&["Field", "Value", "Meaning", "Example"], rows);
        format!("### {heading}\n\n{}\n\n{table}", meaning(schema))
    }
}

/// A table of the words that fields take, with what each means.
pub(super) fn words_of(root: &Value) -> String {
    let definitions = root["$defs"].as_object().into_iter().flatten();
    let rows = definitions.flat_map(|(name, definition)| {
        let words = list(&definition["enum"]).zip(list(&definition["enumDescriptions"]));
        let fields = fields_of(name, root).join(", ");
        words.enumerate().map(move |(at, (word, meaning))| {
            let fields = if at == 0 { fields.clone() } else { String::new() };
            vec![fields, format!("`{}`", text(word)), text(meaning).to_owned()]
        })
    });
    table(&["Field", "Word", "Meaning"], rows)
}

/// The fields that refer to a definition, directly.
fn fields_of(name: &str, root: &Value) -> Vec<String> {
    let reference = format!("#/$defs/{name}");
    let definitions = root["$defs"].as_object().into_iter().flat_map(Map::values);
    let mut fields = Vec::new();
    for schema in definitions.chain([root]) {
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let field = format!("`{field}`");
            if property["$ref"] == reference.as_str() && !fields.contains(&field) {
                fields.push(field);
            }
        }
    }
    fields
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn meaning(schema: &Value) -> &str {
    text(&schema["description"])
}

/// The definition that a schema refers to; itself where it refers to none.
fn resolve<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    let name = text(&schema["$ref"]).strip_prefix("#/$defs/");
    name.and_then(|name| root["$defs"].get(name)).unwrap_or(schema)
}

/// The accepted values, in a few words.
fn kind(schema: &Value, root: &Value) -> String {
    let schema = resolve(schema, root);
    let range = |number: &str| match (&schema["minimum"], &schema["maximum"], &schema["exclusiveMinimum"]) {
        (Value::Number(least), Value::Number(most), _) => format!("{number}, {least} to {most}"),
        (_, _, Value::Number(least)) => format!("{number} above {least}"),
        _ => number.to_owned(),
    };
    if schema["anyOf"].is_array() {
        let kinds: Vec<String> = list(&schema["anyOf"]).map(|choice| kind(choice, root)).collect();
        return kinds.join(", or ");
    }
    if schema["enum"].is_array() {
        let words: Vec<&str> = list(&schema["enum"]).map(text).collect();
        return list_of(&words);
    }
    let title = text(&schema["title"]);
    match text(&schema["type"]) {
        "array" => format!("list of: {}", kind(&schema["items"], root)),
        "integer" => range("whole number"),
        "number" => range("number"),
        "object" if schema["additionalProperties"].is_object() => {
            format!("by name: {}", kind(&schema["additionalProperties"], root))
        }
        "object" if title.is_empty() => "[rules](#rules), each with a level or options".to_owned(),
        "object" => format!("[{}](#{})", title.to_lowercase(), anchor(title)),
        _ if title == "Quantity" => "[quantity](#quantities-and-units)".to_owned(),
        _ if !title.is_empty() => title.to_lowercase(),
        _ => "text".to_owned(),
    }
}

/// The anchor that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-")
}

/// An example on one line of YAML: the schema's own, or one put together from its parts.
fn example(schema: &Value, root: &Value, in_brackets: bool) -> Option<String> {
    let definition = resolve(schema, root);
    let own = list(&schema["examples"]).chain(list(&definition["examples"])).chain(list(&definition["enum"]));
    if let Some(value) = own.into_iter().next() {
        return Some(yaml(value, in_brackets));
    }
    if let Some(choice) = list(&definition["anyOf"]).next() {
        return example(choice, root, in_brackets);
    }
    if definition["items"].is_object() {
        return example(&definition["items"], root, true).map(|item| format!("[{item}]"));
    }
    let properties = definition["properties"].as_object()?;
    let needed: Vec<&str> = list(&definition["required"]).map(text).collect();
    let names = if needed.is_empty() { properties.keys().map(String::as_str).collect() } else { needed };
    let entries = names
        .into_iter()
        .filter_map(|name| Some(format!("{name}: {}", example(properties.get(name)?, root, true)?)));
    Some(format!("{{{}}}", entries.collect::<Vec<_>>().join(", ")))
}

/// A value as it is written on one line of YAML.
fn yaml(value: &Value, in_brackets: bool) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| yaml(item, true)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(name, value)| format!("{name}: {}", yaml(value, true))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::String(text) if needs_quotes(text, in_brackets) => format!("\"{text}\""),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn needs_quotes(text: &str, in_brackets: bool) -> bool {
    let is_special = text.starts_with(|c: char| "@%`*&!|>{[-?#\"'".contains(c));
    is_special || text.contains(": ") || text.contains(" #") || (in_brackets && text.contains(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_struct_of_a_schema_has_its_section() {
        for (root, sections) in [
            (crate::goals::schema(), Section::of_goals()),
            (crate::rules::settings_schema(), Section::of_settings()),
        ] {
            let definitions = root["$defs"].as_object().unwrap();
            let structs = definitions.iter().filter(|(_, schema)| schema["properties"].is_object());
            for (name, schema) in structs {
                let section = sections.iter().find(|section| section.name == *name);
                let section = section.unwrap_or_else(|| panic!("{name} has no section"));
                let mut fields: Vec<&str> = section.fields.to_vec();
                fields.sort_unstable();
                let known: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
                assert_eq!(fields, known, "{name}");
            }
        }
    }
}
