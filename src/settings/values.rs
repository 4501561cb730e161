//! Values that only settings have.

use crate::wrong::Wrong;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use std::borrow::Cow;

/// A month by its number, 1 to 12.
#[derive(Debug, Clone, Copy)]
pub(super) struct Month(u8);

impl Month {
    pub(super) fn number(self) -> u8 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const NAMES: [&str; 12] =
            ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let text = String::deserialize(deserializer)?;
        if let Ok(month @ 1..=12) = text.trim().parse() {
            return Ok(Month(month));
        }
        let lower = text.trim().to_lowercase();
        let named = NAMES.iter().zip(1..).find(|(name, _)| lower.starts_with(**name));
        let wrong = Wrong::new(format!("`{}` is not the number of a month", first_line(&text)));
        Err(D::Error::custom(match named {
            Some((_, number)) => {
                wrong.help(format!("write its number: `{number}`")).meant(number.to_string())
            }
            None => wrong.help("write the month the fiscal year starts in, 1 to 12"),
        }))
    }
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

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
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
