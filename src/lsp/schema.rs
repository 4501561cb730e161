//! What the JSON Schemas of goal files and settings say of a place.

use crate::goals;
use crate::rules::settings_schema;
use serde_json::{Map, Value};
use std::borrow::Borrow;
use std::sync::OnceLock;

/// One of the two schemas.
#[derive(Debug, Clone, Copy)]
pub(super) struct Schema {
    root: &'static Value,
}

/// What may stand at a place.
#[derive(Debug, Clone)]
pub(super) struct Allowed {
    /// One schema for each form that it may have; references are followed.
    forms: Vec<&'static Value>,
    root: &'static Value,
}

impl Schema {
    /// That of goal files, or that of settings.
    pub(super) fn of(settings: bool) -> Self {
        static GOALS: OnceLock<Value> = OnceLock::new();
        static SETTINGS: OnceLock<Value> = OnceLock::new();
        let root = match settings {
            true => SETTINGS.get_or_init(settings_schema),
            false => GOALS.get_or_init(goals::schema),
        };
        Self { root }
    }

    /// What may stand at the end of a path; an empty name is an item of a list.
    pub(super) fn at<S: Borrow<str>>(self, path: &[S]) -> Allowed {
        let mut allowed = Allowed { forms: Vec::new(), root: self.root };
        allowed.add(self.root);
        for name in path {
            let mut inside = Allowed { forms: Vec::new(), root: self.root };
            for form in &allowed.forms {
                let next = match name.borrow() {
                    "" => form.get("items"),
                    name => form
                        .pointer("/properties")
                        .and_then(|all| all.get(name))
                        .or_else(|| form.get("additionalProperties").filter(|other| other.is_object())),
                };
                next.into_iter().for_each(|next| inside.add(next));
            }
            // One value may stand where a list is wanted.
            allowed = inside;
        }
        allowed
    }

    /// What a key means: its description, what is accepted, an example.
    pub(super) fn description<S: Borrow<str>>(self, path: &[S]) -> Option<String> {
        let (last, before) = path.split_last()?;
        let parent = self.at(before);
        let own = parent.forms.iter().find_map(|form| form.pointer("/properties")?.get(last.borrow()));
        let text = |value: &Value| value.get("description").and_then(Value::as_str).map(str::to_owned);
        let allowed = self.at(path);
        let mut said = own.and_then(text).or_else(|| allowed.forms.iter().find_map(|form| text(form)))?;
        let words = allowed.words();
        if !words.is_empty() {
            let words: Vec<String> = words
                .iter()
                .map(|(word, meaning)| match *meaning {
                    "" => format!("- `{word}`"),
                    meaning => format!("- `{word}`: {meaning}"),
                })
                .collect();
            said.push_str(&format!("\n\n{}", words.join("\n")));
        }
        let example = own
            .and_then(|own| own.pointer("/examples/0"))
            .or_else(|| allowed.forms.iter().find_map(|form| form.pointer("/examples/0")));
        if let Some(example) = example {
            let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            said.push_str(&format!("\n\nExample: `{}: {example}`", last.borrow()));
        }
        Some(said)
    }
}

impl Allowed {
    fn add(&mut self, schema: &'static Value) {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            if let Some(target) = reference.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer)) {
                self.add(target);
            }
            return;
        }
        for several in ["anyOf", "oneOf"] {
            for form in schema.get(several).and_then(Value::as_array).into_iter().flatten() {
                self.add(form);
            }
        }
        self.forms.push(schema);
    }

    /// The keys that may stand here, each with its own schema.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&'static String, &'static Value)> {
        let properties = self.forms.iter().filter_map(|form| form.get("properties")?.as_object());
        properties.flat_map(Map::iter)
    }

    /// Whether a key must be there.
    pub(super) fn requires(&self, key: &str) -> bool {
        let required = self.forms.iter().filter_map(|form| form.get("required")?.as_array());
        required.flatten().any(|required| required == key)
    }

    /// The words that may stand here, each with what it means.
    pub(super) fn words(&self) -> Vec<(&'static str, &'static str)> {
        let mut words = Vec::new();
        for form in &self.forms {
            let meanings = form.get("enumDescriptions").and_then(Value::as_array);
            for (number, word) in form.get("enum").and_then(Value::as_array).into_iter().flatten().enumerate()
            {
                let meaning = meanings.and_then(|all| all.get(number)?.as_str()).unwrap_or_default();
                words.extend(word.as_str().map(|word| (word, meaning)));
            }
            if let Some(word) = form.get("const").and_then(Value::as_str) {
                words.push((word, form.get("description").and_then(Value::as_str).unwrap_or_default()));
            }
        }
        words.dedup();
        words
    }

    /// Whether some form is of a type of JSON.
    pub(super) fn is(&self, kind: &str) -> bool {
        let types = self.forms.iter().filter_map(|form| form.get("type"));
        types
            .into_iter()
            .any(|types| types == kind || types.as_array().is_some_and(|all| all.iter().any(|it| it == kind)))
    }

    /// The title of a form, which names what of this format it is.
    pub(super) fn is_a(&self, title: &str) -> bool {
        self.forms.iter().any(|form| form.get("title").is_some_and(|own| own == title))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_described() {
        let goals = Schema::of(false);
        let check_in = goals.at(&["objectives", "", "key_results", "", "check_ins", ""]);
        assert!(check_in.keys().any(|(key, _)| key == "date") && check_in.requires("date"));
        let level = goals.description(&["level"]).unwrap();
        assert!(level.contains("- `company`: The whole"), "{level}");
        assert!(goals.at(&["objectives", "", "key_results", "", "target"]).is_a("Quantity"));
        let settings = Schema::of(true);
        assert!(settings.at(&["rules"]).keys().any(|(key, _)| key == "missing-why"));
    }
}
